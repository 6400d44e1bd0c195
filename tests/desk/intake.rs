//! From a referral to contact: what is missing is said, a shut gate lets through only what is held for a while, and a
//! manager's word by telephone waits until they say it themselves.

use super::*;
use contactdesk::desk::{Lack, Over};

fn day(text: &str) -> Day {
    text.parse().unwrap()
}

fn note(text: &str) -> Note {
    text.parse().unwrap()
}

/// A baby of three weeks, her mother, where she lives; nothing else is known of them.
fn newborn() -> Vec<Record> {
    let mut records = small_service();
    records.extend(
        [
            r#"{"child":{"id":"CH-0020","name":"Wren Ashby","dob":"2026-11-05"}}"#,
            r#"{"child":{"id":"CH-0021","name":"Otis Ashby","dob":"2018-11-05","height_cm":125}}"#,
            r#"{"party":{"id":"P-0020","name":"Lena Ashby","relationship":"mother"}}"#,
            r#"{"placement":{"id":"PL-0020","child":"CH-0020","carer":"CR-0002","from":"2026-11-10"}}"#,
            r#"{"placement":{"id":"PL-0021","child":"CH-0021","carer":"CR-0002","from":"2026-11-10"}}"#,
        ]
        .map(json),
    );
    records
}

fn request() -> ArrangementRequest {
    ArrangementRequest { children: vec![ChildId(20)], requested_on: Some(day("2026-11-18")), ..Default::default() }
}

fn complete() -> ArrangementRequest {
    ArrangementRequest {
        arrangement: Some(ArrangementId(3)),
        parties: vec![PartyId(20)],
        purpose: note("to keep the bond with her mother"),
        level_reason: note("the court asks for it"),
        times: Some(3),
        length_min: Some(60),
        requested_by: "R. Singh, 0116 496 0001".parse().unwrap(),
        ..ArrangementRequest::default()
    }
}

fn papers(desk: &dyn Desk, id: u32) -> PapersView {
    match ask(desk, Papers { arrangement: ArrangementId(id) }) {
        Ok(Answer::Papers(view)) => view,
        other => panic!("{other:?}"),
    }
}

fn waiting(desk: &dyn Desk) -> Vec<WaitingRow> {
    match ask(desk, Waiting::default()) {
        Ok(Answer::Waiting(view)) => view.rows,
        other => panic!("{other:?}"),
    }
}

#[test]
fn each_step_says_what_comes_next_and_none_is_skipped() {
    let house = House::with(newborn());
    let asha = house.seat("asha");
    let id = ArrangementId(3);
    let done = run(&asha, request()).unwrap();
    assert_eq!(done.changed, [id.key()]);
    use Lack::*;
    let form = [Adults, Purpose, Reason, Often, Length, RequestedBy];
    assert_eq!(done.next, [&form[..], &[Referral, PlanningMeeting, Agreement, RiskAssessment, Beginning]].concat());
    // nothing goes on without the step before it
    let plan = ArrangementPlan { arrangement: id, ..Default::default() };
    let no = run(&asha, plan.clone()).unwrap_err();
    assert!(no.no == No::Rule && no.what.contains("complete referral form"), "{no:?}");
    let sign = ArrangementSign { arrangement: id, ..Default::default() };
    assert!(run(&asha, sign.clone()).is_err());
    assert_eq!(run(&asha, complete()).unwrap().next, [PlanningMeeting, Agreement, RiskAssessment, Beginning]);
    assert_eq!(papers(&asha, 3).arrangement.status, ArrangementStatus::Waiting);
    assert!(run(&asha, sign.clone()).unwrap_err().what.contains("the planning meeting"));
    assert_eq!(run(&asha, plan.clone()).unwrap().next, [Agreement, RiskAssessment, Beginning]);
    let tomorrow = Some(day("2026-11-27"));
    let early = run(&asha, ArrangementSign { on: tomorrow, ..sign.clone() }).unwrap_err();
    assert_eq!(early.field.as_deref(), Some("on"));
    assert_eq!(run(&asha, sign).unwrap().next, [RiskAssessment, Beginning]);
    let begin = ArrangementActivate { arrangement: id, ..Default::default() };
    let no = run(&asha, begin.clone()).unwrap_err();
    assert!(no.what.contains("it lacks a risk assessment in date"), "{no:?}");
    let assess = ArrangementAssess {
        arrangement: id,
        level: Some(SupervisionLevel::CloseTwoOfficer),
        ..ArrangementAssess::default()
    };
    assert_eq!(run(&asha, assess).unwrap().next, [Beginning]);
    run(&asha, begin).unwrap();
    let view = papers(&asha, 3);
    assert!(view.lacks.is_empty() && view.papers.iter().all(|line| line.good), "{view:?}");
    // watched as closely as the risk assessment asks, and reviewed in three months
    assert_eq!(view.arrangement.level, SupervisionLevel::CloseTwoOfficer);
    assert_eq!(view.arrangement.review_due, Some(day("2027-02-26")));
    run(&asha, book(20, "2026-11-27", "11:00")).unwrap();
    assert_eq!(session(&asha, 1).officers.len(), 2);
}

