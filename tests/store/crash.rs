//! kill -9 at any moment: nothing that was acknowledged is missing, at most what was under way is there besides.

use super::*;
use contactdesk::desk::commands::Import;
use contactdesk::desk::{Command, Desk, Order, Seat};
use std::collections::BTreeSet;
use std::io::{BufRead, BufReader, Read, Write};
use std::process::{Child as Running, Output};
use std::sync::mpsc::{Receiver, RecvTimeoutError, channel};
use std::time::{Duration, Instant as Stopwatch};

/// Set in the process that is to be killed: the folder of its store.
const FOLDER: &str = "CONTACTDESK_TEST_FOLDER";
/// How many hands book at once in it.
const HANDS: &str = "CONTACTDESK_TEST_HANDS";
const BOOKINGS: usize = 200;
/// How a line begins that acknowledges a booking.
const ACK: &str = "acknowledged ";

fn seat(desk: &Local) -> Seat {
    desk.seat("asha", Some("root"), true).unwrap()
}

fn book(desk: &dyn Desk, n: usize) -> SessionId {
    let done = desk.execute(Order::from(Command::from(afternoon(n)))).unwrap_or_else(|why| panic!("{why:?}"));
    SessionId(done.changed[0].id)
}

/// The process that is to be killed: books, and says so as soon as each booking has been answered.
fn book_until_killed(folder: &Path) {
    let hands: usize = std::env::var(HANDS).unwrap().parse().unwrap();
    let desk = desk(folder);
    std::thread::scope(|scope| {
        for hand in 0..hands {
            let desk = &desk;
            scope.spawn(move || {
                let seat = seat(desk);
                for n in (hand..BOOKINGS).step_by(hands) {
                    let line = format!("{ACK}{}\n", book(&seat, n));
                    std::io::stderr().write_all(line.as_bytes()).unwrap();
                }
            });
        }
    });
    // all booked before the kill came: it is killed idle, or ends with the test that began it
    std::io::stdin().read_to_end(&mut Vec::new()).unwrap();
}

/// The lines of a process, as they come; closed when it is gone.
fn lines(from: impl Read + Send + 'static) -> Receiver<String> {
    let (sender, receiver) = channel();
    std::thread::spawn(move || {
        let mut from = BufReader::new(from);
        let mut line = String::new();
        while from.read_line(&mut line).is_ok_and(|read| read > 0) {
            // what the kill cut off was not said
            if line.ends_with('\n') && sender.send(line.trim_end().to_owned()).is_err() {
                return;
            }
            line.clear();
        }
    });
    receiver
}

fn spawn(folder: &Path, test: &str, hands: usize) -> Running {
    let mut process = Process::new(std::env::current_exe().unwrap());
    process.args([test, "--exact", "--nocapture", "--test-threads=1"]);
    process.env(FOLDER, folder).env(HANDS, hands.to_string());
    process.stdin(Stdio::piped()).stdout(Stdio::null()).stderr(Stdio::piped()).spawn().unwrap()
}

/// Kills the process a drawn time after one of its first `most` acknowledgements; all that it acknowledged.
fn killed(mut child: Running, dice: &mut Dice, most: usize) -> Vec<String> {
    let said = lines(child.stderr.take().unwrap());
    let after = dice.below(most as u64) as usize;
    let spare = Duration::from_micros(dice.below(20_000));
    let mut acked = Vec::new();
    let mut until: Option<Stopwatch> = None;
    loop {
        let line = match until {
            None => said.recv().map_err(|_| RecvTimeoutError::Disconnected),
            Some(until) => said.recv_timeout(until.saturating_duration_since(Stopwatch::now())),
        };
        match line {
            Ok(line) => acked.extend(line.strip_prefix(ACK).map(str::to_owned)),
            Err(RecvTimeoutError::Timeout) => break,
            Err(RecvTimeoutError::Disconnected) => panic!("it ended before it was killed: {:?}", child.wait()),
        }
        if acked.len() > after && until.is_none() {
            until = Some(Stopwatch::now() + spare);
        }
    }
    child.kill().unwrap();
    child.wait().unwrap();
    // what it had said before it died is still in the pipe
    acked.extend(said.iter().filter_map(|line| line.strip_prefix(ACK).map(str::to_owned)));
    acked
}

