//! `taxi.refer`: a panel is asked for the taxi of an arrangement, because it recurs (DOMAIN 3e P10).

use super::*;
use crate::desk::sitting::{self, Numbers};
use crate::desk::{No, intake};

/// Asks a panel for the taxi of an arrangement's children, one form each.
#[derive(Clone, PartialEq, Debug, Default, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct TaxiRefer {
    /// The arrangement.
    pub arrangement: ArrangementId,
    /// The panel; the service's own where it is left out.
    #[serde(default)]
    pub panel: Option<PanelId>,
}

impl Decide for TaxiRefer {
    fn decide(&self, known: &Known) -> Result<Decided, Refusal> {
        let arrangement = intake::running(known, self.arrangement)?;
        let panel = match self.panel {
            Some(panel) => known.open::<Panel>(panel)?.id,
            None => sitting::panel(known.diary)
                .ok_or_else(|| Refusal::new(No::Rule, "no panel is in the register").hinted("record.add adds one"))?,
        };
        let riders = sitting::riders(known.diary, arrangement);
        if riders.is_empty() {
            let what = format!("nobody in {} comes by a taxi that no panel was asked for", arrangement.id);
            return Err(Refusal::new(No::Rule, what));
        }
        let changes = sitting::referrals(known, &mut Numbers::of(known), panel, arrangement, &riders);
        Ok(Decided { changes, ..Decided::default() })
    }

    fn args(&self) -> String {
        crate::codec::json(self)
    }
}
