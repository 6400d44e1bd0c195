//! What duty took down the evening before, and what the panel decided about children on its Thursdays (DOMAIN 5b).

use super::names::{name, note};
use super::of;
use super::rng::Rng;
use crate::domain::{
    Arrangement, ArrangementStatus, ChildId, Condition, Day, Decision, DecisionCode, DecisionId, Head, Kind, Minute,
    Moment, Party, Record, Role, Settings, Task, TaskId, TaskSort, calendar,
};

/// Decisions of the last year: about half of the 130 panels, those whose children have contact here.
const DECISIONS: usize = 60;

/// What panels decide, by share.
const CODES: [(usize, DecisionCode); 5] = [
    (34, DecisionCode::Agreed),
    (41, DecisionCode::SignpostedElsewhere),
    (12, DecisionCode::MoreInfo),
    (8, DecisionCode::NotAgreed),
    (5, DecisionCode::Ratified),
];

const ASKED: [&str; 5] = [
    "accommodation by agreement",
    "placement with the same carer until the final hearing",
    "twelve weeks of family support",
    "a taxi to school for a term",
    "reunification, with contact at home from next month",
];

const REASONS: [&str; 4] = [
    "conflict between parent and child; family support had been tried",
    "a parent is in hospital and nobody in the family can help",
    "the placement has broken down",
    "the assessment is complete and the plan is agreed by all",
];

const CONDITIONS: [&str; 3] = ["review in twelve weeks", "the school is told first", "contact twice a week meanwhile"];

/// The decisions and what waits on the board of `today`, for families that are here.
pub(super) fn records(rng: &mut Rng, today: Day, known: &[Record], head: &mut Head) -> Vec<Record> {
    let here: Vec<&Arrangement> =
        known.iter().filter_map(of::<Arrangement>).filter(|a| a.status == ArrangementStatus::Active).collect();
    if here.is_empty() {
        return Vec::new();
    }
    let settings = Settings::default();
    let child = |rng: &mut Rng| {
        let arrangement = rng.pick(&here);
        *rng.pick(&arrangement.children)
    };
    let mut all = Vec::new();
    for _ in 0..DECISIONS {
        let child = child(rng);
        all.push(decision(rng, child, today, &settings, head).into());
    }
    let agreed = Decision {
        panel: settings.panel.clone(),
        at: Moment::new(today - 1, Minute::at(21, 40)),
        what: note("a foster placement until the hearing"),
        reasons: note("the carer was taken to hospital"),
        decided_by: name("H. Okafor"),
        asked_by: name("L. Marsh"),
        emergency: true,
        ratify_by: Some(calendar::next_sitting(today - 1, &settings)),
        ..Decision { id: DecisionId(head.take(Kind::Decision)), child: child(rng), ..Decision::default() }
    };
    let tasks = waiting(rng, today, &here, known, &agreed);
    all.push(agreed.into());
    all.extend(tasks.into_iter().map(|task| Task { id: TaskId(head.take(Kind::Task)), ..task }.into()));
    all
}

/// A decision on a Thursday of the last year.
fn decision(rng: &mut Rng, child: ChildId, today: Day, settings: &Settings, head: &mut Head) -> Decision {
    let day = calendar::next_sitting(today - rng.between(9, 370), settings);
    let code = rng.weighted(&CODES);
    let mut decision = Decision {
        id: DecisionId(head.take(Kind::Decision)),
        child,
        panel: settings.panel.clone(),
        at: Moment::new(day, Minute::at(13, 30).plus(30 * rng.between(0, 5))),
        code,
        what: note(rng.pick(&ASKED)),
        reasons: note(rng.pick(&REASONS)),
        decided_by: name("R. Whitlock, chair"),
        ..Decision::default()
    };
    if code == DecisionCode::Agreed && rng.percent(40) {
        (decision.code, decision.conditions) =
            (DecisionCode::AgreedWithConditions, Condition::lines(&note(rng.pick(&CONDITIONS))));
    }
    decision
}

/// Two calls of yesterday evening, and the agreement for the clerk.
fn waiting(rng: &mut Rng, today: Day, here: &[&Arrangement], known: &[Record], agreed: &Decision) -> Vec<Task> {
    let met: Vec<&&Arrangement> = here.iter().filter(|a| !a.parties.is_empty()).collect();
    let mut call = |minute: Minute, words: &str| {
        let arrangement = rng.pick(&met);
        let party = known.iter().filter_map(of::<Party>).find(|p| p.id == arrangement.parties[0])?;
        Some(Task {
            sort: TaskSort::Call,
            about: arrangement.children.iter().map(|c| c.key()).collect(),
            what: note(words),
            from: party.name.clone(),
            phone: party.phone.clone(),
            raised: Moment::new(today - 1, minute),
            by: name("dot"),
            ..Task::default()
        })
    };
    let late = call(Minute::at(19, 20), "comes straight from work this week and may be ten minutes late");
    let moved = call(Minute::at(22, 5), "has a new telephone and cannot be reached on the old one until noon");
    let agreement = Task {
        sort: TaskSort::Agreement,
        about: vec![agreed.child.key(), agreed.id.key()],
        what: note(format!("{} agreed; to be ratified at the next sitting: {}", agreed.decided_by, &*agreed.what)),
        raised: agreed.at,
        by: name("dot"),
        whose: Role::Clerk,
        ..Task::default()
    };
    late.into_iter().chain(moved).chain([agreement]).collect()
}
