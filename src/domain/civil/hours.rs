//! The hours of a week.

use super::{Day, Span, Unreadable, quoted};
use std::fmt;
use std::ops::RangeInclusive;
use std::str::FromStr;

/// The hours of a week: spans per weekday, Monday first. JSON and text: `Mon-Fri 08:30-18:30; Sat 09:00-16:00`,
/// several spans of a day parted by commas, nothing for "never".
#[derive(Clone, PartialEq, Eq, Hash, Default)]
pub struct Hours(pub [Vec<Span>; 7]);

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
