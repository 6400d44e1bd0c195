//! The diary: records in memory, with the lookups that rules, planner and screens need.
//!
//! A diary is one version. Cloning it is cheap (an `Arc` per kind and one for the days); changing it ([`Diary::apply`])
//! touches the table or the day concerned and no other version. It holds every reference record, and the sessions of
//! the days it has loaded; a day it has not loaded is [`NotLoaded`], never an empty day.

mod rota;
mod scope;
mod terms;
mod travel;
mod whose;

pub use rota::{Gone, GoneBy};
pub use scope::Scope;

use super::*;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// A day or a record's history that this diary does not hold.
#[derive(Clone, Copy, PartialEq, Eq, Debug, thiserror::Error)]
pub enum NotLoaded {
    /// A day outside what was loaded.
    #[error("the sessions of {0} are not loaded")]
    Day(Day),
    /// The sessions of a child, officer or other record.
    #[error("the sessions of {0} are not loaded")]
    Of(Key),
}

type Table = Arc<BTreeMap<u32, Arc<Record>>>;
/// Sessions of one day, by start, then number.
type Page = Arc<Vec<Arc<Record>>>;

/// Records in memory, one version of them.
#[derive(Clone, Debug, Default)]
pub struct Diary {
    /// The end of the journal this version stands at, with the next numbers.
    pub head: Head,
    /// What time it is, where that is known: a hold that has run out takes nothing any more. Before all time where nobody
    /// said; then no hold runs out.
    pub now: Moment,
    /// Reference records, by kind.
    tables: Vec<Table>,
    /// By kind of the record pointed at, then its number: the records that point at it.
    links: Vec<Arc<BTreeMap<u32, Arc<Vec<Key>>>>>,
    /// Absences, closures, dates and sittings by whom or what they are of and their last day: those of years ago are passed over.
    dated: Arc<BTreeSet<(Key, Day, Key)>>,
    /// Loaded days, with something on them.
    pages: Arc<BTreeMap<Day, Page>>,
    /// Which days are loaded.
    loaded: Arc<Vec<Days>>,
    /// Day of each loaded session, in blocks of 256 so that a change copies little.
    day_of: Arc<BTreeMap<u32, Arc<BTreeMap<u32, Day>>>>,
    /// Sessions loaded for one record, whatever their day.
    of: Arc<BTreeMap<Key, Vec<Arc<Record>>>>,
    /// Records that are in no table and on no page; see [`Self::set_aside`].
    aside: Arc<BTreeMap<Key, Arc<Record>>>,
    settings: Option<Arc<Settings>>,
    travel: Arc<travel::Matrix>,
}

/// The defaults, for a diary without settings of its own.
static DEFAULTS: std::sync::LazyLock<Settings> = std::sync::LazyLock::new(Settings::default);

impl Diary {
    /// A diary of these records, with these days loaded; the sessions among the records must lie on them.
    pub fn of_records(records: impl IntoIterator<Item = Record>, days: impl IntoIterator<Item = Days>) -> Self {
        let mut diary = Self::default();
        for days in days {
            diary.mark_loaded(days);
        }
        for record in records {
            let key = record.key();
            diary.head.reserve(key.kind, key.id);
            diary.put(Arc::new(record));
        }
        diary
    }

    /// A record by its number: `diary.get::<Child>(id)`.
    pub fn get<T: Plain>(&self, id: impl Into<Key>) -> Option<&T> {
        let key = id.into();
        debug_assert_eq!(key.kind, T::KIND);
        self.record(key).and_then(|record| T::of(record))
    }

    /// A record by its key. A session is found when its day is loaded.
    pub fn record(&self, key: Key) -> Option<&Arc<Record>> {
        let here = if key.kind == Kind::Session {
            let page = self.day_of(SessionId(key.id)).and_then(|day| self.pages.get(&day));
            page.and_then(|page| page.iter().find(|s| s.key().id == key.id))
        } else {
            self.tables.get(key.kind.index()).and_then(|table| table.get(&key.id))
        };
        here.or_else(|| self.aside.get(&key))
    }

    /// Lets a session be found without its day, or a record that was taken back, as the journal remembers it. For naming
    /// it and judging who may know it, in a version that nothing is decided on.
    pub fn set_aside(&mut self, record: &Arc<Record>) {
        if self.record(record.key()).is_none() {
            Arc::make_mut(&mut self.aside).insert(record.key(), Arc::clone(record));
        }
    }

