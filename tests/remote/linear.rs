//! Small histories of clients that race, before a checker that others wrote: whatever each of them saw can have happened
//! one after the other, between asking and being answered.

use super::races::at_once;
use super::*;
use contactdesk::desk::commands::{RecordChange, SessionBook, SessionCancel, SessionMove};
use contactdesk::desk::queries::{Show, Week};
use contactdesk::desk::{Answer, Desk, No};
use stateright::semantics::{ConsistencyTester, LinearizabilityTester, SequentialSpec};
use std::collections::BTreeMap;
use support::{ask, run, small_service};

/// One room on two mornings of a week, and what a child is known as: all that a history is about.
#[derive(Clone, Debug, Default)]
struct Small {
    /// Who has the room, by morning: the booking's number in the history.
    taken: [Option<u8>; 2],
    /// What the child is known as.
    known_as: String,
}

/// What a client asks for.
#[derive(Clone, Debug)]
enum Ask {
    /// The room on a morning, for a booking of this number.
    Book(usize, u8),
    /// The booking is moved to a morning.
    Move(u8, usize),
    /// The booking is cancelled.
    Cancel(u8),
    /// The child is known as the second, if as the first until now; or whatever it was.
    Rename(Option<String>, String),
    /// Who has the room.
    Rooms,
    /// What the child is known as.
    Name,
}

/// What a client is told.
#[derive(Clone, PartialEq, Debug)]
enum Told {
    Done,
    Refused,
    Rooms([Option<u8>; 2]),
    Name(String),
}

impl Small {
    fn carry_out(&mut self, ask: &Ask) -> Option<()> {
        let of = |taken: &[Option<u8>; 2], number: u8| taken.iter().position(|t| *t == Some(number));
        match ask {
            Ask::Book(morning, number) if self.taken[*morning].is_none() => self.taken[*morning] = Some(*number),
            Ask::Move(number, to) if self.taken[*to].is_none() => {
                let from = of(&self.taken, *number)?;
                self.taken.swap(from, *to);
            }
            Ask::Cancel(number) => {
                let morning = of(&self.taken, *number)?;
                self.taken[morning] = None;
            }
            Ask::Rename(was, to) if was.as_ref().is_none_or(|was| *was == self.known_as) => {
                self.known_as.clone_from(to);
            }
            _ => return None,
        }
        Some(())
    }
}

impl SequentialSpec for Small {
    type Op = Ask;
    type Ret = Told;

    fn invoke(&mut self, ask: &Ask) -> Told {
        match ask {
            Ask::Rooms => Told::Rooms(self.taken),
            Ask::Name => Told::Name(self.known_as.clone()),
            command => self.carry_out(command).map_or(Told::Refused, |()| Told::Done),
        }
    }
}

type History = LinearizabilityTester<usize, Small>;

/// A history as it is written down while it happens.
struct Recorded(Mutex<History>);

impl Recorded {
    fn asks(&self, hand: usize, ask: Ask) {
        self.0.lock().unwrap().on_invoke(hand, ask).unwrap();
    }

    fn told(&self, hand: usize, told: Told) {
        self.0.lock().unwrap().on_return(hand, told).unwrap();
    }
}

/// What a hand knows while it works.
struct Hand<'a> {
    desk: &'a dyn Desk,
    monday: Day,
    /// The sessions booked in this history, by their number in it; all hands know them.
    booked: &'a Mutex<BTreeMap<u8, SessionId>>,
    /// The child as this hand last saw it.
    child: Child,
}

