//! The wire by itself: every message comes back as it went, and nothing that is not one does harm.

use super::wire::*;
use crate::codec;
use crate::desk::commands::SessionBook;
use crate::desk::queries::{DayQuery, DayView};
use crate::desk::{
    Answer, Answered, Command, Done, Draft, Event, Here, Job, JobId, JobState, Keep, Names, No, Order, Other, Picked,
    Refusal, Typed, Unsent,
};
use crate::domain::*;
use std::io::{self, ErrorKind, Write};
use std::os::unix::net::UnixStream;

fn requests() -> Vec<Request> {
    let book = SessionBook {
        date: "2026-11-26".parse().unwrap(),
        start: "16:00".parse().unwrap(),
        children: Some(vec![ChildId(7)]),
        ..SessionBook::default()
    };
    let order = Order { command: Command::from(book), over: Some("agreed by phone".parse().unwrap()) };
    vec![
        Request::Execute(Box::new(order)),
        Request::Ask(Box::new(DayQuery { day: "2026-11-26".parse().unwrap() }.into())),
        Request::Start(Box::new(Job::Verify)),
        Request::Cancel(JobId(3)),
        Request::Here,
        Request::Watch(Board { number: 7, open: None }),
        Request::Status,
        Request::Stop,
        Request::Look(Board { number: 7, open: Some(ChildId(7).key()) }),
        Request::Keep(7, Keep::Draft(Box::new(draft()))),
        Request::Keep(7, Keep::Forget(9)),
        Request::Unsent(7),
    ]
}

fn draft() -> Draft {
    let chosen = vec![Picked::Record(ChildId(7).key()), Picked::Word("booked".into())];
    Draft {
        number: 9,
        form: "session.book".into(),
        title: "Book a contact".into(),
        at: "2026-11-26 14:32".parse().unwrap(),
        was: None,
        focus: "notes".into(),
        fields: vec![Typed { name: "notes".into(), text: "bring the red bag".into(), chosen }],
    }
}

fn replies() -> Vec<Reply> {
    let names = Names([(ChildId(7).key(), "Amara Khan".to_owned())].into());
    let here = Here { store: "DEMO".into(), demo: true, account: "asha".into(), head: 12, ..Here::default() };
    let day = DayView { day: "2026-11-26".parse().unwrap(), ..DayView::default() };
    let done = Done { entry: 12, command: "session.book".into(), names: names.clone(), ..Done::default() };
    let refusal = Refusal::new(No::Rule, "a rule refuses it").hinted("a manager may override with a reason");
    let entry = Event::Entry { seq: 12, keys: vec![ChildId(7).key()], days: vec![day.day], by: "asha".into() };
    let job = |state| Event::Job { id: JobId(3), state };
    vec![
        Reply::Refused(Box::new(refusal)),
        Reply::Done(Box::new(done)),
        Reply::Answered(Box::new(Answered { answer: Answer::Day(day), names: names.clone() })),
        Reply::Started(JobId(3)),
        Reply::Heard,
        Reply::Here(Box::new(here.clone())),
        Reply::Event(Box::new(entry)),
        Reply::Event(Box::new(Event::Link { up: true })),
        Reply::Event(Box::new(job(JobState::Going { done: 1, of: 9 }))),
        Reply::Event(Box::new(job(JobState::Found(vec!["entry 3 is damaged".into()])))),
        Reply::Event(Box::new(Event::Others(vec![Other { account: "moira".into(), open: Some(ChildId(7).key()) }]))),
        Reply::Status(Box::new(Serving {
            here,
            program: "0.1.0".into(),
            process: 7,
            connections: 2,
            ..Serving::default()
        })),
        Reply::Ends,
        Reply::Unsent(Box::new(Unsent { drafts: vec![draft()], names })),
    ]
}

fn pair() -> (UnixStream, UnixStream) {
    UnixStream::pair().unwrap()
}

fn frame(body: &[u8]) -> Vec<u8> {
    let length = (body.len() as u32).to_le_bytes();
    [&length[..], body].concat()
}

fn bytes(message: &impl Serialize) -> Vec<u8> {
    codec::to_bytes("a message", message, codec::FRAME_LIMIT).unwrap()
}

#[test]
fn every_message_comes_back_as_it_went() {
    let (mut here, mut there) = pair();
    for request in requests() {
        send(&mut here, &request).unwrap();
        let back: Request = receive(&mut there).unwrap().unwrap();
        assert_eq!(bytes(&back), bytes(&request), "{request:?}");
    }
    for reply in replies() {
        send(&mut there, &reply).unwrap();
        assert_eq!(receive::<Reply>(&mut here).unwrap(), Some(reply));
    }
    drop(here);
    assert_eq!(receive::<Reply>(&mut there).unwrap(), None, "a line that was closed ends");
}

