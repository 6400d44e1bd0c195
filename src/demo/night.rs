//! What duty took down the evening before.

use super::names::{name, note};
use super::of;
use super::rng::Rng;
use crate::domain::{
    Arrangement, ArrangementStatus, Day, Decision, Head, Kind, Minute, Moment, Party, Record, Role, Task, TaskId,
    TaskSort,
};

/// What waits on the board of `today`, for families that are here.
pub(super) fn records(rng: &mut Rng, today: Day, known: &[Record], head: &mut Head) -> Vec<Record> {
    let here: Vec<&Arrangement> =
        known.iter().filter_map(of::<Arrangement>).filter(|a| a.status == ArrangementStatus::Active).collect();
    let evening = |d: &&Decision| d.emergency && d.at.day == today - 1 && d.ratified_on.is_none();
    let Some(agreed) = known.iter().filter_map(of::<Decision>).find(evening) else { return Vec::new() };
    let tasks = waiting(rng, today, &here, known, agreed);
    tasks.into_iter().map(|task| Task { id: TaskId(head.take(Kind::Task)), ..task }.into()).collect()
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
