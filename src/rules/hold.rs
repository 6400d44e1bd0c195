//! A session that was held and not booked in time takes nothing any more, and is listed until somebody books it again or
//! cancels it.

use super::*;

pub(super) const RULE: Rule = Rule {
    name: "hold-lapsed",
    about: "what was held and not booked in time takes nothing any more: a warning until it is booked or cancelled",
    source: "DOMAIN 2",
    severity: Severity::Warn,
    parts: &[Part::Session],
    check,
};

fn check(case: &Case, found: &mut Found) {
    if let Some(until) = case.session.held_until.filter(|_| case.session.has_lapsed(case.diary.now)) {
        found.add(Part::Session, What::HoldLapsed { until });
    }
}

#[cfg(test)]
mod tests {
    use super::super::testing::Sketch;
    use super::super::*;

    #[test]
    fn a_hold_that_has_run_out_takes_nothing_and_has_nothing_else_to_answer_for() {
        let lines = ["mon 14:00-15:30 Oak Shah Amara with Kelly", "mon 15:00-16:00 Oak Shah Theo with Rob"];
        let (mut diary, sessions) = Sketch::new().diary(&lines);
        let until = Moment::new(sessions[0].date - 1, Minute::at(12, 0));
        let held = Session { status: SessionStatus::Held, held_until: Some(until), ..sessions[0].clone() };
        diary.apply(&Change::of(sessions[0].clone(), held.clone()));
        diary.now = Moment::new(until.day, Minute::at(11, 59));
        assert!(blocking(&check(&diary, &sessions[1]).unwrap()) && blocking(&check(&diary, &held).unwrap()));
        diary.now = until;
        assert_eq!(check(&diary, &sessions[1]).unwrap(), []);
        let what: Vec<What> = check(&diary, &held).unwrap().into_iter().map(|f| f.what).collect();
        assert_eq!(what, [What::HoldLapsed { until }]);
        let for_ever = Session { held_until: None, ..held };
        assert!(blocking(&check(&diary, &for_ever).unwrap()), "a hold without an end does not run out");
    }
}
