//! Samples that must decode for ever, and the traps of a format without field names.
//!
//! `golden/samples.txt` holds a line for every kind of record, and one for an entry: name, bytes in hex, the value as
//! JSON. A released line is never changed or removed, only joined by those of the next version; until the first release
//! `CONTACTDESK_GOLDEN=write cargo test golden` writes the file anew. `golden/choices.txt` holds the words of every enum
//! in the order of their bytes: lines may only grow at their end.

use super::super::{VERSION, entry_bytes, entry_from, json, record_bytes, record_from, to_bytes};
use super::fill;
use crate::domain::*;
use std::fmt::Write;
use std::path::PathBuf;
use std::sync::Arc;

const SAMPLES: &str = include_str!("golden/samples.txt");
const CHOICES: &str = include_str!("golden/choices.txt");

fn sample_entry() -> Entry {
    let mut entry = Entry {
        seq: 42,
        at: fill::value(None),
        actor: fill::value(None),
        command: "session.book".into(),
        args: r#"{"child":"CH-0001"}"#.into(),
        changes: Vec::new(),
        reason: Some("the officer knows the family".parse().unwrap()),
        overrides: vec![RuleName::new("officer-hours")],
        undoes: Some(41),
        next: vec![3, 1, 4],
        prev: fill::value(None),
    };
    let (before, after) = (fill::record(Kind::Room, Some(1)), fill::record(Kind::Room, None));
    entry.changes.push(Change { key: after.key(), before: Some(Arc::new(before)), after: Some(Arc::new(after)) });
    entry
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().fold(String::new(), |mut text, byte| {
        write!(text, "{byte:02x}").unwrap();
        text
    })
}

fn bytes(hex: &str) -> Vec<u8> {
    (0..hex.len()).step_by(2).map(|i| u8::from_str_radix(&hex[i..i + 2], 16).unwrap()).collect()
}

fn samples_of_today() -> String {
    let mut text = String::new();
    for kind in Kind::ALL {
        let record = fill::record(*kind, None);
        let line = (hex(&record_bytes(&record).unwrap()), json(&record));
        writeln!(text, "{} v{} {} {}", kind.one().replace(' ', "-"), VERSION, line.0, line.1).unwrap();
    }
    let entry = sample_entry();
    writeln!(text, "entry v{} {} {}", VERSION, hex(&entry_bytes(&entry).unwrap()), json(&entry)).unwrap();
    text
}

macro_rules! all_choices {
    ($($name:ident)*) => {{
        let mut text = String::new();
        $(
            let words: Vec<_> = $name::ALL.iter().map(json).collect();
            writeln!(text, "{} {}", stringify!($name), words.join(" ").replace('"', "")).unwrap();
            for (i, choice) in $name::ALL.iter().enumerate() {
                assert_eq!(to_bytes("a choice", choice, 9).unwrap(), [i as u8], "{choice:?}");
            }
        )*
        text
    }};
}

fn choices_of_today() -> String {
    all_choices! {
        Kind Role Audience LegalStatus CarePlanAim AddressClass CarerKind SupervisionLevel ArrangementStatus OrderedBy
        DepartureOrder Per Transport NoMeetScope SessionStatus CancelledBy CancelReason Direction LegStatus
        ConfirmResult RoomFeature Skill Contract AbsenceKind DriverKind VehicleKind
        DecisionCode TaskSort SessionSort Channel ToldResult Priority IncidentSort LetterWay AppointmentSort DayNoteSort
        CarChoice Season Agency Seat RequestType SourceTeam PresentingProblem ReferralStatus PaperSort Got SittingStatus
        InviteReply MinutesStage ItemSort BroughtBy ItemStatus InterestSort
    }
}

fn write_anew() -> bool {
    std::env::var("CONTACTDESK_GOLDEN").as_deref() == Ok("write")
}

fn golden(name: &str) -> PathBuf {
    [env!("CARGO_MANIFEST_DIR"), "src/codec/tests/golden", name].iter().collect()
}

