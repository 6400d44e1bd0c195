//! Who was told what: kept when a session moves, is cancelled or brought back, so that whoever knows what holds no longer
//! is told again; and found again when somebody asks.

use super::*;
use proptest::strategy::Strategy;

fn text(desk: &dyn Desk, query: impl Into<contactdesk::desk::Query>) -> String {
    let answered = desk.ask(query.into()).unwrap();
    contactdesk::lines::answer(&answered, desk.here().now.day, 160)
}

/// Who is to be told, and about which session.
fn tell(desk: &dyn Desk) -> Vec<String> {
    match ask(desk, Round::default()) {
        Ok(Answer::Round(view)) => view.tell.iter().map(|c| format!("{} {}", c.session, c.who.unwrap())).collect(),
        other => panic!("{other:?}"),
    }
}

fn yes(session: u32, who: impl Into<Key>) -> SessionConfirm {
    let (who, how) = (who.into(), "text".parse().unwrap());
    SessionConfirm { session: SessionId(session), who, result: ConfirmResult::Confirmed, how, at: None }
}

fn told(session: u32, who: impl Into<Key>) -> SessionTold {
    SessionTold {
        session: SessionId(session),
        who: who.into(),
        how: Channel::Phone,
        result: ToldResult::Told,
        what: Note::default(),
        at: None,
        ring_back: None,
    }
}

fn to(start: &str) -> SessionMove {
    SessionMove { session: SessionId(1), start: Some(start.parse().unwrap()), ..SessionMove::default() }
}

fn off(by: CancelledBy) -> SessionCancel {
    SessionCancel { session: SessionId(1), by, reason: CancelReason::Ill, words: Note::default(), was: None }
}

#[test]
fn who_knew_the_old_time_is_told_of_the_new_one() {
    let house = House::with(morning());
    let asha = house.seat("asha");
    run(&asha, yes(1, PartyId(3))).unwrap();
    run(&asha, told(1, CarerId(2))).unwrap();
    assert_eq!(tell(&asha), Vec::<String>::new());
    let done = run(&asha, to("12:30")).unwrap();
    assert_eq!(done.to_tell, [PartyId(3).key(), CarerId(2).key()]);
    let said = contactdesk::lines::done(&done, None);
    assert!(said.contains("; tell Nadia Reid, The Bells (entry"), "{said}");
    assert_eq!(tell(&asha), ["C-0001 P-0003", "C-0001 CR-0002"]);
    run(&asha, told(1, CarerId(2))).unwrap();
    assert_eq!(tell(&asha), ["C-0001 P-0003"]);
    // who says yes to the new time has been told of it
    run(&asha, yes(1, PartyId(3))).unwrap();
    assert_eq!(tell(&asha), Vec::<String>::new());
    // what is not theirs to know is nobody's news: another room is not the mother's
    let room = SessionChange { session: SessionId(1), room: Some(RoomId(2)), ..SessionChange::default() };
    run(&asha, told(1, OfficerId(2))).unwrap();
    assert_eq!(run(&asha, room).unwrap().to_tell, [OfficerId(2).key()]);
    assert_eq!(session(&asha, 1).status, SessionStatus::Confirmed);
}

#[test]
fn a_move_taken_back_is_told_again_to_whom_it_was_told() {
    let house = House::with(morning());
    let (asha, dot) = (house.seat("asha"), house.seat("dot"));
    run(&asha, yes(1, PartyId(3))).unwrap();
    run(&asha, told(1, CarerId(2))).unwrap();
    // nobody was told meanwhile: what they said before holds again, and nobody is rung
    run(&asha, to("12:30")).unwrap();
    assert_eq!(run(&asha, Undo::default()).unwrap().to_tell, Vec::<Key>::new());
    assert_eq!((session(&asha, 1).status, tell(&asha)), (SessionStatus::Confirmed, Vec::new()));
    // the carer was told meanwhile, by somebody else, and the mother is being rung
    run(&asha, to("12:30")).unwrap();
    run(&dot, told(1, CarerId(2))).unwrap();
    run(&dot, yes(1, PartyId(3))).unwrap();
    let done = run(&asha, Undo::default()).unwrap();
    assert_eq!(done.to_tell, [PartyId(3).key(), CarerId(2).key()]);
    let s = session(&asha, 1);
    assert_eq!((s.start, s.status, s.confirmations.len()), (Minute::at(12, 0), SessionStatus::Booked, 0));
    assert_eq!(tell(&asha), ["C-0001 P-0003", "C-0001 CR-0002"]);
    // what else has changed still keeps it from being taken back
    run(&asha, to("12:45")).unwrap();
    let notes = SessionChange { notes: Some("x".parse().unwrap()), session: SessionId(1), ..SessionChange::default() };
    run(&house.seat("moira"), notes).unwrap();
    assert_eq!(run(&asha, Undo::default()).unwrap_err().no, No::Rule);
}

