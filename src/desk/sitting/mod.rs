//! A sitting as its commands and screens need it: who is in the room, whom an item is about, when something was.

mod carry;
mod outcome;
mod papers;
mod taxi;

pub(crate) use crate::panel::items::{children, items, referral, unratified};
pub(crate) use crate::panel::room::{Quorum, room};
pub(crate) use carry::{
    Numbers, after_all, carried, emergencies, is_of, last_order, next_sitting, not_held, ratification,
};
pub(crate) use outcome::{Heard, follow};
pub(crate) use papers::{agenda, letter, minutes, minutes_as_they_stand, notice};
pub(crate) use taxi::{panel, referrals, riders};

use super::{No, Refusal, commands::Known};
use crate::domain::*;

/// A sitting that is in the register.
pub(crate) fn sitting<'a>(known: &'a Known, id: SittingId) -> Result<&'a Sitting, Refusal> {
    known.open::<Sitting>(id)
}

/// One that is sitting now.
pub(crate) fn running<'a>(known: &'a Known, id: SittingId) -> Result<&'a Sitting, Refusal> {
    let sitting = sitting(known, id)?;
    match sitting.status {
        SittingStatus::Open => Ok(sitting),
        SittingStatus::Planned | SittingStatus::Locked => {
            Err(Refusal::new(No::Rule, format!("{id} has not been opened yet")).hinted("sitting.open opens it"))
        }
        other => Err(Refusal::new(No::Rule, format!("{id} is {}", other.said()))
            .hinted("record.change corrects what was written down wrongly")),
    }
}

/// One that is not over and was not called off.
pub(crate) fn ahead<'a>(known: &'a Known, id: SittingId) -> Result<&'a Sitting, Refusal> {
    let sitting = sitting(known, id)?;
    if matches!(sitting.status, SittingStatus::Planned | SittingStatus::Locked) {
        return Ok(sitting);
    }
    Err(Refusal::new(No::Rule, format!("{id} is {}", sitting.status.said())).hinted(match sitting.status {
        SittingStatus::Open => "sitting.adjourn breaks it off, sitting.close ends it",
        _ => "only a sitting that is still to come is opened, moved or called off",
    }))
}

/// An item that is the asker's to know.
pub(crate) fn item<'a>(known: &'a Known, id: AgendaItemId) -> Result<&'a AgendaItem, Refusal> {
    let item = known.open::<AgendaItem>(id)?;
    may_know(known, item.key()).map(|()| item)
}

/// A decision that is the asker's to know.
pub(crate) fn decision<'a>(known: &'a Known, id: DecisionId) -> Result<&'a Decision, Refusal> {
    let decision = known.open::<Decision>(id)?;
    may_know(known, decision.key()).map(|()| decision)
}

fn may_know(known: &Known, key: Key) -> Result<(), Refusal> {
    if known.viewer.may_know(known.diary, key) {
        return Ok(());
    }
    Err(Refusal::new(No::NotPermitted, format!("{key} belongs to a restricted case"))
        .hinted("case.open opens it for a while, with a reason"))
}

/// What was decided in an item, so far.
pub(crate) fn decided<'a>(diary: &'a Diary, item: &AgendaItem) -> impl Iterator<Item = &'a Decision> {
    let id = item.id;
    diary.pointing::<Decision>(id).filter(move |d| d.life == Life::Open && d.item == Some(id))
}

/// The children about whom an item has not decided yet.
pub(crate) fn undecided(diary: &Diary, item: &AgendaItem) -> Vec<ChildId> {
    let mut all = children(diary, item);
    all.retain(|child| !decided(diary, item).any(|d| d.child == *child));
    all
}

/// Whether an item ratifies what was agreed in an emergency and still waits for it.
pub(crate) fn is_emergency(diary: &Diary, item: &AgendaItem) -> bool {
    unratified(diary, item).is_some()
}

/// What is decided, where there is a letter of it: a sitting has met about it, and it is no open recommendation.
pub(crate) fn has_letter(decision: &Decision) -> Result<DecisionCode, Refusal> {
    if decision.sitting.is_none() {
        let what = format!("{} was agreed in an emergency: no panel has met about it", decision.id);
        return Err(
            Refusal::new(No::Rule, what).hinted("the letter is of the decision with which a sitting ratifies it")
        );
    }
    decision.holds().ok_or_else(|| {
        Refusal::new(No::Rule, format!("{} is a recommendation and open", decision.id))
            .hinted("decision.sign records what the decision-maker decides; then it is sent")
    })
}

/// The minute something of a sitting was: now where it is not said, never one to come.
pub(crate) fn minute(known: &Known, sitting: &Sitting, at: Option<Minute>) -> Result<Minute, Refusal> {
    let now = known.now.moment();
    if sitting.date > now.day {
        let what = format!("{} sits on {}", sitting.id, said::long(sitting.date));
        return Err(Refusal::usage("at", what).hinted("sitting.move moves it to another day"));
    }
    match at {
        Some(at) if Moment::new(sitting.date, at) > now => {
            Err(Refusal::usage("at", format!("{at} is still to come: it is recorded when it has happened")))
        }
        Some(at) => Ok(at),
        None if sitting.date == now.day => Ok(now.minute),
        None => Err(Refusal::usage("at", format!("say when on {} it was", said::long(sitting.date)))),
    }
}

/// What a panel is called in a decision.
pub(crate) fn panel_name(known: &Known, panel: PanelId) -> Name {
    let own = known.diary.get::<Panel>(panel).map(|p| p.name.clone());
    own.unwrap_or_else(|| known.diary.settings().panel.clone())
}

/// Refuses to write over what somebody else has written since.
pub(crate) fn unwritten(was: Option<&Text>, now: &Text, key: Key) -> Result<(), Refusal> {
    match was.filter(|was| *was != now) {
        None => Ok(()),
        Some(_) => Err(Refusal {
            field: Some("was".to_owned()),
            ..Refusal::new(No::Rule, format!("somebody has written to {key} since you began"))
                .hinted("read what stands there now, then write yours with it")
        }),
    }
}

/// Refuses where a reason is not given.
pub(crate) fn needs(field: &str, text: &str, what: &str) -> Result<(), Refusal> {
    if text.is_empty() { Err(Refusal::usage(field, what)) } else { Ok(()) }
}
