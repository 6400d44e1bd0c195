//! Records and indexes in sled. They follow the journal and can be made from it at any time.
//!
//! Keys are numbers and days only, big-endian; records are sealed. What is found where is said in [`super::index`];
//! applying, verifying and rebuilding all use it.

use super::error::StoreError;
use super::index::{Index, Line, by_day, by_owner, by_touch, record_key};
use super::seal::MasterKey;
use crate::codec;
use crate::domain::*;
use sled::transaction::{ConflictableTransactionError, TransactionError, Transactional, TransactionalTree};
use std::fs::File;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// Records of one transaction: more makes sled's memory grow (measured: 200 keep it flat).
const SLICE: usize = 200;
/// The slice mark of an entry that is applied as a whole.
const WHOLE: u32 = u32::MAX;

/// How far sled has followed the journal.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub(super) struct Applied {
    pub(super) seq: u64,
    slice: u32,
    pub(super) hash: Hash,
}

impl Applied {
    /// Whether the entry is applied to its last slice.
    pub(super) fn is_whole(self) -> bool {
        self.slice == WHOLE
    }

    fn bytes(self) -> Vec<u8> {
        let mut bytes = self.seq.to_be_bytes().to_vec();
        bytes.extend(self.slice.to_be_bytes());
        bytes.extend(self.hash.0);
        bytes
    }

    fn from(bytes: &[u8]) -> Option<Self> {
        let seq = u64::from_be_bytes(bytes.get(..8)?.try_into().ok()?);
        let slice = u32::from_be_bytes(bytes.get(8..12)?.try_into().ok()?);
        Some(Self { seq, slice, hash: Hash(bytes.get(12..44)?.try_into().ok()?) })
    }
}

/// The trees.
pub(super) struct Trees {
    dir: PathBuf,
    key: MasterKey,
    db: sled::Db,
    /// kind u8, id u32 → the record, sealed.
    records: sled::Tree,
    /// Sessions by day.
    dates: Index,
    /// Sessions of a child, adult, officer, room, site, driver, vehicle.
    links: Index,
    /// Entries that touched a record.
    touched: Index,
    /// `applied` → how far sled has followed; `schema` → the version of these keys.
    meta: sled::Tree,
}

/// Why the records cannot be used.
pub(super) fn unusable(why: &str) -> StoreError {
    StoreError::Records(why.to_owned())
}

/// The version of the keys: another is made anew from the journal.
const SCHEMA: &[u8] = b"2";

/// Keys to write (with a value) and to take away.
type Writes = Vec<(Vec<u8>, Option<Vec<u8>>)>;

/// What one transaction writes, tree by tree; worked out before it, since sled may run it twice.
struct Batch {
    records: Writes,
    dates: Writes,
    links: Writes,
    touched: Writes,
}

/// Opens sled once its own threads have let go of the file. Our lock on the folder says that nobody else has it open; a
/// desk of this process that has just closed may still be dropping it on a busy machine.
fn unlocked(config: &sled::Config) -> Result<sled::Db, sled::Error> {
    for _ in 0..200 {
        match config.open() {
            Err(sled::Error::Io(why)) if why.kind() == std::io::ErrorKind::WouldBlock => {
                std::thread::sleep(std::time::Duration::from_millis(10));
            }
            opened => return opened,
        }
    }
    config.open()
}

impl Trees {
    /// Opens the trees of a folder; an empty folder gets them. sled may panic on damage: that is an error here.
    pub(super) fn open(dir: &Path, key: &MasterKey, lookup: bool) -> Result<Self, StoreError> {
        // a one-shot lookup writes nothing, so it needs no thread that flushes
        let config = sled::Config::new().path(dir).cache_capacity(64 * 1024 * 1024).flush_every_ms(if lookup {
            None
        } else {
            Some(500)
        });
        let opened = quietly(|| -> Result<_, sled::Error> {
            let db = unlocked(&config)?;
            let tree = |name: &str| db.open_tree(name);
            let trees = (tree("records")?, tree("dates")?, tree("links")?, tree("touched")?, tree("meta")?);
            Ok((db, trees))
        });
        let opened = opened.ok_or_else(|| unusable("sled gave up opening them"))?;
        let (db, (records, dates, links, touched, meta)) = opened.map_err(|why| unusable(&why.to_string()))?;
        let (dates, links, touched) = (Index::days(dates), Index::owners(links), Index::touches(touched));
        let trees = Self { dir: dir.to_owned(), key: key.clone(), db, records, dates, links, touched, meta };
        match trees.meta.get("schema")? {
            Some(schema) if schema == SCHEMA => {}
            Some(_) => return Err(unusable("they have keys of another version")),
            None => {
                trees.meta.insert("schema", SCHEMA)?;
            }
        }
        Ok(trees)
    }

