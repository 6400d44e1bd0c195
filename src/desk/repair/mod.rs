//! Repair: somebody or something that sessions were to take is not there. What becomes of each of those sessions is a
//! [`Mend`]; `solve` proposes one for each so that all of them together go, and the command carries out those that were
//! chosen, all at once.

mod solve;

pub(crate) use solve::{KNOWN_FOR, hit, solve};

use super::commands::{Known, session_move};
use super::{No, Refusal, fill};
use crate::domain::*;

/// Somebody or something that is not there: an officer or driver who is away, a vehicle off the road, a room or site shut.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Missing {
    /// The officer, driver, vehicle, room or site.
    pub who: Key,
    /// Why, of somebody who is away.
    #[serde(default)]
    pub sort: AbsenceKind,
    /// The days.
    pub days: Days,
    /// The time of each day; the whole day where none is given.
    #[serde(default)]
    pub time: Option<Span>,
    /// Anything else; of a room or site, why it is shut.
    #[serde(default)]
    pub notes: Note,
}

/// Days that are repaired at once.
const MOST_DAYS: i32 = 62;

impl Missing {
    /// The record that says so, and whether it is new: what is on file is not written twice.
    pub(crate) fn record(&self, known: &Known) -> Result<(Record, bool), Refusal> {
        if self.days.last - self.days.first > MOST_DAYS {
            return Err(Refusal::usage("days", format!("{} are more than two months", self.days))
                .hinted("write the absence down with record.add, and go through it a month at a time"));
        }
        let diary = known.diary;
        match self.who.kind {
            Kind::Officer => drop(known.open::<Officer>(self.who)?),
            Kind::Driver => drop(known.open::<Driver>(self.who)?),
            Kind::Vehicle => drop(known.open::<Vehicle>(self.who)?),
            Kind::Room => drop(known.open::<Room>(self.who)?),
            Kind::Site => drop(known.open::<Site>(self.who)?),
            _ => {
                let what = format!("{} is no officer, driver, vehicle, room or site", self.who);
                return Err(Refusal::usage("who", what));
            }
        }
        let within = |days: Days, time: Option<Span>| {
            days.hold(self.days.first)
                && days.hold(self.days.last)
                && time.is_none_or(|all| all.holds(self.time.unwrap_or(Span::DAY)))
        };
        if matches!(self.who.kind, Kind::Room | Kind::Site) {
            let on_file = diary.pointing::<Closure>(self.who).find(|c| within(c.days, c.time));
            return Ok(on_file.map_or_else(|| (self.closure(known).into(), true), |c| (c.clone().into(), false)));
        }
        let on_file = diary.pointing::<Absence>(self.who).find(|a| within(a.days, a.time));
        Ok(on_file.map_or_else(|| (self.absence(known).into(), true), |a| (a.clone().into(), false)))
    }

    fn absence(&self, known: &Known) -> Absence {
        Absence {
            id: AbsenceId(known.diary.head.next(Kind::Absence)),
            who: Some(self.who),
            sort: self.sort,
            days: self.days,
            time: self.time,
            notes: self.notes.clone(),
            ..Absence::default()
        }
    }

    fn closure(&self, known: &Known) -> Closure {
        let why: String = self.notes.lines().next().unwrap_or("cannot be used").chars().take(Name::MAX).collect();
        Closure {
            id: ClosureId(known.diary.head.next(Kind::Closure)),
            site: (self.who.kind == Kind::Site).then_some(SiteId(self.who.id)),
            room: (self.who.kind == Kind::Room).then_some(RoomId(self.who.id)),
            days: self.days,
            time: self.time,
            reason: Name::new(why).unwrap_or_default(),
            ..Closure::default()
        }
    }

    /// Who or what a cancellation for want of it is put down to: the service, so that a make-up is owed (DOMAIN 3d).
    fn cause(&self) -> (CancelledBy, CancelReason) {
        match self.who.kind {
            Kind::Officer => (CancelledBy::ServiceStaff, CancelReason::NoOfficer),
            Kind::Driver | Kind::Vehicle => (CancelledBy::ServiceTransport, CancelReason::NoTransport),
            _ => (CancelledBy::Venue, CancelReason::NoRoom),
        }
    }

    /// From when on it is missing on a day that has begun.
    fn since(&self, now: Moment) -> Minute {
        self.time.map_or(now.minute, |time| time.from.max(now.minute))
    }
}

choices! {
    /// What becomes of a session whose officer, driver, car or room is missing.
    MendSort {
        /// It goes on with others, or at another time.
        #[default] Change "goes on",
        /// It is cancelled; a make-up is owed.
        Cancel "is cancelled",
        /// It stays as it is, to be seen to by hand.
        Keep "stays as it is",
    }
}

