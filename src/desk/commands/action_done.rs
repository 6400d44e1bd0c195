//! `action.done`: what was to be done is done, with what shows it.

use super::*;
use crate::desk::No;

/// Records that an action is done.
#[derive(Clone, PartialEq, Debug, Default, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ActionDone {
    /// The action.
    pub action: PanelActionId,
    /// On; today where it is left out.
    #[serde(default)]
    pub on: Option<Day>,
    /// What shows it.
    #[serde(default)]
    pub evidence: Note,
}

/// An action that is still to be done and the asker's to know.
pub(super) fn open<'a>(known: &'a Known, id: PanelActionId) -> Result<&'a PanelAction, Refusal> {
    let action = known.open::<PanelAction>(id)?;
    if !known.viewer.may_know(known.diary, id.key()) {
        return Err(Refusal::new(No::NotPermitted, format!("{id} belongs to a restricted case"))
            .hinted("case.open opens it for a while, with a reason"));
    }
    match action.done_on {
        Some(on) => Err(Refusal::new(No::Rule, format!("{id} was done on {}", said::long(on)))),
        None => Ok(action),
    }
}

impl Decide for ActionDone {
    fn decide(&self, known: &Known) -> Result<Decided, Refusal> {
        let before = open(known, self.action)?;
        let on = crate::desk::intake::done_on(known, self.on)?;
        let after = PanelAction { done_on: Some(on), evidence: self.evidence.clone(), ..before.clone() };
        Ok(Decided::one(Change::of(before.clone(), after)))
    }

    fn args(&self) -> String {
        crate::codec::json(&self.action)
    }
}
