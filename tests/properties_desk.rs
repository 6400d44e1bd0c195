//! One finding function for every question (DESIGN invariant 7), and civil time for sessions beside instants for entries
//! (invariant 10).
#![expect(clippy::unwrap_used, reason = "a test that cannot go on says where")]

#[path = "support/chance.rs"]
mod chance;
#[expect(dead_code, reason = "this binary uses a part of it")]
mod support;

use contactdesk::clock::Clock;
use contactdesk::desk::commands::SessionBook;
use contactdesk::desk::queries::{Check, CheckView, DayQuery, Free, FreeWhat, Show};
use contactdesk::desk::{About, Answer, Command, Desk, Order, Refusal, Seat};
use contactdesk::domain::zone::{self, Utc};
use contactdesk::domain::*;
use proptest::prelude::*;
use support::*;

/// A booking somebody might try, sensible or not, on Wednesday to Saturday of one week.
fn booking() -> impl Strategy<Value = SessionBook> {
    let start = (0u16..40).prop_map(|quarter| Minute(8 * 60 + quarter * 15));
    let minutes = prop_oneof![Just(None), (2u16..12).prop_map(|n| Some(n * 15))];
    let room = prop_oneof![Just(None), (1u32..4).prop_map(|id| Some(RoomId(id)))];
    let officers = prop_oneof![
        Just(None),
        (1u32..3).prop_map(|id| Some(vec![OfficerId(id)])),
        Just(Some(vec![OfficerId(1), OfficerId(2)]))
    ];
    (0i32..4, start, minutes, 1u32..3, room, officers).prop_map(|(day, start, minutes, child, room, officers)| {
        SessionBook {
            date: "2026-11-25".parse::<Day>().unwrap() + day + 7,
            start,
            minutes,
            children: Some(vec![ChildId(child)]),
            room,
            officers,
            ..SessionBook::default()
        }
    })
}

fn check(seat: &Seat, command: impl Into<Command>) -> Result<CheckView, Refusal> {
    match ask(seat, Check { command: Box::new(command.into()) })? {
        Answer::Check(view) => Ok(view),
        other => panic!("{other:?}"),
    }
}

/// Findings without the number of their session, which a booking has only afterwards.
fn plain(about: &[About]) -> Vec<Finding> {
    let mut plain: Vec<Finding> = about.iter().map(|a| a.finding.clone()).collect();
    plain.sort_by_key(|f| format!("{f:?}"));
    plain
}

