//! `referral.accept`: a complete referral is taken on. From here on an agenda item waits with it, and never drops out
//! (DOMAIN 3e P3).

use super::*;
use crate::desk::{No, referrals};
use crate::panel::gate;

/// Takes a referral on; refused with the list while something is missing.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ReferralAccept {
    /// The referral.
    pub referral: ReferralId,
}

/// The item that already waits with the emergency agreement it is to ratify.
fn waiting<'a>(known: &'a Known, r: &Referral) -> Option<&'a AgendaItem> {
    let of = known.diary.pointing::<AgendaItem>(r.ratifies?);
    of.filter(|item| item.decision == r.ratifies && item.life == Life::Open)
        .find(|item| item.panel == r.panel && item.status == ItemStatus::Listed)
}

impl Decide for ReferralAccept {
    fn decide(&self, known: &Known) -> Result<Decided, Refusal> {
        let hint = "only what has been handed in is taken on";
        let before = referrals::standing(known, self.referral, &[ReferralStatus::Submitted], hint)?;
        let panel = known.open::<Panel>(before.panel)?;
        let lacks = gate::gate(known.diary, before, known.today()).lacks;
        if !lacks.is_empty() {
            return Err(Refusal::new(No::Rule, format!("{} lacks {}", before.id, gate::said(&lacks)))
                .hinted("referral.return sends it back with that list"));
        }
        let (mut after, mut changes) = (before.clone(), Vec::new());
        after.status = ReferralStatus::Accepted;
        if let Some(item) = waiting(known, before) {
            let mut with = item.clone();
            with.referrals.push(before.id);
            if with.presenters.is_empty() {
                with.presenters.extend(before.presenter.map(|p| p.key()));
            }
            if item.sitting.is_some() {
                after.status = ReferralStatus::Listed;
            }
            changes.push(Change::of(item.clone(), with));
        } else {
            let id = AgendaItemId(known.diary.head.next(Kind::AgendaItem));
            changes.push(Change::new(gate::item_of(id, before, panel, known.diary.settings(), known.today())));
        }
        changes.insert(0, Change::of(before.clone(), after));
        Ok(Decided { changes, ..Decided::default() })
    }

    fn args(&self) -> String {
        crate::codec::json(self)
    }
}
