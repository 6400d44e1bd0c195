//! How often and when an arrangement happens, in the field's words: `Mon and Thu 16:00-17:30`, `every 2 weeks Sat
//! 10:00-11:30 from 28 Nov 2026`, `first Tue 16:00-17:00`, `6 a year`, `Thu 16:00-17:30 in term; Wed 11:00-12:30 in
//! holidays`.
//!
//! Our own, and small: school calendars and "6 a year" are no RRULE. What both can express is checked against the examples
//! RFC 5545 publishes.
//!
//! - A [`Recurrence`] is lines; each [`Repeat`] gives days, or with a count the stretches in which one contact is due.
//! - Weeks are counted from Monday to Monday: every second week is every second such week from the week of `from`, on
//!   whatever day of it that lies; without a `from` from the week the arrangement begins.
//! - Of two lines that would have the family meet twice at once the one that stands first counts.
//! - A bank holiday is a day like any other: only what the site's closures say is closed is skipped, and not here.

mod text;

#[cfg(test)]
mod tests;

use super::civil::WEEKDAYS;
use super::{Day, Days, Minute, Per, Span};
use serde::{Deserialize, Serialize};

/// The lines of a recurrence. JSON and text: `Mon and Thu 16:00-17:30; first Sat 10:00-12:00`; nothing for "no day fixed".
#[derive(Clone, PartialEq, Eq, Hash, Debug, Default)]
pub struct Recurrence(pub Vec<Repeat>);

/// One line of a recurrence.
#[derive(Clone, PartialEq, Eq, Hash, Debug, Serialize, Deserialize)]
pub struct Repeat {
    /// How often.
    pub cadence: Cadence,
    /// On which days of the week; with a count, on which it had best be.
    pub weekdays: Weekdays,
    /// At what time; always there but with a count.
    pub at: Option<At>,
    /// In which part of the school year.
    pub season: Season,
    /// From this day on; intervals are counted from its week or month.
    pub from: Option<Day>,
    /// Up to this day.
    pub to: Option<Day>,
}

/// How often a line of a recurrence comes round. The order is that of the bytes in the store: append only.
#[derive(Clone, PartialEq, Eq, Hash, Debug, Serialize, Deserialize)]
pub enum Cadence {
    /// Every so many weeks.
    Weeks(u8),
    /// Every so many months, on the first such weekday (1) to the fifth (5), the last (-1), the last but one (-2).
    Months(u8, Vec<i8>),
    /// So many in each period, spread evenly, on no fixed day.
    Times(u8, Per),
}

choices! {
    /// When in the school year. An arrangement of several children is in term while one of them is.
    Season {
        /// All year round.
        #[default] Always "all year round",
        /// In term only.
        Term "in term",
        /// In the school holidays only.
        Holidays "in holidays",
    }
}

/// A time of day: when it begins, and when it ends where that is not left to the arrangement's usual length.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Serialize, Deserialize)]
pub struct At {
    /// Begins.
    pub from: Minute,
    /// Ends.
    pub to: Option<Minute>,
}

impl At {
    /// From then until its end, or for so many minutes.
    pub fn span(self, minutes: u16) -> Span {
        Span::new(self.from, self.to.unwrap_or_else(|| self.from.plus(i32::from(minutes))))
    }
}

/// Days of the week, Monday first.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Default, Serialize, Deserialize)]
pub struct Weekdays(u8);

impl Weekdays {
    /// These, 0 for Monday.
    pub fn of(days: impl IntoIterator<Item = usize>) -> Self {
        Self(days.into_iter().fold(0, |all, day| all | 1 << (day % 7)))
    }

    /// Whether a weekday is among them.
    pub fn has(self, weekday: usize) -> bool {
        self.0 & 1 << weekday != 0
    }

    /// Each of them, 0 for Monday.
    pub fn each(self) -> impl Iterator<Item = usize> {
        (0..7).filter(move |day| self.has(*day))
    }

    /// Whether there is none.
    pub fn is_empty(self) -> bool {
        self.0 == 0
    }
}

/// What a recurrence is laid over: the days its arrangement runs, and when it is term for its children.
#[derive(Clone, Copy)]
pub struct Frame<'a> {
    /// The arrangement begins; intervals without a day of their own are counted from its week or month.
    pub from: Option<Day>,
    /// The arrangement ends.
    pub to: Option<Day>,
    /// Whether it is term on a day.
    pub in_term: &'a dyn Fn(Day) -> bool,
}

