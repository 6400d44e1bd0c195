//! Days the service does not choose: England's bank holidays and Leicester's school terms.
//!
//! Bank holidays are computed by rule (Banking and Financial Dealings Act 1971 and the proclamations since 1996) and
//! checked for 1996 to 2060; a further one that is proclaimed is added by the setting `calendar.bank_holidays`.
//!
//! School terms are those published where a source was found, else projected by the pattern they follow
//! ([`SchoolYear::source`] says which).

use super::{Day, Days, Hours, Name, SchoolCalendar, Settings};

/// Easter Sunday (the anonymous Gregorian computus).
pub fn easter(year: i32) -> Day {
    let (golden, century, rest) = (year % 19, year / 100, year % 100);
    let epact = (19 * golden + century - century / 4 - (century - (century + 8) / 25 + 1) / 3 + 15) % 30;
    let weekday = (32 + 2 * (century % 4) + 2 * (rest / 4) - epact - rest % 4) % 7;
    let days = epact + weekday - 7 * ((golden + 11 * epact + 22 * weekday) / 451) + 114;
    date(year, days / 31, days % 31 + 1)
}

/// A day of the calendar; the callers name only days that exist.
fn date(year: i32, month: i32, day: i32) -> Day {
    Day::of(year, month as u8, day as u8).unwrap_or_default()
}

/// The first such weekday (0 for Monday) on or after a day.
fn on_or_after(day: Day, weekday: usize) -> Day {
    day + (7 + weekday as i32 - day.weekday_index() as i32) % 7
}

/// The last Monday of a month of 31 days.
fn last_monday(year: i32, month: i32) -> Day {
    on_or_after(date(year, month, 25), 0)
}

const MONDAY: usize = 0;
const TUESDAY: usize = 1;
const FRIDAY: usize = 4;

/// The bank holidays of England in a year with their names, by date. A holiday that falls on a weekend is given on its
/// substitute day.
pub fn bank_holidays(year: i32) -> Vec<(Day, &'static str)> {
    let special: &[(i32, i32, &'static str)] = match year {
        1999 => &[(12, 31, "Millennium Eve")],
        2002 => &[(6, 3, "Golden Jubilee")],
        2011 => &[(4, 29, "Royal Wedding")],
        2012 => &[(6, 5, "Diamond Jubilee")],
        2022 => &[(6, 3, "Platinum Jubilee"), (9, 19, "State Funeral")],
        2023 => &[(5, 8, "Coronation")],
        _ => &[],
    };
    let weekday = |day: Day| if day.weekday_index() > FRIDAY { on_or_after(day, MONDAY) } else { day };
    let early_may = if year == 2020 { date(2020, 5, 8) } else { on_or_after(date(year, 5, 1), MONDAY) };
    let spring = match year {
        2002 | 2012 => date(year, 6, 4),
        2022 => date(year, 6, 2),
        _ => last_monday(year, 5),
    };
    // Of the two after Christmas, the one that loses its day to a weekend goes behind the other.
    let (christmas, boxing) = match date(year, 12, 25).weekday_index() {
        FRIDAY => (25, 28),
        5 => (27, 28),
        6 => (27, 26),
        _ => (25, 26),
    };
    let mut days = vec![
        (weekday(date(year, 1, 1)), "New Year's Day"),
        (easter(year) - 2, "Good Friday"),
        (easter(year) + 1, "Easter Monday"),
        (early_may, "Early May bank holiday"),
        (spring, "Spring bank holiday"),
        (last_monday(year, 8), "Summer bank holiday"),
        (date(year, 12, christmas), "Christmas Day"),
        (date(year, 12, boxing), "Boxing Day"),
    ];
    days.extend(special.iter().map(|(month, day, name)| (date(year, *month, *day), *name)));
    days.sort_unstable();
    days
}

/// The name of the bank holiday on a day, if it is one by rule or by setting.
pub fn bank_holiday(day: Day, settings: &Settings) -> Option<&'static str> {
    let by_rule = bank_holidays(day.ymd().0).into_iter().find(|(holiday, _)| *holiday == day).map(|(_, name)| name);
    by_rule.or_else(|| settings.extra_holidays.contains(&day).then_some("Bank holiday"))
}

