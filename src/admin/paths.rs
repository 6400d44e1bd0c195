//! Where things lie on this machine.

use crate::desk::{No, Refusal};
use etcetera::{BaseStrategy, choose_base_strategy};
use std::path::{Path, PathBuf};

/// Where things lie on this machine.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Places {
    /// The real store.
    pub desk: PathBuf,
    /// The store of invented data.
    pub demo: PathBuf,
    /// Key files, each named after its store.
    pub keys: PathBuf,
    /// A person's own keymaps and theme.
    pub config: PathBuf,
}

/// The folders of the XDG standard, for this user.
pub fn places() -> Result<Places, Refusal> {
    let base = choose_base_strategy().map_err(|why| {
        Refusal::new(No::Unavailable, format!("no home folder: {why}"))
            .hinted("name the store: --store DIR --key-file FILE")
    })?;
    let (data, config) = (base.data_dir().join("contactdesk"), base.config_dir().join("contactdesk"));
    Ok(Places { desk: data.join("desk"), demo: data.join("demo"), keys: config.join("keys"), config })
}

impl Places {
    /// The store a command without `--store` means: the real one; where there is none, the demo's.
    pub fn default_store(&self) -> &Path {
        if !self.desk.exists() && self.demo.exists() { &self.demo } else { &self.desk }
    }

    /// The key file of a store that was given none: outside the store, named after where the store lies, so that a
    /// copied store does not find it by accident.
    pub fn key_of(&self, store: &Path) -> PathBuf {
        let whole = std::path::absolute(store).unwrap_or_else(|_| store.to_owned());
        let name: String =
            whole.to_string_lossy().chars().map(|c| if c.is_ascii_alphanumeric() { c } else { '-' }).collect();
        self.keys.join(format!("{}.key", name.trim_matches('-')))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_store_has_a_key_file_of_its_own_outside_it() {
        let places =
            Places { desk: "/d/desk".into(), demo: "/d/demo".into(), keys: "/c/keys".into(), config: "/c".into() };
        assert_eq!(places.key_of(Path::new("/d/desk")), Path::new("/c/keys/d-desk.key"));
        assert_ne!(places.key_of(&places.desk), places.key_of(&places.demo));
        assert_eq!(places.default_store(), places.desk);
    }
}
