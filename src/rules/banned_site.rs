//! An adult does not come to a site they may not enter (DOMAIN 2, banned sites). Indirect contact brings nobody there.

use super::*;

pub(super) const RULE: Rule = Rule {
    name: "banned-site",
    about: "an adult does not come to a site they may not enter",
    source: "DOMAIN 2",
    severity: Severity::Block,
    parts: &[Part::Parties],
    check,
};

fn check(case: &Case, found: &mut Found) {
    let site = case.session.site;
    if case.session.level == SupervisionLevel::Indirect {
        return;
    }
    for party in case.session.parties.iter().filter_map(|id| case.diary.get::<Party>(*id)) {
        if party.banned_sites.contains(&site) {
            found.add(Part::Parties, What::Banned { party: party.id, site });
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::testing::Sketch;
    use super::super::*;

    #[test]
    fn a_banned_adult_comes_to_another_site_or_rings() {
        Sketch::new().set("Kelly", |p: &mut Party| p.banned_sites = vec![SiteId(1)]).check(
            "banned-site",
            r"
            mon 14:00-15:30 Oak Shah Amara with Kelly
                                                ^^^^^ banned-site: Banned party Kelly, site Andrew
            tue 14:00-15:30 Hall Shah Amara with Kelly
            wed 14:00-15:30 @Andrew Shah Amara with Kelly (indirect)
        ",
        );
    }
}
