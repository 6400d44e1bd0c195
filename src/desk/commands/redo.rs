//! `redo`: what the last undo took, brought back, as an entry of its own.

use super::*;
use crate::desk::past;

/// Brings back what your last undo took.
#[derive(Clone, PartialEq, Debug, Default, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Redo {}

impl Decide for Redo {
    fn scope(&self, viewer: &Viewer) -> Scope {
        Scope { done_by: Some(viewer.actor.account.clone()), ..Scope::default() }
    }

    fn further(&self, past: &[Arc<Entry>]) -> Scope {
        past::to_redo(past).map(past::needs).unwrap_or_default()
    }

    fn decide(&self, known: &Known) -> Result<Decided, Refusal> {
        past::taken_back(past::to_redo(known.past)?, known)
    }

    fn args(&self) -> String {
        crate::codec::json(self)
    }
}
