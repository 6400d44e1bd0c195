//! The children of a session are those of its arrangement (DOMAIN 2).

use super::*;

pub(super) const RULE: Rule = Rule {
    name: "child-named",
    about: "the children of a session are on its arrangement",
    source: "DOMAIN 2",
    severity: Severity::Block,
    parts: &[Part::Children],
    check,
};

fn check(case: &Case, found: &mut Found) {
    let Some(arrangement) = case.arrangement else { return };
    for child in case.session.children.iter().filter(|child| !arrangement.children.contains(child)) {
        found.add(Part::Children, What::ChildNotNamed { child: *child, arrangement: arrangement.id });
    }
}

#[cfg(test)]
mod tests {
    use super::super::testing::Sketch;

    #[test]
    fn a_child_of_another_family_is_refused() {
        Sketch::new().check(
            "child-named",
            r"
            mon 14:00-15:30 Oak Shah Amara+Theo with Kelly
                                           ^^^^ child-named: ChildNotNamed child Theo, arrangement Amara's
        ",
        );
    }
}
