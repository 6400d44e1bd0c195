//! Walking the board and the screens around it.

use super::*;

/// Two sessions on the Thursday, one on the Friday, and leave of T. Shah's on the Friday.
fn week() -> House {
    let house = House::with(service());
    let asha = house.seat("asha");
    let book = |child, day: &str, start: &str, room, officer| contactdesk::desk::commands::SessionBook {
        date: day.parse().unwrap(),
        start: start.parse().unwrap(),
        children: Some(vec![ChildId(child)]),
        room: Some(RoomId(room)),
        officers: Some(vec![OfficerId(officer)]),
        ..Default::default()
    };
    run(&asha, book(1, "2026-11-26", "16:00", 1, 1)).unwrap();
    run(&asha, book(2, "2026-11-26", "10:00", 2, 2)).unwrap();
    run(&asha, book(2, "2026-11-27", "12:00", 2, 2)).unwrap();
    house
}

#[test]
fn rows_are_rooms_officers_drivers_or_children_and_the_cursor_stays_on_its_session() {
    let house = week();
    let mut t = board(&house, "asha", 80, 14);
    t.sees("C-0001 Amara Khan").press("r");
    insta::assert_snapshot!(t.screen(), @"
     Thu 26 Nov 2026 · wk 48   2 sessions  2 unconfirmed  0 to mend            test
     OFFICERS     08   09    10    11    12    13    14    15    16    17    18
     D. Mensah    ·    │    [? Theo DM ] ·     ·     ·     ·     ·     ·     ·
    >T. Shah      ·    │     ·     ·     ·     ·     ·     ·   <? Amara TS>  ·




    ────────────────────────────────────────────────────────────────────────────────
     C-0001 Amara Khan · 16:00-17:30 · Oak, St Andrew's · T. Shah · booked
     ? Amara Khan is too young to ride with only a driver on the way there
     ? Amara Khan is too young to ride with only a driver on the way back
     with Kelly Khan 15:45-17:45 · supervised
     ? keys   : command   f2 everything
    ");
    t.press("r").sees("DRIVERS").sees("D. Osei").sees("C-0001 Amara Khan");
    t.press("r").sees("CHILDREN").sees("C-0001 Amara Khan").press("l").sees("C-0002 Theo Reid");
    t.press("space r r").sees("ROOMS").sees("C-0002 Theo Reid").press("h").sees("C-0001 Amara Khan");
}

#[test]
fn days_and_weeks_go_by_and_today_comes_back() {
    let house = week();
    let mut t = board(&house, "asha", 80, 12);
    t.press("n").sees("Fri 27 Nov 2026").sees("C-0003 Theo Reid").press("p p").sees("Wed 25 Nov 2026");
    t.press("N").sees("Wed 2 Dec 2026").press("P P").sees("Wed 18 Nov 2026").press("t").sees("Thu 26 Nov 2026");
}

#[test]
fn a_day_is_asked_for_as_people_say_it_and_a_bad_one_says_how() {
    let house = week();
    let mut t = board(&house, "asha", 80, 12);
    for (said, shown) in [
        ("fri", "Fri 27 Nov 2026"),
        ("+2w", "Thu 10 Dec 2026"),
        ("27/11", "Fri 27 Nov 2026"),
        ("next fri", "Fri 4 Dec 2026"),
        ("2026-12-25", "Fri 25 Dec 2026"),
        ("tomorrow", "Fri 27 Nov 2026"),
        ("today", "Thu 26 Nov 2026"),
    ] {
        t.press("d").types(said).press("enter").sees(shown);
    }
    t.press("d").types("31 feb").press("enter");
    insta::assert_snapshot!(t.screen(), @"
     Thu 26 Nov 2026 · wk 48   2 sessions  2 unconfirmed  0 to mend            test
     ROOMS        08   09    10    11    12    13    14    15    16    17    18
    >Oak        8      │     ·     ·     ·     ·     ·     ·     <? Amara>   ·
     Elm        6      │     [? Theo ]   ·     ·     ·     ·     ·     ·     ·



    ┌ Which day? fri, +2w, 27/11 ──────────────────────────────────────────────────┐
    │ 31 feb                                                                       │
    │ there is no “31 feb”; try 27/11 or 27 nov 2026                               │
    └──────────────────────────────────────────────────────────────────────────────┘
     esc back   f1 keys   f2 everything
    ");
    t.press("ctrl-u").types("fri").press("enter").sees("Fri 27 Nov 2026");
    t.press("d").types("1/1/9999").press("enter").lacks("9999 ·");
}

#[test]
fn a_week_opens_days_and_sessions() {
    let house = week();
    let mut t = board(&house, "asha", 80, 14);
    t.press("g w");
    insta::assert_snapshot!(t.screen(), @"
     Week 48 from Mon 23 Nov 2026  enter opens the day                         test
    ────────────────────────────────────────────────────────────────────────────────
    > Mon 23 Nov        0 sessions  0 unconfirmed     0 to mend
      Tue 24 Nov        0 sessions  0 unconfirmed     0 to mend
      Wed 25 Nov        0 sessions  0 unconfirmed     0 to mend
      Thu 26 Nov        2 sessions  2 unconfirmed     0 to mend
        ?  10:00-11:30  Theo Reid   Elm, St Andrew's  D. Mensah  C-0002
        ?  16:00-17:30  Amara Khan  Oak, St Andrew's  T. Shah    C-0001
      Fri 27 Nov        1 session   1 unconfirmed     0 to mend
        ?  12:00-13:30  Theo Reid   Elm, St Andrew's  D. Mensah  C-0003
      Sat 28 Nov        0 sessions  0 unconfirmed     0 to mend
      Sun 29 Nov        0 sessions  0 unconfirmed     0 to mend

     q back   ? keys   : command   f2 everything
    ");
    t.press("n").sees("Week 49").press("p G").press("enter").sees("Sun 29 Nov 2026");
    t.press("g w g g j j j j enter").sees("C-0002 Theo Reid");
}

#[test]
fn the_rota_takes_leave_by_officer_and_week() {
    let house = week();
    let mut t = board(&house, "asha", 80, 14);
    t.press("g o").sees("Rota, week 48").press("j").press("a");
    insta::assert_snapshot!(t.screen(), @"
     Rota, week 48 from Mon 23 Nov 2026  ~ away a part, + a shift              test
    ┌ New absence ─────────────────────────────────────────────────────────────────┐
    │>who    D. Mensah                                                             │
    │ sort   leave                                                                 │
    │ days   2026-11-26                                                            │
    │ time                                                                         │
    │ notes                                                                        │
    │ The officer, driver or vehicle.                                              │
    └──────────────────────────────────────────────────────────────────────────────┘

     work 5 h 30 of 55 h there; Mon 08:00-19:00; Tue 08:00-19:00; Wed 08:00-19:00;
     Thu 08:00-19:00 x1; Fri 08:00-19:00 x1; Sat -; Sun -

     ctrl-s save   esc back   f1 keys   f2 everything
    ");
    t.press("tab tab").types("fri").press("ctrl-s");
    insta::assert_snapshot!(t.screen(), @"
     D. Mensah away Fri 27 Nov 2026  1 session                                 test
    ────────────────────────────────────────────────────────────────────────────────
    > 12:00-13:30  Theo Reid  > T. Shah





    ────────────────────────────────────────────────────────────────────────────────
     C-0003 Fri 27 Nov 2026 12:00-13:30, Elm, D. Mensah with Sam Reid · supervised
     · booked
     T. Shah: but T. Shah would be the only member of staff at St Andrew's
     11:45-13:45: a colleague has to be there
     AB-0001 D. Mensah leave added (entry 5)
    ");
    t.press("esc").sees("! 1 leave");
    t.press("n").sees("week 49").lacks("1 leave").press("p").sees("1 leave").press("u").lacks("1 leave").sees("undone");
}

#[test]
fn the_journal_and_the_settings_are_read_and_a_setting_is_changed_where_it_stands() {
    let house = week();
    let mut t = board(&house, "root", 80, 12);
    t.press("g J").sees("asha (coordinator) session.book C-0003").press("q");
    t.press("g s").sees("stagger.before_min").press("j j enter");
    t.sees("Setting stagger.before_min").types("20").press("ctrl-s").sees("stagger.before_min   ");
    t.lacks("┌").press("u").sees("undone").press("enter").types("soon").press("enter");
    insta::assert_snapshot!(t.screen(), @"
     Settings                                                                  test
    ┌ Setting stagger.before_min ──────────────────────────────────────────────────┐
    │>value  soon                                                                  │
    │        ! stagger.before_min must be a whole number from 0 to 10000, not      │
    │        “soon”                                                                │
    │ minutes the adult arrives before the child                                   │
    │ as it comes: 15                                                              │
    └──────────────────────────────────────────────────────────────────────────────┘
      live.ahead_min             30                   minutes ahead that the live …
      arrangement.misses         3                    consecutive misses that rais…
     ! not saved: stagger.before_min must be a whole number from 0 to 10000, not
       “soon”; what you typed is kept
    ");
}

#[test]
fn anything_is_found_as_it_is_typed_and_opened() {
    let house = week();
    let mut t = board(&house, "asha", 72, 12);
    t.press("/").types("rei");
    t.sees("Theo Reid").sees("LCS1002").sees("Sam Reid");
    insta::assert_snapshot!(t.screen(), @"
     Thu 26 Nov 2026 · wk 48   2 sessions  2 unconfirmed  0 to mend    test
    ┌ Find: a name, number, telephone, reference ──────────────────────────┐
    │ rei                                                           2 rows │
    │> Theo Reid  LCS1002 born 10 Feb 2016  CH-0002                        │
    │  Sam Reid   father                    P-0002                         │
    │                                                                      │
    │                                                                      │
    │                                                                      │
    │                                                                      │
    └──────────────────────────────────────────────────────────────────────┘
     ? Amara Khan is too young to ride with only a driver on the way back
     esc back   f1 keys   f2 everything
    ");
    t.types("qqq").sees("nothing like that").press("enter").sees("there is nothing to take");
    t.press("ctrl-u").types("theo").press("enter").sees("CH-0002 child · Theo Reid").press("e").sees("case no");
    t.press("esc q /").types("C-0003").press("enter").sees("C-0003 session").press("g b").sees("Fri 27 Nov 2026");
}

#[test]
fn help_the_hint_box_the_command_line_and_the_palette_lead_everywhere() {
    let house = week();
    let mut t = board(&house, "asha", 72, 14);
    t.press("?").types("week");
    insta::assert_snapshot!(t.screen(), @"
     Thu 26 Nov 2026 · wk 48   2 sessions  2 unconfirmed  0 to mend    test
    ┌ Keys: board ─────────────────────────────────────────────────────────┐
    │ week                                                          7 rows │
    │> N, }  shows the same day next week                     day.week_on  │
    │  P, {  shows the same day last week                     day.week_back│
    │  g x   shows the cancellation ledger of everybody, of…  go.ledger    │
    │  g w   goes to the week                                 go.week      │
    │  g T   shows officers' hours this week: there, planne…  go.timesheet │
    │  g L   lists who loses contact that week because site…  go.closures  │
    │  g E   goes to what is ordered, planned, delivered an…  go.orders    │
    │                                                                      │
    └──────────────────────────────────────────────────────────────────────┘
     with Kelly Khan 15:45-17:45 · supervised
     esc back   f1 keys   f2 everything
    ");
    t.press("enter").sees("Thu 3 Dec 2026").press("t");
    t.press("space").waits(500);
    insta::assert_snapshot!(t.screen(), @"
     Thu 26 Nov 2026 · wk 48   2 sessions  2 unconfirmed  0 to mend    test
     ROOMS        08   09  ┌ Menu ─────────────────────────────────────────┐
    >Oak        8      │   │ s      Session…                               │
     Elm        6      │   │ d      Taken down…                            │
                           │ m      The morning…                           │
                           │ l      As it happens…                         │
                           │ r      Rows…                                  │
                           │ p      On paper…                              │
    ───────────────────────│ f      opens the form that was not sent       │
     C-0001 Amara Khan · 16│ x      throws the form away that was not sent │
     ? Amara Khan is too yo│ a      Arrangements…                          │
     ? Amara Khan is too yo│ space  lists everything that can be done here │
     with Kelly Khan 15:45-└───────────────────────────────────────────────┘
     space …
    ");
    t.press("esc").press(":").types("day.go fri").press("enter").sees("Fri 27 Nov 2026");
    t.press(":").types("rows.show ").press("tab tab enter").sees("OFFICERS");
    t.press(":").types("sesion.book").press("enter").sees("did you mean session.book?").press("esc");
    t.press("space space").types("today").press("enter").sees("Thu 26 Nov 2026");
    t.press("f2").types("cancelled").press("enter").sees("cancelled sessions are shown");
}

#[test]
fn a_restricted_case_is_busy_and_nothing_more_to_who_may_not_know() {
    let mut records = service();
    records.extend(
        [
            r#"{"child":{"id":"CH-0009","name":"Zzhidden Child","case_no":"Zz9","restricted_to":["moira"]}}"#,
            r#"{"arrangement":{"id":"A-0009","children":["CH-0009"],"parties":["P-0001"],"length_min":60,"status":"active","start":"2026-01-05","level_reason":"Zz","planned_on":"2026-01-06","referral_complete_on":"2026-01-02"}}"#,
            r#"{"session":{"id":"C-0009","arrangement":"A-0009","children":["CH-0009"],"parties":["P-0001"],"date":"2026-11-26","start":"14:00","end":"15:00","site":"ST-0001","room":"RM-0001","officers":["OF-0002"],"status":"booked","notes":"Zzhidden","stagger":{"adult_arrive":"13:45","child_arrive":"14:00","child_leave":"15:00","adult_release":"15:15"}}}"#,
        ]
        .map(json),
    );
    let house = House::with(records);
    let mut t = board(&house, "dot", 80, 12);
    insta::assert_snapshot!(t.screen(), @"
     Thu 26 Nov 2026 · wk 48   1 session  1 unconfirmed  0 to mend             test
     ROOMS        08   09    10    11    12    13    14    15    16    17    18
    >Oak        8      │     ·     ·     ·     ·     <? bu>·     ·     ·     ·
     Elm        6      │     ·     ·     ·     ·     ·     ·     ·     ·     ·



    ────────────────────────────────────────────────────────────────────────────────
     C-0009 Busy (restricted) · 14:00-15:00 · Oak, St Andrew's · D. Mensah · booked


     ? keys   : command   f2 everything
    ");
    for keys in ["r", "r", "r", "enter", "q m", "esc g w", "q g o", "q R", "esc o", "esc c", "esc g J", "esc"] {
        t.press(keys).lacks("Zz");
    }
    t.press("/").types("hidden").lacks("Zz").press("ctrl-u").types("Zz").lacks("Zzhidden");
    let mut t = board(&house, "moira", 80, 12);
    t.sees("Zzhidden Child").press("/").types("hidden").sees("Zzhidden Child");
}

#[test]
fn q_closes_a_page_and_leaves_from_the_board() {
    let house = week();
    let mut t = board(&house, "asha", 80, 12);
    t.press("g J q").sees("ROOMS");
    assert_eq!(t.app.over(), None);
    // everything is saved: one who looks something up over a slow line is not asked
    t.press("q");
    assert_eq!(t.app.over(), Some(contactdesk::tui::app::Over::Quit));
}
