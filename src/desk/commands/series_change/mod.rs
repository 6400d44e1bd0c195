//! `series.change`: one time of a series, this and the following, or all of them, changed in one entry.

mod anew;
mod rhythm;

use self::rhythm::Meant;
use super::session_move::shift;
use super::*;
use crate::desk::{About, Missed, No, orphans, series};
use crate::rules;

choices! {
    /// How much of a series is changed.
    Which {
        /// One time only.
        #[default] One "this one",
        /// That time and all after it.
        Following "this and following",
        /// All that are still to come.
        All "all to come",
    }
}

choices! {
    /// A day of the week.
    OnDay {
        /// Monday.
        #[default] Mon "Mon",
        /// Tuesday.
        Tue "Tue",
        /// Wednesday.
        Wed "Wed",
        /// Thursday.
        Thu "Thu",
        /// Friday.
        Fri "Fri",
        /// Saturday.
        Sat "Sat",
        /// Sunday.
        Sun "Sun",
    }
}

/// Changes the sessions of an arrangement, and what it comes round to from then on; what lies in the past is never touched.
/// A time or day is changed for the line of the recurrence the day named comes from. What clashes stays as it was and is told.
#[derive(Clone, PartialEq, Debug, Default, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct SeriesChange {
    /// The arrangement.
    pub arrangement: ArrangementId,
    /// This one, this and following, or all to come.
    pub which: Which,
    /// The time meant, by the day it comes round; may be left out with all.
    #[serde(default)]
    pub day: Option<Day>,
    /// The new day of the week.
    #[serde(default)]
    pub weekday: Option<OnDay>,
    /// The new start.
    #[serde(default)]
    pub start: Option<Minute>,
    /// The new length, in minutes.
    #[serde(default)]
    pub minutes: Option<u16>,
    /// The new room.
    #[serde(default)]
    pub room: Option<RoomId>,
    /// The officers, the lead first.
    #[serde(default)]
    pub officers: Option<Vec<OfficerId>>,
    /// The adults.
    #[serde(default)]
    pub parties: Option<Vec<PartyId>>,
    /// Another recurrence in words from then on, with following or all: `every 2 weeks Sat 10:00-11:30`. What is booked
    /// for a day that is none any more is named first, and stays booked.
    #[serde(default)]
    pub recurrence: Option<Recurrence>,
    /// Go on although cars were let go, people have confirmed, or were told.
    #[serde(default)]
    pub orphans_ok: bool,
}

/// A session of the series and where it goes.
struct Step<'a> {
    old: &'a Session,
    /// The day of the recurrence it stood for, and from now on.
    stood: Day,
    stands: Day,
    date: Day,
}

impl SeriesChange {
    fn check(&self, arrangement: &Arrangement) -> Result<(), Refusal> {
        let said = self.weekday.is_some() || self.start.is_some() || self.minutes.is_some() || self.room.is_some();
        if !said && self.officers.is_none() && self.parties.is_none() && self.recurrence.is_none() {
            return Err(Refusal::usage(
                "start",
                "say what is to change: weekday, start, minutes, room, officers, parties or the recurrence",
            ));
        }
        if self.day.is_none() && self.which != Which::All {
            return Err(Refusal::usage("day", "say which time is meant, by the day it comes round"));
        }
        if self.minutes.is_some_and(|m| !(10..=720).contains(&m)) {
            return Err(Refusal::usage("minutes", "a session has 10 to 720 minutes"));
        }
        let lone = || arrangement.recurrence.0.iter().map(|line| line.weekdays.each().count()).sum::<usize>() < 2;
        if self.weekday.is_some() && self.day.is_none() && !lone() {
            return Err(Refusal::usage(
                "day",
                "the arrangement is on several days; say which is to be another, by one of its dates",
            ));
        }
        if self.parties.as_ref().is_some_and(Vec::is_empty) {
            return Err(Refusal::usage("parties", "say which adults come"));
        }
        Ok(())
    }

