//! A recurrence read and printed as a person writes it. What is printed is read back as the same.

use super::*;
use crate::domain::civil::{Unreadable, quoted};
use crate::domain::said;
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use std::fmt;
use std::str::FromStr;

const ORDINALS: [(&str, i8); 5] = [("first", 1), ("second", 2), ("third", 3), ("fourth", 4), ("fifth", 5)];
const NUMBERS: [&str; 13] =
    ["no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"];
const HOW: &str = "write it as Mon and Thu 16:00-17:30, every 2 weeks Sat 10:00-11:30 from 28/11/2026, first Tue \
    16:00-17:00, 6 a year, or Thu 16:00-17:30 in term; Wed 11:00-12:30 in holidays";

impl fmt::Display for Recurrence {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (i, repeat) in self.0.iter().enumerate() {
            write!(f, "{}{repeat}", if i == 0 { "" } else { "; " })?;
        }
        Ok(())
    }
}

impl fmt::Display for Repeat {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.cadence {
            Cadence::Weeks(1) => write!(f, "{}", self.weekdays)?,
            Cadence::Weeks(every) => write!(f, "every {every} weeks {}", self.weekdays)?,
            Cadence::Months(every, which) => {
                let which: Vec<&str> = which.iter().map(|n| ordinal(*n)).collect();
                write!(f, "{} {}", which.join(" and "), self.weekdays)?;
                if *every > 1 {
                    write!(f, " every {every} months")?;
                }
            }
            Cadence::Times(times, per) => {
                write!(f, "{times} a {}", per.said())?;
                if !self.weekdays.is_empty() {
                    write!(f, " {}", self.weekdays)?;
                }
            }
        }
        match self.at {
            Some(At { from, to: Some(to) }) => write!(f, " {from}-{to}")?,
            Some(At { from, to: None }) => write!(f, " {from}")?,
            None => {}
        }
        if self.season != Season::Always {
            write!(f, " {}", self.season.said())?;
        }
        if let Some(from) = self.from {
            write!(f, " from {}", said::date(from))?;
        }
        if let Some(to) = self.to {
            write!(f, " until {}", said::date(to))?;
        }
        Ok(())
    }
}

impl fmt::Display for Weekdays {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let days: Vec<usize> = self.each().collect();
        let row = days.len() > 2 && days.windows(2).all(|pair| pair[1] == pair[0] + 1);
        if row {
            return write!(f, "{}-{}", WEEKDAYS[days[0]], WEEKDAYS[days[days.len() - 1]]);
        }
        for (i, day) in days.iter().enumerate() {
            let between = match i {
                0 => "",
                i if i + 1 == days.len() => " and ",
                _ => ", ",
            };
            write!(f, "{between}{}", WEEKDAYS[*day])?;
        }
        Ok(())
    }
}

fn ordinal(n: i8) -> &'static str {
    match n {
        -1 => "last",
        n if n < 0 => "last but one",
        n => ORDINALS.iter().find(|(_, which)| *which == n).map_or("first", |(word, _)| *word),
    }
}

impl FromStr for Recurrence {
    type Err = Unreadable;
    fn from_str(text: &str) -> Result<Self, Unreadable> {
        Self::read(text, None)
    }
}

impl Recurrence {
    /// Reads it as it is typed; dates without a year are those near `today`, and without that are refused.
    pub fn read(text: &str, today: Option<Day>) -> Result<Self, Unreadable> {
        let mut lines = Vec::new();
        for line in text.split([';', '\n']).map(str::trim).filter(|line| !line.is_empty()) {
            lines.extend(Reading::default().line(line, today)?);
        }
        if lines.len() > 20 {
            return Err(Unreadable(
                "has more than 20 lines; an arrangement that varies so is better booked by hand".into(),
            ));
        }
        Ok(Self(lines))
    }
}

/// What one line has said so far.
#[derive(Default)]
struct Reading {
    every: Option<u8>,
    monthly: bool,
    which: Vec<i8>,
    times: Option<(u8, Per)>,
    weekdays: Vec<usize>,
    ats: Vec<At>,
    season: Season,
    from: Option<Day>,
    to: Option<Day>,
}

/// Words that only make a sentence of it.
const NOISE: [&str; 18] = [
    "and", "&", "on", "the", "of", "each", "in", "during", "only", "time", "at", "school", "a", "month", "week",
    "weekly", "monthly", "times",
];

impl Reading {
    fn line(mut self, line: &str, today: Option<Day>) -> Result<Vec<Repeat>, Unreadable> {
        let words = words(line);
        let mut at = 0;
        while at < words.len() {
            at += self.word(&words[at..], today).map_err(|why| match why {
                Some(why) => why,
                None => Unreadable(format!("{} is not understood in {}; {HOW}", quoted(&words[at]), quoted(line))),
            })?;
        }
        self.made(line)
    }

