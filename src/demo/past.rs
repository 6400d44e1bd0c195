//! What became of the sessions before today, by DOMAIN 5b's outcomes of a hundred, and what is confirmed of those to come.

use super::names::{name, note};
use super::rng::Rng;
use crate::domain::calendar::working_days_after;
use crate::domain::{
    Actual, CancelReason, Cancellation, CancelledBy, ConfirmResult, Confirmation, Day, LegStatus, Minute, Moment,
    RecordProgress, Session, SessionStatus, Settings,
};

/// What may become of a session.
#[derive(Clone, Copy)]
enum Outcome {
    Completed,
    Part,
    NoShow,
    Cancelled(CancelledBy),
}

/// Of a hundred booked (DOMAIN 5b).
const OUTCOMES: [(usize, Outcome); 9] = [
    (76, Outcome::Completed),
    (3, Outcome::Part),
    (7, Outcome::NoShow),
    (5, Outcome::Cancelled(CancelledBy::Parent)),
    (3, Outcome::Cancelled(CancelledBy::Child)),
    (2, Outcome::Cancelled(CancelledBy::Carer)),
    (2, Outcome::Cancelled(CancelledBy::ServiceStaff)),
    (1, Outcome::Cancelled(CancelledBy::ServiceTransport)),
    (1, Outcome::Cancelled(CancelledBy::Order)),
];

/// Lets time pass over a session up to the beginning of `today`.
pub(super) fn settle(session: &mut Session, today: Day, settings: &Settings, rng: &mut Rng) {
    if session.date >= today {
        return ahead(session, today, rng);
    }
    match rng.weighted(&OUTCOMES) {
        Outcome::Completed => completed(session, today, settings, rng),
        Outcome::Part => {
            completed(session, today, settings, rng);
            if session.parties.len() + session.children.len() > 2 && rng.percent(70) {
                let alone = session.parties.len() == 1;
                session.notes = note(if alone { "One of the children stayed at home." } else { "" });
                session.attended.truncate(1);
                session.status = SessionStatus::PartAttended;
            } else {
                session.actual.ended =
                    session.actual.started.map(|at| at.plus(i32::from(session.span().minutes()) / 2));
                session.status = SessionStatus::Aborted;
                session.notes = note("Ended early at the child's wish.");
            }
        }
        Outcome::NoShow => {
            session.status = SessionStatus::NoShow;
            session.actual = Actual { child_arrived: Some(session.start), ..Actual::default() };
            session.legs.iter_mut().for_each(|leg| leg.status = LegStatus::Delivered);
            let at = Moment::new(session.date, session.start.plus(i32::from(settings.wait_min)));
            session.cancel = Some(cancellation(session, CancelledBy::Parent, CancelReason::NotConfirmed, at));
        }
        Outcome::Cancelled(by) => cancelled(session, by, rng),
    }
}

fn ahead(session: &mut Session, today: Day, rng: &mut Rng) {
    let confirmed = match session.date - today {
        0 => 62,
        1 => 12,
        _ => 0,
    };
    let held = if session.date - today > 7 { 3 } else { 0 };
    if rng.percent(confirmed) {
        session.status = SessionStatus::Confirmed;
        let called = Minute::at(8, 15).plus(rng.between(0, 45)).min(session.start);
        let at =
            if session.date == today { Moment::new(today, called) } else { Moment::new(today - 1, Minute::at(16, 20)) };
        let say = |who: &crate::domain::PartyId| Confirmation {
            who: Some(who.key()),
            how: name("phone"),
            at,
            result: ConfirmResult::Confirmed,
            by: name("asha"),
        };
        session.confirmations = session.parties.iter().map(say).collect();
        session.legs.iter_mut().for_each(|leg| leg.status = LegStatus::Released);
    } else if rng.percent(held) {
        session.status = SessionStatus::Held;
    } else if session.date == today {
        session.legs.iter_mut().for_each(|leg| leg.status = LegStatus::Held);
    }
}

