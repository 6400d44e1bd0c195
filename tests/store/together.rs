//! Many at once, and many things one after another: one sync for a group, and a journal that says all there is.

use super::damage::{Image, image};
use super::*;
use contactdesk::desk::commands::*;
use contactdesk::desk::{Command, Desk, Order};
use proptest::prelude::*;
use proptest::test_runner::{RngAlgorithm, TestRng, TestRunner};
use std::collections::BTreeMap;
use std::sync::Barrier;

#[test]
fn commands_that_wait_together_share_one_sync() {
    const THREADS: u32 = 16;
    const EACH: u32 = 12;
    let mut house = House::with(small_service());
    let local = house.local.as_ref().unwrap();
    let rename = |desk: &dyn Desk, party: u32, n: u32| {
        let party = Party { name: format!("Adult {party} {n}").parse().unwrap(), ..Party::default() };
        run(desk, RecordAdd { record: party.into() }).unwrap()
    };
    let (entries, syncs) = (|| house.seat("root").here().head, || local.syncs());
    // one after another, each waits for the disk itself
    let before = (entries(), syncs());
    (0..EACH).for_each(|n| drop(rename(&house.seat("root"), 0, n)));
    assert_eq!((entries() - before.0, syncs() - before.1), (EACH.into(), EACH.into()));
    let before = (entries(), syncs());
    let start = Barrier::new(THREADS as usize);
    std::thread::scope(|scope| {
        for thread in 1..=THREADS {
            let (house, start) = (&house, &start);
            scope.spawn(move || {
                let desk = house.seat("root");
                start.wait();
                (0..EACH).for_each(|n| drop(rename(&desk, thread, n)));
            });
        }
    });
    let (entries, syncs) = (entries() - before.0, syncs() - before.1);
    assert_eq!(entries, u64::from(THREADS * EACH));
    assert!(syncs * 2 < entries && syncs * u64::from(THREADS) >= entries, "{syncs} syncs for {entries} entries");
    let line = format!("{THREADS} threads: {entries} entries, {syncs} syncs\n");
    std::io::Write::write_all(&mut std::io::stderr(), line.as_bytes()).unwrap();
    sound(&closed_store(&mut house));
}

/// The store of a house, its desk closed.
fn closed_store(house: &mut House) -> Store {
    house.local.take().unwrap().close().unwrap();
    opened(house.dir.path())
}

/// One thing that somebody does.
#[derive(Clone, Debug)]
enum Deed {
    Book(SessionBook),
    Move(SessionMove),
    Cancel(SessionCancel),
    Officer(u32, u32),
    Height(u32, u16),
    Add(u32),
    Close(Key),
    Reopen(Key),
    Undo,
    Redo,
}

impl Deed {
    /// The command, on the records as they stand.
    fn command(&self, desk: &dyn Desk) -> Command {
        match self.clone() {
            Self::Book(book) => book.into(),
            Self::Move(moved) => moved.into(),
            Self::Cancel(cancel) => cancel.into(),
            Self::Officer(session, officer) => SessionChange {
                session: SessionId(session),
                officers: Some(vec![OfficerId(officer)]),
                ..SessionChange::default()
            }
            .into(),
            Self::Height(child, cm) => {
                let shown = ask(desk, contactdesk::desk::queries::Show { what: format!("CH-{child}") });
                let Ok(contactdesk::desk::Answer::Show(view)) = shown else { panic!("{shown:?}") };
                let mut record = view.record;
                if let Record::Child(child) = &mut record {
                    child.height_cm = Some(cm);
                }
                RecordChange { record, was: None }.into()
            }
            Self::Add(n) => {
                RecordAdd { record: Party { name: format!("Adult {n}").parse().unwrap(), ..Party::default() }.into() }
                    .into()
            }
            Self::Close(key) => RecordClose { key, why: "no longer used".parse().unwrap() }.into(),
            Self::Reopen(key) => RecordReopen { key }.into(),
            Self::Undo => Undo::default().into(),
            Self::Redo => Redo {}.into(),
        }
    }
}

fn cancelled(id: u32) -> SessionCancel {
    SessionCancel {
        session: SessionId(id),
        by: CancelledBy::Parent,
        reason: CancelReason::Ill,
        words: Note::default(),
        was: None,
    }
}

