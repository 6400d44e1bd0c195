//! `export`: everything leaves the desk; the journal says when, to whom and why.

use super::*;

/// Records that everything was exported. The records themselves are asked for with the query `records`.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Export {
    /// Why. Who and when are in the entry in any case.
    #[serde(default)]
    pub reason: Note,
}

impl Decide for Export {
    fn decide(&self, _: &Known) -> Result<Decided, Refusal> {
        Ok(Decided { reason: Some(self.reason.clone()).filter(|why| !why.is_empty()), ..Decided::default() })
    }

    fn args(&self) -> String {
        crate::codec::json(self)
    }
}
