//! What a key does is what was meant: asked first where it tells or cancels, refused where it cannot be so, and not lost
//! while the desk looks.

use super::keys::{Held, answer_all};
use super::live::{at, first, morning};
use super::*;
use contactdesk::tui::screens::repair::Repair;

#[test]
fn a_message_left_is_written_down_only_when_that_is_said_again() {
    let house = at(morning("{}"), "2026-11-26 08:00");
    let mut t = board(&house, "asha", 100, 30);
    t.press("g c").sees("Calls").press("l").sees("Was a message left for").press("esc").lacks("message left");
    t.press("l").press("y").sees("message left");
}

#[test]
fn no_car_collects_a_child_whom_no_journey_brings() {
    let house = at(morning("{}"), "2026-11-26 08:40");
    let mut t = board(&house, "asha", 160, 24);
    t.press("g l").press("c");
    t.sees("C-0001: no journey brings the child, so no car has collected them").sees("record child_arrived");
    assert_eq!(first(&house).actual.child_collected, None);
}

#[test]
fn saving_takes_the_word_the_cursor_was_put_on_and_never_one_it_began_on() {
    let house = at(morning(r#"{"child_arrived":"08:44"}"#), "2026-11-26 09:03");
    let mut t = board(&house, "asha", 100, 30);
    t.press("g l").press("i").sees("An incident in").press("ctrl-s").sees("choose what it is");
    t.press("esc esc")
        .press("i")
        .press("down down")
        .press("ctrl-s")
        .lacks("choose what it is")
        .sees("say what happened");
    t.types("a man at the door").press("ctrl-s").lacks("An incident in");
    let shown = house.seat("moira").ask(Query::from(contactdesk::desk::queries::Show { what: "IN-0001".into() }));
    let Answer::Show(view) = shown.unwrap().answer else { panic!("no incident") };
    let Record::Incident(incident) = &view.record else { panic!("{:?}", view.record) };
    assert_eq!(incident.sort, IncidentSort::ALL[2]);
}

#[test]
fn the_ledger_is_everybodys_until_it_is_narrowed() {
    let house = at(morning(r#"{"child_arrived":"08:44"}"#), "2026-11-26 09:03");
    let mut t = board(&house, "asha", 100, 30);
    t.press("g l").press("o").press("ctrl-s").press("j").press("g x");
    t.sees("did not come").sees("n of one child").press("n").types("theo").press("enter").lacks("did not come");
    t.lacks("n of one child");
}

#[test]
fn a_repair_says_how_many_sessions_it_cancels_before_it_does() {
    let house = sick::house(sick::MORNING);
    let mut t = board(&house, "asha", 80, 24);
    t.press("g K").types("tara").press("enter").press("c j c s");
    t.sees("Cancel 2 sessions?").sees("Amara Khan").sees("Baby Reid").sees("2 others changed");
    t.press("esc").sees("4 sessions");
    assert!(sessions(&house, "2026-11-26").iter().all(|s| s.cancel.is_none()), "nothing is cancelled by looking");
    t.press("s y").sees("Whom to ring");
    assert_eq!(sessions(&house, "2026-11-26").iter().filter(|s| s.cancel.is_some()).count(), 2);
}

#[test]
fn keys_pressed_while_the_repair_looks_are_done_when_it_has_found() {
    let house = sick::house(sick::MORNING);
    let seat = house.seat("asha");
    let held = Held::default();
    let now = seat.here().now;
    let repair = Repair::new(OfficerId(1).key(), now.day, now);
    let mut t = Journey::carried(seat.here(), Box::new(held.clone()), repair, 80, 24);
    t.press("c j c s").lacks("cancelled");
    answer_all(&mut t, &held, &seat);
    t.sees("Cancel 2 sessions?").sees("Amara Khan").sees("Baby Reid");
}

#[test]
fn a_timesheet_stands_in_columns_on_every_terminal() {
    let house = sick::house(sick::MORNING);
    for (columns, heads) in [
        (40, "OFFICER"),
        (80, "WEEK  THERE  AWAY   N  WORK"),
        (160, "WEEK  THERE  AWAY   N  CONTACT  TRAVEL  WRITE  WORK"),
    ] {
        let mut t = board(&house, "asha", columns, 24);
        t.press("g T");
        let lines: Vec<String> =
            t.screen().lines().map(|l| l.split_whitespace().collect::<Vec<_>>().join(" ")).collect();
        let head = lines.iter().position(|l| l.starts_with("OFFICER")).expect("the heads");
        let words = heads.split_whitespace().collect::<Vec<_>>().join(" ");
        assert!(lines[head].contains(&words), "{}", t.screen());
        let cells = |line: &str| line.split(' ').count();
        // one line a row, whole names: a wrapped row would begin with figures
        assert!(lines[head + 1].starts_with("Tara Sh"), "{}", t.screen());
        assert!(lines[head + 2].starts_with(char::is_alphabetic), "{}", t.screen());
        assert!(cells(&lines[head + 1]) >= cells(&lines[head]), "{}", t.screen());
    }
}

#[test]
fn a_time_of_a_series_says_why_it_will_not_do_and_names_lapsed_papers_and_the_year() {
    let mut records = service();
    for record in &mut records {
        if let Record::RiskAssessment(risks) = record {
            risks.expires_on = Some("2026-12-20".parse().unwrap());
        }
    }
    let house = House::with(records);
    let mut t = board(&house, "asha", 100, 30);
    t.press("g A s").sees("papers lapse").sees("Thu 7 Jan 2027").lacks("clash");
    let row = |t: &Journey| t.at_cursor();
    while !row(&t).contains("papers lapse") {
        let before = row(&t);
        t.press("down");
        assert_ne!(before, row(&t), "{}", t.screen());
    }
    t.press("w").lacks("Why not when?").sees("risk assessment").lacks("contactdesk why");
}
