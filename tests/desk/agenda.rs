//! A panel's list from its sitting being planned to its being locked; DOMAIN 6b 10 and 11 with data of their own.

use super::*;

/// A panel of seven, chaired by Ivo Kerr, who manages Cluster 3; Dana Moss is the vice chair. The clock stands at Tuesday noon.
fn house() -> House {
    let mut records = small_service();
    records.extend(
        [
            r#"{"professional":{"id":"PR-0001","name":"Ivo Kerr","post":"head of service","manages":["Cluster 3"]}}"#,
            r#"{"professional":{"id":"PR-0002","name":"Dana Moss","post":"service manager"}}"#,
            r#"{"professional":{"id":"PR-0003","name":"Lena Fox","agency":"health"}}"#,
            r#"{"professional":{"id":"PR-0004","name":"Omar Hill","agency":"education"}}"#,
            r#"{"professional":{"id":"PR-0005","name":"Sian Price","agency":"health"}}"#,
            r#"{"professional":{"id":"PR-0006","name":"Toby Lane","post":"social worker","officer":"OF-0001"}}"#,
            r#"{"professional":{"id":"PR-0007","name":"Ruth Cole","post":"social worker"}}"#,
            r#"{"panel":{"id":"PA-0001","name":"Placement panel","sits":"Thu 13:30-16:30","site":"ST-0001","room":"RM-0002",
                "seats":[{"who":"PR-0001","seat":"chair"},{"who":"PR-0002","seat":"vice"},
                {"who":"PR-0003","substitutes":["PR-0005"]},{"who":"PR-0004"}]}}"#,
            r#"{"child":{"id":"CH-0011","name":"Ada Finch","dob":"2013-03-01","team":"Cluster 1"}}"#,
            r#"{"child":{"id":"CH-0012","name":"Bo Finch","dob":"2015-03-01","team":"Cluster 1"}}"#,
            r#"{"child":{"id":"CH-0013","name":"Cleo Marsh","dob":"2012-03-01","team":"Cluster 3"}}"#,
            r#"{"child":{"id":"CH-0014","name":"Dee Ross","dob":"2011-03-01","team":"Cluster 2"}}"#,
            r#"{"child":{"id":"CH-0015","name":"Eli Ross","dob":"2010-03-01","team":"Cluster 2"}}"#,
        ]
        .map(json),
    );
    on(House::with(records), "2026-11-24 11:00")
}

/// The same house at another moment.
fn on(mut house: House, moment: &str) -> House {
    house.now = moment.parse().unwrap();
    house.reopened()
}

