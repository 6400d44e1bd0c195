//! What the lines of a recurrence say, by example; [`almanac`] counts any line off day by day.

mod almanac;

use super::*;

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
    // also where none comes for years
    let rare = read("5th Wed of every 3 months 08:00-09:00 from 1 Aug 1997");
    let within = "1997-01-01 to 2003-01-01".parse().unwrap();
    let on = |r: &Recurrence| r.occurrences(within, &OPEN).iter().map(|o| o.day).collect::<Vec<_>>();
    assert_eq!(on(&rare.split(day("1997-09-01"), &OPEN)), on(&rare));
}
