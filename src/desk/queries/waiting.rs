//! `waiting`: who waits for contact to begin: newborn children first, then by priority and how long they have waited; what
//! is missing; and who has how much of the hours after school that everybody wants.

use super::*;
use crate::desk::intake::{self, Lack};
use std::cmp::Reverse;
use std::collections::BTreeMap;

/// Days back in which a first session may lie, and on in which it may be booked.
const BACK: i32 = 56;
const AHEAD: i32 = 28;

/// The waiting list.
#[derive(Clone, PartialEq, Debug, Default, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Waiting {}

/// The waiting list.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize, JsonSchema)]
pub struct WaitingView {
    /// Who waits, the first first.
    pub rows: Vec<WaitingRow>,
    /// Who has sessions after school in the coming four weeks, most first.
    pub after_school: Vec<AfterSchool>,
}

/// Somebody who waits.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize, JsonSchema)]
pub struct WaitingRow {
    /// The arrangement.
    pub arrangement: ArrangementId,
    /// Its children.
    pub children: Vec<ChildId>,
    /// Where it stands.
    pub status: ArrangementStatus,
    /// How soon.
    pub priority: Priority,
    /// Whether one of the children is newborn.
    pub newborn: bool,
    /// Age of the youngest in days, where it is on file.
    pub age_days: Option<i32>,
    /// Asked for on.
    pub since: Option<Day>,
    /// Working days on the list.
    pub waited: u16,
    /// First session wanted by.
    pub target: Option<Day>,
    /// Whether that day is over.
    pub late: bool,
    /// What is missing; the first is next.
    pub lacks: Vec<Lack>,
    /// The first session that is booked or held.
    pub first: Option<SessionId>,
    /// Its day.
    pub first_on: Option<Day>,
    /// Sessions after school its children have in the coming four weeks.
    pub after_school: u16,
}

/// How often a child comes after school.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize, JsonSchema)]
pub struct AfterSchool {
    /// The child.
    pub child: ChildId,
    /// Sessions in the coming four weeks.
    pub sessions: u16,
}

/// Sessions of each child in the hours after school, in some days.
fn after_school(diary: &Diary, days: Days) -> Result<BTreeMap<ChildId, u16>, NotLoaded> {
    let hours = diary.settings().after_school;
    let wanted = |s: &&Session| s.date.weekday_index() < 5 && diary.takes(s) && s.span().overlaps(hours);
    let mut counts = BTreeMap::new();
    for child in diary.days(days)?.filter(wanted).flat_map(|s| s.children_there()) {
        *counts.entry(*child).or_default() += 1;
    }
    Ok(counts)
}

/// Wanted by: as asked, else so many working days after the referral was complete, sooner for a newborn child.
fn target(a: &Arrangement, newborn: bool, settings: &Settings) -> Option<Day> {
    let count = if newborn { settings.newborn_days } else { settings.first_days };
    let counted = a.referral_complete_on.or(a.requested_on);
    let counted = counted.map(|since| calendar::working_days_after(since, count, settings));
    a.target_on.or(counted)
}

impl Ask for Waiting {
    fn scope(&self, _: &Viewer, today: Day) -> Scope {
        Scope::days(Days::new(today - BACK, today + AHEAD))
    }

    fn answer(&self, asked: &Asked) -> Result<Answer, Refusal> {
        let (diary, today) = (asked.known.diary, asked.known.today());
        let settings = diary.settings();
        let counts = after_school(diary, Days::new(today, today + AHEAD - 1))?;
        let mut rows = Vec::new();
        for a in diary.open::<Arrangement>() {
            let mut own = diary
                .days(Days::new(today - BACK, today + AHEAD))?
                .filter(|s| s.arrangement == Some(a.id) && !s.sort.is_meeting() && diary.takes(s));
            let first = own.next();
            let begun = first.is_some_and(|s| s.date < today);
            let waits = match a.status {
                ArrangementStatus::Requested | ArrangementStatus::Waiting | ArrangementStatus::Planned => !begun,
                // it may begin and has not
                ArrangementStatus::Active => first.is_none() && a.start.is_some_and(|start| start >= today - BACK),
                _ => false,
            };
            if !waits {
                continue;
            }
            let born = a.children.iter().filter_map(|c| diary.get::<Child>(*c)?.dob).max();
            let age_days = born.map(|born| today - born);
            let newborn = age_days.is_some_and(|age| age <= i32::from(settings.newborn_age));
            let target = target(a, newborn, settings);
            let since = a.requested_on.or(a.referral_complete_on);
            rows.push(WaitingRow {
                arrangement: a.id,
                children: a.children.clone(),
                status: a.status,
                priority: a.priority,
                newborn,
                age_days,
                since,
                waited: since.map_or(0, |since| calendar::working_days_between(since, today, settings)),
                target,
                late: target.is_some_and(|target| target < today),
                lacks: intake::lacks(diary, a, today),
                first: first.map(|s| s.id),
                first_on: first.map(|s| s.date),
                after_school: a.children.iter().map(|c| counts.get(c).copied().unwrap_or(0)).max().unwrap_or(0),
            });
        }
        rows.sort_by_key(|r| (!r.newborn, Reverse(r.priority), Reverse(r.waited), r.arrangement));
        let mut after_school: Vec<AfterSchool> =
            counts.into_iter().map(|(child, sessions)| AfterSchool { child, sessions }).collect();
        after_school.sort_by_key(|row| (Reverse(row.sessions), row.child));
        Ok(Answer::Waiting(WaitingView { rows, after_school }))
    }
}

impl Seen for WaitingView {
    fn see(&mut self, cut: &Cutter) -> Result<(), Refusal> {
        let may = |key: Key| cut.viewer.may_know(cut.diary, key);
        self.rows.retain(|row| may(row.arrangement.key()));
        self.after_school.retain(|row| may(row.child.key()));
        Ok(())
    }

    fn keys(&self, keys: &mut Vec<Key>) {
        for row in &self.rows {
            keys.push(row.arrangement.key());
            keys.extend(row.children.iter().map(|c| c.key()).chain(row.first.map(|s| s.key())));
        }
        keys.extend(self.after_school.iter().map(|row| row.child.key()));
    }
}