#[test]
fn newborn_children_are_first_on_the_list_then_the_urgent_then_who_has_waited_longest() {
    let house = House::with(newborn());
    let asha = house.seat("asha");
    run(&asha, request()).unwrap();
    let brother = |on: &str, priority| ArrangementRequest {
        children: vec![ChildId(21)],
        requested_on: Some(day(on)),
        priority: Some(priority),
        ..ArrangementRequest::default()
    };
    run(&asha, brother("2026-11-02", Priority::Routine)).unwrap();
    run(&asha, brother("2026-11-20", Priority::Urgent)).unwrap();
    run(&asha, complete()).unwrap();
    let rows = waiting(&asha);
    let order: Vec<u32> = rows.iter().map(|r| r.arrangement.0).collect();
    assert_eq!(order, [3, 5, 4]);
    // 18 to 26 November is six working days; a newborn child is seen within two of the complete referral
    assert_eq!((rows[0].newborn, rows[0].age_days, rows[0].waited), (true, Some(21), 6));
    assert_eq!((rows[0].target, rows[0].late), (Some(day("2026-11-30")), false));
    assert_eq!((rows[2].target, rows[2].late), (Some(day("2026-11-09")), true), "five working days for the others");
    assert_eq!(rows[2].lacks[0], Lack::Adults);
    // who has begun waits no more
    run(&asha, SessionBook { held: true, parties: Some(vec![PartyId(20)]), ..book(20, "2026-11-27", "11:00") })
        .unwrap();
    assert_eq!(waiting(&asha)[0].first, Some(SessionId(1)));
}

/// The newborn's referral is complete and nothing else is there yet.
fn referred() -> House {
    let house = House::with(newborn());
    let asha = house.seat("asha");
    run(&asha, request()).unwrap();
    run(&asha, complete()).unwrap();
    house
}

#[test]
fn a_shut_gate_lets_through_what_is_held_for_a_while_and_nothing_else() {
    let house = referred();
    let asha = house.seat("asha");
    let no = run(&asha, book(20, "2026-11-27", "11:00")).unwrap_err();
    let missing = |f: &contactdesk::desk::About| matches!(f.finding.what, What::NotInForce { .. });
    assert!(no.no == No::Rule && no.findings.iter().all(missing), "{no:?}");
    let held = SessionBook { held: true, ..book(20, "2026-11-27", "11:00") };
    let done = run(&asha, held.clone()).unwrap();
    assert!(done.findings.iter().any(missing) && done.findings.iter().all(|f| !f.finding.blocks()));
    let s = session(&asha, 1);
    // a day, as the service has it, and not beyond the session's start
    assert_eq!((s.status, s.held_until), (SessionStatus::Held, Some("2026-11-27 09:00".parse().unwrap())));
    let late = SessionBook { held_until: Some("2026-12-24 12:00".parse().unwrap()), ..held.clone() };
    run(&asha, SessionBook { date: day("2026-11-30"), ..late }).unwrap();
    assert_eq!(session(&asha, 2).held_until, Some("2026-11-30 11:00".parse().unwrap()));
    let past = SessionBook { held_until: Some("2026-11-26 09:00".parse().unwrap()), ..held };
    assert_eq!(run(&asha, past).unwrap_err().field.as_deref(), Some("held_until"));
    // it is not booked before the papers are there, nor said to have begun
    let to_book = SessionChange { session: SessionId(1), book: true, ..SessionChange::default() };
    assert!(run(&asha, to_book.clone()).unwrap_err().findings.iter().any(missing));
    run(&asha, ArrangementPlan { arrangement: ArrangementId(3), ..Default::default() }).unwrap();
    run(&asha, ArrangementSign { arrangement: ArrangementId(3), ..Default::default() }).unwrap();
    run(&asha, ArrangementAssess { arrangement: ArrangementId(3), ..Default::default() }).unwrap();
    run(&asha, to_book).unwrap();
    let s = session(&asha, 1);
    assert_eq!((s.status, s.held_until), (SessionStatus::Booked, None));
}

