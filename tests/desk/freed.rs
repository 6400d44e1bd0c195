//! An officer or a room has become free: who should have it.

use super::*;
use contactdesk::desk::queries::{Freed, FreedView};

/// The small service, with a newborn and a schoolchild who wait, and one whose contact the service cancelled.
fn house() -> House {
    let mut records = small_service();
    for (id, name, born, asked, priority) in [
        (11, "Nia Bell", "2026-11-10", "2026-11-20", "routine"),
        (12, "Otis Cole", "2018-02-01", "2026-10-01", "urgent"),
        (13, "Pia Dale", "2018-02-01", "2026-11-02", "routine"),
    ] {
        records.extend([
            json(&format!(r#"{{"child":{{"id":"CH-00{id}","name":"{name}","dob":"{born}","height_cm":110}}}}"#)),
            json(&format!(r#"{{"party":{{"id":"P-00{id}","name":"Parent of {name}"}}}}"#)),
            json(&format!(r#"{{"placement":{{"id":"PL-00{id}","child":"CH-00{id}","carer":"CR-0002","from":"2026-11-01"}}}}"#)),
            json(&format!(
                r#"{{"arrangement":{{"id":"A-00{id}","children":["CH-00{id}"],"parties":["P-00{id}"],"length_min":60,"status":"planned","priority":"{priority}","level":"supervised","level_reason":"court","requested_on":"{asked}","planned_on":"{asked}","referral_complete_on":"{asked}"}}}}"#
            )),
            json(&format!(r#"{{"agreement":{{"id":"AG-00{id}","arrangement":"A-00{id}","signed_on":"2026-11-21"}}}}"#)),
            json(&format!(r#"{{"risk_assessment":{{"id":"RA-00{id}","arrangement":"A-00{id}","made_on":"2026-11-21","expires_on":"2040-01-07"}}}}"#)),
        ]);
    }
    House::with(records)
}

fn freed(house: &House, what: Key, span: Option<&str>) -> FreedView {
    let day = "2026-11-27".parse().unwrap();
    match ask(&house.seat("asha"), Freed { what, day, span: span.map(|s| s.parse().unwrap()) }).unwrap() {
        Answer::Freed(view) => view,
        other => panic!("{other:?}"),
    }
}

#[test]
fn the_newborn_comes_first_then_priority_then_how_long_they_wait() {
    let house = house();
    let view = freed(&house, OfficerId(1).key(), None);
    let order: Vec<String> = view.rows.iter().map(|one| one.wish.to_string()).collect();
    assert_eq!(order, ["A-0011", "A-0012", "A-0013"]);
    assert!(view.rows.iter().all(|one| one.slot.session.officers == [OfficerId(1)]));
    assert!(view.rows[0].newborn && view.rows[1].days == 56);
}

#[test]
fn what_the_service_cancelled_is_owed_and_comes_after_those_who_wait() {
    let house = house();
    let asha = house.seat("asha");
    let date: Day = "2026-11-27".parse().unwrap();
    let start = Minute::at(10, 0);
    run(&asha, SessionBook { date, start, children: Some(vec![ChildId(2)]), ..SessionBook::default() }).unwrap();
    let cancel = SessionCancel {
        session: SessionId(1),
        by: CancelledBy::ServiceStaff,
        reason: CancelReason::NoOfficer,
        words: Note::default(),
        was: None,
    };
    run(&asha, cancel).unwrap();
    drop(asha);
    let house = House { now: "2026-11-30 09:00".parse().unwrap(), ..house }.reopened();
    let day = "2026-12-01".parse().unwrap();
    let query = Freed { what: RoomId(2).key(), day, span: Some("14:00-16:00".parse().unwrap()) };
    let Ok(Answer::Freed(view)) = ask(&house.seat("asha"), query) else { panic!() };
    let last = view.rows.last().unwrap();
    assert_eq!((last.wish, last.owed_min, last.slot.session.makeup_of), (SessionId(1).key(), 90, Some(SessionId(1))));
    assert!(view.rows.iter().all(|one| one.slot.session.room == Some(RoomId(2))));
    assert!(view.rows.iter().all(|one| one.slot.session.start >= Minute::at(14, 0)));
}

#[test]
fn only_what_can_become_free_is_asked_about() {
    let house = house();
    let day = "2026-11-27".parse().unwrap();
    let no = ask(&house.seat("asha"), Freed { what: ChildId(1).key(), day, span: None }).unwrap_err();
    assert_eq!(no.field.as_deref(), Some("what"));
    let no = ask(&house.seat("asha"), Freed { what: OfficerId(99).key(), day, span: None }).unwrap_err();
    assert_eq!(no.no, contactdesk::desk::No::NotFound);
    assert!(freed(&house, OfficerId(1).key(), Some("08:00-08:30")).rows.is_empty());
}
