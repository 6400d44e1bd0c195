//! Two people who must not meet never share a site, room, entrance or vehicle (DOMAIN 3b H8; DESIGN invariant 4).
//!
//! A site is shared from the first arrival of a session to its last departure: staggered arrivals and children who are
//! dropped early count. Leaving at the minute the other arrives is far enough apart, unless the rule has a margin or
//! both use one door at that minute. A rule for a wider scope holds for the narrower ones too; in one session the two
//! always meet, except that a vehicle rule asks only for separate cars. Indirect contact brings nobody to a site.

use super::uses::same_journey;
use super::*;

pub(super) const RULE: Rule = Rule {
    name: "no-meet",
    about: "people who must not meet never share a site, room, entrance or vehicle, staggered arrivals counted",
    source: "DOMAIN 3b H8",
    severity: Severity::Block,
    check,
};

fn check(case: &Case, found: &mut Found) {
    let ours = case.session;
    for (part, person) in people(ours) {
        for rule in case.diary.pointing::<NoMeetRule>(person).filter(|rule| in_force(rule, ours.date)) {
            let (Some(a), Some(b)) = (rule.a, rule.b) else { continue };
            let other = if a == person { b } else { a };
            let mut meet = |by: &Session, both: Span, clear_from: Minute| {
                let (rule, scope, by) = (rule.id, rule.scope, by.id);
                found.add(part, What::MustNotMeet { rule, ours: person, other, scope, by, both, clear_from });
            };
            if a == person
                && has(ours, other)
                && let Some(both) = within(ours, rule, person, other)
            {
                meet(ours, both, both.to);
            }
            for theirs in case.others.iter().filter(|o| has(o, other)) {
                if let Some((both, clear_from)) = meeting(case.diary, rule, (ours, person), (theirs, other)) {
                    meet(theirs, both, clear_from);
                }
            }
        }
    }
}

fn people(session: &Session) -> impl Iterator<Item = (Part, Key)> {
    let children = session.children.iter().map(|c| (Part::Children, c.key()));
    children.chain(session.parties.iter().map(|p| (Part::Parties, p.key())))
}

fn has(session: &Session, person: Key) -> bool {
    match person.kind {
        Kind::Child => session.children.contains(&ChildId(person.id)),
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
        let room = ours.room.filter(|_| ours.room == theirs.room && matches!(scope, NoMeetScope::Site | NoMeetScope::Room))?;
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
    let legs = |session: &'_ Session, child: Key| {
        session.legs.iter().filter(move |leg| leg.children.contains(&ChildId(child.id)))
    };
    legs(ours, a).find_map(|our| {
        let shared = |their: &&Leg| std::ptr::eq(our, *their) || same_journey(our, their);
        legs(theirs, b).find(shared).map(|their| {
            Span::new(our.depart.min(their.depart), our.arrive.max(their.arrive))
        })
    })
}
