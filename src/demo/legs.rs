//! How the children of a session come and go: a leg each way for each home, with driver, car, seats and escort.

use super::book::{Book, before, five};
use super::names::name;
use super::week::comes_from;
use crate::domain::finding::SeatKind;
use crate::domain::{
    Arrangement, Child, ChildId, Diary, Direction, Driver, DriverKind, Leg, LegStatus, Officer, Place, Seats, Session,
    Transport, Vehicle,
};
use crate::rules::seat_needed;

/// Whether the way is ours to see to.
pub(super) fn ours(mode: Transport) -> bool {
    !matches!(mode, Transport::Carer | Transport::Public)
}

/// The legs of a session, none where the carer brings the child; `None` if nobody can drive then.
///
/// With `escorted`, `None` too if a child under eleven would ride with only a driver.
pub(super) fn plan(
    diary: &Diary,
    book: &Book,
    arrangement: &Arrangement,
    session: &Session,
    escorted: bool,
) -> Option<Vec<Leg>> {
    let mode = arrangement.transport;
    if !ours(mode) {
        return Some(Vec::new());
    }
    let mut groups: Vec<(Place, Place, Vec<ChildId>)> = Vec::new();
    for id in &session.children {
        let child = diary.get::<Child>(*id)?;
        let home = Place::Carer(diary.placement(*id, session.date)?.carer);
        let from = comes_from(diary, child, session)?;
        match groups.iter_mut().find(|(f, h, _)| *f == from && *h == home) {
            Some((.., children)) => children.push(*id),
            None => groups.push((from, home, vec![*id])),
        }
    }
    let mut legs: Vec<Leg> = Vec::new();
    for (from, home, children) in groups {
        let pair = [out(diary, session, from, &children), back(diary, session, home, &children)];
        let pair = [mode, Transport::Volunteer, Transport::Taxi]
            .into_iter()
            .filter(|m| legs.is_empty() || *m == Transport::Taxi)
            .find_map(|mode| driven(diary, book, session, mode, &pair, &legs))?;
        legs.extend(pair);
    }
    let alone = |leg: &Leg| leg.escort.is_none() && leg.officer.is_none() && young(diary, session, &leg.children);
    (!escorted || !legs.iter().any(alone)).then_some(legs)
}

fn out(diary: &Diary, session: &Session, from: Place, children: &[ChildId]) -> Leg {
    let to = Place::Site(session.site);
    let arrive = session.stagger.child_arrive;
    let depart = before(arrive, five(diary.place_minutes(&from, &to)));
    let receiver = session.officers.first().and_then(|id| diary.get::<Officer>(*id)).map(|o| o.name.clone());
    Leg {
        direction: Direction::Out,
        children: children.to_vec(),
        from,
        to,
        depart,
        arrive,
        receiver: receiver.unwrap_or_else(|| name("Reception")),
        authorised_by: name("Team manager"),
        recurring: true,
        ..Leg::default()
    }
}

fn back(diary: &Diary, session: &Session, home: Place, children: &[ChildId]) -> Leg {
    let from = Place::Site(session.site);
    let depart = session.stagger.child_leave;
    let arrive = depart.plus(i32::from(five(diary.place_minutes(&from, &home))));
    Leg {
        direction: Direction::Return,
        children: children.to_vec(),
        from,
        to: home,
        depart,
        arrive,
        receiver: name("Carer"),
        authorised_by: name("Team manager"),
        recurring: true,
        status: LegStatus::Planned,
        ..Leg::default()
    }
}

