//! `list`: a register.

use super::*;

/// All records of a kind; sessions are asked for by day.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct List {
    /// The kind.
    pub kind: Kind,
    /// Closed and merged ones too.
    #[serde(default)]
    pub closed: bool,
}

/// A register.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize, JsonSchema)]
pub struct ListView {
    /// The kind.
    pub kind: Kind,
    /// The records, by number.
    pub records: Vec<Record>,
}

impl Ask for List {
    fn scope(&self, _: &Viewer, today: Day) -> Scope {
        if self.kind == Kind::Session { Scope::days(Days::new(today, today + 27)) } else { Scope::default() }
    }

    fn answer(&self, asked: &Asked) -> Result<Answer, Refusal> {
        let (diary, today) = (asked.known.diary, asked.known.today());
        let records = if self.kind == Kind::Session {
            // a register of every session ever is no list a person reads: the coming four weeks
            diary.days(Days::new(today, today + 27))?.map(|s| Record::from(s.clone())).collect()
        } else {
            let wanted = |r: &&Arc<Record>| self.closed || *r.life() == Life::Open;
            diary.table(self.kind).filter(wanted).map(|r| Record::clone(r)).collect()
        };
        Ok(Answer::List(ListView { kind: self.kind, records }))
    }
}

impl Seen for ListView {
    fn see(&mut self, cut: &Cutter) -> Result<(), Refusal> {
        cut.records(&mut self.records);
        Ok(())
    }

    fn keys(&self, keys: &mut Vec<Key>) {
        for record in &self.records {
            keys.push(record.key());
            keys.extend(record.owners());
        }
    }
}
