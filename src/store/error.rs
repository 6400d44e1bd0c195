//! Why the store cannot be had.

use crate::codec::CodecError;
use std::io;
use std::path::PathBuf;

/// Why the store cannot be had, and what to do.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// Another process owns it.
    #[error("the store at {} is in use by another contactdesk{}", dir.display(), process(*.pid))]
    Locked {
        /// The store.
        dir: PathBuf,
        /// The process that owns it, where that is known.
        pid: Option<u32>,
    },
    /// There is none.
    #[error("there is no store at {}", .0.display())]
    NoStore(PathBuf),
    /// The key file is missing.
    #[error("the key file {} cannot be read: {why}; name it with --key-file, or make it again from the recovery key: contactdesk key recover", path.display())]
    NoKey {
        /// The key file.
        path: PathBuf,
        /// Why.
        why: String,
    },
    /// The key file is readable by others.
    #[error("the key file {} can be read by others; chmod 600 it", .0.display())]
    OpenKey(PathBuf),
    /// The key belongs to another store.
    #[error("the key does not open the store at {}; name its own with --key-file", .0.display())]
    WrongKey(PathBuf),
    /// A recovery key with a mistake.
    #[error("that is no recovery key: {0}")]
    BadRecovery(&'static str),
    /// Written by a newer program.
    #[error("the store at {} was written by a newer contactdesk (format {format}); use that one", dir.display())]
    Newer {
        /// The store.
        dir: PathBuf,
        /// Its format.
        format: String,
    },
    /// A folder that is not one a backup may go to; what it has instead.
    #[error("{} has {what}", folder.display())]
    NoBackup {
        /// The folder.
        folder: PathBuf,
        /// What is there.
        what: String,
    },
    /// Something in it is not what was written.
    #[error("{}: {what}", path.display())]
    Damaged {
        /// The file.
        path: PathBuf,
        /// What is wrong.
        what: String,
    },
    /// Entries that were acknowledged are missing from the end of the journal.
    #[error("{}: the journal ends at entry {ends}, but entry {known} was acknowledged", path.display())]
    Short {
        /// The journal's last file, or its folder.
        path: PathBuf,
        /// Its last entry.
        ends: u64,
        /// The last entry that is known of.
        known: u64,
    },
    /// The operating system says no.
    #[error("{}: {why}", path.display())]
    Io {
        /// The file.
        path: PathBuf,
        /// Why.
        why: io::Error,
    },
    /// Records and indexes are damaged or missing; the journal has them.
    #[error("the records cannot be used: {0}")]
    Records(String),
    /// Sealing failed.
    #[error("a value cannot be sealed: {0}")]
    Seal(String),
    /// A record or entry cannot be written or read.
    #[error(transparent)]
    Codec(#[from] CodecError),
    /// Entries that do not follow the journal's end.
    #[error("entry {0} does not follow the end of the journal")]
    OutOfOrder(u64),
}

impl From<sled::Error> for StoreError {
    fn from(why: sled::Error) -> Self {
        Self::Records(why.to_string())
    }
}

fn process(pid: Option<u32>) -> String {
    pid.map_or_else(String::new, |pid| format!(" (process {pid})"))
}

/// An operating system's error with its path.
pub(super) fn at(path: impl Into<PathBuf>) -> impl FnOnce(io::Error) -> StoreError {
    let path = path.into();
    move |why| StoreError::Io { path, why }
}

/// Damage, with its path.
pub(super) fn damaged(path: impl Into<PathBuf>, what: impl Into<String>) -> StoreError {
    StoreError::Damaged { path: path.into(), what: what.into() }
}
