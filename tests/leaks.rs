//! Nothing leaves the desk that the asker may not read (DESIGN invariant 5): every query and many commands, as every
//! role, over a service whose secrets are words that stand nowhere else.
#![expect(clippy::unwrap_used, reason = "a test that cannot go on says where")]

#[path = "support/chance.rs"]
mod chance;
#[expect(dead_code, reason = "this binary uses a part of it")]
mod support;

#[path = "leaks/callers.rs"]
mod callers;
#[path = "leaks/documents.rs"]
mod documents;
#[path = "leaks/panels.rs"]
mod panels;

use contactdesk::desk::commands::*;
use contactdesk::desk::queries::*;
use contactdesk::desk::{Command, Desk, No, Opened, Query};
use contactdesk::domain::*;
use proptest::prelude::*;
use support::*;

/// A service with a secret address and a restricted case, each marked by a word of its own.
fn service() -> Vec<Record> {
    let mut records = small_service();
    for record in &mut records {
        if let Record::Carer(carer) = record
            && carer.address.class == AddressClass::Secret
        {
            carer.address.lines = "14 Qqsecretqq Lane".parse().unwrap();
            carer.pick_up = "behind the Qqsecretqq shop".parse().unwrap();
        }
    }
    records.extend(
        [
            r#"{"child":{"id":"CH-0009","name":"Zzhidden Child","case_no":"Zzhidden9","notes":"Zzhidden","restricted_to":["moira"]}}"#,
            r#"{"party":{"id":"P-0009","name":"Zzhidden Parent","phone":"07700 909999"}}"#,
            r#"{"carer":{"id":"CR-0009","name":"Zzhidden Carer"}}"#,
            r#"{"placement":{"id":"PL-0009","child":"CH-0009","carer":"CR-0009","from":"2026-01-05","notes":"Zzhidden"}}"#,
            r#"{"arrangement":{"id":"A-0009","children":["CH-0009"],"parties":["P-0009"],"length_min":60,"status":"active","start":"2026-01-05","level_reason":"Zzhidden","planned_on":"2026-01-06","referral_complete_on":"2026-01-02"}}"#,
            r#"{"agreement":{"id":"AG-0009","arrangement":"A-0009","signed_on":"2026-01-07","valid_to":"2027-06-01","terms":"Zzhidden"}}"#,
            r#"{"risk_assessment":{"id":"RA-0009","arrangement":"A-0009","made_on":"2026-01-07","expires_on":"2040-01-07","hazards":"Zzhidden"}}"#,
            r#"{"no_meet_rule":{"id":"NM-0009","a":"P-0009","b":"P-0001","reason":"Zzhidden"}}"#,
            r#"{"session":{"id":"C-0009","arrangement":"A-0009","children":["CH-0009"],"parties":["P-0009"],"date":"2026-11-26","start":"14:00","end":"15:00","site":"ST-0001","room":"RM-0001","officers":["OF-0002"],"status":"booked","notes":"Zzhidden","told":[{"who":"P-0009","what":"Zzhidden","old":true}],"cars":[{"reason":"Zzhidden","missing":["P-0009"]}],"confirmations":[{"who":"CR-0009","result":"declined"}],"stagger":{"adult_arrive":"13:45","child_arrive":"14:00","child_leave":"15:00","adult_release":"15:15"},"legs":[{"children":["CH-0009"],"from":{"carer":"CR-0009"},"to":{"site":"ST-0001"},"depart":"13:30","arrive":"14:00","receiver":"Zzhidden"}]}}"#,
            r#"{"court_order":{"id":"CO-0009","children":["CH-0009"],"arrangement":"A-0009","from":"2026-11-02","to":"2027-06-01","min_times_week":3,"terms":"Zzhidden","case_no":"Zzhidden"}}"#,
            r#"{"letter":{"id":"LB-0009","child":"CH-0009","party":"P-0009","arrangement":"A-0009","received":"2026-11-20","notes":"Zzhidden"}}"#,
            r#"{"decision":{"id":"DC-0009","child":"CH-0009","at":"2026-11-19 14:00","what":"Zzhidden","decided_by":"Zzhidden"}}"#,
            r#"{"session":{"id":"C-0019","arrangement":"A-0009","children":["CH-0009"],"parties":["P-0009"],"date":"2026-11-26","start":"10:00","end":"11:00","site":"ST-0001","room":"RM-0001","officers":["OF-0002"],"status":"no_show","makeup_owed_min":60,"cancel":{"by":"parent","reason":"did_not_come","words":"Zzhidden","notice_min":-15,"at":"2026-11-26 08:15","recorded_by":"moira"},"late":{"lost_min":25,"words":"Zzhidden"},"stagger":{"adult_arrive":"09:45","child_arrive":"10:00","child_leave":"11:00","adult_release":"11:15"},"legs":[{"children":["CH-0009"],"from":{"carer":"CR-0009"},"to":{"site":"ST-0001"},"depart":"09:30","arrive":"10:00","receiver":"Zzhidden"}]}}"#,
            r#"{"task":{"id":"TK-0019","sort":"tell_worker","about":["CH-0009","C-0019"],"what":"Zzhidden","raised":"2026-11-26 08:15","by":"moira","due":"2026-11-27 10:00","whose":"coordinator"}}"#,
            r#"{"incident":{"id":"IN-0009","sort":"influence","session":"C-0019","people":["CH-0009","P-0009"],"at":"2026-11-26 08:15","what":"Zzhidden","done":"Zzhidden","police_ref":"Zzhidden","follow_up":"Zzhidden","by":"moira"}}"#,
            r#"{"task":{"id":"TK-0009","about":["CH-0009"],"what":"Zzhidden","from":"Zzhidden","phone":"07700 909999","raised":"2026-11-25 22:10","by":"dot","whose":"coordinator"}}"#,
        ]
        .map(json),
    );
    records.extend(panels::records());
    records
}

