//! `item.note`: what is said about an item, as it is said; it goes into the minutes.

use super::*;
use crate::desk::{No, sitting};

/// Writes down what is said about an item, in the place of what was written.
#[derive(Clone, PartialEq, Debug, Default, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ItemNote {
    /// The item.
    pub item: AgendaItemId,
    /// What was said.
    pub discussion: Text,
    /// What stood there when it was written; refused where somebody else has written since.
    #[serde(default)]
    pub was: Option<Text>,
}

impl Decide for ItemNote {
    fn decide(&self, known: &Known) -> Result<Decided, Refusal> {
        let item = sitting::item(known, self.item)?;
        let of = item.sitting.and_then(|s| known.diary.get::<Sitting>(s));
        if !matches!(item.status, ItemStatus::Hearing | ItemStatus::Heard) {
            return Err(
                Refusal::new(No::Rule, format!("{} is {}", item.id, item.status.said())).hinted("item.begin begins it")
            );
        }
        if of.is_some_and(|s| s.minutes.stage == MinutesStage::Approved) {
            return Err(Refusal::new(No::Rule, format!("the minutes of {} are approved", item.id))
                .hinted("minutes.amend adds what is to be put right"));
        }
        if item.discussion == self.discussion {
            return Err(Refusal::usage("discussion", "that is written down already"));
        }
        sitting::unwritten(self.was.as_ref(), &item.discussion, item.id.key())?;
        let after = AgendaItem { discussion: self.discussion.clone(), ..item.clone() };
        Ok(Decided::one(Change::of(item.clone(), after)))
    }

    fn args(&self) -> String {
        crate::codec::json(&self.item)
    }
}
