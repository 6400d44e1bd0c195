//! Fills documents from what the asker may see. Pure.

use super::commands::Known;
use super::queries::{More, Stands};
use super::{About, Refusal, cut, heard};
use crate::documents::{
    self, Copy, DaySheet, IncidentCard, ParentCalendar, RunSheet, day_sheet, incident_card, parent_calendar, run_sheet,
};
use crate::domain::*;
use crate::rules;

/// The copy that is printed now: the entry that is about to be written has its number.
pub(crate) fn copy(known: &Known) -> Copy {
    let by = known.viewer.actor.account.clone();
    Copy { number: known.diary.head.seq + 1, by, at: known.now.moment() }
}

/// What the asker may call some records.
fn say(known: &Known, keys: impl IntoIterator<Item = Key>) -> String {
    let keys: Vec<Key> = keys.into_iter().collect();
    let names = cut::names(known.viewer, known.diary, keys.iter().copied());
    keys.iter().map(|key| names.say(*key)).collect::<Vec<_>>().join(", ")
}

/// The day sheet of a day.
pub(crate) fn day_sheet(known: &Known, day: Day) -> Result<DaySheet, Refusal> {
    let diary = known.diary;
    let about = |(id, found): (SessionId, Vec<Finding>)| {
        found.into_iter().map(move |finding| About { session: id, finding }).collect::<Vec<_>>()
    };
    let found = rules::check_day(diary, day)?.into_iter().flat_map(about).collect();
    let found = cut::findings(known.viewer, diary, found);
    let sessions = diary.day(day)?.filter(|s| diary.takes(s)).map(|s| cut::session(known.viewer, diary, s));
    let mut places: Vec<(Option<RoomId>, SiteId, Vec<day_sheet::SheetSession>)> = Vec::new();
    for session in sessions {
        let blocked = found.iter().any(|about| about.session == session.id && about.finding.blocks());
        let sheet = sheet_session(known, &session, blocked);
        match places.iter_mut().find(|(room, site, _)| (*room, *site) == (session.room, session.site)) {
            Some((_, _, sessions)) => sessions.push(sheet),
            None => places.push((session.room, session.site, vec![sheet])),
        }
    }
    let base = |site: SiteId| diary.get::<Site>(site).is_some_and(|s| s.base);
    places.sort_by_key(|(room, site, _)| (!base(*site), *site, room.is_none(), *room));
    let name = |room: Option<RoomId>, site: SiteId| match room {
        Some(room) => format!("{}, {}", say(known, [room.key()]), say(known, [site.key()])),
        None => format!("no room, {}", say(known, [site.key()])),
    };
    let place = |(room, site, mut sessions): (Option<RoomId>, SiteId, Vec<day_sheet::SheetSession>)| {
        sessions.sort_by_key(|s| (s.span.from, s.id));
        day_sheet::SheetPlace { name: name(room, site), sessions }
    };
    Ok(DaySheet { day, copy: copy(known), places: places.into_iter().map(place).collect() })
}

fn sheet_session(known: &Known, session: &Session, blocked: bool) -> day_sheet::SheetSession {
    let journey = |leg: &Leg| {
        let by = leg.driver.map(|d| d.key()).or(leg.officer.map(|o| o.key()));
        let by = by.map_or_else(|| leg.mode.said().to_owned(), |by| say(known, [by]));
        let car = leg.vehicle.map_or_else(String::new, |v| format!(", {}", say(known, [v.key()])));
        let way = if leg.direction == Direction::Out { "out" } else { "back" };
        format!("{way} {} {by}{car} ({})", leg.span(), leg.status.said())
    };
    let unconfirmed = if session.status.is_unconfirmed() { "?" } else { "" };
    let restricted = session.children.is_empty();
    let children = say(known, session.children.iter().map(|c| c.key()));
    day_sheet::SheetSession {
        id: session.id,
        span: session.span(),
        mark: format!("{}{unconfirmed}", if blocked { "!" } else { "" }),
        children: if restricted { "Busy (restricted)".to_owned() } else { children },
        adults: say(known, session.parties.iter().map(|p| p.key())),
        officers: say(known, session.officers.iter().map(|o| o.key())),
        level: session.level,
        status: session.status,
        times: session.stagger,
        journeys: session.legs.iter().map(journey).collect(),
        notes: session.notes.clone(),
    }
}

/// The calendar of a family member: what they may hear on the telephone, written down.
pub(crate) fn parent_calendar(known: &Known, id: PartyId, days: Days) -> Result<ParentCalendar, Refusal> {
    let diary = known.diary;
    let site = |id: SiteId| diary.get::<Site>(id);
    let called = |id: &ChildId| diary.get::<Child>(*id).map(documents::first_name);
    let (mut rows, mut sites) = (Vec::new(), Vec::new());
    for session in diary.days(days)?.filter(|s| known.viewer.may_know_session(diary, s)) {
        for heard in heard::of(diary, Caller::Family(id), session) {
            let More::Family { children, arrive, leave, .. } = heard.more else { continue };
            sites.push(heard.site);
            rows.push(parent_calendar::CalendarRow {
                day: heard.date,
                span: heard.span,
                children: children.iter().filter_map(called).collect(),
                place: site(heard.site).map(|s| s.name.clone()).unwrap_or_default(),
                there: Span::new(arrive, leave),
                cancelled: heard.stands == Stands::Cancelled,
            });
        }
    }
    rows.sort_by_key(|row| (row.day, row.span.from));
    sites.sort_unstable();
    sites.dedup();
    let place = |site: &Site| parent_calendar::CalendarPlace {
        name: site.name.clone(),
        address: site.address.clone(),
        phone: site.phone.clone(),
    };
    let to = diary.get::<Party>(id).map(|p| p.name.clone()).unwrap_or_default();
    Ok(ParentCalendar { to, days, rows, places: sites.into_iter().filter_map(site).map(place).collect() })
}

