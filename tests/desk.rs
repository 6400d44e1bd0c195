//! The desk from outside: booking, refusing, overriding, undoing, merging, importing.
#![expect(clippy::unwrap_used, reason = "a test that cannot go on says where")]

#[path = "support/chance.rs"]
mod chance;
#[path = "support/sick.rs"]
mod sick;
mod support;

#[path = "desk/agenda.rs"]
mod agenda;
#[path = "desk/asked.rs"]
mod asked;
#[path = "desk/chase.rs"]
mod chase;
#[path = "desk/closures.rs"]
mod closures;
#[path = "desk/duty.rs"]
mod duty;
#[path = "desk/freed.rs"]
mod freed;
#[path = "desk/incidents.rs"]
mod incidents;
#[path = "desk/intake.rs"]
mod intake;
#[path = "desk/late.rs"]
mod late;
#[path = "desk/live.rs"]
mod live;
#[path = "desk/losses.rs"]
mod losses;
#[path = "desk/orders.rs"]
mod orders;
#[path = "desk/over.rs"]
mod over;
#[path = "desk/pack.rs"]
mod pack;
#[path = "desk/panel_edges.rs"]
mod panel_edges;
#[path = "desk/panel_scenarios.rs"]
mod panel_scenarios;
#[path = "desk/paper.rs"]
mod paper;
#[path = "desk/referrals.rs"]
mod referrals;
#[path = "desk/repair.rs"]
mod repair;
#[path = "desk/round.rs"]
mod round;
#[path = "desk/series.rs"]
mod series;
#[path = "desk/sitting.rs"]
mod sitting;
#[path = "desk/sitting_property.rs"]
mod sitting_property;
#[path = "desk/told.rs"]
mod told;

#[path = "support/morning.rs"]
mod morning;
#[path = "support/panel_script.rs"]
mod panel_script;
#[path = "support/sitting.rs"]
mod sitting_support;

use contactdesk::desk::commands::*;
use contactdesk::desk::queries::*;
use contactdesk::desk::{Answer, Command, Desk, Event, No, Opened, Order, Query, Refusal};
use contactdesk::domain::*;
use morning::{later, morning};
use support::*;

fn book(child: u32, day: &str, start: &str) -> SessionBook {
    SessionBook {
        date: day.parse().unwrap(),
        start: start.parse().unwrap(),
        children: Some(vec![ChildId(child)]),
        ..SessionBook::default()
    }
}

fn session(desk: &dyn Desk, id: u32) -> Session {
    match ask(desk, Show { what: format!("C-{id}") }) {
        Ok(Answer::Show(view)) => Session::of(&view.record).unwrap().clone(),
        other => panic!("{other:?}"),
    }
}

#[test]
fn a_child_a_day_and_a_time_are_enough_to_book() {
    let house = House::with(small_service());
    let asha = house.seat("asha");
    let done = run(&asha, book(1, "2026-11-26", "16:00")).unwrap();
    assert_eq!((done.entry, done.changed.as_slice()), (2, &[SessionId(1).key()][..]));
    let s = session(&asha, 1);
    assert_eq!(
        (s.end.to_string(), s.room, s.officers.as_slice()),
        ("17:30".into(), Some(RoomId(2)), &[OfficerId(1)][..])
    );
    assert_eq!((s.parties.as_slice(), s.status), (&[PartyId(1)][..], SessionStatus::Booked));
    assert_eq!(
        (s.stagger.adult_arrive.to_string(), s.stagger.adult_release.to_string()),
        ("15:45".into(), "17:45".into())
    );
}