impl Hand<'_> {
    fn does(&mut self, ask: &Ask) -> Told {
        match ask {
            Ask::Book(morning, number) => {
                let book = SessionBook {
                    date: morning_of(self.monday, *morning),
                    start: Minute::at(10, 0),
                    children: Some(vec![ChildId(1)]),
                    room: Some(RoomId(1)),
                    notes: number.to_string().parse().unwrap(),
                    ..SessionBook::default()
                };
                let done = run(self.desk, book);
                if let Ok(done) = &done {
                    let session = SessionId(done.changed[0].id);
                    self.booked.lock().unwrap().insert(*number, session);
                }
                told(done.map(drop))
            }
            Ask::Move(number, to) => {
                let session = self.booked.lock().unwrap()[number];
                let date = Some(morning_of(self.monday, *to));
                told(run(self.desk, SessionMove { session, date, ..SessionMove::default() }).map(drop))
            }
            Ask::Cancel(number) => {
                let session = self.booked.lock().unwrap()[number];
                let (by, reason) = (CancelledBy::Parent, CancelReason::Ill);
                let cancel = SessionCancel { session, by, reason, words: Note::default(), was: None };
                told(run(self.desk, cancel).map(drop))
            }
            Ask::Rename(was, to) => {
                let named = |name: &str| Child { known_as: name.parse().unwrap(), ..self.child.clone() };
                let was = was.as_deref().map(|was| named(was).into());
                told(run(self.desk, RecordChange { record: named(to).into(), was }).map(drop))
            }
            Ask::Rooms => Told::Rooms(rooms(self.desk, self.monday)),
            Ask::Name => {
                self.child = child(self.desk);
                Told::Name(self.child.known_as.to_string())
            }
        }
    }
}

/// Tuesday or Wednesday: no bank holiday falls on them in the weeks of these histories.
fn morning_of(monday: Day, morning: usize) -> Day {
    monday + 1 + morning as i32
}

fn told(done: Result<(), Refusal>) -> Told {
    match done {
        Ok(()) => Told::Done,
        Err(no) if matches!(no.no, No::Rule | No::Usage) => Told::Refused,
        Err(no) => panic!("{no:?}"),
    }
}

fn child(desk: &dyn Desk) -> Child {
    let Answer::Show(view) = ask(desk, Show { what: "CH-1".into() }).unwrap() else { panic!() };
    Child::of(&view.record).unwrap().clone()
}

fn rooms(desk: &dyn Desk, monday: Day) -> [Option<u8>; 2] {
    let Answer::Week(week) = ask(desk, Week { day: monday }).unwrap() else { panic!() };
    [0, 1].map(|morning: usize| {
        let mut there = week.days[1 + morning].sessions.iter().filter(|s| s.status.takes_place());
        let number = there.next().map(|s| s.notes.parse().unwrap());
        assert!(there.next().is_none(), "two at once in one answer");
        number
    })
}

/// What the nth hand of a round does next: drawn from the round, the hand and the step, and from what it knows.
fn drawn(round: usize, hand: &Hand, number: u8) -> Ask {
    let dice = dice((round * 100) as u64 + u64::from(number));
    let booked: Vec<u8> = hand.booked.lock().unwrap().keys().copied().collect();
    let morning = (dice >> 8) as usize % 2;
    let some = booked.get((dice >> 16) as usize % booked.len().max(1)).copied();
    // a name of its own, so that none changes nothing
    let name = format!("name {round} {number}");
    match (dice % 8, some) {
        (0 | 1, _) | (2 | 3, None) => Ask::Book(morning, number),
        (2, Some(some)) => Ask::Move(some, morning),
        (3, Some(some)) => Ask::Cancel(some),
        (4, _) => Ask::Rename(Some(hand.child.known_as.to_string()), name),
        (5, _) => Ask::Rename(None, name),
        (6, _) => Ask::Name,
        _ => Ask::Rooms,
    }
}

/// A number by chance, the same in every run (splitmix64).
fn dice(seed: u64) -> u64 {
    let mut z = seed.wrapping_mul(0x9e37_79b9_7f4a_7c15);
    z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    z ^ (z >> 31)
}