/// The card of an incident: who is concerned, whom to ring, what to do.
pub(crate) fn incident_card(known: &Known, incident: &Incident) -> IncidentCard {
    let diary = known.diary;
    let of = |kind: Kind| incident.people.iter().copied().filter(move |key| key.kind == kind);
    let mut ring = Vec::new();
    let mut add = |who: String, phone: &Name| {
        let line = incident_card::Ring { who, phone: phone.clone() };
        if !ring.contains(&line) {
            ring.push(line);
        }
    };
    for child in of(Kind::Child).filter_map(|key| diary.get::<Child>(key)) {
        let worker = if child.social_worker.is_empty() { "not on file" } else { &*child.social_worker };
        add(format!("social worker of {}: {worker}", documents::first_name(child)), &child.social_worker_phone);
        if !child.team_manager.is_empty() {
            add(format!("team manager: {}", child.team_manager), &Name::default());
        }
    }
    let site = incident.site.and_then(|id| diary.get::<Site>(id));
    if let Some(base) = diary.open::<Site>().find(|s| s.base) {
        add(format!("the desk: {}", base.name), &base.phone);
    }
    let from_desk = format!("{}, {}", incident.sort.said(), said::long_moment(incident.at));
    IncidentCard {
        id: incident.id,
        sort: incident.sort,
        copy: copy(known),
        heading: from_desk,
        session: incident.session,
        site: site.map_or_else(String::new, |s| s.name.to_string()),
        children: say(known, of(Kind::Child)),
        adults: say(known, of(Kind::Party)),
        officers: say(known, of(Kind::Officer)),
        what: incident.what.clone(),
        ring,
        police_ref: incident.police_ref.clone(),
    }
}

/// The run sheet of a driver, firm or escort, and whose doors on it are no open addresses.
pub(crate) fn run_sheet(known: &Known, id: DriverId, day: Day) -> Result<(RunSheet, Vec<CarerId>), Refusal> {
    let diary = known.diary;
    let (mut runs, mut withheld, mut doors) = (Vec::new(), Vec::new(), Vec::new());
    let now = known.now.moment();
    for session in diary.day(day)?.filter(|s| s.is_on_the_road() && !s.has_lapsed(now)) {
        let own = |leg: &&Leg| leg.driver == Some(id) || leg.escort == Some(id);
        for leg in session.legs.iter().filter(own) {
            if known.viewer.may_know_session(diary, session) {
                doors.extend([&leg.from, &leg.to].into_iter().filter_map(|place| guarded(diary, place)));
                runs.push(run(known, id, leg, day));
            } else {
                withheld.push(leg.span());
            }
        }
    }
    runs.sort_by_key(|run: &run_sheet::SheetRun| (run.span.from, run.span.to));
    withheld.sort_unstable();
    doors.sort_unstable();
    doors.dedup();
    let base = diary.open::<Site>().find(|s| s.base);
    let sheet = RunSheet {
        to: diary.get::<Driver>(id).map(|d| d.name.clone()).unwrap_or_default(),
        day,
        copy: copy(known),
        desk: base.map(|s| s.phone.clone()).unwrap_or_default(),
        runs,
        withheld,
    };
    Ok((sheet, doors))
}

/// The carer at a place, where their address is not open.
fn guarded(diary: &Diary, place: &Place) -> Option<CarerId> {
    let Place::Carer(id) = place else { return None };
    let class = diary.get::<Carer>(*id).map(|carer| carer.address.class);
    class.is_some_and(|class| class != AddressClass::Open).then_some(*id)
}

fn run(known: &Known, reader: DriverId, leg: &Leg, day: Day) -> run_sheet::SheetRun {
    let diary = known.diary;
    let rider = |id: &ChildId| {
        let child = diary.get::<Child>(*id)?;
        let seat = rules::seat_needed(child, day, diary.settings());
        Some(run_sheet::Rider { name: documents::first_name(child), seat })
    };
    let beside = match (leg.driver, leg.escort) {
        (Some(driver), Some(escort)) if escort == reader => format!("driven by {}", say(known, [driver.key()])),
        (_, Some(escort)) if escort != reader => format!("{} rides along", say(known, [escort.key()])),
        _ => String::new(),
    };
    run_sheet::SheetRun {
        span: leg.span(),
        from: stop(diary, &leg.from),
        to: stop(diary, &leg.to),
        riders: leg.children.iter().filter_map(rider).collect(),
        vehicle: leg.vehicle.map_or_else(String::new, |v| say(known, [v.key()])),
        beside,
        receiver: leg.receiver.clone(),
        status: leg.status,
    }
}

fn stop(diary: &Diary, place: &Place) -> run_sheet::Stop {
    let (name, address, how) = match place {
        Place::Site(id) => match diary.get::<Site>(*id) {
            Some(site) => (site.name.to_string(), site.address.clone(), Note::default()),
            None => Default::default(),
        },
        Place::Carer(id) => match diary.get::<Carer>(*id) {
            Some(carer) => (carer.name.to_string(), carer.address.lines.clone(), carer.pick_up.clone()),
            None => Default::default(),
        },
        Place::School(id) => match diary.get::<SchoolCalendar>(*id) {
            Some(school) => (school.name.to_string(), Note::default(), school.pick_up.clone()),
            None => Default::default(),
        },
        Place::Other(words) => (words.to_string(), Note::default(), Note::default()),
    };
    run_sheet::Stop { name, address, how }
}
