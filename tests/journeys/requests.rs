//! What services were asked for, by keys alone: asked, answered, counted; a child on the register and off it.

use super::*;

#[test]
fn a_clerk_takes_a_request_down_answers_it_and_sees_the_figures() {
    let house = House::with(service());
    let mut clive = board(&house, "clive", 100, 20);
    clive.press("g j v").sees("nothing waits for an answer");
    clive
        .press("n")
        .types("theo")
        .press("enter")
        .types("intensive support")
        .press("tab")
        .types("hostel")
        .press("enter");
    clive.types("Bridge House").press("tab tab tab").types("three evenings a week").press("ctrl-s").sees("SR-0001");
    clive.sees("Bridge House").sees("three evenings a week").sees("1 request, 0% answered");
    clive.press("a").types("part of it").press("enter").press("ctrl-s").sees("what they got, or why not");
    clive.types("one evening").press("ctrl-s").sees("SR-0001").sees("1 request, 100% answered, 0% got what was asked");
    clive.press("f").sees("hostel for homeless fam").press("q");
    clive.press("b").types("theo").press("enter").types("neglect").press("ctrl-s").sees("on the register");
    clive.press("e").types("theo").press("enter").press("ctrl-s").sees("off the register");
}

#[test]
fn what_was_typed_of_a_request_outlives_the_board() {
    let house = House::with(service());
    for (key, typed) in [("n", "intensive support"), ("b", "neglect")] {
        let mut clive = board(&house, "clive", 100, 24);
        clive.press("g j v").press(key).types("theo").press("enter").types(typed);
        clive.send(contactdesk::tui::app::Msg::Ended);
        drop(clive);
        let mut again = board(&house, "clive", 100, 24);
        again.press("space f").sees("Theo Reid").sees(typed).press("ctrl-s").sees(if key == "n" {
            "SR-0001"
        } else {
            "on the register"
        });
    }
}

#[test]
fn whoever_may_look_and_not_keep_takes_nothing_down() {
    let house = House::with(service());
    let mut dot = board(&house, "dot", 80, 24);
    dot.press("g j v").sees("nothing waits for an answer").press("n").lacks("A service is asked");
    let mut ola = board(&house, "ola", 80, 24);
    ola.press("g j v").lacks("Services asked for");
}