    /// All reference records of a kind, by number, closed and merged ones too.
    pub fn all<T: Plain>(&self) -> impl DoubleEndedIterator<Item = &T> {
        debug_assert_ne!(T::KIND, Kind::Session, "sessions are asked for by day");
        self.tables.get(T::KIND.index()).into_iter().flat_map(|t| t.values()).filter_map(|r| T::of(r))
    }

    /// All reference records of a kind that are in use, by number.
    pub fn open<T: Plain>(&self) -> impl DoubleEndedIterator<Item = &T> {
        self.all::<T>().filter(|r| *r.life() == Life::Open)
    }

    /// All reference records of a kind, as records.
    pub fn table(&self, kind: Kind) -> impl DoubleEndedIterator<Item = &Arc<Record>> {
        self.tables.get(kind.index()).into_iter().flat_map(|t| t.values())
    }

    /// The open reference records of a kind that point at another: `diary.pointing::<Placement>(child)`.
    pub fn pointing<T: Plain>(&self, at: impl Into<Key>) -> impl DoubleEndedIterator<Item = &T> {
        // keys are in order, those of one kind together
        let keys = self.pointing_keys(at.into());
        let first = keys.partition_point(|key| key.kind < T::KIND);
        let length = keys[first..].partition_point(|key| key.kind == T::KIND);
        keys[first..first + length].iter().filter_map(|key| self.get::<T>(*key)).filter(|r| *r.life() == Life::Open)
    }

    /// The open absences, closures, dates or sittings of somebody or something that are not over on a day: `diary.dated::<Absence>(officer,
    /// day)`.
    pub fn dated<T: Plain>(&self, of: impl Into<Key>, from: Day) -> impl Iterator<Item = &T> {
        let of = of.into();
        let first = (of, from, Key::new(Kind::Child, 0));
        let own = self.dated.range(first..).take_while(move |(owner, ..)| *owner == of);
        own.filter(|(.., key)| key.kind == T::KIND)
            .filter_map(|(.., key)| self.get::<T>(*key))
            .filter(|r| *r.life() == Life::Open)
    }

    /// Keys of all reference records that point at another.
    pub fn pointing_keys(&self, at: Key) -> &[Key] {
        self.links.get(at.kind.index()).and_then(|l| l.get(&at.id)).map_or(&[], |keys| keys.as_slice())
    }

    /// The sessions of a day, by start; every status.
    pub fn day(&self, day: Day) -> Result<impl DoubleEndedIterator<Item = &Session> + Clone, NotLoaded> {
        if !self.has(day) {
            return Err(NotLoaded::Day(day));
        }
        Ok(self.pages.get(&day).map_or(&[][..], |page| page.as_slice()).iter().filter_map(|r| Session::of(r)))
    }

    /// The sessions of some days, by day and start.
    pub fn days(&self, days: Days) -> Result<impl DoubleEndedIterator<Item = &Session>, NotLoaded> {
        if let Some(missing) = days.each().find(|day| !self.has(*day)) {
            return Err(NotLoaded::Day(missing));
        }
        let pages = if days.first <= days.last { Some(self.pages.range(days.first..=days.last)) } else { None };
        Ok(pages.into_iter().flatten().flat_map(|(_, page)| page.iter()).filter_map(|r| Session::of(r)))
    }

    /// The sessions of a child, adult, officer, room, driver or vehicle, whatever their day; asked for in a [`Scope`].
    pub fn sessions_of(&self, key: Key) -> Result<impl DoubleEndedIterator<Item = &Session>, NotLoaded> {
        let sessions = self.of.get(&key).ok_or(NotLoaded::Of(key))?;
        Ok(sessions.iter().filter_map(|r| Session::of(r)))
    }

    /// Whether a day is loaded.
    pub fn has(&self, day: Day) -> bool {
        self.loaded.iter().any(|days| days.hold(day))
    }

    /// Whether the sessions of a record are loaded.
    pub fn has_of(&self, key: Key) -> bool {
        self.of.contains_key(&key)
    }

    /// The day of a session that is loaded.
    pub fn day_of(&self, session: SessionId) -> Option<Day> {
        self.day_of.get(&(session.0 >> 8))?.get(&session.0).copied()
    }

    /// How the service is set up.
    pub fn settings(&self) -> &Settings {
        self.settings.as_deref().unwrap_or(&DEFAULTS)
    }

    /// Loads days with all their sessions.
    pub fn load_days(&mut self, days: Days, sessions: impl IntoIterator<Item = Arc<Record>>) {
        self.mark_loaded(days);
        for session in sessions {
            self.put(session);
        }
    }

