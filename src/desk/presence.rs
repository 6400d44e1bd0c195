//! Who is at the desk: every board that watches, and which record it has open.

use super::{Event, Viewer};
use crate::domain::*;
use std::sync::mpsc::Sender;
use std::sync::{Mutex, MutexGuard, PoisonError};

/// Somebody else's board.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug, Serialize, Deserialize)]
pub struct Other {
    /// Their account.
    pub account: String,
    /// The record they have open, where it is the watcher's to know.
    pub open: Option<Key>,
}

/// A board that watches.
struct Board {
    number: u64,
    viewer: Viewer,
    tell: Sender<Event>,
    open: Option<Key>,
    /// What it was last told of the others.
    told: Vec<Other>,
    /// The forms it has open that are kept until they are sent, by their numbers.
    drafts: Vec<u64>,
}

/// Every board that watches.
#[derive(Default)]
pub(super) struct Presence(Mutex<Vec<Board>>);

impl Presence {
    fn boards(&self) -> MutexGuard<'_, Vec<Board>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// A board comes, with what it has open already.
    pub(super) fn come(&self, number: u64, viewer: Viewer, tell: Sender<Event>, open: Option<Key>) {
        self.boards().push(Board { number, viewer, tell, open, told: Vec::new(), drafts: Vec::new() });
    }

    /// A board goes.
    pub(super) fn go(&self, number: u64, account: &str) {
        self.boards().retain(|board| board.number != number || board.viewer.actor.account != account);
    }

    /// A board opens something else, or nothing. Nobody speaks for another's board.
    pub(super) fn open(&self, number: u64, account: &str, open: Option<Key>) {
        let mut boards = self.boards();
        let board = boards.iter_mut().find(|b| b.number == number && b.viewer.actor.account == account);
        if let Some(board) = board {
            board.open = open;
        }
    }

    /// A board has a form open that is kept, or has it no longer.
    pub(super) fn hold(&self, number: u64, account: &str, draft: u64, holds: bool) {
        let mut boards = self.boards();
        if let Some(board) = boards.iter_mut().find(|b| b.number == number && b.viewer.actor.account == account) {
            board.drafts.retain(|held| *held != draft);
            board.drafts.extend(holds.then_some(draft));
        }
    }

    /// The forms other boards of an account have open. A board that has gone without a word is noticed by telling it
    /// again what it knows.
    pub(super) fn held_elsewhere(&self, number: u64, account: &str) -> Vec<u64> {
        let mut boards = self.boards();
        let other = |b: &Board| b.number != number && b.viewer.actor.account == account && !b.drafts.is_empty();
        boards.retain(|b| !other(b) || b.tell.send(Event::Others(b.told.clone())).is_ok());
        boards.iter().filter(|b| other(b)).flat_map(|b| b.drafts.iter().copied()).collect()
    }

    /// Tells every board what it is to be told; those that have gone are forgotten.
    pub(super) fn tell(&self, event: impl Fn(&Viewer) -> Option<Event>) {
        self.boards().retain(|board| event(&board.viewer).is_none_or(|event| board.tell.send(event).is_ok()));
    }

    /// Tells every board of the others, as far as each may know, where that is news to it.
    pub(super) fn tell_others(&self, diary: &Diary, now: Moment) {
        let mut boards = self.boards();
        let all: Vec<(u64, Other)> = boards
            .iter()
            .map(|b| (b.number, Other { account: b.viewer.actor.account.clone(), open: b.open }))
            .collect();
        boards.retain_mut(|board| {
            let viewer = board.viewer.at(diary, now);
            let others = all
                .iter()
                .filter(|(number, other)| *number != board.number || other.account != board.viewer.actor.account);
            let mut seen: Vec<Other> = others
                .map(|(_, other)| Other {
                    open: other.open.filter(|key| viewer.may_know(diary, *key)),
                    ..other.clone()
                })
                .collect();
            seen.sort_unstable();
            if seen == board.told {
                return true;
            }
            board.told.clone_from(&seen);
            board.tell.send(Event::Others(seen)).is_ok()
        });
    }
}
