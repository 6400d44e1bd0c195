//! The gate: what the rules say of the sessions a command would change.

use super::{About, Refusal, told};
use crate::domain::*;
use crate::rules;

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

/// Judges the changes: `before` and `after` are the diary without and with them.
pub(crate) fn judge(before: &Diary, after: &Diary, changes: &[Change], today: Day) -> Result<Judged, Refusal> {
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
        let stood = match old.filter(|s| before.has(s.date) && before.takes(s)) {
            Some(old) => rules::check(before, old)?,
            None => Vec::new(),
        };
        let about = |finding: Finding| About { session: session.id, finding };
        judged.blocking.extend(rules::new_blocking(&stood, &found).into_iter().map(about));
        judged.findings.extend(found.into_iter().map(about));
    }
    Ok(judged)
}
