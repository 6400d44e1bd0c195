//! A child under eleven does not ride with only a driver (DOMAIN 3a). The escort of any leg of the journey is there for
//! all of it; an officer who drives is company enough.

use super::child_seat::driven;
use super::uses::journey;
use super::*;

pub(super) const RULE: Rule = Rule {
    name: "escort",
    about: "a young child who rides with only a driver is a warning",
    source: "DOMAIN 3a, 3b H13",
    severity: Severity::Warn,
    parts: &[Part::Legs],
    check,
};

fn check(case: &Case, found: &mut Found) {
    let young = |id: &&ChildId| {
        let born = case.diary.get::<Child>(**id).and_then(|c| c.dob);
        born.is_some_and(|born| born.age_on(case.session.date) < i32::from(case.settings.escort_age))
    };
    for leg in case.session.legs.iter().filter(|leg| driven(leg.mode) && leg.mode != Transport::OfficerCar) {
        if leg.driver.is_none() || journey(case, leg).any(|l| l.escort.is_some()) {
            continue;
        }
        for child in leg.children.iter().filter(young) {
            found.add(Part::Legs, What::NoEscort { child: *child, direction: leg.direction });
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::testing::Sketch;
    use super::super::*;

    #[test]
    fn a_young_child_does_not_ride_with_only_a_driver() {
        Sketch::new().set("Theo", |c: &mut Child| c.dob = Some("2015-11-23".parse().unwrap())).check(
            "escort",
            r"
            mon 14:00-15:30 Oak Shah Amara+Theo with Kelly
                                     ^^^^^ escort (warns): NoEscort child Amara, direction Out
              out 13:30-14:00 Osei Car1
              back 15:30-16:00 Shah
            tue 14:00-15:30 Oak Shah Amara with Kelly
              out 13:30-14:00 Osei Car1 escort Webb
              back 15:30-16:00 carer
            wed 14:00-15:30 Oak Shah Amara with Kelly
              out 13:30-14:00 Osei Car1 run 1
            wed 14:00-15:30 Elm Mehta Noor with Jo
              out 13:30-14:00 Osei Car1 run 1 escort Webb
        ",
        );
    }
}
