//! Whatever a desk says in its own process it says over the socket.

use super::*;
use contactdesk::desk::commands::{PaperAdd, PaperRead, SessionBook};
use contactdesk::desk::{COMMANDS, Command, Content, Desk, Draft, Keep, Order, QUERIES, Query, Seat, Typed};
use serde_json::{Value, json};
use sha2::{Digest, Sha256};
use support::{run, small_service};

fn tagged(name: &str, args: Value) -> Value {
    Value::Object([(name.to_owned(), args)].into_iter().collect())
}

/// A place at the desk as the socket gives it: nobody types for another.
fn seat(house: &House, account: &str) -> Seat {
    house.local.as_ref().unwrap().seat(account, None, false).unwrap()
}

fn query_args(name: &str) -> Value {
    match name {
        "day" | "week" | "rota" => json!({"day": "2026-11-26"}),
        "next" | "decided" => json!({"who": "amara"}),
        "allowed" => json!({"who": "P-0001"}),
        "find" => json!({"text": "khan"}),
        "show" => json!({"what": "C-1"}),
        "hear" => json!({"to": "P-0001"}),
        "told" => json!({"who": "P-0001"}),
        "message" => json!({"session": "C-0001", "who": "P-0001"}),
        "identity" => json!({"who": "P-0001"}),
        "free" => json!({"what": "rooms", "day": "2026-11-26", "span": "16:00-17:00"}),
        "list" | "records" => json!({"kind": "child"}),
        "papers" => json!({"arrangement": "A-0001"}),
        "order_set" => json!({"arrangement": "A-0001"}),
        "propose" => json!({"book": {"date": "2026-11-27", "start": "16:00", "children": ["CH-0002"]}}),
        "referral_file" => json!({"referral": "R-0001"}),
        "series" => json!({"arrangement": "A-0001"}),
        "slots" => json!({"what": "A-0001"}),
        "freed" => json!({"what": "OF-0001", "day": "2026-11-27"}),
        "why" => json!({"what": "A-0001", "day": "2026-11-27", "start": "16:00"}),
        "affected" => json!({"missing": {"who": "OF-0001", "days": "2026-11-26"}}),
        "hits" => json!({"key": "CR-0001"}),
        "to_tell" => json!({"entry": 2}),
        "check" => json!({"command": {"session.move": {"session": "C-0001", "start": "14:00"}}}),
        _ => json!({}),
    }
}

/// Those of the sitting and what comes after it.
fn sitting_args(name: &str) -> Value {
    match name {
        "sitting.open" | "sitting.close" | "minutes.draft" | "minutes.send" | "minutes.approve" => {
            json!({"sitting": "SI-0001"})
        }
        "sitting.plan" => json!({"panel": "PA-0001"}),
        "sitting.reply" => json!({"sitting": "SI-0001", "who": "PR-0001", "reply": "accepted"}),
        "sitting.lock" | "agenda.add" | "agenda.order" => json!({"sitting": "SI-0001"}),
        "sitting.unlock" => json!({"sitting": "SI-0001", "why": "a test"}),
        "agenda.pin" => json!({"item": "AI-0001"}),
        "interest.declare" => json!({"who": "PR-0001", "child": "CH-0001", "what": "a test"}),
        "sitting.attend" => json!({"sitting": "SI-0001", "who": ["PR-0001"]}),
        "item.begin" | "item.decide" => json!({"item": "AI-0001"}),
        "legs.retime" => json!({"child": "CH-0001"}),
        "taxi.refer" => json!({"arrangement": "A-0001"}),
        "item.note" => json!({"item": "AI-0001", "discussion": "a test"}),
        "item.carry" => json!({"item": "AI-0001", "why": "a test"}),
        "item.withdraw" => json!({"item": "AI-0001", "by": "R. Singh", "why": "a test"}),
        "sitting.adjourn" => json!({"sitting": "SI-0001", "why": "a test", "date": "2026-12-03", "start": "13:30"}),
        "sitting.cancel" | "sitting.move" => json!({"sitting": "SI-0001", "why": "a test"}),
        "decision.sign" | "decision.notify" | "decision.release" => json!({"decision": "DC-0001"}),
        "decision.condition" => json!({"decision": "DC-0001", "condition": 1}),
        "action.record" => json!({"what": "a test", "owner": "R. Singh"}),
        "action.done" => json!({"action": "AC-0001"}),
        "action.chase" => json!({"actions": ["AC-0001"]}),
        "minutes.amend" => json!({"sitting": "SI-0001", "what": "a test"}),
        _ => json!({}),
    }
}

