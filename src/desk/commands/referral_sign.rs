//! `referral.sign`: the team manager has signed a referral, or the service manager has approved it (DOMAIN 3e P1).

use super::*;
use crate::desk::referrals;

choices! {
    /// Whose signature it is.
    Signs {
        /// The team manager: every referral needs it.
        #[default] TeamManager "team manager",
        /// The service manager, where the panel asks for their approval.
        ServiceManager "service manager",
    }
}

/// Records a signature.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ReferralSign {
    /// The referral.
    pub referral: ReferralId,
    /// As what they sign.
    #[serde(default, rename = "as")]
    pub role: Signs,
    /// Who.
    pub by: Name,
    /// When; today where it is left out.
    #[serde(default)]
    pub on: Option<Day>,
}

impl Decide for ReferralSign {
    fn decide(&self, known: &Known) -> Result<Decided, Refusal> {
        let hint = "a signature is of what a panel is still to hear";
        let before = referrals::standing(known, self.referral, referrals::UNHEARD, hint)?;
        referrals::said("by", &self.by, "say who signed")?;
        if self.by.to_lowercase() == before.referrer.to_lowercase() {
            return Err(Refusal::usage("by", format!("{} asks for it and cannot sign it too", self.by)));
        }
        let on = crate::desk::intake::done_on(known, self.on)?;
        let signature = Some(Signature { by: self.by.clone(), on });
        let mut after = before.clone();
        match self.role {
            Signs::TeamManager => after.team_manager = signature,
            Signs::ServiceManager => after.service_manager = signature,
        }
        Ok(referrals::changed(known, before, after))
    }

    fn args(&self) -> String {
        crate::codec::json(self)
    }
}
