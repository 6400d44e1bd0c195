//! Indexes in sled: many lines on a page, so that opening the store reads few pages.
//!
//! sled keeps about sixteen keys on a page of its own and reads a table of all its pages when it opens: one key a line
//! made 170,000 pages of a town's thirteen years, and most of a lookup's time. A page here is a key (what is looked
//! for, and a span of days or numbers) with its lines behind one another, sorted, all of one width.

use super::error::StoreError;
use crate::domain::*;
use std::collections::BTreeMap;

/// One line of an index: the page it stands on and what it says.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) struct Line {
    page: Vec<u8>,
    item: Vec<u8>,
}

/// A record's key as bytes that sort as keys do.
pub(super) fn record_key(key: Key) -> [u8; 5] {
    let id = key.id.to_be_bytes();
    [key.kind as u8, id[0], id[1], id[2], id[3]]
}

/// A day as bytes that sort as days do.
fn day_bytes(day: Day) -> [u8; 4] {
    ((i64::from(day.0) + (1 << 31)) as u32).to_be_bytes()
}

fn day_from(bytes: &[u8]) -> Day {
    Day((i64::from(number(bytes)) - (1 << 31)) as i32)
}

/// Big-endian, up to four bytes.
fn number(bytes: &[u8]) -> u32 {
    bytes.iter().fold(0, |n, b| n << 8 | u32::from(*b))
}

/// Days on one page of a session's owner, so that a page is written quickly and read at once: a centre has dozens of
/// sessions a day, a room or an officer a handful, a family one or two a week.
fn span(kind: Kind) -> i32 {
    match kind {
        Kind::Site => 1,
        Kind::Room | Kind::Officer | Kind::Driver | Kind::Vehicle => 8,
        _ => 64,
    }
}

/// A session's line by day: on the day's page, start and number.
pub(super) fn by_day(record: &Record) -> Option<Line> {
    let Record::Session(session) = record else { return None };
    let item = [&session.start.0.to_be_bytes()[..], &session.id.0.to_be_bytes()].concat();
    Some(Line { page: day_bytes(session.date).to_vec(), item })
}

/// A session's lines by child, adult, officer, room, site, driver and vehicle: on the owner's page, day and number.
pub(super) fn by_owner(record: &Record) -> Vec<Line> {
    let Record::Session(session) = record else { return Vec::new() };
    let item = [day_bytes(session.date), session.id.0.to_be_bytes()].concat();
    let line = |owner| Line { page: owner_page(owner, session.date), item: item.clone() };
    record.owners().into_iter().map(line).collect()
}

fn owner_page(owner: Key, day: Day) -> Vec<u8> {
    [&record_key(owner)[..], &day_bytes(Day(day.0.div_euclid(span(owner.kind))))].concat()
}

/// The line of a record an entry touched: on the page of 64 records and 256 entries, number and entry.
pub(super) fn by_touch(key: Key, seq: u64) -> Line {
    let page = [&touch_page(key)[..], &(seq >> 8).to_be_bytes()].concat();
    Line { page, item: [&key.id.to_be_bytes()[..], &seq.to_be_bytes()].concat() }
}

fn touch_page(key: Key) -> [u8; 5] {
    record_key(Key::new(key.kind, key.id >> 6))
}

/// An index: a tree of pages whose lines have one width, in bytes.
pub(super) struct Index {
    tree: sled::Tree,
    width: usize,
}

impl Index {
    /// Sessions by day.
    pub(super) fn days(tree: sled::Tree) -> Self {
        Self { tree, width: 6 }
    }

    /// Sessions by who and what takes part.
    pub(super) fn owners(tree: sled::Tree) -> Self {
        Self { tree, width: 8 }
    }

    /// Entries by the record they touched.
    pub(super) fn touches(tree: sled::Tree) -> Self {
        Self { tree, width: 12 }
    }

    /// The tree of the pages, for a transaction.
    pub(super) fn tree(&self) -> &sled::Tree {
        &self.tree
    }

    /// The pages as they stand after lines are taken away (`false`) and put there (`true`), in order; `None` for a
    /// page left empty.
    pub(super) fn pages(&self, lines: &[(Line, bool)]) -> Result<Vec<(Vec<u8>, Option<Vec<u8>>)>, StoreError> {
        let mut pages: BTreeMap<&[u8], Vec<u8>> = BTreeMap::new();
        for (line, there) in lines {
            let page = match pages.entry(&line.page) {
                std::collections::btree_map::Entry::Occupied(page) => page.into_mut(),
                std::collections::btree_map::Entry::Vacant(page) => {
                    page.insert(self.tree.get(&line.page)?.map_or_else(Vec::new, |page| page.to_vec()))
                }
            };
            match (self.place(page, &line.item), there) {
                (Err(at), true) => drop(page.splice(at..at, line.item.iter().copied())),
                (Ok(at), false) => drop(page.drain(at..at + self.width)),
                _ => {}
            }
        }
        Ok(pages.into_iter().map(|(key, page)| (key.to_vec(), (!page.is_empty()).then_some(page))).collect())
    }