#[test]
fn golden_samples_decode_for_ever() {
    if write_anew() {
        std::fs::write(golden("samples.txt"), samples_of_today()).unwrap();
        return;
    }
    for line in SAMPLES.lines() {
        let mut fields = line.splitn(4, ' ');
        let (name, _version) = (fields.next().unwrap(), fields.next().unwrap());
        let (bytes, json) = (bytes(fields.next().unwrap()), fields.next().unwrap());
        if name == "entry" {
            let entry = entry_from(&bytes).unwrap_or_else(|error| panic!("{name}: {error}"));
            assert_eq!(entry, serde_json::from_str(json).unwrap(), "{name}");
        } else {
            let record = record_from(&bytes).unwrap_or_else(|error| {
                panic!("{name}: {error}. The shape has changed: see codec/mod.rs, and this file's head")
            });
            assert_eq!(record, serde_json::from_str(json).unwrap(), "{name}");
        }
    }
}

#[test]
fn golden_samples_hold_every_kind_as_written_today() {
    let samples = if write_anew() { std::fs::read_to_string(golden("samples.txt")).unwrap() } else { SAMPLES.into() };
    for line in samples_of_today().lines() {
        let name = line.split(' ').next().unwrap();
        assert!(
            write_anew() || samples.lines().any(|sample| sample == line),
            "{name} is written in another shape than golden/samples.txt has: see the head of codec/tests/golden.rs"
        );
    }
}

#[test]
fn golden_choices_only_grow_at_their_end() {
    if write_anew() {
        std::fs::write(golden("choices.txt"), choices_of_today()).unwrap();
        return;
    }
    let today = choices_of_today();
    for line in CHOICES.lines() {
        assert!(today.lines().any(|now| format!("{now} ").starts_with(&format!("{line} "))), "changed or gone: {line}");
    }
    assert_eq!(today.lines().count(), CHOICES.lines().count(), "a new enum: add its line to golden/choices.txt");
}

#[test]
fn every_enum_of_the_records_is_in_the_golden_choices() {
    for (file, text) in stored_sources() {
        for name in text.split("choices! {").skip(1).filter_map(|rest| {
            rest.lines().map(str::trim).find(|l| !l.is_empty() && !l.starts_with("//"))?.split(' ').next()
        }) {
            assert!(CHOICES.lines().any(|line| line.starts_with(&format!("{name} "))), "{file}: {name}");
        }
    }
}

#[test]
fn what_bytes_cannot_hold_is_not_used_in_stored_types() {
    for (file, text) in stored_sources() {
        for attribute in text.lines().filter(|line| line.contains("serde(")) {
            for trap in ["flatten", "untagged", "skip_serializing", "skip)", "tag =", "content ="] {
                assert!(!attribute.contains(trap), "{file}: `{trap}` cannot be written as bytes: {attribute}");
            }
        }
    }
}

/// The sources of everything that is kept in the store.
fn stored_sources() -> Vec<(String, String)> {
    let domain: PathBuf = [env!("CARGO_MANIFEST_DIR"), "src/domain"].iter().collect();
    let mut files: Vec<PathBuf> =
        std::fs::read_dir(domain.join("records")).unwrap().map(|file| file.unwrap().path()).collect();
    files.extend(
        ["change.rs", "civil/mod.rs", "civil/moment.rs", "key.rs", "recurrence/mod.rs", "role.rs", "text.rs"]
            .map(|name| domain.join(name)),
    );
    assert!(files.len() > 10);
    files.iter().map(|path| (path.display().to_string(), std::fs::read_to_string(path).unwrap())).collect()
}

#[test]
fn every_kind_comes_back_as_it_went() {
    for kind in Kind::ALL {
        for seed in (1..20).map(Some).chain([None]) {
            let record = fill::record(*kind, seed);
            assert_eq!(record_from(&record_bytes(&record).unwrap()), Ok(record));
        }
        let blank = Record::blank(*kind);
        assert_eq!(record_from(&record_bytes(&blank).unwrap()), Ok(blank));
    }
    let entry = sample_entry();
    assert_eq!(entry_from(&entry_bytes(&entry).unwrap()), Ok(entry));
}

#[test]
fn damaged_bytes_never_panic() {
    let good = record_bytes(&fill::record(Kind::Session, None)).unwrap();
    for at in 1..good.len() {
        let mut bad = good.clone();
        bad[at] ^= 0xff;
        let _wrong_or_an_error = record_from(&bad);
        assert!(record_from(&good[..at]).is_err());
    }
}
