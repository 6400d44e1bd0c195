//! The journal: all entries, in append-only segment files. It is the truth; everything else can be made from it.
//!
//! A segment is named after its first entry. Entries follow each other by number and by hash; a large one lies in parts
//! of at most 1 MiB, and has happened when its last part is whole. What a crash tore off the end was never acknowledged
//! and is cut away at the next opening; damage anywhere else is an error. A segment that is full is closed: rewritten in
//! compressed, sealed packs beside itself and put in its own place at once.

mod frame;

use super::error::{StoreError, at, damaged};
use super::port::Port;
use super::seal::MasterKey;
use crate::codec::{self, PART_LIMIT};
use crate::domain::*;
use frame::{Frame, Kind as Part};
use sha2::{Digest, Sha256};
use std::collections::{BTreeSet, VecDeque};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};

/// A segment is closed when it is longer than this, in bytes.
const FULL: u64 = 8 * 1024 * 1024;
/// Changes in the entries that are kept because they were asked for: a few megabytes.
const KEPT: usize = 6000;
/// Plain bytes of one pack of a closed segment.
const PACK: usize = 512 * 1024;

/// The hash of an entry: SHA-256 over the hash before it and its own plain bytes.
pub fn entry_hash(entry: &Entry) -> Result<Hash, StoreError> {
    Ok(chain(entry.prev, &codec::entry_bytes(entry)?))
}

fn chain(prev: Hash, bytes: &[u8]) -> Hash {
    Hash(Sha256::new().chain_update(prev.0).chain_update(bytes).finalize().into())
}

/// An entry of a segment: its number and plain bytes.
type Raw = (u64, Vec<u8>);

/// A segment read last: its first entry and its entries.
type Cached = Mutex<Option<(u64, Arc<Vec<Raw>>)>>;

/// The journal.
pub(super) struct Journal {
    dir: PathBuf,
    key: MasterKey,
    port: Box<dyn Port>,
    /// First entries of the segments.
    segments: BTreeSet<u64>,
    /// Bytes in the last segment.
    length: u64,
    head: Head,
    full: u64,
    cache: Cached,
    /// Entries asked for last, newest at the end.
    asked: Mutex<VecDeque<Arc<Entry>>>,
    /// How many times a segment was synced.
    syncs: u64,
    /// Set by a write that failed: what is on the disk is not known, so nothing more is written.
    broken: bool,
}

impl Journal {
    /// Opens the journal of a folder, cutting off a torn end; the second value says so. An end before `at_least`, which
    /// was acknowledged, is no torn end but damage, and is left as it lies.
    pub(super) fn open(
        dir: &Path,
        key: &MasterKey,
        port: Box<dyn Port>,
        at_least: u64,
    ) -> Result<(Self, Option<String>), StoreError> {
        let mut segments = BTreeSet::new();
        for name in port.list(dir).map_err(at(dir))? {
            if let Some(first) = name.strip_suffix(".seg").and_then(|n| n.parse().ok()) {
                segments.insert(first);
            } else if name.strip_suffix(".new").is_some() {
                // a closing that a crash stopped half-way: the segment itself is still whole
                port.remove(&dir.join(&name)).map_err(at(dir.join(&name)))?;
            }
        }
        let mut journal = Self {
            dir: dir.to_owned(),
            key: key.clone(),
            port,
            segments,
            length: 0,
            head: Head::default(),
            full: FULL,
            cache: Mutex::default(),
            asked: Mutex::default(),
            syncs: 0,
            broken: false,
        };
        let torn = journal.find_head(at_least)?;
        Ok((journal, torn))
    }

    /// The end of the journal, read from its last segment; an empty one (a crash while it began) is passed over.
    fn find_head(&mut self, at_least: u64) -> Result<Option<String>, StoreError> {
        while let Some(last) = self.segments.last().copied() {
            let path = self.path(last);
            let bytes = self.port.read(&path).map_err(at(&path))?;
            let (frames, whole) = frame::frames(&path, &bytes, &self.key, last)?;
            let entries = assembled(&path, &frames)?;
            let kept = kept_bytes(&path, &bytes, &frames, whole, &self.key, last)?;
            let torn = bytes.len() - kept;
            let ends = entries.last().map_or(last - 1, |(seq, _)| *seq);
            if ends < at_least {
                return Err(StoreError::Short { path, ends, known: at_least });
            }
            if torn > 0 {
                self.port.truncate(&path, kept as u64).map_err(at(&path))?;
                self.port.sync(&path).map_err(at(&path))?;
            }
            let said = (torn > 0)
                .then(|| format!("{torn} bytes at the end of the journal were never acknowledged and are cut off"));
            let Some((seq, bytes)) = entries.last() else {
                self.port.remove(&path).map_err(at(&path))?;
                self.segments.remove(&last);
                if said.is_some() {
                    self.find_head(at_least)?;
                    return Ok(said);
                }
                continue;
            };
            let entry = codec::entry_from(bytes)?;
            self.length = kept as u64;
            self.head = Head { seq: *seq, hash: chain(entry.prev, bytes), next: entry.next };
            return Ok(said);
        }
        if at_least > 0 {
            return Err(StoreError::Short { path: self.dir.clone(), ends: 0, known: at_least });
        }
        Ok(None)
    }

