//! `minutes.send`: the draft goes to the chair.

use super::*;
use crate::desk::No;

/// Records that the minutes went to the chair.
#[derive(Clone, PartialEq, Debug, Default, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct MinutesSend {
    /// The sitting.
    pub sitting: SittingId,
}

impl Decide for MinutesSend {
    fn decide(&self, known: &Known) -> Result<Decided, Refusal> {
        let before = super::minutes_draft::readable(known, self.sitting)?;
        if before.minutes.stage != MinutesStage::Drafted {
            let what = format!("the minutes of {} are {}", before.id, before.minutes.stage.said());
            return Err(Refusal::new(No::Rule, what).hinted("minutes.draft writes them"));
        }
        let mut after = before.clone();
        (after.minutes.stage, after.minutes.to_chair) = (MinutesStage::WithChair, Some(known.now.moment()));
        Ok(Decided::one(Change::of(before.clone(), after)))
    }

    fn args(&self) -> String {
        crate::codec::json(self)
    }
}
