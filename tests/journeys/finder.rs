//! Slots found, explained and taken by keys.

use super::*;

/// The small service with a mother who needs Gujarati, which T. Shah speaks.
fn gujarati() -> Vec<Record> {
    let mut records = service();
    for record in &mut records {
        if let Record::Party(party) = record
            && party.id == PartyId(1)
        {
            party.interpreter = "Gujarati".parse().unwrap();
        }
    }
    records
}

#[test]
fn a_slot_is_found_and_taken_from_the_page_of_an_arrangement() {
    let house = House::with(service());
    let mut t = board(&house, "asha", 80, 18);
    t.press("/").types("A-0001").press("enter f");
    insta::assert_snapshot!(t.screen(), @"
     Slots for A-0001 Amara Khan with Kelly Khan  Thu 26 Nov to Wed 23 Dec     test
    ────────────────────────────────────────────────────────────────────────────────
    > Thu 26 Nov  16:00-17:30  Elm  T. Shah  out 15:35 D. Osei; back 17:30 D. Osei
      Thu 26 Nov  15:45-17:15  Elm  T. Shah  out 15:20 D. Osei; back 17:15 D. Osei
      Thu 26 Nov  16:15-17:45  Elm  T. Shah  out 15:50 D. Osei; back 17:45 D. Osei
      Fri 27 Nov  16:00-17:30  Elm  T. Shah  out 15:35 D. Osei; back 17:30 D. Osei
      Fri 27 Nov  15:45-17:15  Elm  T. Shah  out 15:20 D. Osei; back 17:15 D. Osei
      Fri 27 Nov  16:15-17:45  Elm  T. Shah  out 15:50 D. Osei; back 17:45 D. Osei
      Thu 3 Dec   16:00-17:30  Elm  T. Shah  out 15:35 D. Osei; back 17:30 D. Osei
      Thu 3 Dec   15:45-17:15  Elm  T. Shah  out 15:20 D. Osei; back 17:15 D. Osei
      Thu 3 Dec   16:15-17:45  Elm  T. Shah  out 15:50 D. Osei; back 17:45 D. Osei
      Mon 30 Nov  16:00-17:30  Elm  T. Shah  out 15:35 D. Osei; back 17:30 D. Osei
     25 minutes in the car; Amara Khan is too young to ride with only a driver on
     the way there; Amara Khan is too young to ride with only a driver on the way
     back


     q back   ? keys   : command   f2 everything
    ");
    t.press("t").types("16:15-18:30").press("enter").sees("16:15-17:45").lacks("15:45-17:15");
    t.press("t").press("ctrl-u enter").press("enter").sees("booked");
    assert_eq!(t.screen().matches("Slots for").count(), 0);
}

#[test]
fn a_session_gets_another_slot_and_takes_it() {
    let house = House::with(service());
    let mut t = board(&house, "asha", 80, 18);
    t.press("b").types("ama").press("enter ctrl-s").sees("C-0001");
    t.press("f").sees("Another slot for C-0001 Amara Khan").lacks("Thu 26 Nov  16:00");
    t.press("enter").sees("C-0001 moved: Thu 26 Nov 2026 15:45-17:15, Elm, T. Shah (entry");
    t.press("u").sees("16:00-17:30");
}

#[test]
fn why_not_names_who_blocks_and_what_would_work() {
    let house = House::with(gujarati());
    let mut t = board(&house, "asha", 100, 24);
    // T. Shah is with Theo, and nobody else speaks Gujarati
    run(
        &house.seat("asha"),
        contactdesk::desk::commands::SessionBook {
            date: "2026-11-27".parse().unwrap(),
            start: Minute::at(16, 0),
            children: Some(vec![ChildId(2)]),
            officers: Some(vec![OfficerId(1)]),
            ..Default::default()
        },
    )
    .unwrap();
    t.press("/").types("A-0001").press("enter w").types("fri 16:00").press("enter");
    insta::assert_snapshot!(t.screen(), @"
     Why not Fri 27 Nov 16:00?  A-0001 Amara Khan with Kelly Khan                                  test
    ────────────────────────────────────────────────────────────────────────────────────────────────────
     it cannot be booked:
     ! it takes 1 officer and has none (officers-needed)
     officer T. Shah: is taken by C-0001 15:45-17:45: free from 17:45
     officer D. Mensah: does not speak Gujarati
     It works
    > if D. Mensah takes C-0001: Oak, St Andrew's, T. Shah
      on Mon 30 Nov 2026: Elm, St Andrew's, T. Shah
      at 14:00: Elm, St Andrew's, T. Shah
      if D. Mensah gets a Gujarati interpreter: Oak, St Andrew's, D. Mensah
      if a manager overrides officers-needed











     q back   ? keys   : command   f2 everything
    ");
    t.press("enter").sees("change the other session first");
    t.press("j j enter").sees("C-0002 booked: Fri 27 Nov 2026 14:00-15:30");
}

#[test]
fn what_the_family_thinks_over_is_held() {
    let house = House::with(service());
    let mut t = board(&house, "asha", 80, 18);
    t.press("/").types("A-0001").press("enter f").press("h").sees("held");
}

#[test]
fn who_may_not_book_finds_no_slots() {
    let house = House::with(service());
    let mut t = board(&house, "dot", 80, 18);
    t.press("/").types("A-0001").press("enter f").lacks("Slots for");
}

#[test]
fn a_small_terminal_shows_the_slots_too() {
    let house = House::with(service());
    let mut t = board(&house, "asha", 40, 10);
    t.press("/").types("A-0001").press("enter f");
    insta::assert_snapshot!(t.screen(), @"
     Slots for A-0001 Amara Khan with… test
    ────────────────────────────────────────
    > Thu 26 Nov  16:00-17:30  Elm  T. Shah
      Thu 26 Nov  15:45-17:15  Elm  T. Shah
      Thu 26 Nov  16:15-17:45  Elm  T. Shah
      Fri 27 Nov  16:00-17:30  Elm  T. Shah
      Fri 27 Nov  15:45-17:15  Elm  T. Shah
     25 minutes in the car; Amara Khan is
     too young to ride with only a driver
     q back   ? keys   : command   f2 every…
    ");
}
