//! Registers, import, export, settings, schema.

use super::*;

#[test]
fn records_are_added_changed_closed_and_merged_by_name() {
    let house = booked();
    insta::assert_snapshot!(asha_does(&house, "record.add", r#"{"record":{"child":{"name":"Ọ̀rẹ́ 😀 عائشة"}}}"#), @"
    CH-0003 Ọ̀rẹ́ 😀 عائشة added (entry 3)
    = 0
    ");
    insta::assert_snapshot!(asha_does(&house, "record.change", r#"{"key":"CH-0002","set":{"height_cm":141}}"#), @"
    CH-0002 Theo Reid changed (entry 4)
    = 0
    ");
    insta::assert_snapshot!(asha_does(&house, "record.change", r#"{"key":"CH-0002","set":{"height":141}}"#), @"
    ! contactdesk: unknown field `height`; did you mean height_cm?
    ! hint: contactdesk schema child
    = 2
    ");
    insta::assert_snapshot!(asha_does(&house, "record.change", r#"{"key":"CH-0099","set":{}}"#), @"
    ! contactdesk: there is no CH-0099
    ! hint: contactdesk find TEXT looks a child up
    = 4
    ");
    insta::assert_snapshot!(asha_does(&house, "record.change", r#"{"key":"CH-0002","set":{"id":"CH-0009"}}"#), @"
    ! contactdesk: id cannot be set: it is the record's number
    ! hint: contactdesk schema child
    = 2
    ");
    insta::assert_snapshot!(asha_does(&house, "record.merge", r#"{"from":"CH-0003","into":"CH-0002"}"#), @"
    CH-0003 Ọ̀rẹ́ 😀 عائشة merged (entry 5)
    = 0
    ");
    insta::assert_snapshot!(asha_does(&house, "record.close", r#"{"key":"RM-0003","why":"handed back"}"#), @"
    RM-0003 Quiet closed (entry 6)
    = 0
    ");
    insta::assert_snapshot!(asha_does(&house, "record.close", r#"{"key":"RM-0001","why":"handed back"}"#), @"
    ! contactdesk: RM-0001 is needed by 1 session ahead, first C-0001
    ! hint: move, change or cancel them first
    = 3
    ");
    insta::assert_snapshot!(asha(&house, "find khan"), @"
    CH-0001  child          Amara Khan  LCS1001 born 1 May 2019
    P-0001   family member  Kelly Khan  mother
    = 0
    ");
    insta::assert_snapshot!(asha(&house, "find --kind rooms oak"), @"
    RM-0001  room  Oak  St Andrew's
    = 0
    ");
    assert_eq!(asha(&house, "find --kind cats oak").status, 2);
}

#[test]
fn a_secret_address_is_shown_to_nobody_and_revealed_with_a_reason() {
    let house = small();
    for who in ["root", "asha", "moira", "dot", "ola", "clive", "audrey"] {
        let ran = run_as(&house, who, "show CR-1", "");
        assert!(!ran.out.contains("Hidden Lane") && !ran.err.contains("Hidden Lane"), "{who}: {ran}");
    }
    insta::assert_snapshot!(asha_does(&house, "address.reveal", r#"{"key":"CR-0001","reason":"police"}"#), @"
    14 Hidden Lane
    07700 900301
    address revealed, written down with the reason (entry 2)
    = 0
    ");
}

#[test]
fn an_import_names_every_mistake_by_file_and_line_and_takes_nothing() {
    let house = small();
    let good = jsonl(&[json(r#"{"child":{"name":"New"}}"#)]);
    let bad =
        format!("{good}\n{{\"child\":{{\"nam\":1}}}}\nnonsense\n{{\"room\":{{\"name\":\"Ash\",\"capacity\":4}}}}\n");
    insta::assert_snapshot!(run_as(&house, "root", "import -", &bad), @"
    ! contactdesk: 3 mistakes; nothing was imported
    ! standard input:3: child.nam unknown field `nam`; did you mean name, aim, team?
    ! standard input:4: column 1: expected value
    ! standard input:5: site is missing
    ! hint: contactdesk schema KIND shows what a record looks like
    = 2
    ");
    let dangling = format!("{good}\n{{\"placement\":{{\"child\":\"CH-0999\",\"carer\":\"CR-0001\"}}}}\n");
    insta::assert_snapshot!(run_as(&house, "root", "import -", &dangling), @"
    ! contactdesk: 1 mistake; nothing was imported
    ! standard input:3: points at CH-0999, which is neither known nor imported
    ! hint: contactdesk schema KIND shows what a record looks like
    = 2
    ");
    insta::assert_snapshot!(run_as(&house, "root", "import /no/such/file", ""), @"
    ! contactdesk: “/no/such/file” cannot be read: No such file or directory (os error 2)
    = 2
    ");
    insta::assert_snapshot!(run_as(&house, "root", "import -", "\n"), @"
    ! contactdesk: there are no records in it; nothing was imported
    = 2
    ");
    assert_eq!(run_as(&house, "asha", "import -", &good).status, 5);
    assert_eq!(run_as(&house, "root", "find New", "").out, "nothing is called “New”\n");
    insta::assert_snapshot!(run_as(&house, "root", "import -", &good), @"
    1 record imported (entry 2)
    = 0
    ");
}

#[test]
fn what_is_exported_is_imported_elsewhere_and_is_the_same() {
    let house = booked();
    assert_eq!(asha(&house, "export jsonl --reason look").status, 5);
    let all = run_as(&house, "root", "export jsonl --reason moving", "");
    assert!(all.status == 0 && all.out.contains("Hidden Lane") && all.out.contains("\"session\""), "{all}");
    let other = House::empty();
    let took = run_words(&other, "root", &["import", "-", "--override", "moved from another desk"], &all.out);
    assert_eq!(took.status, 0, "{took}");
    let again = run_as(&other, "root", "export jsonl", "");
    assert_eq!(again.out, all.out);
    let journal = run_as(&house, "root", "journal --limit 1", "");
    assert!(journal.out.contains("reason: moving"), "{journal}");
}

#[test]
fn an_export_never_writes_over_a_file() {
    use std::os::unix::fs::PermissionsExt;
    let house = small();
    let path = house.dir.path().join("all.jsonl");
    let words = ["export", "jsonl", "--reason", "moving", "-o", path.to_str().unwrap()];
    assert_eq!(run_words(&house, "root", &words, "").status, 0);
    assert_eq!(std::fs::metadata(&path).unwrap().permissions().mode() & 0o777, 0o600);
    let before = run_as(&house, "root", "journal", "").out;
    assert_eq!(run_words(&house, "root", &words, "").status, 2);
    assert_eq!(run_as(&house, "root", "journal", "").out, before);
}

#[test]
fn settings_are_shown_and_set() {
    let house = small();
    insta::assert_snapshot!(run_as(&house, "root", "settings stagger.before_min", ""), @"
    SETTING             VALUE  WHAT IT DOES
    stagger.before_min  15     minutes the adult arrives before the child
    = 0
    ");
    insta::assert_snapshot!(run_as(&house, "root", "settings stagger.before_min 20", ""), @"
    SE-0001 stagger.before_min = 20 changed (entry 2)
    = 0
    ");
    insta::assert_snapshot!(run_as(&house, "root", "settings stagger.before_min soon", ""), @"
    ! contactdesk: stagger.before_min must be a whole number from 0 to 10000, not “soon”
    = 2
    ");
    insta::assert_snapshot!(run_as(&house, "root", "settings no.such", ""), @"
    ! contactdesk: there is no setting called “no.such”
    ! hint: contactdesk settings lists them
    = 4
    ");
    assert_eq!(asha(&house, "settings stagger.before_min 25").status, 5);
    assert!(asha(&house, "rules").out.contains("room-taken"));
}

#[test]
fn schema_and_completions_need_no_desk() {
    let house = House::empty();
    for name in ["", "session.book", "day", "child", "record"] {
        let ran = asha_alone(&house, &format!("schema {name}"));
        assert!(serde_json::from_str::<serde_json::Value>(&ran.out).unwrap().is_object(), "{name} {ran}");
    }
    insta::assert_snapshot!(asha_alone(&house, "schema chidl"), @r#"
    ! contactdesk: there is no command, query or kind of record called “chidl”
    ! hint: did you mean child?
    = 2
    "#);
    assert!(asha_alone(&house, "completions bash").out.contains("_contactdesk"));
}

fn asha_alone(house: &House, line: &str) -> Ran {
    run_as(house, "root", line, "")
}

#[test]
fn an_address_that_is_not_shown_survives_a_change_and_cannot_be_opened_by_one() {
    let house = small();
    insta::assert_snapshot!(asha_does(&house, "record.change", r#"{"key":"CR-0001","set":{"can_transport":true}}"#), @"
    CR-0001 The Moores changed (entry 2)
    = 0
    ");
    insta::assert_snapshot!(asha_does(&house, "record.change", r#"{"key":"CR-0001","set":{"address":{"class":"open"}}}"#), @"
    ! contactdesk: the address is not shown to you, so who may see it cannot be changed without writing it anew
    ! hint: address.reveal shows it, with a reason
    = 2
    ");
    let export = || run_as(&house, "root", "export jsonl --reason checking", "").out;
    assert!(export().contains("14 Hidden Lane") && export().contains("07700 900301"));
    let moved = r#"{"key":"CR-0001","set":{"address":{"lines":"3 New Road","class":"professionals"}}}"#;
    assert_eq!(asha_does(&house, "record.change", moved).status, 0);
    assert!(export().contains("3 New Road") && !export().contains("14 Hidden Lane"));
}