fn queries(text: &str, key: Key) -> Vec<Query> {
    let day: Day = "2026-11-26".parse().unwrap();
    let span = Span::new(Minute::at(14, 0), Minute::at(15, 0));
    let child = |id| SessionBook {
        date: day,
        start: Minute::at(14, 0),
        children: Some(vec![ChildId(id)]),
        ..SessionBook::default()
    };
    let mut all: Vec<Query> = vec![
        DayQuery { day }.into(),
        Week { day }.into(),
        Rota { day }.into(),
        Next { who: text.into(), limit: None }.into(),
        Next { who: key.to_string(), limit: None }.into(),
        Find { text: text.into(), ..Find::default() }.into(),
        Find { text: key.to_string(), ..Find::default() }.into(),
        Show { what: key.to_string() }.into(),
        Show { what: text.into() }.into(),
        Journal { of: Some(key), ..Journal::default() }.into(),
        Journal { limit: Some(50), ..Journal::default() }.into(),
        Propose { book: child(1) }.into(),
        Propose { book: child(9) }.into(),
        Check { command: Box::new(Command::from(child(1))) }.into(),
        Check { command: Box::new(Command::from(child(9))) }.into(),
        Freed { what: OfficerId(2).key(), day, span: None }.into(),
        Slots::of(key).into(),
        Slots { room: Some(RoomId(1)), ..Slots::of(key) }.into(),
        Why { what: key, day, start: Minute::at(14, 0), minutes: None, room: None, officers: None }.into(),
        Status::default().into(),
        Hear { to: text.into(), ..Hear::default() }.into(),
        Hear { to: key.to_string(), ..Hear::default() }.into(),
        Hear { to: key.to_string(), day: Some(day), who: Some(text.into()), ..Hear::default() }.into(),
        Hear { to: "P-1".into(), day: Some(day), find: Some(text.into()), ..Hear::default() }.into(),
        Hear { to: "OF-2".into(), day: Some(day), ..Hear::default() }.into(),
    ];
    all.extend(of_the_day(text, key, day));
    all.extend(of_staff_and_papers(text, key, day));
    all.extend(panels::queries(text, key));
    all.extend((1..12).map(|id| Query::from(Series { arrangement: ArrangementId(id), ..Series::default() })));
    all.extend(FreeWhat::ALL.iter().map(|what| Query::from(Free { what: *what, day, span })));
    all.extend(Kind::ALL.iter().map(|kind| Query::from(List { kind: *kind, closed: true })));
    all
}

