//! The day as it runs, at the keyboard: the live board, a late child, a no-show, an incident, the closing of the day
//! (DOMAIN 4a; 6b, scenarios 3, 5 and 6).

use super::*;

/// Two sessions of this morning, one after the other in Oak: Amara with her mother from 08:45, Theo with his father from
/// 10:45. It is nine.
pub(super) fn morning(actual: &str) -> House {
    let mut records = service();
    for record in &mut records {
        if let Record::Child(child) = record {
            child.social_worker = "R. Gill".parse().unwrap();
            child.social_worker_phone = "0116 496 0001".parse().unwrap();
        }
    }
    records.extend([
        json(&format!(
            r#"{{"session":{{"id":"C-0001","arrangement":"A-0001","children":["CH-0001"],"parties":["P-0001"],"date":"2026-11-26","start":"08:45","end":"10:15","site":"ST-0001","room":"RM-0001","officers":["OF-0001"],"status":"booked","stagger":{{"adult_arrive":"08:30","child_arrive":"08:45","child_leave":"10:15","adult_release":"10:30"}},"actual":{actual},"legs":[{{"direction":"return","children":["CH-0001"],"from":{{"site":"ST-0001"}},"to":{{"carer":"CR-0001"}},"depart":"10:15","arrive":"10:40","mode":"council","driver":"D-0001","vehicle":"V-0001"}}]}}}}"#
        )),
        json(
            r#"{"session":{"id":"C-0002","arrangement":"A-0002","children":["CH-0002"],"parties":["P-0002"],"date":"2026-11-26","start":"10:45","end":"12:15","site":"ST-0001","room":"RM-0001","officers":["OF-0002"],"status":"booked","stagger":{"adult_arrive":"10:30","child_arrive":"10:45","child_leave":"12:15","adult_release":"12:30"}}}"#,
        ),
    ]);
    House::with(records)
}

pub(super) fn at(mut house: House, now: &str) -> House {
    house.now = now.parse().unwrap();
    house.reopened()
}

pub(super) fn first(house: &House) -> Session {
    sessions(house, "2026-11-26").remove(0)
}

