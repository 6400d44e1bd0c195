//! What was typed and not sent outlives the board it was typed in.

use super::*;
use contactdesk::desk::commands::{CallRecord, RecordChange, SessionBook, SessionChange};
use contactdesk::desk::queries::Show;
use contactdesk::desk::{Draft, Event};
use contactdesk::tui::app::{Msg, Over};

/// What is kept for an account.
fn kept(house: &House, account: &str) -> Vec<Draft> {
    house.seat(account).unsent().unwrap().drafts
}

/// For how many accounts anything is kept, also of what is open on a board.
fn files(house: &House) -> usize {
    std::fs::read_dir(house.store_dir().join("drafts")).map_or(0, Iterator::count)
}

/// The line to the terminal is cut.
fn cut(mut t: Journey) {
    t.send(Msg::Ended);
    assert_eq!(t.app.over(), Some(Over::Ended));
}

fn booked() -> House {
    let house = House::with(service());
    let book = SessionBook {
        date: "2026-11-26".parse().unwrap(),
        start: Minute::at(16, 0),
        children: Some(vec![ChildId(1)]),
        room: Some(RoomId(1)),
        ..SessionBook::default()
    };
    run(&house.seat("asha"), book).unwrap();
    house
}

#[test]
fn a_booking_cut_off_is_offered_by_the_next_board_and_goes_on_where_it_was() {
    let house = House::with(service());
    let mut t = board(&house, "asha", 80, 22);
    t.press("n b").types("ama").press("enter").press("tab tab").types("1").press("backspace").press("tab tab");
    t.press("tab tab tab").types("rang at ten").sees("Fri 27 Nov 2026");
    let before = t.screen();
    cut(t);
    let mut t = board(&house, "asha", 80, 12);
    insta::assert_snapshot!(t.screen(), @"
     Thu 26 Nov 2026 · wk 48   0 sessions  0 unconfirmed  0 to mend            test
     ROOMS        08   09    10    11    12    13    14    15    16    17    18
    >Oak        8      │     ·     ·     ·     ·     ·     ·     ·     ·     ·
     Elm        6      │     ·     ·     ·     ·     ·     ·     ·     ·     ·


    ────────────────────────────────────────────────────────────────────────────────
     Oak: nothing booked here


     not sent: Book a contact, 09:00             space f opens, space x throws away
     ? keys   : command   f2 everything
    ");
    // another sees nothing of it
    board(&house, "moira", 80, 22).lacks("not sent");
    t.resizes(80, 22).press("space f");
    let form = |screen: &str| screen.split_once('\n').unwrap().1.to_owned();
    assert_eq!(form(&t.screen()), form(&before));
    t.press("ctrl-s").sees("Amara Khan booked").lacks("not sent");
    assert_eq!(files(&house), 0);
    let session = &sessions(&house, "2026-11-27")[0];
    assert_eq!(&*session.notes, "rang at ten");
    board(&house, "asha", 80, 22).lacks("not sent");
}

#[test]
fn it_is_kept_a_second_after_the_last_key_and_forgotten_when_it_is_sent_or_closed() {
    let house = booked();
    let mut t = board(&house, "asha", 80, 22);
    t.press("e").waits(2000);
    assert_eq!(files(&house), 0, "a form in which nothing was typed");
    t.types("mother rang").waits(900);
    assert_eq!(files(&house), 0);
    t.types("!").waits(900);
    assert_eq!(files(&house), 0);
    t.waits(200);
    assert_eq!(files(&house), 1);
    // to the board itself it is not offered
    t.lacks("not sent");
    t.press("esc").sees("Throw away").press("n").types("!").waits(1000);
    assert_eq!(files(&house), 1);
    t.press("esc y").sees("ROOMS").lacks("not sent");
    assert_eq!(files(&house), 0);
    t.press("e").types("mother rang").waits(1000);
    assert_eq!(files(&house), 1);
    t.press("ctrl-s").sees("changed (entry").lacks("not sent");
    assert_eq!(files(&house), 0);
    // what is emptied again is no draft
    t.press("C").types("K").waits(1000);
    assert_eq!(files(&house), 1);
    t.press("backspace").waits(1000);
    assert_eq!(files(&house), 0);
}

#[test]
fn two_boards_of_an_account_keep_apart_what_they_hold_and_one_that_ends_leaves_it_to_the_other() {
    let house = booked();
    let (mut one, mut other) = (board(&house, "asha", 100, 22), board(&house, "asha", 100, 22));
    one.press("C").types("Kelly Khan").waits(1000);
    other.waits(1).lacks("unsent").press("C").types("Sam Reid").waits(1000).press("esc y").waits(1).lacks("unsent");
    cut(one);
    other.press("C").types("x").waits(1000).press("esc y").sees("an unsent form is kept: A call, from 09:00");
    other.sees("space f opens it, space x throws it away").press("space f").sees("Kelly Khan").lacks("unsent");
    cut(other);
    let mut t = board(&house, "asha", 100, 22);
    t.sees("an unsent form is kept").press("space x").sees("Throw away what was typed in \"A call\"?").press("n");
    t.sees("an unsent form is kept").press("space x y").lacks("unsent");
    t.press("space f").sees("space f cannot be done now");
    assert_eq!(files(&house), 0);
}

#[test]
fn while_the_desk_is_away_the_form_says_that_it_is_not_kept_and_it_is_when_the_desk_is_back() {
    let house = booked();
    let mut t = board(&house, "asha", 80, 22);
    t.press("e").types("mother rang").send(Msg::Told(Event::Link { up: false })).waits(3000);
    t.sees("not kept: the desk is away").sees("no desk since 09:00");
    assert_eq!(files(&house), 0);
    t.types(" at ten")
        .waits(3000)
        .send(Msg::Told(Event::Link { up: true }))
        .lacks("not kept")
        .sees("mother rang at ten");
    drop(t);
    let fields = &kept(&house, "asha")[0].fields;
    assert!(fields.iter().any(|field| field.name == "notes" && field.text == "mother rang at ten"), "{fields:?}");
    // what is closed meanwhile is forgotten when it can be
    let mut t = board(&house, "asha", 80, 22);
    t.press("space f").send(Msg::Told(Event::Link { up: false })).press("esc y");
    assert_eq!(files(&house), 1);
    t.send(Msg::Told(Event::Link { up: true })).lacks("not sent");
    assert_eq!(files(&house), 0);
}

#[test]
fn what_changed_meanwhile_is_said_and_never_written_over_unseen() {
    let house = booked();
    let mut t = board(&house, "asha", 80, 22);
    t.press("e").types("mother rang at ten");
    cut(t);
    let noted = SessionChange {
        session: SessionId(1),
        notes: Some("father rang".parse().unwrap()),
        ..SessionChange::default()
    };
    run(&house.seat("moira"), noted).unwrap();
    let mut t = board(&house, "asha", 80, 22);
    t.press("space f").sees("C-0001 has changed since; what you typed is kept").sees("father rang");
    t.sees("mother rang at ten").press("ctrl-s").sees("changed (entry");
    assert_eq!(files(&house), 0);
}

#[test]
fn every_form_with_text_worth_keeping_is_opened_again_as_it_was() {
    let cases = [
        ("m", "fri", "Move C-0001"),
        ("o", "men", "Change C-0001"),
        ("R", "el", "Change C-0001"),
        ("c", "par", "Cancel C-0001"),
        ("C", "Kelly Khan", "A call"),
        ("space d p", "ama", "A child lives elsewhere"),
        ("space d e", "ama", "An emergency agreement"),
        ("s", "rang back", "Seen to"),
        ("g r enter a", "Ruby", "New child"),
        ("g r enter enter", "Ruby", "CH-0001"),
        ("g o a", "flu", "New absence"),
    ];
    for (keys, text, title) in cases {
        let house = booked();
        let call =
            CallRecord { from: "Kelly Khan".parse().unwrap(), words: "late".parse().unwrap(), ..CallRecord::default() };
        run(&house.seat("asha"), call).unwrap();
        let mut t = board(&house, "asha", 100, 48);
        t.press(keys).sees(title).types(text);
        // enter in the last field would send it
        t.press(if title == "Seen to" { "tab" } else { "enter" });
        let frame = |t: &Journey| -> Vec<String> {
            let line = |line: &str| line.contains('│').then(|| line.split('│').nth(1).unwrap_or_default().to_owned());
            t.screen().lines().filter_map(line).filter(|line| line.chars().nth(2).is_some_and(|c| c != ' ')).collect()
        };
        let before = frame(&t);
        assert!(before.len() >= 2, "{}", t.screen());
        cut(t);
        let mut t = board(&house, "asha", 100, 48);
        t.sees("an unsent form is kept").press("space f").sees(title);
        assert_eq!(frame(&t), before, "{keys}");
    }
}

#[test]
fn what_a_caller_says_is_never_kept() {
    let house = House::with(service());
    let mut t = board(&house, "asha", 80, 22);
    t.press("S").types("kelly").press("enter").sees("Is it Kelly").types("0101").waits(3000);
    cut(t);
    // nor the reason for which a case is opened
    let mut t = board(&house, "moira", 80, 22);
    t.press("space d o").types("CH-0001").waits(3000);
    cut(t);
    let kept: Vec<Draft> = ["asha", "moira"].iter().flat_map(|account| kept(&house, account)).collect();
    assert_eq!(kept, []);
    assert!(!house.store_dir().join("drafts").exists());
}

#[test]
fn a_draft_about_a_case_that_was_restricted_since_is_not_offered() {
    let house = booked();
    let mut t = board(&house, "asha", 80, 22);
    t.press("e").types("mother rang at ten");
    cut(t);
    let moira = house.seat("moira");
    let Ok(Answer::Show(view)) = ask(&moira, Show { what: "CH-0001".into() }) else { panic!() };
    let child = Child::of(&view.record).unwrap().clone();
    let restricted = Child { restricted_to: vec!["moira".parse().unwrap()], ..child };
    run(&moira, RecordChange { record: restricted.into(), was: None }).unwrap();
    board(&house, "asha", 80, 22).lacks("not sent").lacks("Amara");
}

#[test]
fn on_the_smallest_terminal_the_offer_takes_one_line() {
    let house = House::with(service());
    let mut t = board(&house, "asha", 80, 22);
    t.press("C").types("Kelly Khan");
    cut(t);
    let t = board(&house, "asha", 40, 10);
    insta::assert_snapshot!(t.screen(), @"
     Thu 26 Nov  0 to mend  0 unconfi… test
     ROOMS        08  10   12  14   16  18
    >Oak        8   │ · ·  · · · ·  · · ·
     Elm        6   │ · ·  · · · ·  · · ·
    ────────────────────────────────────────
     Oak: nothing booked here


     not sent: A call, 09:00        space f
     ? keys   : command   f2 everything
    ");
}
