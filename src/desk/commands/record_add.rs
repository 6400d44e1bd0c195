//! `record.add`: a new record of any kind.

use super::*;
use crate::desk::{No, role};
use crate::panel::list;

/// Adds a record. Its number is given by the desk.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct RecordAdd {
    /// The record; its `id` is left out.
    pub record: Record,
}

/// Whether this role may write this kind of record at all.
pub(super) fn permitted(kind: Kind, viewer: &Viewer) -> Result<(), Refusal> {
    if let Some(how) = role::by_command(kind) {
        return Err(
            Refusal::new(No::NotPermitted, format!("{} is not written freely", said::a(kind.one()))).hinted(how)
        );
    }
    let role = viewer.actor.role;
    if role::keepers(kind).contains(&role) {
        return Ok(());
    }
    let what = format!("{} may not write {}", role::someone(role), said::a(kind.one()));
    Err(Refusal::new(No::NotPermitted, what).hinted("contactdesk ask commands lists who may do what"))
}

/// That a day is closed is not written like any other note: it is found out first whether it may be.
pub(super) fn freely(record: &Record) -> Result<(), Refusal> {
    match record {
        Record::DayNote(note) if note.sort == DayNoteSort::Closed => {
            Err(Refusal::new(No::NotPermitted, "that a day is closed is not written freely")
                .hinted("day.close closes a day, where nothing stands in the way"))
        }
        _ => Ok(()),
    }
}

/// A decision nobody has read the letter of yet comes without a word that somebody has.
fn unread(record: &Record) -> Result<(), Refusal> {
    match record {
        Record::Decision(decision) if decision.released.is_some() => {
            Err(Refusal::new(No::NotPermitted, "who released a letter is not written freely")
                .hinted("decision.release records that a second person has read it"))
        }
        _ => Ok(()),
    }
}

/// What the record's own checks and its references say.
pub(super) fn sound(record: &Record, diary: &Diary) -> Result<(), Refusal> {
    if let Some(wrong) = record.check().into_iter().next() {
        return Err(Refusal::usage(&wrong.field, format!("{} {}", wrong.field, wrong.what)));
    }
    match record.owners().into_iter().find(|key| diary.record(*key).is_none() && key.kind != Kind::Session) {
        Some(key) => Err(Refusal::not_found(key)),
        None => Ok(()),
    }
}

/// Names that must be the only one of their kind: accounts, settings, and rooms of a site.
pub(super) fn unique(record: &Record, diary: &Diary) -> Result<(), Refusal> {
    let clash = match record {
        Record::User(user) => {
            diary.open::<User>().find(|u| u.account == user.account && u.id != user.id).map(|u| u.id.key())
        }
        Record::Setting(set) => {
            diary.open::<Setting>().find(|s| s.name == set.name && s.id != set.id).map(|s| s.id.key())
        }
        Record::Room(room) => {
            let same = |r: &&Room| r.site == room.site && r.name == room.name && r.id != room.id;
            diary.open::<Room>().find(same).map(|r| r.id.key())
        }
        _ => None,
    };
    match clash {
        Some(key) => {
            Err(Refusal::usage("name", format!("{key} has that name already")).hinted("change that record instead"))
        }
        None => Ok(()),
    }
}

/// The day whose room a record would take.
pub(super) fn room_day(record: &Record) -> Scope {
    Sitting::of(record).map_or_else(Scope::default, |sitting| Scope::day(sitting.date))
}

/// Whether the room of a sitting that is to come is free then: written down freely it is not taken from anybody either.
pub(super) fn room_free(record: &Record, diary: &Diary) -> Result<(), Refusal> {
    let Some(sitting) = Sitting::of(record).filter(|s| s.is_ahead() && s.takes_place()) else { return Ok(()) };
    list::room_free(diary, sitting, None)?.map_or(Ok(()), |by| Err(super::sitting_plan::taken(sitting, by)))
}

impl Decide for RecordAdd {
    fn scope(&self, _: &Viewer) -> Scope {
        room_day(&self.record)
    }

    fn decide(&self, known: &Known) -> Result<Decided, Refusal> {
        let kind = self.record.kind();
        permitted(kind, known.viewer)?;
        freely(&self.record)?;
        unread(&self.record)?;
        if self.record.key().id != 0 {
            let what = format!("a new record has no number yet; this one says {}", self.record.key());
            return Err(Refusal::usage("id", what).hinted("leave id out, or use record.change"));
        }
        let mut record = self.record.clone();
        record.set_life(Life::Open);
        record.set_id(known.diary.head.next(kind));
        sound(&record, known.diary)?;
        unique(&record, known.diary)?;
        room_free(&record, known.diary)?;
        Ok(Decided::one(Change::new(record)))
    }

    fn args(&self) -> String {
        crate::codec::json(&self.record.kind())
    }
}
