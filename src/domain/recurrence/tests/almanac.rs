//! Recurrences against a calendar that knows no arithmetic.

use super::*;
use crate::domain::testing::cases;
use proptest::prelude::*;

/// A calendar of its own: it counts the days off one by one from Thursday 1 January 1970 and knows no arithmetic but that.
struct Almanac {
    days: Vec<Told>,
}

#[derive(Clone, Copy)]
struct Told {
    day: i32,
    year: i32,
    weekday: usize,
    /// Which of its weekday in its month it is, from the front.
    nth: i8,
    /// How many Mondays there were, this day included; how many firsts of a month.
    mondays: i32,
    firsts: i32,
}

impl Almanac {
    fn new(last: i32) -> Self {
        let (mut year, mut month, mut date, mut weekday) = (1970, 1, 1, 3);
        let (mut mondays, mut firsts) = (0, 0);
        let mut seen = [0i8; 7];
        let mut days = Vec::new();
        for day in 0..last {
            if weekday == 0 {
                mondays += 1;
            }
            if date == 1 {
                firsts += 1;
                seen = [0; 7];
            }
            seen[weekday] += 1;
            days.push(Told { day, year, weekday, nth: seen[weekday], mondays, firsts });
            let leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
            let length = match month {
                2 => 28 + i32::from(leap),
                4 | 6 | 9 | 11 => 30,
                _ => 31,
            };
            date += 1;
            if date > length {
                (date, month) = (1, month + 1);
            }
            if month > 12 {
                (month, year) = (1, year + 1);
            }
            weekday = if weekday == 6 { 0 } else { weekday + 1 };
        }
        Self { days }
    }

    /// From the back, by looking whether another of its weekday follows in the month.
    fn back(&self, told: Told) -> i8 {
        let later = |n: i32| self.days.get((told.day + 7 * n) as usize).is_some_and(|d| d.firsts == told.firsts);
        -(1 + (1..5).filter(|n| later(*n)).count() as i8)
    }

    fn runs(repeat: &Repeat, frame: &Frame, day: i32) -> bool {
        ![repeat.from, frame.from].iter().flatten().any(|f| f.0 > day)
            && ![repeat.to, frame.to].iter().flatten().any(|t| t.0 < day)
    }

    fn in_season(repeat: &Repeat, frame: &Frame, day: i32) -> bool {
        match repeat.season {
            Season::Always => true,
            Season::Term => (frame.in_term)(Day(day)),
            Season::Holidays => !(frame.in_term)(Day(day)),
        }
    }

    /// The days of one line, and for a count the first days of the stretches, by trying every day.
    fn days_of(&self, repeat: &Repeat, frame: &Frame, within: Days) -> Vec<i32> {
        let anchor = self.days[repeat.from.or(frame.from).unwrap_or(Day(4)).0 as usize];
        if let Cadence::Times(times, per) = repeat.cadence {
            return self.stretches(repeat, frame, within, times, per, anchor);
        }
        let hit = |told: &&Told| {
            let beats = match &repeat.cadence {
                Cadence::Weeks(every) => (told.mondays - anchor.mondays) % i32::from(*every) == 0,
                Cadence::Months(every, which) => {
                    (told.firsts - anchor.firsts) % i32::from(*every) == 0
                        && which.iter().any(|n| *n == told.nth || *n == self.back(**told))
                }
                Cadence::Times(..) => false,
            };
            within.hold(Day(told.day))
                && repeat.weekdays.has(told.weekday)
                && beats
                && Self::runs(repeat, frame, told.day)
                && Self::in_season(repeat, frame, told.day)
        };
        self.days.iter().filter(hit).map(|told| told.day).collect()
    }

    fn stretches(&self, repeat: &Repeat, frame: &Frame, within: Days, times: u8, per: Per, anchor: Told) -> Vec<i32> {
        // which period a day is in, by counting
        let period = |told: &Told| match per {
            Per::Week => told.mondays,
            Per::Fortnight => (told.mondays - anchor.mondays).div_euclid(2),
            Per::Month => told.firsts,
            Per::Year => told.year,
        };
        let mut found = Vec::new();
        let mut at = 0;
        while at < self.days.len() {
            let length = self.days[at..].iter().take_while(|d| period(d) == period(&self.days[at])).count();
            let days = &self.days[at..at + length];
            at += length;
            // the part a day is in, from the share of the period that is over by its end
            let part = |i: usize| ((i + 1) * usize::from(times)).div_ceil(length) - 1;
            for n in 0..usize::from(times) {
                let own: Vec<&Told> = days.iter().enumerate().filter(|(i, _)| part(*i) == n).map(|(_, d)| d).collect();
                let left = own.iter().filter(|d| Self::runs(repeat, frame, d.day)).count();
                let fits = |d: &&&Told| {
                    Self::runs(repeat, frame, d.day)
                        && Self::in_season(repeat, frame, d.day)
                        && (repeat.weekdays.is_empty() || repeat.weekdays.has(d.weekday))
                };
                let touches = own.iter().any(|d| within.hold(Day(d.day)));
                if touches && left * 2 >= own.len() && own.iter().any(|d| fits(&d)) {
                    found.push(own[0].day);
                }
            }
        }
        found
    }
}

