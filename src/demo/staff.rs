//! Officers, drivers, escorts and cars (DOMAIN 5b).

use super::estate::{BASE, person};
use super::names::{name, phone};
use super::places::CITY;
use super::rng::Rng;
use crate::domain::{
    Contract, Day, Driver, DriverId, DriverKind, Head, Hours, Kind, Officer, OfficerId, Record, Seats, Skill, Vehicle,
    VehicleId, VehicleKind,
};

use Skill::{Assessment, Disability, Infant, LoneWork, MalePerpetrator, Restraint, SignLanguage};

/// Name, contract, weekly hours, working pattern, car owner, languages, skills.
struct Post(&'static str, Contract, u8, &'static str, bool, &'static [&'static str], &'static [Skill]);

const EARLY: &str = "Mon-Wed 08:00-16:00; Thu-Fri 10:30-18:45";
const LATE: &str = "Mon-Fri 11:00-18:45";
const LATE_AND_SATURDAY: &str = "Mon-Wed 11:00-18:45; Fri 11:00-18:45; Sat 08:30-16:30";

const POSTS: [Post; 16] = [
    Post("Tara Shah", Contract::Permanent, 37, LATE_AND_SATURDAY, true, &["Gujarati", "Hindi"], &[Infant, Assessment]),
    Post("Ola Adébáyọ̀", Contract::Permanent, 37, LATE, true, &["Yoruba"], &[Infant, Restraint, LoneWork]),
    Post("Niamh Byrne", Contract::Permanent, 37, EARLY, true, &[], &[Infant, Disability]),
    Post("Łukasz Nowak", Contract::Permanent, 37, LATE_AND_SATURDAY, true, &["Polish"], &[MalePerpetrator, Restraint]),
    Post("Hodan Warsame", Contract::Permanent, 37, LATE_AND_SATURDAY, false, &["Somali", "Arabic"], &[Infant]),
    Post("Harpreet Gill", Contract::Permanent, 37, EARLY, true, &["Punjabi", "Urdu"], &[Infant, Assessment]),
    Post("Meera Patel", Contract::Permanent, 37, EARLY, false, &["Gujarati"], &[Infant]),
    Post("Delroy Campbell", Contract::Permanent, 37, LATE, true, &[], &[MalePerpetrator, Restraint, LoneWork]),
    Post("Siân Price", Contract::Permanent, 37, LATE_AND_SATURDAY, true, &[], &[Disability, SignLanguage, Infant]),
    Post("Yusuf Khan", Contract::Permanent, 37, LATE, false, &["Urdu", "Punjabi"], &[Disability]),
    Post("Bernadette Quinn", Contract::PartTime, 18, "Mon-Wed 09:00-15:30", true, &[], &[Infant]),
    Post("Imran Malik", Contract::PartTime, 18, "Wed-Fri 12:30-18:45", false, &["Urdu", "Punjabi"], &[Infant]),
    Post(
        "Grace Okafor",
        Contract::Sessional,
        0,
        "Mon-Fri 08:00-19:00; Sat 08:30-16:30",
        true,
        &[],
        &[Infant, LoneWork],
    ),
    Post("Amrit Sandhu", Contract::Sessional, 0, "Mon-Fri 14:30-19:00; Sat 08:30-16:30", false, &["Punjabi"], &[]),
    Post("Zahra Ali", Contract::Sessional, 0, "Mon-Fri 14:30-19:00; Sat 08:30-16:30", false, &["Somali"], &[Infant]),
    Post(
        "Tom Hallam",
        Contract::Sessional,
        0,
        "Mon-Fri 09:00-19:00; Sat 08:30-16:30",
        false,
        &["Polish"],
        &[Restraint],
    ),
];

fn hours(text: &str) -> Hours {
    text.parse().unwrap_or_default()
}

/// The officers: the sixteen posts, as often as the service is larger.
pub(super) fn officers(rng: &mut Rng, scale: usize, last: Day, head: &mut Head) -> Vec<Officer> {
    let each = POSTS.iter().cycle().take(POSTS.len() * scale).enumerate();
    each.map(|(i, Post(title, contract, weekly, pattern, car_owner, languages, skills))| {
        let woman = matches!(i % 16, 0 | 2 | 4 | 5 | 6 | 8 | 10 | 12 | 13 | 14);
        Officer {
            id: OfficerId(head.take(Kind::Officer)),
            name: if i < 16 { name(title) } else { person(rng, woman) },
            grade: name(if i % 5 == 0 { "Senior contact officer" } else { "Contact officer" }),
            contract: *contract,
            weekly_hours: *weekly,
            hours: hours(pattern),
            base: Some(BASE),
            phone: phone(rng),
            car_owner: *car_owner,
            languages: languages.iter().map(name).collect(),
            skills: skills.to_vec(),
            gender: name(if woman { "female" } else { "male" }),
            dbs_expires: Some(last + rng.between(60, 900)),
            training_expires: Some(last + rng.between(60, 500)),
            account: name(if i == 1 { "ola" } else { "" }),
            ..Officer::default()
        }
    })
    .collect()
}

