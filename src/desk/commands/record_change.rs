//! `record.change`: a record as it shall be.

use super::record_add::{permitted, sound, unique};
use super::*;
use crate::desk::{No, cut};

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

/// The address of those who have one of their own.
fn address(record: &Record) -> Option<&Address> {
    match record {
        Record::Carer(carer) => Some(&carer.address),
        Record::Party(party) => Some(&party.address),
        _ => None,
    }
}

fn class(record: &Record) -> Option<AddressClass> {
    address(record).map(|a| a.class)
}

fn lines_empty(record: &Record) -> bool {
    address(record).is_some_and(|a| a.lines.is_empty())
}

impl Decide for RecordChange {
    fn scope(&self, _: &Viewer) -> Scope {
        match self.record.key() {
            Key { kind: Kind::Session, id } => Scope::sessions([SessionId(id)]),
            _ => super::record_add::room_day(&self.record),
        }
    }

    fn decide(&self, known: &Known) -> Result<Decided, Refusal> {
        let key = self.record.key();
        permitted(key.kind, known.viewer)?;
        super::record_add::freely(&self.record)?;
        let stored = known.diary.record(key).ok_or_else(|| Refusal::not_found(key))?;
        if !known.viewer.may_know(known.diary, key) {
            return Err(Refusal::new(No::NotPermitted, format!("{key} belongs to a restricted case")));
        }
        // the writer saw the record after the cut: what was blanked for them is not theirs to blank
        let seen = cut::record(known.viewer, known.diary, stored)?;
        if self.was.as_ref().is_some_and(|was| *was != seen) {
            return Err(Refusal::new(No::Rule, format!("{key} has changed since you opened it"))
                .hinted("look at it again; what you typed is kept"));
        }
        if seen != **stored && class(&self.record) != class(stored) && lines_empty(&self.record) {
            let what = "the address is not shown to you, so who may see it cannot be changed without writing it anew";
            return Err(Refusal::usage("address.class", what).hinted("address.reveal shows it, with a reason"));
        }
        let record =
            crate::codec::with_hidden(&self.record, &seen, stored).map_err(|why| Refusal::new(No::Internal, why))?;
        let record = unreleased(stored, record)?;
        if stored.life() != record.life() {
            return Err(Refusal::usage("life", "a record is closed, reopened and merged by commands of those names"));
        }
        if let Life::Merged { into, .. } = stored.life() {
            return Err(Refusal::new(No::Rule, format!("{key} was a duplicate and is now {into}")));
        }
        if **stored == record {
            return Err(Refusal::usage("record", format!("that changes nothing about {key}")));
        }
        sound(&record, known.diary)?;
        unique(&record, known.diary)?;
        let place = |record: &Record| Sitting::of(record).map(|s| (s.date, s.span(), s.room));
        if place(stored) != place(&record) {
            super::record_add::room_free(&record, known.diary)?;
        }
        Ok(Decided::one(Change { key, before: Some(Arc::clone(stored)), after: Some(Arc::new(record)) }))
    }

    fn args(&self) -> String {
        crate::codec::json(&self.record.key())
    }
}

/// A decision that is written anew: who let its letter go out is never written freely, and what they read was not this.
fn unreleased(stored: &Record, record: Record) -> Result<Record, Refusal> {
    match (stored, record) {
        (Record::Decision(old), Record::Decision(new)) if old.released != new.released => {
            Err(Refusal::new(No::NotPermitted, format!("who released the letter of {} is not written freely", new.id))
                .hinted("decision.release records that a second person has read it"))
        }
        (Record::Decision(old), Record::Decision(new)) if *old != new => Ok(Decision { released: None, ..new }.into()),
        (_, record) => Ok(record),
    }
}
