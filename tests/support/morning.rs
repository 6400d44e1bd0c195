//! A morning with a car that waits.

use super::support::*;
use contactdesk::domain::*;

/// A morning: Theo, who is fetched at 11:05 for his mother at 12:00, and Amara, who comes at 16:00 with her carer.
pub(crate) fn morning() -> Vec<Record> {
    let mut records = small_service();
    records.extend(
        [
            r#"{"vehicle":{"id":"V-0001","name":"Car 2","capacity":4,"seats":{"booster":2,"belt":4},"insured_until":"2030-01-01"}}"#,
            r#"{"driver":{"id":"D-0001","name":"D. Osei","phone":"07700 900501","hours":"Mon-Fri 07:00-19:30","licence_expires":"2030-01-01","dbs_expires":"2030-01-01","usual_vehicle":"V-0001"}}"#,
            r#"{"party":{"id":"P-0003","name":"Nadia Reid","relationship":"mother","phone":"07700 900103","text_safe":true,"safe_times":"Mon-Fri 08:00-12:00","email":"nadia@example.org"}}"#,
            r#"{"arrangement":{"id":"A-0003","children":["CH-0002"],"parties":["P-0003"],"length_min":90,"status":"active","start":"2026-01-05","level":"supervised","level_reason":"court","planned_on":"2026-01-06","referral_complete_on":"2026-01-02","transport":"council"}}"#,
            r#"{"agreement":{"id":"AG-0003","arrangement":"A-0003","signed_on":"2026-01-07"}}"#,
            r#"{"risk_assessment":{"id":"RA-0003","arrangement":"A-0003","made_on":"2026-01-07","expires_on":"2040-01-07"}}"#,
            r#"{"session":{"id":"C-0001","arrangement":"A-0003","children":["CH-0002"],"parties":["P-0003"],"date":"2026-11-26","start":"12:00","end":"13:30","site":"ST-0001","room":"RM-0001","officers":["OF-0002"],"status":"booked","stagger":{"adult_arrive":"11:45","child_arrive":"12:00","child_leave":"13:30","adult_release":"13:45"},"legs":[{"direction":"out","children":["CH-0002"],"from":{"carer":"CR-0002"},"to":{"site":"ST-0001"},"depart":"11:05","arrive":"12:00","mode":"council","driver":"D-0001","vehicle":"V-0001","status":"held","receiver":"D. Mensah"},{"direction":"return","children":["CH-0002"],"from":{"site":"ST-0001"},"to":{"carer":"CR-0002"},"depart":"13:30","arrive":"14:25","mode":"council","driver":"D-0001","vehicle":"V-0001","status":"held","receiver":"The Bells"}]}}"#,
            r#"{"session":{"id":"C-0002","arrangement":"A-0001","children":["CH-0001"],"parties":["P-0001"],"date":"2026-11-26","start":"16:00","end":"17:30","site":"ST-0001","room":"RM-0002","officers":["OF-0001"],"status":"booked","stagger":{"adult_arrive":"15:45","child_arrive":"16:00","child_leave":"17:30","adult_release":"17:45"}}}"#,
        ]
        .map(json),
    );
    records
}

/// The same house at another time of that day: `10:50`.
pub(crate) fn later(mut house: House, time: &str) -> House {
    house.now = Moment::new(house.now.day, time.parse().unwrap());
    house.reopened()
}
