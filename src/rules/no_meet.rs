//! Two people who must not meet never share a site, room, entrance or vehicle (DOMAIN 3b H8; DESIGN invariant 4).
//!
//! A site is shared from the first arrival of a session to its last departure: staggered arrivals and children who are
//! dropped early count. Leaving at the minute the other arrives is far enough apart, unless the rule has a margin or
//! both use one door at that minute. Where one goes out by a door as the other comes in by it, or a few minutes before
//! (setting `stagger.changeover_min`), that is a warning. A rule for a wider scope holds for the narrower ones too; in one session the two
//! always meet, except that a vehicle rule asks only for separate cars. Indirect contact brings nobody to a site.

use super::uses::same_journey;
use super::*;

pub(super) const RULE: Rule = Rule {
    name: "no-meet",
    about: "people who must not meet never share a site, room, entrance or vehicle, staggered arrivals counted",
    source: "DOMAIN 3b H8",
    severity: Severity::Block,
    parts: &[Part::Children, Part::Parties],
    check,
};

fn check(case: &Case, found: &mut Found) {
    let ours = case.session;
    for (part, person) in people(ours) {
        for rule in case.diary.pointing::<NoMeetRule>(person).filter(|rule| in_force(rule, ours.date)) {
            let (Some(a), Some(b)) = (rule.a, rule.b) else { continue };
            let other = if a == person { b } else { a };
            let meet = |by: &Session, (both, clear_from): (Span, Minute)| {
                let (rule, scope, by) = (rule.id, rule.scope, by.id);
                What::MustNotMeet { rule, ours: person, other, scope, by, both, clear_from }
            };
            if a == person
                && has(ours, other)
                && let Some(both) = within(ours, rule, person, other)
            {
                found.add(part, meet(ours, (both, both.to)));
            }
            for theirs in case.beside(other).filter(|o| has(o, other)) {
                if let Some(both) = meeting(case.diary, rule, (ours, person), (theirs, other)) {
                    found.add(part, meet(theirs, both));
                } else if let Some(both) = changeover(case, rule, theirs) {
                    found.warn(part, meet(theirs, both));
                }
            }
        }
    }
}

/// Whom somebody must not meet at a site on a day.
pub fn not_to_meet(diary: &Diary, person: Key, day: Day) -> Vec<Key> {
    let rules = diary.pointing::<NoMeetRule>(person);
    let rules = rules.filter(|rule| in_force(rule, day) && rule.scope != NoMeetScope::Vehicle);
    rules.filter_map(|rule| [rule.a, rule.b].into_iter().flatten().find(|key| *key != person)).collect()
}

fn people(session: &Session) -> impl Iterator<Item = (Part, Key)> {
    let children = session.children_there().iter().map(|c| (Part::Children, c.key()));
    children.chain(session.parties.iter().map(|p| (Part::Parties, p.key())))
}

fn has(session: &Session, person: Key) -> bool {
    match person.kind {
        Kind::Child => session.children_there().contains(&ChildId(person.id)),
        Kind::Party => session.parties.contains(&PartyId(person.id)),
        _ => false,
    }
}

fn in_force(rule: &NoMeetRule, day: Day) -> bool {
    rule.from.is_none_or(|from| from <= day) && rule.to.is_none_or(|to| day <= to)
}

/// Both in one session: together, unless only a shared car is forbidden and they come apart.
fn within(session: &Session, rule: &NoMeetRule, a: Key, b: Key) -> Option<Span> {
    if rule.scope == NoMeetScope::Vehicle { shared_car((session, a), (session, b)) } else { Some(session.on_site()) }
}

/// The minutes both would be at the same place, and when the other is gone.
fn meeting(diary: &Diary, rule: &NoMeetRule, a: (&Session, Key), b: (&Session, Key)) -> Option<(Span, Minute)> {
    let scope = rule.scope;
    let (ours, theirs) = (a.0, b.0);
    let one_site = ours.site == theirs.site && on_site(ours) && on_site(theirs);
    let site = || (scope == NoMeetScope::Site).then(|| together(presence(ours), presence(theirs), rule.margin_min))?;
    let room = || {
        let room =
            ours.room.filter(|_| ours.room == theirs.room && matches!(scope, NoMeetScope::Site | NoMeetScope::Room))?;
        let clear = diary.get::<Room>(room).map_or(0, |r| r.clear_down_min);
        together(ours.span(), theirs.span(), rule.margin_min.max(clear))
    };
    let entrance = || {
        let counts = matches!(scope, NoMeetScope::Site | NoMeetScope::Entrance) && share_a_door(diary, ours, theirs);
        let pairs = || doors(ours).into_iter().flat_map(|our| doors(theirs).map(|their| (our, their)));
        counts.then(|| pairs().find_map(|(our, their)| together(our, their, rule.margin_min)))?
    };
    let at_site = if one_site { site().or_else(room).or_else(entrance) } else { None };
    at_site.or_else(|| shared_car(a, b).map(|both| (both, both.to)))
}