/// What is to become of one session. What is not said stays.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Mend {
    /// The session.
    pub session: SessionId,
    /// Whether it goes on, is cancelled or stays.
    #[serde(default)]
    pub how: MendSort,
    /// The officers from then on, the lead first.
    #[serde(default)]
    pub officers: Option<Vec<OfficerId>>,
    /// The room; its site comes with it.
    #[serde(default)]
    pub room: Option<RoomId>,
    /// The new start on the same day; the length stays.
    #[serde(default)]
    pub start: Option<Minute>,
    /// The journeys.
    #[serde(default)]
    pub legs: Option<Vec<Leg>>,
    /// The session as it was when this was thought up; refused if it has changed since.
    #[serde(default)]
    pub was: Option<Box<Session>>,
}

impl Mend {
    /// What turns one session into the other.
    fn of(old: &Session, new: &Session) -> Self {
        Self {
            session: old.id,
            officers: (old.officers != new.officers).then(|| new.officers.clone()),
            room: new.room.filter(|room| old.room != Some(*room)),
            start: (old.start != new.start).then_some(new.start),
            legs: (old.legs != new.legs).then(|| new.legs.clone()),
            ..Self::default()
        }
    }

    /// The session as it would be; nothing where it stays as it is.
    pub(crate) fn mended(&self, known: &Known, missing: &Missing) -> Result<Option<Session>, Refusal> {
        let old = known.session(self.session)?;
        session_move::since(old, self.was.as_deref())?;
        match self.how {
            MendSort::Keep => Ok(None),
            MendSort::Cancel => {
                session_move::ahead(old, "cancelled")?;
                super::commands::session_cancel::not_past(known, old)?;
                let (by, reason) = missing.cause();
                Ok(Some(super::commands::session_cancel::cancelled(known, old, (by, reason), &missing.notes)?))
            }
            MendSort::Change => self.changed(known, old, missing).map(Some),
        }
    }

    fn changed(&self, known: &Known, old: &Session, missing: &Missing) -> Result<Session, Refusal> {
        let under_way = is_under_way(old.status);
        if !under_way || self.start.is_some() || self.room.is_some() {
            session_move::ahead(old, "moved")?;
        }
        let mut session = old.clone();
        if let Some(room) = self.room {
            let room = known.open::<Room>(room)?;
            (session.room, session.site) = (Some(room.id), room.site);
        }
        if let Some(start) = self.start {
            if i32::from(start.0) + i32::from(old.span().minutes()) > 1440 {
                return Err(Refusal::usage("start", format!("{} would end after midnight", old.id)));
            }
            (session.start, session.end) = (start, start.plus(i32::from(old.span().minutes())));
        }
        session_move::shift(&mut session, old);
        for officer in self.officers.iter().flatten() {
            known.open::<Officer>(*officer)?;
        }
        if let Some(officers) = &self.officers {
            relieve(&mut session, officers, missing.since(known.now.moment()));
        }
        if let Some(legs) = &self.legs {
            session.legs.clone_from(legs);
        }
        fill::received(known.diary, old, &mut session);
        if session == *old {
            return Err(Refusal::usage("session", format!("that changes nothing about {}", old.id))
                .hinted("say {\"how\": \"keep\"} to leave it as it is"));
        }
        Ok(session)
    }
}

/// Whether people are there, or on the way.
fn is_under_way(status: SessionStatus) -> bool {
    matches!(status, SessionStatus::ChildCollected | SessionStatus::AdultArrived | SessionStatus::InProgress)
}

/// Gives a session other officers. Of one that has begun it is kept who was there until then.
fn relieve(session: &mut Session, officers: &[OfficerId], at: Minute) {
    if is_under_way(session.status) {
        let left = session.officers.iter().filter(|o| !officers.contains(o));
        let mut came = officers.iter().filter(|o| !session.officers.contains(o));
        let relief: Vec<Relief> = left.map(|left| Relief { at, left: *left, came: came.next().copied() }).collect();
        session.relief.extend(relief);
    }
    session.officers = officers.to_vec();
}

/// The changes of all these mends, in their order, and of the record that says what is missing, where that is new.
pub(crate) fn changes(known: &Known, missing: &Missing, rows: &[Mend]) -> Result<Vec<Change>, Refusal> {
    let twice = rows.iter().enumerate().find(|(i, row)| rows[..*i].iter().any(|r| r.session == row.session));
    if let Some((_, row)) = twice {
        return Err(Refusal::new(No::Usage, format!("{} is named twice", row.session)));
    }
    let (record, new) = missing.record(known)?;
    let mut changes: Vec<Change> = new.then(|| Change::new(record)).into_iter().collect();
    for row in rows {
        if let Some(session) = row.mended(known, missing)? {
            changes.push(Change::of(known.session(row.session)?.clone(), session));
        }
    }
    Ok(changes)
}