/// What is asked as a day runs, and about what was said and lost.
fn of_the_day(text: &str, key: Key, day: Day) -> Vec<Query> {
    vec![
        Now {}.into(),
        Live {}.into(),
        Closing { day: Some(day) }.into(),
        Ledger::default().into(),
        Ledger { of: Some(text.into()), ..Ledger::default() }.into(),
        Ledger { of: Some(key.to_string()), ..Ledger::default() }.into(),
        Tell {}.into(),
        Incidents { all: true, days: None }.into(),
        Allowed { who: text.into(), at: None }.into(),
        Allowed { who: key.to_string(), at: None }.into(),
        Decided { who: text.into() }.into(),
        Decided { who: key.to_string() }.into(),
        Tomorrow { day: Some(day) }.into(),
        Tomorrow { day: None }.into(),
        Round { day: Some(day) }.into(),
        Round { day: Some(day + 1) }.into(),
        ToldQuery { who: text.into(), from: None, to: None }.into(),
        ToldQuery { who: key.to_string(), from: Some(day), to: None }.into(),
        Message { session: SessionId(1), who: key, about: None }.into(),
        Message { session: SessionId(2), who: key, about: None }.into(),
        Notes::default().into(),
        Identity { who: text.into() }.into(),
        Identity { who: key.to_string() }.into(),
        Owed { all: true, ..Owed::default() }.into(),
        Losses { week: Some(day), suppose: true, closure: None }.into(),
        Holidays::default().into(),
        Referrals { all: true, ..Referrals::default() }.into(),
        ReferralQuery { referral: ReferralId(key.id) }.into(),
    ]
}

/// What is asked about staff, arrangements and orders.
fn of_staff_and_papers(text: &str, key: Key, day: Day) -> Vec<Query> {
    let mut all: Vec<Query> = vec![
        Papers { arrangement: ArrangementId(key.id) }.into(),
        Waiting::default().into(),
        OrderWatch::default().into(),
        OrderWatch { of: Some(key), ..OrderWatch::default() }.into(),
        OrderSet { arrangement: ArrangementId(key.id), from: Some(day), weeks: None }.into(),
        Chase { days: Some(366), ..Chase::default() }.into(),
    ];
    let missing = |who: &str| Missing {
        who: who.parse().unwrap(),
        sort: AbsenceKind::Sickness,
        days: Days::one(day),
        time: None,
        notes: Note::default(),
    };
    all.extend(
        ["OF-1", "OF-2", "RM-1", "D-1", "V-1", "ST-1"]
            .map(|who| Query::from(AffectedQuery { missing: missing(who), chosen: Vec::new() })),
    );
    all.push(Hits { key }.into());
    all.extend((1..8).map(|entry| Query::from(ToTell { entry })));
    all.push(Timesheet { who: Some(key.to_string()), ..Timesheet::default() }.into());
    all.push(Timesheet::default().into());
    all.push(Continuity { who: Some(text.into()), ..Continuity::default() }.into());
    all.push(Continuity { who: Some(key.to_string()), from: None, to: Some(day + 7) }.into());
    all.push(Continuity { from: Some(day - 7), to: Some(day + 7), ..Continuity::default() }.into());
    all
}

/// Whatever comes back, answer or refusal, as the text a wire would carry.
fn said(desk: &dyn Desk, query: Query) -> String {
    match desk.ask(query) {
        Ok(answered) => serde_json::to_string(&answered).unwrap(),
        Err(refusal) => serde_json::to_string(&refusal).unwrap(),
    }
}

