//! An officer is ill (DOMAIN 6b.1): what that hits, what is proposed, all of it carried out and taken back at once.

use super::*;

fn missing(who: &str, time: Option<&str>) -> Missing {
    Missing {
        who: who.parse().unwrap(),
        sort: AbsenceKind::Sickness,
        days: "2026-11-26".parse().unwrap(),
        time: time.map(|t| t.parse().unwrap()),
        notes: Note::default(),
    }
}

fn affected(desk: &dyn Desk, missing: Missing, chosen: Vec<Mend>) -> Vec<Affected> {
    match ask(desk, AffectedQuery { missing, chosen }) {
        Ok(Answer::Affected(view)) => view.rows,
        other => panic!("{other:?}"),
    }
}

fn firsts(rows: &[Affected]) -> Vec<Mend> {
    rows.iter().map(|hit| hit.choices[0].mend.clone()).collect()
}

/// What the rules say blocks anything on that day.
fn blocking(desk: &dyn Desk) -> Vec<String> {
    match ask(desk, DayQuery { day: "2026-11-26".parse().unwrap() }) {
        Ok(Answer::Day(view)) => {
            let blocks = view.findings.iter().filter(|f| f.finding.blocks());
            blocks.map(|f| format!("{} {:?}", f.session, f.finding)).collect()
        }
        other => panic!("{other:?}"),
    }
}

/// Whoever leads each of the four sessions, and the second.
fn staffed(desk: &dyn Desk) -> Vec<String> {
    (1..=4)
        .map(|id| session(desk, id).officers.iter().map(OfficerId::to_string).collect::<Vec<_>>().join("+"))
        .collect()
}

#[test]
fn four_sessions_of_an_officer_who_is_ill_are_given_to_others_at_once_and_taken_back_at_once() {
    let house = sick::house(sick::MORNING);
    let asha = house.seat("asha");
    let before: Vec<Session> = (1..=5).map(|id| session(&asha, id)).collect();
    let rows = affected(&asha, missing("OF-0001", None), Vec::new());
    assert_eq!(rows.iter().map(|r| r.session.id.0).collect::<Vec<_>>(), [1, 2, 3, 4]);
    // each has a proposal that keeps its time, and both ways out by hand
    for hit in &rows {
        assert_eq!((hit.choices[0].mend.how, hit.choices[0].mend.start), (MendSort::Change, None), "{hit:?}");
        let ways: Vec<MendSort> = hit.choices.iter().map(|c| c.mend.how).collect();
        assert_eq!(&ways[ways.len() - 2..], [MendSort::Cancel, MendSort::Keep]);
    }
    let done = run(&asha, AbsenceRepair { missing: missing("OF-0001", None), rows: firsts(&rows) }).unwrap();
    assert_eq!(done.changed.len(), 5, "the absence and four sessions in one entry");
    // close supervision has two, the infant Niamh Byrne, the Punjabi speaker Harpreet Gill; Jo Cole is back from noon
    let now = staffed(&asha);
    assert_eq!((now[0].as_str(), now[1].as_str(), now[2].as_str()), ("OF-0002+OF-0003", "OF-0003", "OF-0002"));
    assert_eq!(blocking(&asha), Vec::<String>::new());
    // the officer drove that child: whoever has it now does, or one of our cars
    let fourth = session(&asha, 4);
    assert!(
        fourth.legs.iter().all(|leg| leg.officer == Some(OfficerId(4)) || leg.driver == Some(DriverId(1))),
        "{fourth:?}"
    );
    assert_eq!(&*fourth.legs[0].receiver, "Jo Cole");
    run(&asha, Undo::default()).unwrap();
    let after: Vec<Session> = (1..=5).map(|id| session(&asha, id)).collect();
    assert_eq!(before, after);
    assert!(ask(&asha, Show { what: "AB-0002".into() }).is_err(), "the absence is gone with it");
}

