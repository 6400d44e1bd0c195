//! What a caller hears is a list of what they may hear, whatever stands in the records: every text of every record is a
//! word that stands nowhere else, and those that come out are counted.

use super::*;
use contactdesk::lines::{self, fields, fields::FieldKind};
use std::collections::BTreeSet;

/// A word for a field of a record: `ZzP-0001.name`.
fn word(key: Key, path: &str) -> String {
    format!("Zz{key}.{path}")
}

/// Two families, the children of one in two homes, a car to the one's door, a school, and every text planted.
pub(super) fn planted() -> Vec<Record> {
    let mut records = small_service();
    records.retain(|r| !matches!(r.kind(), Kind::User | Kind::Travel));
    records.extend(
        [
            r#"{"child":{"id":"CH-0003","name":"x","dob":"2017-03-03","school":"SC-0001"}}"#,
            r#"{"placement":{"id":"PL-0003","child":"CH-0003","carer":"CR-0002","from":"2026-01-05"}}"#,
            r#"{"placement":{"id":"PL-0004","child":"CH-0001","carer":"CR-0003","from":"2026-11-27"}}"#,
            r#"{"carer":{"id":"CR-0003","name":"x","address":{"class":"secret"}}}"#,
            r#"{"party":{"id":"P-0003","name":"x","dob":"1990-07-07"}}"#,
            r#"{"school_calendar":{"id":"SC-0001","name":"x"}}"#,
            r#"{"vehicle":{"id":"V-0001","name":"x","capacity":4}}"#,
            r#"{"driver":{"id":"D-0001","name":"x","usual_vehicle":"V-0001"}}"#,
            r#"{"driver":{"id":"D-0002","name":"x"}}"#,
            // Amara and the child who lives elsewhere, with their mother and another adult, fetched from door and school
            r#"{"session":{"id":"C-0001","arrangement":"A-0001","children":["CH-0001","CH-0003"],"parties":["P-0001","P-0003"],"date":"2026-11-26","start":"16:00","end":"17:30","site":"ST-0001","room":"RM-0001","officers":["OF-0001"],"status":"child_collected","stagger":{"adult_arrive":"15:45","child_arrive":"16:00","child_leave":"17:30","adult_release":"17:45"},"confirmations":[{"who":"P-0001","result":"confirmed"},{"who":"P-0003","result":"declined"}],"legs":[{"children":["CH-0001"],"from":{"carer":"CR-0001"},"to":{"site":"ST-0001"},"depart":"15:37","arrive":"16:00","mode":"council","driver":"D-0001","vehicle":"V-0001","status":"collected"},{"children":["CH-0003"],"from":{"school":"SC-0001"},"to":{"site":"ST-0001"},"depart":"15:21","arrive":"15:58","mode":"council","driver":"D-0002"},{"direction":"return","children":["CH-0001"],"from":{"site":"ST-0001"},"to":{"carer":"CR-0001"},"depart":"17:30","arrive":"17:53","mode":"officer_car","officer":"OF-0001"}]}}"#,
            // cancelled, with a reason in words
            r#"{"session":{"id":"C-0003","arrangement":"A-0001","children":["CH-0001"],"parties":["P-0001","P-0003"],"date":"2026-11-27","start":"11:11","end":"12:12","site":"ST-0001","room":"RM-0001","officers":["OF-0001"],"status":"cancelled_in_advance","cancel":{"by":"parent","reason":"influence"}}}"#,
            // the other family's
            r#"{"session":{"id":"C-0002","arrangement":"A-0002","children":["CH-0002"],"parties":["P-0002"],"date":"2026-11-26","start":"10:00","end":"11:30","site":"ST-0001","room":"RM-0002","officers":["OF-0002"],"status":"booked","stagger":{"adult_arrive":"09:44","child_arrive":"10:00","child_leave":"11:30","adult_release":"11:46"}}}"#,
        ]
        .map(json),
    );
    records.iter_mut().for_each(plant);
    records.extend(small_service().into_iter().filter(|r| r.kind() == Kind::User));
    records
}

