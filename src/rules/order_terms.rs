//! Contact keeps to its order: who may come, how closely it is watched, how long it is, how much of it there is in a week
//! (DOMAIN 3b H10). When an order changes (H22), the sessions that no longer fit are marked by this and stay as they are.

use super::*;

pub(super) const RULE: Rule = Rule {
    name: "order-terms",
    about: "the adults, the level and the most minutes a week that are ordered are kept to; shorter than ordered is a \
            warning",
    source: "DOMAIN 3b H10, H22",
    severity: Severity::Block,
    parts: &[Part::Parties, Part::Session, Part::Time],
    check,
};

fn check(case: &Case, found: &mut Found) {
    let session = case.session;
    let Some(arrangement) = case.arrangement.filter(|_| !session.sort.is_meeting()) else { return };
    for ordered in ordered(case.diary, arrangement, session.date) {
        let children = || session.children.iter().filter(|child| ordered.children.contains(child));
        if children().next().is_none() {
            continue;
        }
        if let Some(order) = ordered.order() {
            by_order(session, &ordered, order, found);
        }
        let Some(most) = ordered.max_minutes else { continue };
        for child in children() {
            let minutes = in_week(case, &ordered, *child);
            if minutes > most {
                let what = What::AboveOrdered { child: *child, minutes, most, by: ordered.by };
                found.add(Part::Time, what);
            }
        }
    }
}

fn by_order(session: &Session, ordered: &Ordered, order: CourtOrderId, found: &mut Found) {
    let strangers = session.parties.iter().filter(|p| !ordered.parties.is_empty() && !ordered.parties.contains(p));
    strangers.for_each(|party| found.add(Part::Parties, What::NotOrdered { party: *party, order }));
    if let Some(needed) = ordered.level.filter(|needed| session.level.closeness() < needed.closeness()) {
        found.add(Part::Session, What::LevelBelow { needed, by: order.key() });
    }
    let minutes = session.span().minutes();
    if let Some(ordered) = ordered.length_min.filter(|length| minutes < *length) {
        found.warn(Part::Time, What::Shorter { minutes, ordered, order });
    }
}

/// Minutes of a child's ordered contact in the session's week, the session counted; of days that are loaded.
fn in_week(case: &Case, ordered: &Ordered, child: ChildId) -> u16 {
    let (monday, own) = (case.session.date.monday(), case.session);
    let days = monday.to(monday + 6).filter_map(|day| case.diary.day(day).ok()).flatten();
    let others = days.filter(|s| s.id != own.id && case.diary.takes(s) && ordered.counts(s, child));
    others.map(|s| s.span().minutes()).sum::<u16>() + own.span().minutes()
}

#[cfg(test)]
mod tests {
    use super::super::testing::{Sketch, day};
    use super::super::*;

    fn order(w: &Sketch, child: &str) -> CourtOrder {
        CourtOrder { children: vec![ChildId(w.id(child))], ..CourtOrder::default() }
    }

    #[test]
    fn who_how_closely_and_how_long() {
        Sketch::new()
            .set("Theo's", |a: &mut Arrangement| a.invited = vec![PartyId(1)])
            .with(|w| {
                let order = CourtOrder {
                    parties: vec![PartyId(w.id("Rob"))],
                    level: Some(SupervisionLevel::CloseTwoOfficer),
                    length_min: Some(90),
                    from: Some(day("tue")),
                    ..order(w, "Theo")
                };
                order.into()
            })
            .check(
                "order-terms",
                r"
            mon 14:00-15:00 Oak Shah+Mehta Theo with Rob+Kelly
            tue 14:00-15:00 Oak Shah+Mehta Theo with Rob+Kelly (close)
                                                         ^^^^^ order-terms: NotOrdered party Kelly, order the court order
                ^^^^^^^^^^^ order-terms (warns): Shorter minutes 60, ordered 90, order the court order
            wed 14:00-15:30 Oak Shah+Mehta Theo with Rob
                ^^^^^^^^^^^ order-terms: LevelBelow needed CloseTwoOfficer, by the court order
        ",
            );
    }

    #[test]
    fn no_more_in_a_week_than_is_ordered() {
        Sketch::new().set("Amara's", |a: &mut Arrangement| a.ordered_max_minutes = Some(120)).check(
            "order-terms",
            r"
            mon 14:00-15:00 Oak Shah Amara with Kelly
                                     ^^^^^ order-terms: AboveOrdered child Amara, minutes 150, most 120, by Amara's
            tue 14:00-15:30 Oak Shah Amara with Kelly
                                     ^^^^^ order-terms: AboveOrdered child Amara, minutes 150, most 120, by Amara's
            wed 14:00-15:30 Oak Shah Amara with Kelly (cancelled)
            2026-11-30 14:00-16:00 Oak Shah Amara with Kelly
        ",
        );
    }

    #[test]
    fn a_replaced_order_holds_until_the_other_begins() {
        let (diary, _) = Sketch::new()
            .with(|w| {
                CourtOrder { max_minutes_week: Some(60), replaced_by: Some(CourtOrderId(2)), ..order(w, "Zuri") }.into()
            })
            .with(|w| {
                CourtOrder {
                    id: CourtOrderId(2),
                    from: Some(day("wed")),
                    max_minutes_week: Some(90),
                    ..order(w, "Zuri")
                }
                .into()
            })
            .diary(&["mon 14:00-15:30 Oak Shah Zuri with Mina"]);
        let arrangement = diary.all::<Arrangement>().find(|a| a.parties == [PartyId(3)]).unwrap();
        let most = |at: &str| ordered(&diary, arrangement, day(at)).iter().map(|o| o.max_minutes).collect::<Vec<_>>();
        assert_eq!((most("tue"), most("wed")), (vec![Some(60)], vec![Some(90)]));
    }
}
