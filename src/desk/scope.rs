//! Brings what a command or query needs into its diary.

use super::{No, Refusal};
use crate::domain::*;
use crate::store::{Store, StoreError};
use std::sync::Arc;

/// What a scope brought besides the diary.
#[derive(Default)]
pub(crate) struct Loaded {
    /// Journal entries, newest first.
    pub past: Vec<Arc<Entry>>,
    /// Records of the page.
    pub page: Vec<Arc<Record>>,
}

impl From<StoreError> for Refusal {
    fn from(why: StoreError) -> Self {
        let no = match why {
            StoreError::BadRecovery(_) => No::Usage,
            StoreError::NoBackup { .. } => No::Rule,
            _ => No::Unavailable,
        };
        let refusal = Self::new(no, why.to_string());
        match why {
            // these say the way out themselves
            StoreError::NoKey { .. } | StoreError::OpenKey(_) | StoreError::WrongKey(_) | StoreError::Newer { .. } => {
                refusal
            }
            StoreError::Locked { .. } => refusal.hinted("close it there, or try again when it is done"),
            StoreError::NoStore(_) => {
                refusal.hinted("contactdesk demo makes one with invented data, contactdesk init an empty one")
            }
            StoreError::BadRecovery(_) => refusal.hinted("copy it again from the paper, all its groups of five"),
            StoreError::Short { .. } => refusal.hinted(
                "bring the journal back from a copy; to go on without what is missing, move sled and checkpoint out of \
                 the store's folder",
            ),
            StoreError::Records(_) => {
                refusal.hinted("contactdesk verify --rebuild makes them again from the journal, which has them all")
            }
            StoreError::NoBackup { .. } => {
                refusal.hinted("name a folder that is new or empty, or has an earlier backup")
            }
            StoreError::Damaged { .. } => refusal.hinted("bring that file back from a copy of the store"),
            StoreError::Seal(_) | StoreError::Io { .. } | StoreError::Codec(_) | StoreError::OutOfOrder(_) => {
                refusal.hinted("contactdesk verify says what is wrong with the store")
            }
        }
    }
}

/// Whether a diary holds all of a scope already.
pub(crate) fn covered(diary: &Diary, scope: &Scope) -> bool {
    scope.days.iter().all(|days| weeks(*days).each().all(|day| diary.has(day)))
        && scope.sessions.iter().all(|s| diary.day_of(*s).is_some())
        && scope.of.iter().all(|key| diary.has_of(*key))
        && scope.touched.is_empty()
        && scope.entries.is_empty()
        && scope.done_by.is_none()
        && scope.last.is_none()
        && scope.page.is_none()
}

/// Loads what a scope asks for and the diary lacks.
pub(crate) fn load(diary: &mut Diary, store: &Store, scope: &Scope) -> Result<Loaded, StoreError> {
    for days in &scope.days {
        load_days(diary, store, *days)?;
    }
    for id in &scope.sessions {
        if diary.day_of(*id).is_none()
            && let Some(record) = store.get(id.key())?
            && let Some(session) = Session::of(&record)
        {
            load_days(diary, store, Days::one(session.date))?;
        }
    }
    for key in &scope.of {
        if !diary.has_of(*key) {
            let sessions = store.sessions_of(*key, None)?;
            diary.load_of(*key, sessions);
        }
    }
    let mut loaded = Loaded::default();
    if let Some(account) = &scope.done_by {
        loaded.past = done_by(store, account)?;
    }
    let mut numbers: Vec<u64> = scope.entries.clone();
    for key in &scope.touched {
        numbers.extend(store.touched(*key)?);
    }
    numbers.sort_unstable_by(|a, b| b.cmp(a));
    numbers.dedup();
    for seq in numbers {
        if let Some(entry) = store.entry(seq)? {
            loaded.past.push(entry);
        }
    }
    if let Some((before, limit)) = scope.last {
        let from = if before == 0 { store.head().seq } else { before.saturating_sub(1) };
        for entry in store.entries_back(from).take(limit) {
            loaded.past.push(Arc::new(entry?));
        }
    }
    if let Some((kind, after, limit)) = scope.page {
        loaded.page = store.page(kind, after, limit)?;
    }
    Ok(loaded)
}

/// Days with the rest of their weeks: what is ordered, and what an officer works, is counted by the week.
fn weeks(days: Days) -> Days {
    Days::new(days.first.monday(), days.last.monday() + 6)
}

/// Loads the days that are missing with the rest of their weeks, each stretch at once.
pub(crate) fn load_days(diary: &mut Diary, store: &Store, days: Days) -> Result<(), StoreError> {
    let missing: Vec<Day> = weeks(days).each().filter(|day| !diary.has(*day)).collect();
    let mut rest = missing.as_slice();
    while let Some(first) = rest.first() {
        let length = rest.iter().enumerate().take_while(|(i, day)| **day == *first + *i as i32).count();
        let stretch = Days::new(*first, rest[length - 1]);
        diary.load_days(stretch, store.sessions_on(stretch)?);
        rest = &rest[length..];
    }
    Ok(())
}

/// The last entries of an account.
fn done_by(store: &Store, account: &str) -> Result<Vec<Arc<Entry>>, StoreError> {
    let mut past = Vec::new();
    // as far back as the account worked lately; others' entries in between are passed over
    for entry in store.entries_back(store.head().seq).take(super::past::LOOK_BACK * 10) {
        let entry = entry?;
        if entry.actor.account == account {
            past.push(Arc::new(entry));
            if past.len() == super::past::LOOK_BACK {
                break;
            }
        }
    }
    Ok(past)
}