#[test]
fn what_racing_clients_see_can_have_happened_one_after_the_other() {
    let served = Served::with(small_service());
    let (hands, steps) = (4, 5);
    for round in 0..chance::asked(25) {
        let monday = "2026-11-30".parse::<Day>().unwrap() + 7 * (round % 40) as i32;
        let asha = served.client("asha");
        let before = Small { taken: rooms(&asha, monday), known_as: child(&asha).known_as.to_string() };
        assert_eq!(before.taken, [None; 2], "each round begins with an empty week");
        let recorded = Recorded(Mutex::new(History::new(before)));
        let booked = Mutex::new(BTreeMap::new());
        at_once(&served, hands, |n, desk| {
            let mut hand = Hand { desk, monday, booked: &booked, child: child(desk) };
            for step in 0..steps {
                let number = (n * steps + step) as u8;
                let ask = drawn(round, &hand, number);
                recorded.asks(n, ask.clone());
                let told = hand.does(&ask);
                recorded.told(n, told);
            }
        });
        let history = recorded.0.into_inner().unwrap();
        assert_eq!(history.len(), hands * steps);
        assert!(history.is_consistent(), "round {round}: no order explains {history:#?}");
        // the next to use the week finds it empty
        for session in booked.into_inner().unwrap().into_values() {
            let (by, reason) = (CancelledBy::Parent, CancelReason::Ill);
            let cancel = SessionCancel { session, by, reason, words: Note::default(), was: None };
            told(run(&asha, cancel).map(drop));
        }
    }
}

/// A history by hand: who asks, or is told what.
fn by_hand(events: &[(usize, Result<Ask, Told>)]) -> bool {
    let mut history = History::new(Small { known_as: "Amara".to_owned(), ..Small::default() });
    for (hand, event) in events.iter().cloned() {
        match event {
            Ok(ask) => history.on_invoke(hand, ask).unwrap(),
            Err(told) => history.on_return(hand, told).unwrap(),
        };
    }
    history.is_consistent()
}

#[test]
fn the_checker_finds_what_cannot_have_happened() {
    let named = |name: &str| Err(Told::Name(name.to_owned()));
    let rename = |was: &str, to: &str| Ok(Ask::Rename(Some(was.to_owned()), to.to_owned()));
    let (done, refused) = (Err(Told::Done), Err(Told::Refused));
    // a read that began after the change was acknowledged shows it
    let change = [(0, rename("Amara", "Mimi")), (0, done.clone()), (1, Ok(Ask::Name))];
    assert!(by_hand(&[&change[..], &[(1, named("Mimi"))]].concat()));
    assert!(!by_hand(&[&change[..], &[(1, named("Amara"))]].concat()), "a stale read");
    // one that began before may show either
    let meanwhile = [(1, Ok(Ask::Name)), (0, rename("Amara", "Mimi")), (0, done.clone())];
    assert!(by_hand(&[&meanwhile[..], &[(1, named("Amara"))]].concat()));
    assert!(by_hand(&[&meanwhile[..], &[(1, named("Mimi"))]].concat()));
    // of two who change the same, one is told no; of two who want the room too
    let both = [(0, rename("Amara", "Mimi")), (1, rename("Amara", "Mara"))];
    assert!(by_hand(&[&both[..], &[(0, done.clone()), (1, refused.clone())]].concat()));
    assert!(!by_hand(&[&both[..], &[(0, done.clone()), (1, done.clone())]].concat()), "a lost update");
    let both = [(0, Ok(Ask::Book(0, 0))), (1, Ok(Ask::Book(0, 1)))];
    assert!(by_hand(&[&both[..], &[(0, refused.clone()), (1, done.clone())]].concat()));
    assert!(!by_hand(&[&both[..], &[(0, done.clone()), (1, done.clone())]].concat()), "a double booking");
    assert!(!by_hand(&[&both[..], &[(0, refused.clone()), (1, refused)]].concat()), "refused for no reason");
    // two who read at once cannot disagree about the order of two changes
    let changes = [(0, Ok(Ask::Book(0, 0))), (1, Ok(Ask::Book(1, 1)))];
    let reads = [(2, Ok(Ask::Rooms)), (3, Ok(Ask::Rooms))];
    let disagree = [(2, Err(Told::Rooms([Some(0), None]))), (3, Err(Told::Rooms([None, Some(1)])))];
    let end = [(0, done.clone()), (1, done)];
    assert!(!by_hand(&[&changes[..], &reads, &disagree, &end].concat()), "they disagree about the order");
}
