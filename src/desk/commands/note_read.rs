//! `note.read`: a note of the shift before was read.

use super::*;
use crate::desk::No;

/// Says that you have read a note; it is no longer on your board.
#[derive(Clone, PartialEq, Debug, Default, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct NoteRead {
    /// The note.
    pub note: DayNoteId,
}

impl Decide for NoteRead {
    fn decide(&self, known: &Known) -> Result<Decided, Refusal> {
        let old = known.open::<DayNote>(self.note)?;
        let by = known.account();
        if old.read_by.contains(&by) {
            return Err(Refusal::new(No::Rule, format!("you have read {} already", old.id)));
        }
        let mut note = old.clone();
        note.read_by.push(by);
        Ok(Decided::one(Change::of(old.clone(), note)))
    }

    fn args(&self) -> String {
        crate::codec::json(self)
    }
}
