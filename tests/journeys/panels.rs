//! The clerk's scenarios by keys: the same as the scripts of `desk/panel_scenarios.rs`, and DOMAIN 6b 10 and 11. A script
//! brings the house to the moment; what matters in it is pressed and read.

use super::*;
use crate::panel_script::{OPENED, played, step};

fn child(id: u32, name: &str) -> String {
    format!(r#"{{"child":{{"id":"CH-{id:04}","name":"{name}","dob":"2012-02-01","team":"Cluster 1"}}}}"#)
}

/// Children of those numbers and names, and what was done about them.
fn after(children: &[(u32, &str)], script: &str) -> House {
    let records: Vec<String> = children.iter().map(|(id, name)| child(*id, name)).collect();
    played(&records.iter().map(String::as_str).collect::<Vec<_>>(), script)
}

/// Two sittings are planned, and a request for each child is on the list of the first.
fn listed(children: &[(u32, &str)], more: &str) -> House {
    let mut script = "@ 2026-11-23 09:00\n".to_owned();
    for _ in 0..2 {
        script += "clive: {\"sitting.plan\":{\"panel\":\"PA-0001\"}}\n";
    }
    script.extend((1..).zip(children).map(|(r, (id, _))| {
        let add = format!(r#"clive: {{"agenda.add":{{"sitting":"SI-0001","referrals":["R-{r:04}"]}}}}"#);
        format!("clive takes R-{r:04} CH-{id:04} accommodate\n{add}\n")
    }));
    after(children, &(script + more))
}

/// The same, with the first sitting open and four who take part.
fn sitting(children: &[(u32, &str)], more: &str) -> House {
    listed(children, &format!("{more}\n@ 2026-11-26 15:00\n{OPENED}"))
}

#[test]
fn what_is_incomplete_goes_back_with_its_list_and_comes_again_whole() {
    let house = after(
        &[(31, "Ottilie Ward")],
        r#"
        @ 2026-11-20 09:00
        clive: {"sitting.plan":{"panel":"PA-0001"}}
        clive: {"sitting.plan":{"panel":"PA-0001"}}
        clive: {"referral.take":{"child":"CH-0031","panel":"PA-0001","request":"recurring_taxi","what":"a taxi on Mondays","referrer":"Toby Lane","handed_in":true}}
        "#,
    );
    let mut clive = board(&house, "clive", 80, 24);
    clive.press("g j q").sees("Ottilie Ward").press("a").sees("lacks the child's views");
    clive.press("b").sees("it lacks the child's views").press("ctrl-s").sees("sent back").press("q q");
    drop(clive);
    let house = step(house, "@ 2026-11-25 10:00");
    let mut clive = board(&house, "clive", 80, 24);
    clive.press("g j q e").sees("a taxi on Mondays");
    clive.press("tab tab tab tab tab tab tab tab tab tab").types("likes the driver").press("tab").types("agree");
    clive.press("ctrl-s s").types("Jo Park").press("ctrl-s");
    for tick in ["f--", "fj-", "fj$"] {
        clive.press("p").types("LCS 1").press("ctrl-s").sees(tick);
    }
    clive.press("h").press("a").sees("waits for a sitting");
    // its papers came after Tuesday noon: this list takes it on no more, the next one does
    clive.press("g j a").sees("Ottilie Ward").press("a").sees("after the deadline");
    clive.press("]").sees("Thu 3 Dec").press("a").sees("AI-0001").sees("Ottilie Ward").lacks("waits");
}

#[test]
fn what_is_not_ready_is_named_before_the_list_is_locked_without_it() {
    let house = listed(
        &[(32, "Piers Nolan"), (33, "Quin Abel")],
        r#"
        @ 2026-11-24 13:00
        clive: {"paper.add":{"referral":"R-0001","sort":"chronology","reference":"LCS 9"}}"#,
    );
    let mut clive = board(&house, "clive", 80, 24);
    clive.press("g j a").sees("the papers of R-0001 came late").press("L");
    clive.sees("Lock the list without what is not ready?").sees("AI-0001 Piers Nolan");
    clive.press("n").sees("planned").press("L y").sees("locked");
    clive.sees("Quin Abel").sees("waits").sees("Piers Nolan");
    clive.press("]").sees("Thu 3 Dec").press("a").sees("carried from Thu 26 Nov 2026").lacks("waits");
}

#[test]
fn when_the_quorum_is_lost_the_rest_goes_on_with_the_reason() {
    let house = sitting(
        &[(34, "Rafe Todd"), (35, "Skye Orr")],
        r#"moira: {"agreement.emergency":{"child":"CH-0002","what":"a night","reasons":"nobody at home","asked_by":"Dana Moss","decided_by":"Ivo Kerr"}}"#,
    );
    let mut clive = board(&house, "clive", 80, 26);
    // the list begins with what one person agreed alone, and that person does not chair it
    clive.press("g j s G").sees("Dana Moss in the chair").sees("to be ratified by Thu 26 Nov");
    clive.press("c").sees("it was to be ratified by Thu 26 Nov 2026").press("esc");
    clive.press("g g n").sees("heard 0 of").press("1 ctrl-s").sees("agreed for Rafe Todd");
    // two go: tab to the people, the third and the fourth
    clive.press("tab j j l j l").sees("NO QUORUM");
    clive.press("tab G n").sees("it lacks 1 member, 1 of another service; c").sees("ring a substitute");
    clive.press("Z").sees("2 items not heard: they go to SI-0002").types("the quorum was lost at two").press("ctrl-s");
    clive
        .sees("closed")
        .press("g j a")
        .sees("Skye Orr")
        .sees("Theo Reid")
        .press("j")
        .sees("the quorum was lost at two");
    clive.press("g j b").sees("emergency agreement");
}

#[test]
fn a_sitting_called_off_gives_its_room_back_and_loses_nothing() {
    let house = listed(&[(36, "Tess Quill")], "");
    let mut clive = board(&house, "clive", 80, 24);
    clive.press("g j s").press("Z").sees("has not begun: O opens it");
    clive.press("C").types("snow").press("ctrl-s").sees("called off");
    clive.press("g j a").sees("Thu 3 Dec").sees("Tess Quill").sees("carried from Thu 26 Nov 2026: snow");
    clive.press("g j q").sees("Tess Quill").press("q q q");
    let mut asha = board(&house, "asha", 80, 24);
    asha.press("g j c").sees("cancelled · 0 items");
}

#[test]
fn a_recommendation_is_signed_then_sent_and_three_dates_stand() {
    let house = after(
        &[(37, "Una Vale")],
        &format!(
            r#"
        @ 2026-11-23 09:00
        clive: {{"sitting.plan":{{"panel":"PA-0001"}}}}
        clive takes R-0001 CH-0037 external_placement 5200
        clive: {{"agenda.add":{{"sitting":"SI-0001","referrals":["R-0001"]}}}}
        @ 2026-11-26 15:00
        {OPENED}"#
        ),
    );
    let mut clive = board(&house, "clive", 80, 26);
    clive
        .press("g j s n 1 ctrl-s")
        .sees("agreed, to be signed")
        .sees("recommended: to be signed")
        .press("Z ctrl-s")
        .sees("closed");
    clive.press("g j d").sees("to sign").sees("Una Vale").press("n").sees("it is open until the decision-maker signs");
    clive.press("s").types("M. Okoro").press("ctrl-s").sees("signed").press("n").sees("sent, written down");
    clive.press("o").press("enter").sees("M. Okoro").sees("Una Vale");
    let mut asha = board(&house, "asha", 80, 24);
    asha.press("g W").sees("Una Vale");
}

#[test]
fn of_siblings_one_is_put_off_and_comes_back_alone() {
    let house = listed(&[(41, "Vita Yeo"), (42, "Wren Yeo"), (43, "Xan Yeo")], "");
    let mut clive = board(&house, "clive", 80, 26);
    clive.press("g j a j +").sees("Vita Yeo, Wren Yeo").press("j +").sees("Vita Yeo, Wren Yeo, Xan Y").press("o L");
    clive.sees("locked").press("q q");
    drop(clive);
    let mut house = house;
    for line in format!("@ 2026-11-26 15:00\n{OPENED}").lines().map(str::trim).filter(|l| !l.is_empty()) {
        house = step(house, line);
    }
    let mut clive = board(&house, "clive", 80, 26);
    clive.press("g j s n 1").press("backspace ctrl-s").sees("agreed for");
    clive
        .press("5 ctrl-s")
        .sees("say why")
        .types("his father was not asked")
        .press("ctrl-s")
        .sees("deferred for Xan Yeo");
    clive
        .press("Z ctrl-s")
        .sees("closed")
        .press("g j a")
        .sees("Xan Yeo")
        .lacks("Vita Yeo")
        .sees("his father was not asked");
}

#[test]
fn what_was_agreed_for_a_time_comes_round_and_goes_onto_a_list_again() {
    let house = sitting(&[(44, "Yara Zane")], "");
    let mut clive = board(&house, "clive", 80, 26);
    clive.press("g j s n 3 ctrl-s").sees("say until when").types("26 feb").press("ctrl-s").sees("for Yara Zane");
    clive.press("Z ctrl-s").sees("closed").press("g j b").lacks("Yara Zane").press("q q q");
    drop(clive);
    let house = step(house, "@ 2027-02-01 09:00");
    let mut clive = board(&house, "clive", 80, 24);
    clive.press("g j b").sees("Fri 26 Feb 2027").sees("Yara Zane").press("g j a p").types("placement");
    clive.press("enter ctrl-s").sees("Thu 4 Feb 2027").press("b").sees("Yara Zane").press("enter").sees("Yara Zane");
    clive.sees("AI-0002");
}

#[test]
fn families_who_must_not_meet_get_times_apart_and_no_key_puts_them_together() {
    let records = [
        child(45, "Abe Cade"),
        child(46, "Bea Dorn"),
        r#"{"no_meet_rule":{"id":"NM-0001","a":"P-0001","b":"P-0002","scope":"site"}}"#.to_owned(),
    ];
    let house = played(
        &records.iter().map(String::as_str).collect::<Vec<_>>(),
        r#"
        @ 2026-11-23 09:00
        clive: {"sitting.plan":{"panel":"PA-0001"}}
        clive takes R-0001 CH-0045 accommodate
        clive takes R-0002 CH-0046 accommodate
        clive: {"agenda.add":{"sitting":"SI-0001","referrals":["R-0001"],"parties":["P-0001"]}}
        clive: {"agenda.add":{"sitting":"SI-0001","referrals":["R-0002"],"parties":["P-0002"]}}"#,
    );
    let mut clive = board(&house, "clive", 80, 24);
    clive.press("g j a o").sees("2 items ordered, each with its time").sees("13:30").sees("14:15");
    clive.press("G").sees("its family must not meet that of AI-0001");
    clive.press("t").press("ctrl-u").types("14:00").press("ctrl-s").sees("AI-0001").press("esc y").sees("14:15");
}

#[test]
fn a_taxi_that_recurs_is_asked_for_from_its_arrangement_and_agreed_by_keys() {
    let house = played(
        &[
            r#"{"arrangement":{"id":"A-0009","children":["CH-0002"],"parties":["P-0002"],"length_min":60,"status":"active","start":"2026-01-05","level":"supervised","level_reason":"court","transport":"taxi","recurrence":"Mon 16:00-17:00"}}"#,
        ],
        r#"
        @ 2026-11-23 09:00
        clive: {"sitting.plan":{"panel":"PA-0001"}}
        asha: {"taxi.refer":{"arrangement":"A-0009"}}"#,
    );
    let mut clive = board(&house, "clive", 80, 26);
    clive.press("g j q").sees("Theo Reid").sees("recurring taxi").press("e");
    clive
        .press("tab tab tab tab")
        .types("Toby Lane")
        .press("tab tab tab tab tab tab")
        .types("likes it")
        .press("tab")
        .types("agree")
        .press("ctrl-s");
    clive.press("s").types("Jo Park").press("ctrl-s");
    for _ in 0..3 {
        clive.press("p").types("LCS 1").press("ctrl-s");
    }
    clive
        .press("h")
        .press("a")
        .sees("accepted")
        .press("g j a")
        .sees("Theo Reid")
        .press("a")
        .sees("AI-0001")
        .press("o L");
    clive.sees("locked").press("q q q");
    drop(clive);
    let mut house = house;
    for line in format!("@ 2026-11-26 15:00\n{OPENED}").lines().map(str::trim).filter(|l| !l.is_empty()) {
        house = step(house, line);
    }
    let mut clive = board(&house, "clive", 80, 26);
    clive.press("g j s n 1 ctrl-s").sees("agreed for Theo Reid").sees("1 task");
}

#[test]
fn what_was_declined_before_any_panel_is_counted_when_it_is_asked_again() {
    let house = after(&[(47, "Cal Emms")], "@ 2026-11-10 09:00");
    let mut clive = board(&house, "clive", 80, 24);
    clive.press("g j q n").types("cal").press("enter").types("accom").press("enter").types("a place").press("tab");
    clive.press("ctrl-s").sees("R-0001").press("d").types("Dana Moss").press("tab").types("family support first");
    clive
        .press("ctrl-s")
        .sees("declined before panel; it counts as")
        .lacks("> !  R-0001")
        .press("o")
        .sees("declined before panel");
    clive.press("o n").types("cal").press("enter").types("accom").press("enter").types("a place").press("tab ctrl-s");
    clive.sees("R-0002").press("enter").sees("2 referrals to panels");
}

#[test]
fn a_members_pack_leaves_out_what_is_kept_from_them() {
    let house = listed(&[(48, "Dot Fenn")], r#"clive: {"paper.change":{"paper":"PP-0002","kept_from":["PR-0003"]}}"#);
    let mut clive = board(&house, "clive", 100, 40);
    clive.press("g j p enter").types("omar").press("enter").sees("Dot Fenn").sees("PP-0002").press("q");
    clive.press("g j p enter").types("lena").press("enter").sees("Dot Fenn").lacks("PP-0002").press("q");
    clive.press("g j i enter").types("omar").press("enter").sees("D.F.").lacks("Fenn");
}

#[test]
fn two_clerks_at_one_list_see_what_the_other_does_and_neither_does_it_twice() {
    let house = listed(&[(49, "Edie Gunn")], "");
    let mut clive = board(&house, "clive", 80, 24);
    let mut moira = board(&house, "moira", 80, 24);
    moira.press("g j a").sees("Edie Gunn");
    clive.press("g j a t").press("ctrl-u").types("15:00").press("ctrl-s").sees("15:00");
    moira.waits(200).sees("15:00").press("x").types("not ready").press("ctrl-s").sees("carried");
    clive.waits(200).lacks("15:00");
}

/// DOMAIN 6b 10.
#[test]
fn tuesday_noon_the_chair_manages_one_the_vice_chairs_it_and_whom_to_ring_is_said() {
    let names = [(51, "Ada Finch"), (52, "Cleo Marsh"), (53, "Dee Ross"), (54, "Eli Ross"), (55, "Fay Lunn")];
    let mut house = listed(
        &names,
        r#"
        moira: {"agreement.emergency":{"child":"CH-0002","what":"two nights with the Bells","reasons":"nobody at home","asked_by":"Dana Moss","decided_by":"Ivo Kerr"}}
        clive: {"interest.declare":{"who":"PR-0001","child":"CH-0052","sort":"line_management","what":"manages the worker"}}
        @ 2026-11-24 13:00"#,
    );
    // one comes late, and the chair takes it
    house = step(house, "clive takes R-0006 CH-0001 accommodate");
    let mut clive = board(&house, "clive", 100, 36);
    clive.press("g j q").sees("R-0006").press("g j a G").sees("Amara Khan").press("a").sees("came after the deadline");
    clive.press("g j q l").types("the child is in hospital").press("ctrl-s").sees("as the chair says");
    clive
        .press("g j a G a")
        .sees("AI-000")
        .press("o")
        .sees("does not fit")
        .press("x")
        .sees("goes to the next list")
        .press("esc");
    clive.press("g g").sees("ratification").sees("to be ratified by Thu 26 Nov 2026");
    // nobody has answered: there is no quorum, and it says whom to ring
    clive.sees("no quorum").sees("ring Ivo Kerr and Dana Moss");
    for who in ["ivo", "dana", "omar"] {
        clive.press("r").types(who).press("enter ctrl-s");
    }
    // who agreed it alone does not chair its ratification; who manages the worker leaves, and a substitute would mend it
    clive.press("g g").lacks("no quorum");
    for _ in 0..7 {
        if clive.screen().contains("Ivo Kerr leaves") {
            break;
        }
        clive.press("j");
    }
    clive.sees("Ivo Kerr leaves: line management: manages the worker").sees("Dana Moss chairs it");
    clive.sees("ring Lena Fox").press("r").types("lena").press("enter ctrl-s").lacks("no quorum");
}

/// DOMAIN 6b 11.
#[test]
fn an_emergency_stays_on_thursdays_list_though_the_child_went_home() {
    let house = listed(
        &[],
        r#"
        moira: {"agreement.emergency":{"child":"CH-0002","what":"a night with the Bells","reasons":"nobody at home","asked_by":"Dana Moss","decided_by":"Ivo Kerr"}}
        @ 2026-11-25 09:00
        asha: {"record.close":{"key":"PL-0002","why":"went home"}}"#,
    );
    let mut clive = board(&house, "clive", 80, 24);
    clive.press("g j a").sees("Theo Reid").sees("ratification").sees("to be ratified by Thu 26 Nov 2026");
    // it is not withdrawn, and called off it goes on
    clive.press("x").types("he is home").press("ctrl-s").sees("carried").press("g j b").sees("emergency agreement");
    clive.press("g j a ]").sees("Theo Reid").sees("to be ratified by Thu 26 Nov 2026");
}
