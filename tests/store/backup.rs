//! `backup` and `restore`: what was acknowledged comes back, papers with it, and nothing is replaced by less.

use super::damage::image;
use super::*;
use contactdesk::desk::Content;
use contactdesk::desk::commands::*;
use std::fs;
use std::sync::atomic::{AtomicBool, Ordering::Relaxed};

const PAGE: &[u8] = b"a chronology of four pages";

/// A desk with a referral and the bytes of a paper, still open.
fn working() -> (tempfile::TempDir, Local) {
    let folder = closed();
    let desk = desk(folder.path());
    let clive = desk.seat("clive", Some("root"), true).unwrap();
    let panel = r#"{"panel":{"name":"Placement panel","sits":"Thu 13:30-16:30","site":"ST-0001"}}"#;
    run(&clive, RecordAdd { record: json(panel) }).unwrap();
    run(&clive, ReferralTake { child: Some(ChildId(1)), ..ReferralTake::default() }).unwrap();
    keep(&desk, PaperSort::Chronology, PAGE);
    (folder, desk)
}

fn keep(desk: &Local, sort: PaperSort, bytes: &[u8]) {
    let clive = desk.seat("clive", Some("root"), true).unwrap();
    let content = Some(Content(bytes.to_vec()));
    run(&clive, PaperAdd { referral: ReferralId(1), sort, content, ..PaperAdd::default() }).unwrap();
}

fn book(desk: &Local, n: usize) {
    run(&desk.seat("asha", Some("root"), true).unwrap(), afternoon(n)).unwrap();
}

/// What it said, with hashes and sizes, which differ from run to run, as `…`.
fn said(ran: &Ran) -> String {
    let word = |word: &str| match word {
        _ if word.len() == 64 && word.chars().all(|c| c.is_ascii_hexdigit()) => "…".to_owned(),
        _ if word.parse::<u32>().is_ok_and(|n| n > 1) => "…".to_owned(),
        word => word.to_owned(),
    };
    ran.to_string().lines().map(|l| l.split(' ').map(word).collect::<Vec<_>>().join(" ")).collect::<Vec<_>>().join("\n")
}

fn files(dir: &Path) -> Vec<PathBuf> {
    let mut all: Vec<PathBuf> = fs::read_dir(dir).unwrap().map(|e| e.unwrap().path()).collect();
    all.sort();
    all
}

