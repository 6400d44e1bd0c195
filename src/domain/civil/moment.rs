//! Moments of the wall clock, and instants of the world.

use super::{Day, Minute, Unreadable, quoted};
use serde::{Deserialize, Serialize};
use std::fmt;
use std::str::FromStr;

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
