//! The finder, the booking gate and “why not?” are one opinion (DESIGN invariant 7), over random diaries: every slot
//! offered books without a finding that refuses, every time that is not offered is refused with a reason, and no slot is
//! hidden that the rules would allow. `CONTACTDESK_CASES=10000` for a recorded run.
#![expect(clippy::unwrap_used, reason = "a test that cannot go on says where")]

#[path = "support/chance.rs"]
mod chance;
#[expect(dead_code, reason = "this binary uses a part of it")]
mod support;

use contactdesk::desk::commands::SessionBook;
use contactdesk::desk::queries::{Check, CheckView, Slots, SlotsView, Why};
use contactdesk::desk::{Answer, Command, Seat};
use contactdesk::domain::*;
use contactdesk::planner::{self, Search, Wish};
use contactdesk::rules;
use proptest::prelude::*;
use std::collections::BTreeSet;
use support::*;

/// Monday 30 November 2026; the desk's now is the Thursday before.
const MONDAY: Day = Day(20_787);

fn name(text: &str) -> Name {
    text.parse().unwrap()
}

/// What differs from one diary to the next.
#[derive(Clone, Debug)]
struct World {
    /// Capacity of the four rooms.
    rooms: Vec<u8>,
    /// Hours of the three officers, by number of a pattern; whether each speaks Polish; days away.
    officers: Vec<(usize, bool, Option<i32>)>,
    /// Whether the mother needs Polish, the level, whether a council car brings the child, who goes to school.
    polish: bool,
    level: usize,
    car: bool,
    school: bool,
    /// Rooms and site shut: which, day, time.
    shut: Vec<(u32, i32, u16)>,
    /// Pairs of people who must not meet: of our family, of another, scope.
    apart: Vec<(u32, usize)>,
    /// Sessions of others, and of our own people.
    sessions: Vec<Other>,
    /// When the mother works, the carer is away.
    works: Option<usize>,
    away: Option<i32>,
}

#[derive(Clone, Debug)]
struct Other {
    day: i32,
    start: u16,
    minutes: u16,
    room: u32,
    officer: u32,
    family: u32,
    driver: u32,
}

prop_compose! {
    fn other()(
        day in 0..3i32, start in 34..70u16, quarters in 2..9u16, room in 1..5u32, officer in 1..4u32, family in 1..5u32,
        driver in 0..4u32,
    ) -> Other {
        Other { day, start: start * 15, minutes: quarters * 15, room, officer, family, driver }
    }
}

prop_compose! {
    fn world()(
        rooms in prop::collection::vec(2..6u8, 4),
        officers in prop::collection::vec((0..4usize, any::<bool>(), prop::option::weighted(0.2, 0..3i32)), 3),
        polish in prop::bool::weighted(0.3), level in 0..4usize, car in any::<bool>(), school in any::<bool>(),
        shut in prop::collection::vec((0..5u32, 0..3i32, 34..70u16), 0..3),
        apart in prop::collection::vec((2..5u32, 0..4usize), 0..3),
        sessions in prop::collection::vec(other(), 0..14),
        works in prop::option::weighted(0.3, 0..3usize), away in prop::option::weighted(0.2, 0..3i32),
    ) -> World {
        World { rooms, officers, polish, level, car, school, shut, apart, sessions, works, away }
    }
}

const HOURS: [&str; 4] = ["Mon-Sat 08:00-19:00", "Mon-Fri 09:00-15:00", "Mon,", "Tue-Wed 12:00-18:45"];

