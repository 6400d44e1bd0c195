//! What goes wrong on the day: taken down, followed up, corrected, and what it does to the session. DOMAIN 3b H17, 3d.

use super::*;

/// A session of today from 08:45 with mother and child there.
fn house(actual: &str) -> House {
    let mut records = small_service();
    records.push(json(&format!(
        r#"{{"session":{{"id":"C-0001","arrangement":"A-0001","children":["CH-0001"],"parties":["P-0001"],"date":"2026-11-26","start":"08:45","end":"10:15","site":"ST-0001","room":"RM-0001","officers":["OF-0001"],"status":"adult_arrived","stagger":{{"adult_arrive":"08:30","child_arrive":"08:45","child_leave":"10:15","adult_release":"10:30"}},"actual":{actual},"legs":[{{"direction":"return","children":["CH-0001"],"from":{{"site":"ST-0001"}},"to":{{"carer":"CR-0001"}},"depart":"10:15","arrive":"10:40"}}]}}}}"#
    )));
    House::with(records)
}

fn record(sort: IncidentSort) -> IncidentRecord {
    IncidentRecord {
        sort,
        session: Some(SessionId(1)),
        what: "smelt of drink".parse().unwrap(),
        ..IncidentRecord::default()
    }
}

fn incidents(desk: &dyn Desk, all: bool) -> Vec<Incident> {
    match ask(desk, Incidents { all, days: None }) {
        Ok(Answer::Incidents(view)) => view.incidents,
        other => panic!("{other:?}"),
    }
}

fn tasks(desk: &dyn Desk) -> Vec<TaskSort> {
    match ask(desk, List { kind: Kind::Task, closed: false }) {
        Ok(Answer::List(view)) => view.records.iter().filter_map(|r| Task::of(r).map(|t| t.sort)).collect(),
        other => panic!("{other:?}"),
    }
}

#[test]
fn an_adult_under_the_influence_calls_the_session_off_or_ends_it() {
    for (actual, status) in [
        (r#"{"adult_arrived":"08:31"}"#, SessionStatus::CancelledOnDay),
        (r#"{"adult_arrived":"08:31","child_arrived":"08:44","started":"08:50"}"#, SessionStatus::Aborted),
    ] {
        let house = house(actual);
        let dot = house.seat("dot");
        run(&dot, record(IncidentSort::Influence)).unwrap();
        let s = session(&dot, 1);
        let cancel = s.cancel.unwrap();
        assert_eq!((s.status, s.makeup_owed_min), (status, 0));
        assert_eq!((cancel.by, cancel.reason), (CancelledBy::Parent, CancelReason::Influence));
        assert_eq!(&*cancel.words, "smelt of drink");
        assert_eq!(tasks(&dot), [TaskSort::Incident, TaskSort::TellWorker]);
        // one entry, one undo
        run(&dot, Undo::default()).unwrap();
        assert_eq!((session(&dot, 1).status, incidents(&dot, true).len()), (SessionStatus::AdultArrived, 0));
    }
}

#[test]
fn a_child_not_handed_back_is_taken_down_with_its_people_and_the_reference_comes_later() {
    let house = house(r#"{"adult_arrived":"08:31","child_arrived":"08:44","started":"08:50"}"#);
    let dot = house.seat("dot");
    let at = Some("2026-11-26 08:58".parse().unwrap());
    run(&dot, IncidentRecord { at, ..record(IncidentSort::NotHandedBack) }).unwrap();
    let it = incidents(&dot, false).remove(0);
    assert_eq!(it.people, [ChildId(1).key(), PartyId(1).key(), OfficerId(1).key()]);
    assert_eq!((it.site, it.at.to_string(), &*it.by), (Some(SiteId(1)), "2026-11-26 08:58".into(), "dot"));
    assert_eq!(it.follow_up_by, Some("2026-11-27".parse().unwrap()));
    assert_eq!(
        session(&dot, 1).status,
        SessionStatus::AdultArrived,
        "the session goes on until somebody says otherwise"
    );
    let change = |command: IncidentChange| run(&dot, IncidentChange { incident: it.id, ..command });
    change(IncidentChange { police_ref: Some("LE-2026-441".parse().unwrap()), ..IncidentChange::default() }).unwrap();
    assert_eq!(&*incidents(&dot, false)[0].police_ref, "LE-2026-441");
    assert!(change(IncidentChange::default()).is_err(), "nothing is changed");
    let soon = Some("2026-11-26 09:01".parse().unwrap());
    assert_eq!(change(IncidentChange { at: soon, ..IncidentChange::default() }).unwrap_err().no, No::Usage);
    // what stood before is in the journal
    let Ok(Answer::Journal(journal)) = ask(&house.seat("moira"), Journal { of: Some(it.key()), ..Journal::default() })
    else {
        panic!()
    };
    assert_eq!(journal.lines.len(), 2);
    let followed = Some("child home with her carer at 09:40".parse().unwrap());
    change(IncidentChange { followed_up: followed, ..IncidentChange::default() }).unwrap();
    assert_eq!((incidents(&dot, false).len(), incidents(&dot, true).len(), tasks(&dot).len()), (0, 1, 0));
}

#[test]
fn the_task_of_an_incident_done_is_the_incident_followed_up() {
    let house = house("{}");
    let dot = house.seat("dot");
    run(&dot, record(IncidentSort::Stranger)).unwrap();
    run(&dot, TaskDone { task: TaskId(1), how: "police took his name".parse().unwrap() }).unwrap();
    assert_eq!(incidents(&dot, true)[0].followed_up_on, Some("2026-11-26".parse().unwrap()));
}

#[test]
fn a_child_who_refuses_ends_it_only_where_that_is_said_and_nothing_is_owed() {
    let house = house(r#"{"adult_arrived":"08:31","child_arrived":"08:44"}"#);
    let dot = house.seat("dot");
    run(&dot, record(IncidentSort::ChildRefuses)).unwrap();
    assert_eq!(session(&dot, 1).status, SessionStatus::AdultArrived);
    run(&dot, IncidentRecord { ends: true, ..record(IncidentSort::ChildRefuses) }).unwrap();
    let s = session(&dot, 1);
    let cancel = s.cancel.unwrap();
    assert_eq!((cancel.by, cancel.reason, s.makeup_owed_min), (CancelledBy::Child, CancelReason::Refused, 0));
    // who was brought is taken home: the way back is not stood down
    assert_eq!(s.legs[0].status, LegStatus::Planned);
    let no = run(&dot, IncidentRecord { ends: true, ..record(IncidentSort::Stranger) });
    assert!(no.is_ok(), "what has an outcome keeps it");
}

#[test]
fn an_incident_is_its_peoples_and_its_officers() {
    let house = house("{}");
    run(&house.seat("dot"), record(IncidentSort::Stranger)).unwrap();
    assert_eq!(incidents(&house.seat("ola"), true).len(), 1, "her own session");
    let mut records = small_service();
    records.push(json(r#"{"session":{"id":"C-0001","arrangement":"A-0002","children":["CH-0002"],"parties":["P-0002"],"date":"2026-11-26","start":"08:45","end":"10:15","site":"ST-0001","room":"RM-0001","officers":["OF-0002"],"status":"booked"}}"#));
    let other = House::with(records);
    run(&other.seat("dot"), record(IncidentSort::Stranger)).unwrap();
    assert_eq!(incidents(&other.seat("ola"), true), [], "another officer's");
    assert_eq!(run(&other.seat("ola"), record(IncidentSort::Other)).unwrap_err().no, No::NotPermitted);
}
