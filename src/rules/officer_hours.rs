//! An officer works within their hours, driving and the adults' early arrival counted (DOMAIN 2): their pattern and the
//! shifts of the day. Without a pattern on file, as for sessional staff, the shifts of the week are all they work; where
//! there are none either, every hour may be asked for.

use super::officer_taken::{bound, officers};
use super::*;

pub(super) const RULE: Rule = Rule {
    name: "officer-hours",
    about: "an officer is booked within their working pattern and shifts",
    source: "DOMAIN 2",
    severity: Severity::Block,
    parts: &[Part::Officers],
    check,
};

fn check(case: &Case, found: &mut Found) {
    for id in officers(case.session) {
        let Some(officer) = case.diary.get::<Officer>(id) else { continue };
        let Some(hours) = case.diary.rostered(officer, case.session.date) else { continue };
        if let Some(asked) = bound(case.session, id).find(|asked| !hours.iter().any(|h| h.holds(*asked))) {
            found.add(Part::Officers, What::OutsideHours { who: Some(id.key()), hours, asked });
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::testing::Sketch;
    use super::super::*;

    #[test]
    fn arrivals_and_driving_count() {
        Sketch::new()
            .set("Shah", |o: &mut Officer| o.hours = "Mon 13:45-17:00; Tue 13:45-17:00".parse().unwrap())
            .check(
                "officer-hours",
                r"
            mon 14:00-15:30 Oak Shah Amara with Kelly
            mon 13:30-15:00 Oak Shah Amara with Kelly
                                ^^^^ officer-hours: OutsideHours who Some(Shah), hours [13:45-17:00], asked 13:15-15:15
            tue 14:00-15:30 Oak Shah Amara with Kelly
                                ^^^^ officer-hours: OutsideHours who Some(Shah), hours [13:45-17:00], asked 13:30-13:55
              out 13:30-13:55 Shah
            wed 14:00-15:30 Oak Shah Amara with Kelly
                                ^^^^ officer-hours: OutsideHours who Some(Shah), hours [], asked 13:45-15:45
        ",
            );
    }

    #[test]
    fn without_a_pattern_every_hour_may_be_asked_for() {
        Sketch::new().set("Shah", |o: &mut Officer| o.hours = Hours::default()).check(
            "officer-hours",
            r"
            sun 21:00-22:00 Oak Shah Amara with Kelly
        ",
        );
    }
}
