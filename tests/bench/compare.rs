//! contactdesk beside calcurse and remind: the same sessions, the same day, in one run, taking turns.
//!
//! ```text
//! cargo bench --bench compare                      # 100,000 sessions and more, 15 rounds
//! cargo bench --bench compare -- --years 1 --rounds 5
//! ```
//! It invents a service with years behind it through the command line, reads the sessions back out of the store, writes
//! them as calcurse's `apts` and as a remind file, and measures whole processes. Every day asked for must have as many
//! sessions in all three, or the run fails. calcurse takes a minute to load so many, so it has two rounds only, or as
//! many as `--calcurse N` says.
#![expect(clippy::unwrap_used, reason = "a bench that cannot go on says where")]
#![expect(clippy::print_stdout, reason = "the figures are what it is for")]

mod compare_board;
mod compare_facts;

use compare_board::Screen;
use compare_facts::{Facts, NOW};
use contactdesk::clock::Clock;
use contactdesk::desk::commands::{SessionBook, SessionCancel};
use contactdesk::desk::{Command as DeskCommand, Desk, Local, Opened, Order};
use contactdesk::domain::*;
use contactdesk::store::{MasterKey, OpenOptions, Store};
use std::io::Write;
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant as Stopwatch};

fn main() {
    let args: Vec<String> = std::env::args().collect();
    if !args.iter().any(|a| a == "--bench") {
        // built and run by `cargo test --benches`: nothing to test
        return;
    }
    let number = |name: &str, usual: usize| {
        let at = args.iter().position(|a| a == name);
        at.map_or(usual, |at| args.get(at + 1).and_then(|n| n.parse().ok()).unwrap_or_else(|| panic!("{name} N")))
    };
    let (years, rounds, slow) = (number("--years", 13), number("--rounds", 15), number("--calcurse", 2));
    let dir = tempfile::tempdir_in(env!("CARGO_TARGET_TMPDIR")).unwrap();
    let facts = Facts::make(dir.path(), years);
    println!("{} sessions, {} other records, {} rounds\n", facts.sessions.len(), facts.others, rounds);

    let mut times = Times::default();
    lookups(&facts, rounds, slow, &mut times);
    boards(&facts, rounds, &mut times);
    commits(&facts, rounds * 20, &mut times);
    times.print();
    sizes(&facts);
}

/// How long things took, by what they were, in the order they were first measured.
#[derive(Default)]
struct Times(Vec<(String, Vec<Duration>)>);

impl Times {
    fn add(&mut self, what: &str, took: Duration) {
        match self.0.iter_mut().find(|(name, _)| name == what) {
            Some((_, all)) => all.push(took),
            None => self.0.push((what.to_owned(), vec![took])),
        }
    }

    fn print(&mut self) {
        println!("{:<44} {:>5} {:>10} {:>10} {:>10}", "", "runs", "p50 ms", "p95 ms", "least ms");
        for (what, all) in &mut self.0 {
            all.sort_unstable();
            let at = |share: usize| all[(all.len() * share / 100).min(all.len() - 1)].as_secs_f64() * 1000.0;
            println!("{what:<44} {:>5} {:>10.2} {:>10.2} {:>10.2}", all.len(), at(50), at(95), at(0));
        }
    }
}

/// Runs a process to its end; what it printed and how long it took.
fn ran(command: &mut Command) -> (String, Duration) {
    let began = Stopwatch::now();
    let out = command.stdin(Stdio::null()).stderr(Stdio::inherit()).output().unwrap();
    let took = began.elapsed();
    assert!(out.status.success(), "{command:?} failed");
    (String::from_utf8(out.stdout).unwrap(), took)
}

/// How often sessions are named in a text: each has its number once.
fn named(text: &str) -> usize {
    text.lines().filter(|line| line.contains("C-")).count()
}

/// One lookup after another, each a process of its own: ours, theirs, ours, theirs.
fn lookups(facts: &Facts, rounds: usize, slow: usize, times: &mut Times) {
    for round in 0..rounds {
        let day = facts.days[round % facts.days.len()];
        let expected = facts.on(day);
        let (json, took) = ran(facts.desk().args(["day", &day.to_string(), "--json"]));
        times.add("day --json: contactdesk", took);
        let value: serde_json::Value = serde_json::from_str(&json).unwrap();
        assert_eq!(value["answer"]["day"]["sessions"].as_array().unwrap().len(), expected, "contactdesk on {day}");
        let (_, took) = ran(facts.desk().args(["day", &day.to_string()]));
        times.add("day: contactdesk", took);
        let (text, took) = ran(Command::new("remind").args(["-q", "-r"]).arg(&facts.remind).arg(day.to_string()));
        times.add("day: remind", took);
        assert_eq!(named(&text), expected, "remind on {day}");
        if round < slow {
            let (text, took) = ran(facts.calcurse().args(["-Q", "--days", "1", "--from", &Facts::american(day)]));
            times.add("day: calcurse", took);
            assert_eq!(named(&text), expected, "calcurse on {day}");
        }
        let (found, took) = ran(facts.desk().args(["find", &facts.name]));
        assert!(found.contains(&facts.name), "{found}");
        times.add("find a child: contactdesk", took);
        if round < slow {
            let (found, took) = ran(facts.calcurse().args(["-G", "--search", &facts.name]));
            assert!(found.contains(&facts.name), "calcurse does not find {}:\n{found}", facts.name);
            times.add("find her sessions: calcurse", took);
        }
    }
}