const CARS: [(&str, VehicleKind, u8, Seats); 7] = [
    ("Car 1", VehicleKind::CouncilCar, 4, Seats { infant: 1, toddler: 2, booster: 2, belt: 4, wheelchair: 0 }),
    ("Car 2", VehicleKind::CouncilCar, 4, Seats { infant: 1, toddler: 2, booster: 2, belt: 4, wheelchair: 0 }),
    ("Minibus", VehicleKind::Minibus, 8, Seats { infant: 2, toddler: 2, booster: 4, belt: 8, wheelchair: 1 }),
    (
        "Volunteer car A",
        VehicleKind::VolunteerCar,
        4,
        Seats { infant: 1, toddler: 1, booster: 2, belt: 4, wheelchair: 0 },
    ),
    (
        "Volunteer car B",
        VehicleKind::VolunteerCar,
        4,
        Seats { infant: 0, toddler: 1, booster: 3, belt: 4, wheelchair: 0 },
    ),
    (
        "Volunteer car C",
        VehicleKind::VolunteerCar,
        3,
        Seats { infant: 1, toddler: 1, booster: 1, belt: 3, wheelchair: 0 },
    ),
    (
        "Volunteer car D",
        VehicleKind::VolunteerCar,
        4,
        Seats { infant: 0, toddler: 2, booster: 2, belt: 4, wheelchair: 0 },
    ),
];

const FIRMS: [(&str, u8); 3] = [("Soar Cabs", 6), ("Swift Taxis", 5), ("Granby Cars", 4)];

/// The cars, then who drives them, then taxi firms and escorts.
pub(super) fn drivers(rng: &mut Rng, scale: usize, last: Day, head: &mut Head) -> Vec<Record> {
    let mut all: Vec<Record> = Vec::new();
    let mut people: Vec<Driver> = Vec::new();
    for copy in 0..scale {
        for (i, (title, sort, capacity, seats)) in CARS.iter().enumerate() {
            let id = VehicleId(head.take(Kind::Vehicle));
            let area = name(CITY[(i + copy) % CITY.len()].code);
            let council = *sort != VehicleKind::VolunteerCar;
            all.push(Record::from(Vehicle {
                id,
                name: name(if copy == 0 { (*title).to_owned() } else { format!("{title} {}", copy + 1) }),
                sort: *sort,
                registration: name(format!("ZZ{:02} {}ZQ", 60 + i, char::from(b'A' + copy as u8))),
                capacity: *capacity,
                seats: *seats,
                area: area.clone(),
                insured_until: Some(last + rng.between(60, 360)),
                ..Vehicle::default()
            }));
            let sort = if council { DriverKind::Council } else { DriverKind::Volunteer };
            let when =
                if council { "Mon-Fri 08:00-18:45; Sat 08:30-16:30" } else { "Mon-Fri 09:00-18:30; Sat 09:00-16:00" };
            people.push(Driver { sort, hours: hours(when), area, usual_vehicle: Some(id), ..Driver::default() });
        }
        let firm = |(title, cars): &(&str, u8)| Driver {
            name: name(if copy == 0 { (*title).to_owned() } else { format!("{title} {}", copy + 1) }),
            sort: DriverKind::Taxi,
            cars: *cars,
            ..Driver::default()
        };
        people.extend(FIRMS.iter().map(firm));
        let escort = || Driver { sort: DriverKind::Escort, hours: hours("Mon-Sat 08:00-19:00"), ..Driver::default() };
        people.extend(std::iter::repeat_with(escort).take(5));
    }
    for mut driver in people {
        let firm = driver.sort == DriverKind::Taxi;
        let woman = rng.percent(50);
        driver.id = DriverId(head.take(Kind::Driver));
        driver.phone = phone(rng);
        if !firm {
            driver.name = person(rng, woman);
            driver.gender = name(if woman { "female" } else { "male" });
            driver.cars = 1;
            driver.dbs_expires = Some(last + rng.between(60, 900));
        }
        if driver.usual_vehicle.is_some() {
            driver.licence_expires = Some(last + rng.between(100, 2000));
        }
        all.push(driver.into());
    }
    all
}
