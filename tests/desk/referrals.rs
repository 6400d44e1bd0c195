//! From referral to the agenda: what is missing is said, late needs the chair, and nothing falls out of every list.

use super::*;
use contactdesk::clock::Clock;
use contactdesk::desk::{Content, Gap, Light, Local, Unsaid};
use contactdesk::store::{OpenOptions, Store};

pub(super) fn note(text: &str) -> Note {
    text.parse().unwrap()
}

pub(super) fn name(text: &str) -> Name {
    text.parse().unwrap()
}

/// A Thursday panel with a chair and a member, the sitting of 3 December (papers are due on Tuesday the 1st at noon), and
/// a social worker who presents.
pub(super) fn panel_service() -> Vec<Record> {
    let mut records = small_service();
    records.extend(
        [
            r#"{"professional":{"id":"PR-0001","name":"G. Lindqvist","post":"head of service","agency":"social_care"}}"#,
            r#"{"professional":{"id":"PR-0002","name":"P. Adeyemi","post":"virtual school head","agency":"education","account":"edna"}}"#,
            r#"{"professional":{"id":"PR-0003","name":"R. Singh","post":"social worker","team":"Cluster 2"}}"#,
            r#"{"professional":{"id":"PR-0004","name":"V. Marsh","post":"service manager","agency":"placements"}}"#,
            r#"{"panel":{"id":"PA-0001","name":"Placement panel","sits":"Thu 13:30-16:30","site":"ST-0001","seats":[{"who":"PR-0001","seat":"chair"},{"who":"PR-0004","seat":"vice"},{"who":"PR-0002","seat":"core"}],"manager_approves":["external_placement"],"slots":[{"request":"therapy","minutes":15}]}}"#,
            r#"{"sitting":{"id":"SI-0001","panel":"PA-0001","date":"2026-12-03","start":"13:30","end":"16:30","site":"ST-0001"}}"#,
            r#"{"user":{"id":"U-0007","account":"edna","name":"P. Adeyemi","role":"clerk"}}"#,
        ]
        .map(json),
    );
    records
}

/// A form with nothing left out.
pub(super) fn form(child: u32) -> ReferralTake {
    ReferralTake {
        child: Some(ChildId(child)),
        request: Some(RequestType::Accommodate),
        what: note("accommodate under s.20"),
        presenter: Some(ProfessionalId(3)),
        problem_words: note("rows every night"),
        tried: note("family group conference, intensive support"),
        views_child: note("wants to stay with grandmother"),
        views_parents: note("not sought because the father is abroad"),
        need: note("somewhere safe"),
        threshold: note("significant harm"),
        service: note("foster placement"),
        outcome: note("home within six months"),
        contact: note("weekly with the mother, by taxi"),
        handed_in: true,
        ..ReferralTake::default()
    }
}

pub(super) fn sign(referral: u32) -> ReferralSign {
    ReferralSign { referral: ReferralId(referral), role: Signs::TeamManager, by: name("L. Brandt"), on: None }
}

pub(super) fn paper(referral: u32, sort: PaperSort) -> PaperAdd {
    PaperAdd { referral: ReferralId(referral), sort, reference: name("LCS 4711"), ..PaperAdd::default() }
}

const SET: [PaperSort; 4] = [PaperSort::Form, PaperSort::Assessment, PaperSort::Chronology, PaperSort::Plan];

fn queue(desk: &dyn Desk) -> Vec<ReferralRow> {
    match ask(desk, Referrals::default()) {
        Ok(Answer::Referrals(view)) => view.rows,
        other => panic!("{other:?}"),
    }
}

fn view(desk: &dyn Desk, id: u32) -> ReferralView {
    match ask(desk, ReferralQuery { referral: ReferralId(id) }) {
        Ok(Answer::Referral(view)) => view,
        other => panic!("{other:?}"),
    }
}

/// Takes one in and completes it.
fn complete(desk: &dyn Desk, child: u32) -> u32 {
    let id = run(desk, form(child)).unwrap().changed[0].id;
    run(desk, sign(id)).unwrap();
    for sort in SET {
        run(desk, paper(id, sort)).unwrap();
    }
    id
}

/// The house at another time.
fn at(mut house: House, when: &str) -> House {
    house.now = when.parse().unwrap();
    house.reopened()
}

