//! `session.outcome`: a session that did not go as it was booked: who or what caused it, why, and what is owed for it
//! (DOMAIN 3b H18, 3d).

use super::session_event::{in_order, minute};
use super::*;
use crate::desk::No;

choices! {
    /// How a session came out that did not go as booked.
    Outcome {
        /// The adult did not come.
        #[default] NoShow "no show",
        /// It was called off on the day, before it began.
        CalledOff "called off",
        /// It began and was ended early.
        EndedEarly "ended early",
        /// Some came, or for a part of the time only.
        PartAttended "part attended",
    }
}

impl Outcome {
    fn status(self) -> SessionStatus {
        match self {
            Self::NoShow => SessionStatus::NoShow,
            Self::CalledOff => SessionStatus::CancelledOnDay,
            Self::EndedEarly => SessionStatus::Aborted,
            Self::PartAttended => SessionStatus::PartAttended,
        }
    }
}

/// Records how a session came out that did not go as booked. Said again it is corrected; the journal keeps both.
#[derive(Clone, PartialEq, Debug, Default, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct SessionOutcome {
    /// The session.
    pub session: SessionId,
    /// How it came out.
    pub outcome: Outcome,
    /// Who or what caused it: fault settles what is owed.
    #[serde(default)]
    pub by: CancelledBy,
    /// Why; with a no-show, that they did not come, where it is left out.
    #[serde(default)]
    pub reason: Option<CancelReason>,
    /// In words; needed with “another reason”.
    #[serde(default)]
    pub words: Note,
    /// When, on the session's day; now where it is left out.
    #[serde(default)]
    pub at: Option<Minute>,
    /// The adults who came, with `part_attended`.
    #[serde(default)]
    pub who: Vec<PartyId>,
    /// Minutes lost, with `part_attended`.
    #[serde(default)]
    pub lost_min: Option<u16>,
    /// The session as it was when this was thought up; refused if it has changed since.
    #[serde(default)]
    pub was: Option<Box<Session>>,
}

impl SessionOutcome {
    /// Whether it can have come out so.
    fn possible(&self, old: &Session, at: Minute, wait_min: u16) -> Result<(), Refusal> {
        let no = |what: String, hint: &str| Err(Refusal::new(No::Rule, what).hinted(hint));
        let (id, actual) = (old.id, old.actual);
        if matches!(old.status, SessionStatus::Draft | SessionStatus::Held | SessionStatus::CancelledInAdvance) {
            return no(format!("{id} is {}: it has no outcome", old.status.said()), "undo brings a cancelled one back");
        }
        let waits = old.waits_until(wait_min);
        let began = actual.started.or(actual.adult_arrived.filter(|_| actual.child_arrived.is_some()));
        match self.outcome {
            Outcome::NoShow if actual.adult_arrived.is_some() || actual.started.is_some() => {
                no(format!("{id}: that the adult came is recorded"), "take that out first, where it is a mistake")
            }
            Outcome::NoShow if at < waits => no(
                format!("{id}: the adult is waited for until {waits}"),
                "session.cancel records that they said they do not come",
            ),
            Outcome::CalledOff if actual.started.is_some() => {
                no(format!("{id} has begun: it cannot be called off any more"), "say that it ended early")
            }
            Outcome::EndedEarly if began.is_none() => {
                no(format!("{id} has not begun: it cannot end early"), "say that it was called off")
            }
            Outcome::EndedEarly if at >= old.end => {
                no(format!("{id} was to end at {}: {at} is not early", old.end), "session.event records that it ended")
            }
            Outcome::PartAttended if self.who.is_empty() && self.lost_min.is_none() => {
                Err(Refusal::usage("who", "say who came, or how many minutes were lost"))
            }
            _ => Ok(()),
        }
    }

    /// The adults who came are among those expected.
    fn known(&self, old: &Session) -> Result<(), Refusal> {
        match self.who.iter().find(|who| !old.parties.contains(who)) {
            Some(stranger) => Err(Refusal::usage("who", format!("{stranger} is not expected in {}", old.id))),
            None => Ok(()),
        }
    }

    /// Minutes lost by it.
    fn lost(&self, old: &Session, at: Minute) -> u16 {
        match self.outcome {
            Outcome::NoShow | Outcome::CalledOff => old.booked_min(),
            Outcome::EndedEarly => Span::new(at, old.end).minutes(),
            Outcome::PartAttended => self.lost_min.unwrap_or(0).min(old.booked_min()),
        }
    }

    /// The session with its outcome.
    pub(super) fn came_out(&self, known: &Known, old: &Session) -> Result<Session, Refusal> {
        self.known(old)?;
        let at = minute(old, self.at, known.now.moment())?;
        self.possible(old, at, known.diary.settings().wait_min)?;
        let usual = (self.outcome == Outcome::NoShow).then_some(CancelReason::DidNotCome);
        let Some(reason) = self.reason.or(usual) else { return Err(Refusal::usage("reason", "say why")) };
        if reason == CancelReason::Other && self.words.is_empty() {
            return Err(Refusal::usage("words", "say the other reason in words"));
        }
        let mut session = old.clone();
        session.status = self.outcome.status();
        let cancel = lost::cancellation(known, old, Moment::new(old.date, at));
        session.cancel = Some(Cancellation { by: self.by, reason, words: self.words.clone(), ..cancel });
        let owed = if self.by.owes_make_up() { self.lost(old, at) } else { 0 };
        let late = old.late.as_ref().map_or(0, |late| late.owed_min);
        // what was called off is lost whole; what had begun late has lost that as well
        let whole = matches!(self.outcome, Outcome::NoShow | Outcome::CalledOff);
        session.makeup_owed_min = if whole { owed } else { (owed + late).min(old.booked_min()) };
        match self.outcome {
            Outcome::NoShow => session.attended.clear(),
            Outcome::EndedEarly => session.actual.ended = Some(at),
            Outcome::PartAttended if !self.who.is_empty() => session.attended.clone_from(&self.who),
            Outcome::CalledOff | Outcome::PartAttended => {}
        }
        in_order(old.id, &session.actual)?;
        if whole {
            lost::stand_down(&mut session);
        }
        Ok(session)
    }
}

impl Decide for SessionOutcome {
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
        let session = self.came_out(known, old)?;
        lost::follow(known, Decided::one(Change::of(old.clone(), session.clone())), &session)
    }

    fn args(&self) -> String {
        crate::codec::json(&Self { was: None, ..self.clone() })
    }
}
