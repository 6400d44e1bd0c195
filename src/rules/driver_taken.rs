//! A driver or escort makes one journey at a time, the way from its end to the next pick-up counted; a taxi firm as
//! many as it has cars (DOMAIN 3b H1).

use super::uses::{Use, clash, clash_within, same_journey};
use super::*;

pub(super) const RULE: Rule = Rule {
    name: "driver-taken",
    about: "a driver or escort makes one journey at a time, a taxi firm as many as it has cars",
    source: "DOMAIN 3b H1",
    severity: Severity::Block,
    parts: &[Part::Legs],
    check,
};

fn check(case: &Case, found: &mut Found) {
    for driver in drivers(case.session) {
        let cars = case.diary.get::<Driver>(driver).map_or(1, |d| d.cars);
        if cars > 1 {
            firm(case, driver, usize::from(cars), found);
            continue;
        }
        let ours = of_driver(case.session, driver);
        if let Some(clash) = clash_within(case.diary, &ours) {
            found.add(Part::Legs, clash.taken(driver.key(), case.session.id));
        }
        for other in case.beside(driver.key()).filter(|o| o.legs.iter().any(|leg| rides(leg, driver))) {
            if let Some(clash) = clash(case.diary, &ours, &of_driver(other, driver)) {
                found.add(Part::Legs, clash.taken(driver.key(), other.id));
            }
        }
    }
}

/// The drivers and escorts of a session, each once.
pub(super) fn drivers(session: &Session) -> impl Iterator<Item = DriverId> {
    let legs = &session.legs;
    legs.iter().enumerate().flat_map(move |(i, leg)| {
        let escort = leg.escort.filter(|e| leg.driver != Some(*e));
        let new = move |d: &DriverId| !legs[..i].iter().any(|l| rides(l, *d));
        leg.driver.into_iter().chain(escort).filter(new)
    })
}

/// Whether a driver drives or escorts a leg.
fn rides(leg: &Leg, driver: DriverId) -> bool {
    leg.driver == Some(driver) || leg.escort == Some(driver)
}

fn of_driver(session: &Session, driver: DriverId) -> Vec<Use<'_>> {
    ridden(session, driver).map(Use::under_way).collect()
}

/// The legs a driver drives or escorts.
pub(super) fn ridden(session: &Session, driver: DriverId) -> impl Iterator<Item = &Leg> {
    session.legs.iter().filter(move |leg| rides(leg, driver))
}

/// A firm with several cars: every session on the road with ours at a minute when more cars are asked for than it has;
/// ours itself if it alone asks for too many.
fn firm(case: &Case, driver: DriverId, cars: usize, found: &mut Found) {
    let ours: Vec<&Leg> = ridden(case.session, driver).collect();
    // only what is on the road together with ours matters
    let meets = |leg: &&Leg| ours.iter().any(|our| our.span().overlaps(leg.span()));
    let near = |s: &&Session| s.legs.iter().any(|leg| rides(leg, driver) && meets(&leg));
    let others: Vec<&Session> = case.beside(driver.key()).filter(near).collect();
    let sessions = || std::iter::once(case.session).chain(others.iter().copied());
    let all: Vec<&Leg> = sessions().flat_map(|s| ridden(s, driver)).filter(meets).collect();
    // the most cars are on the road just as some leg begins
    let crowded: Vec<Minute> = all.iter().map(|leg| leg.depart).filter(|at| journeys(&all, *at) > cars).collect();
    for session in sessions() {
        let theirs: Vec<&Leg> = ridden(session, driver).collect();
        let least = if session.id == case.session.id { cars } else { 0 };
        let busy = |at: &&Minute| journeys(&ours, **at) > 0 && journeys(&theirs, **at) > least;
        let Some(at) = crowded.iter().find(busy) else { continue };
        let Some(leg) = theirs.iter().find(|leg| under_way(leg, *at)) else { continue };
        let (during, free_from) = (leg.span(), leg.arrive);
        let what = What::Taken { who: driver.key(), by: session.id, during, gap: Gap::None, gap_min: 0, free_from };
        found.add(Part::Legs, what);
    }
}

