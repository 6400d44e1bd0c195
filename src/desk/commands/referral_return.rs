//! `referral.return`: an incomplete referral goes back, with the list of what it lacks (DOMAIN 3e P3).

use super::*;
use crate::desk::{No, referrals};
use crate::panel::gate;

/// Sends a referral back.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ReferralReturn {
    /// The referral.
    pub referral: ReferralId,
    /// What is wrong with it besides what is missing.
    #[serde(default)]
    pub why: Note,
}

impl Decide for ReferralReturn {
    fn decide(&self, known: &Known) -> Result<Decided, Refusal> {
        let at = [ReferralStatus::Submitted];
        let hint = "only what has been handed in, and no panel has yet, is sent back";
        let before = referrals::standing(known, self.referral, &at, hint)?;
        let lacks = gate::gate(known.diary, before, known.today()).lacks;
        let list = if lacks.is_empty() { String::new() } else { format!("it lacks {}", gate::said(&lacks)) };
        let why = match (list.is_empty(), self.why.is_empty()) {
            (true, true) => {
                return Err(Refusal::new(No::Rule, format!("{} lacks nothing", before.id))
                    .hinted("referral.accept takes it on; or say why it goes back"));
            }
            (true, false) => self.why.to_string(),
            (false, true) => list,
            (false, false) => format!("{list}\n{}", self.why),
        };
        let why = Note::new(why.chars().take(Note::MAX).collect::<String>()).unwrap_or_default();
        let mut after = Referral { status: ReferralStatus::Incomplete, ..before.clone() };
        after.returned.push(Ruling { by: known.account(), at: known.now.moment(), why });
        Ok(referrals::changed(known, before, after))
    }

    fn args(&self) -> String {
        crate::codec::json(self)
    }
}
