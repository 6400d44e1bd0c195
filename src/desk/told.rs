//! Who knows what of a session: what they were told, whether it still holds, who is to be told, who is being rung. Pure.
//!
//! Everybody has a part of a session that is theirs to know: a family its day, time and place, a driver the run. When a
//! command changes that part, whatever they were told of it is marked as old, whichever command it was; who last heard
//! what is old is to be told.

use crate::domain::*;
use std::sync::Arc;

/// What of a session is somebody's to know.
#[derive(PartialEq)]
struct Part<'a> {
    /// Whether it takes place with them.
    on: bool,
    day: Day,
    times: Option<(Span, Span)>,
    site: Option<SiteId>,
    room: Option<RoomId>,
    /// Their journeys: leaving, arriving, by whom.
    runs: Vec<(Minute, Minute, Option<DriverId>, &'a Place, &'a Place)>,
    /// Whether they may go.
    go: bool,
}

fn part(session: &Session, who: Key) -> Part<'_> {
    let runs = |own: &dyn Fn(&Leg) -> bool| {
        let own = session.legs.iter().filter(|leg| own(leg));
        own.map(|leg| (leg.depart, leg.arrive, leg.driver, &leg.from, &leg.to)).collect()
    };
    let named = |named: bool| named && session.status.takes_place();
    let (span, site) = (session.span(), Some(session.site));
    let all = Part { on: named(true), day: session.date, times: None, site, room: None, runs: Vec::new(), go: false };
    match who.kind {
        Kind::Party => {
            let on = named(session.parties.iter().any(|p| p.key() == who));
            Part { on, times: Some((span, session.adults_on_site())), ..all }
        }
        Kind::Officer => {
            let own = |leg: &Leg| leg.officer.is_some_and(|o| o.key() == who);
            let on = named(session.officers.iter().any(|o| o.key() == who) || session.legs.iter().any(own));
            Part { on, times: Some((span, session.on_site())), room: session.room, runs: runs(&own), ..all }
        }
        Kind::Driver => {
            let own = |leg: &Leg| {
                let there = leg.driver.into_iter().chain(leg.escort).any(|d| d.key() == who);
                there && leg.status != LegStatus::StoodDown
            };
            let runs = runs(&own);
            let go = session.legs.iter().any(|leg| own(leg) && leg.status == LegStatus::Released);
            Part { on: named(!runs.is_empty()), site: None, runs, go, ..all }
        }
        Kind::Carer => {
            let door = Place::Carer(CarerId(who.id));
            let own = |leg: &Leg| leg.from == door || leg.to == door;
            Part { times: Some((span, session.children_on_site())), runs: runs(&own), ..all }
        }
        _ => Part { times: Some((span, span)), ..all },
    }
}

/// Writes down what came of a call: with what stands of the session at that time, and nobody is ringing them any more.
pub(crate) fn note(session: &mut Session, told: Told) {
    session.told.retain(|t| t.result != ToldResult::Ringing || t.who != told.who);
    let what = if told.what.is_empty() && told.reached() {
        let off = if session.status.takes_place() { "" } else { "cancelled: " };
        Note::new(format!("{off}{} {}", said::long(session.date), session.span())).unwrap_or_default()
    } else {
        told.what.clone()
    };
    session.told.push(Told { what, date: Some(session.date), ..told });
}

/// Marks what somebody was told and holds no longer; whoever said yes said it to another time.
pub(crate) fn outdate(old: &Session, new: &mut Session) {
    let moved = |who: Option<Key>| who.is_some_and(|who| part(old, who) != part(new, who));
    let answered = |who: Option<Key>| old.told.iter().any(|t| t.who == who && t.reached());
    let takes_place = new.status.takes_place();
    // who said no before it was cancelled knows
    let concerns = |result: ToldResult| takes_place || result != ToldResult::Declined;
    let said = |c: &&Confirmation| c.result != ConfirmResult::NoAnswer && !answered(c.who) && moved(c.who);
    let mut lost: Vec<Told> = old.confirmations.iter().filter(said).map(|c| said_as_told(c, old)).collect();
    lost.retain(|told| concerns(told.result));
    let stale: Vec<bool> = old.told.iter().map(|t| t.reached() && concerns(t.result) && moved(t.who)).collect();
    let gone: Vec<Option<Key>> = old.confirmations.iter().map(|c| c.who).filter(|who| moved(*who)).collect();
    for (told, stale) in new.told.iter_mut().zip(stale) {
        told.old |= stale;
    }
    lost.append(&mut new.told);
    new.told = lost;
    if takes_place && !gone.is_empty() {
        let many = new.confirmations.len();
        new.confirmations.retain(|c| !(gone.contains(&c.who) && old.confirmations.contains(c)));
        if new.confirmations.len() != many {
            settle_status(new);
        }
    }
}

/// An answer of which nothing else is written down, as what they were told.
fn said_as_told(said: &Confirmation, session: &Session) -> Told {
    let result = if said.result == ConfirmResult::Declined { ToldResult::Declined } else { ToldResult::Confirmed };
    let what = Note::new(format!("{} {}", said::long(session.date), session.span())).unwrap_or_default();
    let (who, at, by, date) = (said.who, said.at, said.by.clone(), Some(session.date));
    Told { who, result, what, at, by, date, old: true, ..Told::default() }
}

/// Booked or confirmed, by what its adults have said; whoever says no, it is not confirmed.
pub(crate) fn settle_status(session: &mut Session) {
    let all = session.missing().is_empty() && session.declined().is_empty();
    session.status = match session.status {
        SessionStatus::Booked if all => SessionStatus::Confirmed,
        SessionStatus::Confirmed if !all => SessionStatus::Booked,
        other => other,
    };
}

