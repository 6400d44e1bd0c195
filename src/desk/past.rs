//! What undo and redo take back, read from the journal. Both are entries of their own: nothing is ever rubbed out.
//!
//! ```text
//! 1 book   2 move   3 undo 2   4 redo 3   5 undo 2   6 undo 1   7 redo 6
//! ```
//! Going back from the end: an undo or redo that has not been taken back itself marks the entry it took back; the first
//! entry without a mark is the one to undo; the first undo without a mark is the one to redo, unless other work of the
//! same account lies between.

use super::commands::{Decided, Known, command_row};
use super::{No, Refusal, role, told};
use crate::domain::*;
use std::collections::HashSet;
use std::sync::Arc;

/// How many entries of an account are looked through.
pub(crate) const LOOK_BACK: usize = 1000;

/// The entry of that number.
pub(crate) fn named(past: &[Arc<Entry>], seq: u64) -> Result<&Entry, Refusal> {
    past.iter().find(|e| e.seq == seq).map(|e| &**e).ok_or_else(|| {
        Refusal::new(No::NotFound, format!("there is no entry {seq}")).hinted("contactdesk journal lists them")
    })
}

/// The entry that undo takes back: `past` is the account's entries, newest first.
pub(crate) fn to_undo(past: &[Arc<Entry>]) -> Result<&Entry, Refusal> {
    let (mut marked, mut joined) = (HashSet::new(), false);
    for entry in past {
        let taken = marked.contains(&entry.seq);
        if let Some(target) = entry.undoes.filter(|_| !taken) {
            marked.insert(target);
        }
        joined |= entry.changes.iter().any(|change| adds_account(change, &entry.actor.account));
        // an export, a reveal or a change of who may use the desk is never taken back: undo means the last work
        if !taken && entry.command != "undo" && can_be_undone(entry) {
            // what the store was begun with, before there was an account, is nobody's work
            if entry.command == "import" && joined {
                continue;
            }
            return if entry.command == "import" { Err(whole_import(entry)) } else { Ok(entry) };
        }
    }
    Err(Refusal::new(No::Rule, "there is nothing of yours to undo").hinted("contactdesk journal shows what was done"))
}

/// Whether a change lets an account use the desk.
fn adds_account(change: &Change, account: &str) -> bool {
    let user = change.after.as_deref().filter(|_| change.before.is_none()).and_then(User::of);
    user.is_some_and(|user| *user.account == *account)
}

/// What thousands of records came with is taken back by its number only, never by a key that was pressed once too often.
fn whole_import(entry: &Entry) -> Refusal {
    let records = said::count(entry.changes.len(), "record");
    let what = format!("the last thing you did took in {records}");
    by_its_number(entry, what)
}

fn by_its_number(entry: &Entry, what: String) -> Refusal {
    let way = format!("it is taken back by its number only: contactdesk undo {}", entry.seq);
    let refusal = Refusal::new(No::Rule, what).hinted(way);
    Refusal { entry: Some(entry.seq), ..refusal }
}

/// What is taken back only when it is named: what a panel decided, which families wait for, and the work of another day,
/// which nobody has in mind any more. A key pressed once too often must not reach it.
pub(crate) fn to_be_named(entry: &Entry, now: &Instant) -> Option<Refusal> {
    let decides = entry.changes.iter().any(|change| change.key.kind == Kind::Decision);
    let then = entry.at.moment();
    if !decides && then.day == now.moment().day {
        return None;
    }
    let what = command_row(&entry.command).map_or(entry.command.as_str(), |row| row.about);
    let of = entry.changes.iter().find(|change| !decides || change.key.kind == Kind::Decision);
    let of = of.map_or_else(String::new, |change| format!(" ({})", change.key));
    let then = said::long_moment(then);
    Some(by_its_number(entry, format!("the last thing you did, {then}, {what}{of}")))
}

fn can_be_undone(entry: &Entry) -> bool {
    let ever = command_row(&entry.command).is_none_or(|row| entry.command == "redo" || row.undo.is_ok());
    ever && !entry.changes.is_empty() && entry.changes.iter().all(|c| c.key.kind != Kind::User)
}

