//! `undo`: the last command taken back, as an entry of its own.

use super::*;
use crate::desk::past;

/// Takes back your last command, or the entry named. Refused where something has changed since, or cannot be taken back.
#[derive(Clone, PartialEq, Debug, Default, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Undo {
    /// The entry; your last one where it is left out.
    #[serde(default)]
    pub entry: Option<u64>,
}

impl Undo {
    fn target<'a>(&self, past: &'a [Arc<Entry>]) -> Result<&'a Entry, Refusal> {
        match self.entry {
            Some(seq) => past::named(past, seq),
            None => past::to_undo(past),
        }
    }
}

impl Decide for Undo {
    fn scope(&self, viewer: &Viewer) -> Scope {
        match self.entry {
            Some(seq) => Scope { entries: vec![seq], ..Scope::default() },
            None => Scope { done_by: Some(viewer.actor.account.clone()), ..Scope::default() },
        }
    }

    fn further(&self, past: &[Arc<Entry>]) -> Scope {
        self.target(past).map(past::needs).unwrap_or_default()
    }

    fn decide(&self, known: &Known) -> Result<Decided, Refusal> {
        let entry = self.target(known.past)?;
        if let Some(no) = self.entry.map_or_else(|| past::to_be_named(entry, known.now), |_| None) {
            return Err(no);
        }
        past::taken_back(entry, known)
    }

    fn args(&self) -> String {
        crate::codec::json(self)
    }
}
