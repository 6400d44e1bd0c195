//! Fills a booking in: what was said is kept, the arrangement says the rest, and what is still open (room, officers,
//! cars) is the first choice that no rule objects to. Where nothing is free the choice is left open or the usual one is
//! kept, so that the findings say why.

use super::commands::SessionBook;
use super::{No, Refusal};
use crate::domain::*;
use crate::rules;

/// How long before a session a child is still fetched from school rather than from home, in minutes.
const SCHOOL_HORIZON: i32 = 90;

/// A session as asked for and filled in; status booked or held, number 0.
pub(crate) fn propose(diary: &Diary, ask: &SessionBook, today: Day) -> Result<Session, Refusal> {
    check_time(diary, ask, today)?;
    let arrangement = arrangement_of(diary, ask)?;
    let children = match (&ask.children, arrangement) {
        (Some(children), _) => children.clone(),
        (None, Some(arrangement)) => arrangement.children.clone(),
        (None, None) => return Err(Refusal::usage("children", "say which child or which arrangement")),
    };
    let end = end_of(ask, arrangement)?;
    let mut session = Session {
        arrangement: arrangement.map(|a| a.id),
        sort: ask.sort.or(arrangement.map(|a| a.sort)).unwrap_or_default(),
        assessor: ask.assessor.clone().or(arrangement.map(|a| a.assessor.clone())).unwrap_or_default(),
        report_due: ask.report_due.or(arrangement.and_then(|a| a.report_due)),
        children,
        parties: ask.parties.clone().or_else(|| arrangement.map(|a| a.parties.clone())).unwrap_or_default(),
        date: ask.date,
        start: ask.start,
        end,
        level: ask.level.or(arrangement.map(|a| a.level)).unwrap_or_default(),
        status: if ask.held { SessionStatus::Held } else { SessionStatus::Booked },
        held_until: ask.held.then(|| hold_until(diary, ask)),
        stagger: stagger(diary, arrangement, ask.start, end),
        makeup_of: ask.makeup_of,
        notes: ask.notes.clone(),
        ..Session::default()
    };
    if session.sort.is_meeting() {
        meet(&mut session);
    }
    exist(diary, &session)?;
    session.site = site_of(diary, ask, arrangement)?;
    fill_room(diary, ask, arrangement, &mut session);
    fill_officers(diary, ask, arrangement, &mut session);
    if let Some(legs) = &ask.legs {
        session.legs.clone_from(legs);
    } else {
        let usual = |child| arrangement.map(|a| a.transport_of(child)).unwrap_or_default();
        fill_legs(diary, |child| ask.transport.unwrap_or_else(|| usual(child)), &mut session);
    }
    Ok(session)
}

/// Until when it is held: as asked, else for the hours the service gives it, and never beyond its start.
fn hold_until(diary: &Diary, ask: &SessionBook) -> Moment {
    let hours = diary.settings().hold_hours;
    let until = ask.held_until.unwrap_or_else(|| diary.now.plus(hours.saturating_mul(60)));
    until.min(Moment::new(ask.date, ask.start))
}

/// A meeting is about the children, without them: nobody is supervised, and nobody comes first or leaves last.
fn meet(session: &mut Session) {
    let (from, to) = (session.start, session.end);
    session.stagger = Stagger { adult_arrive: from, child_arrive: from, child_leave: to, adult_release: to };
    session.level = SupervisionLevel::Supported;
}

fn check_time(diary: &Diary, ask: &SessionBook, today: Day) -> Result<(), Refusal> {
    let last = today + 366 * i32::from(diary.settings().years_ahead);
    if ask.date > last {
        let what =
            format!("{} is too far ahead: the diary takes bookings until {}", said::long(ask.date), said::long(last));
        return Err(Refusal::usage("date", what).hinted("the setting diary.years_ahead says how far"));
    }
    if ask.date < today - 366 {
        let what = format!("{} is more than a year ago", said::long(ask.date));
        return Err(Refusal::usage("date", what).hinted("past sessions come in with contactdesk import"));
    }
    Ok(())
}

