//! Series: what an arrangement comes round to, booked ahead, changed, cancelled, brought back.

use super::*;

/// The small service with another recurrence for A-0001.
fn house(recurrence: &str) -> House {
    house_with(recurrence, &[])
}

fn house_with(recurrence: &str, more: &[&str]) -> House {
    let mut records = small_service();
    for record in &mut records {
        if let Record::Arrangement(a) = record
            && a.id == ArrangementId(1)
        {
            a.recurrence = recurrence.parse().unwrap();
        }
    }
    records.extend(more.iter().map(|text| json(text)));
    House::with(records)
}

fn series(desk: &dyn Desk, from: &str, to: &str) -> SeriesView {
    let (from, to) = (Some(from.parse().unwrap()), Some(to.parse().unwrap()));
    match ask(desk, Series { arrangement: ArrangementId(1), from, to }) {
        Ok(Answer::Series(view)) => view,
        other => panic!("{other:?}"),
    }
}

/// Day, state and where it is: `Thu 3 Dec booked Thu 3 Dec 16:00`.
fn lines(view: &SeriesView) -> String {
    let line = |one: &SeriesRow| {
        let at = one.session.as_ref().map_or_else(String::new, |s| format!(" {} {}", said::short(s.date), s.span()));
        format!("{} {}{at}", said::short(one.occurrence), one.state.said())
    };
    view.rows.iter().map(line).collect::<Vec<_>>().join("\n")
}

fn book_ahead(to: &str) -> SeriesBook {
    SeriesBook { arrangement: ArrangementId(1), to: Some(to.parse().unwrap()), ..SeriesBook::default() }
}

