//! The rules: named checks over a session, booked or only imagined, and what they find.
//!
//! The booking gate, the slot finder, the planner, the live highlighting and the reports all call [`check`]; there is
//! no second opinion anywhere. A rule is one file: its doc, its row ([`Rule`]), its function and its tests. Rules are
//! pure: the diary and the session in, findings out.
//!
//! Read `uses.rs` first for how “in two places at once” is decided, then any rule; `live.rs` for the day as it runs.

mod uses;

pub mod duties;
pub mod duty;

mod driver_taken;
mod officer_taken;
mod person_taken;
mod room_taken;
mod vehicle_taken;

mod no_meet;

mod panel_sits;
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
mod officer_load;
mod officer_needs;
mod officer_week;
mod officers_needed;

mod lone_on_site;
mod risk_level;
mod risk_next_door;

mod driver_away;
mod driver_cleared;
mod driver_hours;
mod vehicle_away;
mod vehicle_insured;

mod adult_named;
mod appointment;
mod at_work;
mod banned_site;
mod carer_away;
mod child_named;
mod in_school;
mod keep_free;
mod visitors;

mod child_seat;
mod driver_named;
mod escort;
mod leg_authorised;
mod leg_home;
mod leg_receiver;
mod leg_times;
mod legs_needed;
mod long_journey;

mod assessor;
mod day_closed;
mod hold;
mod in_use;
mod order_terms;
mod ordered;
mod paperwork;

mod live;

#[cfg(test)]
mod testing;

pub use child_seat::seat_needed;
pub use live::{collisions, running};
pub use no_meet::not_to_meet;
pub use ordered::{Ordered, ordered};
pub use paperwork::{Missing, missing};

use crate::domain::finding::*;
use crate::domain::*;
use std::borrow::Cow;
use std::collections::HashMap;

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
    /// The parts of a session its findings may be about: whoever looks for a room need not ask about cars.
    pub parts: &'static [Part],
    pub(crate) check: fn(&Case, &mut Found),
}

impl Rule {
    /// Whether what it finds may be mended by another car: it is about the legs, or about who shares one.
    pub fn minds_cars(&self) -> bool {
        self.parts.contains(&Part::Legs) || self.name == no_meet::RULE.name
    }

    /// Whether what it finds is so whatever the room, the officers and the cars are.
    pub fn minds_the_time_only(&self) -> bool {
        !self.parts.iter().any(|part| matches!(part, Part::Room | Part::Officers | Part::Legs))
    }
}

/// Every rule, in the order findings are given: what cannot be in two places, who must not meet, then the rest.
pub const RULES: &[Rule] = &[
    person_taken::RULE,
    room_taken::RULE,
    officer_taken::RULE,
    driver_taken::RULE,
    vehicle_taken::RULE,
    no_meet::RULE,
    panel_sits::RULE,
    room_named::RULE,
    room_shut::RULE,
    site_hours::RULE,
    site_permitted::RULE,
    room_size::RULE,
    room_needs::RULE,
    officer_away::RULE,
    officer_hours::RULE,
    officer_day_full::RULE,
    officer_load::RULE,
    officer_week::RULE,
    officer_needs::RULE,
    officers_needed::RULE,
    officer_barred::RULE,
    lone_on_site::RULE,
    risk_level::RULE,
    risk_next_door::RULE,
    driver_away::RULE,
    driver_hours::RULE,
    driver_cleared::RULE,
    vehicle_away::RULE,
    vehicle_insured::RULE,
    adult_named::RULE,
    banned_site::RULE,
    visitors::RULE,
    child_named::RULE,
    in_school::RULE,
    keep_free::RULE,
    carer_away::RULE,
    appointment::RULE,
    at_work::RULE,
    child_seat::RULE,
    leg_home::RULE,
    leg_times::RULE,
    leg_receiver::RULE,
    leg_authorised::RULE,
    long_journey::RULE,
    legs_needed::RULE,
    driver_named::RULE,
    escort::RULE,
    paperwork::RULE,
    order_terms::RULE,
    assessor::RULE,
    hold::RULE,
    in_use::RULE,
    day_closed::RULE,
];

