//! A session happens at a site the arrangement allows (DOMAIN 2, permitted venues).

use super::*;

pub(super) const RULE: Rule = Rule {
    name: "site-permitted",
    about: "a session happens at a site its arrangement allows",
    source: "DOMAIN 2",
    severity: Severity::Block,
    parts: &[Part::Site],
    check,
};

fn check(case: &Case, found: &mut Found) {
    let Some(arrangement) = case.arrangement else { return };
    let site = case.session.site;
    if !arrangement.sites.is_empty() && !arrangement.sites.contains(&site) {
        found.add(Part::Site, What::SiteNotPermitted { site, arrangement: arrangement.id });
    }
}

#[cfg(test)]
mod tests {
    use super::super::testing::Sketch;
    use super::super::*;

    #[test]
    fn a_site_not_on_the_list_is_refused() {
        Sketch::new().set("Amara's", |a: &mut Arrangement| a.sites = vec![SiteId(1)]).check(
            "site-permitted",
            r"
            mon 14:00-15:30 Oak Shah Amara with Kelly
            tue 14:00-15:30 Hall Shah Amara with Kelly
                            ^^^^ site-permitted: SiteNotPermitted site Mayfield, arrangement Amara's
            tue 14:00-15:30 Hall Shah Theo with Rob
        ",
        );
    }
}
