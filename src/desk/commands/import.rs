//! `import`: many records at once, all or none.

use super::*;
use crate::desk::{No, WrongAt};
use std::collections::HashSet;

/// Takes records in. A record with a number that exists already is changed, one without a number gets the next one;
/// records may point at each other in any order.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Import {
    /// The records.
    pub records: Vec<Record>,
}

/// Most mistakes listed at once.
const LISTED: usize = 200;

impl Import {
    fn mistakes(&self, known: &Known) -> Vec<WrongAt> {
        let mut seen = HashSet::new();
        let coming: HashSet<Key> = self.records.iter().map(Record::key).collect();
        let mut wrong = Vec::new();
        for (index, record) in self.records.iter().enumerate() {
            let mut at = |field: String, what: String| wrong.push(WrongAt { index, field, what });
            let key = record.key();
            for w in record.check() {
                at(w.field, w.what);
            }
            if key.id != 0 && !seen.insert(key) {
                at("id".into(), format!("{key} stands twice in what is imported"));
            }
            if key.id > 1 << 30 {
                at("id".into(), format!("{key} is too large a number"));
            }
            let missing = |k: &Key| !coming.contains(k) && known.diary.record(*k).is_none();
            for owner in record.owners().into_iter().filter(missing) {
                at(String::new(), format!("points at {owner}, which is neither known nor imported"));
            }
            if wrong.len() > LISTED {
                break;
            }
        }
        wrong
    }
}

impl Decide for Import {
    fn scope(&self, _: &Viewer) -> Scope {
        let of = |r: &Record| match r.key() {
            Key { kind: Kind::Session, id } if id != 0 => Some(SessionId(id)),
            _ => None,
        };
        let points = self.records.iter().filter_map(Session::of).filter_map(|s| s.makeup_of);
        Scope::sessions(self.records.iter().filter_map(of).chain(points))
    }

    fn decide(&self, known: &Known) -> Result<Decided, Refusal> {
        let wrong = self.mistakes(known);
        if !wrong.is_empty() {
            let what = format!("{} mistakes in {} records; nothing was imported", wrong.len(), self.records.len());
            return Err(Refusal { wrong, ..Refusal::new(No::Usage, what) });
        }
        let mut head = known.diary.head.clone();
        self.records.iter().map(Record::key).filter(|k| k.id != 0).for_each(|k| head.reserve(k.kind, k.id));
        let mut changes = Vec::new();
        for record in &self.records {
            let mut record = record.clone();
            if record.key().id == 0 {
                record.set_id(head.take(record.kind()));
            }
            let stored = known.diary.record(record.key());
            if stored.is_some_and(|s| **s == record) {
                continue;
            }
            changes.push(Change { key: record.key(), before: stored.cloned(), after: Some(Arc::new(record)) });
        }
        if changes.is_empty() {
            return Err(Refusal::new(No::Rule, "everything in it is known already; nothing was imported"));
        }
        Ok(Decided { changes, ..Decided::default() })
    }

    fn args(&self) -> String {
        crate::codec::json(&self.records.len())
    }
}