/// One session and all it is checked against.
pub struct Case<'a> {
    pub(crate) diary: &'a Diary,
    pub(crate) session: &'a Session,
    /// The other sessions of the day that take place, by start.
    pub(crate) others: Cow<'a, [&'a Session]>,
    /// The same by who and what takes part in them, where many checks are made of one day.
    beside: Option<&'a Beside<'a>>,
    pub(crate) settings: &'a Settings,
    pub(crate) arrangement: Option<&'a Arrangement>,
}

/// The sessions of a day by who and what takes part in them.
type Beside<'a> = HashMap<Key, Vec<&'a Session>>;

impl<'a> Case<'a> {
    fn new<'s: 'a>(diary: &'a Diary, session: &'a Session, day: impl Iterator<Item = &'s Session>) -> Self {
        let others = day.filter(|s| s.id != session.id && diary.takes(s)).collect();
        Self::among(diary, session, Cow::Owned(others), None)
    }

    fn among(
        diary: &'a Diary,
        session: &'a Session,
        others: Cow<'a, [&'a Session]>,
        beside: Option<&'a Beside<'a>>,
    ) -> Self {
        Self {
            diary,
            session,
            others,
            beside,
            settings: diary.settings(),
            arrangement: session.arrangement.and_then(|id| diary.get(id)),
        }
    }

    /// The other sessions in which somebody or something takes part, and maybe more.
    pub(crate) fn beside(&self, key: Key) -> impl Iterator<Item = &'a Session> {
        let all = match self.beside {
            Some(beside) => beside.get(&key).map_or(&[][..], Vec::as_slice),
            None => &self.others,
        };
        all.iter().copied()
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

    /// What the rules find, each asked only when its findings are. A hold that has run out takes nothing, so that only that
    /// is to be said of it.
    fn findings(self, wanted: impl Fn(&Rule) -> bool) -> impl Iterator<Item = Finding> {
        let lapsed = self.session.has_lapsed(self.diary.now);
        let asked = RULES.iter().filter(move |rule| wanted(rule) && (!lapsed || rule.name == hold::RULE.name));
        asked.flat_map(move |rule| {
            let mut findings = Vec::new();
            (rule.check)(&self, &mut Found { rule, findings: &mut findings });
            findings
        })
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
        debug_assert!(self.rule.parts.contains(&part), "{} says that it finds nothing about {part:?}", self.rule.name);
        self.findings.push(Finding { rule: RuleName::new(self.rule.name), severity, part, what });
    }
}

/// One day, ready for many checks against it: what the slot finder asks again and again.
pub struct DayCheck<'a> {
    diary: &'a Diary,
    /// The sessions of the day that take place, by start.
    taking: Vec<&'a Session>,
    beside: Beside<'a>,
}

impl<'a> DayCheck<'a> {
    /// The day without one session, the one that is to be placed anew (0 for none). `NotLoaded` if the diary does not
    /// hold the day.
    pub fn of(diary: &'a Diary, day: Day, without: SessionId) -> Result<Self, NotLoaded> {
        let taking: Vec<&Session> = diary.day(day)?.filter(|s| s.id != without && diary.takes(s)).collect();
        let mut beside = Beside::new();
        for session in &taking {
            for key in session.takes_part() {
                let of = beside.entry(key).or_default();
                if of.last().is_none_or(|last| last.id != session.id) {
                    of.push(*session);
                }
            }
        }
        Ok(Self { diary, taking, beside })
    }

    /// What everyone and everything is taken by.
    pub fn taking(&self) -> &[&'a Session] {
        &self.taking
    }

    /// What all rules find about a session of that day: the same as [`check`]. A rule is asked when its findings are, so
    /// that whoever is content with the first need not pay for all.
    pub fn findings<'s>(&'s self, session: &'s Session) -> impl Iterator<Item = Finding> + 's {
        self.findings_of(session, |_| true)
    }