/// One time an arrangement is to happen.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub struct Occurrence {
    /// What it is known by, wherever it is moved: its day, or the first day of the stretch it is due in.
    pub day: Day,
    /// The last day it may be on: the same, but with a count.
    pub last: Day,
    /// The time; none where the line leaves it open.
    pub at: Option<At>,
    /// Which line it comes from.
    pub line: usize,
}

impl Occurrence {
    /// The days it may be on.
    pub fn window(&self) -> Days {
        Days::new(self.day, self.last)
    }

    fn collides(&self, other: &Self) -> bool {
        let one = |o: &Self| o.at.map(|at| at.span(1));
        match (self.day == other.day && self.day == self.last && other.day == other.last, one(self), one(other)) {
            (true, Some(a), Some(b)) => a.overlaps(b),
            _ => false,
        }
    }
}

/// Intervals that say nothing else are counted from the week of 5 January 1970, a Monday.
const ERA: Day = Day(4);

/// Monday weeks since the first of them.
fn weeks(day: Day) -> i32 {
    (day.monday() - ERA).div_euclid(7)
}

fn months(day: Day) -> i32 {
    let (year, month, _) = day.ymd();
    year * 12 + i32::from(month) - 1
}

/// The first day of a month counted from the year 0.
fn month_start(month: i32) -> Day {
    Day::of(month.div_euclid(12), month.rem_euclid(12) as u8 + 1, 1).unwrap_or_default()
}

/// Which of its weekday in its month a day is, from the front and from the back: the last Friday is also -1.
fn nth(day: Day) -> (i8, i8) {
    let date = i32::from(day.ymd().2);
    let left = month_start(months(day) + 1) - day - 1;
    ((date - 1) as i8 / 7 + 1, -(left as i8 / 7 + 1))
}

impl Repeat {
    /// With nothing in it that cannot be said: what damage may have put there is left out.
    fn sound(mut self) -> Self {
        if let Cadence::Months(_, which) = &mut self.cadence {
            which.retain(|n| matches!(n, -2 | -1 | 1..=5));
            if which.is_empty() {
                which.push(1);
            }
        }
        Self { weekdays: Weekdays(self.weekdays.0 & 0x7f), ..self }
    }

    /// Whether a day is one of its days by the rhythm alone, whatever the season and its own first and last day.
    fn beats(&self, day: Day, anchor: Day) -> bool {
        match &self.cadence {
            Cadence::Months(_, which) => {
                let (front, back) = nth(day);
                self.is_its_turn(day, anchor) && which.iter().any(|n| *n == front || *n == back)
            }
            Cadence::Weeks(_) | Cadence::Times(..) => self.is_its_turn(day, anchor),
        }
    }

    /// Whether a day is in one of the weeks or months it comes round in.
    fn is_its_turn(&self, day: Day, anchor: Day) -> bool {
        let (since, every) = match &self.cadence {
            Cadence::Weeks(every) => (weeks(day) - weeks(anchor), *every),
            Cadence::Months(every, _) => (months(day) - months(anchor), *every),
            Cadence::Times(..) => return true,
        };
        since.rem_euclid(i32::from(every.max(1))) == 0
    }

    /// Whether it may be on a day: within its own days, in its season, on its weekdays.
    pub fn fits(&self, day: Day, in_term: &dyn Fn(Day) -> bool) -> bool {
        let season = || match self.season {
            Season::Always => true,
            Season::Term => in_term(day),
            Season::Holidays => !in_term(day),
        };
        self.from.is_none_or(|from| from <= day)
            && self.to.is_none_or(|to| day <= to)
            && (self.weekdays.is_empty() || self.weekdays.has(day.weekday_index()))
            && season()
    }

    /// The day its intervals are counted from.
    fn anchor(&self, frame: &Frame) -> Day {
        self.from.or(frame.from).unwrap_or(ERA)
    }

    /// The first of its days on or after one, by the rhythm alone: a line cut in two keeps its weeks. Where none comes for
    /// years, as a fifth Wednesday every third month, the first day of its next turn: it keeps its months.
    fn next_beat(&self, day: Day, frame: &Frame) -> Day {
        let anchor = self.anchor(frame);
        let on = |d: &Day| self.beats(*d, anchor) && self.weekdays.has(d.weekday_index());
        let counted = matches!(self.cadence, Cadence::Times(..));
        let its_turn = || day.to(day + 31 * 256).find(|d| self.is_its_turn(*d, anchor));
        day.to(day + 800).find(on).or_else(its_turn).filter(|_| !counted).unwrap_or(day)
    }

