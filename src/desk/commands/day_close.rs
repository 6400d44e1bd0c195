//! `day.close`: the day is over when every child is home and it is known what became of every session (DOMAIN 4a).

use super::*;
use crate::desk::No;
use crate::desk::queries::closing::{closed, in_the_way};

/// Closes a day. What is recorded of it later is possible all the same, and is shown.
#[derive(Clone, PartialEq, Debug, Default, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct DayClose {
    /// The day.
    pub day: Day,
    /// What to know about it.
    #[serde(default)]
    pub what: Note,
}

impl Decide for DayClose {
    fn scope(&self, _: &Viewer) -> Scope {
        Scope::day(self.day)
    }

    fn decide(&self, known: &Known) -> Result<Decided, Refusal> {
        let day = self.day;
        if day > known.today() {
            return Err(Refusal::usage("day", format!("{} is still to come", said::long(day))));
        }
        if let Some(note) = closed(known.diary, day) {
            let when = said::long_moment(note.at);
            return Err(Refusal::new(No::Rule, format!("{} was closed by {} {when}", said::long(day), note.by))
                .hinted("what is recorded of it later is shown as a correction"));
        }
        let open = in_the_way(known.diary, day)?;
        if !open.is_empty() {
            let each: Vec<String> = open.iter().map(|(s, why)| format!("{}: {}", s.id, why.said())).collect();
            let what = format!("{} cannot be closed: {}", said::long(day), each.join("; "));
            return Err(Refusal::new(No::Rule, what).hinted("record each, then close the day"));
        }
        let none = known.diary.day(day)?.next().is_none();
        let plain = Note::new("nothing was booked that day").unwrap_or_default();
        let note = DayNote {
            id: DayNoteId(known.diary.head.next(Kind::DayNote)),
            day,
            sort: DayNoteSort::Closed,
            what: if none && self.what.is_empty() { plain } else { self.what.clone() },
            by: Name::new(&known.viewer.actor.account).unwrap_or_default(),
            at: known.now.moment(),
            ..DayNote::default()
        };
        Ok(Decided::one(Change::new(note)))
    }

    fn args(&self) -> String {
        crate::codec::json(self)
    }
}
