//! Dates and times as people say them, read and printed. What is printed here is read back as the same.
//!
//! A weekday means the next such day, today included; with `next` the one a week later, with `last` the latest before
//! today. A date without a year means the one from two months back to ten months on: in November `27/1` is the coming
//! January, `27/10` last month. A two-digit year is at most 20 years ahead.
//!
//! An hour from 1 to 6 without a leading zero is the afternoon unless it says `am`: nobody at a contact desk means four
//! in the morning by `4`. `04:00` is four in the morning.

use super::civil::{Unreadable, WEEKDAYS, quoted};
use super::{Day, Days, Minute, Moment, Span};

const MONTHS: [&str; 12] = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

const FULL_MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

/// A number with its word, the word in the plural where it must be.
pub fn count(n: usize, word: &str) -> String {
    if n == 1 { format!("1 {word}") } else { format!("{n} {word}s") }
}

/// A word with its article: `a child`, `an officer`.
pub fn a(word: &str) -> String {
    // `user` is said with a y
    let vowel = word.starts_with(['a', 'e', 'i', 'o', 'u']) && !word.starts_with("us");
    format!("{} {word}", if vowel { "an" } else { "a" })
}

/// `Fri 27 Nov 2026`.
pub fn long(day: Day) -> String {
    format!("{} {}", short(day), day.ymd().0)
}

/// `27 Nov 2026`, of a day whose weekday nobody asks for, as a birthday's.
pub fn date(day: Day) -> String {
    let (year, month, date) = day.ymd();
    format!("{date} {} {year}", MONTHS[usize::from(month) - 1])
}

/// `Fri 27 Nov`.
pub fn short(day: Day) -> String {
    let (_, month, date) = day.ymd();
    format!("{} {date} {}", WEEKDAYS[day.weekday_index()], MONTHS[usize::from(month) - 1])
}

/// `November 2026`.
pub fn of_month(day: Day) -> String {
    let (year, month, _) = day.ymd();
    format!("{} {year}", FULL_MONTHS[usize::from(month) - 1])
}

/// A day and a span of time in either order: `fri 14:00-15:30`; a span alone is today's, a time alone the hour from it.
pub fn day_and_span(text: &str, today: Day) -> Result<(Day, Span), Unreadable> {
    let words: Vec<&str> = text.split_whitespace().collect();
    let read = |of_day: &[&str], of_span: &[&str]| {
        let day = if of_day.is_empty() { Some(today) } else { day(&of_day.join(" "), today).ok() };
        let text = of_span.join(" ");
        // a bare number beside a day would be read as a time where a date is meant
        let hour = time(&text).ok().filter(|_| text.contains(|c: char| !c.is_ascii_digit()));
        day.zip(span(&text).ok().or_else(|| hour.map(|from| Span::new(from, from.plus(60)))))
    };
    let at = (0..=words.len()).find_map(|at| {
        let (first, last) = words.split_at(at);
        read(first, last).or_else(|| read(last, first))
    });
    at.ok_or_else(|| Unreadable(format!("{} is not a day and a time", quoted(text))))
}

/// `today`, `tomorrow`, `yesterday`; else as short as it can be told.
pub fn relative(day: Day, today: Day) -> String {
    match day - today {
        0 => "today".into(),
        1 => "tomorrow".into(),
        -1 => "yesterday".into(),
        ahead if (-60..300).contains(&ahead) => short(day),
        _ => long(day),
    }
}

/// `12 minutes`, `2 h`, `1 h 30`.
pub fn duration(minutes: u32) -> String {
    match (minutes / 60, minutes % 60) {
        (0, 1) => "1 minute".into(),
        (0, m) => format!("{m} minutes"),
        (h, 0) => format!("{h} h"),
        (h, m) => format!("{h} h {m:02}"),
    }
}

