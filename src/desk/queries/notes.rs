//! `notes`: what one shift left the next.

use super::*;

/// The notes of some days: a week back to a week on where none are said.
#[derive(Clone, PartialEq, Debug, Default, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Notes {
    /// The first day.
    #[serde(default)]
    pub from: Option<Day>,
    /// The last day.
    #[serde(default)]
    pub to: Option<Day>,
}

/// Notes.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize, JsonSchema)]
pub struct NotesView {
    /// The days.
    pub days: Days,
    /// The notes, by day and when they were written.
    pub notes: Vec<DayNote>,
}

/// What the asker has not read of what others left, up to today, oldest first. Nothing of it is an officer's.
pub(super) fn unread(known: &Known) -> Vec<DayNote> {
    let me = known.account();
    let recent = |n: &&DayNote| (known.today() - 14..=known.today()).contains(&n.day);
    let left = |n: &&DayNote| n.sort == DayNoteSort::Handover && !n.read_by.contains(&me) && recent(n);
    let mine = |n: &&DayNote| known.viewer.may_know(known.diary, n.key());
    let mut notes: Vec<DayNote> = known.diary.open::<DayNote>().filter(left).filter(mine).cloned().collect();
    notes.sort_by_key(|n| (n.at, n.id));
    notes
}

impl Ask for Notes {
    fn scope(&self, _: &Viewer, _: Day) -> Scope {
        Scope::default()
    }

    fn answer(&self, asked: &Asked) -> Result<Answer, Refusal> {
        let today = asked.known.today();
        let days = Days::new(self.from.unwrap_or(today - 7), self.to.unwrap_or(today + 7));
        let mut notes: Vec<DayNote> =
            asked.known.diary.open::<DayNote>().filter(|n| days.hold(n.day)).cloned().collect();
        notes.sort_by_key(|n| (n.day, n.at, n.id));
        Ok(Answer::Notes(NotesView { days, notes }))
    }
}

impl Seen for NotesView {
    fn see(&mut self, cut: &Cutter) -> Result<(), Refusal> {
        self.notes.retain(|n| cut.viewer.may_know(cut.diary, n.key()));
        Ok(())
    }

    fn keys(&self, _: &mut Vec<Key>) {}
}
