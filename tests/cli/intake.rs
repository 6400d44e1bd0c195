//! From referral to contact, and a court's order, as scripts of `do` and `ask`.

use super::*;

fn asks(house: &House, query: &str, json: &str) -> Ran {
    run_words(house, "asha", &["ask", query, "--json", json], "")
}

/// Noor, who has an arrangement in force and no order yet.
fn ordered() -> House {
    let mut records = small_service();
    records.extend(
        [
            r#"{"child":{"id":"CH-0040","name":"Noor Haddad","dob":"2021-06-15","height_cm":104}}"#,
            r#"{"party":{"id":"P-0040","name":"Salma Haddad","relationship":"mother","works":"Mon-Fri 09:00-13:00"}}"#,
            r#"{"placement":{"id":"PL-0040","child":"CH-0040","carer":"CR-0002","from":"2026-09-01"}}"#,
            r#"{"arrangement":{"id":"A-0040","children":["CH-0040"],"parties":["P-0040"],"length_min":60,"status":"active","start":"2026-09-01","level":"supervised","level_reason":"care plan","planned_on":"2026-08-25","referral_complete_on":"2026-08-20","usual_officers":["OF-0002"],"review_due":"2027-01-04"}}"#,
            r#"{"agreement":{"id":"AG-0040","arrangement":"A-0040","signed_on":"2026-08-26"}}"#,
            r#"{"risk_assessment":{"id":"RA-0040","arrangement":"A-0040","made_on":"2026-08-26","expires_on":"2027-02-26"}}"#,
        ]
        .map(json),
    );
    House::with(records)
}

