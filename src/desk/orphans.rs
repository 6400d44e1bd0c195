//! What a change leaves without ground: a car that was let go, a promise to come, people who were told. It is said before
//! the change is made.

use super::{Orphan, Settled};
use crate::domain::*;

/// What was settled about sessions of today and later and would not hold after these changes.
pub(crate) fn of(changes: &[Change], today: Day) -> Vec<Orphan> {
    let mut found = Vec::new();
    for change in changes {
        let before = change.before.as_deref().and_then(Session::of).filter(|s| s.date >= today);
        let after = change.after.as_deref().and_then(Session::of);
        if let (Some(before), Some(after)) = (before, after) {
            let orphan = |what| Orphan { session: before.id, day: before.date, span: before.span(), what };
            found.extend(settled(before, after).into_iter().map(orphan));
        }
    }
    found
}

fn settled(before: &Session, after: &Session) -> Vec<Settled> {
    let elsewhere = |s: &Session| (s.date, s.start, s.end, s.site, s.status.takes_place());
    let moved = elsewhere(before) != elsewhere(after);
    let same = |leg: &Leg| after.legs.iter().any(|l| Leg { status: leg.status, ..l.clone() } == *leg);
    let let_go = |leg: &&Leg| matches!(leg.status, LegStatus::Released | LegStatus::Collected);
    let mut found: Vec<Settled> =
        before.legs.iter().filter(|leg| let_go(leg) && (moved || !same(leg))).map(released).collect();
    let gone = |who: Key| moved || (takes_part(before, who) && !takes_part(after, who));
    let mut asked: Vec<Option<Key>> = Vec::new();
    for said in before.confirmations.iter().rev().filter(|c| c.who.map_or(moved, gone)) {
        // only what somebody said last counts
        if !asked.contains(&said.who) {
            asked.push(said.who);
            if said.result == ConfirmResult::Confirmed {
                found.push(Settled::Confirmed { who: said.who, at: said.at });
            }
        }
    }
    let mut told: Vec<Key> = Vec::new();
    for (who, at) in
        before.told.iter().rev().filter(|t| t.result == ToldResult::Told).filter_map(|t| Some((t.who?, t.at)))
    {
        if gone(who) && !told.contains(&who) {
            told.push(who);
            found.push(Settled::Told { who, at });
        }
    }
    found
}

fn released(leg: &Leg) -> Settled {
    let by = leg.driver.map(|d| d.key()).or(leg.officer.map(|o| o.key()));
    Settled::Released { direction: leg.direction, depart: leg.depart, by }
}

fn takes_part(session: &Session, who: Key) -> bool {
    Record::from(session.clone()).owners().contains(&who)
}
