//! No session while its site or room is shut, all day or part of it (DOMAIN 3f). A site counts from the first arrival to
//! the last departure, a room while it is used. Indirect contact needs no door.

use super::*;

pub(super) const RULE: Rule = Rule {
    name: "room-shut",
    about: "no session while its site or room is shut",
    source: "DOMAIN 2, 3f",
    severity: Severity::Block,
    parts: &[Part::Room, Part::Site],
    check,
};

fn check(case: &Case, found: &mut Found) {
    let session = case.session;
    if session.level != SupervisionLevel::Indirect {
        closed(case, Part::Site, session.site.key(), session.on_site(), found);
    }
    if let Some(room) = session.room {
        closed(case, Part::Room, room.key(), session.span(), found);
    }
}

fn closed(case: &Case, part: Part, place: Key, used: Span, found: &mut Found) {
    for closure in case.diary.dated::<Closure>(place, case.session.date).filter(|c| c.days.hold(case.session.date)) {
        let time = closure.time.unwrap_or(Span::DAY);
        if time.overlaps(used) {
            let (closure, until, last) = (closure.id, time.to, closure.days.last);
            found.add(part, What::Shut { place, closure, until, last });
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::testing::Sketch;
    use super::super::*;

    #[test]
    fn a_room_is_shut_for_part_of_the_day() {
        Sketch::new()
            .with(|w| {
                let days = "2026-11-23 to 2026-11-25".parse().unwrap();
                let time = Some("09:00-14:00".parse().unwrap());
                Closure { room: Some(RoomId(w.id("Oak"))), days, time, ..Closure::default() }.into()
            })
            .check(
                "room-shut",
                r"
            mon 13:00-14:30 Oak Shah Amara with Kelly
                            ^^^ room-shut: Shut place Oak, closure the closure, until 14:00, last 2026-11-25
            mon 14:00-15:30 Oak Mehta Theo with Rob
            tue 13:00-14:30 Elm Shah Amara with Kelly
            thu 13:00-14:30 Oak Shah Amara with Kelly
        ",
            );
    }

    #[test]
    fn a_site_is_shut_from_the_first_arrival_on() {
        Sketch::new()
            .with(|w| {
                let days = "2026-11-23".parse().unwrap();
                let time = Some("09:00-14:00".parse().unwrap());
                Closure { site: Some(SiteId(w.id("Andrew"))), days, time, ..Closure::default() }.into()
            })
            .check(
                "room-shut",
                r"
            mon 14:00-15:30 Oak Shah Amara with Kelly
                            ^^^ room-shut: Shut place Andrew, closure the closure, until 14:00, last 2026-11-23
            mon 14:00-15:30 @Andrew Mehta Theo with Rob (indirect)
            mon 14:15-15:30 Elm Cole Zuri with Mina
            mon 13:00-14:30 Hall Shah Noor with Jo
        ",
            );
    }
}
