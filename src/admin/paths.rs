//! Where things lie on this machine.

use crate::desk::{No, Refusal};
use crate::remote::start;
use etcetera::{BaseStrategy, choose_base_strategy};
use serde::Deserialize;
use std::path::{Path, PathBuf};

/// Where the desk of a shared host is named.
const SYSTEM: &str = "/etc/contactdesk.toml";
/// Another place of that file, for tests and for trying it out.
const CONFIG: &str = "CONTACTDESK_CONFIG";

/// The desk of a shared host: its store belongs to a service user, everybody else asks through its socket.
#[derive(Clone, PartialEq, Eq, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct System {
    /// The store's folder; only the service user may look into it.
    pub store: PathBuf,
    /// Its key file.
    pub key_file: PathBuf,
    /// Its socket.
    pub socket: PathBuf,
}

/// The desk of this host, where the host has one. A file that cannot be read is an error, never "there is none": nobody
/// is to be given an empty store in place of the real one.
fn system() -> Result<Option<System>, Refusal> {
    let path = std::env::var_os(CONFIG).map_or_else(|| PathBuf::from(SYSTEM), PathBuf::from);
    let text = match std::fs::read_to_string(&path) {
        Ok(text) => text,
        Err(why) if why.kind() == std::io::ErrorKind::NotFound => return Ok(None),
        Err(why) => return Err(Refusal::new(No::Unavailable, format!("{}: {why}", path.display()))),
    };
    let wrong = |what: String| {
        Refusal::new(No::Unavailable, format!("{}: {what}", path.display()))
            .hinted("it has three lines: store = \"…\", key_file = \"…\", socket = \"…\", each a whole path")
    };
    let system: System = toml::from_str(&text).map_err(|why| wrong(why.message().to_owned()))?;
    match [&system.store, &system.key_file, &system.socket].iter().find(|path| !path.is_absolute()) {
        Some(path) => Err(wrong(format!("{} is no whole path", path.display()))),
        None => Ok(Some(system)),
    }
}

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
    /// The desk of this host, where it has one.
    pub system: Option<System>,
}

/// The folders of the XDG standard, for this user.
pub fn places() -> Result<Places, Refusal> {
    let base = choose_base_strategy().map_err(|why| {
        Refusal::new(No::Unavailable, format!("no home folder: {why}"))
            .hinted("name the store: --store DIR --key-file FILE")
    })?;
    let (data, config) = (base.data_dir().join("contactdesk"), base.config_dir().join("contactdesk"));
    let system = system()?;
    Ok(Places { desk: data.join("desk"), demo: data.join("demo"), keys: config.join("keys"), config, system })
}

/// Where one store lies, with its key and its socket.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct At {
    /// The store's folder.
    pub store: PathBuf,
    /// Its key file.
    pub key: PathBuf,
    /// Where its server listens.
    pub socket: PathBuf,
    /// Whether it is the desk of this host: then nobody opens its store but who serves it.
    pub shared: bool,
}

impl Places {
    /// Where a store lies: the one named, else the desk of this host, else the usual one.
    pub fn at(&self, store: Option<&Path>, key: Option<&Path>, usual: &Path) -> At {
        if let Some(system) = self.system.as_ref().filter(|system| store.is_none_or(|store| store == system.store)) {
            let key = key.map_or_else(|| system.key_file.clone(), Path::to_owned);
            return At { store: system.store.clone(), key, socket: system.socket.clone(), shared: true };
        }
        let store = store.unwrap_or(usual).to_owned();
        let key = key.map_or_else(|| self.key_of(&store), Path::to_owned);
        At { socket: start::socket_of(&store), store, key, shared: false }
    }

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
        let places = Places {
            desk: "/d/desk".into(),
            demo: "/d/demo".into(),
            keys: "/c/keys".into(),
            config: "/c".into(),
            system: None,
        };
        assert_eq!(places.key_of(Path::new("/d/desk")), Path::new("/c/keys/d-desk.key"));
        assert_ne!(places.key_of(&places.desk), places.key_of(&places.demo));
        assert_eq!(places.default_store(), places.desk);
    }
}
