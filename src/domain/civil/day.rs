//! Days, and stretches of them.

use super::{Unreadable, quoted};
use std::fmt;
use std::ops::{Add, Sub};
use std::str::FromStr;
use time::{Date, Month, Weekday};

/// A calendar day: days since 1 January 1970. JSON and text: `2026-11-27`.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Day(pub i32);

/// Julian day of 1 January 1970.
const EPOCH: i32 = 2_440_588;

impl Day {
    /// The earliest day any record may name.
    pub const MIN: Self = Self(-36_524); // 1 January 1870: grandparents' dates of birth
    /// The latest day any record may name.
    pub const MAX: Self = Self(84_005); // 31 December 2199

    /// The day of a year, month (1 to 12) and day of the month, if there is one.
    pub fn of(year: i32, month: u8, day: u8) -> Option<Self> {
        let month = Month::try_from(month).ok()?;
        Date::from_calendar_date(year, month, day).ok().map(Self::from)
    }

    /// The same day as `time` sees it.
    pub fn date(self) -> Date {
        // Every Day within i32 that is outside `time`'s range is clamped: such a day is never stored (see `MIN`, `MAX`).
        Date::from_julian_day(self.0.saturating_add(EPOCH)).unwrap_or(Date::MAX)
    }

    /// Monday to Sunday.
    pub fn weekday(self) -> Weekday {
        self.date().weekday()
    }

    /// 0 for Monday to 6 for Sunday.
    pub fn weekday_index(self) -> usize {
        (self.0 + 3).rem_euclid(7) as usize
    }

    /// The Monday of this day's week.
    #[must_use]
    pub fn monday(self) -> Self {
        self - self.weekday_index() as i32
    }

    /// ISO week number.
    pub fn week(self) -> u8 {
        self.date().iso_week()
    }

    /// Year, month (1 to 12), day of the month.
    pub fn ymd(self) -> (i32, u8, u8) {
        let date = self.date();
        (date.year(), date.month() as u8, date.day())
    }

    /// Whole years from this day (a birth) to `on`.
    pub fn age_on(self, on: Self) -> i32 {
        let (y, m, d) = self.ymd();
        let (y2, m2, d2) = on.ymd();
        y2 - y - i32::from((m2, d2) < (m, d))
    }

    /// Every day from this one to `last`, both included.
    pub fn to(self, last: Self) -> impl DoubleEndedIterator<Item = Self> + Clone {
        (self.0..=last.0).map(Self)
    }
}

impl From<Date> for Day {
    fn from(date: Date) -> Self {
        Self(date.to_julian_day() - EPOCH)
    }
}

impl Add<i32> for Day {
    type Output = Self;
    fn add(self, days: i32) -> Self {
        Self(self.0.saturating_add(days))
    }
}

impl Sub<i32> for Day {
    type Output = Self;
    fn sub(self, days: i32) -> Self {
        Self(self.0.saturating_sub(days))
    }
}

impl Sub for Day {
    type Output = i32;
    fn sub(self, other: Self) -> i32 {
        self.0.saturating_sub(other.0)
    }
}

impl fmt::Display for Day {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (y, m, d) = self.ymd();
        write!(f, "{y:04}-{m:02}-{d:02}")
    }
}

impl fmt::Debug for Day {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl FromStr for Day {
    type Err = Unreadable;
    fn from_str(text: &str) -> Result<Self, Unreadable> {
        let bad = || Unreadable(format!("{} is not a date; write it as 2026-11-27", quoted(text)));
        let mut parts = text.splitn(3, '-');
        let mut part = |len: usize| {
            parts.next().filter(|p| p.len() == len && p.bytes().all(|b| b.is_ascii_digit())).ok_or_else(bad)
        };
        let (y, m, d) = (part(4)?, part(2)?, part(2)?);
        let number = |p: &str| p.parse::<i32>().map_err(|_| bad());
        let day = Self::of(number(y)?, number(m)? as u8, number(d)? as u8).ok_or_else(bad)?;
        if day < Self::MIN || day > Self::MAX {
            return Err(Unreadable(format!("{text} is outside the diary's years (1870 to 2199)")));
        }
        Ok(day)
    }
}

/// From a first day to a last, both included. JSON and text: `2026-12-24 to 2027-01-02`, or one day alone.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Days {
    /// First day.
    pub first: Day,
    /// Last day.
    pub last: Day,
}

impl Days {
    /// From one day to another.
    pub const fn new(first: Day, last: Day) -> Self {
        Self { first, last }
    }

    /// One day.
    pub const fn one(day: Day) -> Self {
        Self::new(day, day)
    }

    /// Whether the day is among them.
    pub fn hold(self, day: Day) -> bool {
        self.first <= day && day <= self.last
    }

    /// Whether some day is in both.
    pub fn overlap(self, other: Self) -> bool {
        self.first <= other.last && other.first <= self.last
    }

    /// Each day.
    pub fn each(self) -> impl DoubleEndedIterator<Item = Day> + Clone {
        self.first.to(self.last)
    }
}

impl fmt::Display for Days {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.first == self.last { write!(f, "{}", self.first) } else { write!(f, "{} to {}", self.first, self.last) }
    }
}

impl fmt::Debug for Days {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl FromStr for Days {
    type Err = Unreadable;
    fn from_str(text: &str) -> Result<Self, Unreadable> {
        let days = match text.split_once(" to ") {
            Some((first, last)) => Self::new(first.trim().parse()?, last.trim().parse()?),
            None => Self::one(text.trim().parse()?),
        };
        if days.first <= days.last {
            Ok(days)
        } else {
            Err(Unreadable(format!("{} ends before it begins", quoted(text))))
        }
    }
}
