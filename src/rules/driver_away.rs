//! A driver or escort who is away does not drive (DOMAIN 2).

use super::driver_taken::{drivers, ridden};
use super::officer_away::away;
use super::*;

pub(super) const RULE: Rule = Rule {
    name: "driver-away",
    about: "a driver or escort who is away is not booked",
    source: "DOMAIN 2",
    severity: Severity::Block,
    parts: &[Part::Legs],
    check,
};

fn check(case: &Case, found: &mut Found) {
    for driver in drivers(case.session) {
        away(case, driver.key(), Part::Legs, || ridden(case.session, driver).map(Leg::span), found);
    }
}

#[cfg(test)]
mod tests {
    use super::super::testing::Sketch;
    use super::super::*;

    #[test]
    fn a_driver_is_away_for_part_of_the_day() {
        Sketch::new()
            .with(|w| {
                let days = "2026-11-23 to 2026-11-24".parse().unwrap();
                let time = Some("09:00-14:00".parse().unwrap());
                Absence { who: Some(w.key("Osei")), days, time, ..Absence::default() }.into()
            })
            .check(
                "driver-away",
                r"
            mon 14:00-15:30 Oak Shah Amara with Kelly
              out 13:20-13:50 Osei Car1
              back 15:30-16:00 Osei Car1
                               ^^^^ driver-away: Away who Osei, absence the absence, last 2026-11-24, until 14:00
            wed 14:00-15:30 Oak Shah Amara with Kelly
              out 13:20-13:50 Osei Car1
        ",
            );
    }

    #[test]
    fn an_escort_is_away_too() {
        Sketch::new()
            .with(|w| {
                let days = "2026-11-23 to 2026-11-24".parse().unwrap();
                let time = Some("09:00-14:00".parse().unwrap());
                Absence { who: Some(w.key("Webb")), days, time, ..Absence::default() }.into()
            })
            .check(
                "driver-away",
                r"
            mon 14:00-15:30 Oak Shah Amara with Kelly
              out 13:20-13:50 Osei Car1 escort Webb
                                               ^^^^ driver-away: Away who Webb, absence the absence, last 2026-11-24, until 14:00
        ",
            );
    }
}
