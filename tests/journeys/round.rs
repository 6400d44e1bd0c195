//! The morning at the keyboard: the round of calls, the car that waits, tomorrow's check, the note of the shift before.

use super::morning::{later, morning};
use super::*;

fn round(house: &House, account: &str, columns: u16, rows: u16) -> Journey {
    let mut t = board(house, account, columns, rows);
    t.press("g c");
    t
}

fn first(house: &House) -> Session {
    sessions(house, "2026-11-26").into_iter().find(|s| s.id == SessionId(1)).unwrap()
}

#[test]
fn whoever_holds_the_car_is_rung_first_and_one_key_says_what_came_of_it() {
    let house = House::with(morning());
    let mut t = round(&house, "asha", 80, 24);
    insta::assert_snapshot!(t.screen(), @"
     Calls Thu 26 Nov 2026  4 to ring, 0 settled, 0 to tell                    test
    ────────────────────────────────────────────────────────────────────────────────
     ? 11:05 D. Osei leaves for Theo Reid: Nadia Reid not confirmed, 2 h 05
        BY     WHO         STANDS    NUMBER        ABOUT
    >   10:55  Nadia Reid  not rung  07700 900103  12:00 Theo Reid
        10:55  The Bells   not rung  no number     12:00 Theo Reid
        15:45  Kelly Khan  not rung  07700 900101  16:00 Amara Khan
        15:45  The Moores  not rung  secret        16:00 Amara Khan








    ────────────────────────────────────────────────────────────────────────────────
     Nadia Reid (mother) · 07700 900103, text is safe, safe 08:00-12:00
     Nadia Reid: do you come to contact with Theo Reid today, 12:00 to 13:30, at St
     Andrew's; be there by 11:45?
     not rung · C-0001
     11:05 D. Osei leaves for Theo Reid: Nadia Reid not confirmed, 2 h 05, held
     enter rings  c comes  x does not  n no answer  l message  r ring back  s car
     q back   ? keys   : command   f2 everything
    ");
    t.press("enter").sees("you are ringing Nadia Reid; nobody else does").sees("being rung by asha since 09:00");
    t.press("n").sees("Nadia Reid: no answer").sees("no answer once, last 09:00");
    t.press("e").types("her sister will tell her").press("enter").sees("told 09:00: her sister will tell her");
    t.press("u").lacks("her sister");
    // at another time than now, by its name
    t.press(":").types("ring.no_answer 08:41").press("enter").sees("no answer twice");
    t.press("r").types("9:30").press("enter").sees("ring back at 09:30");
    t.press("enter c").sees("Nadia Reid: confirmed").sees("1 car confirmed and still held; A lets go of all");
    t.press("A").sees("1 car sent").lacks("still held");
    assert!(first(&house).legs.iter().all(|leg| leg.status == LegStatus::Released));
    insta::assert_snapshot!(t.screen(), @"
     Calls Thu 26 Nov 2026  3 to ring, 1 settled, 0 to tell                    test
    ────────────────────────────────────────────────────────────────────────────────
        BY     WHO         STANDS           NUMBER        ABOUT
    >   10:55  The Bells   not rung         no number     12:00 Theo Reid
        15:45  Kelly Khan  not rung         07700 900101  16:00 Amara Khan
        15:45  The Moores  not rung         secret        16:00 Amara Khan
      = 10:55  Nadia Reid  confirmed 09:00  07700 900103  12:00 Theo Reid









    ────────────────────────────────────────────────────────────────────────────────
     The Bells · no number
     The Bells: can Theo Reid come to contact today, 12:00 to 13:30, at St
     Andrew's; we fetch at 11:05?
     not rung · C-0001
     11:05 D. Osei leaves for Theo Reid: 2 h 05, sent 09:00 by asha, released
     enter rings  c comes  x does not  n no answer  l message  r ring back  s car
     1 car sent (entry 10)
    ");
    // the answer is taken back, and the car with its choice before it
    t.press("u").press("u").sees("not confirmed");
}

/// DOMAIN 6b, scenario 2, with the keys of the round.
#[test]
fn the_mother_is_not_confirmed_and_at_five_past_eleven_the_choice_is_recorded() {
    let house = later(House::with(morning()), "10:50");
    let mut t = round(&house, "asha", 80, 24);
    t.sees("! 11:05 D. Osei leaves for Theo Reid: Nadia Reid not confirmed, 15 minutes");
    t.press("enter n");
    assert!(first(&house).legs.iter().all(|leg| leg.status == LegStatus::Held));
    drop(t);
    let house = later(house, "11:05");
    let mut t = round(&house, "asha", 80, 24);
    t.sees("! 11:05 D. Osei leaves for Theo Reid: Nadia Reid not confirmed, now");
    // it goes only with a reason
    t.press("s").press("enter").sees("say it in words; it stays in the journal");
    t.press("esc").press("h").types("no answer; ten minutes more").press("enter");
    insta::assert_snapshot!(t.screen(), @"
     Calls Thu 26 Nov 2026  4 to ring, 0 settled, 0 to tell                    test
    ────────────────────────────────────────────────────────────────────────────────
     ! 11:05 D. Osei leaves for Theo Reid: Nadia Reid not confirmed, now, held on …
        BY     WHO         STANDS                     NUMBER        ABOUT
    > ! 10:55  Nadia Reid  no answer once, last 10:…  07700 900103  12:00 Theo Reid
      ! 10:55  The Bells   not rung                   no number     12:00 Theo Reid
        15:45  Kelly Khan  not rung                   07700 900101  16:00 Amara Khan
        15:45  The Moores  not rung                   secret        16:00 Amara Khan








    ────────────────────────────────────────────────────────────────────────────────
     Nadia Reid (mother) · 07700 900103, text is safe, safe 08:00-12:00
     Nadia Reid: do you come to contact with Theo Reid today, 12:00 to 13:30, at St
     Andrew's; be there by 11:45?
     no answer once, last 10:50 · C-0001
     11:05 D. Osei leaves for Theo Reid: Nadia Reid not confirmed, now, held on
     enter rings  c comes  x does not  n no answer  l message  r ring back  s car
     the car for Theo Reid is held on (entry 4)
    ");
    let chosen = &first(&house).cars[0];
    assert_eq!((chosen.choice, chosen.missing.as_slice(), &*chosen.by), (CarChoice::HoldOn, &[PartyId(3)][..], "asha"));
    t.press("s").types("she is on the bus").press("enter").sees("the car for Theo Reid is sent");
    assert_eq!(first(&house).legs[0].status, LegStatus::Released);
}

#[test]
fn a_row_that_is_being_rung_is_anothers_until_they_leave_it() {
    let house = House::with(morning());
    let (mut asha, mut dot) = (round(&house, "asha", 80, 24), round(&house, "dot", 80, 24));
    asha.press("enter");
    dot.waits(1).sees("being rung by asha since 09:00");
    dot.press("enter").sees("Nadia Reid is being rung by asha since 09:00");
    // the next is free, and is let go when another is rung or the round is left
    dot.press("j enter").sees("you are ringing The Bells");
    asha.press("z").sees("Nadia Reid is free to be rung");
    dot.press("k enter").sees("you are ringing Nadia Reid");
    asha.waits(1).sees("being rung by dot").lacks("The Bells          being rung");
    dot.press("q");
    asha.waits(1).lacks("being rung");
    assert!(first(&house).told.is_empty());
}

#[test]
fn who_was_told_is_on_the_form_that_moves_it_and_back_on_the_list_afterwards() {
    let house = House::with(morning());
    let mut t = round(&house, "asha", 80, 24);
    t.press("c").press("t").press("q");
    t.press("enter").press("g b").sees("C-0001 Theo Reid");
    t.press("m").sees("told so far").sees("Nadia Reid (confirmed 09:00)").sees("The Bells (told 09:00)");
    t.press("tab").types("12:30").press("ctrl-s").sees("tell Nadia Reid, The Bells");
    t.press("g c");
    insta::assert_snapshot!(t.screen(), @"
     Calls Thu 26 Nov 2026  2 to ring, 0 settled, 2 to tell                    test
    ────────────────────────────────────────────────────────────────────────────────
     ? 11:35 D. Osei leaves for Theo Reid: Nadia Reid not confirmed, 2 h 35
        BY     WHO         STANDS      NUMBER        ABOUT
    > * 11:25  Nadia Reid  to be told  07700 900103  12:30 Theo Reid
      * 11:25  The Bells   to be told  no number     12:30 Theo Reid
        15:45  Kelly Khan  not rung    07700 900101  16:00 Amara Khan
        15:45  The Moores  not rung    secret        16:00 Amara Khan








    ────────────────────────────────────────────────────────────────────────────────
     Nadia Reid (mother) · 07700 900103, text is safe, safe 08:00-12:00
     Nadia Reid: the contact with Theo Reid has changed: it is now today, 12:30 to
     14:00, at St Andrew's; be there by 12:15. Is that all right?
     not rung · C-0001
     11:35 D. Osei leaves for Theo Reid: Nadia Reid not confirmed, 2 h 35, held
     enter rings  t told  c comes  n no answer  l message  r ring back  w wording
     q back   ? keys   : command   f2 everything
    ");
    t.press("w").sees("Contact with Theo has changed. It is now on Thu 26 Nov 2026, 12:30 to");
    t.press("y").sees("copied, if your terminal takes it");
    t.press("q t").sees("Nadia Reid: told").sees("1 to tell");
    t.press("i").sees("told by asha, phone: Thu 26 Nov 2026 12:30-14:00").sees("(holds no longer)");
}

#[test]
fn a_secret_number_is_behind_a_reason() {
    let house = House::with(morning());
    let mut t = round(&house, "asha", 120, 24);
    t.press("G").sees("The Moores · number secret").lacks("900301");
    t.press("R").press("enter").sees("07700 900301 (written down)");
    board(&house, "moira", 120, 24).press("g J").sees("address.reveal").lacks("900301");
}

#[test]
fn a_time_that_is_not_safe_is_said_before_and_while_they_are_rung() {
    let mut records = morning();
    for record in &mut records {
        if let Record::Party(party) = record
            && party.id == PartyId(3)
        {
            party.safe_times = "Mon-Fri 09:30-12:00".parse().unwrap();
        }
    }
    let house = House::with(records);
    let mut t = round(&house, "asha", 80, 24);
    t.sees("NOT SAFE to ring now, safe 09:30-12:00").press("enter").sees("it is NOT SAFE to ring them now");
    // what became of the call is on the session's page
    t.press("n o").sees("C-0001 session").press("G").sees("Told: Nadia Reid").sees("no answer, phone by asha");
}

#[test]
fn it_says_something_sensible_on_the_smallest_screen() {
    let house = later(House::with(morning()), "10:58");
    insta::assert_snapshot!(round(&house, "asha", 40, 10).screen(), @"
     Calls Thu 26 Nov 2026  4 to ring… test
    ────────────────────────────────────────
     ! 11:05 D. Osei leaves for Theo Reid:
     Nadia Reid not confirmed, 7 minutes
        BY     WHO         STANDS
    > ! 10:55  Nadia Reid  not rung
      ! 10:55  The Bells   not rung
        15:45  Kelly Khan  not rung
        15:45  The Moores  not rung
     q back   ? keys   : command   f2 every…
    ");
    board(&house, "ola", 80, 24).press("g c").sees("cannot be done now");
}

/// A Friday with an officer missing, a car missing and somebody unconfirmed.
fn friday() -> Vec<Record> {
    let mut records = morning();
    records.extend([
        r#"{"driver":{"id":"D-0002","name":"B. Hale","sort":"escort","hours":"Mon-Fri 07:00-19:30","dbs_expires":"2030-01-01"}}"#,
        r#"{"session":{"id":"C-0011","arrangement":"A-0001","children":["CH-0001"],"parties":["P-0001"],"date":"2026-11-27","start":"10:00","end":"11:30","site":"ST-0001","room":"RM-0001","officers":[],"status":"booked","stagger":{"adult_arrive":"09:45","child_arrive":"10:00","child_leave":"11:30","adult_release":"11:45"}}}"#,
        r#"{"session":{"id":"C-0012","arrangement":"A-0003","children":["CH-0002"],"parties":["P-0003"],"date":"2026-11-27","start":"13:00","end":"14:30","site":"ST-0001","room":"RM-0001","officers":["OF-0002"],"status":"booked","confirmations":[{"who":"P-0003","result":"confirmed"}],"stagger":{"adult_arrive":"12:45","child_arrive":"13:00","child_leave":"14:30","adult_release":"14:45"}}}"#,
        r#"{"session":{"id":"C-0013","arrangement":"A-0002","children":["CH-0002"],"parties":["P-0002"],"date":"2026-11-27","start":"16:00","end":"17:30","site":"ST-0001","room":"RM-0002","officers":["OF-0002"],"status":"held","stagger":{"adult_arrive":"15:45","child_arrive":"16:00","child_leave":"17:30","adult_release":"17:45"}}}"#,
    ].map(json));
    records
}

#[test]
fn tomorrow_is_mended_a_key_a_row() {
    let house = House::with(friday());
    let mut t = board(&house, "asha", 80, 24);
    t.press("g m");
    insta::assert_snapshot!(t.screen(), @"
     Tomorrow, Fri 27 Nov 2026: 3 sessions, 2 red, 2 unconfirmed               test
    ────────────────────────────────────────────────────────────────────────────────
    > ! 10:00-11:30  Amara Khan  officers  it takes 1 officer and has none
      ! 13:00-14:30  Theo Reid   cars      Theo Reid has no seat in a car on the wa…
      ! 13:00-14:30  Theo Reid   cars      Theo Reid has no seat in a car on the wa…
      ? 10:00-11:30  Amara Khan  ring      not confirmed: Kelly Khan
      ? 16:00-17:30  Theo Reid   book      only held










    ────────────────────────────────────────────────────────────────────────────────
     C-0011 10:00-11:30 Amara Khan
     ! it takes 1 officer and has none
     enter: other officers


     q back   ? keys   : command   f2 everything
    ");
    t.press("enter").sees("Change C-0011").types("shah").press("enter ctrl-s").sees("3 sessions, 1 red");
    // the car is planned as for a new booking
    t.press("enter").sees("3 sessions, 0 red");
    let car = sessions(&house, "2026-11-27").into_iter().find(|s| s.id == SessionId(12)).unwrap();
    assert_eq!((car.legs.len(), car.legs[0].driver, car.legs[0].status), (2, Some(DriverId(1)), LegStatus::Held));
    t.press("enter").sees("Calls Fri 27 Nov 2026").sees("Kelly Khan").press("q");
    t.press("j enter").lacks("only held").sees("not confirmed: Sam Reid");
    insta::assert_snapshot!(board(&house, "asha", 40, 10).press("g m").screen(), @"
     Tomorrow, Fri 27 Nov 2026: 3 ses… test
    ────────────────────────────────────────
    > ? 10:00-11:30  Amara Khan  ring
      ? 16:00-17:30  Theo Reid   ring





     q back   ? keys   : command   f2 every…
    ");
}

#[test]
fn a_note_is_first_on_the_next_shifts_board_until_it_is_read() {
    let house = House::with(morning());
    board(&house, "asha", 80, 22)
        .press("space m n")
        .types("Car 2 is back at ten")
        .press("enter")
        .sees("left for the next");
    let mut dot = board(&house, "dot", 80, 22);
    dot.sees("* 09:00 asha: Car 2 is back at ten · DN-0001").press("space m r").lacks("* 09:00 asha");
    dot.press("g h").sees("Car 2 is back at ten").sees("read by dot");
}
