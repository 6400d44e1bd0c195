//! Who somebody is, what they are told, and what they see of the others.

use super::*;
use contactdesk::desk::commands::{RecordAdd, RecordClose, SessionBook};
use contactdesk::desk::queries::{DayQuery, Show};
use contactdesk::desk::{Answer, Desk, Event, No, Other};
use std::time::Instant;
use support::{ask, run, small_service};

fn book(child: u32, start: &str) -> SessionBook {
    SessionBook {
        date: "2026-11-26".parse().unwrap(),
        start: start.parse().unwrap(),
        children: Some(vec![ChildId(child)]),
        ..SessionBook::default()
    }
}

#[test]
fn who_is_no_user_gets_nothing_but_the_way_to_ask() {
    let served = Served::with(small_service());
    for (account, what) in [
        ("mallory", "“mallory” is no user of this desk"),
        ("nobody", "nobody knows the account with the number"),
        // a system's administrator is no user of the desk by that
        ("root", "“root” is no user of this desk"),
    ] {
        let Err(no) = served.open(account) else { panic!("{account} came in") };
        assert_eq!(no.no, No::NotPermitted);
        assert!(no.what.starts_with(what), "{}", no.what);
        assert_eq!((no.names.0.len(), no.findings.len(), no.candidates.len()), (0, 0, 0));
    }
}

#[test]
fn what_one_does_the_other_is_told_and_sees() {
    let served = Served::with(small_service());
    let (asha, moira) = (served.client("asha"), served.client("moira"));
    let told = moira.watch();
    let began = Instant::now();
    let done = run(&asha, book(1, "16:00")).unwrap();
    let event = told.recv_timeout(Duration::from_secs(5)).unwrap();
    println!("told {:?} after the command was sent", began.elapsed());
    let Event::Entry { seq, keys, days, by } = event else { panic!("{event:?}") };
    assert_eq!((seq, by.as_str(), days.len()), (done.entry, "asha", 1));
    assert!(keys.contains(&SessionId(1).key()));
    let Answer::Day(day) = ask(&moira, DayQuery { day: "2026-11-26".parse().unwrap() }).unwrap() else { panic!() };
    assert_eq!(day.sessions.len(), 1);
}

#[test]
fn an_officer_is_told_of_their_own_sessions_only() {
    let served = Served::with(small_service());
    let (asha, ola) = (served.client("asha"), served.client("ola"));
    let told = ola.watch();
    // D. Mensah's, then T. Shah's own
    run(&asha, book(2, "10:00")).unwrap();
    run(&asha, book(1, "16:00")).unwrap();
    let keys = |event| match event {
        Event::Entry { keys, .. } => keys,
        other => panic!("{other:?}"),
    };
    let (first, second) = (told.recv_timeout(Duration::from_secs(5)), told.recv_timeout(Duration::from_secs(5)));
    assert_eq!(keys(first.unwrap()), []);
    assert!(keys(second.unwrap()).contains(&SessionId(2).key()));
    let shown = ola.ask(Show { what: "C-1".into() }.into());
    assert!(!format!("{shown:?}").contains("Theo"), "{shown:?}");
}