impl World {
    fn records(&self) -> Vec<Record> {
        let mut all: Vec<Record> = Vec::new();
        for (id, area) in [(1, "LE1"), (2, "LE4")] {
            let hours = "Mon-Fri 08:30-18:30".parse().unwrap();
            let site = Site { id: SiteId(id), name: name("Site"), area: name(area), hours, ..Site::default() };
            all.push(Site { base: id == 1, ..site }.into());
        }
        for (id, capacity) in (1..).zip(&self.rooms) {
            let site = SiteId(if id == 4 { 2 } else { 1 });
            let room = Room { id: RoomId(id), site, name: name("Room"), capacity: *capacity, ..Room::default() };
            all.push(Room { clear_down_min: (id % 2) as u16 * 15, ..room }.into());
        }
        for (id, (hours, speaks, _)) in (1..).zip(&self.officers) {
            let hours = HOURS[*hours].parse().unwrap_or_default();
            let languages = if *speaks { vec![name("Polish")] } else { Vec::new() };
            let base = Some(SiteId(1));
            all.push(
                Officer { id: OfficerId(id), name: name("Officer"), hours, languages, base, ..Officer::default() }
                    .into(),
            );
        }
        for (id, day) in (1..).zip(self.officers.iter().map(|o| o.2)).filter_map(|(id, day)| Some((id, day?))) {
            let days = Days::one(MONDAY + day);
            let who = Some(OfficerId(id).key());
            all.push(Absence { id: AbsenceId(id), who, days, ..Absence::default() }.into());
        }
        for (id, sort, cars) in [
            (1, DriverKind::Council, 1),
            (2, DriverKind::Council, 1),
            (3, DriverKind::Taxi, 2),
            (4, DriverKind::Escort, 1),
        ] {
            let driver = Driver { id: DriverId(id), name: name("Driver"), sort, cars, ..Driver::default() };
            all.push(Driver { usual_vehicle: (id < 3).then_some(VehicleId(id)), ..driver }.into());
        }
        for id in 1..=2 {
            let seats = Seats { booster: 2, infant: 1, toddler: 1, belt: 4, wheelchair: 0 };
            all.push(Vehicle { id: VehicleId(id), name: name("Car"), capacity: 4, seats, ..Vehicle::default() }.into());
        }
        let terms = vec![Days::new(MONDAY - 60, MONDAY + 20)];
        let hours = "Mon-Fri 08:50-15:20".parse().unwrap();
        all.push(
            SchoolCalendar {
                id: SchoolCalendarId(1),
                name: name("School"),
                area: name("LE2"),
                hours,
                terms,
                ..SchoolCalendar::default()
            }
            .into(),
        );
        (1..=4).for_each(|family| self.family(family, &mut all));
        self.events(&mut all);
        all
    }

    fn family(&self, id: u32, all: &mut Vec<Record>) {
        let school = (id == 1 && self.school).then_some(SchoolCalendarId(1));
        let holidays = self.away.filter(|_| id == 1).map(|day| Days::one(MONDAY + day));
        let address = Address { area: name(["LE1", "LE2", "LE3", "LE9"][id as usize - 1]), ..Address::default() };
        all.push(
            Carer {
                id: CarerId(id),
                name: name("Home"),
                address,
                holidays: holidays.into_iter().collect(),
                ..Carer::default()
            }
            .into(),
        );
        let born = Some(MONDAY - 365 * 8);
        all.push(
            Child { id: ChildId(id), name: name("Child"), dob: born, height_cm: Some(120), school, ..Child::default() }
                .into(),
        );
        all.push(
            Placement { id: PlacementId(id), child: ChildId(id), carer: CarerId(id), ..Placement::default() }.into(),
        );
        let works = self
            .works
            .filter(|_| id == 1)
            .map_or("", |w| ["Mon 09:00-17:00", "Tue 13:00-18:00", "Mon-Wed 08:00-12:00"][w]);
        let interpreter = if id == 1 && self.polish { name("Polish") } else { Name::default() };
        all.push(
            Party {
                id: PartyId(id),
                name: name("Adult"),
                works: works.parse().unwrap(),
                interpreter,
                ..Party::default()
            }
            .into(),
        );
        self.papers(id, all);
    }

    /// The arrangement of a family, and its papers.
    fn papers(&self, id: u32, all: &mut Vec<Record>) {
        let level = [
            SupervisionLevel::Supervised,
            SupervisionLevel::CloseTwoOfficer,
            SupervisionLevel::Community,
            SupervisionLevel::Supported,
        ][self.level];
        let begun = Some(MONDAY - 90);
        let arrangement = Arrangement {
            id: ArrangementId(id),
            children: vec![ChildId(id)],
            parties: vec![PartyId(id)],
            level: if id == 1 { level } else { SupervisionLevel::Supervised },
            level_reason: "court".parse().unwrap(),
            length_min: Some(60),
            status: ArrangementStatus::Active,
            sites: if id == 1 { vec![SiteId(1), SiteId(2)] } else { Vec::new() },
            transport: if id == 1 && self.car { Transport::Council } else { Transport::Carer },
            usual_officers: vec![OfficerId(2)],
            planned_on: begun,
            referral_complete_on: begun,
            ..Arrangement::default()
        };
        all.push(arrangement.into());
        all.push(
            Agreement { id: AgreementId(id), arrangement: ArrangementId(id), signed_on: begun, ..Agreement::default() }
                .into(),
        );
        let expires = Some(MONDAY + i32::from(id == 1 && self.level == 3) + 1);
        all.push(
            RiskAssessment {
                id: RiskAssessmentId(id),
                arrangement: ArrangementId(id),
                made_on: begun,
                expires_on: expires,
                ..RiskAssessment::default()
            }
            .into(),
        );
    }