/// Arguments of a command that can be carried out, in the order of the table, after a first booking.
fn command_args(name: &str) -> Value {
    let child = json!({"child": {"name": "Ruby Khan", "dob": "2020-01-01"}});
    match name {
        "session.book" => json!({"date": "2026-11-27", "start": "10:00", "children": ["CH-0002"]}),
        "session.move" => json!({"session": "C-0001", "start": "15:45"}),
        "session.cancel" => json!({"session": "C-0001", "by": "parent", "reason": "ill"}),
        "session.change" => json!({"session": "C-0001", "notes": "bring the red bag"}),
        "session.confirm" => json!({"session": "C-0001", "who": "P-0001", "result": "confirmed", "how": "phone"}),
        "session.told" => json!({"session": "C-0001", "who": "P-0001", "result": "no_answer"}),
        "call.claim" => json!({"session": "C-0001", "who": "P-0001"}),
        "legs.release" => json!({"session": "C-0001", "choice": "hold_on", "reason": "a test"}),
        "note.handover" => json!({"what": "a test"}),
        "note.read" => json!({"note": "DN-0001"}),
        "session.event" => json!({"session": "C-0001", "event": "adult_arrived", "at": "08:55"}),
        "absence.record" => json!({"missing": {"who": "OF-0002", "sort": "sickness", "days": "2026-12-01"}}),
        "absence.repair" => {
            json!({"missing": {"who": "RM-0003", "days": "2026-12-02", "notes": "flooded"}, "rows": []})
        }
        "series.book" => json!({"arrangement": "A-0001"}),
        "series.change" => json!({"arrangement": "A-0001", "which": "all", "start": "15:30"}),
        "series.cancel" => json!({"arrangement": "A-0001", "day": "2026-12-10", "by": "carer", "reason": "holiday"}),
        "siblings.book" => json!({"children": ["CH-0002"], "date": "2026-11-30", "start": "10:00"}),
        "holidays.decide" => json!({"close_rest_of": 2027}),
        "session.restore" => json!({"session": "C-0001"}),
        "session.wait" => json!({"session": "C-0001", "until": "16:30"}),
        "session.late" => json!({"session": "C-0001", "lost_min": 20}),
        "session.outcome" => json!({"session": "C-0001", "outcome": "called_off", "by": "child", "reason": "ill"}),
        "worker.told" => json!({"session": "C-0001"}),
        "incident.record" => json!({"sort": "stranger", "session": "C-0001", "what": "a man asked for Amara"}),
        "incident.change" => json!({"incident": "IN-0001", "police_ref": "LE/1234"}),
        "day.close" => json!({"day": "2026-11-25"}),
        "session.book_set" => json!({"books": [
            {"date": "2026-12-02", "start": "10:00", "children": ["CH-0002"]},
            {"date": "2026-12-03", "start": "10:00", "children": ["CH-0002"]},
        ]}),
        "session.record" => json!({"session": "C-0001"}),
        "session.words" => json!({"session": "C-0001", "child": "we made a cake"}),
        "arrangement.request" => json!({"children": ["CH-0002"], "parties": ["P-0002"], "purpose": "links"}),
        "arrangement.plan" | "arrangement.sign" | "arrangement.assess" | "arrangement.activate" => {
            json!({"arrangement": "A-0003"})
        }
        "arrangement.suspend" => json!({"arrangement": "A-0002", "reason": "a test", "until": "2026-11-28"}),
        "arrangement.review" => json!({"arrangement": "A-0001", "why": "a test"}),
        "arrangement.end" => json!({"arrangement": "A-0002", "outcome": "a test"}),
        "order.record" => json!({"arrangement": "A-0001", "from": "2026-11-30", "min_times_week": 2}),
        "override.confirm" => json!({"task": "TK-0001"}),
        "letter.note" => json!({"child": "CH-0001", "party": "P-0001", "received": "2026-11-25"}),
        "letter.handle" => json!({"letter": "LB-0001", "step": "checked"}),
        "call.record" => json!({"from": "Kelly Khan", "words": "late", "about": ["CH-0001"]}),
        "placement.begin" => json!({"child": "CH-0002", "carer": "CR-0001"}),
        "agreement.emergency" => {
            json!({"child": "CH-0001", "what": "a night", "reasons": "hospital", "decided_by": "H. Okafor"})
        }
        "task.done" => json!({"task": "TK-0001", "how": "told"}),
        "case.open" => json!({"key": "CH-0001", "reason": "a test"}),
        "record.add" => json!({"record": child}),
        "record.change" => json!({"record": child, "was": null}),
        "record.close" => json!({"key": "P-0002", "why": "a test"}),
        "record.reopen" => json!({"key": "P-0002"}),
        "record.merge" => json!({"from": "P-0002", "into": "P-0001"}),
        "import" => json!({"records": [child]}),
        "document.print" => json!({"document": "day_sheet", "from": "2026-11-26"}),
        "export" => json!({"reason": "a test"}),
        "address.reveal" => json!({"key": "CR-0001", "reason": "a driver asks"}),
        "caller.identify" => json!({"who": "P-0001", "answers": [{"proof": "phone", "said": "0101"}]}),
        "setting.set" => json!({"name": "word", "value": "family time"}),
        _ => panel_args(name),
    }
}

