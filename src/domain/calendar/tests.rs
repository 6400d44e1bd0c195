use super::*;

fn day(text: &str) -> Day {
    text.parse().unwrap()
}

fn of_year(year: i32) -> String {
    let days = bank_holidays(year).into_iter().map(|(day, _)| {
        let (_, month, date) = day.ymd();
        format!("{month:02}{date:02}")
    });
    days.collect::<Vec<_>>().join(" ")
}

/// What the Python package `holidays` 0.109 gives for England (`UnitedKingdom(subdiv="ENG")`), weekdays only: another
/// hand than ours.
const OTHERS: &str = "
1996 0101 0405 0408 0506 0527 0826 1225 1226
1997 0101 0328 0331 0505 0526 0825 1225 1226
1998 0101 0410 0413 0504 0525 0831 1225 1228
1999 0101 0402 0405 0503 0531 0830 1227 1228 1231
2000 0103 0421 0424 0501 0529 0828 1225 1226
2001 0101 0413 0416 0507 0528 0827 1225 1226
2002 0101 0329 0401 0506 0603 0604 0826 1225 1226
2003 0101 0418 0421 0505 0526 0825 1225 1226
2004 0101 0409 0412 0503 0531 0830 1227 1228
2005 0103 0325 0328 0502 0530 0829 1226 1227
2006 0102 0414 0417 0501 0529 0828 1225 1226
2007 0101 0406 0409 0507 0528 0827 1225 1226
2008 0101 0321 0324 0505 0526 0825 1225 1226
2009 0101 0410 0413 0504 0525 0831 1225 1228
2010 0101 0402 0405 0503 0531 0830 1227 1228
2011 0103 0422 0425 0429 0502 0530 0829 1226 1227
2012 0102 0406 0409 0507 0604 0605 0827 1225 1226
2013 0101 0329 0401 0506 0527 0826 1225 1226
2014 0101 0418 0421 0505 0526 0825 1225 1226
2015 0101 0403 0406 0504 0525 0831 1225 1228
2016 0101 0325 0328 0502 0530 0829 1226 1227
2017 0102 0414 0417 0501 0529 0828 1225 1226
2018 0101 0330 0402 0507 0528 0827 1225 1226
2019 0101 0419 0422 0506 0527 0826 1225 1226
2020 0101 0410 0413 0508 0525 0831 1225 1228
2021 0101 0402 0405 0503 0531 0830 1227 1228
2022 0103 0415 0418 0502 0602 0603 0829 0919 1226 1227
2023 0102 0407 0410 0501 0508 0529 0828 1225 1226
2024 0101 0329 0401 0506 0527 0826 1225 1226
2025 0101 0418 0421 0505 0526 0825 1225 1226
2026 0101 0403 0406 0504 0525 0831 1225 1228
2027 0101 0326 0329 0503 0531 0830 1227 1228
2028 0103 0414 0417 0501 0529 0828 1225 1226
2029 0101 0330 0402 0507 0528 0827 1225 1226
2030 0101 0419 0422 0506 0527 0826 1225 1226
2031 0101 0411 0414 0505 0526 0825 1225 1226
2032 0101 0326 0329 0503 0531 0830 1227 1228
2033 0103 0415 0418 0502 0530 0829 1226 1227
2034 0102 0407 0410 0501 0529 0828 1225 1226
2035 0101 0323 0326 0507 0528 0827 1225 1226
2036 0101 0411 0414 0505 0526 0825 1225 1226
2037 0101 0403 0406 0504 0525 0831 1225 1228
2038 0101 0423 0426 0503 0531 0830 1227 1228
2039 0103 0408 0411 0502 0530 0829 1226 1227
2040 0102 0330 0402 0507 0528 0827 1225 1226
2041 0101 0419 0422 0506 0527 0826 1225 1226
2042 0101 0404 0407 0505 0526 0825 1225 1226
2043 0101 0327 0330 0504 0525 0831 1225 1228
2044 0101 0415 0418 0502 0530 0829 1226 1227
2045 0102 0407 0410 0501 0529 0828 1225 1226
2046 0101 0323 0326 0507 0528 0827 1225 1226
2047 0101 0412 0415 0506 0527 0826 1225 1226
2048 0101 0403 0406 0504 0525 0831 1225 1228
2049 0101 0416 0419 0503 0531 0830 1227 1228
2050 0103 0408 0411 0502 0530 0829 1226 1227
2051 0102 0331 0403 0501 0529 0828 1225 1226
2052 0101 0419 0422 0506 0527 0826 1225 1226
2053 0101 0404 0407 0505 0526 0825 1225 1226
2054 0101 0327 0330 0504 0525 0831 1225 1228
2055 0101 0416 0419 0503 0531 0830 1227 1228
2056 0103 0331 0403 0501 0529 0828 1225 1226
2057 0101 0420 0423 0507 0528 0827 1225 1226
2058 0101 0412 0415 0506 0527 0826 1225 1226
2059 0101 0328 0331 0505 0526 0825 1225 1226
2060 0101 0416 0419 0503 0531 0830 1227 1228
";

