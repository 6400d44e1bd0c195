//! A journey fits its session: a child is brought by the time they are due and not fetched before the end (DOMAIN 1a,
//! 2). Brought before anyone of ours is there, or fetched after the last has left, is a warning, unless an officer drives.

use super::*;

pub(super) const RULE: Rule = Rule {
    name: "leg-times",
    about: "a child is brought in time and fetched after the end; waiting there without staff is a warning",
    source: "DOMAIN 2",
    severity: Severity::Block,
    parts: &[Part::Legs],
    check,
};

fn check(case: &Case, found: &mut Found) {
    let session = case.session;
    let staffed = session.on_site();
    for leg in &session.legs {
        let direction = leg.direction;
        let alone = leg.officer.is_none();
        match direction {
            Direction::Out => {
                let (at, due) = (leg.arrive, session.stagger.child_arrive);
                if at > due {
                    found.add(Part::Legs, What::LegTime { direction, at, due });
                } else if alone && at < staffed.from {
                    found.warn(Part::Legs, What::LegTime { direction, at, due: staffed.from });
                }
            }
            Direction::Return => {
                let (at, due) = (leg.depart, session.stagger.child_leave);
                if at < due {
                    found.add(Part::Legs, What::LegTime { direction, at, due });
                } else if alone && at > staffed.to {
                    found.warn(Part::Legs, What::LegTime { direction, at, due: staffed.to });
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::testing::Sketch;

    #[test]
    fn brought_in_time_and_fetched_after_the_end() {
        Sketch::new().check(
            "leg-times",
            r"
            mon 14:00-15:30 Oak Shah Amara with Kelly
              out 13:30-14:00 Osei Car1
              back 15:30-16:00 Osei Car1
            tue 14:00-15:30 Oak Shah Amara with Kelly
              out 13:30-14:01 Osei Car1
                  ^^^^^^^^^^^ leg-times: LegTime direction Out, at 14:01, due 14:00
              back 15:29-16:00 Osei Car1
                   ^^^^^^^^^^^ leg-times: LegTime direction Return, at 15:29, due 15:30
        ",
        );
    }

    #[test]
    fn nobody_waits_alone() {
        Sketch::new().check(
            "leg-times",
            r"
            mon 14:00-15:30 Oak Shah Amara with Kelly
              out 13:00-13:30 Osei Car1
                  ^^^^^^^^^^^ leg-times (warns): LegTime direction Out, at 13:30, due 13:45
              back 16:00-16:30 Osei Car1
                   ^^^^^^^^^^^ leg-times (warns): LegTime direction Return, at 16:00, due 15:45
            tue 14:00-15:30 Oak Shah Amara with Kelly
              out 13:00-13:30 Shah
        ",
        );
    }
}
