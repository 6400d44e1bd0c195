//! `sitting.lock` and `sitting.unlock`: the list is locked at the deadline (DOMAIN 3e P2, 4b); what comes after it takes the
//! chair's word, and unlocking takes a reason.

use super::*;
use crate::desk::{No, sitting};
use crate::panel::{Light, gate};

/// Locks the list of a sitting. What is incomplete comes off it and waits, or refuses where it is not said to.
#[derive(Clone, PartialEq, Debug, Default, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct SittingLock {
    /// The sitting.
    pub sitting: SittingId,
    /// Take off the list what is incomplete or late without the chair's word; it waits for the next.
    #[serde(default)]
    pub carry: bool,
}

/// Unlocks it.
#[derive(Clone, PartialEq, Debug, Default, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct SittingUnlock {
    /// The sitting.
    pub sitting: SittingId,
    /// Why.
    pub why: Note,
}

/// Why an item may not be heard as it is.
fn unready(known: &Known, item: &AgendaItem) -> Option<String> {
    let of = item.referrals.iter().filter_map(|r| known.diary.get::<Referral>(*r));
    of.into_iter().find_map(|r| {
        let gate = gate::gate(known.diary, r, known.today());
        match gate.light {
            Light::Red => Some(format!("{} lacks {}", r.id, gate::said(&gate.lacks))),
            Light::Amber => Some(format!("the papers of {} came late and the chair has not taken them", r.id)),
            Light::Green => None,
        }
    })
}

impl Decide for SittingLock {
    fn decide(&self, known: &Known) -> Result<Decided, Refusal> {
        let before = sitting::ahead(known, self.sitting)?;
        if before.status == SittingStatus::Locked {
            return Err(Refusal::new(No::Rule, format!("the list of {} is locked", before.id)));
        }
        let panel = known.open::<Panel>(before.panel)?;
        let mut numbers = sitting::Numbers::of(known);
        let mut changes = sitting::emergencies(known, &mut numbers, before, panel);
        for item in sitting::items(known.diary, before.id) {
            let Some(why) = unready(known, item) else { continue };
            // what was agreed in an emergency is ratified at the next sitting whatever its form lacks (P7)
            if sitting::is_emergency(known.diary, item) {
                continue;
            }
            if !self.carry {
                let may = known.viewer.may_know(known.diary, item.key());
                let what = if may { why } else { format!("{} is not ready to be heard", item.id) };
                return Err(Refusal::new(No::Rule, what)
                    .hinted("referral.late takes what was late, carry takes what is not ready off the list"));
            }
            let note: String = why.chars().take(Note::MAX).collect();
            let why = Note::new(note).unwrap_or_default();
            changes.extend(sitting::carried(known, &mut numbers, item, before, None, &why));
        }
        let locked = Some(known.now.moment());
        changes
            .insert(0, Change::of(before.clone(), Sitting { status: SittingStatus::Locked, locked, ..before.clone() }));
        Ok(Decided { changes, ..Decided::default() })
    }

    fn args(&self) -> String {
        crate::codec::json(self)
    }
}

impl Decide for SittingUnlock {
    fn decide(&self, known: &Known) -> Result<Decided, Refusal> {
        let before = sitting::ahead(known, self.sitting)?;
        sitting::needs("why", &self.why, "say why the list is opened again")?;
        if before.status != SittingStatus::Locked {
            return Err(Refusal::new(No::Rule, format!("the list of {} is not locked", before.id)));
        }
        let mut after = Sitting { status: SittingStatus::Planned, ..before.clone() };
        after.unlocked.push(Remark { by: known.account(), at: known.now.moment(), what: self.why.clone() });
        Ok(Decided::one(Change::of(before.clone(), after)))
    }

    fn args(&self) -> String {
        crate::codec::json(self)
    }
}