    /// The sessions concerned, and where each goes.
    fn steps<'a>(
        &self,
        known: &'a Known,
        arrangement: &Arrangement,
        recurrence: &Recurrence,
        meant: Meant,
    ) -> Result<Vec<Step<'a>>, Refusal> {
        let now = known.now.moment();
        let mut steps = Vec::new();
        for old in known.diary.sessions_of(arrangement.id.key())? {
            let ahead = old.status.is_ahead() && Moment::new(old.date, old.start) > now;
            if !ahead || old.makeup_of.is_some() {
                continue;
            }
            let stood = series::stands_for(known.diary, old).unwrap_or(old.date);
            let when = match self.which {
                Which::One => self.day == Some(stood),
                Which::Following => self.day.is_none_or(|day| day <= stood),
                Which::All => true,
            };
            if when && meant.concerns(known.diary, arrangement, old, stood) {
                let stands =
                    if self.which == Which::One { stood } else { self.goes(known, arrangement, recurrence, stood) };
                let shifted = self.weekday.map_or(old.date, |to| to_day(old, stood, stands, to));
                steps.push(Step { old, stood, stands, date: shifted });
            }
        }
        Ok(steps)
    }

    /// The session as it would be: as it is, moved along; where something then stands against it, with a room, officers and
    /// cars chosen afresh where none are asked for.
    fn changed(&self, known: &Known, diary: &Diary, step: &Step) -> Result<Result<Session, Missed>, Refusal> {
        let old = step.old;
        let mut session = self.shifted(known, step)?;
        if Moment::new(session.date, session.start) <= known.now.moment() {
            return Ok(Err(self.missed(step, &session, Vec::new())));
        }
        let stood = rules::check(known.diary, old)?;
        let mut found = rules::new_blocking(&stood, &rules::check(diary, &session)?);
        let elsewhere = (session.date, session.start, session.end) != (old.date, old.start, old.end);
        if !found.is_empty() && elsewhere {
            let ask = SessionBook {
                room: self.room,
                officers: self.officers.clone(),
                legs: None,
                site: None,
                makeup_of: None,
                ..SessionBook::exactly(&session)
            };
            let (fresh, findings) = series::proposed(diary, &ask, known.today())?;
            // what stands against it whatever is chosen is what is told
            found = rules::new_blocking(&stood, &findings);
            if found.is_empty() {
                let Session { site, room, officers, legs, .. } = fresh;
                session = Session { site, room, officers, legs, ..session };
            }
        }
        if found.is_empty() {
            return Ok(Ok(session));
        }
        Ok(Err(self.missed(step, &session, found)))
    }

    /// A session that stays as it was, and what stood against its change: nothing where that time is over.
    fn missed(&self, step: &Step, session: &Session, found: Vec<Finding>) -> Missed {
        let findings = found.into_iter().map(|finding| About { session: step.old.id, finding }).collect();
        let (arrangement, occurrence) = (self.arrangement, step.stands);
        let (day, span) = (session.date, session.span());
        Missed { arrangement, occurrence, day, span, session: Some(step.old.id), findings }
    }

    fn shifted(&self, known: &Known, step: &Step) -> Result<Session, Refusal> {
        let old = step.old;
        let mut session = Session { occurrence: Some(step.stands), date: step.date, ..old.clone() };
        session.start = self.start.unwrap_or(old.start);
        let end = i32::from(session.start.0) + i32::from(self.minutes.unwrap_or(old.span().minutes()));
        if end > 1440 {
            return Err(Refusal::usage("start", format!("{} would end after midnight", old.id)));
        }
        session.end = Minute(end as u16);
        if let Some(room) = self.room {
            let room = known.open::<Room>(room)?;
            (session.room, session.site) = (Some(room.id), room.site);
        }
        if let Some(officers) = &self.officers {
            session.officers =
                officers.iter().map(|id| Ok(known.open::<Officer>(*id)?.id)).collect::<Result<_, Refusal>>()?;
            handed_over(known, &mut session, old);
        }
        if let Some(parties) = &self.parties {
            session.parties =
                parties.iter().map(|id| Ok(known.open::<Party>(*id)?.id)).collect::<Result<_, Refusal>>()?;
        }
        shift(&mut session, old);
        Ok(session)
    }

    /// The arrangement from now on.
    fn arranged(&self, old: &Arrangement, recurrence: Recurrence) -> Arrangement {
        let mut new = Arrangement { recurrence, ..old.clone() };
        if self.which == Which::One {
            return new;
        }
        if self.which == Which::All && self.day.is_none() {
            new.length_min = self.minutes.or(old.length_min);
        }
        if let Some(parties) = &self.parties {
            new.parties.clone_from(parties);
            new.invited.retain(|p| !parties.contains(p));
            new.by_agreement.retain(|p| !parties.contains(p));
        }
        if let Some(officers) = &self.officers {
            new.usual_officers.retain(|o| !officers.contains(o));
            new.usual_officers.splice(0..0, officers.iter().copied());
        }
        new
    }
}

