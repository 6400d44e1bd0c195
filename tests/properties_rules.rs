//! The rules against a checker that knows nothing of them: it walks each day minute by minute (DESIGN invariant 4).
//!
//! Days of any year are filled at random in a small service: three sites, four rooms, three officers, three drivers and
//! a taxi firm, children and adults of whom some must not meet.

#![expect(
    clippy::unwrap_used,
    reason = "a test may stop where it stands; clippy knows helpers of tests only in the crate"
)]

#[path = "support/chance.rs"]
mod chance;

use contactdesk::domain::finding::{SeatKind, What};
use contactdesk::domain::*;
use contactdesk::rules::{self, seat_needed};
use proptest::prelude::*;
use std::collections::BTreeSet;

/// The rules about places, in which the two sides must agree.
const PLACES: [&str; 7] =
    ["person-taken", "room-taken", "officer-taken", "driver-taken", "vehicle-taken", "no-meet", "child-seat"];
/// The number of the driver that is a firm, and how many cars it has.
const FIRM: (DriverId, usize) = (DriverId(4), 2);

fn named(text: &str) -> Name {
    text.parse().unwrap()
}

fn world() -> Vec<Record> {
    let mut records: Vec<Record> = Vec::new();
    for id in 1..=3 {
        let doors = if id == 1 { vec![named("Front"), named("Garden")] } else { Vec::new() };
        let area = named(["LE1", "LE2", "LE3"][id as usize - 1]);
        let site = Site { id: SiteId(id), name: named("Site"), area, entrances: doors, ..Site::default() };
        records.push(site.into());
    }
    for (id, site, clear, door) in [(1, 1, 15, "Front"), (2, 1, 0, "Garden"), (3, 2, 10, ""), (4, 3, 0, "")] {
        let room = Room { id: RoomId(id), site: SiteId(site), capacity: 9, clear_down_min: clear, ..Room::default() };
        records.push(Room { name: named("Room"), entrance: named(door), ..room }.into());
    }
    for (id, from, to, minutes) in [(1, "LE1", "LE2", 20), (2, "LE2", "LE3", 35), (3, "LE1", "LE3", 5)] {
        records
            .push(Travel { id: TravelId(id), from: named(from), to: named(to), minutes, ..Travel::default() }.into());
    }
    for id in 1..=4 {
        let cars = if DriverId(id) == FIRM.0 { FIRM.1 as u8 } else { 1 };
        records.push(Driver { id: DriverId(id), name: named("Driver"), cars, ..Driver::default() }.into());
    }
    let seats =
        [Seats { booster: 1, ..Seats::default() }, Seats { booster: 2, infant: 1, toddler: 1, ..Seats::default() }];
    for (id, seats) in [1, 2].into_iter().zip(seats) {
        let vehicle = Vehicle { id: VehicleId(id), name: named("Car"), capacity: 3, seats, ..Vehicle::default() };
        records.push(vehicle.into());
    }
    for (id, area) in [(1, "LE1"), (2, "LE3"), (3, "LE9")] {
        let address = Address { area: named(area), ..Address::default() };
        records.push(Carer { id: CarerId(id), name: named("Home"), address, ..Carer::default() }.into());
    }
    for (id, height) in [(1, Some(90)), (2, Some(120)), (3, Some(140)), (4, None), (5, Some(60))] {
        records.push(Child { id: ChildId(id), name: named("Child"), height_cm: height, ..Child::default() }.into());
    }
    records
}

#[derive(Clone, Debug)]
struct Filled {
    date: Day,
    sessions: Vec<Session>,
    no_meets: Vec<NoMeetRule>,
}

impl Filled {
    fn records(&self) -> Vec<Record> {
        let rules = self.no_meets.iter().cloned().map(Record::from);
        world().into_iter().chain(rules).collect()
    }

    fn diary(&self, sessions: &[Session]) -> Diary {
        let all = self.records().into_iter().chain(sessions.iter().cloned().map(Record::from));
        Diary::of_records(all, [Days::one(self.date)])
    }
}