#[test]
fn the_invented_data_a_store_began_with_is_nothing_of_yours_to_undo() {
    let house = House::empty();
    let root = house.seat("root");
    run(&root, Import { records: vec![json(r#"{"party":{"name":"Uma Dale"}}"#)] }).unwrap();
    // whoever made it is let in last, as `demo` has it
    let name: Name = "root".parse().unwrap();
    let root_user = User { account: name.clone(), name, role: Role::Admin, ..User::default() };
    run(&root, RecordAdd { record: root_user.into() }).unwrap();
    let no = run(&root, Undo::default()).unwrap_err();
    assert_eq!((no.no, no.what.as_str()), (No::Rule, "there is nothing of yours to undo"));
    assert!(!no.hint.unwrap_or_default().contains("contactdesk undo"), "no way is shown to undo the import");
}

#[test]
fn an_import_is_taken_back_by_its_number_and_by_no_key() {
    let house = House::with(small_service());
    let root = house.seat("root");
    let party = json(r#"{"party":{"name":"Uma Dale"}}"#);
    let entry = run(&root, Import { records: vec![party] }).unwrap().entry;
    let no = run(&root, Undo::default()).unwrap_err();
    assert_eq!((no.no, no.entry), (No::Rule, Some(2)), "{no:?}");
    assert!(no.hint.as_deref().unwrap().ends_with("contactdesk undo 2"), "{no:?}");
    // what came after it is taken back as ever
    let booked = run(&root, book(1, "2026-11-26", "16:00")).unwrap().entry;
    assert_eq!(run(&root, Undo::default()).unwrap().undoes, Some(booked));
    assert_eq!(run(&root, Undo::default()).unwrap_err().no, No::Rule);
    assert_eq!(run(&root, Undo { entry: Some(entry) }).unwrap().undoes, Some(entry));
}

#[test]
fn the_same_room_again_is_refused_with_the_reason_and_nothing_is_stored() {
    let house = House::with(small_service());
    let asha = house.seat("asha");
    run(&asha, SessionBook { room: Some(RoomId(1)), ..book(1, "2026-11-26", "16:00") }).unwrap();
    let no = run(&asha, SessionBook { room: Some(RoomId(1)), ..book(2, "2026-11-26", "16:30") }).unwrap_err();
    assert_eq!(no.no, No::Rule);
    let taken = no
        .findings
        .iter()
        .any(|f| matches!(f.finding.what, What::Taken { who, by, .. } if who == RoomId(1).key() && by == SessionId(1)));
    assert!(taken, "{no:?}");
    assert_eq!(no.names.say(RoomId(1)), "Oak");
    assert!(ask(&asha, Show { what: "C-2".into() }).is_err());
    assert_eq!(asha.here().head, 2);
}

#[test]
fn only_a_manager_overrides_and_the_reason_stays() {
    let house = House::with(small_service());
    let (asha, moira) = (house.seat("asha"), house.seat("moira"));
    run(&asha, SessionBook { room: Some(RoomId(1)), ..book(1, "2026-11-26", "16:00") }).unwrap();
    let clash = || Command::from(SessionBook { room: Some(RoomId(1)), ..book(2, "2026-11-26", "16:30") });
    let over = |reason: &str| Order { command: clash(), over: Some(reason.parse().unwrap()) };
    assert_eq!(asha.execute(over("please")).unwrap_err().no, No::NotPermitted);
    assert_eq!(moira.execute(over("")).unwrap_err().no, No::Rule);
    moira.execute(over("the families know each other")).unwrap();
    let Ok(Answer::Journal(journal)) = ask(&moira, Journal { limit: Some(1), ..Journal::default() }) else { panic!() };
    let line = &journal.lines[0];
    assert_eq!(line.reason.as_deref(), Some("the families know each other"));
    assert!(line.overrides.iter().any(|r| r.0 == "room-taken"), "{line:?}");
    assert_eq!((line.actor.account.as_str(), line.actor.really.as_deref()), ("moira", Some("root")));
}

#[test]
fn undo_and_redo_walk_back_and_forth_and_are_entries_themselves() {
    let house = House::with(small_service());
    let asha = house.seat("asha");
    run(&asha, book(1, "2026-11-26", "16:00")).unwrap();
    let cancel = SessionCancel {
        session: SessionId(1),
        by: CancelledBy::Parent,
        reason: CancelReason::Ill,
        words: Note::default(),
        was: None,
    };
    run(&asha, cancel).unwrap();
    assert_eq!(session(&asha, 1).status, SessionStatus::CancelledOnDay);
    assert_eq!(run(&asha, Undo::default()).unwrap().undoes, Some(3));
    assert_eq!(session(&asha, 1).status, SessionStatus::Booked);
    run(&asha, Undo::default()).unwrap();
    assert!(ask(&asha, Show { what: "C-1".into() }).is_err());
    run(&asha, Redo::default()).unwrap();
    run(&asha, Redo::default()).unwrap();
    assert_eq!(session(&asha, 1).status, SessionStatus::CancelledOnDay);
    assert_eq!(run(&asha, Redo::default()).unwrap_err().no, No::Rule);
    // a number that was given and taken back is not given again
    run(&asha, Undo::default()).unwrap();
    run(&asha, Undo::default()).unwrap();
    assert_eq!(run(&asha, book(1, "2026-11-26", "14:00")).unwrap().changed, [SessionId(2).key()]);
    assert_eq!(run(&asha, Redo::default()).unwrap_err().no, No::Rule, "other work lies between");
}

#[test]
fn a_desk_opened_for_one_command_undoes_redoes_and_names_as_one_that_stays() {
    let house = House::with(small_service());
    let cancel = SessionCancel {
        session: SessionId(1),
        by: CancelledBy::Parent,
        reason: CancelReason::Ill,
        words: Note::default(),
        was: None,
    };
    run(&house.seat("asha"), book(1, "2026-11-26", "16:00")).unwrap();
    run(&house.seat("asha"), cancel).unwrap();
    let house = house.reopened_as(Opened::Once);
    let done = run(&house.seat("asha"), Undo::default()).unwrap();
    assert_eq!((done.undoes, done.names.say(SessionId(1))), (Some(3), "Amara Khan"));
    let house = house.reopened_as(Opened::Once);
    let done = run(&house.seat("asha"), Undo::default()).unwrap();
    assert_eq!((done.undoes, done.names.say(SessionId(1))), (Some(2), "Amara Khan"));
    let house = house.reopened_as(Opened::Once);
    assert_eq!(run(&house.seat("asha"), Redo::default()).unwrap().undoes, Some(5));
    let house = house.reopened_as(Opened::Once);
    let answered = house.seat("asha").ask(Journal::default().into()).unwrap();
    assert_eq!(answered.names.say(SessionId(1)), "Amara Khan");
    let added = json(r#"{"child":{"name":"Zoe Ash","dob":"2019-01-01"}}"#);
    let child = run(&house.seat("asha"), RecordAdd { record: added }).unwrap().changed[0];
    assert_eq!(run(&house.seat("asha"), Undo::default()).unwrap().names.say(child), "Zoe Ash");
}

#[test]
fn the_journal_tells_nothing_of_a_restricted_session_whether_its_day_is_loaded_or_not() {
    for opened in [Opened::Live, Opened::Once] {
        let mut records = small_service();
        for record in &mut records {
            if let Record::Child(child) = record
                && child.id == ChildId(1)
            {
                child.restricted_to = vec!["moira".parse().unwrap()];
            }
        }
        let house = House::with(records);
        let booked = SessionBook { notes: "grandmother may come".parse().unwrap(), ..book(1, "2026-11-26", "16:00") };
        run(&house.seat("moira"), booked).unwrap();
        let house = house.reopened_as(opened);
        let told = |account: &str| {
            let answered = house.seat(account).ask(Journal { limit: Some(1), ..Journal::default() }.into()).unwrap();
            serde_json::to_string(&answered.answer).unwrap() + answered.names.say(SessionId(1))
        };
        assert!(told("moira").contains("grandmother") && told("moira").contains("Amara"));
        let asha = told("asha");
        assert!(!asha.contains("grandmother") && !asha.contains("Amara") && !asha.contains("C-0001"), "{asha}");
    }
}

#[test]
fn of_many_who_ask_at_once_for_a_room_years_ahead_one_gets_it() {
    let house = House::with(small_service());
    let seats: Vec<_> =
        (0..8_usize).map(|nth| house.seat(if nth.is_multiple_of(2) { "asha" } else { "root" })).collect();
    for week in 0..20 {
        let day = "2031-01-09".parse::<Day>().unwrap() + week * 7;
        let start = std::sync::Barrier::new(seats.len());
        let command = |nth: usize| {
            let book = SessionBook {
                room: Some(RoomId(1)),
                officers: Some(vec![OfficerId(1)]),
                ..book(1, "2031-01-09", "16:00")
            };
            if nth.is_multiple_of(2) {
                return Command::from(SessionBook { date: day, ..book });
            }
            // an import says nothing of the days it will need before it is decided
            let session = json(
                r#"{"session":{"arrangement":"A-0002","children":["CH-0002"],"parties":["P-0002"],"date":"2031-01-09","start":"16:00","end":"17:30","site":"ST-0001","room":"RM-0001","officers":["OF-0002"],"status":"booked","stagger":{"adult_arrive":"15:45","child_arrive":"16:00","child_leave":"17:30","adult_release":"17:45"}}}"#,
            );
            let Record::Session(session) = session else { panic!() };
            Command::from(Import { records: vec![Session { date: day, ..session }.into()] })
        };
        let won: usize = std::thread::scope(|threads| {
            let (start, command) = (&start, &command);
            let tries = seats.iter().enumerate().map(|(nth, seat)| {
                threads.spawn(move || {
                    start.wait();
                    usize::from(run(seat, command(nth)).is_ok())
                })
            });
            tries.collect::<Vec<_>>().into_iter().map(|t| t.join().unwrap()).sum()
        });
        assert_eq!(won, 1, "on {day}");
    }
}

#[test]
fn an_undo_is_refused_where_the_room_is_taken_by_now_or_the_record_has_changed() {
    let house = House::with(small_service());
    let (asha, moira) = (house.seat("asha"), house.seat("moira"));
    run(&asha, SessionBook { room: Some(RoomId(1)), ..book(1, "2026-11-26", "16:00") }).unwrap();
    let cancel = SessionCancel {
        session: SessionId(1),
        by: CancelledBy::Child,
        reason: CancelReason::Ill,
        words: Note::default(),
        was: None,
    };
    run(&asha, cancel).unwrap();
    run(&moira, SessionBook { room: Some(RoomId(1)), ..book(2, "2026-11-26", "16:00") }).unwrap();
    let no = run(&asha, Undo::default()).unwrap_err();
    assert_eq!(no.no, No::Rule);
    assert!(!no.findings.is_empty(), "the rules say why: {no:?}");
    let notes =
        SessionChange { session: SessionId(2), notes: Some("ring first".parse().unwrap()), ..SessionChange::default() };
    run(&asha, notes).unwrap();
    let no = run(&moira, Undo::default()).unwrap_err();
    assert!(no.what.contains("C-0002 has changed since entry 4"), "{}", no.what);
}

#[test]
fn a_moved_session_takes_its_times_along_and_loses_its_yes() {
    let house = House::with(small_service());
    let asha = house.seat("asha");
    run(&asha, book(1, "2026-11-26", "16:00")).unwrap();
    let yes = SessionConfirm {
        session: SessionId(1),
        who: PartyId(1).key(),
        result: ConfirmResult::Confirmed,
        how: Name::default(),
        at: None,
    };
    run(&asha, yes).unwrap();
    assert_eq!(session(&asha, 1).status, SessionStatus::Confirmed);
    let later = SessionMove {
        session: SessionId(1),
        date: Some("2026-11-27".parse().unwrap()),
        start: Some(Minute::at(10, 0)),
        ..SessionMove::default()
    };
    run(&asha, later).unwrap();
    let s = session(&asha, 1);
    assert_eq!(
        (s.date.to_string(), s.span().to_string(), s.status),
        ("2026-11-27".into(), "10:00-11:30".into(), SessionStatus::Booked)
    );
    assert_eq!(s.stagger.adult_arrive.to_string(), "09:45");
    assert!(s.confirmations.is_empty());
}

#[test]
fn nonsense_is_refused_with_the_field_that_is_wrong() {
    let house = House::with(small_service());
    let asha = house.seat("asha");
    let wrong = |command: SessionBook| {
        let no = run(&asha, command).unwrap_err();
        (no.no, no.field.unwrap_or_default())
    };
    let base = || book(1, "2026-11-26", "16:00");
    assert_eq!(wrong(SessionBook { end: Some(Minute::at(15, 0)), ..base() }), (No::Usage, "end".into()));
    assert_eq!(wrong(SessionBook { minutes: Some(2400), ..base() }), (No::Usage, "minutes".into()));
    assert_eq!(wrong(SessionBook { date: "2190-01-01".parse().unwrap(), ..base() }), (No::Usage, "date".into()));
    assert_eq!(wrong(SessionBook { children: None, ..base() }), (No::Usage, "children".into()));
    assert_eq!(wrong(book(99, "2026-11-26", "16:00")).0, No::NotFound);
    assert_eq!(asha.here().head, 1, "nothing stored");
}

#[test]
fn years_ahead_a_taken_room_is_refused_like_tomorrow() {
    let house = House::with(small_service()).reopened();
    let asha = house.seat("asha");
    // a Wednesday
    run(&asha, SessionBook { room: Some(RoomId(1)), ..book(1, "2032-11-24", "16:00") }).unwrap();
    drop(asha);
    let house = house.reopened();
    let no =
        run(&house.seat("asha"), SessionBook { room: Some(RoomId(1)), ..book(2, "2032-11-24", "16:00") }).unwrap_err();
    assert_eq!(no.no, No::Rule, "{no:?}");
}

#[test]
fn roles_may_what_the_table_says() {
    let house = House::with(small_service());
    for account in ["dot", "clive", "audrey", "ola"] {
        let no = run(&house.seat(account), book(1, "2026-11-26", "16:00")).unwrap_err();
        assert_eq!(no.no, No::NotPermitted, "{account}");
    }
    assert!(ask(&house.seat("dot"), Journal::default()).is_err());
    assert!(ask(&house.seat("audrey"), Journal::default()).is_ok());
    assert!(house.local.as_ref().unwrap().seat("stranger", Some("root"), true).is_err());
    let user = json(r#"{"user":{"account":"eve","name":"Eve","role":"admin"}}"#);
    assert_eq!(run(&house.seat("asha"), RecordAdd { record: user }).unwrap_err().no, No::NotPermitted);
}

#[test]
fn a_duplicate_child_is_merged_with_all_that_points_at_it() {
    let house = House::with(small_service());
    let asha = house.seat("asha");
    run(&asha, book(2, "2026-11-27", "10:00")).unwrap();
    let twin = json(r#"{"child":{"name":"Theo Reed","diet":"halal"}}"#);
    run(&asha, RecordAdd { record: twin }).unwrap();
    run(&asha, RecordMerge { from: ChildId(2).key(), into: ChildId(3).key() }).unwrap();
    let s = session(&asha, 1);
    assert_eq!(s.children, [ChildId(3)]);
    let Ok(Answer::Show(view)) = ask(&asha, Show { what: "CH-3".into() }) else { panic!() };
    let Record::Child(kept) = view.record else { panic!() };
    assert_eq!((&*kept.name, kept.height_cm, &*kept.diet), ("Theo Reed", Some(140), "halal"));
    run(&asha, Undo::default()).unwrap();
    assert_eq!(session(&asha, 1).children, [ChildId(2)]);
}

#[test]
fn what_is_still_booked_cannot_be_closed() {
    let house = House::with(small_service());
    let asha = house.seat("asha");
    run(&asha, book(1, "2026-11-26", "16:00")).unwrap();
    let close = || RecordClose { key: OfficerId(1).key(), why: "left".parse().unwrap() };
    assert_eq!(run(&asha, close()).unwrap_err().no, No::Rule);
    run(&asha, Undo::default()).unwrap();
    run(&asha, close()).unwrap();
    run(&asha, RecordReopen { key: OfficerId(1).key() }).unwrap();
}

#[test]
fn an_import_is_all_or_nothing_and_lists_every_mistake() {
    let house = House::with(small_service());
    let root = house.seat("root");
    let records = [
        r#"{"child":{"id":"CH-0050","name":"Ada"}}"#,
        r#"{"child":{"id":"CH-0051"}}"#,
        r#"{"placement":{"child":"CH-0077","carer":"CR-0001"}}"#,
    ];
    let no = run(&root, Import { records: records.map(json).to_vec() }).unwrap_err();
    let wrong: Vec<_> = no.wrong.iter().map(|w| (w.index, w.field.as_str())).collect();
    assert_eq!(wrong, [(1, "name"), (2, "")]);
    assert!(ask(&root, Show { what: "CH-50".into() }).is_err());
    run(&root, Import { records: vec![json(records[0])] }).unwrap();
    assert_eq!(
        run(&root, RecordAdd { record: json(r#"{"child":{"name":"Bo"}}"#) }).unwrap().changed,
        [ChildId(51).key()]
    );
}

#[test]
fn a_stale_change_is_refused() {
    let house = House::with(small_service());
    let asha = house.seat("asha");
    let Ok(Answer::Show(view)) = ask(&asha, Show { what: "CH-1".into() }) else { panic!() };
    let Record::Child(child) = &view.record else { panic!() };
    let taller = |cm| Record::from(Child { height_cm: Some(cm), ..child.clone() });
    run(&asha, RecordChange { record: taller(119), was: Some(view.record.clone()) }).unwrap();
    let no = run(&asha, RecordChange { record: taller(120), was: Some(view.record.clone()) }).unwrap_err();
    assert_eq!(no.no, No::Rule);
}

#[test]
fn what_one_does_is_told_to_the_others() {
    let house = House::with(small_service());
    let (asha, dot) = (house.seat("asha"), house.seat("dot"));
    let told = dot.watch();
    run(&asha, book(1, "2026-11-26", "16:00")).unwrap();
    let Ok(Event::Entry { seq, keys, days, by }) = told.recv() else { panic!() };
    assert_eq!((seq, keys, by.as_str()), (2, vec![SessionId(1).key()], "asha"));
    assert_eq!(days, ["2026-11-26".parse::<Day>().unwrap()]);
}

#[test]
fn a_name_that_fits_two_lists_both_and_never_guesses() {
    let mut records = small_service();
    records.push(json(r#"{"child":{"id":"CH-0003","name":"Noor Khan","known_as":"Nunu"}}"#));
    records.push(json(r#"{"child":{"id":"CH-0004","name":"Noor Khanum"}}"#));
    let house = House::with(records);
    let dot = house.seat("dot");
    let no = ask(&dot, Next { who: "khan".into(), limit: None }).unwrap_err();
    assert_eq!(no.no, No::NotFound);
    assert_eq!(no.candidates.len(), 4, "{no:?}");
    // a name said in full is that person, also where they are called otherwise
    for said in ["amara", "noor khan", "nunu"] {
        assert!(ask(&dot, Next { who: said.into(), limit: None }).is_ok(), "{said}");
    }
}

#[test]
fn a_name_that_is_only_like_one_on_file_is_not_taken_for_it() {
    let house = House::with(small_service());
    let dot = house.seat("dot");
    for said in ["amira", "amira khan", "khan amira", "amaraa khan"] {
        let no = ask(&dot, Next { who: said.into(), limit: None }).unwrap_err();
        assert_eq!((no.no, no.candidates.len()), (No::NotFound, 1), "{said}: {no:?}");
        assert!(ask(&dot, Show { what: said.into() }).is_err(), "{said}");
    }
    assert!(ask(&dot, Show { what: "khan amara".into() }).is_ok());
}

#[test]
fn a_household_is_not_passed_over_for_a_child_of_its_name() {
    let mut records = small_service();
    records.push(json(r#"{"child":{"id":"CH-0003","name":"Jack Moores"}}"#));
    let house = House::with(records);
    let no = ask(&house.seat("dot"), Show { what: "moores".into() }).unwrap_err();
    assert_eq!(no.candidates.iter().map(|h| h.key).collect::<Vec<_>>(), [ChildId(3).key(), CarerId(1).key()]);
}

#[test]
fn a_carers_next_sessions_are_those_of_the_children_who_live_there_then() {
    let mut records = small_service();
    records.push(json(r#"{"placement":{"id":"PL-0003","child":"CH-0001","carer":"CR-0002","from":"2026-11-27"}}"#));
    let house = House::with(records);
    let asha = house.seat("asha");
    for day in ["2026-11-26", "2026-11-27"] {
        run(&asha, book(1, day, "16:00")).unwrap();
    }
    let next = |who: &str| match ask(&asha, Next { who: who.into(), limit: None }).unwrap() {
        Answer::Next(view) => view.sessions.iter().map(|s| s.id.0).collect::<Vec<_>>(),
        other => panic!("{other:?}"),
    };
    assert_eq!((next("moores"), next("CR-2")), (vec![1], vec![2]));
    let Ok(Answer::Show(view)) = ask(&asha, Show { what: "CR-1".into() }) else { panic!() };
    assert_eq!(view.ahead.len(), 1);
}

#[test]
fn what_happened_to_a_record_is_shown_by_name_as_by_reference() {
    let house = House::with(small_service());
    let asha = house.seat("asha");
    let history = |what: &str| match ask(&asha, Show { what: what.into() }).unwrap() {
        Answer::Show(view) => view.history.len(),
        other => panic!("{other:?}"),
    };
    assert_eq!((history("CH-1"), history("amara")), (1, 1));
}

#[test]
fn settings_change_the_rules_and_defaults_come_back() {
    let house = House::with(small_service());
    let root = house.seat("root");
    let set = |value: &str| SettingSet { name: "stagger.before_min".parse().unwrap(), value: value.parse().unwrap() };
    run(&root, set("30")).unwrap();
    run(&root, book(1, "2026-11-26", "16:00")).unwrap();
    assert_eq!(session(&root, 1).stagger.adult_arrive.to_string(), "15:30");
    assert_eq!(run(&root, set("soon")).unwrap_err().no, No::Usage);
    run(&root, set("")).unwrap();
    run(&root, book(2, "2026-11-26", "10:00")).unwrap();
    assert_eq!(session(&root, 2).stagger.adult_arrive.to_string(), "09:45");
}

#[test]
fn a_session_never_loses_its_children_or_its_adults_by_a_change() {
    let house = House::with(small_service());
    let asha = house.seat("asha");
    run(&asha, book(1, "2026-11-26", "16:00")).unwrap();
    let change = SessionChange { session: SessionId(1), ..SessionChange::default() };
    let no = run(&asha, SessionChange { children: Some(vec![]), ..change.clone() }).unwrap_err();
    assert_eq!((no.no, no.what.as_str()), (No::Usage, "children needs at least one"));
    let no = run(&asha, SessionChange { parties: Some(vec![]), ..change.clone() }).unwrap_err();
    assert_eq!((no.field.as_deref(), no.what.as_str()), (Some("parties"), "say which adults come"));
    let twice = SessionChange { officers: Some(vec![OfficerId(1), OfficerId(1)]), ..change };
    assert_eq!(run(&asha, twice).unwrap_err().what, "officers names someone twice");
    assert_eq!((session(&asha, 1).children, session(&asha, 1).parties), (vec![ChildId(1)], vec![PartyId(1)]));
}

#[test]
fn a_child_is_booked_once() {
    let house = House::with(small_service());
    let asha = house.seat("asha");
    let twice = SessionBook { children: Some(vec![ChildId(1), ChildId(1)]), ..book(1, "2026-11-26", "16:00") };
    assert_eq!(run(&asha, twice).unwrap_err().what, "children names someone twice");
}

#[test]
fn a_duplicate_is_merged_however_old_its_sessions_are() {
    let old = json(
        r#"{"session":{"id":"C-0001","arrangement":"A-0002","children":["CH-0002"],"parties":["P-0002"],"date":"2026-03-02","start":"16:00","end":"17:30","site":"ST-0001","room":"RM-0001","officers":["OF-0002"],"status":"signed_off"}}"#,
    );
    let twin = json(r#"{"party":{"id":"P-0003","name":"Samuel Reid","relationship":"father"}}"#);
    for opened in [Opened::Live, Opened::Once] {
        let records = small_service().into_iter().chain([old.clone(), twin.clone()]).collect();
        let house = House::with(records).reopened_as(opened);
        let moira = house.seat("moira");
        run(&moira, RecordMerge { from: PartyId(2).key(), into: PartyId(3).key() }).unwrap();
        assert_eq!(session(&moira, 1).parties, [PartyId(3)]);
    }
}

#[test]
fn cancelling_stands_the_cars_down() {
    let house = House::with(small_service());
    let asha = house.seat("asha");
    let ride = SessionBook { transport: Some(Transport::Taxi), ..book(2, "2026-11-26", "16:00") };
    run(&asha, ride).unwrap();
    assert!(!session(&asha, 1).legs.is_empty());
    let (by, reason) = (CancelledBy::Parent, CancelReason::Ill);
    run(&asha, SessionCancel { session: SessionId(1), by, reason, words: Note::default(), was: None }).unwrap();
    assert!(session(&asha, 1).legs.iter().all(|leg| leg.status == LegStatus::StoodDown));
}

#[test]
fn who_saw_a_secret_address_stands_in_its_history() {
    let house = House::with(small_service());
    let asha = house.seat("asha");
    run(&asha, AddressReveal { key: CarerId(1).key(), reason: "the driver is lost".parse().unwrap() }).unwrap();
    let Ok(Answer::Show(view)) = ask(&asha, Show { what: "CR-1".into() }) else { panic!() };
    let seen = view.history.iter().find(|line| line.command == "address.reveal").unwrap();
    assert_eq!((seen.actor.account.as_str(), seen.reason.as_deref()), ("asha", Some("the driver is lost")));
    assert_eq!(seen.keys, [CarerId(1).key()]);
    // and undo passes it over
    assert_eq!(run(&asha, Undo::default()).unwrap_err().what, "there is nothing of yours to undo");
}

#[test]
fn who_is_free_is_who_can_be_booked() {
    let house = House::with(small_service());
    let asha = house.seat("asha");
    // T. Shah until 11:30, and with the family until 11:45
    run(&asha, SessionBook { officers: Some(vec![OfficerId(1)]), ..book(1, "2026-11-27", "10:00") }).unwrap();
    let free = |span: &str| {
        let query = Free { what: FreeWhat::Officers, day: "2026-11-27".parse().unwrap(), span: span.parse().unwrap() };
        let Ok(Answer::Free(view)) = ask(&asha, query) else { panic!() };
        view.rows.iter().any(|one| one.key == OfficerId(1).key() && one.free)
    };
    for (span, start) in [("11:30-13:00", "11:30"), ("11:45-13:15", "11:45"), ("12:00-13:30", "12:00")] {
        let other = SessionBook { officers: Some(vec![OfficerId(1)]), ..book(2, "2026-11-27", start) };
        let check = Check { command: Box::new(Command::from(other)) };
        let Ok(Answer::Check(view)) = ask(&asha, check) else { panic!() };
        let taken = view.blocking.iter().any(|f| f.finding.keys().contains(&OfficerId(1).key()));
        assert_eq!(free(span), !taken, "{span}");
    }
}
