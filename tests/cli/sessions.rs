//! Booking, looking, taking back.

use super::*;

#[test]
fn a_booking_is_said_and_then_seen_everywhere() {
    let house = small();
    let json = r#"{"date":"2026-11-26","start":"16:00","children":["CH-0001"],"room":"RM-0001"}"#;
    insta::assert_snapshot!(asha_does(&house, "session.book", json), @"
    C-0001 booked: Thu 26 Nov 2026 16:00-17:30, Oak, T. Shah (entry 2)
    = 0
    ");
    insta::assert_snapshot!(asha(&house, "day"), @"
    Thu 26 Nov 2026 · week 48 · 1 session · 1 unconfirmed
       TIME         ROOM  SESSION  CHILD       ADULTS      OFFICERS  STATUS  TRANSPORT
    ?  16:00-17:30  Oak   C-0001   Amara Khan  Kelly Khan  T. Shah   booked
    = 0
    ");
    insta::assert_snapshot!(asha(&house, "week today"), @"
    Week 48 from Mon 23 Nov 2026

    Mon 23 Nov 2026 · no sessions

    Tue 24 Nov 2026 · no sessions

    Wed 25 Nov 2026 · no sessions

    Thu 26 Nov 2026 · 1 session
    ?  16:00-17:30  Oak  C-0001  Amara Khan  T. Shah  booked

    Fri 27 Nov 2026 · no sessions

    Sat 28 Nov 2026 · no sessions

    Sun 29 Nov 2026 · no sessions
    = 0
    ");
    insta::assert_snapshot!(asha(&house, "next amara"), @"
    CH-0001 Amara Khan
    today, Thu 26 Nov 2026 16:00-17:30 · Oak, St Andrew's · booked · C-0001
      Amara Khan · with Kelly Khan · supervised by T. Shah
    = 0
    ");
    insta::assert_snapshot!(asha(&house, "show C-1"), @"
    C-0001 session · Thu 26 Nov 2026 16:00-17:30, Oak, T. Shah · Amara Khan · booked
      Arrangement: A-0001 Amara Khan with Kelly Khan
      Occurrence: Thu 26 Nov 2026
      Sort: contact
      Children: CH-0001 Amara Khan
      Parties: P-0001 Kelly Khan
      Date: Thu 26 Nov 2026
      Start: 16:00
      End: 17:30
      Site: ST-0001 St Andrew's
      Room: RM-0001 Oak
      Officers: OF-0001 T. Shah
      Level: supervised
      Status: booked
      Stagger adult arrive: 15:45
      Stagger child arrive: 16:00
      Stagger child leave: 17:30
      Stagger adult release: 17:45

    What happened:
      2 Thu 26 Nov 2026 09:00 root as asha (coordinator) session.book C-0001 Amara Khan
    = 0
    ");
    insta::assert_snapshot!(asha(&house, "journal --limit 1"), @"
    2 Thu 26 Nov 2026 09:00 root as asha (coordinator) session.book C-0001 Amara Khan
    = 0
    ");
}

#[test]
fn the_same_room_again_is_refused_with_the_reason() {
    let house = booked();
    let json = r#"{"date":"2026-11-26","start":"16:30","children":["CH-0002"],"room":"RM-0001"}"#;
    insta::assert_snapshot!(asha_does(&house, "session.book", json), @"
    ! contactdesk: a rule refuses it
    ! ! Oak is taken by C-0001 16:00-17:30: free from 17:45
    ! hint: a manager may override with a reason
    = 3
    ");
    let ran = run_words(&house, "asha", &["--json", "do", "session.book", "--json", json], "");
    assert_eq!((ran.status, ran.out.as_str()), (3, ""));
    let error: serde_json::Value = serde_json::from_str(&ran.err).unwrap();
    assert_eq!((error["no"].as_str(), error["status"].as_u64()), (Some("rule"), Some(3)));
    assert!(error["said"][0].as_str().unwrap().contains("Oak is taken by C-0001"), "{error}");
    assert_eq!(asha(&house, "show C-2").status, 4);
}

#[test]
fn an_override_needs_a_role_and_a_reason_which_stays() {
    let house = booked();
    let json = r#"{"date":"2026-11-26","start":"16:30","children":["CH-0002"],"room":"RM-0001"}"#;
    let over = |who: &str, reason: &str| {
        run_words(&house, who, &["do", "session.book", "--json", json, "--override", reason], "")
    };
    assert_eq!(over("asha", "the court says so").status, 5);
    assert_eq!(over("moira", " ").status, 3);
    let done = over("moira", "the court says so");
    assert_eq!(done.status, 0, "{done}");
    let journal = run_as(&house, "moira", "journal --limit 1", "");
    assert!(journal.out.contains("overridden: ") && journal.out.contains("reason: the court says so"), "{journal}");
}

#[test]
fn what_was_done_is_taken_back_and_brought_again() {
    let house = booked();
    insta::assert_snapshot!(asha_does(&house, "session.move", r#"{"session":"C-0001","start":"14:00"}"#), @"
    C-0001 moved: Thu 26 Nov 2026 14:00-15:30, Oak, T. Shah (entry 3)
    = 0
    ");
    insta::assert_snapshot!(asha(&house, "undo"), @"
    entry 3 (session.move) undone: C-0001 Amara Khan (entry 4)
    = 0
    ");
    insta::assert_snapshot!(asha(&house, "redo"), @"
    done again: C-0001 Amara Khan (entry 5)
    = 0
    ");
    insta::assert_snapshot!(asha_does(&house, "session.confirm", r#"{"session":"C-0001","who":"P-0002","result":"confirmed"}"#), @"
    ! contactdesk: P-0002 is not in C-0001
    ! hint: its adults, children, carers, officers and drivers are asked
    = 2
    ");
    let carer = asha_does(&house, "session.confirm", r#"{"session":"C-0001","who":"CR-0001","result":"no_answer"}"#);
    assert_eq!(carer.status, 0, "{carer}");
    insta::assert_snapshot!(asha_does(&house, "session.confirm", r#"{"session":"C-0001","who":"P-0001","result":"confirmed"}"#), @"
    C-0001: Kelly Khan confirmed; the session is confirmed (entry 7)
    = 0
    ");
    insta::assert_snapshot!(asha_does(&house, "session.cancel", r#"{"session":"C-0001","by":"parent","reason":"ill"}"#), @"
    C-0001 cancelled: Thu 26 Nov 2026 14:00-15:30, Oak, T. Shah; 1 task raised; tell social worker of Amara Khan, Kelly Khan, The Moores, T. Shah (entry 8)
    = 0
    ");
    insta::assert_snapshot!(asha(&house, "undo 4"), @"
    ! contactdesk: C-0001 has changed since entry 4, so that entry cannot be taken back
    ! hint: contactdesk journal --of C-0001 says what happened
    = 3
    ");
    insta::assert_snapshot!(asha(&house, "undo 99"), @"
    ! contactdesk: there is no entry 99
    ! hint: contactdesk journal lists them
    = 4
    ");
}

#[test]
fn what_is_free_says_why_the_rest_is_not() {
    let house = booked();
    insta::assert_snapshot!(asha(&house, "free rooms 16:30-17:00"), @"
    Thu 26 Nov 2026 16:30-17:00: 2 of 3 rooms free
    free  RM-0002  Elm
    free  RM-0003  Quiet
    no    RM-0001  Oak    is taken by C-0001 16:00-17:30: free from 17:45
    = 0
    ");
    insta::assert_snapshot!(asha(&house, "free officers today 16:30-17:00"), @"
    Thu 26 Nov 2026 16:30-17:00: 1 of 2 officers free
    free  OF-0002  D. Mensah
    no    OF-0001  T. Shah    is taken by C-0001 15:45-17:45: free from 17:45
    = 0
    ");
    assert_eq!(asha(&house, "free cats today 16:30-17:00").status, 2);
    insta::assert_snapshot!(asha(&house, "free rooms someday"), @"
    ! contactdesk: “someday” is not a day and a time
    ! hint: write it as fri 15:30, fri 14:00-15:30 or 2026-11-27 14:00-15:30
    = 2
    ");
}

#[test]
fn answers_come_as_json_with_the_names_they_need() {
    let house = booked();
    for line in ["--json day 2026-11-26", "day --json 2026-11-26", "day 2026-11-26 --json"] {
        let ran = asha(&house, line);
        let answer: serde_json::Value = serde_json::from_str(&ran.out).unwrap();
        assert_eq!(answer["answer"]["day"]["sessions"][0]["start"], "16:00", "{line}");
        assert_eq!(answer["names"]["CH-0001"], "Amara Khan");
    }
    let ran = run_words(&house, "asha", &["ask", "day", "--json", r#"{"day":"2026-11-26"}"#, "--json"], "");
    assert!(ran.out.contains("\"Amara Khan\""), "{ran}");
    let text = run_words(&house, "asha", &["ask", "day", "--json", r#"{"day":"2026-11-26"}"#], "");
    let behind = run_words(&house, "asha", &["ask", "day", r#"{"day":"2026-11-26"}"#, "--json"], "");
    assert_eq!(behind.out, ran.out, "the arguments may stand behind the name");
    assert!(text.out.starts_with("Thu 26 Nov 2026 · "), "{text}");
    let plain = asha(&house, "--plain day");
    assert!(plain.out.is_ascii() && plain.out.starts_with("Thu 26 Nov 2026 - "), "{plain}");
}

#[test]
fn every_query_can_be_asked_by_name() {
    let house = booked();
    for record in [
        r#"{"record":{"panel":{"name":"Placement panel","sits":"Thu 13:30-16:30"}}}"#,
        r#"{"record":{"referral":{"child":"CH-0001","panel":"PA-0001","what":"a placement"}}}"#,
    ] {
        assert_eq!(run_words(&house, "root", &["do", "record.add", "--json", record], "").status, 0);
    }
    for row in contactdesk::desk::QUERIES {
        let json = match row.name {
            "day" | "week" | "rota" => r#"{"day":"2026-11-26"}"#.to_owned(),
            "next" | "decided" => r#"{"who":"amara"}"#.to_owned(),
            "allowed" => r#"{"who":"P-0001"}"#.to_owned(),
            "find" => r#"{"text":"khan"}"#.to_owned(),
            "show" => r#"{"what":"C-1"}"#.to_owned(),
            "hear" => r#"{"to":"P-0001"}"#.to_owned(),
            "told" => r#"{"who":"P-0001"}"#.to_owned(),
            "message" => r#"{"session":"C-0001","who":"P-0001"}"#.to_owned(),
            "identity" => r#"{"who":"P-0001"}"#.to_owned(),
            "free" => r#"{"what":"rooms","day":"2026-11-26","span":"16:00-17:00"}"#.to_owned(),
            "list" | "records" => r#"{"kind":"child"}"#.to_owned(),
            "papers" | "order_set" => r#"{"arrangement":"A-0001"}"#.to_owned(),
            "propose" => r#"{"book":{"date":"2026-11-27","start":"16:00","children":["CH-0002"]}}"#.to_owned(),
            "referral_file" => r#"{"referral":"R-0001"}"#.to_owned(),
            "series" => r#"{"arrangement":"A-0001"}"#.to_owned(),
            "slots" => r#"{"what":"A-0001"}"#.to_owned(),
            "freed" => r#"{"what":"OF-0001","day":"2026-11-27"}"#.to_owned(),
            "why" => r#"{"what":"A-0001","day":"2026-11-27","start":"16:00"}"#.to_owned(),
            "affected" => r#"{"missing":{"who":"OF-0001","days":"2026-11-26"}}"#.to_owned(),
            "hits" => r#"{"key":"CR-0001"}"#.to_owned(),
            "to_tell" => r#"{"entry":2}"#.to_owned(),
            "check" => r#"{"command":{"session.move":{"session":"C-0001","start":"14:00"}}}"#.to_owned(),
            _ => "{}".to_owned(),
        };
        for words in [vec!["ask", row.name, "--json", &json], vec!["--json", "ask", row.name, "--json", &json]] {
            let ran = run_words(&house, "root", &words, "");
            assert!(ran.status == 0 && ran.err.is_empty() && ran.out.len() > 2, "{} {ran}", row.name);
        }
    }
}
