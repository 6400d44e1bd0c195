//! The earliest sessions that would make up what is short of an order: one after the other on a diary in which those
//! before are booked, so that they do not stand in each other's way.

use super::commands::SessionBook;
use super::watch::{self, OrderWeek};
use super::{Refusal, fill};
use crate::domain::*;
use crate::rules::{self, Ordered};

/// Minutes between the starts that are tried.
const GRID: u16 = 15;

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

    /// The earliest session of a week to which nothing objects, on a day without one where there is such a day; else what
    /// stands in the way of the one that comes nearest.
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
        let mut nearest: Option<Vec<Finding>> = None;
        for day in days {
            for start in self.starts(known, day, minutes) {
                let mut book = self.book(terms, day, start, minutes);
                let Ok((mut session, mut against)) = self.proposed(known, &book) else { continue };
                if !against.is_empty() && against.iter().all(|f| matches!(f.what, What::NotInForce { .. })) {
                    // only papers are missing: it can be held until they are there
                    book.held = true;
                    (session, against) = self.proposed(known, &book)?;
                }
                if against.is_empty() {
                    return Ok(Ok(session));
                }
                if nearest.as_ref().is_none_or(|n| against.len() < n.len()) {
                    nearest = Some(against);
                }
            }
        }
        Ok(Err(nearest.unwrap_or_default()))
    }

    /// A booking filled in, and what refuses it.
    fn proposed(&self, known: &Diary, book: &SessionBook) -> Result<(Session, Vec<Finding>), Refusal> {
        let mut session = fill::propose(known, book, self.now.day)?;
        session.id = SessionId(known.head.next(Kind::Session));
        let mut against = rules::check(known, &session)?;
        against.retain(Finding::blocks);
        Ok((session, against))
    }

    fn starts(&self, known: &Diary, day: Day, minutes: u16) -> Vec<Minute> {
        let before = known.settings().before_min;
        let from = |open: &Span| (open.from.0 + before).div_ceil(GRID) * GRID;
        let open = known.settings().service_hours.on(day).iter();
        let starts = open.flat_map(|open| (from(open)..=open.to.0.saturating_sub(minutes)).step_by(usize::from(GRID)));
        starts.map(Minute).filter(|start| Moment::new(day, *start) > self.now).collect()
    }

    fn book(&self, terms: &Ordered, date: Day, start: Minute, minutes: u16) -> SessionBook {
        let a = self.arrangement;
        let may = |p: &PartyId| terms.parties.is_empty() || terms.parties.contains(p);
        let level = terms.level.filter(|level| level.closeness() > a.level.closeness()).unwrap_or(a.level);
        let children = if terms.arrangement.is_some() { &a.children } else { &terms.children };
        SessionBook {
            date,
            start,
            minutes: Some(minutes),
            arrangement: Some(a.id),
            children: Some(children.iter().filter(|c| a.children.contains(c)).copied().collect()),
            parties: Some(a.parties.iter().copied().filter(may).collect()),
            level: Some(level),
            ..SessionBook::default()
        }
    }
}