    pub(super) fn head(&self) -> &Head {
        &self.head
    }

    /// How many times appending has waited for the disk.
    pub(super) fn syncs(&self) -> u64 {
        self.syncs
    }

    fn path(&self, first: u64) -> PathBuf {
        self.dir.join(format!("{first:012}.seg"))
    }

    /// Appends entries that follow the head, with one fdatasync for all. After an error nothing more can be appended:
    /// what is on the disk is found out at the next opening.
    pub(super) fn append(&mut self, entries: &[Entry]) -> Result<Vec<Hash>, StoreError> {
        if self.broken {
            return Err(damaged(&self.dir, "an earlier write failed; open the store again"));
        }
        let (mut head, mut hashes, mut parts) = (self.head.clone(), Vec::new(), Vec::new());
        for entry in entries {
            if entry.seq != head.seq + 1 || entry.prev != head.hash {
                return Err(StoreError::OutOfOrder(entry.seq));
            }
            let bytes = codec::entry_bytes(entry)?;
            head = Head { seq: entry.seq, hash: chain(entry.prev, &bytes), next: entry.next.clone() };
            hashes.push(head.hash);
            parts.extend(in_parts(entry.seq, &bytes));
        }
        let written = self.write(&parts);
        self.broken = written.is_err();
        written?;
        self.head = head;
        Ok(hashes)
    }

    fn write(&mut self, parts: &[Frame]) -> Result<(), StoreError> {
        let Some(first) = parts.first().map(|f| f.seq) else { return Ok(()) };
        if self.length > self.full {
            self.close_last()?;
        }
        let segment = match self.segments.last() {
            Some(last) if self.length > 0 => *last,
            _ => first,
        };
        let path = self.path(segment);
        let begins = self.segments.insert(segment);
        let mut bytes = Vec::new();
        for part in parts {
            bytes.extend(part.written(&self.key, segment)?);
        }
        self.port.append(&path, &bytes).map_err(at(&path))?;
        self.port.sync(&path).map_err(at(&path))?;
        self.syncs += 1;
        if begins {
            self.port.sync_dir(&self.dir).map_err(at(&self.dir))?;
        }
        self.length += bytes.len() as u64;
        // what was read of the segment stays, with what follows: look-ups do not read all of it again after every command
        let mut cache = self.cache.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some((_, entries)) = cache.as_mut().filter(|(first, _)| *first == segment) {
            let more = assembled(&path, parts)?;
            match Arc::get_mut(entries) {
                Some(entries) => entries.extend(more),
                None => *cache = None,
            }
        }
        Ok(())
    }

    /// Rewrites the last segment in packs, in one step, and lets the next entry begin another.
    fn close_last(&mut self) -> Result<(), StoreError> {
        let Some(last) = self.segments.last().copied() else { return Ok(()) };
        let path = self.path(last);
        let bytes = self.port.read(&path).map_err(at(&path))?;
        let (frames, _) = frame::frames(&path, &bytes, &self.key, last)?;
        let (mut packed, mut group, mut size) = (Vec::new(), Vec::new(), 0);
        for frame in frames {
            size += frame.bytes.len();
            group.push(frame);
            if size >= PACK {
                packed.extend(frame::pack(&group).written(&self.key, last)?);
                (size, group) = (0, Vec::new());
            }
        }
        if !group.is_empty() {
            packed.extend(frame::pack(&group).written(&self.key, last)?);
        }
        let new = path.with_extension("new");
        self.port.append(&new, &packed).map_err(at(&new))?;
        self.port.sync(&new).map_err(at(&new))?;
        self.port.rename(&new, &path).map_err(at(&path))?;
        self.port.sync_dir(&self.dir).map_err(at(&self.dir))?;
        self.length = 0;
        Ok(())
    }

    /// The entries of the segment that holds an entry.
    fn segment_of(&self, seq: u64) -> Result<Option<Arc<Vec<Raw>>>, StoreError> {
        let Some(first) = self.segments.range(..=seq).next_back().copied() else { return Ok(None) };
        let mut cache = self.cache.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some((cached, entries)) = &*cache
            && *cached == first
        {
            return Ok(Some(Arc::clone(entries)));
        }
        let path = self.path(first);
        let bytes = self.port.read(&path).map_err(at(&path))?;
        let (frames, _) = frame::frames(&path, &bytes, &self.key, first)?;
        let entries = Arc::new(assembled(&path, &frames)?);
        *cache = Some((first, Arc::clone(&entries)));
        Ok(Some(entries))
    }

    /// An entry by its number. Those asked for last are kept: everybody who looks at a record asks for the import it came
    /// with, which is thousands of records to read.
    pub(super) fn entry(&self, seq: u64) -> Result<Option<Arc<Entry>>, StoreError> {
        if seq == 0 || seq > self.head.seq {
            return Ok(None);
        }
        let kept = || self.asked.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(entry) = kept().iter().find(|entry| entry.seq == seq) {
            return Ok(Some(Arc::clone(entry)));
        }
        let entry = Arc::new(self.read(seq)?.0);
        let mut kept = kept();
        kept.push_back(Arc::clone(&entry));
        while kept.len() > 1 && kept.iter().map(|entry| entry.changes.len() + 1).sum::<usize>() > KEPT {
            kept.pop_front();
        }
        Ok(Some(entry))
    }

