//! How the children come and go: the legs of a session, and who may drive them.
//!
//! Children fetched at one place share a leg. Where one car can collect from several places on the way it makes one
//! journey of them (same run), which costs one driver instead of several; else each place has a car of its own.

use super::cost;
use super::model::DayModel;
use super::wish::Wish;
use crate::domain::*;
use crate::rules;

/// How long before a session a child is still fetched from school rather than from home, in minutes
/// (planner-kit `school_pickup_horizon_min`).
const SCHOOL_HORIZON: i32 = 90;
/// Minutes a child may ride longer than the direct way, to share a car (planner-kit `ride_slack_min`).
const RIDE_SLACK: u16 = 15;
/// No journey takes less.
const LEAST_RIDE: u16 = 5;

/// Who may drive a leg.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) struct Crew {
    pub(super) mode: Transport,
    pub(super) driver: Option<DriverId>,
    pub(super) officer: Option<OfficerId>,
    pub(super) vehicle: Option<VehicleId>,
}

/// One place of a direction: where, and which children.
struct Stop {
    place: Place,
    mode: Transport,
    children: Vec<ChildId>,
}

/// The legs of one direction that one crew drives, without the crew.
pub(super) type Journey = Vec<Leg>;

/// The ways to make the journeys of one direction: shared where that can be, then apart.
pub(super) fn journeys(day: &DayModel, wish: &Wish, session: &Session, direction: Direction) -> Vec<Vec<Journey>> {
    let stops = stops(day, wish, session, direction);
    let mut ways = Vec::new();
    if stops.len() > 1 && stops.iter().all(|s| s.mode == stops[0].mode && !matches!(s.mode, Transport::OfficerCar)) {
        ways.extend(shared(day, session, direction, &stops).map(|journey| vec![journey]));
    }
    ways.push(stops.iter().map(|stop| vec![direct(day, session, direction, stop)]).collect());
    ways
}

/// Where the children who are driven are fetched or brought to.
fn stops(day: &DayModel, wish: &Wish, session: &Session, direction: Direction) -> Vec<Stop> {
    let mut stops: Vec<Stop> = Vec::new();
    for child in session.children_there() {
        let how = wish.transport.iter().find(|t| t.child == *child).map_or(Transport::Carer, |t| t.how);
        if matches!(how, Transport::Carer | Transport::Public) {
            continue;
        }
        let home = home(day.diary, *child, session.date);
        let place = match direction {
            Direction::Out => school(day.diary, *child, session).unwrap_or(home),
            Direction::Return => home,
        };
        match stops.iter_mut().find(|s| s.place == place && s.mode == how) {
            Some(stop) => stop.children.push(*child),
            None => stops.push(Stop { place, mode: how, children: vec![*child] }),
        }
    }
    stops
}

/// What the time in the car costs at least, for those whom we drive: the direct way, from wherever is nearer.
pub(super) fn least_ride(day: &DayModel, wish: &Wish, session: &Session) -> u32 {
    let site = Place::Site(session.site);
    let ride = |id: &ChildId| {
        let how = wish.transport.iter().find(|t| t.child == *id).map_or(Transport::Carer, |t| t.how);
        let child = day.diary.get::<Child>(*id).filter(|_| !matches!(how, Transport::Carer | Transport::Public))?;
        let back = minutes(day.diary, &home(day.diary, *id, day.day), &site);
        let school = child.school.map(|school| minutes(day.diary, &Place::School(school), &site));
        let out = school.unwrap_or(back).min(back);
        Some(cost::of_ride(child, day.day, out) + cost::of_ride(child, day.day, back))
    };
    session.children_there().iter().filter_map(ride).sum()
}

/// Where a child lives on a day.
fn home(diary: &Diary, child: ChildId, day: Day) -> Place {
    diary.placement(child, day).map_or_else(Place::default, |p| Place::Carer(p.carer))
}

/// The school a child is fetched from: lessons end within the horizon before the session.
fn school(diary: &Diary, child: ChildId, session: &Session) -> Option<Place> {
    let school = diary.get::<SchoolCalendar>(diary.get::<Child>(child)?.school?)?;
    let lessons = school.lessons(session.date).last()?;
    let gap = i32::from(session.start.0) - i32::from(lessons.to.0);
    (0..=SCHOOL_HORIZON).contains(&gap).then_some(Place::School(school.id))
}

