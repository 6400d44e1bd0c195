//! `slots` and `why` as look-ups, and a slot booked by script.

use super::*;

#[test]
fn slots_and_why_say_what_speaks_against_a_time() {
    let house = booked();
    insta::assert_snapshot!(asha(&house, "slots A-0001 --from fri --to fri --limit 3"), @"
    A-0001 Amara Khan with Kelly Khan: slots, Fri 27 Nov 2026 to Fri 27 Nov 2026
     1  Fri 27 Nov 2026 16:00-17:30 · Oak, St Andrew's · T. Shah
        another weekday than usual; 1 day to wait
     2  Fri 27 Nov 2026 15:45-17:15 · Oak, St Andrew's · T. Shah
        another weekday than usual; 1 day to wait; 15 minutes from the usual time
     3  Fri 27 Nov 2026 16:15-17:45 · Oak, St Andrew's · T. Shah
        another weekday than usual; 1 day to wait; 15 minutes from the usual time
    = 0
    ");
    insta::assert_snapshot!(asha(&house, "why A-0001 today 16:30"), @"
    A-0001 Amara Khan with Kelly Khan: Thu 26 Nov 2026 16:30-18:00 · Elm, St Andrew's · D. Mensah
    it cannot be booked:
      ! Amara Khan is taken by C-0001 16:00-17:30: free from 17:30 (person-taken)
      ! Kelly Khan is taken by C-0001 15:45-17:45: free from 17:45 (person-taken)
    it works
      on Fri 27 Nov 2026: Oak, St Andrew's, T. Shah
      at 14:00: Oak, St Andrew's, T. Shah
    = 0
    ");
    insta::assert_snapshot!(asha(&house, "why A-0001 fri 16:30"), @"
    A-0001 Amara Khan with Kelly Khan: Fri 27 Nov 2026 16:30-18:00 · Oak, St Andrew's · T. Shah
    it can be booked; another weekday than usual; 1 day to wait; 30 minutes from the usual time
    = 0
    ");
    insta::assert_snapshot!(asha(&house, "slots C-0001 --within 15:30-18:30 --limit 2"), @"
    C-0001, now Thu 26 Nov 2026 16:00-17:30, Oak, T. Shah: other slots, Thu 26 Nov 2026 to Wed 23 Dec 2026
     1  Thu 26 Nov 2026 15:45-17:15 · Oak, St Andrew's · T. Shah
        15 minutes from the usual time
     2  Thu 26 Nov 2026 16:15-17:45 · Oak, St Andrew's · T. Shah
        15 minutes from the usual time
    = 0
    ");
    insta::assert_snapshot!(asha(&house, "slots RM-0001"), @"
    ! contactdesk: RM-0001 does not look for a slot
    ! hint: name an arrangement, a child or a session: A-0007, CH-0012, C-0142
    = 2
    ");
    insta::assert_snapshot!(asha(&house, "slots A-0001 --from +1w --to fri"), @"
    ! contactdesk: Fri 27 Nov 2026 is before Thu 3 Dec 2026
    = 2
    ");
    insta::assert_snapshot!(asha(&house, "why A-0001 someday"), @"
    ! contactdesk: “someday” is not a date and time; try fri 4pm, 27 nov 16:05 or 2026-11-27 16:05
    = 2
    ");
}

#[test]
fn the_first_slot_is_booked_as_it_was_offered() {
    let house = booked();
    let ran = asha(&house, "slots A-0001 --from fri --to fri --limit 1 --json");
    let found: serde_json::Value = serde_json::from_str(&ran.out).unwrap();
    let slot = &found["answer"]["slots"]["slots"][0]["session"];
    let args = format!(r#"{{"arrangement":"A-0001","date":{},"start":{}}}"#, slot["date"], slot["start"]);
    let done = asha_does(&house, "session.book", &args);
    assert_eq!(done.status, 0, "{done}");
    let shown = asha(&house, "--json show C-0002");
    let shown: serde_json::Value = serde_json::from_str(&shown.out).unwrap();
    let booked = &shown["answer"]["show"]["record"]["session"];
    for field in ["date", "start", "end", "room", "officers", "legs", "stagger"] {
        assert_eq!(booked[field], slot[field], "{field}");
    }
}

/// Three brothers and sisters in two homes, one of them at a County school that ends at 15:20 while the City has holidays:
/// only times all three can reach are offered (DOMAIN 6b.4).
#[test]
fn a_set_of_siblings_gets_only_slots_all_of_them_can_reach() {
    let mut records = small_service();
    records.extend(
        [
            r#"{"school_calendar":{"id":"SC-0001","name":"Hill Primary","authority":"County","area":"LE9","hours":"Mon-Fri 08:50-15:20","terms":["2026-10-26 to 2026-12-18"]}}"#,
            r#"{"school_calendar":{"id":"SC-0002","name":"Abbey Primary","authority":"City","area":"LE1","hours":"Mon-Fri 08:50-15:10","terms":["2026-10-26 to 2026-11-26"]}}"#,
            r#"{"travel":{"id":"TR-0011","from":"LE9","to":"LE1","minutes":30}}"#,
            r#"{"travel":{"id":"TR-0012","from":"LE9","to":"LE3","minutes":20}}"#,
            r#"{"travel":{"id":"TR-0013","from":"LE3","to":"LE1","minutes":15}}"#,
            r#"{"carer":{"id":"CR-0003","name":"The Fields","address":{"lines":"1 Field Way","area":"LE9"}}}"#,
            r#"{"child":{"id":"CH-0011","name":"Ada Cole","dob":"2022-08-01","height_cm":98,"sibling_group":"Cole"}}"#,
            r#"{"child":{"id":"CH-0012","name":"Ben Cole","dob":"2017-06-01","height_cm":131,"school":"SC-0002","sibling_group":"Cole"}}"#,
            r#"{"child":{"id":"CH-0013","name":"Cy Cole","dob":"2014-06-01","height_cm":150,"school":"SC-0001","sibling_group":"Cole"}}"#,
            r#"{"placement":{"id":"PL-0011","child":"CH-0011","carer":"CR-0001","from":"2026-01-05"}}"#,
            r#"{"placement":{"id":"PL-0012","child":"CH-0012","carer":"CR-0001","from":"2026-01-05"}}"#,
            r#"{"placement":{"id":"PL-0013","child":"CH-0013","carer":"CR-0003","from":"2026-01-05"}}"#,
            r#"{"party":{"id":"P-0011","name":"Jo Cole","relationship":"mother"}}"#,
            r#"{"arrangement":{"id":"A-0011","children":["CH-0011","CH-0012","CH-0013"],"parties":["P-0011"],"length_min":60,"status":"active","start":"2026-01-05","level":"supervised","level_reason":"court","planned_on":"2026-01-06","referral_complete_on":"2026-01-02","transport":"council","usual_officers":["OF-0001"]}}"#,
            r#"{"agreement":{"id":"AG-0011","arrangement":"A-0011","signed_on":"2026-01-07"}}"#,
            r#"{"risk_assessment":{"id":"RA-0011","arrangement":"A-0011","made_on":"2026-01-07","expires_on":"2040-01-07"}}"#,
            r#"{"vehicle":{"id":"V-0011","name":"Car 1","capacity":4,"seats":{"booster":2,"belt":4},"insured_until":"2030-01-01"}}"#,
            r#"{"driver":{"id":"D-0011","name":"D. Osei","hours":"Mon-Fri 07:00-19:30","usual_vehicle":"V-0011"}}"#,
        ]
        .map(json),
    );
    let house = House::with(records);
    let ran = asha(&house, "slots A-0011 --from fri --to fri --limit 40 --json");
    let found: serde_json::Value = serde_json::from_str(&ran.out).unwrap();
    let slots = found["answer"]["slots"]["slots"].as_array().unwrap().clone();
    let starts: Vec<&str> = slots.iter().map(|s| s["session"]["start"].as_str().unwrap()).collect();
    // Cy is fetched from school at 15:20 and is half an hour away
    assert!(!starts.is_empty() && starts.iter().all(|s| *s >= "15:50"), "{starts:?}");
    for slot in &slots {
        let legs = slot["session"]["legs"].as_array().unwrap();
        let carried = |way: &str| -> usize {
            legs.iter().filter(|l| l["direction"] == way).map(|l| l["children"].as_array().unwrap().len()).sum()
        };
        assert_eq!((carried("out"), carried("return")), (3, 3), "{slot}");
    }
    insta::assert_snapshot!(asha(&house, "why A-0011 fri 15:30"), @"
    A-0011 Ada Cole, Ben Cole, Cy Cole with Jo Cole: Fri 27 Nov 2026 15:30-16:30 · Elm, St Andrew's · T. Shah · out 15:15 D. Osei; out 14:55 D. Osei; back 16:30 D. Osei; back 16:30 D. Osei
    it cannot be booked:
      ! Cy Cole is in school (Hill Primary) until 15:20 (in-school)
    it works
      if the carer brings the child: Elm, St Andrew's, T. Shah
      at 16:00: Elm, St Andrew's, T. Shah
      if the social worker agrees to school time: Elm, St Andrew's, T. Shah
    = 0
    ");
}