proptest! {
    #![proptest_config(chance::property(24))]

    /// What `check` says beforehand, the refusal says when it is tried, and the day and the session say afterwards.
    #[test]
    fn may_i_and_what_is_wrong_are_one_question(bookings in prop::collection::vec(booking(), 1..12)) {
        let house = House::with(small_service());
        let asha = house.seat("asha");
        for book in bookings {
            let day = book.date;
            let Ok(before) = check(&asha, book.clone()) else {
                prop_assert!(run(&asha, book).is_err(), "what cannot be checked cannot be booked");
                continue;
            };
            match run(&asha, book) {
                Err(no) => {
                    prop_assert!(!before.blocking.is_empty(), "{:?}", no);
                    prop_assert_eq!(plain(&no.findings), plain(&before.blocking));
                }
                Ok(done) => {
                    prop_assert!(before.blocking.is_empty(), "{:?}", before.blocking);
                    prop_assert_eq!(plain(&done.findings), plain(&before.findings));
                    let id = SessionId(done.changed[0].id);
                    let Ok(Answer::Day(view)) = ask(&asha, DayQuery { day }) else { panic!() };
                    let on_the_day: Vec<About> = view.findings.into_iter().filter(|a| a.session == id).collect();
                    prop_assert_eq!(plain(&on_the_day), plain(&before.findings));
                    let Ok(Answer::Show(view)) = ask(&asha, Show { what: id.to_string() }) else { panic!() };
                    prop_assert_eq!(plain(&view.findings), plain(&before.findings));
                }
            }
        }
    }

    /// What `free` calls taken, shut or away is refused when it is booked, for the same reason.
    #[test]
    fn when_could_i_and_may_i_are_one_question(
        bookings in prop::collection::vec(booking(), 1..8), start in 32u16..72, length in 2u16..8, child in 1u32..3,
    ) {
        let house = House::with(small_service());
        let asha = house.seat("asha");
        for book in bookings {
            // refused ones leave the day as it is
            drop(run(&asha, book));
        }
        let day: Day = "2026-12-03".parse().unwrap();
        let span = Span::new(Minute(start * 15), Minute((start + length) * 15));
        let Ok(Answer::Free(view)) = ask(&asha, Free { what: FreeWhat::Rooms, day, span }) else { panic!() };
        for row in view.rows.iter().filter(|row| !row.free) {
            let book = SessionBook {
                date: day, start: span.from, end: Some(span.to), children: Some(vec![ChildId(child)]),
                room: Some(RoomId(row.key.id)), ..SessionBook::default()
            };
            let no = run(&asha, book).unwrap_err();
            for reason in &row.findings {
                let same = no.findings.iter().any(|f| f.finding.rule == reason.finding.rule);
                prop_assert!(same, "{:?} is not among {:?}", reason, no.findings);
            }
        }
    }

    /// An instant says what the wall said and comes back from it, in the hour that happens twice as well.
    #[test]
    fn an_instant_and_its_wall_agree(near in prop::sample::select(vec![
        "2026-03-29 00:30", "2026-10-25 00:30", "2027-03-28 00:30", "2031-10-26 00:30", "2026-11-26 09:00",
    ]), seconds in 0i64..10_800) {
        let Clock::Fixed(start) = Clock::at(near.parse().unwrap()).unwrap() else { panic!() };
        let utc = start + seconds;
        let instant = Clock::Fixed(utc).now();
        prop_assert_eq!(instant.utc, utc);
        let minute = utc - utc.rem_euclid(60);
        match zone::utc(instant.moment()) {
            Utc::One(at) => prop_assert_eq!(at, minute),
            Utc::Fold(first, second) => {
                let (at, letters) = if instant.local.ends_with("BST") { (first, "BST") } else { (second, "GMT") };
                prop_assert!(instant.local.ends_with(letters));
                prop_assert_eq!(at, minute);
            }
            Utc::Gap(_) => prop_assert!(false, "{} never was", instant.local),
        }
    }
}

#[test]
fn a_session_across_a_change_of_the_clocks_keeps_the_times_on_the_wall() {
    let mut records = small_service();
    for record in &mut records {
        match record {
            Record::Site(site) => site.hours = "Mon-Sun 00:00-23:59".parse().unwrap(),
            Record::Officer(officer) => officer.hours = "Mon-Sun 00:00-23:59".parse().unwrap(),
            _ => {}
        }
    }
    let house = House::with(records);
    let moira = house.seat("moira");
    // the nights of 28 March 2027 and 31 October 2027: one has no half past one, one has two
    for (day, start, end) in [("2027-03-28", "00:30", "02:30"), ("2027-10-31", "00:30", "01:30")] {
        let book = SessionBook {
            date: day.parse().unwrap(),
            start: start.parse().unwrap(),
            end: Some(end.parse().unwrap()),
            children: Some(vec![ChildId(1)]),
            ..SessionBook::default()
        };
        let order = Order { command: book.into(), over: Some("the night of the clocks".parse().unwrap()) };
        let done = moira.execute(order).unwrap();
        let Ok(Answer::Show(view)) = ask(&moira, Show { what: done.changed[0].to_string() }) else { panic!() };
        let session = Session::of(&view.record).unwrap();
        assert_eq!(
            (session.date.to_string(), session.start.to_string(), session.end.to_string()),
            (day.into(), start.into(), end.into())
        );
    }
}

#[test]
fn an_entry_of_the_second_one_o_clock_comes_after_the_first() {
    let Clock::Fixed(first) = Clock::at("2026-10-25 01:30".parse().unwrap()).unwrap() else { panic!() };
    let (first, second) = (Clock::Fixed(first).now(), Clock::Fixed(first + 3600).now());
    assert_eq!((first.local.as_str(), second.local.as_str()), ("2026-10-25 01:30:00 BST", "2026-10-25 01:30:00 GMT"));
    assert!(first < second && first.moment() == second.moment());
}
