//! Many at once: whatever they race for, one gets it and the others are told.

use super::*;
use contactdesk::desk::commands::{RecordChange, SessionBook};
use contactdesk::desk::queries::{DayQuery, Show};
use contactdesk::desk::{Answer, Desk, No};
use std::sync::Barrier;
use support::{ask, run, small_service};

/// What each of many hands gets when all do it at once.
pub(super) fn at_once<T: Send>(served: &Served, hands: usize, act: impl Fn(usize, &dyn Desk) -> T + Sync) -> Vec<T> {
    let start = Barrier::new(hands);
    let clients: Vec<Client> = (0..hands).map(|n| served.client(if n % 2 == 0 { "asha" } else { "moira" })).collect();
    std::thread::scope(|scope| {
        let hands: Vec<_> = clients
            .iter()
            .enumerate()
            .map(|(n, client)| {
                let (start, act) = (&start, &act);
                scope.spawn(move || {
                    start.wait();
                    act(n, client)
                })
            })
            .collect();
        hands.into_iter().map(|hand| hand.join().unwrap()).collect()
    })
}

#[test]
fn of_many_who_want_one_room_one_gets_it() {
    let served = Served::with(small_service());
    for start in ["10:00", "14:00"] {
        let got = at_once(&served, 16, |n, desk| {
            let book = SessionBook {
                date: "2026-11-27".parse().unwrap(),
                start: start.parse().unwrap(),
                children: Some(vec![ChildId(1 + (n / 2 % 2) as u32)]),
                room: Some(RoomId(1)),
                ..SessionBook::default()
            };
            run(desk, book)
        });
        let done = got.iter().filter(|got| got.is_ok()).count();
        assert_eq!(done, 1, "{start}");
        for no in got.into_iter().filter_map(Result::err) {
            assert_eq!(no.no, No::Rule);
            assert!(!no.findings.is_empty(), "the refusal says who has it: {no:?}");
        }
    }
    let asha = served.client("asha");
    let Answer::Day(day) = ask(&asha, DayQuery { day: "2026-11-27".parse().unwrap() }).unwrap() else { panic!() };
    assert_eq!(day.sessions.len(), 2);
}

#[test]
fn of_conflicting_edits_exactly_one_succeeds_and_none_is_lost() {
    let served = Served::with(small_service());
    let mut kept = Vec::new();
    for round in 0..5 {
        let asha = served.client("asha");
        let Answer::Show(view) = ask(&asha, Show { what: "CH-1".into() }).unwrap() else { panic!() };
        let got = at_once(&served, 8, |n, desk| {
            let mut child = Child::of(&view.record).unwrap().clone();
            child.known_as = format!("round {round} hand {n}").parse().unwrap();
            run(desk, RecordChange { record: child.into(), was: Some(Record::clone(&view.record)) }).map(|_| n)
        });
        let done: Vec<usize> = got.iter().filter_map(|got| got.as_ref().ok().copied()).collect();
        assert_eq!(done.len(), 1, "{got:?}");
        for no in got.iter().filter_map(|got| got.as_ref().err()) {
            assert!(no.no == No::Rule && no.what.contains("changed"), "{no:?}");
        }
        kept.push(format!("round {round} hand {}", done[0]));
        let Answer::Show(view) = ask(&asha, Show { what: "CH-1".into() }).unwrap() else { panic!() };
        assert_eq!(Some(&*Child::of(&view.record).unwrap().known_as), kept.last().map(String::as_str));
    }
}
