//! Setting up, clearing away, driving and a break fit into the hours an officer works that day (DOMAIN 3c S10, 5b).
//! Writing up can wait for another day of the week, and is counted there: officer-week.

use super::*;

pub(super) const RULE: Rule = Rule {
    name: "officer-load",
    about: "an officer's day, with setting up, travel and a break, fits into their hours",
    source: "DOMAIN 3c S10, 5b",
    severity: Severity::Warn,
    parts: &[Part::Officers],
    check,
};

fn check(case: &Case, found: &mut Found) {
    for id in officer_taken::officers(case.session) {
        let day = || std::iter::once(case.session).chain(case.beside(id.key()));
        let Some(hours) = case.diary.get::<Officer>(id).and_then(|o| case.diary.at_work(o, case.session.date)) else {
            continue;
        };
        // who does not work that day at all is another rule's business
        let hours_min = spans::minutes(&hours) as u16;
        let duty_min = if hours_min == 0 { 0 } else { duty::planned(case.diary, id, day()).cannot_wait() };
        if duty_min > hours_min {
            found.add(Part::Officers, What::LongDay { officer: id, duty_min, hours_min });
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::testing::Sketch;
    use super::super::*;

    #[test]
    fn travel_and_a_break_are_work_too() {
        Sketch::new().set("Shah", |o: &mut Officer| o.hours = "Mon-Tue 09:30-14:30".parse().unwrap()).check(
            "officer-load",
            r"
            mon 09:30-11:00 Oak  Shah Amara with Kelly
                                 ^^^^ officer-load (warns): LongDay officer Shah, duty_min 320, hours_min 300
            mon 12:30-14:00 Hall Shah Theo with Rob
                                 ^^^^ officer-load (warns): LongDay officer Shah, duty_min 320, hours_min 300
            tue 09:30-11:00 Oak  Shah Amara with Kelly
            tue 12:30-14:00 Elm  Shah Theo with Rob
            wed 12:30-14:00 Elm  Shah Theo with Rob
        ",
        );
    }
}
