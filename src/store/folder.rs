//! The small files of a store's folder: what it is, who has it, how far it is safe.

use super::error::{StoreError, at, damaged};
use super::seal::MasterKey;
use rustix::fs::{FlockOperation, flock};
use std::fs::{self, File, OpenOptions as FileOptions};
use std::io::{Read, Seek, SeekFrom, Write};
use std::os::unix::fs::OpenOptionsExt;
use std::path::Path;
use std::time::{Duration, Instant as Stopwatch};

/// The format of the folder.
pub(super) const FORMAT: &str = "1";

/// The facts in the file `store`.
pub(super) struct Facts {
    pub(super) name: String,
    pub(super) demo: bool,
    proof: Vec<u8>,
}

impl Facts {
    /// Whether a key is this store's.
    pub(super) fn fit(&self, key: &MasterKey) -> bool {
        key.open(b"store", &self.proof).as_deref() == Some(self.name.as_bytes())
    }
}

/// Reads the file `store`.
pub(super) fn facts(dir: &Path) -> Result<Facts, StoreError> {
    let path = dir.join("store");
    let text = match fs::read_to_string(&path) {
        Ok(text) => text,
        Err(why) if why.kind() == std::io::ErrorKind::NotFound => return Err(StoreError::NoStore(dir.to_owned())),
        Err(why) => return Err(at(&path)(why)),
    };
    let value = |name: &str| text.lines().find_map(|l| l.strip_prefix(name).and_then(|v| v.strip_prefix(' ')));
    let no = || damaged(&path, "it does not describe a store");
    match value("format").ok_or_else(no)? {
        FORMAT => {}
        other => return Err(StoreError::Newer { dir: dir.to_owned(), format: other.to_owned() }),
    }
    let hex = value("proof").ok_or_else(no)?;
    let byte = |i: usize| hex.get(i..i + 2).and_then(|h| u8::from_str_radix(h, 16).ok());
    let proof = (0..hex.len()).step_by(2).map(byte).collect::<Option<Vec<u8>>>().ok_or_else(no)?;
    Ok(Facts { name: value("name").ok_or_else(no)?.to_owned(), demo: value("demo") == Some("true"), proof })
}

/// Bytes as text.
pub(super) fn hex(bytes: &[u8]) -> String {
    use std::fmt::Write;
    let mut text = String::with_capacity(bytes.len() * 2);
    for byte in bytes {
        // writing to a string does not fail
        let _ = write!(text, "{byte:02x}");
    }
    text
}

/// Takes the store's lock, waiting a little for a process that is on its way out.
pub(super) fn locked(dir: &Path, wait: Duration) -> Result<File, StoreError> {
    let path = dir.join("lock");
    let mut file = FileOptions::new()
        .read(true)
        .write(true)
        .create(true)
        .truncate(false)
        .mode(0o600)
        .open(&path)
        .map_err(at(&path))?;
    let began = Stopwatch::now();
    while flock(&file, FlockOperation::NonBlockingLockExclusive).is_err() {
        if began.elapsed() >= wait {
            let mut pid = String::new();
            // who holds it is a help, not more
            let _ = file.read_to_string(&mut pid);
            return Err(StoreError::Locked { dir: dir.to_owned(), pid: pid.trim().parse().ok() });
        }
        std::thread::sleep(Duration::from_millis(20));
    }
    let pid = format!("{}\n", std::process::id());
    let noted =
        file.set_len(0).and_then(|()| file.seek(SeekFrom::Start(0))).and_then(|_| file.write_all(pid.as_bytes()));
    noted.map_err(at(&path))?;
    Ok(file)
}

/// How far the journal was known to be safe: number and hash.
pub(super) fn read_checkpoint(dir: &Path) -> Result<Option<(u64, String)>, StoreError> {
    let path = dir.join("checkpoint");
    let text = match fs::read_to_string(&path) {
        Ok(text) => text,
        Err(why) if why.kind() == std::io::ErrorKind::NotFound => return Ok(None),
        Err(why) => return Err(at(&path)(why)),
    };
    let parsed = text.trim().split_once(' ').and_then(|(seq, hash)| Some((seq.parse().ok()?, hash.to_owned())));
    parsed.map(Some).ok_or_else(|| damaged(&path, "it does not say how far the journal is safe"))
}

/// Writes a small file whole or not at all.
pub(super) fn write_whole(path: &Path, bytes: &[u8]) -> Result<(), StoreError> {
    let new = path.with_extension("new");
    let mut file =
        FileOptions::new().write(true).create(true).truncate(true).mode(0o600).open(&new).map_err(at(&new))?;
    file.write_all(bytes).and_then(|()| file.sync_all()).map_err(at(&new))?;
    fs::rename(&new, path).map_err(at(path))?;
    let dir = path.parent().unwrap_or(path);
    File::open(dir).and_then(|d| d.sync_all()).map_err(at(dir))
}
