//! A room holds one session at a time, and is cleared before the next (DOMAIN 3b H1, 3d).

use super::*;

pub(super) const RULE: Rule = Rule {
    name: "room-taken",
    about: "a room holds one session at a time and is cleared in between",
    source: "DOMAIN 3b H1",
    severity: Severity::Block,
    parts: &[Part::Room],
    check,
};

fn check(case: &Case, found: &mut Found) {
    let Some(room) = case.session.room else { return };
    let clear = case.diary.get::<Room>(room).map_or(0, |r| r.clear_down_min);
    let ours = case.session.span();
    for other in case.beside(room.key()).filter(|o| o.room == Some(room)) {
        let during = other.span();
        if !ours.widened(clear, clear).overlaps(during) {
            continue;
        }
        let (gap, gap_min) = if ours.overlaps(during) { (Gap::None, 0) } else { (Gap::ClearDown, clear) };
        let free_from = during.to.plus(i32::from(clear));
        found.add(Part::Room, What::Taken { who: room.key(), by: other.id, during, gap, gap_min, free_from });
    }
}

#[cfg(test)]
mod tests {
    use super::super::testing::Sketch;

    #[test]
    fn the_room_is_cleared_before_the_next_family() {
        Sketch::new().check(
            "room-taken",
            r"
            mon 14:00-15:30 Oak Shah  Amara with Kelly
                            ^^^ room-taken: Oak by C-0002 15:30-16:30, clear-down 15, free 16:45
            mon 15:30-16:30 Oak Mehta Theo with Rob
                            ^^^ room-taken: Oak by C-0001 14:00-15:30, clear-down 15, free 15:45
            mon 16:45-17:30 Oak Cole  Zuri with Mina
        ",
        );
    }

    #[test]
    fn an_overlap_is_no_matter_of_clearing() {
        Sketch::new().check(
            "room-taken",
            r"
            mon 14:00-15:30 Oak Shah  Amara with Kelly
                            ^^^ room-taken: Oak by C-0002 15:00-16:30, free 16:45
            mon 15:00-16:30 Oak Mehta Theo with Rob
                            ^^^ room-taken: Oak by C-0001 14:00-15:30, free 15:45
        ",
        );
    }

    #[test]
    fn other_rooms_days_and_what_does_not_take_place_are_free() {
        Sketch::new().check(
            "room-taken",
            r"
            mon 14:00-15:30 Oak Shah Amara with Kelly (cancelled)
            mon 14:00-15:30 Oak Shah Amara with Kelly
            mon 14:00-15:30 Elm Mehta Theo with Rob
            tue 14:00-15:30 Oak Shah Amara with Kelly
        ",
        );
    }

    #[test]
    fn a_draft_takes_nothing_and_is_checked_as_if_booked() {
        Sketch::new().check(
            "room-taken",
            r"
            mon 14:00-15:30 Oak Shah Amara with Kelly
            mon 14:00-15:30 Oak Mehta Theo with Rob (draft)
                            ^^^ room-taken: Oak by C-0001 14:00-15:30, free 15:45
        ",
        );
    }
}
