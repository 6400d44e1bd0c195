//! What a board keeps for its user until it is sent: a small sealed file for each account, beside the journal.
//!
//! It is no part of the truth. The journal does not know it, verifying does not read it, making the records again leaves
//! it alone; a file that is damaged is as if it were not there. Its name tells nobody whose it is.

use super::error::{StoreError, at};
use super::folder::{hex, write_whole};
use super::seal::MasterKey;
use std::fs::{self, DirBuilder};
use std::io::ErrorKind;
use std::os::unix::fs::DirBuilderExt;
use std::path::PathBuf;

/// Most bytes kept for an account.
pub const DRAFTS_LIMIT: usize = 512 * 1024;

/// The folder of what is kept.
pub struct Drafts {
    dir: PathBuf,
    key: MasterKey,
}

impl Drafts {
    pub(super) fn of(dir: PathBuf, key: MasterKey) -> Self {
        Self { dir, key }
    }

    fn path(&self, account: &str) -> PathBuf {
        self.dir.join(&hex(&self.key.digest(b"drafts", account.as_bytes()))[..32])
    }

    fn place(account: &str) -> Vec<u8> {
        [b"drafts/", account.as_bytes()].concat()
    }

    /// What is kept for an account; nothing where that cannot be read.
    pub fn get(&self, account: &str) -> Option<Vec<u8>> {
        let path = self.path(account);
        // sealing adds little
        let fits = fs::metadata(&path).is_ok_and(|meta| meta.len() <= DRAFTS_LIMIT as u64 + 4096);
        let sealed = fits.then(|| fs::read(&path).ok()).flatten()?;
        self.key.open(&Self::place(account), &sealed)
    }

    /// Keeps that for an account, instead of what was; nothing at all leaves no file.
    pub fn set(&self, account: &str, bytes: &[u8]) -> Result<(), StoreError> {
        let path = self.path(account);
        if bytes.is_empty() {
            return match fs::remove_file(&path) {
                Err(why) if why.kind() != ErrorKind::NotFound => Err(at(&path)(why)),
                _ => Ok(()),
            };
        }
        DirBuilder::new().recursive(true).mode(0o700).create(&self.dir).map_err(at(&self.dir))?;
        write_whole(&path, &self.key.seal(&Self::place(account), bytes)?)
    }
}
