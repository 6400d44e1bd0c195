//! Making a store, opening it, looking it over.

use super::account::{Owner, owner_of};
use crate::clock::Clock;
use crate::desk::{Local, No, Opened, Refusal};
use crate::store::{MasterKey, OpenOptions, Store};
use std::path::Path;

/// What was made.
pub struct Made {
    /// The store.
    pub store: Store,
    /// The recovery key: the only way back if the key file is lost. Shown once.
    pub recovery: String,
}

/// Makes a new, empty store with its key file. Nothing that exists is touched.
pub fn create(dir: &Path, key_file: &Path, name: &str, demo: bool, clock: &Clock) -> Result<Made, Refusal> {
    if Store::exists(dir) {
        let what = format!("there is a store at {} already", dir.display());
        return Err(Refusal::new(No::Rule, what).hinted("name another folder: --store DIR"));
    }
    if key_file.exists() {
        let what = format!("the key file {} exists already and may belong to another store", key_file.display());
        return Err(Refusal::new(No::Rule, what).hinted("name another: --key-file FILE, or move it away"));
    }
    if key_file.starts_with(dir) {
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

/// Takes a store of invented data and its key away, so that a new one can be made. A real store is never touched.
pub fn clear_demo(dir: &Path, key_file: &Path) -> Result<(), Refusal> {
    if !Store::exists(dir) {
        return Ok(());
    }
    let store = open_store(dir, key_file, Opened::Once, &|_| {})?;
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
    let store = open_store(dir, key_file, opened, notice)?;
    Local::open(store, clock, opened)
}

fn open_store(dir: &Path, key_file: &Path, opened: Opened, notice: &dyn Fn(&str)) -> Result<Store, Refusal> {
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
    let store = Store::open(dir, &key, &options)?;
    store.notices().iter().for_each(|text| notice(text));
    Ok(store)
}

/// Looks a whole store over: what is wrong with it, nothing where all is well. With `rebuild` the records and indexes
/// are made anew from the journal first.
pub fn verify(
    dir: &Path,
    key_file: &Path,
    rebuild: bool,
    progress: &dyn Fn(u64, u64) -> bool,
) -> Result<Vec<String>, Refusal> {
    let mut store = open_store(dir, key_file, Opened::Live, &|_| {})?;
    let mut problems: Vec<String> = store.notices().to_vec();
    if rebuild {
        store.rebuild(progress)?;
        problems.clear();
    }
    problems.extend(store.verify(progress)?.problems);
    Ok(problems)
}

/// Whether a key file opens a store.
pub fn check_key(dir: &Path, key_file: &Path) -> Result<(), Refusal> {
    open_store(dir, key_file, Opened::Once, &|_| {}).map(|_| ())
}

/// Makes the key file of a store again from its recovery key.
pub fn recover(dir: &Path, key_file: &Path, recovery: &str) -> Result<(), Refusal> {
    if key_file.exists() {
        let what = format!("the key file {} exists already", key_file.display());
        return Err(Refusal::new(No::Rule, what).hinted("name another: --key-file FILE, or move it away"));
    }
    let key = MasterKey::from_recovery(recovery)?;
    key.write(key_file)?;
    check_key(dir, key_file).inspect_err(|_| {
        // a key that does not open this store is not left lying about
        let _ = std::fs::remove_file(key_file);
    })
}