/// DOMAIN 6b, scenario 8: the court adds three sessions a week from Monday.
#[test]
fn a_courts_order_and_what_makes_up_for_it() {
    let house = ordered();
    let usual = r#"{"date":"2026-12-02","start":"14:00","arrangement":"A-0040"}"#;
    assert_eq!(asha_does(&house, "session.book", usual).status, 0);
    let order = r#"{"arrangement":"A-0040","case_no":"LE26C00981","made_on":"2026-11-26","from":"2026-11-30","min_times_week":4,"length_min":60,"terms":"three more a week"}"#;
    insta::assert_snapshot!(asha_does(&house, "order.record", order), @"
    CO-0001 order for Noor Haddad recorded; what is short of it and outside it waits as a task (entry 3)
    = 0
    ");
    insta::assert_snapshot!(asks(&house, "order_watch", r#"{"of":"CH-0040","back":0,"ahead":3}"#), @"
    Ordered contact: 2 weeks to come short
       WEEK       CHILD        BY       ORDERED  PLANNED  DONE
    !  49 30 Nov  Noor Haddad  CO-0001  4x       1x 1 h   0x    3 short
    !  50 7 Dec   Noor Haddad  CO-0001  4x       0x       0x    4 short
    = 0
    ");
    insta::assert_snapshot!(asks(&house, "order_set", r#"{"arrangement":"A-0040","from":"2026-11-30","weeks":2}"#), @"
    A-0040 Noor Haddad with Salma Haddad: 7 sessions found; nothing is booked yet
    week 49: 3 sessions short for Noor Haddad
      Mon 30 Nov 2026 13:15-14:15, Elm, D. Mensah
      Tue 1 Dec 2026 13:15-14:15, Elm, D. Mensah
      Thu 3 Dec 2026 13:15-14:15, Elm, D. Mensah
    week 50: 4 sessions short for Noor Haddad
      Mon 7 Dec 2026 13:15-14:15, Elm, D. Mensah
      Tue 8 Dec 2026 13:15-14:15, Elm, D. Mensah
      Wed 9 Dec 2026 13:15-14:15, Elm, D. Mensah
      Thu 10 Dec 2026 13:15-14:15, Elm, D. Mensah
    = 0
    ");
    // the answer as data is the next command's arguments
    let found = run_words(
        &house,
        "asha",
        &["--json", "ask", "order_set", "--json", r#"{"arrangement":"A-0040","from":"2026-11-30"}"#],
        "",
    );
    let found: serde_json::Value = serde_json::from_str(&found.out).unwrap();
    let book = |s: &serde_json::Value| {
        let mut book = serde_json::Map::new();
        for field in ["date", "start", "end", "arrangement", "children", "parties", "room", "officers", "legs"] {
            book.insert(field.to_owned(), s[field].clone());
        }
        serde_json::Value::Object(book)
    };
    let sessions = found["answer"]["order_set"]["weeks"][0]["sessions"].as_array().unwrap();
    let set = serde_json::json!({"books": sessions.iter().map(book).collect::<Vec<_>>()}).to_string();
    insta::assert_snapshot!(asha_does(&house, "session.book_set", &set), @"
    3 sessions booked: C-0002, C-0003, C-0004 (entry 4)
    = 0
    ");
    insta::assert_snapshot!(asks(&house, "order_watch", r#"{"of":"CH-0040","back":0,"ahead":2}"#), @"
    Ordered contact: nothing to come is short
      WEEK       CHILD        BY       ORDERED  PLANNED  DONE
      49 30 Nov  Noor Haddad  CO-0001  4x       4x 4 h   0x    as ordered
    = 0
    ");
    // all or none: the same again is refused, and nothing of it is booked
    let again = asha_does(&house, "session.book_set", &set);
    assert_eq!(again.status, 3, "{again}");
    insta::assert_snapshot!(asha(&house, "undo"), @"
    entry 4 (session.book_set) undone: 3 records (entry 5)
    = 0
    ");
}

/// A newborn girl of whom nothing else is known.
fn unknown() -> House {
    let mut records = small_service();
    records.extend(
        [
            r#"{"child":{"id":"CH-0050","name":"Ada Quist","dob":"2026-11-02"}}"#,
            r#"{"party":{"id":"P-0050","name":"Jan Quist","relationship":"father"}}"#,
            r#"{"placement":{"id":"PL-0050","child":"CH-0050","carer":"CR-0002","from":"2026-11-04"}}"#,
        ]
        .map(json),
    );
    House::with(records)
}

#[test]
fn a_referral_and_its_gate() {
    let house = unknown();
    insta::assert_snapshot!(asha_does(&house, "arrangement.request", r#"{"children":["CH-0050"],"parties":["P-0050"],"purpose":"to know her father","level_reason":"new to each other","times":2,"length_min":60,"requested_on":"2026-11-20"}"#), @"
    A-0003 taken in (entry 2); next: who asks for it, and how to reach them
    then: the complete referral form, the planning meeting, the signed agreement, a risk assessment in date, the word that contact may begin
    = 0
    ");
    insta::assert_snapshot!(asha_does(&house, "arrangement.request", r#"{"arrangement":"A-0003","requested_by":"R. Singh 0116 496 0001"}"#), @"
    A-0003 taken in (entry 3); next: the planning meeting
    then: the signed agreement, a risk assessment in date, the word that contact may begin
    = 0
    ");
    insta::assert_snapshot!(asks(&house, "waiting", "{}"), @"
    Waiting for contact: 1 · 0 past the day wanted
              WHO        HOW SOON  AGE   WAITED  WANTED      STANDS
      A-0003  Ada Quist  newborn   24 d  4 wd    Mon 30 Nov  lacks the planning meeting, the signed agreement, a risk asses…
    after school, next four weeks: nobody
    = 0
    ");
    let book = r#"{"date":"2026-11-27","start":"11:00","arrangement":"A-0003"}"#;
    insta::assert_snapshot!(asha_does(&house, "session.book", book), @"
    ! contactdesk: 4 findings refuse it
    ! ! arrangement A-0003 (Ada Quist with Jan Quist) is not running
    ! ! no planning meeting has been held for A-0003 (Ada Quist with Jan Quist)
    ! ! there is no signed agreement for A-0003 (Ada Quist with Jan Quist)
    ! ! there is no risk assessment for A-0003 (Ada Quist with Jan Quist)
    ! hint: it can be held until the papers are there; a manager may override with a reason
    = 3
    ");
    insta::assert_snapshot!(asha_does(&house, "session.book", &book.replace('}', r#","held":true}"#)), @"
    C-0001 held: Fri 27 Nov 2026 11:00-12:00, Elm, T. Shah (entry 4)
    - arrangement A-0003 (Ada Quist with Jan Quist) is not running
    - no planning meeting has been held for A-0003 (Ada Quist with Jan Quist)
    - there is no signed agreement for A-0003 (Ada Quist with Jan Quist)
    - there is no risk assessment for A-0003 (Ada Quist with Jan Quist)
    = 0
    ");
    insta::assert_snapshot!(asks(&house, "papers", r#"{"arrangement":"A-0003"}"#), @"
    A-0003 Ada Quist with Jan Quist · waiting
      complete referral: Thu 26 Nov 2026
    ! planning meeting: not yet
    ! signed agreement: not yet
    ! risk assessment: not yet
    before contact may begin it lacks the planning meeting, the signed agreement, a risk assessment in date, the word that contact may begin
      C-0001 held until Fri 27 Nov 2026 09:00: Fri 27 Nov 2026 11:00-12:00, Elm, T. Shah
    = 0
    ");
}

#[test]
fn a_manager_on_the_telephone_says_so_herself_later() {
    let house = unknown();
    let form = r#"{"children":["CH-0050"],"parties":["P-0050"],"purpose":"to know her father","level_reason":"new to each other","times":2,"length_min":60,"requested_on":"2026-11-20","requested_by":"R. Singh 0116 496 0001"}"#;
    assert_eq!(asha_does(&house, "arrangement.request", form).status, 0);
    let held = r#"{"date":"2026-11-27","start":"11:00","arrangement":"A-0003","held":true}"#;
    assert_eq!(asha_does(&house, "session.book", held).status, 0);
    let by_phone = |who: &str| {
        let words = [
            "do",
            "session.change",
            "--json",
            r#"{"session":"C-0001","book":true}"#,
            "--override",
            "the judge asks",
            "--agreed-by",
            who,
        ];
        run_words(&house, "asha", &words, "")
    };
    insta::assert_snapshot!(by_phone("dot"), @"
    ! contactdesk: dot is duty staff and cannot agree to an override
    ! hint: a manager can
    = 2
    ");
    insta::assert_snapshot!(by_phone("moira"), @"
    C-0001 changed: Fri 27 Nov 2026 11:00-12:00, Elm, T. Shah; 1 task raised (entry 4); TK-0001 waits for the manager's own word
    ! arrangement A-0003 (Ada Quist with Jan Quist) is not running
    ! no planning meeting has been held for A-0003 (Ada Quist with Jan Quist)
    ! there is no signed agreement for A-0003 (Ada Quist with Jan Quist)
    ! there is no risk assessment for A-0003 (Ada Quist with Jan Quist)
    = 0
    ");
    insta::assert_snapshot!(asks(&house, "chase", r#"{"sort":"override"}"#), @"
    Due until Thu 24 Dec 2026: 1 thing, 0 overdue · sessions since Wed 29 Jul 2026
      DUE         WHAT                  ABOUT
      Thu 26 Nov  override unconfirmed  TK-0001 override to confirm  Moira Hale (moira), C-0001
    = 0
    ");
    insta::assert_snapshot!(run_words(&house, "moira", &["do", "override.confirm", "--json", r#"{"task":"TK-0001"}"#], ""), @"
    TK-0001 confirmed (entry 5)
    = 0
    ");
    insta::assert_snapshot!(run_as(&house, "moira", "journal --limit 2", ""), @"
    5 Thu 26 Nov 2026 09:00 root as moira (manager) override.confirm TK-0001 override to confirm
    4 Thu 26 Nov 2026 09:00 root as asha (coordinator) session.change C-0001 Ada Quist, TK-0001 override to confirm
      overridden: paperwork
      reason: agreed by telephone with moira: the judge asks
    = 0
    ");
}