#[test]
fn a_referral_is_taken_in_with_gaps_sent_back_with_the_list_and_accepted_only_when_it_is_whole() {
    let house = House::with(panel_service());
    let clive = house.seat("clive");
    let bare = ReferralTake { child: Some(ChildId(1)), what: note("a placement"), ..ReferralTake::default() };
    let done = run(&clive, ReferralTake { handed_in: true, ..bare }).unwrap();
    assert_eq!(done.changed, [ReferralId(1).key()]);
    let papers = SET.map(Gap::Paper);
    assert!(done.lacks.starts_with(&[Gap::Form(Unsaid::Problem), Gap::Form(Unsaid::Tried)]), "{:?}", done.lacks);
    assert!(done.lacks.ends_with(&papers) && done.lacks.contains(&Gap::Form(Unsaid::TeamManager)));
    let accept = ReferralAccept { referral: ReferralId(1) };
    let no = run(&clive, accept.clone()).unwrap_err();
    assert!(no.no == No::Rule && no.what.contains("the signed form, assessment, chronology, plan"), "{no:?}");
    run(&clive, ReferralReturn { referral: ReferralId(1), why: note("and date it") }).unwrap();
    let back = view(&clive, 1);
    assert_eq!(back.referral.status, ReferralStatus::Incomplete);
    let why = &back.referral.returned[0].why;
    assert!(why.contains("chronology") && why.contains("team manager") && why.ends_with("and date it"), "{why}");
    // completed, it is the same referral
    let again = run(&clive, ReferralTake { referral: Some(ReferralId(1)), ..form(1) }).unwrap();
    assert_eq!(again.lacks, [&[Gap::Form(Unsaid::TeamManager)][..], &papers].concat());
    assert_eq!(run(&clive, sign(1)).unwrap().lacks, papers);
    for (at, sort) in SET.into_iter().enumerate() {
        assert_eq!(run(&clive, paper(1, sort)).unwrap().lacks, papers[at + 1..]);
    }
    let done = run(&clive, accept).unwrap();
    assert_eq!(done.changed, [ReferralId(1).key(), AgendaItemId(1).key()]);
    let view = view(&clive, 1);
    let item = view.item.unwrap();
    assert_eq!((item.sitting, item.minutes, item.presenters.as_slice()), (None, 30, &[ProfessionalId(3).key()][..]));
    assert_eq!((view.gate.light, view.referral.status), (Light::Green, ReferralStatus::Accepted));
    assert_eq!(view.referral.referrer, name("R. Singh"), "who presents it asks for it");
}

#[test]
fn what_is_required_depends_on_what_is_asked() {
    let house = House::with(panel_service());
    let clive = house.seat("clive");
    let external = ReferralTake { request: Some(RequestType::ExternalPlacement), ..form(1) };
    let lacks = run(&clive, external).unwrap().lacks;
    assert!(lacks.contains(&Gap::Paper(PaperSort::Costs)) && lacks.contains(&Gap::Form(Unsaid::ServiceManager)));
    let taxi = ReferralTake {
        child: Some(ChildId(2)),
        request: Some(RequestType::RecurringTaxi),
        what: note("a taxi each Tuesday"),
        views_child: note("likes the driver"),
        views_parents: note("agree"),
        referrer: name("R. Singh"),
        ..ReferralTake::default()
    };
    let wanted = [PaperSort::Form, PaperSort::Journeys, PaperSort::Costs].map(Gap::Paper);
    assert_eq!(run(&clive, taxi).unwrap().lacks, [&[Gap::Form(Unsaid::TeamManager)][..], &wanted].concat());
    // views may not be blank (P15): not even where little else is asked
    let mute = ReferralTake { views_child: Note::default(), child: Some(ChildId(2)), another: true, ..form(2) };
    assert_eq!(run(&clive, mute).unwrap().lacks[0], Gap::Form(Unsaid::ViewsChild));
}

