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
        /// The child is in the car to the session.
        ChildCollected "child in the car",
        /// The child left.
        ChildLeft "child left",
        /// The adult left.
        AdultLeft "adult left",
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
            Self::ChildCollected => &mut actual.child_collected,
            Self::ChildLeft => &mut actual.child_left,
            Self::AdultLeft => &mut actual.adult_left,
        }
    }

    /// The first that is not recorded yet, after the last that is: what was left out is not asked for again.
    pub fn next(actual: &Actual) -> Option<Self> {
        const USUAL: [LiveEvent; 5] = [
            LiveEvent::AdultArrived,
            LiveEvent::ChildArrived,
            LiveEvent::Started,
            LiveEvent::Ended,
            LiveEvent::ChildHome,
        ];
        let last = USUAL.iter().rposition(|event| event.of(actual).is_some());
        USUAL.get(last.map_or(0, |at| at + 1)).copied()
    }

    /// When it was to happen by the booking; the way home by when it ended, once that is recorded.
    pub fn due(self, session: &Session) -> Minute {
        let times = session.stagger;
        let early = session.actual.ended.map_or(0, |ended| i32::from(ended.0) - i32::from(session.end.0));
        let leg = |way: Direction| session.legs.iter().find(|leg| leg.direction == way);
        match self {
            Self::AdultArrived => times.adult_arrive,
            Self::ChildArrived => times.child_arrive,
            Self::Started => session.start,
            Self::Ended => session.end,
            Self::ChildHome => leg(Direction::Return).map_or(times.child_leave, |leg| leg.arrive).plus(early),
            Self::ChildCollected => leg(Direction::Out).map_or(times.child_arrive, |leg| leg.depart),
            Self::ChildLeft => times.child_leave,
            Self::AdultLeft => times.adult_release,
        }
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
    /// It did not happen: what was recorded by mistake is taken out. The journal keeps it.
    #[serde(default)]
    pub mistaken: bool,
}

