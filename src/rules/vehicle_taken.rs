//! A vehicle makes one journey at a time, the way from its end to the next pick-up counted (DOMAIN 3b H1).

use super::uses::{Use, clash, clash_within};
use super::*;

pub(super) const RULE: Rule = Rule {
    name: "vehicle-taken",
    about: "a vehicle makes one journey at a time, the way to the next pick-up counted",
    source: "DOMAIN 3b H1",
    severity: Severity::Block,
    check,
};

fn check(case: &Case, found: &mut Found) {
    for vehicle in vehicles(case.session) {
        let ours = of_vehicle(case.session, vehicle);
        if let Some(clash) = clash_within(case.diary, &ours) {
            found.add(Part::Legs, clash.taken(vehicle.key(), case.session.id));
        }
        for other in &case.others {
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
    session.legs.iter().filter(|leg| leg.vehicle == Some(vehicle)).map(Use::under_way).collect()
}
