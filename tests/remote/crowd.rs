//! A crowd at one desk: many clients book, move, change, confirm and cancel the same sessions, for the same rooms,
//! officers and cars, while others read. `crowd_judge.rs` holds what each of them saw against the journal.

use super::crowd_judge::{Case, Log, Op, Part, Past, What, print_of};
use super::running::*;
use super::*;
use contactdesk::desk::commands::{
    RecordChange, SessionBook, SessionCancel, SessionChange, SessionConfirm, SessionMove,
};
use contactdesk::desk::queries::{DayQuery, Find, Next, Show};
use contactdesk::desk::{Answer, Command, Desk, No, Order, Query};
use std::collections::{BTreeMap, BTreeSet};
use std::process::Stdio;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::time::Instant as Stopwatch;

/// How many hands, and what each of them does how often; a quarter as many only read meanwhile.
fn size() -> (usize, usize) {
    match chance::asked(0) {
        0 => (8, 20),
        steps => (64, steps),
    }
}

/// So many commands a hand spends on one day before it turns to the next.
const EACH_DAY: usize = 10;

/// The invented service in a folder, its desk closed.
fn invented() -> House {
    let now = contactdesk::clock::Clock::System.now().moment();
    let house = House { dir: tempfile::tempdir().unwrap(), local: None, now };
    let made = ran(&house, &["demo", "--no-open", "--weeks", "16"]);
    assert!(made.status.success(), "{}", said(&made));
    house
}

/// What the hands race for.
pub(super) struct Prize {
    /// The days, one after the other.
    days: Vec<Day>,
    /// Some sessions of each day as they were: booked again by whoever can, exactly so.
    originals: Vec<Vec<Session>>,
    /// Children whose names are changed all the time.
    children: Vec<ChildId>,
    /// Children of restricted cases: what is seen of their sessions is cut.
    restricted: BTreeSet<ChildId>,
}

impl Prize {
    fn of(case: &Case, days: usize) -> Self {
        let restricted: BTreeSet<ChildId> = case.restricted.clone();
        let today = contactdesk::clock::Clock::System.today();
        let (mut chosen, mut originals, mut children) = (Vec::new(), Vec::new(), Vec::new());
        for day in (today + 7).to(today + 50) {
            let plain = |s: &&Session| {
                let known = s.children.iter().all(|c| !restricted.contains(c));
                s.status.is_ahead() && s.status.takes_place() && s.room.is_some() && known
            };
            let mut sessions: Vec<Session> = case.on(day).filter(plain).cloned().collect();
            if sessions.len() < 8 || case.blocks(day) || chosen.len() == days {
                continue;
            }
            // those with cars first
            sessions.sort_by_key(|s| (s.legs.iter().all(|l| l.vehicle.is_none() && l.driver.is_none()), s.start, s.id));
            sessions.truncate(8);
            children.extend(sessions.iter().map(|s| s.children[0]));
            chosen.push(day);
            originals.push(sessions);
        }
        assert!(chosen.len() >= days.min(4), "too few days: {chosen:?}");
        children.sort_unstable();
        children.dedup();
        children.truncate(4);
        Self { days: chosen, originals, children, restricted }
    }
}

/// One client, and what it notes down.
struct Hand<'a> {
    number: usize,
    desk: Client,
    prize: &'a Prize,
    log: Log,
    dice: u64,
}

impl<'a> Hand<'a> {
    fn new(house: &House, prize: &'a Prize, number: usize) -> Self {
        Self { number, desk: client(house), prize, log: Vec::new(), dice: number as u64 * 7919 + 1 }
    }

    /// A number below an end, the same in every run (xorshift).
    fn below(&mut self, end: usize) -> usize {
        self.dice ^= self.dice << 13;
        self.dice ^= self.dice >> 7;
        self.dice ^= self.dice << 17;
        (self.dice >> 11) as usize % end
    }

    /// Notes down what was asked and what came of it.
    fn note<T>(&mut self, asked: &'static str, began: Stopwatch, value: T, what: impl FnOnce(&T) -> What) -> T {
        let ended = Stopwatch::now();
        let what = what(&value);
        self.log.push(Op { hand: self.number, asked, began, ended, what });
        value
    }

    fn ask(&mut self, query: impl Into<Query>) -> Answer {
        let query: Query = query.into();
        let (name, began) = (query.name(), Stopwatch::now());
        let answer = self.desk.ask(query).unwrap_or_else(|no| panic!("{no:?}")).answer;
        let prize = self.prize;
        self.note(name, began, answer, |answer| What::Saw(parts(prize, answer)))
    }

    fn head(&mut self) {
        let began = Stopwatch::now();
        let head = self.desk.here().head;
        self.note("here", began, head, |head| What::Saw(vec![Part::Head(*head)]));
    }