fn end_of(ask: &SessionBook, arrangement: Option<&Arrangement>) -> Result<Minute, Refusal> {
    if let (Some(_), Some(_)) = (ask.end, ask.minutes) {
        return Err(Refusal::usage("end", "say either an end or the minutes, not both"));
    }
    if let Some(end) = ask.end {
        return if end > ask.start {
            Ok(end)
        } else {
            Err(Refusal::usage("end", format!("the end, {end}, is not after the start, {}", ask.start)))
        };
    }
    let minutes = ask.minutes.or(arrangement.and_then(|a| a.length_min)).unwrap_or(90);
    if minutes == 0 || minutes > 720 {
        let what =
            format!("a session of {minutes} minutes cannot be booked; it may have 1 to 720, and ends on its day");
        return Err(Refusal::usage("minutes", what));
    }
    if i32::from(ask.start.0) + i32::from(minutes) > 1440 {
        return Err(Refusal::usage("minutes", format!("{minutes} minutes from {} end after midnight", ask.start)));
    }
    Ok(ask.start.plus(i32::from(minutes)))
}

/// The arrangement named, or the one running arrangement that has all the children (and the adults, where said).
fn arrangement_of<'a>(diary: &'a Diary, ask: &SessionBook) -> Result<Option<&'a Arrangement>, Refusal> {
    if let Some(id) = ask.arrangement {
        return diary.get::<Arrangement>(id).map(Some).ok_or_else(|| Refusal::not_found(id));
    }
    let Some(children) = ask.children.as_deref().filter(|c| !c.is_empty()) else { return Ok(None) };
    if let Some(unknown) = children.iter().find(|c| diary.get::<Child>(**c).is_none()) {
        return Err(Refusal::not_found(*unknown));
    }
    let wanted = |a: &&Arrangement| {
        children.iter().all(|c| a.children.contains(c))
            && ask
                .parties
                .iter()
                .flatten()
                .all(|p| a.parties.contains(p) || a.invited.contains(p) || a.by_agreement.contains(p))
    };
    let rank = |a: &&Arrangement| match a.status {
        ArrangementStatus::Active => 0,
        ArrangementStatus::Planned => 1,
        _ => 2,
    };
    // of several, the running one for just these children, the oldest first: steady, and seen on the form at once
    Ok(diary.pointing::<Arrangement>(children[0]).filter(wanted).min_by_key(|a| (rank(a), a.children.len(), a.id)))
}

pub(crate) fn stagger(diary: &Diary, arrangement: Option<&Arrangement>, start: Minute, end: Minute) -> Stagger {
    let (before, after) = (i32::from(diary.settings().before_min), i32::from(diary.settings().after_min));
    let adults_first = arrangement.is_some_and(|a| a.departure == DepartureOrder::AdultFirst);
    Stagger {
        adult_arrive: start.plus(-before),
        child_arrive: start,
        child_leave: if adults_first { end.plus(after) } else { end },
        adult_release: if adults_first { end } else { end.plus(after) },
    }
}

/// Everyone named exists: an unknown number is not a rule's business.
fn exist(diary: &Diary, session: &Session) -> Result<(), Refusal> {
    let unknown = |key: &Key| diary.record(*key).is_none();
    let people = session.children.iter().map(|c| c.key()).chain(session.parties.iter().map(|p| p.key()));
    match people
        .filter(|k| unknown(k))
        .chain(session.makeup_of.map(|s| s.key()).into_iter().filter(|k| k.id == 0))
        .next()
    {
        Some(key) => Err(Refusal::not_found(key)),
        None => Ok(()),
    }
}

