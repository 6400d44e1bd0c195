//! Damaged files: records are made again from the journal and are equal; a damaged journal is said, not half read.

use super::*;
use contactdesk::admin;
use contactdesk::desk::commands::*;
use contactdesk::store::StoreError;
use std::fs;
use std::sync::LazyLock;

/// Everything a store answers with: records, and every index asked about every record.
#[derive(PartialEq, Debug)]
pub(crate) struct Image {
    pub(crate) records: Vec<Arc<Record>>,
    by_day: Vec<Arc<Record>>,
    by_owner: Vec<(Key, Vec<Arc<Record>>)>,
    touched: Vec<(Key, Vec<u64>)>,
}

pub(crate) fn image(store: &Store) -> Result<Image, StoreError> {
    let mut records = Vec::new();
    for kind in Kind::ALL {
        records.extend(store.all(*kind).collect::<Result<Vec<_>, _>>()?);
    }
    let keys: Vec<Key> = records.iter().map(|r| r.key()).collect();
    let days = Days::new("2026-01-01".parse().unwrap(), "2028-12-31".parse().unwrap());
    let by_owner = |key: &Key| Ok((*key, store.sessions_of(*key, None)?));
    let touched = |key: &Key| Ok((*key, store.touched(*key)?));
    Ok(Image {
        by_day: store.sessions_on(days)?,
        by_owner: keys.iter().map(by_owner).collect::<Result<_, StoreError>>()?,
        touched: keys.iter().map(touched).collect::<Result<_, StoreError>>()?,
        records,
    })
}

/// A store that has been worked in: bookings, moves, a cancellation, something taken back.
static WORKED: LazyLock<tempfile::TempDir> = LazyLock::new(|| {
    let folder = closed();
    let desk = desk(folder.path());
    let asha = desk.seat("asha", Some("root"), true).unwrap();
    for n in 0..12 {
        run(&asha, afternoon(n)).unwrap();
    }
    for id in 1..=3 {
        run(&asha, SessionMove { session: SessionId(id), start: Some(Minute::at(14, 30)), ..SessionMove::default() })
            .unwrap();
    }
    let (by, reason) = (CancelledBy::Parent, CancelReason::Ill);
    run(&asha, SessionCancel { session: SessionId(5), by, reason, words: Note::default(), was: None }).unwrap();
    run(&asha, Undo::default()).unwrap();
    run(&asha, Undo { entry: Some(13) }).unwrap();
    drop(asha);
    desk.close().unwrap();
    folder
});

fn copied(from: &Path, to: &Path) {
    fs::create_dir_all(to).unwrap();
    for entry in fs::read_dir(from).unwrap().map(Result::unwrap) {
        let to = to.join(entry.file_name());
        if entry.file_type().unwrap().is_dir() {
            copied(&entry.path(), &to);
        } else {
            fs::copy(entry.path(), to).unwrap();
        }
    }
}

/// A copy of the store that has been worked in.
fn worked() -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    copied(WORKED.path(), folder.path());
    folder
}

fn files(dir: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in fs::read_dir(dir).unwrap().map(Result::unwrap) {
        if entry.file_type().unwrap().is_dir() {
            found.extend(files(&entry.path()));
        } else {
            found.push(entry.path());
        }
    }
    found.sort();
    found
}

/// Cuts a file at half of what is written in it: sled's ends in empty space.
fn halved(path: &Path) {
    let bytes = fs::read(path).unwrap();
    let written = bytes.iter().rposition(|b| *b != 0).map_or(0, |last| last + 1);
    fs::write(path, &bytes[..written / 2]).unwrap();
}

fn flipped(path: &Path, at: u64, bit: u8) {
    let mut bytes = fs::read(path).unwrap();
    bytes[at as usize] ^= 1 << bit;
    fs::write(path, bytes).unwrap();
}

