//! What a decision that holds brings with it: how its referral stands, an item that comes back, the contact it needs.

use super::{Numbers, after_all, children};
use crate::desk::commands::Known;
use crate::domain::*;

/// A decision that holds, where it was made.
pub(crate) struct Heard<'a> {
    /// What was decided.
    pub code: DecisionCode,
    /// The decision.
    pub decision: &'a Decision,
    /// The item it was heard as.
    pub item: &'a AgendaItem,
    /// The sitting.
    pub sitting: &'a Sitting,
    /// Why.
    pub reasons: &'a Note,
}

/// Whether what was asked for is agreed.
fn agrees(code: DecisionCode) -> bool {
    use DecisionCode::{Agreed, AgreedTimeLimited, AgreedWithConditions, Ratified};
    matches!(code, Agreed | AgreedWithConditions | AgreedTimeLimited | Ratified)
}

/// Whether it is to be heard again.
fn comes_back(code: DecisionCode) -> bool {
    matches!(code, DecisionCode::Deferred | DecisionCode::MoreInfo)
}

/// Whether a child is to live elsewhere.
fn places(request: RequestType) -> bool {
    use RequestType::{Accommodate, ExternalPlacement, PlacementChange, Ratify, Reunification};
    matches!(request, Accommodate | PlacementChange | ExternalPlacement | Reunification | Ratify)
}

/// The changes a decision that holds brings with it.
pub(crate) fn follow(known: &Known, numbers: &mut Numbers, heard: &Heard) -> Vec<Change> {
    let mut changes = ratified(known, heard);
    let child = heard.decision.child;
    if comes_back(heard.code) {
        let why = if heard.reasons.is_empty() { note(heard.code.said()) } else { heard.reasons.clone() };
        changes.push(Change::new(after_all(known, numbers, heard.item, child, heard.sitting, &why)));
    }
    let Some(referral) = heard.decision.referral.and_then(|r| known.diary.get::<Referral>(r)) else {
        // ratified without a form: who arranges contact learns of it all the same
        let emergency = heard.item.decision.is_some() && heard.code == DecisionCode::Ratified;
        changes.extend(emergency.then(|| unformed(known, numbers, heard)));
        return changes;
    };
    let status = match heard.code {
        code if comes_back(code) => ReferralStatus::Deferred,
        DecisionCode::Withdrawn => ReferralStatus::Withdrawn,
        _ => ReferralStatus::Decided,
    };
    let ended = (status == ReferralStatus::Withdrawn).then(|| ruling(known, heard));
    let after = Referral { status, ended: ended.or_else(|| referral.ended.clone()), ..referral.clone() };
    changes.push(Change::of(referral.clone(), after));
    if agrees(heard.code) {
        changes.extend(contact(known, numbers, heard, referral));
    }
    changes
}

fn ruling(known: &Known, heard: &Heard) -> Ruling {
    Ruling { by: heard.decision.decided_by.clone(), at: known.now.moment(), why: heard.reasons.clone() }
}

/// The emergency agreement the item is about: ratified, or it does not stand (DOMAIN 3e P7).
fn ratified(known: &Known, heard: &Heard) -> Vec<Change> {
    let by_referral = heard.decision.referral.and_then(|r| known.diary.get::<Referral>(r)?.ratifies);
    // of siblings heard together each has an agreement of its own
    let agreed = [by_referral, heard.item.decision].into_iter().flatten();
    let mut agreed = agreed.filter_map(|d| known.diary.get::<Decision>(d));
    let waits = agreed.find(|d| d.is_unratified() && d.child == heard.decision.child);
    let Some(emergency) = waits.filter(|_| !comes_back(heard.code)) else { return Vec::new() };
    let on = heard.decision.at.day;
    let mut changes = vec![Change::of(emergency.clone(), Decision { ratified_on: Some(on), ..emergency.clone() })];
    let waiting = known.diary.pointing::<Task>(emergency.id);
    let waiting = waiting.filter(|t| t.life == Life::Open && t.sort == TaskSort::Agreement);
    changes.extend(waiting.map(|task| {
        let why = note(&format!("{}: {}", heard.sitting.id, heard.code.said()));
        Change::of(task.clone(), Task { life: Life::Closed { on, why }, ..task.clone() })
    }));
    changes
}

fn note(text: &str) -> Note {
    Note::new(text.chars().take(Note::MAX).collect::<String>()).unwrap_or_default()
}

/// A task about a decision.
fn task(known: &Known, numbers: &mut Numbers, decision: &Decision, sort: TaskSort, words: &str) -> Change {
    let id = TaskId(numbers.take(Kind::Task));
    let by = Name::new(&known.viewer.actor.account).unwrap_or_default();
    let about = vec![decision.child.key(), decision.id.key()];
    Change::new(Task { id, sort, about, what: note(words), by, raised: known.now.moment(), ..Task::default() })
}

/// The arrangements of a child that run or are to, by number.
fn arrangements(diary: &Diary, child: ChildId) -> Vec<String> {
    let all = diary.pointing::<Arrangement>(child);
    all.filter(|a| a.life == Life::Open && a.status != ArrangementStatus::Ended && a.children.contains(&child))
        .map(|a| a.id.to_string())
        .collect()
}

/// What was agreed in an emergency and ratified with nothing said of contact: whether it needs any is for who arranges it.
fn unformed(known: &Known, numbers: &mut Numbers, heard: &Heard) -> Change {
    let running = arrangements(known.diary, heard.decision.child);
    let words = if running.is_empty() {
        "ratified: nobody has said what contact is needed; arrangement.request takes a request down".to_owned()
    } else {
        let moved = "placement.begin takes down where the child lives, legs.retime plans the journeys";
        format!("ratified: {moved} of {} anew", running.join(", "))
    };
    task(known, numbers, heard.decision, TaskSort::Placement, &words)
}

/// What contact needs now: a referral for contact where the child has none, else a word to who arranges it. A taxi that
/// is agreed is theirs to book.
fn contact(known: &Known, numbers: &mut Numbers, heard: &Heard, referral: &Referral) -> Option<Change> {
    let (child, decision) = (heard.decision.child, heard.decision);
    let mut task = |sort: TaskSort, words: String| self::task(known, numbers, decision, sort, &words);
    if referral.request == RequestType::RecurringTaxi {
        return Some(task(TaskSort::Agreement, format!("recurring taxi {}: {}", heard.code.said(), &*decision.what)));
    }
    if !places(referral.request) {
        return None;
    }
    let running = arrangements(known.diary, child);
    if !running.is_empty() {
        let asked =
            if referral.contact.is_empty() { String::new() } else { format!("; contact: {}", &*referral.contact) };
        let words = format!(
            "{} {}: placement.begin takes down where the child lives, legs.retime plans the journeys of {} anew{asked}",
            referral.request.said(),
            heard.code.said(),
            running.join(", ")
        );
        return Some(task(TaskSort::Placement, words));
    }
    if referral.contact.is_empty() {
        let ratified = referral.request == RequestType::Ratify;
        return ratified.then(|| unformed(known, numbers, heard));
    }
    let siblings = children(known.diary, heard.item).len();
    let with = if siblings > 1 { "; siblings were heard together" } else { "" };
    Some(Change::new(Arrangement {
        id: ArrangementId(numbers.take(Kind::Arrangement)),
        children: vec![child],
        purpose: referral.contact.clone(),
        requested_on: Some(decision.at.day),
        requested_by: referral.referrer.clone(),
        priority: referral.urgency,
        notes: note(&format!("{} of {}: {}{with}", decision.id, heard.sitting.id, heard.code.said())),
        ..Arrangement::default()
    }))
}
