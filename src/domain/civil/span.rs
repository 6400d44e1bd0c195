//! Times of a day, and spans of it.

use super::{Unreadable, quoted};
use std::fmt;
use std::str::FromStr;

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
