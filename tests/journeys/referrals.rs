//! The referral queue, as the panel clerk works it: a form with gaps, ticks, the list that goes back, the chair's word.

use super::*;

/// A Thursday panel, a social worker, a head of service.
fn with_a_panel() -> Vec<Record> {
    let mut records = service();
    records.extend(
        [
            r#"{"professional":{"id":"PR-0001","name":"G. Lindqvist","post":"head of service"}}"#,
            r#"{"professional":{"id":"PR-0003","name":"R. Singh","post":"social worker"}}"#,
            r#"{"panel":{"id":"PA-0001","name":"Placement panel","sits":"Thu 13:30-16:30","seats":[{"who":"PR-0001","seat":"chair"}]}}"#,
            r#"{"sitting":{"id":"SI-0001","panel":"PA-0001","date":"2026-11-26","start":"13:30","end":"16:30"}}"#,
            r#"{"sitting":{"id":"SI-0002","panel":"PA-0001","date":"2026-12-03","start":"13:30","end":"16:30"}}"#,
        ]
        .map(json),
    );
    records
}

#[test]
fn a_clerk_takes_in_a_taxi_request_completes_it_and_accepts_it_by_keys_alone() {
    let house = House::with(with_a_panel());
    let mut clive = board(&house, "clive", 100, 26);
    clive.press("g j q").sees("nothing is asked of a panel").sees("papers were due Tue 24 Nov 12:00, 45 h");
    clive.press("n").types("theo").press("enter").types("recurring").press("enter").types("a taxi each Tuesday");
    clive.press("tab").types("singh").press("enter").press("ctrl-s").sees("R-0001");
    insta::assert_snapshot!(clive.screen(), @"
     Referrals  papers were due Tue 24 Nov 12:00, 45 h ago; Placement panel sits Thu 26 Nov 13:30  test
    ────────────────────────────────────────────────────────────────────────────────────────────────────
                 CHILD      ASKS FOR        DAYS  PAPERS  STATUS     STANDS
    > !  R-0001  Theo Reid  recurring taxi  0     ---     submitted  lacks the child's views, or why th…


















     R-0001 · Theo Reid · recurring taxi · 0 · --- · submitted · lacks the child's views, or why they
     R-0001 recurring taxi for Theo Reid taken in (entry 2); lacks the child's views, or why they were
     not sought, the parents' views, or why they were not sought, the team manager's signature, the
     signed form, journeys, costs
    ");
    // what was typed stands in the form again
    clive.press("e").sees("a taxi each Tuesday");
    clive.press("tab tab tab tab tab tab tab tab tab tab").types("likes the driver");
    clive.press("tab").types("agree").press("ctrl-s");
    clive.press("b").sees("it lacks the team manager's signature, the signed form").press("ctrl-s");
    clive.sees("sent back");
    clive.press("s").types("L. Brandt").press("ctrl-s");
    for _ in 0..3 {
        clive.press("p").types("LCS 4711").press("ctrl-s");
    }
    clive.press("h").sees("late: the chair may take it");
    clive.press("l").types("the office was shut").press("ctrl-s").press("a").sees("waits for a sitting");
    clive.press("enter");
    insta::assert_snapshot!(clive.screen(), @"
     Referral R-0001                                                                               test
    ────────────────────────────────────────────────────────────────────────────────────────────────────
    > R-0001 recurring taxi for Theo Reid · accepted, asked Thu 26 Nov 2026
        papers were due Tue 24 Nov 12:00, 45 h ago; Placement panel sits Thu 26 Nov 13:30
        asked by: R. Singh (duty and assessment)
        what: a taxi each Tuesday
        problem: parent-child conflict
        the child says: likes the driver
        the parents say: agree
        team manager: L. Brandt Thu 26 Nov 2026
        PP-0001 form v1: LCS 4711; received Thu 26 Nov 2026 09:00, late
        PP-0003 costs v1: LCS 4711; received Thu 26 Nov 2026 09:00, late
        PP-0002 journeys v1: LCS 4711; received Thu 26 Nov 2026 09:00, late
      complete
        late papers taken by G. Lindqvist Thu 26 Nov 2026 09:00: the office was shut
        sent back Thu 26 Nov 2026 09:00 by clive: it lacks the team manager's signature, the signed
          form, journeys, costs
        AI-0001: waits for a sitting, listed, 30 minutes
        before: 1 referral to panels






     q back   ? keys   : command   f2 everything
    ");
}

#[test]
fn what_is_over_is_shown_when_asked_and_a_refusal_leaves_what_was_typed() {
    let mut records = with_a_panel();
    records.push(json(
        r#"{"referral":{"id":"R-0001","child":"CH-0001","panel":"PA-0001","request":"therapy","what":"play therapy","referrer":"R. Singh","asked_on":"2026-11-20","status":"submitted"}}"#,
    ));
    let house = House::with(records);
    let mut clive = board(&house, "clive", 80, 24);
    clive.press("g j q").sees("R-0001");
    // the same again is refused, and nothing typed is lost
    clive.press("n").types("amara").press("enter").types("therapy").press("enter").types("more play").press("ctrl-s");
    clive.sees("R-0001 asks for the same").types("yes").press("enter").press("ctrl-s").sees("R-0002");
    clive.press("j enter").sees("Referral R-0002").sees("what: more play").sees("? the same was asked").press("q");
    clive
        .press("w")
        .types("R. Singh")
        .press("tab")
        .types("once is enough")
        .press("ctrl-s")
        .sees("withdrawn")
        .press("k");
    clive.press("d").types("V. Marsh").press("tab").types("school has it").press("ctrl-s").sees("counts as asked for");
    clive.sees("nothing is asked of a panel").press("o").sees("declined before panel").press("o").lacks("R-0001");
    // small screens: a row is a line
    let mut small = board(&house, "clive", 40, 10);
    small.press("g j q o").sees("R-0001 Amara");
    // who works no panels looks and does no more
    let mut asha = board(&house, "asha", 80, 24);
    asha.press("g j q n").lacks("A referral to a panel");
}

#[test]
fn a_members_pack_is_printed_by_keys() {
    let mut records = with_a_panel();
    records.extend(
        [
            r#"{"referral":{"id":"R-0001","child":"CH-0001","panel":"PA-0001","request":"therapy","what":"play therapy","referrer":"R. Singh","asked_on":"2026-11-20","status":"listed"}}"#,
            r#"{"agenda_item":{"id":"AI-0001","panel":"PA-0001","sitting":"SI-0002","referrals":["R-0001"],"part":1,"minutes":30,"start":"13:30"}}"#,
        ]
        .map(json),
    );
    let house = House::with(records);
    let mut clive = board(&house, "clive", 80, 20);
    // the service's own is listed, those ahead first; who is looked up is not
    clive.press("g j p").sees("SI-0001").sees("SI-0002").types("zz").sees("nothing like that").press("ctrl-u");
    clive.press("down enter").types("lindqvist").press("enter");
    clive.sees("for G. Lindqvist and nobody else").sees("1. 13:30-14:00  Amara Khan (request)").press("q");
    clive.press("g j i").types("SI-2").press("enter").types("lindqvist").press("enter").sees("A.K.").lacks("Amara");
    // who may not print packs is not asked for whom
    let mut asha = board(&house, "asha", 80, 20);
    asha.press("g j p").lacks("Pack");
}
