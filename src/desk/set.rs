//! The earliest sessions that would make up what is short of an order: one after the other on a diary in which those
//! before are booked, so that they do not stand in each other's way.

use super::commands::SessionBook;
use super::watch::{self, OrderWeek};
use super::{Refusal, fill};
use crate::domain::*;
use crate::planner::{self, DayModel};
use crate::rules::{self, Ordered};

/// What a week is short of, and what would make up for it.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize, JsonSchema)]
pub struct SetWeek {
    /// What is ordered, planned and short.
    pub week: OrderWeek,
    /// The sessions found, by day.
    pub sessions: Vec<Session>,
    /// Sessions for which nothing was found.
    pub unfound: u16,
    /// Why not: what stands in the way of the one that comes nearest.
    pub why: Vec<Finding>,
}

/// The search for the weeks of an arrangement that are short.
pub(crate) struct Search<'a> {
    pub arrangement: &'a Arrangement,
    pub now: Moment,
}

impl Search<'_> {
    /// A set for each week that is short; siblings an order names together come together.
    pub(crate) fn weeks(&self, diary: &Diary, mondays: impl Iterator<Item = Day>) -> Result<Vec<SetWeek>, Refusal> {
        let mut known = diary.clone();
        let mut sets = Vec::new();
        for monday in mondays {
            let rows = watch::of_arrangement(&known, self.arrangement, std::iter::once(monday))?;
            let worst = rows.into_iter().filter(OrderWeek::is_short).max_by_key(|r| (r.short_times, r.short_minutes));
            if let Some(week) = worst {
                sets.push(self.week(&mut known, week)?);
            }
        }
        Ok(sets)
    }

    fn week(&self, known: &mut Diary, week: OrderWeek) -> Result<SetWeek, Refusal> {
        let terms = rules::ordered(known, self.arrangement, week.monday);
        let Some(terms) = terms.into_iter().find(|o| o.by == week.by) else {
            return Ok(SetWeek { week, sessions: Vec::new(), unfound: 0, why: Vec::new() });
        };
        let length = terms.length_min.or(self.arrangement.length_min).unwrap_or(90).clamp(10, 720);
        let count = week.short_times.max(week.short_minutes.div_ceil(length)).saturating_sub(week.held_times);
        let mut set = SetWeek { week, sessions: Vec::new(), unfound: 0, why: Vec::new() };
        for _ in 0..count {
            match self.earliest(known, &terms, set.week.monday, length)? {
                Ok(session) => {
                    known.apply(&Change::new(session.clone()));
                    known.head.reserve(Kind::Session, session.id.0);
                    set.sessions.push(session);
                }
                Err(why) => {
                    set.unfound += 1;
                    set.why = why;
                }
            }
        }
        set.sessions.sort_by_key(|s| (s.date, s.start));
        Ok(set)
    }

    /// The session of a week on the earliest day on which nothing objects to one, at the time of that day that costs
    /// least, a day without one before a day with one; else what stands in the way of the one that comes nearest.
    fn earliest(
        &self,
        known: &Diary,
        terms: &Ordered,
        monday: Day,
        minutes: u16,
    ) -> Result<Result<Session, Vec<Finding>>, Refusal> {
        let taken = |day: &Day| {
            known.day(*day).is_ok_and(|mut d| d.any(|s| known.takes(s) && s.arrangement == Some(self.arrangement.id)))
        };
        let week = || monday.to(monday + 6).filter(|day| *day >= self.now.day);
        let days: Vec<Day> = week().filter(|d| !taken(d)).chain(week().filter(taken)).collect();
        for day in &days {
            for held in [false, true] {
                // only what lacks papers is held instead
                if held && !self.shut(known, *day) {
                    continue;
                }
                let wish = fill::wish(known, &self.book(terms, *day, minutes, held))?;
                let look = planner::Search { days: Days::one(*day), now: self.now, within: None, limit: 1 };
                if let Some(slot) = planner::search(known, &wish, look)?.slots.into_iter().next() {
                    let mut session = slot.session;
                    session.id = SessionId(known.head.next(Kind::Session));
                    let start = Moment::new(session.date, session.start);
                    session.held_until = held.then(|| fill::hold_until(known, None, start));
                    return Ok(Ok(session));
                }
            }
        }
        Ok(Err(self.nearest(known, terms, &days, minutes)?))
    }

    /// Whether papers are missing on a day, so that a session can be held only.
    fn shut(&self, known: &Diary, day: Day) -> bool {
        let a = self.arrangement;
        !rules::missing(known, a, day).is_empty() || !matches!(a.status, ArrangementStatus::Active)
    }

    /// What stands in the way of the session that comes nearest, tried on the hour.
    fn nearest(&self, known: &Diary, terms: &Ordered, days: &[Day], minutes: u16) -> Result<Vec<Finding>, Refusal> {
        let mut nearest: Option<Vec<Finding>> = None;
        for day in days {
            let wish = fill::wish(known, &self.book(terms, *day, minutes, self.shut(known, *day)))?;
            let model = DayModel::of(known, *day, SessionId(0))?;
            let last = 1440_u16.saturating_sub(minutes);
            let open = known.settings().service_hours.on(*day).iter();
            let hours = open.flat_map(|open| (open.from.0..=open.to.0.min(last)).step_by(60)).map(Minute);
            for start in hours.filter(|start| Moment::new(*day, *start) > self.now) {
                let against: Vec<Finding> = planner::complete(&model, &wish, start).blocking().cloned().collect();
                if nearest.as_ref().is_none_or(|n| against.len() < n.len()) {
                    nearest = Some(against);
                }
            }
        }
        Ok(nearest.unwrap_or_default())
    }

    fn book(&self, terms: &Ordered, date: Day, minutes: u16, held: bool) -> SessionBook {
        let a = self.arrangement;
        let may = |p: &PartyId| terms.parties.is_empty() || terms.parties.contains(p);
        let level = terms.level.filter(|level| level.closeness() > a.level.closeness()).unwrap_or(a.level);
        let children = if terms.arrangement.is_some() { &a.children } else { &terms.children };
        SessionBook {
            date,
            // the finder tries every start; a hold may last until the last of them
            start: Minute(1440 - minutes.min(1440)),
            minutes: Some(minutes),
            arrangement: Some(a.id),
            children: Some(children.iter().filter(|c| a.children.contains(c)).copied().collect()),
            parties: Some(a.parties.iter().copied().filter(may).collect()),
            level: Some(level),
            held,
            ..SessionBook::default()
        }
    }
}
