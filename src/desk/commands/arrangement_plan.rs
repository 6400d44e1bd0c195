//! `arrangement.plan`: the planning meeting was held; without it there is no contact (DOMAIN 3b H4).

use super::*;
use crate::desk::intake::{self, Lack};

/// Records that the planning meeting was held. The referral must be complete.
#[derive(Clone, PartialEq, Debug, Default, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ArrangementPlan {
    /// The arrangement.
    pub arrangement: ArrangementId,
    /// When it was held; today where it is left out.
    #[serde(default)]
    pub on: Option<Day>,
    /// What was agreed about gifts, food, photographs, telephone, toileting.
    #[serde(default)]
    pub house_rules: Note,
    /// What happens when a session is cancelled.
    #[serde(default)]
    pub cancellation_terms: Note,
}

impl Decide for ArrangementPlan {
    fn decide(&self, known: &Known) -> Result<Decided, Refusal> {
        let before = intake::running(known, self.arrangement)?;
        intake::needs(known, before, &[Lack::Referral])?;
        let mut after = before.clone();
        after.planned_on = Some(intake::done_on(known, self.on)?);
        for (at, said) in
            [(&mut after.house_rules, &self.house_rules), (&mut after.cancellation_terms, &self.cancellation_terms)]
        {
            if !said.is_empty() {
                at.clone_from(said);
            }
        }
        if matches!(after.status, ArrangementStatus::Requested | ArrangementStatus::Waiting) {
            after.status = ArrangementStatus::Planned;
        }
        let next = intake::lacks(known.diary, &after, known.today());
        Ok(Decided { next, ..Decided::one(Change::of(before.clone(), after)) })
    }

    fn args(&self) -> String {
        crate::codec::json(self)
    }
}
