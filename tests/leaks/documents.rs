//! A family's document has none of its child's protected places and times, whatever stands in the records (DESIGN
//! invariant 6), and no document has more of a restricted case than its printer may know.

use super::callers::{planted, words};
use super::*;
use contactdesk::desk::DocumentKind;
use std::collections::BTreeSet;

fn print(house: &House, account: &str, document: DocumentKind, who: Option<&str>) -> String {
    let order = DocumentPrint {
        document,
        audience: None,
        who: who.map(str::to_owned),
        from: "2026-11-26".parse().unwrap(),
        to: None,
    };
    match run(&house.seat(account), order) {
        Ok(done) => done.printed.unwrap().text,
        Err(no) => serde_json::to_string(&no).unwrap(),
    }
}

#[test]
fn a_calendar_has_first_names_and_where_to_meet_and_no_other_word_of_the_records() {
    let house = House::with(planted());
    let text = print(&house, "moira", DocumentKind::ParentCalendar, Some("P-0001"));
    let may =
        ["P-0001.name", "CH-0001.known_as", "CH-0003.known_as", "ST-0001.name", "ST-0001.address", "ST-0001.phone"];
    let may: BTreeSet<String> = may.iter().map(|word| format!("Zz{word}")).collect();
    assert_eq!(words(&text), may, "{text}");
    for time in ["15:37", "15:21", "15:58", "17:53", "influence"] {
        assert!(!text.contains(time), "{time}: {text}");
    }
}

#[test]
fn a_run_sheet_has_the_doors_of_its_own_journeys_only() {
    let house = House::with(planted());
    let text = print(&house, "moira", DocumentKind::RunSheet, Some("D-0001"));
    let found = words(&text);
    for word in ["CR-0001.address.lines", "CR-0001.pick_up", "CH-0001.known_as", "C-0001.receiver", "D-0001.name"] {
        assert!(found.contains(&format!("Zz{word}")), "{word}: {text}");
    }
    // the other driver's child and school, the family, the paperwork
    for word in
        ["CH-0003", "SC-0001", "P-0001", "CR-0002", "CR-0003", "C-0001.notes", "CH-0001.name", "CH-0001.medical"]
    {
        assert!(!text.contains(&format!("Zz{word}")), "{word}: {text}");
    }
}

#[test]
fn no_document_tells_of_a_restricted_case() {
    let mut records = service();
    records.extend(
        [r#"{"driver":{"id":"D-0009","name":"Devi Osei"}}"#, r#"{"driver":{"id":"D-0008","name":"Nobody Else"}}"#]
            .map(json),
    );
    for record in &mut records {
        if let Record::Session(session) = record {
            session.legs[0].driver = Some(DriverId(9));
        }
    }
    let house = House::with(records);
    for account in ACCOUNTS.iter().filter(|account| **account != "moira") {
        for document in DocumentKind::ALL {
            for who in [None, Some("D-9"), Some("D-8"), Some("P-1"), Some("P-9"), Some("zzhidden")] {
                let text = print(&house, account, *document, who);
                assert!(!text.contains("Zzhidden") && !text.contains("Qqsecretqq"), "{account} {who:?}: {text}");
            }
        }
    }
    assert!(print(&house, "moira", DocumentKind::DaySheet, None).contains("Zzhidden Child"));
    assert!(print(&house, "moira", DocumentKind::RunSheet, Some("D-9")).contains("Zzhidden"));
    assert!(print(&house, "asha", DocumentKind::RunSheet, Some("D-9")).contains("ask a manager"));
}
