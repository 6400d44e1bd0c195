//! A sitting and what comes after: nobody decides who must not, nothing without a quorum, nothing drops out.

use super::*;
use crate::sitting_support::panel_day;
use contactdesk::desk::DocumentKind;

const SITTING: SittingId = SittingId(1);

fn note(text: &str) -> Note {
    text.parse().unwrap()
}

fn name(text: &str) -> Name {
    text.parse().unwrap()
}

fn day(text: &str) -> Day {
    text.parse().unwrap()
}

fn at(text: &str) -> Option<Minute> {
    text.parse().ok()
}

fn who(ids: &[u32]) -> Vec<ProfessionalId> {
    ids.iter().map(|id| ProfessionalId(*id)).collect()
}

fn attend(ids: &[u32], what: Attends, when: &str) -> SittingAttend {
    SittingAttend { sitting: SITTING, who: who(ids), what, at: at(when), in_place_of: None }
}

fn begin(item: u32, when: &str) -> ItemBegin {
    ItemBegin { item: AgendaItemId(item), at: at(when) }
}

fn decide(item: u32, code: DecisionCode, when: &str) -> ItemDecide {
    ItemDecide { item: AgendaItemId(item), code, at: at(when), ..ItemDecide::default() }
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

fn referral(desk: &dyn Desk, id: u32) -> Referral {
    get(desk, ReferralId(id))
}

fn decision(desk: &dyn Desk, id: u32) -> Decision {
    get(desk, DecisionId(id))
}

/// The sitting is open, with those present who accepted.
fn sitting() -> House {
    let house = House::with(panel_day());
    let clive = house.seat("clive");
    run(&clive, SittingOpen { sitting: SITTING, at: at("08:30") }).unwrap();
    run(&clive, attend(&[1, 2, 4, 5], Attends::Comes, "08:30")).unwrap();
    house
}

#[test]
fn who_manages_the_case_leaves_and_without_a_quorum_nothing_begins() {
    let house = House::with(panel_day());
    let clive = house.seat("clive");
    let early = run(&clive, attend(&[1], Attends::Comes, "08:30")).unwrap_err();
    assert!(early.no == No::Rule && early.what.contains("has not been opened"), "{early:?}");
    run(&clive, SittingOpen { sitting: SITTING, at: at("08:30") }).unwrap();
    run(&clive, attend(&[1, 2, 5], Attends::Comes, "08:31")).unwrap();
    // chair, vice and one who must leave: two others are needed, one of another service
    let no = run(&clive, begin(1, "08:32")).unwrap_err();
    assert_eq!(no.what, "there is no quorum for AI-0001: it lacks 1 member, 1 of another service");
    run(&clive, attend(&[4], Attends::Comes, "08:35")).unwrap();
    run(&clive, begin(1, "08:36")).unwrap();
    let heard = item(&clive, 1);
    assert_eq!((heard.status, heard.began), (ItemStatus::Hearing, at("08:36")));
    assert_eq!(heard.recused.iter().map(|r| r.who.0).collect::<Vec<_>>(), [5]);
    assert_eq!(&*heard.recused[0].why, "manages the Cluster 1 team");
    // one at a time
    assert!(run(&clive, begin(2, "08:40")).unwrap_err().what.contains("AI-0001 is being heard"));
    // the quorum is counted again when it is decided, and a substitute mends it
    run(&clive, attend(&[4], Attends::Leaves, "08:45")).unwrap();
    let no = run(&clive, decide(1, DecisionCode::Agreed, "08:46")).unwrap_err();
    assert!(no.what.contains("no quorum for AI-0001"), "{no:?}");
    let instead = SittingAttend { in_place_of: Some(ProfessionalId(3)), ..attend(&[7], Attends::Comes, "08:47") };
    run(&clive, instead).unwrap();
    run(&clive, decide(1, DecisionCode::Agreed, "08:48")).unwrap();
    assert_eq!(&*decision(&clive, 2).decided_by, "Priya Nair");
}

#[test]
fn an_interest_declared_in_the_room_is_minded_before_it_is_decided() {
    let house = sitting();
    let (clive, moira) = (house.seat("clive"), house.seat("moira"));
    run(&clive, begin(2, "08:40")).unwrap();
    let interest = json(
        r#"{"interest":{"who":"PR-0001","child":"CH-0003","sort":"family","what":"her godmother","on":"2026-11-26"}}"#,
    );
    run(&moira, RecordAdd { record: interest }).unwrap();
    let no = run(&clive, decide(2, DecisionCode::Agreed, "08:45")).unwrap_err();
    assert!(no.what.starts_with("PR-0001 must leave for AI-0002: family or friend: her godmother"), "{no:?}");
    let mut out = item(&moira, 2);
    out.recused.push(Recusal { who: ProfessionalId(1), why: note("her godmother") });
    run(&moira, RecordChange { record: out.into(), was: None }).unwrap();
    run(&clive, decide(2, DecisionCode::Agreed, "08:46")).unwrap();
    // the vice chair chairs it
    assert_eq!(&*decision(&clive, 2).decided_by, "Victor Lowe");
}

#[test]
fn siblings_are_one_item_with_a_decision_each() {
    let house = sitting();
    let clive = house.seat("clive");
    run(&clive, begin(2, "08:40")).unwrap();
    let nia = ItemDecide {
        children: vec![ChildId(3)],
        conditions: vec![Condition { what: note("a school place is found"), due: Some(day("2026-12-10")), met: None }],
        actions: vec![NewAction {
            what: note("ask the school"),
            owner: name("Jo Park"),
            due: Some(day("2026-12-01")),
            who: None,
        }],
        ..decide(2, DecisionCode::AgreedWithConditions, "08:50")
    };
    let done = run(&clive, nia).unwrap();
    // decision, action, referral, contact request
    assert!(
        done.changed.contains(&PanelActionId(1).key()) && done.changed.contains(&ArrangementId(3).key()),
        "{done:?}"
    );
    assert_eq!(item(&clive, 2).status, ItemStatus::Hearing);
    assert_eq!(referral(&clive, 2).status, ReferralStatus::Decided);
    assert_eq!(referral(&clive, 3).status, ReferralStatus::Listed);
    let asked: Arrangement = get(&clive, ArrangementId(3));
    assert_eq!((asked.status, &*asked.purpose), (ArrangementStatus::Requested, "twice a week with her father"));
    let again = ItemDecide { children: vec![ChildId(3)], ..decide(2, DecisionCode::Agreed, "08:51") };
    assert!(run(&clive, again).unwrap_err().what.contains("has decided about CH-0003 already"));
    let why = run(&clive, decide(2, DecisionCode::NotAgreed, "08:52")).unwrap_err();
    assert_eq!(why.field.as_deref(), Some("reasons"));
    let ben = ItemDecide { reasons: note("his aunt can take him"), ..decide(2, DecisionCode::NotAgreed, "08:55") };
    run(&clive, ben).unwrap();
    let heard = item(&clive, 2);
    assert_eq!((heard.status, heard.ended), (ItemStatus::Heard, at("08:55")));
    assert_eq!(decision(&clive, 3).child, ChildId(4));
}

#[test]
fn what_is_put_off_waits_for_a_sitting_and_siblings_left_over_go_on_alone() {
    let house = sitting();
    let clive = house.seat("clive");
    run(&clive, begin(2, "08:40")).unwrap();
    let nia = ItemDecide {
        children: vec![ChildId(3)],
        reasons: note("the assessment is not there"),
        ..decide(2, DecisionCode::Deferred, "08:45")
    };
    run(&clive, nia).unwrap();
    assert_eq!(referral(&clive, 2).status, ReferralStatus::Deferred);
    let waits = item(&clive, 5);
    assert_eq!(
        (waits.sitting, waits.status, waits.referrals.as_slice()),
        (None, ItemStatus::Listed, &[ReferralId(2)][..])
    );
    assert_eq!((&*waits.carried[0].why, waits.carried[0].from), ("the assessment is not there", SITTING));
    // no time for the other one
    let carry = ItemCarry { item: AgendaItemId(2), why: note("no time"), to: None };
    run(&clive, carry).unwrap();
    assert_eq!(item(&clive, 2).status, ItemStatus::Heard);
    let on = item(&clive, 6);
    assert_eq!((on.sitting, on.referrals.as_slice()), (Some(SittingId(2)), &[ReferralId(3)][..]));
    assert_eq!(referral(&clive, 3).status, ReferralStatus::Listed);
}

#[test]
fn an_emergency_agreement_is_ratified_also_where_the_child_has_gone_home() {
    let house = sitting();
    let clive = house.seat("clive");
    let off = ItemWithdraw { item: AgendaItemId(3), by: name("Al Dunn"), why: note("he went home on Saturday") };
    let no = run(&clive, off).unwrap_err();
    assert!(no.what.contains("ratifies an emergency agreement"), "{no:?}");
    run(&clive, begin(3, "08:40")).unwrap();
    let noted = run(&clive, decide(3, DecisionCode::Noted, "08:41")).unwrap_err();
    assert!(noted.what.contains("it stands or does not"), "{noted:?}");
    run(&clive, decide(3, DecisionCode::Ratified, "08:42")).unwrap();
    assert_eq!(decision(&clive, 1).ratified_on, Some(day("2026-11-26")));
    let said = decision(&clive, 2);
    assert_eq!((said.code, &*said.what), (DecisionCode::Ratified, "two nights with the Bells"));
    // there is nothing to ratify elsewhere
    run(&clive, begin(1, "08:45")).unwrap();
    assert_eq!(run(&clive, decide(1, DecisionCode::Ratified, "08:46")).unwrap_err().field.as_deref(), Some("code"));
}

#[test]
fn what_costs_more_than_the_panel_may_agree_is_open_until_it_is_signed() {
    let house = sitting();
    let clive = house.seat("clive");
    run(&clive, begin(4, "08:40")).unwrap();
    run(&clive, decide(4, DecisionCode::Agreed, "08:50")).unwrap();
    let id = DecisionId(2);
    let said = decision(&clive, 2);
    assert!(said.recommended && said.holds().is_none() && said.cost_week == Some(5200), "{said:?}");
    assert_eq!(referral(&clive, 4).status, ReferralStatus::Heard);
    let tell = DecisionNotify { decision: id, ..DecisionNotify::default() };
    let no = run(&clive, tell.clone()).unwrap_err();
    assert!(no.what.contains("is a recommendation and open"), "{no:?}");
    let sign = DecisionSign { decision: id, ..DecisionSign::default() };
    assert_eq!(run(&clive, sign.clone()).unwrap_err().field.as_deref(), Some("by"));
    let sign = DecisionSign { by: name("M. Okoro, director"), ..sign };
    let other = DecisionSign { code: Some(DecisionCode::NotAgreed), ..sign.clone() };
    assert_eq!(run(&clive, other).unwrap_err().field.as_deref(), Some("reasons"));
    let done = run(&clive, sign.clone()).unwrap();
    // the boy has contact already: who arranges it hears of it
    assert!(done.changed.iter().any(|key| key.kind == Kind::Task), "{done:?}");
    assert_eq!(decision(&clive, 2).holds(), Some(DecisionCode::Agreed));
    assert!(run(&clive, sign).is_err());
    run(&clive, tell).unwrap();
    let said = decision(&clive, 2);
    assert_eq!((&*said.notices[0].to, &*said.notices[0].by), ("Al Dunn", "clive"));
    assert_eq!(referral(&clive, 4).status, ReferralStatus::Notified);
}

#[test]
fn nothing_a_sitting_did_not_hear_drops_out() {
    let house = sitting();
    let clive = house.seat("clive");
    run(&clive, begin(1, "08:40")).unwrap();
    let close = SittingClose { sitting: SITTING, at: at("08:58"), why: note("no quorum any more"), to: None };
    assert!(run(&clive, close.clone()).unwrap_err().what.contains("AI-0001 is being heard"));
    run(&clive, decide(1, DecisionCode::Agreed, "08:50")).unwrap();
    let silent = run(&clive, SittingClose { why: Note::default(), ..close.clone() }).unwrap_err();
    assert_eq!(silent.field.as_deref(), Some("why"));
    run(&clive, close).unwrap();
    for id in 2..=4 {
        let on = item(&clive, id);
        assert_eq!((on.sitting, on.since, on.start), (Some(SittingId(2)), Some(day("2026-11-26")), None), "{on:?}");
        assert_eq!(&*on.carried[0].why, "no quorum any more");
    }
    let held: Sitting = get(&clive, SITTING);
    assert_eq!((held.status, held.closed), (SittingStatus::Held, at("08:58")));
    // the next one is called off: everything waits, and nothing is on no list
    let off = SittingCancel { sitting: SittingId(2), why: note("the chair is ill"), to: None };
    run(&clive, off).unwrap();
    for id in 2..=4 {
        let on = item(&clive, id);
        assert_eq!((on.sitting, on.status, on.carried.len()), (None, ItemStatus::Listed, 2));
    }
    for id in 2..=4 {
        assert_eq!(referral(&clive, id).status, ReferralStatus::Accepted);
    }
}

#[test]
fn a_sitting_broken_off_goes_on_and_one_moved_takes_its_list_along() {
    let house = sitting();
    let clive = house.seat("clive");
    let moved =
        SittingMove { sitting: SittingId(2), start: at("14:30"), why: note("the room"), ..SittingMove::default() };
    run(&clive, ItemCarry { item: AgendaItemId(4), why: note("the worker is ill"), to: Some(SittingId(2)) }).unwrap();
    run(&clive, moved).unwrap();
    let later: Sitting = get(&clive, SittingId(2));
    assert_eq!(later.span().to_string(), "14:30-17:30");
    assert_eq!(item(&clive, 4).sitting, Some(SittingId(2)));
    let adjourn = SittingAdjourn {
        sitting: SITTING,
        why: note("fire alarm"),
        date: day("2026-11-27"),
        start: "09:00".parse().unwrap(),
        end: None,
        at: at("08:55"),
    };
    run(&clive, adjourn).unwrap();
    let goes_on: Sitting = get(&clive, SittingId(3));
    assert_eq!((goes_on.date, goes_on.end.to_string()), (day("2026-11-27"), "12:30".to_owned()));
    assert!(goes_on.attendance.iter().all(|a| a.came.is_none()));
    assert_eq!(get::<Sitting>(&clive, SITTING).next, Some(SittingId(3)));
    assert_eq!(item(&clive, 2).sitting, Some(SittingId(3)));
    // a sitting that is over is not moved
    let no = SittingMove { sitting: SITTING, start: at("14:30"), why: note("x"), ..SittingMove::default() };
    assert!(run(&clive, no).unwrap_err().what.contains("adjourned"));
}

#[test]
fn conditions_are_met_and_actions_chased_until_they_are_done() {
    let house = sitting();
    let clive = house.seat("clive");
    run(&clive, begin(1, "08:40")).unwrap();
    let agreed = ItemDecide {
        conditions: Condition::lines(&note("a health check\na visit by the school")),
        ..decide(1, DecisionCode::AgreedWithConditions, "08:50")
    };
    run(&clive, agreed).unwrap();
    let met = DecisionCondition { decision: DecisionId(2), condition: 2, ..DecisionCondition::default() };
    run(&clive, met.clone()).unwrap();
    assert_eq!(decision(&clive, 2).conditions[1].met, Some(day("2026-11-26")));
    let third = run(&clive, DecisionCondition { condition: 3, ..met }).unwrap_err();
    assert_eq!(third.what, "DC-0002 has 2 conditions");
    let action = ActionRecord {
        what: note("book the health check"),
        who: Some(ProfessionalId(3)),
        decision: Some(DecisionId(2)),
        due: Some(day("2026-11-25")),
        ..ActionRecord::default()
    };
    run(&clive, action).unwrap();
    let written: PanelAction = get(&clive, PanelActionId(1));
    assert_eq!((&*written.owner, written.child, written.sitting), ("Hana Bright", Some(ChildId(1)), Some(SITTING)));
    let id = PanelActionId(1);
    run(&clive, ActionChase { actions: vec![id, id], at: None }).unwrap();
    run(&clive, ActionDone { action: id, on: None, evidence: note("letter of 26 November") }).unwrap();
    let written: PanelAction = get(&clive, id);
    assert_eq!((written.chased.len(), written.done_on), (1, Some(day("2026-11-26"))));
    assert!(run(&clive, ActionChase { actions: vec![id], at: None }).unwrap_err().what.contains("was done on"));
}

/// The sitting, with one item decided and the rest carried.
fn over() -> House {
    let house = sitting();
    let clive = house.seat("clive");
    run(&clive, begin(1, "08:40")).unwrap();
    let agreed = ItemDecide {
        reasons: note("the Bells live near the school at 2 Open Street"),
        discussion: "Rita Singh said what was tried.".parse().unwrap(),
        ..decide(1, DecisionCode::Agreed, "08:50")
    };
    run(&clive, agreed).unwrap();
    let close = SittingClose { sitting: SITTING, at: at("08:58"), why: note("out of time"), to: None };
    run(&clive, close).unwrap();
    house
}

#[test]
fn minutes_are_made_of_what_was_recorded_and_amended_once_approved() {
    let house = over();
    let clive = house.seat("clive");
    let draft = MinutesDraft { sitting: SITTING, ..MinutesDraft::default() };
    let send = MinutesSend { sitting: SITTING };
    assert!(run(&clive, send.clone()).is_err());
    run(&clive, draft.clone()).unwrap();
    let text = get::<Sitting>(&clive, SITTING).minutes.text;
    for part in [
        "Present: Priya Nair, Victor Lowe, Edgar Moss, Sue Grant",
        "Apologies: Hana Bright",
        "1. Amara Khan: change of placement  08:40-08:50",
        "Out of the room: Sue Grant (manages the Cluster 1 team)",
        "Rita Singh said what was tried.",
        "Decided for Amara Khan (DC-0002): agreed. a foster home nearer school",
        "Theo Reid: external placement; goes to Thu 3 Dec 2026 (out of time)",
    ] {
        assert!(text.contains(part), "{part}\n{}", &*text);
    }
    let over = MinutesDraft { text: format!("{}\nA word more.", &*text).parse().unwrap(), ..draft.clone() };
    run(&clive, over).unwrap();
    run(&clive, send).unwrap();
    run(&clive, MinutesApprove { sitting: SITTING, by: Name::default() }).unwrap();
    assert!(run(&clive, draft).unwrap_err().what.contains("are approved"));
    run(&clive, MinutesAmend { sitting: SITTING, what: note("Edgar Moss left at 08:55") }).unwrap();
    let minutes = get::<Sitting>(&clive, SITTING).minutes;
    assert_eq!((minutes.stage, &*minutes.approved_by), (MinutesStage::Approved, "Priya Nair"));
    assert!(minutes.text.ends_with("A word more.") && minutes.amendments.len() == 1);
    let print = DocumentPrint {
        document: DocumentKind::PanelMinutes,
        audience: None,
        who: Some("SI-0001".to_owned()),
        from: day("2026-11-26"),
        to: None,
    };
    let paper = run(&clive, print).unwrap().printed.unwrap();
    assert!(paper.text.contains("approved") && paper.text.contains("Edgar Moss left at 08:55"), "{}", paper.text);
}

#[test]
fn the_letter_says_what_was_decided_and_the_notice_says_why() {
    let house = over();
    let clive = house.seat("clive");
    let print = |document, who: &str| DocumentPrint {
        document,
        audience: None,
        who: Some(who.to_owned()),
        from: day("2026-11-26"),
        to: None,
    };
    let notice = run(&clive, print(DocumentKind::OutcomeNotice, "DC-0002")).unwrap().printed.unwrap().text;
    assert!(notice.contains("To: Rita Singh") && notice.contains("2 Open Street"), "{notice}");
    assert!(notice.contains("Contact: weekly with her mother, carer drives"), "{notice}");
    let letter = run(&clive, print(DocumentKind::OutcomeLetter, "DC-0002")).unwrap().printed.unwrap();
    assert_eq!(letter.audience, Audience::Family);
    for secret in ["Khan", "Open Street", "Bells", "school", "foster", "mother"] {
        assert!(!letter.text.contains(secret), "{secret}\n{}", letter.text);
    }
    assert!(
        letter.text.contains("talked about Amara") && letter.text.contains("Rita Singh will explain"),
        "{}",
        letter.text
    );
    let agenda = run(&clive, print(DocumentKind::AgendaInitials, "SI-0002")).unwrap().printed.unwrap().text;
    assert!(agenda.contains("T.R.") && !agenda.contains("Theo"), "{agenda}");
    let agenda = run(&clive, print(DocumentKind::Agenda, "SI-0002")).unwrap().printed.unwrap().text;
    assert!(
        agenda.contains("Theo Reid") && agenda.contains("to be ratified by Thu 26 Nov 2026, which has passed"),
        "{agenda}"
    );
    // panels' papers are the clerks', the others are not
    let no = run(&clive, print(DocumentKind::DaySheet, "")).unwrap_err();
    assert_eq!(no.no, No::NotPermitted);
    let dot = house.seat("dot");
    assert_eq!(run(&dot, print(DocumentKind::OutcomeNotice, "DC-0002")).unwrap_err().no, No::NotPermitted);
}

#[test]
fn a_taxi_that_recurs_comes_to_the_panel_and_back_to_who_books_it() {
    let mut records = panel_day();
    for record in &mut records {
        if let Record::Arrangement(a) = record {
            a.transport = Transport::Taxi;
        }
    }
    let house = House::with(records);
    let (asha, clive) = (house.seat("asha"), house.seat("clive"));
    let refer = TaxiRefer { arrangement: ArrangementId(1), panel: None };
    run(&asha, refer.clone()).unwrap();
    let asked = referral(&clive, 5);
    assert_eq!((asked.request, asked.status), (RequestType::RecurringTaxi, ReferralStatus::Submitted));
    assert!(asked.what.contains("A-0001: Thu 16:00"), "{asked:?}");
    // once
    assert!(run(&asha, refer).unwrap_err().what.contains("no panel was asked for"));
    // contact that begins with a taxi asks by itself
    let stop = ArrangementSuspend {
        arrangement: ArrangementId(2),
        reason: note("a test"),
        pause: true,
        until: None,
        leave: Name::default(),
    };
    run(&asha, stop).unwrap();
    let begin = ArrangementActivate { arrangement: ArrangementId(2), ..ArrangementActivate::default() };
    assert!(run(&asha, begin).unwrap().changed.contains(&ReferralId(6).key()));
    // heard and agreed, it is a task for who books cars
    let item = json(
        r#"{"agenda_item":{"panel":"PA-0001","sitting":"SI-0001","referrals":["R-0005"],"part":1,"order":9,"minutes":15}}"#,
    );
    run(&clive, RecordAdd { record: item }).unwrap();
    run(&clive, SittingOpen { sitting: SITTING, at: at("08:30") }).unwrap();
    run(&clive, attend(&[1, 2, 4, 5], Attends::Comes, "08:30")).unwrap();
    run(&clive, begin_item(5)).unwrap();
    let done = run(&clive, decide(5, DecisionCode::Agreed, "08:50")).unwrap();
    let task = done.changed.iter().find(|key| key.kind == Kind::Task).copied().unwrap();
    let task: Task = get(&asha, task);
    assert!(task.whose == Role::Coordinator && task.what.starts_with("recurring taxi agreed"), "{task:?}");
}

fn begin_item(item: u32) -> ItemBegin {
    begin(item, "08:40")
}

#[test]
fn after_a_move_the_journeys_are_planned_from_the_new_home() {
    let mut records = panel_day();
    for record in &mut records {
        if let Record::Arrangement(a) = record {
            a.transport = Transport::Council;
        }
    }
    records.extend(
        [
            r#"{"vehicle":{"id":"V-0001","name":"Car 2","capacity":4,"seats":{"booster":2,"belt":4},"insured_until":"2030-01-01"}}"#,
            r#"{"driver":{"id":"D-0001","name":"D. Osei","hours":"Mon-Fri 07:00-19:30","licence_expires":"2030-01-01","dbs_expires":"2030-01-01","usual_vehicle":"V-0001"}}"#,
        ]
        .map(json),
    );
    let house = House::with(records);
    let (asha, clive) = (house.seat("asha"), house.seat("clive"));
    run(&asha, book(1, "2026-12-10", "16:00")).unwrap();
    let before = session(&asha, 1);
    assert_eq!(before.legs[0].from, Place::Carer(CarerId(1)));
    let nothing = run(&asha, LegsRetime { child: ChildId(1) }).unwrap_err();
    assert!(nothing.what.contains("from where they live"), "{nothing:?}");
    // the panel agrees to another home
    run(&clive, SittingOpen { sitting: SITTING, at: at("08:30") }).unwrap();
    run(&clive, attend(&[1, 2, 4], Attends::Comes, "08:30")).unwrap();
    run(&clive, begin(1, "08:40")).unwrap();
    let done = run(&clive, decide(1, DecisionCode::Agreed, "08:50")).unwrap();
    let task = done.changed.iter().find(|key| key.kind == Kind::Task).copied().unwrap();
    let task: Task = get(&asha, task);
    assert!(task.what.contains("legs.retime") && task.what.contains("A-0001"), "{task:?}");
    let moves = PlacementBegin {
        child: ChildId(1),
        carer: Some(CarerId(2)),
        from: Some(day("2026-12-01")),
        ..Default::default()
    };
    // the journeys are planned anew with it
    let done = run(&asha, moves).unwrap();
    assert!(done.changed.contains(&SessionId(1).key()) && done.why_not.is_empty(), "{done:?}");
    let after = session(&asha, 1);
    assert_eq!(
        (after.legs[0].from.clone(), after.start, after.stagger),
        (Place::Carer(CarerId(2)), before.start, before.stagger)
    );
    assert!(run(&asha, LegsRetime { child: ChildId(1) }).is_err());
    assert_eq!(run(&asha, Undo::default()).unwrap().undoes, Some(done.entry));
    assert_eq!(session(&asha, 1).legs[0].from, Place::Carer(CarerId(1)), "one step back takes both");
    // where they live is put right in the register: the journeys follow when they are asked to
    let was: Placement = get(&asha, PlacementId(1).key());
    let record = Placement { carer: CarerId(2), ..was }.into();
    run(&asha, RecordChange { record, was: None }).unwrap();
    let done = run(&asha, LegsRetime { child: ChildId(1) }).unwrap();
    assert_eq!(done.changed, [SessionId(1).key()]);
    assert_eq!(session(&asha, 1).legs[0].from, Place::Carer(CarerId(2)));
}

#[test]
fn the_questions_show_what_is_known_and_hide_what_is_kept_back() {
    let mut records = panel_day();
    for record in &mut records {
        match record {
            Record::Child(child) if child.id == ChildId(3) => child.restricted_to = vec![name("clive")],
            Record::Referral(r) if r.id == ReferralId(4) => r.kept_from = vec![ProfessionalId(4)],
            Record::Professional(p) if p.id == ProfessionalId(4) => p.account = name("moira"),
            _ => {}
        }
    }
    let house = House::with(records);
    let (clive, moira, ola) = (house.seat("clive"), house.seat("moira"), house.seat("ola"));
    run(&clive, SittingOpen { sitting: SITTING, at: at("08:30") }).unwrap();
    run(&clive, attend(&[1, 2, 3, 4, 5], Attends::Comes, "08:30")).unwrap();
    for (item, code) in [(2, DecisionCode::Agreed), (4, DecisionCode::Agreed)] {
        run(&clive, begin(item, "08:40")).unwrap();
        let agreed = ItemDecide {
            reasons: note("the word HYACINTH is nobody else's"),
            actions: vec![NewAction { what: note("HYACINTH"), owner: name("Jo"), due: None, who: None }],
            discussion: "HYACINTH was said".parse().unwrap(),
            ..decide(item, code, "08:45")
        };
        run(&clive, agreed).unwrap();
    }
    run(&clive, MinutesDraft { sitting: SITTING, ..MinutesDraft::default() }).unwrap();
    let view = |desk: &dyn Desk| match ask(desk, SittingQuery::default()) {
        Ok(Answer::Sitting(view)) => view,
        other => panic!("{other:?}"),
    };
    assert!(view(&clive).items.iter().all(|shown| shown.known));
    let seen: Vec<bool> = view(&moira).items.iter().map(|shown| shown.known).collect();
    assert_eq!(seen, [true, false, true, false]);
    for query in [
        Query::from(SittingQuery::default()),
        Decisions { sent: true, panel: None }.into(),
        Actions::default().into(),
        MinutesQuery { sitting: Some(SITTING) }.into(),
        Show { what: "SI-0001".to_owned() }.into(),
        contactdesk::desk::queries::Decided { who: "CH-0002".to_owned() }.into(),
    ] {
        let said = |desk: &dyn Desk| serde_json::to_string(&desk.ask(query.clone()).unwrap()).unwrap();
        assert!(!said(&moira).contains("HYACINTH") && !said(&moira).contains("Nia"), "{}", query.name());
        if !matches!(query, Query::Decided(_)) {
            assert!(said(&clive).contains("HYACINTH"), "{}", query.name());
            assert!(query.name() == "show" || ola.ask(query.clone()).is_err(), "{}", query.name());
        }
    }
    let no = run(&moira, MinutesDraft { sitting: SITTING, ..MinutesDraft::default() }).unwrap_err();
    assert_eq!(no.no, No::NotPermitted);
}

#[test]
fn what_is_tracked_comes_in_its_order_and_what_is_late_is_said() {
    let house = over();
    let clive = house.seat("clive");
    let actions = |late| match ask(&clive, Actions { late, owner: Name::default() }) {
        Ok(Answer::Actions(view)) => view.rows,
        other => panic!("{other:?}"),
    };
    for (what, due) in [("later", "2026-12-20"), ("sooner", "2026-11-20")] {
        let due = Some(day(due));
        run(&clive, ActionRecord { what: note(what), owner: name("Jo Park"), due, ..ActionRecord::default() }).unwrap();
    }
    let rows: Vec<(String, bool)> = actions(false).iter().map(|r| (r.what.to_string(), r.late)).collect();
    assert_eq!(rows, [("sooner".to_owned(), true), ("later".to_owned(), false)]);
    assert_eq!(actions(true).len(), 1);
    let decisions = match ask(&clive, Decisions::default()) {
        Ok(Answer::Decisions(view)) => view.rows,
        other => panic!("{other:?}"),
    };
    // out on the same day
    assert_eq!(
        (decisions[0].stage, decisions[0].due, decisions[0].late),
        (DecisionStage::ToSend, day("2026-11-26"), false)
    );
    let minutes = match ask(&clive, MinutesQuery::default()) {
        Ok(Answer::Minutes(view)) => view.rows,
        other => panic!("{other:?}"),
    };
    assert_eq!((minutes[0].due, minutes[0].late), (day("2026-12-03"), false));
}

#[test]
fn a_clerk_takes_back_their_own_and_nobody_elses() {
    let house = sitting();
    let (asha, clive) = (house.seat("asha"), house.seat("clive"));
    run(&clive, begin(2, "08:40")).unwrap();
    let done = run(&clive, decide(2, DecisionCode::Agreed, "08:45")).unwrap();
    assert_eq!(item(&clive, 2).status, ItemStatus::Heard);
    // what was decided is taken back by its number only
    let no = run(&clive, Undo::default()).unwrap_err();
    assert_eq!((no.no, no.entry), (No::Rule, Some(done.entry)), "{no:?}");
    run(&clive, Undo { entry: Some(done.entry) }).unwrap();
    // the decisions, the contact request, the referrals: one step
    assert_eq!((item(&clive, 2).status, referral(&clive, 2).status), (ItemStatus::Hearing, ReferralStatus::Listed));
    assert!(
        done.changed.iter().filter(|key| key.kind == Kind::Decision).all(|key| ask(
            &clive,
            Show { what: key.to_string() }
        )
        .is_err())
    );
    run(&clive, Redo {}).unwrap();
    assert_eq!(referral(&clive, 2).status, ReferralStatus::Decided);
    let booked = run(&asha, book(1, "2026-12-10", "16:00")).unwrap();
    let no = run(&clive, Undo { entry: Some(booked.entry) }).unwrap_err();
    assert!(no.no == No::NotPermitted && no.what.contains("takes back only their own"), "{no:?}");
}
