use super::*;
use proptest::prelude::*;

/// A Friday.
fn today() -> Day {
    "2026-11-27".parse().unwrap()
}

fn read(text: &str) -> String {
    day(text, today()).map_or_else(|why| why.to_string(), |day| day.to_string())
}

#[test]
fn days_are_read_as_people_say_them() {
    for (text, wanted) in [
        ("today", "2026-11-27"),
        ("Tomorrow", "2026-11-28"),
        ("yesterday", "2026-11-26"),
        ("fri", "2026-11-27"),
        ("friday", "2026-11-27"),
        ("next fri", "2026-12-04"),
        ("last fri", "2026-11-20"),
        ("thu", "2026-12-03"),
        ("thurs", "2026-12-03"),
        ("next thu", "2026-12-10"),
        ("last thu", "2026-11-26"),
        ("+2w", "2026-12-11"),
        ("+3d", "2026-11-30"),
        ("-1w", "2026-11-20"),
        ("+1", "2026-11-28"),
        ("27/11", "2026-11-27"),
        ("27/11/26", "2026-11-27"),
        ("27/11/2026", "2026-11-27"),
        ("27.11.2026", "2026-11-27"),
        ("27 nov", "2026-11-27"),
        ("27th November", "2026-11-27"),
        ("fri 27 nov", "2026-11-27"),
        ("Fri, 27 Nov 2026", "2026-11-27"),
        ("1st dec", "2026-12-01"),
        ("27th nov 2026", "2026-11-27"),
        ("Fri 27th of November 2026", "2026-11-27"),
        ("2026-11-27", "2026-11-27"),
        ("next week", "2026-11-30"),
        ("this week", "2026-11-23"),
    ] {
        assert_eq!(read(text), wanted, "{text}");
    }
}

#[test]
fn a_date_without_a_year_is_the_near_one() {
    assert_eq!(read("27/10"), "2026-10-27");
    assert_eq!(read("27/9"), "2026-09-27");
    assert_eq!(read("26/9"), "2027-09-26");
    assert_eq!(read("27/1"), "2027-01-27");
    assert_eq!(read("27/1/15"), "2015-01-27");
    assert_eq!(read("27/1/60"), "1960-01-27");
}

#[test]
fn what_is_not_a_day_is_quoted_with_examples() {
    insta::assert_snapshot!(read("soon"), @"“soon” is not a date; try today, fri, next fri, +2w, 27/11, 27 nov or 2026-11-27");
    insta::assert_snapshot!(read("31/11"), @"there is no “31/11”; try 27/11 or 27 nov 2026");
    insta::assert_snapshot!(read("2026-02-29"), @"there is no “2026-02-29”; try 27/11 or 27 nov 2026");
    insta::assert_snapshot!(read("29 feb"), @"there is no “29 feb”; try 27/11 or 27 nov 2026");
    insta::assert_snapshot!(read("thu 27 nov 2026"), @"Fri 27 Nov 2026 is a Friday, not a Thursday");
    insta::assert_snapshot!(read("9999-01-01"), @"“9999-01-01” is outside the diary's years (1870 to 2199)");
    insta::assert_snapshot!(read("1/1/2500"), @"“1/1/2500” is outside the diary's years (1870 to 2199)");
    insta::assert_snapshot!(read("+999999999w"), @"“+999999999w” is outside the diary's years (1870 to 2199)");
    for bad in
        ["", " ", "f", "next", "next 27/11", "+", "+w", "27", "27/", "27/11/6", "27/11/2026/1", "٢٧/١١", "😀", "-"]
    {
        assert!(day(bad, today()).is_err(), "{bad}");
    }
}

#[test]
fn times_are_read_as_people_say_them() {
    for (text, wanted) in [
        ("16:05", "16:05"),
        ("16", "16:00"),
        ("4pm", "16:00"),
        ("4 pm", "16:00"),
        ("4.30pm", "16:30"),
        ("4:30PM", "16:30"),
        ("1605", "16:05"),
        ("noon", "12:00"),
        ("12am", "00:00"),
        ("12pm", "12:00"),
        ("9", "09:00"),
        ("9:15", "09:15"),
        ("4", "16:00"),
        ("4:30", "16:30"),
        ("430", "16:30"),
        ("0430", "04:30"),
        ("04:30", "04:30"),
        ("4am", "04:00"),
        ("24:00", "24:00"),
    ] {
        assert_eq!(time(text).map(|m| m.to_string()).as_deref(), Ok(wanted), "{text}");
    }
    for bad in ["", "25", "16:5", "13pm", "0am", "12:60", "noonish", "16:05:09", "1 6", "😀", "-4", "99999"] {
        assert!(time(bad).is_err(), "{bad}");
    }
}

#[test]
fn spans_are_read_as_people_say_them() {
    for (text, wanted) in [
        ("14:00-15:30", "14:00-15:30"),
        ("4-5:30pm", "16:00-17:30"),
        ("4-5.30", "16:00-17:30"),
        ("11-1pm", "11:00-13:00"),
        ("11-1", "11:00-13:00"),
        ("9-10:30am", "09:00-10:30"),
        ("10 to 11.30", "10:00-11:30"),
        ("10am – noon", "10:00-12:00"),
        ("9-5pm", "09:00-17:00"),
        ("7-8pm", "19:00-20:00"),
        ("22-midnight", "22:00-24:00"),
    ] {
        assert_eq!(span(text).map(|s| s.to_string()).as_deref(), Ok(wanted), "{text}");
    }
    insta::assert_snapshot!(span("15:00-14:00").unwrap_err(), @"“15:00-14:00” ends before it begins");
    insta::assert_snapshot!(span("later").unwrap_err(), @"“later” is not a span of time; try 14:00-15:30 or 4-5:30pm");
}