prop_compose! {
    fn leg()(
        at in 0..4u16, minutes in 4..12u16, home in 1..4u32, driver in 0..9u32, vehicle in 0..3u32, officer in 0..12u32,
        run in 0..3u16, back in any::<bool>(), few in any::<bool>(), escort in 0..8u32,
    ) -> (u16, bool, bool, Leg) {
        let own = (1..=3).contains(&officer);
        let mut leg = Leg { run, ..Leg::default() };
        leg.driver = (driver > 0 && !own).then_some(DriverId(driver.min(FIRM.0.0)));
        leg.vehicle = (vehicle > 0).then_some(VehicleId(vehicle));
        leg.officer = own.then_some(OfficerId(officer));
        leg.escort = (1..=3).contains(&escort).then_some(DriverId(escort)).filter(|e| leg.driver != Some(*e));
        leg.mode = if own { Transport::OfficerCar } else { Transport::Council };
        leg.from = Place::Carer(CarerId(home));
        leg.depart = Minute(minutes * 5);
        (at * 5, back, few, leg)
    }
}

fn some_of(most: usize, ids: std::ops::Range<u32>) -> impl Strategy<Value = BTreeSet<u32>> {
    prop::collection::btree_set(ids, 1..=most)
}

prop_compose! {
    fn session()(
        room in 1..5u32, start in 96..204u16, length in 6..24u16, early in 0..4u16, late in 0..4u16,
        children in some_of(2, 1..6), parties in some_of(2, 1..6), officers in some_of(2, 1..4),
        legs in prop::collection::vec(leg(), 0..3), level in 0..10usize, status in 0..12usize,
    ) -> Session {
        let (start, end) = (Minute(start * 5), Minute(start * 5 + length * 5));
        let site = SiteId([1, 1, 2, 3][room as usize - 1]);
        let children: Vec<ChildId> = children.into_iter().map(ChildId).collect();
        let legs = legs.into_iter().map(|(at, back, few, leg)| {
            let (minutes, home, here) = (i32::from(leg.depart.0), leg.from.clone(), Place::Site(site));
            let children = if few { children[..1].to_vec() } else { children.clone() };
            if back {
                let depart = end.plus(i32::from(at));
                let (from, to, arrive) = (here, home, depart.plus(minutes));
                Leg { direction: Direction::Return, from, to, depart, arrive, children, ..leg }
            } else {
                let arrive = start.plus(-i32::from(at));
                Leg { from: home, to: here, depart: arrive.plus(-minutes), arrive, children, ..leg }
            }
        }).collect();
        Session {
            room: (room != 4).then_some(RoomId(room)), site, start, end, children, legs,
            parties: parties.into_iter().map(PartyId).collect(),
            officers: officers.into_iter().map(OfficerId).collect(),
            level: if level == 0 { SupervisionLevel::Indirect } else { SupervisionLevel::Supervised },
            status: match status {
                0 => SessionStatus::CancelledOnDay,
                1 => SessionStatus::Held,
                _ => SessionStatus::Booked,
            },
            stagger: Stagger {
                adult_arrive: start.plus(-i32::from(early) * 5),
                child_arrive: start,
                child_leave: end,
                adult_release: end.plus(i32::from(late) * 5),
            },
            ..Session::default()
        }
    }
}

prop_compose! {
    fn a_day()(
        date in 7305..Day::MAX.0,
        sessions in prop::collection::vec(session(), 2..9),
        pairs in prop::collection::vec((1..6u32, 1..6u32, any::<[bool; 2]>(), 0..4usize, 0..3u16), 2..8),
    ) -> Filled {
        let date = Day(date);
        let sessions = sessions.into_iter().zip(1..).map(|(s, id)| Session { id: SessionId(id), date, ..s }).collect();
        let who = |id: u32, child: bool| if child { ChildId(id).key() } else { PartyId(id).key() };
        let no_meets = pairs.into_iter().zip(1..).filter_map(|((a, b, child, scope, margin), id)| {
            let (a, b) = (who(a, child[0]), who(b, child[1]));
            let (a, b) = (Some(a), Some(b).filter(|b| *b != a)?);
            let scope = NoMeetScope::ALL[scope];
            let (id, margin_min) = (NoMeetRuleId(id), margin * 10);
            Some(NoMeetRule { id, a, b: Some(b), scope, margin_min, ..NoMeetRule::default() })
        }).collect();
        Filled { date, sessions, no_meets }
    }
}

/// What binds someone for some minutes: which session, from where to where, as part of which journey.
#[derive(Clone, PartialEq)]
struct Bound {
    session: SessionId,
    span: Span,
    from: Place,
    to: Place,
    journey: Option<Journey>,
}

type Journey = (u16, Option<VehicleId>, Option<DriverId>, Option<OfficerId>);

