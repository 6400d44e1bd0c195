//! `referral.late`: the chair takes the papers of a referral though they came after the deadline (DOMAIN 3e P2). Members
//! are shown that they were late.

use super::*;
use crate::desk::{No, referrals};
use crate::panel::gate;

/// Records the chair's acceptance of late papers.
#[derive(Clone, PartialEq, Debug, Default, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ReferralLate {
    /// The referral.
    pub referral: ReferralId,
    /// Why the chair takes them.
    pub why: Note,
    /// Who said so: the chair where nobody is named, or the vice chair.
    #[serde(default)]
    pub by: Option<ProfessionalId>,
}

/// Who chairs a panel on a day, the vice chair after them.
fn chairs(panel: &Panel, day: Day) -> impl Iterator<Item = ProfessionalId> {
    let of = move |which: Seat| panel.seats_on(day).filter(move |s| s.seat == which).map(|s| s.who);
    of(Seat::Chair).chain(of(Seat::Vice))
}

impl Decide for ReferralLate {
    fn decide(&self, known: &Known) -> Result<Decided, Refusal> {
        let hint = "late papers are taken of what is still to be heard";
        let before = referrals::standing(known, self.referral, referrals::UNHEARD, hint)?;
        let panel = known.open::<Panel>(before.panel)?;
        referrals::said("why", &self.why, "say why the chair takes them")?;
        if !gate::gate(known.diary, before, known.today()).late {
            return Err(Refusal::new(No::Rule, format!("the papers of {} are not late", before.id)));
        }
        let chairs: Vec<ProfessionalId> = chairs(panel, known.today()).collect();
        let by = match self.by {
            Some(who) if !chairs.contains(&who) => {
                let what = format!("{who} does not chair {}", panel.name);
                return Err(Refusal::usage("by", what).hinted("the chair or the vice chair can accept late papers"));
            }
            Some(who) => who,
            None => *chairs.first().ok_or_else(|| {
                Refusal::new(No::Rule, format!("{} has no chair now", panel.name))
                    .hinted("record.change gives the panel one")
            })?,
        };
        let name = known.open::<Professional>(by)?.name.clone();
        let ruling = Ruling { by: name, at: known.now.moment(), why: self.why.clone() };
        let after = Referral { late_accepted: Some(ruling), ..before.clone() };
        Ok(referrals::changed(known, before, after))
    }

    fn args(&self) -> String {
        crate::codec::json(self)
    }
}
