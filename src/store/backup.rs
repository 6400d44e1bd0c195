//! A backup: the folder of a store without what can be made again. It holds what the store is, its journal and the bytes
//! of papers, sealed as they lie there, and how far its journal goes; so it opens with the store's own key and no other,
//! and bringing it back is copying it and making the records from its journal.
//!
//! It can be taken while a desk works. The journal only grows, so a copy of it is what the desk had acknowledged when
//! the copy began, and perhaps a little more; the bytes of a paper are on the disk before the entry that names them, so
//! those copied after the journal are all it names. What a backup has is never replaced by less: the copy is read to its
//! end, entry by entry, before the first file of the earlier one gives way.

use super::Store;
use super::contents::Contents;
use super::error::{StoreError, at};
use super::folder::{facts, locked, read_checkpoint, write_whole};
use super::journal::Journal;
use super::port::{Disk, Port};
use super::seal::MasterKey;
use crate::domain::*;
use serde::Serialize;
use std::collections::BTreeMap;
use std::fs::{self, DirBuilder, File};
use std::io::ErrorKind;
use std::os::unix::fs::DirBuilderExt;
use std::path::{Path, PathBuf};
use std::time::Duration;

/// What was saved or brought back.
#[derive(Clone, PartialEq, Eq, Serialize, Debug)]
pub struct Saved {
    /// Its last entry.
    pub entry: u64,
    /// The hash of that entry: noted elsewhere, it shows later that nothing before it was changed.
    pub hash: String,
    /// How many papers have their bytes in it.
    pub papers: usize,
    /// Bytes that were copied: the journal's, and those of papers that were not there yet.
    pub copied: u64,
    /// What is not whole, papers whose bytes are lost among it; nothing where all is well.
    pub problems: Vec<String>,
}

impl Store {
    /// Saves a store to a folder, which is new, empty, or has an earlier backup of it. A desk may have the store open.
    pub fn backup(dir: &Path, key: &MasterKey, to: &Path) -> Result<Saved, StoreError> {
        let of = facts(dir)?;
        if !of.fit(key) {
            return Err(StoreError::WrongKey(dir.to_owned()));
        }
        let what = dir.join("store");
        let what = fs::read(&what).map_err(at(&what))?;
        suitable(to, &what)?;
        made(to)?;
        let _lock = locked(to, Duration::from_millis(300))?;
        write_whole(&to.join("store"), &what)?;
        let known = reached(to, key)?;

        let fresh = to.join("journal.new");
        if fresh.exists() {
            fs::remove_dir_all(&fresh).map_err(at(&fresh))?;
        }
        let mut copied = copied_segments(&dir.join("journal"), &fresh)?;
        let (head, named) = read_through(&fresh, key, known)?;
        put_in_place(&fresh, &to.join("journal"))?;

        let (from, into) =
            (Contents::of(dir.join("papers"), key.clone()), Contents::of(to.join("papers"), key.clone()));
        let mut problems = Vec::new();
        for (hash, paper) in &named {
            if into.get(hash).is_ok() {
                continue;
            }
            match from.get(hash) {
                Ok(bytes) => {
                    into.keep(&bytes)?;
                    copied += bytes.len() as u64;
                }
                Err(why) => problems.push(format!("{paper}: {why}")),
            }
        }
        write_whole(&to.join("checkpoint"), format!("{} {}\n", head.seq, head.hash).as_bytes())?;
        let papers = named.len() - problems.len();
        Ok(Saved { entry: head.seq, hash: head.hash.to_string(), papers, copied, problems })
    }

    /// Makes a store from a backup, in a folder that is new or empty. The file that makes the folder a store comes last:
    /// a half of one is none. The records are made at the first opening. Returns the bytes copied.
    pub fn restore(from: &Path, key: &MasterKey, dir: &Path) -> Result<u64, StoreError> {
        if !facts(from)?.fit(key) {
            return Err(StoreError::WrongKey(from.to_owned()));
        }
        made(dir)?;
        let mut copied = 0;
        for name in ["papers", "journal"] {
            if from.join(name).exists() {
                copied += copied_files(&from.join(name), &dir.join(name), |file| file.strip_suffix(".new").is_none())?;
            }
        }
        made(&dir.join("journal"))?;
        for name in ["checkpoint", "store"] {
            match fs::read(from.join(name)) {
                Ok(bytes) => write_whole(&dir.join(name), &bytes)?,
                // the store of a folder without it would not have got here
                Err(why) if why.kind() == ErrorKind::NotFound => {}
                Err(why) => return Err(at(from.join(name))(why)),
            }
        }
        Ok(copied)
    }
}