#[test]
fn a_user_who_is_closed_is_out_at_once() {
    let served = Served::with(
        small_service()
            .into_iter()
            .chain([support::json(r#"{"user":{"id":"U-0009","account":"ada","name":"Ada","role":"admin"}}"#)])
            .collect(),
    );
    let (ada, asha) = (served.client("ada"), served.client("asha"));
    let told = asha.watch();
    ask(&asha, Show { what: "CH-1".into() }).unwrap();
    let close = RecordClose { key: UserId(1).key(), why: "has left".parse().unwrap() };
    run(&ada, close).unwrap();
    assert_eq!(ask(&asha, Show { what: "CH-1".into() }).unwrap_err().no, No::NotPermitted);
    // her board loses its line, and is not let in again
    let lost = std::iter::from_fn(|| told.recv_timeout(Duration::from_secs(5)).ok())
        .any(|event| event == Event::Link { up: false });
    assert!(lost);
    run(&ada, book(1, "16:00")).unwrap();
    assert!(told.recv_timeout(Duration::from_secs(1)).is_err(), "nothing is told to who has left");
}

#[test]
fn status_says_who_is_there_and_only_an_admin_ends_the_desk() {
    let mut served = Served::with(
        small_service()
            .into_iter()
            .chain([support::json(r#"{"user":{"id":"U-0009","account":"ada","name":"Ada","role":"admin"}}"#)])
            .collect(),
    );
    let (ada, asha) = (served.client("ada"), served.client("asha"));
    let _first = asha.watch();
    let moira = served.client("moira");
    let _second = moira.watch();
    let status = asha.status().unwrap();
    assert_eq!(status.boards, [("asha".to_owned(), 1), ("moira".to_owned(), 1)]);
    assert_eq!((status.here.account.as_str(), status.here.role), ("asha", Role::Coordinator));
    assert_eq!(status.process, std::process::id());
    assert_eq!(asha.stop().unwrap_err().no, No::NotPermitted);
    ada.stop().unwrap();
    served.thread.take().unwrap().join().unwrap().unwrap();
    assert_eq!(run(&asha, book(1, "16:00")).unwrap_err().no, No::Unavailable);
}

#[test]
fn a_board_whose_desk_ends_is_told_and_told_again_when_it_is_back() {
    let mut served = Served::with(small_service());
    let asha = served.client("asha");
    let told = asha.watch();
    served.end();
    assert_eq!(told.recv_timeout(Duration::from_secs(5)).unwrap(), Event::Link { up: false });
    assert_eq!(ask(&asha, Show { what: "CH-1".into() }).unwrap_err().no, No::Unavailable);
    let again = served.again();
    assert_eq!(told.recv_timeout(Duration::from_secs(5)).unwrap(), Event::Link { up: true });
    ask(&asha, Show { what: "CH-1".into() }).unwrap();
    drop(again);
}

#[test]
fn who_has_what_open_is_told_to_the_others_until_they_are_gone() {
    let served = Served::with(small_service());
    let (asha, moira) = (served.client("asha"), served.client("moira"));
    run(&asha, book(1, "16:00")).unwrap();
    let told = asha.watch();
    let others = |account: &str, open: Option<Key>| Event::Others(vec![Other { account: account.to_owned(), open }]);
    let next = || told.recv_timeout(Duration::from_secs(5)).unwrap();
    let hers = moira.watch();
    assert_eq!(next(), others("moira", None));
    moira.look(Some(SessionId(1).key()));
    assert_eq!(next(), others("moira", Some(SessionId(1).key())));
    // asha's own look is no news to herself
    asha.look(Some(SessionId(1).key()));
    drop((moira, hers));
    assert_eq!(next(), Event::Others(Vec::new()), "a board that has gone is not there any more");
    // what an officer may not know is not told by who has it open
    let ola = served.client("ola");
    let his = ola.watch();
    asha.look(Some(ChildId(1).key()));
    asha.look(Some(TaskId(1).key()));
    let last = std::iter::from_fn(|| his.recv_timeout(Duration::from_millis(300)).ok()).last().unwrap();
    assert_eq!(last, others("asha", None));
}

/// DESIGN: on every other board within 100 ms, without a key. The figure is printed; these machines are too noisy to hold
/// a test to it.
#[test]
fn what_one_does_is_told_to_every_other_board() {
    let served = Served::with(small_service());
    let asha = served.client("asha");
    let boards: Vec<Client> = (0..16).map(|n| served.client(if n % 2 == 0 { "moira" } else { "dot" })).collect();
    let told: Vec<_> = boards.iter().map(|board| board.watch()).collect();
    let mut took = Vec::new();
    for n in 0..chance::asked(20) {
        let party = Party { name: format!("Visitor {n}").parse().unwrap(), ..Party::default() };
        let began = Instant::now();
        let done = run(&asha, RecordAdd { record: party.into() }).unwrap();
        for events in &told {
            loop {
                let event = events.recv_timeout(Duration::from_secs(20)).unwrap();
                if matches!(&event, Event::Entry { seq, .. } if *seq == done.entry) {
                    break;
                }
            }
            took.push(began.elapsed());
        }
    }
    took.sort_unstable();
    println!("from the key to 16 other boards: p50 {:?}, longest {:?}", took[took.len() / 2], took[took.len() - 1]);
}
