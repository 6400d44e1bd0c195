//! The bytes of documents: each sealed in a file of its own beside the journal, under the hash of what it holds. They are
//! on the disk before the entry that names them, so that no record ever names bytes that are not there; bytes that no
//! entry came to name are in nobody's way.

use super::error::{StoreError, at, damaged};
use super::folder::{hex, write_whole};
use super::seal::MasterKey;
use crate::domain::*;
use sha2::{Digest, Sha256};
use std::fs::{self, DirBuilder, File};
use std::io::ErrorKind;
use std::os::unix::fs::DirBuilderExt;
use std::path::PathBuf;

/// The hash of the bytes of a document.
pub fn content_hash(bytes: &[u8]) -> Hash {
    Hash(Sha256::digest(bytes).into())
}

/// The folder of the bytes of documents.
pub(super) struct Contents {
    dir: PathBuf,
    key: MasterKey,
}

impl Contents {
    pub(super) fn of(dir: PathBuf, key: MasterKey) -> Self {
        Self { dir, key }
    }

    /// The name of the file tells nobody what is in it: a hash alone would, of a document they have too.
    fn path(&self, hash: &str) -> PathBuf {
        self.dir.join(hex(&self.key.digest(b"papers", hash.as_bytes())))
    }

    fn place(hash: &str) -> Vec<u8> {
        [b"papers/", hash.as_bytes()].concat()
    }

    /// Keeps bytes; when it returns they are on the disk. The same bytes are kept once.
    pub(super) fn keep(&self, bytes: &[u8]) -> Result<(), StoreError> {
        let hash = content_hash(bytes).to_string();
        if self.get(&hash).is_ok() {
            return Ok(());
        }
        if !self.dir.exists() {
            DirBuilder::new().recursive(true).mode(0o700).create(&self.dir).map_err(at(&self.dir))?;
            let above = self.dir.parent().unwrap_or(&self.dir);
            File::open(above).and_then(|dir| dir.sync_all()).map_err(at(above))?;
        }
        write_whole(&self.path(&hash), &self.key.seal(&Self::place(&hash), bytes)?)
    }

    /// The bytes of that hash.
    pub(super) fn get(&self, hash: &str) -> Result<Vec<u8>, StoreError> {
        let path = self.path(hash);
        let sealed = match fs::read(&path) {
            Err(why) if why.kind() == ErrorKind::NotFound => {
                return Err(damaged(path, "the bytes of a paper are not there"));
            }
            read => read.map_err(at(&path))?,
        };
        let plain = self.key.open(&Self::place(hash), &sealed);
        plain
            .filter(|bytes| content_hash(bytes).to_string() == hash)
            .ok_or_else(|| damaged(path, "the bytes of a paper were changed"))
    }
}