fn made(dir: &Path) -> Result<(), StoreError> {
    DirBuilder::new().recursive(true).mode(0o700).create(dir).map_err(at(dir))
}

/// Whether a backup of that store may go to a folder.
fn suitable(to: &Path, what: &[u8]) -> Result<(), StoreError> {
    let no = |what: &str| Err(StoreError::NoBackup { folder: to.to_owned(), what: what.to_owned() });
    match fs::read(to.join("store")) {
        Ok(there) if there == what => Ok(()),
        Ok(_) => no("a backup of another store"),
        Err(_) if fs::read_dir(to).is_ok_and(|mut inside| inside.any(|e| e.is_ok_and(|e| e.file_name() != "lock"))) => {
            no("other files in it")
        }
        Err(_) => Ok(()),
    }
}

/// How far the journal in a folder goes: what is put in its place must have that entry. Of one that is damaged only what
/// was noted of it is asked.
fn reached(to: &Path, key: &MasterKey) -> Result<Option<(u64, String)>, StoreError> {
    let journal = to.join("journal");
    if journal.exists()
        && let Ok((journal, _)) = Journal::open(&journal, key, Box::new(Disk::default()), 0)
        && journal.head().seq > 0
    {
        return Ok(Some((journal.head().seq, journal.head().hash.to_string())));
    }
    read_checkpoint(to)
}

/// Copies the segments of a journal, the first first, and returns their bytes.
fn copied_segments(from: &Path, to: &Path) -> Result<u64, StoreError> {
    copied_files(from, to, |name| name.strip_suffix(".seg").is_some())
}

fn copied_files(from: &Path, to: &Path, wanted: impl Fn(&str) -> bool) -> Result<u64, StoreError> {
    made(to)?;
    let disk = Disk::default();
    let mut names = disk.list(from).map_err(at(from))?;
    names.retain(|name| wanted(name));
    names.sort_unstable();
    let mut copied = 0;
    for name in names {
        let bytes = disk.read(&from.join(&name)).map_err(at(from.join(&name)))?;
        write_whole(&to.join(&name), &bytes)?;
        copied += bytes.len() as u64;
    }
    Ok(copied)
}

/// Reads a copied journal to its end: its head, and the papers its entries name, by the hash of their bytes. `known` is
/// the end an earlier backup had: a journal that has not that entry is not its continuation.
fn read_through(
    dir: &Path,
    key: &MasterKey,
    known: Option<(u64, String)>,
) -> Result<(Head, BTreeMap<String, Key>), StoreError> {
    let (journal, _) = Journal::open(dir, key, Box::new(Disk::default()), 0)?;
    if let Some((seq, hash)) = known
        && journal.hash_of(seq)?.is_none_or(|now| now.to_string() != hash)
    {
        let what = format!("a backup with entry {seq}, which this store has not, or has otherwise");
        return Err(StoreError::NoBackup { folder: dir.parent().unwrap_or(dir).to_owned(), what });
    }
    let mut named = BTreeMap::new();
    for entry in journal.replay(1) {
        for change in entry?.0.changes {
            if let Some(Record::PanelPaper(PanelPaper { bytes: Some(bytes), .. })) = change.after.as_deref() {
                named.insert(bytes.hash.to_string(), change.key);
            }
        }
    }
    Ok((journal.head().clone(), named))
}

/// Puts copied segments in the place of earlier ones, the first first: each has what it replaces and more, so the folder
/// holds a whole journal at every moment.
fn put_in_place(fresh: &Path, place: &Path) -> Result<(), StoreError> {
    made(place)?;
    let mut names: Vec<PathBuf> =
        fs::read_dir(fresh).and_then(|all| all.map(|e| e.map(|e| e.path())).collect()).map_err(at(fresh))?;
    names.sort_unstable();
    for path in names {
        let name = path.file_name().unwrap_or_default();
        fs::rename(&path, place.join(name)).map_err(at(&path))?;
    }
    File::open(place).and_then(|dir| dir.sync_all()).map_err(at(place))?;
    fs::remove_dir_all(fresh).map_err(at(fresh))
}
