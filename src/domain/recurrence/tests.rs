use super::*;
use crate::domain::testing::cases;
use proptest::prelude::*;

fn day(text: &str) -> Day {
    text.parse().unwrap()
}

fn read(text: &str) -> Recurrence {
    text.parse().unwrap_or_else(|why| panic!("{text}: {why}"))
}

fn always(_: Day) -> bool {
    true
}

const OPEN: Frame = Frame { from: None, to: None, in_term: &always };

fn days(text: &str, within: &str) -> Vec<Day> {
    read(text).occurrences(within.parse().unwrap(), &OPEN).iter().map(|o| o.day).collect()
}

/// The examples of RFC 5545, section 3.8.5.3, that lines of ours can say: the rule, ours, and the days the RFC prints, month
/// by month. A `COUNT` is the number of days listed; weeks are the RFC's own from Monday unless only one day of a week is
/// asked for or all lie in the same week either way.
const RFC: &[(&str, &str, &str)] = &[
    (
        "DTSTART=19970902 FREQ=DAILY;COUNT=10",
        "daily 09:00 from 2 Sep 1997 until 11 Sep 1997",
        "1997-09: 2 3 4 5 6 7 8 9 10 11",
    ),
    (
        "DTSTART=19970902 FREQ=WEEKLY;COUNT=10",
        "Tue 09:00 from 2 Sep 1997 until 4 Nov 1997",
        "1997-09: 2 9 16 23 30; 1997-10: 7 14 21 28; 1997-11: 4",
    ),
    (
        "DTSTART=19970902 FREQ=WEEKLY;UNTIL=19971224T000000Z",
        "Tue 09:00 from 2 Sep 1997 until 23 Dec 1997",
        "1997-09: 2 9 16 23 30; 1997-10: 7 14 21 28; 1997-11: 4 11 18 25; 1997-12: 2 9 16 23",
    ),
    (
        "DTSTART=19970902 FREQ=WEEKLY;INTERVAL=2;WKST=SU",
        "every 2 weeks Tue 09:00 from 2 Sep 1997 until 17 Feb 1998",
        "1997-09: 2 16 30; 1997-10: 14 28; 1997-11: 11 25; 1997-12: 9 23; 1998-01: 6 20; 1998-02: 3 17",
    ),
    (
        "DTSTART=19970902 FREQ=WEEKLY;UNTIL=19971007T000000Z;WKST=SU;BYDAY=TU,TH",
        "Tue and Thu 09:00 from 2 Sep 1997 until 6 Oct 1997",
        "1997-09: 2 4 9 11 16 18 23 25 30; 1997-10: 2",
    ),
    (
        "DTSTART=19970901 FREQ=WEEKLY;INTERVAL=2;UNTIL=19971224T000000Z;WKST=SU;BYDAY=MO,WE,FR",
        "every 2 weeks Mon, Wed and Fri 09:00 from 1 Sep 1997 until 23 Dec 1997",
        "1997-09: 1 3 5 15 17 19 29; 1997-10: 1 3 13 15 17 27 29 31; 1997-11: 10 12 14 24 26 28; 1997-12: 8 10 12 22",
    ),
    (
        "DTSTART=19970902 FREQ=WEEKLY;INTERVAL=2;COUNT=8;WKST=SU;BYDAY=TU,TH",
        "every 2 weeks Tue and Thu 09:00 from 2 Sep 1997 until 16 Oct 1997",
        "1997-09: 2 4 16 18 30; 1997-10: 2 14 16",
    ),
    (
        "DTSTART=19970805 FREQ=WEEKLY;INTERVAL=2;COUNT=4;BYDAY=TU,SU;WKST=MO",
        "every 2 weeks Tue and Sun 09:00 from 5 Aug 1997 until 24 Aug 1997",
        "1997-08: 5 10 19 24",
    ),
    (
        "DTSTART=19970905 FREQ=MONTHLY;COUNT=10;BYDAY=1FR",
        "first Fri 09:00 from 5 Sep 1997 until 5 Jun 1998",
        "1997-09: 5; 1997-10: 3; 1997-11: 7; 1997-12: 5; 1998-01: 2; 1998-02: 6; 1998-03: 6; 1998-04: 3; 1998-05: 1; 1998-06: 5",
    ),
    (
        "DTSTART=19970905 FREQ=MONTHLY;UNTIL=19971224T000000Z;BYDAY=1FR",
        "first Fri 09:00 from 5 Sep 1997 until 23 Dec 1997",
        "1997-09: 5; 1997-10: 3; 1997-11: 7; 1997-12: 5",
    ),
    (
        "DTSTART=19970907 FREQ=MONTHLY;INTERVAL=2;COUNT=10;BYDAY=1SU,-1SU",
        "first and last Sun every 2 months 09:00 from 7 Sep 1997 until 31 May 1998",
        "1997-09: 7 28; 1997-11: 2 30; 1998-01: 4 25; 1998-03: 1 29; 1998-05: 3 31",
    ),
    (
        "DTSTART=19970922 FREQ=MONTHLY;COUNT=6;BYDAY=-2MO",
        "last but one Mon 09:00 from 22 Sep 1997 until 16 Feb 1998",
        "1997-09: 22; 1997-10: 20; 1997-11: 17; 1997-12: 22; 1998-01: 19; 1998-02: 16",
    ),
    (
        "DTSTART=19970902 FREQ=MONTHLY;INTERVAL=2;BYDAY=TU",
        "1st, 2nd, 3rd, 4th and 5th Tue every 2 months 09:00 from 2 Sep 1997 until 31 Mar 1998",
        "1997-09: 2 9 16 23 30; 1997-11: 4 11 18 25; 1998-01: 6 13 20 27; 1998-03: 3 10 17 24 31",
    ),
];

