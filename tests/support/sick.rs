//! Thursday 26 November 2026, 07:35: Tara Shah is ill, and has four sessions (DOMAIN 6b.1). One is close supervision with
//! a second officer, one an infant's, one of a mother who speaks Punjabi, one ordered by a court. Of the others one speaks
//! Punjabi, one works with infants, one is full, and one is away until noon.

use crate::support::{House, json};
use contactdesk::domain::*;

pub(crate) const MORNING: &str = "2026-11-26 07:35";

/// A family with everything in force: child, mother, carer and arrangement of that number.
fn family(n: u32, child: &str, party: &str, more: &str, interpreter: &str) -> Vec<Record> {
    [
        format!(r#"{{"child":{{"id":"CH-000{n}","name":"{child}","dob":"2016-05-0{n}","height_cm":140}}}}"#),
        format!(
            r#"{{"party":{{"id":"P-000{n}","name":"{party}","relationship":"mother","phone":"07700 90010{n}","interpreter":"{interpreter}"}}}}"#
        ),
        format!(
            r#"{{"carer":{{"id":"CR-000{n}","name":"Carer {n}","phone":"07700 90020{n}","address":{{"lines":"{n} Lane","area":"LE2","class":"open"}}}}}}"#
        ),
        format!(r#"{{"placement":{{"id":"PL-000{n}","child":"CH-000{n}","carer":"CR-000{n}","from":"2026-01-05"}}}}"#),
        format!(
            r#"{{"arrangement":{{"id":"A-000{n}","children":["CH-000{n}"],"parties":["P-000{n}"],"status":"active","planned_on":"2026-01-06","referral_complete_on":"2026-01-02"{more}}}}}"#
        ),
        format!(r#"{{"agreement":{{"id":"AG-000{n}","arrangement":"A-000{n}","signed_on":"2026-01-07"}}}}"#),
        format!(
            r#"{{"risk_assessment":{{"id":"RA-000{n}","arrangement":"A-000{n}","made_on":"2026-01-07","expires_on":"2040-01-07"}}}}"#
        ),
    ]
    .iter()
    .map(|text| json(text))
    .collect()
}

fn session(id: u32, of: u32, span: &str, room: u32, officers: &str, more: &str) -> Record {
    let span: Span = span.parse().unwrap();
    let around = span.widened(15, 15);
    json(&format!(
        r#"{{"session":{{"id":"C-000{id}","arrangement":"A-000{of}","children":["CH-000{of}"],"parties":["P-000{of}"],"date":"2026-11-26","start":"{}","end":"{}","site":"ST-0001","room":"RM-000{room}","officers":[{officers}],"status":"booked","stagger":{{"adult_arrive":"{}","child_arrive":"{}","child_leave":"{}","adult_release":"{}"}}{more}}}}}"#,
        span.from, span.to, around.from, span.from, span.to, around.to
    ))
}

fn officer(n: u32, name: &str, more: &str) -> Record {
    json(&format!(
        r#"{{"officer":{{"id":"OF-000{n}","name":"{name}","hours":"Mon-Fri 08:00-19:00","weekly_hours":37,"base":"ST-0001","phone":"07700 90030{n}"{more}}}}}"#
    ))
}

/// The service.
pub(crate) fn records() -> Vec<Record> {
    let mut all = vec![
        json(
            r#"{"site":{"id":"ST-0001","name":"St Andrew's","area":"LE1","hours":"Mon-Fri 08:30-18:30","base":true,"staffed":"Mon-Fri 08:00-19:00"}}"#,
        ),
        officer(1, "Tara Shah", r#","languages":["Punjabi"],"skills":["infant"],"car_owner":true"#),
        officer(2, "Harpreet Gill", r#","languages":["Punjabi","Urdu"]"#),
        officer(3, "Niamh Byrne", r#","skills":["infant"]"#),
        officer(4, "Jo Cole", r#","car_owner":true"#),
        officer(5, "Pat Quinn", r#","max_sessions_day":1"#),
        json(
            r#"{"absence":{"id":"AB-0001","who":"OF-0004","sort":"training","days":"2026-11-26","time":"08:00-12:00"}}"#,
        ),
        json(
            r#"{"driver":{"id":"D-0001","name":"D. Osei","hours":"Mon-Fri 07:00-19:30","usual_vehicle":"V-0001","phone":"07700 900401"}}"#,
        ),
        json(r#"{"vehicle":{"id":"V-0001","name":"Car 2","capacity":4,"seats":{"booster":2,"belt":4}}}"#),
        json(r#"{"user":{"id":"U-0001","account":"asha","name":"Asha Patel","role":"coordinator"}}"#),
        json(r#"{"user":{"id":"U-0003","account":"moira","name":"Moira Hale","role":"manager"}}"#),
        json(r#"{"user":{"id":"U-0002","account":"ola","name":"Tara Shah","role":"officer","officer":"OF-0001"}}"#),
    ];
    for (n, room) in [(1, "Oak"), (2, "Elm"), (3, "Ash"), (4, "Birch")] {
        all.push(json(&format!(
            r#"{{"room":{{"id":"RM-000{n}","site":"ST-0001","name":"{room}","capacity":8,"clear_down_min":15}}}}"#
        )));
    }
    all.extend(family(1, "Amara Khan", "Kelly Khan", r#","level":"close_two_officer""#, ""));
    all.extend(family(2, "Baby Reid", "Sam Reid", r#","skills":["infant"]"#, ""));
    all.extend(family(3, "Zuri Kaur", "Jas Kaur", "", "Punjabi"));
    all.extend(family(
        4,
        "Noor Ali",
        "Mina Ali",
        r#","ordered_by":"court_order","ordered_min_minutes":60,"transport":"officer_car""#,
        "",
    ));
    all.push(json(
        r#"{"court_order":{"id":"CO-0001","children":["CH-0004"],"arrangement":"A-0004","case_no":"LE26C00123","made_on":"2026-01-05","received_on":"2026-01-06","from":"2026-01-06","min_minutes_week":60}}"#,
    ));
    all.extend(family(5, "Theo Hart", "Jo Hart", "", ""));
    all.extend([
        session(1, 1, "09:30-10:30", 1, r#""OF-0001","OF-0003""#, r#","level":"close_two_officer""#),
        session(2, 2, "11:15-12:15", 2, r#""OF-0001""#, ""),
        session(3, 3, "12:45-14:00", 1, r#""OF-0001""#, ""),
        session(
            4,
            4,
            "15:30-16:30",
            2,
            r#""OF-0001""#,
            r#","legs":[{"direction":"out","children":["CH-0004"],"from":{"carer":"CR-0004"},"to":{"site":"ST-0001"},"depart":"15:00","arrive":"15:30","mode":"officer_car","officer":"OF-0001","receiver":"Tara Shah"},{"direction":"return","children":["CH-0004"],"from":{"site":"ST-0001"},"to":{"carer":"CR-0004"},"depart":"16:30","arrive":"17:00","mode":"officer_car","officer":"OF-0001","receiver":"Carer 4"}]"#,
        ),
        // Pat Quinn has one, and one is all she takes on a day
        session(5, 5, "10:00-11:00", 3, r#""OF-0005""#, ""),
    ]);
    all
}

/// The desk at a minute of that day.
pub(crate) fn house(now: &str) -> House {
    let mut house = House::with(records());
    house.now = now.parse().unwrap();
    house.reopened()
}
