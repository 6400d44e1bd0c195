//! Fills a booking in: what was said is kept, the arrangement says the rest, and what is still open (room, officers,
//! cars) the planner chooses: what costs least and no rule objects to. Where nothing is free the choice is left open or
//! the usual one is kept, so that the findings say why.

use super::commands::SessionBook;
use super::{No, Refusal};
use crate::domain::*;
use crate::planner::{self, DayModel, Wish};

pub(crate) use crate::planner::stagger;

/// How long a session is where nobody says, in minutes.
pub(crate) const LENGTH: u16 = 90;

/// A session as asked for and filled in; status booked or held, number 0.
pub(crate) fn propose(diary: &Diary, ask: &SessionBook, today: Day) -> Result<Session, Refusal> {
    check_time(diary, ask, today)?;
    let wish = wish(diary, ask)?;
    let model = DayModel::of(diary, ask.date, wish.session.id)?;
    let session = planner::complete(&model, &wish, ask.start).session;
    Ok(Session { occurrence: super::series::stands_for(diary, &session), ..session })
}

/// When an arrangement usually happens: the spans of a day.
pub(crate) fn usual(diary: &Diary, arrangement: &Arrangement, day: Day) -> Vec<Span> {
    let length = arrangement.length_min.unwrap_or(LENGTH);
    let on_day = |o: &Occurrence| o.day == o.last;
    let found = diary.occurrences(arrangement, Days::one(day));
    found.iter().filter(|o| on_day(o)).filter_map(|o| o.at).map(|at| at.span(length)).collect()
}

/// What a booking wishes for, its day and start apart.
pub(crate) fn wish(diary: &Diary, ask: &SessionBook) -> Result<Wish, Refusal> {
    let arrangement = arrangement_of(diary, ask)?;
    let children = match (&ask.children, arrangement) {
        (Some(children), _) => children.clone(),
        (None, Some(arrangement)) => arrangement.children.clone(),
        (None, None) => return Err(Refusal::usage("children", "say which child or which arrangement")),
    };
    let end = end_of(ask, arrangement)?;
    let sort = ask.sort.or(arrangement.map(|a| a.sort)).unwrap_or_default();
    let level = ask.level.or(arrangement.map(|a| a.level)).unwrap_or_default();
    let session = Session {
        arrangement: arrangement.map(|a| a.id),
        children,
        parties: ask.parties.clone().or_else(|| arrangement.map(|a| a.parties.clone())).unwrap_or_default(),
        // nobody is supervised in a meeting
        level: if sort.is_meeting() { SupervisionLevel::Supported } else { level },
        sort,
        assessor: ask.assessor.clone().or(arrangement.map(|a| a.assessor.clone())).unwrap_or_default(),
        report_due: ask.report_due.or(arrangement.and_then(|a| a.report_due)),
        status: if ask.held { SessionStatus::Held } else { SessionStatus::Booked },
        held_until: ask.held.then(|| hold_until(diary, ask.held_until, Moment::new(ask.date, ask.start))),
        makeup_of: ask.makeup_of,
        occurrence: ask.occurrence,
        notes: ask.notes.clone(),
        ..Session::default()
    };
    exist(diary, &session)?;
    let like = match arrangement {
        Some(arrangement) => Wish::of_arrangement(diary, arrangement, ask.date),
        None => Wish::default(),
    };
    let transport = match ask.transport {
        Some(how) => session.children.iter().map(|child| ChildTransport { child: *child, how }).collect(),
        None => planner::transport(arrangement, &session.children, None),
    };
    Ok(Wish {
        minutes: end.0 - ask.start.0,
        sites: sites_of(diary, ask, arrangement)?,
        room: ask.room,
        officers: ask.officers.clone(),
        legs: if sort.is_meeting() { Some(Vec::new()) } else { ask.legs.clone() },
        transport,
        session,
        ..like
    })
}

/// Until when a session is held: as asked, else for the hours the service gives it, and never beyond its start.
pub(crate) fn hold_until(diary: &Diary, asked: Option<Moment>, start: Moment) -> Moment {
    let hours = diary.settings().hold_hours;
    asked.unwrap_or_else(|| diary.now.plus(hours.saturating_mul(60))).min(start)
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
    let minutes = ask.minutes.or(arrangement.and_then(|a| a.length_min)).unwrap_or(LENGTH);
    length("minutes", Some(minutes))?;
    if i32::from(ask.start.0) + i32::from(minutes) > 1440 {
        let what = format!("{minutes} minutes from {} end after midnight", ask.start);
        return Err(Refusal::usage("minutes", what).hinted(OVERNIGHT));
    }
    Ok(ask.start.plus(i32::from(minutes)))
}

/// The way out for who wants a night (DOMAIN 3b H21).
const OVERNIGHT: &str = "overnight contact takes a manager's approval and is not booked here";

/// A length that a session may have.
pub(crate) fn length(field: &str, minutes: Option<u16>) -> Result<(), Refusal> {
    match minutes {
        Some(minutes) if minutes == 0 || minutes > 720 => {
            let what =
                format!("a session of {minutes} minutes cannot be booked; it may have 1 to 720, and ends on its day");
            Err(Refusal::usage(field, what).hinted(OVERNIGHT))
        }
        _ => Ok(()),
    }
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

/// Where it may be: the site said, the room's, else the arrangement's, else the base.
fn sites_of(diary: &Diary, ask: &SessionBook, arrangement: Option<&Arrangement>) -> Result<Vec<SiteId>, Refusal> {
    if let Some(site) = ask.site {
        return diary.get::<Site>(site).map(|s| vec![s.id]).ok_or_else(|| Refusal::not_found(site));
    }
    if let Some(room) = ask.room {
        return diary.get::<Room>(room).map(|r| vec![r.site]).ok_or_else(|| Refusal::not_found(room));
    }
    let sites = planner::sites(diary, arrangement);
    if sites.is_empty() {
        return Err(Refusal::new(No::NotFound, "there is no site yet").hinted("add one: contactdesk do record.add"));
    }
    Ok(sites)
}

/// A session whose lead is another than it was: what they were to take over at its site, whoever leads now does.
pub(crate) fn received(diary: &Diary, old: &Session, session: &mut Session) {
    let name = |s: &Session| s.officers.first().and_then(|o| diary.get::<Officer>(*o)).map(|o| o.name.clone());
    let (was, is) = (name(old), name(session));
    if was == is {
        return;
    }
    for leg in session.legs.iter_mut().filter(|leg| leg.direction == Direction::Out) {
        if Some(&leg.receiver) == was.as_ref() {
            leg.receiver = is.clone().unwrap_or_default();
        }
    }
}

/// Plans the journeys of a session anew, as its arrangement says; where all they lack is somebody who rides along, the
/// cars stay.
pub(crate) fn plan_cars(diary: &Diary, session: &mut Session) -> Result<(), Refusal> {
    let model = DayModel::of(diary, session.date, session.id)?;
    let found = crate::rules::check(diary, session)?;
    let lone = |f: &Finding| matches!(f.what, What::NoEscort { .. });
    let placed = if session.legs.is_empty() || found.iter().any(|f| f.part == Part::Legs && !lone(f)) {
        let like = Wish::of_session(diary, session, session.date);
        let wish = Wish {
            minutes: session.span().minutes(),
            sites: vec![session.site],
            room: session.room,
            officers: Some(session.officers.clone()),
            session: session.clone(),
            ..like
        };
        planner::complete(&model, &wish, session.start)
    } else {
        planner::escorted(&model, session.clone(), found)
    };
    session.legs = placed.session.legs;
    Ok(())
}
