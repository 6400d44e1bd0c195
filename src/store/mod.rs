//! The store: a folder owned by one process.
//!
//! ```text
//! desk/           name, format and a proof of the key: `store`; the lock: `lock`
//! desk/journal/   the truth: every entry, sealed, hash-chained, on the disk before it is acknowledged
//! desk/sled/      records and indexes, made from the journal; may be deleted at any time
//! desk/papers/    the bytes of documents: sealed, a file for each, under the hash of what it holds
//! desk/drafts/    what boards keep until it is sent: sealed, a file for each account, no part of the truth
//! desk/checkpoint how far the journal was known to be safe when sled was last written out
//! ```
//! sled 0.34.7 may lose what it was told to keep when the power goes, and may panic or open short after damage. So it is
//! never believed: its mark is held against the journal at every opening, and what does not fit is set aside and made
//! again.

mod backup;
mod contents;
mod drafts;
mod error;
mod folder;
mod index;
mod journal;
mod port;
mod seal;
mod trees;

pub use backup::Saved;
pub use contents::content_hash;
pub use drafts::{DRAFTS_LIMIT, Drafts};
pub use error::StoreError;
pub use journal::entry_hash;
pub use seal::MasterKey;

use crate::domain::*;
use contents::Contents;
use error::{at, damaged};
use folder::{facts, hex, locked, read_checkpoint, write_whole};
use journal::Journal;
use port::Disk;
use std::collections::HashMap;
use std::fs::{self, DirBuilder, File};
use std::os::unix::fs::DirBuilderExt;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;
use trees::{Applied, Trees, unusable};

/// How a store is opened.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct OpenOptions {
    /// Nothing is written but what must be.
    lookup: bool,
    /// How long to wait for another process to let go: a killed one may hold its lock for seconds.
    wait: Duration,
}

impl OpenOptions {
    /// For one question or command.
    pub const fn once() -> Self {
        Self { lookup: true, wait: Duration::from_millis(300) }
    }

    /// To stay.
    pub const fn live() -> Self {
        Self { lookup: false, wait: Duration::from_secs(3) }
    }
}

/// What [`Store::verify`] found.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Report {
    /// Papers whose bytes the store keeps.
    pub papers: usize,
    /// What is wrong; nothing where all is well.
    pub problems: Vec<String>,
    /// Entries read.
    pub entries: u64,
    /// Records read.
    pub records: u64,
}

/// A store, open.
pub struct Store {
    dir: PathBuf,
    name: String,
    demo: bool,
    key: MasterKey,
    journal: Journal,
    trees: Trees,
    notices: Vec<String>,
    checkpoint: Mutex<u64>,
    /// Held as long as the store is open.
    _lock: File,
}

impl Store {
    /// Whether a store lies in a folder.
    pub fn exists(dir: &Path) -> bool {
        dir.join("store").exists()
    }

    /// Makes a new, empty store.
    pub fn create(dir: &Path, key: &MasterKey, name: &str, demo: bool, now: &Instant) -> Result<Self, StoreError> {
        for dir in [dir, &dir.join("journal")] {
            DirBuilder::new().recursive(true).mode(0o700).create(dir).map_err(at(dir))?;
        }
        let proof = hex(&key.seal(b"store", name.as_bytes())?);
        let text = format!(
            "contactdesk store\nformat {}\ndemo {demo}\nmade {}\nproof {proof}\nname {name}\n",
            folder::FORMAT,
            now.local
        );
        write_whole(&dir.join("store"), text.as_bytes())?;
        Self::open(dir, key, &OpenOptions::live())
    }

