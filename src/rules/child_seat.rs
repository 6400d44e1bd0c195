//! Every child we drive has a seat that fits, taxis too (DOMAIN 3b H12): rear-facing to 15 months, forward-facing under
//! four years, a booster until twelve years or 135 cm, and a wheelchair place where one is used. The seats of a car serve
//! everyone who is aboard at once, whosever session they go to. The carer's own car and walking are not checked.

use super::uses::journey;
use super::*;

pub(super) const RULE: Rule = Rule {
    name: "child-seat",
    about: "every child we drive, in taxis too, has a seat that fits by age and height; no height on file is a warning",
    source: "DOMAIN 3b H12",
    severity: Severity::Block,
    parts: &[Part::Children, Part::Legs],
    check,
};

/// The seat a child needs on a day. Without a date of birth the height decides, without both it is a booster.
pub fn seat_needed(child: &Child, day: Day, settings: &Settings) -> SeatKind {
    let tall = child.height_cm.is_some_and(|cm| cm >= settings.seat_cm);
    match child.dob.map(|born| months(born, day)) {
        _ if child.wheelchair => SeatKind::Wheelchair,
        Some(..15) => SeatKind::Infant,
        Some(..48) => SeatKind::Toddler,
        Some(months) if months >= i32::from(settings.seat_age) * 12 => SeatKind::Belt,
        _ if tall => SeatKind::Belt,
        None if child.height_cm.is_some_and(|cm| cm < 75) => SeatKind::Infant,
        None if child.height_cm.is_some_and(|cm| cm < 100) => SeatKind::Toddler,
        _ => SeatKind::Booster,
    }
}

/// Whole months from a birth to a day.
fn months(born: Day, day: Day) -> i32 {
    let ((y, m, d), (y2, m2, d2)) = (born.ymd(), day.ymd());
    (y2 - y) * 12 + i32::from(m2) - i32::from(m) - i32::from(d2 < d)
}

/// Whether we, or a firm for us, drive: seats, drivers and escorts are then ours to see to.
pub(super) fn driven(mode: Transport) -> bool {
    !matches!(mode, Transport::Carer | Transport::Public)
}

fn check(case: &Case, found: &mut Found) {
    let legs = || case.session.legs.iter().filter(|leg| driven(leg.mode));
    for leg in legs() {
        // the car is fullest just as some child gets in
        let stops = journey(case, leg).map(|l| l.depart).filter(|at| leg.depart <= *at && *at < leg.arrive);
        if let Some(without) = stops.map(|at| shortage(case, leg, at)).find(|without| !without.is_empty()) {
            for what in without {
                found.add(Part::Legs, what);
            }
        }
    }
    for child in &case.session.children {
        let guessed = case.diary.get::<Child>(*child).is_some_and(|c| {
            c.height_cm.is_none() && seat_needed(c, case.session.date, case.settings) == SeatKind::Booster
        });
        if guessed && legs().any(|leg| leg.children.contains(child)) {
            found.warn(Part::Children, What::NoHeight { child: *child });
        }
    }
}

/// The children of one leg who have no seat at a minute of its journey; the last named first.
fn shortage(case: &Case, leg: &Leg, at: Minute) -> Vec<What> {
    let aboard: Vec<&Leg> = journey(case, leg).filter(|l| l.depart <= at && at < l.arrive).collect();
    let vehicle = leg.vehicle.and_then(|id| case.diary.get::<Vehicle>(id));
    let seat = |id: &ChildId| {
        let child = case.diary.get::<Child>(*id);
        child.map_or(SeatKind::Booster, |c| seat_needed(c, case.session.date, case.settings))
    };
    let children = || aboard.iter().flat_map(|l| &l.children);
    let mut without = Vec::new();
    let mut short = |kind: SeatKind, need: usize, has: u16, ours: &mut dyn Iterator<Item = ChildId>| {
        let missing = need.saturating_sub(usize::from(has));
        without.extend(ours.take(missing).map(|child| What::NoSeat { child, seat: kind, vehicle: leg.vehicle, has }));
    };
    for kind in SeatKind::ALL.iter().copied().filter(|kind| *kind != SeatKind::Belt) {
        let has = aboard.iter().map(|l| of_kind(l.seats, kind)).chain(vehicle.map(|v| of_kind(v.seats, kind))).max();
        let mut ours = leg.children.iter().rev().copied().filter(|c| seat(c) == kind);
        short(kind, children().filter(|c| seat(c) == kind).count(), u16::from(has.unwrap_or(0)), &mut ours);
    }
    if let Some(vehicle) = vehicle {
        let escorts = aboard
            .iter()
            .enumerate()
            .filter(|(i, l)| l.escort.is_some() && !aboard[..*i].iter().any(|before| before.escort == l.escort));
        let people = children().count() + escorts.count();
        short(SeatKind::Belt, people, u16::from(vehicle.capacity), &mut leg.children.iter().rev().copied());
    }
    without
}

