//! Documents: who is given what, and what the journal keeps of it.

use super::*;
use contactdesk::desk::{DocumentKind, Printed, Query};

fn day() -> Day {
    "2026-11-26".parse().unwrap()
}

/// The small service with a car to a secret door, and a session that has begun.
fn service() -> Vec<Record> {
    let mut records = small_service();
    records.extend(
        [
            r#"{"vehicle":{"id":"V-0001","name":"Car 1","capacity":4,"seats":{"booster":1}}}"#,
            r#"{"driver":{"id":"D-0001","name":"Devi Osei","usual_vehicle":"V-0001"}}"#,
            r#"{"driver":{"id":"D-0002","name":"Ann Other"}}"#,
            r#"{"session":{"id":"C-0001","arrangement":"A-0001","children":["CH-0001"],"parties":["P-0001"],"date":"2026-11-26","start":"09:00","end":"10:30","site":"ST-0001","room":"RM-0001","officers":["OF-0001"],"status":"booked","notes":"brings a cake","stagger":{"adult_arrive":"08:45","child_arrive":"09:00","child_leave":"10:30","adult_release":"10:45"},"legs":[{"children":["CH-0001"],"from":{"carer":"CR-0001"},"to":{"site":"ST-0001"},"depart":"08:35","arrive":"09:00","mode":"council","driver":"D-0001","vehicle":"V-0001","status":"released","receiver":"T. Shah"},{"direction":"return","children":["CH-0001"],"from":{"site":"ST-0001"},"to":{"carer":"CR-0001"},"depart":"10:30","arrive":"10:55","mode":"council","driver":"D-0001","vehicle":"V-0001","status":"held"}]}}"#,
            r#"{"session":{"id":"C-0002","arrangement":"A-0001","children":["CH-0001"],"parties":["P-0001"],"date":"2026-12-03","start":"09:00","end":"10:30","site":"ST-0001","room":"RM-0001","officers":["OF-0001"],"status":"cancelled_in_advance","cancel":{"by":"carer","reason":"holiday"}}}"#,
            r#"{"decision":{"id":"DC-0001","child":"CH-0001","panel":"Placement panel","at":"2026-11-19 14:00","code":"agreed_with_conditions","what":"accommodation by agreement","conditions":[{"what":"reviewed in 8 weeks"}],"reasons":"family support was tried","decided_by":"R. Whitlock, chair"}}"#,
        ]
        .map(json),
    );
    records
}

fn print(document: DocumentKind, who: Option<&str>) -> DocumentPrint {
    DocumentPrint { document, audience: None, who: who.map(str::to_owned), from: day(), to: None }
}

fn printed(house: &House, account: &str, order: DocumentPrint) -> Printed {
    run(&house.seat(account), order).unwrap().printed.unwrap()
}

