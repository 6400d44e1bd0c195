//! What a court orders: the watch over it, and the sessions that make up what is short.

use super::*;

fn day(text: &str) -> Day {
    text.parse().unwrap()
}

fn watch(desk: &dyn Desk, query: OrderWatch) -> Vec<contactdesk::desk::OrderWeek> {
    match ask(desk, query) {
        Ok(Answer::OrderWatch(view)) => view.rows,
        other => panic!("{other:?}"),
    }
}

fn set(desk: &dyn Desk, id: u32, from: &str) -> OrderSetView {
    let query = OrderSet { arrangement: ArrangementId(id), from: Some(day(from)), weeks: Some(1) };
    match ask(desk, query) {
        Ok(Answer::OrderSet(view)) => view,
        other => panic!("{other:?}"),
    }
}

fn order() -> OrderRecord {
    OrderRecord {
        arrangement: Some(ArrangementId(1)),
        from: day("2026-11-30"),
        min_times_week: Some(4),
        length_min: Some(90),
        case_no: "Leicester LE26C00417".parse().unwrap(),
        ..OrderRecord::default()
    }
}

/// DOMAIN 6b, scenario 8: Amara has one session a week; the court adds three from Monday.
#[test]
fn the_court_adds_three_sessions_a_week_from_monday() {
    let house = House::with(small_service());
    let asha = house.seat("asha");
    let taken = |start: &str| SessionBook { officers: Some(vec![OfficerId(1)]), ..book(1, "2026-12-03", start) };
    run(&asha, taken("16:00")).unwrap();
    let done = run(&asha, order()).unwrap();
    assert_eq!(done.changed[0], CourtOrderId(1).key());
    let Ok(Answer::Day(view)) = ask(&asha, DayQuery { day: day("2026-11-26") }) else { panic!() };
    assert_eq!(view.tasks[0].sort, TaskSort::Order);
    assert!(view.tasks[0].what.contains("week 49: 3 sessions short"), "{}", &*view.tasks[0].what);
    let of_week =
        |rows: Vec<contactdesk::desk::OrderWeek>| rows.into_iter().find(|r| r.monday == day("2026-11-30")).unwrap();
    let before = of_week(watch(&asha, OrderWatch::default()));
    assert_eq!((before.least_times, before.planned_times, before.short_times), (Some(4), 1, 3));
    let found = set(&asha, 1, "2026-11-30");
    let [week] = found.weeks.as_slice() else { panic!("{found:?}") };
    assert_eq!((week.sessions.len(), week.unfound), (3, 0), "{week:?}");
    let days: std::collections::BTreeSet<Day> = week.sessions.iter().map(|s| s.date).collect();
    assert!(days.len() == 3 && !days.contains(&day("2026-12-03")), "each on a day of its own: {days:?}");
    assert_eq!(week.sessions[0].date, day("2026-11-30"), "the earliest");
    let books = week.sessions.iter().map(SessionBook::exactly).collect();
    let done = run(&asha, SessionBookSet { books }).unwrap();
    assert!(done.changed.len() == 3 && done.findings.iter().all(|f| !f.finding.blocks()), "{done:?}");
    let after = of_week(watch(&asha, OrderWatch { of: Some(ChildId(1).key()), ..OrderWatch::default() }));
    assert_eq!((after.planned_times, after.short_times), (4, 0));
    assert!(set(&asha, 1, "2026-11-30").weeks.is_empty());
    // one entry, so one undo
    run(&asha, Undo { entry: Some(done.entry) }).unwrap();
    assert_eq!(of_week(watch(&asha, OrderWatch::default())).short_times, 3);
}

#[test]
fn a_full_week_says_what_is_in_the_way() {
    let mut records = small_service();
    records.push(json(
        r#"{"closure":{"id":"CL-0001","site":"ST-0001","days":"2026-11-30 to 2026-12-03","reason":"flooring"}}"#,
    ));
    let house = House::with(records);
    let asha = house.seat("asha");
    run(&asha, OrderRecord { min_times_week: Some(2), ..order() }).unwrap();
    // every day but one is shut; a second session of that day is found too
    let week = &set(&asha, 1, "2026-11-30").weeks[0];
    assert!(week.sessions.iter().all(|s| s.date == day("2026-12-04")) && week.sessions.len() == 2, "{week:?}");
    run(&asha, OrderRecord { min_times_week: Some(7), replaces: Some(CourtOrderId(1)), ..order() }).unwrap();
    let week = &set(&asha, 1, "2026-11-30").weeks[0];
    assert!(week.unfound > 0 && !week.why.is_empty(), "{week:?}");
    assert_eq!(week.sessions.len() + usize::from(week.unfound), 7);
}