#[test]
fn a_hold_that_has_run_out_gives_its_room_back_and_takes_it_only_where_it_is_free() {
    let house = referred();
    let asha = house.seat("asha");
    let until: Moment = "2026-11-26 12:00".parse().unwrap();
    let held =
        SessionBook { held: true, held_until: Some(until), room: Some(RoomId(1)), ..book(20, "2026-11-27", "11:00") };
    run(&asha, held).unwrap();
    let other = SessionBook { room: Some(RoomId(1)), ..book(1, "2026-11-27", "11:00") };
    assert!(run(&asha, other.clone()).is_err(), "it is held");
    drop(asha);
    let house = House { now: "2026-11-26 12:00".parse().unwrap(), ..house }.reopened();
    let asha = house.seat("asha");
    let lapsed = match ask(&asha, Chase { sort: Some(ChaseSort::Hold), ..Chase::default() }) {
        Ok(Answer::Chase(view)) => view.rows,
        other => panic!("{other:?}"),
    };
    assert_eq!((lapsed.len(), lapsed[0].about, lapsed[0].late), (1, SessionId(1).key(), true));
    run(&asha, other).unwrap();
    let again = SessionChange {
        session: SessionId(1),
        hold_until: Some("2026-11-26 18:00".parse().unwrap()),
        ..SessionChange::default()
    };
    let no = run(&asha, again.clone()).unwrap_err();
    assert!(no.findings.iter().any(|f| matches!(f.finding.what, What::Taken { by: SessionId(2), .. })), "{no:?}");
    let elsewhere = SessionChange { room: Some(RoomId(2)), officers: Some(vec![OfficerId(2)]), ..again };
    run(&asha, elsewhere).unwrap();
    assert_eq!(session(&asha, 1).held_until, Some("2026-11-26 18:00".parse().unwrap()));
}

fn phoned(command: impl Into<Command>, manager: &str) -> Order {
    let over = Over { reason: note("the judge wants it this week"), agreed_by: Some(manager.parse().unwrap()) };
    Order { command: command.into(), over: Some(over) }
}

