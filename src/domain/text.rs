//! Words people typed: checked once, where they enter, so that no record can hold what would break a screen.

use super::civil::Unreadable;
use serde::{Deserialize, Deserializer, Serialize};
use std::fmt;
use std::ops::Deref;
use std::str::FromStr;

/// Characters that turn the direction of text around or hide it: they could make a line say what it does not.
fn deceives(c: char) -> bool {
    matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{200b}' | '\u{feff}' | '\u{fff9}'..='\u{fffb}')
}

macro_rules! texts {
    ($($(#[$doc:meta])* $name:ident $what:literal $max:literal $lines:literal;)*) => { $(
        $(#[$doc])*
        #[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize)]
        #[serde(transparent)]
        pub struct $name(String);

        impl $name {
            /// The most characters it holds.
            pub const MAX: usize = $max;

            /// Checked text; surrounding space is dropped.
            pub fn new(text: impl AsRef<str>) -> Result<Self, Unreadable> {
                let text = text.as_ref().trim();
                let length = text.chars().count();
                if length > $max {
                    return Err(Unreadable(format!(
                        concat!($what, " has at most ", $max, " characters; this one has {}"), length
                    )));
                }
                let odd = |c: &char| (c.is_control() && !($lines && *c == '\n')) || deceives(*c);
                if let Some(c) = text.chars().find(odd) {
                    return Err(Unreadable(format!(
                        concat!($what, " may not hold the invisible character U+{:04X}"), u32::from(c)
                    )));
                }
                Ok(Self(text.to_owned()))
            }
        }

        impl Deref for $name {
            type Target = str;
            fn deref(&self) -> &str { &self.0 }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result { f.pad(&self.0) }
        }

        impl fmt::Debug for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result { fmt::Debug::fmt(&self.0, f) }
        }

        impl FromStr for $name {
            type Err = Unreadable;
            fn from_str(text: &str) -> Result<Self, Unreadable> { Self::new(text) }
        }

        impl<'de> Deserialize<'de> for $name {
            fn deserialize<D: Deserializer<'de>>(d: D) -> Result<Self, D::Error> {
                Self::new(std::borrow::Cow::<str>::deserialize(d)?).map_err(serde::de::Error::custom)
            }
        }

        impl schemars::JsonSchema for $name {
            fn schema_name() -> std::borrow::Cow<'static, str> { stringify!($name).into() }
            fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
                schemars::json_schema!({ "type": "string", "format": stringify!($name), "maxLength": $max })
            }
        }
    )* };
}

texts! {
    /// One line: a name, a phone number, a code.
    Name "a name" 120 false;
    /// Some lines: instructions, reasons, notes.
    Note "a note" 4000 true;
    /// Pages: minutes, what was said.
    Text "a text" 20000 true;
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_every_script_are_kept_and_tricks_are_refused() {
        for good in ["Łukasz Żak", "O’Brien", "李小龙", "عائشة", "Ọ̀rẹ́ Adébáyọ̀", "😀"] {
            assert_eq!(&*Name::new(good).unwrap(), good);
        }
        for bad in ["a\u{202e}b", "a\nb", "\u{1b}[31m", "a\0", "x".repeat(10_000).as_str()] {
            assert!(Name::new(bad).is_err());
        }
        assert!(Note::new("two\nlines").is_ok());
        assert_eq!(
            Name::new("x".repeat(10_000)).unwrap_err().to_string(),
            "a name has at most 120 characters; this one has 10000"
        );
    }
}