    /// Closures, who must not meet, and what is booked.
    fn events(&self, all: &mut Vec<Record>) {
        for (id, (room, day, at)) in (1..).zip(&self.shut) {
            let time = Some(Span::new(Minute(at * 15), Minute(at * 15 + 90)));
            let (site, room) = if *room == 0 { (Some(SiteId(1)), None) } else { (None, Some(RoomId(*room))) };
            let days = Days::one(MONDAY + *day);
            all.push(
                Closure { id: ClosureId(id), site, room, days, time, reason: name("shut"), ..Closure::default() }
                    .into(),
            );
        }
        for (id, (other, scope)) in (1..).zip(&self.apart) {
            let (a, b) = (Some(PartyId(1).key()), Some(PartyId(*other).key()));
            let scope = NoMeetScope::ALL[*scope];
            all.push(
                NoMeetRule {
                    id: NoMeetRuleId(id),
                    a,
                    b,
                    scope,
                    margin_min: (id % 2) as u16 * 10,
                    ..NoMeetRule::default()
                }
                .into(),
            );
        }
        for (id, other) in (1..).zip(&self.sessions) {
            let (start, end) = (Minute(other.start), Minute(other.start + other.minutes));
            let site = SiteId(if other.room == 4 { 2 } else { 1 });
            let leg = Leg {
                children: vec![ChildId(other.family)],
                from: Place::Carer(CarerId(other.family)),
                to: Place::Site(site),
                depart: start.plus(-20),
                arrive: start,
                mode: Transport::Council,
                driver: (other.driver > 0).then_some(DriverId(other.driver)),
                vehicle: (1..=2).contains(&other.driver).then_some(VehicleId(other.driver)),
                ..Leg::default()
            };
            let session = Session {
                id: SessionId(id),
                arrangement: Some(ArrangementId(other.family)),
                children: vec![ChildId(other.family)],
                parties: vec![PartyId(other.family)],
                date: MONDAY + other.day,
                start,
                end,
                site,
                room: Some(RoomId(other.room)),
                officers: vec![OfficerId(other.officer)],
                status: SessionStatus::Booked,
                stagger: planner::stagger(&Diary::default(), None, start, end),
                legs: if other.driver > 0 { vec![leg] } else { Vec::new() },
                ..Session::default()
            };
            all.push(session.into());
        }
    }

    fn diary(&self) -> Diary {
        Diary::of_records(self.records(), [Days::new(MONDAY - 60, MONDAY + 20)])
    }
}

/// Every slot of three days.
fn every_slot(diary: &Diary, wish: &Wish) -> Vec<Slot> {
    let days = Days::new(MONDAY, MONDAY + 2);
    let now = Moment::new(MONDAY - 4, Minute::at(9, 0));
    planner::search(diary, wish, Search { days, now, within: None, limit: usize::MAX }).unwrap().slots
}

/// Whether any room and officers at all make a session that nothing refuses: everything tried, nothing passed over.
fn some_bundle(diary: &Diary, session: &Session) -> bool {
    let needs_room = session.level.needs_room();
    let rooms: Vec<Option<&Room>> = if needs_room { diary.open::<Room>().map(Some).collect() } else { vec![None] };
    let ids: Vec<OfficerId> = diary.open::<Officer>().map(|o| o.id).collect();
    let mut teams: Vec<Vec<OfficerId>> = vec![Vec::new()];
    teams.extend(ids.iter().map(|o| vec![*o]));
    teams.extend(ids.iter().flat_map(|a| ids.iter().map(move |b| vec![*a, *b])).filter(|t| t[0] != t[1]));
    let sites = if needs_room { vec![session.site] } else { vec![SiteId(1), SiteId(2)] };
    rooms.iter().any(|room| {
        sites.iter().any(|site| {
            teams.iter().any(|team| {
                let site = room.map_or(*site, |r| r.site);
                let tried = Session { site, room: room.map(|r| r.id), officers: team.clone(), ..session.clone() };
                !rules::blocking(&rules::check(diary, &tried).unwrap())
            })
        })
    })
}

fn check(seat: &Seat, command: impl Into<Command>) -> CheckView {
    match ask(seat, Check { command: Box::new(command.into()) }).unwrap() {
        Answer::Check(view) => view,
        other => panic!("{other:?}"),
    }
}

fn plain(mut findings: Vec<Finding>) -> Vec<Finding> {
    findings.sort_by_key(|f| format!("{f:?}"));
    findings
}