/// A day: `today`, `fri`, `next fri`, `+2w`, `-3d`, `27/11`, `27/11/26`, `27 nov`, `fri 27 nov 2026`, `2026-11-27`.
pub fn day(text: &str, today: Day) -> Result<Day, Unreadable> {
    let plain = text.trim().to_lowercase();
    let day = named(&plain, today).or_else(|| shifted(&plain, today)).or_else(|| plain.parse().ok());
    let day = match day {
        Some(day) => day,
        None => dated(&plain, today).ok_or_else(|| not_a_day(text))?.map_err(Unreadable)?,
    };
    if day < Day::MIN || day > Day::MAX {
        return Err(Unreadable(format!("{} is outside the diary's years (1870 to 2199)", quoted(text))));
    }
    Ok(day)
}

fn not_a_day(text: &str) -> Unreadable {
    Unreadable(format!("{} is not a date; try today, fri, next fri, +2w, 27/11, 27 nov or 2026-11-27", quoted(text)))
}

fn named(plain: &str, today: Day) -> Option<Day> {
    match plain {
        "today" | "now" => return Some(today),
        "tomorrow" | "tom" => return Some(today + 1),
        "yesterday" => return Some(today - 1),
        _ => {}
    }
    let coming = |name: &str| weekday(name).map(|w| today + (7 + w - today.weekday_index() as i32) % 7);
    if let Some(name) = plain.strip_prefix("next ") {
        return if name == "week" { Some(today.monday() + 7) } else { coming(name.trim()).map(|day| day + 7) };
    }
    if let Some(name) = plain.strip_prefix("last ") {
        return if name == "week" { Some(today.monday() - 7) } else { coming(name.trim()).map(|day| day - 7) };
    }
    if plain == "this week" { Some(today.monday()) } else { coming(plain) }
}

/// 0 for Monday, by at least three letters of its name.
fn weekday(name: &str) -> Option<i32> {
    let full = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"];
    full.iter().position(|day| name.len() >= 3 && day.starts_with(name)).map(|at| at as i32)
}

/// 1 for January, by at least three letters of its name.
fn month(name: &str) -> Option<u8> {
    if name == "sept" {
        return Some(9);
    }
    FULL_MONTHS
        .iter()
        .position(|month| name.len() >= 3 && month.to_lowercase().starts_with(name))
        .map(|at| at as u8 + 1)
}

/// `+2w`, `-3d`, `+10`: weeks or days from today.
fn shifted(plain: &str, today: Day) -> Option<Day> {
    let sign = match plain.as_bytes().first()? {
        b'+' => 1,
        b'-' => -1,
        _ => return None,
    };
    let rest = plain[1..].trim();
    let (number, unit) = rest.split_at(rest.find(|c: char| !c.is_ascii_digit()).unwrap_or(rest.len()));
    let days = match unit.trim() {
        "" | "d" | "day" | "days" => 1,
        "w" | "week" | "weeks" => 7,
        _ => return None,
    };
    let count: i32 = number.parse().ok()?;
    Some(today + count.saturating_mul(days).saturating_mul(sign))
}

/// A date by its numbers, with or without weekday and year. `None` if it does not look like one.
fn dated(plain: &str, today: Day) -> Option<Result<Day, String>> {
    let mut words: Vec<&str> = plain.split([' ', ',', '/', '.', '-']).filter(|w| !matches!(*w, "" | "of")).collect();
    let named = words.first().and_then(|first| weekday(first)).inspect(|_| {
        words.remove(0);
    });
    let (date, month_, year) = match words.as_slice() {
        [date, month] => (*date, *month, None),
        [year, month, date] if year.len() == 4 && year.bytes().all(|b| b.is_ascii_digit()) => {
            (*date, *month, Some(*year))
        }
        [date, month, year] => (*date, *month, Some(*year)),
        _ => return None,
    };
    let date: u8 = number(date.trim_end_matches(['s', 't', 'n', 'd', 'r', 'h']), 2)?;
    let month: u8 = month(month_).or_else(|| number(month_, 2))?;
    let found = match year {
        Some(year) => Day::of(full_year(year, today)?, month, date),
        None => nearest(month, date, today),
    };
    let Some(day) = found else {
        return Some(Err(format!("there is no {}; try 27/11 or 27 nov 2026", quoted(plain))));
    };
    let right = named.is_none_or(|w| w == day.weekday_index() as i32);
    Some(if right { Ok(day) } else { Err(format!("{} is a {}, not a {}", long(day), full(day), plain_day(named))) })
}

