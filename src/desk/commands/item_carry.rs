//! `item.carry`: an item is not heard here; it goes on to another sitting, or waits for one, with the reason.

use super::*;
use crate::desk::No;
use crate::desk::sitting::{self, Numbers};

/// Carries an item.
#[derive(Clone, PartialEq, Debug, Default, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ItemCarry {
    /// The item.
    pub item: AgendaItemId,
    /// Why.
    pub why: Note,
    /// To which sitting; the panel's next with an open list where it is left out, else it waits for one.
    #[serde(default)]
    pub to: Option<SittingId>,
}

/// Where what is not heard goes: the sitting that is named, else the panel's next with an open list.
pub(super) fn target(known: &Known, from: &Sitting, to: Option<SittingId>) -> Result<Option<SittingId>, Refusal> {
    let Some(to) = to else { return Ok(sitting::next_sitting(known.diary, from)) };
    let there = sitting::ahead(known, to)?;
    if there.panel != from.panel {
        return Err(Refusal::usage("to", format!("{to} is a sitting of another panel")));
    }
    if to == from.id {
        return Err(Refusal::usage("to", format!("that is the sitting it is carried from: {to}")));
    }
    if there.status == SittingStatus::Locked {
        return Err(Refusal::new(No::Rule, format!("the list of {to} is locked"))
            .hinted("sitting.unlock opens it again, with a reason"));
    }
    Ok(Some(to))
}

/// The changes that carry everything a sitting has not heard.
pub(super) fn all(
    known: &Known,
    from: &Sitting,
    to: Option<SittingId>,
    why: &Note,
    numbers: &mut Numbers,
) -> Vec<Change> {
    let left = sitting::items(known.diary, from.id);
    let left = left.into_iter().filter(|i| matches!(i.status, ItemStatus::Listed | ItemStatus::Hearing));
    left.flat_map(|item| sitting::carried(known, numbers, item, from, to, why)).collect()
}

impl Decide for ItemCarry {
    fn decide(&self, known: &Known) -> Result<Decided, Refusal> {
        let item = sitting::item(known, self.item)?;
        sitting::needs("why", &self.why, "say why it is not heard here: it stays with the item")?;
        if !matches!(item.status, ItemStatus::Listed | ItemStatus::Hearing) {
            return Err(Refusal::new(No::Rule, format!("{} is {}", item.id, item.status.said())));
        }
        let Some(from) = item.sitting.and_then(|s| known.diary.get::<Sitting>(s)) else {
            return Err(Refusal::new(No::Rule, format!("{} is on no agenda: it waits already", item.id)));
        };
        let to = target(known, from, self.to)?;
        let changes = sitting::carried(known, &mut Numbers::of(known), item, from, to, &self.why);
        Ok(Decided { changes, reason: Some(self.why.clone()), ..Decided::default() })
    }

    fn args(&self) -> String {
        crate::codec::json(&self.item)
    }
}
