//! A child or adult is in one session at a time, the journeys of a child and the way between sites counted
//! (DOMAIN 3b H1).

use super::uses::{Use, clash, clash_within};
use super::*;

pub(super) const RULE: Rule = Rule {
    name: "person-taken",
    about: "a child or adult is in one place at a time, arriving, leaving, journeys and the way between sites counted",
    source: "DOMAIN 3b H1",
    severity: Severity::Block,
    check,
};

fn check(case: &Case, found: &mut Found) {
    for child in &case.session.children {
        let ours = of_child(case.session, *child);
        if let Some(clash) = clash_within(case.diary, &ours[1..]) {
            found.add(Part::Children, clash.taken(child.key(), case.session.id));
        }
        for other in case.others.iter().filter(|o| o.children.contains(child)) {
            if let Some(clash) = clash(case.diary, &ours, &of_child(other, *child)) {
                found.add(Part::Children, clash.taken(child.key(), other.id));
            }
        }
    }
    for party in &case.session.parties {
        for other in case.others.iter().filter(|o| o.parties.contains(party)) {
            if let Some(clash) = clash(case.diary, &[of_adults(case.session)], &[of_adults(other)]) {
                found.add(Part::Parties, clash.taken(party.key(), other.id));
            }
        }
    }
}

/// The child on site, then on its journeys.
fn of_child(session: &Session, child: ChildId) -> Vec<Use<'_>> {
    let journeys = session.legs.iter().filter(|leg| leg.children.contains(&child)).map(Use::under_way);
    std::iter::once(Use::at_site(session, session.children_on_site())).chain(journeys).collect()
}

fn of_adults(session: &Session) -> Use<'_> {
    Use::at_site(session, session.adults_on_site())
}