fn full(day: Day) -> String {
    day.weekday().to_string()
}

fn plain_day(weekday: Option<i32>) -> String {
    weekday.map_or_else(String::new, |w| full(Day(w - 3)))
}

fn number<T: std::str::FromStr>(text: &str, most: usize) -> Option<T> {
    (!text.is_empty() && text.len() <= most && text.bytes().all(|b| b.is_ascii_digit())).then(|| text.parse().ok())?
}

fn full_year(text: &str, today: Day) -> Option<i32> {
    let year: i32 = number(text, 4)?;
    match text.len() {
        4 => Some(year),
        2 => Some(if 2000 + year <= today.ymd().0 + 20 { 2000 + year } else { 1900 + year }),
        _ => None,
    }
}

/// The date without a year: not more than two months back.
fn nearest(month: u8, date: u8, today: Day) -> Option<Day> {
    let year = today.ymd().0;
    (year - 1..=year + 1).filter_map(|year| Day::of(year, month, date)).find(|day| *day - today >= -61)
}

/// A time of day: `16:05`, `16`, `4pm`, `4.30pm`, `1605`, `noon`.
pub fn time(text: &str) -> Result<Minute, Unreadable> {
    clock(text).map(|(minute, _)| minute).ok_or_else(|| {
        Unreadable(format!("{} is not a time of day; try 16:05, 16, 4pm, 4.30pm, 1605 or noon", quoted(text)))
    })
}

/// A time, and whether it left open which half of the day it meant.
fn clock(text: &str) -> Option<(Minute, bool)> {
    let plain = text.trim().to_lowercase();
    match plain.as_str() {
        "noon" | "midday" => return Some((Minute::at(12, 0), false)),
        "midnight" => return Some((Minute(0), false)),
        _ => {}
    }
    let (digits, half) = match (plain.strip_suffix("am"), plain.strip_suffix("pm")) {
        (Some(rest), _) => (rest.trim(), Some(0)),
        (_, Some(rest)) => (rest.trim(), Some(12)),
        _ => (plain.as_str(), None),
    };
    let (hour, minute) = match digits.split_once([':', '.']) {
        Some((hour, minute)) if minute.len() == 2 => (hour, minute),
        Some(_) => return None,
        None if digits.is_ascii() && matches!(digits.len(), 3 | 4) => digits.split_at(digits.len() - 2),
        None => (digits, "00"),
    };
    let (h, m): (u16, u16) = (number(hour, 2)?, number(minute, 2)?);
    let open = half.is_none() && hour.len() == 1;
    let h = match half {
        Some(_) if !(1..=12).contains(&h) => return None,
        Some(half) => h % 12 + half,
        None if open && (1..=6).contains(&h) => h + 12,
        None => h,
    };
    (m < 60 && h * 60 + m <= 1440).then(|| (Minute::at(h, m), open || (half.is_none() && matches!(h, 10..=12))))
}

/// A span of time: `14:00-15:30`, `4-5:30pm`, `10 to 11.30`. An `am` or `pm` at the end counts for the beginning too,
/// where that makes a span.
pub fn span(text: &str) -> Result<Span, Unreadable> {
    let plain = text.trim().to_lowercase().replace(['–', '—'], "-").replace(" to ", "-");
    let bad = || Unreadable(format!("{} is not a span of time; try 14:00-15:30 or 4-5:30pm", quoted(text)));
    let (first, last) = plain.split_once('-').ok_or_else(bad)?;
    let (mut from, open) = clock(first).ok_or_else(bad)?;
    let mut to = clock(last).ok_or_else(bad)?.0;
    if last.trim() == "midnight" {
        to = Minute::END;
    }
    let half = ["am", "pm"].into_iter().find(|half| last.trim_end().ends_with(half));
    if let (true, Some(half)) = (open, half) {
        let shared = clock(&format!("{}{half}", first.trim())).map(|(minute, _)| minute);
        let other = if half == "pm" { clock(&format!("{}am", first.trim())).map(|(minute, _)| minute) } else { None };
        from = shared.filter(|m| *m < to).or(other).unwrap_or(from);
    }
    if from < to { Ok(Span::new(from, to)) } else { Err(Unreadable(format!("{} ends before it begins", quoted(text)))) }
}