#[test]
fn a_row_that_is_chosen_otherwise_stands_and_the_others_are_found_round_it() {
    let house = sick::house(sick::MORNING);
    let asha = house.seat("asha");
    let rows = affected(&asha, missing("OF-0001", None), Vec::new());
    let cancel = rows[0].choices.iter().find(|c| c.mend.how == MendSort::Cancel).unwrap().mend.clone();
    let again = affected(&asha, missing("OF-0001", None), vec![cancel.clone()]);
    assert_eq!(again[0].choices[0].mend.how, MendSort::Cancel);
    let done = run(&asha, AbsenceRepair { missing: missing("OF-0001", None), rows: firsts(&again) }).unwrap();
    let first = session(&asha, 1);
    let why = first.cancel.unwrap();
    assert_eq!((why.by, why.reason, why.notice_min), (CancelledBy::ServiceStaff, CancelReason::NoOfficer, 115));
    assert_eq!((first.status, first.makeup_owed_min), (SessionStatus::CancelledOnDay, 60));
    // who has to be told: of what is cancelled the mother, the carer, the second officer and the social worker
    let Ok(Answer::ToTell(list)) = ask(&asha, ToTell { entry: done.entry }) else { panic!() };
    let of_first: Vec<String> =
        list.rows.iter().filter(|r| r.session == SessionId(1)).map(|r| format!("{} {:?}", r.who, r.news)).collect();
    assert_eq!(
        of_first,
        ["P-0001 [Cancelled]", "OF-0003 [Cancelled]", "CH-0001 [Cancelled]", "CR-0001 [Cancelled]"],
        "{list:#?}"
    );
    assert!(list.rows.iter().all(|r| r.who != OfficerId(1).key()), "nobody rings who is ill");
    let third: Vec<(String, String)> = list
        .rows
        .iter()
        .filter(|r| r.session == SessionId(3))
        .map(|r| (r.who.to_string(), r.phone.to_string()))
        .collect();
    assert!(third.contains(&("P-0003".into(), "07700 900103".into())), "{third:?}");
}

#[test]
fn in_mid_session_somebody_takes_over_from_then_on_and_who_was_there_before_is_kept() {
    let mut house = sick::house(sick::MORNING);
    house.now = "2026-11-26 10:20".parse().unwrap();
    let house = house.reopened();
    let asha = house.seat("asha");
    for (event, at) in
        [(LiveEvent::AdultArrived, "09:14"), (LiveEvent::ChildArrived, "09:28"), (LiveEvent::Started, "09:31")]
    {
        let at = Some(at.parse().unwrap());
        run(&asha, SessionEvent { session: SessionId(1), event, at, who: Vec::new(), mistaken: false }).unwrap();
    }
    let gone = || missing("OF-0001", Some("10:20-24:00"));
    let rows = affected(&asha, gone(), Vec::new());
    assert_eq!(rows.len(), 4, "the one that runs and the three to come");
    // the second officer is there already; somebody pairs up with her, and it cannot be cancelled any more
    let first = &rows[0].choices[0];
    assert_eq!(first.slot.session.officers, [OfficerId(2), OfficerId(3)]);
    assert!(rows[0].choices.iter().all(|c| c.mend.how != MendSort::Cancel));
    run(&asha, AbsenceRepair { missing: gone(), rows: firsts(&rows) }).unwrap();
    let running = session(&asha, 1);
    let relief = Relief { at: Minute::at(10, 20), left: OfficerId(1), came: Some(OfficerId(2)) };
    assert_eq!((running.status, running.relief.as_slice()), (SessionStatus::InProgress, &[relief][..]));
    assert_eq!(blocking(&asha), Vec::<String>::new());
    // who was there until then wrote nothing down yet: it stays theirs to see
    assert_eq!(session(&house.seat("ola"), 1).children, [ChildId(1)]);
}

#[test]
fn where_nobody_can_another_time_is_proposed_and_where_there_is_none_it_is_cancelled() {
    // nobody else speaks Punjabi but from four on, and the infant's only other officer is away all day
    let mut records = sick::records();
    for record in &mut records {
        match record {
            Record::Officer(o) if o.id == OfficerId(2) => o.hours = "Thu 15:30-19:00".parse().unwrap(),
            Record::Officer(o) if o.id == OfficerId(3) => o.skills.clear(),
            _ => {}
        }
    }
    let mut house = House::with(records);
    house.now = sick::MORNING.parse().unwrap();
    let house = house.reopened();
    let asha = house.seat("asha");
    let rows = affected(&asha, missing("OF-0001", None), Vec::new());
    let third = &rows[2].choices[0];
    assert_eq!(third.slot.session.officers, [OfficerId(2)]);
    assert!(third.slot.session.start >= Minute::at(15, 45), "{third:?}");
    assert_eq!(rows[1].choices[0].mend.how, MendSort::Cancel);
    assert!(rows[1].nobody.iter().any(|a| matches!(a.finding.what, What::Lacks { .. })), "{:?}", rows[1].nobody);
    run(&asha, AbsenceRepair { missing: missing("OF-0001", None), rows: firsts(&rows) }).unwrap();
    assert_eq!(blocking(&asha), Vec::<String>::new());
}

