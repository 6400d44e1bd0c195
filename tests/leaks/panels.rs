//! What panels work with: of a restricted child nothing is told, not that it is on a list, what was asked for it, or who is
//! close to its family; and what a member may not see that member is not shown (DOMAIN 3e P16).

use super::*;

/// What hangs on the restricted child.
pub(super) fn records() -> Vec<Record> {
    [
        r#"{"professional":{"id":"PR-0001","name":"G. Lindqvist","post":"head of service"}}"#,
        r#"{"professional":{"id":"PR-0009","name":"V. Marsh","post":"service manager","account":"clive","family":["P-0009"]}}"#,
        r#"{"panel":{"id":"PA-0001","name":"Placement panel","sits":"Thu 13:30-16:30","seats":[{"who":"PR-0001","seat":"chair"},{"who":"PR-0009","seat":"vice"}]}}"#,
        r#"{"sitting":{"id":"SI-0009","panel":"PA-0001","date":"2026-12-03","start":"13:30","end":"16:30","why":"Zzhidden","notes":"Zzhidden","minutes":{"stage":"drafted","text":"Zzhidden"},"unlocked":[{"by":"clive","at":"2026-12-01 13:00","what":"Zzhidden"}]}}"#,
        r#"{"referral":{"id":"R-0009","child":"CH-0009","panel":"PA-0001","request":"accommodate","what":"Zzhidden","team":"Zzhidden","referrer":"Zzhidden","problem_words":"Zzhidden","tried":"Zzhidden","views_child":"Zzhidden","need":"Zzhidden","contact":"Zzhidden","notes":"Zzhidden","asked_on":"2026-11-20","status":"listed","returned":[{"by":"clive","at":"2026-11-21 09:00","why":"Zzhidden"}]}}"#,
        r#"{"referral":{"id":"R-0010","child":"CH-0009","panel":"PA-0001","request":"accommodate","what":"Zzhidden","asked_on":"2026-10-20","status":"declined_before_panel","ended":{"by":"Zzhidden","at":"2026-10-21 10:00","why":"Zzhidden"}}}"#,
        r#"{"panel_paper":{"id":"PP-0009","referral":"R-0009","sort":"chronology","title":"Zzhidden","reference":"Zzhidden","received":"2026-11-20 10:00"}}"#,
        r#"{"agenda_item":{"id":"AI-0009","panel":"PA-0001","sitting":"SI-0009","referrals":["R-0009"],"title":"Zzhidden","part":1,"minutes":30,"discussion":"Zzhidden"}}"#,
        r#"{"interest":{"id":"IT-0009","who":"PR-0001","child":"CH-0009","what":"Zzhidden","on":"2026-11-20"}}"#,
        r#"{"panel_action":{"id":"AC-0009","what":"Zzhidden","owner":"Zzhidden","child":"CH-0009","item":"AI-0009"}}"#,
        r#"{"service_request":{"id":"SR-0009","child":"CH-0009","service":"Zzhidden","source":"hostel","team":"Zzhidden","what":"Zzhidden","asked_on":"2026-11-20"}}"#,
        r#"{"registration":{"id":"CP-0009","child":"CH-0009","category":"Zzhidden","from":"2026-10-01"}}"#,
        r#"{"referral":{"id":"R-0001","child":"CH-0001","panel":"PA-0001","request":"accommodate","what":"Qqkeptqq","asked_on":"2026-11-20","status":"accepted","kept_from":["PR-0009"]}}"#,
        r#"{"panel_paper":{"id":"PP-0001","referral":"R-0001","sort":"chronology","reference":"Qqkeptqq","received":"2026-11-20 10:00"}}"#,
        r#"{"agenda_item":{"id":"AI-0001","panel":"PA-0001","sitting":"SI-0009","referrals":["R-0001"],"title":"Qqkeptqq","part":1,"minutes":30}}"#,
        r#"{"service_request":{"id":"SR-0001","child":"CH-0001","service":"intensive support","source":"hostel","asked_on":"2026-11-20","referral":"R-0001"}}"#,
    ]
    .map(json)
    .to_vec()
}

/// What is asked of panels.
pub(super) fn queries(text: &str, key: Key) -> Vec<Query> {
    let mut all = vec![
        AskedFor::default().into(),
        AskedFor { who: Some(text.into()), ..AskedFor::default() }.into(),
        AskedFor { who: Some(key.to_string()), ..AskedFor::default() }.into(),
        Referrals { all: true, panel: None }.into(),
        Agenda { sitting: Some(SittingId(9)) }.into(),
        Agenda::default().into(),
        Sittings::default().into(),
        Forward::default().into(),
        SittingQuery { sitting: Some(SittingId(9)) }.into(),
        Decisions::default().into(),
        Decisions { sent: true, panel: None }.into(),
        Actions::default().into(),
        MinutesQuery { sitting: Some(SittingId(9)) }.into(),
        MinutesQuery::default().into(),
        Show { what: "SI-9".into() }.into(),
    ];
    all.extend([1, 9, 10].map(|id| Query::from(ReferralQuery { referral: ReferralId(id) })));
    all
}