    /// Opens a store: lock, journal, records; what does not fit is mended and said in [`Store::notices`].
    pub fn open(dir: &Path, key: &MasterKey, options: &OpenOptions) -> Result<Self, StoreError> {
        let facts = facts(dir)?;
        if !facts.fit(key) {
            return Err(StoreError::WrongKey(dir.to_owned()));
        }
        let lock = locked(dir, options.wait)?;
        let anchor = read_checkpoint(dir)?;
        let safe = anchor.as_ref().map_or(0, |(seq, _)| *seq);
        let sled = dir.join("sled");
        let standing = standing(&sled, key, options);
        // what the records follow was durable before they did: a journal that ends earlier has lost it
        let followed = standing.as_ref().ok().and_then(Option::as_ref).map_or(0, |(_, applied)| applied.seq);
        let port = Box::new(Disk::default());
        let (journal, torn) = Journal::open(&dir.join("journal"), key, port, safe.max(followed))?;
        if let Some((seq, hash)) = anchor
            && journal.hash_of(seq)?.is_none_or(|known| known.to_string() != hash)
        {
            return Err(damaged(dir.join("journal"), format!("entry {seq} is not the one that was known to be safe")));
        }
        let mut notices: Vec<String> = torn.into_iter().collect();
        let trees = match standing {
            Ok(Some((trees, applied))) => follow(&trees, applied, safe, &journal)?.map(|()| trees),
            Ok(None) if journal.head().seq == 0 => Trees::open(&sled, key, options.lookup),
            Ok(None) => Err(unusable("there are none")),
            Err(why) => Err(why),
        };
        let trees = match trees {
            Ok(trees) => trees,
            Err(why) => {
                notices.push(made_again(&why));
                set_aside(dir, &mut notices)?;
                let trees = Trees::open(&sled, key, options.lookup)?;
                follow(&trees, Applied::default(), 0, &journal)??;
                trees
            }
        };
        Ok(Self {
            dir: dir.to_owned(),
            name: facts.name,
            demo: facts.demo,
            key: key.clone(),
            journal,
            trees,
            notices,
            checkpoint: Mutex::new(safe),
            _lock: lock,
        })
    }

    /// Whether a key is the one of a store; the store is not opened for it.
    pub fn fits(dir: &Path, key: &MasterKey) -> Result<bool, StoreError> {
        facts(dir).map(|facts| facts.fit(key))
    }

    /// Makes the records again because they turned out to be damaged, and notes it.
    pub fn mend(&mut self, why: &StoreError) -> Result<(), StoreError> {
        self.notices.push(made_again(why));
        self.rebuild(&|_, _| true)
    }

    /// How many times appending has waited for the disk (fdatasync) since the store was opened.
    pub fn syncs(&self) -> u64 {
        self.journal.syncs()
    }

    /// Where boards keep what is not sent yet.
    pub fn drafts(&self) -> Drafts {
        Drafts::of(self.dir.join("drafts"), self.key.clone())
    }

    fn contents(&self) -> Contents {
        Contents::of(self.dir.join("papers"), self.key.clone())
    }

    /// Keeps the bytes of a document: when it returns they are on the disk, and an entry may name them.
    pub fn keep_content(&self, bytes: &[u8]) -> Result<(), StoreError> {
        self.contents().keep(bytes)
    }

    /// The bytes of a document by their hash, as they were kept; an error where they are not there or are not those.
    pub fn content(&self, hash: &str) -> Result<Vec<u8>, StoreError> {
        self.contents().get(hash)
    }

    /// Its name.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// Whether its data is invented.
    pub fn is_demo(&self) -> bool {
        self.demo
    }

    /// What the opening found and mended.
    pub fn notices(&self) -> &[String] {
        &self.notices
    }

    /// The end of the journal.
    pub fn head(&self) -> &Head {
        self.journal.head()
    }

    /// A record.
    pub fn get(&self, key: Key) -> Result<Option<Arc<Record>>, StoreError> {
        self.trees.get(key)
    }