fn plant(record: &mut Record) {
    let key = record.key();
    for spec in fields::fields(key.kind).iter().filter(|s| matches!(s.kind, FieldKind::Text | FieldKind::Note)) {
        fields::set(record, &spec.path, &word(key, &spec.path)).unwrap();
    }
    if let Record::Session(session) = record {
        for leg in &mut session.legs {
            leg.receiver = word(key, "receiver").parse().unwrap();
            leg.authorised_by = word(key, "authorised_by").parse().unwrap();
            leg.provider_ref = word(key, "provider_ref").parse().unwrap();
        }
        for asked in &mut session.confirmations {
            asked.how = word(key, "how").parse().unwrap();
            asked.by = word(key, "by").parse().unwrap();
        }
        if let Some(cancel) = &mut session.cancel {
            cancel.words = word(key, "words").parse().unwrap();
            cancel.recorded_by = word(key, "recorded_by").parse().unwrap();
        }
    }
}

fn questions(to: Key) -> Vec<Query> {
    let hear = || Hear { to: to.to_string(), ..Hear::default() };
    let mut all: Vec<Query> = vec![
        hear().into(),
        Hear { limit: Some(100), ..hear() }.into(),
        Hear { find: Some("zz".into()), ..hear() }.into(),
        Hear { find: Some(String::new()), ..hear() }.into(),
    ];
    all.extend(["2026-11-26", "2026-11-27"].map(|day| Hear { day: Some(day.parse().unwrap()), ..hear() }.into()));
    let whom =
        ["zz", "C-1", "C-2", "C-3", "CH-1", "CH-2", "CH-3", "P-1", "P-2", "P-3", "OF-1", "OF-2", "CR-1", "CR-2", "D-1"];
    all.extend(whom.map(|who| Hear { who: Some(who.into()), ..hear() }.into()));
    all
}

/// Everything that is said to a caller, as JSON and in plain lines, whatever is asked for them.
fn all_said(desk: &dyn Desk, to: Key) -> String {
    let mut all = String::new();
    for query in questions(to) {
        all.push_str(&said(desk, query.clone()));
        match desk.ask(query) {
            Ok(answered) => all.push_str(&lines::answer(&answered, "2026-11-26".parse().unwrap(), 120)),
            Err(refusal) => all.push_str(&lines::refusal(&refusal)),
        }
        all.push('\n');
    }
    all
}

/// The planted words in a text.
pub(super) fn words(text: &str) -> BTreeSet<String> {
    let parts = text.split(|c: char| !(c.is_alphanumeric() || ".-_".contains(c)));
    parts.map(|w| w.trim_end_matches('.')).filter(|w| w.starts_with("Zz")).map(str::to_owned).collect()
}

fn hears(to: &str, theirs: &[&str], times_not_theirs: &[&str]) {
    let house = House::with(planted());
    let key: Key = to.parse().unwrap();
    let said = all_said(&house.seat("moira"), key);
    // the rooms of a day are on the board as taken, by whomever
    let rooms = ["RM-0001.name", "RM-0002.name", "RM-0003.name"];
    let may: BTreeSet<String> = theirs.iter().chain(&rooms[..2]).map(|w| format!("Zz{w}")).collect();
    assert_eq!(words(&said), may, "{to}");
    for time in times_not_theirs {
        assert!(!said.contains(time), "{to} hears {time}");
    }
    for day in ["2019-05-01", "1 May 2019", "2017-03-03", "1990-07-07", "influence", "under the"] {
        assert!(!said.contains(day), "{to} hears {day}");
    }
    // and for whoever may see less, no more
    for account in ["asha", "dot", "ola", "clive", "audrey"] {
        let said = words(&all_said(&house.seat(account), key));
        assert!(said.is_subset(&may), "{account} for {to}: {said:?}");
    }
}

const PICK_UPS: [&str; 5] = ["15:37", "15:21", "15:58", "17:53", "09:44"];

#[test]
fn a_family_hears_when_and_where_they_meet_whom() {
    hears("P-1", &["P-0001.name", "P-0001.relationship", "CH-0001.name", "CH-0003.name", "ST-0001.name"], &PICK_UPS);
    hears("P-3", &["P-0003.name", "P-0003.relationship", "CH-0001.name", "CH-0003.name", "ST-0001.name"], &PICK_UPS);
}

#[test]
fn a_family_does_not_hear_that_the_child_is_on_the_road_or_that_others_come() {
    let house = House::with(planted());
    let said = |to: &str| all_said(&house.seat("moira"), to.parse().unwrap());
    for (to, yes) in [("P-1", "confirmed"), ("P-3", "declined")] {
        let said = said(to);
        assert!(said.contains("\"stands\":\"booked\"") && !said.contains("under_way"), "{said}");
        assert!(said.contains(&format!("\"said\":\"{yes}\"")), "{said}");
    }
    assert!(said("OF-1").contains("under_way"));
}

