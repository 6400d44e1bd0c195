//! What was asked for: services answer or do not, what they give is a fact of its own, and what comes round again is counted.

use super::*;

fn asked(desk: &dyn Desk, who: Option<&str>) -> AskedForView {
    match ask(desk, AskedFor { who: who.map(str::to_owned), ..AskedFor::default() }) {
        Ok(Answer::AskedFor(view)) => view,
        other => panic!("{other:?}"),
    }
}

fn name(text: &str) -> Name {
    text.parse().unwrap()
}

fn request(child: u32, service: &str, source: SourceTeam) -> ServiceRequestRecord {
    ServiceRequestRecord { child: ChildId(child), service: name(service), source, ..ServiceRequestRecord::default() }
}

#[test]
fn what_was_answered_and_what_got_what_was_asked_for_are_two_figures() {
    let house = House::with(small_service());
    let clive = house.seat("clive");
    let got = |got| ServiceRequestRecord { got, ..request(1, "intensive support", SourceTeam::Hostel) };
    for it in [Got::AsAsked, Got::AsAsked, Got::Partly, Got::Nothing] {
        run(&clive, got(it)).unwrap();
    }
    run(&clive, request(2, "Intensive  Support", SourceTeam::Hostel)).unwrap();
    run(&clive, request(2, "special childminding", SourceTeam::ClusterTwo)).unwrap();
    let view = asked(&clive, None);
    let hostel = &view.rows[0];
    assert_eq!((view.rows.len(), &*hostel.service, hostel.source), (2, "intensive support", SourceTeam::Hostel));
    assert_eq!(
        (hostel.asked, hostel.answered, hostel.as_asked, hostel.partly, hostel.other, hostel.nothing),
        (5, 4, 2, 1, 0, 1)
    );
    assert_eq!((view.requests.len(), view.requests[0].child), (2, ChildId(2)), "what waits is listed");
    assert_eq!(view.restricted, 0);
}

#[test]
fn the_same_service_asked_again_while_it_waits_is_refused_until_it_is_said_to_be_another() {
    let house = House::with(small_service());
    let clive = house.seat("clive");
    run(&clive, request(1, "special childminding", SourceTeam::Hostel)).unwrap();
    let no = run(&clive, request(1, "Special childminding", SourceTeam::ClusterOne)).unwrap_err();
    assert!(no.field.as_deref() == Some("another") && no.what.contains("SR-0001"), "{no:?}");
    run(&clive, request(2, "special childminding", SourceTeam::Hostel)).unwrap();
    let another = ServiceRequestRecord { another: true, ..request(1, "special childminding", SourceTeam::ClusterOne) };
    run(&clive, another).unwrap();
    assert_eq!(asked(&clive, Some("amara")).demand.services, 2);
}

#[test]
fn an_answer_says_what_they_got_and_stands_until_it_is_corrected() {
    let house = House::with(small_service());
    let asha = house.seat("asha");
    run(&asha, request(1, "contact", SourceTeam::DutyAssessment)).unwrap();
    let answer = |got| ServiceRequestAnswer { request: ServiceRequestId(1), got, ..ServiceRequestAnswer::default() };
    assert_eq!(run(&asha, answer(Got::Unanswered)).unwrap_err().field.as_deref(), Some("got"));
    assert_eq!(run(&asha, answer(Got::Nothing)).unwrap_err().field.as_deref(), Some("answer"), "why not is said");
    let early = ServiceRequestAnswer { on: Some("2026-11-20".parse().unwrap()), ..answer(Got::AsAsked) };
    assert!(run(&asha, early).is_err(), "nothing is answered before it was asked");
    let late = ServiceRequestAnswer { on: Some("2026-11-27".parse().unwrap()), ..answer(Got::AsAsked) };
    assert_eq!(run(&asha, late).unwrap_err().field.as_deref(), Some("on"));
    run(&asha, answer(Got::AsAsked)).unwrap();
    let kept = &asked(&asha, Some("CH-0001")).requests[0];
    assert_eq!((kept.got, kept.answered_on), (Got::AsAsked, Some("2026-11-26".parse().unwrap())));
    let no = run(&asha, answer(Got::Partly)).unwrap_err();
    assert!(no.no == No::Rule && no.hint.unwrap().contains("record.change"));
    run(&asha, Undo::default()).unwrap();
    assert_eq!(asked(&asha, Some("CH-0001")).requests[0].got, Got::Unanswered);
}

