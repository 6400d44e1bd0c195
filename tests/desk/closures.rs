//! Closed sites: bank holidays decided, who loses contact by them, what is owed for it; and siblings as one set.

use super::*;

/// The small service, open on Saturdays too, with arrangements A-0010 to A-0012 for three more children: fortnightly,
/// monthly and twice a week.
fn service() -> Vec<Record> {
    let mut records = small_service();
    for (n, name, recurrence) in [
        (10, "Bea Fort", "every 2 weeks Mon 10:00-11:00 from 30 Nov 2026"),
        (11, "Cal Month", "fourth Mon 12:00-13:00"),
        (12, "Dee Often", "Mon and Wed 14:00-15:00"),
    ] {
        let all = [
            format!(r#"{{"child":{{"id":"CH-00{n}","name":"{name}","dob":"2019-05-01","height_cm":118}}}}"#),
            format!(r#"{{"party":{{"id":"P-00{n}","name":"Parent of {name}"}}}}"#),
            format!(r#"{{"placement":{{"child":"CH-00{n}","carer":"CR-0002","from":"2026-01-05"}}}}"#),
            format!(
                r#"{{"arrangement":{{"id":"A-00{n}","children":["CH-00{n}"],"parties":["P-00{n}"],"length_min":60,"status":"active","start":"2026-01-05","level_reason":"court","planned_on":"2026-01-06","referral_complete_on":"2026-01-02","recurrence":"{recurrence}"}}}}"#
            ),
            format!(r#"{{"agreement":{{"arrangement":"A-00{n}","signed_on":"2026-01-07"}}}}"#),
            format!(
                r#"{{"risk_assessment":{{"arrangement":"A-00{n}","made_on":"2026-01-07","expires_on":"2040-01-07"}}}}"#
            ),
        ];
        records.extend(all.iter().map(|text| json(text)));
    }
    records
}

fn losses(desk: &dyn Desk, ask_: Losses) -> LossesView {
    match ask(desk, ask_) {
        Ok(Answer::Losses(view)) => view,
        other => panic!("{other:?}"),
    }
}

fn owed(desk: &dyn Desk) -> Vec<OwedRow> {
    match ask(desk, Owed::default()) {
        Ok(Answer::Owed(view)) => view.rows,
        other => panic!("{other:?}"),
    }
}

fn day(text: &str) -> Day {
    text.parse().unwrap()
}

fn lost(view: &LossesView) -> Vec<String> {
    let line = |one: &LossRow| {
        let next = one.next.map_or_else(String::new, said::short);
        format!(
            "{} {}{} left {} next {next}",
            one.child,
            said::short(one.day),
            if one.long { " long" } else { "" },
            one.left
        )
    };
    view.rows.iter().map(line).collect()
}

#[test]
fn a_bank_holiday_monday_lists_who_loses_contact_and_who_waits_longest() {
    let house = House::with(service());
    let (asha, moira) = (house.seat("asha"), house.seat("moira"));
    let week = Losses { week: Some(day("2026-12-30")), ..Losses::default() };
    // nobody has decided: nobody loses anything yet, and it is said
    let view = losses(&asha, week.clone());
    assert_eq!((view.undecided, view.rows.len()), (vec![day("2026-12-28"), day("2027-01-01")], 0));
    // what it would come to: four weeks for the fortnightly, nine for the monthly
    let supposed = losses(&asha, Losses { suppose: true, ..week.clone() });
    insta::assert_snapshot!(lost(&supposed).join("\n"), @"
    CH-0010 Mon 28 Dec long left 0 next Mon 11 Jan
    CH-0011 Mon 28 Dec long left 0 next Mon 25 Jan
    CH-0012 Mon 28 Dec left 1 next Wed 30 Dec
    ");
    let done = run(
        &moira,
        HolidaysDecide { closed: vec![day("2026-12-28")], open: vec![day("2027-01-01")], ..HolidaysDecide::default() },
    );
    assert_eq!(done.unwrap().changed.len(), 4); // a closure and a decision for either site
    let view = losses(&asha, week);
    assert_eq!((view.undecided.len(), lost(&view)), (0, lost(&supposed)));
    // by the closure alone
    let by = losses(&asha, Losses { closure: Some(ClosureId(1)), ..Losses::default() });
    assert_eq!(lost(&by), lost(&supposed));
}

#[test]
fn bank_holidays_are_offered_until_they_are_decided_and_only_once() {
    let house = House::with(service());
    let asha = house.seat("asha");
    let open = |desk: &dyn Desk| match ask(desk, Holidays { year: Some(2027), site: Some(SiteId(1)) }) {
        Ok(Answer::Holidays(view)) => view
            .rows
            .iter()
            .filter(|r| r.state == HolidayState::Undecided)
            .map(|r| r.day.to_string())
            .collect::<Vec<_>>(),
        other => panic!("{other:?}"),
    };
    assert_eq!(open(&asha).len(), 8);
    let decide = |closed: &[&str], open: &[&str]| HolidaysDecide {
        sites: vec![SiteId(1)],
        closed: closed.iter().map(|d| day(d)).collect(),
        open: open.iter().map(|d| day(d)).collect(),
        ..HolidaysDecide::default()
    };
    run(&asha, decide(&["2027-03-26", "2027-03-29"], &["2027-05-03"])).unwrap();
    assert_eq!(open(&asha), ["2027-01-01", "2027-05-31", "2027-08-30", "2027-12-27", "2027-12-28"]);
    assert_eq!(run(&asha, decide(&["2027-03-26"], &[])).unwrap_err().no, No::Usage);
    assert_eq!(run(&asha, decide(&["2027-03-30"], &[])).unwrap_err().field.as_deref(), Some("closed"));
    assert!(run(&asha, decide(&[], &["2027-03-26"])).unwrap_err().hint.unwrap().contains("record.close"));
    // what stays open was decided: the rest of the year is closed around it
    let rest = HolidaysDecide { sites: vec![SiteId(1)], close_rest_of: Some(2027), ..HolidaysDecide::default() };
    assert_eq!(run(&asha, rest).unwrap().changed.len(), 5);
    assert!(open(&asha).is_empty());
}

#[test]
fn what_is_lost_is_owed_until_it_is_made_up_for() {
    let house = House::with(service());
    let asha = house.seat("asha");
    let series = |arrangement| SeriesBook {
        arrangement: ArrangementId(arrangement),
        to: Some(day("2026-12-09")),
        ..SeriesBook::default()
    };
    run(&asha, series(12)).unwrap();
    assert!(owed(&asha).is_empty());
    // we cancel one, the mother another: only ours is owed
    let cancel = |session, by| SessionCancel {
        session: SessionId(session),
        by,
        reason: CancelReason::Ill,
        words: Note::default(),
        was: None,
    };
    run(&asha, cancel(1, CancelledBy::ServiceStaff)).unwrap();
    run(&asha, cancel(2, CancelledBy::Parent)).unwrap();
    // and a Wednesday is shut before anything is booked on it
    let flood = json(r#"{"closure":{"site":"ST-0001","days":"2026-12-16","reason":"flood"}}"#);
    run(&asha, RecordAdd { record: flood }).unwrap();
    let rows = owed(&asha);
    let short = |rows: &[OwedRow]| rows.iter().map(|r| (r.since.to_string(), r.why.said(), r.left)).collect::<Vec<_>>();
    assert_eq!(short(&rows), [("2026-11-30".to_owned(), "cancelled", 60), ("2026-12-16".to_owned(), "closed", 60)]);
    // half an hour is made up for, then the rest
    let makeup = |date: &str, minutes| SessionBook {
        minutes: Some(minutes),
        makeup_of: Some(SessionId(1)),
        ..book(12, date, "10:00")
    };
    run(&asha, makeup("2026-12-03", 30)).unwrap();
    assert_eq!((owed(&asha)[0].left, owed(&asha)[0].made_up.len()), (30, 1));
    run(&asha, makeup("2026-12-04", 30)).unwrap();
    // a session on another day stands for the one the flood took
    let instead = SessionBook { occurrence: Some(day("2026-12-16")), ..book(12, "2026-12-17", "14:00") };
    run(&asha, instead).unwrap();
    assert!(owed(&asha).is_empty());
    let Ok(Answer::Owed(all)) = ask(&asha, Owed { all: true, ..Owed::default() }) else { panic!() };
    assert_eq!((all.rows.len(), all.rows[0].made_up.len()), (1, 2));
}

#[test]
fn siblings_are_booked_as_one_set_or_not_at_all() {
    let mut records = small_service();
    records.extend(
        [
            r#"{"child":{"id":"CH-0021","name":"Ana Reed","dob":"2018-05-01","height_cm":125,"sibling_group":"Reed"}}"#,
            r#"{"child":{"id":"CH-0022","name":"Ben Reed","dob":"2019-05-01","height_cm":118,"sibling_group":"Reed"}}"#,
            r#"{"child":{"id":"CH-0023","name":"Cas Reed","dob":"2020-05-01","height_cm":110,"sibling_group":"Reed"}}"#,
            r#"{"party":{"id":"P-0021","name":"Mo Reed"}}"#,
            r#"{"party":{"id":"P-0022","name":"Gran Reed"}}"#,
            r#"{"placement":{"child":"CH-0021","carer":"CR-0002","from":"2026-01-05"}}"#,
            r#"{"placement":{"child":"CH-0022","carer":"CR-0002","from":"2026-01-05"}}"#,
            r#"{"placement":{"child":"CH-0023","carer":"CR-0002","from":"2026-01-05"}}"#,
            r#"{"arrangement":{"id":"A-0021","children":["CH-0021","CH-0022","CH-0023"],"parties":["P-0021"],"invited":["P-0022"],"transport":"council","length_min":60,"status":"active","start":"2026-01-05","level_reason":"court","planned_on":"2026-01-06","referral_complete_on":"2026-01-02"}}"#,
            r#"{"agreement":{"arrangement":"A-0021","signed_on":"2026-01-07"}}"#,
            r#"{"risk_assessment":{"arrangement":"A-0021","made_on":"2026-01-07","expires_on":"2040-01-07"}}"#,
            r#"{"vehicle":{"id":"V-0001","name":"car 1","capacity":5,"seats":{"booster":3}}}"#,
            r#"{"driver":{"id":"D-0001","name":"D. Osei","sort":"council","hours":"Mon-Fri 08:00-19:00","usual_vehicle":"V-0001"}}"#,
        ]
        .map(json),
    );
    let house = House::with(records);
    let asha = house.seat("asha");
    let part = |children: &[u32], party, room| SiblingPart {
        children: children.iter().map(|c| ChildId(*c)).collect(),
        parties: Some(vec![PartyId(party)]),
        room: Some(RoomId(room)),
        ..SiblingPart::default()
    };
    let set = SiblingsBook {
        group: "reed".parse().unwrap(),
        date: day("2026-11-30"),
        start: "10:00".parse().unwrap(),
        parts: vec![part(&[21, 22], 21, 1), part(&[23], 22, 2)],
        ..SiblingsBook::default()
    };
    let done = run(&asha, set.clone()).unwrap();
    assert_eq!(done.changed.len(), 2, "{done:?}");
    let (two, one) = (session(&asha, 1), session(&asha, 2));
    assert_eq!((two.children.len(), one.children.len(), two.room, one.room), (2, 1, Some(RoomId(1)), Some(RoomId(2))));
    let car = |s: &Session| s.legs.iter().map(|l| (l.driver, l.vehicle, l.run)).collect::<Vec<_>>();
    assert_eq!((car(&two).len(), car(&two)), (2, car(&one)));
    assert!(two.legs.iter().all(|leg| leg.driver == Some(DriverId(1)) && leg.run > 0), "{:?}", two.legs);
    // together it is one session
    let together = SiblingsBook { parts: Vec::new(), date: day("2026-12-01"), ..set.clone() };
    assert_eq!(run(&asha, together).unwrap().changed.len(), 1);
    // one adult cannot be in two rooms: then nothing of it is booked
    let twice = SiblingsBook {
        parts: vec![part(&[21, 22], 21, 1), part(&[23], 21, 2)],
        date: day("2026-12-02"),
        ..set.clone()
    };
    let no = run(&asha, twice).unwrap_err();
    assert!(no.findings.iter().any(|f| f.finding.rule.0 == "person-taken"), "{no:?}");
    assert!(ask(&asha, Show { what: "C-4".into() }).is_err());
    let short = SiblingsBook { parts: vec![part(&[21, 22], 21, 1)], ..set };
    assert!(run(&asha, short).unwrap_err().what.contains("CH-0023 of the set is in no part"));
}
