//! No more visitors at once than the arrangement, or the service, allows (DOMAIN 3a).

use super::*;

pub(super) const RULE: Rule = Rule {
    name: "visitors",
    about: "no more visitors at once than the arrangement allows",
    source: "DOMAIN 3a",
    severity: Severity::Block,
    parts: &[Part::Parties],
    check,
};

fn check(case: &Case, found: &mut Found) {
    let own = case.arrangement.and_then(|a| a.max_visitors).map(u16::from);
    let most = own.unwrap_or(case.settings.visitors);
    let come = case.session.parties.len() as u16;
    if come > most {
        found.add(Part::Parties, What::TooManyVisitors { come, most });
    }
}

#[cfg(test)]
mod tests {
    use super::super::testing::Sketch;
    use super::super::*;

    #[test]
    fn three_are_enough_where_the_arrangement_does_not_say() {
        Sketch::new().check(
            "visitors",
            r"
            mon 14:00-15:30 Oak Shah Amara with Kelly+Rob+Mina
            tue 14:00-15:30 Oak Shah Amara with Kelly+Rob+Mina+Jo
                                                ^^^^^^^^^^^^^^^^^ visitors: TooManyVisitors come 4, most 3
        ",
        );
    }

    #[test]
    fn the_arrangement_may_say() {
        Sketch::new().set("Amara's", |r: &mut Arrangement| r.max_visitors = Some(1)).check(
            "visitors",
            r"
            mon 14:00-15:30 Oak Shah Amara with Kelly+Rob
                                                ^^^^^^^^^ visitors: TooManyVisitors come 2, most 1
        ",
        );
    }
}
