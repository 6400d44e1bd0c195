//! The clock of Leicester: which local time an instant was, and which instant a local time is.
//!
//! The zone's rules are bundled, so every machine gives the same answer. Nothing else in the program knows about zones.

use super::{Day, Instant, Minute, Moment};
use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::{AmbiguousOffset, TimeZone};
use std::sync::LazyLock;

/// The UTC seconds that a moment on the wall clock stands for.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Utc {
    /// One instant, as almost always.
    One(i64),
    /// None: the clock jumps over it on a March night. The instant at which it jumps.
    Gap(i64),
    /// Two: the hour that an October night has twice. First in summer time, then in winter time.
    Fold(i64, i64),
}

impl Utc {
    /// The instant, or the earlier of two, or that of the jump: for ordering moments, where a minute does not matter.
    pub fn earliest(self) -> i64 {
        match self {
            Self::One(at) | Self::Gap(at) | Self::Fold(at, _) => at,
        }
    }
}

// The name is in the bundled data; a test looks it up.
static LONDON: LazyLock<TimeZone> = LazyLock::new(|| TimeZone::get("Europe/London").unwrap_or(TimeZone::UTC));

/// An instant with its local text: `2026-11-27 16:05:09 GMT`. What lies beyond the years 1 to 9999 is moved to their ends.
pub fn local(utc_seconds: i64) -> Instant {
    let within = utc_seconds.clamp(-62_135_510_400, 253_402_128_000);
    let at = Timestamp::from_second(within).unwrap_or_default();
    let text = at.to_zoned(LONDON.clone()).strftime("%Y-%m-%d %H:%M:%S %Z").to_string();
    Instant { utc: within, local: text }
}

/// The UTC seconds of a moment on the wall clock.
pub fn utc(moment: Moment) -> Utc {
    // the end of a day is the beginning of the next
    let Moment { day, minute } = if moment.minute < Minute::END {
        moment
    } else {
        Moment::new(moment.day + 1, Minute(moment.minute.0 - Minute::END.0))
    };
    let (year, month, date) = day.ymd();
    let date = Date::new(year.clamp(1, 9998) as i16, month as i8, date as i8).unwrap_or_default();
    let civil = date.at((minute.0 / 60) as i8, (minute.0 % 60) as i8, 0, 0);
    let seconds = |offset: jiff::tz::Offset| offset.to_timestamp(civil).map_or(0, Timestamp::as_second);
    match LONDON.to_ambiguous_timestamp(civil).offset() {
        AmbiguousOffset::Unambiguous { offset } => Utc::One(seconds(offset)),
        // London's clock jumps at 01:00 by an hour: the hour's first minute, read with the offset before, is the jump
        AmbiguousOffset::Gap { before, .. } => Utc::Gap(seconds(before) - i64::from(minute.0 % 60) * 60),
        AmbiguousOffset::Fold { before, after } => Utc::Fold(seconds(before), seconds(after)),
    }
}

/// The day on the wall at an instant.
pub fn day(utc_seconds: i64) -> Day {
    local(utc_seconds).moment().day
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn moment(text: &str) -> Moment {
        text.parse().unwrap()
    }

    #[test]
    fn the_text_says_which_of_two_one_o_clocks() {
        assert_eq!(local(1_795_795_509).local, "2026-11-27 16:05:09 GMT");
        let Utc::Fold(first, second) = utc(moment("2026-10-25 01:30")) else { panic!("not twice") };
        assert_eq!(local(first).local, "2026-10-25 01:30:00 BST");
        assert_eq!(local(second).local, "2026-10-25 01:30:00 GMT");
        assert_eq!(second - first, 3600);
    }

    #[test]
    fn a_march_night_has_no_half_past_one() {
        let Utc::Gap(jump) = utc(moment("2026-03-29 01:30")) else { panic!("no gap") };
        assert_eq!(local(jump).local, "2026-03-29 02:00:00 BST");
        assert_eq!(local(jump - 1).local, "2026-03-29 00:59:59 GMT");
        assert_eq!(utc(moment("2026-03-29 02:00")), Utc::One(jump));
    }

    #[test]
    fn the_end_of_a_day_is_the_beginning_of_the_next() {
        assert_eq!(utc(moment("2026-11-27 24:00")), utc(moment("2026-11-28 00:00")));
    }

    #[test]
    fn instants_beyond_all_years_are_moved_to_their_ends() {
        assert_eq!(local(i64::MAX).local.get(..4), Some("9999"));
        assert_eq!(local(i64::MIN).local.get(..4), Some("0001"));
    }

    proptest! {
        #![proptest_config(crate::domain::testing::cases(256))]

        #[test]
        fn every_instant_is_found_again_from_its_local_text(minutes in 0_i64..84_000 * 1440) {
            let at = minutes * 60;
            let found = match utc(local(at).moment()) {
                Utc::One(one) => one == at,
                Utc::Fold(a, b) => a == at || b == at,
                Utc::Gap(_) => false,
            };
            prop_assert!(found, "{}", local(at).local);
        }
    }
}
