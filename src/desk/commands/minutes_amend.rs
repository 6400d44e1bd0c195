//! `minutes.amend`: approved minutes are not changed: what is to be put right is added, with its day.

use super::*;
use crate::desk::{No, sitting};

/// Amends approved minutes.
#[derive(Clone, PartialEq, Debug, Default, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct MinutesAmend {
    /// The sitting.
    pub sitting: SittingId,
    /// What is to be put right.
    pub what: Note,
}

impl Decide for MinutesAmend {
    fn decide(&self, known: &Known) -> Result<Decided, Refusal> {
        let before = super::minutes_draft::readable(known, self.sitting)?;
        sitting::needs("what", &self.what, "say what is to be put right")?;
        if before.minutes.stage != MinutesStage::Approved {
            return Err(Refusal::new(No::Rule, format!("the minutes of {} are not approved yet", before.id))
                .hinted("minutes.draft changes them as long as they are not"));
        }
        let mut after = before.clone();
        let remark = Remark { by: known.account(), at: known.now.moment(), what: self.what.clone() };
        after.minutes.amendments.push(remark);
        Ok(Decided::one(Change::of(before.clone(), after)))
    }

    fn args(&self) -> String {
        crate::codec::json(&self.sitting)
    }
}