/// Both legs with who drives them, if someone can.
fn driven(
    diary: &Diary,
    book: &Book,
    session: &Session,
    mode: Transport,
    pair: &[Leg; 2],
    others: &[Leg],
) -> Option<[Leg; 2]> {
    let needed = seats(diary, session, &pair[0].children);
    let mut legs = pair.clone();
    for leg in &mut legs {
        leg.mode = mode;
    }
    match mode {
        Transport::OfficerCar => {
            let officer = diary.get::<Officer>(*session.officers.first()?)?;
            let free = |leg: &Leg| {
                officer.hours.hold(session.date, leg.span())
                    && book.free_for(diary, officer.id.key(), session.date, leg)
            };
            if !officer.car_owner || needed.wheelchair > 0 || !legs.iter().all(free) {
                return None;
            }
            for leg in &mut legs {
                (leg.officer, leg.seats) = (Some(officer.id), needed);
            }
            return Some(legs);
        }
        Transport::Taxi => {
            let busy = |d: &Driver, leg: &Leg| {
                let more = others.iter().filter(|l| l.driver == Some(d.id) && l.span().overlaps(leg.span())).count();
                book.on_the_road(d.id.key(), session.date, leg.span()) + more
            };
            let free =
                |d: &&Driver| d.sort == DriverKind::Taxi && legs.iter().all(|leg| busy(d, leg) < usize::from(d.cars));
            let firm = diary.all::<Driver>().find(free)?;
            for leg in &mut legs {
                leg.driver = Some(firm.id);
                leg.seats = needed;
                leg.cost_pence = 450 + 85 * u32::from(leg.span().minutes());
                leg.provider_ref = name(format!("{}{}", session.date.0, leg.depart.0));
            }
        }
        _ => {
            let sort = if mode == Transport::Council { DriverKind::Council } else { DriverKind::Volunteer };
            let people = pair[0].children.len() + 1;
            let fits = |d: &&Driver| {
                let car = d.usual_vehicle.and_then(|id| diary.get::<Vehicle>(id));
                d.sort == sort
                    && car.is_some_and(|car| {
                        hold(car.seats, needed)
                            && usize::from(car.capacity) >= people
                            && free(diary, book, session, d, &legs)
                            && legs.iter().all(|leg| book.free_for(diary, car.id.key(), session.date, leg))
                    })
            };
            let driver = diary.all::<Driver>().find(fits)?;
            for leg in &mut legs {
                (leg.driver, leg.vehicle) = (Some(driver.id), driver.usual_vehicle);
            }
        }
    }
    escort(diary, book, session, &mut legs, others);
    Some(legs)
}

fn free(diary: &Diary, book: &Book, session: &Session, driver: &Driver, legs: &[Leg; 2]) -> bool {
    legs.iter().all(|leg| {
        (driver.hours.is_empty() || driver.hours.hold(session.date, leg.span()))
            && book.free_for(diary, driver.id.key(), session.date, leg)
    })
}

/// An escort for children under eleven, each way, where one is free.
fn escort(diary: &Diary, book: &Book, session: &Session, legs: &mut [Leg; 2], others: &[Leg]) {
    if !young(diary, session, &legs[0].children) {
        return;
    }
    for leg in legs {
        let free = |d: &&Driver| {
            d.sort == DriverKind::Escort
                && d.hours.hold(session.date, leg.span())
                && book.free_for(diary, d.id.key(), session.date, leg)
                && !others.iter().any(|l| l.escort == Some(d.id))
        };
        leg.escort = diary.all::<Driver>().find(free).map(|d| d.id);
    }
}

/// Whether some child is too young to ride with only a driver.
fn young(diary: &Diary, session: &Session, children: &[ChildId]) -> bool {
    let most = i32::from(diary.settings().escort_age);
    let born = children.iter().filter_map(|id| diary.get::<Child>(*id)?.dob);
    born.into_iter().any(|born| born.age_on(session.date) < most)
}

/// The seats some children need on the day.
fn seats(diary: &Diary, session: &Session, children: &[ChildId]) -> Seats {
    let mut seats = Seats::default();
    for child in children.iter().filter_map(|id| diary.get::<Child>(*id)) {
        match seat_needed(child, session.date, diary.settings()) {
            SeatKind::Infant => seats.infant += 1,
            SeatKind::Toddler => seats.toddler += 1,
            SeatKind::Booster => seats.booster += 1,
            SeatKind::Belt => seats.belt += 1,
            SeatKind::Wheelchair => seats.wheelchair += 1,
        }
    }
    seats
}

fn hold(has: Seats, needed: Seats) -> bool {
    has.infant >= needed.infant
        && has.toddler >= needed.toddler
        && has.booster >= needed.booster
        && has.wheelchair >= needed.wheelchair
}
