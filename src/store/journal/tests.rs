use super::super::port::tests::Rig;
use super::*;

fn entry(head: &Head, note: &str) -> Entry {
    let child = Child { id: ChildId(head.seq as u32 + 1), notes: note.parse().unwrap(), ..Child::default() };
    Entry {
        seq: head.seq + 1,
        prev: head.hash,
        changes: vec![Change::new(child)],
        next: vec![head.seq as u32 + 2],
        ..Entry::default()
    }
}

fn large(head: &Head, records: u32) -> Entry {
    let child =
        |id| Change::new(Child { id: ChildId(id), notes: "x".repeat(3900).parse().unwrap(), ..Child::default() });
    Entry { changes: (1..=records).map(child).collect(), ..entry(head, "") }
}

fn dir() -> &'static Path {
    Path::new("/journal")
}

fn open(rig: &Rig, key: &MasterKey) -> Result<(Journal, Option<String>), StoreError> {
    Journal::open(dir(), key, Box::new(rig.clone()), 0)
}

fn append(journal: &mut Journal, note: &str) -> Result<(), StoreError> {
    let next = entry(journal.head(), note);
    journal.append(&[next]).map(|_| ())
}

fn count(journal: &Journal) -> usize {
    journal.replay(1).inspect(|e| assert!(e.is_ok(), "{e:?}")).count()
}

#[test]
fn entries_come_back_in_order_with_one_sync_for_a_group() {
    let (rig, key) = (Rig::default(), MasterKey::generate().unwrap());
    let (mut journal, _) = open(&rig, &key).unwrap();
    append(&mut journal, "first").unwrap();
    let before = rig.syncs();
    let second = entry(journal.head(), "second");
    let hash = entry_hash(&second).unwrap();
    let third = entry(&Head { seq: 2, hash, next: vec![] }, "third");
    journal.append(&[second, third]).unwrap();
    assert_eq!(rig.syncs() - before, 1);
    let (again, torn) = open(&rig, &key).unwrap();
    assert_eq!((again.head(), torn, count(&again)), (journal.head(), None, 3));
    let back: Vec<u64> = again.back(9).map(|e| e.unwrap().seq).collect();
    assert_eq!(back, [3, 2, 1]);
}

#[test]
fn what_does_not_follow_the_end_is_not_appended() {
    let (rig, key) = (Rig::default(), MasterKey::generate().unwrap());
    let (mut journal, _) = open(&rig, &key).unwrap();
    append(&mut journal, "first").unwrap();
    let stale = entry(&Head::default(), "again");
    assert!(matches!(journal.append(&[stale]), Err(StoreError::OutOfOrder(1))));
}

#[test]
fn a_power_cut_at_any_byte_loses_nothing_that_was_acknowledged() {
    let key = MasterKey::generate().unwrap();
    for torn in (0..700).step_by(7) {
        let rig = Rig::default();
        let (mut journal, _) = open(&rig, &key).unwrap();
        append(&mut journal, "acknowledged").unwrap();
        // the next one is written and never synced
        rig.fail_at(Some(2));
        assert!(append(&mut journal, "lost").is_err());
        assert!(append(&mut journal, "refused: the end is not known").is_err());
        rig.fail_at(None);
        rig.power_cut(torn);
        let (mut again, _) = open(&rig, &key).unwrap();
        assert!((1..=2).contains(&count(&again)), "{torn}");
        append(&mut again, "goes on").unwrap();
        assert_eq!(open(&rig, &key).unwrap().0.head(), again.head());
    }
}

#[test]
fn a_failure_at_any_call_leaves_whole_entries_only() {
    let key = MasterKey::generate().unwrap();
    for call in 1..40 {
        let rig = Rig::default();
        let (mut journal, _) = open(&rig, &key).unwrap();
        journal.full = 1500;
        rig.fail_at(Some(call));
        let acknowledged = (0..12).take_while(|i| append(&mut journal, &format!("entry {i}")).is_ok()).count();
        let used = rig.calls();
        rig.fail_at(None);
        rig.power_cut(if call % 2 == 0 { 0 } else { usize::MAX });
        let (again, _) = open(&rig, &key).unwrap_or_else(|why| panic!("call {call} of {used}: {why}"));
        assert!(count(&again) >= acknowledged, "call {call}: {} of {acknowledged}", count(&again));
    }
}

