//! What duty staff take down in the night, and cases opened with a reason.

use super::*;

fn tasks(desk: &dyn Desk) -> Vec<Task> {
    match ask(desk, DayQuery { day: desk.here().now.day }) {
        Ok(Answer::Day(view)) => view.tasks,
        other => panic!("{other:?}"),
    }
}

fn record<T: Plain>(desk: &dyn Desk, key: impl Into<Key>) -> T {
    match ask(desk, Show { what: key.into().to_string() }) {
        Ok(Answer::Show(view)) => T::of(&view.record).unwrap().clone(),
        other => panic!("{other:?}"),
    }
}

fn note(text: &str) -> Note {
    text.parse().unwrap()
}

/// The small service with a case that only the manager knows.
fn restricted() -> Vec<Record> {
    let mut records = small_service();
    records.extend(
        [
            r#"{"child":{"id":"CH-0009","name":"Iris Vane","restricted_to":["moira"]}}"#,
            r#"{"party":{"id":"P-0009","name":"Owen Vane"}}"#,
            r#"{"arrangement":{"id":"A-0009","children":["CH-0009"],"parties":["P-0009"],"length_min":60,"status":"active"}}"#,
            r#"{"session":{"id":"C-0009","arrangement":"A-0009","children":["CH-0009"],"parties":["P-0009"],"date":"2026-11-26","start":"14:00","end":"15:00","site":"ST-0001","room":"RM-0001","officers":["OF-0002"],"status":"booked"}}"#,
        ]
        .map(json),
    );
    records
}

#[test]
fn a_call_in_the_night_waits_for_the_office_until_somebody_has_seen_to_it() {
    let house = House::with(small_service());
    let (dot, asha) = (house.seat("dot"), house.seat("asha"));
    let call = CallRecord {
        about: vec![ChildId(1).key()],
        from: "Kelly Khan".parse().unwrap(),
        phone: "07700 900123".parse().unwrap(),
        words: note("she will be half an hour late on Friday"),
        ..CallRecord::default()
    };
    let empty = CallRecord { words: Note::default(), ..call.clone() };
    assert_eq!(run(&dot, empty).unwrap_err().field.as_deref(), Some("words"));
    run(&dot, call).unwrap();
    let waiting = tasks(&asha);
    let [task] = waiting.as_slice() else { panic!("{waiting:?}") };
    assert_eq!((task.sort, &*task.by, task.raised), (TaskSort::Call, "dot", asha.here().now));
    // not an officer's, nor an auditor's to take off
    assert!(tasks(&house.seat("ola")).is_empty());
    assert_eq!(
        run(&house.seat("audrey"), TaskDone { task: task.id, how: note("x") }).unwrap_err().no,
        No::NotPermitted
    );
    run(&asha, TaskDone { task: task.id, how: note("officer told") }).unwrap();
    assert!(tasks(&asha).is_empty());
    assert!(matches!(record::<Task>(&asha, task.id).life, Life::Closed { .. }), "it is kept");
    assert_eq!(run(&asha, TaskDone { task: task.id, how: note("again") }).unwrap_err().no, No::Rule);
}

#[test]
fn duty_cancels_and_the_office_hears_of_it_first() {
    let house = House::with(small_service());
    let (dot, asha) = (house.seat("dot"), house.seat("asha"));
    run(&asha, book(1, "2026-11-27", "16:00")).unwrap();
    let cancel = SessionCancel {
        session: SessionId(1),
        by: CancelledBy::Parent,
        reason: CancelReason::Ill,
        words: note("temperature"),
        was: None,
    };
    let done = run(&dot, cancel.clone()).unwrap();
    let waiting = tasks(&asha);
    assert_eq!(&*waiting[0].what, "Fri 27 Nov 16:00-17:30 cancelled: parent, ill: temperature");
    assert!(waiting[0].about.contains(&SessionId(1).key()));
    // one entry, so one undo takes both back
    run(&dot, Undo { entry: Some(done.entry) }).unwrap();
    assert!(tasks(&asha).is_empty() && session(&asha, 1).cancel.is_none());
    // what the office itself does is no news to it
    run(&asha, cancel).unwrap();
    assert!(tasks(&asha).is_empty());
}

