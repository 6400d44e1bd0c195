//! An adult who works then is a warning (DOMAIN 3c S7).

use super::*;

pub(super) const RULE: Rule = Rule {
    name: "at-work",
    about: "a session in an adult's working hours is a warning",
    source: "DOMAIN 3c S7",
    severity: Severity::Warn,
    parts: &[Part::Time],
    check,
};

fn check(case: &Case, found: &mut Found) {
    let there = case.session.adults_on_site();
    for party in case.session.parties.iter().filter_map(|id| case.diary.get::<Party>(*id)) {
        if let Some(shift) = party.works.on(case.session.date).iter().find(|shift| shift.overlaps(there)) {
            found.add(Part::Time, What::AtWork { party: party.id, until: shift.to });
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::testing::Sketch;
    use super::super::*;

    #[test]
    fn a_shift_is_a_warning() {
        Sketch::new().set("Kelly", |p: &mut Party| p.works = "Mon 09:00-14:00".parse().unwrap()).check(
            "at-work",
            r"
            mon 14:00-15:30 Oak Shah Amara with Kelly
                                                ^^^^^ at-work (warns): AtWork party Kelly, until 14:00
            mon 14:15-15:30 Oak Shah Amara with Kelly
        ",
        );
    }
}
