//! What duty staff are asked with somebody waiting: five questions, a few keys each, one screen of 80 by 24 (DOMAIN 4c).

use super::*;

fn house() -> House {
    let mut records = service();
    records.extend(
        [
            r#"{"session":{"id":"C-0041","arrangement":"A-0001","children":["CH-0001"],"parties":["P-0001"],"date":"2026-11-26","start":"09:00","end":"10:30","site":"ST-0001","room":"RM-0001","officers":["OF-0001"],"status":"booked","stagger":{"adult_arrive":"08:45","child_arrive":"09:00","child_leave":"10:30","adult_release":"10:45"}}}"#,
            r#"{"decision":{"id":"DC-0001","child":"CH-0001","panel":"Placement panel","at":"2026-11-19 14:00","code":"agreed_with_conditions","what":"accommodation by agreement","conditions":[{"what":"reviewed in 8 weeks"}],"decided_by":"R. Whitlock, chair"}}"#,
        ]
        .map(json),
    );
    House::with(records)
}

#[test]
fn five_questions_are_a_few_keys_each_on_one_screen() {
    let house = house();
    let mut dot = board(&house, "dot", 80, 24);
    dot.press("/").types("amara").press("enter").sees("Oak, St Andrew's").sees("booked").press("esc");
    dot.press("g p").types("amara").press("enter");
    dot.sees("agreed with conditions").sees("conditions: reviewed in 8 weeks").sees("R. Whitlock").press("esc");
    dot.press("g v").types("kelly").press("enter").sees("YES: they are expected").sees("due 08:45").press("esc");
    dot.press("g n").sees("1 adult, 1 child on site").sees("Amara Khan with Kelly Khan").press("esc");
    dot.press("g f").types("15:30").press("enter").sees("of 2 officers free").press("esc");
    // from the page of whoever it is about nobody need be chosen
    dot.press("/").types("amara").press("enter").press("g p").sees("reviewed in 8 weeks");
    assert!(dot.screen().lines().count() <= 24);
}

/// One key, again and again: adult there, child there, begun, over, home.
#[test]
fn what_happens_is_recorded_by_one_key_and_with_another_time_by_name() {
    let house = house();
    let mut dot = board(&house, "dot", 80, 24);
    dot.press("a").sees("C-0041: written down").sees("adult arrived");
    dot.press("a").press("a").sees("in progress");
    dot.press(":").types("live.record adult 08:42").press("enter").sees("written down");
    dot.press("g n").sees("here to 10:45").press("esc");
    dot.press(":").types("live.record ended 08:59").press("enter").sees("before began at 09:00");
    // an end long before the booked one is asked about: no key pressed too often ends a session
    dot.press("a").sees("ended now, at 09:00?").press("y").press("a").press("y").sees("child home");
    dot.press("a").sees("all of it is recorded");
}

#[test]
fn what_is_free_is_asked_again_until_it_makes_sense() {
    let house = house();
    let mut dot = board(&house, "dot", 80, 24);
    dot.press("g f").types("someday").press("enter").sees("is not a day and a time").sees("officers someday");
    dot.press("ctrl-u").types("sofas 15:30").press("enter").sees("say rooms, officers, drivers or vehicles");
    dot.press("ctrl-u").types("rooms fri 14:00-15:30").press("enter").sees("3 of 3 rooms free");
}

#[test]
fn a_document_is_printed_from_the_board_and_the_page_of_whom_it_is_about() {
    let house = house();
    let mut dot = board(&house, "dot", 80, 24);
    dot.press("space p d").sees("DAY SHEET  Thu 26 Nov 2026").sees("Copy 2, printed by dot").press("esc");
    dot.press("space p c").types("kelly").press("enter").sees("Family time for Kelly Khan").press("esc");
    dot.press("/").types("kelly").press("enter").press("space p c").sees("Family time for Kelly Khan");
    let mut ola = board(&house, "ola", 80, 24);
    ola.press("space p d").lacks("DAY SHEET");
}
