//! `referral.decline`: a service manager declines a referral before any panel. It is recorded as asked for all the same,
//! or demand would be hidden (DOMAIN 3e P17).

use super::*;

/// Declines a referral before a panel.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ReferralDecline {
    /// The referral.
    pub referral: ReferralId,
    /// Who declines it: the service manager.
    pub by: Name,
    /// Why, and what is offered instead.
    pub why: Note,
}

impl Decide for ReferralDecline {
    fn decide(&self, known: &Known) -> Result<Decided, Refusal> {
        let status = ReferralStatus::DeclinedBeforePanel;
        super::referral_withdraw::ended(known, self.referral, status, &self.by, &self.why)
    }

    fn args(&self) -> String {
        crate::codec::json(self)
    }
}