proptest! {
    #![proptest_config(chance::property(8))]

    /// Offered is allowed, and not offered is refused with a reason, at every quarter of an hour.
    #[test]
    fn a_slot_is_offered_or_refused_with_a_reason(world in world()) {
        let diary = world.diary();
        let wish = Wish::of_arrangement(&diary, diary.get::<Arrangement>(ArrangementId(1)).unwrap(), MONDAY);
        let slots = every_slot(&diary, &wish);
        for slot in &slots {
            let found = rules::check(&diary, &slot.session).unwrap();
            prop_assert!(!rules::blocking(&found), "{:?}", found);
            prop_assert_eq!(&found, &slot.warnings);
            prop_assert_eq!(slot.units, slot.terms.iter().map(|t| t.units).sum::<u32>());
        }
        prop_assert!(slots.windows(2).all(|pair| pair[0].units <= pair[1].units));
        let offered: BTreeSet<(Day, Minute)> = slots.iter().map(|s| (s.session.date, s.session.start)).collect();
        for day in (0..3).map(|d| MONDAY + d) {
            for start in (34..70).map(|q| Minute(q * 15)) {
                let why = planner::why(&diary, &wish, day, start).unwrap();
                let (blocking, _) = rules::check(&diary, &why.slot.session).unwrap().into_iter().partition::<Vec<_>, _>(Finding::blocks);
                prop_assert_eq!(&blocking, &why.blocking);
                prop_assert_eq!(blocking.is_empty(), offered.contains(&(day, start)), "{} {} {:?}", day, start, why);
                for relaxed in &why.relaxed {
                    prop_assert!(!relaxed.slot.session.children.is_empty());
                }
            }
        }
    }

    /// Stopping as soon as nothing cheaper can come loses nothing: the ten best are the ten best of all.
    #[test]
    fn the_best_are_found_without_trying_all(world in world(), limit in 1usize..4) {
        let diary = world.diary();
        let wish = Wish::of_arrangement(&diary, diary.get::<Arrangement>(ArrangementId(1)).unwrap(), MONDAY);
        let all = every_slot(&diary, &wish);
        let days = Days::new(MONDAY, MONDAY + 2);
        let now = Moment::new(MONDAY - 4, Minute::at(9, 0));
        let some = planner::search(&diary, &wish, Search { days, now, within: None, limit }).unwrap().slots;
        let units = |slots: &[Slot]| slots.iter().map(|s| s.units).take(limit).collect::<Vec<_>>();
        prop_assert_eq!(units(&some), units(&all));
    }

    /// Nothing the rules would allow is hidden by what the finder passes over without asking them.
    #[test]
    fn no_slot_is_hidden(world in world()) {
        let world = World { car: false, ..world };
        let diary = world.diary();
        let wish = Wish::of_arrangement(&diary, diary.get::<Arrangement>(ArrangementId(1)).unwrap(), MONDAY);
        let offered: BTreeSet<(Day, Minute)> =
            every_slot(&diary, &wish).iter().map(|s| (s.session.date, s.session.start)).collect();
        for day in (0..3).map(|d| MONDAY + d) {
            for start in (34..70).map(|q| Minute(q * 15)) {
                let bare = planner::why(&diary, &wish, day, start).unwrap().slot.session;
                let allowed = some_bundle(&diary, &bare);
                prop_assert_eq!(allowed, offered.contains(&(day, start)), "{} {} {:?}", day, start, wish);
            }
        }
    }
}

proptest! {
    #![proptest_config(chance::property(3))]

    /// At the desk: what `slots` offers can be carried out, and `why` and the booking refuse for the same reasons.
    #[test]
    fn why_never_disagrees_with_book(world in world()) {
        let house = House::with(world.records());
        let root = house.seat("root");
        let what = ArrangementId(1).key();
        let query = Slots { from: Some(MONDAY), to: Some(MONDAY + 2), limit: Some(30), ..Slots::of(what) };
        let Ok(Answer::Slots(view)) = ask(&root, query) else { panic!() };
        let view: SlotsView = view;
        for slot in &view.slots {
            let checked = check(&root, view.take(slot));
            prop_assert!(checked.blocking.is_empty(), "{:?}", checked.blocking);
        }
        for day in (0..3).map(|d| MONDAY + d) {
            for start in (34..70).step_by(3).map(|q| Minute(q * 15)) {
                let why = Why { what, day, start, minutes: None, room: None, officers: None };
                let Ok(Answer::Why(why)) = ask(&root, why) else { panic!() };
                let book = SessionBook { date: day, start, arrangement: Some(ArrangementId(1)), ..SessionBook::default() };
                let checked = check(&root, book.clone());
                let refused: Vec<Finding> = checked.blocking.iter().map(|a| a.finding.clone()).collect();
                prop_assert_eq!(plain(refused), plain(why.blocking.clone()));
                if let Err(no) = run(&root, book) {
                    prop_assert!(!why.blocking.is_empty(), "{:?}", no);
                } else {
                    prop_assert!(why.blocking.is_empty());
                    run(&root, contactdesk::desk::commands::Undo::default()).unwrap();
                }
            }
        }
    }
}