#[test]
fn a_run_sheet_has_the_secret_door_and_the_journal_has_who_printed_it() {
    let house = House::with(service());
    let sheet = printed(&house, "dot", print(DocumentKind::RunSheet, Some("devi osei")));
    insta::assert_snapshot!(sheet.text, @"
    RUN SHEET  Thu 26 Nov 2026  Devi Osei
    Copy 2, printed by dot Thu 26 Nov 2026 09:00.
    Bring it back to be shredded.
    Phone and first-aid kit aboard. You drive; you are not in charge of the
        children.

    08:35-09:00  go  Amara (booster seat)
      08:35  from The Moores
               14 Hidden Lane
      09:00  to   St Andrew's
             hand over to T. Shah, to nobody else
             Car 1

    10:30-10:55  WAIT until the desk says go  Amara (booster seat)
      10:30  from St Andrew's
      10:55  to   The Moores
               14 Hidden Lane
             hand over to the adult the desk names, to nobody else
             Car 1
    ");
    assert_eq!(sheet.reveals, [CarerId(1).key()]);
    for key in [CarerId(1).key(), DriverId(1).key()] {
        let journal = Journal { of: Some(key), limit: Some(1), ..Journal::default() };
        let Answer::Journal(view) = ask(&house.seat("audrey"), journal).unwrap() else { panic!() };
        let line = &view.lines[0];
        assert_eq!((line.command.as_str(), line.actor.account.as_str()), ("document.print", "dot"));
        assert!(sheet.text.contains(&format!("Copy {},", line.seq)), "the copy has the entry's number");
        assert_eq!(line.reason.as_deref(), Some("run-sheet, Thu 26 Nov 2026"));
        assert!(!format!("{line:?}").contains("Hidden Lane"), "that it was seen, not what: {line:?}");
    }
    // another driver's sheet has none of it
    let other = printed(&house, "dot", print(DocumentKind::RunSheet, Some("D-2")));
    assert!(other.text.contains("No journeys") && other.reveals.is_empty(), "{}", other.text);
    let undo = run(&house.seat("dot"), Undo { entry: Some(2) }).unwrap_err();
    assert!(undo.what.contains("cannot be called back"), "{undo:?}");
}

#[test]
fn a_calendar_is_the_same_again_and_says_nothing_of_home() {
    let house = House::with(service());
    let order = || print(DocumentKind::ParentCalendar, Some("kelly khan"));
    let first = printed(&house, "asha", order()).text;
    insta::assert_snapshot!(first, @"
    Family time for Kelly Khan
    Thu 26 Nov 2026 to Wed 23 Dec 2026

    November 2026
      Thu 26 Nov 2026  09:00-10:30  Amara, at St Andrew's
          please be there by 08:45; you leave at 10:45

    December 2026
      Thu 3 Dec 2026  09:00-10:30  cancelled: Amara

    St Andrew's

    If you cannot come, or will be late, please ring us as early as you can.
    Please confirm on the morning of each visit.
    ");
    // the child moves, a journey is another: the times are the same, and so is the paper
    let asha = house.seat("asha");
    let Answer::Show(view) = ask(&asha, Show { what: "C-1".into() }).unwrap() else { panic!() };
    let mut session = Session::of(&view.record).unwrap().clone();
    session.legs[0].depart = "08:20".parse().unwrap();
    let change = SessionChange { session: SessionId(1), legs: Some(session.legs), ..SessionChange::default() };
    run(&asha, change).unwrap();
    assert_eq!(printed(&house, "moira", order()).text, first);
}

#[test]
fn a_day_sheet_is_for_staff_and_cut_to_them() {
    let mut records = service();
    for record in &mut records {
        if let Record::Child(child) = record
            && child.id == ChildId(1)
        {
            child.restricted_to = vec!["moira".parse().unwrap()];
        }
    }
    let house = House::with(records);
    let moira = printed(&house, "moira", print(DocumentKind::DaySheet, None)).text;
    insta::assert_snapshot!(moira, @"
    DAY SHEET  Thu 26 Nov 2026  week 48  STAFF ONLY
    Copy 2, printed by moira Thu 26 Nov 2026 09:00.
    Bring it back to be shredded.
    1 session, 0 to mend (!), 1 unconfirmed (?)
    No officer leaves a child alone with anybody unless the social worker
        authorised it before.

    Oak, St Andrew's
    ?  09:00-10:30  Amara Khan with Kelly Khan (C-0001, booked)
          supervised · T. Shah · adults 08:45-10:45 · children 09:00-10:30
          out 08:35-09:00 Devi Osei, Car 1 (released)
          back 10:30-10:55 Devi Osei, Car 1 (held)
          note: brings a cake
    ");
    let asha = printed(&house, "asha", print(DocumentKind::DaySheet, None)).text;
    assert!(asha.contains("Busy (restricted)") && !asha.contains("Amara") && !asha.contains("cake"), "{asha}");
    let sheet = printed(&house, "asha", print(DocumentKind::RunSheet, Some("D-1")));
    assert!(sheet.text.contains("ask a manager") && !sheet.text.contains("Hidden"), "{}", sheet.text);
    assert!(sheet.reveals.is_empty());
}

#[test]
fn what_makes_no_sense_and_who_may_not_is_refused_and_not_in_the_journal() {
    let house = House::with(service());
    let head = house.seat("moira").here().head;
    let no = |account: &str, order: DocumentPrint| {
        let no = run(&house.seat(account), order).unwrap_err();
        format!("{}: {}", no.no.said(), no.what)
    };
    let family = DocumentPrint { audience: Some(Audience::Family), ..print(DocumentKind::RunSheet, Some("D-1")) };
    let long = DocumentPrint { to: Some(day() + 400), ..print(DocumentKind::ParentCalendar, Some("P-1")) };
    let back = DocumentPrint { to: Some(day() - 1), ..print(DocumentKind::ParentCalendar, Some("P-1")) };
    let answers = [
        no("asha", family),
        no("asha", long),
        no("asha", back),
        no("asha", print(DocumentKind::RunSheet, None)),
        no("asha", print(DocumentKind::RunSheet, Some("P-1"))),
        no("asha", print(DocumentKind::RunSheet, Some("nobody at all"))),
        no("asha", print(DocumentKind::RunSheet, Some("D-77"))),
        no("asha", print(DocumentKind::DaySheet, Some("D-1"))),
        no("ola", print(DocumentKind::DaySheet, None)),
        no("audrey", print(DocumentKind::RunSheet, Some("D-1"))),
        no("clive", print(DocumentKind::ParentCalendar, Some("P-1"))),
    ];
    insta::assert_snapshot!(answers.join("\n"), @"
    not understood: a run-sheet is for a driver, not for the family
    not understood: a parent-calendar covers at most 366 days
    not understood: the last day is before the first
    not understood: say which driver the run-sheet is for
    not understood: a run-sheet is for a driver; P-0001 is a family member
    not found: nobody and nothing is called “nobody at all”
    not found: there is no D-0077
    not understood: a day-sheet is of a day, not of anyone
    not permitted: document.print is not for an officer
    not permitted: document.print is not for an auditor
    not permitted: a clerk may not print a parent-calendar
    ");
    assert_eq!(house.seat("moira").here().head, head);
}

#[test]
fn duty_hears_who_is_here_who_may_come_in_and_what_was_decided() {
    let house = House::with(service());
    let dot = house.seat("dot");
    let say = |query: Query| {
        let answered = dot.ask(query).unwrap();
        contactdesk::lines::answer(&answered, day(), 80)
    };
    let allowed = |who: &str, at: Option<&str>| Allowed { who: who.into(), at: at.map(str::to_owned) };
    let said = [
        say(Now {}.into()),
        say(allowed("kelly khan", None).into()),
        say(allowed("kelly khan", Some("mayfield")).into()),
        say(allowed("P-2", None).into()),
        say(Decided { who: "amara".into() }.into()),
        say(Decided { who: "theo".into() }.into()),
    ];
    insta::assert_snapshot!(said.join("\n\n"), @"
    Thu 26 Nov 2026 09:00 · 1 adult, 1 child on site, 1 session
    ~ goes by the times booked; nobody wrote down that they came
    here~ to 10:45 Oak: Amara Khan with Kelly Khan · T. Shah · C-0001

    YES: they are expected
    P-0001 Kelly Khan at St Andrew's, Thu 26 Nov 2026 09:00
    session C-0001 · Thu 26 Nov 2026 09:00-10:30, Oak, T. Shah · with Amara Khan
      due 08:45, leaves 10:45
    no photograph on file: ask who they are

    ASK: they are known here, and nothing you may see is booked for them now
    P-0001 Kelly Khan at Mayfield, Thu 26 Nov 2026 09:00
    no photograph on file: ask who they are

    ASK: they are known here, and nothing you may see is booked for them now
    P-0002 Sam Reid at St Andrew's, Thu 26 Nov 2026 09:00
    no photograph on file: ask who they are

    CH-0001 Amara Khan
    Thu 19 Nov 2026 14:00 · agreed with conditions · Placement panel · DC-0001
      accommodation by agreement
      conditions: reviewed in 8 weeks
      reasons: family support was tried
      decided by R. Whitlock, chair

    CH-0002 Theo Reid
    no decision of a panel is on file
    ");
}

#[test]
fn the_door_is_shut_to_who_is_banned_or_must_not_meet_who_is_here() {
    let door = |more: &[&str], account: &str| {
        let mut records = service();
        records.extend(more.iter().map(|text| json(text)));
        let house = House::with(records);
        let Answer::Allowed(view) = ask(&house.seat(account), Allowed { who: "P-9".into(), at: None }).unwrap() else {
            panic!()
        };
        (view.door, view.not_to_meet)
    };
    let guest = r#"{"party":{"id":"P-0009","name":"Ron Door"}}"#;
    assert_eq!(door(&[guest], "dot").0, Door::NotNamed);
    let banned = r#"{"party":{"id":"P-0009","name":"Ron Door","banned_sites":["ST-0001"]}}"#;
    assert_eq!(door(&[banned], "dot").0, Door::Banned);
    let apart = r#"{"no_meet_rule":{"id":"NM-0009","a":"P-0009","b":"CH-0001"}}"#;
    assert_eq!(door(&[guest, apart], "dot"), (Door::MustNotMeet, vec![ChildId(1).key()]));
    let over = r#"{"no_meet_rule":{"id":"NM-0009","a":"P-0009","b":"CH-0001","to":"2026-11-25"}}"#;
    assert_eq!(door(&[guest, over], "dot").0, Door::NotNamed);
    let named = r#"{"arrangement":{"id":"A-0009","children":["CH-0002"],"parties":["P-0009"],"length_min":60,"status":"active"}}"#;
    assert_eq!(door(&[guest, named], "dot").0, Door::Named);
    // that somebody is there is said where who is not
    let secret = r#"{"child":{"id":"CH-0001","name":"Amara Khan","restricted_to":["moira"]}}"#;
    let mut records: Vec<Record> = service();
    records.retain(|r| r.key() != ChildId(1).key());
    records.extend([guest, apart, secret].map(json));
    let house = House::with(records);
    let Answer::Allowed(view) = ask(&house.seat("dot"), Allowed { who: "P-9".into(), at: None }).unwrap() else {
        panic!()
    };
    assert_eq!((view.door, view.not_to_meet), (Door::MustNotMeet, vec![Key::new(Kind::Child, 0)]));
}
