//! `sitting.cancel`: a sitting is called off; everything on its list is carried.

use super::*;
use crate::desk::sitting::{self, Numbers};

/// Calls a sitting off.
#[derive(Clone, PartialEq, Debug, Default, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct SittingCancel {
    /// The sitting.
    pub sitting: SittingId,
    /// Why.
    pub why: Note,
    /// Where its list goes; the panel's next sitting with an open list where it is left out.
    #[serde(default)]
    pub to: Option<SittingId>,
}

impl Decide for SittingCancel {
    fn decide(&self, known: &Known) -> Result<Decided, Refusal> {
        let before = sitting::ahead(known, self.sitting)?;
        sitting::needs("why", &self.why, "say why it is called off")?;
        let to = super::item_carry::target(known, before, self.to)?;
        let after = Sitting { status: SittingStatus::Cancelled, why: self.why.clone(), next: to, ..before.clone() };
        let mut changes = vec![Change::of(before.clone(), after)];
        changes.extend(super::item_carry::all(known, before, to, &self.why, &mut Numbers::of(known)));
        Ok(Decided { changes, reason: Some(self.why.clone()), ..Decided::default() })
    }

    fn args(&self) -> String {
        crate::codec::json(self)
    }
}
