//! `record.merge`: a duplicate gives way to the record that stays.

use super::record_add::permitted;
use super::*;
use crate::desk::No;

/// Merges a duplicate into the record that stays: everything that points at the duplicate points at the other from now
/// on, and what the other does not say it takes over.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct RecordMerge {
    /// The duplicate.
    pub from: Key,
    /// The record that stays.
    pub into: Key,
}

impl Decide for RecordMerge {
    fn scope(&self, _: &Viewer) -> Scope {
        Scope { of: vec![self.from], ..Scope::default() }
    }

    fn decide(&self, known: &Known) -> Result<Decided, Refusal> {
        permitted(self.from.kind, known.viewer)?;
        let stored = |key: Key| known.diary.record(key).ok_or_else(|| Refusal::not_found(key));
        let (from, into) = (stored(self.from)?, stored(self.into)?);
        if self.from.kind != self.into.kind || self.from == self.into {
            return Err(Refusal::usage(
                "into",
                format!("{} and {} are not two records of one kind", self.from, self.into),
            ));
        }
        if matches!(self.from.kind, Kind::Session | Kind::Setting | Kind::User) {
            return Err(Refusal::usage("from", format!("{} is not merged", said::a(self.from.kind.one()))));
        }
        if let Some((stands, way)) = super::record_close::waits(from) {
            return Err(Refusal::new(No::Rule, format!("{} {stands}", self.from)).hinted(way));
        }
        for record in [from, into] {
            if *record.life() != Life::Open {
                return Err(Refusal::new(No::Rule, format!("{} is not in use any more", record.key())));
            }
        }
        let kept = crate::codec::filled_from(into, from).map_err(|why| Refusal::new(No::Internal, why))?;
        let mut gone = Record::clone(from);
        gone.set_life(Life::Merged { into: self.into, on: known.today() });
        let change = |before: &Arc<Record>, after: Record| Change {
            key: before.key(),
            before: Some(Arc::clone(before)),
            after: Some(Arc::new(after)),
        };
        let mut changes = vec![change(from, gone)];
        if kept != **into {
            changes.push(change(into, kept));
        }
        let pointing = known.diary.pointing_keys(self.from).iter().filter(|k| **k != self.into && **k != self.from);
        let records = pointing.filter_map(|key| known.diary.record(*key)).cloned();
        let sessions = known.diary.sessions_of(self.from)?.map(|s| Arc::new(Record::from(s.clone())));
        for record in records.chain(sessions) {
            let moved = crate::codec::repointed(&record, self.from, self.into)
                .map_err(|why| Refusal::new(No::Internal, why))?;
            changes.push(change(&record, moved));
        }
        Ok(Decided { changes, ..Decided::default() })
    }

    fn args(&self) -> String {
        crate::codec::json(self)
    }
}
