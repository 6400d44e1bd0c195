//! What is over: a session whose time has passed, a day that is closed, a cancellation taken back; and what follows from
//! a cancellation, whichever command it was.

use super::*;

fn cancel(by: CancelledBy) -> SessionCancel {
    SessionCancel { session: SessionId(1), by, reason: CancelReason::Ill, words: Note::default(), was: None }
}

fn at(time: &str) -> House {
    later(House::with(morning()), time)
}

fn event(event: LiveEvent, at: &str) -> SessionEvent {
    let at = Some(at.parse().unwrap());
    SessionEvent { session: SessionId(1), event, at, ..SessionEvent::default() }
}

fn workers_queue(desk: &dyn Desk) -> Vec<SessionId> {
    match ask(desk, Tell::default()) {
        Ok(Answer::Tell(view)) => view.rows.iter().map(|r| r.session).collect(),
        other => panic!("{other:?}"),
    }
}

#[test]
fn a_session_whose_time_has_passed_has_an_outcome_and_is_not_cancelled() {
    // until its end somebody may still ring; then it is past, and what became of it is its outcome
    assert!(run(&at("13:29").seat("asha"), cancel(CancelledBy::Parent)).is_ok());
    let no = run(&at("13:30").seat("asha"), cancel(CancelledBy::Parent)).unwrap_err();
    assert_eq!(no.no, No::Rule);
    assert_eq!(no.what, "C-0001 was to end Thu 26 Nov 2026 13:30: what is past is not cancelled");
    assert!(no.hint.unwrap().starts_with("session.outcome "));
}

#[test]
fn nothing_is_lost_by_lateness_of_what_began_in_time() {
    let house = at("12:20");
    let asha = house.seat("asha");
    run(&asha, event(LiveEvent::AdultArrived, "11:40")).unwrap();
    run(&asha, event(LiveEvent::ChildArrived, "11:50")).unwrap();
    run(&asha, event(LiveEvent::Started, "11:55")).unwrap();
    let late = || SessionLate { session: SessionId(1), lost_min: Some(20), ..SessionLate::default() };
    let no = run(&asha, late()).unwrap_err();
    assert_eq!((no.no, no.what.as_str()), (No::Rule, "C-0001 began at 11:55, by 12:00 as booked: nobody came late"));
    assert!(no.hint.unwrap().contains("session.event"));
    // what began late lost something
    run(&asha, event(LiveEvent::Started, "12:15")).unwrap();
    assert!(run(&asha, late()).is_ok());
}

#[test]
fn the_ledger_lists_what_is_over() {
    let house = at("12:30");
    let asha = house.seat("asha");
    for (what, at) in
        [(LiveEvent::AdultArrived, "11:50"), (LiveEvent::ChildArrived, "12:25"), (LiveEvent::Started, "12:25")]
    {
        run(&asha, event(what, at)).unwrap();
    }
    run(&asha, SessionLate { session: SessionId(1), ..SessionLate::default() }).unwrap();
    let rows = |desk: &dyn Desk| match ask(desk, Ledger::default()) {
        Ok(Answer::Ledger(view)) => view.rows.len(),
        other => panic!("{other:?}"),
    };
    assert_eq!(rows(&asha), 0, "it runs: what it lost is known when it ends");
    let end = session(&asha, 1).end;
    drop(asha);
    let house = later(house, "14:30");
    run(&house.seat("asha"), event(LiveEvent::Ended, &end.to_string())).unwrap();
    assert_eq!(rows(&house.seat("asha")), 1);
}

#[test]
fn whatever_cancels_a_session_on_its_day_the_social_worker_is_to_be_told() {
    let house = House::with(morning());
    let asha = house.seat("asha");
    let missing = Missing {
        who: OfficerId(2).key(),
        sort: AbsenceKind::Sickness,
        days: Days::one(house.now.day),
        time: None,
        notes: Note::default(),
    };
    let mend = Mend { session: SessionId(1), how: MendSort::Cancel, ..Mend::default() };
    run(&asha, AbsenceRepair { missing, rows: vec![mend] }).unwrap();
    assert_eq!(workers_queue(&asha), [SessionId(1)]);
}

#[test]
fn a_time_cancelled_before_it_was_booked_is_told_like_any_other() {
    let mut records = morning();
    for record in &mut records {
        if let Record::Arrangement(a) = record
            && a.id == ArrangementId(1)
        {
            a.recurrence = "Thu 10:00-11:30".parse().unwrap();
        }
    }
    records.retain(|r| !matches!(r, Record::Session(s) if s.id == SessionId(2)));
    let house = House::with(records);
    let asha = house.seat("asha");
    let off = SeriesCancel {
        arrangement: ArrangementId(1),
        day: house.now.day,
        by: CancelledBy::Carer,
        reason: CancelReason::Ill,
        words: Note::default(),
    };
    let done = run(&asha, off).unwrap();
    let id = SessionId(done.changed.iter().find(|k| k.kind == Kind::Session).unwrap().id);
    assert_eq!(workers_queue(&asha), [id]);
    assert_eq!(session(&asha, id.0).cancel.unwrap().by, CancelledBy::Carer);
}

