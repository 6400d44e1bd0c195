//! What hides the board: a key that blanks it, and the lock after a time without one.

use super::*;

const MINUTE: u64 = 60_000;

#[test]
fn one_key_blanks_the_screen_any_key_brings_it_back_and_nothing_typed_is_lost() {
    let house = House::with(service());
    let mut t = board(&house, "asha", 80, 16);
    for blank in ["f9", "ctrl-x"] {
        t.press("b").types("ama").sees("Amara Khan").press(blank);
        assert_eq!(t.screen(), "", "something is left on the screen");
        // the key that brings it back does nothing else, and neither does a paste
        t.types("z").sees("Book a contact").sees("child      ama").press(blank).pastes("Theo").lacks("Theo");
        t.sees("child      ama").press("enter").sees("child      Amara Khan").press("esc y").sees("ROOMS");
    }
    // from the board, from a list, in the middle of a chord
    for (keys, shown) in [("f9", "ROOMS"), ("g f9", "ROOMS"), ("/ f9", "Find:"), ("esc d ctrl-x", "Which day?")] {
        t.press(keys);
        assert_eq!(t.screen(), "", "{keys}");
        t.press("q").sees(shown);
    }
    assert_eq!(t.app.over(), None);
}

#[test]
fn a_board_that_nobody_touches_is_locked_and_keeps_what_was_typed() {
    let house = House::with(service());
    let mut t = board(&house, "asha", 60, 12);
    t.press("b").types("ama").waits(4 * MINUTE).press("backspace").waits(4 * MINUTE).sees("Amara Khan");
    t.waits(MINUTE);
    insta::assert_snapshot!(t.screen(), @"




            test
     asha · coordinator
     locked since 09:00
    press enter to go on
    ");
    t.types("q").press("esc ctrl-c").pastes("Theo").press("f9").sees("press enter").lacks("Amara");
    t.press("enter").sees("Book a contact").sees("child      am");
    // left blank, it is locked too
    t.press("f9").waits(5 * MINUTE).press("x").sees("press enter").press("enter").sees("Book a contact");
}

#[test]
fn how_long_is_a_setting_and_nought_is_never() {
    let house = House::with(service());
    let set = |value: &str| contactdesk::desk::commands::SettingSet {
        name: "board.lock_after".parse().unwrap(),
        value: value.parse().unwrap(),
    };
    run(&house.seat("root"), set("1")).unwrap();
    let mut t = board(&house, "asha", 60, 12);
    t.waits(MINUTE).sees("press enter").press("enter").sees("ROOMS");
    run(&house.seat("root"), set("0")).unwrap();
    // a board that is open hears of it with the time
    t.waits(MINUTE / 2).waits(1000 * MINUTE).sees("ROOMS");
}

#[test]
fn a_locked_board_says_how_to_go_on_on_the_smallest_terminal() {
    let house = House::with(service());
    let mut t = board(&house, "asha", 24, 5);
    t.waits(5 * MINUTE);
    insta::assert_snapshot!(t.screen(), @"
            test
     asha · coordinator
     locked since 09:00
    press enter to go on
    ");
    t.resizes(80, 1).sees("test").resizes(1, 1);
}
