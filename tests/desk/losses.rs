//! What did not go as booked: who, why, with what notice, what is owed, who is to be told. DOMAIN 3d; 6b, scenario 5.

use super::*;

fn thursday(id: u32, date: &str, status: &str, more: &str) -> Record {
    json(&format!(
        r#"{{"session":{{"id":"C-{id:04}","arrangement":"A-0001","children":["CH-0001"],"parties":["P-0001"],"date":"{date}","start":"08:30","end":"10:00","site":"ST-0001","room":"RM-0001","officers":["OF-0001"],"status":"{status}","stagger":{{"adult_arrive":"08:15","child_arrive":"08:30","child_leave":"10:00","adult_release":"10:15"}}{more}}}}}"#
    ))
}

const MISSED: &str = r#","cancel":{"by":"parent","reason":"did_not_come","notice_min":-15,"at":"2026-11-19 08:45","recorded_by":"asha"}"#;

/// Two Thursdays missed already, contact ordered by a court, today's session with the child there and no mother; the next
/// week's is booked.
fn third_time() -> House {
    let mut records = small_service();
    for record in &mut records {
        match record {
            Record::Arrangement(a) if a.id == ArrangementId(1) => a.ordered_by = OrderedBy::CourtOrder,
            Record::Child(c) => {
                c.social_worker = "R. Gill".parse().unwrap();
                c.social_worker_phone = "0116 496 0001".parse().unwrap();
            }
            _ => {}
        }
    }
    records.extend([
        thursday(1, "2026-11-05", "child_home", r#","actual":{"started":"08:30","ended":"10:00"}"#),
        thursday(2, "2026-11-12", "no_show", MISSED),
        thursday(3, "2026-11-19", "no_show", MISSED),
        thursday(4, "2026-11-26", "booked", r#","actual":{"child_arrived":"08:29"}"#),
        thursday(5, "2026-12-03", "booked", ""),
    ]);
    House::with(records)
}

fn no_show(session: u32) -> SessionOutcome {
    SessionOutcome { session: SessionId(session), ..SessionOutcome::default() }
}

fn tasks(desk: &dyn Desk) -> Vec<Task> {
    match ask(desk, List { kind: Kind::Task, closed: false }) {
        Ok(Answer::List(view)) => view.records.iter().filter_map(|r| Task::of(r).cloned()).collect(),
        other => panic!("{other:?}"),
    }
}

fn said(desk: &dyn Desk, query: impl Into<Query>) -> String {
    contactdesk::lines::answer(&desk.ask(query.into()).unwrap(), "2026-11-26".parse().unwrap(), 200)
}

#[test]
fn a_third_no_show_raises_a_task_suspends_nothing_and_is_to_be_told_by_ten() {
    let house = third_time();
    let asha = house.seat("asha");
    run(&asha, no_show(4)).unwrap();
    let s = session(&asha, 4);
    let cancel = s.cancel.clone().unwrap();
    assert_eq!((s.status, s.makeup_owed_min), (SessionStatus::NoShow, 0));
    assert_eq!((cancel.by, cancel.reason, cancel.notice_min), (CancelledBy::Parent, CancelReason::DidNotCome, -30));
    assert_eq!((&*cancel.recorded_by, cancel.at.to_string()), ("asha", "2026-11-26 09:00".into()));
    // nothing else is touched: neither the arrangement nor the session of next week
    assert_eq!(session(&asha, 5).status, SessionStatus::Booked);
    let Ok(Answer::Show(view)) = ask(&asha, Show { what: "A-1".into() }) else { panic!() };
    assert_eq!(Arrangement::of(&view.record).unwrap().status, ArrangementStatus::Active);
    let raised = tasks(&asha);
    let sorts: Vec<_> = raised.iter().map(|t| (t.sort, t.due.map(|due| due.to_string()))).collect();
    assert_eq!(sorts, [(TaskSort::TellWorker, Some("2026-11-27 10:00".into())), (TaskSort::Missed, None)]);
    assert_eq!(
        &*raised[1].what,
        "3 missed in a row (Thu 12 Nov, Thu 19 Nov, Thu 26 Nov); talk to the social worker; a court has ordered this \
         contact: it goes on, and only the court can stop it for more than seven days"
    );
    insta::assert_snapshot!(said(&asha, Ledger { of: Some("kelly khan".into()), from: Some("2026-11-20".parse().unwrap()), ..Ledger::default() }), @"
    P-0001 Kelly Khan · from Fri 20 Nov 2026 · 1 session
    no make-up is owed
    today 08:30-10:00 · no show · Amara Khan with Kelly Khan · C-0004
      by parent: did not come · no notice
      recorded by asha Thu 26 Nov 2026 09:00
      no make-up owed · social worker to be told by Fri 27 Nov 2026 10:00
    ");
    insta::assert_snapshot!(said(&asha, Tell {}), @"
    1 session to tell a social worker of
    by Fri 27 Nov 2026 10:00 · Amara Khan · C-0004
      Thu 26 Nov 08:30-10:00 no show, by parent: did not come; no make-up is owed · tell R. Gill 0116 496 0001
    ");
}

#[test]
fn the_task_stands_until_the_worker_was_told_and_is_overdue_after_ten() {
    let mut house = third_time();
    run(&house.seat("dot"), no_show(4)).unwrap();
    house.now = "2026-11-27 10:01".parse().unwrap();
    let house = house.reopened();
    let dot = house.seat("dot");
    assert!(said(&dot, Tell {}).contains("1 OVERDUE"), "{}", said(&dot, Tell {}));
    let told = |result| WorkerTold { session: SessionId(4), result, ..WorkerTold::default() };
    run(&dot, told(ToldResult::NoAnswer)).unwrap();
    assert!(said(&dot, Tell {}).contains("tried 1 time"), "{}", said(&dot, Tell {}));
    run(&dot, told(ToldResult::Told)).unwrap();
    assert!(said(&dot, Tell {}).starts_with("every social worker knows"));
    assert!(tasks(&dot).iter().all(|t| t.sort != TaskSort::TellWorker));
    let ledger = said(&dot, Ledger { of: Some("A-1".into()), ..Ledger::default() });
    assert!(ledger.contains("social worker told Fri 27 Nov 2026 10:01"), "{ledger}");
    // taken back, it is to be told again
    run(&dot, Undo::default()).unwrap();
    assert!(said(&dot, Tell {}).contains("1 OVERDUE"));
}

#[test]
fn a_fourth_does_not_raise_the_same_task_twice_and_one_that_came_breaks_the_row() {
    let house = third_time();
    let asha = house.seat("asha");
    run(&asha, no_show(4)).unwrap();
    let before = tasks(&asha).len();
    // corrected: she had said on the day that she would not come
    let called = SessionOutcome { outcome: Outcome::CalledOff, reason: Some(CancelReason::Declined), ..no_show(4) };
    run(&asha, called).unwrap();
    assert_eq!(tasks(&asha).len(), before);
    assert!(tasks(&asha)[0].what.contains("said they cannot come"));
    let journal = said(&house.seat("moira"), Journal { of: Some(SessionId(4).key()), ..Journal::default() });
    assert_eq!(journal.matches("session.outcome").count(), 2, "what stood before is kept: {journal}");
    // one of the Thursdays was put right: nothing is missed three times in a row
    let other = third_time();
    let moira = other.seat("moira");
    let came = SessionOutcome {
        outcome: Outcome::PartAttended,
        reason: Some(CancelReason::Travel),
        who: vec![PartyId(1)],
        at: Some(Minute::at(9, 0)),
        ..no_show(3)
    };
    run(&moira, came).unwrap();
    run(&moira, no_show(4)).unwrap();
    assert!(tasks(&moira).iter().all(|t| t.sort != TaskSort::Missed), "{:?}", tasks(&moira));
}

#[test]
fn a_late_adult_is_waited_for_and_longer_where_they_called() {
    let mut house = third_time();
    house.now = "2026-11-26 08:44".parse().unwrap();
    let house = house.reopened();
    let dot = house.seat("dot");
    let no = run(&dot, no_show(4)).unwrap_err();
    assert_eq!(no.what, "C-0004: the adult is waited for until 08:45");
    let live = said(&dot, Live {});
    assert!(live.contains("child here since 08:29, adult not, waits until 08:45, 1 minute left"), "{live}");
    run(&dot, SessionWait { session: SessionId(4), until: Minute::at(9, 0) }).unwrap();
    assert!(said(&dot, Live {}).contains("waits until 09:00, 16 minutes left"));
    assert!(run(&dot, no_show(4)).is_err());
    assert!(run(&dot, SessionWait { session: SessionId(4), until: Minute::at(10, 0) }).is_err());
    run(&dot, SessionEvent { session: SessionId(4), event: LiveEvent::AdultArrived, ..SessionEvent::default() })
        .unwrap();
    let no = run(&dot, no_show(4)).unwrap_err();
    assert!(no.what.contains("that the adult came is recorded"), "{no:?}");
    // that was somebody else: taken out, the wait goes on
    run(
        &dot,
        SessionEvent {
            session: SessionId(4),
            event: LiveEvent::AdultArrived,
            mistaken: true,
            ..SessionEvent::default()
        },
    )
    .unwrap();
    let s = session(&dot, 4);
    assert_eq!((s.status, s.attended.len(), s.actual.adult_arrived), (SessionStatus::Booked, 0, None));
}

#[test]
fn fault_settles_what_is_owed() {
    let cases = [
        (Outcome::CalledOff, CancelledBy::ServiceStaff, CancelReason::NoOfficer, 90),
        (Outcome::CalledOff, CancelledBy::Carer, CancelReason::Holiday, 90),
        (Outcome::CalledOff, CancelledBy::Child, CancelReason::Refused, 0),
        (Outcome::EndedEarly, CancelledBy::Venue, CancelReason::NoRoom, 60),
        (Outcome::EndedEarly, CancelledBy::Parent, CancelReason::Influence, 0),
        (Outcome::PartAttended, CancelledBy::ServiceTransport, CancelReason::Travel, 20),
    ];
    for (outcome, by, reason, owed) in cases {
        let house = third_time();
        let asha = house.seat("asha");
        if outcome != Outcome::CalledOff {
            run(
                &asha,
                SessionEvent {
                    session: SessionId(4),
                    event: LiveEvent::Started,
                    at: Some(Minute::at(8, 30)),
                    ..SessionEvent::default()
                },
            )
            .unwrap();
        }
        let command = SessionOutcome { outcome, by, reason: Some(reason), lost_min: Some(20), ..no_show(4) };
        run(&asha, command).unwrap();
        let s = session(&asha, 4);
        assert_eq!(s.makeup_owed_min, owed, "{outcome:?} {by:?}");
        assert!(s.status.is_exit());
        // the child is still there: that she is home is recorded all the same, and the outcome stays
        run(&asha, SessionEvent { session: SessionId(4), event: LiveEvent::ChildHome, ..SessionEvent::default() })
            .unwrap();
        assert_eq!(session(&asha, 4).status, s.status);
    }
}

#[test]
fn what_is_made_up_is_counted() {
    let mut records = small_service();
    let lost = r#","makeup_owed_min":90,"cancel":{"by":"service_staff","reason":"no_officer","notice_min":60,"at":"2026-11-19 07:30","recorded_by":"asha"}"#;
    records.extend([
        thursday(1, "2026-11-19", "cancelled_on_day", lost),
        thursday(
            2,
            "2026-11-24",
            "child_home",
            r#","makeup_of":"C-0001","actual":{"started":"08:40","ended":"09:40"}"#,
        ),
        thursday(3, "2026-12-03", "booked", r#","makeup_of":"C-0001""#),
    ]);
    let house = House::with(records);
    let ledger = said(&house.seat("asha"), Ledger::default());
    assert!(ledger.contains("make-up owed 1 h 30, delivered 1 h, booked 1 h 30"), "{ledger}");
    assert!(ledger.contains("notice 1 h (under 2 h)"), "{ledger}");
}

#[test]
fn a_session_that_stands_in_the_way_is_named_and_then_the_day_is_closed() {
    let mut house = third_time();
    house.now = "2026-11-26 18:00".parse().unwrap();
    let house = house.reopened();
    let asha = house.seat("asha");
    let day: Day = "2026-11-26".parse().unwrap();
    let close = || DayClose { day, what: Note::default() };
    let no = run(&asha, close()).unwrap_err();
    assert_eq!(no.what, "Thu 26 Nov 2026 cannot be closed: C-0004: it has no outcome");
    run(&asha, no_show(4)).unwrap();
    let no = run(&asha, close()).unwrap_err();
    assert_eq!(no.what, "Thu 26 Nov 2026 cannot be closed: C-0004: the child is not recorded home");
    assert!(
        said(&asha, Closing::default()).contains("! C-0004 08:30-10:00 Amara Khan: the child is not recorded home")
    );
    let home = |at: &str| SessionEvent {
        session: SessionId(4),
        event: LiveEvent::ChildHome,
        at: Some(at.parse().unwrap()),
        ..SessionEvent::default()
    };
    run(&asha, home("09:20")).unwrap();
    assert!(said(&asha, Closing::default()).contains("can be closed"));
    run(&asha, close()).unwrap();
    assert_eq!(run(&asha, close()).unwrap_err().no, No::Rule);
    let closed = said(&asha, Closing::default());
    assert!(closed.contains("was closed by asha") && !closed.contains("corrected"), "{closed}");
    // a correction later is possible, and shown
    run(&asha, home("09:35")).unwrap();
    let closed = said(&asha, Closing::default());
    assert!(closed.contains("corrected since: C-0004"), "{closed}");
    let tomorrow = DayClose { day: day + 1, what: Note::default() };
    assert_eq!(run(&asha, tomorrow).unwrap_err().no, No::Usage);
}
