//! What a careful reader found could be lost, shown or counted wrongly by a panel: each with its way out.

use super::*;
use crate::sitting_support::panel_day;

fn do_json(desk: &dyn Desk, json: &str) -> contactdesk::desk::Done {
    let command: Command = serde_json::from_str(json).unwrap_or_else(|why| panic!("{why}: {json}"));
    run(desk, command).unwrap_or_else(|why| panic!("{json}: {why:?}"))
}

fn no(desk: &dyn Desk, json: &str) -> Refusal {
    run(desk, serde_json::from_str::<Command>(json).unwrap()).expect_err(json)
}

fn get<T: Plain + Clone>(desk: &dyn Desk, id: impl Into<Key>) -> T {
    let key: Key = id.into();
    match ask(desk, Show { what: key.to_string() }) {
        Ok(Answer::Show(view)) => T::of(&view.record).unwrap().clone(),
        other => panic!("{other:?}"),
    }
}

fn item(desk: &dyn Desk, id: u32) -> AgendaItem {
    get(desk, AgendaItemId(id))
}

fn changed(done: &contactdesk::desk::Done, kind: Kind) -> Vec<u32> {
    done.changed.iter().filter(|k| k.kind == kind).map(|k| k.id).collect()
}

fn agenda(desk: &dyn Desk, sitting: u32) -> AgendaView {
    match ask(desk, Agenda { sitting: Some(SittingId(sitting)) }) {
        Ok(Answer::Agenda(view)) => view,
        other => panic!("{other:?}"),
    }
}

/// The panel's day with some records changed before it begins.
fn house(change: impl Fn(&mut Record)) -> House {
    let mut records = panel_day();
    records.iter_mut().for_each(change);
    House::with(records)
}

