//! The day as it runs as scripts of `do` and `ask`: DOMAIN 6b, scenarios 3, 5 and 6, each with its own data.

use super::*;

fn session(id: u32, of: u32, date: &str, times: [&str; 4], more: &str) -> Record {
    let [come, start, end, leave] = times;
    support::json(&format!(
        r#"{{"session":{{"id":"C-{id:04}","arrangement":"A-000{of}","children":["CH-000{of}"],"parties":["P-000{of}"],"date":"{date}","start":"{start}","end":"{end}","site":"ST-0001","room":"RM-0001","officers":["OF-000{of}"],"stagger":{{"adult_arrive":"{come}","child_arrive":"{start}","child_leave":"{end}","adult_release":"{leave}"}}{more}}}}}"#
    ))
}

fn house(more: Vec<Record>) -> House {
    House::with(small_service().into_iter().chain(more).collect())
}

/// Scenario 3: two families of whom two must not meet, 14:00 to 15:30 and 15:30 to 17:00 in different rooms, are refused
/// with the windows named; 16:00 is offered, and can be booked.
#[test]
fn two_families_who_must_not_meet_are_kept_half_an_hour_apart() {
    let never = support::json(r#"{"no_meet_rule":{"id":"NM-0001","a":"P-0001","b":"P-0002","reason":"court"}}"#);
    let house = house(vec![never]);
    let first = r#"{"date":"2026-11-27","start":"14:00","children":["CH-0001"],"room":"RM-0001"}"#;
    assert_eq!(asha_does(&house, "session.book", first).status, 0);
    let second = r#"{"date":"2026-11-27","start":"15:30","children":["CH-0002"],"room":"RM-0002"}"#;
    insta::assert_snapshot!(asha_does(&house, "session.book", second), @"
    ! contactdesk: a rule refuses it
    ! ! Sam Reid must not meet Kelly Khan, who is on site 15:15-15:45 (C-0001); clear from 15:45
    ! hint: a manager may override with a reason
    = 3
    ");
    let why = r#"{"what":"A-0002","day":"2026-11-27","start":"15:30","room":"RM-0002"}"#;
    insta::assert_snapshot!(run_words(&house, "asha", &["ask", "why", "--json", why], ""), @"
    A-0002 Theo Reid with Sam Reid: Fri 27 Nov 2026 15:30-17:00 · Elm, St Andrew's · D. Mensah
    it cannot be booked:
      ! Sam Reid must not meet Kelly Khan, who is on site 15:15-15:45 (C-0001); clear from 15:45 (no-meet)
    it works
      on Mon 30 Nov 2026: Elm, St Andrew's, D. Mensah
      at 12:00: Elm, St Andrew's, D. Mensah
      at 16:00: Elm, St Andrew's, D. Mensah
      at Mayfield: Quiet, Mayfield, D. Mensah
    = 0
    ");
    let slots =
        r#"{"what":"A-0002","from":"2026-11-27","to":"2026-11-27","within":"15:15-18:00","room":"RM-0002","limit":1}"#;
    insta::assert_snapshot!(run_words(&house, "asha", &["ask", "slots", "--json", slots], ""), @"
    A-0002 Theo Reid with Sam Reid: slots, Fri 27 Nov 2026 to Fri 27 Nov 2026
     1  Fri 27 Nov 2026 16:15-17:45 · Elm, St Andrew's · D. Mensah
        1 day to wait
    times refused, of 6 looked at: no-meet 3
    = 0
    ");
    let later = second.replace("15:30", "16:00");
    insta::assert_snapshot!(asha_does(&house, "session.book", &later), @"
    C-0002 booked: Fri 27 Nov 2026 16:00-17:30, Elm, D. Mensah (entry 3)
    - Sam Reid must not meet Kelly Khan: one goes at 15:45 and the other comes at 15:45, by the same entrance (C-0001)
    = 0
    ");
    // where both use one door that changeover is warned of, and the margin is a setting
    let ran = run_words(
        &house,
        "root",
        &["do", "setting.set", "--json", r#"{"name":"stagger.changeover_min","value":"0"}"#],
        "",
    );
    assert_eq!(ran.status, 0, "{ran}");
}

/// Scenario 5: the third no-show in a row of a contact a court has ordered.
#[test]
fn a_third_no_show_suspends_nothing_owes_nothing_and_is_told_by_ten() {
    let missed = r#","status":"no_show","cancel":{"by":"parent","reason":"did_not_come","notice_min":-15,"at":"2026-11-19 08:45","recorded_by":"asha"}"#;
    let times = ["08:15", "08:30", "10:00", "10:15"];
    let order = support::json(
        r#"{"court_order":{"id":"CO-0001","children":["CH-0001"],"arrangement":"A-0001","from":"2026-01-05","case_no":"LE26C0001"}}"#,
    );
    let house = house(vec![
        order,
        session(1, 1, "2026-11-12", times, missed),
        session(2, 1, "2026-11-19", times, missed),
        session(3, 1, "2026-11-26", times, r#","status":"booked","actual":{"child_arrived":"08:30"}"#),
        session(4, 1, "2026-12-03", times, r#","status":"booked""#),
    ]);
    insta::assert_snapshot!(asha_does(&house, "session.outcome", r#"{"session":"C-0003","outcome":"no_show"}"#), @"
    C-0003 Amara Khan: no show, by parent: did not come; no make-up owed; 2 tasks raised (entry 2)
    = 0
    ");
    insta::assert_snapshot!(asha(&house, "ask tell"), @"
    1 session to tell a social worker of
    by Fri 27 Nov 2026 10:00 · Amara Khan · C-0003
      Thu 26 Nov 08:30-10:00 no show, by parent: did not come; no make-up is owed · tell no social worker on file
    = 0
    ");
    insta::assert_snapshot!(asha(&house, "ask ledger {\"of\":\"A-0001\"}"), @"
    A-0001 Amara Khan with Kelly Khan · 3 sessions
    no make-up is owed
    today 08:30-10:00 · no show · Amara Khan with Kelly Khan · C-0003
      by parent: did not come · no notice
      recorded by asha Thu 26 Nov 2026 09:00
      no make-up owed · social worker to be told by Fri 27 Nov 2026 10:00
    Thu 19 Nov 2026 08:30-10:00 · no show · Amara Khan with Kelly Khan · C-0002
      by parent: did not come · no notice
      recorded by asha Thu 19 Nov 2026 08:45
      no make-up owed
    Thu 12 Nov 2026 08:30-10:00 · no show · Amara Khan with Kelly Khan · C-0001
      by parent: did not come · no notice
      recorded by asha Thu 19 Nov 2026 08:45
      no make-up owed
    = 0
    ");
    insta::assert_snapshot!(asha(&house, "day"), @"
    Thu 26 Nov 2026 · week 48 · 0 sessions
    * 09:00 tell the social worker about Amara Khan, C-0003: Thu 26 Nov 08:30-10:00 no show, by parent: did not come; no make-up is owed · by Fri 27 Nov 10:00 · TK-0001
    * 09:00 missed sessions about Kelly Khan, Amara Khan, Amara Khan with Kelly Khan: 3 missed in a row (Thu 12 Nov, Thu 19 Nov, Thu 26 Nov); talk to the social worker; a court has ordered this contact: it goes on, and only the court can stop it for more than seven days · TK-0002
      TIME         ROOM  SESSION  CHILD       ADULTS      OFFICERS  STATUS   TRANSPORT
      08:30-10:00  Oak   C-0003   Amara Khan  Kelly Khan  T. Shah   no show
    = 0
    ");
    let show = asha(&house, "show A-1");
    assert!(show.out.contains("Status: active"), "{show}");
    assert!(asha(&house, "show C-4").out.contains("Status: booked"));
    let told = asha_does(&house, "worker.told", r#"{"session":"C-0003","how":"phone","what":"will ring Kelly"}"#);
    assert_eq!(told.status, 0, "{told}");
    assert!(asha(&house, "ask tell").out.starts_with("every social worker knows"));
}

/// Scenario 6: the car breaks down and the child is 25 minutes late; the room's next use leaves 15 of them.
#[test]
fn a_late_child_gets_what_the_next_use_of_the_room_leaves_and_is_owed_the_rest() {
    let house = house(vec![
        session(
            1,
            1,
            "2026-11-26",
            ["08:15", "08:30", "10:00", "10:15"],
            r#","status":"confirmed","actual":{"adult_arrived":"08:14","child_arrived":"08:55"}"#,
        ),
        session(2, 2, "2026-11-26", ["10:15", "10:30", "12:00", "12:15"], r#","status":"confirmed""#),
    ]);
    let json = r#"{"session":"C-0001","words":"the officer's car broke down"}"#;
    insta::assert_snapshot!(asha(&house, "ask live"), @"
    Thu 26 Nov 2026 09:00 · 1 adult, 1 child here · 0 cars · 2 to finish
      TIME         ROOM              SESSION  CHILD       ADULTS      OFFICERS   NOW
      08:30-10:00  Oak, St Andrew's  C-0001   Amara Khan  Kelly Khan  T. Shah    both here, not begun
      10:30-12:00  Oak, St Andrew's  C-0002   Theo Reid   Sam Reid    D. Mensah  adult due 10:15
    = 0
    ");
    insta::assert_snapshot!(asha_does(&house, "session.late", json), @"
    C-0001 Amara Khan: child late by 25 minutes: 15 minutes added at the end, 10 minutes owed (entry 2)
    not more: Oak is taken by C-0002 10:30-12:00 and needs 15 minutes to clear: free from 12:15
    = 0
    ");
    insta::assert_snapshot!(asha(&house, "ask ledger {\"of\":\"amara\"}"), @"
    CH-0001 Amara Khan · 1 session
    make-up owed 10 minutes, delivered 0 minutes
    today 08:30-10:15 · confirmed · Amara Khan with Kelly Khan · C-0001
      child late by 25 minutes: 15 minutes added at the end, 10 minutes owed
      make-up owed 10 minutes, delivered 0 minutes
    = 0
    ");
    // the next one is called off in good time: said again, all of it is added and nothing is owed
    let cancel = r#"{"session":"C-0002","by":"carer","reason":"ill"}"#;
    assert_eq!(asha_does(&house, "session.cancel", cancel).status, 0);
    insta::assert_snapshot!(asha_does(&house, "session.late", json), @"
    C-0001 Amara Khan: child late by 25 minutes: 25 minutes added at the end (entry 4)
    = 0
    ");
}

/// The day is closed by a script, once nothing stands in the way.
#[test]
fn a_day_is_closed_by_a_script() {
    let house = house(vec![session(1, 1, "2026-11-25", ["08:15", "08:30", "10:00", "10:15"], r#","status":"booked""#)]);
    insta::assert_snapshot!(asha_does(&house, "day.close", r#"{"day":"2026-11-25"}"#), @"
    ! contactdesk: Wed 25 Nov 2026 cannot be closed: C-0001: it has no outcome
    ! hint: record each, then close the day
    = 3
    ");
    for (event, at) in [("adult_arrived", "08:20"), ("started", "08:31"), ("ended", "10:00"), ("child_home", "10:30")] {
        let json = format!(r#"{{"session":"C-0001","event":"{event}","at":"{at}"}}"#);
        assert_eq!(asha_does(&house, "session.event", &json).status, 0);
    }
    insta::assert_snapshot!(asha_does(&house, "day.close", r#"{"day":"2026-11-25"}"#), @"
    day closed Wed 25 Nov 2026 (entry 6)
    = 0
    ");
    assert_eq!(
        asha_does(&house, "session.event", r#"{"session":"C-0001","event":"child_home","at":"10:40"}"#).status,
        0
    );
    insta::assert_snapshot!(asha(&house, "ask closing {\"day\":\"2026-11-25\"}"), @"
    Wed 25 Nov 2026 was closed by asha Thu 26 Nov 2026 09:00
    corrected since: C-0001 08:30-10:00 Amara Khan
    = 0
    ");
}

/// An incident, its card on paper, and the police's reference later.
#[test]
fn an_incident_and_its_card_by_a_script() {
    let house = house(vec![session(
        1,
        1,
        "2026-11-26",
        ["08:15", "08:30", "10:00", "10:15"],
        r#","status":"in_progress","actual":{"adult_arrived":"08:14","child_arrived":"08:29","started":"08:30"}"#,
    )]);
    let json = r#"{"sort":"not_handed_back","session":"C-0001","what":"she left with him by the garden door","at":"2026-11-26 08:55"}"#;
    insta::assert_snapshot!(asha_does(&house, "incident.record", json), @"
    IN-0001 child not handed back Thu 26 Nov 2026 taken down (entry 2)
    = 0
    ");
    insta::assert_snapshot!(asha(&house, "print incident-card IN-1"), @"
    INCIDENT IN-0001  child not handed back, Thu 26 Nov 2026 08:55
    Copy 3, printed by asha Thu 26 Nov 2026 09:00.
    Bring it back to be shredded.
    session   C-0001
    where     St Andrew's
    children  Amara Khan
    adults    Kelly Khan
    officers  T. Shah
    what      she left with him by the garden door

    WHAT TO DO (your local protocol comes first)
    [ ] 1. Keep the adult talking where they are, as long as it is safe. Do not
        block the door and do not hold anybody.
    [ ] 2. Have a colleague come at once; nobody does this alone.
    [ ] 3. Say calmly, with a witness: the contact is over, the child goes home
        now, as the agreement says.
    [ ] 4. If they leave with the child, or refuse: ring 999. Say that a
        looked-after child is not handed back.
    [ ] 5. Tell the police: the child's name and age, the adult's name, clothes,
        car, direction, any order.
    [ ] 6. Ring the social worker, then the team manager. Out of hours, the
        emergency duty team.
    [ ] 7. Ring the driver: the car waits here, not at the kerb.
    [ ] 8. Write down who said what, with times. Keep the child's things.

    RING
        police: 999; not urgent: 101
        social worker of Amara: not on file  number: ____________________
        the desk: St Andrew's  number: ____________________

    Police reference: ______________________________
    Officer's number: __________  Time rung: ________  By: ____________________
    Child safe at: ________  With: ________________________________________
    = 0
    ");
    assert_eq!(asha_does(&house, "incident.change", r#"{"incident":"IN-0001","police_ref":"LE-441"}"#).status, 0);
    insta::assert_snapshot!(asha(&house, "ask incidents"), @"
    1 incident
    08:55 child not handed back · Amara Khan · C-0001 · police LE-441 · follow up by Fri 27 Nov · IN-0001
      people: Amara Khan, Kelly Khan, T. Shah
      she left with him by the garden door
      police reference: LE-441
    = 0
    ");
    assert_eq!(asha(&house, "print incident-card amara").status, 2);
}
