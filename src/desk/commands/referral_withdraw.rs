//! `referral.withdraw`: who asked takes a referral back before it was heard.

use super::*;
use crate::desk::referrals;

/// Withdraws a referral; its place on an agenda goes with it.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ReferralWithdraw {
    /// The referral.
    pub referral: ReferralId,
    /// Who withdraws it.
    pub by: Name,
    /// Why.
    pub why: Note,
}

/// A referral over before any panel heard it, with its item off the agenda.
pub(super) fn ended(
    known: &Known,
    id: ReferralId,
    status: ReferralStatus,
    by: &Name,
    why: &Note,
) -> Result<Decided, Refusal> {
    let hint = "a panel has heard it: what came of it is a decision";
    let before = referrals::standing(known, id, referrals::UNHEARD, hint)?;
    referrals::said("by", by, "say whose word it is")?;
    referrals::said("why", why, "say why")?;
    let ruling = Ruling { by: by.clone(), at: known.now.moment(), why: why.clone() };
    let after = Referral { status, ended: Some(ruling), ..before.clone() };
    let mut changes = vec![Change::of(before.clone(), after)];
    changes.extend(referrals::off_the_agenda(known, id)?);
    Ok(Decided { changes, ..Decided::default() })
}

impl Decide for ReferralWithdraw {
    fn decide(&self, known: &Known) -> Result<Decided, Refusal> {
        ended(known, self.referral, ReferralStatus::Withdrawn, &self.by, &self.why)
    }

    fn args(&self) -> String {
        crate::codec::json(self)
    }
}