fn minutes(diary: &Diary, from: &Place, to: &Place) -> u16 {
    diary.place_minutes(from, to).max(LEAST_RIDE)
}

/// There and back on the direct way: arrives when the child is due, leaves when the child is free.
fn direct(day: &DayModel, session: &Session, direction: Direction, stop: &Stop) -> Leg {
    let site = Place::Site(session.site);
    let ride = i32::from(minutes(day.diary, &stop.place, &site));
    let (from, to, depart, arrive) = match direction {
        Direction::Out => {
            let due = session.stagger.child_arrive;
            (stop.place.clone(), site, due.plus(-ride), due)
        }
        Direction::Return => {
            let free = session.stagger.child_leave;
            (site, stop.place.clone(), free, free.plus(ride))
        }
    };
    let receiver = receiver(day.diary, direction, &stop.place, session);
    Leg {
        direction,
        children: stop.children.clone(),
        from,
        to,
        depart,
        arrive,
        mode: stop.mode,
        receiver,
        status: LegStatus::Held,
        ..Leg::default()
    }
}

/// One journey for all stops, the farthest first (last on the way home), if nobody rides much longer for it.
fn shared(day: &DayModel, session: &Session, direction: Direction, stops: &[Stop]) -> Option<Journey> {
    let site = Place::Site(session.site);
    let way = |stop: &Stop| minutes(day.diary, &stop.place, &site);
    let mut order: Vec<&Stop> = stops.iter().collect();
    order.sort_by_key(|stop| way(stop));
    // from the site outwards: minutes from each stop to the site, by way of the nearer ones
    let mut along: Vec<u16> = Vec::new();
    for (i, stop) in order.iter().enumerate() {
        let ride = if i == 0 { way(stop) } else { along[i - 1] + minutes(day.diary, &stop.place, &order[i - 1].place) };
        if ride > way(stop) + RIDE_SLACK {
            return None;
        }
        along.push(ride);
    }
    let legs = order.iter().zip(along).map(|(stop, ride)| {
        let leg = Leg { run: day.next_run, ..direct(day, session, direction, stop) };
        match direction {
            Direction::Out => Leg { depart: leg.arrive.plus(-i32::from(ride)), ..leg },
            Direction::Return => Leg { arrive: leg.depart.plus(i32::from(ride)), ..leg },
        }
    });
    Some(legs.collect())
}

/// Who takes the child over at the end of a leg (H15): the lead officer, or the carer.
pub(super) fn receiver(diary: &Diary, direction: Direction, place: &Place, session: &Session) -> Name {
    match (direction, place) {
        (Direction::Out, _) => {
            let lead = session.officers.first().and_then(|o| diary.get::<Officer>(*o));
            lead.map_or_else(Name::default, |o| o.name.clone())
        }
        (Direction::Return, Place::Carer(id)) => diary.get::<Carer>(*id).map_or_else(Name::default, |c| c.name.clone()),
        _ => Name::default(),
    }
}

/// Who could drive a journey, those first whom the child knows and who cost least; a taxi last, where none of ours can.
pub(super) fn crews(day: &DayModel, wish: &Wish, session: &Session, journey: &Journey) -> Vec<Crew> {
    let Some(first) = journey.first() else { return Vec::new() };
    if first.mode == Transport::OfficerCar {
        let owner = |id: &&OfficerId| day.diary.get::<Officer>(**id).is_some_and(|o| o.car_owner);
        let crew = |id: OfficerId| Crew { mode: first.mode, driver: None, officer: Some(id), vehicle: None };
        return session.officers.iter().filter(owner).map(|id| crew(*id)).collect();
    }
    let from = journey.iter().map(|leg| leg.depart).min().unwrap_or_default();
    let to = journey.iter().map(|leg| leg.arrive).max().unwrap_or_default();
    let needed = journey.iter().fold(Seats::default(), |sum, leg| sum.and(seats(day, leg)));
    let car = |id: VehicleId| {
        let holds = day.diary.get::<Vehicle>(id).is_none_or(|vehicle| seats_are(vehicle.seats, needed));
        holds && day.vehicle_free(id, Span::new(from, to))
    };
    let mut crews = Vec::new();
    for mode in [first.mode, Transport::Taxi] {
        let sort = match mode {
            Transport::Council => DriverKind::Council,
            Transport::Volunteer => DriverKind::Volunteer,
            _ => DriverKind::Taxi,
        };
        let able = |d: &&Driver| {
            d.sort == sort && d.usual_vehicle.is_none_or(car) && day.rider_free(d, journey, &session.legs)
        };
        let mut drivers: Vec<&Driver> = day.diary.open::<Driver>().filter(able).collect();
        drivers.sort_by_key(|d| (wish.drivers.iter().position(|k| *k == d.id).unwrap_or(usize::MAX), d.id));
        let crew = |d: &Driver| Crew { mode, driver: Some(d.id), officer: None, vehicle: d.usual_vehicle };
        crews.extend(drivers.into_iter().map(crew));
        if first.mode == Transport::Taxi {
            break;
        }
    }
    crews
}