#[test]
fn records_that_are_gone_or_cut_in_half_are_made_again_and_are_equal() {
    let good = image(&opened(worked().path())).unwrap();
    assert!(good.by_day.len() > 10 && good.touched.iter().any(|(_, seqs)| seqs.len() > 1));
    let sled = |folder: &Path| store_of(folder).join("sled");
    let damages: [(&str, &dyn Fn(&Path)); 6] = [
        ("the folder deleted", &|f| fs::remove_dir_all(sled(f)).unwrap()),
        ("the file deleted", &|f| fs::remove_file(sled(f).join("db")).unwrap()),
        ("the file cut in half", &|f| halved(&sled(f).join("db"))),
        ("every file cut in half", &|f| files(&sled(f)).iter().for_each(|file| halved(file))),
        ("every file emptied", &|f| files(&sled(f)).iter().for_each(|file| fs::write(file, "").unwrap())),
        ("a file in place of the folder", &|f| {
            fs::remove_dir_all(sled(f)).unwrap();
            fs::write(sled(f), "no folder").unwrap();
        }),
    ];
    for (what, damage) in damages {
        let folder = worked();
        damage(folder.path());
        let store = opened(folder.path());
        let said = store.notices().join("\n");
        assert!(said.contains("made again from the journal"), "{what}: {said}");
        assert!(image(&store).unwrap() == good, "{what}");
        sound(&store);
        drop(store);
        assert_eq!(opened(folder.path()).notices(), Vec::<String>::new(), "{what}: once is enough");
    }
}

#[test]
fn the_records_of_another_time_are_made_again() {
    let (folder, early) = (worked(), closed());
    let good = image(&opened(folder.path())).unwrap();
    // sled's folder of before all work, brought back over the present one
    let sled = store_of(folder.path()).join("sled");
    fs::remove_dir_all(&sled).unwrap();
    copied(&store_of(early.path()).join("sled"), &sled);
    let store = opened(folder.path());
    assert!(store.notices()[0].contains("gone back to an earlier state"), "{:?}", store.notices());
    assert!(image(&store).unwrap() == good);
}

#[test]
fn a_flipped_bit_in_the_records_never_makes_a_wrong_answer() {
    let good = image(&opened(worked().path())).unwrap();
    let mut dice = Dice(11);
    let (mut unharmed, mut mended, mut said) = (0, 0, 0);
    for round in 0..chance::asked(24) {
        let folder = worked();
        let files = files(&store_of(folder.path()).join("sled"));
        let file = &files[dice.below(files.len() as u64) as usize];
        let length = fs::metadata(file).unwrap().len();
        if length == 0 {
            continue;
        }
        // most of sled's file is empty space: aim at what is written
        let bytes = fs::read(file).unwrap();
        let written: Vec<u64> = (0..length).filter(|at| bytes[*at as usize] != 0).collect();
        let at = written[dice.below(written.len() as u64) as usize];
        flipped(file, at, dice.below(8) as u8);
        let what = format!("round {round}: byte {at} of {}", file.display());
        let desk = desk(folder.path());
        let noticed = !desk.notices().is_empty();
        desk.close().unwrap_or_else(|why| panic!("{what}: {why}"));
        match image(&opened(folder.path())) {
            Ok(image) => {
                assert!(image == good, "{what}");
                *(if noticed { &mut mended } else { &mut unharmed }) += 1;
            }
            Err(why) => {
                // what the desk's opening does not read is found when it is read, and mended by verify
                assert!(matches!(why, StoreError::Records(_)), "{what}: {why}");
                said += 1;
                let (store, key) = (store_of(folder.path()), folder.path().join("key"));
                let problems = admin::verify(&store, &key, true, &|_, _| true, &|_| {}).unwrap();
                assert_eq!(problems, Vec::<String>::new(), "{what}");
                assert!(image(&opened(folder.path())).unwrap() == good, "{what}");
            }
        }
    }
    let line = format!("flipped bits in sled: {unharmed} without harm, {mended} mended at opening, {said} said\n");
    std::io::Write::write_all(&mut std::io::stderr(), line.as_bytes()).unwrap();
}

/// The journal's last file.
fn segment(folder: &Path) -> PathBuf {
    files(&store_of(folder).join("journal")).pop().unwrap()
}

