//! `paper.read`: the bytes of a paper are given out. A paper may say where a child lives: who read it, and when, stays in
//! the journal.

use super::*;
use crate::desk::{No, referrals};

/// Gives out the bytes of a paper.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct PaperRead {
    /// The paper.
    pub paper: PanelPaperId,
}

impl Decide for PaperRead {
    fn decide(&self, known: &Known) -> Result<Decided, Refusal> {
        let paper = known.diary.get::<PanelPaper>(self.paper).ok_or_else(|| Refusal::not_found(self.paper))?;
        if !known.viewer.may_know(known.diary, paper.id.key()) {
            return Err(referrals::restricted(paper.id.key()));
        }
        let Some(bytes) = &paper.bytes else {
            return Err(Refusal::new(No::Rule, format!("the desk has no bytes of {}", paper.id))
                .hinted(format!("it is to be found at: {}", paper.reference)));
        };
        Ok(Decided {
            reads: Some(bytes.clone()),
            reason: Note::new(format!("{}, version {}", paper.sort.said(), paper.version)).ok(),
            ..Decided::one(Change::of(paper.clone(), paper.clone()))
        })
    }

    fn args(&self) -> String {
        crate::codec::json(self)
    }
}
