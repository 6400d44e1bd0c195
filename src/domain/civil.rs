//! Civil time: days and minutes as the diary keeps them, Europe/London, without a zone.
//!
//! A session's time is what the clock on the wall says, so a day is a number and a time is minutes after midnight.
//! Only an entry's instant is UTC ([`Instant`]).

use serde::{Deserialize, Deserializer, Serialize, Serializer};
use std::fmt;
use std::ops::{Add, RangeInclusive, Sub};
use std::str::FromStr;
use time::{Date, Month, Weekday};

/// A calendar day: days since 1 January 1970. JSON and text: `2026-11-27`.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Day(pub i32);

/// What is not a day, a time or a span, in words.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{0}")]
pub struct Unreadable(pub String);

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

/// Minutes after midnight, 0 to 1440 (the end of the day). JSON and text: `16:05`.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Minute(pub u16);

impl Minute {
    /// Midnight at the end of the day.
    pub const END: Self = Self(1440);

    /// An hour and minute of the day.
    pub const fn at(hour: u16, minute: u16) -> Self {
        Self(hour * 60 + minute)
    }

    /// Later by some minutes, no later than midnight; earlier if negative, no earlier than 0.
    #[must_use]
    pub fn plus(self, minutes: i32) -> Self {
        Self((i32::from(self.0) + minutes).clamp(0, 1440) as u16)
    }
}

impl fmt::Display for Minute {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:02}:{:02}", self.0 / 60, self.0 % 60)
    }
}

impl fmt::Debug for Minute {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl FromStr for Minute {
    type Err = Unreadable;
    fn from_str(text: &str) -> Result<Self, Unreadable> {
        let bad = || Unreadable(format!("{} is not a time of day; write it as 16:05", quoted(text)));
        let (h, m) = text.split_once(':').ok_or_else(bad)?;
        let digits = |p: &str, max: usize| !p.is_empty() && p.len() <= max && p.bytes().all(|b| b.is_ascii_digit());
        if !digits(h, 2) || !digits(m, 2) || m.len() != 2 {
            return Err(bad());
        }
        let (h, m): (u16, u16) = (h.parse().map_err(|_| bad())?, m.parse().map_err(|_| bad())?);
        if m > 59 || h * 60 + m > 1440 { Err(bad()) } else { Ok(Self::at(h, m)) }
    }
}

/// From a minute to a later one of the same day; half open, so 14:00-15:00 and 15:00-16:00 do not overlap.
/// JSON and text: `14:00-15:30`.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Span {
    /// First minute inside.
    pub from: Minute,
    /// First minute no longer inside.
    pub to: Minute,
}

impl Span {
    /// A span; `from` after `to` makes an empty one.
    pub const fn new(from: Minute, to: Minute) -> Self {
        Self { from, to }
    }

    /// The whole day.
    pub const DAY: Self = Self::new(Minute(0), Minute::END);

    /// Length in minutes, 0 if empty.
    pub fn minutes(self) -> u16 {
        self.to.0.saturating_sub(self.from.0)
    }

    /// Whether some minute is inside both.
    pub fn overlaps(self, other: Self) -> bool {
        self.from < other.to && other.from < self.to
    }

    /// Whether `other` lies inside, ends included.
    pub fn holds(self, other: Self) -> bool {
        self.from <= other.from && other.to <= self.to
    }

    /// The minutes inside both, if any.
    pub fn common(self, other: Self) -> Option<Self> {
        let both = Self::new(self.from.max(other.from), self.to.min(other.to));
        (both.from < both.to).then_some(both)
    }

    /// Longer by some minutes at each end, within the day.
    #[must_use]
    pub fn widened(self, before: u16, after: u16) -> Self {
        Self::new(self.from.plus(-i32::from(before)), self.to.plus(i32::from(after)))
    }
}

impl fmt::Display for Span {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}-{}", self.from, self.to)
    }
}

impl fmt::Debug for Span {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl FromStr for Span {
    type Err = Unreadable;
    fn from_str(text: &str) -> Result<Self, Unreadable> {
        let (from, to) = text
            .split_once('-')
            .ok_or_else(|| Unreadable(format!("{} is not a span of time; write it as 14:00-15:30", quoted(text))))?;
        let span = Self::new(from.trim().parse()?, to.trim().parse()?);
        if span.from < span.to { Ok(span) } else { Err(Unreadable(format!("{} ends before it begins", quoted(text)))) }
    }
}

/// The hours of a week: spans per weekday, Monday first. JSON and text: `Mon-Fri 08:30-18:30; Sat 09:00-16:00`,
/// several spans of a day parted by commas, nothing for "never".
#[derive(Clone, PartialEq, Eq, Hash, Default)]
pub struct Hours(pub [Vec<Span>; 7]);

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

/// The names of the weekdays as hours are written.
pub const WEEKDAYS: [&str; 7] = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"];

impl Hours {
    /// The same span on every day from one weekday (0 for Monday) to another.
    pub fn daily(days: RangeInclusive<usize>, span: Span) -> Self {
        let mut hours = Self::default();
        hours.0[days].iter_mut().for_each(|day| day.push(span));
        hours
    }

