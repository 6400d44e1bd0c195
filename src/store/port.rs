//! The one way to the journal's files: small enough that a test can stand in for the disk, fail at every call, or forget
//! what was not synced.

use std::fs::{self, File, OpenOptions};
use std::io::{self, Write};
use std::os::unix::fs::{FileExt, OpenOptionsExt};
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};

/// What the journal needs of a file system.
pub(super) trait Port: Send + Sync {
    /// Names of the files in a folder.
    fn list(&self, dir: &Path) -> io::Result<Vec<String>>;
    /// All of a file.
    fn read(&self, path: &Path) -> io::Result<Vec<u8>>;
    /// Adds bytes to the end of a file, which is made if it is not there.
    fn append(&self, path: &Path, bytes: &[u8]) -> io::Result<()>;
    /// Waits until a file's bytes and length are on the disk (fdatasync).
    fn sync(&self, path: &Path) -> io::Result<()>;
    /// Cuts a file to a length.
    fn truncate(&self, path: &Path, length: u64) -> io::Result<()>;
    /// Puts one file in the place of another.
    fn rename(&self, from: &Path, to: &Path) -> io::Result<()>;
    /// Removes a file.
    fn remove(&self, path: &Path) -> io::Result<()>;
    /// Waits until a folder's names are on the disk.
    fn sync_dir(&self, dir: &Path) -> io::Result<()>;
}

/// The real file system. The file appended to last stays open.
#[derive(Default)]
pub(super) struct Disk {
    last: Mutex<Option<(PathBuf, File)>>,
}

impl Disk {
    fn with<T>(&self, path: &Path, act: impl FnOnce(&mut File) -> io::Result<T>) -> io::Result<T> {
        let mut last = self.last.lock().unwrap_or_else(PoisonError::into_inner);
        if last.as_ref().is_none_or(|(open, _)| open != path) {
            let file = OpenOptions::new().append(true).create(true).mode(0o600).open(path)?;
            *last = Some((path.to_owned(), file));
        }
        match last.as_mut() {
            Some((_, file)) => act(file),
            None => Err(io::Error::other("no file")),
        }
    }

    fn forget(&self) {
        self.last.lock().unwrap_or_else(PoisonError::into_inner).take();
    }
}

impl Port for Disk {
    fn list(&self, dir: &Path) -> io::Result<Vec<String>> {
        fs::read_dir(dir)?.map(|e| e.map(|e| e.file_name().to_string_lossy().into_owned())).collect()
    }

    fn read(&self, path: &Path) -> io::Result<Vec<u8>> {
        let file = File::open(path)?;
        let mut bytes = vec![0; file.metadata()?.len() as usize];
        file.read_exact_at(&mut bytes, 0)?;
        Ok(bytes)
    }

    fn append(&self, path: &Path, bytes: &[u8]) -> io::Result<()> {
        self.with(path, |file| file.write_all(bytes))
    }

    fn sync(&self, path: &Path) -> io::Result<()> {
        self.with(path, |file| file.sync_data())
    }

    fn truncate(&self, path: &Path, length: u64) -> io::Result<()> {
        self.with(path, |file| file.set_len(length))
    }

    fn rename(&self, from: &Path, to: &Path) -> io::Result<()> {
        self.forget();
        fs::rename(from, to)
    }

    fn remove(&self, path: &Path) -> io::Result<()> {
        self.forget();
        fs::remove_file(path)
    }

    fn sync_dir(&self, dir: &Path) -> io::Result<()> {
        File::open(dir)?.sync_all()
    }
}

/// A disk for tests.
#[cfg(test)]
pub(super) mod tests {
    use super::*;
    use std::collections::BTreeMap;
    use std::sync::Arc;

    #[derive(Default)]
    struct State {
        /// As programs see it.
        now: BTreeMap<PathBuf, Vec<u8>>,
        /// As the disk has it.
        durable: BTreeMap<PathBuf, Vec<u8>>,
        calls: usize,
        syncs: usize,
        fail_at: Option<usize>,
    }