#[test]
fn papers_after_the_deadline_need_the_chairs_word_and_a_newer_version_needs_it_again() {
    let house = at(House::with(panel_service()), "2026-12-01 12:00");
    let clive = house.seat("clive");
    let id = complete(&clive, 1);
    assert_eq!(view(&clive, id).gate.light, Light::Green, "on the stroke of the deadline is in time");
    let late = ReferralLate { referral: ReferralId(id), why: note("the assessor was ill"), by: None };
    assert!(run(&clive, late.clone()).unwrap_err().what.contains("not late"));
    drop(clive);
    let house = at(house, "2026-12-01 12:01");
    let clive = house.seat("clive");
    run(&clive, paper(id, PaperSort::Chronology)).unwrap();
    let gate = view(&clive, id).gate;
    assert!(gate.light == Light::Amber && gate.late, "{gate:?}");
    assert!(gate.ticks[2].late && gate.ticks[2].version == 2 && !gate.ticks[1].late);
    let stranger = ReferralLate { by: Some(ProfessionalId(2)), ..late.clone() };
    assert_eq!(run(&clive, stranger).unwrap_err().field.as_deref(), Some("by"));
    assert_eq!(run(&clive, ReferralLate { why: Note::default(), ..late.clone() }).unwrap_err().field.unwrap(), "why");
    run(&clive, late.clone()).unwrap();
    let seen = view(&clive, id);
    assert!(seen.gate.light == Light::Green && seen.gate.late && seen.gate.late_accepted);
    assert_eq!(seen.referral.late_accepted.unwrap().by, name("G. Lindqvist"));
    drop(clive);
    let house = at(house, "2026-12-01 12:02");
    let clive = house.seat("clive");
    run(&clive, paper(id, PaperSort::Health)).unwrap();
    assert_eq!(view(&clive, id).gate.light, Light::Amber, "what came after the chair's word was not what it was of");
    run(&clive, ReferralLate { by: Some(ProfessionalId(4)), ..late }).unwrap();
    assert_eq!(view(&clive, id).referral.late_accepted.unwrap().by, name("V. Marsh"));
}

#[test]
fn the_same_asked_twice_is_refused_until_it_is_said_to_be_another_and_then_shown() {
    let house = House::with(panel_service());
    let clive = house.seat("clive");
    run(&clive, form(1)).unwrap();
    let no = run(&clive, form(1)).unwrap_err();
    assert!(no.field.as_deref() == Some("another") && no.what.contains("R-0001"), "{no:?}");
    run(&clive, ReferralTake { request: Some(RequestType::Therapy), ..form(1) }).unwrap();
    run(&clive, form(2)).unwrap();
    run(&clive, ReferralTake { another: true, ..form(1) }).unwrap();
    let of = |id: u32| queue(&clive).into_iter().find(|r| r.referral == ReferralId(id)).unwrap();
    assert_eq!([1, 2, 3, 4].map(|id| (of(id).twins, of(id).before)), [(1, 0), (0, 0), (0, 0), (1, 0)]);
    let by = name("V. Marsh");
    let decline = ReferralDecline { referral: ReferralId(1), by, why: note("family support instead") };
    run(&clive, decline).unwrap();
    assert_eq!((of(4).twins, of(4).before), (0, 1), "declined before panel it was asked for all the same");
    assert_eq!(view(&clive, 4).repeats[0].status, ReferralStatus::DeclinedBeforePanel);
    assert!(queue(&clive).iter().all(|r| r.referral != ReferralId(1)));
    let all = ask(&clive, Referrals { all: true, ..Referrals::default() });
    assert!(matches!(all, Ok(Answer::Referrals(view)) if view.rows.len() == 4));
}

#[test]
fn a_withdrawn_referral_leaves_its_item_to_the_siblings_and_takes_it_along_when_it_was_the_last() {
    let house = House::with(panel_service());
    let clive = house.seat("clive");
    let (first, second) = (complete(&clive, 1), complete(&clive, 2));
    for id in [first, second] {
        run(&clive, ReferralAccept { referral: ReferralId(id) }).unwrap();
    }
    // siblings are one item
    let referrals = vec![ReferralId(first), ReferralId(second)];
    run(&clive, AgendaAdd { sitting: SittingId(1), referrals, ..AgendaAdd::default() }).unwrap();
    // whether it is heard is no word to be written
    let other = AgendaItem { status: ItemStatus::Withdrawn, ..view_item(&clive, 1) };
    assert_eq!(run(&clive, RecordChange { record: other.into(), was: None }).unwrap_err().no, No::NotPermitted);
    let withdraw =
        |id| ReferralWithdraw { referral: ReferralId(id), by: name("R. Singh"), why: note("the aunt takes them") };
    let no = run(&clive, ReferralWithdraw { why: Note::default(), ..withdraw(first) }).unwrap_err();
    assert_eq!(no.field.as_deref(), Some("why"));
    run(&clive, withdraw(first)).unwrap();
    let left = view_item(&clive, 1);
    assert_eq!((left.referrals.as_slice(), left.status), (&[ReferralId(second)][..], ItemStatus::Listed));
    run(&clive, withdraw(second)).unwrap();
    assert_eq!(view_item(&clive, 1).status, ItemStatus::Withdrawn);
    assert!(queue(&clive).is_empty());
    assert!(run(&clive, withdraw(second)).is_err(), "it is over");
}