#[test]
fn of_a_cancelled_session_everybody_who_would_come_is_told() {
    let house = House::with(morning());
    let asha = house.seat("asha");
    let done = run(&asha, off(CancelledBy::ServiceStaff)).unwrap();
    let everybody = [ChildId(2).key(), PartyId(3).key(), CarerId(2).key(), OfficerId(2).key(), DriverId(1).key()];
    assert_eq!(done.to_tell, everybody);
    // the round, the list of one entry and what the command answered name the same people
    assert_eq!(tell(&asha).len(), everybody.len());
    let mut listed: Vec<Key> = of_entry(&asha, done.entry).into_iter().map(|(who, _)| who).collect();
    listed.sort_unstable();
    assert_eq!(listed, everybody);
    assert!(text(&asha, ToTell { entry: done.entry }).contains("it is cancelled"));
    for who in [ChildId(2).key(), PartyId(3).key(), OfficerId(2).key(), DriverId(1).key()] {
        run(&asha, told(1, who)).unwrap();
    }
    assert_eq!(tell(&asha), ["C-0001 CR-0002"]);
    // brought back: who was told that it is off is told that it is on
    let entry = done.entry;
    let back = run(&asha, Undo { entry: Some(entry) }).unwrap();
    let heard = [ChildId(2).key(), PartyId(3).key(), OfficerId(2).key(), DriverId(1).key()];
    assert_eq!(back.to_tell, heard);
    // whichever entry is asked about: nobody is told any longer that it is cancelled
    for entry in [entry, back.entry] {
        let mut on = of_entry(&asha, entry);
        on.sort_unstable_by_key(|(who, _)| *who);
        assert_eq!(on, heard.map(|who| (who, vec![News::On])), "entry {entry}");
        let said = text(&asha, ToTell { entry });
        assert!(said.contains("it is on again") && !said.contains("cancelled"), "{said}");
    }
    // a mother who rang to cancel knows
    run(&asha, off(CancelledBy::Parent)).unwrap();
    assert!(!tell(&asha).iter().any(|t| t.contains("P-0003")) || session(&asha, 1).told.iter().any(|t| t.old));
}

#[test]
fn who_said_no_is_not_told_that_it_is_off() {
    let house = House::with(morning());
    let asha = house.seat("asha");
    run(&asha, SessionConfirm { result: ConfirmResult::Declined, ..yes(1, PartyId(3)) }).unwrap();
    run(&asha, off(CancelledBy::Child)).unwrap();
    assert_eq!(tell(&asha), ["C-0001 CH-0002", "C-0001 CR-0002", "C-0001 OF-0002", "C-0001 D-0001"]);
}

#[test]
fn of_a_session_that_is_brought_back_nobody_hears_that_it_is_cancelled() {
    let house = House::with(morning());
    let asha = house.seat("asha");
    let off = run(&asha, off(CancelledBy::ServiceStaff)).unwrap().entry;
    run(&asha, told(1, PartyId(3))).unwrap();
    assert_eq!(lines_of_tell(&asha), 1);
    let back = run(&asha, SessionRestore { session: SessionId(1), ..SessionRestore::default() }).unwrap();
    assert_eq!(back.to_tell, [PartyId(3).key()]);
    for entry in [off, back.entry] {
        assert_eq!(of_entry(&asha, entry), [(PartyId(3).key(), vec![News::On])], "entry {entry}");
    }
    assert_eq!(lines_of_tell(&asha), 0, "a social worker hears of nothing that is on");
    run(&asha, told(1, PartyId(3))).unwrap();
    assert_eq!(of_entry(&asha, back.entry), []);
}