#[test]
fn a_new_placement_in_the_night_flags_every_journey_from_the_old_home_at_once() {
    let mut records = small_service();
    let at = |date: &str| {
        json(&format!(
            r#"{{"session":{{"id":"C-00{}","arrangement":"A-0001","children":["CH-0001"],"parties":["P-0001"],"date":"{date}","start":"16:00","end":"17:00","site":"ST-0001","room":"RM-0001","officers":["OF-0001"],"status":"booked","stagger":{{"adult_arrive":"15:45","child_arrive":"16:00","child_leave":"17:00","adult_release":"17:15"}},"legs":[{{"children":["CH-0001"],"from":{{"carer":"CR-0001"}},"to":{{"site":"ST-0001"}},"depart":"15:30","arrive":"16:00","mode":"council"}}]}}}}"#,
            &date[8..]
        ))
    };
    records.extend([at("2026-11-25"), at("2026-11-27"), at("2026-12-04")]);
    let house = House::with(records);
    let (dot, asha) = (house.seat("dot"), house.seat("asha"));
    let flagged = |day: &str| match ask(&asha, DayQuery { day: day.parse().unwrap() }) {
        Ok(Answer::Day(view)) => {
            view.findings.iter().filter(|f| matches!(f.finding.what, What::LivesElsewhere { .. })).count()
        }
        other => panic!("{other:?}"),
    };
    assert_eq!((flagged("2026-11-25"), flagged("2026-11-27"), flagged("2026-12-04")), (0, 0, 0));
    let new = Carer { name: "The Adler household".parse().unwrap(), ..Carer::default() };
    let begin = PlacementBegin {
        child: ChildId(1),
        new_carer: Some(new),
        from: Some("2026-11-26".parse().unwrap()),
        notes: note("police protection"),
        ..PlacementBegin::default()
    };
    assert_eq!(run(&house.seat("ola"), begin.clone()).unwrap_err().no, No::NotPermitted);
    let done = run(&dot, begin.clone()).unwrap();
    // nobody is free to drive from there: each stays as it was planned, and is said and flagged
    let mut left: Vec<SessionId> = done.why_not.iter().map(|about| about.session).collect();
    left.dedup();
    assert_eq!(left, [SessionId(27), SessionId(4)]);
    assert_eq!((flagged("2026-11-25"), flagged("2026-11-27"), flagged("2026-12-04")), (0, 1, 1));
    assert_eq!(tasks(&asha)[0].sort, TaskSort::Placement);
    let was = record::<Placement>(&asha, PlacementId(1));
    assert_eq!(was.to, Some("2026-11-25".parse().unwrap()));
    let neither = PlacementBegin { new_carer: None, ..begin };
    assert_eq!(run(&dot, neither).unwrap_err().field.as_deref(), Some("carer"));
}

#[test]
fn an_emergency_agreement_waits_for_the_next_sitting_and_for_the_clerk() {
    let house = House::with(small_service());
    let dot = house.seat("dot");
    let agreed = AgreementEmergency {
        child: ChildId(1),
        what: note("foster placement for the night"),
        reasons: note("the mother was taken to hospital"),
        asked_by: "L. Marsh".parse().unwrap(),
        decided_by: "H. Okafor".parse().unwrap(),
        ..AgreementEmergency::default()
    };
    let unexplained = AgreementEmergency { reasons: Note::default(), ..agreed.clone() };
    assert_eq!(run(&dot, unexplained).unwrap_err().field.as_deref(), Some("reasons"));
    let done = run(&dot, agreed).unwrap();
    let key = done.changed.iter().find(|k| k.kind == Kind::Decision).unwrap();
    let decision = record::<Decision>(&dot, *key);
    let sitting = decision.ratify_by.unwrap();
    assert!(decision.emergency && sitting > dot.here().now.day && said::long(sitting).starts_with("Thu"));
    assert_eq!(tasks(&house.seat("clive"))[0].sort, TaskSort::Agreement);
    assert!(tasks(&house.seat("asha")).is_empty(), "the clerk's");
}

#[test]
fn a_restricted_case_opens_for_half_an_hour_with_a_reason_and_the_manager_is_told() {
    let house = House::with(restricted());
    let (dot, moira) = (house.seat("dot"), house.seat("moira"));
    let open = |key: Key, reason: &str| CaseOpen { key, reason: note(reason) };
    assert_eq!(ask(&dot, Show { what: "CH-0009".into() }).unwrap_err().no, No::NotPermitted);
    assert_eq!(run(&dot, open(SessionId(9).key(), "")).unwrap_err().field.as_deref(), Some("reason"));
    assert_eq!(run(&house.seat("ola"), open(ChildId(9).key(), "x")).unwrap_err().no, No::NotPermitted);
    assert_eq!(run(&dot, open(ChildId(1).key(), "x")).unwrap_err().no, No::Rule);
    let done = run(&dot, open(SessionId(9).key(), "police at the door")).unwrap();
    assert_eq!(record::<Child>(&dot, ChildId(9)).name.to_string(), "Iris Vane");
    assert!(dot.here().opened.is_some() && house.seat("asha").here().opened.is_none());
    assert_eq!(ask(&house.seat("asha"), Show { what: "CH-0009".into() }).unwrap_err().no, No::NotPermitted);
    let told = tasks(&moira);
    assert_eq!((told.len(), told[0].sort), (1, TaskSort::Opened));
    assert!(told[0].what.contains("police at the door") && told[0].what.contains("dot"));
    let no = run(&dot, Undo { entry: Some(done.entry) }).unwrap_err();
    assert!(no.what.contains("ends by itself"), "{}", no.what);
    // half an hour later it is shut again
    drop((dot, moira));
    let later = House { now: "2026-11-26 09:31".parse().unwrap(), ..house }.reopened();
    let dot = later.seat("dot");
    assert_eq!(ask(&dot, Show { what: "CH-0009".into() }).unwrap_err().no, No::NotPermitted);
    assert!(dot.here().opened.is_none());
}
