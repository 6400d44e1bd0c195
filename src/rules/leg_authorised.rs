//! A child travels as the arrangement says, or somebody has authorised another way (DOMAIN 3b H14): the requester stated
//! the needs of that journey with the arrangement, and a car that was not asked for was not thought about. An arrangement
//! that leaves the journeys to the carer says nothing of cars.

use super::child_seat::driven;
use super::*;

pub(super) const RULE: Rule = Rule {
    name: "leg-authorised",
    about: "a journey other than the arrangement's is authorised by somebody",
    source: "DOMAIN 3b H14",
    severity: Severity::Warn,
    parts: &[Part::Legs],
    check,
};

fn check(case: &Case, found: &mut Found) {
    let Some(arrangement) = case.arrangement else { return };
    let open = |leg: &&Leg| driven(leg.mode) && leg.authorised_by.is_empty() && leg.status != LegStatus::StoodDown;
    for leg in case.session.legs.iter().filter(open) {
        let planned = |child: &&ChildId| {
            let own = arrangement.transport_for.iter().find(|t| t.child == **child).map(|t| t.how);
            let how = own.unwrap_or(arrangement.transport);
            how == leg.mode || !driven(how)
        };
        if let Some(child) = leg.children.iter().find(|child| !planned(child)) {
            let (child, mode, direction) = (*child, leg.mode, leg.direction);
            found.add(Part::Legs, What::NotAuthorised { child, mode, direction });
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::testing::Sketch;
    use super::super::*;

    #[test]
    fn another_car_than_the_arrangements_is_asked_about() {
        let sketch = Sketch::new().set("Amara's", |a: &mut Arrangement| {
            a.transport = Transport::Council;
            a.transport_for = vec![ChildTransport { child: ChildId(9), how: Transport::Taxi }];
        });
        sketch.check(
            "leg-authorised",
            r"
            mon 14:00-15:30 Oak Shah Amara with Kelly
                                     ^^^^^ leg-authorised (warns): NotAuthorised child Amara, mode Taxi, direction Return
              out 13:30-14:00 Osei Car1
              back 15:30-16:00 Swift taxi
            tue 14:00-15:30 Oak Shah Amara with Kelly
              out 13:30-14:00 carer
        ",
        );
    }
}