    /// Carries out a command; `was` is what it rests on, where it says so.
    fn run(&mut self, command: impl Into<Command>, was: Option<Record>) {
        let command: Command = command.into();
        let (name, began) = (command.name(), Stopwatch::now());
        let done = self.desk.execute(Order::from(command));
        self.note(name, began, done, |done| match done {
            Ok(done) => {
                assert_eq!(done.command, name);
                What::Done { entry: done.entry, changed: done.changed.clone() }
            }
            Err(no) => refused(no, was),
        })
        .ok();
    }

    /// A day as it is, and one of its sessions that can still be changed.
    fn look(&mut self, nth: usize) -> Option<Session> {
        let Answer::Day(view) = self.ask(DayQuery { day: self.prize.days[nth] }) else { panic!() };
        let raced = |s: &&Session| {
            s.status.is_ahead() && self.prize.originals[nth].iter().any(|o| o.arrangement == s.arrangement)
        };
        let sessions: Vec<&Session> = view.sessions.iter().filter(raced).collect();
        let nth = self.below(sessions.len().max(1));
        sessions.get(nth).map(|s| Session::clone(s))
    }

    /// One command, with the look that comes before it.
    fn step(&mut self, nth: usize) {
        let there = self.look(nth);
        let others = self.below(self.prize.originals[nth].len());
        let original = &self.prize.originals[nth][others];
        match (self.below(20), there) {
            (0..2, _) => self.rename(),
            (2..7, _) | (_, None) => self.run(SessionBook::exactly(original), None),
            (7..11, Some(s)) => {
                let (by, reason) = (CancelledBy::Parent, CancelReason::Ill);
                let was = (self.below(2) == 0).then(|| Box::new(s.clone()));
                let seen = was.is_some().then(|| s.clone().into());
                self.run(SessionCancel { session: s.id, by, reason, words: Note::default(), was }, seen);
            }
            (11..15, Some(s)) => {
                let start = Some(s.start.plus([-30, -15, 0, 15][self.below(4)]));
                let (session, room) = (s.id, original.room);
                let moved = SessionMove { session, start, room, was: Some(Box::new(s.clone())), ..Default::default() };
                self.run(moved, Some(s.into()));
            }
            (15..18, Some(s)) => {
                let officers = Some(original.officers.clone());
                let was = Some(Box::new(s.clone()));
                self.run(SessionChange { session: s.id, officers, was, ..Default::default() }, Some(s.into()));
            }
            (_, Some(s)) => {
                let Some(who) = s.parties.first().map(|p| p.key()) else { return };
                let result = [ConfirmResult::Confirmed, ConfirmResult::NoAnswer][self.below(2)];
                self.run(SessionConfirm { session: s.id, who, result, how: Name::default(), at: None }, None);
            }
        }
    }

    /// A child's name is changed from what it was when it was looked at.
    fn rename(&mut self) {
        let child = self.prize.children[self.below(self.prize.children.len())];
        let Answer::Show(view) = self.ask(Show { what: child.to_string() }) else { panic!() };
        let mut record = Child::of(&view.record).unwrap().clone();
        record.known_as = format!("Hand {} {}", self.number, self.log.len()).parse().unwrap();
        self.run(RecordChange { record: record.into(), was: Some(view.record.clone()) }, Some(view.record));
    }

    /// A lookup, of whatever the others are busy with.
    fn read(&mut self, nth: usize) {
        let some = self.below(self.prize.originals[nth].len());
        let original = &self.prize.originals[nth][some];
        let room = original.room.unwrap();
        match self.below(6) {
            0 => drop(self.look(nth)),
            1 => drop(self.ask(Next { who: room.to_string(), limit: Some(8) })),
            2 => drop(self.ask(Next { who: original.officers[0].to_string(), limit: Some(8) })),
            3 => drop(self.ask(Find { text: "khan".into(), ..Find::default() })),
            4 => drop(self.ask(Show { what: original.children[0].to_string() })),
            _ => drop(self.ask(Show { what: original.id.to_string() })),
        }
        self.head();
    }
}

/// What an answer shows of the state at one moment.
fn parts(prize: &Prize, answer: &Answer) -> Vec<Part> {
    let known = |s: &&Session| !s.children.is_empty() && s.children.iter().all(|c| !prize.restricted.contains(c));
    let each = |s: &Session| Part::Is(s.id.key(), print_of(&s.clone().into()));
    match answer {
        Answer::Day(view) => {
            let all = view.sessions.iter().filter(known).fold(0, |all, s| all ^ print_of(&s.clone().into()));
            vec![Part::Day(view.day, all)]
        }
        Answer::Next(view) => view.sessions.iter().filter(known).map(each).collect(),
        Answer::Show(view) => vec![Part::Is(view.record.key(), print_of(&view.record))],
        _ => Vec::new(),
    }
}