#[test]
fn what_a_manager_agreed_to_by_telephone_waits_for_their_own_word() {
    let house = referred();
    let (asha, moira) = (house.seat("asha"), house.seat("moira"));
    let command = || book(20, "2026-11-27", "11:00");
    for (who, field) in [("dot", Some("agreed_by")), ("nobody", Some("agreed_by"))] {
        assert_eq!(asha.execute(phoned(command(), who)).unwrap_err().field.as_deref(), field, "{who}");
    }
    let done = asha.execute(phoned(command(), "Moira Hale")).unwrap();
    let task = done.waits.unwrap();
    assert_eq!(session(&asha, 1).status, SessionStatus::Booked);
    let tasks = |desk: &dyn Desk| match ask(desk, DayQuery { day: day("2026-11-26") }) {
        Ok(Answer::Day(view)) => view.tasks,
        other => panic!("{other:?}"),
    };
    let listed = |desk: &dyn Desk| match ask(desk, Chase { sort: Some(ChaseSort::Override), ..Chase::default() }) {
        Ok(Answer::Chase(view)) => view.rows.len(),
        other => panic!("{other:?}"),
    };
    assert!(tasks(&asha).is_empty() && tasks(&moira)[0].id == task, "it is hers alone");
    assert!(tasks(&moira)[0].what.contains("paperwork") && tasks(&moira)[0].what.contains("asha"));
    assert_eq!((listed(&asha), listed(&moira)), (1, 1), "everybody sees that it waits");
    let Ok(Answer::Journal(journal)) = ask(&moira, Journal { limit: Some(1), ..Journal::default() }) else { panic!() };
    assert!(journal.lines[0].reason.as_deref().is_some_and(|r| r.contains("agreed by telephone with Moira Hale")));
    // nobody else says her word, and it is not merely seen to
    assert_eq!(run(&asha, OverrideConfirm { task, ..Default::default() }).unwrap_err().no, No::NotPermitted);
    assert_eq!(
        run(&house.seat("root"), OverrideConfirm { task, ..Default::default() }).unwrap_err().no,
        No::NotPermitted
    );
    assert_eq!(run(&moira, TaskDone { task, how: note("yes") }).unwrap_err().no, No::Rule);
    let objects = OverrideConfirm { task, objects: true, words: Note::default() };
    assert_eq!(run(&moira, objects.clone()).unwrap_err().field.as_deref(), Some("words"));
    run(&moira, OverrideConfirm { words: note("I said held, not booked"), ..objects }).unwrap();
    assert_eq!((listed(&asha), tasks(&asha).len()), (0, 1), "the objection waits for the office");
    assert!(tasks(&asha)[0].what.contains("I said held, not booked"));
    // another, confirmed
    let task = asha.execute(phoned(book(20, "2026-11-30", "11:00"), "moira")).unwrap().waits.unwrap();
    run(&moira, OverrideConfirm { task, ..Default::default() }).unwrap();
    assert_eq!(listed(&asha), 0);
    // one that is undone waits for nobody
    asha.execute(phoned(book(20, "2026-12-01", "11:00"), "U-2")).unwrap_err();
    let done = asha.execute(phoned(book(20, "2026-12-01", "11:00"), "U-0002")).unwrap();
    assert_eq!(listed(&asha), 1);
    run(&asha, Undo { entry: Some(done.entry) }).unwrap();
    assert_eq!(listed(&asha), 0);
}

#[test]
fn imported_papers_count_until_they_are_to_be_checked() {
    let mut records = newborn();
    records.push(json(
        r#"{"arrangement":{"id":"A-0020","children":["CH-0020"],"parties":["P-0020"],"length_min":60,"status":"active","start":"2026-11-12","paperwork_check_by":"2026-11-27"}}"#,
    ));
    let house = House::with(records);
    let asha = house.seat("asha");
    run(&asha, book(20, "2026-11-27", "11:00")).unwrap();
    assert!(run(&asha, book(20, "2026-11-30", "11:00")).is_err());
    let Ok(Answer::Chase(view)) = ask(&asha, Chase { sort: Some(ChaseSort::Papers), ..Chase::default() }) else {
        panic!()
    };
    assert_eq!((view.rows[0].about, view.rows[0].due), (ArrangementId(20).key(), day("2026-11-27")));
}

