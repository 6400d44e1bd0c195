//! `item.begin`: the next item is heard; who must not take part leaves (DOMAIN 3e P4, P5).

use super::*;
use crate::desk::{No, sitting};

/// Begins the hearing of an item. Who has an interest in it leaves, and that is written down.
#[derive(Clone, PartialEq, Debug, Default, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ItemBegin {
    /// The item.
    pub item: AgendaItemId,
    /// When; now where it is left out.
    #[serde(default)]
    pub at: Option<Minute>,
}

/// The sitting that hears an item now, with the item.
pub(super) fn heard_in<'a>(known: &'a Known, id: AgendaItemId) -> Result<(&'a AgendaItem, &'a Sitting), Refusal> {
    let item = sitting::item(known, id)?;
    let Some(of) = item.sitting else {
        return Err(Refusal::new(No::Rule, format!("{id} is on no agenda")).hinted("it waits for a sitting"));
    };
    match item.status {
        ItemStatus::Listed | ItemStatus::Hearing => Ok((item, sitting::running(known, of)?)),
        over => Err(Refusal::new(No::Rule, format!("{id} is {}", over.said()))),
    }
}

/// Refuses where there is no quorum for an item.
pub(super) fn quorate(id: AgendaItemId, room: &sitting::Quorum) -> Result<(), Refusal> {
    if room.lacks.is_empty() {
        return Ok(());
    }
    let what = format!("there is no quorum for {id}: it lacks {}", room.lacks.join(", "));
    Err(Refusal::new(No::Rule, what).hinted("item.carry carries it to another sitting; ring a substitute"))
}

impl Decide for ItemBegin {
    fn decide(&self, known: &Known) -> Result<Decided, Refusal> {
        let (before, of) = heard_in(known, self.item)?;
        if before.status == ItemStatus::Hearing {
            return Err(Refusal::new(No::Rule, format!("{} is being heard", before.id)));
        }
        if let Some(other) = sitting::items(known.diary, of.id).into_iter().find(|i| i.status == ItemStatus::Hearing) {
            return Err(Refusal::new(No::Rule, format!("{} is being heard", other.id))
                .hinted("decide it, or carry it, before the next"));
        }
        let at = sitting::minute(known, of, self.at)?;
        let room = sitting::room(known.diary, known.open::<Panel>(before.panel)?, of, before, at);
        quorate(before.id, &room)?;
        let mut after = AgendaItem { status: ItemStatus::Hearing, began: Some(at), ..before.clone() };
        after.recused.extend(room.must_leave);
        Ok(Decided::one(Change::of(before.clone(), after)))
    }

    fn args(&self) -> String {
        crate::codec::json(self)
    }
}