fn journey(leg: &Leg) -> Option<Journey> {
    let someone = leg.vehicle.is_some() || leg.driver.is_some() || leg.officer.is_some();
    (leg.run != 0 && someone).then_some((leg.run, leg.vehicle, leg.driver, leg.officer))
}

fn there(session: &Session, span: Span) -> Bound {
    let here = Place::Site(session.site);
    Bound { session: session.id, span, from: here.clone(), to: here, journey: None }
}

fn under_way(session: &Session, with: impl Fn(&Leg) -> bool) -> Vec<Bound> {
    let bound = |leg: &Leg| Bound {
        session: session.id,
        span: Span::new(leg.depart, leg.arrive),
        from: leg.from.clone(),
        to: leg.to.clone(),
        journey: journey(leg),
    };
    session.legs.iter().filter(|leg| with(leg)).map(bound).collect()
}

/// Everything that binds a person, officer, driver or vehicle in a session.
fn bound(session: &Session, who: Key) -> Vec<Bound> {
    let mut all = match who.kind {
        Kind::Child => under_way(session, |leg| leg.children.contains(&ChildId(who.id))),
        Kind::Officer => under_way(session, |leg| leg.officer == Some(OfficerId(who.id))),
        Kind::Driver => under_way(session, |leg| [leg.driver, leg.escort].contains(&Some(DriverId(who.id)))),
        Kind::Vehicle => under_way(session, |leg| leg.vehicle == Some(VehicleId(who.id))),
        _ => Vec::new(),
    };
    let adults = Span::new(session.stagger.adult_arrive, session.stagger.adult_release);
    match who.kind {
        Kind::Child if session.children.contains(&ChildId(who.id)) => all.push(there(session, session.span())),
        Kind::Party if session.parties.contains(&PartyId(who.id)) => all.push(there(session, adults)),
        Kind::Officer if session.officers.contains(&OfficerId(who.id)) => all.push(there(session, adults)),
        _ => {}
    }
    all
}

fn minutes(span: Span) -> impl Iterator<Item = u16> {
    span.from.0..span.to.0
}

fn apart(a: &Bound, b: &Bound) -> bool {
    a.session != b.session && (a.journey.is_none() || a.journey != b.journey)
}

/// Walks the day: nobody is bound twice at one minute, and there is time for the way to wherever they are bound next.
fn in_two_places(diary: &Diary, all: &[Bound]) -> bool {
    let (first, last) = (all.iter().map(|b| b.span.from.0).min(), all.iter().map(|b| b.span.to.0).max());
    for minute in first.unwrap_or(0)..last.unwrap_or(0) {
        let now: Vec<&Bound> = all.iter().filter(|b| b.span.from.0 <= minute && minute < b.span.to.0).collect();
        if now.iter().any(|a| now.iter().any(|b| apart(a, b))) {
            return true;
        }
        for next in now.iter().filter(|b| b.span.from.0 == minute) {
            let Some(last) = (0..minute).rev().find(|m| all.iter().any(|b| b.span.from.0 <= *m && *m < b.span.to.0))
            else {
                continue;
            };
            if last + 1 == minute && now.iter().any(|b| b.span.from.0 < minute) {
                continue; // still under way with something else: where they come from is known
            }
            let before = all.iter().filter(|b| b.span.to.0 == last + 1);
            for b in before.filter(|b| apart(b, next)) {
                if last + 1 + diary.place_minutes(&b.to, &next.from) > minute {
                    return true;
                }
            }
        }
    }
    false
}

/// When people of a session are on site, a child dropped early or fetched late included.
fn present(s: &Session) -> Vec<u16> {
    let here = Place::Site(s.site);
    let out = s.legs.iter().filter(|l| l.direction == Direction::Out && l.to == here).map(|l| l.arrive.0);
    let back = s.legs.iter().filter(|l| l.direction == Direction::Return && l.from == here).map(|l| l.depart.0);
    let from = out.chain([s.stagger.adult_arrive.0]).min().unwrap();
    let to = back.chain([s.stagger.adult_release.0]).max().unwrap();
    (from..to).collect()
}

/// When people of a session come or go: always for a minute at least.
fn at_the_door(s: &Session) -> Vec<u16> {
    let all = present(s);
    let moving = all.iter().copied().filter(|m| *m < s.start.0 || *m >= s.end.0);
    moving.chain([all[0], s.end.0]).collect()
}

fn close(a: &[u16], b: &[u16], margin: u16) -> bool {
    a.iter().any(|m| b.iter().any(|n| m.abs_diff(*n) <= margin))
}