    /// How far sled has followed the journal.
    pub(super) fn applied(&self) -> Result<Applied, StoreError> {
        let bytes = self.meta.get("applied")?;
        Ok(bytes.and_then(|b| Applied::from(&b)).unwrap_or(Applied { slice: WHOLE, ..Applied::default() }))
    }

    /// Carries an entry out, in slices; each slice is one transaction, and the last says that the entry is whole.
    pub(super) fn apply(&self, entry: &Entry, hash: Hash) -> Result<(), StoreError> {
        let slices: Vec<&[Change]> =
            if entry.changes.is_empty() { vec![&[]] } else { entry.changes.chunks(SLICE).collect() };
        for (i, slice) in slices.iter().enumerate() {
            let last = i + 1 == slices.len();
            let applied = Applied { seq: entry.seq, slice: if last { WHOLE } else { i as u32 }, hash };
            self.write(&self.batch(entry.seq, slice)?, applied)?;
        }
        Ok(())
    }

    fn batch(&self, seq: u64, changes: &[Change]) -> Result<Batch, StoreError> {
        let mut records = Vec::new();
        let (mut dates, mut links, mut touched): (Vec<(Line, bool)>, Vec<_>, Vec<_>) = Default::default();
        let mut found = |record: &Record, there| {
            dates.extend(by_day(record).map(|line| (line, there)));
            links.extend(by_owner(record).into_iter().map(|line| (line, there)));
        };
        for change in changes {
            let key = record_key(change.key);
            // what stands there now, not what the entry says stood there: replaying twice must leave no stray lines
            if let Some(old) = self.get(change.key)? {
                found(&old, false);
            }
            let sealed = match &change.after {
                Some(after) => {
                    found(after, true);
                    Some(self.key.seal(&key, &codec::record_bytes(after)?)?)
                }
                None => None,
            };
            records.push((key.to_vec(), sealed));
            touched.push((by_touch(change.key, seq), true));
        }
        let (dates, links) = (self.dates.pages(&dates)?, self.links.pages(&links)?);
        Ok(Batch { records, dates, links, touched: self.touched.pages(&touched)? })
    }

    fn write(&self, batch: &Batch, applied: Applied) -> Result<(), StoreError> {
        let put = |tree: &TransactionalTree, writes: &Writes| -> Result<(), ConflictableTransactionError<()>> {
            for (key, value) in writes {
                match value {
                    Some(value) => tree.insert(key.as_slice(), value.as_slice())?,
                    None => tree.remove(key.as_slice())?,
                };
            }
            Ok(())
        };
        let trees = (&self.records, self.dates.tree(), self.links.tree(), self.touched.tree(), &self.meta);
        let done = trees.transaction(|(records, dates, links, touched, meta)| {
            put(records, &batch.records)?;
            put(dates, &batch.dates)?;
            put(links, &batch.links)?;
            put(touched, &batch.touched)?;
            meta.insert("applied", applied.bytes())?;
            Ok(())
        });
        done.map_err(|why: TransactionError<()>| match why {
            TransactionError::Storage(why) => why.into(),
            TransactionError::Abort(()) => unusable("a transaction was given up"),
        })
    }

    /// A record.
    pub(super) fn get(&self, key: Key) -> Result<Option<Arc<Record>>, StoreError> {
        let place = record_key(key);
        let sealed = self.records.get(place)?;
        sealed.map(|sealed| self.opened(&place, &sealed)).transpose()
    }

