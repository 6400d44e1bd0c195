//! A vehicle that is off the road does not drive (DOMAIN 4a).

use super::officer_away::away;
use super::vehicle_taken::{used, vehicles};
use super::*;

pub(super) const RULE: Rule = Rule {
    name: "vehicle-away",
    about: "a vehicle that is off the road is not booked",
    source: "DOMAIN 4a",
    severity: Severity::Block,
    parts: &[Part::Legs],
    check,
};

fn check(case: &Case, found: &mut Found) {
    for vehicle in vehicles(case.session) {
        away(case, vehicle.key(), Part::Legs, || used(case.session, vehicle).map(Leg::span), found);
    }
}

#[cfg(test)]
mod tests {
    use super::super::testing::Sketch;
    use super::super::*;

    #[test]
    fn a_car_in_the_garage_is_not_booked() {
        let garage = |w: &Sketch| {
            let days = "2026-11-23 to 2026-11-24".parse().unwrap();
            Absence { who: Some(w.key("Car1")), days, sort: AbsenceKind::Other, ..Absence::default() }.into()
        };
        Sketch::new().with(garage).check(
            "vehicle-away",
            r"
            mon 14:00-15:30 Oak Shah Amara with Kelly
              out 13:30-14:00 Osei Car1
                                   ^^^^ vehicle-away: Away who Car1, absence the absence, last 2026-11-24, until 24:00
              back 15:30-16:00 Osei Car2
            wed 14:00-15:30 Oak Shah Amara with Kelly
              out 13:30-14:00 Osei Car1
        ",
        );
    }
}
