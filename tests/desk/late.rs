//! A child comes late: what is added at the end, what keeps it from being more, what is owed. DOMAIN 6b, scenario 6.

use super::*;

/// Amara's contact of today, 08:45 to 10:15 in Oak with T. Shah; the car home at 10:15.
const AMARA: &str = r#"{"session":{"id":"C-0001","arrangement":"A-0001","children":["CH-0001"],"parties":["P-0001"],"date":"2026-11-26","start":"08:45","end":"10:15","site":"ST-0001","room":"RM-0001","officers":["OF-0001"],"status":"confirmed","stagger":{"adult_arrive":"08:30","child_arrive":"08:45","child_leave":"10:15","adult_release":"10:30"},"legs":[{"direction":"out","children":["CH-0001"],"from":{"carer":"CR-0001"},"to":{"site":"ST-0001"},"depart":"08:20","arrive":"08:45","mode":"officer_car","officer":"OF-0001"},{"direction":"return","children":["CH-0001"],"from":{"site":"ST-0001"},"to":{"carer":"CR-0001"},"depart":"10:15","arrive":"10:40","mode":"officer_car","officer":"OF-0001"}]}}"#;

/// Theo's, after it: where and with whom the test says.
fn theo(start: &str, room: &str, officer: &str) -> Record {
    let start: Minute = start.parse().unwrap();
    let end = start.plus(90);
    json(&format!(
        r#"{{"session":{{"id":"C-0002","arrangement":"A-0002","children":["CH-0002"],"parties":["P-0002"],"date":"2026-11-26","start":"{start}","end":"{end}","site":"ST-0001","room":"{room}","officers":["{officer}"],"status":"confirmed","stagger":{{"adult_arrive":"{}","child_arrive":"{start}","child_leave":"{end}","adult_release":"{}"}}}}}}"#,
        start.plus(-15),
        end.plus(15)
    ))
}

fn house(others: Vec<Record>) -> House {
    let mut records = small_service();
    records.push(json(AMARA));
    records.extend(others);
    House::with(records)
}

fn late(lost: u16) -> SessionLate {
    SessionLate { session: SessionId(1), lost_min: Some(lost), ..SessionLate::default() }
}

/// Added, owed, the new end, and what kept it from being more.
fn made_good(house: &House, command: SessionLate) -> (u16, u16, String, Vec<String>) {
    let dot = house.seat("dot");
    let done = run(&dot, command).unwrap();
    let why = done.why_not.iter().map(|f| contactdesk::lines::finding(f, &done.names)).collect();
    let s = session(&dot, 1);
    let late = s.late.unwrap();
    assert_eq!((s.makeup_owed_min, done.late.as_ref()), (late.owed_min, Some(&late)));
    (late.extended_min, late.owed_min, s.end.to_string(), why)
}

#[test]
fn all_of_it_is_added_where_nothing_follows_and_the_way_home_goes_with_it() {
    let house = house(Vec::new());
    assert_eq!(made_good(&house, late(25)), (25, 0, "10:40".into(), vec![]));
    let s = session(&house.seat("dot"), 1);
    let times = (s.stagger.child_leave, s.stagger.adult_release, s.legs[1].depart, s.legs[1].arrive);
    assert_eq!(format!("{times:?}"), "(10:40, 10:55, 10:40, 11:05)");
    assert_eq!(s.legs[0].depart.to_string(), "08:20", "the way there is as it was");
    // said again it is corrected, from the end as it was booked
    assert_eq!(made_good(&house, late(10)), (10, 0, "10:25".into(), vec![]));
    run(&house.seat("dot"), Undo::default()).unwrap();
    assert_eq!(session(&house.seat("dot"), 1).end.to_string(), "10:40");
}

#[test]
fn the_next_use_of_the_room_keeps_the_rest_which_is_owed() {
    let house = house(vec![theo("10:45", "RM-0001", "OF-0002")]);
    let (added, owed, end, why) = made_good(&house, late(25));
    assert_eq!((added, owed, end.as_str()), (15, 10, "10:30"));
    assert_eq!(why, ["Oak is taken by C-0002 10:45-12:15 and needs 15 minutes to clear: free from 12:30"]);
    // the entry and its undo are one
    run(&house.seat("dot"), Undo::default()).unwrap();
    let s = session(&house.seat("dot"), 1);
    assert_eq!((s.end.to_string(), s.makeup_owed_min, s.late), ("10:15".into(), 0, None));
}