#[test]
fn a_large_entry_happens_with_its_last_part_or_not_at_all() {
    let (rig, key) = (Rig::default(), MasterKey::generate().unwrap());
    let (mut journal, _) = open(&rig, &key).unwrap();
    append(&mut journal, "small").unwrap();
    let start = rig.read(&journal.path(1)).unwrap().len();
    let big = large(journal.head(), 600);
    journal.append(&[big]).unwrap();
    assert_eq!(open(&rig, &key).unwrap().0.entry(2).unwrap().unwrap().changes.len(), 600);
    let whole = rig.read(&journal.path(1)).unwrap().len();
    assert!(whole - start > 2 * PART_LIMIT, "it has parts");
    for keep in [start + 100, start + PART_LIMIT + 200, whole - 1] {
        let rig = Rig::default();
        rig.append(&journal.path(1), &[]).unwrap();
        let bytes = journal.port.read(&journal.path(1)).unwrap();
        rig.edit(&journal.path(1), |file| *file = bytes[..keep].to_vec());
        let (mut again, torn) = open(&rig, &key).unwrap();
        assert_eq!((again.head().seq, torn.is_some()), (1, true), "{keep}");
        append(&mut again, "goes on").unwrap();
        assert_eq!(count(&open(&rig, &key).unwrap().0), 2);
    }
}

#[test]
fn closed_segments_are_packed_and_the_chain_stays() {
    let (rig, key) = (Rig::default(), MasterKey::generate().unwrap());
    let (mut journal, _) = open(&rig, &key).unwrap();
    journal.full = 20_000;
    for i in 0..60 {
        append(&mut journal, &format!("{i} {}", "word ".repeat(300))).unwrap();
    }
    assert!(journal.segments.len() > 2, "{:?}", journal.segments);
    let first = rig.read(&journal.path(1)).unwrap().len();
    assert!(first < 10_000, "compressed: {first}");
    let (again, _) = open(&rig, &key).unwrap();
    assert_eq!((count(&again), again.head()), (60, journal.head()));
}

#[test]
fn a_changed_bit_anywhere_is_found_and_never_half_read() {
    let (rig, key) = (Rig::default(), MasterKey::generate().unwrap());
    let (mut journal, _) = open(&rig, &key).unwrap();
    for i in 0..4 {
        append(&mut journal, &format!("entry {i}")).unwrap();
    }
    let good = rig.read(&journal.path(1)).unwrap();
    for at in (0..good.len()).step_by(5) {
        let rig = Rig::default();
        rig.append(&journal.path(1), &[]).unwrap();
        rig.edit(&journal.path(1), |file| {
            *file = good.clone();
            file[at] ^= 4;
        });
        match open(&rig, &key) {
            Err(StoreError::Damaged { what, .. }) => {
                let named = (1..=4).any(|n| what.starts_with(&format!("entry {n} at byte ")));
                assert!(named, "byte {at}: {what}");
            }
            Err(other) => panic!("byte {at}: {other}"),
            // damage in the last frame looks like a torn end: it is cut off, said, and the anchor outside knows
            Ok((again, torn)) => {
                assert_eq!((again.head().seq, torn.is_some()), (3, true), "byte {at}");
                assert_eq!(count(&again), 3);
            }
        }
    }
}

#[test]
fn another_key_opens_nothing() {
    let (rig, key) = (Rig::default(), MasterKey::generate().unwrap());
    let (mut journal, _) = open(&rig, &key).unwrap();
    append(&mut journal, "sealed").unwrap();
    assert!(open(&rig, &MasterKey::generate().unwrap()).is_err());
    let bytes = rig.read(&journal.path(1)).unwrap();
    assert!(!String::from_utf8_lossy(&bytes).contains("sealed"));
}

#[test]
fn an_end_before_what_was_known_to_be_safe_is_damage_and_stays() {
    let (rig, key) = (Rig::default(), MasterKey::generate().unwrap());
    let (mut journal, _) = open(&rig, &key).unwrap();
    append(&mut journal, "first").unwrap();
    append(&mut journal, "second").unwrap();
    let path = journal.path(1);
    rig.edit(&path, |file| file.truncate(file.len() - 3));
    let cut = rig.read(&path).unwrap();
    assert!(matches!(
        Journal::open(dir(), &key, Box::new(rig.clone()), 2),
        Err(StoreError::Short { ends: 1, known: 2, .. })
    ));
    assert_eq!(rig.read(&path).unwrap(), cut, "left as it lies");
    assert!(Journal::open(dir(), &key, Box::new(rig.clone()), 1).is_ok());
}
