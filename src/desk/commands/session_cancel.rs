//! `session.cancel`: by whom, why, with what notice, recorded by whom: complete, or not recorded (DOMAIN 3b H18).

use super::*;

/// Cancels a session.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct SessionCancel {
    /// The session.
    pub session: SessionId,
    /// Who or what caused it.
    pub by: CancelledBy,
    /// Why.
    pub reason: CancelReason,
    /// In words; needed with “another reason”.
    #[serde(default)]
    pub words: Note,
    /// The session as it was when this was thought up; refused if it has changed since.
    #[serde(default)]
    pub was: Option<Box<Session>>,
}

impl Decide for SessionCancel {
    fn scope(&self, _: &Viewer) -> Scope {
        Scope::sessions([self.session])
    }

    fn needs(&self, known: &Known) -> Scope {
        let diary = known.diary;
        lost::scope(diary, self.session)
    }

    fn decide(&self, known: &Known) -> Result<Decided, Refusal> {
        let old = known.session(self.session)?;
        super::session_move::since(old, self.was.as_deref())?;
        super::session_move::ahead(old, "cancelled")
            .map_err(|no| no.hinted("session.outcome records that it was called off on the day, or ended early"))?;
        not_past(known, old)?;
        let session = cancelled(known, old, (self.by, self.reason), &self.words)?;
        lost::called_off(known, Decided::one(Change::of(old.clone(), session)))
    }

    fn args(&self) -> String {
        crate::codec::json(&Self { was: None, ..self.clone() })
    }
}

/// What is past came out somehow, and that is its outcome. What was only held is tidied away whenever it was.
pub(crate) fn not_past(known: &Known, old: &Session) -> Result<(), Refusal> {
    if old.status == SessionStatus::Held || known.now.moment() < Moment::new(old.date, old.end) {
        return Ok(());
    }
    let what = format!("{} was to end {} {}: what is past is not cancelled", old.id, said::long(old.date), old.end);
    Err(Refusal::new(crate::desk::No::Rule, what)
        .hinted("session.outcome records what became of it: called off, no show, or ended early"))
}

/// The session as it is once it is cancelled: by whom, why, with what notice, recorded by whom.
pub(crate) fn cancelled(
    known: &Known,
    old: &Session,
    (by, reason): (CancelledBy, CancelReason),
    words: &Note,
) -> Result<Session, Refusal> {
    if reason == CancelReason::Other && words.is_empty() {
        return Err(Refusal::usage("words", "say the other reason in words"));
    }
    let now = known.now.moment();
    let mut session = old.clone();
    session.status = if old.date > now.day { SessionStatus::CancelledInAdvance } else { SessionStatus::CancelledOnDay };
    let cancel = lost::cancellation(known, old, now);
    session.cancel = Some(Cancellation { by, reason, words: words.clone(), ..cancel });
    lost::stand_down(&mut session);
    if by.owes_make_up() {
        session.makeup_owed_min = old.booked_min();
    }
    Ok(session)
}