#[test]
fn a_closed_day_is_booked_on_by_a_manager_only_and_closed_by_day_close_only() {
    let mut records = morning();
    records.retain(|r| !matches!(r, Record::Session(_)));
    let house = House::with(records);
    let (asha, moira) = (house.seat("asha"), house.seat("moira"));
    let forged = Record::DayNote(DayNote { day: house.now.day, sort: DayNoteSort::Closed, ..DayNote::default() });
    let no = run(&asha, RecordAdd { record: forged }).unwrap_err();
    assert_eq!((no.no, no.what.as_str()), (No::NotPermitted, "that a day is closed is not written freely"));
    assert!(no.hint.unwrap().contains("day.close"));
    let done = run(&asha, DayClose { day: house.now.day, what: Note::default() }).unwrap();
    assert_eq!(contactdesk::lines::done(&done, None), "day closed Thu 26 Nov 2026 (entry 2)");
    let Ok(Answer::Closing(view)) = ask(&asha, Closing::default()) else { panic!() };
    assert_eq!(&*view.closed.unwrap().what, "nothing was booked that day");
    let later = || SessionBook { arrangement: Some(ArrangementId(1)), ..book(1, "2026-11-26", "16:00") };
    let no = run(&asha, later()).unwrap_err();
    let found = contactdesk::lines::refusal(&no);
    assert!(found.contains("Thu 26 Nov 2026 was closed by asha at 09:00"), "{found}");
    let over = Order { command: later().into(), over: Some("the father came from abroad".parse().unwrap()) };
    assert!(moira.execute(over).is_ok());
}

#[test]
fn a_wrong_cancellation_is_taken_back_whatever_stood_against_the_session_before() {
    // booked over the officer's leave, as a manager decided; then cancelled by mistake
    let mut records = morning();
    records.push(json(r#"{"absence":{"id":"AB-0001","who":"OF-0002","days":"2026-11-26","sort":"leave"}}"#));
    let house = House::with(records);
    let asha = house.seat("asha");
    let off = run(&asha, cancel(CancelledBy::Parent)).unwrap().entry;
    // nothing new stands against it
    run(&asha, Undo { entry: Some(off) }).unwrap();
    assert_eq!(session(&asha, 1).status, SessionStatus::Booked);
    // the room was given away meanwhile: that is new, and refuses
    let off = run(&asha, cancel(CancelledBy::Parent)).unwrap().entry;
    let mut other = book(1, "2026-11-26", "12:00");
    (other.room, other.officers) = (Some(RoomId(1)), Some(vec![OfficerId(1)]));
    run(&asha, other).unwrap();
    let no = run(&asha, Undo { entry: Some(off) }).unwrap_err();
    let found = contactdesk::lines::refusal(&no);
    assert!(found.contains("Oak is taken by") && !found.contains("away"), "{found}");
}

#[test]
fn whom_to_tell_begins_with_what_is_still_ahead() {
    let house = at("11:30");
    let asha = house.seat("asha");
    let second = SessionCancel { session: SessionId(2), ..cancel(CancelledBy::ServiceStaff) };
    run(&asha, cancel(CancelledBy::ServiceStaff)).unwrap();
    run(&asha, second).unwrap();
    drop(asha);
    let house = later(house, "14:00");
    let Ok(Answer::Round(view)) = ask(&house.seat("asha"), Round::default()) else { panic!() };
    let sessions: Vec<SessionId> = view.tell.iter().map(|c| c.session).collect();
    let first = sessions.iter().position(|s| *s == SessionId(1)).unwrap();
    assert!(sessions[..first].iter().all(|s| *s == SessionId(2)) && first > 0, "{sessions:?}");
    assert!(sessions[first..].iter().all(|s| *s == SessionId(1)), "{sessions:?}");
}

/// What is owed says apart what was booked and lost, which the ledger has to the minute, and what was never booked.
#[test]
fn what_is_owed_and_the_ledger_state_the_same_minutes() {
    let mut records = morning();
    for record in &mut records {
        match record {
            Record::Arrangement(a) if a.id == ArrangementId(3) => {
                a.recurrence = "Tue and Thu 12:00-13:30".parse().unwrap();
            }
            _ => {}
        }
    }
    let house = House::with(records);
    let asha = house.seat("asha");
    run(&asha, cancel(CancelledBy::ServiceStaff)).unwrap();
    // the Tuesday after is never booked
    drop(asha);
    let mut house = house;
    house.now = "2026-12-02 09:00".parse().unwrap();
    let house = house.reopened();
    let asha = house.seat("asha");
    let Ok(Answer::Owed(owed)) = ask(&asha, Owed { all: true, ..Owed::default() }) else { panic!() };
    let Ok(Answer::Ledger(ledger)) = ask(&asha, Ledger::default()) else { panic!() };
    let lost: u16 = owed.rows.iter().filter(|r| r.session.is_some()).map(|r| r.minutes).sum();
    assert_eq!((lost, ledger.rows.iter().map(|r| r.owed_min).sum::<u16>()), (90, 90));
    let said = contactdesk::lines::answer(&asha.ask(Owed::default().into()).unwrap(), house.now.day, 120);
    let lines: Vec<&str> = said.lines().collect();
    assert!(lines[0].starts_with("1 contact lost since ") && lines[0].ends_with(": 1 h 30 owed"), "{said}");
    assert_eq!(lines[2], "1 contact not booked: 1 h 30 besides");
    assert!(lines[3].starts_with("Tue 1 Dec 2026") && lines[3].contains("not booked"), "{said}");
}

#[test]
fn contact_is_booked_no_less_closely_than_the_risk_assessment_asks() {
    let mut records = small_service();
    for record in &mut records {
        match record {
            Record::Arrangement(a) if a.id == ArrangementId(1) => a.level = SupervisionLevel::Monitored,
            Record::RiskAssessment(r) => r.level = Some(SupervisionLevel::Supervised),
            _ => {}
        }
    }
    let house = House::with(records);
    let no = run(&house.seat("asha"), book(1, "2026-11-26", "16:00")).unwrap_err();
    let said = contactdesk::lines::refusal(&no);
    assert!(said.contains("the risk assessment RA-0001 asks for contact that is supervised"), "{said}");
}
