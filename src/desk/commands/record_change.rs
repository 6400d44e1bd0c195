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
        facts(stored, &record)?;
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

/// What became of something is a fact with its own command, its reason and its date. A register corrects what was written
/// down wrongly; it does not turn a decision round, open a sitting that was held, or write approved minutes.
fn facts(stored: &Record, record: &Record) -> Result<(), Refusal> {
    let no = |what: String, way: &str| Err(Refusal::new(No::NotPermitted, what).hinted(way));
    match (stored, record) {
        (Record::Sitting(old), Record::Sitting(new)) if old.status != new.status => no(
            format!("{} is {}: that is not written freely", old.id, old.status.said()),
            "sitting.lock, sitting.open, sitting.close, sitting.cancel say what becomes of it",
        ),
        (Record::Sitting(old), Record::Sitting(new)) if old.minutes != new.minutes => no(
            format!("the minutes of {} are not written here", old.id),
            "minutes.draft changes a draft, minutes.amend adds to what is approved",
        ),
        (Record::Referral(old), Record::Referral(new)) if old.status != new.status => no(
            format!("{} is {}: that is not written freely", old.id, old.status.said()),
            "referral.submit, referral.return, referral.accept, referral.withdraw say what becomes of it",
        ),
        (Record::AgendaItem(old), Record::AgendaItem(new))
            if (old.status, old.sitting) != (new.status, new.sitting) =>
        {
            no(
                format!("{} is {}: that is not written freely", old.id, old.status.said()),
                "item.carry takes it to another list, item.withdraw off it, each with the reason",
            )
        }
        (Record::Decision(old), Record::Decision(new)) => decided(old, new),
        _ => Ok(()),
    }
}

/// What a panel decided, recommended or sent is changed by the panel; words may be put right until somebody has them.
fn decided(old: &Decision, new: &Decision) -> Result<(), Refusal> {
    let said = |d: &Decision| (d.child, d.code, d.recommended, d.emergency, d.at, d.ratified_on, d.item, d.sitting);
    let facts = said(old) != said(new) || old.signed != new.signed || old.notices != new.notices;
    let words = |d: &Decision| (d.what.clone(), d.conditions.clone(), d.reasons.clone(), d.valid_until, d.review_on);
    let is_sent = !old.notices.is_empty() || old.signed.is_some();
    let made = old.sitting.is_some() || old.emergency;
    let what = match () {
        () if facts && (made || is_sent) => "what was decided is not written freely",
        () if words(old) != words(new) && is_sent => "it was sent or signed as it stands",
        () => return Ok(()),
    };
    Err(Refusal::new(No::NotPermitted, format!("{}: {what}", old.id))
        .hinted("undo takes back what was not sent yet; else the panel looks at it again: agenda.add"))
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