fn a_repeat() -> impl Strategy<Value = Repeat> {
    let which = proptest::collection::btree_set(prop_oneof![1i8..=5, Just(-1), Just(-2)], 1..4).prop_map(|set| {
        let mut all: Vec<i8> = set.into_iter().collect();
        all.sort_by_key(|n| (*n < 0, *n));
        if all.ends_with(&[-2, -1]) || all.ends_with(&[-1, -2]) {
            all.sort_by_key(|n| (*n < 0, *n));
        }
        all
    });
    let cadence = prop_oneof![
        (1u8..6).prop_map(Cadence::Weeks),
        (1u8..5, which).prop_map(|(every, which)| Cadence::Months(every, which)),
        (1u8..7, proptest::sample::select(Per::ALL)).prop_map(|(times, per)| Cadence::Times(times, per)),
    ];
    let season = proptest::sample::select(&[Season::Always, Season::Always, Season::Term, Season::Holidays][..]);
    let bound = || proptest::option::of(10_000i32..10_700);
    (cadence, proptest::collection::btree_set(0usize..7, 0..4), 480u16..1080, 0u16..120, season, bound(), bound())
        .prop_map(|(cadence, days, from, length, season, first, last)| {
            let counted = matches!(cadence, Cadence::Times(..));
            let weekdays = if days.is_empty() && !counted { Weekdays::of([2]) } else { Weekdays::of(days) };
            let at = At { from: Minute(from), to: (length > 0).then_some(Minute(from + length)) };
            let at = (!counted || length % 2 == 0).then_some(at);
            let to = last.filter(|last| first.is_none_or(|first| first <= *last));
            Repeat { cadence, weekdays, at, season, from: first.map(Day), to: to.map(Day) }
        })
}

proptest! {
    #![proptest_config(cases(400))]

    #[test]
    fn every_rule_gives_the_days_that_counting_them_off_gives(
        repeat in a_repeat(), start in proptest::option::of(10_000i32..10_400), end in proptest::option::of(10_400i32..10_900),
        first in 10_000i32..10_600, length in 0i32..300, terms in proptest::collection::vec(10_000i32..11_000, 0..12),
    ) {
        thread_local!(static ALMANAC: Almanac = Almanac::new(12_500));
        let mut cuts = terms;
        cuts.sort_unstable();
        // inside and outside of term by turns
        let in_term = |day: Day| cuts.iter().filter(|cut| **cut <= day.0).count() % 2 == 1;
        let frame = Frame { from: start.map(Day), to: end.map(Day), in_term: &in_term };
        let within = Days::new(Day(first), Day(first + length));
        let ours: Vec<i32> = Recurrence(vec![repeat.clone()]).occurrences(within, &frame).iter().map(|o| o.day.0).collect();
        let theirs = ALMANAC.with(|almanac| almanac.days_of(&repeat, &frame, within));
        prop_assert_eq!(ours, theirs, "{}", repeat);
    }

    #[test]
    fn what_is_printed_is_read_back_as_the_same(lines in proptest::collection::vec(a_repeat(), 0..5)) {
        let whole = Recurrence(lines);
        let text = whole.to_string();
        prop_assert_eq!(text.parse::<Recurrence>().map_err(|why| TestCaseError::fail(format!("{text}: {why}")))?, whole);
    }

    #[test]
    fn no_text_breaks_the_reading(text in "[a-z0-9:;,/ -]{0,60}|\\PC{0,40}") {
        let _ = Recurrence::read(&text, Some(Day(20_000)));
        let _ = text.parse::<Recurrence>();
    }

    #[test]
    fn a_line_cut_in_two_gives_the_same_days(repeat in a_repeat(), cut in 10_000i32..10_700) {
        let counted = matches!(repeat.cadence, Cadence::Times(..));
        // a stretch that is cut belongs to one side or the other by its days; it is no day to be kept
        if counted {
            return Ok(());
        }
        let whole = Recurrence(vec![repeat]);
        let within = Days::new(Day(9_900), Day(10_800));
        let on = |r: &Recurrence| r.occurrences(within, &OPEN).iter().map(|o| o.day).collect::<Vec<_>>();
        prop_assert_eq!(on(&whole.split(Day(cut), &OPEN)), on(&whole));
    }
}