    /// The spans of a day's weekday.
    pub fn on(&self, day: Day) -> &[Span] {
        &self.0[day.weekday_index()]
    }

    /// Whether one span of that day holds all of `span`.
    pub fn hold(&self, day: Day, span: Span) -> bool {
        self.on(day).iter().any(|open| open.holds(span))
    }

    /// Whether no day has any hours.
    pub fn is_empty(&self) -> bool {
        self.0.iter().all(Vec::is_empty)
    }

    /// Minutes in a week.
    pub fn weekly_minutes(&self) -> u32 {
        self.0.iter().flatten().map(|s| u32::from(s.minutes())).sum()
    }
}

impl fmt::Display for Hours {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut day = 0;
        let mut first = true;
        while day < 7 {
            let last = (day..7).take_while(|d| self.0[*d] == self.0[day]).last().unwrap_or(day);
            if !self.0[day].is_empty() {
                f.write_str(if first { "" } else { "; " })?;
                first = false;
                f.write_str(WEEKDAYS[day])?;
                if last > day {
                    write!(f, "-{}", WEEKDAYS[last])?;
                }
                for (i, span) in self.0[day].iter().enumerate() {
                    write!(f, "{}{span}", if i == 0 { " " } else { ", " })?;
                }
            }
            day = last + 1;
        }
        Ok(())
    }
}

impl fmt::Debug for Hours {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl FromStr for Hours {
    type Err = Unreadable;
    fn from_str(text: &str) -> Result<Self, Unreadable> {
        let weekday = |name: &str| {
            WEEKDAYS.iter().position(|w| w.eq_ignore_ascii_case(name)).ok_or_else(|| {
                Unreadable(format!(
                    "{} is not a weekday; hours are written Mon-Fri 08:30-18:30; Sat 09:00-16:00",
                    quoted(name)
                ))
            })
        };
        let mut hours = Self::default();
        for group in text.split(';').map(str::trim).filter(|g| !g.is_empty()) {
            let (days, spans) = group.split_once(' ').ok_or_else(|| {
                Unreadable(format!("{} has no times; hours are written Mon-Fri 08:30-18:30", quoted(group)))
            })?;
            let (first, last) = match days.split_once('-') {
                Some((a, b)) => (weekday(a)?, weekday(b)?),
                None => (weekday(days)?, weekday(days)?),
            };
            if first > last {
                return Err(Unreadable(format!("{} runs backwards", quoted(days))));
            }
            for span in spans.split(',') {
                let span: Span = span.trim().parse()?;
                for day in &mut hours.0[first..=last] {
                    if day.iter().any(|s| s.overlaps(span)) {
                        return Err(Unreadable(format!("{span} overlaps other hours of the same day")));
                    }
                    day.push(span);
                    day.sort_unstable();
                }
            }
        }
        Ok(hours)
    }
}

/// A moment on the wall clock of Leicester. JSON and text: `2026-11-27 16:05`.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Moment {
    /// The day.
    pub day: Day,
    /// The minute of that day.
    pub minute: Minute,
}

impl Moment {
    /// A day and a minute.
    pub const fn new(day: Day, minute: Minute) -> Self {
        Self { day, minute }
    }

    /// Some minutes later, by the clock on the wall.
    #[must_use]
    pub fn plus(self, minutes: u16) -> Self {
        let at = i32::from(self.minute.0) + i32::from(minutes);
        Self::new(self.day + at / 1440, Minute((at % 1440) as u16))
    }

    /// Minutes from `earlier` to this moment, by the clock on the wall.
    pub fn minutes_since(self, earlier: Self) -> i64 {
        i64::from(self.day - earlier.day) * 1440 + i64::from(self.minute.0) - i64::from(earlier.minute.0)
    }
}

impl fmt::Display for Moment {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {}", self.day, self.minute)
    }
}