#[test]
fn a_carer_hears_of_the_children_who_live_there_that_day_and_of_their_own_door() {
    let with = ["P-0001.name", "P-0003.name", "ST-0001.name"];
    let first = ["CR-0001.name", "CH-0001.name", "D-0001.name", "OF-0001.name"];
    hears("CR-1", &[&first[..], &with].concat(), &["15:21", "15:58", "09:44"]);
    // the second home of the day after: a session that was cancelled, and no word of the first home
    hears("CR-3", &[&["CR-0003.name", "CH-0001.name"][..], &with].concat(), &PICK_UPS);
    let second = ["CR-0002.name", "CH-0002.name", "CH-0003.name", "P-0002.name"];
    hears("CR-2", &[&second[..], &with].concat(), &PICK_UPS);
}

#[test]
fn a_driver_hears_their_own_runs() {
    let own = ["D-0001.name", "V-0001.name", "CH-0001.known_as", "CR-0001.name", "ST-0001.name"];
    hears("D-1", &own, &["15:21", "15:58", "17:53", "09:44"]);
    hears("D-2", &["D-0002.name", "CH-0003.known_as", "SC-0001.name", "ST-0001.name"], &["15:37", "17:53", "09:44"]);
}

#[test]
fn an_officer_hears_their_own_sessions() {
    let people = ["OF-0001.name", "OF-0001.grade", "CH-0001.name", "CH-0003.name", "P-0001.name", "P-0003.name"];
    hears("OF-1", &[&people[..], &["CR-0001.name", "ST-0001.name"]].concat(), &["15:37", "15:21", "15:58", "09:44"]);
    let people = ["OF-0002.name", "OF-0002.grade", "CH-0002.name", "P-0002.name", "ST-0001.name"];
    hears("OF-2", &people, &["15:37", "15:21", "15:58", "17:53"]);
}

#[test]
fn a_social_worker_hears_of_their_own_child() {
    let people =
        ["CH-0001.name", "CH-0001.social_worker", "P-0001.name", "P-0003.name", "OF-0001.name", "ST-0001.name"];
    hears("CH-1", &people, &PICK_UPS);
}

#[test]
fn what_a_caller_is_asked_is_not_on_the_screen() {
    let house = House::with(planted());
    for (who, names) in [
        ("P-1", vec!["P-0001.name", "P-0001.relationship", "CH-0001.name"]),
        ("CR-1", vec!["CR-0001.name", "CH-0001.name"]),
        ("D-1", vec!["D-0001.name"]),
        ("OF-1", vec!["OF-0001.name", "OF-0001.grade"]),
        ("CH-1", vec!["CH-0001.name", "CH-0001.social_worker"]),
    ] {
        let query = || Query::from(Identity { who: who.into() });
        let said = said(&house.seat("moira"), query())
            + &lines::answer(&house.seat("moira").ask(query()).unwrap(), house.now.day, 80);
        let may: BTreeSet<String> = names.iter().map(|n| format!("Zz{n}")).collect();
        assert_eq!(words(&said), may, "{who}");
        assert!(!said.contains("2019"), "{who}: {said}");
    }
}

#[test]
fn a_restricted_case_is_not_heard_of_through_a_caller() {
    let house = House::with(service());
    // the mother of a child whom everybody may know has sessions with one of a restricted case too
    let mut records = service();
    for record in &mut records {
        match record {
            Record::Arrangement(a) if a.id == ArrangementId(9) => a.parties.push(PartyId(1)),
            Record::Session(s) if s.id == SessionId(9) => s.parties.push(PartyId(1)),
            _ => {}
        }
    }
    let shared = House::with(records);
    for account in ACCOUNTS {
        for (house, to) in [(&house, "P-9"), (&house, "CR-9"), (&house, "CH-9"), (&shared, "P-1"), (&shared, "OF-2")] {
            let said = all_said(&house.seat(account), to.parse().unwrap());
            assert_eq!(said.contains("Zzhidden"), account == "moira", "{account} {to}: {said}");
            assert!(account == "moira" || !said.contains("C-0009"), "{account} {to}: {said}");
        }
    }
}
