//! The list of a sitting, built by keys: put on, ordered, moved, fixed, answered, locked.

use super::*;

fn house() -> House {
    let panel = [
        r#"{"professional":{"id":"PR-0001","name":"Ivo Kerr","post":"head of service"}}"#,
        r#"{"professional":{"id":"PR-0002","name":"Dana Moss","post":"service manager"}}"#,
        r#"{"professional":{"id":"PR-0003","name":"Lena Fox","agency":"health"}}"#,
        r#"{"panel":{"id":"PA-0001","name":"Placement panel","sits":"Thu 13:30-16:30","site":"ST-0001","room":"RM-0002",
            "seats":[{"who":"PR-0001","seat":"chair"},{"who":"PR-0002"},{"who":"PR-0003"}]}}"#,
        r#"{"agenda_item":{"id":"AI-0001","panel":"PA-0001","title":"terms of reference","part":1,"minutes":20}}"#,
        r#"{"agenda_item":{"id":"AI-0002","panel":"PA-0001","title":"dates of next year","part":1,"minutes":10}}"#,
        r#"{"decision":{"id":"DC-0001","child":"CH-0002","panel":"Placement panel","at":"2026-09-03 14:00","what":"a place",
            "decided_by":"Ivo Kerr","conditions":[{"what":"a school place","due":"2026-11-20"}]}}"#,
    ];
    House::with(service().into_iter().chain(panel.map(json)).collect())
}

#[test]
fn a_list_is_built_ordered_and_locked_by_keys_alone() {
    let house = house();
    let mut clive = board(&house, "clive", 80, 24);
    clive.press("g j a").sees("no sitting is planned: p plans the next");
    clive.press("p").types("placement").press("enter ctrl-s").sees("SI-0001");
    clive.sees("Thu 3 Dec 2026").sees("waits").sees("terms of reference");
    clive.press("a").sees("AI-0001").press("down a").sees("AI-0002");
    clive.press("b").sees("condition falls due").press("enter").sees("AI-0003").sees("Theo Reid");
    clive.press("o");
    insta::assert_snapshot!(clive.screen(), @"
     Agenda  Thu 3 Dec 2026 13:30-16:30 · planned · 3 items · 120 min free · … test
    ────────────────────────────────────────────────────────────────────────────────
      when      for                 what                 minutes  presents
      13:30  !  terms of reference  request              20
    > 13:50  !  dates of next year  request              10
      14:00  !  Theo Reid           condition falls due  30



     AI-0002
     ! no quorum: it lacks the chair or vice chair, 2 members, 1 of another service
     ring Ivo Kerr and Dana Moss and Lena Fox: then there is one











     3 items ordered, each with its time
    ");
    clive.press("g g J").sees("3 items ordered").press("r").types("ivo").press("enter ctrl-s").sees("SI-0001");
    clive.press("G t").press("ctrl-u").types("16:00").press("ctrl-s").sees("the chair fixed its time");
    clive.press("L").sees("list locked").press("L").types("one more came").press("ctrl-s").sees("planned");
    let mut dot = board(&house, "dot", 40, 10);
    dot.press("g j a").sees("13:30").sees("dates").press("o").sees("o is not for");
    let mut ola = board(&house, "ola", 80, 24);
    ola.press("g j a").lacks("terms of reference");
    // a list that is locked stays in sight beside the next one, and who goes to the sitting from it means the one that sits
    clive.press("L").sees("· list").press("p").types("placement").press("enter ctrl-s").sees("SI-0002");
    clive.sees("Thu 3 Dec 2026").press("]").sees("Thu 10 Dec 2026").press("]").sees("there is no list after this one");
    clive.press("[").sees("· list").press("]").press("g j s").sees("Thu 3 Dec").press("q").press("[");
}

#[test]
fn the_calendar_and_what_comes_round_are_pages() {
    let house = house();
    let mut clive = board(&house, "clive", 80, 24);
    clive.press("g j c").sees("no sitting is planned");
    clive.press("q g j b").sees("Fri 20 Nov 2026").sees("condition falls due").sees("DC-0001");
}
