//! `record.change`: a record as it shall be.

use super::record_add::{permitted, sound, unique};
use super::*;
use crate::desk::No;

/// Changes a record. On the command line `{"key": "CH-0012", "set": {"height_cm": 112}}` is enough: the rest is looked
/// up and sent along.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct RecordChange {
    /// The record as it shall be.
    pub record: Record,
    /// The record as it was when the change was thought up; refused if it has changed since.
    #[serde(default)]
    pub was: Option<Record>,
}

impl Decide for RecordChange {
    fn scope(&self, _: &Viewer) -> Scope {
        match self.record.key() {
            Key { kind: Kind::Session, id } => Scope::sessions([SessionId(id)]),
            _ => Scope::default(),
        }
    }

    fn decide(&self, known: &Known) -> Result<Decided, Refusal> {
        let key = self.record.key();
        permitted(key.kind, known.viewer)?;
        let stored = known.diary.record(key).ok_or_else(|| Refusal::not_found(key))?;
        if self.was.as_ref().is_some_and(|was| was != &**stored) {
            return Err(Refusal::new(No::Rule, format!("{key} has changed since you opened it"))
                .hinted("look at it again; what you typed is kept"));
        }
        if stored.life() != self.record.life() {
            return Err(Refusal::usage("life", "a record is closed, reopened and merged by commands of those names"));
        }
        if let Life::Merged { into, .. } = stored.life() {
            return Err(Refusal::new(No::Rule, format!("{key} was a duplicate and is now {into}")));
        }
        if **stored == self.record {
            return Err(Refusal::usage("record", format!("that changes nothing about {key}")));
        }
        sound(&self.record, known.diary)?;
        unique(&self.record, known.diary)?;
        Ok(Decided::one(Change { key, before: Some(Arc::clone(stored)), after: Some(Arc::new(self.record.clone())) }))
    }

    fn args(&self) -> String {
        crate::codec::json(&self.record.key())
    }
}