/// A journey with its crew; nobody's where there is none.
pub(super) fn crewed(day: &DayModel, journey: &Journey, crew: Option<Crew>) -> Journey {
    let with = |leg: &Leg| match crew {
        Some(crew) => Leg {
            mode: crew.mode,
            driver: crew.driver,
            officer: crew.officer,
            vehicle: crew.vehicle,
            seats: if crew.mode == Transport::Taxi { seats(day, leg) } else { Seats::default() },
            ..leg.clone()
        },
        None => leg.clone(),
    };
    let mut legs: Journey = journey.iter().map(with).collect();
    if crew.is_some_and(|c| c.mode == Transport::Taxi) {
        // one taxi fits the seats of everyone aboard
        let all = legs.iter().fold(Seats::default(), |sum, leg| sum.and(leg.seats));
        for leg in &mut legs {
            leg.seats = all;
        }
    }
    legs
}

/// Whether a car has the seats that are needed; a seat with a belt is any.
fn seats_are(there: Seats, needed: Seats) -> bool {
    let (infant, toddler) = (there.infant >= needed.infant, there.toddler >= needed.toddler);
    infant && toddler && there.booster >= needed.booster && there.wheelchair >= needed.wheelchair
}

/// The seats a taxi is asked to fit for a leg.
fn seats(day: &DayModel, leg: &Leg) -> Seats {
    seats_for(day.diary, &leg.children, day.day)
}

/// The seats a taxi is asked to fit for some children.
pub(crate) fn seats_for(diary: &Diary, children: &[ChildId], day: Day) -> Seats {
    let mut seats = Seats::default();
    for child in children.iter().filter_map(|c| diary.get::<Child>(*c)) {
        let seat = match rules::seat_needed(child, day, diary.settings()) {
            SeatKind::Infant => &mut seats.infant,
            SeatKind::Toddler => &mut seats.toddler,
            SeatKind::Booster => &mut seats.booster,
            SeatKind::Belt => &mut seats.belt,
            SeatKind::Wheelchair => &mut seats.wheelchair,
        };
        *seat = seat.saturating_add(1);
    }
    seats
}

/// The first journey on which a child would ride with only a driver, as the rules have found.
pub(super) fn unescorted(legs: &[Leg], findings: &[Finding]) -> Option<Journey> {
    let alone = |leg: &&Leg| {
        let of = |f: &Finding| matches!(f.what, What::NoEscort { child, direction } if direction == leg.direction && leg.children.contains(&child));
        leg.escort.is_none() && findings.iter().any(of)
    };
    let first = legs.iter().find(alone)?;
    Some(legs.iter().filter(|leg| together(leg, first)).cloned().collect())
}

/// Whether two legs of a session are one journey.
fn together(a: &Leg, b: &Leg) -> bool {
    a == b || (a.run != 0 && (a.run, a.direction, a.driver) == (b.run, b.direction, b.driver))
}

/// The escorts who may be free for a journey.
pub(super) fn escorts(day: &DayModel, journey: &Journey, ours: &[Leg]) -> Vec<DriverId> {
    let free = |d: &&Driver| d.sort == DriverKind::Escort && day.rider_free(d, journey, ours);
    day.diary.open::<Driver>().filter(free).map(|d| d.id).collect()
}

/// An escort on a journey.
pub(super) fn escort(legs: &mut [Leg], journey: &Journey, escort: DriverId) {
    legs.iter_mut().filter(|leg| journey.contains(leg)).for_each(|leg| leg.escort = Some(escort));
}
