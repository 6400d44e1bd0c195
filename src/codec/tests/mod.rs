//! Bytes: what is refused, what comes back.

pub(crate) mod fill;
mod golden;

use super::*;

#[test]
fn what_is_newer_longer_or_damaged_is_told_apart() {
    let bytes = record_bytes(&Record::blank(Kind::Child)).unwrap();
    let mut newer = bytes.clone();
    newer[0] = 9;
    assert_eq!(record_from(&newer).unwrap_err().to_string(), "a record version 9 is newer than this program");
    assert!(matches!(record_from(&bytes[..bytes.len() - 1]), Err(CodecError::Damaged(..))));
    let mut longer = bytes;
    longer.push(0);
    assert!(matches!(record_from(&longer), Err(CodecError::Damaged(..))));
    assert!(record_from(&[]).is_err());
    let huge: Vec<String> = vec!["x".repeat(1000); 100];
    assert!(matches!(to_bytes("it", &huge, RECORD_LIMIT), Err(CodecError::TooLong(..))));
}

#[test]
fn a_huge_length_in_the_bytes_is_refused_without_taking_memory() {
    let mut bytes = vec![VERSION, 0];
    bytes.extend([253, 0, 0, 0, 0, 0, 1, 0, 0]);
    assert!(record_from(&bytes).is_err());
}
