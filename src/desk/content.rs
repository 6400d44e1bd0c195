//! The bytes of a document on their way to or from the desk: hexadecimal in JSON, as they are on the wire. They are never
//! part of a record; a record has their hash and length.

use crate::domain::*;
use serde::de::{Error, Visitor};
use serde::{Deserializer, Serializer};
use std::fmt;

/// The bytes of a document.
#[derive(Clone, PartialEq, Eq, Default)]
pub struct Content(pub Vec<u8>);

impl Content {
    /// The most bytes a document may have: it travels in one message.
    pub const MOST: usize = 3 * 1024 * 1024;

    /// What a record keeps of it.
    pub(crate) fn named(&self) -> Bytes {
        let hash = Name::new(crate::store::content_hash(&self.0).to_string()).unwrap_or_default();
        Bytes { hash, length: u32::try_from(self.0.len()).unwrap_or(u32::MAX) }
    }
}

impl fmt::Debug for Content {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // what a document says is nothing for a log
        write!(f, "Content({} bytes)", self.0.len())
    }
}

impl Serialize for Content {
    fn serialize<S: Serializer>(&self, s: S) -> Result<S::Ok, S::Error> {
        if !s.is_human_readable() {
            return s.serialize_bytes(&self.0);
        }
        const DIGITS: &[u8; 16] = b"0123456789abcdef";
        let digit = |half: u8| char::from(DIGITS[usize::from(half)]);
        s.serialize_str(&self.0.iter().flat_map(|byte| [digit(byte >> 4), digit(byte & 15)]).collect::<String>())
    }
}

struct Read;

impl Visitor<'_> for Read {
    type Value = Content;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("bytes in hexadecimal")
    }

    fn visit_bytes<E: Error>(self, bytes: &[u8]) -> Result<Content, E> {
        Ok(Content(bytes.to_vec()))
    }

    fn visit_byte_buf<E: Error>(self, bytes: Vec<u8>) -> Result<Content, E> {
        Ok(Content(bytes))
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<Content, E> {
        let digit = |b: u8| char::from(b).to_digit(16).and_then(|d| u8::try_from(d).ok());
        let byte = |pair: &[u8]| match pair {
            [high, low] => Some(digit(*high)? << 4 | digit(*low)?),
            _ => None,
        };
        let bytes: Option<Vec<u8>> = text.as_bytes().chunks(2).map(byte).collect();
        bytes.map(Content).ok_or_else(|| E::custom("the bytes are not in hexadecimal"))
    }
}

impl<'de> Deserialize<'de> for Content {
    fn deserialize<D: Deserializer<'de>>(d: D) -> Result<Self, D::Error> {
        if d.is_human_readable() { d.deserialize_str(Read) } else { d.deserialize_byte_buf(Read) }
    }
}

impl JsonSchema for Content {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        "Content".into()
    }

    fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
        schemars::json_schema!({
            "type": "string",
            "format": "hex",
            "description": "The bytes of a document, in hexadecimal.",
            "maxLength": 2 * Self::MOST
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bytes_are_hexadecimal_in_json_and_nothing_else() {
        let content = Content((0..=255).collect());
        let json = crate::codec::json(&content);
        assert!(json.starts_with("\"000102") && json.ends_with("feff\""), "{json}");
        assert_eq!(serde_json::from_str::<Content>(&json).unwrap(), content);
        for wrong in ["\"0\"", "\"0g\"", "\"é\"", "[0]"] {
            assert!(serde_json::from_str::<Content>(wrong).is_err(), "{wrong}");
        }
    }
}
