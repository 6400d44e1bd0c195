//! A driver's licence and disclosure check, and an escort's disclosure check, are good on the day (DOMAIN 2). A date that
//! is not on file is not checked.

use super::driver_taken::drivers;
use super::officer_needs::run_out;
use super::*;

pub(super) const RULE: Rule = Rule {
    name: "driver-cleared",
    about: "a driver's licence and disclosure check are in date on the day",
    source: "DOMAIN 2",
    severity: Severity::Block,
    parts: &[Part::Legs],
    check,
};

fn check(case: &Case, found: &mut Found) {
    for driver in drivers(case.session).filter_map(|id| case.diary.get::<Driver>(id)) {
        let at_the_wheel = case.session.legs.iter().any(|leg| leg.driver == Some(driver.id));
        let licence = driver.licence_expires.filter(|_| at_the_wheel);
        for need in run_out(case, [("licence", licence), ("disclosure check", driver.dbs_expires)]) {
            found.add(Part::Legs, What::Lacks { who: driver.key(), need });
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::testing::Sketch;
    use super::super::*;

    #[test]
    fn papers_are_good_on_their_last_day() {
        Sketch::new()
            .set("Osei", |d: &mut Driver| d.licence_expires = Some("2026-11-23".parse().unwrap()))
            .set("Webb", |d: &mut Driver| {
                d.licence_expires = Some("2020-01-01".parse().unwrap());
                d.dbs_expires = Some("2026-11-23".parse().unwrap());
            })
            .check(
                "driver-cleared",
                r"
            mon 14:00-15:30 Oak Shah Amara with Kelly
              out 13:30-13:55 Osei Car1 escort Webb
            tue 14:00-15:30 Oak Shah Amara with Kelly
              out 13:30-13:55 Osei Car1 escort Webb
                              ^^^^ driver-cleared: Lacks who Osei, need InDate(licence, 2026-11-23)
                                               ^^^^ driver-cleared: Lacks who Webb, need InDate(disclosure check, 2026-11-23)
        ",
            );
    }
}