    /// Loads the sessions of one record.
    pub fn load_of(&mut self, key: Key, mut sessions: Vec<Arc<Record>>) {
        sessions.sort_by_key(|r| order(r));
        Arc::make_mut(&mut self.of).insert(key, sessions);
    }

    /// Forgets days before and after a window, as the day goes on.
    pub fn keep(&mut self, window: Days) {
        self.loaded = Arc::new(vec![window]);
        let pages = Arc::make_mut(&mut self.pages);
        let mut gone = pages.split_off(&(window.last + 1));
        let mut kept = pages.split_off(&window.first);
        std::mem::swap(pages, &mut kept);
        gone.append(&mut kept);
        let day_of = Arc::make_mut(&mut self.day_of);
        for record in gone.values().flat_map(|page| page.iter()) {
            let id = record.key().id;
            if let Some(block) = day_of.get_mut(&(id >> 8)) {
                Arc::make_mut(block).remove(&id);
            }
        }
        day_of.retain(|_, block| !block.is_empty());
    }

    /// Carries out a change. Sessions of days that are not loaded are passed over.
    pub fn apply(&mut self, change: &Change) {
        if let Some(before) = &change.before {
            self.take(before);
        }
        if let Some(after) = &change.after {
            self.put(Arc::clone(after));
        }
    }

    /// Carries out the changes of an entry and stands at it.
    pub fn apply_entry(&mut self, entry: &Entry, hash: Hash) {
        entry.changes.iter().for_each(|change| self.apply(change));
        self.head = Head { seq: entry.seq, hash, next: entry.next.clone() };
    }

    fn mark_loaded(&mut self, days: Days) {
        let loaded = Arc::make_mut(&mut self.loaded);
        if !loaded.iter().any(|l| l.hold(days.first) && l.hold(days.last)) {
            loaded.push(days);
        }
    }

    /// Puts a record in the place of what has its key.
    fn put(&mut self, record: Arc<Record>) {
        let key = record.key();
        if let Record::Session(session) = &*record {
            let (id, day) = (session.id.0, session.date);
            if let Some(old) = self.day_of(session.id) {
                self.drop_session(old, id);
            }
            if !self.has(day) {
                return;
            }
            let page = Arc::make_mut(Arc::make_mut(&mut self.pages).entry(day).or_default());
            let at = page.partition_point(|r| order(r) < order(&record));
            page.insert(at, Arc::clone(&record));
            let block = Arc::make_mut(&mut self.day_of).entry(id >> 8).or_default();
            Arc::make_mut(block).insert(id, day);
            return;
        }
        if let Some(old) = self.record(key).cloned() {
            self.unlink(&old);
        }
        self.link(&record);
        let index = key.kind.index();
        if self.tables.len() <= index {
            self.tables.resize_with(Kind::ALL.len(), Table::default);
        }
        Arc::make_mut(&mut self.tables[index]).insert(key.id, record);
        self.derived(key.kind);
    }

    fn take(&mut self, record: &Arc<Record>) {
        let key = record.key();
        if key.kind == Kind::Session {
            if let Some(day) = self.day_of(SessionId(key.id)) {
                self.drop_session(day, key.id);
            }
            return;
        }
        if let Some(old) = self.record(key).cloned() {
            self.unlink(&old);
            Arc::make_mut(&mut self.tables[key.kind.index()]).remove(&key.id);
            self.derived(key.kind);
        }
    }

    fn drop_session(&mut self, day: Day, id: u32) {
        let pages = Arc::make_mut(&mut self.pages);
        if let Some(page) = pages.get_mut(&day) {
            Arc::make_mut(page).retain(|r| r.key().id != id);
        }
        if let Some(block) = Arc::make_mut(&mut self.day_of).get_mut(&(id >> 8)) {
            Arc::make_mut(block).remove(&id);
        }
    }

    fn link(&mut self, record: &Record) {
        if self.links.is_empty() {
            self.links.resize_with(Kind::ALL.len(), Arc::default);
        }
        for owner in record.owners() {
            let keys = Arc::make_mut(&mut self.links[owner.kind.index()]).entry(owner.id).or_default();
            let keys = Arc::make_mut(keys);
            if let Err(at) = keys.binary_search(&record.key()) {
                keys.insert(at, record.key());
            }
        }
        if let Some(last) = last_day(record) {
            let dated = Arc::make_mut(&mut self.dated);
            dated.extend(record.owners().into_iter().map(|owner| (owner, last, record.key())));
        }
    }

