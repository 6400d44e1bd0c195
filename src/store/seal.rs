//! Sealing: XChaCha20-Poly1305 with a random nonce, and where the bytes lie as associated data, so that a sealed value
//! moved elsewhere is as wrong as a changed one. The tag is the checksum that plain bytes lack.

use super::error::{StoreError, at};
use chacha20poly1305::aead::{Aead, KeyInit, Payload};
use chacha20poly1305::{XChaCha20Poly1305, XNonce};
use sha2::{Digest, Sha256};
use std::fs;
use std::io::Write;
use std::os::unix::fs::{DirBuilderExt, OpenOptionsExt, PermissionsExt};
use std::path::Path;
use zeroize::{Zeroize, ZeroizeOnDrop};

const FORMAT: u8 = 1;
const NONCE: usize = 24;
/// Bytes that sealing adds: format, key number, nonce, tag.
pub(super) const SEAL: usize = 2 + NONCE + 16;

/// The key of a store, and its number: rotation will add others.
#[derive(Clone, Zeroize, ZeroizeOnDrop)]
pub struct MasterKey {
    id: u8,
    bytes: [u8; 32],
}

/// Letters and digits that cannot be mistaken for each other.
const ALPHABET: &[u8; 32] = b"ABCDEFGHJKLMNPQRSTUVWXYZ23456789";

impl MasterKey {
    /// A new key.
    pub fn generate() -> Result<Self, StoreError> {
        let mut bytes = [0; 32];
        random(&mut bytes)?;
        Ok(Self { id: 1, bytes })
    }

    /// Writes it to a new file that only its owner can read.
    pub fn write(&self, path: &Path) -> Result<(), StoreError> {
        let dir = path.parent().filter(|d| !d.as_os_str().is_empty()).unwrap_or(Path::new("."));
        fs::DirBuilder::new().recursive(true).mode(0o700).create(dir).map_err(at(dir))?;
        let mut file = fs::OpenOptions::new().write(true).create_new(true).mode(0o600).open(path).map_err(at(path))?;
        let mut text = format!("contactdesk key 1\n{}\n", self.recovery());
        let written = file.write_all(text.as_bytes()).and_then(|()| file.sync_all()).map_err(at(path));
        text.zeroize();
        written?;
        // its name too must outlast a power cut: a store without its key is lost
        fs::File::open(dir).and_then(|d| d.sync_all()).map_err(at(dir))
    }

    /// Reads it from its file, which must be its owner's alone.
    pub fn read(path: &Path) -> Result<Self, StoreError> {
        let no = |why: String| StoreError::NoKey { path: path.to_owned(), why };
        let meta = fs::metadata(path).map_err(|why| no(why.to_string()))?;
        if meta.permissions().mode() & 0o077 != 0 {
            return Err(StoreError::OpenKey(path.to_owned()));
        }
        let mut text = fs::read_to_string(path).map_err(|why| no(why.to_string()))?;
        let key = match text.strip_prefix("contactdesk key 1\n") {
            Some(rest) => Self::from_recovery(rest).map_err(|why| no(why.to_string())),
            None => Err(no("it is no key file of contactdesk".to_owned())),
        };
        text.zeroize();
        key
    }

    /// The key as text to write on paper: groups of five letters and digits, the last holding a check.
    pub fn recovery(&self) -> String {
        let mut bytes = vec![self.id];
        bytes.extend(self.bytes);
        bytes.extend(&Sha256::digest(&bytes)[..2]);
        let text = base32(&bytes);
        let groups: Vec<&str> = (0..text.len()).step_by(5).map(|i| &text[i..(i + 5).min(text.len())]).collect();
        let joined = groups.join("-");
        bytes.zeroize();
        joined
    }

    /// The key from that text; case and dashes do not matter.
    pub fn from_recovery(text: &str) -> Result<Self, StoreError> {
        let mut bytes = unbase32(text).ok_or(StoreError::BadRecovery("it holds other letters than A-Z and 2-9"))?;
        if bytes.len() != 35 {
            return Err(StoreError::BadRecovery("it is too short or too long"));
        }
        if bytes[33..] != Sha256::digest(&bytes[..33])[..2] {
            return Err(StoreError::BadRecovery("a letter is wrong"));
        }
        let mut key = [0; 32];
        key.copy_from_slice(&bytes[1..33]);
        let key = Self { id: bytes[0], bytes: key };
        bytes.zeroize();
        Ok(key)
    }

