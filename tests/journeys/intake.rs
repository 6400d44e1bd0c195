//! From a referral to contact, as the coordinator does it; a court's order and what makes up for it; what is due.

use super::*;
use contactdesk::desk::commands::SessionBook;
use contactdesk::desk::queries::{Chase, ChaseSort};

/// The small service and a family nobody knows yet: a boy of a year, his father, where he lives.
fn newcomers() -> Vec<Record> {
    let mut records = service();
    records.extend(
        [
            r#"{"child":{"id":"CH-0030","name":"Idris Vale","dob":"2025-10-02","height_cm":76}}"#,
            r#"{"party":{"id":"P-0030","name":"Marek Vale","relationship":"father"}}"#,
            r#"{"placement":{"id":"PL-0030","child":"CH-0030","carer":"CR-0002","from":"2026-11-10"}}"#,
        ]
        .map(json),
    );
    records
}

#[test]
fn a_referral_becomes_contact_a_key_at_a_time() {
    let house = House::with(newcomers());
    let mut asha = board(&house, "asha", 80, 26);
    asha.press("space a r").types("idris").press("enter").types("marek").press("enter").press("ctrl-s");
    asha.sees("next: what the contact is for").press("g W");
    insta::assert_snapshot!(asha.screen(), @"
     Waiting for contact  after school, next four weeks: nobody                test
    ────────────────────────────────────────────────────────────────────────────────
                WHO         HOW SOON  AGE  WAITED  WANTED     STANDS
    >   A-0003  Idris Vale  routine   1 y  0 wd    Thu 3 Dec  lacks what the contac…


















     A-0003 · Idris Vale · how soon routine · age 1 y · waited 0 wd · wanted Thu 3
     Dec · lacks what the contact is for, why it is supervised as closely as that,
     how often, how long a session is, who asks for it, and how to reach them, the
     q back   ? keys   : command   f2 everything
    ");
    asha.press("enter");
    insta::assert_snapshot!(asha.screen(), @"
     Papers of A-0003                                                          test
    ────────────────────────────────────────────────────────────────────────────────
    > A-0003 Idris Vale with Marek Vale · requested
      ! complete referral: not yet
      ! planning meeting: not yet
      ! signed agreement: not yet
      ! risk assessment: not yet
      before contact may begin it lacks what the contact is for, why it is
        supervised as closely as that, how often, how long a session is, who asks
        for it, and how to reach them, the complete referral form, the planning
        meeting, the signed agreement, a risk assessment in date, the word that
        contact may begin













     q back   ? keys   : command   f2 everything
    ");
    // the form again, with what it said
    asha.press("n").press("tab tab tab tab").types("to know his father").press("tab tab").types("the care plan");
    asha.press("tab").types("2").press("tab tab").types("60").press("tab tab tab tab tab tab tab tab");
    asha.types("R. Singh 0116 496 0001").press("ctrl-s").sees("next: the planning meeting");
    asha.press("n").press("ctrl-s").sees("next: the signed agreement");
    asha.press("n").press("ctrl-s").sees("next: a risk assessment in date");
    asha.press("n").press("ctrl-s").sees("next: the word that contact may begin");
    asha.press("n").press("ctrl-s").sees("active: contact may begin");
    insta::assert_snapshot!(asha.screen(), @"
     Papers of A-0003                                                          test
    ────────────────────────────────────────────────────────────────────────────────
    > A-0003 Idris Vale with Marek Vale · active
        complete referral: Thu 26 Nov 2026
        planning meeting: Thu 26 Nov 2026
        signed agreement: Thu 26 Nov 2026 AG-0003
        risk assessment: Thu 26 Nov 2026 to Wed 26 May 2027 RA-0003
      contact may take place: everything is there

















     A-0003 Idris Vale with Marek Vale active: contact may begin (entry 7)
    ");
    asha.press("n").sees("everything is there");
}

#[test]
fn a_shut_gate_is_held_or_agreed_by_telephone_and_the_manager_says_so_herself() {
    let mut records = service();
    records.retain(|r| r.key() != AgreementId(2).key());
    let house = House::with(records);
    let mut asha = board(&house, "asha", 80, 26);
    asha.press("b").types("theo").press("enter").press("ctrl-s");
    insta::assert_snapshot!(asha.screen(), @"
     Thu 26 Nov 2026 · wk 48   0 sessions  0 unconfirmed  0 to mend            test
    ┌ Book a contact ──────────────────────────────────────────────────────────────┐
    │>child      Theo Reid                                                         │
    │            ! there is no signed agreement for A-0002 (Theo Reid with Sam     │
    │            Reid)                                                             │
    │ day        Thu 26 Nov 2026                                                   │
    │ from       10:00                                                             │
    │            it works once there is: signed agreement: Elm, St Andrew's, D.    │
    │            Mensah                                                            │
    │ until      11:30 (1 h 30)                                                    │
    │ room       Elm, St Andrew's                                                  │
    │ officers   D. Mensah                                                         │
    │ adults     Sam Reid                                                          │
    │ transport  carer                                                             │
    │ notes                                                                        │
    │ it is      booked                                                            │
    └──────────────────────────────────────────────────────────────────────────────┘
     Oak: nothing booked here







     ! not saved: a rule refuses it; mend it, or ctrl-t: agreed by telephone
    ");
    asha.press("ctrl-t").types("moira").press("enter").types("the judge wants it").press("ctrl-s");
    insta::assert_snapshot!(asha.screen(), @"
     Thu 26 Nov 2026 · wk 48   1 session  1 unconfirmed  1 to mend             test
     ROOMS        08   09    10    11    12    13    14    15    16    17    18
     Oak        8      │     ·     ·     ·     ·     ·     ·     ·     ·     ·
    >Elm        6      │     <!? Theo>   ·     ·     ·     ·     ·     ·     ·

     TO MEND
     ! 10:00 Theo Reid: there is no signed agreement for A-0002 (Theo Reid with Sa…









    ────────────────────────────────────────────────────────────────────────────────
     C-0001 Theo Reid · 10:00-11:30 · Elm, St Andrew's · D. Mensah · booked
     ! there is no signed agreement for A-0002 (Theo Reid with Sam Reid)
     with Sam Reid 09:45-11:45 · supervised





     C-0001 Theo Reid booked (entry 2); TK-0001 waits for the manager's own word
    ");
    let mut moira = board(&house, "moira", 80, 26);
    moira.sees("override to confirm").press("g D").press("j j").press("o").press("s");
    insta::assert_snapshot!(moira.screen(), @"
     Due: override unconfirmed  1 until Thu 24 Dec, 0 overdue         test · 2 here
    ┌ TK-0001 override to confirm: your own word ──────────────────────────────────┐
    │>it was    agreed to                                                          │
    │ in words                                                                     │
    └──────────────────────────────────────────────────────────────────────────────┘

















     due Thu 26 Nov · override unconfirmed · TK-0001 override to confirm · Moira
     Hale (moira), C-0001

     ctrl-s save   esc back   f1 keys   f2 everything
    ");
    moira.press("ctrl-s").sees("confirmed");
    let rows = match house.seat("asha").ask(Chase { sort: Some(ChaseSort::Override), ..Chase::default() }.into()) {
        Ok(answered) => answered.answer,
        Err(why) => panic!("{why:?}"),
    };
    assert!(matches!(rows, Answer::Chase(view) if view.rows.is_empty()));
}

/// DOMAIN 6b, scenario 8, at the keyboard: the court adds three sessions a week from Monday.
#[test]
fn the_court_adds_three_sessions_a_week_and_one_key_books_them() {
    let house = House::with(service());
    let seat = house.seat("asha");
    let usual = SessionBook {
        date: "2026-12-03".parse().unwrap(),
        start: "16:00".parse().unwrap(),
        children: Some(vec![ChildId(1)]),
        ..SessionBook::default()
    };
    run(&seat, usual).unwrap();
    let mut asha = board(&house, "asha", 80, 26);
    asha.press("space a o").types("amara").press("enter").press("tab tab tab").types("mon").press("tab tab").types("4");
    asha.press("tab").types("90").press("ctrl-s");
    asha.sees("* 09:00 order").press("g E");
    insta::assert_snapshot!(asha.screen(), @"
     Ordered contact  5 weeks to come short                                    test
    ────────────────────────────────────────────────────────────────────────────────
         WEEK       CHILD       BY       ORDERED  PLANNED    DONE
    > !  49 30 Nov  Amara Khan  CO-0001  4x       1x 1 h 30  0x    3 short
      !  50 7 Dec   Amara Khan  CO-0001  4x       0x         0x    4 short
      !  51 14 Dec  Amara Khan  CO-0001  4x       0x         0x    4 short
      !  52 21 Dec  Amara Khan  CO-0001  4x       0x         0x    4 short
      !  53 28 Dec  Amara Khan  CO-0001  4x       0x         0x    4 short














     week 49 30 Nov · Amara Khan · by CO-0001 · ordered 4x · planned 1x 1 h 30 ·
     done 0x · 3 short

     q back   ? keys   : command   f2 everything
    ");
    asha.press("f");
    insta::assert_snapshot!(asha.screen(), @"
     What makes up for it, from week 49                                        test
    ────────────────────────────────────────────────────────────────────────────────
    > A-0001 Amara Khan with Kelly Khan: 3 sessions found; nothing is booked yet
      week 49: 3 sessions short for Amara Khan
        Mon 30 Nov 2026 16:00-17:30, Elm, T. Shah
        Tue 1 Dec 2026 16:00-17:30, Elm, T. Shah
        Wed 2 Dec 2026 16:00-17:30, Elm, T. Shah


















     q back   ? keys   : command   f2 everything
    ");
    asha.press("b").sees("3 sessions booked");
    insta::assert_snapshot!(asha.screen(), @"
     Ordered contact  4 weeks to come short                                    test
    ────────────────────────────────────────────────────────────────────────────────
         WEEK       CHILD       BY       ORDERED  PLANNED  DONE
    > !  50 7 Dec   Amara Khan  CO-0001  4x       0x       0x    4 short
      !  51 14 Dec  Amara Khan  CO-0001  4x       0x       0x    4 short
      !  52 21 Dec  Amara Khan  CO-0001  4x       0x       0x    4 short
      !  53 28 Dec  Amara Khan  CO-0001  4x       0x       0x    4 short
         49 30 Nov  Amara Khan  CO-0001  4x       4x 6 h   0x    as ordered














     week 50 7 Dec · Amara Khan · by CO-0001 · ordered 4x · planned 0x · done 0x ·
     4 short

     3 sessions booked: C-0002, C-0003, C-0004 (entry 4)
    ");
    let week: Vec<Session> =
        ["2026-11-30", "2026-12-01", "2026-12-02", "2026-12-03"].iter().flat_map(|day| sessions(&house, day)).collect();
    assert_eq!(week.len(), 4);
    assert!(week.iter().all(|s| s.status == SessionStatus::Booked && s.legs.len() == 2), "{week:?}");
    // one entry: one undo takes them back
    asha.press("u").lacks("3 sessions booked");
    assert!(sessions(&house, "2026-11-30").is_empty());
}

#[test]
fn what_is_due_is_done_from_its_list() {
    let mut records = service();
    records.extend(
        [
            r#"{"session":{"id":"C-0001","arrangement":"A-0001","children":["CH-0001"],"parties":["P-0001"],"date":"2026-11-12","start":"16:00","end":"17:30","site":"ST-0001","room":"RM-0001","officers":["OF-0001"],"status":"child_home"}}"#,
            r#"{"letter":{"id":"LB-0001","child":"CH-0002","party":"P-0002","received":"2026-11-24","checked_by":["moira"]}}"#,
        ]
        .map(json),
    );
    let house = House::with(records);
    let mut asha = board(&house, "asha", 80, 20);
    asha.press("g D");
    insta::assert_snapshot!(asha.screen(), @"
     Due  4 until Thu 24 Dec, 4 overdue                                        test
    ────────────────────────────────────────────────────────────────────────────────
         DUE         WHAT                ABOUT
    > !  Sun 5 Apr   contact review due  A-0001 Amara Khan wi…  would monitored be …
      !  Sun 5 Apr   contact review due  A-0002 Theo Reid wit…  would monitored be …
      !  Thu 19 Nov  record due          C-0001 Amara Khan      T. Shah
      !  Tue 24 Nov  letter to read      LB-0001 letter to th…  from or to Sam Reid…









     due Sun 5 Apr · contact review due · A-0001 Amara Khan with Kelly Khan · would
     monitored be safe?

     q back   ? keys   : command   f2 everything
    ");
    asha.press("j j s").press("ctrl-s").sees("written down").lacks("record due");
    asha.press("j s").press("ctrl-s").press("s");
    insta::assert_snapshot!(asha.screen(), @"
     Due  4 until Thu 24 Dec, 3 overdue                                        test
    ┌ The record of C-0001 ────────────────────────────────────────────────────────┐
    │ record  uploaded                                                             │
    │>on      Thu 26 Nov 2026                                                      │
    └──────────────────────────────────────────────────────────────────────────────┘
      !  Tue 24 Nov  letter to read      LB-0001 letter to th…  from or to Sam Reid…
    >    Thu 3 Dec   record to upload    C-0001 Amara Khan









     due Thu 3 Dec · record to upload · C-0001 Amara Khan


     ctrl-s save   esc back   f1 keys   f2 everything
    ");
    let mut wide = board(&house, "asha", 160, 48);
    wide.press("g D").sees("would monitored be safe?");
    let mut tiny = board(&house, "asha", 40, 10);
    tiny.press("g D").sees("contact review").press("esc").press("g W").sees("nobody waits").press("esc").press("g E");
    tiny.sees("nothing is ordered");
}

#[test]
fn a_child_is_heard_after_the_session() {
    let mut records = service();
    records.push(json(
        r#"{"session":{"id":"C-0001","arrangement":"A-0001","children":["CH-0001"],"parties":["P-0001"],"date":"2026-11-26","start":"08:30","end":"09:00","site":"ST-0001","room":"RM-0001","officers":["OF-0001"],"status":"ended"}}"#,
    ));
    let house = House::with(records);
    let mut ola = board(&house, "ola", 80, 22);
    ola.press("space s h").types("can mummy come to my house").press("ctrl-s");
    assert_eq!(&*sessions(&house, "2026-11-26")[0].child_words, "can mummy come to my house");
    ola.press("space s k").press("ctrl-s").sees("written down");
    board(&house, "audrey", 80, 22).press("space s h").sees("space s h is not for an auditor");
}

#[test]
fn a_letter_is_taken_down_and_read_by_two() {
    let house = House::with(service());
    let mut asha = board(&house, "asha", 100, 30);
    asha.press("space a l").types("amara").press("enter").types("kelly").press("enter").press("ctrl-s");
    asha.sees("taken down").press("g r").types("letters").press("enter").sees("LB-0001");
    asha.press("c").press("ctrl-s").press("c").press("ctrl-s").sees("you have read LB-0001 already").press("esc esc y");
    let mut moira = board(&house, "moira", 100, 30);
    moira.press("g D").press("j j").press("s").press("ctrl-s").press("s").sees("forwarded").press("ctrl-s");
    moira.lacks("letter to read");
}
