//! From a referral to contact, as the coordinator does it; a court's order and what makes up for it; what is due.

use super::*;
use contactdesk::desk::commands::SessionBook;
use contactdesk::desk::queries::{Chase, ChaseSort};

/// The small service and a family nobody knows yet: a boy of a year, his father, where he lives.
fn newcomers() -> Vec<Record> {
    let mut records = service();
    records.extend(
        [
            r#"{"child":{"id":"CH-0030","name":"Idris Vale","dob":"2025-10-02","height_cm":76}}"#,
            r#"{"party":{"id":"P-0030","name":"Marek Vale","relationship":"father"}}"#,
            r#"{"placement":{"id":"PL-0030","child":"CH-0030","carer":"CR-0002","from":"2026-11-10"}}"#,
        ]
        .map(json),
    );
    records
}

#[test]
fn a_referral_becomes_contact_a_key_at_a_time() {
    let house = House::with(newcomers());
    let mut asha = board(&house, "asha", 80, 26);
    asha.press("space a r").types("idris").press("enter").types("marek").press("enter").press("ctrl-s");
    asha.sees("next: what the contact is for").press("g l");
    insta::assert_snapshot!(asha.screen(), @"");
    asha.press("enter");
    insta::assert_snapshot!(asha.screen(), @"");
    // the form again, with what it said
    asha.press("n").press("tab tab tab tab").types("to know his father").press("tab tab").types("the care plan");
    asha.press("tab").types("2").press("tab tab").types("60").press("tab tab tab tab tab tab tab tab");
    asha.types("R. Singh 0116 496 0001").press("ctrl-s").sees("next: the planning meeting");
    asha.press("n").press("ctrl-s").sees("next: the signed agreement");
    asha.press("n").press("ctrl-s").sees("next: a risk assessment in date");
    asha.press("n").press("ctrl-s").sees("next: the word that contact may begin");
    asha.press("n").press("ctrl-s").sees("active: contact may begin");
    insta::assert_snapshot!(asha.screen(), @"");
    asha.press("n").sees("everything is there");
}

#[test]
fn a_shut_gate_is_held_or_agreed_by_telephone_and_the_manager_says_so_herself() {
    let mut records = service();
    records.retain(|r| r.key() != AgreementId(2).key());
    let house = House::with(records);
    let mut asha = board(&house, "asha", 80, 26);
    asha.press("b").types("theo").press("enter").press("ctrl-s");
    insta::assert_snapshot!(asha.screen(), @"");
    asha.press("ctrl-t").types("moira").press("enter").types("the judge wants it").press("ctrl-s");
    insta::assert_snapshot!(asha.screen(), @"");
    let mut moira = board(&house, "moira", 80, 26);
    moira.sees("override to confirm").press("g c").press("o");
    moira.press("s");
    insta::assert_snapshot!(moira.screen(), @"");
    moira.press("ctrl-s").sees("confirmed");
    let rows = match house.seat("asha").ask(Chase { sort: Some(ChaseSort::Override), ..Chase::default() }.into()) {
        Ok(answered) => answered.answer,
        Err(why) => panic!("{why:?}"),
    };
    assert!(matches!(rows, Answer::Chase(view) if view.rows.is_empty()));
}

/// DOMAIN 6b, scenario 8, at the keyboard: the court adds three sessions a week from Monday.
#[test]
fn the_court_adds_three_sessions_a_week_and_one_key_books_them() {
    let house = House::with(service());
    let seat = house.seat("asha");
    let usual = SessionBook {
        date: "2026-12-03".parse().unwrap(),
        start: "16:00".parse().unwrap(),
        children: Some(vec![ChildId(1)]),
        ..SessionBook::default()
    };
    run(&seat, usual).unwrap();
    let mut asha = board(&house, "asha", 80, 26);
    asha.press("space a o").types("amara").press("enter").press("tab tab tab").types("mon").press("tab tab").types("4");
    asha.press("tab").types("90").press("ctrl-s").sees("order");
    asha.sees("* 09:00 order").press("g e");
    insta::assert_snapshot!(asha.screen(), @"");
    asha.press("f");
    insta::assert_snapshot!(asha.screen(), @"");
    asha.press("b").sees("3 sessions booked");
    insta::assert_snapshot!(asha.screen(), @"");
    let week: Vec<Session> =
        ["2026-11-30", "2026-12-01", "2026-12-02", "2026-12-03"].iter().flat_map(|day| sessions(&house, day)).collect();
    assert_eq!(week.len(), 4);
    assert!(week.iter().all(|s| s.status == SessionStatus::Booked && s.legs.len() == 2), "{week:?}");
    // one entry: one undo takes them back
    asha.press("u").lacks("3 sessions booked");
    assert!(sessions(&house, "2026-11-30").is_empty());
}

#[test]
fn what_is_due_is_done_from_its_list() {
    let mut records = service();
    records.extend(
        [
            r#"{"session":{"id":"C-0001","arrangement":"A-0001","children":["CH-0001"],"parties":["P-0001"],"date":"2026-11-12","start":"16:00","end":"17:30","site":"ST-0001","room":"RM-0001","officers":["OF-0001"],"status":"child_home"}}"#,
            r#"{"letter":{"id":"LB-0001","child":"CH-0002","party":"P-0002","received":"2026-11-24","checked_by":["moira"]}}"#,
        ]
        .map(json),
    );
    let house = House::with(records);
    let mut asha = board(&house, "asha", 80, 20);
    asha.press("g c");
    insta::assert_snapshot!(asha.screen(), @"");
    asha.press("j j s").press("ctrl-s").sees("record submitted").lacks("record due");
    asha.press("j s").press("ctrl-s").press("s");
    insta::assert_snapshot!(asha.screen(), @"");
    let mut wide = board(&house, "asha", 160, 48);
    wide.press("g c").sees("would monitored be safe?");
    let mut tiny = board(&house, "asha", 40, 10);
    tiny.press("g c").sees("contact review").press("esc").press("g l").sees("nobody waits").press("esc").press("g e");
    tiny.sees("nothing is ordered");
}

#[test]
fn a_child_is_heard_after_the_session() {
    let mut records = service();
    records.push(json(
        r#"{"session":{"id":"C-0001","arrangement":"A-0001","children":["CH-0001"],"parties":["P-0001"],"date":"2026-11-26","start":"08:30","end":"09:00","site":"ST-0001","room":"RM-0001","officers":["OF-0001"],"status":"ended"}}"#,
    ));
    let house = House::with(records);
    let mut ola = board(&house, "ola", 80, 22);
    ola.press("space s w").types("can mummy come to my house").press("ctrl-s");
    assert_eq!(&*sessions(&house, "2026-11-26")[0].child_words, "can mummy come to my house");
    ola.press("space s k").press("ctrl-s").sees("record submitted");
    board(&house, "audrey", 80, 22).press("space s w").sees("cannot be done now");
}
