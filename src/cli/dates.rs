//! Words of the command line, read: a day, a day with a time, a name.

use crate::desk::Refusal;
use crate::domain::*;

/// A day as people say it; today where nothing is said.
pub(super) fn day(words: &[String], today: Day) -> Result<Day, Refusal> {
    let text = words.join(" ");
    if text.trim().is_empty() {
        return Ok(today);
    }
    said::day(&text, today).map_err(|why| Refusal::usage("date", why.to_string()))
}

/// A day and a span of time in either order: `fri 14:00-15:30`.
pub(super) fn day_and_span(words: &[String], today: Day) -> Result<(Day, Span), Refusal> {
    said::day_and_span(&words.join(" "), today).map_err(|why| {
        Refusal::usage("when", why.to_string())
            .hinted("write it as fri 15:30, fri 14:00-15:30 or 2026-11-27 14:00-15:30")
    })
}

/// One line of text.
pub(super) fn name(field: &str, text: &str) -> Result<Name, Refusal> {
    text.parse().map_err(|why: Unreadable| Refusal::usage(field, format!("{field}: {why}")))
}

/// A reason.
pub(super) fn note(field: &str, text: &str) -> Result<Note, Refusal> {
    text.parse().map_err(|why: Unreadable| Refusal::usage(field, format!("{field}: {why}")))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(text: &str) -> Vec<String> {
        text.split(' ').map(str::to_owned).collect()
    }

    #[test]
    fn a_day_and_a_time_are_read_in_either_order() {
        let today = Day::of(2026, 11, 25).unwrap();
        let read = |text: &str| day_and_span(&words(text), today).map(|(day, span)| format!("{day} {span}"));
        for text in ["fri 14:00-15:30", "14:00-15:30 fri", "2026-11-27 14:00-15:30", "27/11 14:00-15:30"] {
            assert_eq!(read(text).unwrap(), "2026-11-27 14:00-15:30", "{text}");
        }
        assert_eq!(read("9:00-10:00").unwrap(), "2026-11-25 09:00-10:00");
        for text in ["fri 15:30", "3.30pm 27 nov", "2026-11-27 15:30"] {
            assert_eq!(read(text).unwrap(), "2026-11-27 15:30-16:30", "{text}");
        }
        assert_eq!(read("15:30").unwrap(), "2026-11-25 15:30-16:30");
        for text in ["fri", "someday 14:00-15:30", "fri 15:30-14:00", ""] {
            assert!(read(text).is_err(), "{text}");
        }
    }
}
