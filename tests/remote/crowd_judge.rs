//! What a crowd saw, held against the journal: every acknowledged command is one entry, no update is lost, nobody is in
//! two places, and there is one order, that of the journal, that explains every answer to every client.
//!
//! The order of the commands is given by their entries. An answer shows the state after some entry; which, is chosen as
//! early as what it shows and what had been answered before it was asked allow. No later choice could make room for an
//! answer that finds none then, so that where this finds no place there is none: the history is not linearizable.

use super::*;
use contactdesk::rules;
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::hash::{DefaultHasher, Hash as _, Hasher};
use std::time::Instant as Stopwatch;

/// Something that an answer shows of the state at one moment.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Part {
    /// This is the last entry.
    Head(u64),
    /// A record has this print.
    Is(Key, u64),
    /// A record has another print.
    Isnt(Key, u64),
    /// The sessions of a day have these prints, taken together.
    Day(Day, u64),
}

/// What came of something that was asked.
#[derive(Debug)]
pub(super) enum What {
    /// A command was acknowledged.
    Done { entry: u64, changed: Vec<Key> },
    /// A command was refused because what it rests on is not so.
    Stale(Part),
    /// A command was refused for a reason that the journal does not show.
    Refused(&'static str),
    /// A lookup was answered.
    Saw(Vec<Part>),
}

/// Something a client asked, and when.
#[derive(Debug)]
pub(super) struct Op {
    pub(super) hand: usize,
    /// The command or query, by name.
    pub(super) asked: &'static str,
    pub(super) began: Stopwatch,
    pub(super) ended: Stopwatch,
    pub(super) what: What,
}

pub(super) type Log = Vec<Op>;

/// Tells one state of a record from every other; never 0, which stands for none.
pub(super) fn print_of(record: &Record) -> u64 {
    let mut hasher = DefaultHasher::new();
    bincode::serialize(record).unwrap().hash(&mut hasher);
    hasher.finish().max(1)
}

type Records = HashMap<Key, Arc<Record>>;

fn opened(house: &House) -> Store {
    Store::open(&house.store_dir(), &house.key(), &OpenOptions::live()).unwrap()
}

/// Lets records follow an entry; what each change rests on is what is there.
fn follow(records: &mut Records, entry: &Entry) {
    for change in &entry.changes {
        assert_eq!(records.get(&change.key), change.before.as_ref(), "entry {}: an update is lost", entry.seq);
        match &change.after {
            Some(after) => records.insert(change.key, Arc::clone(after)),
            None => records.remove(&change.key),
        };
    }
}

fn sessions(records: &Records) -> impl Iterator<Item = &Session> {
    records.values().filter_map(|record| Session::of(record))
}

/// A diary with all records, and all days that have sessions.
fn diary(records: &Records) -> Diary {
    let days: BTreeSet<Day> = sessions(records).map(|s| s.date).collect();
    Diary::of_records(records.values().map(|r| Record::clone(r)), days.into_iter().map(Days::one))
}

/// The state before the crowd came.
pub(super) struct Case {
    head: u64,
    records: Records,
    diary: Diary,
    /// Children whose cases are restricted.
    pub(super) restricted: BTreeSet<ChildId>,
}

impl Case {
    pub(super) fn at(house: &House) -> Self {
        let store = opened(house);
        let (head, mut records) = (store.head().seq, Records::new());
        (1..=head).for_each(|seq| follow(&mut records, &store.entry(seq).unwrap().unwrap()));
        let children = records.values().filter_map(|r| Child::of(r));
        let restricted = children.filter(|c| !c.restricted_to.is_empty()).map(|c| c.id).collect();
        Self { head, diary: diary(&records), restricted, records }
    }

    /// The sessions of a day.
    pub(super) fn on(&self, day: Day) -> impl Iterator<Item = &Session> {
        self.diary.day(day).into_iter().flatten()
    }

    /// Whether something is wrong with a day already.
    pub(super) fn blocks(&self, day: Day) -> bool {
        blocks(&self.diary, day)
    }

    fn print(&self, session: &Session) -> u64 {
        let known = session.children.iter().all(|c| !self.restricted.contains(c));
        if known { print_of(&session.clone().into()) } else { 0 }
    }
}

fn blocks(diary: &Diary, day: Day) -> bool {
    diary.has(day) && rules::check_day(diary, day).unwrap().iter().any(|(_, found)| rules::blocking(found))
}

/// Since when something has had which print, by entry.
type Versions = Vec<(u64, u64)>;

/// Everything that happened while the crowd was there.
pub(super) struct Past {
    base: u64,
    head: u64,
    entries: BTreeMap<u64, (String, Vec<Key>)>,
    records: HashMap<Key, Versions>,
    days: HashMap<Day, Versions>,
    last: Records,
}

impl Past {
    /// The journal replayed from what there was; it makes exactly what is stored.
    pub(super) fn replayed(house: &House, case: &Case) -> Self {
        let store = opened(house);
        let mut past = Self {
            base: case.head,
            head: store.head().seq,
            entries: BTreeMap::new(),
            records: HashMap::new(),
            days: HashMap::new(),
            last: case.records.clone(),
        };
        for (key, record) in &case.records {
            past.records.insert(*key, vec![(case.head, print_of(record))]);
        }
        for session in sessions(&case.records) {
            past.day_changes(session.date, case.head, case.print(session));
        }
        for seq in case.head + 1..=past.head {
            past.take(&store.entry(seq).unwrap().unwrap(), case);
        }
        let stored: Records =
            Kind::ALL.iter().flat_map(|k| store.all(*k)).map(|r| r.unwrap()).map(|r| (r.key(), r)).collect();
        assert!(stored == past.last, "the journal replayed is not what is stored");
        past
    }