/// Whether a day is a bank holiday, by rule or by setting.
pub fn is_bank_holiday(day: Day, settings: &Settings) -> bool {
    bank_holiday(day, settings).is_some()
}

/// The next sitting of the panel after a day; one that falls on a bank holiday is not held.
pub fn next_sitting(after: Day, settings: &Settings) -> Day {
    let mut day = after + 1;
    while day.weekday() != settings.sitting || is_bank_holiday(day, settings) {
        day = day + 1;
    }
    day
}

/// Monday to Friday without bank holidays: the days that deadlines count.
pub fn is_working_day(day: Day, settings: &Settings) -> bool {
    day.weekday_index() <= FRIDAY && !is_bank_holiday(day, settings)
}

/// The working day that is `count` working days after a day, which does not count itself: 1 is the next working day.
pub fn working_days_after(day: Day, count: u16, settings: &Settings) -> Day {
    let mut at = day;
    for _ in 0..count {
        at = at + 1;
        while !is_working_day(at, settings) {
            at = at + 1;
        }
    }
    at
}

/// The working day that is `count` working days before a day, which does not count itself; the day itself for 0.
pub fn working_days_before(day: Day, count: u16, settings: &Settings) -> Day {
    let mut at = day;
    for _ in 0..count {
        at = at - 1;
        while !is_working_day(at, settings) {
            at = at - 1;
        }
    }
    at
}

/// The same day of the month some months later, or the last day of that month where it has no such day.
pub fn months_after(day: Day, months: u16) -> Day {
    let (year, month, of_month) = day.ymd();
    let month = i32::from(month) - 1 + i32::from(months);
    let (year, month) = (year + month / 12, (month % 12 + 1) as u8);
    (1..=of_month).rev().find_map(|of_month| Day::of(year, month, of_month)).unwrap_or(day)
}

/// Working days after `first` up to and with `last`; 0 if `last` is not later.
pub fn working_days_between(first: Day, last: Day, settings: &Settings) -> u16 {
    (first + 1).to(last).filter(|day| is_working_day(*day, settings)).count() as u16
}

/// Whose term dates.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Authority {
    /// Leicester City Council.
    City,
    /// Leicestershire County Council.
    County,
}

impl Authority {
    /// What people call it.
    pub fn said(self) -> &'static str {
        match self {
            Self::City => "City",
            Self::County => "County",
        }
    }
}

/// Where term dates come from.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Source {
    /// Published; where they were read.
    Published(&'static str),
    /// Not published, or not found: by the pattern of the published years.
    Projected,
}

/// One school year.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct SchoolYear {
    /// Its six terms.
    pub terms: Vec<Days>,
    /// Days within them without lessons: bank holidays, training days that were published.
    pub closed: Vec<Day>,
    /// Where they come from.
    pub source: Source,
}

