//! Every record a session names is known and in use on the day. What was closed later does not matter (DESIGN
//! invariant 9: nothing is deleted, so the past still names it).

use super::*;

pub(super) const RULE: Rule = Rule {
    name: "in-use",
    about: "every child, adult, officer, room, site, driver, vehicle and arrangement named is known and not closed",
    source: "DESIGN invariant 9",
    severity: Severity::Block,
    parts: &[Part::Arrangement, Part::Children, Part::Legs, Part::Officers, Part::Parties, Part::Room, Part::Site],
    check,
};

fn check(case: &Case, found: &mut Found) {
    let session = case.session;
    let mut needs = |part: Part, key: Key| {
        if !in_use(case, key) {
            found.add(part, What::NotInUse { key });
        }
    };
    session.arrangement.iter().for_each(|id| needs(Part::Arrangement, id.key()));
    session.children.iter().for_each(|id| needs(Part::Children, id.key()));
    session.parties.iter().for_each(|id| needs(Part::Parties, id.key()));
    needs(Part::Site, session.site.key());
    session.room.iter().for_each(|id| needs(Part::Room, id.key()));
    super::officer_taken::officers(session).for_each(|id| needs(Part::Officers, id.key()));
    super::driver_taken::drivers(session).for_each(|id| needs(Part::Legs, id.key()));
    super::vehicle_taken::vehicles(session).for_each(|id| needs(Part::Legs, id.key()));
    for (i, leg) in session.legs.iter().enumerate() {
        let before = &session.legs[..i];
        for end in [&leg.from, &leg.to] {
            let key = match end {
                Place::Site(id) if *id != session.site => id.key(),
                Place::Carer(id) => id.key(),
                Place::School(id) => id.key(),
                Place::Site(_) | Place::Other(_) => continue,
            };
            if !before.iter().any(|l| l.from == *end || l.to == *end) {
                needs(Part::Legs, key);
            }
        }
    }
}

fn in_use(case: &Case, key: Key) -> bool {
    case.diary.record(key).is_some_and(|record| match record.life() {
        Life::Open => true,
        Life::Closed { on, .. } => case.session.date < *on,
        Life::Merged { .. } => false,
    })
}

#[cfg(test)]
mod tests {
    use super::super::testing::Sketch;
    use super::super::*;

    #[test]
    fn closed_on_the_day_merged_and_unknown() {
        Sketch::new()
            .set("Shah", |o: &mut Officer| {
                o.life = Life::Closed { on: "2026-11-24".parse().unwrap(), why: Note::default() }
            })
            .set("Kelly", |p: &mut Party| {
                p.life = Life::Merged { into: PartyId(2).key(), on: "2026-11-30".parse().unwrap() };
            })
            .set("Oak", |r: &mut Room| r.site = SiteId(9))
            .check(
                "in-use",
                r"
            mon 14:00-15:30 Elm Shah Theo with Rob
            tue 14:00-15:30 Elm Shah Theo with Rob
                                ^^^^ in-use: NotInUse key Shah
            mon 14:00-15:30 Elm Mehta Amara with Kelly
                                                 ^^^^^ in-use: NotInUse key Kelly
            mon 14:00-15:30 Oak Mehta Theo with Rob
                            ^^^ in-use: NotInUse key ST-0009
        ",
            );
    }
}