    /// A disk that can fail at a call and lose its power.
    #[derive(Clone, Default)]
    pub(crate) struct Rig(Arc<Mutex<State>>);

    impl Rig {
        /// Fails at the call of that number and at every later one.
        pub(crate) fn fail_at(&self, call: Option<usize>) {
            let mut state = self.0.lock().unwrap();
            (state.fail_at, state.calls) = (call, 0);
        }

        /// How many calls changed something since.
        pub(crate) fn calls(&self) -> usize {
            self.0.lock().unwrap().calls
        }

        /// How many times a file was synced.
        pub(crate) fn syncs(&self) -> usize {
            self.0.lock().unwrap().syncs
        }

        /// Everything that was not synced is gone; of the last append, some bytes may be there.
        pub(crate) fn power_cut(&self, torn: usize) {
            let mut state = self.0.lock().unwrap();
            let mut durable = state.durable.clone();
            for (path, bytes) in &mut durable {
                if let Some(now) = state.now.get(path)
                    && now.starts_with(bytes)
                {
                    bytes.extend(now[bytes.len()..].iter().take(torn));
                }
            }
            state.now.clone_from(&durable);
            state.durable = durable;
        }

        /// Changes the bytes of a file behind the journal's back.
        pub(crate) fn edit(&self, path: &Path, edit: impl FnOnce(&mut Vec<u8>)) {
            let mut state = self.0.lock().unwrap();
            edit(state.now.get_mut(path).unwrap());
            let bytes = state.now[path].clone();
            state.durable.insert(path.to_owned(), bytes);
        }

        fn change<T>(&self, act: impl FnOnce(&mut State) -> io::Result<T>) -> io::Result<T> {
            let mut state = self.0.lock().unwrap();
            state.calls += 1;
            if state.fail_at.is_some_and(|at| state.calls >= at) {
                return Err(io::Error::other("the rig says no"));
            }
            act(&mut state)
        }
    }

    fn missing() -> io::Error {
        io::Error::from(io::ErrorKind::NotFound)
    }

    impl Port for Rig {
        fn list(&self, dir: &Path) -> io::Result<Vec<String>> {
            let state = self.0.lock().unwrap();
            let inside = state.now.keys().filter(|p| p.parent() == Some(dir));
            Ok(inside.map(|p| p.file_name().unwrap().to_string_lossy().into_owned()).collect())
        }

        fn read(&self, path: &Path) -> io::Result<Vec<u8>> {
            self.0.lock().unwrap().now.get(path).cloned().ok_or_else(missing)
        }

        fn append(&self, path: &Path, bytes: &[u8]) -> io::Result<()> {
            self.change(|state| {
                state.now.entry(path.to_owned()).or_default().extend(bytes);
                Ok(())
            })
        }

        fn sync(&self, path: &Path) -> io::Result<()> {
            self.change(|state| {
                state.syncs += 1;
                let bytes = state.now.get(path).cloned().ok_or_else(missing)?;
                state.durable.insert(path.to_owned(), bytes);
                Ok(())
            })
        }

        fn truncate(&self, path: &Path, length: u64) -> io::Result<()> {
            self.change(|state| {
                state.now.get_mut(path).ok_or_else(missing)?.truncate(length as usize);
                Ok(())
            })
        }

        fn rename(&self, from: &Path, to: &Path) -> io::Result<()> {
            // names are taken as durable at once: the journal syncs what it renames before it does
            self.change(|state| {
                let bytes = state.now.remove(from).ok_or_else(missing)?;
                let durable = state.durable.remove(from).unwrap_or_default();
                state.now.insert(to.to_owned(), bytes);
                state.durable.insert(to.to_owned(), durable);
                Ok(())
            })
        }

        fn remove(&self, path: &Path) -> io::Result<()> {
            self.change(|state| {
                state.now.remove(path).ok_or_else(missing)?;
                state.durable.remove(path);
                Ok(())
            })
        }

        fn sync_dir(&self, _: &Path) -> io::Result<()> {
            self.change(|_| Ok(()))
        }
    }
}