/// A day and a time in either order: `fri 4pm`, `27 nov 16:05`, `2026-11-27T16:05`; a time alone is today's.
pub fn moment(text: &str, today: Day) -> Result<Moment, Unreadable> {
    let text_ = text.trim();
    if let Ok(moment) = text_.parse() {
        return Ok(moment);
    }
    if let Ok(minute) = time(text_) {
        return Ok(Moment::new(today, minute));
    }
    let read = |day_: &str, time_: &str| Some(Moment::new(day(day_, today).ok()?, time(time_).ok()?));
    let parts = || text_.char_indices().filter(|(_, c)| *c == ' ').map(|(at, _)| text_.split_at(at));
    // the longest date first: of `27 nov 2026 16` the year is part of the date
    let found = parts().rev().find_map(|(a, b)| read(a, b)).or_else(|| parts().find_map(|(a, b)| read(b, a)));
    found.ok_or_else(|| {
        Unreadable(format!("{} is not a date and time; try fri 4pm, 27 nov 16:05 or 2026-11-27 16:05", quoted(text)))
    })
}

/// `Fri 27 Nov 2026 16:05`.
pub fn long_moment(moment: Moment) -> String {
    format!("{} {}", long(moment.day), moment.minute)
}

/// From a day to a later one: `mon to fri`, `24/12 to 2/1`, `this week`, `next week`, or one day alone. The end is read
/// as seen from the beginning, so it is never before it.
pub fn days(text: &str, today: Day) -> Result<Days, Unreadable> {
    let plain = text.trim().to_lowercase();
    if matches!(plain.as_str(), "this week" | "next week" | "last week") {
        let monday = day(&plain, today)?;
        return Ok(Days::new(monday, monday + 6));
    }
    let plain = plain.replace('–', " to ").replace(" - ", " to ");
    let Some((first, last)) = plain.split_once(" to ") else {
        return day(text, today).map(Days::one);
    };
    let first = day(first, today)?;
    let last = day(last, first)?;
    if first <= last {
        Ok(Days::new(first, last))
    } else {
        Err(Unreadable(format!("{} ends before it begins", quoted(text))))
    }
}

/// A length of time in minutes: `90`, `1 h 30`, `1h30`, `1:30`, `2 h`, `45 minutes`, `1.5 h`.
pub fn minutes(text: &str) -> Result<u16, Unreadable> {
    let bad = || Unreadable(format!("{} is not a length of time; try 90, 1 h 30 or 45 minutes", quoted(text)));
    let plain: String = text.to_lowercase().chars().filter(|c| !c.is_whitespace()).collect();
    let plain = plain.replace("hours", "h").replace("hour", "h").replace("hrs", "h").replace("hr", "h");
    let plain = plain.trim_end_matches("utes").trim_end_matches("ute").trim_end_matches('s').trim_end_matches("min");
    let plain = plain.strip_suffix('m').unwrap_or(plain);
    let total = match plain.split_once(['h', ':']) {
        Some((hours, "")) if hours.ends_with(".5") => number::<u32>(&hours[..hours.len() - 2], 2).map(|h| h * 60 + 30),
        Some((hours, "")) => number::<u32>(hours, 2).map(|h| h * 60),
        Some((hours, rest)) => {
            number::<u32>(hours, 2).zip(number::<u32>(rest, 2).filter(|m| *m < 60)).map(|(h, m)| h * 60 + m)
        }
        None => number::<u32>(plain, 4),
    };
    total.filter(|m| *m <= 1440).map(|m| m as u16).ok_or_else(bad)
}

#[cfg(test)]
mod tests;
