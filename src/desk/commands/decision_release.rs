//! `decision.release`: a second person has read the letter to the family and lets it go out (DOMAIN 3g: what names a child and
//! goes to a family is looked at by two). Whoever releases it does not print it.

use super::*;
use crate::desk::{No, sitting};

/// Releases the letter of a decision.
#[derive(Clone, PartialEq, Debug, Default, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct DecisionRelease {
    /// The decision.
    pub decision: DecisionId,
    /// What was looked at, where that is to be said.
    #[serde(default)]
    pub what: Note,
}

impl Decide for DecisionRelease {
    fn decide(&self, known: &Known) -> Result<Decided, Refusal> {
        let before = sitting::decision(known, self.decision)?;
        sitting::has_letter(before)?;
        if let Some(released) = &before.released {
            return Err(Refusal::new(No::Rule, format!("the letter of {} is released by {}", before.id, released.by))
                .hinted("somebody else prints it: document.print outcome-letter"));
        }
        let released = Some(Remark { by: known.account(), at: known.now.moment(), what: self.what.clone() });
        Ok(Decided::one(Change::of(before.clone(), Decision { released, ..before.clone() })))
    }

    fn args(&self) -> String {
        crate::codec::json(&self.decision)
    }
}
