//! No session on the carer's holidays (DOMAIN 3b H20). Where the carer brings the child, the times they cannot manage are
//! a warning.

use super::*;

pub(super) const RULE: Rule = Rule {
    name: "carer-away",
    about: "no session in the carer's holidays; a carer who brings the child and cannot manage is a warning",
    source: "DOMAIN 3b H20",
    severity: Severity::Block,
    parts: &[Part::Time],
    check,
};

fn check(case: &Case, found: &mut Found) {
    let day = case.session.date;
    for child in case.session.children_there() {
        let Some(placement) = case.diary.placement(*child, day) else { continue };
        let Some(carer) = case.diary.get::<Carer>(placement.carer) else { continue };
        if let Some(days) = carer.holidays.iter().find(|days| days.hold(day)) {
            found.add(Part::Time, What::CarerAway { child: *child, carer: carer.id, last: days.last });
        } else if brings(case, *child)
            && carer.unavailable.on(day).iter().any(|span| span.overlaps(case.session.children_on_site()))
        {
            found.warn(Part::Time, What::CarerAway { child: *child, carer: carer.id, last: day });
        }
    }
}

pub(super) fn brings(case: &Case, child: ChildId) -> bool {
    let mut legs = case.session.legs.iter().filter(|leg| leg.children.contains(&child)).peekable();
    match legs.peek() {
        Some(_) => legs.any(|leg| leg.mode == Transport::Carer),
        None => case.arrangement.is_some_and(|a| a.transport == Transport::Carer),
    }
}

#[cfg(test)]
mod tests {
    use super::super::testing::Sketch;
    use super::super::*;

    #[test]
    fn holidays_refuse_and_what_a_carer_cannot_manage_warns() {
        Sketch::new()
            .set("Hill", |c: &mut Carer| c.holidays = vec!["2026-11-23 to 2026-11-29".parse().unwrap()])
            .set("Dale", |c: &mut Carer| c.unavailable = "Mon 15:00-16:00".parse().unwrap())
            .check(
                "carer-away",
                r"
            mon 14:00-15:30 Oak Shah Amara with Kelly
                                     ^^^^^ carer-away: CarerAway child Amara, carer Hill, last 2026-11-29
            mon 14:00-15:30 Elm Mehta Theo with Rob
                                      ^^^^ carer-away (warns): CarerAway child Theo, carer Dale, last 2026-11-23
            mon 14:00-15:30 Elm Mehta Noor with Jo
              out 13:30-13:55 Osei Car1
            tue 14:00-15:30 Elm Mehta Theo with Rob
            2026-11-30 14:00-15:30 Oak Shah Amara with Kelly
        ",
            );
    }
}
