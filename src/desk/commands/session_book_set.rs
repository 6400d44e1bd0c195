//! `session.book_set`: several sessions in one entry, all of them or none; one undo takes them back.

use super::*;
use crate::desk::fill;

/// Books several sessions, each filled in as `session.book` does, knowing those before it.
#[derive(Clone, PartialEq, Debug, Default, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct SessionBookSet {
    /// The sessions.
    pub books: Vec<SessionBook>,
}

impl Decide for SessionBookSet {
    fn scope(&self, _: &Viewer) -> Scope {
        Scope { days: self.books.iter().map(|book| Days::one(book.date)).collect(), ..Scope::default() }
    }

    fn decide(&self, known: &Known) -> Result<Decided, Refusal> {
        if self.books.is_empty() || self.books.len() > 100 {
            return Err(Refusal::usage("books", "say from 1 to 100 sessions"));
        }
        let mut diary = known.diary.clone();
        let mut decided = Decided::default();
        for book in &self.books {
            let mut session = fill::propose(&diary, book, known.today())?;
            session.id = SessionId(diary.head.take(Kind::Session));
            let change = Change::new(session);
            diary.apply(&change);
            decided.changes.push(change);
        }
        Ok(decided)
    }

    fn args(&self) -> String {
        crate::codec::json(&self.books.len())
    }
}