fn view_item(desk: &dyn Desk, id: u32) -> AgendaItem {
    match ask(desk, Show { what: format!("AI-{id}") }) {
        Ok(Answer::Show(view)) => match view.record {
            Record::AgendaItem(item) => item,
            other => panic!("{other:?}"),
        },
        other => panic!("{other:?}"),
    }
}

#[test]
fn a_referral_to_ratify_joins_the_item_that_waits_with_the_emergency_agreement() {
    let mut records = panel_service();
    records.push(json(
        r#"{"decision":{"id":"DC-0001","child":"CH-0001","panel":"Placement panel","at":"2026-11-21 22:00","what":"a night in care","decided_by":"G. Lindqvist","emergency":true,"ratify_by":"2026-12-03"}}"#,
    ));
    records.push(json(
        r#"{"agenda_item":{"id":"AI-0001","panel":"PA-0001","sitting":"SI-0001","sort":"ratification","children":["CH-0001"],"decision":"DC-0001","part":1,"minutes":15}}"#,
    ));
    let house = House::with(records);
    let clive = house.seat("clive");
    let ratify =
        |child| ReferralTake { request: Some(RequestType::Ratify), ratifies: Some(DecisionId(1)), ..form(child) };
    assert_eq!(run(&clive, ratify(2)).unwrap_err().field.as_deref(), Some("ratifies"));
    run(&clive, ratify(1)).unwrap();
    run(&clive, sign(1)).unwrap();
    run(&clive, paper(1, PaperSort::Form)).unwrap();
    run(&clive, paper(1, PaperSort::EmergencyRecord)).unwrap();
    run(&clive, ReferralAccept { referral: ReferralId(1) }).unwrap();
    let view = view(&clive, 1);
    assert_eq!(view.referral.status, ReferralStatus::Listed);
    assert_eq!((view.item.unwrap().id, view.listed), (AgendaItemId(1), Some("2026-12-03".parse().unwrap())));
}

#[test]
fn who_signs_did_not_ask_and_papers_say_where_they_are() {
    let house = House::with(panel_service());
    let clive = house.seat("clive");
    run(&clive, form(1)).unwrap();
    let own = ReferralSign { by: name("r. singh"), ..sign(1) };
    assert_eq!(run(&clive, own).unwrap_err().field.as_deref(), Some("by"));
    let ahead = ReferralSign { on: Some("2026-11-27".parse().unwrap()), ..sign(1) };
    assert!(run(&clive, ahead).is_err());
    let nowhere = PaperAdd { reference: Name::default(), ..paper(1, PaperSort::Plan) };
    assert_eq!(run(&clive, nowhere).unwrap_err().field.as_deref(), Some("reference"));
    run(&clive, paper(1, PaperSort::Plan)).unwrap();
    let same = PaperAdd { version: Some(1), ..paper(1, PaperSort::Plan) };
    assert_eq!(run(&clive, same).unwrap_err().field.as_deref(), Some("version"));
    // a coordinator works no panels, an officer does not even hear of them
    assert_eq!(run(&house.seat("asha"), form(2)).unwrap_err().no, No::NotPermitted);
    assert!(ask(&house.seat("ola"), Referrals::default()).is_err());
}