fn under_way(leg: &Leg, at: Minute) -> bool {
    leg.depart <= at && at < leg.arrive
}

/// Cars on the road at a minute.
fn journeys(legs: &[&Leg], at: Minute) -> usize {
    let now: Vec<&Leg> = legs.iter().copied().filter(|leg| under_way(leg, at)).collect();
    now.iter().enumerate().filter(|(i, leg)| !now[..*i].iter().any(|before| same_journey(before, leg))).count()
}

#[cfg(test)]
mod tests {
    use super::super::testing::Sketch;

    #[test]
    fn a_driver_gets_to_the_next_pick_up() {
        Sketch::new().check(
            "driver-taken",
            r"
            mon 14:00-15:30 Oak Shah  Amara with Kelly
              out 13:30-13:55 Osei Car1
                              ^^^^ driver-taken: Osei by C-0002 14:00-14:25, travel 25, free 14:33
            mon 14:30-15:30 Elm Mehta Theo with Rob
              out 14:00-14:25 Osei Car2
                              ^^^^ driver-taken: Osei by C-0001 13:30-13:55, travel 25, free 14:20
        ",
        );
    }

    #[test]
    fn one_run_is_one_journey() {
        Sketch::new().check(
            "driver-taken",
            r"
            mon 14:00-15:30 Oak Shah  Amara with Kelly
              out 13:30-13:55 Osei Car1 run 1
                              ^^^^ driver-taken: Osei by C-0003 13:20-13:55, free 14:03
            mon 14:00-15:30 Elm Mehta Theo with Rob
              out 13:20-13:55 Osei Car1 run 1
                              ^^^^ driver-taken: Osei by C-0003 13:20-13:55, free 14:20
            mon 14:00-15:30 Willow Cole Zuri with Mina
              out 13:20-13:55 Osei Car1 run 2
                              ^^^^ driver-taken: Osei by C-0001 13:30-13:55, free 14:03
                              ^^^^ driver-taken: Osei by C-0002 13:20-13:55, free 14:03
        ",
        );
    }

    #[test]
    fn an_escort_rides_in_one_car() {
        Sketch::new().check(
            "driver-taken",
            r"
            mon 14:00-15:30 Oak Shah  Amara with Kelly
              out 13:30-13:55 Osei Car1 escort Webb
                                               ^^^^ driver-taken: Webb by C-0002 13:30-13:55, free 14:03
            mon 14:00-15:30 Elm Mehta Theo with Rob
              out 13:30-13:55 Lane Car2 escort Webb
                                               ^^^^ driver-taken: Webb by C-0001 13:30-13:55, free 14:20
        ",
        );
    }

    #[test]
    fn a_firm_sends_as_many_cars_as_it_has() {
        Sketch::new().check(
            "driver-taken",
            r"
            mon 14:00-15:30 Oak Shah  Amara with Kelly
              out 13:30-13:55 Swift taxi
            mon 14:00-15:30 Elm Mehta Theo with Rob
              out 13:20-13:50 Swift taxi
            mon 16:00-17:30 Elm Mehta Noor with Jo
              out 13:50-14:05 Swift taxi
            tue 14:00-15:30 Oak Shah  Amara with Kelly
              out 13:30-13:55 Swift taxi
                              ^^^^^ driver-taken: Swift by C-0005 13:20-13:50, free 13:50
                              ^^^^^ driver-taken: Swift by C-0006 13:40-13:50, free 13:50
            tue 14:00-15:30 Elm Mehta Theo with Rob
              out 13:20-13:50 Swift taxi
                              ^^^^^ driver-taken: Swift by C-0004 13:30-13:55, free 13:55
                              ^^^^^ driver-taken: Swift by C-0006 13:40-13:50, free 13:50
            tue 14:00-15:30 Willow Cole Zuri with Mina
              out 13:40-13:50 Swift taxi
                              ^^^^^ driver-taken: Swift by C-0004 13:30-13:55, free 13:55
                              ^^^^^ driver-taken: Swift by C-0005 13:20-13:50, free 13:50
        ",
        );
    }
}