/// Open, with those present.
fn open(house: &House, who: &str) {
    let clive = house.seat("clive");
    do_json(&clive, r#"{"sitting.open":{"sitting":"SI-0001","at":"08:30"}}"#);
    let here = format!(r#"{{"sitting.attend":{{"sitting":"SI-0001","who":[{who}],"what":"comes","at":"08:30"}}}}"#);
    do_json(&clive, &here);
}

const ALL: &str = r#""PR-0001","PR-0002","PR-0004","PR-0005""#;

#[test]
fn minutes_that_name_a_restricted_child_are_kept_though_its_item_was_carried_on() {
    let house = house(|r| match r {
        Record::Child(c) if c.id == ChildId(3) => c.restricted_to = vec!["clive".parse().unwrap()],
        _ => {}
    });
    open(&house, ALL);
    let (clive, moira) = (house.seat("clive"), house.seat("moira"));
    do_json(&clive, r#"{"sitting.close":{"sitting":"SI-0001","why":"out of time","at":"08:50"}}"#);
    do_json(&clive, r#"{"minutes.draft":{"sitting":"SI-0001"}}"#);
    let text = |desk: &dyn Desk| get::<Sitting>(desk, SittingId(1)).minutes.text.to_string();
    assert!(text(&clive).contains("Nia"), "{}", text(&clive));
    assert_eq!(text(&moira), "");
}

#[test]
fn an_interest_declared_for_an_item_holds_under_whatever_number_it_is_heard() {
    let house = house(|_| {});
    let clive = house.seat("clive");
    do_json(
        &clive,
        r#"{"interest.declare":{"who":"PR-0004","item":"AI-0002","sort":"professional","what":"taught them both"}}"#,
    );
    open(&house, ALL);
    do_json(&clive, r#"{"item.begin":{"item":"AI-0001","at":"08:31"}}"#);
    do_json(&clive, r#"{"item.decide":{"item":"AI-0001","code":"noted","at":"08:32"}}"#);
    // one of the siblings is decided about without the member; the other goes on as an item of its own
    do_json(&clive, r#"{"sitting.attend":{"sitting":"SI-0001","who":["PR-0004"],"what":"leaves","at":"08:33"}}"#);
    do_json(
        &clive,
        r#"{"sitting.attend":{"sitting":"SI-0001","who":["PR-0007"],"what":"comes","in_place_of":"PR-0003","at":"08:33"}}"#,
    );
    do_json(&clive, r#"{"item.begin":{"item":"AI-0002","at":"08:34"}}"#);
    let half = r#"{"item.decide":{"item":"AI-0002","children":["CH-0003","CH-0003"],"code":"agreed","at":"08:40",
        "actions":[{"what":"tell the school","owner":"Jo"}]}}"#;
    let done = do_json(&clive, half);
    // said twice, decided once
    assert_eq!(
        (
            changed(&done, Kind::Decision).len(),
            changed(&done, Kind::PanelAction).len(),
            changed(&done, Kind::Arrangement).len()
        ),
        (1, 1, 1)
    );
    let done = do_json(&clive, r#"{"item.carry":{"item":"AI-0002","why":"Ben is ill"}}"#);
    let on = changed(&done, Kind::AgendaItem).into_iter().find(|id| *id > 4).unwrap();
    let line = agenda(&clive, 2).rows.into_iter().find(|r| r.item.id == AgendaItemId(on)).unwrap();
    assert_eq!(line.item.referrals, [ReferralId(3)]);
    do_json(&clive, r#"{"sitting.reply":{"sitting":"SI-0002","who":"PR-0004","reply":"accepted"}}"#);
    let leaves: Vec<u32> = agenda(&clive, 2).rows[0].leaves.iter().map(|r| r.who.0).collect();
    assert_eq!(leaves, [4]);
}

#[test]
fn what_a_pack_leaves_out_no_screen_shows() {
    let house = house(|r| match r {
        Record::Professional(p) if p.id == ProfessionalId(4) => p.account = "moira".parse().unwrap(),
        _ => {}
    });
    let (clive, moira) = (house.seat("clive"), house.seat("moira"));
    let shown = |desk: &dyn Desk| agenda(desk, 1).rows.iter().map(|r| r.known).collect::<Vec<_>>();
    assert_eq!(shown(&moira), [true; 4]);
    do_json(&clive, r#"{"interest.declare":{"who":"PR-0004","item":"AI-0002","sort":"family","what":"their aunt"}}"#);
    assert_eq!(shown(&moira), [true, false, true, true]);
    assert_eq!(shown(&clive), [true; 4]);
    assert!(ask(&moira, Show { what: "R-0002".to_owned() }).is_err());
    // who manages a case has read it all the same
    do_json(
        &clive,
        r#"{"interest.declare":{"who":"PR-0004","item":"AI-0002","sort":"family","what":"their aunt","stays":"the chair: by marriage, long ago"}}"#,
    );
    assert_eq!(shown(&moira), [true; 4]);
}

#[test]
fn no_letter_says_that_a_panel_met_which_has_not() {
    let house = house(|_| {});
    let clive = house.seat("clive");
    let print = r#"{"document.print":{"document":"outcome_letter","who":"DC-0001","from":"2026-11-26"}}"#;
    let refused = no(&clive, print);
    assert_eq!(refused.what, "DC-0001 was agreed in an emergency: no panel has met about it");
}

#[test]
fn a_letter_to_a_family_is_a_draft_until_a_second_person_has_read_it() {
    let house = house(|_| {});
    open(&house, ALL);
    let (clive, moira) = (house.seat("clive"), house.seat("moira"));
    do_json(&clive, r#"{"item.begin":{"item":"AI-0003","at":"08:31"}}"#);
    do_json(&clive, r#"{"item.decide":{"item":"AI-0003","code":"ratified","at":"08:40"}}"#);
    let print = r#"{"document.print":{"document":"outcome_letter","who":"DC-0002","from":"2026-11-26"}}"#;
    let letter = |desk: &dyn Desk| do_json(desk, print).printed.unwrap().text;
    assert!(letter(&clive).starts_with("DRAFT: not to go out"), "{}", letter(&clive));
    assert!(no(&moira, r#"{"decision.release":{"decision":"DC-0001"}}"#).what.contains("no panel has met about it"));
    do_json(&moira, r#"{"decision.release":{"decision":"DC-0002"}}"#);
    assert!(!letter(&clive).contains("DRAFT") && letter(&clive).contains("Theo"));
    // two people: who lets it go out does not send it
    assert!(no(&moira, print).what.contains("you have released the letter of DC-0002"));
    let again = no(&clive, r#"{"decision.release":{"decision":"DC-0002"}}"#);
    assert_eq!(again.what, "the letter of DC-0002 is released by moira");
    // nobody writes that somebody has read it, and what is changed afterwards was not what they read
    let read: Decision = get(&clive, DecisionId(2));
    let forged = Decision { released: read.released.clone(), id: DecisionId(0), ..read.clone() };
    assert_eq!(run(&clive, RecordAdd { record: forged.into() }).unwrap_err().no, No::NotPermitted);
    let changed = Decision { review_on: "2027-01-07".parse().ok(), ..read.clone() };
    run(&clive, RecordChange { record: changed.clone().into(), was: None }).unwrap();
    assert!(letter(&clive).starts_with("DRAFT"));
    assert_eq!(run(&clive, RecordChange { record: changed.into(), was: None }).unwrap_err().no, No::NotPermitted);
}

#[test]
fn a_sitting_with_something_on_its_list_is_not_undone() {
    let house = house(|_| {});
    let (clive, moira) = (house.seat("clive"), house.seat("moira"));
    do_json(&clive, r#"{"sitting.unlock":{"sitting":"SI-0001","why":"one more"}}"#);
    do_json(&clive, r#"{"sitting.plan":{"panel":"PA-0001","date":"2026-12-10","start":"13:30","end":"16:30"}}"#);
    do_json(&moira, r#"{"item.carry":{"item":"AI-0004","to":"SI-0003","why":"papers"}}"#);
    let refused = no(&clive, r#"{"undo":{}}"#);
    assert!(refused.what.starts_with("AI-0004 refers to SI-0003, which entry"), "{refused:?}");
    do_json(&moira, r#"{"item.carry":{"item":"AI-0004","to":"SI-0002","why":"sooner after all"}}"#);
    // it is on no list of that sitting any more, but was: that stays to be seen
    assert_eq!(item(&clive, 4).sitting, Some(SittingId(2)));
}

#[test]
fn what_was_on_the_list_of_a_sitting_nobody_held_waits_and_comes_onto_the_next() {
    let house = later(house(|_| {}), "12:30");
    let clive = house.seat("clive");
    let waiting = |desk: &dyn Desk| agenda(desk, 2).waiting.iter().map(|r| r.item.id.0).collect::<Vec<_>>();
    assert_eq!(waiting(&clive), [3, 1, 2, 4]);
    // the calendar shows the sitting until somebody says what became of it
    let Ok(Answer::Sittings(view)) = ask(&clive, Sittings::default()) else { panic!() };
    assert_eq!(view.rows[0].sitting, SittingId(1));
    // what was agreed in an emergency comes onto the next list by itself, the others by hand
    do_json(&clive, r#"{"sitting.lock":{"sitting":"SI-0002"}}"#);
    let moved = item(&clive, 3);
    assert_eq!((moved.sitting, moved.carried.len()), (Some(SittingId(2)), 1));
    do_json(&clive, r#"{"sitting.unlock":{"sitting":"SI-0002","why":"one more"}}"#);
    do_json(&clive, r#"{"item.carry":{"item":"AI-0001","why":"nobody came"}}"#);
    assert_eq!(waiting(&clive), [2, 4]);
    // an agreement of this afternoon goes onto the list that is still to come
    let done = do_json(
        &clive,
        r#"{"agreement.emergency":{"child":"CH-0001","what":"a night","reasons":"no parent","decided_by":"Priya Nair"}}"#,
    );
    let id = changed(&done, Kind::AgendaItem)[0];
    assert_eq!(item(&clive, id).sitting, Some(SittingId(2)));
}

/// A form that asks a panel to ratify the emergency agreement, accepted onto the item that waits with it.
fn with_a_form(house: &House) {
    let clive = house.seat("clive");
    do_json(&clive, r#"{"sitting.unlock":{"sitting":"SI-0001","why":"a form came"}}"#);
    do_json(
        &clive,
        r#"{"referral.take":{"child":"CH-0002","panel":"PA-0001","request":"ratify","ratifies":"DC-0001","what":"two nights",
            "problem_words":"no parent","tried":"family","views_child":"not sought because asleep","views_parents":"not sought because away",
            "need":"safety","threshold":"met","service":"foster care","outcome":"home","contact":"none","team":"Cluster 1",
            "referrer":"Rita Singh","presenter":"PR-0006","kept_from":["PR-0004"]}}"#,
    );
    do_json(&clive, r#"{"referral.sign":{"referral":"R-0005","as":"team_manager","by":"Jo Park"}}"#);
    for sort in ["form", "emergency_record"] {
        let paper = format!(
            r#"{{"paper.add":{{"referral":"R-0005","sort":"{sort}","reference":"LCS 1","received":"2026-11-23 10:00"}}}}"#
        );
        do_json(&clive, &paper);
    }
    do_json(&clive, r#"{"referral.submit":{"referral":"R-0005"}}"#);
    do_json(&clive, r#"{"referral.accept":{"referral":"R-0005"}}"#);
    assert_eq!(item(&clive, 3).referrals, [ReferralId(5)]);
}

#[test]
fn an_emergency_stays_on_its_list_whatever_becomes_of_its_form() {
    let house = house(|_| {});
    with_a_form(&house);
    let clive = house.seat("clive");
    do_json(&clive, r#"{"referral.withdraw":{"referral":"R-0005","by":"Rita Singh","why":"went home"}}"#);
    let still = item(&clive, 3);
    assert_eq!((still.status, still.referrals.len(), still.sitting), (ItemStatus::Listed, 0, Some(SittingId(1))));
}

#[test]
fn who_a_form_is_kept_from_leaves_and_makes_no_quorum() {
    let house = house(|_| {});
    with_a_form(&house);
    open(&house, ALL);
    let clive = house.seat("clive");
    let refused = no(&clive, r#"{"item.begin":{"item":"AI-0003","at":"08:31"}}"#);
    assert_eq!(refused.what, "there is no quorum for AI-0003: it lacks 1 member, 1 of another service");
    let Ok(Answer::Sitting(view)) = ask(&clive, SittingQuery::default()) else { panic!() };
    let row = view.items.iter().find(|r| r.item.id == AgendaItemId(3)).unwrap();
    assert!(row.must_leave.iter().any(|r| r.who == ProfessionalId(4) && &*r.why == "it is kept from them"), "{row:?}");
}

#[test]
fn two_forms_of_one_child_are_not_heard_as_one() {
    let house = house(|r| match r {
        Record::Referral(r) if r.id == ReferralId(4) => r.child = ChildId(1),
        Record::Sitting(s) if s.id == SittingId(1) => s.status = SittingStatus::Planned,
        Record::AgendaItem(i) if i.id == AgendaItemId(4) => i.sitting = None,
        _ => {}
    });
    let refused = no(&house.seat("clive"), r#"{"agenda.add":{"sitting":"SI-0001","referrals":["R-0001","R-0004"]}}"#);
    assert_eq!(refused.what, "R-0001 and R-0004 are of one child: each is an item of its own");
}

#[test]
fn an_emergency_finds_its_panel_by_whatever_name_it_goes() {
    let house = house(|r| match r {
        Record::Panel(p) => p.name = "Gateway panel".parse().unwrap(),
        Record::AgendaItem(i) if i.id == AgendaItemId(3) => i.status = ItemStatus::Withdrawn,
        _ => {}
    });
    let clive = house.seat("clive");
    let done = do_json(
        &clive,
        r#"{"agreement.emergency":{"child":"CH-0001","what":"a night","reasons":"no parent","decided_by":"Priya Nair"}}"#,
    );
    assert_eq!(changed(&done, Kind::AgendaItem).len(), 1);
    // and one of before the panel was renamed comes onto its list when that is locked
    do_json(&clive, r#"{"sitting.unlock":{"sitting":"SI-0001","why":"check"}}"#);
    let done = do_json(&clive, r#"{"sitting.lock":{"sitting":"SI-0001","carry":true}}"#);
    let new = changed(&done, Kind::AgendaItem).into_iter().find(|id| *id > 5).unwrap();
    let listed = item(&clive, new);
    assert_eq!((listed.decision, listed.sitting), (Some(DecisionId(1)), Some(SittingId(1))));
}

#[test]
fn a_matter_about_no_child_is_noted_or_carried() {
    let house = house(|r| match r {
        Record::AgendaItem(i) if i.id == AgendaItemId(1) => {
            (i.referrals, i.title, i.presenters) = (Vec::new(), "Fees".parse().unwrap(), Vec::new());
        }
        _ => {}
    });
    open(&house, ALL);
    let clive = house.seat("clive");
    do_json(&clive, r#"{"item.begin":{"item":"AI-0001","at":"08:31"}}"#);
    let deferred = r#"{"item.decide":{"item":"AI-0001","code":"deferred","reasons":"no figures yet","at":"08:35"}}"#;
    assert!(no(&clive, deferred).what.contains("about no child"));
    do_json(&clive, r#"{"item.decide":{"item":"AI-0001","code":"noted","discussion":"no figures yet","at":"08:35"}}"#);
    assert_eq!(item(&clive, 1).status, ItemStatus::Heard);
}

#[test]
fn what_is_ratified_without_a_form_is_told_to_who_arranges_contact() {
    let house = house(|_| {});
    open(&house, ALL);
    let clive = house.seat("clive");
    do_json(&clive, r#"{"item.begin":{"item":"AI-0003","at":"08:31"}}"#);
    // while it is heard another list being locked makes no second item of it
    let done = do_json(&clive, r#"{"sitting.lock":{"sitting":"SI-0002"}}"#);
    assert!(changed(&done, Kind::AgendaItem).is_empty());
    let done = do_json(&clive, r#"{"item.decide":{"item":"AI-0003","code":"ratified","at":"08:40"}}"#);
    let task: Task = get(&clive, TaskId(changed(&done, Kind::Task)[0]));
    assert_eq!((task.sort, task.about[0]), (TaskSort::Placement, ChildId(2).key()));
}

#[test]
fn the_deadline_is_that_of_the_sitting_it_is_put_on() {
    let house = house(|r| match r {
        Record::Referral(r) if r.id == ReferralId(1) => {
            *r = Referral {
                tried: "family".parse().unwrap(),
                status: ReferralStatus::Accepted,
                request: RequestType::RecurringTaxi,
                ..r.clone()
            };
        }
        Record::AgendaItem(i) if i.id == AgendaItemId(1) => (i.sitting, i.start) = (None, None),
        _ => {}
    });
    let clive = house.seat("clive");
    for sort in ["form", "journeys", "costs"] {
        let paper = format!(
            r#"{{"paper.add":{{"referral":"R-0001","sort":"{sort}","reference":"LCS 1","received":"2026-11-25 14:00"}}}}"#
        );
        do_json(&clive, &paper);
    }
    // Wednesday is too late for this Thursday and in time for the next
    do_json(&clive, r#"{"agenda.add":{"sitting":"SI-0002","referrals":["R-0001"]}}"#);
    assert_eq!(item(&clive, 1).sitting, Some(SittingId(2)));
}

#[test]
fn a_substitute_whose_own_seat_has_run_out_has_no_second_voice() {
    let house = house(|r| {
        if let Record::Panel(p) = r {
            let until = "2026-10-31".parse().ok();
            p.seats.push(PanelSeat { who: ProfessionalId(7), until, ..PanelSeat::default() });
        }
    });
    open(&house, r#""PR-0001""#);
    let clive = house.seat("clive");
    let instead = r#"{"sitting.attend":{"sitting":"SI-0001","who":["PR-0007"],"what":"comes","in_place_of":"PR-0003","at":"08:31"}}"#;
    do_json(&clive, instead);
    do_json(&clive, r#"{"sitting.attend":{"sitting":"SI-0001","who":["PR-0003"],"what":"comes","at":"08:31"}}"#);
    let refused = no(&clive, r#"{"item.begin":{"item":"AI-0002","at":"08:32"}}"#);
    assert_eq!(refused.what, "there is no quorum for AI-0002: it lacks 1 member");
}

#[test]
fn a_sitting_that_is_broken_off_goes_on_in_its_room_the_same_day() {
    let house = house(|_| {});
    open(&house, ALL);
    let clive = house.seat("clive");
    let on = r#"{"sitting.adjourn":{"sitting":"SI-0001","why":"fire alarm","date":"2026-11-26","start":"10:30","end":"12:00","at":"08:45"}}"#;
    let done = do_json(&clive, on);
    let next: Sitting = get(&clive, get::<Sitting>(&clive, SittingId(1)).next.unwrap());
    assert_eq!((next.room, next.start), (Some(RoomId(2)), Minute::at(10, 30)));
    assert!(changed(&done, Kind::AgendaItem).len() == 4);
    // in between the room is free for contact, and not while the sitting goes on
    let book = |start: &str, end: &str| {
        format!(
            r#"{{"session.book":{{"date":"2026-11-26","start":"{start}","end":"{end}","children":["CH-0001"],"room":"RM-0002"}}}}"#
        )
    };
    let sits = |refused: &Refusal| refused.findings.iter().any(|f| matches!(f.finding.what, What::PanelSits { .. }));
    assert!(sits(&no(&house.seat("asha"), &book("10:45", "11:45"))));
    let free = run(&house.seat("asha"), serde_json::from_str::<Command>(&book("09:00", "10:00")).unwrap());
    assert!(free.as_ref().err().is_none_or(|refused| !sits(refused)), "{free:?}");
}

#[test]
fn nobody_writes_over_what_somebody_else_has_written() {
    let house = house(|_| {});
    open(&house, ALL);
    let (clive, moira) = (house.seat("clive"), house.seat("moira"));
    do_json(&clive, r#"{"item.begin":{"item":"AI-0003","at":"08:31"}}"#);
    do_json(&moira, r#"{"item.note":{"item":"AI-0003","discussion":"moira's words","was":""}}"#);
    let refused = no(&clive, r#"{"item.note":{"item":"AI-0003","discussion":"clive's words","was":""}}"#);
    assert_eq!((refused.no, refused.field.as_deref()), (No::Rule, Some("was")));
    do_json(&clive, r#"{"item.decide":{"item":"AI-0003","code":"ratified","at":"08:40"}}"#);
    // the same notice is not given twice without a word of when
    do_json(&clive, r#"{"decision.notify":{"decision":"DC-0002","to":["Jo Park"],"how":"email"}}"#);
    let again = no(&moira, r#"{"decision.notify":{"decision":"DC-0002","to":["Jo Park"],"how":"email"}}"#);
    assert_eq!(again.what, "Jo Park had notice of DC-0002 that way already");
    // a text the chair was sent is not the one that was changed since
    do_json(&clive, r#"{"sitting.close":{"sitting":"SI-0001","why":"short day","at":"08:50"}}"#);
    do_json(&clive, r#"{"minutes.draft":{"sitting":"SI-0001"}}"#);
    do_json(&clive, r#"{"minutes.send":{"sitting":"SI-0001"}}"#);
    do_json(&moira, r#"{"minutes.draft":{"sitting":"SI-0001","text":"moira's minutes"}}"#);
    assert!(no(&clive, r#"{"minutes.approve":{"sitting":"SI-0001"}}"#).what.contains("drafted"));
}

#[test]
fn breaks_do_not_overlap() {
    let house = house(|_| {});
    let clive = house.seat("clive");
    let mut panel: Panel = get(&clive, PanelId(1));
    panel.breaks = vec!["15:00-15:30".parse().unwrap(), "15:00-15:15".parse().unwrap()];
    let refused = run(&house.seat("moira"), RecordChange { record: panel.into(), was: None }).unwrap_err();
    assert_eq!(refused.field.as_deref(), Some("breaks"), "{refused:?}");
}

#[test]
fn what_became_of_something_is_not_written_into_a_register() {
    let house = house(|_| ());
    open(&house, ALL);
    let clive = house.seat("clive");
    do_json(&clive, r#"{"item.begin":{"item":"AI-0001","at":"08:35"}}"#);
    do_json(&clive, r#"{"item.decide":{"item":"AI-0001","code":"agreed","reasons":"near schol","at":"08:50"}}"#);
    let write = |record: Record| run(&clive, RecordChange { record, was: None });
    let refused = |record: Record, way: &str| {
        let no = write(record).expect_err(way);
        assert!(no.no == No::NotPermitted && no.hint.as_deref().unwrap().contains(way), "{no:?}");
    };
    let of: Decision = get(&clive, DecisionId(2));
    refused(Decision { code: DecisionCode::NotAgreed, ..of.clone() }.into(), "agenda.add");
    refused(Decision { at: Moment::new(of.at.day, Minute::at(8, 0)), ..of.clone() }.into(), "agenda.add");
    let notice = Notice { to: "the mother".parse().unwrap(), ..Notice::default() };
    refused(Decision { notices: vec![notice], ..of.clone() }.into(), "agenda.add");
    // a slip of the pen is put right until somebody has it in their hands
    let right = Decision { reasons: Note::new("near school").unwrap(), ..of };
    write(right.clone().into()).unwrap();
    do_json(&clive, r#"{"decision.notify":{"decision":"DC-0002","how":"email"}}"#);
    let sent: Decision = get(&clive, DecisionId(2));
    refused(Decision { reasons: Note::new("far away").unwrap(), ..sent.clone() }.into(), "agenda.add");
    refused(Decision { valid_until: Some("2027-01-01".parse().unwrap()), ..sent }.into(), "agenda.add");

    let sitting: Sitting = get(&clive, SittingId(1));
    refused(Sitting { status: SittingStatus::Planned, ..sitting.clone() }.into(), "sitting.close");
    let minutes = Minutes { text: Text::new("rewritten").unwrap(), ..sitting.minutes.clone() };
    refused(Sitting { minutes, ..sitting }.into(), "minutes.amend");
    let referral: Referral = get(&clive, ReferralId(2));
    refused(Referral { status: ReferralStatus::Withdrawn, ..referral }.into(), "referral.withdraw");
    refused(AgendaItem { sitting: None, ..item(&clive, 2) }.into(), "item.carry");
    // where a member was is written down; that they were not there when they decided is not
    do_json(&clive, r#"{"sitting.attend":{"sitting":"SI-0001","who":["PR-0001"],"what":"leaves","at":"08:55"}}"#);
    for what in ["not_here", "apologies"] {
        let gone = format!(r#"{{"sitting.attend":{{"sitting":"SI-0001","who":["PR-0001"],"what":"{what}"}}}}"#);
        assert!(no(&clive, &gone).what.contains("was there when AI-0001 was decided"));
    }
    // who had to leave for it was not
    do_json(&clive, r#"{"sitting.attend":{"sitting":"SI-0001","who":["PR-0005"],"what":"not_here"}}"#);
}

#[test]
fn minutes_are_approved_by_who_had_the_chair() {
    let house = house(|_| ());
    open(&house, ALL);
    let clive = house.seat("clive");
    do_json(&clive, r#"{"sitting.close":{"sitting":"SI-0001","at":"09:00","why":"a fire drill"}}"#);
    do_json(&clive, r#"{"minutes.draft":{"sitting":"SI-0001"}}"#);
    do_json(&clive, r#"{"minutes.send":{"sitting":"SI-0001"}}"#);
    let refused = no(&clive, r#"{"minutes.approve":{"sitting":"SI-0001","by":"zz nobody"}}"#);
    assert_eq!((refused.field.as_deref(), refused.hint.as_deref()), (Some("by"), Some("Priya Nair or Victor Lowe")));
    do_json(&clive, r#"{"minutes.approve":{"sitting":"SI-0001","by":"victor lowe"}}"#);
    let sitting: Sitting = get(&clive, SittingId(1));
    assert_eq!(&*sitting.minutes.approved_by, "Victor Lowe");
}

#[test]
fn who_comes_to_panels_is_meant_by_name_where_nobody_else_is() {
    let house = house(|_| ());
    let clive = house.seat("clive");
    let meant = |what: &str| match ask(&clive, Show { what: what.into() }) {
        Ok(Answer::Show(view)) => Ok(view.record.key()),
        other => Err(other.unwrap_err().no),
    };
    assert_eq!(meant("Priya Nair"), Ok(ProfessionalId(1).key()));
    assert_eq!(meant("amara khan"), Ok(ChildId(1).key()));
    assert_eq!(meant("nobody at all"), Err(No::NotFound));
}

#[test]
fn what_waits_for_a_panel_is_not_closed_in_a_register() {
    let house = house(|_| ());
    let clive = house.seat("clive");
    for (key, way) in [
        ("R-0001", "referral.withdraw"),
        ("AI-0001", "item.withdraw"),
        ("SI-0001", "sitting.cancel"),
        ("DC-0001", "a sitting ratifies it"),
    ] {
        let refused = no(&clive, &format!(r#"{{"record.close":{{"key":"{key}","why":"tidying up"}}}}"#));
        assert!(refused.no == No::Rule && refused.hint.as_deref().unwrap().contains(way), "{refused:?}");
    }
    // nor taken for another
    let merged = no(&clive, r#"{"record.merge":{"from":"AI-0002","into":"AI-0001"}}"#);
    assert!(merged.no == No::Rule && merged.what == "AI-0002 is still to be heard", "{merged:?}");
    assert_eq!(agenda(&clive, 1).rows.len(), 4);
}
