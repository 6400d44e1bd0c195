//! `absence.record`: somebody or something is not there.

use super::*;
use crate::desk::repair::{Missing, changes};

/// Writes down that an officer or driver is away, a vehicle off the road, a room or site shut. `ask hits` lists the
/// sessions it hits, `ask affected` what could become of each.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct AbsenceRecord {
    /// Who or what, when, why.
    pub missing: Missing,
}

impl Decide for AbsenceRecord {
    fn decide(&self, known: &Known) -> Result<Decided, Refusal> {
        let changes = changes(known, &self.missing, &[])?;
        if changes.is_empty() {
            return Err(Refusal::usage(
                "missing",
                format!("that {} is not there then is on file already", self.missing.who),
            ));
        }
        Ok(Decided { changes, ..Decided::default() })
    }

    fn args(&self) -> String {
        crate::codec::json(&self)
    }
}
