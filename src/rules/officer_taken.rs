//! An officer is with one family at a time, from the first arrival to the last departure, and drives one car
//! (DOMAIN 3b H1, H6).

use super::uses::{Use, clash, clash_within};
use super::*;

pub(super) const RULE: Rule = Rule {
    name: "officer-taken",
    about: "an officer is with one family at a time, driving and the way between sites counted",
    source: "DOMAIN 3b H1, H6",
    severity: Severity::Block,
    parts: &[Part::Officers],
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
        for other in case.beside(officer.key()).filter(|o| works(o, officer)) {
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

/// Whether an officer is in a session or drives for it.
fn works(session: &Session, officer: OfficerId) -> bool {
    session.officers.contains(&officer) || session.legs.iter().any(|leg| leg.officer == Some(officer))
}

/// The minutes an officer is bound by a session.
pub(super) fn bound(session: &Session, officer: OfficerId) -> impl Iterator<Item = Span> {
    of_officer(session, officer).into_iter().map(|use_| use_.span)
}

/// The officer on site, from when they came where that was under way, then on the road.
pub(super) fn of_officer(session: &Session, officer: OfficerId) -> Vec<Use<'_>> {
    let whole = session.on_site();
    let came = session.relief.iter().find(|r| r.came == Some(officer)).map_or(whole.from, |r| r.at.max(whole.from));
    let there = session.officers.contains(&officer).then(|| Use::at_site(session, Span::new(came, whole.to)));
    let driving = session.legs.iter().filter(|leg| leg.officer == Some(officer)).map(Use::under_way);
    there.into_iter().chain(driving).collect()
}

#[cfg(test)]
mod tests {
    use super::super::testing::Sketch;

    #[test]
    fn an_officer_stays_until_the_last_has_left() {
        Sketch::new().check(
            "officer-taken",
            r"
            mon 14:00-15:30 Oak Shah Amara with Kelly
                                ^^^^ officer-taken: Shah by C-0002 15:30-16:45, free 16:45
            mon 15:45-16:30 Elm Shah Theo with Rob
                                ^^^^ officer-taken: Shah by C-0001 13:45-15:45, free 15:45
            mon 17:00-18:00 Elm Shah Zuri with Mina
        ",
        );
    }

    #[test]
    fn the_way_between_sites_counts() {
        Sketch::new().check(
            "officer-taken",
            r"
            mon 14:00-15:30 Hall Shah Amara with Kelly
                                 ^^^^ officer-taken: Shah by C-0002 16:00-17:15, travel 25, free 17:40
            mon 16:15-17:00 Oak  Shah Theo with Rob
                                 ^^^^ officer-taken: Shah by C-0001 13:45-15:45, travel 25, free 16:10
        ",
        );
    }

    #[test]
    fn an_officer_who_drives_is_on_the_road() {
        Sketch::new().check(
            "officer-taken",
            r"
            mon 14:00-15:30 Oak Shah  Amara with Kelly
              out 13:30-14:00 Shah
            mon 12:00-13:00 Elm Shah+Mehta Theo with Rob
            mon 16:30-17:30 Elm Cole Zuri with Mina
                                ^^^^ officer-taken: Mehta by C-0004 17:45-18:45, free 18:45
              back 17:30-17:50 Mehta
            mon 18:00-18:30 Oak Mehta Noor with Jo
                                ^^^^^ officer-taken: Mehta by C-0003 17:30-17:50, free 17:58
        ",
        );
    }

    #[test]
    fn nobody_drives_two_cars() {
        Sketch::new().check(
            "officer-taken",
            r"
            mon 14:00-15:30 Oak Shah Amara+Theo with Kelly
                                ^^^^ officer-taken: Shah by C-0001 13:40-13:55, free 14:03
              out 13:30-13:50 Shah for Amara
              out 13:40-13:55 Shah for Theo from Dale
        ",
        );
    }
}
