//! An arrangement's page: what it comes round to, booked ahead, changed, cancelled, brought back.

use super::*;

/// The small service, with a Thursday in December on which both officers are on leave.
fn leave() -> House {
    let mut records = service();
    records.extend(
        [
            r#"{"absence":{"who":"OF-0001","sort":"leave","days":"2026-12-17"}}"#,
            r#"{"absence":{"who":"OF-0002","sort":"leave","days":"2026-12-17"}}"#,
            r#"{"closure":{"site":"ST-0001","days":"2026-12-24","reason":"Christmas Eve"}}"#,
        ]
        .map(json),
    );
    House::with(records)
}

#[test]
fn a_series_is_seen_then_booked_with_what_clashes_said_first() {
    let house = leave();
    let mut t = board(&house, "asha", 80, 24);
    t.press("g A /").types("amara").press("enter s");
    insta::assert_snapshot!(t.screen(), @"
     A-0001 Amara Khan with Kelly Khan  active                                 test
    ────────────────────────────────────────────────────────────────────────────────
      Thu 16:00-17:30
      !  Thu 12 Nov       16:00-17:30  lost
      !  Thu 19 Nov       16:00-17:30  lost
    > ?  Thu 26 Nov       16:00-17:30  to book  Elm, T. Shah
      ?  Thu 3 Dec        16:00-17:30  to book  Elm, T. Shah
      ?  Thu 10 Dec       16:00-17:30  to book  Elm, T. Shah
      !  Thu 17 Dec       16:00-17:30  clash    Elm
         Thu 24 Dec       16:00-17:30  closed   Christmas Eve
      ?  Thu 31 Dec       16:00-17:30  to book  Elm, T. Shah
      ?  Thu 7 Jan 2027   16:00-17:30  to book  Elm, T. Shah
      ?  Thu 14 Jan 2027  16:00-17:30  to book  Elm, T. Shah
      ?  Thu 21 Jan 2027  16:00-17:30  to book  Elm, T. Shah





     ? Amara Khan is too young to ride with only a driver on the way there
     ? Amara Khan is too young to ride with only a driver on the way back
     until Thu 21 Jan 2027: 1 closed, 1 clash, 7 to book, 2 lost

     q back   b book ahead   m change   s find a slot   ? keys   : command   f2 eve…
    ");
    t.press("b");
    insta::assert_snapshot!(t.screen(), @"
     A-0001 Amara Khan with Kelly Khan  active                                 test
    ────────────────────────────────────────────────────────────────────────────────
      Thu 16:00-17:30
      !  Thu 12 Nov       16:00-17:30  lost
      !  Thu 19 Nov       16:00-17:30  lost
    > ?  Th┌────────────────────────────────────────────────────────────────┐
      ?  Th│ Book 7 sessions until Thu 21 Jan 2027?                         │
      ?  Th│ ! not Thu 17 Dec 16:00-17:30: it takes 1 officer and has none  │
      !  Th│ Thu 26 Nov 16:00-17:30: Elm, T. Shah                           │
         Th│ Thu 3 Dec 16:00-17:30: Elm, T. Shah                            │
      ?  Th│ Thu 10 Dec 16:00-17:30: Elm, T. Shah                           │
      ?  Th│ Thu 31 Dec 16:00-17:30: Elm, T. Shah                           │
      ?  Th│ Thu 7 Jan 2027 16:00-17:30: Elm, T. Shah                       │
      ?  Th│ Thu 14 Jan 2027 16:00-17:30: Elm, T. Shah                      │
           │ Thu 21 Jan 2027 16:00-17:30: Elm, T. Shah                      │
           │                                                                │
           │ y yes   n no                                                   │
           └────────────────────────────────────────────────────────────────┘

     ? Amara Khan is too young to ride with only a driver on the way there
     ? Amara Khan is too young to ride with only a driver on the way back
     until Thu 21 Jan 2027: 1 closed, 1 clash, 7 to book, 2 lost

     n back   ? keys   : command   f2 everything
    ");
    t.press("y").sees("7 sessions booked");
    assert_eq!(sessions(&house, "2026-12-03").len(), 1);
    assert_eq!(sessions(&house, "2026-12-17").len(), 0);
    t.press("u").sees("undone").press("b y").sees("7 sessions booked");
    // and from the session on the board
    t.press("q q l v").sees("A-0001 Amara Khan with Kelly Khan");
}

#[test]
fn what_clashes_is_found_another_slot_and_stands_for_its_day_there() {
    let house = leave();
    let mut t = board(&house, "asha", 80, 24);
    t.press("g A s b y").sees("7 sessions booked");
    t.press("down down down s").sees("Take which slot?");
    insta::assert_snapshot!(t.screen(), @"
     A-0001 Amara Khan with Kelly Khan  active                                 test
    ┌ Take which slot? ────────────────────────────────────────────────────────────┐
    │                                                                      10 rows │
    │> Mon 14 Dec 2026 16:00-17:30, Elm, T.…  18 days to wait; 25 minutes in the c…│
    │  Mon 14 Dec 2026 15:45-17:15, Elm, T.…  18 days to wait; 25 minutes in the c…│
    │  Mon 14 Dec 2026 16:15-17:45, Elm, T.…  18 days to wait; 25 minutes in the c…│
    │  Tue 15 Dec 2026 16:00-17:30, Elm, T.…  19 days to wait; 25 minutes in the c…│
    │  Tue 15 Dec 2026 15:45-17:15, Elm, T.…  19 days to wait; 25 minutes in the c…│
    │  Tue 15 Dec 2026 16:15-17:45, Elm, T.…  19 days to wait; 25 minutes in the c…│
    │  Wed 16 Dec 2026 16:00-17:30, Elm, T.…  20 days to wait; 25 minutes in the c…│
    │  Wed 16 Dec 2026 15:45-17:15, Elm, T.…  20 days to wait; 25 minutes in the c…│
    │  Wed 16 Dec 2026 16:15-17:45, Elm, T.…  20 days to wait; 25 minutes in the c…│
    │  Fri 18 Dec 2026 16:00-17:30, Elm, T.…  22 days to wait; 25 minutes in the c…│
    │                                                                              │
    │                                                                              │
    │                                                                              │
    │                                                                              │
    │                                                                              │
    │                                                                              │
    │                                                                              │
    │                                                                              │
    └──────────────────────────────────────────────────────────────────────────────┘
     until Thu 21 Jan 2027: 7 booked, 1 closed, 1 clash, 2 lost
     esc back   f1 keys   f2 everything
    ");
    t.press("enter").sees("moved");
    assert_eq!(sessions(&house, "2026-12-14")[0].occurrence, "2026-12-17".parse().ok());
}

#[test]
fn this_and_following_are_changed_after_what_that_undoes_was_said() {
    let house = leave();
    let mut t = board(&house, "asha", 100, 24);
    t.press("g A /").types("amara").press("enter s").press("b y").sees("booked").press("q q");
    // the mother says she comes on the 26th
    t.press("l y").sees("T. Shah · confirmed").press("v");
    t.press("m").types("all").press("enter").press("tab").types("15:30").press("tab");
    insta::assert_snapshot!(t.screen(), @"
     A-0001 Amara Khan with Kelly Khan  active                                                     test
    ────────┌ Change A-0001 Amara Khan with Kelly Khan, Thu 26 Nov ────────────────────────────┐────────
      Thu 16│ change    all to come                                                            │
      !  Thu│ on        Thu                                                                    │
      !  Thu│ from      15:30                                                                  │
    >    Thu│>length    1 h 30                                                                 │
         Thu│ room      Elm, St Andrew's                                                       │
         Thu│ officers  T. Shah                                                                │
      !  Thu│ adults    Kelly Khan                                                             │
         Thu│ or anew                                                                          │
         Thu│ 7 sessions: Thu 26 Nov 15:30, Thu 3 Dec 15:30, Thu 10 Dec 15:30, Thu             │
         Thu│ 31 Dec 15:30, Thu 7 Jan 15:30, Thu 14 Jan 15:30, Thu 21 Jan 15:30                │
         Thu│ ? C-0001 Thu 26 Nov 16:00-17:30: Kelly Khan said they come (Thu 26 Nov           │
         Thu│ 2026 09:00)                                                                      │
            └──────────────────────────────────────────────────────────────────────────────────┘




     ? Amara Khan is too young to ride with only a driver on the way there
     ? Amara Khan is too young to ride with only a driver on the way back
     until Thu 21 Jan 2027: 7 booked, 1 closed, 1 clash, 2 lost

     ctrl-s save   esc back   f1 keys   f2 everything
    ");
    t.press("ctrl-s").sees("Change it all the same?").sees("Kelly Khan said they come");
    t.press("n").sees("Change A-0001").press("ctrl-s y").sees("changed, and what A-0001 comes round to");
    t.sees("Thu 15:30-17:00");
    assert_eq!(sessions(&house, "2026-12-10")[0].start, Minute::at(15, 30));
    // and another rhythm altogether, in the field's words; what was booked for the old one is named first
    t.press("m")
        .types("all")
        .press("enter tab tab tab tab tab tab")
        .types("fortnightly tue 15:30-17:00")
        .press("ctrl-s");
    t.sees("Change it all the same?").press("y").sees("every 2 weeks Tue 15:30-17:00");
}

#[test]
fn one_is_cancelled_brought_back_and_noted() {
    let house = leave();
    let mut t = board(&house, "asha", 100, 24);
    t.press("g A /").types("amara").press("enter s").press("b y").sees("booked").press("down");
    t.press("c").types("parent").press("enter").types("holiday").press("enter ctrl-s").sees("cancelled");
    insta::assert_snapshot!(t.screen(), @"
     A-0001 Amara Khan with Kelly Khan  active                                                     test
    ────────────────────────────────────────────────────────────────────────────────────────────────────
      Thu 16:00-17:30
      !  Thu 12 Nov       16:00-17:30  lost
      !  Thu 19 Nov       16:00-17:30  lost
         Thu 26 Nov       16:00-17:30  booked     C-0001 Elm, T. Shah, booked
    >    Thu 3 Dec        16:00-17:30  cancelled  C-0002 cancelled in advance: parent, holiday
         Thu 10 Dec       16:00-17:30  booked     C-0003 Elm, T. Shah, booked
      !  Thu 17 Dec       16:00-17:30  clash      Elm
         Thu 24 Dec       16:00-17:30  closed     Christmas Eve
         Thu 31 Dec       16:00-17:30  booked     C-0004 Elm, T. Shah, booked
         Thu 7 Jan 2027   16:00-17:30  booked     C-0005 Elm, T. Shah, booked
         Thu 14 Jan 2027  16:00-17:30  booked     C-0006 Elm, T. Shah, booked
         Thu 21 Jan 2027  16:00-17:30  booked     C-0007 Elm, T. Shah, booked





     until Thu 21 Jan 2027: 6 booked, 1 cancelled, 1 closed, 1 clash, 2 lost



     C-0002 Amara Khan cancelled; tell The Moores, T. Shah, D. Osei (entry 3)
    ");
    t.press("y").sees("brought back");
    let [back] = sessions(&house, "2026-12-03").try_into().unwrap();
    assert_eq!((back.status, back.cancel.is_none()), (SessionStatus::Booked, true));
    t.press("e").types("bring the red bag").press("ctrl-s").sees("red bag");
}

#[test]
fn owed_and_lost_and_holidays_are_a_key_away() {
    let house = leave();
    let mut t = board(&house, "asha", 80, 16);
    t.press("g M").sees("nothing is owed").press("q");
    t.press("g H").sees("Christmas Day").sees("not decided").press("q");
    t.press("d").types("24/12").press("enter").press("g L").sees("1 child loses contact").sees("Amara");
    let mut small = board(&house, "asha", 40, 10);
    small.press("g A s").sees("Thu 16:00-17:30").sees("to book");
}

#[test]
fn a_time_nothing_is_booked_for_is_cancelled_and_never_booked() {
    let house = leave();
    let mut t = board(&house, "asha", 80, 24);
    t.press("g A s")
        .press("down c")
        .types("carer")
        .press("enter")
        .types("holiday")
        .press("enter ctrl-s")
        .sees("1 cancelled");
    t.press("b y").sees("6 sessions booked");
    let [only] = sessions(&house, "2026-12-03").try_into().unwrap();
    assert_eq!((only.status, only.makeup_owed_min), (SessionStatus::CancelledInAdvance, 90));
    t.press("q g M").sees("1 contact lost").sees("1 contact not booked").press("down down A").sees("Thu 16:00-17:30");
}

#[test]
fn bank_holidays_are_decided_in_a_form() {
    let house = leave();
    let mut t = board(&house, "asha", 80, 20);
    t.press("space d h");
    insta::assert_snapshot!(t.screen(), @"
     Thu 26 Nov 2026 · wk 48   0 sessions  0 unconfirmed  0 to mend            test
    ┌ Bank holidays: who is closed when? ──────────────────────────────────────────┐
    │>sites                                                                        │
    │ closed on  Fri 25 Dec 2026, Mon 28 Dec 2026                                  │
    │ open on                                                                      │
    │ all sites where none is named; what is named nowhere stays                   │
    │ undecided                                                                    │
    └──────────────────────────────────────────────────────────────────────────────┘




    ────────────────────────────────────────────────────────────────────────────────
     Oak: nothing booked here





     ctrl-s save   esc back   f1 keys   f2 everything
    ");
    t.press("tab tab").types("28/12").press("ctrl-s").sees("named as closed and as open");
    t.press("shift-tab").press("ctrl-u").types("25/12").press("ctrl-s").sees("written down");
    t.press("g H").sees("Fri 25 Dec 2026").sees("closed CL-0002");
}

#[test]
fn siblings_are_booked_as_one_set_in_a_form() {
    let mut records = service();
    records.extend(
        [
            r#"{"child":{"id":"CH-0003","name":"Zed Khan","dob":"2017-05-01","height_cm":128,"sibling_group":"Khan"}}"#,
            r#"{"party":{"id":"P-0003","name":"Gran Khan"}}"#,
            r#"{"placement":{"child":"CH-0003","carer":"CR-0001","from":"2026-01-05"}}"#,
        ]
        .map(json),
    );
    for record in &mut records {
        if let Record::Arrangement(a) = record
            && a.id == ArrangementId(1)
        {
            a.children.push(ChildId(3));
            a.invited.push(PartyId(3));
        }
    }
    let house = House::with(records);
    let mut t = board(&house, "asha", 80, 24);
    t.press("space s g").types("amara").press("enter").press("shift-tab").types("zed").press("enter");
    t.press("tab tab tab").types("zed").press("enter").types("gran").press("enter");
    insta::assert_snapshot!(t.screen(), @"
     Thu 26 Nov 2026 · wk 48   0 sessions  0 unconfirmed  0 to mend            test
    ┌ Book siblings as one set ────────────────────────────────────────────────────┐
    │ children   Amara Khan, Zed Khan                                              │
    │ day        Thu 26 Nov 2026                                                   │
    │ from       16:00                                                             │
    │ length                                                                       │
    │ apart      Zed Khan                                                          │
    │ with       Gran Khan                                                         │
    │>they from                                                                    │
    │ ? Amara Khan is too young to ride with only a driver on the way              │
    │ there                                                                        │
    │ ? Amara Khan is too young to ride with only a driver on the way              │
    │ back                                                                         │
    │ ? Zed Khan is too young to ride with only a driver on the way                │
    │ there                                                                        │
    │ ? Zed Khan is too young to ride with only a driver on the way                │
    │ back                                                                         │
    │ Amara Khan: Thu 26 Nov 2026 16:00-17:30, Elm, T. Shah · out 15:35            │
    │ D. Osei; back 17:30 D. Osei                                                  │
    │ Zed Khan: Thu 26 Nov 2026 16:00-17:30, Oak, D. Mensah · out 15:35            │
    │ D. Osei; back 17:30 D. Osei                                                  │
    └──────────────────────────────────────────────────────────────────────────────┘

     ctrl-s save   esc back   f1 keys   f2 everything
    ");
    t.press("ctrl-s").sees("2 sessions booked as one set");
    let booked = sessions(&house, "2026-11-26");
    assert_eq!(booked.len(), 2);
    assert_eq!(booked[0].legs[0].run, booked[1].legs[0].run);
}