/// Who is to be told of a session: whoever last heard what holds no longer; of one that was cancelled, everybody it was
/// to happen to.
pub(crate) fn to_tell(diary: &Diary, session: &Session) -> Vec<Key> {
    if session.cancel.is_none() && !session.told.iter().any(|t| t.old) {
        return Vec::new();
    }
    let mut whom: Vec<Key> = session.told.iter().filter(|t| t.old).filter_map(|t| t.who).collect();
    whom.extend(called_off(diary, session));
    whom.sort_unstable();
    whom.dedup();
    whom.retain(|who| !knows(session, *who));
    whom
}

/// Whether somebody last heard what holds.
pub(crate) fn knows(session: &Session, who: Key) -> bool {
    session.told.iter().rfind(|t| t.who == Some(who) && t.reached()).is_some_and(|t| !t.old)
}

/// Whom it concerns that a session was cancelled: its adults, the children's carers and, where it failed on its day, social
/// workers, and who would have worked; but not who called it off, nor who is away. Of one that was not cancelled, nobody.
pub(crate) fn called_off(diary: &Diary, session: &Session) -> Vec<Key> {
    let off = !session.status.takes_place() && session.status != SessionStatus::NoShow;
    // what was only held was promised to nobody
    let Some(cancel) = session.cancel.as_ref().filter(|_| off && session.held_until.is_none()) else {
        return Vec::new();
    };
    let (adults, carers) = (session.parties.iter().map(|p| p.key()), carers(diary, session));
    // where one can only be meant, it was they who rang
    let rang = match cancel.by {
        CancelledBy::Parent => session.parties.first().filter(|_| session.parties.len() == 1).map(|p| p.key()),
        CancelledBy::Carer => carers.first().filter(|_| carers.len() == 1).copied(),
        _ => None,
    };
    let workers = workers(session).iter().map(|c| c.key());
    // nobody rings who is ill to say that they are not needed
    let staff = staff(session).into_iter().filter(|who| diary.gone(*who, session.date).next().is_none());
    let mut all: Vec<Key> = adults.chain(carers.iter().copied()).chain(workers).chain(staff).collect();
    all.retain(|who| Some(*who) != rang);
    all.sort_unstable();
    all.dedup();
    all
}

/// The children whose social workers have to hear that a session failed on its day, until one of them was told.
pub(crate) fn workers(session: &Session) -> &[ChildId] {
    if session.is_to_be_told() && session.worker_told().is_none() { &session.children } else { &[] }
}

/// The officers, drivers and escorts of a session, whether or not its cars still go.
pub(crate) fn staff(session: &Session) -> Vec<Key> {
    let riding = |leg: &Leg| {
        let drivers = leg.driver.into_iter().chain(leg.escort).map(|d| d.key());
        leg.officer.map(|o| o.key()).into_iter().chain(drivers).collect::<Vec<_>>()
    };
    let mut all: Vec<Key> = session.officers.iter().map(|o| o.key()).collect();
    all.extend(session.legs.iter().flat_map(riding));
    all.sort_unstable();
    all.dedup();
    all
}

/// The carers the children of a session live with on its day.
pub(crate) fn carers(diary: &Diary, session: &Session) -> Vec<Key> {
    let homes = session.children.iter().filter_map(|child| diary.placement(*child, session.date));
    let mut carers: Vec<Key> = homes.map(|p| p.carer.key()).collect();
    carers.sort_unstable();
    carers.dedup();
    carers
}

/// Who rings somebody now, about whichever session of that day.
pub(crate) fn ringing(diary: &Diary, day: Day, who: Key, now: Moment) -> Option<&Told> {
    let good = i64::from(diary.settings().ring_min);
    let on = diary.day(day).ok()?.flat_map(|s| &s.told);
    let open = |t: &&Told| {
        t.result == ToldResult::Ringing && t.who == Some(who) && (0..good).contains(&now.minutes_since(t.at))
    };
    on.filter(open).max_by_key(|t| t.at)
}

/// A session without what was said and told about it.
fn calm(session: &Session) -> Session {
    let status = if session.status == SessionStatus::Confirmed { SessionStatus::Booked } else { session.status };
    Session { told: Vec::new(), confirmations: Vec::new(), status, ..session.clone() }
}

/// Whether two versions of a session differ in nothing but what was said and told about it.
pub(crate) fn is_same_but_told(old: &Session, new: &Session) -> bool {
    calm(old) == calm(new)
}

/// The change that takes a change back where, since, people were only asked or told: they keep what they said where it
/// still holds, and where it does not they are to be told.
pub(crate) fn taken_back(change: &Change, now: Option<&Arc<Record>>) -> Option<Change> {
    let (before, after) = (change.before.as_deref()?, change.after.as_deref()?);
    let (before, after, now) = (Session::of(before)?, Session::of(after)?, Session::of(now?)?);
    if calm(after) != calm(now) {
        return None;
    }
    let mut back = before.clone();
    back.told.retain(|t| t.result != ToldResult::Ringing);
    for told in now.told.iter().filter(|t| !after.told.contains(t)) {
        let moved = told.who.is_some_and(|who| part(now, who) != part(before, who));
        if told.reached() {
            // they last heard something else: what they said before says nothing any more
            back.confirmations.retain(|c| !moved || c.who != told.who);
        }
        back.told.push(Told { old: told.old || (told.reached() && moved), ..told.clone() });
    }
    for said in now.confirmations.iter().filter(|c| !after.confirmations.contains(c)) {
        if said.who.is_some_and(|who| part(now, who) == part(before, who)) {
            back.confirmations.retain(|c| c.who != said.who);
            back.confirmations.push(said.clone());
        }
    }
    if back.confirmations != before.confirmations {
        settle_status(&mut back);
    }
    Some(Change::of(now.clone(), back))
}
