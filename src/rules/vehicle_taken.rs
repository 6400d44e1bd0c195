//! A vehicle makes one journey at a time, the way from its end to the next pick-up counted (DOMAIN 3b H1).

use super::uses::{Use, clash, clash_within};
use super::*;

pub(super) const RULE: Rule = Rule {
    name: "vehicle-taken",
    about: "a vehicle makes one journey at a time, the way to the next pick-up counted",
    source: "DOMAIN 3b H1",
    severity: Severity::Block,
    parts: &[Part::Legs],
    check,
};

fn check(case: &Case, found: &mut Found) {
    for vehicle in vehicles(case.session) {
        let ours = of_vehicle(case.session, vehicle);
        if let Some(clash) = clash_within(case.diary, &ours) {
            found.add(Part::Legs, clash.taken(vehicle.key(), case.session.id));
        }
        for other in case.beside(vehicle.key()).filter(|o| o.legs.iter().any(|leg| leg.vehicle == Some(vehicle))) {
            if let Some(clash) = clash(case.diary, &ours, &of_vehicle(other, vehicle)) {
                found.add(Part::Legs, clash.taken(vehicle.key(), other.id));
            }
        }
    }
}

/// The vehicles of a session, each once.
pub(super) fn vehicles(session: &Session) -> impl Iterator<Item = VehicleId> {
    let legs = &session.legs;
    legs.iter()
        .enumerate()
        .filter_map(|(i, leg)| leg.vehicle.filter(|v| !legs[..i].iter().any(|l| l.vehicle == Some(*v))))
}

fn of_vehicle(session: &Session, vehicle: VehicleId) -> Vec<Use<'_>> {
    used(session, vehicle).map(Use::under_way).collect()
}

/// The legs a vehicle is used for.
pub(super) fn used(session: &Session, vehicle: VehicleId) -> impl Iterator<Item = &Leg> {
    session.legs.iter().filter(move |leg| leg.vehicle == Some(vehicle))
}

#[cfg(test)]
mod tests {
    use super::super::testing::Sketch;

    #[test]
    fn a_car_gets_to_the_next_pick_up() {
        Sketch::new().check(
            "vehicle-taken",
            r"
            mon 14:00-15:30 Oak Shah  Amara with Kelly
              out 13:30-13:55 Osei Car1
                                   ^^^^ vehicle-taken: Car1 by C-0002 14:00-14:25, travel 25, free 14:33
            mon 14:30-15:30 Elm Mehta Theo with Rob
              out 14:00-14:25 Lane Car1
                                   ^^^^ vehicle-taken: Car1 by C-0001 13:30-13:55, travel 25, free 14:20
        ",
        );
    }

    #[test]
    fn one_run_has_one_driver() {
        Sketch::new().check(
            "vehicle-taken",
            r"
            mon 14:00-15:30 Oak Shah  Amara with Kelly
              out 13:30-13:55 Osei Car1 run 1
                                   ^^^^ vehicle-taken: Car1 by C-0003 13:20-13:55, free 14:03
            mon 14:00-15:30 Elm Mehta Theo with Rob
              out 13:20-13:55 Osei Car1 run 1
                                   ^^^^ vehicle-taken: Car1 by C-0003 13:20-13:55, free 14:20
            mon 14:00-15:30 Willow Cole Zuri with Mina
              out 13:20-13:55 Lane Car1 run 1
                                   ^^^^ vehicle-taken: Car1 by C-0001 13:30-13:55, free 14:03
                                   ^^^^ vehicle-taken: Car1 by C-0002 13:20-13:55, free 14:03
        ",
        );
    }
}
