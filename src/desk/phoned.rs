//! An override that a manager agreed to by telephone: somebody else recorded it, and it waits for the manager's own word.

use super::commands::Known;
use super::{About, Over};
use crate::domain::*;

/// What waits for the manager: which rules, in which sessions, why.
pub(super) fn task(known: &Known, manager: &User, over: &Over, rules: &[RuleName], blocking: &[About]) -> Task {
    let mut about: Vec<Key> = blocking.iter().map(|b| b.session.key()).collect();
    about.sort_unstable();
    about.dedup();
    let rules = rules.iter().map(RuleName::to_string).collect::<Vec<_>>().join(", ");
    let words =
        format!("{} recorded that you agreed by telephone to {rules}: {}", known.viewer.actor.account, over.reason);
    Task {
        sort: TaskSort::Override,
        about,
        what: Note::new(words.chars().take(Note::MAX).collect::<String>()).unwrap_or_default(),
        raised: known.now.moment(),
        by: Name::new(&known.viewer.actor.account).unwrap_or_default(),
        whose: manager.role,
        account: manager.account.clone(),
        ..Task::default()
    }
}

/// The number of a task in an entry that may raise others.
pub(super) fn number(changes: &[Change], known: &Known) -> TaskId {
    let raised = changes.iter().filter(|c| c.key.kind == Kind::Task && c.before.is_none()).map(|c| c.key.id + 1);
    TaskId(raised.max().unwrap_or(0).max(known.diary.head.next(Kind::Task)))
}
