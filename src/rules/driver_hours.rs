//! A driver or escort drives within their hours (DOMAIN 2). Without hours on file every hour may be asked for.

use super::driver_taken::{drivers, ridden};
use super::site_hours::outside;
use super::*;

pub(super) const RULE: Rule = Rule {
    name: "driver-hours",
    about: "a driver or escort is booked within their hours",
    source: "DOMAIN 2",
    severity: Severity::Block,
    parts: &[Part::Legs],
    check,
};

fn check(case: &Case, found: &mut Found) {
    for id in drivers(case.session) {
        let Some(driver) = case.diary.get::<Driver>(id) else { continue };
        for leg in ridden(case.session, id) {
            if outside(case, Some(id.key()), &driver.hours, leg.span(), Part::Legs, found) {
                break;
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::testing::Sketch;

    #[test]
    fn a_driver_drives_in_their_hours() {
        Sketch::new().check(
            "driver-hours",
            r"
            mon 19:00-19:30 Oak Shah Amara with Kelly
              out 18:30-18:55 Osei Car1
              back 19:15-19:45 Osei Car1
                               ^^^^ driver-hours: OutsideHours who Some(Osei), hours [07:00-19:30], asked 19:15-19:45
        ",
        );
    }
}
