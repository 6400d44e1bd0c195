//! A sitting run by keys, and what comes after it: decisions sent, actions chased, minutes approved.

use super::*;
use crate::sitting_support::panel_day;
use contactdesk::tui::app::Msg;

#[test]
fn a_sitting_is_run_by_keys_from_its_opening_to_its_close() {
    let house = House::with(panel_day());
    let mut clive = board(&house, "clive", 80, 26);
    clive.press("g j s").sees("not opened: O opens it").press("O h");
    insta::assert_snapshot!(clive.screen(), @"
     Placement panel Thu 26 Nov  08:30-12:00 sitting, Elm · 0 of 4 heard       test
    ────────────────────────────────────────────────────────────────────────────────
     30 min behind   quorum: 3 take part, Priya Nair in the chair
     here: Priya Nair, Victor Lowe, Edgar Moss, Sue Grant
    > ?  08:30  30 min  Amara Khan: change of placement           listed  AI-0001
         09:00  30 min  Nia Cole, Ben Cole: accommodate (s.20)    listed  AI-0002
         09:30  15 min  Theo Reid: emergency agreement to ratify  listed  AI-0003
         10:00  45 min  Theo Reid: external placement             listed  AI-0004

    ────────────────────────────────────────────────────────────────────────────────
     quorum: 3 take part, Priya Nair in the chair
     ! Sue Grant leaves: manages the Cluster 1 team
     presented by Rita Singh
     R-0001 Amara Khan: a foster home nearer school, 900 pounds a week
     contact: weekly with her mother, carer drives










     SI-0001 Placement panel Thu 26 Nov 2026 written down (entry 3)
    ");
    // the team manager leaves for the first item; what is said is written as it is said
    clive.press("n").sees("AI-0001 heard 0 of 30 min").sees("Sue Grant is out of the room");
    clive
        .press("t")
        .types("Rita Singh put the case.")
        .press("enter")
        .types(".cv ")
        .press("ctrl-s")
        .sees("written down");
    clive.press("2").types("a school place by 10 dec; a health check").press("tab tab tab").types(".co");
    clive.types(" ").press("tab tab tab").types("Jo Park: ask the school by 1 dec");
    insta::assert_snapshot!(clive.screen(), @"
     Placement panel Thu 26 Nov  08:30-12:00 sitting, Elm · 0 of 4 heard       test
    ┌ AI-0001: Amara Khan: change of placement ────────────────────────────────────┐
    │ decided      agreed with conditions                                          │
    │ conditions   a school place by 10 dec; a health check                        │
    │ holds until                                                                  │
    │ review on                                                                    │
    │ reasons      Costs are agreed as put; anything more comes back to the panel… │
    │ dissent                                                                      │
    │ £ a week                                                                     │
    │>actions      Jo Park: ask the school by 1 dec                                │
    │ conditions: a school place by 10 Dec; a health check                         │
    │ actions: Jo Park: ask the school by 1 Dec; Hana Bright: a                    │
    │ health check by fri                                                          │
    │ phrases: .ag .na .mi .cv .pv .ct .fg .ed .hl .rv .co .sb                     │
    └──────────────────────────────────────────────────────────────────────────────┘










     ctrl-s save   esc back   f1 keys   f2 everything
    ");
    clive.press("ctrl-s").sees("agreed with conditions for Amara Khan; 1 action, 1 task");
}

#[test]
fn siblings_are_decided_one_by_one_and_what_is_left_goes_on() {
    let house = House::with(panel_day());
    let mut clive = board(&house, "clive", 80, 26);
    clive.press("g j s O h n 1 ctrl-s").sees("agreed for Amara Khan");
    // siblings: one item, a decision each
    clive.press("n 1 backspace ctrl-s").sees("agreed for Nia Cole; 1 contact request");
    clive
        .press("4")
        .press("ctrl-s")
        .sees("say why")
        .types("his aunt takes him")
        .press("ctrl-s")
        .sees("not agreed for Ben Cole");
    clive.press("n").press("8 ctrl-s").sees("ratified for Theo Reid");
    // no time for the last one
    clive.press("Z").sees("1 item not heard: they go to SI-0002").types("out of time").press("ctrl-s").sees("closed");
    insta::assert_snapshot!(clive.screen(), @"
     Placement panel Thu 26 Nov  08:30-12:00 held, Elm · 3 of 3 heard          test
    ────────────────────────────────────────────────────────────────────────────────
     quorum: 4 take part, Priya Nair in the chair
     here: Priya Nair, Victor Lowe, Edgar Moss, Sue Grant
      -  08:30  30 min  Amara Khan: change of placement  agreed              AI-0001
      -  09:00  30 min  Nia Cole, Ben Cole: accommodat…  agreed, not agreed  AI-0002
    > -  09:30  15 min  Theo Reid: emergency agreement…  ratified            AI-0003

    ────────────────────────────────────────────────────────────────────────────────
     quorum: 4 take part, Priya Nair in the chair
     agreed: two nights with the Bells
     DC-0005 Theo Reid: ratified













     SI-0001 Placement panel Thu 26 Nov 2026 closed, 1 record with it (entry 11)
    ");
}

#[test]
fn the_quorum_goes_with_who_leaves_and_a_substitute_mends_it() {
    let house = House::with(panel_day());
    let mut clive = board(&house, "clive", 80, 24);
    clive.press("g j s O h n");
    // an interest that is declared in the room: who has it leaves
    clive.press("i").types("edgar").press("enter tab").types("taught her").press("ctrl-s").sees("Edgar Moss leaves");
    clive.press("u").lacks("Edgar Moss leaves");
    // the only one of another service goes
    clive.press("tab j j j l").sees("NO QUORUM: lacks 1 member, 1 of another");
    clive.press("tab 1 ctrl-s").sees("no quorum for AI-0001").press("esc");
    clive.press("tab k s").sees("In the place of Hana Bright").press("ctrl-s").sees("written down");
    insta::assert_snapshot!(clive.screen(), @"
     Placement panel Thu 26 Nov  08:30-12:00 sitting, Elm · 0 of 4 heard       test
    ────────────────────────────────────────────────────────────────────────────────
     AI-0001 heard 0 of 30 min   quorum: 3 take part, Priya Nair in the chair
     here: Priya Nair, Victor Lowe, Sue Grant, Tom Vale
      *  Priya Nair   chair            here
      *  Victor Lowe  vice chair       here
    >    Hana Bright  member           apologies   substitute Tom Vale
         Edgar Moss   member           left 09:00
      *  Sue Grant    member           here
      *  Tom Vale     for Hana Bright  here

    ────────────────────────────────────────────────────────────────────────────────
     quorum: 3 take part, Priya Nair in the chair
     Sue Grant is out of the room: manages the Cluster 1 team
     presented by Rita Singh
     R-0001 Amara Khan: a foster home nearer school, 900 pounds a week
     contact: weekly with her mother, carer drives






     SI-0001 Placement panel Thu 26 Nov 2026 written down (entry 8)
    ");
    clive.press("tab 1 ctrl-s").sees("agreed for Amara Khan");
    // carried with a reason, and the sitting broken off
    clive.press("j c").types("the worker is ill").press("ctrl-s").sees("AI-0002 is carried, with the reason");
    clive
        .press("A")
        .types("fire alarm")
        .press("tab")
        .types("tomorrow")
        .press("tab")
        .types("9:00")
        .press("ctrl-s")
        .sees("adjourned");
}

#[test]
fn what_was_typed_of_a_decision_outlives_the_board() {
    let house = House::with(panel_day());
    let mut clive = board(&house, "clive", 80, 24);
    clive.press("g j s O h n 4").types("the aunt was not asked");
    clive.send(Msg::Ended);
    drop(clive);
    let mut again = board(&house, "clive", 80, 24);
    again
        .press("space f")
        .sees("the aunt was not asked")
        .sees("not agreed")
        .press("ctrl-s")
        .sees("not agreed for Amara Khan");
    again.press("g j s j n t").types("two words");
    again.send(Msg::Ended);
    drop(again);
    let mut third = board(&house, "clive", 80, 24);
    third.press("space f").sees("two words").press("ctrl-s").sees("what was said is written down");
}

/// The panel of the day with a sitting that is over: a decision to send, a recommendation to sign, an action late.
fn over() -> House {
    let mut records = panel_day();
    for record in &mut records {
        match record {
            Record::Sitting(sitting) if sitting.id == SittingId(1) => {
                sitting.status = SittingStatus::Held;
                (sitting.opened, sitting.closed) = (Some(Minute::at(8, 30)), Some(Minute::at(8, 58)));
            }
            Record::AgendaItem(item) => item.status = ItemStatus::Heard,
            _ => {}
        }
    }
    records.extend(
        [
            r#"{"decision":{"id":"DC-0002","child":"CH-0001","panel":"Placement panel","referral":"R-0001","item":"AI-0001","sitting":"SI-0001",
                "at":"2026-11-26 08:40","code":"agreed_with_conditions","what":"a foster home nearer school","decided_by":"Priya Nair",
                "conditions":[{"what":"a school place","due":"2026-11-25"}],"review_on":"2026-12-10"}}"#,
            r#"{"decision":{"id":"DC-0003","child":"CH-0002","panel":"Placement panel","referral":"R-0004","item":"AI-0004","sitting":"SI-0001",
                "at":"2026-11-26 08:50","code":"agreed","what":"a residential school","decided_by":"Priya Nair","recommended":true,"cost_week":5200}}"#,
            r#"{"panel_action":{"id":"AC-0001","what":"ask the school","owner":"Jo Park","due":"2026-11-20","child":"CH-0001","decision":"DC-0002"}}"#,
            r#"{"panel_action":{"id":"AC-0002","what":"a health check","owner":"Jo Park","due":"2026-11-24","child":"CH-0002"}}"#,
        ]
        .map(json),
    );
    House::with(records)
}

