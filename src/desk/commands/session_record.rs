//! `session.record`: how far the observation record of a session is: written, signed off, in the case system, shared
//! (DOMAIN 3a; LIV1, LGO3).

use super::*;
use crate::desk::{No, intake};

choices! {
    /// The steps of an observation record, in their order.
    RecordStep {
        /// The officer has written it.
        #[default] Submitted "submitted",
        /// Somebody else has read and signed it.
        SignedOff "signed off",
        /// It is in the case system.
        Uploaded "uploaded",
        /// The parents have it.
        Shared "shared",
    }
}

impl RecordStep {
    /// When it was done, where it is.
    pub fn of(self, record: &RecordProgress) -> Option<Day> {
        match self {
            Self::Submitted => record.submitted,
            Self::SignedOff => record.signed_off,
            Self::Uploaded => record.uploaded,
            Self::Shared => record.shared,
        }
    }

    /// The first that is not done yet.
    pub fn next(record: &RecordProgress) -> Option<Self> {
        Self::ALL.iter().copied().find(|step| step.of(record).is_none())
    }

    fn put(self, record: &mut RecordProgress, on: Day) {
        let at = match self {
            Self::Submitted => &mut record.submitted,
            Self::SignedOff => &mut record.signed_off,
            Self::Uploaded => &mut record.uploaded,
            Self::Shared => &mut record.shared,
        };
        *at = Some(on);
    }
}

/// When the record of a session is due: so many working days after it.
pub(crate) fn due(session: &Session, settings: &Settings) -> Day {
    session.record.due.unwrap_or_else(|| calendar::working_days_after(session.date, settings.record_days, settings))
}

/// Whether a session took place, so that a record is written of it.
pub(crate) fn is_recorded(session: &Session) -> bool {
    use SessionStatus as S;
    !session.sort.is_meeting()
        && matches!(session.status, S::Ended | S::ChildHome | S::Recorded | S::SignedOff | S::Aborted | S::PartAttended)
}

/// Records a step of the observation record. Said again with another day it is corrected.
#[derive(Clone, PartialEq, Debug, Default, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct SessionRecord {
    /// The session.
    pub session: SessionId,
    /// Which step; the next one where it is left out.
    #[serde(default)]
    pub step: Option<RecordStep>,
    /// When; today where it is left out.
    #[serde(default)]
    pub on: Option<Day>,
}

impl Decide for SessionRecord {
    fn scope(&self, _: &Viewer) -> Scope {
        Scope::sessions([self.session])
    }

    fn decide(&self, known: &Known) -> Result<Decided, Refusal> {
        let old = known.session(self.session)?;
        if !is_recorded(old) {
            let what = format!("{} is {}: there is nothing to write up yet", old.id, old.status.said());
            return Err(Refusal::new(No::Rule, what).hinted("session.event records what happened"));
        }
        let next = self.step.or(RecordStep::next(&old.record));
        let step = next.ok_or_else(|| Refusal::new(No::Rule, format!("the record of {} is shared", old.id)))?;
        if known.viewer.actor.role == Role::Officer && step != RecordStep::Submitted {
            return Err(Refusal::new(
                No::NotPermitted,
                format!("an officer does not record that it is {}", step.said()),
            )
            .hinted("the office does"));
        }
        let on = intake::done_on(known, self.on)?;
        let mut session = old.clone();
        session.record.due = Some(due(old, known.diary.settings()));
        step.put(&mut session.record, on);
        in_order(old, &session.record, step)?;
        session.status = match (session.status, session.record.signed_off, session.record.submitted) {
            (kept @ (SessionStatus::Aborted | SessionStatus::PartAttended), ..) => kept,
            (_, Some(_), _) => SessionStatus::SignedOff,
            (_, None, Some(_)) => SessionStatus::Recorded,
            (kept, ..) => kept,
        };
        if session == *old {
            return Err(Refusal::usage("step", format!("{} is recorded so already", step.said())));
        }
        Ok(Decided::one(Change::of(old.clone(), session)))
    }

    fn args(&self) -> String {
        crate::codec::json(self)
    }
}

/// Nothing is signed off before it is written, nor shared before it is signed off; and nothing before the session.
fn in_order(session: &Session, record: &RecordProgress, step: RecordStep) -> Result<(), Refusal> {
    let before = match step {
        RecordStep::Submitted => None,
        RecordStep::SignedOff | RecordStep::Uploaded => Some(RecordStep::Submitted),
        RecordStep::Shared => Some(RecordStep::SignedOff),
    };
    if let Some(before) = before.filter(|before| before.of(record).is_none()) {
        let what = format!("the record of {} is not {} yet", session.id, before.said());
        return Err(Refusal { field: Some("step".to_owned()), ..Refusal::new(No::Rule, what) });
    }
    let done = step.of(record).unwrap_or(session.date);
    if done < before.and_then(|before| before.of(record)).unwrap_or(session.date).max(session.date) {
        return Err(Refusal::usage("on", format!("{} would be before what comes before it", said::long(done))));
    }
    Ok(())
}
