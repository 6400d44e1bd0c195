//! An officer is ill: from the call at 07:35 to the list of whom to ring (DOMAIN 6b.1), and in mid-session.

use super::*;

fn officers(house: &House, id: u32) -> String {
    let all = sessions(house, "2026-11-26");
    let session = all.iter().find(|s| s.id == SessionId(id)).unwrap();
    session.officers.iter().map(OfficerId::to_string).collect::<Vec<_>>().join("+")
}

#[test]
fn four_sessions_are_given_to_others_with_a_handful_of_keys_and_taken_back_with_one() {
    let house = sick::house(sick::MORNING);
    let mut t = board(&house, "asha", 80, 24);
    t.press("g K").types("tara").press("enter");
    insta::assert_snapshot!(t.screen(), @"
     Tara Shah away Thu 26 Nov 2026 from 07:35  4 sessions                     test
    ────────────────────────────────────────────────────────────────────────────────
    > 09:30-10:30  Amara Khan  > Harpreet Gill, Niamh Byrne
      11:15-12:15  Baby Reid   > Niamh Byrne
      12:45-14:00  Zuri Kaur   > Harpreet Gill
      15:30-16:30  Noor Ali    > Jo Cole, out 15:00 Jo Cole; back 16:30 Jo Cole











    ────────────────────────────────────────────────────────────────────────────────
     C-0001 Thu 26 Nov 2026 09:30-10:30, Oak, Tara Shah, Niamh Byrne with Kelly
     Khan · close, two officers · booked
     Harpreet Gill, Niamh Byrne: but Harpreet Gill is new to the child
     5 other ways besides: enter lists them

     s do all of it   n another   c cancel it   q back   ? keys   : command   f2 ev…
    ");
    // row by row: the third is looked at, another is asked for, and what was proposed is taken after all
    t.press("j j").sees("speaks Punjabi").press("c").sees("cancelled, 1 h 15 owed").press("r").lacks("cancelled");
    t.press("s");
    insta::assert_snapshot!(t.screen(), @"
     Whom to ring about entry 2                                                test
    ────────────────────────────────────────────────────────────────────────────────
    > 13 to ring about entry 2
      ring by Thu 26 Nov 09:15  Kelly Khan  07700 900101
          C-0001 Amara Khan 09:30-10:30: another officer is there: Harpreet Gill,
            Niamh Byrne
      ring by Thu 26 Nov 09:15  Harpreet Gill  07700 900302
          C-0001 Amara Khan 09:30-10:30: it is theirs now, in Oak, St Andrew's
      ring by Thu 26 Nov 09:15  Niamh Byrne  07700 900303
          C-0001 Amara Khan 09:30-10:30: another officer is there: Harpreet Gill,
            Niamh Byrne
      ring by Thu 26 Nov 09:30  Carer 1  07700 900201
          C-0001 Amara Khan 09:30-10:30: another officer is there: Harpreet Gill,
            Niamh Byrne
      ring by Thu 26 Nov 11:00  Sam Reid  07700 900102
          C-0002 Baby Reid 11:15-12:15: another officer is there: Niamh Byrne
      ring by Thu 26 Nov 11:00  Niamh Byrne  07700 900303
          C-0002 Baby Reid 11:15-12:15: it is theirs now, in Elm, St Andrew's
      ring by Thu 26 Nov 11:15  Carer 2  07700 900202
          C-0002 Baby Reid 11:15-12:15: another officer is there: Niamh Byrne
      ring by Thu 26 Nov 12:30  Jas Kaur  07700 900103
          C-0003 Zuri Kaur 12:45-14:00: another officer is there: Harpreet Gill
      ring by Thu 26 Nov 12:30  Harpreet Gill  07700 900302
     AB-0002 Tara Shah sickness taken down, 4 sessions mended (entry 2)
    ");
    assert_eq!((officers(&house, 1).as_str(), officers(&house, 3).as_str()), ("OF-0002+OF-0003", "OF-0002"));
    t.press("esc u").sees("undone");
    assert_eq!(
        (1..=4).map(|id| officers(&house, id)).collect::<Vec<_>>()[..],
        ["OF-0001+OF-0003", "OF-0001", "OF-0001", "OF-0001"]
    );
}

#[test]
fn a_row_is_changed_and_the_others_are_found_round_it() {
    let house = sick::house(sick::MORNING);
    let mut t = board(&house, "asha", 80, 24);
    t.press("g K").types("tara").press("enter").press("enter");
    t.sees("What becomes of C-0001").types("stays").press("enter").sees("* stays as it is");
    t.press("j c").sees("* cancelled").press("s").sees("Cancel 1 session?").press("y").sees("Whom to ring");
    assert_eq!(officers(&house, 1), "OF-0001+OF-0003", "it was left as it is");
    let second = sessions(&house, "2026-11-26").into_iter().find(|s| s.id == SessionId(2)).unwrap();
    assert_eq!(second.cancel.map(|c| (c.by, c.reason)), Some((CancelledBy::ServiceStaff, CancelReason::NoOfficer)));
    t.sees("social worker of Baby Reid").sees("cancelled");
}

#[test]
fn the_screen_is_of_use_when_it_is_large_and_says_something_when_it_is_small() {
    let house = sick::house(sick::MORNING);
    let mut t = board(&house, "asha", 160, 48);
    t.press("g K").types("tara").press("enter").sees("Tara Shah away Thu 26 Nov 2026 from 07:35").sees("4 sessions");
    let mut t = board(&house, "asha", 40, 10);
    t.press("g K").types("tara").press("enter").sees("Tara Shah away");
    // the next day nothing is booked: it is written down all the same
    t.press("d").types("tomorrow").press("enter").sees("nothing booked is hit").press("s").sees("taken down");
}

#[test]
fn in_mid_session_somebody_takes_over() {
    let mut house = sick::house(sick::MORNING);
    house.now = "2026-11-26 10:20".parse().unwrap();
    let house = house.reopened();
    let mut t = board(&house, "asha", 80, 24);
    for event in ["adult 09:14", "child 09:28", "began 09:31"] {
        t.press("/")
            .types("C-0001")
            .press("enter")
            .press("g b")
            .press(":")
            .types(&format!("live.record {event}"))
            .press("enter");
    }
    t.press("g K").types("tara").press("enter").sees("takes over at 10:20").press("c").sees("under way").press("s");
    t.sees("Whom to ring");
    assert_eq!(officers(&house, 1), "OF-0002+OF-0003");
}

#[test]
fn the_rota_takes_shifts_and_illness_by_officer_and_day() {
    let house = sick::house(sick::MORNING);
    let mut t = board(&house, "asha", 80, 24);
    t.press("g o").sees("[4 08-19]").press("w").types("19-20").press("enter").sees("+08-20");
    t.press("x").sees("Close SH-0001").types("not needed").press("ctrl-s").lacks("+08-20");
    t.press("l").sees("[08-19]").press("h").press("t").sees("Timesheet").sees("Tara Shah").press("esc");
    t.press("T").sees("Timesheet Sun 1 Nov 2026 to Mon 30 Nov 2026").press("esc");
    t.press("s").sees("Tara Shah away").press("s").press("esc").sees("sickness");
}

#[test]
fn a_review_lists_the_sessions_it_is_in_the_way_of() {
    let house = sick::house(sick::MORNING);
    let mut t = board(&house, "asha", 80, 24);
    t.press("space d a").sees("New appointment");
    t.types("zuri").press("enter").press("tab").press("tab").types("13:00-15:00").press("ctrl-s");
    t.sees("What it is in the way of").sees("C-0003").sees("has a looked-after review until 15:00");
    t.press("esc").press("g C").sees("Continuity");
}
