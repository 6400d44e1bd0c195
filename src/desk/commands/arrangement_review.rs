//! `arrangement.review`: the contact was reviewed. The level is to be the least intrusive that is safe, so a review says
//! that it is lower now, or why not (DOMAIN 3a, 3c S13).

use super::*;
use crate::desk::intake;

/// Records a review of the contact, and when the next is due.
#[derive(Clone, PartialEq, Debug, Default, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ArrangementReview {
    /// The arrangement.
    pub arrangement: ArrangementId,
    /// When it was held; today where it is left out.
    #[serde(default)]
    pub on: Option<Day>,
    /// The level from now on; as it was where it is left out.
    #[serde(default)]
    pub level: Option<SupervisionLevel>,
    /// Why that level: what made a lower one safe, or why none is.
    pub why: Note,
    /// Next review due; as many months on as the service has it where it is left out.
    #[serde(default)]
    pub next: Option<Day>,
}

impl Decide for ArrangementReview {
    fn decide(&self, known: &Known) -> Result<Decided, Refusal> {
        let before = intake::running(known, self.arrangement)?;
        if self.why.is_empty() {
            let less = before.level.less().map_or_else(String::new, |less| format!(": would {} be safe?", less.said()));
            return Err(Refusal::usage("why", format!("say why it is {}{less}", before.level.said())));
        }
        let on = intake::done_on(known, self.on)?;
        let due = self.next.unwrap_or_else(|| calendar::months_after(on, known.diary.settings().review_months));
        if due <= on {
            return Err(Refusal::usage("next", "the next review comes after this one"));
        }
        let level = self.level.unwrap_or(before.level);
        let after = Arrangement { level, level_reason: self.why.clone(), review_due: Some(due), ..before.clone() };
        Ok(Decided { reason: Some(self.why.clone()), ..Decided::one(Change::of(before.clone(), after)) })
    }

    fn args(&self) -> String {
        crate::codec::json(self)
    }
}