#[test]
fn a_store_is_saved_while_its_desk_works_saved_again_and_brought_back_with_its_papers() {
    let (folder, desk) = working();
    let home = folder.path();
    insta::assert_snapshot!(said(&on_store(home, "backup saved")), @"
    saved to saved up to entry 4, 1 paper, … kB copied
    for your notes: entry … is …
    = 0
    ");
    book(&desk, 0);
    keep(&desk, PaperSort::Plan, b"a plan");
    let second = on_store(home, "--json backup saved");
    assert!(second.out.contains(r#""papers": 2"#) && second.out.contains(r#""problems": []"#), "{second}");
    desk.close().unwrap();
    // looking it over makes records beside it, which are in nobody's way
    assert_eq!(run_in(home, "--store saved --key-file key verify").status, Some(0));
    assert_eq!(on_store(home, "backup saved").status, Some(0));

    // nothing in it can be read without the key, and the key is not in it
    for file in files(&home.join("saved")).into_iter().chain(files(&home.join("saved/papers"))).filter(|f| f.is_file())
    {
        let bytes = fs::read(&file).unwrap();
        assert!(!bytes.windows(6).any(|w| w == b"a plan" || w == b"chrono"), "{}", file.display());
    }
    insta::assert_snapshot!(said(&run_in(home, "--store again --key-file key restore saved")), @"
    the store at again is back up to entry 6, … papers; nothing is wrong with it
    = 0
    ");
    let key = MasterKey::read(&home.join("key")).unwrap();
    let again = Store::open(&home.join("again"), &key, &OpenOptions::live()).unwrap();
    let first = opened(home);
    assert_eq!((again.head(), image(&again).unwrap()), (first.head(), image(&first).unwrap()));
    sound(&again);
    drop(again);
    // with the folder and the recovery key on paper everything is had again, also without this machine
    let lost = MasterKey::read(&home.join("key")).unwrap().recovery();
    fs::write(home.join("paper"), lost).unwrap();
    let mut recover = program(home, "--store saved --key-file found key recover");
    recover.stdin(fs::File::open(home.join("paper")).unwrap());
    assert!(recover.output().unwrap().status.success());
    assert_eq!(run_in(home, "--store third --key-file found restore saved").status, Some(0));
    let page = run_in(home, "--store again --key-file key --embedded --as clive panel paper get PP-0001");
    assert_eq!(page.out.as_bytes(), PAGE, "{page}");
}

#[test]
fn a_backup_never_gives_way_to_less_and_never_to_something_else() {
    let (folder, desk) = working();
    let home = folder.path();
    desk.close().unwrap();
    assert_eq!(on_store(home, "backup saved").status, Some(0));
    fs::create_dir(home.join("full")).unwrap();
    fs::write(home.join("full/letter.txt"), "mine").unwrap();
    let before = (files(&home.join("saved/journal")), fs::read(home.join("saved/checkpoint")).unwrap());
    // the store goes back to an earlier state of itself and on from there
    assert_eq!(run_in(home, "--store other --key-file key2 init").status, Some(0));
    assert_eq!(run_in(home, "--store twin --key-file key restore saved").status, Some(0));
    let short = Local::open(
        Store::open(&home.join("twin"), &MasterKey::read(&home.join("key")).unwrap(), &OpenOptions::live()).unwrap(),
        Clock::at(NOW.parse().unwrap()).unwrap(),
        Opened::Live,
    )
    .unwrap();
    book(&short, 3);
    short.close().unwrap();
    assert_eq!(run_in(home, "--store twin --key-file key backup ahead").status, Some(0));
    for line in [
        "backup full",
        "backup store",
        "backup store/inside",
        "backup .",
        "backup twin",
        "backup ahead",
        "restore saved",
        "restore nowhere",
    ] {
        let ran = on_store(home, line);
        assert!(ran.status != Some(0) && ran.out.is_empty(), "{line}: {ran}");
    }
    insta::assert_snapshot!(on_store(home, "backup full"), @"
    ! contactdesk: full has other files in it
    ! hint: name a folder that is new or empty, or has an earlier backup
    = 3
    ");
    insta::assert_snapshot!(said(&on_store(home, "backup ahead")), @"
    ! contactdesk: ahead has a backup with entry 5, which this store has not, or has otherwise
    ! hint: name a folder that is new or empty, or has an earlier backup
    = …
    ");
    insta::assert_snapshot!(on_store(home, "backup store/inside"), @"
    ! contactdesk: a backup must lie outside the store, better on another disk
    = 2
    ");
    insta::assert_snapshot!(on_store(home, "restore saved"), @"
    ! contactdesk: there is a store at store already
    ! hint: name another folder: --store DIR
    = 3
    ");
    insta::assert_snapshot!(run_in(home, "--store other --key-file key2 backup saved"), @"
    ! contactdesk: saved has a backup of another store
    ! hint: name a folder that is new or empty, or has an earlier backup
    = 3
    ");
    insta::assert_snapshot!(run_in(home, "--store third --key-file key2 restore saved"), @"
    ! contactdesk: the key does not open the store at saved; name its own with --key-file
    = 6
    ");
    // nor to a twin that went on and died before it noted how far
    fs::write(home.join("twin/checkpoint"), fs::read(home.join("saved/checkpoint")).unwrap()).unwrap();
    assert!(on_store(home, "backup twin").err.contains("a backup with entry 5"));
    let after = (files(&home.join("saved/journal")), fs::read(home.join("saved/checkpoint")).unwrap());
    assert_eq!(before, after);
    assert_eq!(fs::read(home.join("full/letter.txt")).unwrap(), b"mine");
    assert!(!home.join("third").exists() && !home.join("nowhere").exists());
}

#[test]
fn what_is_lost_is_named_and_everything_else_is_saved() {
    let (folder, desk) = working();
    let home = folder.path();
    keep(&desk, PaperSort::Plan, b"a plan");
    desk.close().unwrap();
    let paper = files(&home.join("store/papers")).remove(0);
    fs::write(&paper, b"not what it was").unwrap();
    let ran = on_store(home, "backup saved");
    assert_eq!((ran.status, files(&home.join("saved/papers")).len()), (Some(6), 1), "{ran}");
    assert!(ran.err.contains("PP-000"), "{ran}");
    // a page that is damaged in the backup is copied anew
    let kept = files(&home.join("saved/papers")).remove(0);
    let whole = fs::read(&kept).unwrap();
    fs::write(&kept, b"scratched").unwrap();
    assert_eq!(on_store(home, "backup saved").status, Some(6));
    assert_eq!(fs::read(&kept).unwrap().len(), whole.len());
    // a backup whose end is gone is not brought back as if it were whole
    let [segment] = files(&home.join("saved/journal")).try_into().unwrap();
    let bytes = fs::read(&segment).unwrap();
    fs::write(&segment, &bytes[..bytes.len() - 20]).unwrap();
    let short = run_in(home, "--store again --key-file key restore saved");
    assert!(short.status == Some(6) && short.err.contains("was acknowledged"), "{short}");
    // and leaves the folder as it was: what is whole can be brought back there
    assert_eq!(files(&home.join("again")), Vec::<PathBuf>::new());
    fs::write(&segment, &bytes).unwrap();
    assert!(run_in(home, "--store again --key-file key restore saved").out.starts_with("the store at again is back"));
}

/// A backup beside a writer has all that was acknowledged when it began, and is whole; whatever moment it meets.
#[test]
fn a_backup_beside_a_writer_is_a_whole_moment_of_the_store() {
    let (folder, desk) = working();
    let key = MasterKey::read(&folder.path().join("key")).unwrap();
    let (from, to) = (store_of(folder.path()), folder.path().join("saved"));
    let rounds = chance::asked(6usize);
    let stop = AtomicBool::new(false);
    std::thread::scope(|scope| {
        let writer = scope.spawn(|| (0..900).take_while(|_| !stop.load(Relaxed)).for_each(|n| book(&desk, n)));
        for round in 0..rounds {
            let before = desk.seat("asha", Some("root"), true).unwrap();
            let known = last_entry(&before);
            let saved = Store::backup(&from, &key, &to).unwrap();
            assert!(saved.entry >= known, "round {round}: {} of {known}", saved.entry);
            let again = folder.path().join(format!("again{round}"));
            Store::restore(&to, &key, &again).unwrap();
            let store = Store::open(&again, &key, &OpenOptions::live()).unwrap();
            assert_eq!((store.head().seq, store.head().hash.to_string()), (saved.entry, saved.hash));
            sound(&store);
        }
        stop.store(true, Relaxed);
        writer.join().unwrap();
    });
    desk.close().unwrap();
}

fn last_entry(desk: &dyn contactdesk::desk::Desk) -> u64 {
    use contactdesk::desk::{Answer, queries};
    match ask(desk, queries::Journal { limit: Some(1), ..queries::Journal::default() }) {
        Ok(Answer::Journal(view)) => view.lines[0].seq,
        other => panic!("{other:?}"),
    }
}
