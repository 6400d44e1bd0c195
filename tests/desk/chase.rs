//! What is due: records, letters, reviews, and what the child said.

use super::*;

fn day(text: &str) -> Day {
    text.parse().unwrap()
}

fn note(text: &str) -> Note {
    text.parse().unwrap()
}

fn chase(desk: &dyn Desk, sort: ChaseSort) -> Vec<ChaseRow> {
    match ask(desk, Chase { sort: Some(sort), ..Chase::default() }) {
        Ok(Answer::Chase(view)) => view.rows,
        other => panic!("{other:?}"),
    }
}

/// A session of Thursday 12 November that took place.
fn written_up() -> House {
    let mut records = small_service();
    records.push(json(
        r#"{"session":{"id":"C-0001","arrangement":"A-0001","children":["CH-0001"],"parties":["P-0001"],"date":"2026-11-12","start":"16:00","end":"17:30","site":"ST-0001","room":"RM-0001","officers":["OF-0001"],"status":"child_home"}}"#,
    ));
    House::with(records)
}

#[test]
fn a_record_is_due_in_working_days_and_goes_its_way_in_order() {
    let house = written_up();
    let (asha, ola) = (house.seat("asha"), house.seat("ola"));
    let due = chase(&asha, ChaseSort::Record);
    assert_eq!((due[0].about, due[0].due, due[0].late), (SessionId(1).key(), day("2026-11-19"), true));
    assert_eq!(due[0].who, [OfficerId(1).key()]);
    let step = |step, on: &str| SessionRecord { session: SessionId(1), step: Some(step), on: Some(day(on)) };
    use RecordStep::*;
    assert_eq!(run(&asha, step(SignedOff, "2026-11-20")).unwrap_err().field.as_deref(), Some("step"));
    assert_eq!(run(&asha, step(Submitted, "2026-11-11")).unwrap_err().field.as_deref(), Some("on"));
    assert_eq!(run(&asha, step(Submitted, "2026-11-27")).unwrap_err().field.as_deref(), Some("on"));
    // the officer writes it, the office does the rest
    run(&ola, step(Submitted, "2026-11-20")).unwrap();
    assert_eq!(run(&ola, step(SignedOff, "2026-11-23")).unwrap_err().no, No::NotPermitted);
    assert_eq!(session(&asha, 1).status, SessionStatus::Recorded);
    assert!(chase(&asha, ChaseSort::Record).is_empty());
    assert_eq!(chase(&asha, ChaseSort::Upload)[0].due, day("2026-11-27"), "five working days after it came");
    assert_eq!(run(&asha, step(Shared, "2026-11-23")).unwrap_err().field.as_deref(), Some("step"));
    run(&asha, SessionRecord { session: SessionId(1), step: None, on: None }).unwrap();
    run(&asha, step(Uploaded, "2026-11-24")).unwrap();
    let s = session(&asha, 1);
    assert_eq!(
        (s.status, s.record.signed_off, s.record.due),
        (SessionStatus::SignedOff, Some(day("2026-11-26")), Some(day("2026-11-19")))
    );
    let all = |days| match ask(&asha, Chase { sort: Some(ChaseSort::Share), days: Some(days), ..Chase::default() }) {
        Ok(Answer::Chase(view)) => view.rows,
        other => panic!("{other:?}"),
    };
    assert!(all(28).is_empty());
    assert_eq!(all(90)[0].due, day("2027-02-12"), "three months");
    run(&asha, step(Shared, "2026-11-26")).unwrap();
    assert!(all(90).is_empty());
    assert_eq!(run(&asha, SessionRecord { session: SessionId(1), step: None, on: None }).unwrap_err().no, No::Rule);
    run(&asha, book(2, "2026-11-27", "10:00")).unwrap();
    assert!(
        run(&asha, SessionRecord { session: SessionId(2), step: None, on: None })
            .unwrap_err()
            .what
            .contains("nothing to write up")
    );
}

#[test]
fn what_the_child_said_stands_in_the_childs_words() {
    let house = written_up();
    let words = |child: &str| SessionWords { session: SessionId(1), child: Some(note(child)), feedback: None };
    run(&house.seat("ola"), words("I want to stay longer")).unwrap();
    let feedback = SessionWords { session: SessionId(1), child: None, feedback: Some(note("a good hour")) };
    let asha = house.seat("asha");
    run(&asha, feedback).unwrap();
    let s = session(&asha, 1);
    assert_eq!((&*s.child_words, &*s.feedback), ("I want to stay longer", "a good hour"));
    let nothing = SessionWords { session: SessionId(1), ..SessionWords::default() };
    assert_eq!(run(&asha, nothing).unwrap_err().field.as_deref(), Some("child"));
    run(&asha, book(2, "2026-11-27", "10:00")).unwrap();
    assert!(
        run(&house.seat("ola"), SessionWords { session: SessionId(2), ..words("x") }).is_err(),
        "not the officer's"
    );
}