/// When something was in a session: never later than now, and of a day that is over it has to be said.
pub(super) fn minute(session: &Session, at: Option<Minute>, now: Moment) -> Result<Minute, Refusal> {
    let day = said::long(session.date);
    match at {
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

/// What follows what: nothing ends before it began.
pub(super) fn in_order(id: SessionId, actual: &Actual) -> Result<(), Refusal> {
    let chain = |events: &[LiveEvent]| {
        let known: Vec<(LiveEvent, Minute)> = events.iter().filter_map(|e| Some((*e, e.of(actual)?))).collect();
        known.windows(2).find(|pair| pair[1].1 < pair[0].1).map(|pair| (pair[0], pair[1]))
    };
    use LiveEvent::{AdultArrived, AdultLeft, ChildArrived, ChildCollected, ChildHome, ChildLeft, Ended, Started};
    let wrong = chain(&[AdultArrived, Started, Ended, AdultLeft])
        .or_else(|| chain(&[ChildCollected, ChildArrived, Started, Ended, ChildLeft, ChildHome]));
    match wrong {
        None => Ok(()),
        Some(((first, from), (second, to))) => {
            let what = format!("{id}: {} at {to} would be before {} at {from}", second.said(), first.said());
            Err(Refusal::usage("at", what).hinted("say it with its time, or correct the other first"))
        }
    }
}

/// Whether a child is on record as having set out or been there.
fn has_come(actual: &Actual) -> bool {
    [actual.child_collected, actual.child_arrived, actual.started, actual.ended].iter().any(Option::is_some)
}

/// Where a session stands by what is recorded. What is written up already stays so, and so does an outcome.
fn status(session: &Session) -> SessionStatus {
    use SessionStatus as S;
    let actual = session.actual;
    let yes = |p: &PartyId| {
        session.confirmations.iter().any(|c| c.who == Some(p.key()) && c.result == ConfirmResult::Confirmed)
    };
    match session.status {
        S::Recorded | S::SignedOff => session.status,
        exit if exit.is_exit() => exit,
        _ if actual.child_home.is_some() => S::ChildHome,
        _ if actual.ended.is_some() => S::Ended,
        _ if actual.started.is_some() => S::InProgress,
        _ if actual.adult_arrived.is_some() => S::AdultArrived,
        _ if actual.child_collected.is_some() => S::ChildCollected,
        ahead if ahead.is_ahead() => ahead,
        // what had happened was taken out again
        _ if session.parties.iter().all(yes) => S::Confirmed,
        _ => S::Booked,
    }
}

/// Whether a journey to the session is booked, and not stood down.
fn driven(legs: &[Leg]) -> bool {
    let goes = |leg: &Leg| !matches!(leg.status, LegStatus::Failed | LegStatus::StoodDown);
    legs.iter().any(|leg| leg.direction == Direction::Out && goes(leg))
}

/// The legs follow what happens to the child.
fn drive(legs: &mut [Leg], event: LiveEvent) {
    let (way, becomes) = match event {
        LiveEvent::ChildCollected => (Direction::Out, LegStatus::Collected),
        LiveEvent::ChildArrived => (Direction::Out, LegStatus::Delivered),
        LiveEvent::ChildLeft => (Direction::Return, LegStatus::Collected),
        LiveEvent::ChildHome => (Direction::Return, LegStatus::Delivered),
        _ => return,
    };
    let ours = |leg: &&mut Leg| {
        let driven = !matches!(leg.status, LegStatus::Failed | LegStatus::StoodDown | LegStatus::Delivered);
        leg.direction == way && driven
    };
    legs.iter_mut().filter(ours).for_each(|leg| leg.status = becomes);
}

impl SessionEvent {
    /// Whether such a thing can happen in a session that stands there.
    fn possible(&self, session: &Session) -> Result<(), Refusal> {
        let held = matches!(session.status, SessionStatus::Draft | SessionStatus::Held);
        let within = matches!(self.event, LiveEvent::Started | LiveEvent::Ended);
        // who came for nothing goes home all the same
        let about = !session.status.takes_place() && (within || session.actual == Actual::default());
        if held || about {
            let what = format!("{} is {}: nothing can happen in it", session.id, session.status.said());
            return Err(Refusal::new(No::Rule, what).hinted("book it first, or bring it back with undo"));
        }
        if let Some(stranger) = self.who.iter().find(|who| !session.parties.contains(who)) {
            return Err(Refusal::usage("who", format!("{stranger} is not expected in {}", session.id))
                .hinted(format!("contactdesk allowed {stranger} says whether they may come in")));
        }
        if self.event == LiveEvent::ChildCollected && !self.mistaken && !driven(&session.legs) {
            let what = format!("{}: no journey brings the child, so no car has collected them", session.id);
            return Err(Refusal::usage("event", what).hinted("record child_arrived when the child is here"));
        }
        if self.mistaken && self.event.of(&session.actual).is_none() {
            let what = format!("{}: {} is not recorded", session.id, self.event.said());
            return Err(Refusal::usage("event", what));
        }
        Ok(())
    }
}

impl Decide for SessionEvent {
    fn scope(&self, _: &Viewer) -> Scope {
        Scope::sessions([self.session])
    }

    fn decide(&self, known: &Known) -> Result<Decided, Refusal> {
        let old = known.session(self.session)?;
        self.possible(old)?;
        let mut session = old.clone();
        if self.mistaken {
            *self.event.of_mut(&mut session.actual) = None;
        } else {
            if self.event == LiveEvent::ChildHome && !has_come(&old.actual) {
                let what = format!("{} cannot be home again: it is not recorded that the child came", old.id);
                return Err(Refusal::usage("event", what).hinted("record child_collected or child_arrived first"));
            }
            *self.event.of_mut(&mut session.actual) = Some(minute(old, self.at, known.now.moment())?);
            drive(&mut session.legs, self.event);
        }
        in_order(old.id, &session.actual)?;
        match self.event {
            LiveEvent::AdultArrived if self.mistaken => session.attended.clear(),
            LiveEvent::AdultArrived => {
                let came = if self.who.is_empty() { &old.parties } else { &self.who };
                session.attended.extend(came.iter().filter(|who| !old.attended.contains(who)));
            }
            _ => {}
        }
        session.status = status(&session);
        Ok(Decided::one(Change::of(old.clone(), session)))
    }

    fn args(&self) -> String {
        crate::codec::json(self)
    }
}
