//! `arrangement.activate`: everything is there and contact may begin; also what was paused or suspended goes on.

use super::*;
use crate::desk::No;
use crate::desk::intake::{self, Lack};
use crate::desk::sitting::{self, Numbers};

/// Says that contact may begin, or go on. Refused, with a list, while anything is missing.
#[derive(Clone, PartialEq, Debug, Default, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ArrangementActivate {
    /// The arrangement.
    pub arrangement: ArrangementId,
    /// First day; today where it is left out.
    #[serde(default)]
    pub start: Option<Day>,
    /// Why it goes on, where it was paused or suspended.
    #[serde(default)]
    pub reason: Note,
}

impl Decide for ArrangementActivate {
    fn decide(&self, known: &Known) -> Result<Decided, Refusal> {
        let before = intake::running(known, self.arrangement)?;
        if before.status == ArrangementStatus::Active {
            return Err(Refusal::new(No::Rule, format!("{} is active already", before.id)));
        }
        let (today, settings) = (known.today(), known.diary.settings());
        let mut missing = intake::lacks(known.diary, before, today);
        missing.retain(|lack| *lack != Lack::Beginning);
        // what is on file elsewhere counts until it is to be checked
        if !missing.is_empty() && before.paperwork_check_by.is_none_or(|by| by < today) {
            let what = format!("contact for {} may not begin: it lacks {}", before.id, intake::said(&missing));
            return Err(Refusal::new(No::Rule, what)
                .hinted("a session may be held meanwhile, or a manager agree to one with a reason"));
        }
        let mut after = before.clone();
        let goes_on = matches!(before.status, ArrangementStatus::Paused | ArrangementStatus::Suspended);
        if !goes_on || self.start.is_some() {
            after.start = Some(self.start.unwrap_or(today));
        }
        after.status = ArrangementStatus::Active;
        after.status_reason.clone_from(&self.reason);
        after.suspended_until = None;
        let began = after.start.unwrap_or(today);
        after.review_due = after.review_due.or(Some(calendar::months_after(began, settings.review_months)));
        super::record_add::sound(&after.clone().into(), known.diary)?;
        let mut decided = Decided::one(Change::of(before.clone(), after.clone()));
        // a taxi that recurs is for a panel to agree to
        if let Some(panel) = sitting::panel(known.diary) {
            let riders = sitting::riders(known.diary, &after);
            decided.changes.extend(sitting::referrals(known, &mut Numbers::of(known), panel, &after, &riders));
        }
        Ok(decided)
    }

    fn args(&self) -> String {
        crate::codec::json(self)
    }
}
