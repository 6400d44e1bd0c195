//! Twelve scenarios of panels as scripts of `do` and `ask`, each with its own children: what goes wrong in a clerk's weeks,
//! and that nothing is lost by it. The same ones by keys are in `journeys/panels.rs`.

use crate::panel_script::{OPENED, done, played};

#[test]
fn what_is_incomplete_goes_back_with_a_list_and_is_heard_when_it_is_not() {
    let house = played(
        &[r#"{"child":{"id":"CH-0031","name":"Ottilie Ward","dob":"2013-02-01","team":"Cluster 1"}}"#],
        r#"
        @ 2026-11-20 09:00
        clive: {"sitting.plan":{"panel":"PA-0001"}}
        clive: {"sitting.plan":{"panel":"PA-0001"}}
        clive: {"referral.take":{"child":"CH-0031","panel":"PA-0001","request":"recurring_taxi","what":"a taxi on Mondays","referrer":"Toby Lane","handed_in":true}}
        clive! {"referral.accept":{"referral":"R-0001"}} :: lacks the child's views :: referral.return
        clive: {"referral.return":{"referral":"R-0001"}}
        clive? {"referrals":{}} :: Ottilie Ward :: sent back
        clive! {"agenda.add":{"sitting":"SI-0001","referrals":["R-0001"]}} :: R-0001 is sent back
        @ 2026-11-25 10:00
        clive: {"referral.take":{"referral":"R-0001","views_child":"likes the driver","views_parents":"agree"}}
        clive: {"referral.sign":{"referral":"R-0001","as":"team_manager","by":"Jo Park"}}
        clive: {"paper.add":{"referral":"R-0001","sort":"form","reference":"LCS 1"}}
        clive: {"paper.add":{"referral":"R-0001","sort":"journeys","reference":"LCS 2"}}
        clive: {"paper.add":{"referral":"R-0001","sort":"costs","reference":"LCS 3"}}
        clive: {"referral.submit":{"referral":"R-0001"}}
        clive: {"referral.accept":{"referral":"R-0001"}}
        clive! {"agenda.add":{"sitting":"SI-0001","referrals":["R-0001"]}} :: after the deadline :: next list
        clive: {"agenda.add":{"sitting":"SI-0002","referrals":["R-0001"]}}
        clive? {"agenda":{"sitting":"SI-0002"}} :: Ottilie Ward
        clive? {"referral_file":{"referral":"R-0001"}} :: sent back Fri 20 Nov 2026
    "#,
    );
    drop(house);
}

#[test]
fn papers_that_come_late_without_the_chairs_word_come_off_at_the_lock_and_wait() {
    played(
        &[
            r#"{"child":{"id":"CH-0032","name":"Piers Nolan","dob":"2012-02-01","team":"Cluster 1"}}"#,
            r#"{"child":{"id":"CH-0033","name":"Quin Abel","dob":"2011-02-01","team":"Cluster 1"}}"#,
        ],
        r#"
        @ 2026-11-23 09:00
        clive: {"sitting.plan":{"panel":"PA-0001"}}
        clive takes R-0001 CH-0032 accommodate
        clive takes R-0002 CH-0033 accommodate
        clive: {"agenda.add":{"sitting":"SI-0001","referrals":["R-0001"]}}
        clive: {"agenda.add":{"sitting":"SI-0001","referrals":["R-0002"]}}
        @ 2026-11-24 13:00
        clive: {"paper.add":{"referral":"R-0001","sort":"chronology","reference":"LCS 9"}}
        clive! {"sitting.lock":{"sitting":"SI-0001"}} :: the papers of R-0001 came late :: carry takes what is not ready off
        clive: {"sitting.lock":{"sitting":"SI-0001","carry":true}}
        clive? {"agenda":{"sitting":"SI-0001"}} :: Quin Abel :: waits :: Piers Nolan
        clive: {"sitting.plan":{"panel":"PA-0001"}}
        clive: {"agenda.add":{"sitting":"SI-0002","item":"AI-0001"}}
        clive? {"agenda":{"sitting":"SI-0002"}} :: Piers Nolan :: came late :: carried from Thu 26 Nov 2026
    "#,
    );
}

#[test]
fn a_sitting_that_loses_its_quorum_carries_the_rest_with_the_reason() {
    played(
        &[
            r#"{"child":{"id":"CH-0034","name":"Rafe Todd","dob":"2012-02-01","team":"Cluster 1"}}"#,
            r#"{"child":{"id":"CH-0035","name":"Skye Orr","dob":"2011-02-01","team":"Cluster 1"}}"#,
        ],
        &format!(
            r#"
        @ 2026-11-23 09:00
        clive: {{"sitting.plan":{{"panel":"PA-0001"}}}}
        clive: {{"sitting.plan":{{"panel":"PA-0001"}}}}
        clive takes R-0001 CH-0034 accommodate
        clive takes R-0002 CH-0035 accommodate
        clive: {{"agenda.add":{{"sitting":"SI-0001","referrals":["R-0001"]}}}}
        clive: {{"agenda.add":{{"sitting":"SI-0001","referrals":["R-0002"]}}}}
        moira: {{"agreement.emergency":{{"child":"CH-0002","what":"a night","reasons":"nobody at home","asked_by":"Dana Moss","decided_by":"Ivo Kerr"}}}}
        @ 2026-11-26 15:00
        {OPENED}
        clive: {{"item.begin":{{"item":"AI-0001","at":"13:35"}}}}
        clive: {{"item.decide":{{"item":"AI-0001","code":"agreed","at":"13:50"}}}}
        clive: {{"sitting.attend":{{"sitting":"SI-0001","who":["PR-0003","PR-0004"],"what":"leaves","at":"14:00"}}}}
        clive! {{"item.begin":{{"item":"AI-0002","at":"14:01"}}}} :: there is no quorum for AI-0002 :: ring a substitute
        clive! {{"item.decide":{{"item":"AI-0003","code":"ratified","at":"14:02"}}}} :: has not begun
        clive: {{"sitting.close":{{"sitting":"SI-0001","why":"the quorum was lost at two","at":"14:05"}}}}
        clive? {{"agenda":{{"sitting":"SI-0002"}}}} :: Skye Orr :: the quorum was lost at two :: Theo Reid :: to be ratified by Thu 26 Nov 2026
        clive? {{"forward":{{}}}} :: emergency agreement
        clive: {{"minutes.draft":{{"sitting":"SI-0001"}}}}
        clive? {{"minutes":{{"sitting":"SI-0001"}}}} :: goes to :: Rafe Todd
    "#
        ),
    );
}

#[test]
fn a_sitting_called_off_for_snow_gives_its_room_back_and_loses_no_item() {
    played(
        &[r#"{"child":{"id":"CH-0036","name":"Tess Quill","dob":"2012-02-01","team":"Cluster 1"}}"#],
        r#"
        @ 2026-11-23 09:00
        clive: {"sitting.plan":{"panel":"PA-0001"}}
        clive takes R-0001 CH-0036 accommodate
        clive: {"agenda.add":{"sitting":"SI-0001","referrals":["R-0001"]}}
        asha! {"session.book":{"date":"2026-11-26","start":"14:00","children":["CH-0002"],"room":"RM-0002"}} :: a panel sits in Elm
        clive: {"sitting.cancel":{"sitting":"SI-0001","why":"snow"}}
        clive? {"referrals":{}} :: Tess Quill :: waits for a sitting
        asha: {"session.book":{"date":"2026-11-26","start":"14:00","children":["CH-0002"],"room":"RM-0002"}}
        clive: {"sitting.plan":{"panel":"PA-0001","date":"2026-12-03","start":"13:30","end":"16:30"}}
        clive? {"agenda":{"sitting":"SI-0002"}} :: waits :: Tess Quill :: carried from Thu 26 Nov 2026: snow
    "#,
    );
}

#[test]
fn over_the_limit_a_panel_recommends_and_three_dates_stand_on_file() {
    played(
        &[r#"{"child":{"id":"CH-0037","name":"Una Vale","dob":"2012-02-01","team":"Cluster 1"}}"#],
        &format!(
            r#"
        @ 2026-11-23 09:00
        clive: {{"sitting.plan":{{"panel":"PA-0001"}}}}
        clive takes R-0001 CH-0037 external_placement 5200
        clive: {{"agenda.add":{{"sitting":"SI-0001","referrals":["R-0001"]}}}}
        @ 2026-11-26 15:00
        {OPENED}
        clive: {{"item.begin":{{"item":"AI-0001","at":"13:35"}}}}
        clive: {{"item.decide":{{"item":"AI-0001","code":"agreed","reasons":"nothing nearer","at":"13:50"}}}}
        clive! {{"decision.notify":{{"decision":"DC-0001"}}}} :: is a recommendation and open :: decision.sign
        clive? {{"decisions":{{}}}} :: to sign :: Una Vale
        asha? {{"waiting":{{}}}} :: -Una Vale
        @ 2026-11-27 09:30
        clive: {{"decision.sign":{{"decision":"DC-0001","by":"M. Okoro"}}}}
        asha? {{"waiting":{{}}}} :: Una Vale
        @ 2026-11-27 11:00
        clive: {{"decision.notify":{{"decision":"DC-0001","how":"email"}}}}
        clive! {{"decision.notify":{{"decision":"DC-0001","how":"email"}}}} :: had notice of DC-0001 that way already
        clive? {{"decided":{{"who":"CH-0037"}}}} :: Thu 26 Nov 2026 13:50 :: M. Okoro :: Fri 27 Nov 2026 09:30 :: Toby Lane :: 11:00
    "#
        ),
    );
}

#[test]
fn of_three_siblings_one_is_put_off_and_comes_back_alone() {
    played(
        &[
            r#"{"child":{"id":"CH-0041","name":"Vita Yeo","dob":"2012-02-01","team":"Cluster 1"}}"#,
            r#"{"child":{"id":"CH-0042","name":"Wren Yeo","dob":"2014-02-01","team":"Cluster 1"}}"#,
            r#"{"child":{"id":"CH-0043","name":"Xan Yeo","dob":"2016-02-01","team":"Cluster 1"}}"#,
        ],
        &format!(
            r#"
        @ 2026-11-23 09:00
        clive: {{"sitting.plan":{{"panel":"PA-0001"}}}}
        clive: {{"sitting.plan":{{"panel":"PA-0001"}}}}
        clive takes R-0001 CH-0041 accommodate
        clive takes R-0002 CH-0042 accommodate
        clive takes R-0003 CH-0043 accommodate
        clive: {{"agenda.add":{{"sitting":"SI-0001","referrals":["R-0001","R-0002","R-0003"]}}}}
        @ 2026-11-26 15:00
        {OPENED}
        clive: {{"item.begin":{{"item":"AI-0001","at":"13:35"}}}}
        clive: {{"item.decide":{{"item":"AI-0001","children":["CH-0041","CH-0042"],"code":"agreed","at":"13:50"}}}}
        clive! {{"item.decide":{{"item":"AI-0001","children":["CH-0041"],"code":"not_agreed","reasons":"no","at":"13:51"}}}} :: has decided about CH-0041 already
        clive! {{"item.decide":{{"item":"AI-0001","code":"deferred","at":"13:52"}}}} :: say why
        clive: {{"item.decide":{{"item":"AI-0001","code":"deferred","reasons":"his father was not asked","at":"13:52"}}}}
        clive? {{"agenda":{{"sitting":"SI-0002"}}}} :: waits :: Xan Yeo :: his father was not asked :: -Vita Yeo
        clive? {{"referrals":{{}}}} :: Xan Yeo :: deferred
        asha? {{"waiting":{{}}}} :: Vita Yeo :: Wren Yeo :: -Xan Yeo
    "#
        ),
    );
}

#[test]
fn what_was_agreed_for_a_time_comes_round_and_is_extended() {
    played(
        &[r#"{"child":{"id":"CH-0044","name":"Yara Zane","dob":"2012-02-01","team":"Cluster 1"}}"#],
        &format!(
            r#"
        @ 2026-11-23 09:00
        clive: {{"sitting.plan":{{"panel":"PA-0001"}}}}
        clive takes R-0001 CH-0044 accommodate
        clive: {{"agenda.add":{{"sitting":"SI-0001","referrals":["R-0001"]}}}}
        @ 2026-11-26 15:00
        {OPENED}
        clive: {{"item.begin":{{"item":"AI-0001","at":"13:35"}}}}
        clive! {{"item.decide":{{"item":"AI-0001","code":"agreed_time_limited","at":"13:50"}}}} :: say until when
        clive: {{"item.decide":{{"item":"AI-0001","code":"agreed_time_limited","valid_until":"2027-02-26","at":"13:50"}}}}
        clive: {{"sitting.close":{{"sitting":"SI-0001","at":"14:00"}}}}
        clive? {{"forward":{{}}}} :: -Yara Zane
        @ 2027-02-01 09:00
        clive? {{"forward":{{}}}} :: Fri 26 Feb 2027 :: Yara Zane
        clive: {{"sitting.plan":{{"panel":"PA-0001"}}}}
        clive: {{"agenda.add":{{"sitting":"SI-0002","decision":"DC-0001","children":["CH-0044"],"brought_by":"review"}}}}
        moira! {{"agenda.add":{{"sitting":"SI-0002","decision":"DC-0001","children":["CH-0044"],"brought_by":"review"}}}} :: looks at that already
        clive? {{"forward":{{}}}} :: Yara Zane :: AI-0002
        @ 2027-02-04 15:00
        clive: {{"sitting.open":{{"sitting":"SI-0002","at":"13:30"}}}}
        clive: {{"sitting.attend":{{"sitting":"SI-0002","who":["PR-0001","PR-0003","PR-0004"],"what":"comes","at":"13:30"}}}}
        clive: {{"item.begin":{{"item":"AI-0002","at":"13:35"}}}}
        clive: {{"item.decide":{{"item":"AI-0002","code":"agreed","what":"until she is eighteen","at":"13:50"}}}}
        clive? {{"forward":{{}}}} :: -Yara Zane
    "#
        ),
    );
}

#[test]
fn families_who_must_not_meet_do_not_wait_together() {
    played(
        &[
            r#"{"child":{"id":"CH-0045","name":"Abe Cade","dob":"2012-02-01","team":"Cluster 1"}}"#,
            r#"{"child":{"id":"CH-0046","name":"Bea Dorn","dob":"2011-02-01","team":"Cluster 1"}}"#,
            r#"{"no_meet_rule":{"id":"NM-0001","a":"P-0001","b":"P-0002","scope":"site"}}"#,
        ],
        r#"
        @ 2026-11-23 09:00
        clive: {"sitting.plan":{"panel":"PA-0001"}}
        clive takes R-0001 CH-0045 accommodate
        clive takes R-0002 CH-0046 accommodate
        clive: {"agenda.add":{"sitting":"SI-0001","referrals":["R-0001"],"parties":["P-0001"]}}
        clive: {"agenda.add":{"sitting":"SI-0001","referrals":["R-0002"],"parties":["P-0002"]}}
        clive: {"agenda.order":{"sitting":"SI-0001"}}
        clive? {"agenda":{"sitting":"SI-0001"}} :: 13:30  !  Abe Cade :: 14:15  !  Bea Dorn :: its family must not meet that of AI-0001
        clive! {"agenda.pin":{"item":"AI-0002","start":"14:00"}} :: AI-0001
    "#,
    );
}

#[test]
fn a_taxi_every_time_comes_back_as_an_item_and_is_booked_when_it_is_agreed() {
    played(
        &[
            r#"{"arrangement":{"id":"A-0009","children":["CH-0002"],"parties":["P-0002"],"length_min":60,"status":"active","start":"2026-01-05","level":"supervised","level_reason":"court","transport":"taxi","recurrence":"Mon 16:00-17:00"}}"#,
        ],
        &format!(
            r#"
        @ 2026-11-23 09:00
        clive: {{"sitting.plan":{{"panel":"PA-0001"}}}}
        asha: {{"taxi.refer":{{"arrangement":"A-0009"}}}}
        asha! {{"taxi.refer":{{"arrangement":"A-0009"}}}} :: taxi
        clive? {{"referrals":{{}}}} :: Theo Reid :: recurring taxi
        clive: {{"referral.take":{{"referral":"R-0001","what":"a taxi on Mondays","views_child":"likes it","views_parents":"agree","referrer":"Toby Lane"}}}}
        clive: {{"referral.sign":{{"referral":"R-0001","as":"team_manager","by":"Jo Park"}}}}
        clive: {{"paper.add":{{"referral":"R-0001","sort":"form","reference":"LCS 1"}}}}
        clive: {{"paper.add":{{"referral":"R-0001","sort":"journeys","reference":"LCS 2"}}}}
        clive: {{"paper.add":{{"referral":"R-0001","sort":"costs","reference":"LCS 3"}}}}
        clive: {{"referral.accept":{{"referral":"R-0001"}}}}
        clive: {{"agenda.add":{{"sitting":"SI-0001","referrals":["R-0001"]}}}}
        @ 2026-11-26 15:00
        {OPENED}
        clive: {{"item.begin":{{"item":"AI-0001","at":"13:35"}}}}
        clive: {{"item.decide":{{"item":"AI-0001","code":"agreed","at":"13:50"}}}}
        asha? {{"list":{{"kind":"task"}}}} :: recurring taxi agreed: a taxi on Mondays
    "#
        ),
    );
}

#[test]
fn what_never_reached_a_panel_counts_as_asked_for() {
    played(
        &[r#"{"child":{"id":"CH-0047","name":"Cal Emms","dob":"2014-02-01","team":"Cluster 2"}}"#],
        r#"
        @ 2026-11-02 09:00
        clive: {"service_request.record":{"child":"CH-0047","service":"intensive support","source":"hostel","what":"evenings"}}
        @ 2026-11-10 09:00
        clive: {"referral.take":{"child":"CH-0047","panel":"PA-0001","request":"accommodate","what":"a place","referrer":"Toby Lane","handed_in":true}}
        clive: {"referral.decline":{"referral":"R-0001","by":"Dana Moss","why":"family support first"}}
        clive? {"referrals":{}} :: -Cal Emms
        clive? {"referrals":{"all":true}} :: Cal Emms :: declined before panel
        @ 2026-11-23 09:00
        clive: {"referral.take":{"child":"CH-0047","panel":"PA-0001","request":"accommodate","what":"a place","referrer":"Toby Lane","handed_in":true}}
        clive? {"asked":{"who":"CH-0047"}} :: intensive support :: declined
        clive? {"show":{"what":"CH-0047"}} :: asked
        dot? {"find":{"text":"cal emms"}} :: Cal Emms
    "#,
    );
}

#[test]
fn a_members_copy_lacks_what_is_kept_from_them_and_initials_name_nobody() {
    let house = played(
        &[r#"{"child":{"id":"CH-0048","name":"Dot Fenn","dob":"2012-02-01","team":"Cluster 1"}}"#],
        r#"
        @ 2026-11-23 09:00
        clive: {"sitting.plan":{"panel":"PA-0001"}}
        clive takes R-0001 CH-0048 accommodate
        clive: {"agenda.add":{"sitting":"SI-0001","referrals":["R-0001"]}}
        clive: {"paper.change":{"paper":"PP-0002","kept_from":["PR-0003"]}}
    "#,
    );
    let clive = house.seat("clive");
    let pack = |member: u32, initials: bool| {
        let print =
            format!(r#"{{"pack.print":{{"sitting":"SI-0001","member":"PR-{member:04}","initials":{initials}}}}}"#);
        done(&clive, &print).printed.unwrap().text
    };
    assert!(pack(4, false).contains("PP-0002") && pack(4, false).contains("Dot Fenn"));
    assert!(!pack(3, false).contains("PP-0002") && pack(3, false).contains("Dot Fenn"), "{}", pack(3, false));
    assert!(!pack(4, true).contains("Fenn") && pack(4, true).contains("D.F."));
}

#[test]
fn two_clerks_at_one_list_are_told_what_the_other_has_done() {
    played(
        &[r#"{"child":{"id":"CH-0049","name":"Edie Gunn","dob":"2012-02-01","team":"Cluster 1"}}"#],
        &format!(
            r#"
        @ 2026-11-23 09:00
        clive: {{"sitting.plan":{{"panel":"PA-0001"}}}}
        clive: {{"sitting.plan":{{"panel":"PA-0001"}}}}
        clive takes R-0001 CH-0049 accommodate
        moira! {{"referral.accept":{{"referral":"R-0001"}}}} :: R-0001 is accepted
        clive: {{"agenda.add":{{"sitting":"SI-0001","item":"AI-0001"}}}}
        moira! {{"agenda.add":{{"sitting":"SI-0001","item":"AI-0001"}}}} :: is on that list already
        moira! {{"agenda.add":{{"sitting":"SI-0002","item":"AI-0001"}}}} :: is on the list of SI-0001 :: item.carry
        moira! {{"referral.take":{{"child":"CH-0049","panel":"PA-0001","request":"accommodate","what":"again","handed_in":true}}}} :: R-0001 asks for the same
        @ 2026-11-26 15:00
        {OPENED}
        moira! {{"sitting.open":{{"sitting":"SI-0001","at":"13:30"}}}} :: sitting
        clive: {{"item.begin":{{"item":"AI-0001","at":"13:35"}}}}
        moira! {{"item.begin":{{"item":"AI-0001","at":"13:36"}}}} :: being heard
        clive: {{"item.decide":{{"item":"AI-0001","code":"agreed","at":"13:50"}}}}
        moira! {{"item.decide":{{"item":"AI-0001","code":"agreed","at":"13:51"}}}} :: heard
    "#
        ),
    );
}