#[test]
fn a_letter_is_read_by_two_before_it_goes_on() {
    let house = House::with(small_service());
    let (asha, dot) = (house.seat("asha"), house.seat("dot"));
    let due =
        LetterNote { child: ChildId(1), party: PartyId(1), due: Some(day("2026-11-20")), ..LetterNote::default() };
    run(&asha, due.clone()).unwrap();
    assert_eq!((chase(&asha, ChaseSort::Letter)[0].late, chase(&asha, ChaseSort::Reading).len()), (true, 0));
    let step = |step| LetterHandle { letter: LetterId(1), step, ..LetterHandle::default() };
    let no = run(&asha, step(LetterStep::Checked)).unwrap_err();
    assert!(no.what.contains("has not come yet"), "{no:?}");
    run(&asha, step(LetterStep::Received)).unwrap();
    let read = |desk: &dyn Desk| chase(desk, ChaseSort::Reading)[0].read;
    assert_eq!(read(&asha), Some(0));
    assert!(run(&asha, step(LetterStep::Forwarded)).unwrap_err().what.contains("read by 0 of the 2"));
    run(&asha, step(LetterStep::Checked)).unwrap();
    // the same eyes twice are no second pair
    assert!(run(&asha, step(LetterStep::Checked)).unwrap_err().what.contains("you have read"));
    assert!(run(&asha, step(LetterStep::Forwarded)).unwrap_err().what.contains("read by 1 of the 2"));
    // and nobody writes the record as they please
    let forged = Letter { checked_by: vec!["asha".parse().unwrap(), "dot".parse().unwrap()], ..Letter::default() };
    assert_eq!(run(&asha, RecordAdd { record: forged.into() }).unwrap_err().no, No::NotPermitted);
    run(&dot, step(LetterStep::Checked)).unwrap();
    assert_eq!(read(&asha), Some(2));
    run(&asha, step(LetterStep::Forwarded)).unwrap();
    assert!(chase(&asha, ChaseSort::Reading).is_empty());
    assert!(
        run(&asha, LetterHandle { reason: note("x"), ..step(LetterStep::Withheld) })
            .unwrap_err()
            .what
            .contains("forwarded already")
    );
    // one with an address in it is withheld, with the reason
    run(&asha, LetterNote { received: Some(day("2026-11-25")), due: None, ..due }).unwrap();
    let withheld = LetterHandle { letter: LetterId(2), step: LetterStep::Withheld, ..LetterHandle::default() };
    assert_eq!(run(&asha, withheld.clone()).unwrap_err().field.as_deref(), Some("reason"));
    run(&asha, LetterHandle { reason: note("it names the school"), ..withheld }).unwrap();
    assert!(chase(&asha, ChaseSort::Reading).is_empty());
}

#[test]
fn a_review_weighs_a_less_intrusive_level() {
    let house = House::with(small_service());
    let asha = house.seat("asha");
    // three months after it began, and nobody has reviewed it
    let due = chase(&asha, ChaseSort::Review);
    assert_eq!((due[0].due, due[0].late, due[0].less), (day("2026-04-05"), true, Some(SupervisionLevel::Monitored)));
    let review = ArrangementReview { arrangement: ArrangementId(1), ..ArrangementReview::default() };
    let no = run(&asha, review.clone()).unwrap_err();
    assert!(no.field.as_deref() == Some("why") && no.what.contains("would monitored be safe?"), "{no:?}");
    let level = Some(SupervisionLevel::Monitored);
    run(&asha, ArrangementReview { level, why: note("six calm months"), ..review }).unwrap();
    let Ok(Answer::Papers(view)) = ask(&asha, Papers { arrangement: ArrangementId(1) }) else { panic!() };
    assert_eq!(
        (view.arrangement.level, view.arrangement.review_due),
        (SupervisionLevel::Monitored, Some(day("2027-02-26")))
    );
    assert_eq!(chase(&asha, ChaseSort::Review).len(), 1, "the other family's");
}

#[test]
fn what_runs_out_is_listed_before_it_does() {
    let mut records = small_service();
    for record in &mut records {
        match record {
            Record::RiskAssessment(r) if r.id.0 == 1 => r.expires_on = Some(day("2026-12-01")),
            Record::Agreement(a) if a.id.0 == 2 => a.valid_to = Some(day("2026-12-02")),
            Record::Officer(o) if o.id.0 == 1 => {
                (o.dbs_expires, o.training_expires) = (Some(day("2026-11-25")), Some(day("2026-12-03")));
            }
            _ => {}
        }
    }
    records.extend(
        [
            r#"{"vehicle":{"id":"V-0001","name":"Car 2","capacity":4,"insured_until":"2026-12-04"}}"#,
            r#"{"driver":{"id":"D-0001","name":"D. Osei","licence_expires":"2026-12-05","dbs_expires":"2030-01-01"}}"#,
            r#"{"appointment":{"id":"AP-0001","who":["CH-0001"],"sort":"lac_review","days":"2026-12-06"}}"#,
        ]
        .map(json),
    );
    let house = House::with(records);
    let Ok(Answer::Chase(view)) = ask(&house.seat("asha"), Chase::default()) else { panic!() };
    let listed: Vec<(ChaseSort, String, bool)> =
        view.rows.iter().filter(|r| r.sort != ChaseSort::Review).map(|r| (r.sort, r.due.to_string(), r.late)).collect();
    let want = |sort, due: &str, late| (sort, due.to_owned(), late);
    assert_eq!(
        listed,
        [
            want(ChaseSort::Disclosure, "2026-11-25", true),
            want(ChaseSort::Risk, "2026-12-01", false),
            want(ChaseSort::Agreement, "2026-12-02", false),
            want(ChaseSort::Training, "2026-12-03", false),
            want(ChaseSort::Insurance, "2026-12-04", false),
            want(ChaseSort::Licence, "2026-12-05", false),
            want(ChaseSort::LacReview, "2026-12-06", false),
        ]
    );
}
