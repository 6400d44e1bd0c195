//! Bytes of records and entries: one place, versioned, limited.
//!
//! The first byte is the version of the shape that follows. When a released record's fields change: raise `VERSION`; copy
//! the struct as it was into `codec/old/v<n>.rs`, frozen, with a `From` that lifts it to the next shape; give the decoder
//! an arm for the old byte. Only the newest is written, the old one is read for ever (`codec/tests/golden/` sees to that). No
//! old shape exists yet. Bytes are bincode's with variable-length numbers; nothing in
//! them says that they are damaged, so whatever is kept is sealed as well.

mod text;

pub use text::*;

use crate::domain::*;
use bincode::Options;
use std::sync::Arc;

/// Most bytes of one record.
pub const RECORD_LIMIT: u64 = 64 * 1024;
/// Most bytes of one part of an entry in the journal.
pub const PART_LIMIT: usize = 1024 * 1024;
/// Most bytes of one whole entry: an import of some hundred thousand sessions.
pub const ENTRY_LIMIT: u64 = 1024 * 1024 * 1024;
/// Most bytes of one message on the wire.
pub const FRAME_LIMIT: u64 = 4 * 1024 * 1024;

/// The newest shape of records and entries. Shape 1 was never released: its stores held invented data only.
const VERSION: u8 = 2;

/// Why bytes cannot be read or written.
#[derive(Clone, PartialEq, Eq, Debug, thiserror::Error)]
pub enum CodecError {
    /// More than the limit.
    #[error("{0} is larger than {1} bytes")]
    TooLong(&'static str, u64),
    /// Written by a newer program.
    #[error("{0} version {1} is newer than this program")]
    Newer(&'static str, u8),
    /// Written before the first release.
    #[error("{0} version {1} is older than the first release; make the store anew")]
    Older(&'static str, u8),
    /// Not what was written.
    #[error("{0} cannot be read: {1}")]
    Damaged(&'static str, String),
}

fn options(limit: u64) -> impl Options {
    bincode::DefaultOptions::new().with_limit(limit).reject_trailing_bytes()
}

/// Plain bytes of a value, within a limit.
pub fn to_bytes<T: Serialize>(what: &'static str, value: &T, limit: u64) -> Result<Vec<u8>, CodecError> {
    options(limit).serialize(value).map_err(|why| match *why {
        bincode::ErrorKind::SizeLimit => CodecError::TooLong(what, limit),
        other => CodecError::Damaged(what, other.to_string()),
    })
}

/// A value from all of the bytes.
pub fn from_bytes<T: serde::de::DeserializeOwned>(
    what: &'static str,
    bytes: &[u8],
    limit: u64,
) -> Result<T, CodecError> {
    options(limit).deserialize(bytes).map_err(|why| CodecError::Damaged(what, why.to_string()))
}

fn versioned<T: Serialize>(what: &'static str, value: &T, limit: u64) -> Result<Vec<u8>, CodecError> {
    let mut bytes = vec![VERSION];
    bytes.extend(to_bytes(what, value, limit)?);
    Ok(bytes)
}

fn body<'a>(what: &'static str, bytes: &'a [u8]) -> Result<&'a [u8], CodecError> {
    match bytes.split_first() {
        Some((&VERSION, body)) => Ok(body),
        Some((&newer, _)) if newer > VERSION => Err(CodecError::Newer(what, newer)),
        Some((&older, _)) if older == 1 => Err(CodecError::Older(what, older)),
        _ => Err(CodecError::Damaged(what, "it has no version".to_owned())),
    }
}

/// The bytes of what is kept beside the journal, records within it: a later shape of records does not read it, and it is
/// then as if nothing had been kept.
pub fn kept_bytes<T: Serialize>(value: &T, limit: u64) -> Result<Vec<u8>, CodecError> {
    versioned("what is kept", value, limit)
}

/// What was kept, from its bytes.
pub fn kept_from<T: serde::de::DeserializeOwned>(bytes: &[u8], limit: u64) -> Result<T, CodecError> {
    from_bytes("what is kept", body("what is kept", bytes)?, limit)
}

/// The bytes of a record.
pub fn record_bytes(record: &Record) -> Result<Vec<u8>, CodecError> {
    versioned("a record", record, RECORD_LIMIT)
}

/// A record from its bytes.
pub fn record_from(bytes: &[u8]) -> Result<Record, CodecError> {
    from_bytes("a record", body("a record", bytes)?, RECORD_LIMIT)
}

/// An entry as it is written: its records in their own versioned bytes, so that an entry outlives their shapes.
#[derive(Serialize, Deserialize)]
struct Written {
    seq: u64,
    at: Instant,
    actor: Actor,
    command: String,
    args: String,
    changes: Vec<(Key, Option<Vec<u8>>, Option<Vec<u8>>)>,
    reason: Option<Note>,
    overrides: Vec<RuleName>,
    undoes: Option<u64>,
    next: Vec<u32>,
    prev: Hash,
}

/// The bytes of an entry: what the hash chain runs over.
pub fn entry_bytes(entry: &Entry) -> Result<Vec<u8>, CodecError> {
    let bytes = |record: &Option<Arc<Record>>| record.as_deref().map(record_bytes).transpose();
    let changes = entry.changes.iter().map(|c| Ok((c.key, bytes(&c.before)?, bytes(&c.after)?)));
    let written = Written {
        seq: entry.seq,
        at: entry.at.clone(),
        actor: entry.actor.clone(),
        command: entry.command.clone(),
        args: entry.args.clone(),
        changes: changes.collect::<Result<_, CodecError>>()?,
        reason: entry.reason.clone(),
        overrides: entry.overrides.clone(),
        undoes: entry.undoes,
        next: entry.next.clone(),
        prev: entry.prev,
    };
    versioned("an entry", &written, ENTRY_LIMIT)
}

/// An entry from its bytes.
pub fn entry_from(bytes: &[u8]) -> Result<Entry, CodecError> {
    let written: Written = from_bytes("an entry", body("an entry", bytes)?, ENTRY_LIMIT)?;
    let record = |bytes: Option<Vec<u8>>| bytes.map(|b| record_from(&b).map(Arc::new)).transpose();
    let changes = written
        .changes
        .into_iter()
        .map(|(key, before, after)| Ok(Change { key, before: record(before)?, after: record(after)? }));
    Ok(Entry {
        changes: changes.collect::<Result<_, CodecError>>()?,
        seq: written.seq,
        at: written.at,
        actor: written.actor,
        command: written.command,
        args: written.args,
        reason: written.reason,
        overrides: written.overrides,
        undoes: written.undoes,
        next: written.next,
        prev: written.prev,
    })
}

#[cfg(test)]
pub(crate) mod tests;