    /// Takes in the next word, or several that belong together; gives how many.
    fn word(&mut self, words: &[String], today: Option<Day>) -> Result<usize, Option<Unreadable>> {
        let word = words[0].as_str();
        let next = |n: usize| words.get(n).map_or("", String::as_str);
        match word {
            "from" | "starting" | "beginning" => return self.dated(words, today, true),
            "until" | "till" | "to" => return self.dated(words, today, false),
            "every" => return Ok(self.every(words)),
            "fortnightly" | "alternate" => self.every = Some(2),
            "daily" => self.weekdays.extend(0..7),
            "weekdays" => self.weekdays.extend(0..5),
            "term" | "termtime" | "term-time" => self.season = Season::Term,
            "holiday" | "holidays" => self.season = Season::Holidays,
            "out" if (next(1), next(2)) == ("of", "term") => {
                self.season = Season::Holidays;
                return Ok(3);
            }
            "last" if (next(1), next(2)) == ("but", "one") => {
                self.which.push(-2);
                return Ok(3);
            }
            "last" => self.which.push(-1),
            _ => return self.figure(words),
        }
        Ok(1)
    }

    /// A count, an ordinal, a weekday, a time; or a word that says nothing.
    fn figure(&mut self, words: &[String]) -> Result<usize, Option<Unreadable>> {
        let word = words[0].as_str();
        if let Some((times, per, used)) = counted(words) {
            if self.times.replace((times, per)).is_some() {
                return Err(Some(Unreadable("counts twice; put the second after a semicolon".into())));
            }
            return Ok(used);
        }
        if let Some(n) = which(word) {
            self.which.push(n);
        } else if let Some(days) = weekdays(word) {
            self.weekdays.extend(days);
        } else if let Some((from, to)) = word.split_once('-') {
            let span = said::span(&format!("{from}-{to}")).map_err(Some)?;
            self.ats.push(At { from: span.from, to: Some(span.to) });
        } else if let Ok(from) = said::time(word) {
            self.ats.push(At { from, to: None });
        } else if !NOISE.contains(&word) {
            return Err(None);
        }
        Ok(1)
    }

    /// `every 2 weeks`, `every other Sat`, `every 3 months`, `every Sat`.
    fn every(&mut self, words: &[String]) -> usize {
        let word = |n: usize| words.get(n).map_or("", String::as_str);
        let (n, used) = match word(1) {
            "other" | "second" if word(1) == "other" || word(2).starts_with("week") => (2, 2),
            "fortnight" => (2, 1),
            "day" => {
                self.weekdays.extend(0..7);
                return 2;
            }
            text => match number(text) {
                Some(n) => (n, 2),
                None => (1, 1),
            },
        };
        let unit = word(used).trim_end_matches('s');
        let twice = if unit == "fortnight" && word(1) != "fortnight" { 2 } else { 1 };
        self.every = Some(n.saturating_mul(twice));
        self.monthly |= unit == "month";
        used + usize::from(matches!(unit, "week" | "month" | "fortnight"))
    }

    /// `from 28 Nov 2026`: as many words as make a date.
    fn dated(&mut self, words: &[String], today: Option<Day>, first: bool) -> Result<usize, Option<Unreadable>> {
        for used in (1..words.len().min(5)).rev() {
            let text = words[1..=used].join(" ");
            let dated = text.split(|c: char| !c.is_ascii_digit()).any(|part| part.len() == 4) || text.starts_with('+');
            let Ok(day) = said::day(&text, today.unwrap_or(ERA)) else { continue };
            if !dated && today.is_none() {
                let what = format!("{} has no year; write it as {text}/2026 or 28 Nov 2026", quoted(&text));
                return Err(Some(Unreadable(what)));
            }
            let slot = if first { &mut self.from } else { &mut self.to };
            *slot = Some(day);
            return Ok(used + 1);
        }
        let word = words.get(1).map_or("", String::as_str);
        Err(Some(Unreadable(format!("{} is not a date; try 28/11/2026 or 28 Nov 2026", quoted(word)))))
    }

    /// The lines it comes to: one for each time of day.
    fn made(self, line: &str) -> Result<Vec<Repeat>, Unreadable> {
        let wrong = |what: &str| Err(Unreadable(format!("{} {what}; {HOW}", quoted(line))));
        let cadence = match (self.times, self.which.is_empty()) {
            (Some(_), false) => return wrong("says both a count and which week of the month"),
            (Some(_), true) if self.every.is_some() => return wrong("says both a count and an interval"),
            (Some((times, per)), true) => {
                let most = [7, 14, 28, 250][per as usize];
                if times == 0 || times > most {
                    let what = format!("cannot be spread over days; at most {most} a {}", per.said());
                    return Err(Unreadable(format!("{} {what}", quoted(line))));
                }
                Cadence::Times(times, per)
            }
            (None, false) => {
                let mut which = self.which;
                which.sort_by_key(|n| (*n < 0, *n));
                which.dedup();
                Cadence::Months(self.every.unwrap_or(1), which)
            }
            (None, true) if self.monthly => return wrong("says months and not which week of the month"),
            (None, true) => Cadence::Weeks(self.every.unwrap_or(1)),
        };
        let every = self.every.unwrap_or(1);
        if every == 0 || every > 52 {
            return wrong("comes round too seldom or never: an interval is 1 to 52");
        }
        let counted = matches!(cadence, Cadence::Times(..));
        if self.weekdays.is_empty() && !counted {
            return wrong("names no day of the week");
        }
        if self.ats.is_empty() && !counted {
            return wrong("has no time");
        }
        if self.from.zip(self.to).is_some_and(|(from, to)| from > to) {
            return wrong("ends before it begins");
        }
        let weekdays = Weekdays::of(self.weekdays);
        let (season, from, to) = (self.season, self.from, self.to);
        let repeat = |at| Repeat { cadence: cadence.clone(), weekdays, at, season, from, to };
        let ats = if self.ats.is_empty() { vec![None] } else { self.ats.into_iter().map(Some).collect() };
        Ok(ats.into_iter().map(repeat).collect())
    }
}

