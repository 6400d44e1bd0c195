//! What was asked for, in a terminal.

use super::*;

fn clive(house: &House, line: &str) -> String {
    let words: Vec<&str> = line.split(' ').collect();
    run_words(house, "clive", &words, "").to_string()
}

fn ordered(house: &House, command: &str, json: &str) -> String {
    run_words(house, "clive", &["do", command, json], "").to_string()
}

#[test]
fn what_was_asked_for_is_taken_down_answered_and_counted() {
    let house = House::with(small_service());
    insta::assert_snapshot!(ordered(&house, "service_request.record", r#"{"child":"CH-0001","service":"intensive support","source":"hostel","team":"Bridge House","what":"three evenings a week","asked_on":"2026-11-16"}"#), @"
    SR-0001 intensive support for Amara Khan taken down (entry 2)
    = 0
    ");
    insta::assert_snapshot!(ordered(&house, "service_request.record", r#"{"child":"CH-0001","service":"intensive support","source":"hostel"}"#), @r#"
    ! contactdesk: SR-0001 asked for intensive support on Mon 16 Nov 2026 and is not answered
    ! hint: answer it with service_request.answer; or say "another": true where it was asked again
    = 2
    "#);
    insta::assert_snapshot!(ordered(&house, "service_request.answer", r#"{"request":"SR-0001","got":"partly","answer":"one evening a week"}"#), @"
    SR-0001 intensive support for Amara Khan answered (entry 3)
    = 0
    ");
    insta::assert_snapshot!(ordered(&house, "service_request.record", r#"{"child":"CH-0002","service":"contact","source":"cluster_two","priority":"urgent"}"#), @"
    SR-0002 contact for Theo Reid taken down (entry 4)
    = 0
    ");
    insta::assert_snapshot!(clive(&house, "panel register begin amara neglect --from 1/10"), @"
    CP-0001 neglect for Amara Khan on the register (entry 5)
    = 0
    ");
    insta::assert_snapshot!(clive(&house, "panel requests"), @"
    Thu 27 Nov 2025 to Thu 26 Nov 2026: 2 requests, 50% answered, 0% got what was asked for
    panels: 0 referrals, 0 decided, 0 declined before panel, 0 withdrawn
    SERVICE            FROM                          ASKED  ANSWERED  GOT IT  PART  OTHER  NOTHING  WAITS
    contact            child care team, cluster 2    1      0%        0%      0     0      0        1
    intensive support  hostel for homeless families  1      100%      0%      1     0      0        0
    Thu 26 Nov 2026 · contact · Theo Reid · SR-0002 · child care team, cluster 2 · urgent · not answered
    = 0
    ");
    insta::assert_snapshot!(clive(&house, "panel requests amara"), @"
    CH-0001 Amara Khan
    services asked for in 12 months: 1, got it: 0; on the register since Thu 1 Oct 2026
    register: neglect from Thu 1 Oct 2026, still on it (CP-0001)
    Mon 16 Nov 2026 · intensive support · SR-0001 · Bridge House (hostel for homeless families) · part of it Thu 26 Nov 2026
      three evenings a week
      answer: one evening a week
    = 0
    ");
    insta::assert_snapshot!(clive(&house, "panel register end amara"), @"
    CP-0001 neglect for Amara Khan off the register (entry 6)
    = 0
    ");
    insta::assert_snapshot!(clive(&house, "panel requests --from fri --to today"), @"
    ! contactdesk: Fri 27 Nov 2026 is after Thu 26 Nov 2026
    = 2
    ");
    assert!(clive(&house, "panel requests kelly").ends_with("= 4"), "services are asked for children");
    assert!(clive(&house, "show amara").contains("services asked for in 12 months: 1"));
}
