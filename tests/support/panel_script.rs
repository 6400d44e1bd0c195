//! Panels as scripts of `do` and `ask`: a service with a Thursday panel, and lines that are done one after the other.
//!
//! ```text
//! @ 2026-11-24 11:00                      the clock stands there
//! clive takes R-0001 CH-0011 accommodate  a form with everything, its papers, handed in and accepted
//! clive: {...}                            does it
//! clive! {...} :: text                    is refused, with that text
//! clive? {...} :: text :: -text           asks; the answer as plain lines has the text, or has it not
//! ```

use super::support::*;
use contactdesk::desk::{Command, Desk, Query};
use contactdesk::lines;

/// The service with these records too, after a script.
pub(crate) fn played(extra: &[&str], script: &str) -> House {
    let people = [
        r#"{"professional":{"id":"PR-0001","name":"Ivo Kerr","post":"head of service"}}"#,
        r#"{"professional":{"id":"PR-0002","name":"Dana Moss","post":"service manager","manages":["Cluster 3"]}}"#,
        r#"{"professional":{"id":"PR-0003","name":"Lena Fox","agency":"health"}}"#,
        r#"{"professional":{"id":"PR-0004","name":"Omar Hill","agency":"education"}}"#,
        r#"{"professional":{"id":"PR-0005","name":"Sian Price","agency":"health"}}"#,
        r#"{"professional":{"id":"PR-0006","name":"Toby Lane","post":"social worker","officer":"OF-0001"}}"#,
        r#"{"panel":{"id":"PA-0001","name":"Placement panel","sits":"Thu 13:30-16:30","site":"ST-0001","room":"RM-0002","limit_week":4000,
            "seats":[{"who":"PR-0001","seat":"chair"},{"who":"PR-0002","seat":"vice"},
            {"who":"PR-0003","substitutes":["PR-0005"]},{"who":"PR-0004"}]}}"#,
    ];
    let records = small_service().into_iter().chain(people.iter().chain(extra).map(|text| json(text)));
    let mut house = House::with(records.collect());
    for line in script.lines().map(str::trim).filter(|line| !line.is_empty()) {
        house = step(house, line);
    }
    house
}

/// The house after a line.
pub(crate) fn step(mut house: House, line: &str) -> House {
    if let Some(moment) = line.strip_prefix("@ ") {
        house.now = moment.parse().unwrap();
        return house.reopened();
    }
    let (who, rest) = line.split_once(' ').unwrap();
    let mut parts = rest.split(" :: ");
    let said = parts.next().unwrap();
    let wanted: Vec<&str> = parts.collect();
    let (account, sort) = who.split_at(who.trim_end_matches([':', '!', '?']).len());
    let seat = house.seat(account);
    match sort {
        "" => takes(&seat, said),
        ":" => _ = done(&seat, said),
        "!" => {
            let refused = run(&seat, command(said)).expect_err(line);
            let found = refused.findings.iter().map(|f| lines::finding(f, &refused.names));
            let found = found.collect::<Vec<_>>().join("; ");
            let text = format!("{}; {}; {found}", refused.what, refused.hint.clone().unwrap_or_default());
            assert!(wanted.iter().all(|w| text.contains(w)), "{line}\n{text}");
        }
        _ => {
            let query: Query = serde_json::from_str(said).unwrap_or_else(|why| panic!("{why}: {line}"));
            let answered = seat.ask(query).unwrap_or_else(|why| panic!("{why:?}: {line}"));
            let text = lines::answer(&answered, house.now.day, 200);
            for one in wanted {
                let so = one.strip_prefix('-').map_or_else(|| text.contains(one), |not| !text.contains(not));
                assert!(so, "{one:?} in {line}\n{text}");
            }
        }
    }
    drop(seat);
    house
}

fn command(said: &str) -> Command {
    serde_json::from_str(said).unwrap_or_else(|why| panic!("{why}: {said}"))
}

/// Does what the JSON says.
pub(crate) fn done(desk: &dyn Desk, said: &str) -> contactdesk::desk::Done {
    run(desk, command(said)).unwrap_or_else(|why| panic!("{said}: {why:?}"))
}

/// A form with everything, its papers, handed in and accepted.
fn takes(desk: &dyn Desk, said: &str) {
    let words: Vec<&str> = said.split_whitespace().collect();
    let ["takes", id, child, request, cost @ ..] = words.as_slice() else { panic!("{said}") };
    let cost = cost.first().copied().unwrap_or("900");
    let take = format!(
        r#"{{"referral.take":{{"child":"{child}","panel":"PA-0001","request":"{request}","what":"a place","problem_words":"rows",
        "tried":"family support","views_child":"wants to stay near school","views_parents":"agree","need":"safety",
        "threshold":"met","service":"foster care","outcome":"home in spring","contact":"weekly with the mother","cost_week":{cost},
        "referrer":"Toby Lane","presenter":"PR-0006","handed_in":true}}}}"#
    );
    let taken = done(desk, &take);
    assert!(taken.changed.iter().any(|k| k.to_string() == *id), "{said}: {taken:?}");
    for role in ["team_manager", "service_manager"] {
        let sign = format!(r#"{{"referral.sign":{{"referral":"{id}","as":"{role}","by":"Jo Park"}}}}"#);
        done(desk, &sign);
    }
    let papers: &[&str] = match *request {
        "recurring_taxi" => &["form", "journeys", "costs"],
        "extension" => &["form", "plan", "provider_report", "costs"],
        _ => &["form", "assessment", "chronology", "plan", "risk_assessment", "costs"],
    };
    for sort in papers {
        done(desk, &format!(r#"{{"paper.add":{{"referral":"{id}","sort":"{sort}","reference":"LCS 1"}}}}"#));
    }
    done(desk, &format!(r#"{{"referral.accept":{{"referral":"{id}"}}}}"#));
}

/// The sitting is opened with the chair, the vice chair and two members.
pub(crate) const OPENED: &str = r#"
    clive: {"sitting.open":{"sitting":"SI-0001","at":"13:30"}}
    clive: {"sitting.attend":{"sitting":"SI-0001","who":["PR-0001","PR-0002","PR-0003","PR-0004"],"what":"comes","at":"13:30"}}
"#;
