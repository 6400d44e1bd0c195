//! What goes wrong is said in a line, with the way out and the right status; nothing is stored and nothing panics.

use super::*;
use std::io::{self, ErrorKind, Write};

#[test]
fn a_booking_that_makes_no_sense() {
    let house = small();
    let head = || asha(&house, "--json ask status").out;
    let before = head();
    let book = |json: &str| asha_does(&house, "session.book", json);
    let child = r#""children":["CH-0001"]"#;
    insta::assert_snapshot!(book("{"), @"
    ! contactdesk: the arguments are not JSON: EOF while parsing an object at line 1 column 1
    ! hint: contactdesk schema session.book shows what they look like
    = 2
    ");
    insta::assert_snapshot!(book("[]"), @"
    ! contactdesk: the arguments are JSON and no object: write them as {...}
    ! hint: contactdesk schema session.book shows what they look like
    = 2
    ");
    insta::assert_snapshot!(book(""), @"
    ! contactdesk: the arguments are not JSON: EOF while parsing a value at line 1 column 0
    ! hint: contactdesk schema session.book shows what they look like
    = 2
    ");
    insta::assert_snapshot!(book("{}"), @"
    ! contactdesk: missing field `date`
    ! hint: contactdesk schema session.book
    = 2
    ");
    insta::assert_snapshot!(book(&format!(r#"{{"date":"2026-11-26","start":"16:00","colour":"red",{child}}}"#)), @"
    ! contactdesk: colour: unknown field `colour`
    ! hint: contactdesk schema session.book
    = 2
    ");
    insta::assert_snapshot!(book(r#"{"date":"2026-11-26","start":"16:00","children":["CH-9999"]}"#), @"
    ! contactdesk: there is no CH-9999
    ! hint: contactdesk find TEXT looks a child up
    = 4
    ");
    insta::assert_snapshot!(book(r#"{"date":"2026-11-26","start":"16:00","children":["P-0001"]}"#), @"
    ! contactdesk: children[0]: “P-0001” is not the reference of a child; one looks like CH-0001
    ! hint: contactdesk schema session.book
    = 2
    ");
    assert_eq!(head(), before);
}

#[test]
fn a_booking_at_a_time_that_makes_no_sense() {
    let house = small();
    let head = || asha(&house, "--json ask status").out;
    let before = head();
    let book = |json: &str| asha_does(&house, "session.book", json);
    let child = r#""children":["CH-0001"]"#;
    insta::assert_snapshot!(book(&format!(r#"{{"date":"2026-11-26","start":"16:00","end":"15:00",{child}}}"#)), @"
    ! contactdesk: the end, 15:00, is not after the start, 16:00
    = 2
    ");
    insta::assert_snapshot!(book(&format!(r#"{{"date":"2026-11-26","start":"08:00","minutes":2400,{child}}}"#)), @"
    ! contactdesk: a session of 2400 minutes cannot be booked; it may have 1 to 720, and ends on its day
    ! hint: overnight contact takes a manager's approval and is not booked here
    = 2
    ");
    insta::assert_snapshot!(book(&format!(r#"{{"date":"9999-01-01","start":"16:00",{child}}}"#)), @"
    ! contactdesk: date: 9999-01-01 is outside the diary's years (1870 to 2199)
    ! hint: contactdesk schema session.book
    = 2
    ");
    insta::assert_snapshot!(book(&format!(r#"{{"date":"2199-12-31","start":"16:00",{child}}}"#)), @"
    ! contactdesk: Tue 31 Dec 2199 is too far ahead: the diary takes bookings until Wed 3 Dec 2036
    ! hint: the setting diary.years_ahead says how far
    = 2
    ");
    insta::assert_snapshot!(book(&format!(r#"{{"date":"1871-01-01","start":"16:00",{child}}}"#)), @"
    ! contactdesk: Sun 1 Jan 1871 is more than a year ago
    ! hint: past sessions come in with contactdesk import
    = 2
    ");
    let long = "x".repeat(10_000);
    insta::assert_snapshot!(asha_does(&house, "record.add", &format!(r#"{{"record":{{"child":{{"name":"{long}"}}}}}}"#)), @"
    ! contactdesk: record.child.name: a name has at most 120 characters; this one has 10000
    ! hint: contactdesk schema record.add
    = 2
    ");
    insta::assert_snapshot!(asha_does(&house, "record.add", "{\"record\":{\"child\":{\"name\":\"a\u{202e}b\"}}}"), @"
    ! contactdesk: record.child.name: a name may not hold the invisible character U+202E
    ! hint: contactdesk schema record.add
    = 2
    ");
    assert_eq!(head(), before);
}

#[test]
fn arguments_that_make_no_sense() {
    let house = small();
    insta::assert_snapshot!(asha(&house, "dya"), @"
    ! contactdesk: unrecognized subcommand 'dya'
    ! hint: contactdesk --help
    = 2
    ");
    insta::assert_snapshot!(asha(&house, "next"), @"
    ! contactdesk: the following required arguments were not provided: <WHO>...
    ! hint: contactdesk --help
    = 2
    ");
    insta::assert_snapshot!(asha(&house, "day someday"), @"
    ! contactdesk: “someday” is not a date; try today, fri, next fri, +2w, 27/11, 27 nov or 2026-11-27
    = 2
    ");
    insta::assert_snapshot!(asha(&house, "day --as-of 2026-01-01"), @"
    ! contactdesk: invalid value '2026-01-01' for '--as-of <DATETIME>': answers as of an earlier time cannot be given yet; contactdesk journal shows what was done since
    ! hint: contactdesk --help
    = 2
    ");
    insta::assert_snapshot!(asha(&house, "--now soon day"), @"
    ! contactdesk: invalid value 'soon' for '--now <DATETIME>': “soon” is not a date and time; write it as 2026-11-27 16:05
    ! hint: contactdesk --help
    = 2
    ");
    insta::assert_snapshot!(asha(&house, "export csv --reason x"), @"
    ! contactdesk: invalid value 'csv' for '<FORMAT>' [possible values: jsonl]
    ! hint: contactdesk --help
    = 2
    ");
}

#[test]
fn names_that_are_not_known() {
    let house = small();
    insta::assert_snapshot!(asha(&house, "do sesion.book"), @"
    ! contactdesk: there is no command called “sesion.book”
    ! hint: did you mean session.book?
    = 2
    ");
    insta::assert_snapshot!(asha(&house, "ask dya"), @"
    ! contactdesk: there is no query called “dya”
    ! hint: did you mean day?
    = 2
    ");
    insta::assert_snapshot!(asha(&house, "show nobody"), @"
    ! contactdesk: nobody and nothing is called “nobody”
    ! hint: try a part of the name, or a reference such as CH-0012
    = 4
    ");
    insta::assert_snapshot!(asha(&house, "show C-99"), @"
    ! contactdesk: there is no C-0099
    ! hint: contactdesk find TEXT looks a session up
    = 4
    ");
    insta::assert_snapshot!(asha(&house, "next reid"), @"
    ! contactdesk: “reid” could be any of 2
    !   CH-0002 Theo Reid (LCS1002 born 10 Feb 2016)
    !   P-0002 Sam Reid (father)
    ! hint: say which, by its reference
    = 4
    ");
    insta::assert_snapshot!(asha(&house, "next theo reed"), @"
    ! contactdesk: nobody and nothing is called “theo reed”, but this is like it
    !   CH-0002 Theo Reid (LCS1002 born 10 Feb 2016)
    ! hint: say which, by its reference
    = 4
    ");
    insta::assert_snapshot!(asha(&house, "show ried"), @"
    ! contactdesk: nobody and nothing is called “ried”, but these are like it
    !   CH-0002 Theo Reid (LCS1002 born 10 Feb 2016)
    !   P-0002 Sam Reid (father)
    !   ST-0002 Mayfield
    ! hint: say which, by its reference
    = 4
    ");
    insta::assert_snapshot!(asha(&house, "journal --of nonsense"), @"
    ! contactdesk: “nonsense” is not a reference; one looks like C-0142
    = 2
    ");
    insta::assert_snapshot!(run_as(&house, "ola", "journal", ""), @"
    ! contactdesk: journal is not for an officer
    ! hint: it is for: coordinator, manager, auditor, admin
    = 5
    ");
    insta::assert_snapshot!(asha(&house, "dya --json"), @r#"
    ! {
    !   "no": "usage",
    !   "what": "unrecognized subcommand 'dya'",
    !   "hint": "contactdesk --help",
    !   "field": null,
    !   "entry": null,
    !   "findings": [],
    !   "wrong": [],
    !   "orphans": [],
    !   "candidates": [],
    !   "names": {},
    !   "status": 2,
    !   "said": []
    ! }
    = 2
    "#);
    assert_eq!(asha(&house, "--help").status, 0);
    assert_eq!(asha(&house, "--version").status, 0);
}

/// Someone who reads a little and goes: `contactdesk week | head -1`.
struct Gone;

impl Write for Gone {
    fn write(&mut self, _: &[u8]) -> io::Result<usize> {
        Err(ErrorKind::BrokenPipe.into())
    }
    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// A disk that is full.
struct Full;

impl Write for Full {
    fn write(&mut self, _: &[u8]) -> io::Result<usize> {
        Err(ErrorKind::StorageFull.into())
    }
    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

#[test]
fn a_reader_who_has_gone_is_no_error_and_a_full_disk_is() {
    let house = booked();
    let run = |out: &mut dyn Write| {
        let mut err = Vec::new();
        let mut io = Io { out, err: &mut err, stdin: &mut io::empty(), width: 80 };
        let args = cli::parse(["contactdesk", "week"].map(OsString::from), &mut io).unwrap();
        let status = cli::run(&args, &house.seat("asha"), &mut io);
        (status.0, String::from_utf8(err).unwrap())
    };
    assert_eq!(run(&mut Gone), (0, String::new()));
    let (status, err) = run(&mut Full);
    assert!(status == 1 && err.contains("cannot be written"), "{err}");
}
