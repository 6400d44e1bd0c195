//! Test values of any stored type, filled in by its own `Deserialize`: a field added tomorrow is filled in as well.

use crate::domain::{Kind, Record};
use serde::de::{self, DeserializeOwned, DeserializeSeed, Deserializer, EnumAccess, SeqAccess, VariantAccess, Visitor};

/// A record of a kind with every field filled in, always the same; with a `seed`, some of the fields and other values.
pub(crate) fn record(kind: Kind, seed: Option<u64>) -> Record {
    let mut filler = Filler::new(seed);
    filler.variant = Some(kind.index() as u32);
    let record = <Record as serde::Deserialize>::deserialize(&mut filler).unwrap();
    assert_eq!(record.kind(), kind, "records are in the order of the kinds");
    record
}

/// Any other value.
pub(crate) fn value<T: DeserializeOwned>(seed: Option<u64>) -> T {
    T::deserialize(&mut Filler::new(seed)).unwrap()
}

struct Filler {
    state: u64,
    full: bool,
    variant: Option<u32>,
}

#[derive(Debug, thiserror::Error)]
#[error("{0}")]
struct Unfilled(String);

impl de::Error for Unfilled {
    fn custom<T: std::fmt::Display>(what: T) -> Self {
        Self(what.to_string())
    }
}

impl Filler {
    fn new(seed: Option<u64>) -> Self {
        Self {
            state: seed.map_or(0, |s| s.wrapping_mul(0x9e37_79b9_7f4a_7c15) | 1),
            full: seed.is_none(),
            variant: None,
        }
    }

    /// A number below `n`: the next one when everything is filled in, else by chance.
    fn below(&mut self, n: u64) -> u64 {
        if self.full {
            self.state += 1;
        } else {
            self.state ^= self.state << 13;
            self.state ^= self.state >> 7;
            self.state ^= self.state << 17;
        }
        (if self.full { self.state } else { self.state >> 11 }) % n
    }

    fn length(&mut self) -> usize {
        if self.full { 2 } else { self.below(4) as usize }
    }
}

macro_rules! numbers {
    ($($method:ident $visit:ident $type:ty, $first:expr, $n:expr;)*) => { $(
        fn $method<V: Visitor<'de>>(self, v: V) -> Result<V::Value, Unfilled> {
            v.$visit(($first + self.below($n) as i64) as $type)
        }
    )* };
}

impl<'de> Deserializer<'de> for &mut Filler {
    type Error = Unfilled;

    numbers! {
        deserialize_i8 visit_i8 i8, 0, 100; deserialize_i16 visit_i16 i16, 0, 1000;
        deserialize_i32 visit_i32 i32, 18_000, 9_000; deserialize_i64 visit_i64 i64, -5, 10_000;
        deserialize_u8 visit_u8 u8, 1, 6; deserialize_u16 visit_u16 u16, 0, 1440;
        deserialize_u32 visit_u32 u32, 1, 100_000; deserialize_u64 visit_u64 u64, 1, 1 << 40;
    }

    fn deserialize_bool<V: Visitor<'de>>(self, v: V) -> Result<V::Value, Unfilled> {
        let yes = self.full || self.below(2) == 1;
        v.visit_bool(yes)
    }
    fn deserialize_str<V: Visitor<'de>>(self, v: V) -> Result<V::Value, Unfilled> {
        let n = self.below(1000);
        v.visit_string(if n % 7 == 3 { format!("Łucja 李 {n}") } else { format!("word {n}") })
    }
    fn deserialize_string<V: Visitor<'de>>(self, v: V) -> Result<V::Value, Unfilled> {
        self.deserialize_str(v)
    }
    fn deserialize_option<V: Visitor<'de>>(self, v: V) -> Result<V::Value, Unfilled> {
        if self.full || self.below(3) > 0 { v.visit_some(self) } else { v.visit_none() }
    }
    fn deserialize_newtype_struct<V: Visitor<'de>>(self, _: &'static str, v: V) -> Result<V::Value, Unfilled> {
        v.visit_newtype_struct(self)
    }
    fn deserialize_seq<V: Visitor<'de>>(self, v: V) -> Result<V::Value, Unfilled> {
        let left = self.length();
        v.visit_seq(Items { filler: self, left })
    }
    fn deserialize_tuple<V: Visitor<'de>>(self, left: usize, v: V) -> Result<V::Value, Unfilled> {
        v.visit_seq(Items { filler: self, left })
    }
    fn deserialize_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        fields: &'static [&'static str],
        v: V,
    ) -> Result<V::Value, Unfilled> {
        v.visit_seq(Items { filler: self, left: fields.len() })
    }
    fn deserialize_enum<V: Visitor<'de>>(
        self,
        _: &'static str,
        variants: &'static [&'static str],
        v: V,
    ) -> Result<V::Value, Unfilled> {
        let index = self.variant.take().unwrap_or_else(|| self.below(variants.len() as u64) as u32);
        v.visit_enum(Chosen { filler: self, index })
    }
    fn deserialize_any<V: Visitor<'de>>(self, _: V) -> Result<V::Value, Unfilled> {
        Err(Unfilled("a stored type must say what it is: no flatten, no untagged".into()))
    }
    fn is_human_readable(&self) -> bool {
        false
    }
    serde::forward_to_deserialize_any! {
        f32 f64 char bytes byte_buf unit unit_struct tuple_struct map identifier ignored_any
    }
}

struct Items<'a> {
    filler: &'a mut Filler,
    left: usize,
}

impl<'de> SeqAccess<'de> for Items<'_> {
    type Error = Unfilled;
    fn next_element_seed<T: DeserializeSeed<'de>>(&mut self, seed: T) -> Result<Option<T::Value>, Unfilled> {
        if self.left == 0 {
            return Ok(None);
        }
        self.left -= 1;
        seed.deserialize(&mut *self.filler).map(Some)
    }
    fn size_hint(&self) -> Option<usize> {
        Some(self.left)
    }
}

struct Chosen<'a> {
    filler: &'a mut Filler,
    index: u32,
}

impl<'de, 'a> EnumAccess<'de> for Chosen<'a> {
    type Error = Unfilled;
    type Variant = &'a mut Filler;
    fn variant_seed<T: DeserializeSeed<'de>>(self, seed: T) -> Result<(T::Value, Self::Variant), Unfilled> {
        let variant = seed.deserialize(de::value::U32Deserializer::<Unfilled>::new(self.index))?;
        Ok((variant, self.filler))
    }
}

impl<'de> VariantAccess<'de> for &mut Filler {
    type Error = Unfilled;
    fn unit_variant(self) -> Result<(), Unfilled> {
        Ok(())
    }
    fn newtype_variant_seed<T: DeserializeSeed<'de>>(self, seed: T) -> Result<T::Value, Unfilled> {
        seed.deserialize(self)
    }
    fn tuple_variant<V: Visitor<'de>>(self, len: usize, v: V) -> Result<V::Value, Unfilled> {
        self.deserialize_tuple(len, v)
    }
    fn struct_variant<V: Visitor<'de>>(self, fields: &'static [&'static str], v: V) -> Result<V::Value, Unfilled> {
        self.deserialize_tuple(fields.len(), v)
    }
}
