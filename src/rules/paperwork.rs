//! No session without its papers in force on the day (DOMAIN 3b H3, H4, H5, H10): the arrangement running, the referral
//! complete, the planning meeting held, the agreement signed, the risk assessment in date, and the court order where one
//! asks for the contact. For an imported arrangement whose papers are on file elsewhere, missing ones warn until the day
//! they are to be checked. A session may be held for a while before the papers are there; a planning meeting or a review
//! of the contact needs none.

use super::ordered::{in_force, orders};
use super::*;

pub(super) const RULE: Rule = Rule {
    name: "paperwork",
    about: "the arrangement runs, and referral, planning meeting, agreement, risk assessment and order are in force; \
            papers on file elsewhere are a warning until they are to be checked, and so are missing ones of what is only \
            held for a while",
    source: "DOMAIN 3b H3, H4, H5, H10",
    severity: Severity::Block,
    parts: &[Part::Arrangement],
    check,
};

fn check(case: &Case, found: &mut Found) {
    let session = case.session;
    let Some(arrangement) = case.arrangement else {
        // a meeting may come before there is an arrangement
        if session.arrangement.is_none() && !session.sort.is_meeting() {
            found.add(Part::Arrangement, What::NoArrangement);
        }
        return;
    };
    let day = session.date;
    let what = |missing: Missing| {
        let Missing { paper, record, on } = missing;
        What::NotInForce { paper, arrangement: arrangement.id, record, on }
    };
    // what is only held, and not for ever, is promised to nobody: the papers may still come
    let held = session.status == SessionStatus::Held && session.held_until.is_some();
    if let Err(on) = running(session, arrangement) {
        let what = what(Missing { paper: Paper::Arrangement, record: None, on });
        if held { found.warn(Part::Arrangement, what) } else { found.add(Part::Arrangement, what) }
    }
    let elsewhere = arrangement.paperwork_check_by.is_some_and(|by| day <= by);
    if session.sort.is_meeting() {
        return;
    }
    let missing = missing(case.diary, arrangement, day);
    if !missing.is_empty() && !elsewhere {
        meets_order(case, arrangement, found);
    }
    for missing in missing {
        let what = what(missing);
        if elsewhere || held { found.warn(Part::Arrangement, what) } else { found.add(Part::Arrangement, what) }
    }
}

/// Says that contact without its papers is ordered all the same: both are duties, and a manager weighs them.
fn meets_order(case: &Case, arrangement: &Arrangement, found: &mut Found) {
    for Ordered { by, min_times: times, min_minutes: minutes, .. } in
        ordered(case.diary, arrangement, case.session.date)
    {
        if times.is_some() || minutes.is_some() {
            found.warn(Part::Arrangement, What::OrderedMeanwhile { by, times, minutes });
        }
    }
}

/// A paper that is not in force on a day.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize, JsonSchema)]
pub struct Missing {
    /// The paper.
    pub paper: Paper,
    /// The record, where there is one.
    pub record: Option<Key>,
    /// The day it ran out or begins, where there is one.
    pub on: Option<Day>,
}

/// The papers that are not in force for an arrangement on a day, in the order in which they are dealt with.
pub fn missing(diary: &Diary, arrangement: &Arrangement, day: Day) -> Vec<Missing> {
    let mut all = Vec::new();
    let mut missing = |paper: Paper, record: Option<Key>, on: Option<Day>| all.push(Missing { paper, record, on });
    let since = |on: Option<Day>| on.is_some_and(|on| on <= day);
    if !since(arrangement.referral_complete_on) {
        missing(Paper::Referral, None, arrangement.referral_complete_on);
    }
    if !since(arrangement.planned_on) {
        missing(Paper::PlanningMeeting, None, arrangement.planned_on);
    }
    let agreements = diary.pointing::<Agreement>(arrangement.id);
    let agreements = agreements.map(|a| Term { key: a.key(), from: a.signed_on, to: a.valid_to, holds: true });
    gap(agreements, day, false, |record, on| missing(Paper::Agreement, record, on));
    let risks = diary.pointing::<RiskAssessment>(arrangement.id);
    let risks = risks.map(|r| Term { key: r.key(), from: r.made_on, to: r.expires_on, holds: true });
    gap(risks, day, false, |record, on| missing(Paper::RiskAssessment, record, on));
    if arrangement.ordered_by == OrderedBy::CourtOrder {
        let orders = orders(diary, arrangement);
        let holds = |order: &CourtOrder| in_force(diary, order, day);
        let orders = orders.map(|o| Term { key: o.key(), from: o.from, to: o.to, holds: holds(o) });
        gap(orders, day, true, |record, on| missing(Paper::Order, record, on));
    }
    all
}