    /// What those rules find that are wanted.
    pub fn findings_of<'s>(
        &'s self,
        session: &'s Session,
        wanted: impl Fn(&Rule) -> bool + 's,
    ) -> impl Iterator<Item = Finding> + 's {
        // one that is of the day itself is not in its own way
        let is_of_the_day = self.taking.iter().any(|other| other.id == session.id);
        let case = counts(session).then(|| {
            if is_of_the_day {
                Case::new(self.diary, session, self.taking.iter().copied())
            } else {
                Case::among(self.diary, session, Cow::Borrowed(&self.taking), Some(&self.beside))
            }
        });
        case.map(|case| case.findings(wanted)).into_iter().flatten()
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
    let case = counts(session).then(|| Case::new(diary, session, day));
    Ok(case.into_iter().flat_map(|case| case.findings(|_| true)).collect())
}

/// What all rules find about every session of a day, by start. `NotLoaded` if the diary does not hold the day.
pub fn check_day(diary: &Diary, day: Day) -> Result<Vec<(SessionId, Vec<Finding>)>, NotLoaded> {
    let sessions = diary.day(day)?;
    let found = |session| {
        let case = counts(session).then(|| Case::new(diary, session, sessions.clone()));
        case.into_iter().flat_map(|case| case.findings(|_| true)).collect()
    };
    Ok(sessions.clone().map(|session| (session.id, found(session))).collect())
}

/// Whether some finding refuses.
pub fn blocking(findings: &[Finding]) -> bool {
    findings.iter().any(Finding::blocks)
}

/// The findings that refuse and were not there before: what a change must answer for.
pub fn new_blocking(before: &[Finding], after: &[Finding]) -> Vec<Finding> {
    after.iter().filter(|f| f.blocks() && !before.contains(f)).cloned().collect()
}

#[cfg(test)]
mod tests {
    use super::testing::{Sketch, day};
    use super::*;

    /// Two families over an afternoon, everything as it should be.
    const GOOD: &str = r"
        mon 14:00-15:30 Oak Shah Amara with Kelly
          out 13:35-14:00 Osei Car1 escort Webb
          back 15:30-15:55 Osei Car1 escort Webb
        mon 16:00-17:00 Oak Mehta Theo with Rob
    ";

    #[test]
    fn a_good_afternoon_has_no_findings_under_any_rule() {
        Sketch::new().check("", GOOD);
    }

    #[test]
    fn a_session_of_the_day_is_not_in_its_own_way() {
        let lines: Vec<&str> = GOOD.lines().map(str::trim_end).filter(|line| !line.trim().is_empty()).collect();
        let (diary, sessions) = Sketch::new().diary(&lines);
        for session in &sessions {
            let day = DayCheck::of(&diary, session.date, SessionId(0)).unwrap();
            assert_eq!(day.findings(session).collect::<Vec<_>>(), check(&diary, session).unwrap());
        }
    }

    #[test]
    fn families_who_must_not_meet_come_half_an_hour_apart() {
        let pair = |w: &Sketch| NoMeetRule { a: Some(w.key("Kelly")), b: Some(w.key("Rob")), ..NoMeetRule::default() };
        Sketch::new().with(|w| pair(w).into()).check(
            "",
            r"
            mon 14:00-15:30 Oak    Shah  Amara with Kelly
                                                    ^^^^^ no-meet: Kelly and Rob (site) by C-0002 15:15-15:45, clear 17:15
            mon 15:30-17:00 Willow Mehta Theo with Rob
                                                   ^^^ no-meet: Rob and Kelly (site) by C-0001 15:15-15:45, clear 15:45
            tue 14:00-15:30 Oak    Shah  Amara with Kelly
            tue 16:00-17:30 Willow Mehta Theo with Rob
        ",
        );
    }