/// The words of a line in small letters; spans of days and times are one word, however they are written.
fn words(line: &str) -> Vec<String> {
    let line = line.to_lowercase().replace(['–', '—'], "-").replace(" - ", "-").replace(',', " ");
    let mut words: Vec<String> = Vec::new();
    for word in line.split_whitespace().map(|w| w.trim_end_matches([':', '.'])).filter(|w| !w.is_empty()) {
        let spans = |a: &str, b: &str| (weekday(a).is_some() && weekday(b).is_some()) || (clock(a) && clock(b));
        match words.as_slice() {
            [.., before, to] if to == "to" && spans(before, word) => {
                let span = format!("{before}-{word}");
                words.truncate(words.len() - 2);
                words.push(span);
            }
            _ => words.push(word.to_owned()),
        }
    }
    words
}

/// Whether a word can only be a time of day.
fn clock(word: &str) -> bool {
    said::time(word).is_ok() && word.contains(|c: char| !c.is_ascii_digit())
}

/// `3`, `three`, `once`.
fn number(word: &str) -> Option<u8> {
    let named = NUMBERS.iter().position(|name| *name == word).filter(|n| *n > 0).map(|n| n as u8);
    named.or(match word {
        "once" => Some(1),
        "twice" => Some(2),
        digits => digits.trim_end_matches('x').parse::<u16>().ok().map(|n| n.min(255) as u8),
    })
}

/// `6 a year`, `twice a week`, `3 times per month`: how many, in what, in how many words.
fn counted(words: &[String]) -> Option<(u8, Per, usize)> {
    let word = |n: usize| words.get(n).map_or("", String::as_str);
    let times = number(word(0))?;
    let mut at = 1 + usize::from(matches!(word(1), "times" | "x"));
    at += usize::from(matches!(word(at), "a" | "per" | "each" | "every"));
    if at == 1 {
        return None;
    }
    let per = Per::ALL.iter().copied().find(|per| per.said() == word(at))?;
    Some((times, per, at + 1))
}

/// `first`, `2nd`, `third`.
fn which(word: &str) -> Option<i8> {
    let named = ORDINALS.iter().find(|(name, _)| *name == word).map(|(_, n)| *n);
    let short = ["1st", "2nd", "3rd", "4th", "5th"].iter().position(|name| *name == word).map(|n| n as i8 + 1);
    named.or(short)
}

/// A weekday by at least three letters of its name, in the plural too.
fn weekday(word: &str) -> Option<usize> {
    let one = |word: &str| {
        let full = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"];
        full.iter().position(|day| word.len() >= 3 && day.starts_with(word))
    };
    one(word).or_else(|| one(word.strip_suffix('s')?))
}

/// A weekday, or a row of them: `mon-fri`.
fn weekdays(word: &str) -> Option<Vec<usize>> {
    match word.split_once('-') {
        None => weekday(word).map(|day| vec![day]),
        Some((first, last)) => {
            let (first, last) = (weekday(first)?, weekday(last)?);
            Some((0..=(7 + last - first) % 7).map(|n| (first + n) % 7).collect())
        }
    }
}

impl Serialize for Recurrence {
    fn serialize<S: Serializer>(&self, s: S) -> Result<S::Ok, S::Error> {
        if s.is_human_readable() { s.collect_str(self) } else { self.0.serialize(s) }
    }
}

impl<'de> Deserialize<'de> for Recurrence {
    fn deserialize<D: Deserializer<'de>>(d: D) -> Result<Self, D::Error> {
        if d.is_human_readable() {
            let text = std::borrow::Cow::<str>::deserialize(d)?;
            text.parse().map_err(serde::de::Error::custom)
        } else {
            let lines: Vec<Repeat> = Vec::deserialize(d)?;
            Ok(Self(lines.into_iter().map(Repeat::sound).collect()))
        }
    }
}

impl schemars::JsonSchema for Recurrence {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        "Recurrence".into()
    }

    fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
        schemars::json_schema!({
            "type": "string", "format": "Recurrence",
            "examples": ["Mon and Thu 16:00-17:30", "every 2 weeks Sat 10:00-11:30 from 28 Nov 2026", "first Tue 16:00-17:00", "6 a year",
                "Thu 16:00-17:30 in term; Wed 11:00-12:30 in holidays"],
        })
    }
}