#[test]
fn what_is_kept_from_a_member_is_not_in_their_queue_nor_under_its_number() {
    let house = House::with(panel_service());
    let clive = house.seat("clive");
    let kept = Some(vec![ProfessionalId(2)]);
    run(&clive, ReferralTake { kept_from: kept, ..form(1) }).unwrap();
    run(&clive, form(2)).unwrap();
    run(&clive, PaperAdd { kept_from: vec![ProfessionalId(2)], ..paper(2, PaperSort::Plan) }).unwrap();
    let edna = house.seat("edna");
    assert_eq!(queue(&edna).iter().map(|r| r.referral.0).collect::<Vec<_>>(), [2]);
    assert_eq!(ask(&edna, ReferralQuery { referral: ReferralId(1) }).unwrap_err().no, No::NotPermitted);
    assert_eq!(run(&edna, sign(1)).unwrap_err().no, No::NotPermitted);
    let seen = view(&edna, 2);
    assert!(seen.papers.is_empty() && seen.gate.ticks.iter().all(|tick| tick.paper.is_none()));
    let change = PaperChange { paper: PanelPaperId(1), kept_from: Some(Vec::new()), ..PaperChange::default() };
    assert_eq!(run(&edna, change.clone()).unwrap_err().no, No::NotPermitted);
    run(&clive, change).unwrap();
    assert_eq!(view(&edna, 2).papers.len(), 1);
}

/// Every file of the papers' folder.
fn files(house: &House) -> Vec<std::path::PathBuf> {
    let dir = std::fs::read_dir(house.store_dir().join("papers")).unwrap();
    dir.map(|file| file.unwrap().path()).collect()
}

#[test]
fn the_bytes_of_a_paper_lie_sealed_and_come_back_as_they_were() {
    let house = House::with(panel_service());
    let clive = house.seat("clive");
    run(&clive, form(1)).unwrap();
    let bytes: Vec<u8> = (0..100_000u32).map(|n| (n % 251) as u8).chain(*b"14 Hidden Lane").collect();
    let content = Some(Content(bytes.clone()));
    let add = PaperAdd { reference: Name::default(), content, ..paper(1, PaperSort::Chronology) };
    run(&clive, add.clone()).unwrap();
    // the same bytes are kept once
    run(&clive, PaperAdd { sort: PaperSort::Plan, ..add.clone() }).unwrap();
    let [file] = files(&house).try_into().unwrap();
    let sealed = std::fs::read(&file).unwrap();
    assert!(!sealed.windows(14).any(|window| window == b"14 Hidden Lane"));
    let named = view(&clive, 1).papers[0].bytes.clone().unwrap();
    assert_eq!(named.length as usize, bytes.len());
    assert!(!file.to_string_lossy().contains(&*named.hash), "the name tells nobody what is in it");
    let read = PaperRead { paper: PanelPaperId(1) };
    assert_eq!(run(&clive, read.clone()).unwrap().content, Some(Content(bytes.clone())));
    // who read it stays in the journal, and cannot be taken back
    let last = ask(&house.seat("audrey"), Journal { limit: Some(1), ..Journal::default() });
    assert!(matches!(&last, Ok(Answer::Journal(view)) if view.lines[0].command == "paper.read"), "{last:?}");
    assert_eq!(run(&house.seat("dot"), read.clone()).unwrap_err().no, No::NotPermitted);
    drop(clive);
    let house = house.reopened();
    let clive = house.seat("clive");
    assert_eq!(run(&clive, read.clone()).unwrap().content, Some(Content(bytes)));
    // what only lies elsewhere is said to
    run(&clive, paper(1, PaperSort::Form)).unwrap();
    let no = run(&clive, PaperRead { paper: PanelPaperId(3) }).unwrap_err();
    assert!(no.hint.unwrap().contains("LCS 4711"));
    // nothing, and too much, is refused and kept nowhere
    for wrong in [Content::default(), Content(vec![1; Content::MOST + 1])] {
        let no = run(&clive, PaperAdd { content: Some(wrong), ..add.clone() }).unwrap_err();
        assert_eq!(no.field.as_deref(), Some("content"));
    }
    assert_eq!(files(&house).len(), 1);
}