#[test]
fn a_car_a_driver_and_a_room_are_repaired_the_same_way() {
    let mut records = sick::records();
    records.push(json(
        r#"{"driver":{"id":"D-0002","name":"Swift","sort":"taxi","cars":3,"hours":"Mon-Sat 06:00-23:00"}}"#,
    ));
    for record in &mut records {
        if let Record::Session(s) = record {
            for leg in &mut s.legs {
                (leg.mode, leg.officer, leg.driver, leg.vehicle) =
                    (Transport::Council, None, Some(DriverId(1)), Some(VehicleId(1)));
            }
        }
    }
    let mut house = House::with(records);
    house.now = sick::MORNING.parse().unwrap();
    let house = house.reopened();
    let asha = house.seat("asha");
    for who in ["D-0001", "V-0001"] {
        let rows = affected(&asha, missing(who, None), Vec::new());
        assert_eq!(rows.iter().map(|r| r.session.id.0).collect::<Vec<_>>(), [4], "{who}");
        run(&asha, AbsenceRepair { missing: missing(who, None), rows: firsts(&rows) }).unwrap();
        let legs = session(&asha, 4).legs;
        assert!(legs.iter().all(|leg| leg.driver == Some(DriverId(2)) && leg.mode == Transport::Taxi), "{legs:?}");
        run(&asha, Undo::default()).unwrap();
    }
    let rows = affected(&asha, missing("RM-0002", Some("08:00-13:00")), Vec::new());
    assert_eq!(rows.iter().map(|r| r.session.id.0).collect::<Vec<_>>(), [2]);
    run(&asha, AbsenceRepair { missing: missing("RM-0002", Some("08:00-13:00")), rows: firsts(&rows) }).unwrap();
    assert_ne!(session(&asha, 2).room, Some(RoomId(2)));
    assert_eq!(blocking(&asha), Vec::<String>::new());
}

#[test]
fn an_absence_alone_is_taken_down_once_and_lists_what_it_hits() {
    let house = sick::house(sick::MORNING);
    let asha = house.seat("asha");
    let done = run(&asha, AbsenceRecord { missing: missing("OF-0001", None) }).unwrap();
    let Ok(Answer::Hits(hits)) = ask(&asha, Hits { key: done.changed[0] }) else { panic!() };
    assert_eq!(hits.sessions.len(), 4);
    let twice = run(&asha, AbsenceRecord { missing: missing("OF-0001", None) }).unwrap_err();
    assert!(twice.what.contains("on file already"), "{twice:?}");
    // the repair that comes later writes it down no second time
    let rows = affected(&asha, missing("OF-0001", None), Vec::new());
    let done = run(&asha, AbsenceRepair { missing: missing("OF-0001", None), rows: firsts(&rows) }).unwrap();
    assert_eq!(done.changed.len(), 4);
    let wrong = run(&asha, AbsenceRecord { missing: missing("CH-0001", None) }).unwrap_err();
    assert_eq!(wrong.field.as_deref(), Some("who"));
}

#[test]
fn what_changed_meanwhile_is_not_mended_blindly() {
    let house = sick::house(sick::MORNING);
    let asha = house.seat("asha");
    let rows = affected(&asha, missing("OF-0001", None), Vec::new());
    run(
        &asha,
        SessionChange {
            session: SessionId(3),
            notes: Some("bring the red bag".parse().unwrap()),
            ..SessionChange::default()
        },
    )
    .unwrap();
    let no = run(&asha, AbsenceRepair { missing: missing("OF-0001", None), rows: firsts(&rows) }).unwrap_err();
    assert!(no.what.contains("has changed since"), "{no:?}");
    assert_eq!(session(&asha, 1).officers[0], OfficerId(1), "all of it, or nothing");
}
