//! Two at one desk: what one does the other sees, and nobody's typing is lost.

use super::*;
use contactdesk::desk::Command;
use contactdesk::desk::commands::{SessionBook, SessionChange};

fn does(house: &House, account: &str, command: impl Into<Command>) {
    run(&house.seat(account), command).unwrap_or_else(|why| panic!("{why:?}"));
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
    does(&house, "asha", book);
    house
}

fn to_elm() -> SessionChange {
    SessionChange { session: SessionId(1), room: Some(RoomId(2)), ..SessionChange::default() }
}

#[test]
fn a_form_open_on_what_somebody_changes_says_so_shows_the_difference_and_keeps_the_text() {
    let house = booked();
    let mut t = board(&house, "asha", 80, 22);
    t.press("e").types("mother rang at ten");
    does(&house, "moira", to_elm());
    t.waits(1);
    insta::assert_snapshot!(t.screen(), @"
     Thu 26 Nov 2026 · wk 48   1 session  1 unconfirmed  0 to mend             test
    ┌ Change C-0001 Amara Khan ────────────────────────────────────────────────────┐
    │ officers  T. Shah                                                            │
    │ room      Elm, St Andrew's                                                   │
    │ adults    Kelly Khan                                                         │
    │>notes     mother rang at ten                                                 │
    │ ? moira has just changed C-0001; what you typed is kept                      │
    │ Room: was RM-0001 Oak, is RM-0002 Elm                                        │
    │ ? Amara Khan is too young to ride with only a driver on the way              │
    │ there                                                                        │
    │ ? Amara Khan is too young to ride with only a driver on the way              │
    │ back                                                                         │
    └──────────────────────────────────────────────────────────────────────────────┘
    ────────────────────────────────────────────────────────────────────────────────
     C-0001 Amara Khan · 16:00-17:30 · Elm, St Andrew's · T. Shah · booked
     ? Amara Khan is too young to ride with only a driver on the way there
     ? Amara Khan is too young to ride with only a driver on the way back
     with Kelly Khan 15:45-17:45 · supervised
     out 15:35 D. Osei; back 17:30 D. Osei


     ctrl-s save   esc back   f1 keys   f2 everything
    ");
    t.press("ctrl-s").sees("changed (entry");
    let session = &sessions(&house, "2026-11-26")[0];
    assert_eq!((session.room, &*session.notes), (Some(RoomId(2)), "mother rang at ten"), "neither is lost");
}

#[test]
fn who_saves_before_hearing_of_a_change_is_refused_and_loses_nothing() {
    let house = booked();
    let mut t = board(&house, "asha", 80, 22);
    t.press("e").types("mother rang at ten");
    does(&house, "moira", to_elm());
    t.press("ctrl-s").sees("has changed since you opened it").sees("mother rang at ten");
    t.waits(1).press("ctrl-s").sees("changed (entry");
}

#[test]
fn a_record_that_somebody_changes_shows_what_is_new_and_keeps_what_was_typed() {
    let house = House::with(service());
    let mut t = board(&house, "asha", 100, 48);
    t.press("g r").types("rooms").press("enter enter").sees("Oak").press("tab").types(" Room");
    let mut room = match ask(&house.seat("moira"), contactdesk::desk::queries::Show { what: "RM-0001".into() }) {
        Ok(Answer::Show(view)) => Room::of(&view.record).unwrap().clone(),
        other => panic!("{other:?}"),
    };
    room.capacity = 5;
    does(&house, "moira", contactdesk::desk::commands::RecordChange { record: room.into(), was: None });
    t.waits(1).sees("moira has just changed RM-0001").sees("was 8, is 5").press("ctrl-s").sees("changed (entry");
    match ask(&house.seat("moira"), contactdesk::desk::queries::Show { what: "RM-0001".into() }) {
        Ok(Answer::Show(view)) => {
            let room = Room::of(&view.record).unwrap();
            assert_eq!((&*room.name, room.capacity), ("Oak Room", 5));
        }
        other => panic!("{other:?}"),
    }
}

#[test]
fn who_else_is_here_and_has_this_open_is_said() {
    let house = booked();
    let mut asha = board(&house, "asha", 80, 22);
    let mut moira = board(&house, "moira", 80, 22);
    asha.waits(1).sees("test · 2 here").lacks("open too");
    // a cursor that passes opens nothing
    moira.press("j k").waits(1);
    asha.waits(1).lacks("open too");
    moira.press("m");
    asha.waits(1).sees("moira has this open too");
    asha.press("e").sees("moira has this open too");
    moira.waits(1).sees("asha has this open too").press("esc");
    asha.waits(1).lacks("open too").sees("2 here");
    drop(moira);
    does(&house, "moira", to_elm());
    asha.waits(1).press("esc esc");
}

#[test]
fn what_a_restricted_case_is_about_is_not_told_by_who_has_it_open() {
    let mut records = service();
    records.push(json(r#"{"child":{"id":"CH-0009","name":"Iris Vane","restricted_to":["moira"]}}"#));
    let house = House::with(records);
    let dot = house.seat("dot");
    let told = dot.watch();
    let mut moira = board(&house, "moira", 80, 22);
    moira.press("/").types("iris").press("enter").sees("Iris Vane");
    let opened: Vec<_> = told.try_iter().collect();
    let others = opened.iter().filter_map(|event| match event {
        contactdesk::desk::Event::Others(others) => Some(others),
        _ => None,
    });
    assert!(others.clone().count() > 0, "{opened:?}");
    assert!(others.flatten().all(|other| other.open.is_none()), "{opened:?}");
}