/// A referral with all its papers, received then, accepted by the clerk.
fn referral(house: &House, child: &str, team: &str, received: &str) -> ReferralId {
    let clive = house.seat("clive");
    let take = format!(
        r#"{{"referral.take":{{"child":"{child}","panel":"PA-0001","request":"accommodate","what":"a place","problem_words":"rows",
        "tried":"family support","views_child":"wants to stay near school","views_parents":"agree","need":"safety",
        "threshold":"met","service":"foster care","outcome":"home in spring","contact":"weekly","team":"{team}",
        "referrer":"Toby Lane","presenter":"PR-0006"}}}}"#
    );
    let done = do_json(&clive, &take);
    let id = done.changed.iter().find(|k| k.kind == Kind::Referral).unwrap().id;
    do_json(&clive, &format!(r#"{{"referral.sign":{{"referral":"R-{id:04}","as":"team_manager","by":"Jo Park"}}}}"#));
    for sort in ["form", "assessment", "chronology", "plan"] {
        do_json(
            &clive,
            &format!(
                r#"{{"paper.add":{{"referral":"R-{id:04}","sort":"{sort}","reference":"LCS 1","received":"{received}"}}}}"#
            ),
        );
    }
    do_json(&clive, &format!(r#"{{"referral.submit":{{"referral":"R-{id:04}"}}}}"#));
    do_json(&clive, &format!(r#"{{"referral.accept":{{"referral":"R-{id:04}"}}}}"#));
    ReferralId(id)
}

fn do_json(desk: &dyn Desk, json: &str) -> contactdesk::desk::Done {
    let command: Command = serde_json::from_str(json).unwrap_or_else(|why| panic!("{why}: {json}"));
    run(desk, command).unwrap_or_else(|why| panic!("{json}: {why:?}"))
}

fn no(desk: &dyn Desk, json: &str) -> String {
    run(desk, serde_json::from_str::<Command>(json).unwrap()).unwrap_err().what
}

fn agenda(house: &House, sitting: Option<SittingId>) -> AgendaView {
    match house.seat("clive").ask(Agenda { sitting }.into()).unwrap().answer {
        Answer::Agenda(view) => view,
        other => panic!("{other:?}"),
    }
}

fn comes(house: &House, who: &str, reply: &str) {
    do_json(
        &house.seat("clive"),
        &format!(r#"{{"sitting.reply":{{"sitting":"SI-0001","who":"{who}","reply":"{reply}"}}}}"#),
    );
}

#[test]
fn a_sitting_takes_its_room_and_contact_does_not_get_it_and_the_other_way_round() {
    let house = house();
    let (clive, asha) = (house.seat("clive"), house.seat("asha"));
    let done = do_json(&clive, r#"{"sitting.plan":{"panel":"PA-0001"}}"#);
    assert_eq!(done.changed, [SittingId(1).key()]);
    let view = agenda(&house, None);
    let of = view.sitting.unwrap();
    assert_eq!((said::long(of.date), of.span().to_string()), ("Thu 26 Nov 2026".into(), "13:30-16:30".into()));
    assert_eq!(view.clock.papers.to_string(), "2026-11-24 12:00");
    let book = |day: &str, start: &str| {
        format!(r#"{{"session.book":{{"date":"{day}","start":"{start}","children":["CH-0002"],"room":"RM-0002"}}}}"#)
    };
    let refused = run(&asha, serde_json::from_str::<Command>(&book("2026-11-26", "15:00")).unwrap()).unwrap_err();
    assert!(refused.findings.iter().any(|f| matches!(f.finding.what, What::PanelSits { .. })), "{refused:?}");
    do_json(&asha, &book("2026-12-03", "15:00"));
    let taken = no(&clive, r#"{"sitting.plan":{"panel":"PA-0001"}}"#);
    assert!(taken.starts_with("RM-0002 is taken by C-0001"), "{taken}");
    do_json(&clive, r#"{"sitting.plan":{"panel":"PA-0001","room":"RM-0001"}}"#);
    // nor is it moved there
    let moved = no(&clive, r#"{"sitting.move":{"sitting":"SI-0001","date":"2026-12-03","why":"the chair is away"}}"#);
    assert!(moved.starts_with("RM-0002 is taken by C-0001"), "{moved}");
    // nor written there in the register
    let Answer::Show(shown) = ask(&clive, Show { what: "SI-0001".into() }).unwrap() else { panic!() };
    let Record::Sitting(was) = shown.record else { panic!() };
    let there = Sitting { date: "2026-12-03".parse().unwrap(), ..was.clone() };
    let written = run(&clive, RecordChange { record: there.clone().into(), was: None }).unwrap_err().what;
    assert!(written.starts_with("RM-0002 is taken by C-0001"), "{written}");
    let anew = RecordAdd { record: Sitting { id: SittingId(0), ..there }.into() };
    assert!(run(&clive, anew).unwrap_err().what.starts_with("RM-0002 is taken by C-0001"));
    let longer = Sitting { end: Minute::at(17, 0), ..was };
    run(&clive, RecordChange { record: longer.into(), was: None }).unwrap();
}

#[test]
fn items_heard_as_one_lose_nothing_and_none_leaves_another_list_unsaid() {
    let house = house();
    let clive = house.seat("clive");
    do_json(&clive, r#"{"sitting.plan":{"panel":"PA-0001"}}"#);
    do_json(&clive, r#"{"sitting.plan":{"panel":"PA-0001"}}"#);
    let [one, two, three] =
        ["CH-0011", "CH-0012", "CH-0013"].map(|child| referral(&house, child, "Cluster 1", "2026-11-23 10:00"));
    do_json(&clive, &format!(r#"{{"agenda.add":{{"sitting":"SI-0001","referrals":["{one}","{two}"]}}}}"#));
    let other = no(&clive, &format!(r#"{{"agenda.add":{{"sitting":"SI-0002","referrals":["{one}"]}}}}"#));
    assert!(other.contains("is on the list of SI-0001"), "{other}");
    do_json(&clive, &format!(r#"{{"agenda.add":{{"sitting":"SI-0001","referrals":["{three}","{two}"]}}}}"#));
    let view = agenda(&house, Some(SittingId(1)));
    let [row] = view.rows.as_slice() else { panic!("{view:?}") };
    let mut listed = row.item.referrals.clone();
    listed.sort_unstable();
    assert_eq!(listed, [one, two, three]);
}

#[test]
fn who_may_stay_for_one_reason_leaves_for_another() {
    let house = house();
    let clive = house.seat("clive");
    do_json(&clive, r#"{"sitting.plan":{"panel":"PA-0001"}}"#);
    let managed = referral(&house, "CH-0013", "Cluster 3", "2026-11-23 10:00");
    do_json(&clive, &format!(r#"{{"agenda.add":{{"sitting":"SI-0001","referrals":["{managed}"]}}}}"#));
    for who in ["PR-0001", "PR-0002", "PR-0003", "PR-0004"] {
        comes(&house, who, "accepted");
    }
    let leaves = || agenda(&house, Some(SittingId(1))).rows[0].leaves.iter().map(|r| r.who).collect::<Vec<_>>();
    assert_eq!(leaves(), [ProfessionalId(1)]);
    let declare = |sort: &str, stays: &str| {
        do_json(
            &clive,
            &format!(
                r#"{{"interest.declare":{{"who":"PR-0001","child":"CH-0013","sort":"{sort}","what":"said so","stays":"{stays}"}}}}"#
            ),
        );
    };
    declare("financial", "long ago");
    assert_eq!(leaves(), [ProfessionalId(1)], "who manages the case is not let stay by another word");
    declare("line_management", "only on paper");
    assert_eq!(leaves(), []);
}

#[test]
fn tuesday_noon_five_complete_one_late_with_the_chairs_word_and_one_emergency() {
    let mut house = house();
    let clive = house.seat("clive");
    do_json(&clive, r#"{"sitting.plan":{"panel":"PA-0001"}}"#);
    let good = referral(&house, "CH-0011", "Cluster 1", "2026-11-23 10:00");
    let brother = referral(&house, "CH-0012", "Cluster 1", "2026-11-23 10:00");
    let managed = referral(&house, "CH-0013", "Cluster 3", "2026-11-23 10:00");
    let more = ["CH-0014", "CH-0015"].map(|child| referral(&house, child, "Cluster 2", "2026-11-23 10:00"));
    // siblings are one item with a decision each
    do_json(&clive, &format!(r#"{{"agenda.add":{{"sitting":"SI-0001","referrals":["{good}","{brother}"]}}}}"#));
    do_json(&clive, &format!(r#"{{"agenda.add":{{"sitting":"SI-0001","referrals":["{managed}"]}}}}"#));
    for id in more {
        do_json(&clive, &format!(r#"{{"agenda.add":{{"sitting":"SI-0001","referrals":["{id}"]}}}}"#));
    }
    do_json(
        &clive,
        r#"{"agreement.emergency":{"child":"CH-0002","what":"two nights with the Bells","reasons":"nobody at home",
            "asked_by":"Dana Moss","decided_by":"Ivo Kerr"}}"#,
    );
    drop(clive);
    house = on(house, "2026-11-24 15:00");
    let late = referral(&house, "CH-0001", "Cluster 1", "2026-11-24 14:00");
    let clive = house.seat("clive");
    let add = format!(r#"{{"agenda.add":{{"sitting":"SI-0001","referrals":["{late}"]}}}}"#);
    assert!(no(&clive, &add).contains("came after the deadline"));
    do_json(
        &clive,
        &format!(r#"{{"referral.late":{{"referral":"{late}","by":"PR-0001","why":"the child is in hospital"}}}}"#),
    );
    do_json(&clive, &add);
    do_json(&clive, r#"{"agenda.order":{"sitting":"SI-0001"}}"#);
    do_json(&clive, r#"{"sitting.lock":{"sitting":"SI-0001"}}"#);
    let view = agenda(&house, Some(SittingId(1)));
    let listed: Vec<usize> = view.rows.iter().map(|row| row.item.referrals.len()).collect();
    assert_eq!((view.rows.len(), listed.iter().sum::<usize>()), (6, 6));
    // the emergency is heard first, and nobody listed it
    assert_eq!(view.rows[0].item.sort, ItemSort::Ratification);
    assert!(view.rows.iter().all(|row| row.clashes.is_empty() && row.item.start.is_some()), "{view:?}");
    assert!(view.waiting.is_empty());
    assert!(
        no(
            &clive,
            r#"{"sitting.reply":{"sitting":"SI-0001","who":"PR-0007","reply":"accepted","in_place_of":"PR-0003"}}"#
        )
        .contains("is not named as a substitute")
    );
    // nobody has answered: there is no quorum, and it says whom to ring; never more is promised than was said
    assert!(view.rows.iter().all(|row| !row.lacks.is_empty() && row.mends.len() >= 3), "{view:?}");
    for who in ["PR-0001", "PR-0002", "PR-0004"] {
        comes(&house, who, "accepted");
    }
    comes(&house, "PR-0003", "apologies");
    let view = agenda(&house, Some(SittingId(1)));
    for row in &view.rows {
        let managed = row.item.referrals.contains(&managed);
        // who manages the case leaves, and the vice chair chairs; so with what the chair agreed alone, though they stay
        let ratifies = row.item.sort == ItemSort::Ratification;
        let chair = if managed || ratifies { ProfessionalId(2) } else { ProfessionalId(1) };
        assert!(!row.own);
        assert_eq!(row.chair, Some(chair), "{row:?}");
        assert_eq!(row.lacks.is_empty(), !managed, "{row:?}");
        if managed {
            assert_eq!(row.leaves.iter().map(|r| r.who).collect::<Vec<_>>(), [ProfessionalId(1)]);
            let ring: Vec<_> = row.mends.iter().map(|a| (a.who, a.in_place_of)).collect();
            assert_eq!(ring, [(ProfessionalId(5), Some(ProfessionalId(3)))]);
        }
    }
    do_json(
        &house.seat("clive"),
        r#"{"sitting.reply":{"sitting":"SI-0001","who":"PR-0005","reply":"accepted","in_place_of":"PR-0003"}}"#,
    );
    assert!(agenda(&house, Some(SittingId(1))).rows.iter().all(|row| row.lacks.is_empty()));
}

#[test]
fn an_emergency_is_on_thursdays_agenda_though_the_child_went_home_on_saturday() {
    let mut house = house();
    let clive = house.seat("clive");
    do_json(
        &clive,
        r#"{"agreement.emergency":{"child":"CH-0002","what":"a night with the Bells","reasons":"nobody at home",
            "asked_by":"Dana Moss","decided_by":"Ivo Kerr"}}"#,
    );
    // no sitting is planned yet: it waits, and goes onto the first there is
    do_json(&clive, r#"{"sitting.plan":{"panel":"PA-0001"}}"#);
    drop(clive);
    // before the panel sits the child goes home
    house = on(house, "2026-11-25 09:00");
    do_json(&house.seat("asha"), r#"{"record.close":{"key":"PL-0002","why":"went home"}}"#);
    house = on(house, "2026-11-26 09:00");
    let view = agenda(&house, Some(SittingId(1)));
    let [row] = view.rows.as_slice() else { panic!("{view:?}") };
    assert_eq!((row.item.sort, row.children.as_slice()), (ItemSort::Ratification, &[ChildId(2)][..]));
    assert_eq!(row.ratify_by.map(said::long), Some("Thu 26 Nov 2026".into()));
    let Answer::Forward(forward) = house.seat("clive").ask(Forward::default().into()).unwrap().answer else { panic!() };
    assert_eq!(
        forward.rows.iter().map(|r| (r.what, r.item)).collect::<Vec<_>>(),
        [(BroughtBy::Emergency, Some(row.item.id))]
    );
}

#[test]
fn a_presenter_with_contact_or_court_presents_at_another_time() {
    let house = house();
    let (clive, asha) = (house.seat("clive"), house.seat("asha"));
    do_json(&clive, r#"{"sitting.plan":{"panel":"PA-0001"}}"#);
    let one = referral(&house, "CH-0011", "Cluster 1", "2026-11-23 10:00");
    do_json(&clive, &format!(r#"{{"agenda.add":{{"sitting":"SI-0001","referrals":["{one}"],"minutes":30}}}}"#));
    // Toby Lane, who is T. Shah, has court until three
    do_json(
        &asha,
        r#"{"record.add":{"record":{"appointment":{"who":["PR-0006"],"sort":"court","days":"2026-11-26","time":"13:00-15:00"}}}}"#,
    );
    let item = agenda(&house, None).rows[0].item.id;
    let pin = no(&clive, &format!(r#"{{"agenda.pin":{{"item":"{item}","start":"14:00"}}}}"#));
    assert!(pin.contains("PR-0006 presents it and has AP-0001"), "{pin}");
    do_json(&clive, r#"{"agenda.order":{"sitting":"SI-0001"}}"#);
    let view = agenda(&house, None);
    assert_eq!(view.rows[0].item.start.map(|m| m.to_string()), Some("15:00".into()));
    let until = contactdesk::desk::Turn::Presenter {
        who: ProfessionalId(6).key(),
        until: Minute::at(15, 0),
        by: Some(AppointmentId(1).key()),
    };
    assert_eq!(view.rows[0].turn, Some(until));
    // and the other way round: who presents does not supervise then
    let book = r#"{"session.book":{"date":"2026-11-26","start":"15:00","children":["CH-0002"],"room":"RM-0001","officers":["OF-0001"]}}"#;
    let refused = run(&asha, serde_json::from_str::<Command>(book).unwrap()).unwrap_err();
    let sits = |f: &&contactdesk::desk::About| matches!(&f.finding.what, What::PanelSits { who, .. } if who.kind == Kind::Officer);
    assert_eq!(refused.findings.iter().filter(sits).count(), 1, "{refused:?}");
    let locked = no(&clive, r#"{"sitting.unlock":{"sitting":"SI-0001","why":"one more"}}"#);
    assert!(locked.contains("is not locked"));
}

#[test]
fn what_is_not_seen_to_stays_to_be_brought_forward() {
    let mut records = vec![
        r#"{"professional":{"id":"PR-0001","name":"Ivo Kerr"}}"#,
        r#"{"panel":{"id":"PA-0001","name":"Placement panel","sits":"Thu 13:30-16:30"}}"#,
        r#"{"sitting":{"id":"SI-0009","panel":"PA-0001","date":"2026-11-05","start":"13:30","end":"16:30","status":"held"}}"#,
        r#"{"agenda_item":{"id":"AI-0001","panel":"PA-0001","sitting":"SI-0009","children":["CH-0001"],"decision":"DC-0001","part":1,"minutes":30,"status":"heard"}}"#,
        // a condition two years overdue, and a later decision of a panel about the same child
        r#"{"decision":{"id":"DC-0001","child":"CH-0001","panel":"Placement panel","at":"2024-10-03 14:00","what":"a place",
            "decided_by":"Ivo Kerr","conditions":[{"what":"a school place","due":"2024-11-01"}],"review_on":"2026-11-01"}}"#,
        r#"{"decision":{"id":"DC-0002","child":"CH-0001","panel":"Placement panel","at":"2026-11-05 14:00","what":"more time",
            "decided_by":"Ivo Kerr","item":"AI-0001"}}"#,
        // a contract that ended last week without a word
        r#"{"referral":{"id":"R-0001","child":"CH-0002","panel":"PA-0001","request":"external_placement","what":"a place",
            "status":"notified","ends_on":"2026-11-19"}}"#,
        r#"{"panel_action":{"id":"AC-0001","what":"ask housing","owner":"Jo Park","due":"2026-11-20","decision":"DC-0001"}}"#,
    ];
    let all: Vec<Record> = small_service().into_iter().chain(records.drain(..).map(json)).collect();
    let house = House::with(all);
    let clive = house.seat("clive");
    let rows = || {
        let Answer::Forward(view) = clive.ask(Forward::default().into()).unwrap().answer else { panic!() };
        view.rows.iter().map(|r| (r.what, r.about.to_string(), r.item.is_some())).collect::<Vec<_>>()
    };
    let waits = |listed: bool| {
        vec![
            (BroughtBy::Condition, "DC-0001".to_owned(), listed),
            (BroughtBy::ContractEnds, "R-0001".to_owned(), false),
            (BroughtBy::Overdue, "AC-0001".to_owned(), listed),
        ]
    };
    assert_eq!(rows(), waits(false));
    do_json(&clive, r#"{"sitting.plan":{"panel":"PA-0001"}}"#);
    do_json(
        &clive,
        r#"{"agenda.add":{"sitting":"SI-0010","decision":"DC-0001","children":["CH-0001"],"brought_by":"condition"}}"#,
    );
    assert_eq!(rows(), waits(true));
}

#[test]
fn who_agreed_it_alone_chairs_its_ratification_only_where_nobody_else_can_and_that_is_said() {
    let house = house();
    let clive = house.seat("clive");
    do_json(&clive, r#"{"sitting.plan":{"panel":"PA-0001"}}"#);
    do_json(
        &clive,
        r#"{"agreement.emergency":{"child":"CH-0002","what":"a night","reasons":"nobody at home","asked_by":"Dana Moss","decided_by":"ivo kerr"}}"#,
    );
    let row = || agenda(&house, Some(SittingId(1))).rows.remove(0);
    for who in ["PR-0001", "PR-0003", "PR-0004"] {
        comes(&house, who, "accepted");
    }
    assert_eq!((row().chair, row().own, row().lacks), (Some(ProfessionalId(1)), true, Vec::new()));
    let asked = clive.ask(Agenda { sitting: Some(SittingId(1)) }.into()).unwrap();
    let text = contactdesk::lines::answer(&asked, house.now.day, 120);
    assert!(text.contains("Ivo Kerr agreed it and would rule on their own word"), "{text}");
    comes(&house, "PR-0002", "accepted");
    assert_eq!((row().chair, row().own), (Some(ProfessionalId(2)), false));
}