#[test]
fn decisions_are_signed_and_sent_and_actions_chased_until_they_are_done() {
    let house = over();
    let mut clive = board(&house, "clive", 80, 20);
    clive.press("g j d");
    insta::assert_snapshot!(clive.screen(), @"
     Decisions to sign and send  2, 0 late                                     test
    ────────────────────────────────────────────────────────────────────────────────
                 DUE         STANDS   CHILD       WHAT                    WHO
    >   DC-0003  Thu 26 Nov  to sign  Theo Reid   agreed: a residential…  Al Dunn
        DC-0002  Thu 26 Nov  to send  Amara Khan  agreed with condition…  Rita Singh










     DC-0003 · Thu 26 Nov · to sign · Theo Reid · agreed: a residential school · Al
     Dunn


     q back   ? keys   : command   f2 everything
    ");
    clive
        .press("n")
        .sees("it is open until the decision-maker signs")
        .press("s")
        .types("M. Okoro")
        .press("ctrl-s")
        .sees("signed");
    clive.press("n n").press("o").sees("Al Dunn email");
    clive
        .press("r")
        .sees("enter lets it go out")
        .sees("DRAFT")
        .press("enter")
        .sees("may go out?")
        .press("y")
        .sees("letter released");
    clive.press("q").press("g j t");
    insta::assert_snapshot!(clive.screen(), @"
     To be done for panels  4, 3 late                                          test
    ────────────────────────────────────────────────────────────────────────────────
                      DUE                    OWNER       CHILD       WHAT      CHAS…
    > !  AC-0001      Fri 20 Nov  action     Jo Park     Amara Khan  ask the…
      !  AC-0002      Tue 24 Nov  action     Jo Park     Theo Reid   a healt…
      !  DC-0002 (1)  Wed 25 Nov  condition  Rita Singh  Amara Khan  a schoo…
         DC-0002      Thu 10 Dec  review     Rita Singh  Amara Khan  a foste…








     AC-0001 · Fri 20 Nov · action · Jo Park · Amara Khan · ask the school



     q back   ? keys   : command   f2 everything
    ");
    clive.press("c").sees("2 actions chased").press("s").types("a letter").press("ctrl-s").sees("AC-0001");
    clive
        .press("j s")
        .sees("goes off the list?")
        .press("y")
        .sees("changed")
        .press("o")
        .sees("Overdue for panels  1, 1 late");
}

#[test]
fn minutes_are_drafted_edited_approved_and_amended() {
    let house = over();
    let mut clive = board(&house, "clive", 80, 26);
    clive
        .press("g j m")
        .sees("not written")
        .press("e")
        .sees("drafted")
        .press("e")
        .press("enter")
        .types("Nothing more.");
    insta::assert_snapshot!(clive.screen(), @"
     Minutes of SI-0001  ctrl-s saves · 19405 characters left                  test
    ────────────────────────────────────────────────────────────────────────────────
     MINUTES  Placement panel  Thu 26 Nov 2026, opened 08:30, closed 08:58
     Apologies: Hana Bright

     1. Amara Khan: change of placement
     Presented by: Rita Singh
     Decided for Amara Khan (DC-0002): agreed with conditions. a foster home
     nearer school
       Condition: a school place, by Wed 25 Nov 2026
       To be reviewed on Thu 10 Dec 2026.

     2. Nia Cole, Ben Cole: accommodate (s.20)

     3. Theo Reid: emergency agreement to ratify

     4. Theo Reid: external placement
     Recommended for Theo Reid (DC-0003): agreed. a residential school
       5200 pounds a week.
       Open until the decision-maker signs.
     Nothing more.




     esc back   f1 keys   f2 everything
    ");
    clive
        .press("ctrl-s")
        .press("n")
        .sees("with the chair")
        .press("n")
        .sees("are approved")
        .press("ctrl-s")
        .sees("approved");
    clive.press("e").types("Edgar Moss was there until nine").press("ctrl-s").sees("1 amendment added");
    clive.press("enter").press("G").sees("Edgar Moss was there until nine").sees("Nothing more.");
}

#[test]
fn at_forty_columns_a_sitting_still_says_what_is_next() {
    let house = House::with(panel_day());
    let mut clive = board(&house, "clive", 40, 10);
    clive.press("g j s O h");
    insta::assert_snapshot!(clive.screen(), @"
     Placement panel Thu 26 Nov  08:3… test
    ────────────────────────────────────────
     30 min behind   quorum: 3 take part, P…
     here: Priya Nair, Victor Lowe, Edgar
     Moss, Sue Grant
    > ?  08:30  30 min  Amara K…  listed
         09:00  30 min  Nia Col…  listed
         09:30  15 min  Theo Re…  listed
     SI-0001 Placement panel Thu 26 Nov 2026
     written down (entry 3)
    ");
    // a duty worker looks and changes nothing
    let mut dot = board(&house, "dot", 80, 24);
    dot.press("g j s").sees("Placement panel").press("n").sees("n is not for duty staff");
}

#[test]
fn what_a_panel_decided_is_taken_back_only_when_it_is_named_and_so_is_the_work_of_another_day() {
    let house = House::with(panel_day());
    let mut clive = board(&house, "clive", 80, 24);
    clive.press("g j s O h n 1 ctrl-s").sees("agreed for Amara Khan");
    drop(clive);
    // another board, later: what the key would reach is said before it reaches it
    let mut clive = board(&house, "clive", 80, 24);
    clive.press("u");
    insta::assert_snapshot!(clive.screen(), @"
     Thu 26 Nov 2026 · wk 48   0 sessions  0 unconfirmed  0 to mend            test
     ROOMS        08   09    10    11    12    13    14    15    16    17    18
    >Oak        8      │     ·     ·     ·     ·     ·     ·     ·     ·     ·
     Elm        6      │     ·     ·     ·     ·     ·     ·     ·     ·     ·



           ┌────────────────────────────────────────────────────────────────┐
           │ Take back entry 5?                                             │
           │ the last thing you did, Thu 26 Nov 2026 09:00, records what    │
           │ the panel decides about each child of an item: code,           │
           │ conditions, reasons, actions (DC-0002)                         │
           │                                                                │
           │ y yes   n no                                                   │
           └────────────────────────────────────────────────────────────────┘
    ────────────────────────────────────────────────────────────────────────────────
     Oak: nothing booked here






     n back   ? keys   : command   f2 everything
    ");
    clive.press("n").press("g j s").sees("1 of 4 heard").press("u y").sees("(item.decide) undone").sees("0 of 4 heard");
    // what was done today is taken back at once
    clive
        .press("t")
        .types("Rita Singh put the case.")
        .press("ctrl-s")
        .sees("written down")
        .press("u")
        .sees("(item.note)");
    drop(clive);
    let mut house = house;
    house.now = "2026-11-27 09:00".parse().unwrap();
    let house = house.reopened();
    let mut clive = board(&house, "clive", 80, 24);
    clive.press("u").sees("Take back entry").sees("Thu 26 Nov 2026 09:00").press("n").press("g j s").sees("Amara Khan");
}