/// From when to when a paper is good, if it holds at all.
struct Term {
    key: Key,
    from: Option<Day>,
    to: Option<Day>,
    holds: bool,
}

impl Term {
    /// `open`: without a first day it always was; else it is not signed or made yet.
    fn holds(&self, day: Day, open: bool) -> bool {
        self.holds && self.from.map_or(open, |from| from <= day) && self.to.is_none_or(|to| day <= to)
    }

    /// The day it ran out before `day`, or the one it begins.
    fn edge(&self, day: Day) -> Option<Day> {
        self.to.filter(|to| *to < day).or(self.from)
    }
}

/// Tells of the latest paper if none is good on the day.
fn gap(papers: impl Iterator<Item = Term>, day: Day, open: bool, mut missing: impl FnMut(Option<Key>, Option<Day>)) {
    let mut latest: Option<Term> = None;
    for paper in papers {
        if paper.holds(day, open) {
            return;
        }
        if latest.as_ref().is_none_or(|l| l.edge(day) <= paper.edge(day)) {
            latest = Some(paper);
        }
    }
    missing(latest.as_ref().map(|l| l.key), latest.and_then(|l| l.edge(day)));
}

/// Whether the arrangement runs on the session's day; if not, since or until when, where that is known. What became of
/// it later does not matter to a session that has begun.
fn running(session: &Session, arrangement: &Arrangement) -> Result<(), Option<Day>> {
    let day = session.date;
    if session.sort.is_meeting() {
        let ended = arrangement.end.filter(|end| *end < day);
        return if arrangement.status == ArrangementStatus::Ended && ended.is_some() { Err(ended) } else { Ok(()) };
    }
    if let Some(start) = arrangement.start.filter(|start| day < *start) {
        return Err(Some(start));
    }
    if let Some(end) = arrangement.end.filter(|end| *end < day) {
        return Err(Some(end));
    }
    let runs = match arrangement.status {
        ArrangementStatus::Active | ArrangementStatus::Planned => true,
        ArrangementStatus::Suspended => arrangement.suspended_until.is_some_and(|until| until < day),
        ArrangementStatus::Ended => arrangement.end.is_some(),
        ArrangementStatus::Requested | ArrangementStatus::Waiting | ArrangementStatus::Paused => false,
    };
    if runs || !session.status.is_ahead() { Ok(()) } else { Err(arrangement.suspended_until) }
}

#[cfg(test)]
mod tests {
    use super::super::testing::Sketch;
    use super::super::*;

