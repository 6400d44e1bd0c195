//! A session that happens in a room names one, and one of its own site (DOMAIN 0.1).

use super::*;

pub(super) const RULE: Rule = Rule {
    name: "room-named",
    about: "a session of a level that takes a room names one, of the session's site",
    source: "DOMAIN 0.1",
    severity: Severity::Block,
    parts: &[Part::Room],
    check,
};

fn check(case: &Case, found: &mut Found) {
    let session = case.session;
    match session.room.map(|id| case.diary.get::<Room>(id)) {
        None if session.level.needs_room() => found.add(Part::Room, What::NoRoom),
        Some(Some(room)) if room.site != session.site => {
            found.add(Part::Room, What::ElsewhereRoom { room: room.id, site: room.site });
        }
        _ => {}
    }
}

#[cfg(test)]
mod tests {
    use super::super::testing::Sketch;

    #[test]
    fn a_room_is_named_where_the_level_takes_one() {
        Sketch::new().check(
            "room-named",
            r"
            mon 14:00-15:30 -  Shah  Amara with Kelly
                     ^ room-named: NoRoom
            mon 14:00-15:30 - Mehta Theo with Rob (community)
            mon 14:00-15:30 Hall Cole Zuri with Mina
        ",
        );
    }

    #[test]
    fn a_room_elsewhere_is_no_room() {
        Sketch::new().check(
            "room-named",
            r"
            mon 14:00-15:30 Oak@Mayfield Shah Amara with Kelly
                            ^^^ room-named: ElsewhereRoom room Oak, site Andrew
        ",
        );
    }
}