/// Kills rounds of bookings by so many hands; at most one booking of each hand may be there that was not acknowledged.
fn kill_rounds(test: &str, hands: usize, rounds: u32) {
    let mut dice = Dice(hands as u64);
    let (mut acknowledged, mut besides) = (0, 0);
    for round in 0..rounds {
        let folder = closed();
        let acked = killed(spawn(folder.path(), test, hands), &mut dice, BOOKINGS);
        let store = opened(folder.path());
        sound(&store);
        let there: BTreeSet<String> = sessions(&store).iter().map(|s| s.id.to_string()).collect();
        let missing: Vec<&String> = acked.iter().filter(|a| !there.contains(*a)).collect();
        assert!(missing.is_empty(), "round {round}: {missing:?} missing of {acked:?}");
        assert!(
            there.len() <= acked.len() + hands,
            "round {round}: {} there, {} acknowledged",
            there.len(),
            acked.len()
        );
        assert_eq!(store.head().seq, 1 + there.len() as u64);
        drop(store);
        // and it goes on with a number that was never given
        let desk = desk(folder.path());
        let next = book(&seat(&desk), BOOKINGS);
        assert!(!there.contains(&next.to_string()), "{next} again");
        desk.close().unwrap();
        (acknowledged, besides) = (acknowledged + acked.len(), besides + there.len() - acked.len());
    }
    let line = format!("{test}: {rounds} kills, {acknowledged} acknowledged, none missing, {besides} besides\n");
    std::io::stderr().write_all(line.as_bytes()).unwrap();
}

#[test]
fn one_hand_books_and_is_killed() {
    match std::env::var_os(FOLDER) {
        Some(folder) => book_until_killed(Path::new(&folder)),
        None => kill_rounds("crash::one_hand_books_and_is_killed", 1, chance::asked(3)),
    }
}

#[test]
fn eight_hands_book_at_once_and_are_killed() {
    match std::env::var_os(FOLDER) {
        Some(folder) => book_until_killed(Path::new(&folder)),
        None => kill_rounds("crash::eight_hands_book_at_once_and_are_killed", 8, chance::asked(2)),
    }
}

/// Children in one import: sled follows it in three steps.
const BATCH: usize = 450;
const IMPORTS: usize = 12;

/// The process that is to be killed: imports, and says so as soon as each import has been answered.
fn import_until_killed(folder: &Path) {
    let desk = desk(folder);
    let root = desk.seat("root", None, true).unwrap();
    for n in 0..IMPORTS {
        let child = |i: usize| Child {
            id: ChildId((100 + n * BATCH + i) as u32),
            name: format!("Child {n} {i}").parse().unwrap(),
            ..Child::default()
        };
        run(&root, Import { records: (0..BATCH).map(|i| child(i).into()).collect() }).unwrap();
        std::io::stderr().write_all(format!("{ACK}{n}\n").as_bytes()).unwrap();
    }
    std::io::stdin().read_to_end(&mut Vec::new()).unwrap();
}

