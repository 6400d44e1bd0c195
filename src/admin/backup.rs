//! Saving a store and bringing it back.

use super::account::{Owner, owner_of};
use super::setup::{new_place, open_store};
use crate::desk::{No, Opened, Refusal};
use crate::store::{MasterKey, Saved, Store};
use std::path::Path;

/// Saves a store to a folder. A desk may have it open: nothing of it is locked or changed.
pub fn backup(dir: &Path, key_file: &Path, to: &Path) -> Result<Saved, Refusal> {
    if !Store::exists(dir) {
        return Err(Refusal::new(No::Unavailable, format!("there is no store at {}", dir.display()))
            .hinted("name one: contactdesk --store DIR backup FOLDER"));
    }
    if owner_of(dir) == Owner::Another {
        let what = format!("the store at {} belongs to another account", dir.display());
        return Err(Refusal::new(No::Unavailable, what).hinted("whoever runs the desk saves it"));
    }
    let whole = |path: &Path| super::setup::whole(path);
    if whole(to).starts_with(whole(dir)) {
        return Err(Refusal::usage("folder", "a backup must lie outside the store, better on another disk"));
    }
    if whole(key_file).starts_with(whole(to)) {
        return Err(Refusal::usage("folder", "the key file lies there: a backup must not bring its key along"));
    }
    Ok(Store::backup(dir, &MasterKey::read(key_file)?, to)?)
}

/// Makes a store from a backup and looks it over. What its opening says is not told: the records of a
/// store that is brought back are made from its journal, as they must be.
pub fn restore(dir: &Path, key_file: &Path, from: &Path) -> Result<Saved, Refusal> {
    if !Store::exists(from) {
        return Err(Refusal::new(No::NotFound, format!("there is no backup at {}", from.display()))
            .hinted("name the folder that contactdesk backup wrote"));
    }
    new_place(dir)?;
    let back = brought(dir, key_file, from);
    if back.is_err() {
        // what could not be brought back whole is no store: the folder is as empty as it was
        for name in ["journal", "papers", "sled"] {
            let _ = std::fs::remove_dir_all(dir.join(name));
        }
        for name in ["store", "checkpoint", "lock"] {
            let _ = std::fs::remove_file(dir.join(name));
        }
    }
    back
}

fn brought(dir: &Path, key_file: &Path, from: &Path) -> Result<Saved, Refusal> {
    let copied = Store::restore(from, &MasterKey::read(key_file)?, dir)?;
    let store = open_store(dir, key_file, Opened::Live)?;
    let report = store.verify(&|_, _| true)?;
    let head = store.head();
    Ok(Saved { entry: head.seq, hash: head.hash.to_string(), papers: report.papers, copied, problems: report.problems })
}