/// A folder whose journal is one entry ahead of its records and checkpoint, as a crash right after the write leaves it;
/// and the lengths of the journal's file without and with that entry.
fn one_ahead() -> (tempfile::TempDir, u64, u64) {
    let (folder, later) = (worked(), worked());
    let desk = desk(later.path());
    run(&desk.seat("asha", Some("root"), true).unwrap(), afternoon(20)).unwrap();
    desk.close().unwrap();
    let length = |folder: &Path| fs::metadata(segment(folder)).unwrap().len();
    let (without, with) = (length(folder.path()), length(later.path()));
    fs::copy(segment(later.path()), segment(folder.path())).unwrap();
    (folder, without, with)
}

#[test]
fn a_torn_end_is_cut_off_and_said_wherever_it_tore() {
    let (folder, without, with) = one_ahead();
    let whole = fs::read(segment(folder.path())).unwrap();
    let step = if std::env::var_os("CONTACTDESK_CASES").is_some() { 1 } else { 23 };
    let ends = (without + 1..without + 24).chain((without + 24..with - 24).step_by(step)).chain(with - 24..with);
    for end in ends {
        fs::write(segment(folder.path()), &whole[..end as usize]).unwrap();
        let store = opened(folder.path());
        let said = format!("{} bytes at the end of the journal were never acknowledged and are cut off", end - without);
        assert_eq!((store.head().seq, store.notices()), (19, &[said][..]), "cut at {end}");
        drop(store);
        assert_eq!(fs::metadata(segment(folder.path())).unwrap().len(), without);
    }
    sound(&opened(folder.path()));
    // the whole entry was durable: it has happened
    fs::write(segment(folder.path()), &whole).unwrap();
    let store = opened(folder.path());
    assert_eq!((store.head().seq, store.notices().len()), (20, 0));
    sound(&store);
}

