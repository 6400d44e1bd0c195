//! What comes through the door and is no desk's client: it hurts itself only.

use super::*;
use contactdesk::desk::Desk;
use contactdesk::desk::queries::Show;
use std::io::{Read, Write};
use support::{ask, small_service};

fn greeting(version: u16) -> Vec<u8> {
    [&b"contactdesk"[..], &version.to_be_bytes()].concat()
}

/// What the server still says, until it closes the line.
fn rest(mut stream: UnixStream) -> Vec<u8> {
    stream.set_read_timeout(Some(Duration::from_secs(20))).unwrap();
    let mut said = Vec::new();
    // a line that is reset is closed too
    let _ = stream.read_to_end(&mut said);
    said
}

/// The desk still answers, at once.
fn well(served: &Served) {
    let asha = served.client("asha");
    ask(&asha, Show { what: "CH-1".into() }).unwrap();
}

#[test]
fn nonsense_ends_the_line_it_is_on() {
    let served = Served::with(small_service());
    let hello = greeting(contactdesk::remote::VERSION);
    let after = |bytes: &[u8]| [&hello[..], bytes].concat();
    for (what, bytes) in [
        ("another program", b"GET / HTTP/1.1\r\nHost: desk\r\n\r\n".to_vec()),
        ("a newer version", greeting(999)),
        ("a length of four gigabytes", after(&u32::MAX.to_le_bytes())),
        ("a request there is not", after(&[1, 0, 0, 0, 250])),
        ("an empty request", after(&[0, 0, 0, 0])),
        ("noise", after(&[7; 4096])),
    ] {
        let mut line = served.line("asha");
        line.write_all(&bytes).unwrap();
        let said = rest(line);
        assert!(said.starts_with(&hello), "{what}: the greeting comes first, so that a stranger can be told");
        assert_eq!(said.len(), hello.len(), "{what}: and nothing else");
        well(&served);
    }
}

#[test]
fn a_half_frame_is_given_up_and_stops_nobody() {
    let served = Served::with(small_service());
    let mut half = served.line("asha");
    half.write_all(&greeting(contactdesk::remote::VERSION)).unwrap();
    half.write_all(&[200, 0, 0, 0, 1, 2, 3]).unwrap();
    let mut silent = served.line("asha");
    well(&served);
    // ten seconds of patience, then the line is closed
    assert_eq!(rest(half).len(), 13);
    silent.write_all(b"too late").ok();
    assert!(rest(silent).len() <= 13);
    well(&served);
}

#[test]
fn who_asks_and_never_reads_is_cut_off() {
    let served = Served::with(small_service());
    let mut line = served.line("asha");
    line.write_all(&greeting(contactdesk::remote::VERSION)).unwrap();
    line.set_write_timeout(Some(Duration::from_secs(30))).unwrap();
    // Here, again and again: its answers fill the line, then the desk waits no longer
    let asked = [1, 0, 0, 0, 4].repeat(1000);
    let cut = (0..100_000).any(|_| line.write_all(&asked).is_err());
    assert!(cut, "the desk goes on answering who does not read");
    well(&served);
}

#[test]
fn who_watches_and_never_reads_is_cut_off_and_nobody_waits_for_it() {
    let served = Served::with(small_service());
    let mut line = served.line("moira");
    line.write_all(&greeting(contactdesk::remote::VERSION)).unwrap();
    line.write_all(&[1, 0, 0, 0, 5]).unwrap();
    let asha = served.client("asha");
    let set = |text: &str| {
        let note = contactdesk::desk::commands::RecordAdd { record: party(text) };
        asha.execute(contactdesk::desk::Command::from(note).into()).unwrap();
    };
    (0..chance::asked(50)).for_each(|n| set(&format!("Visitor {n}")));
    well(&served);
}

fn party(name: &str) -> Record {
    Party { name: name.parse().unwrap(), ..Party::default() }.into()
}

#[test]
fn one_account_does_not_take_every_line() {
    let served = Served::with(small_service());
    let lines: Vec<UnixStream> = (0..300)
        .map(|_| {
            let mut line = served.line("mallory");
            line.write_all(&greeting(contactdesk::remote::VERSION)).unwrap();
            line
        })
        .collect();
    well(&served);
    drop(lines);
    well(&served);
}
