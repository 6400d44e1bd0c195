//! The command line against a real store: what goes out, what goes to errors, and the status.
#![expect(clippy::unwrap_used, reason = "a test that cannot go on says where")]

#[path = "support/sick.rs"]
mod sick;
#[path = "support/sitting.rs"]
mod sitting_support;
#[expect(dead_code, reason = "other test binaries use the rest of it")]
mod support;

#[path = "cli/asked.rs"]
mod asked;
#[path = "cli/callers.rs"]
mod callers;
#[path = "cli/day.rs"]
mod day;
#[path = "cli/intake.rs"]
mod intake;
#[path = "cli/mistakes.rs"]
mod mistakes;
#[path = "cli/panel.rs"]
mod panel;
#[path = "cli/records.rs"]
mod records;
#[path = "cli/repair.rs"]
mod repair;
#[path = "cli/round.rs"]
mod round;
#[path = "cli/series.rs"]
mod series;
#[path = "cli/sessions.rs"]
mod sessions;
#[path = "cli/sitting.rs"]
mod sitting;
#[path = "cli/slots.rs"]
mod slots;
#[path = "cli/standing.rs"]
mod standing;
#[path = "cli/users.rs"]
mod users;

#[path = "support/morning.rs"]
mod morning;

use contactdesk::cli::{self, Io, Needs};
use contactdesk::domain::Record;
use std::ffi::OsString;
use std::fmt;
use support::*;

/// What came of a command line.
struct Ran {
    out: String,
    err: String,
    status: u8,
}

impl fmt::Display for Ran {
    /// Output, then errors after `!`, then the status.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.out)?;
        self.err.lines().try_for_each(|line| writeln!(f, "! {line}"))?;
        write!(f, "= {}", self.status)
    }
}

/// Runs a command line, its words parted by spaces, as an account.
fn run_as(house: &House, account: &str, line: &str, stdin: &str) -> Ran {
    let words: Vec<&str> = line.split(' ').filter(|w| !w.is_empty()).collect();
    run_words(house, account, &words, stdin)
}

fn run_words(house: &House, account: &str, words: &[&str], stdin: &str) -> Ran {
    let (mut out, mut err, mut stdin) = (Vec::new(), Vec::new(), stdin.as_bytes());
    let mut io = Io { out: &mut out, err: &mut err, stdin: &mut stdin, width: 120 };
    let args = std::iter::once("contactdesk").chain(words.iter().copied()).map(OsString::from);
    let status = match cli::parse(args, &mut io) {
        Ok(args) if args.needs() == Needs::Nothing => cli::run_alone(&args, &mut io),
        Ok(args) => cli::run(&args, &house.seat(account), &mut io),
        Err(status) => status,
    };
    Ran { out: String::from_utf8(out).unwrap(), err: String::from_utf8(err).unwrap(), status: status.0 }
}

/// As the coordinator.
fn asha(house: &House, line: &str) -> Ran {
    run_as(house, "asha", line, "")
}

/// A command with its arguments, as the coordinator.
fn asha_does(house: &House, command: &str, json: &str) -> Ran {
    run_words(house, "asha", &["do", command, "--json", "-"], json)
}

fn small() -> House {
    House::with(small_service())
}

/// The small service with a session of Amara's in Oak.
fn booked() -> House {
    let house = small();
    let ran = asha_does(
        &house,
        "session.book",
        r#"{"date":"2026-11-26","start":"16:00","children":["CH-0001"],"room":"RM-0001"}"#,
    );
    assert_eq!(ran.status, 0, "{ran}");
    house
}

fn jsonl(records: &[Record]) -> String {
    records.iter().map(|r| serde_json::to_string(r).unwrap() + "\n").collect()
}