#[test]
fn bank_holidays_are_those_another_hand_computed() {
    let mut years = 0;
    for line in OTHERS.trim().lines() {
        let (year, days) = line.split_once(' ').unwrap();
        assert_eq!(of_year(year.parse().unwrap()), days, "{year}");
        years += 1;
    }
    assert_eq!(years, 65);
}

/// Easter by another way than ours: the church's own tables, golden number and epact, and then the Sunday after the full moon
/// found by walking (Clavius 1603, as in the Explanatory Supplement to the Astronomical Almanac).
fn easter_by_the_tables(year: i32) -> Day {
    let golden = year % 19 + 1;
    let century = year / 100 + 1;
    let (solar, lunar) = (3 * century / 4 - 12, (8 * century + 5) / 25 - 5);
    let mut epact = (11 * golden + 20 + lunar - solar).rem_euclid(30);
    if (epact == 25 && golden > 11) || epact == 24 {
        epact += 1;
    }
    let mut moon = 44 - epact; // of March
    if moon < 21 {
        moon += 30;
    }
    let mut sunday = Day::of(year, 3, 1).unwrap() + (moon - 1) + 1;
    while sunday.weekday_index() != 6 {
        sunday = sunday + 1;
    }
    sunday
}

#[test]
fn easter_is_that_of_another_algorithm_for_three_centuries() {
    for year in 1900..2200 {
        assert_eq!(easter(year), easter_by_the_tables(year), "{year}");
    }
    // as printed: the earliest and latest of our time, and some in between
    for printed in
        ["1913-03-23", "1943-04-25", "2000-04-23", "2008-03-23", "2024-03-31", "2025-04-20", "2026-04-05", "2038-04-25"]
    {
        assert_eq!(easter(day(printed).ymd().0), day(printed));
    }
}

#[test]
fn bank_holidays_of_2026_and_2027_are_those_of_the_domain() {
    assert_eq!(of_year(2026), "0101 0403 0406 0504 0525 0831 1225 1228");
    assert_eq!(of_year(2027), "0101 0326 0329 0503 0531 0830 1227 1228");
    assert_eq!(bank_holiday(day("2026-12-28"), &Settings::default()), Some("Boxing Day"));
}

#[test]
fn a_holiday_that_is_proclaimed_counts() {
    let mut settings = Settings::default();
    assert!(!is_bank_holiday(day("2029-06-05"), &settings));
    settings.extra_holidays = vec![day("2029-06-05")];
    assert!(is_bank_holiday(day("2029-06-05"), &settings) && !is_working_day(day("2029-06-05"), &settings));
}

#[test]
fn working_days_leap_over_weekends_and_holidays() {
    let settings = Settings::default();
    let after = |text: &str, count| working_days_after(day(text), count, &settings).to_string();
    assert_eq!(after("2026-11-27", 0), "2026-11-27");
    assert_eq!(after("2026-11-27", 1), "2026-11-30");
    assert_eq!(after("2026-11-28", 1), "2026-11-30");
    assert_eq!(after("2026-12-23", 5), "2027-01-04"); // 24, 29, 30, 31 December, 4 January
    assert_eq!(working_days_between(day("2026-12-23"), day("2027-01-04"), &settings), 5);
    assert_eq!(working_days_between(day("2027-01-04"), day("2026-12-23"), &settings), 0);
}