fn comes(s: &Session, who: Key) -> bool {
    s.children.iter().any(|c| c.key() == who) || s.parties.iter().any(|p| p.key() == who)
}

/// Whether two people who must not meet would, in one session or in two.
fn meet(diary: &Diary, rule: &NoMeetRule, a: &Session, b: &Session) -> bool {
    let (one, other) = (rule.a.unwrap(), rule.b.unwrap());
    let scope = rule.scope;
    let carried = |s: &Session, who: Key| -> Vec<Leg> {
        s.legs.iter().filter(|l| l.children.iter().any(|c| c.key() == who)).cloned().collect()
    };
    if a.id == b.id {
        let both = comes(a, one) && comes(a, other);
        let car = carried(a, one)
            .iter()
            .any(|l| carried(a, other).iter().any(|m| l == m || (journey(l).is_some() && journey(l) == journey(m))));
        return both && (scope != NoMeetScope::Vehicle || car);
    }
    if !(comes(a, one) && comes(b, other)) {
        return false;
    }
    let runs = |s: &Session, who| carried(s, who).iter().filter_map(journey).collect::<BTreeSet<_>>();
    if runs(a, one).intersection(&runs(b, other)).next().is_some() {
        return true;
    }
    if a.site != b.site || [a, b].iter().any(|s| s.level == SupervisionLevel::Indirect) {
        return false;
    }
    let room = |s: &Session| s.room.and_then(|r| diary.get::<Room>(r));
    let one_door = one_door(diary, a, b);
    let used = |s: &Session| minutes(s.span()).collect::<Vec<_>>();
    let clear = room(a).map_or(0, |r| r.clear_down_min);
    let by_site = scope == NoMeetScope::Site && close(&present(a), &present(b), rule.margin_min);
    let by_room = matches!(scope, NoMeetScope::Site | NoMeetScope::Room)
        && a.room.is_some()
        && a.room == b.room
        && close(&used(a), &used(b), clear.max(rule.margin_min));
    let by_door = matches!(scope, NoMeetScope::Site | NoMeetScope::Entrance)
        && one_door
        && close(&at_the_door(a), &at_the_door(b), rule.margin_min);
    by_site || by_room || by_door
}

/// Whether two sessions use one entrance, as far as anybody knows.
fn one_door(diary: &Diary, a: &Session, b: &Session) -> bool {
    let room = |s: &Session| s.room.and_then(|r| diary.get::<Room>(r));
    let door = |s: &Session| room(s).map(|r| r.entrance.clone()).filter(|d| !d.is_empty());
    door(a).zip(door(b)).is_none_or(|(a, b)| a == b)
}

/// Whether one goes by a door at most five minutes before the other comes by it, who never meet.
fn pass(diary: &Diary, rule: &NoMeetRule, a: &Session, b: &Session) -> bool {
    let both = comes(a, rule.a.unwrap()) && comes(b, rule.b.unwrap());
    let at_site = a.site == b.site && [a, b].iter().all(|s| s.level != SupervisionLevel::Indirect);
    let counts = matches!(rule.scope, NoMeetScope::Site | NoMeetScope::Entrance) && one_door(diary, a, b);
    let (ours, theirs) = (present(a), present(b));
    // the first minute of the one lies next to the last of the other where they change over
    let soon = close(&ours, &theirs, 6) && !close(&ours, &theirs, 0);
    both && at_site && counts && soon && !meet(diary, rule, a, b)
}

fn everyone() -> Vec<(&'static str, Key)> {
    let some = |rule, kind, most| (1..=most).map(move |id| (rule, Key::new(kind, id)));
    let drivers = some("driver-taken", Kind::Driver, 4).filter(|(_, who)| *who != FIRM.0.key());
    some("person-taken", Kind::Child, 5)
        .chain(some("person-taken", Kind::Party, 5))
        .chain(some("officer-taken", Kind::Officer, 3))
        .chain(drivers)
        .chain(some("vehicle-taken", Kind::Vehicle, 2))
        .collect()
}