    fn opened(&self, place: &[u8], sealed: &[u8]) -> Result<Arc<Record>, StoreError> {
        let plain = self.key.open(place, sealed).ok_or_else(|| unusable("a record is not what was sealed"))?;
        Ok(Arc::new(codec::record_from(&plain)?))
    }

    /// Records of a kind with numbers above one, in order.
    pub(super) fn above(&self, kind: Kind, after: u32) -> impl Iterator<Item = Result<Arc<Record>, StoreError>> + '_ {
        let from = record_key(Key::new(kind, after.saturating_add(1)));
        let rows = self.records.range(from.to_vec()..).take_while(move |row| match row {
            Ok((key, _)) => key.first() == Some(&(kind as u8)),
            Err(_) => true,
        });
        rows.map(|row| {
            let (key, sealed) = row?;
            self.opened(&key, &sealed)
        })
    }

    /// Sessions of some days, by day and start.
    pub(super) fn on(&self, days: Days) -> Result<Vec<Arc<Record>>, StoreError> {
        self.dates.on(days)?.into_iter().map(|id| self.session(id)).collect()
    }

    /// Sessions of a record, by day.
    pub(super) fn of(&self, owner: Key, days: Option<Days>) -> Result<Vec<Arc<Record>>, StoreError> {
        self.links.of(owner, days)?.into_iter().map(|id| self.session(id)).collect()
    }

    fn session(&self, id: u32) -> Result<Arc<Record>, StoreError> {
        let record = self.get(Key::new(Kind::Session, id))?;
        record.ok_or_else(|| unusable("an index names a session that is not there"))
    }

    /// Entries that touched a record, by number.
    pub(super) fn touched(&self, key: Key) -> Result<Vec<u64>, StoreError> {
        self.touched.touching(key)
    }

    /// Puts all that was applied on the disk: sled's own flush does not wait for the disk, so its file is synced after.
    pub(super) fn flush(&self) -> Result<(), StoreError> {
        self.db.flush()?;
        let db = self.dir.join("db");
        File::open(&db).and_then(|file| file.sync_data()).map_err(super::error::at(db))
    }

    /// What is wrong between records and indexes, both ways; every record is opened. `seen` is told of each record.
    pub(super) fn problems(&self, seen: &mut dyn FnMut(&Record)) -> Result<Vec<String>, StoreError> {
        let (mut problems, mut dates, mut links) = (Vec::new(), 0, 0);
        for row in &self.records {
            let (key, sealed) = row?;
            let record = match self.opened(&key, &sealed) {
                Ok(record) => record,
                Err(why) => {
                    problems.push(format!("a record cannot be read: {why}"));
                    continue;
                }
            };
            if record_key(record.key()) != *key {
                problems.push(format!("{} lies in another record's place", record.key()));
            }
            seen(&record);
            let (day, owners) = (by_day(&record), by_owner(&record));
            for (index, count, lines) in
                [(&self.dates, &mut dates, day.as_slice()), (&self.links, &mut links, &owners[..])]
            {
                for line in lines {
                    if index.has(line)? {
                        *count += 1;
                    } else {
                        problems.push(format!("{} is missing from an index", record.key()));
                    }
                }
            }
        }
        for (name, index, counted) in [("by day", &self.dates, dates), ("by person and place", &self.links, links)] {
            let there = index.len()?;
            if there != counted {
                problems.push(format!("the index {name} has {there} lines, the records make {counted}"));
            }
        }
        Ok(problems)
    }
}

/// Runs what may panic without a word on the screen; `None` if it did.
fn quietly<T>(run: impl FnOnce() -> T) -> Option<T> {
    // the hook is everyone's: one at a time
    static HOOK: std::sync::Mutex<()> = std::sync::Mutex::new(());
    let _one = HOOK.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
    let hook = std::panic::take_hook();
    let here = std::thread::current().id();
    let hook = Arc::new(hook);
    let others = Arc::clone(&hook);
    std::panic::set_hook(Box::new(move |info| {
        if std::thread::current().id() != here {
            others(info);
        }
    }));
    let result = catch_unwind(AssertUnwindSafe(run)).ok();
    drop(std::panic::take_hook());
    std::panic::set_hook(Box::new(move |info| hook(info)));
    result
}