    #[test]
    fn the_nights_when_clocks_change_are_days_like_any_other() {
        for date in ["2026-03-29", "2026-10-25", "2026-10-18", "2199-12-31"] {
            let lines = [
                format!("{date} 00:30-01:30 Oak Shah Amara with Kelly"),
                format!("{date} 01:30-02:30 Oak Mehta Theo with Rob"),
                format!("{date} 03:00-04:00 Oak Shah Zuri with Mina"),
            ];
            let (diary, sessions) = Sketch::new().diary(&lines.each_ref().map(String::as_str));
            let taken = |s: &Session| {
                let findings = check(&diary, s).unwrap().into_iter().filter(|f| f.rule.0.ends_with("-taken"));
                findings.map(|f| format!("{} {:?}", f.rule, f.what)).collect::<Vec<_>>()
            };
            let room = "room-taken Taken { who: RM-0001, by: C-0002, during: 01:30-02:30, gap: ClearDown, gap_min: 15, \
                        free_from: 02:45 }";
            assert_eq!(taken(&sessions[0]), [room], "{date}");
            assert!(taken(&sessions[2]).is_empty(), "{date}");
        }
    }

    #[test]
    fn a_session_is_checked_before_it_has_a_number_and_in_place_of_the_one_with_its_number() {
        let (diary, sessions) = Sketch::new().diary(&["mon 14:00-15:30 Oak Shah Amara with Kelly"]);
        let again = Session { id: SessionId(0), ..sessions[0].clone() };
        let taken: Vec<_> = check(&diary, &again).unwrap().into_iter().map(|f| f.rule.to_string()).collect();
        assert_eq!(taken, ["person-taken", "person-taken", "room-taken", "officer-taken"]);
        let moved = Session { start: Minute::at(14, 15), ..sessions[0].clone() };
        assert_eq!(check(&diary, &moved), Ok(vec![]));
    }

    #[test]
    fn what_does_not_take_place_finds_nothing_and_a_day_not_loaded_is_an_error() {
        let (diary, sessions) = Sketch::new().diary(&["mon 14:00-15:30 - - Amara with Rob"]);
        let with = |status| Session { status, ..sessions[0].clone() };
        for status in SessionStatus::ALL {
            let checked = *status == SessionStatus::Draft || status.takes_place();
            assert_eq!(blocking(&check(&diary, &with(*status)).unwrap()), checked, "{}", status.said());
        }
        let elsewhere = Session { date: day("tue"), ..sessions[0].clone() };
        assert_eq!(check(&diary, &elsewhere), Err(NotLoaded::Day(day("tue"))));
        assert!(check_day(&diary, day("tue")).is_err());
    }

    #[test]
    fn only_what_a_change_brings_must_be_answered_for() {
        let lines = ["mon 14:00-15:30 Oak Shah Amara with Rob", "mon 15:00-16:00 Oak Shah Theo with Rob"];
        let (diary, sessions) = Sketch::new().diary(&lines);
        let before = check(&diary, &sessions[0]).unwrap();
        let after = check(&diary, &Session { officers: vec![OfficerId(2)], ..sessions[0].clone() }).unwrap();
        assert!(blocking(&before) && blocking(&after));
        assert_eq!(new_blocking(&before, &after), []);
        let stricter = check(&diary, &Session { room: None, ..sessions[0].clone() }).unwrap();
        let new: Vec<_> = new_blocking(&before, &stricter).into_iter().map(|f| f.what).collect();
        assert_eq!(new, [What::NoRoom]);
    }

    #[test]
    fn every_rule_has_a_name_of_its_own_and_says_where_it_comes_from() {
        for (i, rule) in RULES.iter().enumerate() {
            assert!(RULES[..i].iter().all(|r| r.name != rule.name), "{}", rule.name);
            assert!(rule.name.bytes().all(|b| b.is_ascii_lowercase() || b == b'-'), "{}", rule.name);
            assert!(rule.source.starts_with("DOMAIN ") || rule.source.starts_with("DESIGN "), "{}", rule.source);
            assert!(!rule.about.ends_with('.') && !rule.about.is_empty(), "{}", rule.name);
        }
    }
}