    #[test]
    fn papers_in_force_are_silent() {
        Sketch::new().check(
            "paperwork",
            r"
            mon 14:00-15:30 Oak Shah Amara with Kelly
            2027-01-05 14:00-15:30 Oak Shah Amara with Kelly
            2027-01-06 14:00-15:30 Oak Shah Amara with Kelly
                                            ^^^^^ paperwork: NotInForce paper RiskAssessment, arrangement Amara's, record Some(Amara's risks), on Some(2027-01-05)
            2026-01-01 14:00-15:30 Oak Shah Amara with Kelly
                                            ^^^^^ paperwork: NotInForce paper Referral, arrangement Amara's, record None, on Some(2026-01-02)
                                            ^^^^^ paperwork: NotInForce paper PlanningMeeting, arrangement Amara's, record None, on Some(2026-01-05)
                                            ^^^^^ paperwork: NotInForce paper Agreement, arrangement Amara's, record Some(Amara's agreement), on Some(2026-01-06)
                                            ^^^^^ paperwork: NotInForce paper RiskAssessment, arrangement Amara's, record Some(Amara's risks), on Some(2026-01-05)
        ",
        );
    }

    #[test]
    fn no_arrangement_no_contact() {
        Sketch::new().check(
            "paperwork",
            r"
            mon 14:00-15:30 Oak Shah Amara with Kelly (unplanned)
                                     ^^^^^ paperwork: NoArrangement
        ",
        );
    }

    #[test]
    fn papers_on_file_elsewhere_warn_until_they_are_checked() {
        Sketch::new()
            .set("Amara's", |a: &mut Arrangement| {
                a.paperwork_check_by = Some("2026-11-23".parse().unwrap());
                a.planned_on = None;
            })
            .check(
                "paperwork",
                r"
            mon 14:00-15:30 Oak Shah Amara with Kelly
                                     ^^^^^ paperwork (warns): NotInForce paper PlanningMeeting, arrangement Amara's, record None, on None
            tue 14:00-15:30 Oak Shah Amara with Kelly
                                     ^^^^^ paperwork: NotInForce paper PlanningMeeting, arrangement Amara's, record None, on None
        ",
            );
    }

    #[test]
    fn where_ordered_contact_lacks_papers_both_duties_are_named() {
        Sketch::new()
            .set("Amara's", |a: &mut Arrangement| {
                (a.planned_on, a.ordered_min_minutes) = (None, Some(120));
            })
            .check(
                "paperwork",
                r"
            mon 14:00-15:30 Oak Shah Amara with Kelly
                                     ^^^^^ paperwork (warns): OrderedMeanwhile by Amara's, times None, minutes Some(120)
                                     ^^^^^ paperwork: NotInForce paper PlanningMeeting, arrangement Amara's, record None, on None
        ",
            );
    }

    #[test]
    fn what_is_held_for_a_while_and_what_is_a_meeting_may_come_before_the_papers() {
        Sketch::new()
            .set("Amara's", |a: &mut Arrangement| {
                (a.planned_on, a.status) = (None, ArrangementStatus::Waiting);
            })
            .check(
                "paperwork",
                r"
            mon 14:00-15:30 Oak Shah Amara with Kelly (held, until)
                                     ^^^^^ paperwork (warns): NotInForce paper Arrangement, arrangement Amara's, record None, on None
                                     ^^^^^ paperwork (warns): NotInForce paper PlanningMeeting, arrangement Amara's, record None, on None
            tue 14:00-15:30 Oak Shah Amara with Kelly (held)
                                     ^^^^^ paperwork: NotInForce paper Arrangement, arrangement Amara's, record None, on None
                                     ^^^^^ paperwork: NotInForce paper PlanningMeeting, arrangement Amara's, record None, on None
            wed 14:00-15:30 Oak - Amara with Kelly (planning)
        ",
            );
    }

    #[test]
    fn an_arrangement_runs_between_its_days() {
        Sketch::new()
            .set("Amara's", |a: &mut Arrangement| {
                a.start = Some("2026-11-24".parse().unwrap());
                a.end = Some("2026-11-24".parse().unwrap());
                a.status = ArrangementStatus::Ended;
            })
            .set("Theo's", |a: &mut Arrangement| {
                a.status = ArrangementStatus::Suspended;
                a.suspended_until = Some("2026-11-24".parse().unwrap());
            })
            .set("Zuri's", |a: &mut Arrangement| a.status = ArrangementStatus::Paused)
            .check(
                "paperwork",
                r"
            mon 14:00-15:30 Oak Shah Amara with Kelly
                                     ^^^^^ paperwork: NotInForce paper Arrangement, arrangement Amara's, record None, on Some(2026-11-24)
            tue 14:00-15:30 Oak Shah Amara with Kelly
            wed 14:00-15:30 Oak Shah Amara with Kelly
                                     ^^^^^ paperwork: NotInForce paper Arrangement, arrangement Amara's, record None, on Some(2026-11-24)
            tue 14:00-15:30 Oak Shah Theo with Rob
                                     ^^^^ paperwork: NotInForce paper Arrangement, arrangement Theo's, record None, on Some(2026-11-24)
            wed 14:00-15:30 Oak Shah Theo with Rob
            wed 14:00-15:30 Oak Shah Zuri with Mina
                                     ^^^^ paperwork: NotInForce paper Arrangement, arrangement Zuri's, record None, on None
        ",
            );
    }

    #[test]
    fn contact_that_a_court_orders_has_an_order() {
        Sketch::new()
            .set("Amara's", |a: &mut Arrangement| a.ordered_by = OrderedBy::CourtOrder)
            .set("Theo's", |a: &mut Arrangement| a.ordered_by = OrderedBy::CourtOrder)
            .with(|w| {
                let to = Some("2026-11-24".parse().unwrap());
                CourtOrder { children: vec![ChildId(w.id("Theo"))], to, ..CourtOrder::default() }.into()
            })
            .check(
                "paperwork",
                r"
            mon 14:00-15:30 Oak Shah Amara with Kelly
                                     ^^^^^ paperwork: NotInForce paper Order, arrangement Amara's, record None, on None
            tue 14:00-15:30 Oak Shah Theo with Rob
            wed 14:00-15:30 Oak Shah Theo with Rob
                                     ^^^^ paperwork: NotInForce paper Order, arrangement Theo's, record Some(the court order), on Some(2026-11-24)
        ",
            );
    }
}