#[test]
fn moments_are_a_day_and_a_time_in_either_order() {
    for (text, wanted) in [
        ("fri 4pm", "2026-11-27 16:00"),
        ("4 pm tomorrow", "2026-11-28 16:00"),
        ("27 nov 16:05", "2026-11-27 16:05"),
        ("27 nov 2027 16", "2027-11-27 16:00"),
        ("2026-11-27T16:05", "2026-11-27 16:05"),
        ("2026-11-27 16:05", "2026-11-27 16:05"),
        ("16:05", "2026-11-27 16:05"),
        ("next thu 9.30", "2026-12-10 09:30"),
        ("Fri 27 Nov 2026 04:05", "2026-11-27 04:05"),
    ] {
        assert_eq!(moment(text, today()).map(|m| m.to_string()).as_deref(), Ok(wanted), "{text}");
    }
    assert!(moment("fri", today()).is_err());
    assert!(moment("whenever it suits", today()).is_err());
}

#[test]
fn periods_begin_before_they_end() {
    let read = |text: &str| days(text, today()).map(|days| days.to_string());
    assert_eq!(read("mon to fri").as_deref(), Ok("2026-11-30 to 2026-12-04"));
    assert_eq!(read("24/12 to 2/1").as_deref(), Ok("2026-12-24 to 2027-01-02"));
    assert_eq!(read("next week").as_deref(), Ok("2026-11-30 to 2026-12-06"));
    assert_eq!(read("today to +2w").as_deref(), Ok("2026-11-27 to 2026-12-11"));
    assert_eq!(read("tomorrow").as_deref(), Ok("2026-11-28"));
    assert!(read("24/12/2026 to 2/1/2026").is_err());
}

#[test]
fn lengths_are_read_and_said() {
    for (text, wanted) in [("90", 90), ("1 h 30", 90), ("1h30", 90), ("1:30", 90), ("2 h", 120), ("45 mins", 45)] {
        assert_eq!(minutes(text), Ok(wanted), "{text}");
    }
    for (text, wanted) in [("1.5 hours", 90), ("1 hour", 60), ("1 minute", 1), ("0", 0), ("90m", 90)] {
        assert_eq!(minutes(text), Ok(wanted), "{text}");
    }
    for bad in ["", "h", "1 h 75", "2500", "long", "-5", "1.5"] {
        assert!(minutes(bad).is_err(), "{bad}");
    }
    assert_eq!([1, 12, 60, 90, 125].map(duration), ["1 minute", "12 minutes", "1 h", "1 h 30", "2 h 05"]);
}

#[test]
fn near_days_have_names() {
    let said = |text: &str| relative(text.parse().unwrap(), today());
    assert_eq!(said("2026-11-27"), "today");
    assert_eq!(said("2026-11-28"), "tomorrow");
    assert_eq!(said("2026-11-26"), "yesterday");
    assert_eq!(said("2026-12-25"), "Fri 25 Dec");
    assert_eq!(said("2028-12-25"), "Mon 25 Dec 2028");
}

proptest! {
    #![proptest_config(crate::domain::testing::cases(256))]

    #[test]
    fn what_is_printed_is_read_back(at in Day::MIN.0..=Day::MAX.0, now in -10_000..60_000_i32, minute in 0_u16..=1440) {
        let (at, now) = (Day(at), Day(now));
        prop_assert_eq!(day(&long(at), now), Ok(at));
        prop_assert_eq!(day(&at.to_string(), now), Ok(at));
        prop_assert_eq!(day(&relative(at, now), now), Ok(at));
        prop_assert_eq!(time(&Minute(minute).to_string()), Ok(Minute(minute)));
        let then = Moment::new(at, Minute(minute));
        prop_assert_eq!(moment(&long_moment(then), now), Ok(then));
        prop_assert_eq!(minutes(&duration(u32::from(minute))), Ok(minute));
    }

    #[test]
    fn a_near_day_is_read_back_from_its_short_form(now in -10_000..60_000_i32, ahead in -60..300_i32) {
        let (at, now) = (Day(now + ahead), Day(now));
        prop_assert_eq!(day(&short(at), now), Ok(at));
        prop_assert_eq!(day(&relative(at, now), now), Ok(at));
    }

    #[test]
    fn a_span_is_read_back(from in 0_u16..1440, length in 1_u16..1440) {
        let span_ = Span::new(Minute(from), Minute((from + length).min(1440)));
        prop_assert_eq!(span(&span_.to_string()), Ok(span_));
    }

    #[test]
    fn no_text_is_too_odd(text in "\\PC{0,30}") {
        let _ = (day(&text, today()), time(&text), span(&text), moment(&text, today()), minutes(&text), days(&text, today()));
    }

    #[test]
    fn no_near_miss_panics(text in "[0-9+ap:./ wdmhfritnov-]{0,14}") {
        let _ = (day(&text, today()), time(&text), span(&text), moment(&text, today()), minutes(&text), days(&text, today()));
    }
}