fn deed() -> impl Strategy<Value = Deed> {
    let day = (0..4_i32).prop_map(|n| "2026-11-26".parse::<Day>().unwrap() + n);
    let start = (9..17_u16).prop_map(|hour| Minute::at(hour, 30));
    let room = (1..=3_u32).prop_map(RoomId);
    let book = (day.clone(), start.clone(), 1..=2_u32, proptest::option::of(room.clone())).prop_map(
        |(date, start, child, room)| {
            let children = Some(vec![ChildId(child)]);
            Deed::Book(SessionBook { date, start, children, room, ..SessionBook::default() })
        },
    );
    let moved = (1..6_u32, proptest::option::of(day), proptest::option::of(start), proptest::option::of(room))
        .prop_map(|(session, date, start, room)| {
            Deed::Move(SessionMove { session: SessionId(session), date, start, room, ..SessionMove::default() })
        });
    let key = prop_oneof![Just(RoomId(2).key()), Just(OfficerId(2).key()), Just(PartyId(3).key())];
    prop_oneof![
        6 => book,
        3 => moved,
        2 => (1..6_u32).prop_map(|id| Deed::Cancel(cancelled(id))),
        2 => (1..6_u32, 1..=2_u32).prop_map(|(s, o)| Deed::Officer(s, o)),
        1 => (1..=2_u32, 90..160_u16).prop_map(|(c, cm)| Deed::Height(c, cm)),
        1 => (1..9_u32).prop_map(Deed::Add),
        1 => key.clone().prop_map(Deed::Close),
        1 => key.prop_map(Deed::Reopen),
        3 => Just(Deed::Undo),
        1 => Just(Deed::Redo),
    ]
}

/// A record's key and itself, by key.
type ByKey = BTreeMap<Key, Arc<Record>>;

fn by_key(image: &Image) -> ByKey {
    image.records.iter().map(|r| (r.key(), Arc::clone(r))).collect()
}

fn entries(store: &Store) -> Vec<Entry> {
    (1..=store.head().seq).map(|seq| Entry::clone(&store.entry(seq).unwrap().unwrap())).collect()
}

/// Invariant 1: the journal from empty makes the records, and every index says what the records say.
fn journal_makes_the_store(store: &mut Store) {
    let was = image(store).unwrap();
    let mut made = ByKey::new();
    let mut touched: BTreeMap<Key, Vec<u64>> = BTreeMap::new();
    for entry in entries(store) {
        for change in entry.changes {
            assert_eq!(made.get(&change.key), change.before.as_ref(), "entry {}", entry.seq);
            touched.entry(change.key).or_default().push(entry.seq);
            match change.after {
                Some(after) => made.insert(change.key, after),
                None => made.remove(&change.key),
            };
        }
    }
    assert_eq!(by_key(&was), made);
    let sessions: Vec<&Session> = made.values().filter_map(|r| Session::of(r)).collect();
    let days = Days::new("2026-11-20".parse().unwrap(), "2026-12-10".parse().unwrap());
    for day in days.each() {
        let mut expected: Vec<(Minute, SessionId)> =
            sessions.iter().filter(|s| s.date == day).map(|s| (s.start, s.id)).collect();
        expected.sort();
        let found = store.sessions_on(Days::one(day)).unwrap();
        let found: Vec<_> = found.iter().map(|r| Session::of(r).unwrap()).map(|s| (s.start, s.id)).collect();
        assert_eq!(found, expected, "{day}");
    }
    for (key, seqs) in &touched {
        assert_eq!(store.touched(*key).unwrap(), *seqs, "{key}");
        let owned = |s: &&&Session| made[&s.id.key()].owners().contains(key);
        let mut expected: Vec<(Day, SessionId)> = sessions.iter().filter(owned).map(|s| (s.date, s.id)).collect();
        expected.sort();
        let found = store.sessions_of(*key, None).unwrap();
        let found: Vec<_> = found.iter().map(|r| Session::of(r).unwrap()).map(|s| (s.date, s.id)).collect();
        assert_eq!(found, expected, "{key}");
    }
    store.rebuild(&|_, _| true).unwrap();
    assert!(image(store).unwrap() == was, "made again, the records differ");
    assert_eq!(store.verify(&|_, _| true).unwrap().problems, Vec::<String>::new());
}