fn site_of(diary: &Diary, ask: &SessionBook, arrangement: Option<&Arrangement>) -> Result<SiteId, Refusal> {
    if let Some(site) = ask.site {
        return diary.get::<Site>(site).map(|s| s.id).ok_or_else(|| Refusal::not_found(site));
    }
    if let Some(room) = ask.room {
        return diary.get::<Room>(room).map(|r| r.site).ok_or_else(|| Refusal::not_found(room));
    }
    let permitted = arrangement.and_then(|a| a.sites.first().copied());
    let base = || diary.open::<Site>().find(|s| s.base).or_else(|| diary.open::<Site>().next()).map(|s| s.id);
    permitted
        .or_else(base)
        .ok_or_else(|| Refusal::new(No::NotFound, "there is no site yet").hinted("add one: contactdesk do record.add"))
}

/// Whether a blocking finding about one of these parts stands in the way.
fn objected(diary: &Diary, session: &Session, parts: &[Part]) -> bool {
    rules::check(diary, session).map_or(true, |f| f.iter().any(|f| f.blocks() && parts.contains(&f.part)))
}

fn fill_room(diary: &Diary, ask: &SessionBook, arrangement: Option<&Arrangement>, session: &mut Session) {
    session.room = ask.room;
    if ask.room.is_some() || !session.level.needs_room() {
        return;
    }
    let sites: Vec<SiteId> = match (ask.site, arrangement) {
        (None, Some(a)) if !a.sites.is_empty() => a.sites.clone(),
        _ => vec![session.site],
    };
    // the smallest room that does keeps the large ones for those who need them
    let mut rooms: Vec<&Room> = diary.open::<Room>().filter(|r| sites.contains(&r.site)).collect();
    rooms.sort_by_key(|r| (sites.iter().position(|s| *s == r.site), r.features.len(), r.capacity, r.id));
    let first = session.site;
    for room in &rooms {
        (session.site, session.room) = (room.site, Some(room.id));
        if !objected(diary, session, &[Part::Room, Part::Site]) {
            return;
        }
    }
    (session.site, session.room) = (first, None);
}

fn fill_officers(diary: &Diary, ask: &SessionBook, arrangement: Option<&Arrangement>, session: &mut Session) {
    if let Some(officers) = &ask.officers {
        session.officers.clone_from(officers);
        return;
    }
    // the rule that counts officers says how many it takes
    let short = rules::check(diary, session).ok().into_iter().flatten().find_map(|f| match f.what {
        What::TooFewOfficers { needed, .. } => Some(usize::from(needed)),
        _ => None,
    });
    let needed = short.unwrap_or(0);
    let usual = arrangement.map_or(&[][..], |a| &a.usual_officers);
    let busy = |id: OfficerId| {
        diary.day(session.date).map_or(0, |mut d| d.by_ref().filter(|s| s.officers.contains(&id)).count())
    };
    let mut officers: Vec<_> = diary.open::<Officer>().map(|o| o.id).collect();
    // someone the child knows first, then whoever has least to do that day
    officers.sort_by_cached_key(|id| (usual.iter().position(|u| u == id).unwrap_or(usize::MAX), busy(*id), *id));
    let mut chosen = Vec::new();
    for id in officers {
        if chosen.len() == needed {
            break;
        }
        session.officers = vec![id];
        let against = |f: &Finding| f.blocks() && f.part == Part::Officers && f.keys().contains(&id.key());
        if !rules::check(diary, session).is_ok_and(|f| f.iter().any(against)) {
            chosen.push(id);
        }
    }
    session.officers = chosen;
}