#[test]
fn the_live_board_says_who_is_waited_for_and_how_long() {
    let early = at(morning(r#"{"child_arrived":"08:44"}"#), "2026-11-26 08:52");
    let mut asha = board(&early, "asha", 80, 24);
    asha.press("g l");
    insta::assert_snapshot!(asha.screen(), @"
     Live Thu 26 Nov 2026 08:52  0 adults, 1 child here · 0 cars · 2 to finish test
    ────────────────────────────────────────────────────────────────────────────────
    > 08:45-10:15  wait 8 min  child here  Amara Khan  Kelly Khan  Oak
      10:45-12:15              from 10:30  Theo Reid   Sam Reid    Oak














    ────────────────────────────────────────────────────────────────────────────────
     C-0001 Amara Khan with Kelly Khan, Oak, St Andrew's, T. Shah
     child here since 08:44, adult not, waits until 09:00, 8 minutes left


     q back   ? keys   : command   f2 everything
    ");
    asha.resizes(40, 10).sees("wait 8 min");
    let late = at(morning(r#"{"child_arrived":"08:44"}"#), "2026-11-26 09:03");
    let mut asha = board(&late, "asha", 160, 48);
    asha.press("g l").sees("WAITED +3").sees("no show?");
}

#[test]
fn an_over_run_warns_before_it_collides() {
    let both = r#"{"adult_arrived":"08:31","child_arrived":"08:44","started":"08:46"}"#;
    let house = at(morning(both), "2026-11-26 10:18");
    let mut asha = board(&house, "asha", 100, 24);
    asha.press("g l");
    insta::assert_snapshot!(asha.screen(), @"
     Live Thu 26 Nov 2026 10:18  1 adult, 1 child here · 0 cars · 2 to finish                      test
    ────────────────────────────────────────────────────────────────────────────────────────────────────
     ! C-0001 does not run as booked: Oak is needed for C-0002 by 10:30, in 12 minutes, 15 minutes
     before it begins
    > 08:45-10:15  OVER 3 min  over its end  Amara Khan  Kelly Khan  Oak  T. Shah    C-0001
      10:45-12:15              from 10:30    Theo Reid   Sam Reid    Oak  D. Mensah  C-0002












    ────────────────────────────────────────────────────────────────────────────────────────────────────
     C-0001 Amara Khan with Kelly Khan, Oak, St Andrew's, T. Shah
     OVER since 10:15, 3 minutes
     car leaves 10:19, home from C-0001: Amara Khan, D. Osei (planned)

     q back   ? keys   : command   f2 everything
    ");
    asha.press("a").sees("ended 10:18").lacks("does not run as booked: Oak");
    asha.press("a").sees("home 10:18").press("x").lacks("C-0001");
}

#[test]
fn what_happens_next_is_asked_about_where_it_is_far_from_the_booked_time() {
    let house = morning(r#"{"adult_arrived":"08:31","child_arrived":"08:44"}"#);
    let mut asha = board(&house, "asha", 80, 24);
    // near its time: recorded at once, and what was recorded is passed over
    asha.press("a").sees("began 09:00");
    asha.press("l a");
    insta::assert_snapshot!(asha.screen(), @"
     Thu 26 Nov 2026 · wk 48   2 sessions  1 unconfirmed  0 to mend            test
     ROOMS        08   09    10    11    12    13    14    15    16    17    18
    >Oak        8     [Amara T]   <? Theo >    ·     ·     ·     ·     ·     ·
     Elm        6      │     ·     ·     ·     ·     ·     ·     ·     ·     ·




           ┌────────────────────────────────────────────────────────────────┐
           │ C-0002: adult arrived now, at 09:00?                           │
           │ it was booked for 10:30: that is 1 h 30 before it              │
           │                                                                │
           │ y yes   n no                                                   │
           └────────────────────────────────────────────────────────────────┘

    ────────────────────────────────────────────────────────────────────────────────
     C-0002 Theo Reid · 10:45-12:15 · Oak, St Andrew's · D. Mensah · booked
     with Sam Reid 10:30-12:30 · supervised





     n back   ? keys   : command   f2 everything
    ");
    asha.press("n");
    assert_eq!(sessions(&house, "2026-11-26")[1].actual, Actual::default());
    asha.press("a y").sees("adult arrived 09:00");
    // the form says what is next; with its time
    asha.press("A").sees("child arrived").types("08:50").press("ctrl-s").sees("child arrived 08:50");
    // and what was a mistake is taken out again
    asha.press("A").press("shift-tab").types("child arr").press("enter");
    asha.press("tab tab").types("did not").press("enter").press("ctrl-s").lacks("child arrived");
    assert_eq!(sessions(&house, "2026-11-26")[1].actual.child_arrived, None);
}

#[test]
fn a_late_child_has_the_time_that_there_is_and_the_rest_is_owed() {
    let house = at(morning(r#"{"adult_arrived":"08:31","child_arrived":"09:10"}"#), "2026-11-26 09:12");
    let mut asha = board(&house, "asha", 80, 24);
    asha.press("g l").press("l");
    insta::assert_snapshot!(asha.screen(), @"
     Live Thu 26 Nov 2026 09:12  1 adult, 1 child here · 0 cars · 2 to finish  test
    ┌ Late child: C-0001 Amara Khan ───────────────────────────────────────────────┐
    │>minutes lost  25                                                             │
    │ caused by     service: transport                                             │
    │ in words                                                                     │
    │ ends 10:30: 15 minutes added at the end, 10 minutes owed                     │
    │ not more: Oak is taken by C-0002 10:45-12:15 and needs 15                    │
    │ minutes to clear: free from 12:30                                            │
    └──────────────────────────────────────────────────────────────────────────────┘









    ────────────────────────────────────────────────────────────────────────────────
     C-0001 Amara Khan with Kelly Khan, Oak, St Andrew's, T. Shah
     both here, not begun


     ctrl-s save   esc back   f1 keys   f2 everything
    ");
    asha.press("ctrl-s").sees("15 minutes added at the end, 10 minutes owed");
    let s = first(&house);
    assert_eq!(
        (s.end.to_string(), s.makeup_owed_min, s.legs[0].depart.to_string()),
        ("10:30".into(), 10, "10:30".into())
    );
    asha.press("u").sees("undone");
    assert_eq!((first(&house).end.to_string(), first(&house).makeup_owed_min), ("10:15".into(), 0));
}

#[test]
fn a_no_show_is_four_keys_and_the_social_worker_is_told_before_ten() {
    let house = at(morning(r#"{"child_arrived":"08:44"}"#), "2026-11-26 09:03");
    let mut asha = board(&house, "asha", 100, 24);
    asha.press("g l").press("o").sees("did not come").press("ctrl-s").sees("1 task raised");
    assert_eq!(first(&house).status, SessionStatus::NoShow);
    asha.sees("child not home").press("a").lacks("child not home");
    assert_eq!(first(&house).actual.child_home, Some(Minute::at(9, 3)));
    asha.press("g x").sees("no make-up owed").sees("social worker to be told by Fri 27 Nov 2026 10:00").press("esc");
    asha.press("g e");
    insta::assert_snapshot!(asha.screen(), @"
     To tell and to follow up                                                                      test
    ────────────────────────────────────────────────────────────────────────────────────────────────────
    > tell  by Fri 27 Nov 2026 10:00 · Amara Khan · C-00…  Thu 26 Nov 08:45-10:15 no show, by parent: d…
















     tell by Fri 27 Nov 2026 10:00 · Amara Khan · C-0001 Thu 26 Nov 08:45-10:15 no show, by parent: did
     not come; no make-up is owed · tell R. Gill 0116 496 0001


     q back   ? keys   : command   f2 everything
    ");
    asha.press("t").types("").press("ctrl-s").sees("everybody was told");
    asha.press("esc esc").press("g b").lacks("tell the social worker");
}

#[test]
fn a_child_not_handed_back_is_one_key_and_the_card_comes_up() {
    let both = r#"{"adult_arrived":"08:31","child_arrived":"08:44","started":"08:46"}"#;
    let house = at(morning(both), "2026-11-26 10:18");
    let mut asha = board(&house, "asha", 80, 24);
    asha.press("I");
    insta::assert_snapshot!(asha.screen(), @"
     Thu 26 Nov 2026 · wk 48   2 sessions  2 unconfirmed  0 to mend            test
    ┌ An incident in C-0001 Amara Khan ────────────────────────────────────────────┐
    │ what              child not handed back                                      │
    │ when              Thu 26 Nov 2026 10:18                                      │
    │>what happened     Amara Khan was not handed back at 10:15                    │
    │ done at once                                                                 │
    │ police reference                                                             │
    │ to follow                                                                    │
    │ by                                                                           │
    │ also concerned                                                               │
    │ the session       goes on                                                    │
    │ an adult under the influence ends the session in any case                    │
    │ the card with the steps is printed where a child was not                     │
    │ handed back                                                                  │
    └──────────────────────────────────────────────────────────────────────────────┘
    ────────────────────────────────────────────────────────────────────────────────
     C-0001 Amara Khan · 08:45-10:15 · Oak, St Andrew's · T. Shah · booked
     ? Amara Khan has no seat in a car on the way there
     ? Amara Khan is too young to ride with only a driver on the way back
     with Kelly Khan 08:30-10:30 · supervised
     back 10:15 D. Osei
     adult arrived 08:31, child arrived 08:44, began 08:46

     ctrl-s save   esc back   f1 keys   f2 everything
    ");
    asha.press("ctrl-s").sees("INCIDENT IN-0001").sees("ring 999");
    insta::assert_snapshot!(asha.screen(), @"
     On paper: contactdesk print incident-card                                 test
    ────────────────────────────────────────────────────────────────────────────────
    > INCIDENT IN-0001  child not handed back, Thu 26 Nov 2026 10:18
      Copy 3, printed by asha Thu 26 Nov 2026 10:18.
      Bring it back to be shredded.
      session   C-0001
      where     St Andrew's
      children  Amara Khan
      adults    Kelly Khan
      officers  T. Shah
      what      Amara Khan was not handed back at 10:15

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
     IN-0001 child not handed back Thu 26 Nov 2026 taken down (entry 2)
    ");
    // the reference comes later
    asha.press("esc").press("g e").sees("child not handed back").press("e").types("LE-441").press("ctrl-s");
    asha.sees("police LE-441");
    asha.press("e").press("shift-tab").types("home at 11:00, police brought her").press("ctrl-s");
    asha.sees("every incident followed up");
}

#[test]
fn an_adult_under_the_influence_ends_it_from_the_board() {
    let house = at(morning(r#"{"adult_arrived":"08:31"}"#), "2026-11-26 08:40");
    let mut dot = board(&house, "dot", 80, 24);
    dot.press("i").types("infl").press("enter tab").types("could not stand").press("ctrl-s").sees("IN-0001");
    let s = first(&house);
    assert_eq!((s.status, s.cancel.unwrap().reason), (SessionStatus::CancelledOnDay, CancelReason::Influence));
}

#[test]
fn the_day_is_closed_when_nothing_stands_in_the_way() {
    let done = r#"{"adult_arrived":"08:31","child_arrived":"08:44","started":"08:46","ended":"10:15"}"#;
    let house = at(morning(done), "2026-11-26 18:30");
    let mut asha = board(&house, "asha", 80, 24);
    asha.press("g l").press("Z").sees("2 sessions in the way").press("x").sees("Amara Khan").sees("Theo Reid");
    for command in [
        r#"{"session.event":{"session":"C-0001","event":"started","at":"08:46"}}"#,
        r#"{"session.event":{"session":"C-0001","event":"ended","at":"10:15"}}"#,
        r#"{"session.event":{"session":"C-0001","event":"child_home","at":"10:50"}}"#,
        r#"{"session.outcome":{"session":"C-0002","outcome":"called_off","by":"carer","reason":"holiday"}}"#,
    ] {
        run(&house.seat("asha"), serde_json::from_str::<contactdesk::desk::Command>(command).unwrap()).unwrap();
    }
    asha.press("esc")
        .press("g l x")
        .sees("nothing stands in the way")
        .press("Z")
        .sees("Close Thu 26 Nov 2026?")
        .press("y")
        .sees("closed");
    asha.press("g z").sees("was closed by asha").press("esc");
}

#[test]
fn an_officer_sees_how_their_own_session_runs_and_of_others_that_they_are_booked() {
    let house = at(morning(r#"{"child_arrived":"08:44"}"#), "2026-11-26 08:52");
    let mut ola = board(&house, "ola", 80, 24);
    ola.press("g l").sees("wait 8 min  child here").sees("Busy (restricted)").press("a").sees("cannot be done now");
}

#[test]
fn two_families_who_must_not_meet_are_refused_and_the_form_says_when_it_works() {
    let mut records = service();
    records.push(json(r#"{"no_meet_rule":{"id":"NM-0001","a":"P-0001","b":"P-0002","reason":"court"}}"#));
    let house = House::with(records);
    let mut asha = board(&house, "asha", 80, 30);
    asha.press("n b").types("amara").press("enter tab").types("14:00").press("ctrl-s").sees("booked");
    asha.press("b").types("theo").press("enter tab").types("15:30").press("tab");
    asha.sees("must not meet Kelly Khan").sees("it works at 16:00");
    insta::assert_snapshot!(asha.screen(), @"
     Fri 27 Nov 2026 · wk 48   1 session  1 unconfirmed  0 to mend             test
    ┌ Book a contact ──────────────────────────────────────────────────────────────┐
    │ child      Theo Reid                                                         │
    │ day        Fri 27 Nov 2026                                                   │
    │ from       15:30                                                             │
    │            it works at 16:00 or 12:00                                        │
    │>until      17:00 (1 h 30)                                                    │
    │ room       Oak, St Andrew's                                                  │
    │ officers   D. Mensah                                                         │
    │ adults     Sam Reid                                                          │
    │            ! Sam Reid must not meet Kelly Khan, who is on site 15:15-15:45   │
    │            (C-0001); clear from 15:45                                        │
    │ transport  carer                                                             │
    │ notes                                                                        │
    │ it is      booked                                                            │
    └──────────────────────────────────────────────────────────────────────────────┘



    ────────────────────────────────────────────────────────────────────────────────
     C-0001 Amara Khan · 14:00-15:30 · Elm, St Andrew's · T. Shah · booked
     ? Amara Khan is too young to ride with only a driver on the way there
     ? Amara Khan is too young to ride with only a driver on the way back
     with Kelly Khan 13:45-15:45 · supervised
     out 13:35 D. Osei; back 15:30 D. Osei




     ctrl-s save   esc back   f1 keys   f2 everything
    ");
    asha.press("ctrl-s").sees("not saved");
    asha.press("esc").press("shift-tab").sees("15:30");
}

#[test]
fn somebody_at_the_door_who_is_not_expected_becomes_an_incident() {
    let house = morning("{}");
    let mut dot = board(&house, "dot", 80, 24);
    dot.press("g v").types("sam").press("enter").sees("NOT NOW").press("i").sees("stranger at the door");
    dot.sees("Sam Reid").types("came early and would not wait outside").press("ctrl-s").sees("IN-0001");
    let Ok(Answer::Incidents(view)) =
        ask(&house.seat("dot"), contactdesk::desk::queries::Incidents { all: true, days: None })
    else {
        panic!()
    };
    assert_eq!(
        (view.incidents[0].sort, view.incidents[0].people.as_slice()),
        (IncidentSort::Stranger, &[PartyId(2).key()][..])
    );
}