/// The school year that begins in the summer of `year`.
///
/// City 2024/25: the autumn by the City Council's own sheet (DOMAIN LEICT1), the rest and 2025/26 by Catherine Infant
/// School, which gives the council's dates (LEICT2: catherine-inf.leicester.sch.uk/parents-information/term-dates); its
/// Monday and Tuesday of 27 and 28 October 2025 and Monday 5 January 2026 are taken as training days. County 2024/25: by
/// St Paul's, Woodhouse Eaves, which follows the County's dates (stpaulsprimarywoodhouse.co.uk, term dates). The councils
/// set the same dates for 2022 to 2027 (badgerbrook.org.uk/diary-dates; small differences stay, coalville.nub.news,
/// 21 September 2021), so that the County's 2025/26 and both for 2026/27 are projected rather than made up. From 2027 on
/// both were still consulting in 2026 (democracy.leics.gov.uk, 28 April 2026).
pub fn school_year(authority: Authority, year: i32) -> SchoolYear {
    let published = match (authority, year) {
        (Authority::City, 2024) => Some(("Leicester City Council 2024/25; Catherine Infant School", &[][..])),
        (Authority::City, 2025) => {
            Some(("Catherine Infant School 2025/26", &[(2025, 10, 27), (2025, 10, 28), (2026, 1, 5)][..]))
        }
        (Authority::County, 2024) => {
            Some(("St Paul's Primary School 2024/25", &[(2024, 10, 18), (2025, 2, 14), (2025, 7, 11)][..]))
        }
        _ => None,
    };
    // The published years follow the pattern to the day, which a test checks against their dates written out.
    let terms = pattern(year);
    let holidays = [year, year + 1].into_iter().flat_map(bank_holidays).map(|(day, _)| day);
    let training = published.map_or(&[][..], |(_, days)| days).iter().map(|(y, m, d)| date(*y, *m, *d));
    let mut closed: Vec<Day> = holidays.chain(training).filter(|day| terms.iter().any(|t| t.hold(*day))).collect();
    closed.sort_unstable();
    SchoolYear { terms, closed, source: published.map_or(Source::Projected, |(name, _)| Source::Published(name)) }
}

/// The pattern of Leicester's year: back on the last Tuesday of August, half-terms in the third full week of October,
/// the third of February and that of the spring bank holiday, two weeks at Easter, and the July fortnight.
fn pattern(year: i32) -> Vec<Days> {
    let next = year + 1;
    let october = on_or_after(date(year, 10, 15), FRIDAY);
    let after_new_year = on_or_after(date(next, 1, 3), MONDAY);
    let new_year_off = bank_holidays(next).first().is_some_and(|(day, _)| *day == after_new_year);
    let february = on_or_after(date(next, 2, 15), MONDAY);
    let (easter, spring) = (easter(next), last_monday(next, 5));
    vec![
        Days::new(on_or_after(date(year, 8, 25), TUESDAY), october),
        Days::new(october + 10, on_or_after(date(year, 12, 15), FRIDAY)),
        Days::new(after_new_year + i32::from(new_year_off), february - 3),
        Days::new(february + 7, easter - 9),
        Days::new(easter + 8, spring - 3),
        Days::new(spring + 7, on_or_after(date(next, 7, 8), FRIDAY)),
    ]
}

/// A school that follows an authority's dates in the school years that begin from `first` to `last`. Its `authority`
/// says from when on they are projected.
pub fn school(authority: Authority, name: Name, hours: Hours, first: i32, last: i32) -> SchoolCalendar {
    let years: Vec<(i32, SchoolYear)> = (first..=last).map(|y| (y, school_year(authority, y))).collect();
    let projected =
        years.iter().filter(|(_, year)| year.source == Source::Projected).map(|(y, _)| *y).collect::<Vec<_>>();
    let whose = match (projected.first(), projected.len() == years.len()) {
        (None, _) => authority.said().to_owned(),
        (Some(_), true) => format!("{} (projected)", authority.said()),
        (Some(_), false) => {
            let after = years.iter().filter(|(_, year)| year.source != Source::Projected).map(|(y, _)| y + 1).max();
            format!("{} (from {} projected)", authority.said(), after.unwrap_or(first))
        }
    };
    SchoolCalendar {
        name,
        authority: Name::new(whose).unwrap_or_default(),
        hours,
        terms: years.iter().flat_map(|(_, year)| year.terms.iter().copied()).collect(),
        closed: years.iter().flat_map(|(_, year)| year.closed.iter().copied()).collect(),
        ..SchoolCalendar::default()
    }
}

#[cfg(test)]
mod tests;
