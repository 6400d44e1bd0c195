//! The round of calls: who is rung first, what leaves for somebody who has not confirmed, whom nobody else rings meanwhile,
//! and the recorded choice about the car.

use super::*;

fn round(desk: &dyn Desk) -> RoundView {
    match ask(desk, Round::default()) {
        Ok(Answer::Round(view)) => view,
        other => panic!("{other:?}"),
    }
}

fn lines(desk: &dyn Desk, query: impl Into<contactdesk::desk::Query>) -> String {
    let answered = desk.ask(query.into()).unwrap();
    contactdesk::lines::answer(&answered, desk.here().now.day, 160)
}

fn claim(session: u32, who: impl Into<Key>) -> CallClaim {
    CallClaim { session: SessionId(session), who: who.into(), let_go: false }
}

fn said(session: u32, who: impl Into<Key>, result: ConfirmResult) -> SessionConfirm {
    let how = "phone".parse().unwrap();
    SessionConfirm { session: SessionId(session), who: who.into(), result, how, at: None }
}

fn told(session: u32, who: impl Into<Key>, result: ToldResult) -> SessionTold {
    SessionTold {
        session: SessionId(session),
        who: who.into(),
        how: Channel::Phone,
        result,
        what: Note::default(),
        at: None,
        ring_back: None,
    }
}

fn release(session: u32, choice: CarChoice, reason: &str) -> LegsRelease {
    LegsRelease { session: Some(SessionId(session)), day: None, choice, reason: reason.parse().unwrap() }
}

fn legs(desk: &dyn Desk, id: u32) -> Vec<LegStatus> {
    session(desk, id).legs.iter().map(|leg| leg.status).collect()
}

