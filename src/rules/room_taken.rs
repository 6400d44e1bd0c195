//! A room holds one session at a time, and is cleared before the next (DOMAIN 3b H1, 3d).

use super::*;

pub(super) const RULE: Rule = Rule {
    name: "room-taken",
    about: "a room holds one session at a time and is cleared in between",
    source: "DOMAIN 3b H1",
    severity: Severity::Block,
    check,
};

fn check(case: &Case, found: &mut Found) {
    let Some(room) = case.session.room else { return };
    let clear = case.diary.get::<Room>(room).map_or(0, |r| r.clear_down_min);
    let ours = case.session.span();
    for other in case.others.iter().filter(|o| o.room == Some(room)) {
        let during = other.span();
        if !ours.widened(clear, clear).overlaps(during) {
            continue;
        }
        let (gap, gap_min) = if ours.overlaps(during) { (Gap::None, 0) } else { (Gap::ClearDown, clear) };
        let free_from = during.to.plus(i32::from(clear));
        found.add(Part::Room, What::Taken { who: room.key(), by: other.id, during, gap, gap_min, free_from });
    }
}
