//! What the service has: centres and rooms, schools, staff, cars, accounts (DOMAIN 5b). A service of five times the size
//! has five of each room, officer and car, and the same nine centres.

use super::names::{HERITAGES, name, note};
use super::places::{self, CITY, COUNTY};
use super::rng::Rng;
use super::staff;
use crate::domain::calendar::{self, Authority};
use crate::domain::{
    Day, Days, Head, Hours, Kind, Minute, Name, OfficerId, Record, Role, Room, RoomFeature, RoomId, SchoolCalendarId,
    Site, SiteId, Span, User, UserId,
};

/// The number of St Andrew's, the base.
pub(super) const BASE: SiteId = SiteId(6);

/// Name, area, rooms for contact.
const SITES: [(&str, &str, &[RoomPlan]); 9] = [
    ("Bishopdale", "LE4", &[]),
    ("Belgrave", "LE4", &[]),
    ("St Peter's", "LE5", &[]),
    ("Jubilee", "LE1", &[]),
    ("Charnwood", "LE5", &[RoomPlan("Rainbow", 7, &[Changing, Infant], "", "")]),
    (
        "St Andrew's",
        "LE2",
        &[
            RoomPlan("Oak", 10, &[Kitchen, StepFree, NearExit, Observation], "Main", "Front"),
            RoomPlan("Elm", 9, &[StepFree, NearExit, Cctv], "Main", "Front"),
            RoomPlan("Ash", 7, &[StepFree, Observation], "Main", "Front"),
            RoomPlan("Birch", 7, &[NearExit], "Garden", "Back"),
            RoomPlan("Willow", 5, &[Infant, Cot, Changing], "Garden", "Back"),
            RoomPlan("Hazel", 5, &[Infant, Changing], "Garden", "Back"),
            RoomPlan("Garden", 16, &[Garden, StepFree, NearExit], "Garden", "Back"),
        ],
    ),
    ("Mayfield", "LE3", &[RoomPlan("Sunflower", 8, &[StepFree, NearExit, Kitchen], "", "")]),
    ("St Christopher's", "LE2", &[RoomPlan("Den", 8, &[Teens, NearExit], "", "")]),
    ("Johnson", "LE3", &[]),
];

use RoomFeature::*;

/// Name, people it holds, features, entrance, waiting area.
struct RoomPlan(&'static str, u8, &'static [RoomFeature], &'static str, &'static str);

fn at(text: &str) -> Hours {
    text.parse().unwrap_or_default()
}

/// Everything that is there before the families, in an order in which nothing is named before it is given.
pub(super) fn records(rng: &mut Rng, scale: usize, covered: Days, head: &mut Head) -> Vec<Record> {
    let mut all = places::travel(head);
    all.extend(sites(scale, head));
    all.extend(schools(scale, covered, head));
    let officers = staff::officers(rng, scale, covered.last, head);
    let account = officers.iter().find(|o| &*o.account == "ola").map(|o| o.id);
    all.extend(officers.into_iter().map(Record::from));
    all.extend(staff::drivers(rng, scale, covered.last, head));
    all.extend(users(account, head));
    all
}

fn sites(scale: usize, head: &mut Head) -> Vec<Record> {
    let mut rooms = Vec::new();
    let mut sites = Vec::new();
    for (i, (title, area, plans)) in SITES.iter().enumerate() {
        let id = SiteId(head.take(Kind::Site));
        let town = CITY.iter().find(|a| a.code == *area).map_or("Leicester", |a| a.town);
        let base = id == BASE;
        let doors = |one: &str, two: &str| if base { vec![name(one), name(two)] } else { Vec::new() };
        sites.push(Record::from(Site {
            id,
            name: name(title),
            address: note(format!("{title} Family Centre\n{town} {area}")),
            area: name(area),
            phone: name(format!("0116 496 00{:02}", 10 + i)),
            hours: at("Mon-Fri 08:30-18:30; Sat 09:00-16:00"),
            secure: base || *title == "Charnwood",
            entrances: doors("Main", "Garden"),
            waiting_areas: doors("Front", "Back"),
            base,
            // reception opens before the first family and closes after the last
            staffed: at("Mon-Fri 08:00-19:00; Sat 08:30-16:30"),
            ..Site::default()
        }));
        for copy in 1..=scale {
            rooms.extend(plans.iter().map(|plan| room(plan, id, copy, head)));
        }
    }
    sites.extend(rooms);
    sites
}

fn room(plan: &RoomPlan, site: SiteId, copy: usize, head: &mut Head) -> Record {
    let RoomPlan(title, capacity, features, entrance, waiting) = plan;
    Room {
        id: RoomId(head.take(Kind::Room)),
        site,
        name: name(if copy == 1 { (*title).to_owned() } else { format!("{title} {copy}") }),
        capacity: *capacity,
        features: features.to_vec(),
        clear_down_min: 15,
        entrance: name(entrance),
        waiting_area: name(waiting),
        ..Room::default()
    }
    .into()
}