    /// All records of a kind, by number.
    pub fn all(&self, kind: Kind) -> impl Iterator<Item = Result<Arc<Record>, StoreError>> + '_ {
        self.trees.above(kind, 0)
    }

    /// All records but sessions, in no order: read on as many threads as help.
    pub fn reference(&self) -> Result<Vec<Arc<Record>>, StoreError> {
        let kinds = Mutex::new(Kind::ALL.iter().filter(|k| **k != Kind::Session));
        let read = || -> Result<Vec<Arc<Record>>, StoreError> {
            let next = || kinds.lock().unwrap_or_else(PoisonError::into_inner).next();
            let mut records = Vec::new();
            while let Some(kind) = next() {
                for record in self.all(*kind) {
                    records.push(record?);
                }
            }
            Ok(records)
        };
        std::thread::scope(|scope| {
            let other = scope.spawn(read);
            let mut records = read()?;
            records.extend(other.join().map_err(|_| unusable("reading them failed"))??);
            Ok(records)
        })
    }

    /// Records of a kind with numbers above one, at most so many.
    pub fn page(&self, kind: Kind, after: u32, limit: usize) -> Result<Vec<Arc<Record>>, StoreError> {
        self.trees.above(kind, after).take(limit).collect()
    }

    /// Sessions of some days, by day and start.
    pub fn sessions_on(&self, days: Days) -> Result<Vec<Arc<Record>>, StoreError> {
        self.trees.on(days)
    }

    /// Sessions of a child, adult, officer, room, driver or vehicle, by day; on some days, or ever.
    pub fn sessions_of(&self, owner: Key, days: Option<Days>) -> Result<Vec<Arc<Record>>, StoreError> {
        self.trees.of(owner, days)
    }

    /// Numbers of the entries that touched a record.
    pub fn touched(&self, key: Key) -> Result<Vec<u64>, StoreError> {
        self.trees.touched(key)
    }

    /// An entry by its number.
    pub fn entry(&self, seq: u64) -> Result<Option<Arc<Entry>>, StoreError> {
        self.journal.entry(seq)
    }

    /// Entries from a number back, last first.
    pub fn entries_back(&self, from: u64) -> impl Iterator<Item = Result<Entry, StoreError>> + '_ {
        self.journal.back(from)
    }

    /// Makes entries durable: when it returns they are on the disk. One fdatasync for all of them.
    pub fn append(&mut self, entries: &[Entry]) -> Result<Vec<Hash>, StoreError> {
        self.journal.append(entries)
    }

    /// Lets the records follow an entry that is durable.
    pub fn apply(&mut self, entry: &Entry, hash: Hash) -> Result<(), StoreError> {
        self.trees.apply(entry, hash)
    }

    /// Writes the records out and notes how far the journal is safe.
    pub fn checkpoint(&self) -> Result<(), StoreError> {
        let head = self.head();
        let mut last = self.checkpoint.lock().unwrap_or_else(PoisonError::into_inner);
        if *last == head.seq {
            return Ok(());
        }
        self.trees.flush()?;
        write_whole(&self.dir.join("checkpoint"), format!("{} {}\n", head.seq, head.hash).as_bytes())?;
        *last = head.seq;
        Ok(())
    }

    /// Makes records and indexes again from the journal. `progress` is told how far it is and may stop it.
    pub fn rebuild(&mut self, progress: &dyn Fn(u64, u64) -> bool) -> Result<(), StoreError> {
        let fresh = self.dir.join("sled.new");
        if fresh.exists() {
            fs::remove_dir_all(&fresh).map_err(at(&fresh))?;
        }
        {
            let trees = Trees::open(&fresh, &self.key, false)?;
            for entry in self.journal.replay(1) {
                let (entry, hash) = entry?;
                trees.apply(&entry, hash)?;
                if !progress(entry.seq, self.head().seq) {
                    return Ok(());
                }
            }
            trees.flush()?;
        }
        // sled lets go of a folder only when its last handle is gone: a stand-in takes the place meanwhile
        let spare = self.dir.join("sled.spare");
        drop(std::mem::replace(&mut self.trees, Trees::open(&spare, &self.key, true)?));
        let sled = self.dir.join("sled");
        fs::remove_dir_all(&sled).map_err(at(&sled))?;
        fs::rename(&fresh, &sled).map_err(at(&sled))?;
        drop(std::mem::replace(&mut self.trees, Trees::open(&sled, &self.key, false)?));
        fs::remove_dir_all(&spare).map_err(at(&spare))
    }

    /// Reads everything and says what is wrong: the chain, every record, both directions of every index, and that the
    /// journal replayed makes exactly these records. `progress` is told how far it is and may stop it.
    pub fn verify(&self, progress: &dyn Fn(u64, u64) -> bool) -> Result<Report, StoreError> {
        let mut report = Report::default();
        let mut made: HashMap<Key, Arc<Record>> = HashMap::new();
        for entry in self.journal.replay(1) {
            let entry = match entry {
                Ok((entry, _)) => entry,
                Err(why) => {
                    report.problems.push(why.to_string());
                    return Ok(report);
                }
            };
            report.entries += 1;
            for change in entry.changes {
                if made.get(&change.key) != change.before.as_ref() {
                    report
                        .problems
                        .push(format!("entry {} changes {} from something it was not", entry.seq, change.key));
                }
                match change.after {
                    Some(after) => made.insert(change.key, after),
                    None => made.remove(&change.key),
                };
            }
            if entry.seq % 256 == 0 && !progress(entry.seq, self.head().seq) {
                return Ok(report);
            }
        }
        let mut seen = 0;
        let mut differ = Vec::new();
        let mut papers: Vec<(Key, Bytes)> = Vec::new();
        let problems = self.trees.problems(&mut |record| {
            seen += 1;
            if let Record::PanelPaper(PanelPaper { bytes: Some(bytes), .. }) = record {
                papers.push((record.key(), bytes.clone()));
            }
            match made.remove(&record.key()) {
                Some(journalled) if *journalled == *record => {}
                Some(_) => differ.push(format!("{} is not what the journal says", record.key())),
                None => differ.push(format!("{} is in no entry of the journal", record.key())),
            }
        })?;
        report.records = seen;
        report.problems.extend(problems);
        report.problems.extend(differ);
        report.papers = papers.len();
        for (key, bytes) in papers {
            match self.content(&bytes.hash) {
                Ok(content) if content.len() == bytes.length as usize => {}
                Ok(_) => report.problems.push(format!("{key} has other bytes than it says")),
                Err(why) => report.problems.push(format!("{key}: {why}")),
            }
        }
        report.problems.extend(made.keys().map(|key| format!("{key} is in the journal and not among the records")));
        let applied = self.trees.applied()?;
        if applied.seq != self.head().seq || !applied.is_whole() {
            report.problems.push(format!(
                "the records stand at entry {}, the journal at {}",
                applied.seq,
                self.head().seq
            ));
        }
        progress(self.head().seq, self.head().seq);
        Ok(report)
    }
}