impl fmt::Debug for Moment {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl FromStr for Moment {
    type Err = Unreadable;
    fn from_str(text: &str) -> Result<Self, Unreadable> {
        let (day, minute) = text.split_once([' ', 'T']).ok_or_else(|| {
            Unreadable(format!("{} is not a date and time; write it as 2026-11-27 16:05", quoted(text)))
        })?;
        let minute = minute.trim();
        // seconds, if given, are dropped: the diary counts minutes
        Ok(Self::new(day.parse()?, minute.get(..5).unwrap_or(minute).parse()?))
    }
}

/// An instant: UTC seconds since 1970, with the local text a person would have read off the wall. The text tells the
/// two one o'clocks of an October night apart (`BST`, `GMT`).
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Default, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Instant {
    /// UTC seconds since 1970.
    pub utc: i64,
    /// `2026-11-27 16:05:09 GMT`.
    pub local: String,
}

impl Instant {
    /// The moment on the wall clock.
    pub fn moment(&self) -> Moment {
        self.local.get(..16).and_then(|text| text.parse().ok()).unwrap_or_default()
    }
}

/// At most 40 characters of a text, in quotes, for an error.
pub fn quoted(text: &str) -> String {
    let mut cut: String = text.chars().take(40).map(|c| if c.is_control() { '\u{fffd}' } else { c }).collect();
    if text.chars().nth(40).is_some() {
        cut.push('…');
    }
    format!("“{cut}”")
}

/// Serde and schema of a type that people write as text: text in JSON, plain numbers in bytes.
macro_rules! as_text {
    ($($name:ident: $bytes:ty, |$value:ident| $to:expr, |$raw:ident| $from:expr, $pattern:literal;)*) => { $(
        impl Serialize for $name {
            fn serialize<S: Serializer>(&self, s: S) -> Result<S::Ok, S::Error> {
                let $value = self;
                if s.is_human_readable() { s.collect_str(self) } else { $to.serialize(s) }
            }
        }
        impl<'de> Deserialize<'de> for $name {
            fn deserialize<D: Deserializer<'de>>(d: D) -> Result<Self, D::Error> {
                if d.is_human_readable() {
                    let text = std::borrow::Cow::<str>::deserialize(d)?;
                    text.parse().map_err(serde::de::Error::custom)
                } else {
                    let $raw = <$bytes>::deserialize(d)?;
                    Ok($from)
                }
            }
        }
        impl schemars::JsonSchema for $name {
            fn schema_name() -> std::borrow::Cow<'static, str> { stringify!($name).into() }
            fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
                schemars::json_schema!({ "type": "string", "format": stringify!($name), "examples": [$pattern] })
            }
        }
    )* };
}

as_text! {
    Day: i32, |d| d.0, |raw| Self(raw), "2026-11-27";
    Minute: u16, |m| m.0, |raw| Self(raw), "16:05";
    Span: (u16, u16), |s| (s.from.0, s.to.0), |raw| Self::new(Minute(raw.0), Minute(raw.1)), "14:00-15:30";
    Hours: Vec<Vec<(u16, u16)>>,
        |h| h.0.iter().map(|d| d.iter().map(|s| (s.from.0, s.to.0)).collect::<Vec<_>>()).collect::<Vec<_>>(),
        |raw| Self(std::array::from_fn(|d| {
            raw.get(d).map(|s| s.iter().map(|s| Span::new(Minute(s.0), Minute(s.1))).collect()).unwrap_or_default()
        })), "Mon-Fri 08:30-18:30; Sat 09:00-16:00";
    Days: (i32, i32), |d| (d.first.0, d.last.0), |raw| Self::new(Day(raw.0), Day(raw.1)), "2026-12-24 to 2027-01-02";
    Moment: (i32, u16), |m| (m.day.0, m.minute.0), |raw| Self::new(Day(raw.0), Minute(raw.1)), "2026-11-27 16:05";
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_count_from_1970_and_weeks_begin_on_monday() {
        assert_eq!(Day::of(1970, 1, 1), Some(Day(0)));
        let friday: Day = "2026-11-27".parse().unwrap();
        assert_eq!((friday.weekday(), friday.weekday_index(), friday.week()), (Weekday::Friday, 4, 48));
        assert_eq!(friday.monday().to_string(), "2026-11-23");
        assert_eq!(Day::MIN.to_string(), "1870-01-01");
        assert_eq!(Day::MAX.to_string(), "2199-12-31");
    }

    #[test]
    fn what_is_not_a_day_or_time_is_named() {
        for bad in ["", "2026-13-01", "2026-02-29", "9999-01-01", "27/11", "2026-1-1", "😀"] {
            assert!(bad.parse::<Day>().is_err(), "{bad}");
        }
        for bad in ["24:01", "8.30", "12:60", "56:00", "-1:00", "1:2:3", ""] {
            assert!(bad.parse::<Minute>().is_err(), "{bad}");
        }
        assert_eq!("24:00".parse(), Ok(Minute::END));
        assert!("15:00-14:00".parse::<Span>().is_err());
    }

    #[test]
    fn hours_print_as_they_parse() {
        for text in ["", "Mon-Fri 08:30-18:30; Sat 09:00-16:00", "Mon 08:00-12:00, 13:00-17:00; Wed 09:00-10:00"] {
            assert_eq!(text.parse::<Hours>().unwrap().to_string(), text);
        }
        assert!("Fri-Mon 08:00-09:00".parse::<Hours>().is_err());
        assert!("Mon 08:00-10:00, 09:00-11:00".parse::<Hours>().is_err());
    }

    #[test]
    fn a_birthday_counts_on_the_day() {
        let born = Day::of(2016, 2, 29).unwrap();
        assert_eq!(born.age_on(Day::of(2026, 2, 28).unwrap()), 9);
        assert_eq!(born.age_on(Day::of(2026, 3, 1).unwrap()), 10);
    }

    #[test]
    fn long_and_strange_text_is_cut_before_it_is_quoted() {
        assert!(quoted(&"x".repeat(10_000)).chars().count() <= 43);
        assert!(!quoted("a\u{1b}[2J").contains('\u{1b}'));
    }
}