/// The same of what clerks do for panels.
fn panel_args(name: &str) -> Value {
    match name {
        "referral.take" => json!({"child": "CH-0002", "what": "a placement", "handed_in": true}),
        "referral.sign" => json!({"referral": "R-0001", "by": "H. Okafor"}),
        "referral.return" | "referral.submit" | "referral.accept" => json!({"referral": "R-0001"}),
        "referral.late" => json!({"referral": "R-0001", "why": "a test"}),
        "referral.withdraw" | "referral.decline" => json!({"referral": "R-0001", "by": "H. Okafor", "why": "a test"}),
        "paper.add" => json!({"referral": "R-0001", "sort": "form", "reference": "LCS 1"}),
        "pack.print" => json!({"sitting": "SI-0001", "member": "PR-0001"}),
        "paper.read" => json!({"paper": "PP-0002"}),
        "paper.change" => json!({"paper": "PP-0001", "redacted": true}),
        "service_request.record" => {
            json!({"child": "CH-0001", "service": "intensive support", "source": "duty_assessment"})
        }
        "service_request.answer" => json!({"request": "SR-0001", "got": "as_asked"}),
        "register.begin" => json!({"child": "CH-0001", "category": "neglect"}),
        "register.end" => json!({"child": "CH-0001"}),
        _ => sitting_args(name),
    }
}

#[test]
fn every_question_is_answered_as_in_the_desks_own_process() {
    let book = || SessionBook {
        date: "2026-11-26".parse().unwrap(),
        start: "16:00".parse().unwrap(),
        children: Some(vec![ChildId(1)]),
        ..SessionBook::default()
    };
    let (house, served) = (House::with(small_service()), Served::with(small_service()));
    for account in ["asha", "dot", "ola"] {
        let (seat, client) = (seat(&house, account), served.client(account));
        if account == "asha" {
            run(&seat, book()).unwrap();
            run(&client, book()).unwrap();
        }
        for row in QUERIES {
            let query = || serde_json::from_value::<Query>(tagged(row.name, query_args(row.name))).unwrap();
            let (at_hand, remote) = (seat.ask(query()), client.ask(query()));
            assert_eq!(at_hand, remote, "{account} {}", row.name);
        }
    }
}

