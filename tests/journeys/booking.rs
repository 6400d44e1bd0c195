//! Booking, refusing, moving, cancelling and taking back, by keys alone.

use super::*;

/// How many keys a chord takes.
fn presses(keys: &str) -> usize {
    keys.split(' ').count()
}

#[test]
fn a_contact_is_booked_in_twelve_presses_and_the_letters_of_a_name() {
    let house = House::with(service());
    let mut t = board(&house, "asha", 80, 22);
    t.press("b").types("ama").press("enter");
    insta::assert_snapshot!(t.screen(), @"
     Thu 26 Nov 2026 · wk 48   0 sessions  0 unconfirmed  0 to mend            test
    ┌ Book a contact ──────────────────────────────────────────────────────────────┐
    │ child      Amara Khan                                                        │
    │>day        Thu 26 Nov 2026                                                   │
    │ from       16:00                                                             │
    │ until      17:30 (1 h 30)                                                    │
    │ room       Elm, St Andrew's                                                  │
    │ officers   T. Shah                                                           │
    │ adults     Kelly Khan                                                        │
    │ transport  out 15:35 D. Osei; back 17:30 D. Osei                             │
    │            ? Amara Khan is too young to ride with only a driver on the way   │
    │            there                                                             │
    │            ? Amara Khan is too young to ride with only a driver on the way   │
    │            back                                                              │
    │ notes                                                                        │
    │ it is      booked                                                            │
    └──────────────────────────────────────────────────────────────────────────────┘




     ctrl-s save   esc back   f1 keys   f2 everything
    ");
    t.press("ctrl-s");
    assert!(presses("b enter ctrl-s") <= 12);
    insta::assert_snapshot!(t.screen(), @"
     Thu 26 Nov 2026 · wk 48   1 session  1 unconfirmed  0 to mend             test
     ROOMS        08   09    10    11    12    13    14    15    16    17    18
     Oak        8      │     ·     ·     ·     ·     ·     ·     ·     ·     ·
    >Elm        6      │     ·     ·     ·     ·     ·     ·     <? Amara>   ·









    ────────────────────────────────────────────────────────────────────────────────
     C-0001 Amara Khan · 16:00-17:30 · Elm, St Andrew's · T. Shah · booked
     ? Amara Khan is too young to ride with only a driver on the way there
     ? Amara Khan is too young to ride with only a driver on the way back
     with Kelly Khan 15:45-17:45 · supervised
     out 15:35 D. Osei; back 17:30 D. Osei


     C-0001 Amara Khan booked (entry 2)
    ");
    let booked = sessions(&house, "2026-11-26");
    let [session] = booked.as_slice() else { panic!("{booked:?}") };
    assert_eq!((session.start, session.end), (Minute::at(16, 0), Minute::at(17, 30)));
    assert_eq!((session.officers.as_slice(), session.legs.len()), (&[OfficerId(1)][..], 2));
    assert!(session.room.is_some() && session.legs.iter().all(|leg| leg.driver == Some(DriverId(1))));
}

#[test]
fn the_same_room_again_is_refused_under_its_field_and_every_character_stays() {
    let house = House::with(service());
    let mut t = board(&house, "asha", 80, 22);
    t.press("b").types("ama").press("enter down down down").types("oak").press("enter ctrl-s").sees("C-0001");
    t.press("b").types("theo").press("enter down").types("16:30").press("tab tab").types("oak").press("enter");
    t.press("tab tab tab").types("rang at ten").press("ctrl-s");
    insta::assert_snapshot!(t.screen(), @"
     Thu 26 Nov 2026 · wk 48   1 session  1 unconfirmed  0 to mend             test
    ┌ Book a contact ──────────────────────────────────────────────────────────────┐
    │ child      Theo Reid                                                         │
    │ day        Thu 26 Nov 2026                                                   │
    │ from       16:30                                                             │
    │            it works at 14:15                                                 │
    │ until      18:00 (1 h 30)                                                    │
    │>room       Oak                                                               │
    │            ! Oak is taken by C-0001 16:00-17:30: free from 17:45             │
    │ officers   D. Mensah                                                         │
    │ adults     Sam Reid                                                          │
    │ transport  carer                                                             │
    │ notes      rang at ten                                                       │
    │ it is      booked                                                            │
    └──────────────────────────────────────────────────────────────────────────────┘
     ? Amara Khan is too young to ride with only a driver on the way there
     ? Amara Khan is too young to ride with only a driver on the way back
     with Kelly Khan 15:45-17:45 · supervised
     out 15:35 D. Osei; back 17:30 D. Osei


     ! not saved: a rule refuses it; mend it, or ctrl-t: agreed by telephone
    ");
    assert_eq!(sessions(&house, "2026-11-26").len(), 1);
    t.types("elm").press("enter").sees("rang at ten");
    t.lacks("is taken by").press("ctrl-s").sees("C-0002 Theo Reid booked");
    assert_eq!(&*sessions(&house, "2026-11-26")[1].notes, "rang at ten");
}

/// A board with Amara and Kelly in Oak at 16:00, the cursor on them.
fn booked(house: &House, account: &str, columns: u16, rows: u16) -> Journey {
    let mut t = board(house, account, columns, rows);
    t.press("b")
        .types("ama")
        .press("enter tab tab tab")
        .types("oak")
        .press("enter ctrl-s")
        .sees("C-0001 Amara Khan booked");
    t
}

fn the_one(house: &House, day: &str) -> Session {
    let all = sessions(house, day);
    let [session] = all.as_slice() else { panic!("{all:?}") };
    session.clone()
}

#[test]
fn a_session_moves_to_where_it_fits_and_the_board_goes_along() {
    let house = House::with(service());
    let mut t = booked(&house, "asha", 72, 16);
    // nobody works on Sundays: refused with the reasons, and the next try fits
    t.press("m").types("sun").press("ctrl-s");
    insta::assert_snapshot!(t.screen(), @"
    ┌ Move C-0001 Amara Khan ──────────────────────────────────────────────┐
    │ day       sun                                                        │
    │>from      16:00                                                      │
    │           ! the service is closed that day; 15:45-17:45 was asked    │
    │           for                                                        │
    │           ! St Andrew's is closed that day; 16:00-17:30 was asked    │
    │           for                                                        │
    │ until     1 h 30 later                                               │
    │ room      Oak, St Andrew's                                           │
    │ officers  T. Shah                                                    │
    │           ! T. Shah does not work that day; 15:45-17:45 was asked    │
    │           for                                                        │
    │           ? T. Shah would be the only member of staff at St Andrew's │
    │           15:45-17:45: a colleague has to be there                   │
     ! not saved: 4 findings refuse it; mend it, or ctrl-t: agreed by
       telephone
    ");
    t.press("shift-tab ctrl-u").types("fri").press("tab").types("10").press("ctrl-s").sees("Fri 27 Nov").sees("moved");
    let moved = the_one(&house, "2026-11-27");
    assert_eq!((moved.start, moved.end), (Minute::at(10, 0), Minute::at(11, 30)));
    t.press("p").sees("0 sessions").press("u").sees("undone");
    assert_eq!(the_one(&house, "2026-11-26").start, Minute::at(16, 0));
}

#[test]
fn a_session_is_cancelled_with_a_coded_reason_and_comes_back_and_goes_again() {
    let house = House::with(service());
    let mut t = booked(&house, "asha", 72, 16);
    t.press("c ctrl-s").sees("! choose who or what caused it").types("par").press("enter").types("ill").press("enter");
    t.types("rang at 9").press("enter").sees("C-0001 Amara Khan cancelled").sees("0 sessions");
    let cancel = the_one(&house, "2026-11-26").cancel.unwrap();
    assert_eq!((cancel.by, cancel.reason, &*cancel.words), (CancelledBy::Parent, CancelReason::Ill, "rang at 9"));
    t.press("x");
    insta::assert_snapshot!(t.screen(), @"
     Thu 26 Nov 2026 · wk 48   0 sessions  0 unconfirmed  0 to mend    test
     * 09:00 tell the social worker about Amara Khan, C-0001: Thu 26 Nov 1…
     ROOMS        08   09   10   11   12   13    14   15   16   17   18
    >Oak        8      │    ·    ·    ·    ·     ·    ·    <x Amar>  ·
     Elm        6      │    ·    ·    ·    ·     ·    ·    ·    ·    ·




    ────────────────────────────────────────────────────────────────────────
     C-0001 Amara Khan · 16:00-17:30 · Oak, St Andrew's · T. Shah ·
     cancelled on the day
     with Kelly Khan 15:45-17:45 · supervised
     out 15:35 D. Osei; back 17:30 D. Osei
     cancelled by parent: ill; rang at 9
     cancelled sessions are shown
    ");
    t.press("x u").sees("1 session");
    assert_eq!(the_one(&house, "2026-11-26").cancel, None);
    t.press("U").sees("0 sessions");
    assert!(the_one(&house, "2026-11-26").cancel.is_some());
}

#[test]
fn a_cancellation_takes_no_typing_at_all() {
    let house = House::with(service());
    let mut t = booked(&house, "asha", 80, 20);
    t.press("c");
    insta::assert_snapshot!(t.screen(), @"
     Thu 26 Nov 2026 · wk 48   1 session  1 unconfirmed  0 to mend             test
    ┌ Cancel C-0001 Amara Khan 16:00-17:30 ────────────────────────────────────────┐
    │>by                                                                           │
    │           > parent                                                           │
    │             child                                                            │
    │             carer                                                            │
    │             service: staff                                                   │
    │             service: transport                                               │
    │             venue                                                            │
    │             order or plan                                                    │
    │ because                                                                      │
    │ in words                                                                     │
    └──────────────────────────────────────────────────────────────────────────────┘
     C-0001 Amara Khan · 16:00-17:30 · Oak, St Andrew's · T. Shah · booked
     ? Amara Khan is too young to ride with only a driver on the way there
     ? Amara Khan is too young to ride with only a driver on the way back
     with Kelly Khan 15:45-17:45 · supervised
     out 15:35 D. Osei; back 17:30 D. Osei

     ctrl-s save   esc back   f1 keys   f2 everything
    ");
    t.press("enter down down enter enter").sees("C-0001 Amara Khan cancelled");
    let cancel = the_one(&house, "2026-11-26").cancel.unwrap();
    assert_eq!((cancel.by, cancel.reason), (CancelledBy::Parent, CancelReason::Ill));
}

#[test]
fn an_officer_and_a_room_are_swapped_and_a_taken_officer_is_refused_by_name() {
    let house = House::with(service());
    let mut t = booked(&house, "asha", 80, 18);
    t.press("R").types("elm").press("enter ctrl-s").sees("Elm, St Andrew's");
    t.press("o").types("men").press("enter ctrl-s").sees("D. Mensah");
    assert_eq!(the_one(&house, "2026-11-26").officers, [OfficerId(2)]);
    t.press("b")
        .types("theo")
        .press("enter down")
        .types("16:30")
        .press("tab tab tab")
        .types("men")
        .press("enter ctrl-s");
    insta::assert_snapshot!(t.screen(), @"
     Thu 26 Nov 2026 · wk 48   1 session  1 unconfirmed  0 to mend             test
    ┌ Book a contact ──────────────────────────────────────────────────────────────┐
    │ child      Theo Reid                                                         │
    │ day        Thu 26 Nov 2026                                                   │
    │ from       16:30                                                             │
    │            it works at 14:00                                                 │
    │ until      18:00 (1 h 30)                                                    │
    │ room       Oak, St Andrew's                                                  │
    │>officers   D. Mensah                                                         │
    │            ! D. Mensah is taken by C-0001 15:45-17:45: free from 17:45       │
    │ adults     Sam Reid                                                          │
    │ transport  carer                                                             │
    │ notes                                                                        │
    │ it is      booked                                                            │
    └──────────────────────────────────────────────────────────────────────────────┘
     with Kelly Khan 15:45-17:45 · supervised
     out 15:35 D. Osei; back 17:30 D. Osei
     ! not saved: a rule refuses it; mend it, or ctrl-t: agreed by telephone
    ");
}

#[test]
fn adults_confirm_by_one_key() {
    let house = House::with(service());
    let mut t = booked(&house, "asha", 80, 16);
    t.sees("1 unconfirmed").press("y").sees("0 unconfirmed").sees("confirmed");
    assert_eq!(the_one(&house, "2026-11-26").status, SessionStatus::Confirmed);
    t.press("y").sees("every adult has confirmed already");
    t.press("u").sees("1 unconfirmed");
}

#[test]
fn who_may_overrides_with_a_reason_and_who_may_not_has_no_field_for_it() {
    let house = House::with(service());
    let mut t = booked(&house, "moira", 80, 20);
    let clash = |t: &mut Journey| {
        t.press("b")
            .types("theo")
            .press("enter down")
            .types("16:30")
            .press("tab tab")
            .types("oak")
            .press("enter ctrl-s");
    };
    clash(&mut t);
    t.sees("! not saved").sees("under override").sees("Oak is taken by C-0001");
    t.press("shift-tab shift-tab shift-tab shift-tab shift-tab").types("both families agreed").press("ctrl-s");
    insta::assert_snapshot!(t.screen(), @"
     Thu 26 Nov 2026 · wk 48   2 sessions  2 unconfirmed  2 to mend            test
     ROOMS        08   09    10    11    12    13    14    15    16    17    18
    >Oak        8      │     ·     ·     ·     ·     ·     ·     [!?<!? Theo>·
     Elm        6      │     ·     ·     ·     ·     ·     ·     ·     ·     ·

     TO MEND
     ! 16:00 Amara Khan: Oak is taken by C-0002 16:30-18:00: free from 18:15
     ! 16:30 Theo Reid: Oak is taken by C-0001 16:00-17:30: free from 17:45




    ────────────────────────────────────────────────────────────────────────────────
     C-0002 Theo Reid · 16:30-18:00 · Oak, St Andrew's · D. Mensah · booked
     ! Oak is taken by C-0001 16:00-17:30: free from 17:45
     with Sam Reid 16:15-18:15 · supervised



     C-0002 Theo Reid booked (entry 3)
    ");
    t.press("g J").sees("both families agreed");
    let mut t = board(&house, "asha", 80, 20);
    t.press("b").lacks("override").press("esc").press("m").lacks("override");
}

#[test]
fn duty_staff_read_and_confirm_and_cannot_book() {
    let house = House::with(service());
    booked(&house, "asha", 80, 16);
    let mut t = board(&house, "dot", 80, 16);
    t.press("y").sees("0 unconfirmed");
    // a form that could not be saved in the end is not opened
    t.press("b").sees("b is not for duty staff: it books a session").press("o").sees("o is not for duty staff");
    t.press("u").sees("1 unconfirmed");
}

#[test]
fn a_session_is_held_then_booked_then_confirmed_by_one_key() {
    let house = House::with(service());
    let mut t = board(&house, "asha", 80, 20);
    t.press("b").types("ama").press("enter shift-tab shift-tab").types("held").press("enter ctrl-s");
    insta::assert_snapshot!(t.screen(), @"
     Thu 26 Nov 2026 · wk 48   1 session  1 unconfirmed  0 to mend             test
     ROOMS        08   09    10    11    12    13    14    15    16    17    18
     Oak        8      │     ·     ·     ·     ·     ·     ·     ·     ·     ·
    >Elm        6      │     ·     ·     ·     ·     ·     ·     <? Amara>   ·








    ────────────────────────────────────────────────────────────────────────────────
     C-0001 Amara Khan · 16:00-17:30 · Elm, St Andrew's · T. Shah · held until Thu
     26 Nov 16:00
     ? Amara Khan is too young to ride with only a driver on the way there
     ? Amara Khan is too young to ride with only a driver on the way back
     with Kelly Khan 15:45-17:45 · supervised
     out 15:35 D. Osei; back 17:30 D. Osei
     C-0001 Amara Khan booked (entry 2)
    ");
    assert_eq!(the_one(&house, "2026-11-26").status, SessionStatus::Held);
    t.press("y").sees("T. Shah · booked");
    assert_eq!(the_one(&house, "2026-11-26").status, SessionStatus::Booked);
    t.press("y").sees("T. Shah · confirmed");
    assert_eq!(the_one(&house, "2026-11-26").status, SessionStatus::Confirmed);
}

#[test]
fn who_rings_is_found_and_booked_from_their_page() {
    let house = House::with(service());
    let mut t = board(&house, "asha", 80, 20);
    t.press("/")
        .types("amara")
        .press("enter")
        .sees("CH-0001 child · Amara Khan")
        .press("b")
        .sees("child      Amara Khan");
    t.sees("from       16:00").press("ctrl-s").sees("C-0001 Amara Khan booked").press("g b").sees("1 session");
}