    /// Seals bytes for a place.
    pub(super) fn seal(&self, place: &[u8], plain: &[u8]) -> Result<Vec<u8>, StoreError> {
        let mut nonce = [0; NONCE];
        random(&mut nonce)?;
        let payload = Payload { msg: plain, aad: place };
        let sealed = self.cipher().encrypt(&XNonce::from(nonce), payload);
        let sealed = sealed.map_err(|_| StoreError::Seal("the cipher says no".to_owned()))?;
        let mut bytes = Vec::with_capacity(SEAL + plain.len());
        bytes.extend([FORMAT, self.id]);
        bytes.extend(nonce);
        bytes.extend(sealed);
        Ok(bytes)
    }

    /// Opens what was sealed for that place; `None` if it is anything else.
    pub(super) fn open(&self, place: &[u8], sealed: &[u8]) -> Option<Vec<u8>> {
        if sealed.len() < SEAL || sealed[0] != FORMAT || sealed[1] != self.id {
            return None;
        }
        let mut nonce = [0; NONCE];
        nonce.copy_from_slice(&sealed[2..2 + NONCE]);
        let payload = Payload { msg: &sealed[2 + NONCE..], aad: place };
        self.cipher().decrypt(&XNonce::from(nonce), payload).ok()
    }

    /// A digest of a word that only who has the key can make.
    pub(super) fn digest(&self, what: &[u8], word: &[u8]) -> [u8; 32] {
        let key = Sha256::new().chain_update(b"name").chain_update(self.bytes).finalize();
        Sha256::new().chain_update(key).chain_update(what).chain_update([0]).chain_update(word).finalize().into()
    }

    fn cipher(&self) -> XChaCha20Poly1305 {
        XChaCha20Poly1305::new(&self.bytes.into())
    }
}

fn random(bytes: &mut [u8]) -> Result<(), StoreError> {
    getrandom::fill(bytes).map_err(|why| StoreError::Seal(format!("no random numbers: {why}")))
}

fn base32(bytes: &[u8]) -> String {
    let bit = |i: usize| bytes.get(i / 8).map_or(0, |b| (b >> (7 - i % 8)) & 1);
    let letter = |n: usize| ALPHABET[(0..5).fold(0, |sum, i| sum << 1 | usize::from(bit(n * 5 + i)))] as char;
    (0..(bytes.len() * 8).div_ceil(5)).map(letter).collect()
}

fn unbase32(text: &str) -> Option<Vec<u8>> {
    let letters = text.bytes().filter(|b| !b.is_ascii_whitespace() && *b != b'-').map(|b| b.to_ascii_uppercase());
    let values: Vec<u8> =
        letters.map(|l| ALPHABET.iter().position(|a| *a == l).map(|v| v as u8)).collect::<Option<_>>()?;
    let bit = |i: usize| (values[i / 5] >> (4 - i % 5)) & 1;
    Some((0..values.len() * 5 / 8).map(|n| (0..8).fold(0, |sum, i| sum << 1 | bit(n * 8 + i))).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_sealed_opens_at_its_place_with_its_key_only() {
        let (key, other) = (MasterKey::generate().unwrap(), MasterKey::generate().unwrap());
        let sealed = key.seal(b"here", b"a child").unwrap();
        assert_eq!(key.open(b"here", &sealed).as_deref(), Some(&b"a child"[..]));
        assert!(key.open(b"there", &sealed).is_none());
        assert!(other.open(b"here", &sealed).is_none());
        for at in 0..sealed.len() {
            let mut changed = sealed.clone();
            changed[at] ^= 1;
            assert!(key.open(b"here", &changed).is_none(), "byte {at}");
        }
    }

    #[test]
    fn a_recovery_key_makes_the_key_again_and_a_slip_is_noticed() {
        let key = MasterKey::generate().unwrap();
        let text = key.recovery();
        let again = MasterKey::from_recovery(&text.to_lowercase().replace('-', " ")).unwrap();
        assert_eq!(again.bytes, key.bytes);
        let slip = if text.starts_with('A') { text.replacen('A', "B", 1) } else { format!("A{}", &text[1..]) };
        assert!(MasterKey::from_recovery(&slip).is_err());
        assert!(MasterKey::from_recovery("AAAAA").is_err());
        assert!(MasterKey::from_recovery("0").is_err());
    }

    #[test]
    fn a_key_file_is_its_owners_alone() {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("keys/a.key");
        let key = MasterKey::generate().unwrap();
        key.write(&path).unwrap();
        assert_eq!(MasterKey::read(&path).unwrap().bytes, key.bytes);
        assert!(key.write(&path).is_err(), "never over another key");
        fs::set_permissions(&path, fs::Permissions::from_mode(0o644)).unwrap();
        assert!(matches!(MasterKey::read(&path), Err(StoreError::OpenKey(_))));
    }
}