#[test]
fn an_acknowledged_entry_that_is_cut_off_is_damage_and_stays_as_it_lies() {
    let (folder, _, _) = one_ahead();
    let checkpoint = store_of(folder.path()).join("checkpoint");
    let earlier = fs::read(&checkpoint).unwrap();
    drop(opened(folder.path()));
    // killed before its checkpoint: only the records know that entry 20 was there
    fs::write(&checkpoint, earlier).unwrap();
    let bytes = fs::read(segment(folder.path())).unwrap();
    let cut = &bytes[..bytes.len() - 3];
    fs::write(segment(folder.path()), cut).unwrap();
    let day = on_store(folder.path(), "day").to_string();
    insta::assert_snapshot!(day, @"
    ! contactdesk: store/journal/000000000001.seg: the journal ends at entry 19, but entry 20 was acknowledged
    ! hint: bring the journal back from a copy; to go on without what is missing, move sled and checkpoint out of the store's folder
    = 6
    ");
    assert_eq!(on_store(folder.path(), "verify --rebuild").to_string(), day);
    assert_eq!(fs::read(segment(folder.path())).unwrap(), cut);
    // the way out that it names
    fs::rename(&checkpoint, folder.path().join("checkpoint")).unwrap();
    fs::rename(store_of(folder.path()).join("sled"), folder.path().join("sled")).unwrap();
    let store = opened(folder.path());
    assert_eq!(store.head().seq, 19);
    sound(&store);
}

/// Where each frame of a journal file begins.
fn frames(bytes: &[u8]) -> Vec<usize> {
    let mut starts = vec![0];
    while let Some(length) = bytes.get(starts[starts.len() - 1]..).and_then(|rest| rest.first_chunk::<4>()) {
        let at = starts[starts.len() - 1] + 8 + u32::from_le_bytes(*length) as usize;
        starts.push(at);
    }
    starts
}

#[test]
fn a_flipped_bit_in_the_journal_is_named_by_its_entry() {
    let folder = worked();
    let path = segment(folder.path());
    let good = fs::read(&path).unwrap();
    let starts = frames(&good);
    for (i, entry) in [(0, 1), (6, 7), (17, 18)] {
        for at in [starts[i], starts[i] + 3, starts[i] + 5, starts[i] + 40, starts[i + 1] - 1] {
            let folder = worked();
            flipped(&segment(folder.path()), at as u64, 2);
            let key = MasterKey::read(&folder.path().join("key")).unwrap();
            let why = Store::open(&store_of(folder.path()), &key, &OpenOptions::live()).err().unwrap().to_string();
            assert!(why.contains(&format!("entry {entry} at byte {}", starts[i])), "byte {at}: {why}");
        }
    }
    flipped(&path, starts[6] as u64 + 40, 0);
    let said = |line: &str| {
        let ran = on_store(folder.path(), line).to_string();
        ran.replace(&starts[6].to_string(), "PLACE")
    };
    insta::assert_snapshot!(said("day"), @"
    ! contactdesk: store/journal/000000000001.seg: entry 7 at byte PLACE is not what was written
    ! hint: bring that file back from a copy of the store
    = 6
    ");
    assert_eq!(said("verify"), said("day"));
    assert_ne!(fs::read(&path).unwrap(), good, "left as it lies");
    // the end of a journal that was closed cleanly is no torn end
    fs::write(&path, &good[..good.len() - 1]).unwrap();
    insta::assert_snapshot!(on_store(folder.path(), "verify"), @"
    ! contactdesk: store/journal/000000000001.seg: the journal ends at entry 18, but entry 19 was acknowledged
    ! hint: bring the journal back from a copy; to go on without what is missing, move sled and checkpoint out of the store's folder
    = 6
    ");
}

#[test]
fn a_bit_of_a_closed_file_is_found_by_verify() {
    let folder = closed();
    let desk = desk(folder.path());
    let root = desk.seat("root", None, true).unwrap();
    let notes: Note = "A word or two of what was said. ".repeat(120).parse().unwrap();
    for batch in 0..3 {
        let child = |n: u32| Child {
            id: ChildId(100 + batch * 1000 + n),
            name: "Filling In".parse().unwrap(),
            notes: notes.clone(),
            ..Child::default()
        };
        run(&root, Import { records: (0..750).map(|n| child(n).into()).collect() }).unwrap();
    }
    run(&root, afternoon(0)).unwrap();
    drop(root);
    desk.close().unwrap();
    let files = files(&store_of(folder.path()).join("journal"));
    assert_eq!(files.len(), 2, "{files:?}");
    let (length, full) = (fs::metadata(&files[0]).unwrap().len(), 8 * 1024 * 1024);
    assert!(length < full / 10, "packed: {length}");
    assert_eq!(on_store(folder.path(), "verify").status, Some(0));
    flipped(&files[0], length / 2, 5);
    assert_eq!(on_store(folder.path(), "next CH-0001").status, Some(0), "what is in the records is still to be had");
    let found = on_store(folder.path(), "verify");
    assert_eq!(found.status, Some(6), "{found}");
    let named = found.out.contains("000000000001.seg: entry ") || found.out.contains("is missing from the journal");
    assert!(named, "{found}");
    // and so is the whole file
    fs::remove_file(&files[0]).unwrap();
    let found = on_store(folder.path(), "verify");
    assert_eq!(found.status, Some(6), "{found}");
    assert!(found.out.contains("entry 1 is missing from the journal"), "{found}");
}

#[test]
fn verify_makes_the_records_again_when_asked() {
    let folder = worked();
    let good = image(&opened(folder.path())).unwrap();
    insta::assert_snapshot!(on_store(folder.path(), "verify --rebuild"), @"
    journal, records and indexes agree; nothing is wrong
    = 0
    ");
    let store = opened(folder.path());
    assert!(image(&store).unwrap() == good && store.notices().is_empty());
    drop(store);
    fs::remove_dir_all(store_of(folder.path()).join("sled")).unwrap();
    insta::assert_snapshot!(on_store(folder.path(), "verify"), @"
    journal, records and indexes agree; nothing is wrong
    ! contactdesk: the records cannot be used: there are none; they are made again from the journal
    = 0
    ");
}