#[test]
fn every_command_is_carried_out_or_refused_as_in_the_desks_own_process() {
    let ada = support::json(r#"{"user":{"id":"U-0009","account":"ada","name":"Ada","role":"admin"}}"#);
    let records: Vec<Record> = small_service().into_iter().chain([ada]).collect();
    let (house, served) = (House::with(records.clone()), Served::with(records));
    let first = SessionBook {
        date: "2026-11-26".parse().unwrap(),
        start: "16:00".parse().unwrap(),
        children: Some(vec![ChildId(1)]),
        ..SessionBook::default()
    };
    run(&seat(&house, "moira"), first.clone()).unwrap();
    run(&served.client("moira"), first).unwrap();
    let mut done = 0;
    for row in COMMANDS {
        for account in ["moira", "dot", "ada"] {
            let value = tagged(row.name, command_args(row.name));
            let command: Command = serde_json::from_value(value).unwrap_or_else(|why| panic!("{}: {why}", row.name));
            let order = || Order { command: command.clone(), over: Some("a test".parse().unwrap()) };
            let (at_hand, remote) = (seat(&house, account).execute(order()), served.client(account).execute(order()));
            assert_eq!(at_hand, remote, "{account} {}", row.name);
            done += usize::from(at_hand.is_ok());
        }
    }
    assert!(done >= 10, "only {done} were carried out");
}

#[test]
fn what_is_kept_over_the_socket_is_kept_for_that_account_until_it_is_forgotten() {
    let mut served = Served::with(small_service());
    let (one, other) = (served.client("asha"), served.client("asha"));
    let (first, second) = (one.watch(), other.watch());
    let typed = Typed { name: "words".into(), text: "mother rang at ten".into(), ..Typed::default() };
    let draft = Draft { number: 7, form: "call.record".into(), fields: vec![typed], ..Draft::default() };
    one.keep(Keep::Draft(Box::new(draft.clone()))).unwrap();
    let texts = |client: &dyn Desk| -> Vec<String> {
        client.unsent().unwrap().drafts.iter().map(|draft| draft.fields[0].text.clone()).collect()
    };
    assert_eq!((texts(&one), texts(&other)), (vec!["mother rang at ten".to_owned()], Vec::new()));
    assert_eq!(texts(&served.client("moira")), Vec::<String>::new());
    // the board goes: the other is told that somebody left, and finds what was not sent
    drop((first, one));
    while texts(&other).is_empty() {
        second.recv_timeout(waiting::PATIENCE).expect("it is never offered");
    }
    served.end();
    let again = served.again();
    let client = again.client("asha");
    assert_eq!(texts(&client), ["mother rang at ten"]);
    client.keep(Keep::Forget(7)).unwrap();
    assert_eq!(texts(&client), Vec::<String>::new());
}

/// What the messages are made of, as its own description says it. Where this changes, so must `remote::VERSION`, unless the
/// change leaves every byte as it was.
#[test]
fn a_change_of_a_message_is_a_change_of_the_version() {
    let ran = std::process::Command::new(env!("CARGO_BIN_EXE_contactdesk")).arg("schema").output().unwrap();
    assert!(ran.status.success());
    let hash = Sha256::digest(&ran.stdout);
    let hash: String = hash.iter().take(8).fold(String::new(), |text, b| format!("{text}{b:02x}"));
    insta::assert_snapshot!(format!("version {} {hash}", contactdesk::remote::VERSION), @"
    version 4 01c958693799bf8d
    ");
}

/// What a paper may have at most goes over the socket in one message, both ways.
#[test]
fn a_paper_of_the_most_bytes_travels() {
    let mut records = small_service();
    records.extend(
        [
            r#"{"panel":{"id":"PA-0001","name":"Placement panel","sits":"Thu 13:30-16:30"}}"#,
            r#"{"referral":{"id":"R-0001","child":"CH-0001","panel":"PA-0001","what":"a placement"}}"#,
        ]
        .map(support::json),
    );
    let served = Served::with(records);
    let client = served.client("moira");
    let bytes: Vec<u8> = (0..Content::MOST).map(|n| (n % 253) as u8).collect();
    let content = Some(Content(bytes.clone()));
    let referral = ReferralId(1);
    run(&client, PaperAdd { referral, sort: PaperSort::Plan, content, ..PaperAdd::default() }).unwrap();
    let read = run(&client, PaperRead { paper: PanelPaperId(1) }).unwrap();
    assert!(read.content.is_some_and(|content| content.0 == bytes));
}
