//! What to call records in a sentence, by the glossary.

use crate::desk::Names;
use crate::domain::*;

/// Speaks of records by their names, as far as the asker may know them.
#[derive(Clone, Copy)]
pub struct Speak<'a> {
    names: &'a Names,
}

impl<'a> Speak<'a> {
    /// By this glossary.
    pub fn new(names: &'a Names) -> Self {
        Self { names }
    }

    /// The glossary.
    pub fn names(self) -> &'a Names {
        self.names
    }

    /// What to call it in a sentence: its name; a session by its reference; a person who is not the asker's to know
    /// "someone (restricted)".
    pub fn of(self, key: impl Into<Key>) -> String {
        let key = key.into();
        match self.names.get(key) {
            _ if key.kind == Kind::Session => self.session(SessionId(key.id)),
            Some(name) if !name.is_empty() => name.to_owned(),
            Some(_) => key.to_string(),
            None if matches!(key.kind, Kind::Child | Kind::Party | Kind::Carer) => "someone (restricted)".to_owned(),
            None if key.id == 0 => said::a(key.kind.one()),
            None => format!("{key} (restricted)"),
        }
    }

    /// A session by its reference; one without a number is the one being put together.
    pub fn session(self, id: SessionId) -> String {
        if id.0 == 0 { "this session".to_owned() } else { id.to_string() }
    }

    /// Reference and name, for lists: `CH-0012 Amara Khan`.
    pub fn full(self, key: impl Into<Key>) -> String {
        let key = key.into();
        format!("{key} {}", self.names.get(key).unwrap_or("(restricted)")).trim_end().to_owned()
    }

    /// Whether the asker may know its name.
    pub fn knows(self, key: impl Into<Key>) -> bool {
        self.names.get(key).is_some()
    }

    /// Several, parted by commas.
    pub fn all<K: Into<Key> + Copy>(self, keys: &[K]) -> String {
        keys.iter().map(|key| self.of(*key)).collect::<Vec<_>>().join(", ")
    }
}
