//! A referral to a panel and its papers as scripts: taken in, completed, with bytes that come by standard input.

use super::*;

fn with_a_panel() -> House {
    let mut records = small_service();
    records.extend(
        [
            r#"{"professional":{"id":"PR-0003","name":"R. Singh","post":"social worker"}}"#,
            r#"{"panel":{"id":"PA-0001","name":"Placement panel","sits":"Thu 13:30-16:30"}}"#,
            r#"{"sitting":{"id":"SI-0001","panel":"PA-0001","date":"2026-12-03","start":"13:30","end":"16:30"}}"#,
        ]
        .map(json),
    );
    House::with(records)
}

fn clive(house: &House, line: &str, stdin: &str) -> Ran {
    run_as(house, "clive", line, stdin)
}

fn clive_does(house: &House, command: &str, json: &str) -> Ran {
    run_words(house, "clive", &["do", command, "--json", "-"], json)
}

#[test]
fn a_referral_and_its_papers_from_a_script() {
    let house = with_a_panel();
    let taxi = r#"{"child":"CH-0002","request":"recurring_taxi","what":"a taxi each Tuesday","presenter":"PR-0003","views_child":"likes the driver","views_parents":"agree","handed_in":true}"#;
    insta::assert_snapshot!(clive_does(&house, "referral.take", taxi), @"
    R-0001 recurring taxi for Theo Reid taken in (entry 2); lacks the team manager's signature, the signed form, journeys, costs
    = 0
    ");
    assert_eq!(clive_does(&house, "referral.sign", r#"{"referral":"R-0001","by":"L. Brandt"}"#).status, 0);
    insta::assert_snapshot!(clive(&house, "panel paper add R-0001 jour - --title runs --redacted", "from here to there"), @"
    PP-0001 journeys of recurring taxi for Theo Reid taken down (entry 4); lacks the signed form, costs
    = 0
    ");
    insta::assert_snapshot!(clive(&house, "panel paper add R-0001 costs --reference Mosaic:77 --held-by finance", ""), @"
    PP-0002 costs of recurring taxi for Theo Reid taken down (entry 5); lacks the signed form
    = 0
    ");
    insta::assert_snapshot!(clive(&house, "panel referrals", ""), @"
    1 referral · 1 incomplete
    papers are due Tue 1 Dec 12:00, in 5 days; Placement panel sits Thu 3 Dec 13:30
               CHILD      ASKS FOR        DAYS  PAPERS  STATUS     STANDS
    !  R-0001  Theo Reid  recurring taxi  0     -J$     submitted  lacks the signed form
    = 0
    ");
    insta::assert_snapshot!(clive(&house, "panel referral R-0001", ""), @"
    R-0001 recurring taxi for Theo Reid · submitted, asked Thu 26 Nov 2026
      papers are due Tue 1 Dec 12:00, in 5 days; Placement panel sits Thu 3 Dec 13:30
      asked by: R. Singh (duty and assessment)
      what: a taxi each Tuesday
      problem: parent-child conflict
      the child says: likes the driver
      the parents say: agree
      team manager: L. Brandt Thu 26 Nov 2026
      PP-0002 costs v1: Mosaic:77; received Thu 26 Nov 2026 09:00, held by finance
      PP-0001 journeys runs v1: 18 bytes; received Thu 26 Nov 2026 09:00, redacted
    ! form: not yet
    ! it lacks the signed form
      before: 1 referral to panels
    = 0
    ");
    assert_eq!(clive(&house, "panel paper get PP-0001", "").out, "from here to there");
    let no = clive(&house, "panel paper get PP-0002", "");
    assert!(no.status == 3 && no.err.contains("Mosaic:77"), "{no}");
    insta::assert_snapshot!(clive(&house, "panel paper add R-0001 letter -", "x"), @"
    ! contactdesk: “letter” is no paper a panel asks for
    ! hint: one of form, assessment, chronology, plan, risk-assessment, costs, providers-report, health-report, education-report, views, record-of-the-emergency-agreement, journeys, other
    = 2
    ");
    assert_eq!(clive(&house, "panel paper add R-0001 form -", "").status, 2, "an empty paper is none");
    let into = house.dir.path().join("runs.pdf");
    let words = ["panel", "paper", "get", "PP-0001", "-o", into.to_str().unwrap()];
    assert_eq!(run_words(&house, "clive", &words, "").status, 0);
    assert_eq!(std::fs::read_to_string(&into).unwrap(), "from here to there");
    assert_eq!(run_words(&house, "clive", &words, "").status, 2, "a file that is there is not written over");
    assert_eq!(asha(&house, "panel paper get PP-0001").status, 5, "papers are the clerks'");
    let json = clive(&house, "panel referrals --json", "");
    let rows: serde_json::Value = serde_json::from_str(&json.out).unwrap();
    assert_eq!(rows["answer"]["referrals"]["rows"][0]["gate"]["lacks"][0]["paper"], "form");
}
