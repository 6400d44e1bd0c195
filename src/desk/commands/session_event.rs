//! `session.event`: what happens on the day, as it happens or a while after (DOMAIN 4a).

use super::*;
use crate::desk::No;

choices! {
    /// What happens on the day of a session, in its order.
    LiveEvent {
        /// The adult arrived.
        #[default] AdultArrived "adult arrived",
        /// The child arrived.
        ChildArrived "child arrived",
        /// It began.
        Started "began",
        /// It ended.
        Ended "ended",
        /// The child is home.
        ChildHome "child home",
    }
}

impl LiveEvent {
    /// When it happened, where that is recorded.
    pub fn of(self, actual: &Actual) -> Option<Minute> {
        *self.of_mut(&mut actual.clone())
    }

    /// Where it is recorded.
    pub fn of_mut(self, actual: &mut Actual) -> &mut Option<Minute> {
        match self {
            Self::AdultArrived => &mut actual.adult_arrived,
            Self::ChildArrived => &mut actual.child_arrived,
            Self::Started => &mut actual.started,
            Self::Ended => &mut actual.ended,
            Self::ChildHome => &mut actual.child_home,
        }
    }

    /// The first that is not recorded yet.
    pub fn next(actual: &Actual) -> Option<Self> {
        Self::ALL.iter().copied().find(|event| event.of(actual).is_none())
    }
}

/// Records that somebody came, that it began or ended, that the child is home. Said again with another time it is corrected.
#[derive(Clone, PartialEq, Debug, Default, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct SessionEvent {
    /// The session.
    pub session: SessionId,
    /// What happened.
    pub event: LiveEvent,
    /// When, on the session's day; now where it is left out.
    #[serde(default)]
    pub at: Option<Minute>,
    /// The adults who came, with `adult_arrived`; all who were expected where none is said.
    #[serde(default)]
    pub who: Vec<PartyId>,
}

impl SessionEvent {
    /// When it was: never later than now, and of a day that is over it has to be said.
    fn minute(&self, session: &Session, now: Moment) -> Result<Minute, Refusal> {
        let day = said::long(session.date);
        match self.at {
            _ if session.date > now.day => {
                Err(Refusal::new(No::Rule, format!("{} is on {day}: nothing of it has happened yet", session.id)))
            }
            None if session.date < now.day => {
                Err(Refusal::usage("at", format!("{} was on {day}: say at what time", session.id)))
            }
            Some(at) if session.date == now.day && at > now.minute => {
                Err(Refusal::usage("at", format!("{at} is still to come")))
            }
            at => Ok(at.unwrap_or(now.minute)),
        }
    }
}

/// What follows what: nothing ends before it began.
fn in_order(id: SessionId, actual: &Actual) -> Result<(), Refusal> {
    let chain = |events: &[LiveEvent]| {
        let known: Vec<(LiveEvent, Minute)> = events.iter().filter_map(|e| Some((*e, e.of(actual)?))).collect();
        known.windows(2).find(|pair| pair[1].1 < pair[0].1).map(|pair| (pair[0], pair[1]))
    };
    use LiveEvent::{AdultArrived, ChildArrived, ChildHome, Ended, Started};
    let wrong = chain(&[AdultArrived, Started, Ended]).or_else(|| chain(&[ChildArrived, Started, Ended, ChildHome]));
    match wrong {
        None => Ok(()),
        Some(((first, from), (second, to))) => {
            let what = format!("{id}: {} at {to} would be before {} at {from}", second.said(), first.said());
            Err(Refusal::usage("at", what).hinted("say it with its time, or correct the other first"))
        }
    }
}

/// Where a session stands by what is recorded; what is written up already stays so.
fn status(session: &Session) -> SessionStatus {
    use SessionStatus as S;
    let actual = session.actual;
    match session.status {
        S::Recorded | S::SignedOff => session.status,
        _ if actual.child_home.is_some() => S::ChildHome,
        _ if actual.ended.is_some() => S::Ended,
        _ if actual.started.is_some() => S::InProgress,
        _ if actual.adult_arrived.is_some() => S::AdultArrived,
        other => other,
    }
}

impl Decide for SessionEvent {
    fn scope(&self, _: &Viewer) -> Scope {
        Scope::sessions([self.session])
    }

    fn decide(&self, known: &Known) -> Result<Decided, Refusal> {
        let old = known.session(self.session)?;
        if !old.status.takes_place() || old.status == SessionStatus::Held {
            let what = format!("{} is {}: nothing can happen in it", old.id, old.status.said());
            return Err(Refusal::new(No::Rule, what).hinted("book it first, or bring it back with undo"));
        }
        if let Some(stranger) = self.who.iter().find(|who| !old.parties.contains(who)) {
            return Err(Refusal::usage("who", format!("{stranger} is not expected in {}", old.id))
                .hinted(format!("contactdesk allowed {stranger} says whether they may come in")));
        }
        let at = self.minute(old, known.now.moment())?;
        let mut session = old.clone();
        *self.event.of_mut(&mut session.actual) = Some(at);
        in_order(old.id, &session.actual)?;
        if self.event == LiveEvent::AdultArrived {
            let came = if self.who.is_empty() { &old.parties } else { &self.who };
            session.attended.extend(came.iter().filter(|who| !old.attended.contains(who)));
        }
        session.status = status(&session);
        Ok(Decided::one(Change::of(old.clone(), session)))
    }

    fn args(&self) -> String {
        crate::codec::json(self)
    }
}
