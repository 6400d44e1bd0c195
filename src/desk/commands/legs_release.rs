//! `legs.release`: the recorded choice about the cars of a session. They are held until its adults have confirmed; then one
//! key lets them go. To send one all the same, to hold it on or to stand it down takes a reason.

use super::*;
use crate::desk::No;
use crate::desk::role::BOOKERS;

/// Decides about the cars of one session, or lets go those of every session of a day whose adults have confirmed.
#[derive(Clone, PartialEq, Debug, Default, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct LegsRelease {
    /// The session.
    #[serde(default)]
    pub session: Option<SessionId>,
    /// Every session of this day that is confirmed, instead.
    #[serde(default)]
    pub day: Option<Day>,
    /// What is decided.
    #[serde(default)]
    pub choice: CarChoice,
    /// Why; needed for anything but to send what is confirmed.
    #[serde(default)]
    pub reason: Note,
}

/// Whether all adults of a session come and nobody said no.
pub(crate) fn is_clear(session: &Session) -> bool {
    let no = session.confirmations.iter().any(|c| c.result == ConfirmResult::Declined);
    session.status == SessionStatus::Confirmed && session.missing().is_empty() && !no
}

/// Whether a choice says something new to a leg.
fn alters(choice: CarChoice, leg: &Leg) -> bool {
    use LegStatus::{Held, Planned, Released, StoodDown};
    match choice {
        CarChoice::Send => matches!(leg.status, Planned | Held | StoodDown),
        CarChoice::HoldOn => matches!(leg.status, Planned | Held | Released),
        CarChoice::StandDown => matches!(leg.status, Planned | Held | Released),
    }
}

impl LegsRelease {
    fn check(&self, known: &Known, session: &Session) -> Result<(), Refusal> {
        let id = session.id;
        let refused = |what: String| Err(Refusal::new(No::Rule, what));
        if session.status == SessionStatus::Held || session.status == SessionStatus::Draft {
            return refused(format!("{id} is only held: no car goes for it")).map_err(|no| no.hinted("book it first"));
        }
        super::session_move::ahead(session, "given other cars")?;
        if !session.legs.iter().any(|leg| alters(self.choice, leg)) {
            return refused(format!("{id} has no car that could still be {}", self.choice.said()));
        }
        if self.choice == CarChoice::Send && is_clear(session) {
            return Ok(());
        }
        if self.reason.is_empty() {
            let missing: Vec<String> = session.missing().iter().map(ToString::to_string).collect();
            let what = if self.choice == CarChoice::Send {
                format!(
                    "not everybody of {id} has confirmed ({}): say why its car is sent all the same",
                    missing.join(", ")
                )
            } else {
                format!("say why the car of {id} is {}", self.choice.said())
            };
            return Err(Refusal::usage("reason", what));
        }
        if self.choice == CarChoice::Send && !BOOKERS.contains(&known.viewer.actor.role) {
            let what = format!("{id} is not confirmed: only a coordinator or manager sends its car all the same");
            return Err(Refusal::new(No::NotPermitted, what).hinted("hold it on, or stand it down"));
        }
        Ok(())
    }

    fn chosen(&self, known: &Known, old: &Session) -> Change {
        let mut session = old.clone();
        let status = match self.choice {
            CarChoice::Send => LegStatus::Released,
            CarChoice::HoldOn => LegStatus::Held,
            CarChoice::StandDown => LegStatus::StoodDown,
        };
        session.legs.iter_mut().filter(|leg| alters(self.choice, leg)).for_each(|leg| leg.status = status);
        session.cars.push(CarsChosen {
            choice: self.choice,
            reason: self.reason.clone(),
            missing: old.missing(),
            at: known.now.moment(),
            by: known.account(),
        });
        Change::of(old.clone(), session)
    }

    fn of_day(&self, known: &Known, day: Day) -> Result<Vec<Change>, Refusal> {
        if self.choice != CarChoice::Send {
            return Err(Refusal::usage("choice", "of a whole day only what is confirmed can be sent"));
        }
        let ready = |s: &&Session| {
            let waits = |leg: &Leg| matches!(leg.status, LegStatus::Planned | LegStatus::Held);
            is_clear(s) && s.legs.iter().any(waits) && known.viewer.may_know_session(known.diary, s)
        };
        let changes: Vec<Change> = known.diary.day(day)?.filter(ready).map(|s| self.chosen(known, s)).collect();
        if changes.is_empty() {
            let what = format!("no car of {} waits for a session that is confirmed", said::long(day));
            return Err(Refusal::new(No::Rule, what).hinted("contactdesk round says who is still to be asked"));
        }
        Ok(changes)
    }
}

impl Decide for LegsRelease {
    fn scope(&self, _: &Viewer) -> Scope {
        let scope = Scope::sessions(self.session);
        self.day.map_or(scope.clone(), |day| scope.and_day(day))
    }

    fn decide(&self, known: &Known) -> Result<Decided, Refusal> {
        let changes = match (self.session, self.day) {
            (Some(id), None) => {
                let session = known.session(id)?;
                self.check(known, session)?;
                vec![self.chosen(known, session)]
            }
            (None, Some(day)) => self.of_day(known, day)?,
            _ => return Err(Refusal::usage("session", "say either a session or a day")),
        };
        let reason = Some(self.reason.clone()).filter(|reason| !reason.is_empty());
        Ok(Decided { changes, reason, ..Decided::default() })
    }

    fn args(&self) -> String {
        crate::codec::json(self)
    }
}