    /// The hash of an entry, if the journal has it.
    pub(super) fn hash_of(&self, seq: u64) -> Result<Option<Hash>, StoreError> {
        match seq {
            seq if seq == self.head.seq => Ok(Some(self.head.hash)),
            seq if seq == 0 || seq > self.head.seq => Ok(None),
            seq => self.read(seq).map(|(_, hash)| Some(hash)),
        }
    }

    /// An entry and its hash, over the bytes as they were written, whatever shape its records have by now.
    fn read(&self, seq: u64) -> Result<(Entry, Hash), StoreError> {
        let entries = self.segment_of(seq)?;
        let found = entries.as_ref().and_then(|e| e.binary_search_by_key(&seq, |(n, _)| *n).ok().map(|i| &e[i].1));
        let bytes = found.ok_or_else(|| damaged(&self.dir, format!("entry {seq} is missing from the journal")))?;
        let entry = codec::entry_from(bytes)?;
        let hash = chain(entry.prev, bytes);
        Ok((entry, hash))
    }

    /// Every entry from a number on, with its hash, checked against the one before it.
    pub(super) fn replay(&self, from: u64) -> impl Iterator<Item = Result<(Entry, Hash), StoreError>> + '_ {
        let mut seq = from.max(1);
        let mut prev: Option<Hash> = (seq == 1).then(Hash::default);
        std::iter::from_fn(move || {
            (seq <= self.head.seq).then(|| {
                let (entry, hash) = self.linked(seq, prev)?;
                (seq, prev) = (seq + 1, Some(hash));
                Ok((entry, hash))
            })
        })
    }

    fn linked(&self, seq: u64, prev: Option<Hash>) -> Result<(Entry, Hash), StoreError> {
        let (entry, hash) = self.read(seq)?;
        if entry.seq != seq || prev.is_some_and(|prev| prev != entry.prev) {
            return Err(damaged(&self.dir, format!("entry {seq} does not follow the one before it")));
        }
        if seq == self.head.seq && hash != self.head.hash {
            return Err(damaged(&self.dir, format!("entry {seq} is not the end the journal had")));
        }
        Ok((entry, hash))
    }

    /// The entries from a number back, last first.
    pub(super) fn back(&self, from: u64) -> impl Iterator<Item = Result<Entry, StoreError>> + '_ {
        (1..=from.min(self.head.seq)).rev().map(|seq| self.read(seq).map(|(entry, _)| entry))
    }
}

/// An entry's bytes as frames, each no longer than a part may be.
fn in_parts(seq: u64, bytes: &[u8]) -> Vec<Frame> {
    let count = bytes.len().div_ceil(PART_LIMIT).max(1);
    let part = |(i, chunk): (usize, &[u8])| Frame {
        kind: if i + 1 == count { Part::Last } else { Part::Part },
        seq,
        part: i as u32,
        bytes: chunk.to_vec(),
    };
    bytes.chunks(PART_LIMIT).enumerate().map(part).collect()
}

/// Whole entries from frames; parts at the end whose last is missing are left out.
fn assembled(path: &Path, frames: &[Frame]) -> Result<Vec<Raw>, StoreError> {
    let mut entries: Vec<Raw> = Vec::new();
    let mut open: Option<(u64, u32, Vec<u8>)> = None;
    for frame in frames {
        let (seq, part, mut bytes) = open.take().unwrap_or((frame.seq, 0, Vec::new()));
        let follows = entries.last().is_none_or(|(last, _)| seq == last + 1);
        if frame.seq != seq || frame.part != part || !follows {
            return Err(damaged(path, format!("entry {} is out of order", frame.seq)));
        }
        bytes.extend(&frame.bytes);
        if frame.kind == Part::Last {
            entries.push((seq, bytes));
        } else {
            open = Some((seq, part + 1, bytes));
        }
    }
    Ok(entries)
}

/// How many bytes of a segment hold whole entries: parts without their last are cut off with the torn end.
fn kept_bytes(
    path: &Path,
    bytes: &[u8],
    frames: &[Frame],
    whole: usize,
    key: &MasterKey,
    segment: u64,
) -> Result<usize, StoreError> {
    let open = frames.iter().rev().take_while(|f| f.kind == Part::Part).count();
    if open == 0 {
        return Ok(whole);
    }
    // the whole frames before the open entry, measured one by one
    let mut kept = 0;
    let mut left = frames.len() - open;
    while left > 0 {
        let length = 8 + u32::from_le_bytes([bytes[kept], bytes[kept + 1], bytes[kept + 2], bytes[kept + 3]]) as usize;
        let (inside, _) = frame::frames(path, &bytes[kept..kept + length], key, segment)?;
        left = left.saturating_sub(inside.len());
        kept += length;
    }
    Ok(kept)
}

#[cfg(test)]
mod tests;