    fn unlink(&mut self, record: &Record) {
        if let Some(last) = last_day(record) {
            let dated = Arc::make_mut(&mut self.dated);
            for owner in record.owners() {
                dated.remove(&(owner, last, record.key()));
            }
        }
        for owner in record.owners() {
            let table = Arc::make_mut(&mut self.links[owner.kind.index()]);
            if let Some(keys) = table.get_mut(&owner.id) {
                Arc::make_mut(keys).retain(|key| *key != record.key());
                if keys.is_empty() {
                    table.remove(&owner.id);
                }
            }
        }
    }

    /// Brings what is made from a kind's records up to date.
    fn derived(&mut self, kind: Kind) {
        match kind {
            Kind::Setting => self.settings = Some(Arc::new(Settings::from(self.open::<Setting>()))),
            Kind::Travel => self.travel = Arc::new(travel::Matrix::from(self.open::<Travel>())),
            _ => {}
        }
    }
}

fn order(record: &Record) -> (Day, Minute, u32) {
    match record {
        Record::Session(s) => (s.date, s.start, s.id.0),
        other => (Day::default(), Minute::default(), other.key().id),
    }
}

/// The last day of what lasts some days.
fn last_day(record: &Record) -> Option<Day> {
    match record {
        Record::Absence(r) => Some(r.days.last),
        Record::Closure(r) => Some(r.days.last),
        Record::Appointment(r) => Some(r.days.last),
        Record::Sitting(r) => Some(r.date),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn session(id: u32, day: &str, start: u16) -> Record {
        let mut s =
            Session { id: SessionId(id), date: day.parse().unwrap(), start: Minute(start), ..Session::default() };
        s.end = s.start.plus(60);
        s.into()
    }

    fn days(text: &str) -> Days {
        text.parse().unwrap()
    }

    fn ids(diary: &Diary, day: &str) -> Vec<u32> {
        diary.day(day.parse().unwrap()).unwrap().map(|s| s.id.0).collect()
    }

    #[test]
    fn a_day_that_is_not_loaded_is_an_error_and_never_empty() {
        let diary = Diary::of_records([session(1, "2026-11-27", 600)], [days("2026-11-23 to 2026-11-29")]);
        assert!(diary.day("2026-11-26".parse().unwrap()).is_ok_and(|d| d.count() == 0));
        assert!(diary.day("2026-11-30".parse().unwrap()).is_err());
        assert!(diary.days(days("2026-11-23 to 2026-11-30")).is_err());
    }

    #[test]
    fn versions_are_apart_and_a_change_taken_back_is_no_change() {
        let first = Diary::of_records([session(1, "2026-11-27", 600)], [days("2026-11-23 to 2026-11-29")]);
        let mut second = first.clone();
        let change = Change::of(session(1, "2026-11-27", 600), session(1, "2026-11-28", 660));
        second.apply(&change);
        assert_eq!(
            (ids(&first, "2026-11-27"), ids(&second, "2026-11-27"), ids(&second, "2026-11-28")),
            (vec![1], vec![], vec![1])
        );
        second.apply(&change.inverse());
        assert_eq!(ids(&second, "2026-11-27"), [1]);
    }

    #[test]
    fn sessions_stand_by_start_and_leave_with_their_window() {
        let records = [session(3, "2026-11-27", 900), session(2, "2026-11-27", 600), session(1, "2026-11-23", 600)];
        let mut diary = Diary::of_records(records, [days("2026-11-23 to 2026-11-29")]);
        assert_eq!(ids(&diary, "2026-11-27"), [2, 3]);
        diary.keep(days("2026-11-27 to 2026-12-03"));
        assert_eq!(ids(&diary, "2026-11-27"), [2, 3]);
        assert!(diary.day("2026-11-23".parse().unwrap()).is_err());
        assert!(diary.record(SessionId(1).key()).is_none());
    }

    #[test]
    fn links_follow_what_records_point_at() {
        let placement = |carer| {
            Record::from(Placement {
                id: PlacementId(1),
                child: ChildId(1),
                carer: CarerId(carer),
                ..Placement::default()
            })
        };
        let mut diary = Diary::of_records([placement(1)], []);
        diary.apply(&Change::of(placement(1), placement(2)));
        assert_eq!(diary.pointing::<Placement>(CarerId(1)).count(), 0);
        assert_eq!(diary.pointing::<Placement>(CarerId(2)).count(), 1);
        assert_eq!(diary.pointing::<Placement>(ChildId(1)).count(), 1);
    }
}
