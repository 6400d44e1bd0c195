//! What duty takes down, and who finds it in the morning.

use super::*;

#[test]
fn a_call_is_taken_down_and_first_on_the_board() {
    let house = House::with(service());
    let mut dot = board(&house, "dot", 80, 22);
    dot.press("C").types("Kelly Khan").press("tab").types("07700 900123").press("tab").types("amara").press("enter");
    dot.types("half an hour late on Friday").press("ctrl-s");
    insta::assert_snapshot!(dot.screen(), @"
     Thu 26 Nov 2026 · wk 48   0 sessions  0 unconfirmed  0 to mend            test
     * 09:00 call from Kelly Khan about Amara Khan: half an hour late on Friday · …
     ROOMS        08   09    10    11    12    13    14    15    16    17    18
    >Oak        8      │     ·     ·     ·     ·     ·     ·     ·     ·     ·
     Elm        6      │     ·     ·     ·     ·     ·     ·     ·     ·     ·








    ────────────────────────────────────────────────────────────────────────────────
     Oak: nothing booked here






     TK-0001 call taken down (entry 2)
    ");
    let mut asha = board(&house, "asha", 80, 22);
    asha.sees("* 09:00 call from Kelly Khan").press("s");
    insta::assert_snapshot!(asha.screen(), @"
     Thu 26 Nov 2026 · wk 48  0 sessions  0 unconfirmed  0 to mend    test · 2 here
    ┌ Seen to ─────────────────────────────────────────────────────────────────────┐
    │ task      09:00 call from Kelly Khan about Amara Khan: half an hour late on… │
    │>done how                                                                     │
    └──────────────────────────────────────────────────────────────────────────────┘








    ────────────────────────────────────────────────────────────────────────────────
     Oak: nothing booked here






     ctrl-s save   esc back   f1 keys   f2 everything
    ");
    asha.types("officer told").press("ctrl-s").lacks("* 09:00 call");
    asha.press("g a").press("x").sees("officer told");
}

#[test]
fn what_is_missing_is_said_under_its_field_and_nothing_is_lost() {
    let house = House::with(service());
    let mut dot = board(&house, "dot", 80, 22);
    dot.press("space d p").types("theo").press("enter").press("ctrl-s");
    insta::assert_snapshot!(dot.screen(), @"
     Thu 26 Nov 2026 · wk 48   0 sessions  0 unconfirmed  0 to mend            test
    ┌ A child lives elsewhere ─────────────────────────────────────────────────────┐
    │ child          Theo Reid                                                     │
    │>lives with                                                                   │
    │                ! say which carer, or give a new one, and not both            │
    │ or, new carer                                                                │
    │   area                                                                       │
    │   phone                                                                      │
    │   address                                                                    │
    │ from           Thu 26 Nov 2026                                               │
    │ why                                                                          │
    └──────────────────────────────────────────────────────────────────────────────┘

    ────────────────────────────────────────────────────────────────────────────────
     Oak: nothing booked here





     ! not saved: say which carer, or give a new one, and not both; what you typed
       is kept
    ");
    dot.press("tab")
        .types("The Adlers")
        .press("tab")
        .types("LE2")
        .press("ctrl-s")
        .sees("new placement about Theo Reid");
    dot.press("space d e")
        .types("theo")
        .press("enter")
        .types("a night in foster care")
        .press("ctrl-s")
        .sees("Theo Reid");
    insta::assert_snapshot!(dot.screen(), @"
     Thu 26 Nov 2026 · wk 48   0 sessions  0 unconfirmed  0 to mend            test
    ┌ An emergency agreement ──────────────────────────────────────────────────────┐
    │ child           Theo Reid                                                    │
    │ agreed          a night in foster care                                       │
    │>could not wait                                                               │
    │                 ! say why it could not wait for the panel                    │
    │ asked by                                                                     │
    │ agreed by                                                                    │
    │ conditions                                                                   │
    │ when            Thu 26 Nov 2026 09:00                                        │
    │ a service manager asks, the head of service agrees; the next                 │
    │ sitting ratifies                                                             │
    └──────────────────────────────────────────────────────────────────────────────┘
    ────────────────────────────────────────────────────────────────────────────────
     Oak: nothing booked here






     ! not saved: say why it could not wait for the panel; what you typed is kept
    ");
}

#[test]
fn an_officer_takes_nothing_down() {
    let house = House::with(service());
    board(&house, "ola", 80, 22).press("C").sees("C is not for an officer");
}
