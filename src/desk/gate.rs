//! The gate: what the rules say of the sessions a command would change.

use super::{About, Refusal, told};
use crate::domain::*;
use crate::rules;
use std::sync::Arc;

/// The rules' judgement over some changes.
#[derive(Debug, Default)]
pub(crate) struct Judged {
    /// Everything they say of the sessions as they would be.
    pub findings: Vec<About>,
    /// What is blocking and was not so before: this refuses.
    pub blocking: Vec<About>,
}

/// The days to load before these changes are judged: of every session as it stands, to be compared with what is stored,
/// and of sessions from today on that would take place, for the rules. What lies in the past is a fact and is not refused.
pub(crate) fn days(changes: &[Change], today: Day) -> Vec<Day> {
    let judged =
        changes.iter().filter_map(|c| c.after.as_deref().and_then(Session::of)).filter(|s| is_judged(s, today));
    let mut days: Vec<Day> = judged.map(|s| s.date).collect();
    days.extend(changes.iter().filter_map(|c| c.before.as_deref().and_then(Session::of)).map(|s| s.date));
    // what is ordered is counted by the week
    let mut days: Vec<Day> = days.into_iter().flat_map(|day| day.monday().to(day.monday() + 6)).collect();
    days.sort_unstable();
    days.dedup();
    days
}

fn is_judged(session: &Session, today: Day) -> bool {
    session.date >= today && session.status.takes_place()
}

/// The diary as it was before an entry, where `since` is that entry and all that came after it: what is taken back had
/// findings of its own then.
pub(crate) fn as_it_was(now: &Diary, mut since: Vec<Arc<Entry>>) -> Option<Diary> {
    since.sort_by_key(|entry| std::cmp::Reverse(entry.seq));
    since.first()?;
    let mut then = now.clone();
    let back = since.iter().flat_map(|entry| entry.changes.iter().rev());
    back.for_each(|change| then.apply(&change.clone().inverse()));
    Some(then)
}

/// Judges the changes: `before` and `after` are the diary without and with them; `then`, of what takes an entry back, the
/// diary before that entry: what stood against a session then is nothing new.
pub(crate) fn judge(
    before: &Diary,
    after: &Diary,
    then: Option<&Diary>,
    changes: &[Change],
    today: Day,
) -> Result<Judged, Refusal> {
    let mut judged = Judged::default();
    for change in changes {
        let Some(session) = change.after.as_deref().and_then(Session::of).filter(|s| is_judged(s, today)) else {
            continue;
        };
        let old = change.before.as_deref().and_then(Session::of);
        // that somebody is rung, was told or said yes is nothing for a rule to find
        if old.is_some_and(|old| told::is_same_but_told(old, session)) {
            continue;
        }
        let found = rules::check(after, session)?;
        // what took nothing had nothing to answer for
        let mut stood = match old.filter(|s| before.has(s.date) && before.takes(s)) {
            Some(old) => rules::check(before, old)?,
            None => Vec::new(),
        };
        if let Some(then) = then
            && let Some(first) = then.get::<Session>(session.id).filter(|s| then.has(s.date) && then.takes(s))
        {
            stood.extend(rules::check(then, first)?);
        }
        let about = |finding: Finding| About { session: session.id, finding };
        judged.blocking.extend(rules::new_blocking(&stood, &found).into_iter().map(about));
        judged.findings.extend(found.into_iter().map(about));
    }
    Ok(judged)
}
