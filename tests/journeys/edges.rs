//! What is empty, long, strange, narrow or grey.

use super::*;
use contactdesk::tui::glyphs::Glyphs;
use contactdesk::tui::{Look, Theme};

#[test]
fn an_empty_store_says_where_to_begin_and_nothing_breaks() {
    let house = House::empty();
    let mut t = board(&house, "root", 80, 12);
    insta::assert_snapshot!(t.screen(), @"
     Thu 26 Nov 2026 · wk 48   0 sessions  0 unconfirmed  0 to mend            test
     ROOMS        08    09     10    11     12    13     14    15     16    17
      no rooms yet; g r opens the registers, where a adds them




    ────────────────────────────────────────────────────────────────────────────────
     nothing booked


     ? keys   : command   f2 everything
    ");
    for keys in ["l h j k G g g", "m", "c", "o", "R", "y", "e", "enter", "!", "u", "U", "r", "r", "r", "x"] {
        t.press(keys).sees("Thu 26 Nov 2026");
    }
    t.press("b").types("nobody").sees("nothing like that").press("ctrl-s").sees("choose one of those offered");
    t.press("esc y").press("g w").sees("Week 48").press("q g o").sees("Rota").press("a enter q g J").press("q g s");
    t.sees("stagger.before_min").press("q g r enter").sees("0 in use").press("enter").sees("add the first");
}

#[test]
fn an_empty_day_says_so() {
    let house = House::with(service());
    let mut t = board(&house, "asha", 80, 12);
    t.press("n")
        .sees("Oak: nothing booked here")
        .sees("0 sessions")
        .press("m")
        .sees("m cannot be done now: it moves the session");
}

#[test]
fn a_very_long_name_is_refused_and_stays_to_be_mended() {
    let house = House::with(service());
    let mut t = board(&house, "asha", 80, 14);
    t.press("g r enter a").pastes(&"Maximiliana ".repeat(900)).press("ctrl-s");
    t.sees("at most 120").press("end").sees("Maximiliana").press("esc").sees("Throw away").press("n");
    t.press("ctrl-u").types("Max").press("ctrl-s").sees("Max");
}

#[test]
fn names_of_every_script_stand_in_their_columns() {
    let mut records = service();
    for record in &mut records {
        if let Record::Child(c) = record {
            c.name = if c.id == ChildId(1) {
                "👩‍👩‍👧 Zoë".parse().unwrap()
            } else {
                "محمد علي".parse().unwrap()
            };
        }
    }
    let house = House::with(records);
    let mut t = board(&house, "asha", 80, 14);
    t.press("b").types("zoe").press("enter ctrl-s").press("b").types("محمد").press("enter down").types("12");
    t.press("ctrl-s");
    insta::assert_snapshot!(t.screen(), @"
     Thu 26 Nov 2026 · wk 48   2 sessions  2 unconfirmed  0 to mend            test
     ROOMS        08   09    10    11    12    13    14    15    16    17    18
     Oak        8      │     ·     ·     ·     ·     ·     ·     ·     ·     ·
    >Elm        6      │     ·     ·     <? محمد >   ·     ·     [? 👩‍👩‍👧 TS]   ·




    ────────────────────────────────────────────────────────────────────────────────
     C-0002 محمد علي · 12:00-13:30 · Elm, St Andrew's · D. Mensah · booked
     with Sam Reid 11:45-13:45 · supervised


     C-0002 محمد علي booked (entry 3)
    ");
}

#[test]
fn a_form_outlives_any_size_of_terminal() {
    let house = House::with(service());
    let mut t = board(&house, "asha", 80, 24);
    t.press("b").types("ama").press("enter").resizes(40, 10);
    insta::assert_snapshot!(t.screen(), @r"
    ┌ Book a contact ──────────────────────┐
    │ child      Amara Khan                │
    │>day        Thu 26 Nov 2026           │
    │ from       16:00                     │
    │ until      17:30 (1 h 30)            │
    │ room       Elm, St Andrew's          │
    │ officers   T. Shah                   │
    │ adults     Kelly Khan                │
    └──────────────────────────────────────┘
     ctrl-s save   esc back   f1 keys   f2 …
    ");
    t.press("down down down down down down down").types("on the phone").resizes(20, 5).sees("columns and 10");
    t.resizes(160, 48).sees("on the phone").sees("Amara Khan").press("ctrl-s").sees("C-0001 Amara Khan booked");
    t.resizes(40, 10);
    insta::assert_snapshot!(t.screen(), @"
     Thu 26 Nov  0 to mend  1 unconfi… test
     ROOMS        08  10   12  14   16  18
     Oak        8   │ · ·  · · · ·  · · ·
    >Elm        6   │ · ·  · · · ·  <?> ·

    ────────────────────────────────────────
     C-0001 Amara Khan · 16:00-17:30 · Elm,
     St Andrew's · T. Shah · booked
     ? Amara Khan is too young to ride with
     C-0001 Amara Khan booked (entry 2)
    ");
}

/// Sixty rooms of the base, each with six contacts.
fn crowded() -> House {
    let mut records = service();
    for n in 0..60_u32 {
        let (room, child) = (RoomId(100 + n), ChildId(100 + n));
        records.push(
            Room {
                id: room,
                site: SiteId(1),
                name: format!("Room {n}").parse().unwrap(),
                capacity: 6,
                ..Room::default()
            }
            .into(),
        );
        records
            .push(Child { id: child, name: format!("Child{n} Family{n}").parse().unwrap(), ..Child::default() }.into());
        for hour in 0..6_u16 {
            let (start, end) = (Minute(8 * 60 + 30 + hour * 90), Minute(9 * 60 + 30 + hour * 90));
            let stagger = Stagger { adult_arrive: start, child_arrive: start, child_leave: end, adult_release: end };
            let session = Session {
                id: SessionId(1000 + n * 6 + u32::from(hour)),
                date: "2026-11-26".parse().unwrap(),
                children: vec![child],
                site: SiteId(1),
                room: Some(room),
                status: SessionStatus::Booked,
                start,
                end,
                stagger,
                ..Session::default()
            };
            records.push(session.into());
        }
    }
    House::with(records)
}

#[test]
fn a_very_full_day_is_walked_to_its_end() {
    let house = crowded();
    let mut t = board(&house, "asha", 80, 16);
    t.sees("360 sessions");
    for n in 0..360 {
        t.sees(&format!("C-{} ", 1000 + n)).press("l");
    }
    insta::assert_snapshot!(t.screen(), @"
     Thu 26 Nov 2026 · wk 48   360 sessions  360 unconfirmed  360 to mend      test
     ROOMS        08   09    10    11    12    13    14    15    16    17    18
     Room 53    6   [!? C]   [!? C]·  [!? C]   [!? C]·  [!? C]   [!? C]·     ·
     Room 54    6   [!? C]   [!? C]·  [!? C]   [!? C]·  [!? C]   [!? C]·     ·
     Room 55    6   [!? C]   [!? C]·  [!? C]   [!? C]·  [!? C]   [!? C]·     ·
     Room 56    6   [!? C]   [!? C]·  [!? C]   [!? C]·  [!? C]   [!? C]·     ·
     Room 57    6   [!? C]   [!? C]·  [!? C]   [!? C]·  [!? C]   [!? C]·     ·
     Room 58    6   [!? C]   [!? C]·  [!? C]   [!? C]·  [!? C]   [!? C]·     ·
    >Room 59    6   [!? C]   [!? C]·  [!? C]   [!? C]·  [!? C]   <!? C>·     ·
    ────────────────────────────────────────────────────────────────────────────────
     C-1359 Child59 Family59 · 16:00-17:00 · Room 59, St Andrew's · booked
     ! it takes 1 officer and has none
     ! no arrangement says that this contact is to happen


     ? keys   : command   f2 everything
    ");
    t.press("g g")
        .sees("Oak: nothing booked here")
        .press("l")
        .sees("C-1000")
        .press("G")
        .sees("Room 59")
        .press("/")
        .types("family33")
        .press("enter")
        .sees("CH-0133");
}

#[test]
fn without_colours_and_in_ascii_everything_is_still_said() {
    let house = House::with(service());
    let moira = house.seat("moira");
    let book = |child, start: &str, room| contactdesk::desk::commands::SessionBook {
        date: "2026-11-26".parse().unwrap(),
        start: start.parse().unwrap(),
        children: Some(vec![ChildId(child)]),
        room: Some(RoomId(room)),
        ..Default::default()
    };
    let over = |command: contactdesk::desk::commands::SessionBook| contactdesk::desk::Order {
        command: command.into(),
        over: Some("on the phone".parse().unwrap()),
    };
    moira.execute(over(book(1, "16:00", 1))).unwrap();
    moira.execute(over(book(2, "16:30", 1))).unwrap();
    let cancelled = contactdesk::desk::commands::SessionCancel {
        session: SessionId(moira.execute(over(book(2, "12:00", 2))).unwrap().changed[0].id),
        by: CancelledBy::Parent,
        reason: CancelReason::Ill,
        words: Note::default(),
        was: None,
    };
    run(&moira, cancelled).unwrap();
    // what is wrong, what waits, what is off and where the cursor is are letters and brackets, not colours
    let mono = |glyphs| Look { theme: Theme::named("mono").unwrap(), glyphs };
    let mut t = board(&house, "asha", 80, 14).looking(mono(Glyphs::UTF8));
    t.press("x l");
    insta::assert_snapshot!(t.screen(), @"
     Thu 26 Nov 2026 · wk 48   2 sessions  2 unconfirmed  2 to mend            test
     * 09:00 tell the social worker about Theo Reid, C-0003: Thu 26 Nov 12:00-13:3…
     ROOMS        08   09    10    11    12    13    14    15    16    17    18
    >Oak        8      │     ·     ·     ·     ·     ·     ·     [!?<!? Theo>·
     Elm        6      │     ·     ·     [x Theo ]   ·     ·     ·     ·     ·



    ────────────────────────────────────────────────────────────────────────────────
     C-0002 Theo Reid · 16:30-18:00 · Oak, St Andrew's · D. Mensah · booked
     ! Oak is taken by C-0001 16:00-17:30: free from 17:45
     with Sam Reid 16:15-18:15 · supervised

     ? keys   : command   f2 everything
    ");
    let mut t = board(&house, "asha", 80, 14).looking(mono(Glyphs::ASCII));
    t.press("x l");
    assert!(t.screen().is_ascii(), "{}", t.screen());
    insta::assert_snapshot!(t.screen(), @"
     Thu 26 Nov 2026 - wk 48   2 sessions  2 unconfirmed  2 to mend            test
     * 09:00 tell the social worker about Theo Reid, C-0003: Thu 26 Nov 12:00-13:3~
     ROOMS        08   09    10    11    12    13    14    15    16    17    18
    >Oak        8      |     -     -     -     -     -     -     [!?<!? Theo>-
     Elm        6      |     -     -     [x Theo ]   -     -     -     -     -



    --------------------------------------------------------------------------------
     C-0002 Theo Reid - 16:30-18:00 - Oak, St Andrew's - D. Mensah - booked
     ! Oak is taken by C-0001 16:00-17:30: free from 17:45
     with Sam Reid 16:15-18:15 - supervised

     ? keys   : command   f2 everything
    ");
}