/// What is wrong between two sessions, walking through the day: the rule and whom or what it concerns.
fn wrong_between(diary: &Diary, rules: &[NoMeetRule], a: &Session, b: &Session) -> BTreeSet<(&'static str, Key)> {
    let mut wrong = BTreeSet::new();
    for (rule, who) in everyone() {
        let (ours, theirs) = (bound(a, who), bound(b, who));
        if !ours.is_empty() && !theirs.is_empty() && in_two_places(diary, &[ours, theirs].concat()) {
            wrong.insert((rule, who));
        }
    }
    if let Some(room) = a.room.filter(|_| a.room == b.room) {
        let clear = diary.get::<Room>(room).unwrap().clear_down_min;
        let (ours, theirs) = (minutes(a.span()).collect::<Vec<_>>(), minutes(b.span()).collect::<Vec<_>>());
        if close(&ours, &theirs, clear) {
            wrong.insert(("room-taken", room.key()));
        }
    }
    for rule in rules {
        if meet(diary, rule, a, b) || meet(diary, rule, b, a) {
            wrong.insert(("no-meet", rule.id.key()));
        }
    }
    wrong
}

/// What the rules say is wrong between a session and another.
fn found_between(findings: &[Finding], other: SessionId) -> BTreeSet<(&'static str, Key)> {
    let rule = |f: &Finding| PLACES.iter().copied().find(|p| f.rule.0 == *p);
    let about = |f: &Finding| match f.what {
        What::Taken { who, by, .. } if by == other && who != FIRM.0.key() => Some((rule(f)?, who)),
        What::MustNotMeet { rule: no_meet, by, .. } if by == other && f.blocks() => Some((rule(f)?, no_meet.key())),
        _ => None,
    };
    findings.iter().filter_map(about).collect()
}

/// Whom the rules warn of who go and come by one door, in a session and another.
fn warned_between(findings: &[Finding], other: SessionId) -> BTreeSet<NoMeetRuleId> {
    let about = |f: &Finding| match f.what {
        What::MustNotMeet { rule, by, .. } if by == other && !f.blocks() => Some(rule),
        _ => None,
    };
    findings.iter().filter_map(about).collect()
}

/// Whether the firm has too many cars on the road, or a car too few seats, at some minute.
fn too_full(diary: &Diary, date: Day, sessions: &[Session]) -> (bool, bool) {
    let legs: Vec<&Leg> = sessions.iter().flat_map(|s| &s.legs).collect();
    let (mut firm, mut seats) = (false, false);
    for minute in 0..1440 {
        let now: Vec<&Leg> = legs.iter().copied().filter(|l| l.depart.0 <= minute && minute < l.arrive.0).collect();
        let mut cars: Vec<Vec<&Leg>> = Vec::new();
        for leg in now {
            match cars.iter_mut().find(|car| journey(leg).is_some() && journey(car[0]) == journey(leg)) {
                Some(car) => car.push(leg),
                None => cars.push(vec![leg]),
            }
        }
        firm |= cars.iter().filter(|car| car[0].driver == Some(FIRM.0)).count() > FIRM.1;
        seats |= cars.iter().any(|car| {
            let vehicle = car[0].vehicle.and_then(|v| diary.get::<Vehicle>(v));
            let fitted = vehicle.map_or(Seats::default(), |v| v.seats);
            let kinds: Vec<SeatKind> = car
                .iter()
                .flat_map(|leg| &leg.children)
                .map(|c| seat_needed(diary.get::<Child>(*c).unwrap(), date, diary.settings()))
                .collect();
            let count = |kind| kinds.iter().filter(|k| **k == kind).count();
            let escorts: BTreeSet<_> = car.iter().filter_map(|l| l.escort).collect();
            count(SeatKind::Infant) > usize::from(fitted.infant)
                || count(SeatKind::Toddler) > usize::from(fitted.toddler)
                || count(SeatKind::Booster) > usize::from(fitted.booster)
                || vehicle.is_some_and(|v| kinds.len() + escorts.len() > usize::from(v.capacity))
        });
    }
    (firm, seats)
}

fn of_places(findings: Vec<Finding>) -> Vec<Finding> {
    findings.into_iter().filter(|f| f.blocks() && PLACES.contains(&&*f.rule.0)).collect()
}

