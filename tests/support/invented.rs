//! A day of the invented service, and how much of its screens is new: for tests that count bytes.

use contactdesk::demo;
use contactdesk::domain::*;
use std::collections::BTreeSet;

/// Everyone of the invented service, and the sessions of one day.
pub(crate) fn day(today: Day) -> Vec<Record> {
    let of_today = |record: Record| match record {
        Record::Session(s) if s.date != today => None,
        // what a session makes up for is on another day
        Record::Session(s) => Some(Session { makeup_of: None, ..s }.into()),
        other => Some(other),
    };
    let all: Vec<Record> = demo::service(demo::Options::new(1, today)).into_iter().filter_map(of_today).collect();
    let here: BTreeSet<Key> = all.iter().map(Record::key).collect();
    // nor what came of sessions of other days
    let known = |record: &Record| record.owners().iter().all(|key| key.kind != Kind::Session || here.contains(key));
    all.into_iter().filter(known).collect()
}

/// Bytes of the letters of one screen that another does not have in their place.
pub(crate) fn new_text(before: &str, after: &str) -> usize {
    let mut old = before.lines();
    let letters = after.lines().flat_map(|line| {
        let mut old = old.next().unwrap_or_default().chars();
        line.chars().filter(move |c| old.next() != Some(*c) && *c != ' ').collect::<Vec<_>>()
    });
    letters.map(char::len_utf8).sum()
}
