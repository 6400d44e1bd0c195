//! `referral.submit`: a referral that was being written, or was sent back, is handed in.

use super::*;
use crate::desk::referrals;

/// Hands a referral in. What it lacks still is said: whoever looks it over sends it back or accepts it.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ReferralSubmit {
    /// The referral.
    pub referral: ReferralId,
}

impl Decide for ReferralSubmit {
    fn decide(&self, known: &Known) -> Result<Decided, Refusal> {
        let at = [ReferralStatus::Draft, ReferralStatus::Incomplete];
        let before = referrals::standing(known, self.referral, &at, "it has been handed in already")?;
        let after = Referral { status: ReferralStatus::Submitted, ..before.clone() };
        Ok(referrals::changed(known, before, after))
    }

    fn args(&self) -> String {
        crate::codec::json(self)
    }
}