#[test]
fn contact_that_a_court_orders_is_not_refused_for_more_than_seven_days_without_it() {
    let mut records = small_service();
    for record in &mut records {
        if let Record::Arrangement(a) = record {
            a.ordered_by = OrderedBy::CourtOrder;
        }
    }
    records.push(json(r#"{"court_order":{"children":["CH-0001"],"id":"CO-0001"}}"#));
    let house = House::with(records);
    let asha = house.seat("asha");
    run(&asha, book(1, "2026-11-27", "16:00")).unwrap();
    let stop = ArrangementSuspend { arrangement: ArrangementId(1), reason: note("threats"), ..Default::default() };
    assert_eq!(run(&asha, stop.clone()).unwrap_err().field.as_deref(), Some("until"));
    let week = |until| ArrangementSuspend { until: Some(day(until)), ..stop.clone() };
    assert!(run(&asha, week("2026-12-03")).is_err(), "that is the eighth day");
    run(&asha, week("2026-12-02")).unwrap();
    let Ok(Answer::Day(view)) = ask(&asha, DayQuery { day: day("2026-11-27") }) else { panic!() };
    assert_eq!((view.sessions[0].status, view.findings[0].finding.blocks()), (SessionStatus::Booked, true), "marked");
    let Ok(Answer::Day(view)) = ask(&asha, DayQuery { day: day("2026-11-26") }) else { panic!() };
    assert!(view.tasks[0].what.contains("write to the child, the parents"), "{:?}", view.tasks);
    run(&asha, ArrangementActivate { arrangement: ArrangementId(1), ..Default::default() }).unwrap();
    let leave = ArrangementSuspend { leave: "LE26C00417".parse().unwrap(), ..stop };
    run(&asha, leave).unwrap();
    // what still has sessions is not over
    let end = ArrangementEnd { arrangement: ArrangementId(1), outcome: note("home"), on: None };
    assert!(run(&asha, end.clone()).unwrap_err().what.contains("first C-0001"));
    run(&asha, ArrangementEnd { on: Some(day("2026-11-27")), ..end }).unwrap();
}

#[test]
fn meetings_and_assessments_are_booked_as_what_they_are() {
    let house = referred();
    let asha = house.seat("asha");
    // before the agreement, in school time, without an officer or a car
    let meeting = SessionBook {
        sort: Some(SessionSort::PlanningMeeting),
        arrangement: Some(ArrangementId(3)),
        children: None,
        ..book(20, "2026-11-27", "11:00")
    };
    run(&asha, meeting).unwrap();
    let s = session(&asha, 1);
    assert_eq!(
        (s.sort, s.status, s.officers.len(), s.legs.len()),
        (SessionSort::PlanningMeeting, SessionStatus::Booked, 0, 0)
    );
    assert_eq!((s.stagger.adult_arrive, s.stagger.adult_release), (s.start, s.end));
    let assessment = SessionBook {
        sort: Some(SessionSort::Assessment),
        report_due: Some(day("2026-12-18")),
        ..book(1, "2026-11-27", "16:00")
    };
    let done = run(&asha, assessment.clone()).unwrap();
    assert!(done.findings.iter().any(|f| f.finding.what == What::NoAssessor));
    let assessor = Some("Dr P. Rao".parse().unwrap());
    let done = run(&asha, SessionBook { assessor, date: day("2026-12-01"), ..assessment }).unwrap();
    assert!(done.findings.iter().all(|f| f.finding.what != What::NoAssessor));
    let Ok(Answer::Chase(view)) = ask(&asha, Chase { sort: Some(ChaseSort::Report), ..Chase::default() }) else {
        panic!()
    };
    assert_eq!(view.rows.iter().map(|r| r.due).collect::<Vec<_>>(), [day("2026-12-18"); 2]);
}

#[test]
fn each_child_comes_its_own_way() {
    let mut records = newborn();
    records.extend(
        [
            r#"{"vehicle":{"id":"V-0001","name":"Car 2","capacity":4,"seats":{"infant":1,"booster":2,"belt":4},"insured_until":"2030-01-01"}}"#,
            r#"{"driver":{"id":"D-0001","name":"D. Osei","hours":"Mon-Fri 07:00-19:30","licence_expires":"2030-01-01","dbs_expires":"2030-01-01","usual_vehicle":"V-0001"}}"#,
        ]
        .map(json),
    );
    let house = House::with(records);
    let asha = house.seat("asha");
    let both = ArrangementRequest {
        children: vec![ChildId(20), ChildId(21)],
        transport_for: vec![ChildTransport { child: ChildId(21), how: Transport::Council }],
        ..ArrangementRequest::default()
    };
    run(&asha, both).unwrap();
    let held = SessionBook {
        held: true,
        arrangement: Some(ArrangementId(3)),
        children: None,
        ..book(20, "2026-11-27", "16:00")
    };
    let done = run(&asha, held).unwrap();
    assert!(done.findings.iter().all(|f| !matches!(f.finding.what, What::NoLeg { .. })), "{done:?}");
    let s = session(&asha, 1);
    assert_eq!(s.legs.len(), 2);
    assert!(s.legs.iter().all(|leg| leg.children == [ChildId(21)] && leg.driver == Some(DriverId(1))), "{:?}", s.legs);
    let stranger = vec![ChildTransport { child: ChildId(1), how: Transport::Taxi }];
    let wrong = ArrangementRequest { transport_for: stranger, ..request() };
    assert_eq!(run(&asha, wrong).unwrap_err().field.as_deref(), Some("transport_for"));
}