/// The board in a terminal: to its first frame, and a day on.
fn boards(facts: &Facts, rounds: usize, times: &mut Times) {
    let today = NOW.parse::<Moment>().unwrap().day;
    let mut memory = 0;
    for _ in 0..rounds.min(10) {
        let began = Stopwatch::now();
        let mut screen = Screen::of(&facts.desk());
        // the heading counts the sessions only when the day is there
        screen.until(|text| text.contains(&said::long(today)) && text.contains(" sessions"));
        times.add("first frame: contactdesk", began.elapsed());
        for day in [today + 1, today + 2, today + 3] {
            let began = Stopwatch::now();
            screen.press("]");
            screen.until(|text| text.contains(&said::long(day)) && text.contains(" unconfirmed"));
            times.add("one day on, key to frame: contactdesk", began.elapsed());
        }
        memory = memory.max(screen.peak());
    }
    println!("peak memory of the board: {} MiB\n", memory / 1024);
}

/// A durable booking or cancellation, and the fdatasync of a small append beside it, in turns.
fn commits(facts: &Facts, rounds: usize, times: &mut Times) {
    let store = Store::open(&facts.store, &MasterKey::read(&facts.key).unwrap(), &OpenOptions::live()).unwrap();
    let local = Local::open(store, Clock::at(NOW.parse().unwrap()).unwrap(), Opened::Live).unwrap();
    let seat = local.seat("root", None, true).unwrap();
    let arrangement = facts.arrangement;
    let mut file = std::fs::File::create(facts.store.with_extension("append")).unwrap();
    let mut last = None;
    for _ in 0..rounds {
        let began = Stopwatch::now();
        file.write_all(&[7; 300]).unwrap();
        file.sync_data().unwrap();
        times.add("fdatasync of 300 bytes more", began.elapsed());
        let command = if let Some(session) = last.take() {
            let (by, reason) = (CancelledBy::ServiceStaff, CancelReason::Ill);
            DeskCommand::from(SessionCancel { session, by, reason, words: Note::default(), was: None })
        } else {
            let date = NOW.parse::<Moment>().unwrap().day.monday() + 7;
            let start = Minute::at(12, 0);
            DeskCommand::from(SessionBook { date, start, arrangement: Some(arrangement), ..SessionBook::default() })
        };
        let booked = matches!(command, DeskCommand::SessionBook(_));
        let order = Order { command, over: Some("a bench".parse().unwrap()) };
        let began = Stopwatch::now();
        let done = seat.execute(order).unwrap();
        times.add("one durable commit: contactdesk", began.elapsed());
        if booked {
            last = done.changed.iter().find(|k| k.kind == Kind::Session).map(|k| SessionId(k.id));
        }
    }
    drop(seat);
    local.close().unwrap();
}

fn bytes(path: &Path) -> u64 {
    let meta = std::fs::metadata(path).unwrap();
    if !meta.is_dir() {
        return meta.len();
    }
    std::fs::read_dir(path).unwrap().map(|entry| bytes(&entry.unwrap().path())).sum()
}

/// Bytes on the disk, and the memory of one lookup each.
fn sizes(facts: &Facts) {
    println!("\n{:<44} {:>10} {:>14}", "", "MiB", "bytes/session");
    let files = [
        ("journal", facts.store.join("journal")),
        ("records and indexes", facts.store.join("sled")),
        ("calcurse's apts", facts.calcurse.join("apts")),
        ("remind's file", facts.remind.clone()),
    ];
    for (what, path) in files {
        let size = bytes(&path);
        let each = size / facts.sessions.len() as u64;
        println!("{what:<44} {:>10.1} {each:>14}", size as f64 / f64::from(1 << 20));
    }
    let day = facts.days[0].to_string();
    let peak = |command: &Command| compare_board::peak(command);
    let mut desk = facts.desk();
    desk.args(["day", &day, "--json"]);
    let mut remind = Command::new("remind");
    remind.args(["-q", "-r"]).arg(&facts.remind).arg(&day);
    for (what, command) in [("day --json: contactdesk", desk), ("day: remind", remind)] {
        let said = peak(&command).map_or("not measured: /usr/bin/time is missing".to_owned(), |k| {
            format!("{:>10.1} MiB at its peak", k as f64 / 1024.0)
        });
        println!("{what:<44} {said}");
    }
}
