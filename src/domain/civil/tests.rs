use super::*;
use time::Weekday;

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