    fn occurrences(&self, line: usize, within: Days, frame: &Frame, found: &mut Vec<Occurrence>) {
        let runs = |day: Day| frame.from.is_none_or(|from| from <= day) && frame.to.is_none_or(|to| day <= to);
        if let Cadence::Times(times, per) = self.cadence {
            let fits = |day: Day| runs(day) && self.fits(day, frame.in_term);
            let due = stretches(within, times, per, self.anchor(frame)).filter(|stretch| {
                // a stretch cut short at either end of the arrangement counts while half of its days are left
                let own = |d: &Day| runs(*d) && self.from.is_none_or(|f| f <= *d) && self.to.is_none_or(|t| *d <= t);
                let days = stretch.each().count();
                stretch.each().filter(own).count() * 2 >= days && stretch.each().any(fits)
            });
            found.extend(due.map(|s| Occurrence { day: s.first, last: s.last, at: self.at, line }));
            return;
        }
        let anchor = self.anchor(frame);
        let first = within.first.max(self.from.unwrap_or(within.first)).max(frame.from.unwrap_or(within.first));
        let last = within.last.min(self.to.unwrap_or(within.last)).min(frame.to.unwrap_or(within.last));
        for day in first.to(last).filter(|d| self.weekdays.has(d.weekday_index())) {
            if self.beats(day, anchor) && self.fits(day, frame.in_term) {
                let it = Occurrence { day, last: day, at: self.at, line };
                if !found.iter().any(|other| other.collides(&it)) {
                    found.push(it);
                }
            }
        }
    }
}

/// The stretches of each period that touch some days: a year in six parts, a month in two. Fortnights are counted from
/// the week of the anchor.
fn stretches(within: Days, times: u8, per: Per, anchor: Day) -> impl Iterator<Item = Days> {
    let start = move |n: i32| match per {
        Per::Week => ERA + 7 * n,
        Per::Fortnight => anchor.monday() + 14 * n,
        Per::Month => month_start(n),
        Per::Year => month_start(12 * n),
    };
    let of = move |day: Day| match per {
        Per::Week => weeks(day),
        Per::Fortnight => (day - anchor.monday()).div_euclid(14),
        Per::Month => months(day),
        Per::Year => day.ymd().0,
    };
    let parts = i32::from(times.max(1));
    (of(within.first)..=of(within.last)).flat_map(move |n| {
        let (first, days) = (start(n), start(n + 1) - start(n));
        let cut = move |k: i32| first + days * k / parts;
        (0..parts).map(move |k| Days::new(cut(k), cut(k + 1) - 1)).filter(move |stretch| stretch.overlap(within))
    })
}

impl Recurrence {
    /// Whether no line says anything.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The times it comes round on these days, by day and time; what is due in a stretch is there if the stretch touches them.
    pub fn occurrences(&self, within: Days, frame: &Frame) -> Vec<Occurrence> {
        let mut found = Vec::new();
        for (line, repeat) in self.0.iter().enumerate() {
            repeat.occurrences(line, within, frame, &mut found);
        }
        found.sort_by_key(|o| (o.day, o.at.map(|at| at.from), o.line));
        found
    }

    /// The same with lines ended before a day and begun again on it, so that from then on they can be changed alone.
    #[must_use]
    pub fn split(&self, day: Day, frame: &Frame) -> Self {
        let ended = |repeat: &Repeat| repeat.to.is_some_and(|to| to < day);
        let begun = |repeat: &Repeat| repeat.from.is_none_or(|from| from < day);
        let first = self
            .0
            .iter()
            .filter(|r| begun(r))
            .map(|repeat| Repeat { to: Some(repeat.to.map_or(day - 1, |to| to.min(day - 1))), ..repeat.clone() });
        let then = self.0.iter().filter(|r| !ended(r)).map(|repeat| {
            let from = if begun(repeat) { Some(repeat.next_beat(day, frame)) } else { repeat.from };
            Repeat { from, ..repeat.clone() }
        });
        Self(first.chain(then.filter(|r| r.from.zip(r.to).is_none_or(|(from, to)| from <= to))).collect())
    }
}
