//! A journey that we see to names who drives: a driver or firm, or the officer with the officer's car (DOMAIN 2). A
//! warning, as for a journey that is missing altogether.

use super::child_seat::driven;
use super::*;

pub(super) const RULE: Rule = Rule {
    name: "driver-named",
    about: "a journey that we see to names its driver, or it is a warning",
    source: "DOMAIN 2",
    severity: Severity::Warn,
    parts: &[Part::Legs],
    check,
};

fn check(case: &Case, found: &mut Found) {
    for leg in case.session.legs.iter().filter(|leg| driven(leg.mode)) {
        let named = if leg.mode == Transport::OfficerCar { leg.officer.is_some() } else { leg.driver.is_some() };
        if !named {
            found.add(Part::Legs, What::NoDriver { direction: leg.direction });
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::testing::Sketch;

    #[test]
    fn who_drives_is_said() {
        Sketch::new().check(
            "driver-named",
            r"
            mon 14:00-15:30 Oak Shah Amara with Kelly
              out 13:30-14:00 Car1
                  ^^^^^^^^^^^ driver-named (warns): NoDriver direction Out
              back 15:30-16:00 carer
            tue 14:00-15:30 Oak Shah Amara with Kelly
              out 13:30-14:00 Shah
              back 15:30-16:00 taxi
                   ^^^^^^^^^^^ driver-named (warns): NoDriver direction Return
        ",
        );
    }
}