    fn take(&mut self, entry: &Entry, case: &Case) {
        assert!(entry.overrides.is_empty(), "nobody overrode anything: {entry:?}");
        follow(&mut self.last, entry);
        self.entries.insert(entry.seq, (entry.command.clone(), entry.changes.iter().map(|c| c.key).collect()));
        for change in &entry.changes {
            let print = change.after.as_ref().map_or(0, |record| print_of(record));
            self.records.entry(change.key).or_default().push((entry.seq, print));
            for session in [&change.before, &change.after].into_iter().flatten().filter_map(|r| Session::of(r)) {
                self.day_changes(session.date, entry.seq, case.print(session));
            }
        }
    }

    /// A session comes to a day or goes from it.
    fn day_changes(&mut self, day: Day, seq: u64, print: u64) {
        let versions = self.days.entry(day).or_default();
        match versions.last_mut() {
            Some((last, all)) if *last == seq => *all ^= print,
            last => {
                let all = last.map_or(0, |(_, all)| *all);
                versions.push((seq, all ^ print));
            }
        }
    }

    /// The first entry from one on after which it is so.
    fn first(&self, part: &Part, from: u64) -> Option<u64> {
        let (versions, print, is) = match part {
            Part::Head(head) => return (*head >= from).then_some(*head),
            Part::Is(key, print) => (self.records.get(key), *print, true),
            Part::Isnt(key, print) => (self.records.get(key), *print, false),
            Part::Day(day, print) => (self.days.get(day), *print, true),
        };
        let known = versions.map_or(&[][..], |versions| versions);
        // before its first version there was nothing
        let none = known.first().is_none_or(|(seq, _)| *seq > self.base).then_some((self.base, 0));
        let mut spans = none.iter().chain(known).peekable();
        while let Some((since, has)) = spans.next() {
            let until = spans.peek().map_or(self.head + 1, |(next, _)| *next);
            let at = from.max(*since);
            if (*has == print) == is && at < until {
                return Some(at);
            }
        }
        None
    }

    /// The first entry from one on after which all of it is so.
    fn all(&self, parts: &[Part], from: u64) -> Option<u64> {
        let mut at = from;
        loop {
            let later = parts.iter().try_fold(at, |at, part| self.first(part, at))?;
            if later == at {
                return Some(at);
            }
            at = later;
        }
    }

    /// Every acknowledged command is one entry and every entry one such command, and one order explains every answer.
    pub(super) fn judge(&self, log: &Log) {
        let mut claimed = BTreeSet::new();
        for op in log {
            if let What::Done { entry, changed } = &op.what {
                assert!(claimed.insert(*entry), "two were told that entry {entry} is theirs");
                let (name, keys) = self.entries.get(entry).unwrap_or_else(|| panic!("there is no such entry: {op:?}"));
                assert_eq!((name.as_str(), keys), (op.asked, changed), "{op:?}");
            }
        }
        assert!(claimed.iter().eq(self.entries.keys()), "an entry is nobody's");
        let wrong = self.out_of_order(log);
        if let Some(first) = wrong.first() {
            panic!("{} answers have no place in the order; the first, to hand {}: {first:?}", wrong.len(), first.hand);
        }
    }

