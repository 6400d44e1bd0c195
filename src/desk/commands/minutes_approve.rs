//! `minutes.approve`: the chair has approved them; from here on they are amended, not changed.

use super::*;
use crate::desk::{No, sitting};

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
        let panel = known.open::<Panel>(sitting.panel)?;
        let seated = |seat: Seat| panel.seats_on(sitting.date).filter(move |s| s.seat == seat).map(|s| s.who);
        let chaired = sitting::items(known.diary, sitting.id).into_iter().filter_map(|i| i.chair);
        let may: Vec<ProfessionalId> = seated(Seat::Chair).chain(seated(Seat::Vice)).chain(chaired).collect();
        let mut names = may.iter().filter_map(|who| known.diary.get::<Professional>(*who)).map(|p| &p.name);
        if self.by.is_empty() {
            let first = names.next();
            return first.cloned().ok_or_else(|| Refusal::usage("by", "say who approved them: the panel has no chair"));
        }
        let by = names.clone().find(|name| name.to_lowercase() == self.by.to_lowercase());
        by.cloned().ok_or_else(|| {
            let who: Vec<&str> = names.map(|name| &**name).collect();
            let what = format!("{} did not chair {}: who did approves them", self.by, sitting.id);
            Refusal::usage("by", what).hinted(who.join(" or "))
        })
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
