//! Making a store, opening it, looking it over.

use super::account::{Owner, owner_of};
use crate::clock::Clock;
use crate::desk::{Local, No, Opened, Refusal};
use crate::store::{MasterKey, OpenOptions, Store, StoreError};
use std::path::{Component, Path, PathBuf};

/// What was made.
pub struct Made {
    /// The store.
    pub store: Store,
    /// The recovery key: the only way back if the key file is lost. Shown once.
    pub recovery: String,
}

/// Makes a new, empty store with its key file. Nothing that exists is touched.
pub fn create(dir: &Path, key_file: &Path, name: &str, demo: bool, clock: &Clock) -> Result<Made, Refusal> {
    new_place(dir)?;
    if key_file.exists() {
        let what = format!("the key file {} exists already and may belong to another store", key_file.display());
        return Err(Refusal::new(No::Rule, what).hinted("name another: --key-file FILE, or move it away"));
    }
    if whole(key_file).starts_with(whole(dir)) {
        let what = "the key file must lie outside the store: a copied store must not bring its key along";
        return Err(Refusal::usage("key-file", what));
    }
    let key = MasterKey::generate()?;
    // the key first: a store without its key is lost, a key without a store is nothing
    key.write(key_file)?;
    let recovery = key.recovery();
    match Store::create(dir, &key, name, demo, &clock.now()) {
        Ok(store) => Ok(Made { store, recovery }),
        Err(why) => {
            // the key of a store that was never made would only block the next try
            let _ = std::fs::remove_file(key_file);
            Err(why.into())
        }
    }
}

/// Whether a store may be made in a folder: it is new or empty.
pub(super) fn new_place(dir: &Path) -> Result<(), Refusal> {
    if Store::exists(dir) {
        let what = format!("there is a store at {} already", dir.display());
        return Err(Refusal::new(No::Rule, what).hinted("name another folder: --store DIR"));
    }
    if std::fs::read_dir(dir).is_ok_and(|mut inside| inside.next().is_some()) {
        let what = format!("the folder {} is not empty", dir.display());
        return Err(Refusal::new(No::Rule, what).hinted("name a folder that is new or empty: --store DIR"));
    }
    Ok(())
}

/// A path without detours, as far as its folders are there already.
pub(super) fn whole(path: &Path) -> PathBuf {
    let path = std::path::absolute(path).unwrap_or_else(|_| path.to_owned());
    let mut whole = PathBuf::new();
    for part in path.components() {
        if part == Component::ParentDir {
            whole.pop();
        } else {
            whole.push(part);
        }
        if let Ok(real) = whole.canonicalize() {
            whole = real;
        }
    }
    whole
}

/// Takes a store of invented data and its key away, so that a new one can be made. A real store is never touched.
pub fn clear_demo(dir: &Path, key_file: &Path) -> Result<(), Refusal> {
    if !Store::exists(dir) {
        return Ok(());
    }
    let store = open_store(dir, key_file, Opened::Once)?;
    if !store.is_demo() {
        let what = format!("the store at {} is a real one; demo does not touch it", dir.display());
        return Err(Refusal::new(No::Rule, what).hinted("name another folder: contactdesk --store DIR demo"));
    }
    drop(store);
    let gone = std::fs::remove_dir_all(dir).and_then(|()| std::fs::remove_file(key_file));
    gone.map_err(|why| {
        Refusal::new(No::Unavailable, format!("the old demo at {} cannot be removed: {why}", dir.display()))
    })
}

/// Opens a store and its desk. What the opening mended is said by `notice`.
pub fn open(
    dir: &Path,
    key_file: &Path,
    opened: Opened,
    clock: Clock,
    notice: &dyn Fn(&str),
) -> Result<Local, Refusal> {
    let local = Local::open(open_store(dir, key_file, opened)?, clock, opened)?;
    local.notices().iter().for_each(|text| notice(text));
    Ok(local)
}

pub(super) fn open_store(dir: &Path, key_file: &Path, opened: Opened) -> Result<Store, Refusal> {
    if !Store::exists(dir) {
        let what = format!("there is no store at {}", dir.display());
        return Err(Refusal::new(No::Unavailable, what)
            .hinted("contactdesk demo makes one with invented data, contactdesk init an empty one"));
    }
    if owner_of(dir) == Owner::Another {
        let what = format!("the store at {} belongs to another account", dir.display());
        return Err(Refusal::new(No::Unavailable, what).hinted("ask whoever runs the desk"));
    }
    let key = MasterKey::read(key_file)?;
    let options = if opened == Opened::Once { OpenOptions::once() } else { OpenOptions::live() };
    Ok(Store::open(dir, &key, &options)?)
}

/// Looks a whole store over: what is wrong with it, nothing where all is well. With `rebuild` the records and indexes
/// are made anew from the journal first. What the opening mended is said by `notice`.
pub fn verify(
    dir: &Path,
    key_file: &Path,
    rebuild: bool,
    progress: &dyn Fn(u64, u64) -> bool,
    notice: &dyn Fn(&str),
) -> Result<Vec<String>, Refusal> {
    let mut store = open_store(dir, key_file, Opened::Live)?;
    store.notices().iter().for_each(|text| notice(text));
    if rebuild {
        store.rebuild(progress)?;
    }
    Ok(store.verify(progress)?.problems)
}

/// Whether a key file opens a store. The store itself is not opened: another process may have it.
pub fn check_key(dir: &Path, key_file: &Path) -> Result<(), Refusal> {
    let key = MasterKey::read(key_file)?;
    if Store::fits(dir, &key)? { Ok(()) } else { Err(StoreError::WrongKey(dir.to_owned()).into()) }
}

/// Makes the key file of a store again from its recovery key.
pub fn recover(dir: &Path, key_file: &Path, recovery: &str) -> Result<(), Refusal> {
    if key_file.exists() {
        let what = format!("the key file {} exists already", key_file.display());
        return Err(Refusal::new(No::Rule, what).hinted("name another: --key-file FILE, or move it away"));
    }
    let key = MasterKey::from_recovery(recovery)?;
    if !Store::fits(dir, &key)? {
        let what = format!("that is the recovery key of another store than the one at {}", dir.display());
        return Err(Refusal::usage("recovery key", what).hinted("name its store: --store DIR"));
    }
    Ok(key.write(key_file)?)
}
