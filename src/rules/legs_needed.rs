//! A child who does not come with the carer or on foot has a journey each way (DOMAIN 0.1). A warning: the journeys are
//! often planned after the time is agreed.

use super::child_seat::driven;
use super::*;

pub(super) const RULE: Rule = Rule {
    name: "legs-needed",
    about: "a child whom the arrangement has us drive has a journey each way, or it is a warning",
    source: "DOMAIN 0.1, 3b H14",
    severity: Severity::Warn,
    parts: &[Part::Legs],
    check,
};

fn check(case: &Case, found: &mut Found) {
    let session = case.session;
    let Some(arrangement) = case.arrangement.filter(|_| session.level != SupervisionLevel::Indirect) else { return };
    for child in session.children_there().iter().filter(|child| driven(arrangement.transport_of(**child))) {
        for direction in Direction::ALL {
            if !session.legs.iter().any(|leg| leg.direction == *direction && leg.children.contains(child)) {
                found.add(Part::Legs, What::NoLeg { child: *child, direction: *direction });
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::testing::Sketch;
    use super::super::*;

    #[test]
    fn a_journey_each_way() {
        Sketch::new().set("Amara's", |a: &mut Arrangement| a.transport = Transport::Council).check(
            "legs-needed",
            r"
            mon 14:00-15:30 Oak Shah Amara with Kelly
                                     ^^^^^ legs-needed (warns): NoLeg child Amara, direction Return
              out 13:30-14:00 Osei Car1
            tue 14:00-15:30 Oak Shah Amara with Kelly
              out 13:30-14:00 Osei Car1
              back 15:30-16:00 carer
            wed 14:00-15:30 Oak Shah Theo with Rob
            wed 14:00-15:30 Oak Shah Amara with Kelly (indirect)
        ",
        );
    }
}
