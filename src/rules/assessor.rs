//! An observed parenting assessment has somebody who assesses.

use super::*;

pub(super) const RULE: Rule = Rule {
    name: "assessor",
    about: "an assessment says who assesses, or it is a warning",
    source: "DOMAIN 2",
    severity: Severity::Warn,
    parts: &[Part::Session],
    check,
};

fn check(case: &Case, found: &mut Found) {
    if case.session.sort == SessionSort::Assessment && case.session.assessor.is_empty() {
        found.add(Part::Session, What::NoAssessor);
    }
}

#[cfg(test)]
mod tests {
    use super::super::testing::Sketch;

    #[test]
    fn somebody_assesses() {
        Sketch::new().check(
            "assessor",
            r"
            mon 14:00-15:30 Oak Shah Amara with Kelly
            tue 14:00-15:30 Oak Shah Amara with Kelly (assessment)
                ^^^^^^^^^^^ assessor (warns): NoAssessor
        ",
        );
    }
}
