//! `sitting.open`: the sitting begins.

use super::*;
use crate::desk::{No, sitting};

/// Opens a sitting.
#[derive(Clone, PartialEq, Debug, Default, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct SittingOpen {
    /// The sitting.
    pub sitting: SittingId,
    /// When; now where it is left out.
    #[serde(default)]
    pub at: Option<Minute>,
}

impl Decide for SittingOpen {
    fn decide(&self, known: &Known) -> Result<Decided, Refusal> {
        let before = sitting::ahead(known, self.sitting)?;
        let at = sitting::minute(known, before, self.at)?;
        let other = known.diary.pointing::<Sitting>(before.panel).find(|s| s.status == SittingStatus::Open);
        if let Some(other) = other {
            return Err(Refusal::new(No::Rule, format!("{} of this panel is still sitting", other.id))
                .hinted("sitting.close ends it"));
        }
        let after = Sitting { status: SittingStatus::Open, opened: Some(at), ..before.clone() };
        Ok(Decided::one(Change::of(before.clone(), after)))
    }

    fn args(&self) -> String {
        crate::codec::json(self)
    }
}
