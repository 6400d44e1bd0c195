//! Speaking to a caller: first who they are, then what they may hear and nothing else.

use super::keys::{Deed, act, deed};
use super::*;
use contactdesk::desk::commands::{SessionBook, SessionConfirm};
use proptest::prelude::*;

/// Amara's sessions with her mother, one of the other family's, and what nobody on the telephone is to hear.
fn ringing() -> House {
    let mut records = service();
    for record in &mut records {
        match record {
            Record::Carer(c) => {
                c.name = format!("Qqcarer {}", c.id).parse().unwrap();
                c.address.lines = "14 Qqsecret Lane".parse().unwrap();
                c.notes = "Qqnotes".parse().unwrap();
            }
            Record::Child(c) if c.id == ChildId(2) => c.name = "Qqother Child".parse().unwrap(),
            Record::Party(p) if p.id == PartyId(2) => p.name = "Qqother Parent".parse().unwrap(),
            Record::Officer(o) => o.name = format!("Qqofficer {}", o.id).parse().unwrap(),
            Record::Driver(d) => d.name = "Qqdriver".parse().unwrap(),
            _ => {}
        }
    }
    let house = House::with(records);
    let asha = house.seat("asha");
    let book = |child, day: &str, start: &str, room, officer| SessionBook {
        date: day.parse().unwrap(),
        start: start.parse().unwrap(),
        children: Some(vec![ChildId(child)]),
        room: Some(RoomId(room)),
        officers: Some(vec![OfficerId(officer)]),
        notes: "Qqnotes of a session".parse().unwrap(),
        ..SessionBook::default()
    };
    run(&asha, book(1, "2026-11-26", "16:00", 1, 1)).unwrap();
    run(&asha, book(2, "2026-11-26", "10:00", 2, 2)).unwrap();
    run(&asha, book(1, "2026-12-03", "16:00", 1, 1)).unwrap();
    run(&asha, book(2, "2026-12-03", "13:00", 1, 2)).unwrap();
    house
}

/// Rings as Kelly Khan and says what is on file.
fn call(t: &mut Journey) -> &mut Journey {
    t.press("S").types("kelly").press("enter").sees("Is it Kelly Khan?");
    t.types("1 May 2019").press("enter").types("0101").press("ctrl-s").sees("SPEAKING TO Kelly Khan (mother)")
}