    /// Where on a page a line stands, or would.
    fn place(&self, page: &[u8], item: &[u8]) -> Result<usize, usize> {
        let (mut low, mut high) = (0, page.len() / self.width);
        while low < high {
            let middle = usize::midpoint(low, high);
            match page[middle * self.width..][..self.width].cmp(item) {
                std::cmp::Ordering::Less => low = middle + 1,
                std::cmp::Ordering::Equal => return Ok(middle * self.width),
                std::cmp::Ordering::Greater => high = middle,
            }
        }
        Err(low * self.width)
    }

    /// Whether a line is there.
    pub(super) fn has(&self, line: &Line) -> Result<bool, StoreError> {
        Ok(self.tree.get(&line.page)?.is_some_and(|page| self.place(&page, &line.item).is_ok()))
    }

    /// How many lines there are.
    pub(super) fn len(&self) -> Result<usize, StoreError> {
        self.tree.iter().values().try_fold(0, |sum, page| Ok(sum + page?.len() / self.width))
    }

    /// Numbers of the sessions of some days, by day and start.
    pub(super) fn on(&self, days: Days) -> Result<Vec<u32>, StoreError> {
        let (from, to) = (day_bytes(days.first), day_bytes(days.last + 1));
        self.numbers(self.tree.range(from..to), |item| Some(number(&item[2..])))
    }

    /// Numbers of the sessions of a record, by day.
    pub(super) fn of(&self, owner: Key, days: Option<Days>) -> Result<Vec<u32>, StoreError> {
        let pages = match days {
            Some(days) => self.tree.range(owner_page(owner, days.first)..=owner_page(owner, days.last)),
            None => self.tree.scan_prefix(record_key(owner)),
        };
        let held = |item: &[u8]| days.is_none_or(|days| days.hold(day_from(&item[..4])));
        self.numbers(pages, |item| held(item).then(|| number(&item[4..])))
    }

    /// Entries that touched a record, by number.
    pub(super) fn touching(&self, key: Key) -> Result<Vec<u64>, StoreError> {
        let pages = self.tree.scan_prefix(touch_page(key));
        let seq = |item: &[u8]| item[4..].iter().fold(0, |n, b| n << 8 | u64::from(*b));
        self.numbers(pages, |item| (number(&item[..4]) == key.id).then(|| seq(item)))
    }

    /// What lines of some pages say.
    fn numbers<N>(&self, pages: sled::Iter, said: impl Fn(&[u8]) -> Option<N>) -> Result<Vec<N>, StoreError> {
        let mut numbers = Vec::new();
        for page in pages.values() {
            numbers.extend(page?.chunks_exact(self.width).filter_map(&said));
        }
        Ok(numbers)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn index(width: usize) -> Index {
        let db = sled::Config::new().temporary(true).open().unwrap();
        Index { tree: db.open_tree("index").unwrap(), width }
    }

    fn put(index: &Index, lines: &[(Line, bool)]) {
        for (key, page) in index.pages(lines).unwrap() {
            match page {
                Some(page) => index.tree.insert(key, page).unwrap(),
                None => index.tree.remove(key).unwrap(),
            };
        }
    }

    #[test]
    fn a_records_entries_come_in_order_and_no_other_records() {
        let index = index(12);
        let key = |id| Key::new(Kind::Child, id);
        for seq in [1, 2, 255, 256, 70_000] {
            put(&index, &[(by_touch(key(7), seq), true), (by_touch(key(8), seq), true)]);
        }
        put(&index, &[(by_touch(key(71), 3), true), (by_touch(key(7), 2), true)]);
        assert_eq!(index.touching(key(7)).unwrap(), [1, 2, 255, 256, 70_000]);
        assert_eq!(index.touching(key(71)).unwrap(), [3]);
        assert_eq!(index.touching(key(9)).unwrap(), [] as [u64; 0]);
        assert_eq!(index.len().unwrap(), 11, "a line put twice is one line");
    }

    #[test]
    fn the_last_line_of_a_page_takes_the_page_with_it() {
        let index = index(12);
        let (one, two) = (by_touch(Key::new(Kind::Room, 1), 1), by_touch(Key::new(Kind::Room, 2), 1));
        put(&index, &[(one.clone(), true), (two.clone(), true)]);
        assert_eq!(index.tree.len(), 1, "neighbours share a page");
        put(&index, &[(one.clone(), false)]);
        assert!(!index.has(&one).unwrap() && index.has(&two).unwrap());
        put(&index, &[(two, false)]);
        assert_eq!(index.tree.len(), 0);
    }

    #[test]
    fn days_sort_as_bytes_also_before_1970() {
        let days = [-70_000, -1, 0, 1, 20_000].map(Day);
        assert!(days.is_sorted_by_key(|day| day_bytes(*day)));
        assert!(days.iter().all(|day| day_from(&day_bytes(*day)) == *day));
    }
}
