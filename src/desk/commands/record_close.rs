//! `record.close`: no longer in use, kept for ever (DESIGN invariant 9).

use super::record_add::permitted;
use super::*;
use crate::desk::No;

/// Closes a record. What is still booked for it must be moved or cancelled first.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct RecordClose {
    /// The record.
    pub key: Key,
    /// Why.
    pub why: Note,
}

/// Sessions ahead that still need the record, by day.
pub(super) fn still_needed(known: &Known, key: Key) -> Result<Vec<SessionId>, Refusal> {
    let today = known.today();
    let ahead = |s: &&Session| s.date >= today && known.diary.takes(s) && s.status.is_ahead();
    Ok(known.diary.sessions_of(key)?.filter(ahead).map(|s| s.id).collect())
}

/// What of a panel still waits for somebody, and what ends that: closed in a register it would be on no list any more, and
/// nobody would hear why.
pub(super) fn waits(record: &Record) -> Option<(&'static str, &'static str)> {
    match record {
        Record::Referral(r) if !r.status.is_over() => {
            Some(("waits for a panel", "referral.withdraw takes it back, with the reason"))
        }
        Record::AgendaItem(i) if matches!(i.status, ItemStatus::Listed | ItemStatus::Hearing) => {
            Some(("is still to be heard", "item.withdraw takes it off, with the reason"))
        }
        Record::Sitting(s) if s.is_ahead() || s.status == SittingStatus::Open => {
            Some(("is still to be held", "sitting.cancel calls it off, and its list goes on"))
        }
        Record::Decision(d) if d.is_unratified() => Some(("waits to be ratified", "a sitting ratifies it, or says no")),
        _ => None,
    }
}

impl Decide for RecordClose {
    fn scope(&self, _: &Viewer) -> Scope {
        Scope { of: vec![self.key], ..Scope::default() }
    }

    fn decide(&self, known: &Known) -> Result<Decided, Refusal> {
        permitted(self.key.kind, known.viewer)?;
        if self.key.kind == Kind::Session {
            return Err(Refusal::usage("key", "a session is not closed").hinted("cancel it: session.cancel"));
        }
        if self.why.is_empty() {
            return Err(Refusal::usage("why", "say why it is closed"));
        }
        let stored = known.diary.record(self.key).ok_or_else(|| Refusal::not_found(self.key))?;
        if *stored.life() != Life::Open {
            return Err(Refusal::new(No::Rule, format!("{} is closed already", self.key)));
        }
        if let Some((stands, way)) = waits(stored) {
            return Err(Refusal::new(No::Rule, format!("{} {stands}", self.key)).hinted(way));
        }
        let needed = still_needed(known, self.key)?;
        if let Some(first) = needed.first() {
            let what =
                format!("{} is needed by {} ahead, first {first}", self.key, said::count(needed.len(), "session"));
            return Err(Refusal::new(No::Rule, what).hinted("move, change or cancel them first"));
        }
        let mut record = Record::clone(stored);
        record.set_life(Life::Closed { on: known.today(), why: self.why.clone() });
        Ok(Decided {
            changes: vec![Change { key: self.key, before: Some(Arc::clone(stored)), after: Some(Arc::new(record)) }],
            reason: Some(self.why.clone()),
            ..Decided::default()
        })
    }

    fn args(&self) -> String {
        crate::codec::json(self)
    }
}
