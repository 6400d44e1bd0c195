//! What is said to somebody on the telephone, and how it is made sure who they are.

use super::*;
use contactdesk::domain::*;

/// The small service with a car that fetches Amara, a social worker, and sessions of both families.
fn ringing() -> House {
    let mut records = small_service();
    for record in &mut records {
        match record {
            Record::Arrangement(a) if a.id == ArrangementId(1) => a.transport = Transport::Council,
            Record::Child(c) if c.id == ChildId(1) => {
                c.social_worker = "Dana Poole".parse().unwrap();
                c.social_worker_phone = "0116 496 0500".parse().unwrap();
            }
            Record::Officer(o) => o.phone = "0116 496 0700".parse().unwrap(),
            _ => {}
        }
    }
    records.extend(
        [
            r#"{"vehicle":{"id":"V-0001","name":"Car 2","registration":"AB12 CDE","capacity":4,"seats":{"booster":2,"belt":4},"insured_until":"2030-01-01"}}"#,
            r#"{"driver":{"id":"D-0001","name":"D. Osei","hours":"Mon-Fri 07:00-19:30","licence_expires":"2030-01-01","dbs_expires":"2030-01-01","usual_vehicle":"V-0001","phone":"07700 900501"}}"#,
        ]
        .map(json),
    );
    let house = House::with(records);
    for (child, room, start) in [("CH-0001", "RM-0001", "16:00"), ("CH-0002", "RM-0002", "10:00")] {
        let book = format!(r#"{{"date":"2026-11-26","start":"{start}","children":["{child}"],"room":"{room}"}}"#);
        assert_eq!(asha_does(&house, "session.book", &book).status, 0);
    }
    let held = r#"{"date":"2026-11-27","start":"16:00","children":["CH-0001"],"held":true}"#;
    assert_eq!(asha_does(&house, "session.book", held).status, 0);
    house
}

fn identify(house: &House, account: &str, json: &str) -> Ran {
    run_words(house, account, &["do", "caller.identify", json], "")
}

#[test]
fn each_sort_of_caller_hears_their_own() {
    let house = ringing();
    insta::assert_snapshot!(asha(&house, "next --to P-0001"), @r#"
    for Kelly Khan (mother)
    ! not identified today: contactdesk ask identity '{"who":"P-0001"}'
    today, Thu 26 Nov 2026, 16:00 to 17:30: with Amara Khan, at St Andrew's; booked (C-0001)
      Be there by 15:45; you leave at 17:45. You have not confirmed yet.
    = 0
    "#);
    insta::assert_snapshot!(asha(&house, "next --to moores"), @r#"
    for The Moores (in-house foster carer)
    ! not identified today: contactdesk ask identity '{"who":"CR-0001"}'
    today, Thu 26 Nov 2026, 16:00 to 17:30: Amara Khan with Kelly Khan, at St Andrew's; booked (C-0001)
      There: D. Osei (council car) is at your door at 15:35.
      Back: D. Osei (council car) brings them to your door at 17:55.
    = 0
    "#);
    insta::assert_snapshot!(asha(&house, "next --to CR-2"), @r#"
    for The Bells (in-house foster carer)
    ! not identified today: contactdesk ask identity '{"who":"CR-0002"}'
    today, Thu 26 Nov 2026, 10:00 to 11:30: Theo Reid with Sam Reid, at St Andrew's; booked (C-0002)
      There: please bring them by 10:00.
      Back: please fetch them at 11:30.
    = 0
    "#);
    insta::assert_snapshot!(asha(&house, "next --to osei"), @r#"
    for D. Osei (council driver)
    ! not identified today: contactdesk ask identity '{"who":"D-0001"}'
    today, Thu 26 Nov 2026, 15:35 to 16:00: from The Moores to St Andrew's; booked (C-0001)
      For Amara in Car 2. It is held: wait until you are told to go.
    today, Thu 26 Nov 2026, 17:30 to 17:55: from St Andrew's to The Moores; booked (C-0001)
      For Amara in Car 2. It is held: wait until you are told to go.
    = 0
    "#);
    insta::assert_snapshot!(asha(&house, "next --to OF-1"), @r#"
    for T. Shah
    ! not identified today: contactdesk ask identity '{"who":"OF-0001"}'
    today, Thu 26 Nov 2026, 16:00 to 17:30: Amara Khan with Kelly Khan, Oak, St Andrew's; booked (C-0001)
      Adults there by 15:45, children by 16:00; children leave at 17:30, adults at 17:45; supervised.
    tomorrow, Fri 27 Nov 2026, 16:00 to 17:30: Amara Khan with Kelly Khan, Oak, St Andrew's; held, not promised yet (C-0003)
      Adults there by 15:45, children by 16:00; children leave at 17:30, adults at 17:45; supervised.
    = 0
    "#);
    insta::assert_snapshot!(asha(&house, "next --to CH-1"), @r#"
    for Dana Poole, social worker of Amara Khan
    ! not identified today: contactdesk ask identity '{"who":"CH-0001"}'
    today, Thu 26 Nov 2026, 16:00 to 17:30: Amara Khan with Kelly Khan, at St Andrew's; booked (C-0001)
      Officer: T. Shah; supervised.
    tomorrow, Fri 27 Nov 2026, 16:00 to 17:30: Amara Khan with Kelly Khan, at St Andrew's; held, not promised yet (C-0003)
      Officer: T. Shah; supervised.
    = 0
    "#);
}

#[test]
fn what_they_may_hear_is_json_and_plain_too() {
    let house = ringing();
    let ran = asha(&house, "next --to P-0001 --json");
    let answer: serde_json::Value = serde_json::from_str(&ran.out).unwrap();
    let view = &answer["answer"]["hear"];
    assert_eq!(view["to"]["caller"]["family"], "P-0001");
    assert_eq!(view["heard"][0]["more"]["family"]["arrive"], "15:45");
    assert_eq!(answer["names"].as_object().unwrap().len(), 3, "{ran}");
    assert!(asha(&house, "--plain day fri --to OF-2").out.is_ascii());
    insta::assert_snapshot!(asha(&house, "find amara --kind children --to P-0001"), @"
    ! contactdesk: --kind does not go with --to
    = 2
    ");
    insta::assert_snapshot!(asha(&house, "next"), @"
    ! contactdesk: the following required arguments were not provided: <WHO>...
    ! hint: contactdesk --help
    = 2
    ");
}

#[test]
fn a_day_a_name_and_a_session_are_answered_as_to_the_caller() {
    let house = ringing();
    insta::assert_snapshot!(asha(&house, "day today --to P-0001"), @r#"
    for Kelly Khan (mother)
    ! not identified today: contactdesk ask identity '{"who":"P-0001"}'
    today, Thu 26 Nov 2026, 16:00 to 17:30: with Amara Khan, at St Andrew's; booked (C-0001)
      Be there by 15:45; you leave at 17:45. You have not confirmed yet.
    rooms taken:
      Oak 16:00-17:30
      Elm 10:00-11:30
    = 0
    "#);
    insta::assert_snapshot!(asha(&house, "day fri --to P-0001"), @r#"
    for Kelly Khan (mother)
    ! not identified today: contactdesk ask identity '{"who":"P-0001"}'
    nothing is booked for them on Fri 27 Nov 2026
    rooms taken:
      Oak 16:00-17:30
    = 0
    "#);
    insta::assert_snapshot!(asha(&house, "find a --to P-0001"), @r#"
    for Kelly Khan (mother)
    ! not identified today: contactdesk ask identity '{"who":"P-0001"}'
    CH-0001 child Amara Khan
    = 0
    "#);
    insta::assert_snapshot!(asha(&house, "find theo --to P-0001"), @r#"
    for Kelly Khan (mother)
    ! not identified today: contactdesk ask identity '{"who":"P-0001"}'
    they may hear of nobody called that
    = 0
    "#);
    insta::assert_snapshot!(asha(&house, "show C-1 --to P-0001"), @r#"
    for Kelly Khan (mother)
    ! not identified today: contactdesk ask identity '{"who":"P-0001"}'
    today, Thu 26 Nov 2026, 16:00 to 17:30: with Amara Khan, at St Andrew's; booked (C-0001)
      Be there by 15:45; you leave at 17:45. You have not confirmed yet.
    = 0
    "#);
    // what is not theirs is not there, whether there is such a thing or not
    for what in ["C-2", "C-99", "CH-2", "theo", "xyzzy", "C-3"] {
        let ran = asha(&house, &format!("show {what} --to P-0001"));
        assert!(ran.status == 4 && ran.err.contains("P-0001 may hear of nobody and nothing called"), "{what}: {ran}");
    }
}

#[test]
fn a_caller_who_may_be_two_is_neither() {
    let house = ringing();
    insta::assert_snapshot!(asha(&house, "next --to khan"), @"
    ! contactdesk: “khan” could be any of 2
    !   P-0001 Kelly Khan (mother)
    !   CH-0001 Amara Khan (their social worker)
    ! hint: say which, by its reference
    = 4
    ");
    insta::assert_snapshot!(asha(&house, "next --to kely"), @"
    ! contactdesk: nobody and nothing is called “kely”, but this is like it
    !   P-0001 Kelly Khan (mother)
    ! hint: say which, by its reference
    = 4
    ");
    insta::assert_snapshot!(asha(&house, "next --to RM-0001"), @"
    ! contactdesk: RM-0001 is a room, nobody who rings
    ! hint: a family member, a carer, an officer or a driver; of a child, its social worker
    = 2
    ");
    insta::assert_snapshot!(asha(&house, "next --to nobody"), @"
    ! contactdesk: nobody and nothing is called “nobody”
    ! hint: try a part of the name, or a reference such as CH-0012
    = 4
    ");
    let mut twins = small_service();
    twins.push(json(r#"{"child":{"id":"CH-0003","name":"Amar Khan"}}"#));
    for record in &mut twins {
        if let Record::Arrangement(a) = record {
            a.children.push(ChildId(3));
        }
    }
    let house = House::with(twins);
    let both = r#"{"date":"2026-11-26","start":"16:00","children":["CH-0001","CH-0003"],"parties":["P-0001"]}"#;
    let ran = run_words(&house, "moira", &["do", "session.book", both, "--override", "a test"], "");
    assert_eq!(ran.status, 0, "{ran}");
    insta::assert_snapshot!(asha(&house, "next amar --to P-0001"), @"
    ! contactdesk: “amar” could be any of 2
    !   CH-0001 Amara Khan
    !   CH-0003 Amar Khan
    ! hint: say which, by its reference
    = 4
    ");
    assert_eq!(asha(&house, "next amara --to P-0001").status, 0);
}

#[test]
fn a_caller_is_asked_what_is_on_file_and_what_came_of_it_is_kept() {
    let house = ringing();
    for who in ["P-0001", "CR-0001", "D-0001", "OF-0001", "CH-0001", "P-0002"] {
        let ran = run_words(&house, "dot", &["ask", "identity", &format!(r#"{{"who":"{who}"}}"#)], "");
        assert_eq!(ran.status, 0, "{ran}");
        let all = ran.out.replace("LCS1001", "!").replace("900101", "!").replace("2019", "!");
        assert_eq!(all, ran.out, "the answers are on the screen: {ran}");
    }
    insta::assert_snapshot!(run_words(&house, "dot", &["ask", "identity", r#"{"who":"kelly"}"#], ""), @"
    Kelly Khan (mother)
    ask: the date of birth of Amara Khan
    ask: the last four digits of their telephone
    = 0
    ");
    let right = r#"{"who":"P-0001","answers":[{"proof":"child_born","said":"1st of May 2019"},{"proof":"phone","said":"0101"}]}"#;
    insta::assert_snapshot!(identify(&house, "dot", &right.replace("0101", "0102")), @"
    P-0001 Kelly Khan not identified: 1 of 2 answers right; ring them back on the number on file (entry 5)
    = 0
    ");
    insta::assert_snapshot!(identify(&house, "dot", right), @"
    P-0001 Kelly Khan identified by the child's date of birth and the last four digits of their telephone (entry 6)
    = 0
    ");
    insta::assert_snapshot!(asha(&house, "next --to kelly"), @"
    for Kelly Khan (mother), identified today at 09:00 by dot
    today, Thu 26 Nov 2026, 16:00 to 17:30: with Amara Khan, at St Andrew's; booked (C-0001)
      Be there by 15:45; you leave at 17:45. You have not confirmed yet.
    = 0
    ");
    insta::assert_snapshot!(asha(&house, "journal --limit 2"), @"
    6 Thu 26 Nov 2026 09:00 root as dot (duty) caller.identify P-0001 Kelly Khan
      identified by the child's date of birth and the last four digits of their telephone
    5 Thu 26 Nov 2026 09:00 root as dot (duty) caller.identify P-0001 Kelly Khan
      not identified: 1 of 2 answers right
    = 0
    ");
    let json = asha(&house, "journal --limit 2 --json");
    assert!(json.out.contains("child_born") && !json.out.contains("May") && !json.out.contains("0101"), "{json}");
    insta::assert_snapshot!(asha(&house, "undo 5"), @"
    ! contactdesk: entry 5 (caller.identify) cannot be undone: who was asked who they are stays so
    = 3
    ");
    // undo means the last work, and who was asked is none
    assert!(asha(&house, "undo").out.contains("entry 4 (session.book) undone"), "undo takes back the booking before");
}

#[test]
fn who_is_not_known_is_rung_back() {
    let house = ringing();
    let wrong =
        r#"{"who":"P-0001","answers":[{"proof":"phone","said":"1234"},{"proof":"child_born","said":"1/5/2018"}]}"#;
    for _ in 0..3 {
        assert!(identify(&house, "dot", wrong).out.contains("not identified: 0 of 2 answers right"));
    }
    let right = wrong.replace("1234", "0101").replace("2018", "2019");
    insta::assert_snapshot!(identify(&house, "dot", &right), @"
    ! contactdesk: P-0001 was not who they said 3 times today
    ! hint: ring them back on the number on file
    = 3
    ");
    insta::assert_snapshot!(identify(&house, "asha", r#"{"who":"P-0001","rung_back":true}"#), @"
    P-0001 Kelly Khan identified by being rung back on the number on file (entry 8)
    = 0
    ");
    // then it begins anew
    assert!(identify(&house, "dot", &right).out.contains("identified by"));
    insta::assert_snapshot!(identify(&house, "dot", r#"{"who":"OF-0001","answers":[{"proof":"phone","said":"0700"}]}"#), @"
    ! contactdesk: too little is on file to know OF-0001 by
    ! hint: ring them back on the number on file
    = 3
    ");
    insta::assert_snapshot!(identify(&house, "dot", r#"{"who":"P-0001"}"#), @"
    ! contactdesk: say what they answered, or that they were rung back
    = 2
    ");
    insta::assert_snapshot!(identify(&house, "dot", r#"{"who":"P-0001","answers":[{"proof":"case_no","said":"1"}]}"#), @"
    ! contactdesk: the child's case number is nothing to ask P-0001 for
    ! hint: contactdesk ask identity says what to ask
    = 2
    ");
    insta::assert_snapshot!(identify(&house, "dot", r#"{"who":"RM-0001","rung_back":true}"#), @"
    ! contactdesk: RM-0001 is a room, nobody who rings
    ! hint: a family member, a carer, an officer or a driver; of a child, its social worker
    = 2
    ");
    insta::assert_snapshot!(identify(&house, "clive", r#"{"who":"P-0001","rung_back":true}"#), @"
    ! contactdesk: caller.identify is not for a clerk
    ! hint: it is for: coordinator, manager, duty, admin
    = 5
    ");
    insta::assert_snapshot!(run_words(&house, "clive", &["ask", "identity", r#"{"who":"P-0001"}"#], ""), @"
    ! contactdesk: identity is not for a clerk
    ! hint: it is for: coordinator, manager, duty, admin
    = 5
    ");
    // half the answers are not enough, and one wrong one spoils them
    let half = identify(&house, "dot", r#"{"who":"P-0001","answers":[{"proof":"phone","said":"0101"}]}"#);
    assert!(half.out.contains("not identified: 1 of 2 answers right"), "{half}");
    let ran = identify(&house, "dot", &wrong.replacen('{', r#"{"rung_back":true,"#, 1));
    assert!(ran.out.contains("not identified"), "{ran}");
}
