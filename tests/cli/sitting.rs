//! A sitting as a script of `do`, looked up with `panel`, its papers with `print`.

use super::*;
use crate::sitting_support::panel_day;

fn clive(house: &House, words: &[&str]) -> Ran {
    run_words(house, "clive", words, "")
}

fn does(house: &House, command: &str, json: &str) -> Ran {
    clive(house, &["do", command, "--json", json])
}

/// The sitting is open and hears the first item.
fn hearing() -> House {
    let house = House::with(panel_day());
    for (command, json) in [
        ("sitting.open", r#"{"sitting":"SI-0001","at":"08:30"}"#),
        ("sitting.attend", r#"{"sitting":"SI-0001","who":["PR-0001","PR-0002","PR-0004"],"at":"08:30"}"#),
        ("item.begin", r#"{"item":"AI-0001","at":"08:35"}"#),
    ] {
        let ran = does(&house, command, json);
        assert_eq!(ran.status, 0, "{command} {ran}");
    }
    house
}

/// The first item is decided, and told.
fn decided() -> House {
    let house = hearing();
    assert_eq!(does(&house, "item.decide", DECIDE).status, 0);
    assert_eq!(does(&house, "decision.notify", r#"{"decision":"DC-0002","how":"email"}"#).status, 0);
    house
}

const DECIDE: &str = r#"{"item":"AI-0001","code":"agreed_with_conditions","conditions":[{"what":"a school place","due":"2026-12-10"}],"actions":[{"what":"ask the school","owner":"Jo Park","due":"2026-12-01"}],"at":"08:50"}"#;

#[test]
fn a_sitting_is_looked_up_while_it_runs() {
    let house = hearing();
    insta::assert_snapshot!(clive(&house, &["panel", "sitting"]), @"
    SI-0001 Placement panel Thu 26 Nov · 08:30-12:00 sitting, Elm · 0 of 4 heard
      Priya Nair (here, chair), Victor Lowe (here, vice chair), Hana Bright (apologies), Edgar Moss (here), Sue Grant (accepted)
                      ITEM                                      STANDS
      08:30  AI-0001  Amara Khan: change of placement           being heard
      09:00  AI-0002  Nia Cole, Ben Cole: accommodate (s.20)    listed
      09:30  AI-0003  Theo Reid: emergency agreement to ratify  listed
      10:00  AI-0004  Theo Reid: external placement             listed
    AI-0003:   agreed Sat 21 Nov by Priya Nair; to be ratified by Thu 26 Nov
    = 0
    ");
    insta::assert_snapshot!(does(&house, "item.decide", DECIDE), @"
    DC-0002 agreed with conditions for Amara Khan; 1 action, 1 task (entry 5)
    = 0
    ");
    insta::assert_snapshot!(clive(&house, &["panel", "decisions"]), @"
    Decisions: 0 to sign, 1 to send, 0 late
               DUE         STANDS   CHILD       WHAT                                                 WHO
      DC-0002  Thu 26 Nov  to send  Amara Khan  agreed with conditions: a foster home nearer school  Rita Singh
    = 0
    ");
    insta::assert_snapshot!(clive(&house, &["panel", "actions"]), @"
    To be done for panels: 2 things, 0 overdue
                   DUE                    OWNER       CHILD       WHAT            CHASED
      AC-0001      Tue 1 Dec   action     Jo Park     Amara Khan  ask the school
      DC-0002 (1)  Thu 10 Dec  condition  Rita Singh  Amara Khan  a school place
    = 0
    ");
}

#[test]
fn what_was_decided_is_sent_written_up_and_printed() {
    let house = decided();
    insta::assert_snapshot!(clive(&house, &["panel", "notices"]), @"
    Decisions: 0 to sign, 0 to send, 0 late
               DUE         STANDS  CHILD       WHAT                                              WHO
      DC-0002  Thu 26 Nov  sent    Amara Khan  agreed with conditions: a foster home nearer sc…  Rita Singh email Thu 26 Nov
    = 0
    ");
    insta::assert_snapshot!(clive(&house, &["decided", "amara"]), @"
    CH-0001 Amara Khan
    Thu 26 Nov 2026 08:50 · agreed with conditions · Placement panel · DC-0002
      a foster home nearer school
      conditions: a school place
      decided by Priya Nair
      Rita Singh told Thu 26 Nov 2026 09:00, email
    = 0
    ");
    let close = r#"{"sitting":"SI-0001","at":"08:55","why":"fire alarm"}"#;
    assert_eq!(does(&house, "sitting.close", close).status, 0);
    assert_eq!(does(&house, "minutes.draft", r#"{"sitting":"SI-0001"}"#).status, 0);
    insta::assert_snapshot!(clive(&house, &["panel", "minutes", "SI-0001"]), @"
    SI-0001 Placement panel Thu 26 Nov · drafted since Thu 26 Nov · due Thu 3 Dec
    MINUTES  Placement panel  Thu 26 Nov 2026, opened 08:30, closed 08:55
    Present: Priya Nair, Victor Lowe, Edgar Moss
    Apologies: Hana Bright
    Remark: fire alarm

    1. Amara Khan: change of placement  08:35-08:50
    Presented by: Rita Singh
    Decided for Amara Khan (DC-0002): agreed with conditions. a foster home nearer school
      Condition: a school place, by Thu 10 Dec 2026
      900 pounds a week.
      Action: Jo Park: ask the school, by Tue 1 Dec 2026

    Not heard, carried on:
      Nia Cole, Ben Cole: accommodate (s.20); goes to Thu 3 Dec 2026 (fire alarm)
      Theo Reid: emergency agreement to ratify; goes to Thu 3 Dec 2026 (fire alarm)
      Theo Reid: external placement; goes to Thu 3 Dec 2026 (fire alarm)
    = 0
    ");
    let nobody = clive(&house, &["panel", "minutes", "SI-0099"]);
    assert_eq!(nobody.status, 4, "{nobody}");
    assert!(clive(&house, &["print", "outcome-letter", "DC-0002"]).out.starts_with("DRAFT: not to go out before"));
    let release = run_words(&house, "moira", &["do", "decision.release", "--json", r#"{"decision":"DC-0002"}"#], "");
    assert_eq!(release.status, 0, "{release}");
    insta::assert_snapshot!(clive(&house, &["print", "outcome-letter", "DC-0002"]), @"
    Thu 26 Nov 2026

    The Placement panel met on Thu 26 Nov 2026 and talked about Amara.

    The panel agreed to what was asked for, on conditions. Your social worker
        will tell you what they are.

    Rita Singh will explain why, and what happens now. If you do not agree, tell
        them: they will say how you can have it looked at again.
    = 0
    ");
    insta::assert_snapshot!(clive(&house, &["print", "agenda", "SI-0002"]), @"
    AGENDA  Placement panel  Thu 3 Dec 2026 13:30-16:30
    Copy 12, printed by clive Thu 26 Nov 2026 09:00.
    Bring it back to be shredded.

    PART I
     1.        30 min  Nia Cole, Ben Cole  accommodate (s.20)
          ! carried from Thu 26 Nov 2026: fire alarm; waits 7 days
     2.        15 min  Theo Reid  emergency agreement to ratify
          ! carried from Thu 26 Nov 2026: fire alarm; waits 7 days
          ! to be ratified by Thu 26 Nov 2026, which has passed

    PART II
     3.        45 min  Theo Reid  external placement
          ! carried from Thu 26 Nov 2026: fire alarm; waits 7 days
    = 0
    ");
}

/// Every kind of record of panels goes out and comes in again the same: people, panel, sitting, referrals, papers, items,
/// interests, decisions, actions, what services were asked for and the register.
#[test]
fn what_panels_keep_is_exported_and_imported_the_same() {
    let house = decided();
    for (command, json) in [
        ("interest.declare", r#"{"who":"PR-0004","item":"AI-0002","sort":"family","what":"their aunt"}"#),
        ("paper.add", r#"{"referral":"R-0001","sort":"chronology","reference":"LCS 1"}"#),
        ("action.record", r#"{"what":"ask the school","owner":"Jo Park","due":"2026-12-04"}"#),
        ("service_request.record", r#"{"child":"CH-0001","service":"intensive support","source":"hostel"}"#),
        ("register.begin", r#"{"child":"CH-0001","category":"neglect"}"#),
    ] {
        let ran = does(&house, command, json);
        assert_eq!(ran.status, 0, "{command} {ran}");
    }
    let all = run_as(&house, "root", "export jsonl --reason moving", "");
    let kinds = [
        "professional",
        "panel",
        "sitting",
        "referral",
        "panel_paper",
        "agenda_item",
        "interest",
        "decision",
        "panel_action",
        "service_request",
        "registration",
    ];
    for kind in kinds {
        assert!(all.out.contains(&format!("{{\"{kind}\":")), "{kind}");
    }
    let other = House::empty();
    let took = run_words(&other, "root", &["import", "-", "--override", "moved from another desk"], &all.out);
    assert_eq!(took.status, 0, "{took}");
    let again = run_as(&other, "root", "export jsonl", "");
    assert_eq!(again.out, all.out);
    let there = run_as(&other, "root", "panel agenda SI-0002", "");
    assert_eq!(there.out, run_as(&house, "root", "panel agenda SI-0002", "").out);
}