#[test]
fn verifying_finds_bytes_that_were_changed_or_are_gone_and_reading_them_is_refused() {
    let house = House::with(panel_service());
    let clive = house.seat("clive");
    run(&clive, form(1)).unwrap();
    let add = PaperAdd { content: Some(Content(b"once upon a time".to_vec())), ..paper(1, PaperSort::Plan) };
    run(&clive, add.clone()).unwrap();
    drop(clive);
    let mut house = house;
    let problems = |house: &mut House| {
        house.local.take().unwrap().close().unwrap();
        let store = Store::open(&house.store_dir(), &house.key(), &OpenOptions::live()).unwrap();
        let found = store.verify(&|_, _| true).unwrap().problems;
        house.local = Some(Local::open(store, Clock::at(house.now).unwrap(), Opened::Live).unwrap());
        found
    };
    assert_eq!(problems(&mut house), Vec::<String>::new());
    let [file] = files(&house).try_into().unwrap();
    let mut sealed = std::fs::read(&file).unwrap();
    sealed[50] ^= 1;
    std::fs::write(&file, &sealed).unwrap();
    let found = problems(&mut house);
    assert!(found.len() == 1 && found[0].starts_with("PP-0001"), "{found:?}");
    let read = PaperRead { paper: PanelPaperId(1) };
    assert_eq!(run(&house.seat("clive"), read.clone()).unwrap_err().no, No::Unavailable);
    std::fs::remove_file(&file).unwrap();
    assert!(problems(&mut house)[0].contains("are not there"));
    // handed in again they are there again
    run(&house.seat("clive"), add).unwrap();
    assert_eq!(problems(&mut house), Vec::<String>::new());
    assert!(run(&house.seat("clive"), read).is_ok());
}

#[test]
fn a_clerk_takes_back_their_own_work_and_nobody_elses() {
    let house = House::with(panel_service());
    let clive = house.seat("clive");
    let id = complete(&clive, 1);
    run(&clive, ReferralAccept { referral: ReferralId(id) }).unwrap();
    run(&clive, Undo::default()).unwrap();
    let seen = view(&clive, id);
    assert_eq!((seen.referral.status, seen.item), (ReferralStatus::Submitted, None));
    run(&clive, Redo::default()).unwrap();
    assert_eq!(view(&clive, id).referral.status, ReferralStatus::Accepted);
    let theirs = run(&house.seat("asha"), book(1, "2026-11-26", "16:00")).unwrap().entry;
    assert_eq!(run(&clive, Undo { entry: Some(theirs) }).unwrap_err().no, No::NotPermitted);
}

/// What a clerk may do to a referral, whether it makes sense or not.
fn steps(id: u32) -> Vec<Command> {
    let (referral, by, why) = (ReferralId(id), name("V. Marsh"), note("a test"));
    vec![
        ReferralTake { referral: Some(referral), ..form(id) }.into(),
        sign(id).into(),
        ReferralSubmit { referral }.into(),
        ReferralReturn { referral, why: why.clone() }.into(),
        paper(id, PaperSort::Form).into(),
        paper(id, PaperSort::Assessment).into(),
        paper(id, PaperSort::Chronology).into(),
        paper(id, PaperSort::Plan).into(),
        ReferralAccept { referral }.into(),
        ReferralAccept { referral }.into(),
        ReferralLate { referral, why: why.clone(), by: None }.into(),
        ReferralWithdraw { referral, by: by.clone(), why: why.clone() }.into(),
        ReferralDecline { referral, by, why }.into(),
        Undo::default().into(),
    ]
}

proptest::proptest! {
    #![proptest_config(chance::property(12))]

    /// Whatever is done in whatever order: a referral that is not over is in the queue, and one that is taken on has an
    /// item that waits with it, which is not withdrawn.
    #[test]
    fn no_referral_is_ever_in_no_list(done in proptest::collection::vec((1u32..3, 0usize..14), 1..60)) {
        let house = House::with(panel_service());
        let moira = house.seat("moira");
        // one is whole, one is being written
        complete(&moira, 1);
        run(&moira, ReferralTake { handed_in: false, ..form(2) }).unwrap();
        for (id, step) in done {
            let _ = run(&moira, steps(id).swap_remove(step));
            let rows = queue(&moira);
            let all = ask(&moira, List { kind: Kind::Referral, closed: false });
            let Ok(Answer::List(all)) = all else { panic!("{all:?}") };
            for record in &all.records {
                let Record::Referral(r) = record else { panic!("{record:?}") };
                let queued = rows.iter().any(|queued| queued.referral == r.id);
                proptest::prop_assert_eq!(queued, !r.status.is_over(), "{} is {}", r.id, r.status.said());
                let waits = matches!(r.status, ReferralStatus::Accepted | ReferralStatus::Listed | ReferralStatus::Deferred);
                let item = view(&moira, r.id.0).item.filter(|item| item.status == ItemStatus::Listed);
                proptest::prop_assert_eq!(item.is_some(), waits, "{} is {}", r.id, r.status.said());
                if waits {
                    proptest::prop_assert!(view(&moira, r.id.0).gate.lacks.is_empty());
                }
            }
        }
    }
}