fn fill_legs(diary: &Diary, how: impl Fn(ChildId) -> Transport, session: &mut Session) {
    let driven = |child: &&ChildId| !matches!(how(**child), Transport::Carer | Transport::Public);
    let children: Vec<ChildId> = session.children_there().iter().filter(driven).copied().collect();
    let site = Place::Site(session.site);
    let homes = |child: &ChildId| ((home(diary, *child, session.date), how(*child)), *child);
    let homes: Vec<_> = children.iter().map(homes).collect();
    let origin = |((home, how), child): &((Place, Transport), ChildId)| {
        ((school(diary, *child, session).unwrap_or_else(|| home.clone()), *how), *child)
    };
    let origins: Vec<_> = homes.iter().map(origin).collect();
    for (direction, places) in [(Direction::Out, origins), (Direction::Return, homes)] {
        for ((place, mode), children) in grouped(places) {
            let minutes = i32::from(diary.place_minutes(&place, &site).max(5));
            let receiver = receiver(diary, direction, &place, session);
            let (from, to, depart, arrive) = match direction {
                Direction::Out => {
                    let due = session.stagger.child_arrive;
                    (place, site.clone(), due.plus(-minutes), due)
                }
                Direction::Return => {
                    let free = session.stagger.child_leave;
                    (site.clone(), place, free, free.plus(minutes))
                }
            };
            let leg = Leg {
                direction,
                children,
                from,
                to,
                depart,
                arrive,
                mode,
                receiver,
                status: LegStatus::Held,
                ..Leg::default()
            };
            session.legs.push(leg);
            crew(diary, session);
        }
    }
}

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

/// Those who come from the same place the same way travel together.
fn grouped<K: PartialEq>(ways: Vec<(K, ChildId)>) -> Vec<(K, Vec<ChildId>)> {
    let mut groups: Vec<(K, Vec<ChildId>)> = Vec::new();
    for (way, child) in ways {
        match groups.iter_mut().find(|(w, _)| *w == way) {
            Some((_, children)) => children.push(child),
            None => groups.push((way, vec![child])),
        }
    }
    groups
}

/// Who takes the child over at the end of a leg (H15).
fn receiver(diary: &Diary, direction: Direction, place: &Place, session: &Session) -> Name {
    match (direction, place) {
        (Direction::Out, _) => {
            let lead = session.officers.first().and_then(|o| diary.get::<Officer>(*o));
            lead.map_or_else(Name::default, |o| o.name.clone())
        }
        (Direction::Return, Place::Carer(id)) => diary.get::<Carer>(*id).map_or_else(Name::default, |c| c.name.clone()),
        _ => Name::default(),
    }
}

/// Gives the last leg a driver and a vehicle: of the kind the arrangement says, else a taxi.
fn crew(diary: &Diary, session: &mut Session) {
    let Some(last) = session.legs.last_mut() else { return };
    if last.mode == Transport::OfficerCar {
        let owner = |id: &&OfficerId| diary.get::<Officer>(**id).is_some_and(|o| o.car_owner);
        last.officer = session.officers.iter().find(owner).copied();
        return;
    }
    let wanted = last.mode;
    for mode in [wanted, Transport::Taxi] {
        let sort = match mode {
            Transport::Council => DriverKind::Council,
            Transport::Volunteer => DriverKind::Volunteer,
            _ => DriverKind::Taxi,
        };
        for driver in diary.open::<Driver>().filter(|d| d.sort == sort) {
            let vehicle = driver.usual_vehicle;
            let seats = if mode == Transport::Taxi { seats_for(diary, session) } else { Seats::default() };
            if let Some(leg) = session.legs.last_mut() {
                (leg.mode, leg.driver, leg.vehicle, leg.seats) = (mode, Some(driver.id), vehicle, seats);
            }
            if !objected(diary, session, &[Part::Legs]) {
                return;
            }
        }
    }
    if let Some(leg) = session.legs.last_mut() {
        (leg.mode, leg.driver, leg.vehicle, leg.seats) = (wanted, None, None, Seats::default());
    }
}

/// The seats a taxi is asked to fit for the last leg.
fn seats_for(diary: &Diary, session: &Session) -> Seats {
    let mut seats = Seats::default();
    for child in session.legs.last().into_iter().flat_map(|l| &l.children).filter_map(|c| diary.get::<Child>(*c)) {
        let seat = match rules::seat_needed(child, session.date, diary.settings()) {
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
