//! `absence.repair`: somebody or something is not there, and what becomes of every session that hits, in one entry.

use super::*;
use crate::desk::repair::{Mend, Missing, changes};

/// Writes down that somebody or something is not there, unless that is on file, and mends the sessions it hits as chosen:
/// one entry, so one undo.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct AbsenceRepair {
    /// Who or what, when, why.
    pub missing: Missing,
    /// What is to become of each session: the `mend` of a choice of `ask affected`.
    #[serde(default)]
    pub rows: Vec<Mend>,
}

impl Decide for AbsenceRepair {
    fn scope(&self, _: &Viewer) -> Scope {
        Scope::sessions(self.rows.iter().map(|row| row.session))
    }

    fn decide(&self, known: &Known) -> Result<Decided, Refusal> {
        let changes = changes(known, &self.missing, &self.rows)?;
        if changes.is_empty() {
            return Err(Refusal::usage(
                "rows",
                "that changes nothing: the absence is on file and no session is mended",
            ));
        }
        lost::called_off(known, Decided { changes, ..Decided::default() })
    }

    fn args(&self) -> String {
        let rows = self.rows.iter().map(|row| Mend { was: None, ..row.clone() }).collect();
        crate::codec::json(&Self { rows, ..self.clone() })
    }
}
