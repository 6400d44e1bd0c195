//! A long journey has its breaks: twenty minutes in every two hours of driving (DOMAIN 3a).

use super::*;

pub(super) const RULE: Rule = Rule {
    name: "long-journey",
    about: "a long journey leaves time for its breaks",
    source: "DOMAIN 3a",
    severity: Severity::Warn,
    parts: &[Part::Legs],
    check,
};

fn check(case: &Case, found: &mut Found) {
    let (every, rest) = (case.settings.drive_break_after_min.max(1), case.settings.drive_break_min);
    for leg in case.session.legs.iter().filter(|leg| leg.status != LegStatus::StoodDown) {
        let driving = case.diary.place_minutes(&leg.from, &leg.to);
        // a break at the very end is none
        let breaks = driving.saturating_sub(1) / every;
        let needed = driving + breaks * rest;
        if breaks > 0 && leg.span().minutes() < needed {
            let minutes = leg.span().minutes();
            found.add(Part::Legs, What::LongJourney { direction: leg.direction, minutes, needed });
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::testing::Sketch;
    use super::super::*;

    #[test]
    fn more_than_two_hours_of_driving_take_a_break() {
        Sketch::new().set("way", |t: &mut Travel| t.minutes = 130).check(
            "long-journey",
            r"
            mon 14:00-15:30 Hall Shah Amara with Kelly
              out 11:30-14:00 Osei Car1
              back 15:30-17:45 Osei Car1
                   ^^^^^^^^^^^ long-journey (warns): LongJourney direction Return, minutes 135, needed 150
            tue 14:00-15:30 Hall Shah Theo with Rob
              out 13:45-14:00 Osei Car1
        ",
        );
    }
}