const ACCOUNTS: [&str; 7] = ["root", "asha", "moira", "dot", "ola", "clive", "audrey"];

#[test]
fn a_restricted_case_and_a_secret_address_stay_where_they_are() {
    keeps_them(&House::with(service()));
    // a desk opened for one question has next to no days loaded, and must not take that for leave to speak
    keeps_them(&House::with(service()).reopened_as(Opened::Once));
}

fn keeps_them(house: &House) {
    let words = ["zzhidden", "qqsecretqq", "khan", "07700909999", "lcs"];
    let kinds = [
        Kind::Child,
        Kind::Party,
        Kind::Carer,
        Kind::Placement,
        Kind::Arrangement,
        Kind::Agreement,
        Kind::RiskAssessment,
        Kind::NoMeetRule,
        Kind::Session,
        Kind::CourtOrder,
        Kind::Letter,
        Kind::Decision,
        Kind::Referral,
        Kind::PanelPaper,
        Kind::AgendaItem,
        Kind::Task,
        Kind::Incident,
        Kind::Interest,
        Kind::PanelAction,
        Kind::ServiceRequest,
        Kind::Registration,
        Kind::Professional,
        Kind::Sitting,
    ];
    for account in ACCOUNTS {
        let seat = house.seat(account);
        for (word, kind) in words.iter().cycle().zip(kinds) {
            for query in queries(word, Key::new(kind, 9)).into_iter().chain(queries(word, Key::new(kind, 1))) {
                let asked = format!("{query:?}");
                let said = said(&seat, query);
                assert!(!said.contains("Qqsecretqq"), "{account} {asked}: {said}");
                // what the asker typed may come back in quotes; the name itself, with its capital, may not
                assert!(account == "moira" || !said.contains("Zzhidden"), "{account} {asked}: {said}");
                assert!(
                    account == "moira" || !said.contains("909999") || word.contains("909999"),
                    "{account} {asked}: {said}"
                );
            }
        }
    }
}

#[test]
fn the_papers_of_a_restricted_session_are_not_told_and_it_is_not_touched() {
    let mut records = service();
    records.retain(|r| r.key() != AgreementId(9).key());
    let house = House::with(records);
    let day: Day = "2026-11-26".parse().unwrap();
    let moira = said(&house.seat("moira"), DayQuery { day }.into());
    assert!(moira.contains("not_in_force") && moira.contains("A-0009"), "{moira}");
    let asha = house.seat("asha");
    let told = said(&asha, DayQuery { day }.into()) + &said(&asha, Show { what: "C-9".into() }.into());
    assert!(told.contains("C-0009") && !told.contains("A-0009") && !told.contains("not_in_force"), "{told}");
    let cancel = SessionCancel {
        session: SessionId(9),
        by: CancelledBy::Parent,
        reason: CancelReason::Ill,
        words: Note::default(),
        was: None,
    };
    let shift = SessionMove { session: SessionId(9), start: Some(Minute::at(15, 0)), ..SessionMove::default() };
    assert_eq!(run(&asha, cancel).unwrap_err().no, No::NotPermitted);
    assert_eq!(run(&asha, shift).unwrap_err().no, No::NotPermitted);
}

/// A booking for Kelly Khan, whom somebody in a restricted session must not meet.
fn beside_a_restricted_one() -> SessionBook {
    SessionBook {
        date: "2026-11-26".parse().unwrap(),
        start: Minute::at(14, 0),
        children: Some(vec![ChildId(1)]),
        room: Some(RoomId(2)),
        officers: Some(vec![OfficerId(1)]),
        ..SessionBook::default()
    }
}