#[test]
fn a_new_order_marks_what_no_longer_fits_and_releases_nothing() {
    let house = House::with(small_service());
    let asha = house.seat("asha");
    run(&asha, order()).unwrap();
    run(&asha, book(1, "2026-11-30", "16:00")).unwrap();
    run(&asha, SessionBook { minutes: Some(60), ..book(1, "2026-12-01", "16:00") }).unwrap();
    run(&asha, book(1, "2026-12-10", "16:00")).unwrap();
    // it is not passed over that there is an order already
    let second = OrderRecord { from: day("2026-12-07"), max_minutes_week: Some(60), min_times_week: None, ..order() };
    let no = run(&asha, second.clone()).unwrap_err();
    assert!(no.field.as_deref() == Some("replaces") && no.hint.unwrap().contains("CO-0001"));
    let second = OrderRecord { replaces: Some(CourtOrderId(1)), length_min: None, ..second };
    run(&asha, second.clone()).unwrap();
    assert!(run(&asha, second).unwrap_err().what.contains("replaced by CO-0002"));
    let findings = |date: &str| match ask(&asha, DayQuery { day: day(date) }) {
        Ok(Answer::Day(view)) => view.findings.into_iter().map(|f| f.finding.what).collect::<Vec<_>>(),
        other => panic!("{other:?}"),
    };
    // the old order holds until the other begins: what is shorter than it says is a warning
    assert_eq!(findings("2026-11-30"), []);
    assert!(matches!(findings("2026-12-01")[..], [What::Shorter { minutes: 60, ordered: 90, .. }]));
    assert!(matches!(findings("2026-12-10")[..], [What::AboveOrdered { minutes: 90, most: 60, .. }]));
    assert!((1..=3).all(|id| session(&asha, id).status == SessionStatus::Booked), "nothing is released");
    let Ok(Answer::Day(view)) = ask(&asha, DayQuery { day: day("2026-11-26") }) else { panic!() };
    assert!(view.tasks[1].what.contains("outside its terms: C-0003"), "{:?}", view.tasks);
    // one more would be above what is ordered
    assert!(run(&asha, book(1, "2026-12-11", "10:00")).is_err());
}

#[test]
fn an_order_whose_papers_are_missing_names_both_duties_and_offers_to_hold() {
    let mut records = small_service();
    records.retain(|r| r.key() != AgreementId(1).key());
    let house = House::with(records);
    let asha = house.seat("asha");
    run(&asha, OrderRecord { min_times_week: Some(2), ..order() }).unwrap();
    let found = set(&asha, 1, "2026-11-30");
    assert_eq!(found.lacks, [contactdesk::desk::Lack::Agreement]);
    let sessions = &found.weeks[0].sessions;
    assert!(sessions.len() == 2 && sessions.iter().all(|s| s.status == SessionStatus::Held), "{sessions:?}");
    let books = sessions.iter().map(SessionBook::exactly).collect();
    run(&asha, SessionBookSet { books }).unwrap();
    // what is held is not planned, and not looked for twice
    let week = watch(&asha, OrderWatch::default()).into_iter().find(|r| r.monday == day("2026-11-30")).unwrap();
    assert_eq!((week.planned_times, week.held_times, week.short_times), (0, 2, 2));
    assert!(set(&asha, 1, "2026-11-30").weeks[0].sessions.is_empty());
    let papers = asha.ask(Papers { arrangement: ArrangementId(1) }.into()).unwrap();
    let said = contactdesk::lines::answer(&papers, day("2026-11-26"), 100);
    insta::assert_snapshot!(said, @"
    A-0001 Amara Khan with Kelly Khan · active
      complete referral: Fri 2 Jan 2026
      planning meeting: Tue 6 Jan 2026
    ! signed agreement: not yet
      risk assessment: Wed 7 Jan 2026 to Sat 7 Jan 2040 RA-0001
    before contact may begin it lacks the signed agreement
    ! two duties meet: the contact is ordered (week 49: 2 sessions short for Amara Khan), and its papers are missing
    ! ask a manager: hold the sessions until the papers are there, or book them as agreed by telephone
    ? week 49: 2 sessions short for Amara Khan
    ? week 50: 2 sessions short for Amara Khan
    ? week 51: 2 sessions short for Amara Khan
      C-0001 held until Fri 27 Nov 2026 09:00: Mon 30 Nov 2026 16:00-17:30, Elm, T. Shah
      C-0002 held until Fri 27 Nov 2026 09:00: Tue 1 Dec 2026 16:00-17:30, Elm, T. Shah
    ");
}

#[test]
fn what_was_delivered_counts_as_it_really_was() {
    let mut records = small_service();
    let past = |id: u32, date: &str, rest: &str| {
        json(&format!(
            r#"{{"session":{{"id":"C-{id:04}","arrangement":"A-0001","children":["CH-0001"],"parties":["P-0001"],"date":"{date}","start":"16:00","end":"17:30","site":"ST-0001","room":"RM-0001","officers":["OF-0001"],{rest}}}}}"#
        ))
    };
    records.extend([
        past(1, "2026-11-16", r#""status":"signed_off","actual":{"started":"16:20","ended":"17:30"}"#),
        past(2, "2026-11-17", r#""status":"no_show""#),
        past(3, "2026-11-18", r#""status":"booked""#),
        past(4, "2026-11-19", r#""status":"child_home""#),
    ]);
    records.push(json(
        r#"{"court_order":{"id":"CO-0001","children":["CH-0001"],"parties":["P-0001"],"from":"2026-11-02","min_minutes_week":240}}"#,
    ));
    let house = House::with(records);
    let rows = watch(&house.seat("dot"), OrderWatch { back: Some(2), ahead: Some(1), ..OrderWatch::default() });
    let week = rows.iter().find(|r| r.monday == day("2026-11-16")).unwrap();
    assert_eq!((week.delivered_times, week.delivered_minutes, week.unsaid_times, week.planned_times), (2, 160, 1, 0));
    assert_eq!((week.short_minutes, week.by), (80, CourtOrderId(1).key()));
    // what can still be mended comes first
    assert_eq!(rows[0].monday, day("2026-11-23"));
    assert!(ask(&house.seat("ola"), OrderWatch::default()).is_err());
}
