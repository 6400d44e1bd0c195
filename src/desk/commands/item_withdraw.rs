//! `item.withdraw`: who asked does not ask any more. An emergency agreement is never withdrawn (DOMAIN 3e P7).

use super::*;
use crate::desk::No;
use crate::desk::sitting;

/// Takes an item off, with what asked for it.
#[derive(Clone, PartialEq, Debug, Default, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ItemWithdraw {
    /// The item.
    pub item: AgendaItemId,
    /// Who withdraws it.
    pub by: Name,
    /// Why.
    pub why: Note,
}

impl Decide for ItemWithdraw {
    fn decide(&self, known: &Known) -> Result<Decided, Refusal> {
        let item = sitting::item(known, self.item)?;
        sitting::needs("by", &self.by, "say who withdraws it")?;
        sitting::needs("why", &self.why, "say why")?;
        if !matches!(item.status, ItemStatus::Listed | ItemStatus::Hearing) {
            return Err(Refusal::new(No::Rule, format!("{} is {}", item.id, item.status.said())));
        }
        let referrals: Vec<&Referral> = item.referrals.iter().filter_map(|r| known.diary.get::<Referral>(*r)).collect();
        if sitting::is_emergency(known.diary, item) {
            return Err(Refusal::new(No::Rule, format!("{} ratifies an emergency agreement", item.id))
                .hinted("it is heard, also where the child has gone home: the panel ratifies it or does not"));
        }
        let mut changes = vec![Change::of(item.clone(), AgendaItem { status: ItemStatus::Withdrawn, ..item.clone() })];
        let left = sitting::undecided(known.diary, item);
        let ended = Some(Ruling { by: self.by.clone(), at: known.now.moment(), why: self.why.clone() });
        changes.extend(referrals.into_iter().filter(|r| left.contains(&r.child)).map(|referral| {
            let status = ReferralStatus::Withdrawn;
            Change::of(referral.clone(), Referral { status, ended: ended.clone(), ..referral.clone() })
        }));
        Ok(Decided { changes, reason: Some(self.why.clone()), ..Decided::default() })
    }

    fn args(&self) -> String {
        crate::codec::json(&self.item)
    }
}
