//! `minutes.approve`: the chair has approved them; from here on they are amended, not changed.

use super::*;
use crate::desk::No;

/// Records that the chair approved the minutes.
#[derive(Clone, PartialEq, Debug, Default, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct MinutesApprove {
    /// The sitting.
    pub sitting: SittingId,
    /// Who approved them; the panel's chair where it is left out.
    #[serde(default)]
    pub by: Name,
}

impl MinutesApprove {
    fn by(&self, known: &Known, sitting: &Sitting) -> Result<Name, Refusal> {
        if !self.by.is_empty() {
            return Ok(self.by.clone());
        }
        let panel = known.open::<Panel>(sitting.panel)?;
        let mut seats = panel.seats_on(sitting.date);
        let chair = seats.find(|s| s.seat == Seat::Chair).and_then(|s| known.diary.get::<Professional>(s.who));
        chair
            .map(|c| c.name.clone())
            .ok_or_else(|| Refusal::usage("by", "say who approved them: the panel has no chair"))
    }
}

impl Decide for MinutesApprove {
    fn decide(&self, known: &Known) -> Result<Decided, Refusal> {
        let before = super::minutes_draft::readable(known, self.sitting)?;
        if before.minutes.stage != MinutesStage::WithChair {
            let what = format!("the minutes of {} are {}", before.id, before.minutes.stage.said());
            return Err(Refusal::new(No::Rule, what).hinted("minutes.send sends the draft to the chair"));
        }
        let mut after = before.clone();
        after.minutes.stage = MinutesStage::Approved;
        after.minutes.approved = Some(known.now.moment());
        after.minutes.approved_by = self.by(known, before)?;
        Ok(Decided::one(Change::of(before.clone(), after)))
    }

    fn args(&self) -> String {
        crate::codec::json(self)
    }
}