fn completed(session: &mut Session, today: Day, settings: &Settings, rng: &mut Rng) {
    session.attended.clone_from(&session.parties);
    session.legs.iter_mut().for_each(|leg| leg.status = LegStatus::Delivered);
    // parents are late by six minutes on average, 12 of 100 by more than a quarter of an hour
    let late = if rng.percent(12) { rng.between(16, 26) } else { rng.between(0, 8) };
    let adult = session.stagger.adult_arrive.plus(late);
    let child = session.start.plus(rng.weighted(&[(88, 0), (9, 8), (3, 20)]) - rng.between(0, 4));
    let started = adult.max(child).max(session.start);
    let ended = session.end.plus(rng.between(-5, 3)).max(started.plus(10));
    let home = session.legs.iter().map(|leg| leg.arrive).max().unwrap_or(ended.plus(35)).max(ended.plus(5));
    session.actual = Actual {
        adult_arrived: Some(adult),
        child_arrived: Some(child),
        started: Some(started),
        ended: Some(ended),
        child_home: Some(home.plus(rng.between(0, 9))),
        ..Actual::default()
    };
    session.record = record(session.date, today, settings, rng);
    session.status = match session.record {
        RecordProgress { signed_off: Some(_), .. } => SessionStatus::SignedOff,
        RecordProgress { submitted: Some(_), .. } => SessionStatus::Recorded,
        _ => SessionStatus::ChildHome,
    };
}

/// Eighty records of a hundred are in on time.
fn record(date: Day, today: Day, settings: &Settings, rng: &mut Rng) -> RecordProgress {
    let due = working_days_after(date, settings.record_days, settings);
    let submitted = if rng.percent(80) { rng.between(0, due - date) } else { due - date + rng.between(1, 9) };
    let submitted = date + submitted;
    let signed = submitted + rng.between(1, 4);
    let uploaded = signed + rng.between(0, 5);
    let shared = signed + rng.between(10, 70);
    let by_now = |day: Day| Some(day).filter(|day| *day < today);
    RecordProgress {
        due: Some(due),
        submitted: by_now(submitted),
        signed_off: by_now(signed),
        uploaded: by_now(uploaded),
        shared: by_now(shared),
    }
}

fn cancelled(session: &mut Session, by: CancelledBy, rng: &mut Rng) {
    let reason = match by {
        CancelledBy::Parent => {
            *rng.pick(&[CancelReason::Declined, CancelReason::Ill, CancelReason::Work, CancelReason::Travel])
        }
        CancelledBy::Child => {
            *rng.pick(&[CancelReason::Ill, CancelReason::Ill, CancelReason::Refused, CancelReason::Appointment])
        }
        CancelledBy::Carer => *rng.pick(&[CancelReason::Holiday, CancelReason::Ill, CancelReason::Appointment]),
        CancelledBy::ServiceTransport => CancelReason::NoTransport,
        CancelledBy::Order => CancelReason::OrderChanged,
        _ => CancelReason::NoOfficer,
    };
    let at = told(session, rng);
    session.cancel = Some(cancellation(session, by, reason, at));
    session.status =
        if at.day == session.date { SessionStatus::CancelledOnDay } else { SessionStatus::CancelledInAdvance };
    if by == CancelledBy::ServiceTransport {
        session.legs.iter_mut().take(1).for_each(|leg| leg.status = LegStatus::Failed);
    }
    if by.owes_make_up() {
        session.makeup_owed_min = session.span().minutes();
    }
}

/// When it was called off: 55 of 100 less than a day before.
fn told(session: &Session, rng: &mut Rng) -> Moment {
    let start = i32::from(session.start.0);
    let office = |rng: &mut Rng, from: i32, to: i32| Minute(rng.between(from, to.max(from)) as u16);
    if rng.percent(55) {
        if rng.percent(70) && start > 8 * 60 + 30 {
            return Moment::new(session.date, office(rng, 7 * 60 + 30, start - 20));
        }
        let from = start.max(14 * 60) + 1;
        return Moment::new(session.date - 1, office(rng, from, 18 * 60 + 45));
    }
    Moment::new(session.date - rng.between(2, 9), office(rng, 9 * 60, 17 * 60))
}

fn cancellation(session: &Session, by: CancelledBy, reason: CancelReason, at: Moment) -> Cancellation {
    let notice_min = Moment::new(session.date, session.start).minutes_since(at);
    let recorded_by = name(if at.minute < Minute::at(9, 0) { "dot" } else { "asha" });
    Cancellation { by, reason, words: note(""), notice_min, at, recorded_by }
}