#[test]
fn who_rings_is_asked_what_is_on_file_and_the_answers_are_not_on_the_screen() {
    let house = ringing();
    let mut t = board(&house, "dot", 80, 14);
    t.press("S").types("khan");
    // a child's date of birth and case number tell children apart elsewhere; here they are what is asked
    t.sees("Kelly Khan  mother").sees("Amara Khan  their social worker").lacks("2019").lacks("LCS1001");
    insta::assert_snapshot!(t.screen(), @"
     Thu 26 Nov 2026 · wk 48   2 sessions  2 unconfirmed  0 to mend            test
    ┌ Speaking to: a name or telephone ────────────────────────────────────────────┐
    │ khan                                                                  2 rows │
    │> Amara Khan  their social worker  CH-0001                                    │
    │  Kelly Khan  mother               P-0001                                     │
    │                                                                              │
    │                                                                              │
    │                                                                              │
    │                                                                              │
    │                                                                              │
    │                                                                              │
    └──────────────────────────────────────────────────────────────────────────────┘
     ? Amara Khan is too young to ride with only a driver on the way back
     esc back   f1 keys   f2 everything
    ");
    // from a page that shows all of it
    t.press("esc /").types("amara").press("enter").sees("1 May 2019").press("S").types("kelly").press("enter");
    insta::assert_snapshot!(t.screen(), @"
                                                                               test
    ┌ Is it Kelly Khan? ───────────────────────────────────────────────────────────┐
    │>Amara's date of birth                                                        │
    │ phone, last 4 digits                                                         │
    │ rung back              no                                                    │
    │ Ask, and type what they say; what is on file is not                          │
    │ shown. Where it is not right, ring back on the number                        │
    │ on file.                                                                     │
    └──────────────────────────────────────────────────────────────────────────────┘




     ctrl-s save   esc back   f1 keys   f2 everything
    ");
    t.lacks("2019").lacks("900101");
    t.types("1 May 2018").press("enter").types("0102").press("enter").sees(">rung back").press("ctrl-s");
    insta::assert_snapshot!(t.screen(), @"
                                                                               test
    ┌ Is it Kelly Khan? ───────────────────────────────────────────────────────────┐
    │ Amara's date of birth  1 May 2018                                            │
    │ phone, last 4 digits   0102                                                  │
    │>rung back              no                                                    │
    │ ! P-0001 Kelly Khan not identified: 0 of 2 answers                           │
    │ right; ring them back on the number on file (entry 6)                        │
    │ Ask, and type what they say; what is on file is not                          │
    │ shown. Where it is not right, ring back on the number                        │
    │ on file.                                                                     │
    └──────────────────────────────────────────────────────────────────────────────┘


     ctrl-s save   esc back   f1 keys   f2 everything
    ");
    t.press("up up ctrl-u").types("1st of May, 2019").press("tab ctrl-u").types("07700 900 101").press("ctrl-s");
    t.sees("SPEAKING TO Kelly Khan (mother)").press("esc").sees("CH-0001");
    // what came of it stands in the history of the record
    t.press("/").types("kelly").press("enter").sees("P-0001").press("G").sees("caller.identify");
}

#[test]
fn while_speaking_only_what_they_may_hear_is_on_the_screen() {
    let house = ringing();
    let mut t = board(&house, "asha", 80, 20);
    t.sees("Qqofficer");
    call(&mut t);
    insta::assert_snapshot!(t.screen(), @"
     SPEAKING TO Kelly Khan (mother)   esc ends the call                       test
     Thu 26 Nov 2026   today
                  09     10     11     12     13      14     15     16     17
    >theirs       ·      ·      ·      ·      ·       ·      ·      <Amara    >
     Oak          ·      ·      ·      ·      ·       ·      ·      [busy     ]
     Elm          ·      [busy     ]   ·      ·       ·      ·      ·      ·






    ────────────────────────────────────────────────────────────────────────────────
     today, Thu 26 Nov 2026, 16:00 to 17:30: with Amara Khan, at St Andrew's;
     booked
     Be there by 15:45; you leave at 17:45. You have not confirmed yet.
     After that:
     Thu 3 Dec 2026, 16:00 to 17:30: with Amara Khan, at St Andrew's; booked

     q back   y they come   x they do not   ? keys   : command   f2 everything
    ");
    // wherever a key leads
    for keys in [
        "l", "l", "h", "h", "n", "p", "N", "P", "t", "d", "esc", "/", "esc", "?", "esc", "f2", "esc", ":", "esc",
        "space", "esc", "g b", "g w", "g J", "b", "m", "enter", "u", "S", "C", "e", "o", "R", "ctrl-l",
    ] {
        t.press(keys).lacks("Qq").sees("SPEAKING TO Kelly Khan (mother)");
        if t.app.depth() == 2 {
            t.sees("esc ends the call");
        }
        if keys == "esc" && t.app.depth() == 1 {
            call(&mut t);
        }
    }
    for line in ["go.journal", "session.book", "find", "rows.show officers"] {
        t.press(":").types(line).press("enter").sees("that cannot be done here").lacks("Qq");
    }
    t.press("esc").lacks("SPEAKING").sees("Qqofficer");
}

#[test]
fn what_they_may_hear_is_walked_and_found() {
    let house = ringing();
    let mut t = board(&house, "asha", 80, 18);
    call(&mut t).sees("today, Thu 26 Nov 2026, 16:00 to 17:30: with Amara Khan, at St Andrew's;");
    t.sees("After that:").press("l").sees("Thu 3 Dec 2026");
    insta::assert_snapshot!(t.screen(), @"
     SPEAKING TO Kelly Khan (mother)   esc ends the call                       test
     Thu 3 Dec 2026
                  09     10     11     12     13      14     15     16     17
    >theirs       ·      ·      ·      ·      ·       ·      ·      <Amara    >
     Oak          ·      ·      ·      ·      [busy     ]    ·      [busy     ]
     Elm          ·      ·      ·      ·      ·       ·      ·      ·      ·





    ────────────────────────────────────────────────────────────────────────────────
     Thu 3 Dec 2026, 16:00 to 17:30: with Amara Khan, at St Andrew's; booked
     Be there by 15:45; you leave at 17:45. You have not confirmed yet.



     q back   y they come   x they do not   ? keys   : command   f2 everything
    ");
    t.press("l").sees("nothing later is booked").press("h").sees("today, Thu 26 Nov").press("n");
    t.sees("Nothing is booked for them on this day.").press("d").types("3/12").press("enter").sees("Be there by 15:45");
    t.press("t /").types("qq").sees("nothing like that").press("ctrl-u").types("ama").press("enter").sees("today, Thu");
    t.press("/").types("theo").sees("nothing like that");
}

#[test]
fn what_they_say_is_written_down() {
    let house = ringing();
    let mut t = board(&house, "dot", 80, 18);
    call(&mut t).sees("You have not confirmed yet.").press("y").sees("written down").sees("You have confirmed.");
    t.press("x").sees("You have said that you do not come.");
    let asked = &sessions(&house, "2026-11-26").into_iter().find(|s| s.id == SessionId(1)).unwrap().confirmations;
    assert_eq!(asked.len(), 1);
    assert_eq!((asked[0].who, asked[0].result), (Some(PartyId(1).key()), ConfirmResult::Declined));
    // what others do is there without a key
    let yes = SessionConfirm {
        session: SessionId(1),
        who: PartyId(1).key(),
        result: ConfirmResult::Confirmed,
        how: Name::default(),
        at: None,
    };
    run(&house.seat("asha"), yes).unwrap();
    t.waits(0).sees("You have confirmed.");
}

#[test]
fn the_lock_ends_the_call_and_a_blank_screen_does_not() {
    let house = ringing();
    let mut t = board(&house, "asha", 80, 18);
    call(&mut t).press("f9");
    assert_eq!(t.screen(), "");
    t.press("z").sees("SPEAKING TO Kelly Khan").press("/ f9 z").sees("whom they may hear of");
    t.waits(5 * 60_000).sees("press enter").lacks("Kelly").press("enter").lacks("SPEAKING").sees("ROOMS");
    assert_eq!(t.app.depth(), 1);
    // a question about who it is stays, with what was typed
    t.press("S").types("kelly").press("enter").types("1 May").waits(5 * 60_000).press("enter").sees("1 May");
}

#[test]
fn whoever_was_known_a_moment_ago_is_not_asked_again_in_the_same_call() {
    let house = ringing();
    let mut t = board(&house, "asha", 80, 18);
    call(&mut t)
        .press("esc S")
        .types("kelly")
        .press("enter")
        .sees("Known at 09:00")
        .press("ctrl-s")
        .sees("SPEAKING TO");
    // by the same user only, and no longer once somebody else said so
    let mut other = board(&house, "dot", 80, 18);
    other.press("S").types("kelly").press("enter").sees("Is it Kelly").lacks("Known at").types("2018").press("tab");
    other.types("1").press("ctrl-s").sees("not identified");
    t.press("esc S").types("kelly").press("enter").sees("1 time today").lacks("Known at");
}

#[test]
fn who_is_not_known_stays_off_the_board_until_they_are_rung_back() {
    let house = ringing();
    let mut t = board(&house, "dot", 80, 20);
    t.press("S").types("kelly").press("enter").press("ctrl-s").sees("ask, and type what they say");
    for _ in 0..3 {
        t.press("ctrl-u")
            .types("2018")
            .press("tab ctrl-u")
            .types("1")
            .press("ctrl-s")
            .sees("not identified")
            .press("up");
    }
    t.press("ctrl-s").sees("was not who they said 3 times today").lacks("SPEAKING");
    t.press("tab tab").sees(">rung back").types("y").press("enter ctrl-s").sees("not identified");
    t.press("esc y").press("S").types("kelly").press("enter").sees("4 times today somebody said so");
    t.press("tab tab").types("y").press("enter ctrl-s").sees("SPEAKING TO Kelly Khan (mother)");
    // too little is on file of an officer
    t.press("esc S").types("qqofficer").sees("2 rows").press("enter").sees("Too little is on file").types("y");
    t.press("enter ctrl-s")
        .sees("SPEAKING TO Qqofficer OF-0001")
        .sees("with Kelly Khan")
        .lacks("Qqsecret")
        .lacks("Qqother");
}

#[test]
fn who_does_not_record_what_callers_say_does_not_speak_to_them_here() {
    let house = ringing();
    for account in ["clive", "audrey", "ola"] {
        let mut t = board(&house, account, 80, 14);
        t.press("S").sees("cannot be done now").lacks("Speaking to:");
    }
}

#[test]
fn other_callers_and_small_screens() {
    let house = ringing();
    let mut t = board(&house, "asha", 80, 14);
    t.press("S").types("CH-1").press("enter").sees("Is it the social worker of Amara Khan?");
    t.types("lcs 1001").press("enter").types("1.5.2019").press("ctrl-s");
    insta::assert_snapshot!(t.screen(), @"
     SPEAKING TO the social worker of Amara Khan   esc ends the call           test
     Thu 26 Nov 2026   today
                  09     10     11     12     13      14     15     16     17
    >theirs       ·      ·      ·      ·      ·       ·      ·      <Amara    >
     Oak          ·      ·      ·      ·      ·       ·      ·      [busy     ]
     Elm          ·      [busy     ]   ·      ·       ·      ·      ·      ·


    ────────────────────────────────────────────────────────────────────────────────
     today, Thu 26 Nov 2026, 16:00 to 17:30: Amara Khan with Kelly Khan, at St
     Andrew's; booked
     Officer: Qqofficer OF-0001; supervised.
     After that:
     q back   ? keys   : command   f2 everything
    ");
    t.press("y").sees("cannot be done now").press("esc S").types("osei").lacks("SPEAKING");
    t.press("ctrl-u")
        .types("qqdriver")
        .press("enter tab")
        .types("y")
        .press("enter ctrl-s")
        .sees("SPEAKING TO Qqdriver");
    t.sees("For Amara in Car 2").lacks("Amara Khan").lacks("Kelly").press("esc");
    call(&mut t).resizes(40, 10);
    insta::assert_snapshot!(t.screen(), @"
     SPEAKING TO Kelly Khan (mother)   test
     Thu 26 Nov 2026   today
                  09   11    13   15    17
    >theirs       · ·  ·  ·  · ·  ·  <Am>
    ────────────────────────────────────────
     today, Thu 26 Nov 2026, 16:00 to
     17:30: with Amara Khan, at St
     Andrew's; booked
     Be there by 15:45; you leave at 17:45.
     q back   y they come   x they do not
    ");
    t.resizes(39, 10).sees("needs 40 columns").lacks("Qq");
}

/// Letter by letter: with the first the call may be over, and with the second a form of the board open.
fn letters(deed: &Deed) -> Vec<Deed> {
    match deed {
        Deed::Type(text) => text.chars().map(|c| Deed::Type(c.to_string())).collect(),
        other => vec![other.clone()],
    }
}

proptest! {
    #![proptest_config(crate::chance::property(24))]

    /// Whatever is pressed, typed or pasted.
    #[test]
    fn no_key_brings_what_is_not_theirs_onto_the_screen(deeds in proptest::collection::vec(deed(), 1..60)) {
        let house = ringing();
        let mut t = board(&house, "root", 80, 24);
        call(&mut t);
        for deed in &deeds.iter().flat_map(letters).collect::<Vec<_>>() {
            act(&mut t, deed);
            let screen = t.screen();
            if !screen.contains("SPEAKING TO") && !screen.is_empty() && t.app.depth() == 1 {
                return Ok(());
            }
            prop_assert!(!screen.contains("Qq") && !screen.contains("900101"), "{deed:?}\n{screen}");
        }
    }
}
