//! An officer who is away, for the day or part of it, is not there (DOMAIN 2, leave and sickness).

use super::officer_taken::{bound, officers};
use super::*;

pub(super) const RULE: Rule = Rule {
    name: "officer-away",
    about: "an officer who is on leave, sick or elsewhere is not booked",
    source: "DOMAIN 2",
    severity: Severity::Block,
    parts: &[Part::Officers],
    check,
};

fn check(case: &Case, found: &mut Found) {
    for officer in officers(case.session) {
        away(case, officer.key(), Part::Officers, || bound(case.session, officer), found);
    }
}

/// Notes every absence of someone that falls into the minutes they are bound.
pub(super) fn away<I: Iterator<Item = Span>>(
    case: &Case,
    who: Key,
    part: Part,
    bound: impl Fn() -> I,
    found: &mut Found,
) {
    for absence in case.diary.dated::<Absence>(who, case.session.date).filter(|a| a.days.hold(case.session.date)) {
        let time = absence.time.unwrap_or(Span::DAY);
        if bound().any(|span| span.overlaps(time)) {
            let (absence, last, until) = (absence.id, absence.days.last, time.to);
            found.add(part, What::Away { who, absence, last, until });
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::testing::Sketch;
    use super::super::*;

    #[test]
    fn an_officer_is_away_for_part_of_the_day() {
        Sketch::new()
            .with(|w| {
                let days = "2026-11-23 to 2026-11-24".parse().unwrap();
                let time = Some("09:00-14:00".parse().unwrap());
                Absence { who: Some(w.key("Shah")), days, time, ..Absence::default() }.into()
            })
            .check(
                "officer-away",
                r"
            mon 14:00-15:30 Oak Shah Amara with Kelly
                                ^^^^ officer-away: Away who Shah, absence the absence, last 2026-11-24, until 14:00
            mon 14:15-15:30 Oak Shah Amara with Kelly
            mon 14:15-15:30 Oak Mehta Theo with Rob
                                ^^^^^ officer-away: Away who Shah, absence the absence, last 2026-11-24, until 14:00
              out 13:30-14:00 Shah
            wed 10:00-11:30 Oak Shah Amara with Kelly
        ",
            );
    }
}
