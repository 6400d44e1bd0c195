//! `records`: everything as it is stored, a page at a time, for an admin's export. The command `export` says why first.

use super::*;

/// A page of records.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Records {
    /// The kind.
    pub kind: Kind,
    /// Only numbers above this one.
    #[serde(default)]
    pub after: u32,
    /// At most so many; 500 where it is left out.
    #[serde(default)]
    pub limit: Option<u16>,
}

/// A page of records.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize, JsonSchema)]
pub struct RecordsView {
    /// The records, by number.
    pub records: Vec<Record>,
}

impl Ask for Records {
    fn scope(&self, _: &Viewer, _: Day) -> Scope {
        Scope { page: Some((self.kind, self.after, usize::from(self.limit.unwrap_or(500)))), ..Scope::default() }
    }

    fn answer(&self, asked: &Asked) -> Result<Answer, Refusal> {
        Ok(Answer::Records(RecordsView { records: asked.page.iter().map(|r| Record::clone(r)).collect() }))
    }
}

impl Seen for RecordsView {
    /// Uncut, by design: only an admin may ask, every export is an entry, and an export with holes is no way out.
    fn see(&mut self, _: &Cutter) -> Result<(), Refusal> {
        Ok(())
    }

    fn keys(&self, _: &mut Vec<Key>) {}
}
