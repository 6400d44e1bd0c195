//! An officer is ill, from a script (DOMAIN 6b.1): asked, carried out, told, taken back.

use super::*;
use crate::sick;

#[test]
fn a_script_asks_what_is_hit_carries_out_what_is_proposed_and_takes_it_back() {
    let house = sick::house(sick::MORNING);
    let missing = r#"{"who":"OF-0001","sort":"sickness","days":"2026-11-26"}"#;
    let ran = run_words(&house, "asha", &["ask", "affected", &format!(r#"{{"missing":{missing}}}"#), "--json"], "");
    let answer: serde_json::Value = serde_json::from_str(&ran.out).unwrap_or_else(|why| panic!("{why} {ran}"));
    let rows = answer["answer"]["affected"]["rows"].as_array().unwrap();
    assert_eq!(rows.len(), 4);
    let mends: Vec<&serde_json::Value> = rows.iter().map(|row| &row["choices"][0]["mend"]).collect();
    let command =
        serde_json::json!({"missing": serde_json::from_str::<serde_json::Value>(missing).unwrap(), "rows": mends});
    let ran = run_words(&house, "asha", &["do", "absence.repair", "--json", "-"], &command.to_string());
    assert!(ran.status == 0 && ran.out.contains("4 sessions mended"), "{ran}");
    let ran = asha(&house, "tell 2");
    assert!(ran.out.contains("Jas Kaur") && ran.out.contains("07700 900103"), "{ran}");
    let ran = asha(&house, "day");
    assert!(!ran.out.contains("! C-"), "nothing is booked twice: {ran}");
    assert!(asha(&house, "undo").out.contains("undone"));
    assert!(asha(&house, "day").out.contains("Tara Shah"));
}

#[test]
fn the_same_in_one_line_and_what_a_date_is_in_the_way_of() {
    let house = sick::house(sick::MORNING);
    let ran = asha(&house, "repair --absent tara shah --on today");
    assert!(ran.out.starts_with("Tara Shah is not there Thu 26 Nov 2026: 4 sessions"), "{ran}");
    assert!(ran.out.contains("> Harpreet Gill: speaks Punjabi"), "{ran}");
    let ran = asha(&house, "repair --absent tara shah --on today --apply");
    assert!(ran.out.contains("4 sessions mended") && ran.out.contains("to ring about entry 2"), "{ran}");
    let date =
        r#"{"record":{"appointment":{"who":["CH-0003"],"sort":"medical","days":"2026-11-26","time":"13:00-14:00"}}}"#;
    let ran = run_words(&house, "asha", &["do", "record.add", date], "");
    assert!(ran.out.contains("1 session to see to") && ran.out.contains("has a medical until 14:00"), "{ran}");
    assert!(asha(&house, "hits AP-0001").out.contains("C-0003"));
    let ran = asha(&house, "timesheet harpreet gill");
    assert!(ran.out.contains("Harpreet Gill"), "{ran}");
    let ran = run_words(&house, "ola", &["timesheet"], "");
    assert!(ran.out.contains("Tara Shah") && !ran.out.contains("Gill"), "an officer sees their own: {ran}");
    assert!(asha(&house, "continuity --to today").out.contains("with the main officer"));
    assert_eq!(asha(&house, "hits CH-0001").status, 2);
    let rules = asha(&house, "rules");
    assert!(rules.out.contains("H7 ") && rules.out.contains("lone-on-site"), "{rules}");
}