impl Drop for Store {
    fn drop(&mut self) {
        // a clean close leaves nothing that could be cut off unseen; a failure here is what the next opening mends
        let _ = self.checkpoint();
    }
}

/// What is said when the records are made again.
fn made_again(why: &StoreError) -> String {
    format!("{why}; they are made again from the journal")
}

/// The trees that are there, and how far they have followed the journal.
fn standing(sled: &Path, key: &MasterKey, options: &OpenOptions) -> Result<Option<(Trees, Applied)>, StoreError> {
    if !sled.join("db").exists() {
        return Ok(None);
    }
    let trees = Trees::open(sled, key, options.lookup)?;
    let applied = trees.applied()?;
    Ok(Some((trees, applied)))
}

/// Brings the trees up to the end of the journal, if they fit it: on its chain, not behind what was known to be written
/// out. The outer error is the journal's, the inner one the trees'.
fn follow(trees: &Trees, applied: Applied, safe: u64, journal: &Journal) -> Result<Result<(), StoreError>, StoreError> {
    if applied.seq < safe {
        return Ok(Err(unusable("they have gone back to an earlier state")));
    }
    if applied.seq > 0 && journal.hash_of(applied.seq)? != Some(applied.hash) {
        return Ok(Err(unusable("they follow another journal")));
    }
    // an entry that is applied in part is applied again: its images are whole
    let from = if applied.is_whole() { applied.seq + 1 } else { applied.seq.max(1) };
    for entry in journal.replay(from) {
        let (entry, hash) = entry?;
        if let Err(why) = trees.apply(&entry, hash) {
            return Ok(Err(why));
        }
    }
    Ok(Ok(()))
}

/// Moves damaged records out of the way, under a name that says what they are.
fn set_aside(dir: &Path, notices: &mut Vec<String>) -> Result<(), StoreError> {
    let sled = dir.join("sled");
    if sled.exists() {
        let mut n = 1;
        let mut aside = dir.join("sled.damaged-1");
        while aside.exists() {
            n += 1;
            aside = dir.join(format!("sled.damaged-{n}"));
        }
        fs::rename(&sled, &aside).map_err(at(&sled))?;
        notices.push(format!("the old records are at {} and can be deleted", aside.display()));
    }
    Ok(())
}
