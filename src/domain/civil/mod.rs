//! Civil time: days and minutes as the diary keeps them, Europe/London, without a zone.
//!
//! A session's time is what the clock on the wall says, so a day is a number and a time is minutes after midnight.
//! Only an entry's instant is UTC ([`Instant`]).

mod day;
mod hours;
mod moment;
mod span;
#[cfg(test)]
mod tests;

pub use day::{Day, Days};
pub use hours::{Hours, WEEKDAYS};
pub use moment::{Instant, Moment};
pub use span::{Minute, Span};

use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// What is not a day, a time or a span, in words.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{0}")]
pub struct Unreadable(pub String);

/// At most 40 characters of a text, in quotes, for an error.
pub fn quoted(text: &str) -> String {
    let mut cut: String = text.chars().take(40).map(|c| if c.is_control() { '\u{fffd}' } else { c }).collect();
    if text.chars().nth(40).is_some() {
        cut.push('…');
    }
    format!("“{cut}”")
}

/// Serde and schema of a type that people write as text: text in JSON, plain numbers in bytes.
macro_rules! as_text {
    ($($name:ident: $bytes:ty, |$value:ident| $to:expr, |$raw:ident| $from:expr, $pattern:literal;)*) => { $(
        impl Serialize for $name {
            fn serialize<S: Serializer>(&self, s: S) -> Result<S::Ok, S::Error> {
                let $value = self;
                if s.is_human_readable() { s.collect_str(self) } else { $to.serialize(s) }
            }
        }
        impl<'de> Deserialize<'de> for $name {
            fn deserialize<D: Deserializer<'de>>(d: D) -> Result<Self, D::Error> {
                if d.is_human_readable() {
                    let text = std::borrow::Cow::<str>::deserialize(d)?;
                    text.parse().map_err(serde::de::Error::custom)
                } else {
                    let $raw = <$bytes>::deserialize(d)?;
                    Ok($from)
                }
            }
        }
        impl schemars::JsonSchema for $name {
            fn schema_name() -> std::borrow::Cow<'static, str> { stringify!($name).into() }
            fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
                schemars::json_schema!({ "type": "string", "format": stringify!($name), "examples": [$pattern] })
            }
        }
    )* };
}

as_text! {
    Day: i32, |d| d.0, |raw| Self(raw), "2026-11-27";
    Minute: u16, |m| m.0, |raw| Self(raw), "16:05";
    Span: (u16, u16), |s| (s.from.0, s.to.0), |raw| Self::new(Minute(raw.0), Minute(raw.1)), "14:00-15:30";
    Hours: Vec<Vec<(u16, u16)>>,
        |h| h.0.iter().map(|d| d.iter().map(|s| (s.from.0, s.to.0)).collect::<Vec<_>>()).collect::<Vec<_>>(),
        |raw| Self(std::array::from_fn(|d| {
            raw.get(d).map(|s| s.iter().map(|s| Span::new(Minute(s.0), Minute(s.1))).collect()).unwrap_or_default()
        })), "Mon-Fri 08:30-18:30; Sat 09:00-16:00";
    Days: (i32, i32), |d| (d.first.0, d.last.0), |raw| Self::new(Day(raw.0), Day(raw.1)), "2026-12-24 to 2027-01-02";
    Moment: (i32, u16), |m| (m.day.0, m.minute.0), |raw| Self::new(Day(raw.0), Minute(raw.1)), "2026-11-27 16:05";
}