/// When one goes and when the other comes, where that is by one door and no further apart than the margin; and when both
/// have passed it.
fn changeover(case: &Case, rule: &NoMeetRule, theirs: &Session) -> Option<(Span, Minute)> {
    let ours = case.session;
    let one_site = ours.site == theirs.site && on_site(ours) && on_site(theirs);
    let counts = one_site && matches!(rule.scope, NoMeetScope::Site | NoMeetScope::Entrance);
    if !counts || !share_a_door(case.diary, ours, theirs) {
        return None;
    }
    let (a, b) = (presence(ours), presence(theirs));
    let (goes, comes) = if a.to <= b.from { (a.to, b.from) } else { (b.to, a.from) };
    let apart = comes.0.checked_sub(goes.0)?;
    (apart <= case.settings.changeover_min).then(|| (Span::new(goes, comes), comes.plus(1)))
}

fn on_site(session: &Session) -> bool {
    session.level != SupervisionLevel::Indirect
}

/// Both spans, if they come closer than the margin, and when the second is gone with the margin counted.
fn together(ours: Span, theirs: Span, margin: u16) -> Option<(Span, Minute)> {
    let both = ours.widened(margin, margin).common(theirs)?;
    Some((both, theirs.to.plus(i32::from(margin))))
}

/// While someone of a session is on site: a child dropped early or collected late counts.
fn presence(session: &Session) -> Span {
    let here = Place::Site(session.site);
    session.legs.iter().fold(session.on_site(), |span, leg| match leg.direction {
        Direction::Out if leg.to == here => Span::new(span.from.min(leg.arrive), span.to),
        Direction::Return if leg.from == here => Span::new(span.from, span.to.max(leg.depart)),
        _ => span,
    })
}

/// When someone of a session is at the door or waits: from the first arrival to the start, and from the end to the last
/// departure; at least a minute each.
fn doors(session: &Session) -> [Span; 2] {
    let all = presence(session);
    [Span::new(all.from, session.start.max(all.from.plus(1))), Span::new(session.end, all.to.max(session.end.plus(1)))]
}

/// Whether two sessions of one site use the same entrance or waiting area. What is not on file counts as shared.
fn share_a_door(diary: &Diary, ours: &Session, theirs: &Session) -> bool {
    let room = |s: &Session| s.room.and_then(|id| diary.get::<Room>(id));
    let (Some(a), Some(b)) = (room(ours), room(theirs)) else { return true };
    let same = |a: &Name, b: &Name| a.is_empty() || b.is_empty() || a.eq_ignore_ascii_case(b);
    let waiting = diary.get::<Site>(ours.site).is_none_or(|site| !site.waiting_areas.is_empty());
    same(&a.entrance, &b.entrance) || (waiting && same(&a.waiting_area, &b.waiting_area))
}

/// The journey that carries both, if one does. Only children are carried.
fn shared_car((ours, a): (&Session, Key), (theirs, b): (&Session, Key)) -> Option<Span> {
    if a.kind != Kind::Child || b.kind != Kind::Child {
        return None;
    }
    carrying(ours, a).find_map(|our| {
        let shared = |their: &&Leg| std::ptr::eq(our, *their) || same_journey(our, their);
        let their = carrying(theirs, b).find(shared)?;
        Some(Span::new(our.depart.min(their.depart), our.arrive.max(their.arrive)))
    })
}

fn carrying(session: &Session, child: Key) -> impl Iterator<Item = &Leg> {
    session.legs.iter().filter(move |leg| leg.children.contains(&ChildId(child.id)))
}

#[cfg(test)]
mod tests {
    use super::super::testing::Sketch;
    use super::super::*;

    fn apart(a: &str, b: &str, scope: NoMeetScope) -> Sketch {
        Sketch::new()
            .with(|w| NoMeetRule { a: Some(w.key(a)), b: Some(w.key(b)), scope, ..NoMeetRule::default() }.into())
    }

