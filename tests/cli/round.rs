//! The morning as a script: the round, the car that waits (DOMAIN 6b, scenario 2), what was told (scenario 12), a message.

use super::morning::{later, morning};
use super::*;

fn does(house: &House, account: &str, command: &str, json: &str) -> Ran {
    run_words(house, account, &["do", command, "--json", json], "")
}

#[test]
fn the_mother_is_not_confirmed_and_the_choice_about_the_car_is_recorded() {
    let house = later(House::with(morning()), "10:50");
    insta::assert_snapshot!(asha(&house, "round"), @"
    Thu 26 Nov 2026: 4 to ring, 0 settled, 0 to tell
    ! 11:05 D. Osei leaves for Theo Reid: Nadia Reid not confirmed, 15 minutes
    to ring:
    by
      10:55  Nadia Reid  07700 900103, text is safe, safe 08:00-12:00  not rung  12:00 Theo Reid   C-0001 P-0003
      10:55  The Bells   no number                                     not rung  12:00 Theo Reid   C-0001 CR-0002
      15:45  Kelly Khan  07700 900101                                  not rung  16:00 Amara Khan  C-0002 P-0001
      15:45  The Moores  number secret                                 not rung  16:00 Amara Khan  C-0002 CR-0001
    = 0
    ");
    let claimed = does(&house, "asha", "call.claim", r#"{"session":"C-0001","who":"P-0003"}"#);
    insta::assert_snapshot!(claimed, @"
    C-0001: Nadia Reid is being rung by asha (entry 2)
    = 0
    ");
    insta::assert_snapshot!(does(&house, "dot", "call.claim", r#"{"session":"C-0001","who":"P-0003"}"#), @"
    ! contactdesk: P-0003 is being rung by asha since 10:50
    ! hint: ring the next; theirs ends by 11:00
    = 3
    ");
    let tried = does(&house, "asha", "session.told", r#"{"session":"C-0001","who":"P-0003","result":"no_answer"}"#);
    insta::assert_snapshot!(tried, @"
    C-0001 Nadia Reid: no answer (entry 3)
    = 0
    ");
    let house = later(house, "11:05");
    let json: serde_json::Value = serde_json::from_str(&asha(&house, "round --json").out).unwrap();
    let car = &json["answer"]["round"]["cars"][0];
    assert_eq!((car["leaves"].as_str(), car["in_min"].as_i64()), (Some("11:05"), Some(0)));
    assert_eq!((car["status"].as_str(), &car["missing"][0]), (Some("held"), &"P-0003".into()));
    insta::assert_snapshot!(does(&house, "asha", "legs.release", r#"{"session":"C-0001","choice":"send"}"#), @"
    ! contactdesk: not everybody of C-0001 has confirmed (P-0003): say why its car is sent all the same
    = 2
    ");
    let choice = r#"{"session":"C-0001","choice":"stand_down","reason":"no answer at 10:50 and 11:04"}"#;
    insta::assert_snapshot!(does(&house, "asha", "legs.release", choice), @"
    C-0001 Theo Reid: the car is stood down (entry 4)
    - Theo Reid is too young to ride with only a driver on the way there
    - Theo Reid is too young to ride with only a driver on the way back
    = 0
    ");
    insta::assert_snapshot!(asha(&house, "journal --limit 1"), @"
    4 Thu 26 Nov 2026 11:05 root as asha (coordinator) legs.release C-0001 Theo Reid
      reason: no answer at 10:50 and 11:04
    = 0
    ");
    insta::assert_snapshot!(asha(&house, "round"), @"
    Thu 26 Nov 2026: 4 to ring, 0 settled, 0 to tell
    ! 11:05 D. Osei does not leave for Theo Reid: Nadia Reid not confirmed, stood down 11:05 by asha: no answer at 10:50 and 11:04; cancel it, or send the car
    to ring:
    by
      11:45  Nadia Reid  07700 900103, text is safe, safe 08:00-12:00  no answer once, last 10:50  12:00 Theo Reid   C-0001 P-0003
      11:45  The Bells   no number                                     not rung                    12:00 Theo Reid   C-0001 CR-0002
      15:45  Kelly Khan  07700 900101                                  not rung                    16:00 Amara Khan  C-0002 P-0001
      15:45  The Moores  number secret                                 not rung                    16:00 Amara Khan  C-0002 CR-0001
    = 0
    ");
}

#[test]
fn tomorrow_and_told_are_look_ups_in_lines_and_json() {
    let house = House::with(morning());
    insta::assert_snapshot!(asha(&house, "tomorrow thu"), @"
    Thu 26 Nov 2026: 2 sessions, 0 red, 2 unconfirmed
    ? C-0001 12:00-13:30 Theo Reid: Theo Reid is too young to ride with only a driver on the way there [cars]
    ? C-0001 12:00-13:30 Theo Reid: Theo Reid is too young to ride with only a driver on the way back [cars]
    ? C-0001 12:00-13:30 Theo Reid: not confirmed: Nadia Reid [ring]
    ? C-0002 16:00-17:30 Amara Khan: not confirmed: Kelly Khan [ring]
    = 0
    ");
    let json: serde_json::Value = serde_json::from_str(&asha(&house, "tomorrow today --json").out).unwrap();
    assert_eq!(json["answer"]["tomorrow"]["sessions"], 2);
    does(
        &house,
        "dot",
        "session.confirm",
        r#"{"session":"C-0001","who":"P-0003","result":"confirmed","how":"text","at":"2026-11-26 08:40"}"#,
    );
    insta::assert_snapshot!(asha(&house, "told nadia --on today"), @"
    P-0003 Nadia Reid, about Thu 26 Nov 2026
    Thu 26 Nov 2026 08:40 confirmed by dot, text: Thu 26 Nov 2026 12:00-13:30 · C-0001
    now Thu 26 Nov 2026 12:00-13:30 confirmed · C-0001
    = 0
    ");
    insta::assert_snapshot!(asha(&house, "told nobody"), @"
    ! contactdesk: nobody and nothing is called “nobody”
    ! hint: try a part of the name, or a reference such as CH-0012
    = 4
    ");
    assert_eq!(run_as(&house, "ola", "tomorrow", "").status, 5);
    assert_eq!(run_as(&house, "clive", "round", "").status, 5);
}

#[test]
fn a_message_goes_to_standard_output_or_into_a_mail() {
    let house = House::with(morning());
    insta::assert_snapshot!(asha(&house, "message C-0001 P-0003 --about place"), @"
    Dear Nadia Reid,

    Contact with Theo takes place on Thu 26 Nov 2026, 12:00 to 13:30, at St Andrew's.

    Please be there by 11:45; you leave at 13:45.

    If anything changes, please ring us as early as you can.

    The contact service
    = 0
    ");
    insta::assert_snapshot!(asha(&house, "message C-0001 P-0003 --eml"), @"
    ! contactdesk: no e-mail address is set that messages are from
    ! hint: contactdesk settings message.from desk@council.example
    = 2
    ");
    run_as(&house, "root", "settings message.from desk@council.example", "");
    insta::assert_snapshot!(asha(&house, "message C-0001 P-0003 --eml").out.replace('\r', ""), @"
    From: The contact service <desk@council.example>
    To: Nadia Reid <nadia@example.org>
    Subject: Contact on Thu 26 Nov 2026: please confirm
    Date: Thu, 26 Nov 2026 09:00:00 +0000
    X-Unsent: 1
    MIME-Version: 1.0
    Content-Type: text/plain; charset=utf-8
    Content-Transfer-Encoding: quoted-printable

    Dear Nadia Reid,

    Contact with Theo is planned for Thu 26 Nov 2026, 12:00 to 13:30, at St =
    Andrew's.

    Please be there by 11:45; you leave at 13:45.

    Please ring us as early as you can and say whether this is all right.

    The contact service
    ");
    let file = house.dir.path().join("nadia.eml");
    let line = format!("message C-0001 CR-0002 --eml -o {}", file.display());
    assert!(asha(&house, &line).out.starts_with("message to The Bells written to "));
    assert!(std::fs::read_to_string(&file).unwrap().contains("\r\nTo: The Bells:;\r\n"));
    assert_eq!(asha(&house, &line).status, 2, "what is there is not written over");
}
