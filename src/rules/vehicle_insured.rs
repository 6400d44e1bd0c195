//! A vehicle is insured on the day (DOMAIN 2). A date that is not on file is not checked.

use super::officer_needs::run_out;
use super::vehicle_taken::vehicles;
use super::*;

pub(super) const RULE: Rule = Rule {
    name: "vehicle-insured",
    about: "a vehicle's insurance is in date on the day",
    source: "DOMAIN 2",
    severity: Severity::Block,
    parts: &[Part::Legs],
    check,
};

fn check(case: &Case, found: &mut Found) {
    for vehicle in vehicles(case.session).filter_map(|id| case.diary.get::<Vehicle>(id)) {
        for need in run_out(case, [("insurance", vehicle.insured_until)]) {
            found.add(Part::Legs, What::Lacks { who: vehicle.key(), need });
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::testing::Sketch;
    use super::super::*;

    #[test]
    fn insurance_is_good_on_its_last_day() {
        Sketch::new().set("Car1", |v: &mut Vehicle| v.insured_until = Some("2026-11-23".parse().unwrap())).check(
            "vehicle-insured",
            r"
            mon 14:00-15:30 Oak Shah Amara with Kelly
              out 13:30-13:55 Osei Car1
            tue 14:00-15:30 Oak Shah Amara with Kelly
              out 13:30-13:55 Osei Car1
                                   ^^^^ vehicle-insured: Lacks who Car1, need InDate(insurance, 2026-11-23)
        ",
        );
    }
}
