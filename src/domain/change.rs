//! What happened: changes, and the entry of the journal that holds them.

use super::*;
use std::fmt;
use std::sync::Arc;

/// One record before and after. The only way a diary or the store changes; swapped, it is its own inverse.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Change {
    /// The record's key.
    pub key: Key,
    /// As it was; `None` if it is new.
    pub before: Option<Arc<Record>>,
    /// As it is now; `None` if the change that made it is undone.
    pub after: Option<Arc<Record>>,
}

impl Change {
    /// A new record.
    pub fn new(record: impl Into<Record>) -> Self {
        let record = record.into();
        Self { key: record.key(), before: None, after: Some(Arc::new(record)) }
    }

    /// A record changed.
    pub fn of(before: impl Into<Record>, after: impl Into<Record>) -> Self {
        let (before, after) = (before.into(), after.into());
        Self { key: before.key(), before: Some(Arc::new(before)), after: Some(Arc::new(after)) }
    }

    /// The change that takes this one back.
    #[must_use]
    pub fn inverse(self) -> Self {
        Self { key: self.key, before: self.after, after: self.before }
    }
}

/// SHA-256.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
pub struct Hash(pub [u8; 32]);

impl fmt::Display for Hash {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.iter().try_for_each(|byte| write!(f, "{byte:02x}"))
    }
}

impl fmt::Debug for Hash {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

/// Who did it.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Actor {
    /// The account.
    pub account: String,
    /// Acting as another user (`--as`): the account that really typed.
    pub really: Option<String>,
    /// In this role.
    pub role: Role,
}

/// One thing that happened: a line of the journal.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
pub struct Entry {
    /// Its number, from 1.
    pub seq: u64,
    /// When.
    pub at: Instant,
    /// Who.
    pub actor: Actor,
    /// The command's name: `session.book`.
    pub command: String,
    /// Its arguments as JSON, so that a journal of today can be read when the command's shape has changed. Records are
    /// not repeated here: they are in the changes.
    pub args: String,
    /// What it changed, in order.
    pub changes: Vec<Change>,
    /// The reason given, for an override or where a command asks for one.
    pub reason: Option<Note>,
    /// Blocking rules that were overridden.
    pub overrides: Vec<RuleName>,
    /// The entry this one takes back.
    pub undoes: Option<u64>,
    /// Next number per kind after this entry, in the order of [`Kind::ALL`].
    pub next: Vec<u32>,
    /// Hash of the entry before.
    pub prev: Hash,
}

/// The end of the journal.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
pub struct Head {
    /// Number of the last entry, 0 for none.
    pub seq: u64,
    /// Its hash.
    pub hash: Hash,
    /// Next number per kind, in the order of [`Kind::ALL`]; a kind beyond the end begins at 1.
    pub next: Vec<u32>,
}

impl Head {
    /// The next number of a kind.
    pub fn next(&self, kind: Kind) -> u32 {
        self.next.get(kind.index()).copied().unwrap_or(1).max(1)
    }

    /// Takes the next number of a kind.
    pub fn take(&mut self, kind: Kind) -> u32 {
        let id = self.next(kind);
        self.reserve(kind, id);
        id
    }

    /// Makes sure that no number up to `id` is given again.
    pub fn reserve(&mut self, kind: Kind, id: u32) {
        if self.next.len() <= kind.index() {
            self.next.resize(kind.index() + 1, 1);
        }
        let next = &mut self.next[kind.index()];
        *next = (*next).max(id.saturating_add(1));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_never_given_twice() {
        let mut head = Head::default();
        assert_eq!((head.take(Kind::Child), head.take(Kind::Child), head.take(Kind::Session)), (1, 2, 1));
        head.reserve(Kind::Child, 10);
        assert_eq!((head.next(Kind::Child), head.next(Kind::Room)), (11, 1));
    }
}