#[test]
fn a_child_is_on_the_register_once_at_a_time() {
    let house = House::with(small_service());
    let clive = house.seat("clive");
    let begin = |from: &str| RegisterBegin {
        child: ChildId(1),
        category: name("neglect"),
        from: Some(from.parse().unwrap()),
        ..RegisterBegin::default()
    };
    let end = |on: &str| RegisterEnd { child: ChildId(1), on: Some(on.parse().unwrap()), ..RegisterEnd::default() };
    assert_eq!(run(&clive, end("2026-11-26")).unwrap_err().no, No::Rule);
    run(&clive, begin("2026-09-01")).unwrap();
    for again in ["2026-10-01", "2026-08-01"] {
        let no = run(&clive, begin(again)).unwrap_err();
        assert!(no.no == No::Rule && no.hint.unwrap().contains("register.end"), "{again}");
    }
    assert_eq!(asked(&clive, Some("amara")).demand.registered, Some("2026-09-01".parse().unwrap()));
    assert!(run(&clive, end("2026-08-31")).is_err(), "nobody is taken off before they were put on");
    run(&clive, end("2026-10-31")).unwrap();
    assert_eq!(asked(&clive, Some("amara")).demand.registered, None);
    run(&clive, begin("2026-11-01")).unwrap();
    let view = asked(&clive, Some("amara"));
    assert_eq!(view.register.iter().map(|r| r.until.is_some()).collect::<Vec<_>>(), [false, true]);
    assert_eq!(run(&clive, begin("2026-11-27")).unwrap_err().field.as_deref(), Some("from"), "not ahead of time");
}

/// A boy of twelve for whom accommodation was asked for three times, and who moved twice in a year.
fn asked_again() -> Vec<Record> {
    let mut records = small_service();
    let referral = |id: u32, on: &str, status: &str| {
        json(&format!(
            r#"{{"referral":{{"id":"R-{id:04}","child":"CH-0003","panel":"PA-0001","request":"accommodate","asked_on":"{on}","status":"{status}"}}}}"#
        ))
    };
    records.extend(
        [
            r#"{"child":{"id":"CH-0003","name":"Joel Osman","dob":"2014-06-01"}}"#,
            r#"{"panel":{"id":"PA-0001","name":"Placement panel"}}"#,
            r#"{"placement":{"id":"PL-0003","child":"CH-0003","carer":"CR-0001","from":"2024-02-01","to":"2026-01-31"}}"#,
            r#"{"placement":{"id":"PL-0004","child":"CH-0003","carer":"CR-0002","from":"2026-02-01","to":"2026-06-30"}}"#,
            r#"{"placement":{"id":"PL-0005","child":"CH-0003","carer":"CR-0001","from":"2026-07-01"}}"#,
        ]
        .map(json),
    );
    records.extend([
        // at nine it is not counted
        referral(1, "2023-12-01", "notified"),
        referral(2, "2025-12-01", "declined_before_panel"),
        referral(3, "2026-03-01", "notified"),
        referral(4, "2026-11-20", "submitted"),
        json(r#"{"decision":{"id":"DC-0001","child":"CH-0003","referral":"R-0003","at":"2026-03-05 14:00","code":"signposted_elsewhere","what":"support instead","decided_by":"the chair"}}"#),
    ]);
    records
}

#[test]
fn moves_earlier_requests_and_repeated_asks_at_ten_to_fifteen_are_counted() {
    let house = House::with(asked_again());
    let clive = house.seat("clive");
    let demand = asked(&clive, Some("joel")).demand;
    assert_eq!((demand.moves, demand.referrals, demand.declined), (2, 4, 1));
    assert_eq!((demand.asks_at_10_15, demand.refused_at_10_15), (3, 2));
    let view = asked(&clive, None);
    assert_eq!((view.panels.asked, view.panels.declined, view.panels.decided), (3, 1, 1));
    assert_eq!(view.again, [AskedAgain { child: ChildId(3), asked: 3, refused: 2 }]);
    let shown = ask(&clive, Show { what: "joel".into() });
    assert!(matches!(&shown, Ok(Answer::Show(view)) if view.demand == Some(demand)), "{shown:?}");
    let referral = ask(&clive, ReferralQuery { referral: ReferralId(4) });
    assert!(matches!(&referral, Ok(Answer::Referral(view)) if view.demand == demand), "{referral:?}");
}

#[test]
fn what_was_asked_for_is_for_who_keeps_it_and_not_for_officers() {
    let house = House::with(small_service());
    for (account, may) in
        [("clive", true), ("asha", true), ("moira", true), ("dot", false), ("audrey", false), ("ola", false)]
    {
        let done = run(
            &house.seat(account),
            ServiceRequestRecord { another: true, ..request(1, "contact", SourceTeam::Other) },
        );
        assert_eq!(done.is_ok(), may, "{account}");
        assert_eq!(ask(&house.seat(account), AskedFor::default()).is_ok(), account != "ola", "{account}");
    }
}