#[test]
fn the_examples_of_rfc_5545_that_it_can_say() {
    for (rule, ours, printed) in RFC {
        let month = |text: &str| {
            let (month, dates) = text.trim().split_once(": ").unwrap();
            dates.split(' ').map(|d| day(&format!("{month}-{d:0>2}"))).collect::<Vec<_>>()
        };
        let expected: Vec<Day> = printed.split(';').flat_map(month).collect();
        assert_eq!(days(ours, "1997-01-01 to 1999-12-31"), expected, "{rule}");
    }
}

#[test]
fn what_people_write_is_read_and_printed_in_one_way() {
    let said = |text: &str| Recurrence::read(text, Some(day("2026-11-26"))).map_or_else(|why| why.0, |r| r.to_string());
    insta::assert_snapshot!([
        "Mon and Thu 16:00",
        "mondays, thursdays 4-5:30pm",
        "Mon-Fri 10:00 to 11:00",
        "fortnightly Saturday 10:00-11:30 from 28/11",
        "every other Sat 10-11.30am",
        "every 2 weeks Sat 10:00-11:30 from 28/11",
        "first Tue 16:00-17:00",
        "last Friday of the month 4pm",
        "first and third Wed 16:00-17:30 until 17 Jul 2027",
        "first Sat every 3 months 10:00-12:00",
        "6 a year",
        "twice a month",
        "six times a year Sat 10:00-12:00",
        "term time: Thu 16:00; school holidays: Wed 11:00",
        "Thu 16:00-17:30 in term; Wed 11:00-12:30 in holidays",
        "Mon 10:00-11:00, 15:00-16:00",
        "",
    ].map(said).join("\n"), @"
    Mon and Thu 16:00
    Mon and Thu 16:00-17:30
    Mon-Fri 10:00-11:00
    every 2 weeks Sat 10:00-11:30 from 28 Nov 2026
    every 2 weeks Sat 10:00-11:30
    every 2 weeks Sat 10:00-11:30 from 28 Nov 2026
    first Tue 16:00-17:00
    last Fri 16:00
    first and third Wed 16:00-17:30 until 17 Jul 2027
    first Sat every 3 months 10:00-12:00
    6 a year
    2 a month
    6 a year Sat 10:00-12:00
    Thu 16:00 in term; Wed 11:00 in holidays
    Thu 16:00-17:30 in term; Wed 11:00-12:30 in holidays
    Mon 10:00-11:00; Mon 15:00-16:00
    ");
}

#[test]
fn what_is_not_understood_says_how_it_is_written() {
    let said = |text: &str| text.parse::<Recurrence>().map_or_else(|why| why.0, |r| format!("read as {r}"));
    let first = |text: &str| said(text).split("; write it as").next().unwrap().to_owned();
    insta::assert_snapshot!([
        "now and then",
        "Mon",
        "16:00-17:00",
        "first 16:00",
        "every 0 weeks Mon 16:00",
        "every month Mon 16:00",
        "400 a year",
        "2 a week first Mon",
        "Mon 17:00-16:00",
        "Mon 16:00 from 2 Feb 2027 until 1 Feb 2027",
        "every 2 weeks Sat 10:00 from 28/11",
        "Mon 16:00 from soon",
    ].map(first).join("\n"), @"
    “now” is not understood in “now and then”
    “Mon” has no time
    “16:00-17:00” names no day of the week
    “first 16:00” names no day of the week
    “every 0 weeks Mon 16:00” comes round too seldom or never: an interval is 1 to 52
    “every month Mon 16:00” says months and not which week of the month
    “400 a year” cannot be spread over days; at most 250 a year
    “2 a week first Mon” says both a count and which week of the month
    “17:00-16:00” ends before it begins
    “Mon 16:00 from 2 Feb 2027 until 1 Feb 20…” ends before it begins
    “28/11” has no year
    “soon” is not a date; try 28/11/2026 or 28 Nov 2026
    ");
}

#[test]
fn odd_corners_of_the_calendar() {
    let on = |text: &str, within: &str| days(text, within).iter().map(Day::to_string).collect::<Vec<_>>().join(" ");
    // a fifth weekday only where a month has one; leap day; the turn of the year keeps the fortnight over week 53
    assert_eq!(on("fifth Sat 10:00", "2026-01-01 to 2026-12-31"), "2026-01-31 2026-05-30 2026-08-29 2026-10-31");
    assert_eq!(on("last Tue 10:00", "2028-02-01 to 2028-02-29"), "2028-02-29");
    assert_eq!(
        on("every 2 weeks Fri 10:00 from 18 Dec 2026", "2026-12-18 to 2027-01-31"),
        "2026-12-18 2027-01-01 2027-01-15 2027-01-29"
    );
    // begun in mid-week: the earlier days of that week are over, the later ones and every second week after it are not
    assert_eq!(
        on("every 2 weeks Mon and Thu 10:00 from 25 Nov 2026", "2026-11-01 to 2026-12-20"),
        "2026-11-26 2026-12-07 2026-12-10"
    );
    // the clocks go back on 25 October and forward on 28 March: a day is a day
    assert_eq!(on("Sun 10:00", "2026-10-18 to 2026-11-01"), "2026-10-18 2026-10-25 2026-11-01");
    assert_eq!(on("daily 10:00", "2027-03-27 to 2027-03-29").split(' ').count(), 3);
}

#[test]
fn so_many_a_period_are_spread_evenly_over_it() {
    let windows = |text: &str, within: &str| {
        let found = read(text).occurrences(within.parse().unwrap(), &OPEN);
        found.iter().map(|o| o.window().to_string()).collect::<Vec<_>>().join("; ")
    };
    assert_eq!(
        windows("2 a month", "2026-11-26 to 2026-12-20"),
        "2026-11-16 to 2026-11-30; 2026-12-01 to 2026-12-15; 2026-12-16 to 2026-12-31"
    );
    assert_eq!(windows("6 a year", "2028-01-01 to 2028-04-30"), "2028-01-01 to 2028-03-01; 2028-03-02 to 2028-05-01");
    assert_eq!(windows("1 a week", "2026-11-26 to 2026-12-01"), "2026-11-23 to 2026-11-29; 2026-11-30 to 2026-12-06");
    // an arrangement that begins late in a stretch is not owed that stretch, one that begins early in it is
    assert_eq!(windows("1 a month from 20 Nov 2026", "2026-11-01 to 2026-12-31"), "2026-12-01 to 2026-12-31");
    assert_eq!(
        windows("1 a month from 10 Nov 2026", "2026-11-01 to 2026-12-31").len(),
        "2026-11-01 to 2026-11-30; 2026-12-01 to 2026-12-31".len()
    );
}

#[test]
fn two_lines_never_make_the_family_meet_twice_at_once() {
    let found = |text: &str| read(text).occurrences("2026-12-01 to 2026-12-08".parse().unwrap(), &OPEN);
    let both = found("first Thu 16:00-18:00; Thu 16:00-17:30");
    assert_eq!(both.iter().map(|o| (o.day.to_string(), o.line)).collect::<Vec<_>>(), [("2026-12-03".to_owned(), 0)]);
    assert_eq!(found("Thu 09:00-10:00; Thu 16:00-17:30").len(), 2);
}

#[test]
fn a_line_cut_in_two_keeps_its_weeks() {
    let whole = read("every 2 weeks Mon 16:00-17:00 from 2 Nov 2026; every 2 weeks Thu 10:00-11:00 from 12 Nov 2026");
    let cut = whole.split(day("2026-12-01"), &OPEN);
    assert_eq!(
        cut.to_string(),
        "every 2 weeks Mon 16:00-17:00 from 2 Nov 2026 until 30 Nov 2026; every 2 weeks Thu 10:00-11:00 from 12 Nov 2026 until 30 Nov \
         2026; every 2 weeks Mon 16:00-17:00 from 14 Dec 2026; every 2 weeks Thu 10:00-11:00 from 10 Dec 2026"
    );
    let within = "2026-11-01 to 2027-03-01".parse().unwrap();
    let on = |r: &Recurrence| r.occurrences(within, &OPEN).iter().map(|o| o.day).collect::<Vec<_>>();
    assert_eq!(on(&whole), on(&cut));
}

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