proptest! {
    #![proptest_config(chance::property(400))]

    /// The rules find between two sessions what the walk finds, no more and no less, on both sides.
    #[test]
    fn two_sessions_clash_exactly_when_the_walk_says_so(day in a_day()) {
        let diary = day.diary(&day.sessions);
        let all: Vec<&Session> = day.sessions.iter().filter(|s| s.status.takes_place()).collect();
        for a in &all {
            let findings = rules::check(&diary, a).unwrap();
            for b in all.iter().filter(|b| b.id != a.id) {
                prop_assert_eq!(
                    found_between(&findings, b.id), wrong_between(&diary, &day.no_meets, a, b), "{} and {}", a.id, b.id
                );
                let passes = day.no_meets.iter().filter(|r| pass(&diary, r, a, b) || pass(&diary, r, b, a));
                let passes: BTreeSet<_> = passes.map(|r| r.id).collect();
                prop_assert_eq!(warned_between(&findings, b.id), passes, "{} and {}", a.id, b.id);
            }
            let alone: BTreeSet<_> =
                found_between(&findings, a.id).into_iter().filter(|(rule, _)| *rule == "no-meet").collect();
            let wanted = day.no_meets.iter().filter(|r| meet(&diary, r, a, a)).map(|r| ("no-meet", r.id.key())).collect();
            prop_assert_eq!(alone, wanted);
        }
    }

    /// Cars of a firm and seats in a car are counted over all sessions at once: some session is told, or all is well.
    #[test]
    fn cars_and_seats_suffice_exactly_when_the_walk_says_so(day in a_day()) {
        let diary = day.diary(&day.sessions);
        let all: Vec<Session> = day.sessions.iter().filter(|s| s.status.takes_place()).cloned().collect();
        let findings: Vec<Finding> = all.iter().flat_map(|s| rules::check(&diary, s).unwrap()).collect();
        let firm = findings.iter().any(|f| matches!(f.what, What::Taken { who, .. } if who == FIRM.0.key()));
        let seats = findings.iter().any(|f| f.blocks() && f.rule.0 == "child-seat");
        prop_assert_eq!((firm, seats), too_full(&diary, day.date, &all));
    }

    /// Booked one after the other, each only if nothing blocks, a day never has anyone or anything in two places.
    #[test]
    fn a_day_booked_through_the_rules_holds_together(day in a_day()) {
        let mut booked: Vec<Session> = Vec::new();
        for session in day.sessions.iter().filter(|s| s.status.takes_place()) {
            if of_places(rules::check(&day.diary(&booked), session).unwrap()).is_empty() {
                booked.push(session.clone());
            }
        }
        let diary = day.diary(&booked);
        for (_, who) in everyone() {
            let all: Vec<Bound> = booked.iter().flat_map(|s| bound(s, who)).collect();
            prop_assert!(!in_two_places(&diary, &all), "{who}");
        }
        for a in &booked {
            for b in &booked {
                prop_assert!(!day.no_meets.iter().any(|r| meet(&diary, r, a, b)), "{} and {}", a.id, b.id);
            }
        }
        prop_assert_eq!(too_full(&diary, day.date, &booked), (false, false));
        for (_, findings) in rules::check_day(&diary, day.date).unwrap() {
            prop_assert_eq!(of_places(findings), vec![]);
        }
    }

    /// A session that shares nothing with another finds the same without it, and what does not take place is nothing.
    #[test]
    fn only_what_a_session_touches_matters(day in a_day()) {
        let diary = day.diary(&day.sessions);
        let keys = |s: &Session| -> BTreeSet<Key> {
            let people = s.children.iter().map(|c| c.key()).chain(s.parties.iter().map(|p| p.key()));
            let met = people.clone().flat_map(|p| {
                let rules = day.no_meets.iter().filter(move |r| r.a == Some(p) || r.b == Some(p));
                rules.flat_map(|r| [r.a, r.b]).flatten().collect::<Vec<_>>()
            });
            Record::from(s.clone()).owners().into_iter().filter(|k| k.kind != Kind::Site).chain(people.clone()).chain(met).collect()
        };
        for session in &day.sessions {
            let ours = keys(session);
            let touched: Vec<Session> = day.sessions.iter()
                .filter(|s| s.status.takes_place() && !keys(s).is_disjoint(&ours)).cloned().collect();
            let fewer = day.diary(&touched);
            // whether an officer is alone on site hangs on everyone else who is there
            let but_alone = |diary: &Diary| {
                let all = rules::check(diary, session).unwrap().into_iter();
                all.filter(|f| f.rule.0 != "lone-on-site").collect::<Vec<_>>()
            };
            prop_assert_eq!(but_alone(&diary), but_alone(&fewer));
        }
        for ((id, of_day), session) in rules::check_day(&diary, day.date).unwrap().into_iter().zip(diary.day(day.date).unwrap()) {
            prop_assert_eq!(id, session.id);
            prop_assert_eq!(of_day, rules::check(&diary, session).unwrap());
        }
    }
}
