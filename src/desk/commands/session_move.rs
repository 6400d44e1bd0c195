//! `session.move`: another day, time or room, with other officers where the old ones cannot; the legs move with it.

use super::*;

/// Moves a session. What is not said stays; the length stays unless an end or the minutes are said.
#[derive(Clone, PartialEq, Debug, Default, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct SessionMove {
    /// The session.
    pub session: SessionId,
    /// The new day.
    #[serde(default)]
    pub date: Option<Day>,
    /// The new start.
    #[serde(default)]
    pub start: Option<Minute>,
    /// The new end.
    #[serde(default)]
    pub end: Option<Minute>,
    /// The new length, instead of an end.
    #[serde(default)]
    pub minutes: Option<u16>,
    /// The new room; its site comes with it.
    #[serde(default)]
    pub room: Option<RoomId>,
    /// The officers from then on, the lead first, where the old ones cannot.
    #[serde(default)]
    pub officers: Option<Vec<OfficerId>>,
    /// The legs from then on, where they do not just move along.
    #[serde(default)]
    pub legs: Option<Vec<Leg>>,
    /// The session as it was when this was thought up; refused if it has changed since.
    #[serde(default)]
    pub was: Option<Box<Session>>,
}

impl SessionMove {
    /// The session as it would be.
    pub(crate) fn moved(&self, known: &Known) -> Result<Session, Refusal> {
        let old = known.session(self.session)?;
        since(old, self.was.as_deref())?;
        ahead(old, "moved")?;
        if old.has_lapsed(known.diary.now) {
            let what = format!("{} was held too long and takes nothing any more", old.id);
            return Err(Refusal::new(crate::desk::No::Rule, what)
                .hinted("session.change with hold_until holds it again, or with book books it"));
        }
        let mut session = old.clone();
        // wherever it goes, it stands for the day it came from
        session.occurrence = crate::desk::series::stands_for(known.diary, old);
        session.date = self.date.unwrap_or(old.date);
        session.start = self.start.unwrap_or(old.start);
        let length = self.minutes.map_or_else(|| i32::from(old.span().minutes()), i32::from);
        let end = i32::from(session.start.0) + length;
        session.end = match (self.end, self.minutes) {
            (Some(_), Some(_)) => return Err(Refusal::usage("end", "say either an end or the minutes, not both")),
            (Some(end), None) => end,
            _ if end > 1440 => return Err(Refusal::usage("start", "it would end after midnight")),
            _ => Minute(end as u16),
        };
        if session.end <= session.start {
            let what = format!("the end, {}, is not after the start, {}", session.end, session.start);
            return Err(Refusal::usage("end", what));
        }
        if session.date < known.today() && session.date != old.date {
            let what = format!("{} is over: nothing is moved into the past", said::long(session.date));
            return Err(Refusal::usage("date", what));
        }
        if session.date > known.today() + 366 * i32::from(known.diary.settings().years_ahead) {
            return Err(Refusal::usage("date", format!("{} is too far ahead", said::long(session.date))));
        }
        if let Some(room) = self.room {
            let room = known.open::<Room>(room)?;
            (session.room, session.site) = (Some(room.id), room.site);
        }
        if let Some(officers) = &self.officers {
            session.officers =
                officers.iter().map(|id| Ok(known.open::<Officer>(*id)?.id)).collect::<Result<_, Refusal>>()?;
        }
        shift(&mut session, old);
        session.legs = self.legs.clone().unwrap_or(session.legs);
        crate::desk::fill::received(known.diary, old, &mut session);
        Ok(session)
    }
}

/// Nobody decides about a session that has changed under their eyes: no update is lost. That somebody was rung meanwhile,
/// or told what stands, changes nothing of it.
pub(crate) fn since(session: &Session, was: Option<&Session>) -> Result<(), Refusal> {
    let same = |was: &Session| *was == Session { told: was.told.clone(), ..session.clone() };
    if was.is_none_or(same) {
        return Ok(());
    }
    Err(Refusal::new(crate::desk::No::Rule, format!("{} has changed since you opened it", session.id))
        .hinted("look at it again; what you typed is kept"))
}

/// Only what has not begun can be moved or changed.
pub(crate) fn ahead(session: &Session, what: &str) -> Result<(), Refusal> {
    if session.status.is_ahead() {
        return Ok(());
    }
    let said = session.status.said();
    Err(Refusal::new(crate::desk::No::Rule, format!("{} is {said} and cannot be {what} any more", session.id)))
}

/// Staggered times and legs keep their distance from the start and the end.
pub(crate) fn shift(session: &mut Session, old: &Session) {
    let by_start = i32::from(session.start.0) - i32::from(old.start.0);
    let by_end = i32::from(session.end.0) - i32::from(old.end.0);
    let t = &mut session.stagger;
    (t.adult_arrive, t.child_arrive) = (t.adult_arrive.plus(by_start), t.child_arrive.plus(by_start));
    (t.child_leave, t.adult_release) = (t.child_leave.plus(by_end), t.adult_release.plus(by_end));
    let site = session.site;
    for leg in &mut session.legs {
        let by = if leg.direction == Direction::Out { by_start } else { by_end };
        (leg.depart, leg.arrive) = (leg.depart.plus(by), leg.arrive.plus(by));
        for end in [&mut leg.from, &mut leg.to] {
            if *end == Place::Site(old.site) {
                *end = Place::Site(site);
            }
        }
    }
    if session.date != old.date || by_start != 0 || by_end != 0 || session.site != old.site {
        // whoever said yes said it to another time
        session.confirmations.clear();
        // and whatever was decided about its cars was about another time
        let decided = |leg: &&mut Leg| matches!(leg.status, LegStatus::Released | LegStatus::StoodDown);
        for leg in session.legs.iter_mut().filter(decided) {
            leg.status = LegStatus::Held;
        }
        if session.status == SessionStatus::Confirmed {
            session.status = SessionStatus::Booked;
        }
    }
}

impl Decide for SessionMove {
    fn scope(&self, _: &Viewer) -> Scope {
        let scope = Scope::sessions([self.session]);
        self.date.map_or(scope.clone(), |day| scope.and_day(day))
    }

    fn decide(&self, known: &Known) -> Result<Decided, Refusal> {
        let session = self.moved(known)?;
        let old = known.session(self.session)?;
        if session == (Session { occurrence: session.occurrence, ..old.clone() }) {
            return Err(Refusal::usage("date", format!("{} is there already", self.session)));
        }
        Ok(Decided::one(Change::of(old.clone(), session)))
    }

    fn args(&self) -> String {
        crate::codec::json(&Self { was: None, ..self.clone() })
    }
}