    /// Answers that have no place in the order of the journal.
    fn out_of_order<'a>(&self, log: &'a Log) -> Vec<&'a Op> {
        let mut begun: Vec<usize> = (0..log.len()).collect();
        begun.sort_by_key(|op| log[*op].began);
        let mut ended: Vec<usize> = (0..log.len()).collect();
        ended.sort_by_key(|op| log[*op].ended);
        let mut places = vec![self.base; log.len()];
        let (mut ended, mut floor) = (ended.into_iter().peekable(), self.base);
        let mut wrong = Vec::new();
        for op in begun {
            // whatever had been answered before this was asked comes before it
            while let Some(before) = ended.next_if(|before| log[*before].ended < log[op].began) {
                floor = floor.max(places[before]);
            }
            let place = match &log[op].what {
                What::Done { entry, .. } => (*entry > floor).then_some(*entry),
                What::Stale(part) => self.all(std::slice::from_ref(part), floor),
                What::Saw(parts) => self.all(parts, floor),
                What::Refused(_) => Some(floor),
            };
            match place {
                Some(place) => places[op] = place,
                None => wrong.push(&log[op]),
            }
        }
        wrong
    }

    /// The judge can say no: of a log in which something is changed, it does.
    pub(super) fn can_say_no(&self, mut log: Log) {
        let end = log.iter().map(|op| op.ended).max().unwrap();
        let (began, ended) = (end + Duration::from_millis(1), end + Duration::from_millis(2));
        log.push(Op { hand: 0, asked: "here", began, ended, what: What::Saw(vec![Part::Head(self.base)]) });
        assert_eq!(self.out_of_order(&log).len(), 1, "a client that sees the beginning when all is over");
        log.pop();
        for op in &mut log {
            if let What::Done { entry, .. } = &mut op.what {
                *entry = self.base + 1 + self.head - *entry;
            }
        }
        assert!(!self.out_of_order(&log).is_empty(), "entries in another order than commands were answered");
    }

    /// At the end no rule objects to the days of the race, and nobody and nothing is in two places at once that was not
    /// before: found again here without the rules.
    pub(super) fn nothing_twice(&self, case: &Case, days: &[Day]) {
        let diary = diary(&self.last);
        for day in days {
            assert!(!blocks(&diary, *day), "{day}: {:?}", rules::check_day(&diary, *day));
        }
        let before = twice(&case.records);
        let new: Vec<_> = twice(&self.last).into_iter().filter(|pair| !before.contains(pair)).collect();
        assert_eq!(new, [], "in two places at once");
        // whoever books one of them once more is found out
        let mut once_more = self.last.clone();
        let some =
            sessions(&self.last).find(|s| s.date == days[0] && s.status.takes_place() && s.room.is_some()).unwrap();
        let other = Record::from(Session { id: SessionId(u32::MAX), ..some.clone() });
        once_more.insert(other.key(), Arc::new(other));
        assert!(twice(&once_more).contains(&(some.room.unwrap().key(), some.id, SessionId(u32::MAX))));
    }
}

/// A stretch of time that takes somebody or something, for a session, on a journey or not.
type Use<'a> = (Span, &'a Session, Option<&'a Leg>);

/// Whoever and whatever the sessions of each day take.
fn taken(records: &Records) -> HashMap<(Day, Key), Vec<Use<'_>>> {
    let mut taken: HashMap<(Day, Key), Vec<Use>> = HashMap::new();
    for s in sessions(records).filter(|s| s.status.takes_place()) {
        let mut take = |who: Key, span: Span, leg| taken.entry((s.date, who)).or_default().push((span, s, leg));
        s.room.iter().for_each(|room| take(room.key(), s.span(), None));
        s.officers.iter().for_each(|officer| take(officer.key(), s.on_site(), None));
        s.children.iter().for_each(|child| take(child.key(), s.children_on_site(), None));
        s.parties.iter().for_each(|party| take(party.key(), s.adults_on_site(), None));
        for leg in &s.legs {
            let people = [leg.driver, leg.escort].into_iter().flatten().map(|d| d.key());
            let car = leg.vehicle.map(|v| v.key()).into_iter().chain(leg.officer.map(|o| o.key()));
            let all = people.chain(car).chain(leg.children.iter().map(|c| c.key()));
            all.for_each(|who| take(who, leg.span(), Some(leg)));
        }
    }
    taken
}

/// Whether two uses are one journey.
fn together(a: &Use, b: &Use) -> bool {
    let journey = |l: &Leg| (l.run, l.vehicle, l.driver, l.officer);
    matches!((a.2, b.2), (Some(a), Some(b)) if a.run != 0 && journey(a) == journey(b))
}

/// Whoever and whatever two sessions take at the same time, found the simple way; of a firm with several cars, whichever
/// sessions take more of them at once than it has.
fn twice(records: &Records) -> BTreeSet<(Key, SessionId, SessionId)> {
    let mut found = BTreeSet::new();
    for ((_, who), uses) in &taken(records) {
        let cars = records.get(who).and_then(|r| Driver::of(r)).map_or(1, |driver| usize::from(driver.cars.max(1)));
        for (i, use_) in uses.iter().enumerate() {
            let at_once = |other: &&Use| other.1.id != use_.1.id && !together(use_, other) && use_.0.overlaps(other.0);
            if cars == 1 {
                found.extend(
                    uses[i + 1..].iter().filter(at_once).map(|o| (*who, use_.1.id.min(o.1.id), use_.1.id.max(o.1.id))),
                );
                continue;
            }
            // each journey once, those that are under way when this one begins
            let mut journeys = vec![use_];
            for other in uses.iter().filter(|o| o.0.from <= use_.0.from && use_.0.from < o.0.to) {
                if !std::ptr::eq(other, use_) && !journeys.iter().any(|j| together(j, other)) {
                    journeys.push(other);
                }
            }
            if journeys.len() > cars {
                found.insert((*who, use_.1.id, use_.1.id));
            }
        }
    }
    found
}
