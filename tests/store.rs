//! The store under attack: processes killed, files damaged, wrong keys, many at once; and what setting one up says.
//! `CONTACTDESK_CASES=n` runs n rounds of whatever is drawn by chance.
#![expect(clippy::unwrap_used, reason = "a test that cannot go on says where")]

#[path = "support/chance.rs"]
mod chance;
mod support;

#[path = "store/backup.rs"]
mod backup;
#[path = "store/crash.rs"]
mod crash;
#[path = "store/damage.rs"]
mod damage;
#[path = "store/doors.rs"]
mod doors;
#[path = "store/drafts.rs"]
mod drafts;
#[path = "store/setup.rs"]
mod setup;
#[path = "store/together.rs"]
mod together;

use contactdesk::clock::Clock;
use contactdesk::desk::commands::SessionBook;
use contactdesk::desk::{Local, Opened};
use contactdesk::domain::*;
use contactdesk::rules;
use contactdesk::store::{MasterKey, OpenOptions, Store};
use std::fmt;
use std::path::{Path, PathBuf};
use std::process::{Command as Process, Stdio};
use std::sync::Arc;
use support::*;

/// Numbers by chance, the same in every run (splitmix64).
struct Dice(u64);

impl Dice {
    fn below(&mut self, end: u64) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        (z ^ (z >> 31)) % end
    }
}

/// The small service in a folder, its desk closed: `store` and `key`.
fn closed() -> tempfile::TempDir {
    let mut house = House::with(small_service());
    house.local.take().unwrap().close().unwrap();
    house.dir
}

fn store_of(folder: &Path) -> PathBuf {
    folder.join("store")
}

fn opened(folder: &Path) -> Store {
    let key = MasterKey::read(&folder.join("key")).unwrap();
    Store::open(&store_of(folder), &key, &OpenOptions::live()).unwrap_or_else(|why| panic!("{why}"))
}

/// A desk on a folder's store, at the tests' time.
fn desk(folder: &Path) -> Local {
    Local::open(opened(folder), Clock::at(NOW.parse().unwrap()).unwrap(), Opened::Live).unwrap()
}

/// The nth afternoon, Monday to Friday, from Monday 30 November 2026: room for hundreds of sessions of one child.
fn afternoon(n: usize) -> SessionBook {
    let monday: Day = "2026-11-30".parse().unwrap();
    SessionBook {
        date: monday + (n / 5 * 7 + n % 5) as i32,
        start: Minute::at(16, 0),
        children: Some(vec![ChildId(1)]),
        room: Some(RoomId(1)),
        ..SessionBook::default()
    }
}

fn sessions(store: &Store) -> Vec<Session> {
    store.all(Kind::Session).map(|r| Session::of(&r.unwrap()).unwrap().clone()).collect()
}

/// Journal, records and indexes agree, and no session is where it may not be.
fn sound(store: &Store) {
    let report = store.verify(&|_, _| true).unwrap();
    assert_eq!(report.problems, Vec::<String>::new());
    let all = Kind::ALL.iter().flat_map(|kind| store.all(*kind).map(Result::unwrap).collect::<Vec<_>>());
    let sessions = sessions(store);
    let days = sessions.iter().map(|s| Days::one(s.date));
    let diary = Diary::of_records(all.map(Arc::unwrap_or_clone), days);
    for session in &sessions {
        let found = rules::check(&diary, session).unwrap();
        assert!(!found.iter().any(Finding::blocks), "{}: {found:?}", session.id);
    }
}

/// What came of running the program.
struct Ran {
    out: String,
    err: String,
    status: Option<i32>,
}

impl fmt::Display for Ran {
    /// Output, then errors after `!`, then the status.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.out)?;
        self.err.lines().try_for_each(|line| writeln!(f, "! {line}"))?;
        match self.status {
            Some(status) => write!(f, "= {status}"),
            None => write!(f, "= killed"),
        }
    }
}

/// The program, its words parted by spaces, at home in a folder and at the tests' time.
fn program(folder: &Path, line: &str) -> Process {
    let mut process = Process::new(env!("CARGO_BIN_EXE_contactdesk"));
    process.args(line.split(' ').filter(|w| !w.is_empty())).current_dir(folder);
    process.env_clear().env("HOME", folder).env("LOGNAME", "tester").env("CONTACTDESK_NOW", NOW);
    process.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped());
    process
}

/// Runs it, and says paths below the folder as `~`, its mangled name in key files as `HOME`, the account as `ME`.
fn run_in(folder: &Path, line: &str) -> Ran {
    let done = program(folder, line).output().unwrap();
    let home = folder.canonicalize().unwrap();
    let home = home.to_str().unwrap();
    let mangled: String = home.chars().map(|c| if c.is_ascii_alphanumeric() { c } else { '-' }).collect();
    let me = format!(" {} ", contactdesk::admin::account());
    let plain = |bytes: Vec<u8>| {
        let text = String::from_utf8(bytes).unwrap();
        text.replace(home, "~").replace(mangled.trim_matches('-'), "HOME").replace(&me, " ME ")
    };
    Ran { out: plain(done.stdout), err: plain(done.stderr), status: done.status.code() }
}

/// Runs it on the folder's `store` with its `key`.
fn on_store(folder: &Path, line: &str) -> Ran {
    run_in(folder, &format!("--store store --key-file key {line}"))
}
