//! Every journey names an adult who takes the child over at its end, and nobody else does (DOMAIN 3b H15): the one it
//! names, at a site an officer of the session, or the family where nobody supervises, at home the carer. That a session
//! has no officer yet is another rule's business.

use super::child_seat::driven;
use super::*;

pub(super) const RULE: Rule = Rule {
    name: "leg-receiver",
    about: "every journey names an adult who takes the child over at its end",
    source: "DOMAIN 3b H15",
    severity: Severity::Block,
    parts: &[Part::Legs],
    check,
};

fn check(case: &Case, found: &mut Found) {
    for leg in case.session.legs.iter().filter(|leg| driven(leg.mode) && leg.status != LegStatus::StoodDown) {
        let known = match leg.to {
            _ if !leg.receiver.is_empty() => true,
            Place::Site(_) => case.session.level.officers() > 0 || !case.session.parties.is_empty(),
            Place::Carer(carer) => case.diary.get::<Carer>(carer).is_some(),
            Place::School(_) | Place::Other(_) => false,
        };
        if !known {
            found.add(Part::Legs, What::NoReceiver { direction: leg.direction });
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::testing::Sketch;

    #[test]
    fn at_a_site_the_officer_at_home_the_carer_elsewhere_somebody_named() {
        Sketch::new().check(
            "leg-receiver",
            r"
            mon 14:00-15:30 Oak Shah Amara with Kelly
              out 13:30-14:00 Osei Car1
              back 15:30-16:00 Osei Car1
            tue 14:00-15:30 Oak Shah Amara with Kelly
              back 15:30-16:00 Osei Car1 to Abbey
                   ^^^^^^^^^^^ leg-receiver: NoReceiver direction Return
            wed 14:00-15:30 Oak - Amara with Kelly
              out 13:30-14:00 Osei Car1
              back 15:30-16:00 carer
            thu 14:00-15:30 @Andrew - Amara with Kelly (unsupervised)
              out 13:30-14:00 Osei Car1
            fri 14:00-15:30 @Andrew - Amara with - (unsupervised)
              out 13:30-14:00 Osei Car1
                  ^^^^^^^^^^^ leg-receiver: NoReceiver direction Out
        ",
        );
    }
}
