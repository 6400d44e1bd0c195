//! The areas of Leicester and Leicestershire, and the minutes between them.

use super::names::name;
use crate::domain::{Head, Kind, Record, Travel, TravelId};

/// A postcode district, the town a letter names, and where it lies: miles east and north of the Clock Tower, roughly.
pub(super) struct Area {
    pub(super) code: &'static str,
    pub(super) town: &'static str,
    pub(super) east: i32,
    pub(super) north: i32,
}

const fn area(code: &'static str, town: &'static str, east: i32, north: i32) -> Area {
    Area { code, town, east, north }
}

/// In the city.
pub(super) const CITY: [Area; 5] = [
    area("LE1", "Leicester", 0, 0),
    area("LE2", "Leicester", 1, -2),
    area("LE3", "Leicester", -2, 0),
    area("LE4", "Leicester", 0, 2),
    area("LE5", "Leicester", 2, 1),
];

/// Around it, within twenty miles.
pub(super) const COUNTY: [Area; 9] = [
    area("LE6", "Groby", -6, 3),
    area("LE7", "Syston", 3, 5),
    area("LE8", "Blaby", 0, -5),
    area("LE9", "Enderby", -6, -5),
    area("LE10", "Hinckley", -10, -8),
    area("LE12", "Shepshed", -5, 10),
    area("LE16", "Market Harborough", 9, -12),
    area("LE18", "Wigston", 2, -4),
    area("LE67", "Coalville", -11, 6),
];

/// More than twenty miles away.
pub(super) const FAR: [Area; 4] = [
    area("LE15", "Oakham", 21, 1),
    area("NN16", "Kettering", 20, -17),
    area("CV11", "Nuneaton", -18, -11),
    area("NG31", "Grantham", 22, 19),
];

/// Minutes by car between two areas: slower in the city.
fn minutes(a: &Area, b: &Area) -> u16 {
    let (east, north) = (a.east - b.east, a.north - b.north);
    let miles = f64::from(east * east + north * north).sqrt();
    (9.0 + 2.0 * miles.min(8.0) + 1.4 * (miles - 8.0).max(0.0)) as u16
}

/// The minutes between all of them, each pair once.
pub(super) fn travel(head: &mut Head) -> Vec<Record> {
    let all: Vec<&Area> = CITY.iter().chain(&COUNTY).chain(&FAR).collect();
    let pairs = all.iter().enumerate().flat_map(|(i, a)| all[i + 1..].iter().map(move |b| (*a, *b)));
    pairs
        .map(|(a, b)| {
            let id = TravelId(head.take(Kind::Travel));
            Travel { id, from: name(a.code), to: name(b.code), minutes: minutes(a, b), ..Travel::default() }.into()
        })
        .collect()
}
