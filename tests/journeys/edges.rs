//! What is empty, long, strange, narrow or grey.

use super::*;

#[test]
fn an_empty_store_says_where_to_begin_and_nothing_breaks() {
    let house = House::empty();
    let mut t = board(&house, "root", 80, 12);
    insta::assert_snapshot!(t.screen(), @r"
     Thu 26 Nov 2026 · wk 48 · no school   0 sessions  0 unconfirmed  0 to mend
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
    t.press("esc y").press("g w").sees("Week 48").press("q g o").sees("Rota").press("a enter q g j").press("q g s");
    t.sees("stagger.before_min").press("q g r enter").sees("0 in use").press("enter").sees("add the first");
}

#[test]
fn an_empty_day_says_so() {
    let house = House::with(service());
    let mut t = board(&house, "asha", 80, 12);
    t.press("n").sees("Oak: nothing booked here").sees("0 sessions").press("m").sees("session.move cannot be done now");
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
    insta::assert_snapshot!(t.screen(), @r"
     Thu 26 Nov 2026 · wk 48 · no school   2 sessions  2 unconfirmed  0 to mend
     ROOMS        08   09    10    11    12    13    14    15    16    17    18
     Oak        8      ·     ·     ·     ·     ·     ·     ·     ·     ·     ·
    >Elm        6      ·     ·     ·     <? محمد >   ·     ·     [? 👩‍👩‍👧 TS]   ·




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
    insta::assert_snapshot!(t.screen(), @r"
     Thu 26 Nov  0 to mend  1 unconfirmed  …
     ROOMS        08  10   12  14   16  18
     Oak        8   · · ·  · · · ·  · · ·
    >Elm        6   · · ·  · · · ·  <?> ·

    ────────────────────────────────────────
     C-0001 Amara Khan · 16:00-17:30 · Elm,
     St Andrew's · T. Shah · booked
     ? Amara Khan is too young to ride with
     C-0001 Amara Khan booked (entry 2)
    ");
}