#[test]
fn the_officer_and_the_way_home_keep_it_too() {
    // T. Shah drives Amara home until 10:40 and has eight minutes back to the site, where Theo's father comes at 10:55
    let house = house(vec![theo("11:10", "RM-0002", "OF-0001")]);
    let (added, owed, _, why) = made_good(&house, late(25));
    assert!(added < 25 && added + owed == 25 && added % 5 == 0, "{added} {owed}");
    assert!(why.iter().all(|w| w.starts_with("T. Shah ")), "{why:?}");
}

#[test]
fn those_who_must_not_meet_keep_it_too() {
    let never = json(r#"{"no_meet_rule":{"id":"NM-0001","a":"P-0001","b":"P-0002","reason":"court"}}"#);
    let house = house(vec![theo("11:00", "RM-0002", "OF-0002"), never]);
    let (added, owed, end, why) = made_good(&house, late(25));
    assert_eq!((added, owed, end.as_str()), (15, 10, "10:30"));
    assert!(why[0].contains("must not meet Sam Reid"), "{why:?}");
}

#[test]
fn what_is_not_our_fault_is_not_owed_and_the_lateness_may_be_read_off_the_arrival() {
    let house = house(vec![theo("10:45", "RM-0001", "OF-0002")]);
    let dot = house.seat("dot");
    let no = run(&dot, SessionLate { session: SessionId(1), ..SessionLate::default() }).unwrap_err();
    assert_eq!(no.field.as_deref(), Some("lost_min"));
    run(
        &dot,
        SessionEvent {
            session: SessionId(1),
            event: LiveEvent::ChildArrived,
            at: Some(Minute::at(9, 0)),
            ..SessionEvent::default()
        },
    )
    .unwrap();
    let by = SessionLate { session: SessionId(1), by: Some(CancelledBy::Child), ..SessionLate::default() };
    assert_eq!(made_good(&house, by), (15, 0, "10:30".into(), vec![]));
    assert_eq!(made_good(&house, SessionLate { by: Some(CancelledBy::Parent), ..late(40) }).1, 0);
    assert_eq!(made_good(&house, SessionLate { by: Some(CancelledBy::Carer), ..late(40) }).1, 25);
}

#[test]
fn nothing_is_added_to_what_is_over_or_was_all_lost() {
    let house = house(Vec::new());
    let dot = house.seat("dot");
    let no = run(&dot, late(90)).unwrap_err();
    assert!(no.what.contains("all of it would be lost"), "{no:?}");
    assert_eq!(run(&dot, late(0)).unwrap_err().no, No::Usage);
    let end = |event, at: &str| SessionEvent {
        session: SessionId(1),
        event,
        at: Some(at.parse().unwrap()),
        ..SessionEvent::default()
    };
    run(&dot, end(LiveEvent::Started, "08:46")).unwrap();
    run(&dot, end(LiveEvent::Ended, "08:59")).unwrap();
    assert_eq!(run(&dot, late(10)).unwrap_err().no, No::Rule);
}

#[test]
fn what_it_would_come_to_is_said_before() {
    let house = house(vec![theo("10:45", "RM-0001", "OF-0002")]);
    let dot = house.seat("asha");
    let Ok(Answer::Check(view)) = ask(&dot, Check { command: Box::new(late(25).into()) }) else { panic!() };
    assert_eq!(view.sessions[0].late.as_ref().map(|l| (l.extended_min, l.owed_min)), Some((15, 10)));
    assert_eq!(view.why_not.len(), 1);
}

#[test]
fn the_next_family_that_came_early_keeps_it_too() {
    let never = json(r#"{"no_meet_rule":{"id":"NM-0001","a":"P-0001","b":"P-0002","reason":"court"}}"#);
    let house = house(vec![theo("13:00", "RM-0002", "OF-0002"), never]);
    let dot = house.seat("dot");
    // by the booking there is all the time there is; but the father is at the door already
    let came = SessionEvent { session: SessionId(2), event: LiveEvent::AdultArrived, ..SessionEvent::default() };
    run(&dot, came).unwrap();
    let (added, owed, _, why) = made_good(&house, late(25));
    assert_eq!((added, owed), (0, 25), "{why:?}");
    let mistaken = SessionEvent {
        session: SessionId(2),
        event: LiveEvent::AdultArrived,
        mistaken: true,
        ..SessionEvent::default()
    };
    run(&dot, mistaken).unwrap();
    assert_eq!(made_good(&house, late(25)).0, 25);
}