#[test]
fn a_series_is_booked_in_one_entry_and_never_twice() {
    let house = house("Thu 16:00-17:30");
    let asha = house.seat("asha");
    let done = run(&asha, book_ahead("2026-12-17")).unwrap();
    assert_eq!((done.changed.len(), done.missed.len()), (4, 0), "{done:?}");
    let no = run(&asha, book_ahead("2026-12-17")).unwrap_err();
    assert!(no.what.contains("booked, cancelled or closed already"), "{no:?}");
    // moved, cancelled: each still stands for its day
    run(
        &asha,
        SessionMove { session: SessionId(2), date: Some("2026-12-04".parse().unwrap()), ..SessionMove::default() },
    )
    .unwrap();
    let cancel = SessionCancel {
        session: SessionId(3),
        by: CancelledBy::Parent,
        reason: CancelReason::Holiday,
        words: Note::default(),
        was: None,
    };
    run(&asha, cancel).unwrap();
    insta::assert_snapshot!(lines(&series(&asha, "2026-11-26", "2026-12-31")), @"
    Thu 26 Nov booked Thu 26 Nov 16:00-17:30
    Thu 3 Dec moved Fri 4 Dec 16:00-17:30
    Thu 10 Dec cancelled Thu 10 Dec 16:00-17:30
    Thu 17 Dec booked Thu 17 Dec 16:00-17:30
    Thu 24 Dec to book Thu 24 Dec 16:00-17:30
    Thu 31 Dec to book Thu 31 Dec 16:00-17:30
    ");
    let done = run(&asha, book_ahead("2026-12-31")).unwrap();
    assert_eq!(done.changed.len(), 2);
    assert_eq!(run(&asha, Undo::default()).unwrap().undoes, Some(done.entry));
    assert!(ask(&asha, Show { what: "C-5".into() }).is_err());
}

#[test]
fn what_clashes_is_told_and_the_rest_is_booked() {
    let closed = r#"{"closure":{"site":"ST-0001","days":"2026-12-10","reason":"boiler"}}"#;
    let leave = r#"{"absence":{"who":"OF-0001","sort":"leave","days":"2026-12-17"}}"#;
    let leave_too = r#"{"absence":{"who":"OF-0002","sort":"leave","days":"2026-12-17"}}"#;
    let house = house_with("Thu 16:00-17:30", &[closed, leave, leave_too]);
    let asha = house.seat("asha");
    insta::assert_snapshot!(lines(&series(&asha, "2026-11-26", "2026-12-24")), @"
    Thu 26 Nov to book Thu 26 Nov 16:00-17:30
    Thu 3 Dec to book Thu 3 Dec 16:00-17:30
    Thu 10 Dec closed
    Thu 17 Dec clash Thu 17 Dec 16:00-17:30
    Thu 24 Dec to book Thu 24 Dec 16:00-17:30
    ");
    let done = run(&asha, book_ahead("2026-12-24")).unwrap();
    assert_eq!(done.changed.len(), 3);
    let missed: Vec<String> = done.missed.iter().map(|m| m.day.to_string()).collect();
    assert_eq!(missed, ["2026-12-17"]);
    assert!(done.missed[0].findings.iter().any(|f| f.finding.rule.0 == "officers-needed"), "{:?}", done.missed);
    // nothing else is left: the refusal says what stands against it
    let no = run(&asha, book_ahead("2026-12-24")).unwrap_err();
    assert_eq!(no.no, No::Rule);
    assert!(no.what.contains("1 time clash") && !no.findings.is_empty(), "{no:?}");
}

#[test]
fn a_room_that_is_shut_sends_the_series_next_door_and_part_of_a_day_is_only_that() {
    let closures = [
        r#"{"closure":{"room":"RM-0002","days":"2026-12-03","reason":"flooring"}}"#,
        r#"{"closure":{"site":"ST-0001","days":"2026-12-10","time":"08:30-12:00","reason":"training"}}"#,
        r#"{"closure":{"site":"ST-0001","days":"2026-12-17","time":"17:00-18:30","reason":"party"}}"#,
    ];
    let house = house_with("Thu 16:00-17:30", &closures);
    let view = series(&house.seat("asha"), "2026-11-26", "2026-12-17");
    let rooms: Vec<_> = view.rows.iter().map(|r| (r.state.said(), r.session.as_ref().and_then(|s| s.room))).collect();
    let (oak, elm) = (Some(RoomId(1)), Some(RoomId(2)));
    assert_eq!(rooms, [("to book", elm), ("to book", oak), ("to book", oak), ("closed", None)]);
}

#[test]
fn a_bank_holiday_is_a_day_like_any_other_until_it_is_closed() {
    let house = house("Mon 10:00-11:00; Fri 10:00-11:00");
    let asha = house.seat("asha");
    let states = lines(&series(&asha, "2026-12-24", "2026-12-29"));
    assert_eq!(states, "Fri 25 Dec to book Fri 25 Dec 10:00-11:00\nMon 28 Dec to book Mon 28 Dec 10:00-11:00");
}

#[test]
fn this_and_following_move_and_the_recurrence_with_them() {
    let house = house("Thu 16:00-17:30");
    let asha = house.seat("asha");
    run(&asha, book_ahead("2026-12-24")).unwrap();
    let change = SeriesChange {
        arrangement: ArrangementId(1),
        which: Which::Following,
        day: Some("2026-12-10".parse().unwrap()),
        weekday: Some(OnDay::Wed),
        start: Some("15:00".parse().unwrap()),
        ..SeriesChange::default()
    };
    let done = run(&asha, change).unwrap();
    assert_eq!(done.changed.len(), 4, "{done:?}");
    let view = series(&asha, "2026-11-26", "2026-12-31");
    assert_eq!(view.recurrence.to_string(), "Thu 16:00-17:30 until 9 Dec 2026; Wed 15:00-16:30 from 7 Dec 2026");
    insta::assert_snapshot!(lines(&view), @"
    Thu 26 Nov booked Thu 26 Nov 16:00-17:30
    Thu 3 Dec booked Thu 3 Dec 16:00-17:30
    Wed 9 Dec booked Wed 9 Dec 15:00-16:30
    Wed 16 Dec booked Wed 16 Dec 15:00-16:30
    Wed 23 Dec booked Wed 23 Dec 15:00-16:30
    Wed 30 Dec to book Wed 30 Dec 15:00-16:30
    ");
    // and only what is new is booked
    assert_eq!(run(&asha, book_ahead("2026-12-31")).unwrap().changed.len(), 1);
}

#[test]
fn one_is_changed_alone_and_all_leave_the_past_alone() {
    let house = house("Mon and Thu 16:00-17:00");
    let asha = house.seat("asha");
    // a session that is over
    let over = SessionBook { minutes: Some(60), ..book(1, "2026-11-23", "16:00") };
    run(&asha, over).unwrap();
    run(&asha, book_ahead("2026-12-10")).unwrap();
    let change = |which, day: Option<&str>| SeriesChange {
        arrangement: ArrangementId(1),
        which,
        day: day.map(|d| d.parse().unwrap()),
        start: Some("15:30".parse().unwrap()),
        ..SeriesChange::default()
    };
    run(&asha, change(Which::One, Some("2026-12-03"))).unwrap();
    let starts = |view: &SeriesView| {
        view.rows.iter().map(|r| r.session.as_ref().unwrap().start.to_string()).collect::<Vec<_>>().join(" ")
    };
    let view = series(&asha, "2026-11-23", "2026-12-10");
    assert_eq!(
        (starts(&view).as_str(), view.recurrence.to_string().as_str()),
        ("16:00 16:00 16:00 15:30 16:00 16:00", "Mon and Thu 16:00-17:00")
    );
    run(&asha, change(Which::All, None)).unwrap();
    let view = series(&asha, "2026-11-23", "2026-12-10");
    assert_eq!(
        (starts(&view).as_str(), view.recurrence.to_string().as_str()),
        (
            "16:00 15:30 15:30 15:30 15:30 15:30",
            "Mon and Thu 16:00-17:00 until 25 Nov 2026; Mon and Thu 15:30-16:30 from 26 Nov 2026"
        )
    );
}

#[test]
fn what_a_change_leaves_without_ground_is_said_before_it_is_made() {
    let house = house("Thu 16:00-17:30");
    let asha = house.seat("asha");
    run(&asha, book_ahead("2026-12-10")).unwrap();
    let confirm = SessionConfirm {
        session: SessionId(2),
        who: PartyId(1).key(),
        how: "phone".parse().unwrap(),
        at: None,
        result: ConfirmResult::Confirmed,
    };
    run(&asha, confirm).unwrap();
    let change = SeriesChange {
        arrangement: ArrangementId(1),
        which: Which::All,
        start: Some("15:00".parse().unwrap()),
        ..SeriesChange::default()
    };
    let no = run(&asha, change.clone()).unwrap_err();
    assert_eq!((no.no, no.orphans.len(), no.orphans[0].session), (No::Rule, 1, SessionId(2)), "{no:?}");
    assert_eq!(no.names.say(PartyId(1)), "Kelly Khan");
    let yes = SeriesChange { orphans_ok: true, ..change };
    let Ok(Answer::Check(view)) = ask(&asha, Check { command: Box::new(yes.clone().into()) }) else { panic!() };
    assert_eq!((view.sessions.len(), view.orphans.len()), (3, 1));
    run(&asha, yes).unwrap();
    assert_eq!(session(&asha, 2).confirmations, []);
    // the same is said of one session that is moved by hand
    let shift = SessionMove { session: SessionId(1), start: Some("15:15".parse().unwrap()), ..SessionMove::default() };
    let Ok(Answer::Check(view)) = ask(&asha, Check { command: Box::new(shift.into()) }) else { panic!() };
    assert!(view.orphans.is_empty());
}

#[test]
fn this_and_following_come_round_otherwise_and_what_is_orphaned_is_said_before() {
    let house = house("Thu 16:00-17:30");
    let asha = house.seat("asha");
    run(&asha, book_ahead("2026-12-17")).unwrap();
    let change = SeriesChange {
        arrangement: ArrangementId(1),
        which: Which::Following,
        day: Some("2026-12-10".parse().unwrap()),
        recurrence: Some("every 2 weeks Thu 16:00-17:30 from 10/12/2026; Tue 15:30-17:00".parse().unwrap()),
        ..SeriesChange::default()
    };
    let no = run(&asha, change.clone()).unwrap_err();
    let orphans: Vec<String> = no.orphans.iter().map(|o| format!("{} {}", o.session, said::short(o.day))).collect();
    assert_eq!(orphans, ["C-0004 Thu 17 Dec"], "{no:?}");
    let said = contactdesk::lines::refusal(&no);
    assert!(said.contains("1 session booked for days that are none any more"), "{said}");
    let one = SeriesChange { which: Which::One, ..change.clone() };
    assert_eq!(run(&asha, one).unwrap_err().field.as_deref(), Some("which"));
    run(&asha, SeriesChange { orphans_ok: true, ..change.clone() }).unwrap();
    // nothing was moved or cancelled, and what was before stays what it was
    assert!((1..=4).all(|id| session(&asha, id).status == SessionStatus::Booked));
    let days: Vec<String> =
        series(&asha, "2026-11-26", "2026-12-24").rows.iter().map(|r| said::short(r.occurrence)).collect();
    assert_eq!(
        days,
        ["Thu 26 Nov", "Thu 3 Dec", "Thu 10 Dec", "Tue 15 Dec", "Tue 22 Dec", "Thu 24 Dec"].map(String::from)
    );
    let again = SeriesChange { orphans_ok: true, ..change };
    assert_eq!(run(&asha, again).unwrap_err().field.as_deref(), Some("recurrence"));
}

#[test]
fn a_cancelled_one_comes_back_with_its_record_and_owes_nothing() {
    let house = house("Thu 16:00-17:30");
    let asha = house.seat("asha");
    run(&asha, book_ahead("2026-12-10")).unwrap();
    let cancel = SessionCancel {
        session: SessionId(2),
        by: CancelledBy::ServiceStaff,
        reason: CancelReason::NoOfficer,
        words: Note::default(),
        was: None,
    };
    run(&asha, cancel).unwrap();
    assert_eq!(session(&asha, 2).makeup_owed_min, 90);
    // its room goes to somebody else
    let taken = SessionBook { room: session(&asha, 2).room, ..book(2, "2026-12-03", "16:00") };
    run(&asha, taken).unwrap();
    let back = SessionRestore { session: SessionId(2), ..SessionRestore::default() };
    let no = run(&asha, back.clone()).unwrap_err();
    assert!(no.findings.iter().any(|f| f.finding.rule.0 == "room-taken"), "{no:?}");
    run(&asha, SessionRestore { refill: true, ..back.clone() }).unwrap();
    let s = session(&asha, 2);
    assert_eq!(
        (s.status, s.makeup_owed_min, s.cancel.as_ref(), s.room),
        (SessionStatus::Booked, 0, None, Some(RoomId(1)))
    );
    assert!(s.notes.contains("by service: staff: no officer") && s.notes.contains("brought back"), "{}", &*s.notes);
    assert_eq!(run(&asha, back).unwrap_err().no, No::Usage);
}

#[test]
fn a_series_of_a_restricted_case_is_nobody_elses() {
    let mut records = small_service();
    for record in &mut records {
        if let Record::Child(c) = record {
            c.restricted_to = vec!["moira".parse().unwrap()];
        }
    }
    let house = House::with(records);
    let (asha, moira) = (house.seat("asha"), house.seat("moira"));
    assert_eq!(run(&asha, book_ahead("2026-12-10")).unwrap_err().no, No::NotPermitted);
    assert_eq!(
        ask(&asha, Series { arrangement: ArrangementId(1), ..Series::default() }).unwrap_err().no,
        No::NotPermitted
    );
    run(&moira, book_ahead("2026-12-10")).unwrap();
}

#[test]
fn so_many_a_month_are_booked_where_they_suit_and_those_without_a_day_are_named() {
    let house = house("1 a month Thu 16:00-17:30");
    let asha = house.seat("asha");
    run(&asha, book_ahead("2027-01-31")).unwrap();
    // this month's last Thursday still, then the Thursdays in the middle of their months
    insta::assert_snapshot!(lines(&series(&asha, "2026-11-26", "2027-01-31")), @"
    Sun 1 Nov booked Thu 26 Nov 16:00-17:30
    Tue 1 Dec booked Thu 17 Dec 16:00-17:30
    Fri 1 Jan booked Thu 14 Jan 16:00-17:30
    ");
    assert_eq!(run(&asha, book_ahead("2027-01-31")).unwrap_err().no, No::Usage);
    // moved within its month or out of it: it is the same one
    run(
        &asha,
        SessionMove { session: SessionId(2), date: Some("2027-01-04".parse().unwrap()), ..SessionMove::default() },
    )
    .unwrap();
    assert_eq!(run(&asha, book_ahead("2027-01-31")).unwrap_err().no, No::Usage);
    let due = house_with("6 a year", &[]);
    let no = run(&due.seat("asha"), book_ahead("2027-01-31")).unwrap_err();
    assert!(no.what.contains("has no day and time of its own: 2 sessions due"), "{no:?}");
}

#[test]
fn all_to_come_leaves_what_has_been_and_what_it_stood_for() {
    let house = house("Thu 16:00-17:30");
    let asha = house.seat("asha");
    run(&asha, SessionBook { minutes: Some(90), ..book(1, "2026-11-19", "16:00") }).unwrap();
    run(&asha, book_ahead("2026-12-10")).unwrap();
    let tuesdays = SeriesChange {
        arrangement: ArrangementId(1),
        which: Which::All,
        weekday: Some(OnDay::Tue),
        ..SeriesChange::default()
    };
    let done = run(&asha, tuesdays).unwrap();
    // this week's Tuesday is over: today's session stays where it is
    assert_eq!(done.missed.iter().map(|m| m.session).collect::<Vec<_>>(), [Some(SessionId(2))]);
    insta::assert_snapshot!(lines(&series(&asha, "2026-11-16", "2026-12-15")), @"
    Thu 19 Nov booked Thu 19 Nov 16:00-17:30
    Tue 24 Nov moved Thu 26 Nov 16:00-17:30
    Tue 1 Dec booked Tue 1 Dec 16:00-17:30
    Tue 8 Dec booked Tue 8 Dec 16:00-17:30
    Tue 15 Dec to book Tue 15 Dec 16:00-17:30
    ");
    assert!(matches!(ask(&asha, Owed::default()), Ok(Answer::Owed(view)) if view.rows.is_empty()));
}

#[test]
fn a_monthly_line_moves_within_its_month() {
    let house = house("first Mon 10:00-11:00");
    let asha = house.seat("asha");
    run(&asha, book_ahead("2027-02-28")).unwrap();
    let fridays = SeriesChange {
        arrangement: ArrangementId(1),
        which: Which::Following,
        day: Some("2027-01-04".parse().unwrap()),
        weekday: Some(OnDay::Fri),
        ..SeriesChange::default()
    };
    run(&asha, fridays).unwrap();
    let view = series(&asha, "2026-11-26", "2027-02-28");
    assert_eq!(
        view.recurrence.to_string(),
        "first Mon 10:00-11:00 until 3 Jan 2027; first Fri 10:00-11:00 from 1 Jan 2027"
    );
    insta::assert_snapshot!(lines(&view), @"
    Mon 7 Dec booked Mon 7 Dec 10:00-11:00
    Fri 1 Jan booked Fri 1 Jan 10:00-11:00
    Fri 5 Feb booked Fri 5 Feb 10:00-11:00
    ");
}