    #[test]
    fn staggered_windows_overlap_and_half_an_hour_later_they_do_not() {
        apart("Kelly", "Rob", NoMeetScope::Site).check("no-meet", r"
            mon 14:00-15:30 Oak    Shah  Amara with Kelly
                                                    ^^^^^ no-meet: Kelly and Rob (site) by C-0002 15:15-15:45, clear 17:15
            mon 15:30-17:00 Willow Mehta Theo with Rob
                                                   ^^^ no-meet: Rob and Kelly (site) by C-0001 15:15-15:45, clear 15:45
            tue 14:00-15:30 Oak    Shah  Amara with Kelly
            tue 16:00-17:00 Willow Mehta Theo with Rob
            wed 14:00-15:30 Oak    Shah  Amara with Kelly
            wed 14:00-15:30 Hall   Mehta Theo with Rob
        ");
    }

    #[test]
    fn a_margin_is_kept_on_both_sides() {
        apart("Kelly", "Rob", NoMeetScope::Site).set("the no-meet rule", |r: &mut NoMeetRule| r.margin_min = 10).check("no-meet", r"
            mon 14:00-15:30 Oak    Shah  Amara with Kelly
                                                    ^^^^^ no-meet: Kelly and Rob (site) by C-0002 15:50-15:55, clear 17:25
            mon 16:05-17:00 Willow Mehta Theo with Rob
                                                   ^^^ no-meet: Rob and Kelly (site) by C-0001 15:40-15:45, clear 15:55
            tue 14:00-15:30 Oak    Shah  Amara with Kelly
            tue 16:10-17:00 Willow Mehta Theo with Rob
        ");
    }

    #[test]
    fn the_same_session_is_the_surest_way_to_meet() {
        apart("Kelly", "Rob", NoMeetScope::Site).check("no-meet", r"
            mon 14:00-15:30 Oak    Shah  Amara with Kelly+Rob
                                                    ^^^^^ no-meet: Kelly and Rob (site) by C-0001 13:45-15:45, clear 15:45
        ");
    }

    #[test]
    fn a_rule_holds_between_its_days() {
        apart("Kelly", "Rob", NoMeetScope::Site).set("the no-meet rule", |r: &mut NoMeetRule| {
            r.from = Some("2026-11-24".parse().unwrap());
            r.to = Some("2026-11-24".parse().unwrap());
        }).check("no-meet", r"
            mon 14:00-15:30 Oak    Shah  Amara with Kelly+Rob
            tue 14:00-15:30 Oak    Shah  Amara with Kelly+Rob
                                                    ^^^^^ no-meet: Kelly and Rob (site) by C-0002 13:45-15:45, clear 15:45
            wed 14:00-15:30 Oak    Shah  Amara with Kelly+Rob
        ");
    }

    #[test]
    fn a_child_dropped_early_is_already_there() {
        apart("Amara", "Rob", NoMeetScope::Site).check(
            "no-meet",
            r"
            mon 13:00-13:30 Willow Mehta Theo with Rob
            mon 14:00-15:30 Oak    Shah  Amara with Kelly
            tue 13:00-13:30 Willow Mehta Theo with Rob
                                                   ^^^ no-meet: Rob and Amara (site) by C-0004 13:40-13:45, clear 15:45
            tue 14:00-15:30 Oak    Shah  Amara with Kelly
                                         ^^^^^ no-meet: Amara and Rob (site) by C-0003 13:40-13:45, clear 13:45
              out 13:10-13:40 Osei Car1
        ",
        );
    }

    #[test]
    fn an_entrance_or_waiting_area_is_shared_while_someone_comes_or_goes() {
        apart("Kelly", "Rob", NoMeetScope::Entrance).check("no-meet", r"
            mon 14:00-15:30 Oak    Shah  Amara with Kelly
                                                    ^^^^^ no-meet: Kelly and Rob (entrance) by C-0002 15:30-15:45, clear 15:45
            mon 14:30-15:30 Elm    Mehta Theo with Rob
                                                   ^^^ no-meet: Rob and Kelly (entrance) by C-0001 15:30-15:45, clear 15:45
            tue 14:00-15:30 Oak    Shah  Amara with Kelly
            tue 14:00-15:30 Willow Mehta Theo with Rob
            wed 14:00-16:30 Oak    Shah  Amara with Kelly
            wed 14:30-15:30 Elm    Mehta Theo with Rob
        ");
    }

    #[test]
    fn without_stagger_the_door_is_shared_for_a_minute() {
        apart("Kelly", "Rob", NoMeetScope::Entrance).check("no-meet", r"
            mon 14:00-15:30 Oak    Shah  Amara with Kelly (prompt)
                                                    ^^^^^ no-meet: Kelly and Rob (entrance) by C-0002 15:30-15:31, clear 15:31
            mon 15:30-16:30 Elm    Mehta Theo with Rob (prompt)
                                                   ^^^ no-meet: Rob and Kelly (entrance) by C-0001 15:30-15:31, clear 15:31
            tue 14:00-15:30 Oak    Shah  Amara with Kelly (prompt)
            tue 15:37-16:30 Elm    Mehta Theo with Rob (prompt)
        ");
    }

    #[test]
    fn one_out_as_the_other_comes_in_by_one_door_is_a_warning_within_the_margin() {
        apart("Kelly", "Rob", NoMeetScope::Site).check("no-meet", r"
            mon 14:00-15:30 Oak    Shah  Amara with Kelly
                                                    ^^^^^ no-meet (warns): Kelly and Rob (site) by C-0002 15:45-15:45, clear 15:46
            mon 16:00-17:30 Elm    Mehta Theo with Rob
                                                   ^^^ no-meet (warns): Rob and Kelly (site) by C-0001 15:45-15:45, clear 15:46
            tue 14:00-15:30 Oak    Shah  Amara with Kelly
                                                    ^^^^^ no-meet (warns): Kelly and Rob (site) by C-0004 15:45-15:50, clear 15:51
            tue 16:05-17:30 Elm    Mehta Theo with Rob
                                                   ^^^ no-meet (warns): Rob and Kelly (site) by C-0003 15:45-15:50, clear 15:51
            wed 14:00-15:30 Oak    Shah  Amara with Kelly
            wed 16:06-17:30 Elm    Mehta Theo with Rob
            thu 14:00-15:30 Oak    Shah  Amara with Kelly
            thu 16:00-17:30 Willow Mehta Theo with Rob
        ");
    }

    #[test]
    fn a_room_rule_leaves_other_rooms_alone() {
        apart("Kelly", "Rob", NoMeetScope::Room).check("no-meet", r"
            mon 14:00-15:30 Oak    Shah  Amara with Kelly
            mon 14:00-15:30 Elm    Mehta Theo with Rob
            tue 14:00-15:30 Oak    Shah  Amara with Kelly
                                                    ^^^^^ no-meet: Kelly and Rob (room) by C-0004 15:40-15:45, clear 16:45
            tue 15:40-16:30 Oak    Mehta Theo with Rob
                                                   ^^^ no-meet: Rob and Kelly (room) by C-0003 15:25-15:30, clear 15:45
        ");
    }

    #[test]
    fn a_car_is_shared_by_the_whole_run() {
        apart("Amara", "Theo", NoMeetScope::Vehicle).check(
            "no-meet",
            r"
            mon 14:00-15:30 Oak    Shah  Amara with Kelly
                                         ^^^^^ no-meet: Amara and Theo (vehicle) by C-0002 13:20-13:55, clear 13:55
              out 13:30-13:55 Osei Car1 run 1
            mon 14:00-15:30 Elm    Mehta Theo with Rob
                                         ^^^^ no-meet: Theo and Amara (vehicle) by C-0001 13:20-13:55, clear 13:55
              out 13:20-13:55 Osei Car1 run 1
            tue 14:00-15:30 Oak    Shah  Amara+Theo with Kelly
              out 13:30-13:55 Osei Car1 for Amara
              out 13:30-13:55 Lane Car2 for Theo
            wed 14:00-15:30 Oak    Shah  Amara+Theo with Kelly
                                         ^^^^^ no-meet: Amara and Theo (vehicle) by C-0004 13:30-13:55, clear 13:55
              out 13:30-13:55 Osei Car1
        ",
        );
    }

    #[test]
    fn a_site_rule_forbids_one_car_to_two_sites() {
        apart("Amara", "Theo", NoMeetScope::Site).check(
            "no-meet",
            r"
            mon 14:00-15:30 Oak    Shah  Amara with Kelly
                                         ^^^^^ no-meet: Amara and Theo (site) by C-0002 13:20-14:20, clear 14:20
              out 13:30-13:55 Osei Car1 run 1
            mon 14:30-15:30 Hall   Mehta Theo with Rob
                                         ^^^^ no-meet: Theo and Amara (site) by C-0001 13:20-14:20, clear 14:20
              out 13:20-14:20 Osei Car1 run 1
        ",
        );
    }

    #[test]
    fn indirect_contact_brings_nobody_to_a_site() {
        apart("Kelly", "Rob", NoMeetScope::Site).check(
            "no-meet",
            r"
            mon 14:00-15:30 Oak    Shah  Amara with Kelly
            mon 14:00-15:30 @Andrew Mehta Theo with Rob (indirect)
        ",
        );
    }
}
