//! A child is fetched where they live that day and brought back there: after a move the journeys planned from the old
//! address stop the booking until someone has planned them anew (DOMAIN 0.5, 6b.7).

use super::*;

pub(super) const RULE: Rule = Rule {
    name: "leg-home",
    about: "a journey from or to a carer is from or to the carer the child lives with that day",
    source: "DOMAIN 0.5, 6b.7",
    severity: Severity::Block,
    parts: &[Part::Legs],
    check,
};

fn check(case: &Case, found: &mut Found) {
    for leg in case.session.legs.iter().filter(|leg| leg.status != LegStatus::StoodDown) {
        let home = if leg.direction == Direction::Out { &leg.from } else { &leg.to };
        let Place::Carer(carer) = home else { continue };
        for child in &leg.children {
            let lives = case.diary.placement(*child, case.session.date).map(|p| p.carer);
            if let Some(with) = lives.filter(|with| with != carer) {
                found.add(Part::Legs, What::LivesElsewhere { child: *child, with, direction: leg.direction });
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::testing::Sketch;
    use super::super::*;

    #[test]
    fn after_a_move_the_journeys_of_before_are_named() {
        let moved = |day: &str| {
            let from: Day = day.parse().unwrap();
            move |sketch: &Sketch| {
                let (child, carer) = (ChildId(sketch.key("Amara").id), CarerId(sketch.key("Dale").id));
                Placement { child, carer, from: Some(from), ..Placement::default() }.into()
            }
        };
        Sketch::new().with(moved("2026-11-25")).check(
            "leg-home",
            r"
            tue 14:00-15:30 Oak Shah Amara with Kelly
              out 13:30-13:55 Osei Car1
              back 15:30-16:00 Osei Car1
            wed 14:00-15:30 Oak Shah Amara with Kelly
                                     ^^^^^ leg-home: LivesElsewhere child Amara, with Dale, direction Return
              out 13:30-13:55 Osei Car1 from Dale
              back 15:30-16:00 Osei Car1
            wed 16:30-17:30 Elm Mehta Theo with Rob
              out 16:00-16:25 Osei Car1
        ",
        );
    }
}
