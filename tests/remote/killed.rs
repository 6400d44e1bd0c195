//! A server that is killed under load, again and again.

use super::running::*;
use super::*;
use contactdesk::desk::No;
use contactdesk::desk::commands::{RecordAdd, SessionBook, SessionCancel};
use contactdesk::rules;
use std::collections::HashMap;
use std::sync::atomic::{AtomicBool, Ordering};
use support::run;

/// A session that a hand was told is booked, as it was asked for, and whether it was cancelled: `None` where the desk went
/// away before it said so.
struct Booked {
    id: SessionId,
    date: Day,
    start: Minute,
    child: ChildId,
    cancelled: Option<bool>,
}

/// What a hand was told is done.
#[derive(Default)]
struct Told {
    parties: Vec<(PartyId, String)>,
    booked: Vec<Booked>,
    /// How often the desk went away before it answered.
    away: usize,
}

/// How much each hand has done.
struct Progress {
    done: Mutex<Vec<usize>>,
    more: Condvar,
}

impl Progress {
    fn of(hands: usize) -> Self {
        Self { done: Mutex::new(vec![0; hands]), more: Condvar::new() }
    }

    fn one_more(&self, hand: usize) {
        self.done.lock().unwrap()[hand] += 1;
        self.more.notify_all();
    }

    fn now(&self) -> Vec<usize> {
        self.done.lock().unwrap().clone()
    }

    fn until(&self, what: &str, so: impl Fn(&[usize]) -> bool) {
        let done = self.done.lock().unwrap();
        let (done, _) = self.more.wait_timeout_while(done, waiting::PATIENCE, |done| !so(done)).unwrap();
        assert!(so(&done), "never: {what}");
    }
}

fn booked_days() -> Vec<Day> {
    let monday = contactdesk::clock::Clock::System.today().monday() + 14;
    (0..40).map(|n| monday + n / 5 * 7 + n % 5).collect()
}

/// A command; nothing where the desk went away, which it may, or where a rule refuses it.
fn tried(told: &mut Told, done: Result<contactdesk::desk::Done, Refusal>) -> Option<contactdesk::desk::Done> {
    match done {
        Ok(done) => return Some(done),
        Err(no) if no.no == No::Unavailable => told.away += 1,
        Err(no) => assert!(no.no == No::Rule && !no.findings.is_empty(), "{no:?}"),
    }
    None
}

/// Adds parties, books and cancels until it is over, with one client all the time.
fn work(house: &House, hand: usize, over: &AtomicBool, progress: &Progress) -> Told {
    let desk = client(house);
    let (mut told, days) = (Told::default(), booked_days());
    for n in 0.. {
        if over.load(Ordering::Relaxed) {
            break;
        }
        let name = format!("Hand {hand} visitor {n}");
        let party = Party { name: name.parse().unwrap(), ..Party::default() };
        let added = run(&desk, RecordAdd { record: party.into() });
        if let Some(added) = tried(&mut told, added) {
            told.parties.push((PartyId(added.changed[0].id), name));
            progress.one_more(hand);
        }
        let (date, start) = (days[(hand + n) % days.len()], Minute::at(9 + (n / 5 % 8) as u16, 0));
        let child = ChildId(1 + (hand % 2) as u32);
        let book =
            SessionBook { date, start, minutes: Some(30), children: Some(vec![child]), ..SessionBook::default() };
        let booked = run(&desk, book);
        let Some(booked) = tried(&mut told, booked) else { continue };
        let id = SessionId(booked.changed[0].id);
        let mut cancelled = Some(false);
        if n % 3 == 0 {
            let (by, reason) = (CancelledBy::Parent, CancelReason::Ill);
            let cancel = SessionCancel { session: id, by, reason, words: Note::default(), was: None };
            let done = run(&desk, cancel);
            cancelled = tried(&mut told, done).map(|_| true);
        }
        told.booked.push(Booked { id, date, start, child, cancelled });
    }
    told
}

