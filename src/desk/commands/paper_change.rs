//! `paper.change`: what is known of a paper changes: who holds it, that it is redacted, who may not see it (DOMAIN 3e P16).

use super::*;
use crate::desk::referrals;

/// Changes what is known of a paper. What is left out stays.
#[derive(Clone, PartialEq, Debug, Default, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct PaperChange {
    /// The paper.
    pub paper: PanelPaperId,
    /// Which document it really is.
    pub sort: Option<PaperSort>,
    /// What it is called.
    pub title: Option<Name>,
    /// The system that has it, and its number there.
    pub reference: Option<Name>,
    /// Version.
    pub version: Option<u16>,
    /// Who holds it.
    pub held_by: Option<Name>,
    /// Names and places that must not be read are blacked out.
    pub redacted: Option<bool>,
    /// Members who may not see it.
    pub kept_from: Option<Vec<ProfessionalId>>,
    /// Anything else.
    pub notes: Option<Note>,
}

impl Decide for PaperChange {
    fn decide(&self, known: &Known) -> Result<Decided, Refusal> {
        let before = known.open::<PanelPaper>(self.paper)?;
        if !known.viewer.may_know(known.diary, before.id.key()) {
            return Err(referrals::restricted(before.id.key()));
        }
        let referral = referrals::referral(known, before.referral)?;
        let mut after = before.clone();
        after.sort = self.sort.unwrap_or(after.sort);
        after.version = self.version.unwrap_or(after.version);
        after.redacted = self.redacted.unwrap_or(after.redacted);
        after.title = self.title.clone().unwrap_or(after.title);
        after.reference = self.reference.clone().unwrap_or(after.reference);
        after.held_by = self.held_by.clone().unwrap_or(after.held_by);
        after.kept_from = self.kept_from.clone().unwrap_or(after.kept_from);
        after.notes = self.notes.clone().unwrap_or(after.notes);
        if after == *before {
            return Err(Refusal::usage("paper", format!("that changes nothing about {}", before.id)));
        }
        super::record_add::sound(&after.clone().into(), known.diary)?;
        Ok(super::paper_add::lacking(known, referral, Change::of(before.clone(), after)))
    }

    fn args(&self) -> String {
        crate::codec::json(self)
    }
}