#[test]
fn a_no_meet_with_a_restricted_person_warns_without_details() {
    let house = House::with(service());
    let no = run(&house.seat("asha"), beside_a_restricted_one()).unwrap_err();
    let found = no.findings.iter().find_map(|f| match &f.finding.what {
        What::MustNotMeet { other, by, rule, .. } => Some((*other, *by, *rule)),
        _ => None,
    });
    let (other, by, rule) = found.unwrap_or_else(|| panic!("no warning: {no:?}"));
    assert_eq!((other.id, by.0, rule.0), (0, 0, 0));
    let no = run(&house.seat("moira"), beside_a_restricted_one()).unwrap_err();
    assert!(no.names.get(PartyId(9)).is_some(), "who is on the list sees whom it concerns: {no:?}");
}

/// The same booking, refused because of a restricted no-meet, as each role is told.
#[test]
fn each_role_hears_of_a_restricted_no_meet_what_it_may() {
    let house = House::with(service());
    let told = ACCOUNTS.map(|account| {
        let no = run(&house.seat(account), beside_a_restricted_one()).unwrap_err();
        format!("{account}: {}", contactdesk::lines::refusal(&no))
    });
    insta::assert_snapshot!(told.join("\n"), @"
    root: a rule refuses it
    ! someone whom Kelly Khan must not meet is on site 13:45-15:15; clear from 15:15
    hint: a manager may override with a reason
    asha: a rule refuses it
    ! someone whom Kelly Khan must not meet is on site 13:45-15:15; clear from 15:15
    hint: a manager may override with a reason
    moira: a rule refuses it
    ! Kelly Khan must not meet Zzhidden Parent, who is on site 13:45-15:15 (C-0009); clear from 15:15
    hint: a manager may override with a reason
    dot: session.book is not for duty staff
    hint: it is for: coordinator, manager, admin
    ola: session.book is not for an officer
    hint: it is for: coordinator, manager, admin
    clive: session.book is not for a clerk
    hint: it is for: coordinator, manager, admin
    audrey: session.book is not for an auditor
    hint: it is for: coordinator, manager, admin
    ");
}

#[test]
fn a_reveal_is_in_the_journal_and_a_restricted_one_is_refused() {
    let house = House::with(service());
    let dot = house.seat("dot");
    let reveal = |key: Key| AddressReveal { key, reason: "police at the door".parse().unwrap() };
    let done = run(&dot, reveal(CarerId(1).key())).unwrap();
    assert_eq!(done.revealed.as_deref(), Some("14 Qqsecretqq Lane\n07700 900301"));
    assert!(run(&dot, reveal(CarerId(9).key())).is_err());
    let lines = said(&house.seat("audrey"), Journal { limit: Some(1), ..Journal::default() }.into());
    assert!(
        lines.contains("address.reveal") && lines.contains("police at the door") && lines.contains("CR-0001"),
        "{lines}"
    );
    assert!(!lines.contains("Qqsecretqq"), "the journal says who saw it, not what it was: {lines}");
}

proptest! {
    #![proptest_config(chance::property(24))]

    #[test]
    fn events_and_done_are_cut(start in 9u16..16, child in prop_oneof![Just(1u32), Just(2), Just(9)]) {
        an_event_is_cut(start, child);
    }
}

/// Events tell only what the watcher may know, whatever is booked.
fn an_event_is_cut(start: u16, child: u32) -> bool {
    let house = House::with(service());
    let moira = house.seat("moira");
    let told = house.seat("asha").watch();
    let book = SessionBook {
        date: "2026-11-27".parse().unwrap(),
        start: Minute::at(start, 0),
        children: Some(vec![ChildId(child)]),
        ..SessionBook::default()
    };
    let Ok(done) = run(&moira, book) else { return false };
    let event = format!("{:?}", told.recv());
    assert!(!event.contains("Zzhidden"));
    assert_eq!(event.contains(&done.changed[0].to_string()), child != 9);
    true
}

#[test]
fn the_event_of_a_booking_at_nine_is_cut() {
    assert!(an_event_is_cut(9, 1), "it is booked");
}
