//! `propose`: a booking filled in, before it is booked. What the form shows while it is typed.

use super::*;
use crate::desk::{commands::SessionBook, fill};
use crate::rules;

/// A booking as far as it is known.
#[derive(Clone, PartialEq, Debug, Default, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Propose {
    /// What has been said.
    pub book: SessionBook,
}

/// The booking filled in.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize, JsonSchema)]
pub struct ProposeView {
    /// The session as it would be booked; its number is 0.
    pub session: Session,
    /// What is wrong with it.
    pub findings: Vec<About>,
    /// The other sessions of the day that take the same room, for a line of context.
    pub around: Vec<Session>,
    /// When the arrangement usually happens: the spans of that weekday.
    pub usual: Vec<Span>,
}

impl Ask for Propose {
    fn scope(&self, _: &Viewer, _: Day) -> Scope {
        Scope::day(self.book.date)
    }

    fn answer(&self, asked: &Asked) -> Result<Answer, Refusal> {
        let diary = asked.known.diary;
        let session = fill::propose(diary, &self.book, asked.known.today())?;
        if let Some(hidden) = session.children.iter().find(|c| !asked.known.viewer.may_know(diary, c.key())) {
            return Err(Refusal::new(crate::desk::No::NotPermitted, format!("{hidden} belongs to a restricted case")));
        }
        let findings = about(SessionId(0), rules::check(diary, &session)?).collect();
        let beside = |s: &&Session| session.room.is_some() && s.room == session.room && diary.takes(s);
        let around = diary.day(session.date)?.filter(beside).cloned().collect();
        let arrangement = session.arrangement.and_then(|a| diary.get::<Arrangement>(a));
        let usual = arrangement.map_or_else(Vec::new, |a| fill::usual(diary, a, session.date));
        Ok(Answer::Propose(ProposeView { session, findings, around, usual }))
    }
}

impl Seen for ProposeView {
    fn see(&mut self, cut: &Cutter) -> Result<(), Refusal> {
        cut.findings(&mut self.findings);
        cut.sessions(&mut self.around);
        Ok(())
    }

    fn keys(&self, keys: &mut Vec<Key>) {
        session_keys(std::slice::from_ref(&self.session), keys);
        finding_keys(&self.findings, keys);
        session_keys(&self.around, keys);
    }
}
