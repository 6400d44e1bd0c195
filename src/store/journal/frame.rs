//! Frames: how parts of entries lie in a segment file.
//!
//! ```text
//! length u32 | check u32 | sealed( kind u8 | seq u64 | part u32 | bytes )        little-endian
//! ```
//! The check runs over the length and the sealed bytes: it tells a torn end from a damaged middle without the key. The
//! seal's place is the segment's number. A pack is a frame whose bytes are many plain frames, compressed: closed
//! segments consist of packs.

use super::super::error::{StoreError, damaged};
use super::super::seal::MasterKey;
use sha2::{Digest, Sha256};
use std::path::Path;

/// What a frame holds.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Kind {
    /// A part of an entry, with more to come.
    Part,
    /// The last part of an entry: with it, the entry has happened.
    Last,
    /// Many of those, compressed.
    Pack,
}

/// A frame, opened.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) struct Frame {
    pub(super) kind: Kind,
    /// The entry; of a pack, its first.
    pub(super) seq: u64,
    /// Which part of it, from 0.
    pub(super) part: u32,
    pub(super) bytes: Vec<u8>,
}

/// Bytes before the sealed ones.
const HEAD: usize = 8;
/// No frame is longer: a part and its wrapping, or a pack that could not be compressed.
const LONGEST: usize = 4 * 1024 * 1024;

impl Frame {
    fn plain(&self) -> Vec<u8> {
        let mut plain = Vec::with_capacity(13 + self.bytes.len());
        plain.push(match self.kind {
            Kind::Part => 0,
            Kind::Last => 1,
            Kind::Pack => 2,
        });
        plain.extend(self.seq.to_le_bytes());
        plain.extend(self.part.to_le_bytes());
        plain.extend(&self.bytes);
        plain
    }

    fn from_plain(plain: &[u8]) -> Option<Self> {
        let kind = match plain.first()? {
            0 => Kind::Part,
            1 => Kind::Last,
            2 => Kind::Pack,
            _ => return None,
        };
        let seq = u64::from_le_bytes(plain.get(1..9)?.try_into().ok()?);
        let part = u32::from_le_bytes(plain.get(9..13)?.try_into().ok()?);
        Some(Self { kind, seq, part, bytes: plain[13..].to_vec() })
    }

    /// As it is written into a segment.
    pub(super) fn written(&self, key: &MasterKey, segment: u64) -> Result<Vec<u8>, StoreError> {
        let sealed = key.seal(&place(segment), &self.plain())?;
        let mut bytes = Vec::with_capacity(HEAD + sealed.len());
        bytes.extend((sealed.len() as u32).to_le_bytes());
        bytes.extend(check(&sealed));
        bytes.extend(sealed);
        Ok(bytes)
    }
}

/// Many frames as one, compressed.
pub(super) fn pack(frames: &[Frame]) -> Frame {
    let mut plain = Vec::new();
    for frame in frames {
        let bytes = frame.plain();
        plain.extend((bytes.len() as u32).to_le_bytes());
        plain.extend(bytes);
    }
    let seq = frames.first().map_or(0, |f| f.seq);
    Frame { kind: Kind::Pack, seq, part: 0, bytes: lz4_flex::compress_prepend_size(&plain) }
}

fn unpack(pack: &Frame) -> Option<Vec<Frame>> {
    let plain = lz4_flex::decompress_size_prepended(&pack.bytes).ok()?;
    let (mut rest, mut frames) = (plain.as_slice(), Vec::new());
    while !rest.is_empty() {
        let length = u32::from_le_bytes(rest.get(..4)?.try_into().ok()?) as usize;
        frames.push(Frame::from_plain(rest.get(4..4 + length)?)?);
        rest = &rest[4 + length..];
    }
    Some(frames)
}

fn place(segment: u64) -> Vec<u8> {
    format!("journal {segment}").into_bytes()
}

fn check(sealed: &[u8]) -> [u8; 4] {
    let digest = Sha256::new().chain_update((sealed.len() as u32).to_le_bytes()).chain_update(sealed).finalize();
    [digest[0], digest[1], digest[2], digest[3]]
}

/// The frames of a segment, packs opened, and how many bytes of it are whole: what follows is a torn end.
pub(super) fn frames(
    path: &Path,
    bytes: &[u8],
    key: &MasterKey,
    segment: u64,
) -> Result<(Vec<Frame>, usize), StoreError> {
    let mut frames: Vec<Frame> = Vec::new();
    let mut at = 0;
    loop {
        // what lies here by what lies before it: a damaged frame does not say it itself
        let entry = frames.last().map_or(segment, |f| if f.kind == Kind::Last { f.seq + 1 } else { f.seq });
        let Some(sealed) = whole(path, bytes, at, entry)? else { break };
        let opened = key.open(&place(segment), sealed).and_then(|plain| Frame::from_plain(&plain));
        let frame =
            opened.ok_or_else(|| damaged(path, format!("entry {entry} at byte {at} was not sealed with this key")))?;
        if frame.kind == Kind::Pack {
            frames.extend(
                unpack(&frame)
                    .ok_or_else(|| damaged(path, format!("entry {entry} at byte {at} cannot be unpacked")))?,
            );
        } else {
            frames.push(frame);
        }
        at += HEAD + sealed.len();
    }
    Ok((frames, at))
}

/// The sealed bytes of the frame at a place; `None` at the end, torn or not. A frame that is wrong with more behind it
/// is damage: a torn write is the last thing in a file.
fn whole<'a>(path: &Path, bytes: &'a [u8], at: usize, entry: u64) -> Result<Option<&'a [u8]>, StoreError> {
    let rest = &bytes[at..];
    if rest.len() < HEAD {
        return Ok(None);
    }
    let length = u32::from_le_bytes([rest[0], rest[1], rest[2], rest[3]]) as usize;
    let Some(sealed) = rest.get(HEAD..HEAD.saturating_add(length)).filter(|_| length <= LONGEST) else {
        // either torn, or the length itself is damaged: then whole frames follow somewhere
        return if follows(&rest[1..]) {
            Err(damaged(path, format!("entry {entry} at byte {at} has a wrong length")))
        } else {
            Ok(None)
        };
    };
    if check(sealed) == rest[4..8] {
        return Ok(Some(sealed));
    }
    if rest.len() > HEAD + length || follows(&rest[1..]) {
        return Err(damaged(path, format!("entry {entry} at byte {at} is not what was written")));
    }
    Ok(None)
}

/// Whether a whole frame begins anywhere in these bytes.
fn follows(bytes: &[u8]) -> bool {
    (0..bytes.len().saturating_sub(HEAD)).any(|at| {
        let rest = &bytes[at..];
        let length = u32::from_le_bytes([rest[0], rest[1], rest[2], rest[3]]) as usize;
        let sealed = rest.get(HEAD..HEAD.saturating_add(length)).filter(|s| s.len() > 16 && length <= LONGEST);
        sealed.is_some_and(|sealed| check(sealed) == rest[4..8])
    })
}