#[test]
fn an_import_that_is_killed_has_happened_whole_or_not_at_all() {
    if let Some(folder) = std::env::var_os(FOLDER) {
        return import_until_killed(Path::new(&folder));
    }
    let mut dice = Dice(5);
    let rounds = chance::asked(3);
    let (mut acknowledged, mut besides) = (0, 0);
    for round in 0..rounds {
        let folder = closed();
        let test = "crash::an_import_that_is_killed_has_happened_whole_or_not_at_all";
        let acked = killed(spawn(folder.path(), test, 1), &mut dice, IMPORTS).len();
        let store = opened(folder.path());
        sound(&store);
        let children = store.all(Kind::Child).count() - 2;
        let there = children / BATCH;
        assert_eq!(children % BATCH, 0, "round {round}");
        assert!((acked..=acked + 1).contains(&there), "round {round}: {there} there, {acked} acknowledged");
        (acknowledged, besides) = (acknowledged + acked, besides + there - acked);
    }
    let line = format!("{rounds} kills, {acknowledged} imports acknowledged, none missing, {besides} besides\n");
    std::io::stderr().write_all(line.as_bytes()).unwrap();
}

/// Waits for a process to end, or kills it when a time is over.
fn ended_or_killed(mut child: Running, within: Option<Duration>) -> Output {
    let out = lines(child.stdout.take().unwrap());
    let (mut stdout, deadline) = (String::new(), within.map(|w| Stopwatch::now() + w));
    loop {
        let line = match deadline {
            Some(deadline) => out.recv_timeout(deadline.saturating_duration_since(Stopwatch::now())),
            None => out.recv().map_err(|_| RecvTimeoutError::Disconnected),
        };
        match line {
            Ok(line) => stdout += &(line + "\n"),
            Err(RecvTimeoutError::Disconnected) => break,
            Err(RecvTimeoutError::Timeout) => {
                child.kill().unwrap();
                stdout.extend(out.iter().map(|line| line + "\n"));
                break;
            }
        }
    }
    let ended = child.wait_with_output().unwrap();
    Output { stdout: stdout.into_bytes(), ..ended }
}

/// The number of the session that an answer to `session.book` names, if the answer is whole.
fn answered(out: &Output) -> Option<String> {
    let done: serde_json::Value = serde_json::from_slice(&out.stdout).ok()?;
    Some(done["changed"][0].as_str()?.to_owned())
}

#[test]
fn commands_of_one_booking_each_are_killed() {
    let folder = closed();
    let mut dice = Dice(3);
    let (mut acked, mut kills, mut unheard) = (Vec::new(), 0, 0);
    let mut usual = Duration::from_millis(200);
    let bookings = (chance::asked(2_usize) * 20).min(BOOKINGS);
    for n in 0..bookings {
        std::fs::write(folder.path().join("args"), serde_json::to_string(&afternoon(n)).unwrap()).unwrap();
        let command = || {
            let line = "--store store --key-file key --as asha --json do session.book --json args";
            program(folder.path(), line).spawn().unwrap()
        };
        let mut first = None;
        if n > 0 && dice.below(2) == 0 {
            let within = usual.mul_f64(dice.below(1000) as f64 / 1000.0);
            let out = ended_or_killed(command(), Some(within));
            kills += usize::from(out.status.code().is_none());
            first = answered(&out);
        }
        let heard = first.or_else(|| {
            let began = Stopwatch::now();
            let out = ended_or_killed(command(), None);
            usual = began.elapsed();
            let err = String::from_utf8_lossy(&out.stderr);
            // the one that was killed had booked it already: the room, the child and the officer are taken by it
            unheard += usize::from(out.status.code() == Some(3));
            assert!(matches!(out.status.code(), Some(0 | 3)), "{n}: {:?} {err}", out.status);
            answered(&out)
        });
        acked.extend(heard);
    }
    let store = opened(folder.path());
    sound(&store);
    let there = sessions(&store);
    let slots: BTreeSet<Day> = there.iter().map(|s| s.date).collect();
    assert_eq!((there.len(), slots.len(), acked.len() + unheard), (bookings, bookings, bookings));
    assert!(acked.iter().all(|a| there.iter().any(|s| s.id.to_string() == *a)), "{acked:?}");
    assert!(unheard <= kills);
    let line = format!("{bookings} commands, {kills} killed, {unheard} of those had booked unheard\n");
    std::io::stderr().write_all(line.as_bytes()).unwrap();
}
