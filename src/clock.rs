//! What time it is. The only reader of the wall clock: everything else is given a time.

use crate::domain::zone::{self, Utc};
use crate::domain::{Day, Instant, Moment, Unreadable};
use std::time::{SystemTime, UNIX_EPOCH};

/// Where the time comes from.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Clock {
    /// This machine's clock.
    System,
    /// It stands still at this instant, in UTC seconds since 1970: for `--now`, tests and pictures.
    Fixed(i64),
}

impl Clock {
    /// A clock that stands at a moment on the wall of Leicester. Of the hour that an October night has twice the first
    /// is meant; a time that a March night jumps over is an error.
    pub fn at(moment: Moment) -> Result<Self, Unreadable> {
        match zone::utc(moment) {
            Utc::One(at) | Utc::Fold(at, _) => Ok(Self::Fixed(at)),
            Utc::Gap(_) => {
                Err(Unreadable(format!("there is no {moment}: the clocks go forward that night, from 01:00 to 02:00")))
            }
        }
    }

    /// Now.
    pub fn now(self) -> Instant {
        let seconds = match self {
            // a machine whose clock says before 1970 is taken to be at 1970
            Self::System => SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |d| d.as_secs() as i64),
            Self::Fixed(at) => at,
        };
        zone::local(seconds)
    }

    /// The day on the wall.
    pub fn today(self) -> Day {
        self.now().moment().day
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_fixed_clock_stands_at_its_moment() {
        let clock = Clock::at("2026-11-27 16:05".parse().unwrap()).unwrap();
        assert_eq!(clock.now().local, "2026-11-27 16:05:00 GMT");
        assert_eq!(clock.today().to_string(), "2026-11-27");
        assert_eq!(clock.now(), clock.now());
    }

    #[test]
    fn the_day_changes_at_local_midnight() {
        let clock = Clock::at("2026-07-01 00:30".parse().unwrap()).unwrap();
        assert_eq!(clock.today().to_string(), "2026-07-01");
    }

    #[test]
    fn a_time_that_never_was_is_refused() {
        let why = Clock::at("2027-03-28 01:30".parse().unwrap()).unwrap_err().to_string();
        assert_eq!(why, "there is no 2027-03-28 01:30: the clocks go forward that night, from 01:00 to 02:00");
    }

    #[test]
    fn the_machine_knows_a_year_after_this_program_was_written() {
        assert!(Clock::System.today() > Day::of(2025, 1, 1).unwrap());
    }
}