fn of_kind(seats: Seats, kind: SeatKind) -> u8 {
    match kind {
        SeatKind::Infant => seats.infant,
        SeatKind::Toddler => seats.toddler,
        SeatKind::Booster => seats.booster,
        SeatKind::Belt => seats.belt,
        SeatKind::Wheelchair => seats.wheelchair,
    }
}

#[cfg(test)]
mod tests {
    use super::super::testing::Sketch;
    use super::super::*;

    #[test]
    fn a_car_has_a_seat_for_everyone_aboard() {
        Sketch::new().set("Car2", |v: &mut Vehicle| v.seats.booster = 1).check(
            "child-seat",
            r"
            mon 14:00-15:30 Oak Shah Amara+Theo with Kelly
              out 13:30-13:55 Osei Car1
            tue 14:00-15:30 Oak Shah Amara+Theo with Kelly
                                           ^^^^ child-seat: NoSeat child Theo, seat Booster, vehicle Some(Car2), has 1
              out 13:30-13:55 Osei Car2
            wed 14:00-15:30 Oak Shah Amara with Kelly
                                     ^^^^^ child-seat: NoSeat child Amara, seat Booster, vehicle Some(Car2), has 1
              out 13:30-13:55 Osei Car2 run 1
            wed 14:00-15:30 Elm Mehta Theo with Rob
                                      ^^^^ child-seat: NoSeat child Theo, seat Booster, vehicle Some(Car2), has 1
              out 13:20-13:55 Osei Car2 run 1
            thu 14:00-15:30 Oak Shah Amara with Kelly
              out 13:00-13:20 Osei Car2 run 1
            thu 14:00-15:30 Elm Mehta Theo with Rob
              out 13:20-13:55 Osei Car2 run 1
        ",
        );
    }

    #[test]
    fn a_taxi_brings_the_seat_along() {
        Sketch::new().check(
            "child-seat",
            r"
            mon 14:00-15:30 Oak Shah Amara with Kelly
                                     ^^^^^ child-seat: NoSeat child Amara, seat Booster, vehicle None, has 0
              out 13:30-13:55 Swift taxi
            tue 14:00-15:30 Oak Shah Amara with Kelly
              out 13:30-13:55 Swift taxi booster
            wed 14:00-15:30 Oak Shah Amara with Kelly
              out 13:30-13:55 carer
        ",
        );
    }

    #[test]
    fn age_goes_before_height_and_a_missing_height_warns() {
        Sketch::new()
            .set("Amara", |c: &mut Child| c.height_cm = None)
            .set("Theo", |c: &mut Child| c.height_cm = Some(135))
            .set("Zuri", |c: &mut Child| c.dob = Some("2025-08-23".parse().unwrap()))
            .set("Noor", |c: &mut Child| c.dob = Some("2025-08-24".parse().unwrap()))
            .check(
                "child-seat",
                r"
            mon 14:00-15:30 Oak Shah Amara with Kelly
                                     ^^^^^ child-seat (warns): NoHeight child Amara
              out 13:30-13:55 Swift taxi booster
            mon 14:00-15:30 Oak Shah Theo with Rob
              out 13:30-13:55 Swift taxi
            mon 14:00-15:30 Oak Shah Zuri with Mina
                                     ^^^^ child-seat: NoSeat child Zuri, seat Toddler, vehicle None, has 0
              out 13:30-13:55 Swift taxi
            mon 14:00-15:30 Oak Shah Noor with Jo
                                     ^^^^ child-seat: NoSeat child Noor, seat Infant, vehicle None, has 0
              out 13:30-13:55 Swift taxi
        ",
            );
    }

    #[test]
    fn an_escort_takes_a_seat_and_a_wheelchair_its_place() {
        Sketch::new()
            .set("Car1", |v: &mut Vehicle| v.capacity = 1)
            .set("Theo", |c: &mut Child| c.wheelchair = true)
            .check(
                "child-seat",
                r"
            mon 14:00-15:30 Oak Shah Amara with Kelly
                                     ^^^^^ child-seat: NoSeat child Amara, seat Belt, vehicle Some(Car1), has 1
              out 13:30-13:55 Osei Car1 escort Webb
            mon 14:00-15:30 Elm Mehta Theo with Rob
                                      ^^^^ child-seat: NoSeat child Theo, seat Wheelchair, vehicle Some(Car2), has 0
              out 13:30-13:55 Lane Car2
        ",
            );
    }
}