/// Every question there is about the panels' records, answered for one account, as one text.
fn all_said(house: &House, account: &str) -> String {
    let seat = house.seat(account);
    let kinds =
        [Kind::Child, Kind::Referral, Kind::PanelPaper, Kind::AgendaItem, Kind::ServiceRequest, Kind::Registration];
    let keys = kinds.into_iter().flat_map(|kind| [1, 9].map(|id| Key::new(kind, id)));
    let shown = keys.flat_map(|key| {
        let journal = Journal { of: Some(key), ..Journal::default() };
        [vec![Show { what: key.to_string() }.into(), journal.into()], queries("khan", key)].concat()
    });
    let lists = Kind::ALL.iter().map(|kind| Query::from(List { kind: *kind, closed: true }));
    shown.chain(lists).map(|query| said(&seat, query)).collect()
}

#[test]
fn who_is_on_the_list_of_a_case_sees_its_panel_work_and_nobody_else() {
    let house = House::with(service());
    for account in ACCOUNTS {
        let told = all_said(&house, account);
        assert_eq!(told.contains("Zzhidden"), account == "moira", "{account}");
        // that requests of restricted cases are not in the figures is said, and how many
        let figures = said(&house.seat(account), AskedFor::default().into());
        // what is kept from a member is not in that member's figures either
        let hidden = if account == "clive" { 4 } else { 3 };
        let counted = figures.contains(&format!("\"restricted\":{hidden}"));
        assert_eq!(counted, !["moira", "ola"].contains(&account), "{account}: {figures}");
    }
}

#[test]
fn what_is_kept_from_a_member_is_kept_from_that_members_account_only() {
    let house = House::with(service());
    for account in ["asha", "moira", "dot", "root"] {
        assert!(all_said(&house, account).contains("Qqkeptqq"), "{account}");
    }
    let clive = all_said(&house, "clive");
    assert!(!clive.contains("Qqkeptqq"), "{clive}");
    // nor which referral the request of a service led to
    let asked = said(&house.seat("clive"), AskedFor { who: Some("CH-0001".into()), ..AskedFor::default() }.into());
    assert!(asked.contains("SR-0001") && !asked.contains("\"R-0001\""), "{asked}");
}

#[test]
fn who_is_close_to_whom_is_for_who_works_for_panels() {
    let house = House::with(service());
    let close = |account: &str| {
        let answered = said(&house.seat(account), Show { what: "PR-0009".into() }.into());
        answered.contains("P-0009")
    };
    assert_eq!(["asha", "dot", "audrey", "ola"].map(close), [false; 4]);
    assert!(close("moira"));
}

#[test]
fn an_officer_is_told_nothing_of_panels_and_of_what_was_asked_for() {
    let house = House::with(service());
    let ola = all_said(&house, "ola");
    assert!(!ola.contains("intensive support") && !ola.contains("Qqkeptqq"), "{ola}");
    let shown = said(&house.seat("ola"), Show { what: "CH-0001".into() }.into());
    assert!(shown.contains("Amara Khan") && shown.contains("\"demand\":null"), "{shown}");
    let office = said(&house.seat("asha"), Show { what: "CH-0001".into() }.into());
    assert!(office.contains("\"services\":1"), "{office}");
}

#[test]
fn what_is_not_ones_to_know_is_not_ones_to_ask_for() {
    let house = House::with(service());
    let record = |account: &str| {
        let ask = ServiceRequestRecord {
            child: ChildId(9),
            service: "contact".parse().unwrap(),
            ..ServiceRequestRecord::default()
        };
        run(&house.seat(account), ask)
    };
    assert_eq!(record("clive").unwrap_err().no, No::NotPermitted);
    assert!(record("moira").is_ok());
    let begin = RegisterBegin { child: ChildId(9), category: "neglect".parse().unwrap(), ..RegisterBegin::default() };
    assert_eq!(run(&house.seat("clive"), begin).unwrap_err().no, No::NotPermitted);
    let answer = ServiceRequestAnswer { request: ServiceRequestId(9), got: Got::AsAsked, ..Default::default() };
    let no = run(&house.seat("clive"), answer).unwrap_err();
    assert!(no.no == No::NotPermitted && !format!("{no:?}").contains("Zzhidden"), "{no:?}");
}