/// Sort of school, by the ages it takes.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum SchoolKind {
    /// Three and four: mornings.
    Nursery,
    /// Four to eleven.
    Primary,
    /// Eleven on.
    Secondary,
}

use SchoolKind::*;

/// Name, sort, in the city.
const SCHOOLS: [(&str, SchoolKind, bool); 14] = [
    ("Lantern Row Nursery", Nursery, true),
    ("Stockinger Road Nursery", Nursery, true),
    ("Brookside Nursery", Nursery, false),
    ("Thrush Holt Primary", Primary, true),
    ("Corah Mews Primary", Primary, true),
    ("St Botolph's Primary", Primary, true),
    ("Heronsgate Primary", Primary, true),
    ("Marlpit Primary", Primary, false),
    ("Tanners Reach Primary", Primary, false),
    ("Quorndale Primary", Primary, false),
    ("Framework Academy", Secondary, true),
    ("Bellfounders School", Secondary, true),
    ("Wharfinger High", Secondary, false),
    ("Soar Valley View College", Secondary, false),
];

fn schools(scale: usize, covered: Days, head: &mut Head) -> Vec<Record> {
    let (first, last) = (covered.first.ymd().0 - 1, covered.last.ymd().0);
    let each = SCHOOLS.iter().cycle().take(SCHOOLS.len() * scale.min(2)).enumerate();
    each.map(|(i, (title, sort, city))| {
        let (authority, area) = if *city {
            (Authority::City, &CITY[i % CITY.len()])
        } else {
            (Authority::County, &COUNTY[i % COUNTY.len()])
        };
        let hours = match sort {
            Nursery => "Mon-Fri 08:45-11:45",
            Primary => "Mon-Fri 08:50-15:15",
            Secondary => "Mon-Fri 08:35-15:00",
        };
        let title = if i < SCHOOLS.len() { (*title).to_owned() } else { format!("{title} {}", i / SCHOOLS.len() + 1) };
        let mut school = calendar::school(authority, name(title), at(hours), first, last);
        school.id = SchoolCalendarId(head.take(Kind::SchoolCalendar));
        school.area = name(area.code);
        school.pick_up = note("Office at the front gate; ask for the designated teacher.");
        school.into()
    })
    .collect()
}

/// Which schools a child of an age may go to: the list's places, city first.
pub(super) fn schools_for(kind: SchoolKind, city: bool, scale: usize) -> Vec<SchoolCalendarId> {
    let fits = |i: usize| (SCHOOLS[i % SCHOOLS.len()].1, SCHOOLS[i % SCHOOLS.len()].2) == (kind, city);
    let all = (0..SCHOOLS.len() * scale.min(2)).filter(|i| fits(*i));
    all.map(|i| SchoolCalendarId(i as u32 + 1)).collect()
}

/// One account per role; whoever runs the demo is added by whoever makes the store.
const ACCOUNTS: [(&str, &str, Role); 7] = [
    ("asha", "Asha Raithatha", Role::Coordinator),
    ("moira", "Moira Kett", Role::Manager),
    ("clive", "Clive Pegg", Role::Clerk),
    ("ola", "Ola Adébáyọ̀", Role::Officer),
    ("dot", "Dot Barsby", Role::Duty),
    ("audrey", "Audrey Munn", Role::Auditor),
    ("adam", "Adam Sills", Role::Admin),
];

fn users(ola: Option<OfficerId>, head: &mut Head) -> Vec<Record> {
    let user = |(account, title, role): &(&str, &str, Role)| {
        let officer = ola.filter(|_| *role == Role::Officer);
        let id = UserId(head.take(Kind::User));
        User { id, account: name(account), name: name(title), role: *role, officer, ..User::default() }.into()
    };
    ACCOUNTS.iter().map(user).collect()
}

/// A person's name of some heritage: first name and surname.
pub(super) fn person(rng: &mut Rng, woman: bool) -> Name {
    let heritage = rng.weighted(&HERITAGES);
    let first = rng.pick(if woman { heritage.women } else { heritage.men });
    name(format!("{first} {}", rng.pick(heritage.surnames)))
}

/// The closures of a week: bank holidays and the days of Christmas at every centre.
pub(super) fn closed(day: Day) -> Option<&'static str> {
    let (_, month, date) = day.ymd();
    match (month, date) {
        (12, 25) => Some("Christmas Day"),
        (12, 26) => Some("Boxing Day"),
        (1, 1) => Some("New Year's Day"),
        _ => calendar::bank_holidays(day.ymd().0).into_iter().find(|(d, _)| *d == day).map(|(_, reason)| reason),
    }
}

/// Whether the centres are open on a day: Monday to Saturday without those closures.
pub(super) fn open(day: Day) -> bool {
    day.weekday_index() < 6 && closed(day).is_none()
}

/// When contact may be on a day of the week.
pub(super) fn opening(weekday: usize) -> Span {
    match weekday {
        5 => Span::new(Minute::at(9, 0), Minute::at(16, 0)),
        _ => Span::new(Minute::at(8, 30), Minute::at(18, 30)),
    }
}
