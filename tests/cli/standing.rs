//! How things stand, asked in words: every list of the board has one on the command line, by name as by reference.

use super::morning::{later, morning};
use super::*;

fn said(house: &House, line: &str) -> String {
    asha(house, line).to_string()
}

#[test]
fn every_list_of_the_board_has_its_word_in_lines_and_json() {
    let house = later(House::with(morning()), "09:00");
    for line in
        ["live", "ledger", "incidents", "waiting", "orders", "due", "freed OF-0001", "freed RM-0001 fri 14:00-15:30"]
    {
        let plain = asha(&house, line);
        assert!(plain.to_string().ends_with("= 0") && !plain.out.trim().is_empty(), "{line}: {plain}");
        let json = asha(&house, &format!("{line} --json"));
        serde_json::from_str::<serde_json::Value>(&json.out).unwrap_or_else(|why| panic!("{line}: {why}: {json}"));
    }
}

#[test]
fn whom_a_message_a_repair_or_a_ledger_is_about_is_named_as_elsewhere() {
    let house = later(House::with(morning()), "09:00");
    assert_eq!(said(&house, "message C-0001 nadia reid"), said(&house, "message C-0001 P-0003"));
    assert!(said(&house, "message C-0001 nadia reid").ends_with("= 0"));
    assert_eq!(said(&house, "repair OF-0001"), said(&house, "repair --absent OF-0001"));
    assert!(said(&house, "repair OF-0001").ends_with("= 0"));
    assert!(said(&house, "ledger amara").contains("Amara Khan"));
    assert!(said(&house, "message C-0001 nobody").ends_with("= 4"));
}

#[test]
fn a_timesheet_takes_a_week_and_why_a_span() {
    let house = later(House::with(morning()), "09:00");
    assert!(said(&house, "timesheet +1w").contains("Mon 30 Nov 2026 to Sun 6 Dec 2026"));
    assert!(said(&house, "timesheet shah +1w").contains("Mon 30 Nov 2026 to Sun 6 Dec 2026"));
    assert!(said(&house, "timesheet").contains("Mon 23 Nov 2026 to Sun 29 Nov 2026"));
    let spanned = said(&house, "why A-0001 fri 14:00-15:00");
    assert_eq!(spanned, said(&house, "why A-0001 fri 14:00 --minutes 60"));
    assert!(!spanned.ends_with("= 2"), "{spanned}");
}
