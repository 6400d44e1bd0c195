//! `decision.notify`: somebody was given notice of a decision: the third dated fact, after what the panel said and what was
//! decided (DOMAIN 3e P9).

use super::*;
use crate::desk::No;
use crate::desk::sitting;

/// Records that notice of a decision was sent.
#[derive(Clone, PartialEq, Debug, Default, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct DecisionNotify {
    /// The decision.
    pub decision: DecisionId,
    /// To whom; who asked where nobody is named.
    #[serde(default)]
    pub to: Vec<Name>,
    /// How.
    #[serde(default)]
    pub how: Channel,
    /// When; now where it is left out.
    #[serde(default)]
    pub at: Option<Moment>,
}

impl Decide for DecisionNotify {
    fn decide(&self, known: &Known) -> Result<Decided, Refusal> {
        let before = sitting::decision(known, self.decision)?;
        if before.holds().is_none() {
            return Err(Refusal::new(No::Rule, format!("{} is a recommendation and open", before.id))
                .hinted("decision.sign records what the decision-maker decides; then it is sent"));
        }
        let now = known.now.moment();
        let at = self.at.unwrap_or(now);
        let decided = before.signed.as_ref().map_or(before.at, |signed| signed.at);
        if at > now || at < decided {
            return Err(Refusal::usage("at", "notice is given after it was decided, and recorded when it is"));
        }
        let referral = before.referral.and_then(|r| known.diary.get::<Referral>(r));
        let asked = referral.map(|r| r.referrer.clone()).filter(|name| !name.is_empty());
        let to = if self.to.is_empty() { asked.into_iter().collect() } else { self.to.clone() };
        if to.is_empty() {
            return Err(Refusal::usage("to", "say who was told"));
        }
        let told = |name: &Name| before.notices.iter().any(|n| n.to == *name && n.how == self.how);
        if self.at.is_none() && to.iter().all(told) {
            let names = to.iter().map(|name| &**name).collect::<Vec<_>>().join(", ");
            return Err(Refusal::new(No::Rule, format!("{names} had notice of {} that way already", before.id))
                .hinted("say when, if it was given again"));
        }
        let by = known.account();
        let mut after = before.clone();
        after.notices.extend(to.into_iter().map(|to| Notice { to, how: self.how, at, by: by.clone() }));
        let mut changes = vec![Change::of(before.clone(), after)];
        if let Some(referral) = referral.filter(|r| r.status == ReferralStatus::Decided) {
            changes
                .push(Change::of(referral.clone(), Referral { status: ReferralStatus::Notified, ..referral.clone() }));
        }
        Ok(Decided { changes, ..Decided::default() })
    }

    fn args(&self) -> String {
        crate::codec::json(&self.decision)
    }
}
