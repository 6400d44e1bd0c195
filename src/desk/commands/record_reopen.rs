//! `record.reopen`: a closed record is in use again.

use super::record_add::{permitted, unique};
use super::*;
use crate::desk::No;

/// Brings a closed record back into use.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct RecordReopen {
    /// The record.
    pub key: Key,
}

impl Decide for RecordReopen {
    fn decide(&self, known: &Known) -> Result<Decided, Refusal> {
        permitted(self.key.kind, known.viewer)?;
        let stored = known.diary.record(self.key).ok_or_else(|| Refusal::not_found(self.key))?;
        if !matches!(stored.life(), Life::Closed { .. }) {
            return Err(Refusal::new(No::Rule, format!("{} is not closed", self.key)));
        }
        let mut record = Record::clone(stored);
        record.set_life(Life::Open);
        unique(&record, known.diary)?;
        Ok(Decided::one(Change { key: self.key, before: Some(Arc::clone(stored)), after: Some(Arc::new(record)) }))
    }

    fn args(&self) -> String {
        crate::codec::json(self)
    }
}