/// Invariant 2: what an entry saves has no blocking finding that it does not override, or that stood there before; before
/// the entry it takes back, where it does.
fn nothing_blocks_unless_overridden(entries: &[Entry]) -> usize {
    let today: Day = "2026-11-26".parse().unwrap();
    let days = Days::new(today - 7, today + 30);
    let mut diary = Diary::of_records([], [days]);
    let mut overridden = 0;
    let mut befores: BTreeMap<u64, Diary> = BTreeMap::new();
    for entry in entries {
        let before = diary.clone();
        befores.insert(entry.seq, before.clone());
        entry.changes.iter().for_each(|change| diary.apply(change));
        for change in &entry.changes {
            let session = |r: &Option<Arc<Record>>| r.as_deref().and_then(Session::of).cloned();
            let Some(saved) = session(&change.after).filter(|s| s.status.takes_place() && s.date >= today) else {
                continue;
            };
            let mut stood = session(&change.before).map_or(Vec::new(), |s| rules::check(&before, &s).unwrap());
            if let Some(then) = entry.undoes.map(|seq| &befores[&seq])
                && let Some(s) = then.get::<Session>(saved.id)
            {
                stood.extend(rules::check(then, s).unwrap());
            }
            for finding in rules::new_blocking(&stood, &rules::check(&diary, &saved).unwrap()) {
                assert!(entry.overrides.contains(&finding.rule), "entry {}: {finding:?}", entry.seq);
                assert!(entry.reason.as_ref().is_some_and(|r| !r.is_empty()), "entry {}", entry.seq);
                assert!(contactdesk::desk::role::OVERRIDERS.contains(&entry.actor.role), "entry {}", entry.seq);
                overridden += 1;
            }
        }
    }
    overridden
}

/// What came of a list of deeds.
#[derive(Default)]
struct Came {
    done: u64,
    refused: usize,
    overridden: usize,
}

/// Does all of it, takes all of it back, and looks at the journal, the records and the indexes.
fn done_and_taken_back(deeds: &[(Deed, u8)]) -> Came {
    let mut came = Came::default();
    let house = House::with(small_service());
    let (asha, moira) = (house.seat("asha"), house.seat("moira"));
    for (deed, who) in deeds {
        let over = (*who == 0).then(|| "it must be".parse().unwrap());
        let desk: &dyn Desk = if *who < 2 { &moira } else { &asha };
        came.refused += usize::from(desk.execute(Order { command: deed.command(desk), over }).is_err());
    }
    drop((asha, moira));
    let mut house = house.reopened();
    let moira = house.seat("moira");
    came.done = moira.here().head - 1;
    // the last first
    for seq in (2..=came.done + 1).rev() {
        let command = Undo { entry: Some(seq) }.into();
        let undone = moira.execute(Order { command, over: Some("all of it".parse().unwrap()) });
        assert!(undone.is_ok(), "entry {seq}: {undone:?}");
    }
    drop(moira);
    let mut store = closed_store(&mut house);
    let first: ByKey = small_service().into_iter().map(|r| (r.key(), Arc::new(r))).collect();
    let now = by_key(&image(&store).unwrap());
    let differ: Vec<_> = first.keys().chain(now.keys()).filter(|k| first.get(k) != now.get(k)).collect();
    assert!(differ.is_empty(), "{differ:?}");
    journal_makes_the_store(&mut store);
    came.overridden = nothing_blocks_unless_overridden(&entries(&store));
    came
}

#[test]
fn whatever_is_done_the_journal_says_it_all_and_undone_it_is_as_before() {
    let config = chance::property(10);
    let cases = config.cases;
    let all = std::cell::RefCell::new(Came::default());
    let deeds = proptest::collection::vec((deed(), 0..4_u8), 10..40);
    let ran = TestRunner::new_with_rng(config, TestRng::deterministic_rng(RngAlgorithm::ChaCha)).run(&deeds, |deeds| {
        let came = done_and_taken_back(&deeds);
        let mut all = all.borrow_mut();
        all.done += came.done;
        all.refused += came.refused;
        all.overridden += came.overridden;
        Ok(())
    });
    ran.unwrap_or_else(|why| panic!("{why}"));
    let Came { done, refused, overridden } = all.into_inner();
    let line = format!("{cases} lists: {done} done, {refused} refused, {overridden} findings overridden\n");
    std::io::Write::write_all(&mut std::io::stderr(), line.as_bytes()).unwrap();
    // the lists are worth looking at
    assert!(done > u64::from(cases) * 5 && refused > 0 && overridden > 0, "{line}");
}