/// Only rules, and what others did meanwhile, refuse.
fn refused(no: &Refusal, was: Option<Record>) -> What {
    let stale = no.what.contains("has changed since you opened it");
    match (no.no, was) {
        (No::Rule, Some(was)) if stale => What::Stale(Part::Isnt(was.key(), print_of(&was))),
        (No::Rule, _) if !no.findings.is_empty() => What::Refused("a rule"),
        (No::Rule, _) if no.what.contains("cannot be") => What::Refused("over"),
        (No::Usage, _) if no.what.contains("changes nothing") || no.what.contains("there already") => {
            What::Refused("nothing to do")
        }
        _ => panic!("no reason to refuse: {no:?}"),
    }
}

#[test]
fn a_crowd_books_nothing_twice_and_loses_nothing() {
    let house = invented();
    let (hands, steps) = size();
    let case = Case::at(&house);
    let prize = Prize::of(&case, steps.div_ceil(EACH_DAY).min(20));
    let desk = Desks::of(&house, &["serve"]);
    let (step, over) = (AtomicUsize::new(0), AtomicBool::new(false));
    let began = Stopwatch::now();
    let (wrote, read) = std::thread::scope(|scope| {
        let (house, prize, step, over) = (&house, &prize, &step, &over);
        let until_then = Until(over);
        let writers: Vec<_> = (0..hands)
            .map(|number| {
                scope.spawn(move || {
                    let mut hand = Hand::new(house, prize, number);
                    for n in 0..steps {
                        hand.step(n / EACH_DAY % prize.days.len());
                        step.fetch_max(n, Ordering::Relaxed);
                    }
                    hand.log
                })
            })
            .collect();
        let readers: Vec<_> = (hands..hands + hands / 4)
            .map(|number| {
                scope.spawn(move || {
                    let mut hand = Hand::new(house, prize, number);
                    while !over.load(Ordering::Relaxed) {
                        hand.read(step.load(Ordering::Relaxed) / EACH_DAY % prize.days.len());
                    }
                    hand.log
                })
            })
            .collect();
        let wrote: Log = writers.into_iter().flat_map(|hand| hand.join().unwrap()).collect();
        drop(until_then);
        (wrote, readers.into_iter().flat_map(|hand| hand.join().unwrap()).collect::<Log>())
    });
    let took = began.elapsed();
    let memory = resident(desk.0.id());
    drop(desk);
    let log: Log = wrote.into_iter().chain(read).collect();
    println!("{hands} hands, {} readers, {:.1} s; server at most {memory}", hands / 4, took.as_secs_f64());
    println!("{}", figures(&log));
    let past = Past::replayed(&house, &case);
    past.judge(&log);
    past.can_say_no(log);
    past.nothing_twice(&case, &prize.days);
    let verified = program(&house, &["--embedded", "verify"]).stdin(Stdio::null()).output().unwrap();
    assert_eq!(said(&verified), "journal, records and indexes agree; nothing is wrong\n");
}

/// The most memory a process ever had.
fn resident(process: u32) -> String {
    let status = std::fs::read_to_string(format!("/proc/{process}/status")).unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    line.map_or_else(|| "unknown".to_owned(), |line| line.trim().to_owned())
}

/// How many of what there were, and how long they took.
fn figures(log: &Log) -> String {
    let (mut came, mut times) = (BTreeMap::new(), BTreeMap::new());
    for op in log {
        let (sort, what) = match &op.what {
            What::Done { .. } => ("commands", "done"),
            What::Refused(why) => ("commands", *why),
            What::Stale(_) => ("commands", "changed meanwhile"),
            What::Saw(_) => ("lookups", "answered"),
        };
        *came.entry((sort, what)).or_insert(0) += 1;
        for name in [sort, op.asked] {
            times.entry((sort, name)).or_insert_with(Vec::new).push(op.ended - op.began);
        }
    }
    let came = came.into_iter().map(|((sort, what), count)| format!("{sort} {what}: {count}"));
    let times = times.into_iter().map(|((_, name), mut took): (_, Vec<Duration>)| {
        took.sort_unstable();
        let at = |share: f64| took[((took.len() - 1) as f64 * share) as usize].as_secs_f64() * 1e3;
        let (p50, p99, most) = (at(0.5), at(0.99), at(1.0));
        format!("{name}: {}, p50 {p50:.1} ms, p99 {p99:.1} ms, most {most:.1} ms", took.len())
    });
    came.chain(times).collect::<Vec<_>>().join("\n")
}
