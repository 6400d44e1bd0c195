//! `note.handover`: what one shift leaves the next.

use super::*;

/// Leaves a note for the next shift. It is first on everybody's board until they have read it.
#[derive(Clone, PartialEq, Debug, Default, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct NoteHandover {
    /// What to know.
    pub what: Note,
    /// The day it is about; today where it is left out.
    #[serde(default)]
    pub day: Option<Day>,
}

impl Decide for NoteHandover {
    fn decide(&self, known: &Known) -> Result<Decided, Refusal> {
        if self.what.is_empty() {
            return Err(Refusal::usage("what", "say what the next shift is to know"));
        }
        let (by, at) = (known.account(), known.now.moment());
        Ok(Decided::one(Change::new(DayNote {
            id: DayNoteId(known.diary.head.next(Kind::DayNote)),
            day: self.day.unwrap_or(at.day),
            sort: DayNoteSort::Handover,
            what: self.what.clone(),
            read_by: vec![by.clone()],
            by,
            at,
            ..DayNote::default()
        })))
    }

    fn args(&self) -> String {
        "{}".to_owned()
    }
}