fn terms(authority: Authority, year: i32) -> Vec<String> {
    school_year(authority, year).terms.iter().map(|days| days.to_string()).collect()
}

#[test]
fn city_terms_are_those_published() {
    assert_eq!(
        terms(Authority::City, 2024),
        [
            "2024-08-27 to 2024-10-18",
            "2024-10-28 to 2024-12-20",
            "2025-01-06 to 2025-02-14",
            "2025-02-24 to 2025-04-11",
            "2025-04-28 to 2025-05-23",
            "2025-06-02 to 2025-07-11",
        ]
    );
    assert_eq!(
        terms(Authority::City, 2025),
        [
            "2025-08-26 to 2025-10-17",
            "2025-10-27 to 2025-12-19",
            "2026-01-05 to 2026-02-13",
            "2026-02-23 to 2026-03-27",
            "2026-04-13 to 2026-05-22",
            "2026-06-01 to 2026-07-10",
        ]
    );
    // the school's pupils came back on 29 October and 6 January, and had the May holiday off
    let closed: Vec<_> = school_year(Authority::City, 2025).closed.iter().map(|d| d.to_string()).collect();
    assert_eq!(closed, ["2025-10-27", "2025-10-28", "2026-01-05", "2026-05-04"]);
}

#[test]
fn county_schools_had_training_days_of_their_own() {
    let year = school_year(Authority::County, 2024);
    assert_eq!(terms(Authority::County, 2024), terms(Authority::City, 2024));
    assert!(year.closed.contains(&day("2024-10-18")) && year.closed.contains(&day("2025-05-05")));
    assert_ne!(year.closed, school_year(Authority::City, 2024).closed);
}

#[test]
fn later_years_are_projected_and_say_so() {
    assert_eq!(
        terms(Authority::City, 2026),
        [
            "2026-08-25 to 2026-10-16",
            "2026-10-26 to 2026-12-18",
            "2027-01-04 to 2027-02-12",
            "2027-02-22 to 2027-03-19",
            "2027-04-05 to 2027-05-28",
            "2027-06-07 to 2027-07-09",
        ]
    );
    assert_eq!(terms(Authority::County, 2027)[2], "2028-01-04 to 2028-02-18"); // 3 January is a holiday
    assert_eq!(school_year(Authority::City, 2026).source, Source::Projected);
    let school = school(Authority::City, "Mellor".parse().unwrap(), Hours::default(), 2024, 2027);
    assert_eq!(&*school.authority, "City (from 2026 projected)");
    assert_eq!((school.terms.len(), school.life), (24, crate::domain::Life::Open));
}

#[test]
fn the_pattern_makes_an_orderly_year_for_a_century() {
    for year in 1996..2096 {
        let terms = pattern(year);
        let lessons: i32 = terms.iter().flat_map(|t| t.each()).filter(|d| d.weekday_index() < 5).count() as i32;
        assert!((185..=205).contains(&lessons), "{year}: {lessons}");
        for pair in terms.windows(2) {
            assert!(pair[0].first < pair[0].last && pair[1].first - pair[0].last >= 3, "{year}");
        }
        assert!(terms.iter().all(|t| t.first.weekday_index() < 2 && t.last.weekday_index() == 4), "{year}");
    }
}

#[test]
fn months_end_on_their_last_day() {
    let on = |day: &str, months| months_after(day.parse().unwrap(), months).to_string();
    assert_eq!((on("2026-11-26", 3), on("2026-11-30", 3)), ("2027-02-26".into(), "2027-02-28".into()));
    assert_eq!((on("2026-12-31", 1), on("2026-01-31", 25)), ("2027-01-31".into(), "2028-02-29".into()));
}
