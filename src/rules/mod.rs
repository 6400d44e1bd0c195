//! The rules: named checks over a session, booked or only imagined, and what they find.
//!
//! The booking gate, the slot finder, the planner, the live highlighting and the reports all call [`check`]; there is
//! no second opinion anywhere. A rule is one file: its doc, its row ([`Rule`]), its function and its tests. Rules are
//! pure: the diary and the session in, findings out.
//!
//! Read `uses.rs` first for how “in two places at once” is decided, then any rule.

mod uses;

mod driver_taken;
mod officer_taken;
mod person_taken;
mod room_taken;
mod vehicle_taken;

mod no_meet;

mod room_named;
mod room_needs;
mod room_shut;
mod room_size;
mod site_hours;
mod site_permitted;

mod officer_away;
mod officer_barred;
mod officer_day_full;
mod officer_hours;
mod officer_needs;
mod officers_needed;

mod driver_away;
mod driver_cleared;
mod driver_hours;
mod vehicle_insured;

mod adult_named;
mod at_work;
mod banned_site;
mod carer_away;
mod child_named;
mod in_school;
mod visitors;

mod child_seat;
mod driver_named;
mod escort;
mod leg_times;
mod legs_needed;

mod in_use;
mod paperwork;

#[cfg(test)]
mod testing;

pub use child_seat::seat_needed;

use crate::domain::finding::*;
use crate::domain::*;

/// A check with a name.
pub struct Rule {
    /// Its name, as an override and a report quote it: `room-taken`.
    pub name: &'static str,
    /// What it asks, in a sentence.
    pub about: &'static str,
    /// Where it comes from: the paragraph of the field's own description.
    pub source: &'static str,
    /// What its findings usually do. A rule that blocks may warn in a case that its text names; never the other way.
    pub severity: Severity,
    pub(crate) check: fn(&Case, &mut Found),
}

/// Every rule, in the order findings are given: what cannot be in two places, who must not meet, then the rest.
pub const RULES: &[Rule] = &[
    person_taken::RULE,
    room_taken::RULE,
    officer_taken::RULE,
    driver_taken::RULE,
    vehicle_taken::RULE,
    no_meet::RULE,
    room_named::RULE,
    room_shut::RULE,
    site_hours::RULE,
    site_permitted::RULE,
    room_size::RULE,
    room_needs::RULE,
    officer_away::RULE,
    officer_hours::RULE,
    officer_day_full::RULE,
    officer_needs::RULE,
    officers_needed::RULE,
    officer_barred::RULE,
    driver_away::RULE,
    driver_hours::RULE,
    driver_cleared::RULE,
    vehicle_insured::RULE,
    adult_named::RULE,
    banned_site::RULE,
    visitors::RULE,
    child_named::RULE,
    in_school::RULE,
    carer_away::RULE,
    at_work::RULE,
    child_seat::RULE,
    leg_times::RULE,
    legs_needed::RULE,
    driver_named::RULE,
    escort::RULE,
    paperwork::RULE,
    in_use::RULE,
];

/// One session and all it is checked against.
pub struct Case<'a> {
    pub(crate) diary: &'a Diary,
    pub(crate) session: &'a Session,
    /// The other sessions of the day that take place, by start.
    pub(crate) others: Vec<&'a Session>,
    pub(crate) settings: &'a Settings,
    pub(crate) arrangement: Option<&'a Arrangement>,
}

impl<'a> Case<'a> {
    fn new(diary: &'a Diary, session: &'a Session, day: impl Iterator<Item = &'a Session>) -> Self {
        Self {
            diary,
            session,
            others: day.filter(|s| s.id != session.id && s.status.takes_place()).collect(),
            settings: diary.settings(),
            arrangement: session.arrangement.and_then(|id| diary.get(id)),
        }
    }

    /// The risk assessments of the arrangement that are in date.
    pub(crate) fn risks(&self) -> impl Iterator<Item = &'a RiskAssessment> {
        let (diary, day) = (self.diary, self.session.date);
        let risks = self.session.arrangement.map(|id| diary.pointing::<RiskAssessment>(id));
        let in_date = move |r: &&RiskAssessment| {
            r.made_on.is_some_and(|made| made <= day) && r.expires_on.is_none_or(|end| day <= end)
        };
        risks.into_iter().flatten().filter(in_date)
    }

    fn findings(&self) -> Vec<Finding> {
        let mut found = Vec::new();
        for rule in RULES {
            (rule.check)(self, &mut Found { rule, findings: &mut found });
        }
        found
    }
}

/// Where one rule puts what it finds.
pub(crate) struct Found<'a> {
    rule: &'static Rule,
    findings: &'a mut Vec<Finding>,
}

impl Found<'_> {
    /// A finding of the rule's own severity.
    pub(crate) fn add(&mut self, part: Part, what: What) {
        self.push(self.rule.severity, part, what);
    }

    /// A finding that only warns, whatever the rule usually does.
    pub(crate) fn warn(&mut self, part: Part, what: What) {
        self.push(Severity::Warn, part, what);
    }

    fn push(&mut self, severity: Severity, part: Part, what: What) {
        self.findings.push(Finding { rule: RuleName::new(self.rule.name), severity, part, what });
    }
}

/// Whether a session is checked at all: what was cancelled or missed takes nothing, a draft is checked as if booked.
fn counts(session: &Session) -> bool {
    session.status == SessionStatus::Draft || session.status.takes_place()
}

/// What all rules find about a session, booked or not, in the order of [`RULES`]. It takes the place of the one with
/// its number; without a number it is one more. `NotLoaded` if the diary does not hold its day.
pub fn check(diary: &Diary, session: &Session) -> Result<Vec<Finding>, NotLoaded> {
    let day = diary.day(session.date)?;
    Ok(if counts(session) { Case::new(diary, session, day).findings() } else { Vec::new() })
}

/// What all rules find about every session of a day, by start. `NotLoaded` if the diary does not hold the day.
pub fn check_day(diary: &Diary, day: Day) -> Result<Vec<(SessionId, Vec<Finding>)>, NotLoaded> {
    let sessions = diary.day(day)?;
    let checked =
        |session| if counts(session) { Case::new(diary, session, sessions.clone()).findings() } else { Vec::new() };
    Ok(sessions.clone().map(|session| (session.id, checked(session))).collect())
}

/// Whether some finding refuses.
pub fn blocking(findings: &[Finding]) -> bool {
    findings.iter().any(Finding::blocks)
}

/// The findings that refuse and were not there before: what a change must answer for.
pub fn new_blocking(before: &[Finding], after: &[Finding]) -> Vec<Finding> {
    after.iter().filter(|f| f.blocks() && !before.contains(f)).cloned().collect()
}
