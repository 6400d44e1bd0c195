//! An officer is with one family at a time, from the first arrival to the last departure, and drives one car
//! (DOMAIN 3b H1, H6).

use super::uses::{Use, clash, clash_within};
use super::*;

pub(super) const RULE: Rule = Rule {
    name: "officer-taken",
    about: "an officer is with one family at a time, driving and the way between sites counted",
    source: "DOMAIN 3b H1, H6",
    severity: Severity::Block,
    check,
};

fn check(case: &Case, found: &mut Found) {
    for officer in officers(case.session) {
        let ours = of_officer(case.session, officer);
        // In their own session an officer who drives is there when the child is: only two journeys can clash.
        let journeys = &ours[usize::from(case.session.officers.contains(&officer))..];
        if let Some(clash) = clash_within(case.diary, journeys) {
            found.add(Part::Officers, clash.taken(officer.key(), case.session.id));
        }
        for other in &case.others {
            let theirs = of_officer(other, officer);
            if let Some(clash) = clash(case.diary, &ours, &theirs) {
                found.add(Part::Officers, clash.taken(officer.key(), other.id));
            }
        }
    }
}

/// The officers of a session, then those who only drive, each once.
pub(super) fn officers(session: &Session) -> impl Iterator<Item = OfficerId> {
    let named = session.officers.iter().enumerate().filter(|(i, o)| !session.officers[..*i].contains(o));
    let driving = session.legs.iter().enumerate().filter_map(|(i, leg)| {
        let officer = leg.officer?;
        let known = session.officers.contains(&officer) || session.legs[..i].iter().any(|l| l.officer == Some(officer));
        (!known).then_some(officer)
    });
    named.map(|(_, o)| *o).chain(driving)
}

/// The officer on site, then on the road.
fn of_officer(session: &Session, officer: OfficerId) -> Vec<Use<'_>> {
    let there = session.officers.contains(&officer).then(|| Use::at_site(session, session.on_site()));
    let driving = session.legs.iter().filter(|leg| leg.officer == Some(officer)).map(Use::under_way);
    there.into_iter().chain(driving).collect()
}