/// Whatever was acknowledged is in the store, once.
fn all_there(store: &Store, told: &[Told]) {
    let parties: HashMap<u32, String> = store
        .all(Kind::Party)
        .map(|r| r.unwrap())
        .map(|r| (r.key().id, Party::of(&r).unwrap().name.to_string()))
        .collect();
    let mut names: Vec<&String> = parties.values().collect();
    names.sort_unstable();
    names.dedup();
    assert_eq!(names.len(), parties.len(), "something was done twice");
    for (id, name) in told.iter().flat_map(|told| &told.parties) {
        assert_eq!(parties.get(&id.0), Some(name), "{id} is missing");
    }
    for booked in told.iter().flat_map(|told| &told.booked) {
        let record = store.get(booked.id.key()).unwrap().unwrap_or_else(|| panic!("{} is missing", booked.id));
        let s = Session::of(&record).unwrap();
        assert_eq!((s.date, s.start, &s.children), (booked.date, booked.start, &vec![booked.child]), "{}", s.id);
        assert!(booked.cancelled.is_none_or(|cancelled| cancelled != s.status.takes_place()), "{}", s.id);
    }
}

/// No rule objects to any day.
fn nothing_blocks(store: &Store) {
    let all = Kind::ALL.iter().flat_map(|kind| store.all(*kind)).map(|r| Record::clone(&r.unwrap()));
    let diary = Diary::of_records(all, booked_days().into_iter().map(Days::one));
    for day in booked_days() {
        for (session, found) in rules::check_day(&diary, day).unwrap() {
            assert!(!rules::blocking(&found), "{session}: {found:?}");
        }
    }
}

/// Under load from many hands the server is killed again and again: whatever was acknowledged is there, once, nothing is
/// booked twice, and every client goes on by itself.
#[test]
fn a_desk_that_is_killed_under_load_has_everything_it_acknowledged() {
    let house = house();
    let (kills, many) = (chance::asked(3), if chance::asked(0) == 0 { 8 } else { 64 });
    let over = AtomicBool::new(false);
    let progress = Progress::of(many);
    let told = std::thread::scope(|scope| {
        let until_then = Until(&over);
        let mut desk = Desks::of(&house, &["serve"]);
        let work = |hand: usize| {
            let (house, over, progress) = (&house, &over, &progress);
            scope.spawn(move || work(house, hand, over, progress))
        };
        let hands: Vec<_> = (0..many).map(work).collect();
        for _ in 0..kills {
            let enough = progress.now().iter().sum::<usize>() + 5 * many;
            progress.until("they are all at it", |done| done.iter().sum::<usize>() >= enough);
            desk.kill();
            desk = Desks::of(&house, &["serve"]);
            // every client goes on
            let before = progress.now();
            progress.until("every hand goes on", |done| done.iter().zip(&before).all(|(done, before)| done > before));
        }
        desk.kill();
        drop(until_then);
        desk = Desks::of(&house, &["serve"]);
        let told: Vec<Told> = hands.into_iter().map(|hand| hand.join().unwrap()).collect();
        desk.kill();
        told
    });
    let store = Store::open(&house.store_dir(), &house.key(), &OpenOptions::live()).unwrap();
    all_there(&store, &told);
    nothing_blocks(&store);
    assert_eq!(store.verify(&|_, _| true).unwrap().problems, Vec::<String>::new());
    let sum = |of: fn(&Told) -> usize| told.iter().map(of).sum::<usize>();
    let (parties, booked) = (sum(|told| told.parties.len()), sum(|told| told.booked.len()));
    println!(
        "{} kills, {many} hands: {parties} parties and {booked} bookings acknowledged, all there; {} times unanswered",
        kills + 2,
        sum(|told| told.away)
    );
    assert!(parties > kills * 20 && booked > kills, "too little was done to say anything");
}