/// Whom the list of an entry names, and with what.
fn of_entry(desk: &dyn Desk, entry: u64) -> Vec<(Key, Vec<News>)> {
    match ask(desk, ToTell { entry }) {
        Ok(Answer::ToTell(view)) => view.rows.into_iter().map(|r| (r.who, r.news)).collect(),
        other => panic!("{other:?}"),
    }
}

/// How many rows the social workers' queue has.
fn lines_of_tell(desk: &dyn Desk) -> usize {
    match ask(desk, Tell::default()) {
        Ok(Answer::Tell(view)) => view.rows.len(),
        other => panic!("{other:?}"),
    }
}

/// DOMAIN 6b, scenario 12: what did we tell them, and when, and who printed what.
#[test]
fn what_was_told_and_printed_about_a_day_is_one_answer() {
    let house = House::with(morning());
    let (asha, dot) = (house.seat("asha"), house.seat("dot"));
    let day = house.now.day;
    let print = DocumentPrint {
        document: contactdesk::desk::DocumentKind::ParentCalendar,
        audience: None,
        who: Some("P-0003".into()),
        from: day,
        to: None,
    };
    run(&dot, print).unwrap();
    run(&asha, yes(1, PartyId(3))).unwrap();
    let shift = SessionMove { date: Some(day + 1), ..to("12:30") };
    run(&asha, shift).unwrap();
    run(&dot, SessionTold { what: "tomorrow, 12:30; she is pleased".parse().unwrap(), ..told(1, PartyId(3)) }).unwrap();
    let query = ToldQuery { who: "nadia".into(), from: Some(day), to: None };
    insta::assert_snapshot!(text(&house.seat("audrey"), query), @"
    P-0003 Nadia Reid, about Thu 26 Nov 2026
    Thu 26 Nov 2026 09:00 confirmed by asha, text: Thu 26 Nov 2026 12:00-13:30 (holds no longer) · C-0001
    Thu 26 Nov 2026 09:00 told by dot, phone: tomorrow, 12:30; she is pleased · C-0001
    now Fri 27 Nov 2026 12:30-14:00 booked · C-0001
    Thu 26 Nov 2026 09:00 parent-calendar printed by dot, Thu 26 Nov 2026 to Wed 23 Dec 2026 (entry 2)
    ");
    assert_eq!(
        ask(&house.seat("ola"), ToldQuery { who: "P-0003".into(), from: None, to: None }).unwrap_err().no,
        No::NotPermitted
    );
    assert_eq!(ask(&asha, ToldQuery { who: "P-0077".into(), from: None, to: None }).unwrap_err().no, No::NotFound);
    assert_eq!(ask(&asha, ToldQuery { who: "RM-0001".into(), from: None, to: None }).unwrap_err().no, No::Usage);
}

#[test]
fn a_message_says_to_each_what_they_may_have_and_no_more() {
    let house = House::with(morning());
    let asha = house.seat("asha");
    let word = SettingSet { name: "word.contact".parse().unwrap(), value: "family time".parse().unwrap() };
    run(&house.seat("root"), word).unwrap();
    let write = |who: Key| text(&asha, Message { session: SessionId(1), who, about: None });
    insta::assert_snapshot!(write(PartyId(3).key()), @"
    Dear Nadia Reid,

    Family time with Theo is planned for Thu 26 Nov 2026, 12:00 to 13:30, at St Andrew's.

    Please be there by 11:45; you leave at 13:45.

    Please ring us as early as you can and say whether this is all right.

    The contact service
    ");
    insta::assert_snapshot!(write(CarerId(2).key()), @"
    Dear The Bells,

    Family time of Theo is planned for Thu 26 Nov 2026, 12:00 to 13:30, at St Andrew's.

    We fetch Theo at 11:05. Back with you at 14:25.

    Please ring us as early as you can and say whether this is all right.

    The contact service
    ");
    run(&asha, yes(1, PartyId(3))).unwrap();
    run(&asha, told(1, DriverId(1))).unwrap();
    run(&asha, to("12:30")).unwrap();
    insta::assert_snapshot!(write(DriverId(1).key()), @"
    Dear D. Osei,

    Family time of Theo has changed. It is now on Thu 26 Nov 2026, 12:30 to 14:00, at St Andrew's.

    Your runs: 11:35 to 12:30, 14:00 to 14:55. The doors are on your run sheet; wait until we say go.

    Please ring us and say whether that is all right.

    The contact service
    ");
    assert!(write(PartyId(3).key()).contains("has changed. It is now on Thu 26 Nov 2026, 12:30 to 14:00"));
    run(&asha, off(CancelledBy::Carer)).unwrap();
    let family = write(PartyId(3).key());
    insta::assert_snapshot!(family, @"
    Dear Nadia Reid,

    Family time with Theo on Thu 26 Nov 2026, 12:30 to 14:00 does not take place. We are sorry.

    If you have questions, please ring us.

    The contact service
    ");
    insta::assert_snapshot!(write(ChildId(2).key()), @"
    Dear social worker,

    Family time of Theo with Nadia Reid on Thu 26 Nov 2026, 12:30 to 14:00 does not take place: ill.

    If you have questions, please ring us.

    The contact service
    ");
    assert!(ask(&asha, Message { session: SessionId(1), who: PartyId(1).key(), about: None }).is_err());
}

/// What can happen to a session and to what its mother and carer know of it.
#[derive(Clone, Copy, Debug)]
enum Step {
    Move(u16),
    Tell(bool),
    Confirm,
    Ring,
    Undo,
    Cancel,
}

proptest::proptest! {
    #![proptest_config(crate::chance::property(24))]

    /// Whatever is moved, cancelled, taken back and told in between: who last heard what is not so is on the call list;
    /// and nobody else is, but who last heard what was otherwise for a while and is so again.
    #[test]
    fn whoever_last_heard_what_is_not_so_is_to_be_told(steps in proptest::collection::vec(proptest::prop_oneof![
            (0u16..4).prop_map(Step::Move),
            proptest::bool::ANY.prop_map(Step::Tell),
            proptest::prelude::Just(Step::Confirm),
            proptest::prelude::Just(Step::Ring),
            proptest::prelude::Just(Step::Undo),
            proptest::prelude::Just(Step::Cancel),
        ], 1..14))
    {
        let house = House::with(morning());
        let (asha, dot) = (house.seat("asha"), house.seat("dot"));
        let (mother, carer) = (PartyId(3).key(), CarerId(2).key());
        // what each last heard: whether it takes place, and when
        let mut heard = std::collections::BTreeMap::new();
        let mut wavered = std::collections::BTreeSet::new();
        for step in steps {
            let now = session(&asha, 1);
            let fact = (now.status.takes_place(), now.start);
            match step {
                Step::Move(n) => drop(run(&asha, to(&format!("12:{:02}", n * 15)))),
                Step::Tell(to_mother) => {
                    let who = if to_mother { mother } else { carer };
                    run(&dot, told(1, who)).unwrap();
                    heard.insert(who, fact);
                    wavered.remove(&who);
                }
                Step::Confirm => {
                    if run(&dot, yes(1, PartyId(3))).is_ok() {
                        heard.insert(mother, fact);
                        wavered.remove(&mother);
                    }
                }
                Step::Ring => drop(run(&dot, CallClaim { session: SessionId(1), who: mother, let_go: false })),
                Step::Undo => drop(run(&asha, Undo::default())),
                Step::Cancel => drop(run(&asha, off(CancelledBy::ServiceStaff))),
            }
            let now = session(&asha, 1);
            let fact = (now.status.takes_place(), now.start);
            for who in [mother, carer] {
                let listed = tell(&asha).contains(&format!("C-0001 {who}"));
                let wrong = heard.get(&who).map_or(!fact.0, |last| *last != fact);
                if wrong {
                    wavered.insert(who);
                }
                proptest::prop_assert!(listed || !wrong, "{} {:?} {:?}: {:?}", who, heard.get(&who), fact, now.told);
                let needless = listed && !wavered.contains(&who);
                proptest::prop_assert!(!needless, "{} {:?} {:?}: {:?}", who, heard.get(&who), fact, now.told);
            }
            let confirmed = now.missing().is_empty();
            let stands = matches!(now.status, SessionStatus::Booked | SessionStatus::Confirmed);
            proptest::prop_assert!(!stands || confirmed == (now.status == SessionStatus::Confirmed), "{:?}", now);
        }
    }
}
