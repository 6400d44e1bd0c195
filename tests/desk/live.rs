//! The day as it happens: who came when, what is said later, what is corrected, and what cannot have been.

use super::*;

fn event(event: LiveEvent, at: Option<&str>) -> SessionEvent {
    SessionEvent { session: SessionId(1), event, at: at.map(|at| at.parse().unwrap()), ..SessionEvent::default() }
}

/// A session of today from 07:30, with everybody there by now, which is nine.
fn begun() -> House {
    let mut records = small_service();
    records.push(json(
        r#"{"session":{"id":"C-0001","arrangement":"A-0001","children":["CH-0001"],"parties":["P-0001"],"date":"2026-11-26","start":"08:45","end":"10:15","site":"ST-0001","room":"RM-0001","officers":["OF-0001"],"status":"confirmed","stagger":{"adult_arrive":"08:30","child_arrive":"08:45","child_leave":"10:15","adult_release":"10:30"}}}"#,
    ));
    House::with(records)
}

#[test]
fn a_day_is_recorded_as_it_happens_and_later_and_corrected() {
    let house = begun();
    let dot = house.seat("dot");
    let after = |command: SessionEvent| {
        run(&dot, command).unwrap();
        let s = session(&dot, 1);
        (s.status, s.actual, s.attended)
    };
    let (status, actual, attended) = after(event(LiveEvent::AdultArrived, None));
    assert_eq!((status, actual.adult_arrived), (SessionStatus::AdultArrived, Some(Minute::at(9, 0))));
    assert_eq!(attended, [PartyId(1)]);
    // it was earlier, as the officer says; and the child was there before it began
    let (_, actual, attended) = after(event(LiveEvent::AdultArrived, Some("08:28")));
    assert_eq!((actual.adult_arrived, attended.len()), (Some(Minute::at(8, 28)), 1));
    after(event(LiveEvent::Started, Some("08:50")));
    let (status, actual, _) = after(event(LiveEvent::ChildArrived, Some("08:44")));
    assert_eq!((status, actual.child_arrived), (SessionStatus::InProgress, Some(Minute::at(8, 44))));
    assert_eq!(after(event(LiveEvent::Ended, Some("08:55"))).0, SessionStatus::Ended);
    assert_eq!(after(event(LiveEvent::ChildHome, None)).0, SessionStatus::ChildHome);
    // each is an entry of its own and is taken back as one
    run(&dot, Undo::default()).unwrap();
    assert_eq!(session(&dot, 1).status, SessionStatus::Ended);
}

#[test]
fn who_is_here_goes_by_what_was_recorded() {
    let house = begun();
    let dot = house.seat("dot");
    let here = || match ask(&dot, Now {}) {
        Ok(Answer::Now(view)) => view.here,
        other => panic!("{other:?}"),
    };
    assert!(!here()[0].recorded);
    run(&dot, event(LiveEvent::AdultArrived, Some("08:40"))).unwrap();
    assert!(here()[0].recorded && here()[0].adults == [PartyId(1)]);
    run(&dot, event(LiveEvent::Ended, Some("08:41"))).unwrap();
    // it ended at once: the child has gone with it, the adult fifteen minutes later
    assert!(here().is_empty(), "{:?}", here());
}

#[test]
fn what_cannot_have_been_is_refused_and_nothing_is_stored() {
    let house = begun();
    let dot = house.seat("dot");
    run(&dot, event(LiveEvent::Started, Some("08:50"))).unwrap();
    let no = |account: &str, command: SessionEvent| {
        let no = run(&house.seat(account), command).unwrap_err();
        format!("{}: {}", no.no.said(), no.what)
    };
    let stranger = SessionEvent { who: vec![PartyId(2)], ..event(LiveEvent::AdultArrived, None) };
    let tomorrow = run(&house.seat("asha"), book(2, "2026-11-27", "10:00")).unwrap().changed[0];
    let other = |key: Key| SessionEvent { session: SessionId(key.id), ..event(LiveEvent::Started, None) };
    let answers = [
        no("dot", event(LiveEvent::Ended, Some("08:49"))),
        no("dot", event(LiveEvent::AdultArrived, Some("08:51"))),
        no("dot", event(LiveEvent::Ended, Some("09:01"))),
        no("dot", stranger),
        no("dot", other(tomorrow)),
        no("dot", other(SessionId(77).key())),
        no("audrey", event(LiveEvent::Ended, None)),
    ];
    insta::assert_snapshot!(answers.join("\n"), @"
    not understood: C-0001: ended at 08:49 would be before began at 08:50
    not understood: C-0001: began at 08:50 would be before adult arrived at 08:51
    not understood: 09:01 is still to come
    not understood: P-0002 is not expected in C-0001
    refused: C-0002 is on Fri 27 Nov 2026: nothing of it has happened yet
    not found: there is no C-0077
    not permitted: session.event is not for an auditor
    ");
    assert_eq!(session(&dot, 1).actual.ended, None);
}

#[test]
fn nobody_is_home_who_never_came_and_nothing_is_moved_or_booked_over_the_past() {
    let house = House::with(small_service());
    let asha = house.seat("asha");
    let date: Day = "2026-11-26".parse().unwrap();
    let book =
        |date: Day, start| SessionBook { date, start, children: Some(vec![ChildId(1)]), ..SessionBook::default() };
    run(&asha, book(date, Minute::at(9, 0))).unwrap();
    let home = SessionEvent { session: SessionId(1), event: LiveEvent::ChildHome, ..SessionEvent::default() };
    assert_eq!(run(&asha, home).unwrap_err().field.as_deref(), Some("event"));
    let back = SessionMove { session: SessionId(1), date: Some(date - 1), ..SessionMove::default() };
    assert_eq!(run(&asha, back).unwrap_err().field.as_deref(), Some("date"));
    // written down afterwards, and not a second time at once
    run(&asha, book(date - 1, Minute::at(10, 0))).unwrap();
    let twice = run(&asha, book(date - 1, Minute::at(10, 30))).unwrap_err();
    assert!(twice.findings.iter().any(|f| f.finding.rule.0 == "person-taken"), "{twice:?}");
}

#[test]
fn whoever_says_no_it_is_not_confirmed() {
    let house = House::with(small_service());
    let asha = house.seat("asha");
    let date: Day = "2026-11-27".parse().unwrap();
    let book =
        SessionBook { date, start: Minute::at(16, 0), children: Some(vec![ChildId(1)]), ..SessionBook::default() };
    run(&asha, book).unwrap();
    let says = |who: Key, result| SessionConfirm { session: SessionId(1), who, result, how: Name::default(), at: None };
    run(&asha, says(PartyId(1).key(), ConfirmResult::Confirmed)).unwrap();
    run(&asha, says(CarerId(1).key(), ConfirmResult::Declined)).unwrap();
    let Answer::Show(view) = ask(&asha, Show { what: "C-1".into() }).unwrap() else { panic!() };
    assert_eq!(Session::of(&view.record).unwrap().status, SessionStatus::Booked);
}
