//! `action.chase`: who is to do something was reminded of it.

use super::*;

/// Records that the owners of actions were reminded.
#[derive(Clone, PartialEq, Debug, Default, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ActionChase {
    /// The actions.
    pub actions: Vec<PanelActionId>,
    /// When; now where it is left out.
    #[serde(default)]
    pub at: Option<Moment>,
}

impl Decide for ActionChase {
    fn decide(&self, known: &Known) -> Result<Decided, Refusal> {
        let now = known.now.moment();
        let at = self.at.unwrap_or(now);
        if at > now {
            return Err(Refusal::usage("at", "a reminder is recorded when it was given"));
        }
        if self.actions.is_empty() {
            return Err(Refusal::usage("actions", "say which"));
        }
        let mut ids = self.actions.clone();
        ids.sort_unstable();
        ids.dedup();
        let chased = ids.into_iter().map(|id| {
            let before = super::action_done::open(known, id)?;
            let mut after = before.clone();
            after.chased.push(at);
            Ok(Change::of(before.clone(), after))
        });
        Ok(Decided { changes: chased.collect::<Result<_, Refusal>>()?, ..Decided::default() })
    }

    fn args(&self) -> String {
        crate::codec::json(self)
    }
}