/// The day a session goes to: with its occurrence, or within the week it was moved to.
fn to_day(old: &Session, stood: Day, stands: Day, to: OnDay) -> Day {
    if old.date == stood && stands != stood { stands } else { old.date.monday() + to as i32 }
}

/// Journeys an officer drove and children they took over are the new lead's.
fn handed_over(known: &Known, session: &mut Session, old: &Session) {
    let lead = session.officers.first().copied();
    let name = |id: Option<OfficerId>| id.and_then(|id| known.diary.get::<Officer>(id)).map(|o| o.name.clone());
    let (was, is) = (name(old.officers.first().copied()), name(lead));
    let drivers: Vec<OfficerId> = session.officers.clone();
    for leg in &mut session.legs {
        if leg.officer.is_some_and(|o| !drivers.contains(&o)) {
            let owner = |id: &&OfficerId| known.diary.get::<Officer>(**id).is_some_and(|o| o.car_owner);
            leg.officer = drivers.iter().find(owner).copied();
        }
        if was.as_ref() == Some(&leg.receiver) {
            leg.receiver = is.clone().unwrap_or_default();
        }
    }
}

impl Decide for SeriesChange {
    fn needs(&self, known: &Known) -> Scope {
        // the sessions tell which days; those they may go to are in the weeks around
        let today = known.today();
        series::scope(self.arrangement, Days::new(today - 7, today + super::series_book::MOST_DAYS))
    }

    fn decide(&self, known: &Known) -> Result<Decided, Refusal> {
        let today = known.today();
        let arrangement = super::series_book::arrangement(known, self.arrangement, Days::one(today))?;
        self.check(arrangement)?;
        if let Some(anew) = self.anew(known, arrangement)? {
            return Ok(anew);
        }
        let meant = self.meant(known, arrangement)?;
        let recurrence = self.recurrence(known, arrangement, meant)?;
        let steps = self.steps(known, arrangement, &recurrence, meant)?;
        if self.which == Which::One && steps.is_empty() {
            let day = self.day.map_or_else(String::new, said::long);
            return Err(Refusal::new(No::Rule, format!("no session of {} for {day} is still to come", arrangement.id))
                .hinted("book it first: series.book"));
        }
        let new = self.arranged(arrangement, recurrence);
        let mut decided = Decided::default();
        if new != *arrangement {
            decided.changes.push(Change::of(arrangement.clone(), new));
        }
        let mut diary = known.diary.clone();
        decided.changes.iter().for_each(|change| diary.apply(change));
        for step in &steps {
            known.session(step.old.id)?;
            let stays = Session { occurrence: Some(step.stands), ..step.old.clone() };
            let session = match self.changed(known, &diary, step)? {
                Ok(session) => session,
                Err(missed) => {
                    decided.missed.push(missed);
                    stays
                }
            };
            let same = session == (Session { occurrence: session.occurrence, ..step.old.clone() });
            if !same || step.stands != step.stood {
                let change = Change::of(step.old.clone(), session);
                diary.apply(&change);
                decided.changes.push(change);
            }
        }
        if decided.changes.is_empty() {
            return Err(none(self.arrangement, decided.missed));
        }
        let settled = orphans::of(&decided.changes, today);
        if !settled.is_empty() && !self.orphans_ok {
            let many = said::count(settled.len(), "thing");
            let what = format!("{many} settled already would not hold any more");
            return Err(Refusal { orphans: settled, ..Refusal::new(No::Rule, what) }
                .hinted("say yes to it with orphans_ok, and ring those concerned"));
        }
        Ok(decided)
    }

    fn args(&self) -> String {
        crate::codec::json(self)
    }
}

/// Why nothing was changed.
fn none(id: ArrangementId, missed: Vec<Missed>) -> Refusal {
    if missed.is_empty() {
        return Refusal::usage("start", format!("that changes nothing about {id}"));
    }
    let what = format!("none of {} can be changed so", said::count(missed.len(), "session"));
    Refusal { findings: missed.into_iter().flat_map(|m| m.findings).collect(), ..Refusal::new(No::Rule, what) }
}
