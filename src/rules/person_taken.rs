//! A child or adult is in one session at a time, the journeys of a child and the way between sites counted
//! (DOMAIN 3b H1).

use super::uses::{Use, clash, clash_within};
use super::*;

pub(super) const RULE: Rule = Rule {
    name: "person-taken",
    about: "a child or adult is in one place at a time, arriving, leaving, journeys and the way between sites counted",
    source: "DOMAIN 3b H1",
    severity: Severity::Block,
    parts: &[Part::Children, Part::Parties],
    check,
};

fn check(case: &Case, found: &mut Found) {
    for child in case.session.children_there() {
        let ours = of_child(case.session, *child);
        if let Some(clash) = clash_within(case.diary, &ours[1..]) {
            found.add(Part::Children, clash.taken(child.key(), case.session.id));
        }
        for other in case.beside(child.key()).filter(|o| o.children_there().contains(child)) {
            if let Some(clash) = clash(case.diary, &ours, &of_child(other, *child)) {
                found.add(Part::Children, clash.taken(child.key(), other.id));
            }
        }
    }
    for party in &case.session.parties {
        for other in case.beside(party.key()).filter(|o| o.parties.contains(party)) {
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

#[cfg(test)]
mod tests {
    use super::super::testing::Sketch;

    #[test]
    fn a_child_is_with_one_family_at_a_time() {
        Sketch::new().check(
            "person-taken",
            r"
            mon 14:00-15:30 Oak Shah  Amara with Kelly
                                      ^^^^^ person-taken: Amara by C-0002 15:00-16:30, free 16:30
            mon 15:00-16:30 Elm Mehta Amara with Rob
                                      ^^^^^ person-taken: Amara by C-0001 14:00-15:30, free 15:30
        ",
        );
    }

    #[test]
    fn the_way_between_sites_counts() {
        Sketch::new().check(
            "person-taken",
            r"
            mon 14:00-15:30 Oak  Shah  Amara with Kelly
                                       ^^^^^ person-taken: Amara by C-0002 15:50-16:30, travel 25, free 16:55
            mon 15:50-16:30 Hall Mehta Amara with Rob
                                       ^^^^^ person-taken: Amara by C-0001 14:00-15:30, travel 25, free 15:55
            mon 17:00-18:00 Oak  Shah  Amara with Mina
        ",
        );
    }

    #[test]
    fn a_child_on_the_way_home_is_in_no_other_session() {
        Sketch::new().check(
            "person-taken",
            r"
            mon 14:00-15:30 Oak Shah  Amara with Kelly
                                      ^^^^^ person-taken: Amara by C-0002 16:00-17:00, free 17:00
              back 15:30-16:10 Osei Car1
            mon 16:00-17:00 Elm Mehta Amara with Rob
                                      ^^^^^ person-taken: Amara by C-0001 15:30-16:10, free 16:18
        ",
        );
    }

    #[test]
    fn a_journey_from_one_session_to_the_next_is_the_way() {
        Sketch::new().check(
            "person-taken",
            r"
            mon 14:00-15:30 Oak  Shah  Amara with Kelly
              back 15:30-15:50 Osei Car1 to Mayfield
            mon 15:50-17:00 Hall Mehta Amara with Rob
        ",
        );
    }

    #[test]
    fn an_adult_who_has_not_left_cannot_have_arrived() {
        Sketch::new().check(
            "person-taken",
            r"
            mon 14:00-15:30 Oak Shah  Amara with Kelly
                                                 ^^^^^ person-taken: Kelly by C-0002 15:15-16:45, free 16:45
            mon 15:30-16:30 Elm Mehta Theo with Kelly+Rob
                                                ^^^^^ person-taken: Kelly by C-0001 13:45-15:45, free 15:45
            mon 17:00-18:00 Elm Mehta Theo with Kelly
        ",
        );
    }

    #[test]
    fn a_child_makes_one_journey_at_a_time() {
        Sketch::new().check(
            "person-taken",
            r"
            mon 14:00-15:30 Oak Shah  Amara with Kelly
                                      ^^^^^ person-taken: Amara by C-0001 13:40-13:55, free 14:03
              out 13:20-13:50 Osei Car1
              out 13:40-13:55 Lane Car2
        ",
        );
    }
}