/// The undo that redo takes back.
pub(crate) fn to_redo(past: &[Arc<Entry>]) -> Result<&Entry, Refusal> {
    let mut marked = HashSet::new();
    for entry in past {
        if marked.contains(&entry.seq) {
            continue;
        }
        match entry.command.as_str() {
            "undo" => return Ok(entry),
            "redo" => {
                marked.extend(entry.undoes);
            }
            _ if !can_be_undone(entry) => {}
            _ => break,
        }
    }
    Err(Refusal::new(No::Rule, "there is nothing to redo: the last thing you did was not an undo"))
}

/// What must be loaded to take an entry back: its sessions, wherever they stand now.
pub(crate) fn needs(entry: &Entry) -> Scope {
    let sessions = entry.changes.iter().filter(|c| c.key.kind == Kind::Session);
    Scope::sessions(sessions.map(|c| SessionId(c.key.id)))
}

/// A record that would be gone, and another that would still refer to it.
fn left_hanging(diary: &Diary, changes: &[Change]) -> Option<(Key, Key)> {
    let gone = changes.iter().filter(|c| c.after.is_none()).map(|c| c.key);
    let refers = |by: &Key, gone: Key| match changes.iter().find(|c| c.key == *by) {
        Some(change) => change.after.as_ref().is_some_and(|after| after.owners().contains(&gone)),
        None => diary.record(*by).is_some_and(|record| record.life() == &Life::Open),
    };
    gone.into_iter().find_map(|gone| Some((gone, *diary.pointing_keys(gone).iter().find(|by| refers(by, gone))?)))
}

/// The changes that take an entry back, where nothing has touched its records since.
pub(crate) fn taken_back(entry: &Entry, known: &Known) -> Result<Decided, Refusal> {
    if let Some(row) = command_row(&entry.command).filter(|_| entry.command != "undo")
        && let Err(why) = row.undo
    {
        return Err(Refusal::new(No::Rule, format!("entry {} ({}) cannot be undone: {why}", entry.seq, entry.command)));
    }
    let actor = &known.viewer.actor;
    if entry.actor.account != actor.account && !role::WRITERS.contains(&actor.role) {
        let what = format!(
            "entry {} is {}'s: {} takes back only their own",
            entry.seq,
            entry.actor.account,
            role::someone(actor.role)
        );
        return Err(Refusal::new(No::NotPermitted, what).hinted("a manager can"));
    }
    if entry.changes.is_empty() {
        return Err(Refusal::new(No::Rule, format!("entry {} changed nothing", entry.seq)));
    }
    if let Some(user) = entry.changes.iter().find(|c| c.key.kind == Kind::User) {
        let what =
            format!("entry {} changed {}: who may use the desk is changed openly, not undone", entry.seq, user.key);
        return Err(Refusal::new(No::Rule, what).hinted("use record.change"));
    }
    let back = |change: &Change| {
        let now = known.diary.record(change.key);
        if now == change.after.as_ref() {
            return Ok(change.clone().inverse());
        }
        // who was told or asked since keeps nobody from taking it back: they are told again
        told::taken_back(change, now).ok_or_else(|| {
            let what =
                format!("{} has changed since entry {}, so that entry cannot be taken back", change.key, entry.seq);
            let reads = role::READERS.contains(&actor.role);
            let way = if reads { "contactdesk journal --of" } else { "contactdesk show" };
            Refusal::new(No::Rule, what).hinted(format!("{way} {} says what happened", change.key))
        })
    };
    let changes: Vec<Change> = entry.changes.iter().rev().map(back).collect::<Result<_, Refusal>>()?;
    if let Some((gone, by)) = left_hanging(known.diary, &changes) {
        let what = format!("{by} refers to {gone}, which entry {} made", entry.seq);
        return Err(Refusal::new(No::Rule, what).hinted(format!("take {by} away from it first, then undo")));
    }
    Ok(Decided { changes, undoes: Some(entry.seq), undone: Some(entry.command.clone()), ..Decided::default() })
}