/// The messages as bytes, one a line. A change here is a change of [`VERSION`].
#[test]
fn the_bytes_of_messages_stay_as_they_are_within_a_version() {
    let hex = |bytes: Vec<u8>| bytes.iter().fold(String::new(), |text, b| format!("{text}{b:02x}"));
    let all = requests().into_iter().map(|m| hex(bytes(&m))).chain(replies().into_iter().map(|m| hex(bytes(&m))));
    let all: Vec<String> = std::iter::once(format!("version {VERSION}")).chain(all).collect();
    insta::assert_snapshot!(all.join("\n"), @"
    version 4
    0000fb5ea2fbc003000000010107000000000000000000000000000000010f6167726565642062792070686f6e6500
    0100fb5ea2
    0200
    0303
    04
    050700
    06
    07
    0807010007
    090700090c73657373696f6e2e626f6f6b0e426f6f6b206120636f6e74616374fb5ea2fb680300056e6f74657301056e6f746573116272696e67207468652072656420626167020000070106626f6f6b6564
    09070109
    0a07
    000111612072756c652072656675736573206974012461206d616e61676572206d6179206f766572726964652077697468206120726561736f6e00000000000000
    010c0c73657373696f6e2e626f6f6b0000000000000000000000000000000100070a416d617261204b68616e
    0200fb5ea200000000000000000000000100070a416d617261204b68616e
    0303
    04
    050444454d4f010461736861000000000c0000
    06000c01000701fb5ea20461736861
    060101
    060203000109
    060203020112656e74727920332069732064616d61676564
    060301056d6f697261010007
    070444454d4f010461736861000000000c000005302e312e300700000002
    08
    0901090c73657373696f6e2e626f6f6b0e426f6f6b206120636f6e74616374fb5ea2fb680300056e6f74657301056e6f746573116272696e67207468652072656420626167020000070106626f6f6b65640100070a416d617261204b68616e
    ");
}

#[test]
fn who_greets_says_its_version_and_who_is_no_contactdesk_is_not_heard() {
    let (mut here, mut there) = pair();
    greet(&mut here).unwrap();
    assert_eq!(greeted(&mut there).unwrap(), VERSION);
    here.write_all(b"GET / HTTP/1.1\r\n\r\n").unwrap();
    assert_eq!(greeted(&mut there).unwrap_err().kind(), ErrorKind::InvalidData);
}

#[test]
fn what_is_no_message_is_an_error_and_takes_no_memory() {
    let told = |sent: &[u8]| -> io::ErrorKind {
        let (mut here, mut there) = pair();
        here.write_all(sent).unwrap();
        drop(here);
        receive::<Request>(&mut there).unwrap_err().kind()
    };
    assert_eq!(told(&u32::MAX.to_le_bytes()), ErrorKind::InvalidData, "a length of four gigabytes");
    assert_eq!(told(&(codec::FRAME_LIMIT as u32).to_le_bytes()), ErrorKind::UnexpectedEof, "a body that never comes");
    assert_eq!(told(&[1, 0]), ErrorKind::UnexpectedEof, "half a length");
    assert_eq!(told(&frame(&[200])), ErrorKind::InvalidData, "a request there is not");
    assert_eq!(told(&frame(&[])), ErrorKind::InvalidData, "nothing");
    let mut long = bytes(&Request::Here);
    long.push(0);
    assert_eq!(told(&frame(&long)), ErrorKind::InvalidData, "a byte too many");
    // a question whose text claims to be longer than all memory
    let most = u64::MAX.to_le_bytes();
    let claims = [&[1_u8, 0][..], &[253], &most].concat();
    assert_eq!(told(&frame(&claims)), ErrorKind::InvalidData);
}

#[test]
fn a_message_over_the_limit_is_not_begun() {
    let (mut here, mut there) = pair();
    let long = Reply::Event(Box::new(Event::Entry {
        seq: 1,
        keys: Vec::new(),
        days: Vec::new(),
        by: "a".repeat(codec::FRAME_LIMIT as usize + 1),
    }));
    assert_eq!(send(&mut here, &long).unwrap_err().kind(), ErrorKind::InvalidInput);
    send(&mut here, &Reply::Heard).unwrap();
    assert_eq!(receive::<Reply>(&mut there).unwrap(), Some(Reply::Heard));
}

proptest::proptest! {
    #![proptest_config(crate::domain::testing::cases(256))]

    #[test]
    fn no_bytes_make_it_panic(body in proptest::collection::vec(proptest::prelude::any::<u8>(), 0..400)) {
        let (mut here, mut there) = pair();
        here.write_all(&frame(&body)).unwrap();
        drop(here);
        let _ = receive::<Request>(&mut there);
    }
}