#[test]
fn calls_come_by_the_last_moment_the_car_can_be_stopped() {
    let house = House::with(morning());
    insta::assert_snapshot!(lines(&house.seat("asha"), Round::default()), @"
    Thu 26 Nov 2026: 4 to ring, 0 settled, 0 to tell
    ! 11:05 D. Osei leaves for Theo Reid: Nadia Reid not confirmed, 2 h 05
    to ring:
    by
      10:55  Nadia Reid  07700 900103, text is safe, safe 08:00-12:00  not rung  12:00 Theo Reid   C-0001 P-0003
      10:55  The Bells   no number                                     not rung  12:00 Theo Reid   C-0001 CR-0002
      15:45  Kelly Khan  07700 900101                                  not rung  16:00 Amara Khan  C-0002 P-0001
      15:45  The Moores  number secret                                 not rung  16:00 Amara Khan  C-0002 CR-0001
    ");
    // whose number lies behind a secret address is rung by whoever may reveal it
    let calls = round(&house.seat("asha")).calls;
    let moores = calls.iter().find(|c| c.who == Some(CarerId(1).key())).unwrap();
    assert!(moores.phone.is_empty() && moores.hidden, "{moores:?}");
}

/// DOMAIN 6b, scenario 2.
#[test]
fn an_unconfirmed_mother_holds_the_car_and_at_its_time_the_choice_is_recorded() {
    let house = later(House::with(morning()), "10:50");
    let asha = house.seat("asha");
    assert_eq!(legs(&asha, 1), [LegStatus::Held, LegStatus::Held]);
    let first = lines(&asha, Round::default()).lines().nth(1).unwrap().to_owned();
    insta::assert_snapshot!(first, @"! 11:05 D. Osei leaves for Theo Reid: Nadia Reid not confirmed, 15 minutes");
    drop(asha);
    let house = later(house, "11:05");
    let asha = house.seat("asha");
    let first = lines(&asha, Round::default()).lines().nth(1).unwrap().to_owned();
    insta::assert_snapshot!(first, @"! 11:05 D. Osei leaves for Theo Reid: Nadia Reid not confirmed, now");
    // nothing is let go without a word: not all of the day, not this one without a reason, not by duty
    let all = LegsRelease { day: Some(house.now.day), ..LegsRelease::default() };
    let no = [
        run(&asha, all).unwrap_err().what,
        run(&asha, release(1, CarChoice::Send, "")).unwrap_err().what,
        run(&house.seat("dot"), release(1, CarChoice::Send, "she will come")).unwrap_err().what,
        run(&asha, release(1, CarChoice::HoldOn, "")).unwrap_err().what,
        run(&asha, release(2, CarChoice::HoldOn, "no car")).unwrap_err().what,
    ];
    insta::assert_snapshot!(no.join("\n"), @"
    no car of Thu 26 Nov 2026 waits for a session that is confirmed
    not everybody of C-0001 has confirmed (P-0003): say why its car is sent all the same
    C-0001 is not confirmed: only a coordinator or manager sends its car all the same
    say why the car of C-0001 is held on
    C-0002 has no car that could still be held on
    ");
    assert_eq!(legs(&asha, 1), [LegStatus::Held, LegStatus::Held]);
    run(&asha, release(1, CarChoice::HoldOn, "her phone rings out; ten more minutes")).unwrap();
    let s = session(&asha, 1);
    assert_eq!((s.cars.len(), s.cars[0].missing.as_slice(), &*s.cars[0].by), (1, &[PartyId(3)][..], "asha"));
    assert_eq!(s.legs[0].status, LegStatus::Held);
    let first = lines(&asha, Round::default()).lines().nth(1).unwrap().to_owned();
    insta::assert_snapshot!(first, @"! 11:05 D. Osei leaves for Theo Reid: Nadia Reid not confirmed, now, held on 11:05 by asha: her phone rings out; ten more minutes");
    run(&asha, release(1, CarChoice::Send, "she has just got on the bus, her sister says")).unwrap();
    assert_eq!(legs(&asha, 1), [LegStatus::Released, LegStatus::Released]);
    assert!(!round(&asha).cars[0].is_open());
    let journal = lines(&asha, Journal { limit: Some(1), ..Journal::default() });
    assert!(journal.contains("legs.release") && journal.contains("her sister says"), "{journal}");
    // each choice is an entry and is taken back as one
    run(&asha, Undo::default()).unwrap();
    assert_eq!((legs(&asha, 1)[0], session(&asha, 1).cars.len()), (LegStatus::Held, 1));
    run(&asha, release(1, CarChoice::StandDown, "not coming")).unwrap();
    assert_eq!(legs(&asha, 1), [LegStatus::StoodDown, LegStatus::StoodDown]);
}

#[test]
fn everything_confirmed_is_let_go_with_one_key_and_one_entry() {
    let house = House::with(morning());
    let asha = house.seat("asha");
    run(&asha, said(1, PartyId(3), ConfirmResult::Confirmed)).unwrap();
    assert!(round(&asha).cars[0].ready);
    let all = LegsRelease { day: Some(house.now.day), ..LegsRelease::default() };
    let done = run(&asha, all.clone()).unwrap();
    assert_eq!(done.changed, [SessionId(1).key()]);
    assert_eq!(legs(&asha, 1), [LegStatus::Released, LegStatus::Released]);
    assert_eq!(run(&asha, all).unwrap_err().no, No::Rule);
    // who says no after the car has gone is first on the screen
    run(&asha, said(1, PartyId(3), ConfirmResult::Declined)).unwrap();
    assert!(round(&asha).cars[0].is_open());
    // a carer who says no holds it as well
    run(&asha, Undo::default()).unwrap();
    run(&asha, release(1, CarChoice::HoldOn, "wait")).unwrap();
    run(&asha, said(1, CarerId(2), ConfirmResult::Declined)).unwrap();
    assert!(!round(&asha).cars[0].ready && round(&asha).cars[0].declined == [CarerId(2).key()]);
}

#[test]
fn two_desks_never_ring_the_same_person() {
    let house = House::with(morning());
    let (asha, dot) = (house.seat("asha"), house.seat("dot"));
    run(&asha, claim(1, PartyId(3))).unwrap();
    let no = run(&dot, claim(1, PartyId(3))).unwrap_err();
    insta::assert_snapshot!(contactdesk::lines::refusal(&no), @"
    P-0003 is being rung by asha since 09:00
    hint: ring the next; theirs ends by 09:10
    ");
    // nobody is rung about another session of the day meanwhile, and the others are free
    run(&dot, claim(1, CarerId(2))).unwrap();
    let standing = |view: &RoundView, who: Key| {
        view.calls.iter().find(|c| c.who == Some(who)).map(|c| (c.state.standing, c.state.by.to_string())).unwrap()
    };
    assert_eq!(standing(&round(&dot), PartyId(3).key()), (Standing::Ringing, "asha".into()));
    // what came of it lets go, and so does leaving it
    run(&asha, told(1, PartyId(3), ToldResult::NoAnswer)).unwrap();
    run(&dot, claim(1, PartyId(3))).unwrap();
    assert!(run(&asha, CallClaim { let_go: true, ..claim(1, PartyId(3)) }).is_err(), "it is not hers to let go");
    run(&dot, CallClaim { let_go: true, ..claim(1, PartyId(3)) }).unwrap();
    assert_eq!(standing(&round(&dot), PartyId(3).key()).0, Standing::NoAnswer);
    // a claim ends by itself
    run(&dot, claim(1, PartyId(3))).unwrap();
    drop((asha, dot));
    let house = later(house, "09:10");
    assert_eq!(standing(&round(&house.seat("asha")), PartyId(3).key()).0, Standing::NoAnswer);
    run(&house.seat("asha"), claim(1, PartyId(3))).unwrap();
}

#[test]
fn of_many_desks_that_ring_at_once_one_has_the_call() {
    let house = House::with(morning());
    let won: usize = std::thread::scope(|scope| {
        let house = &house;
        let desks = ["asha", "dot", "moira", "root", "asha", "moira", "dot", "root"];
        let calls =
            desks.map(|account| scope.spawn(move || (account, run(&house.seat(account), claim(1, PartyId(3))))));
        let done = calls.map(|call| call.join().unwrap());
        let mut winners: Vec<&str> = done.iter().filter(|(_, done)| done.is_ok()).map(|(who, _)| *who).collect();
        winners.dedup();
        winners.len()
    });
    assert_eq!(won, 1);
    assert_eq!(session(&house.seat("asha"), 1).told.len(), 1);
}

#[test]
fn a_form_that_is_open_does_not_mind_that_somebody_is_rung() {
    let house = House::with(morning());
    let (asha, dot) = (house.seat("asha"), house.seat("dot"));
    let was = session(&asha, 1);
    run(&dot, claim(1, PartyId(3))).unwrap();
    run(&dot, told(1, PartyId(3), ToldResult::NoAnswer)).unwrap();
    let later = SessionMove {
        session: SessionId(1),
        start: Some(Minute::at(12, 30)),
        was: Some(Box::new(was.clone())),
        ..SessionMove::default()
    };
    run(&asha, later.clone()).unwrap();
    // what is decided on meanwhile it does mind
    assert_eq!(run(&asha, later).unwrap_err().no, No::Rule);
}

#[test]
fn calls_are_written_down_with_their_own_time_and_nothing_that_cannot_be() {
    let house = House::with(morning());
    let dot = house.seat("dot");
    let at = |time: &str| Some(Moment::new(house.now.day, time.parse().unwrap()));
    run(&dot, SessionTold { at: at("08:30"), ..told(1, PartyId(3), ToldResult::NoAnswer) }).unwrap();
    run(&dot, SessionTold { at: at("08:41"), ..told(1, PartyId(3), ToldResult::NoAnswer) }).unwrap();
    let text = |view: &RoundView, desk: &dyn Desk| {
        let names = desk.ask(Round::default().into()).unwrap().names;
        assert!(names.get(PartyId(3)).is_some());
        contactdesk::lines::standing(view.calls.iter().find(|c| c.who == Some(PartyId(3).key())).unwrap(), view.at.day)
    };
    assert_eq!(text(&round(&dot), &dot), "no answer twice, last 08:41");
    let back = SessionTold { ring_back: at("09:30"), ..told(1, PartyId(3), ToldResult::RingBack) };
    run(&dot, back).unwrap();
    assert_eq!(text(&round(&dot), &dot), "ring back at 09:30");
    run(&dot, SessionConfirm { at: at("08:55"), ..said(1, PartyId(3), ConfirmResult::Confirmed) }).unwrap();
    assert_eq!(text(&round(&dot), &dot), "confirmed 08:55");
    let no = [
        run(&dot, SessionTold { at: at("09:01"), ..told(1, PartyId(3), ToldResult::Told) }),
        run(&dot, told(1, PartyId(1), ToldResult::Told)),
        run(&dot, told(1, PartyId(77), ToldResult::Told)),
        run(&dot, told(1, PartyId(3), ToldResult::Ringing)),
        run(&dot, told(1, PartyId(3), ToldResult::Confirmed)),
        run(&dot, told(1, PartyId(3), ToldResult::RingBack)),
        run(&dot, SessionConfirm { at: at("09:01"), ..said(1, PartyId(3), ConfirmResult::Confirmed) }),
        run(&house.seat("audrey"), told(1, PartyId(3), ToldResult::Told)),
    ];
    let no = no.map(|no| no.unwrap_err().what).join("\n");
    insta::assert_snapshot!(no, @"
    Thu 26 Nov 2026 09:01 is still to come
    P-0001 is not in C-0001
    there is no P-0077
    somebody is rung with call.claim
    what they said is recorded with session.confirm
    say when they are to be rung back
    Thu 26 Nov 2026 09:01 is still to come
    session.told is not for an auditor
    ");
}

#[test]
fn tomorrow_says_what_is_to_be_mended_with_the_one_thing_that_mends_it() {
    let mut records = morning();
    for record in &mut records {
        match record {
            Record::RiskAssessment(r) if r.id == RiskAssessmentId(1) => {
                r.expires_on = Some("2026-11-27".parse().unwrap());
            }
            Record::Agreement(a) if a.id == AgreementId(2) => a.valid_to = Some("2026-11-26".parse().unwrap()),
            _ => {}
        }
    }
    records.extend([
        r#"{"session":{"id":"C-0011","arrangement":"A-0001","children":["CH-0001"],"parties":["P-0001"],"date":"2026-11-27","start":"10:00","end":"11:30","site":"ST-0001","room":"RM-0001","officers":["OF-0001"],"status":"booked","stagger":{"adult_arrive":"09:45","child_arrive":"10:00","child_leave":"11:30","adult_release":"11:45"}}}"#,
        r#"{"session":{"id":"C-0012","arrangement":"A-0003","children":["CH-0002"],"parties":["P-0003"],"date":"2026-11-27","start":"13:00","end":"14:30","site":"ST-0001","room":"RM-0001","officers":[],"status":"confirmed","confirmations":[{"who":"P-0003","result":"confirmed"}],"stagger":{"adult_arrive":"12:45","child_arrive":"13:00","child_leave":"14:30","adult_release":"14:45"}}}"#,
        r#"{"session":{"id":"C-0013","arrangement":"A-0002","children":["CH-0002"],"parties":["P-0002"],"date":"2026-11-27","start":"16:00","end":"17:30","site":"ST-0001","room":"RM-0002","officers":["OF-0002"],"status":"held","held_until":"2026-11-26 17:00","stagger":{"adult_arrive":"15:45","child_arrive":"16:00","child_leave":"17:30","adult_release":"17:45"}}}"#,
    ].map(json));
    let house = House::with(records);
    insta::assert_snapshot!(lines(&house.seat("audrey"), Tomorrow::default()), @"
    Tomorrow, Fri 27 Nov 2026: 3 sessions, 2 red, 2 unconfirmed
    ! C-0011 10:00-11:30 Amara Khan: the risk assessment (RA-0001) is good that day for the last time [papers of A-0001]
    ! C-0012 13:00-14:30 Theo Reid: it takes 1 officer and has none [officers]
    ! C-0012 13:00-14:30 Theo Reid: Theo Reid has no seat in a car on the way there [cars]
    ! C-0012 13:00-14:30 Theo Reid: Theo Reid has no seat in a car on the way back [cars]
    ? C-0011 10:00-11:30 Amara Khan: not confirmed: Kelly Khan [ring]
    ? C-0013 16:00-17:30 Theo Reid: the signed agreement AG-0002 for A-0002 (Theo Reid with Sam Reid) is not in force that day: its date is Thu 26 Nov 2026 [papers of A-0002]
    ? C-0013 16:00-17:30 Theo Reid: only held, until Thu 26 Nov 2026 17:00 [book]
    ");
    // another day, and one on which nothing is
    assert!(lines(&house.seat("asha"), Tomorrow { day: Some(house.now.day) }).contains("2 sessions"));
    let none = lines(&House::with(small_service()).seat("asha"), Tomorrow::default());
    insta::assert_snapshot!(none, @"
    Tomorrow, Fri 27 Nov 2026: 0 sessions, 0 red, 0 unconfirmed
    nothing is to be mended
    ");
}

#[test]
fn a_note_is_left_for_the_next_shift_until_each_has_read_it() {
    let house = House::with(morning());
    let (asha, dot) = (house.seat("asha"), house.seat("dot"));
    let note = NoteHandover { what: "Nadia's phone is broken; ring her sister".parse().unwrap(), day: None };
    run(&asha, note).unwrap();
    let first = |account: &str| {
        let day = DayQuery { day: house.now.day };
        lines(&house.seat(account), day).lines().nth(1).unwrap_or_default().to_owned()
    };
    insta::assert_snapshot!(first("dot"), @"* 09:00 asha: Nadia's phone is broken; ring her sister · DN-0001");
    assert!(!first("asha").starts_with('*') && !first("ola").starts_with('*'));
    assert!(lines(&dot, Now {}).contains("* 09:00 asha: Nadia's phone"));
    run(&dot, NoteRead { note: DayNoteId(1) }).unwrap();
    assert_eq!(run(&dot, NoteRead { note: DayNoteId(1) }).unwrap_err().no, No::Rule);
    assert!(!first("dot").starts_with('*') && first("moira").starts_with('*'));
    insta::assert_snapshot!(lines(&house.seat("audrey"), Notes::default()), @"
    Thu 26 Nov 2026
      09:00 asha: Nadia's phone is broken; ring her sister · DN-0001, read by dot
    ");
    assert!(run(&dot, NoteHandover::default()).is_err());
}

#[test]
fn a_car_that_was_let_go_is_held_again_when_its_session_moves_and_the_driver_is_told() {
    let house = House::with(morning());
    let asha = house.seat("asha");
    run(&asha, said(1, PartyId(3), ConfirmResult::Confirmed)).unwrap();
    run(&asha, release(1, CarChoice::Send, "")).unwrap();
    run(&asha, told(1, DriverId(1), ToldResult::Told)).unwrap();
    // called back: the driver has to hear of it, nobody else has
    let done = run(&asha, release(1, CarChoice::HoldOn, "the mother rings back at ten")).unwrap();
    assert_eq!((done.to_tell.as_slice(), legs(&asha, 1)[0]), (&[DriverId(1).key()][..], LegStatus::Held));
    run(&asha, release(1, CarChoice::Send, "")).unwrap();
    let later = SessionMove { session: SessionId(1), start: Some(Minute::at(12, 30)), ..SessionMove::default() };
    run(&asha, later).unwrap();
    assert_eq!(legs(&asha, 1), [LegStatus::Held, LegStatus::Held]);
    let car = &round(&asha).cars[0];
    assert!(!car.ready && car.missing == [PartyId(3)] && car.leaves == Minute::at(11, 35));
}
