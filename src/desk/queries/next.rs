//! `next`: when someone's next sessions are.

use super::*;
use crate::desk::No;
use crate::rules;

/// The next sessions of whoever or whatever is named; a carer's are those of the children who live there then. An ambiguous name lists candidates and never guesses.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Next {
    /// A reference or a name.
    pub who: String,
    /// At most so many sessions; 5 where it is left out.
    #[serde(default)]
    pub limit: Option<u16>,
}

/// The next sessions.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize, JsonSchema)]
pub struct NextView {
    /// Whose.
    pub who: Key,
    /// The sessions from now on, by day; cancelled ones too.
    pub sessions: Vec<Session>,
    /// What is wrong with them.
    pub findings: Vec<About>,
}

impl Next {
    /// How far ahead `next` looks, in days.
    const AHEAD: i32 = 183;
}

impl Ask for Next {
    fn scope(&self, _: &Viewer, today: Day) -> Scope {
        Scope::days(Days::new(today, today + Self::AHEAD))
    }

    fn answer(&self, asked: &Asked) -> Result<Answer, Refusal> {
        let known = &asked.known;
        let who = find::one(known, &self.who)?;
        if known.diary.record(who).is_none() {
            return Err(Refusal::not_found(who));
        }
        if !known.viewer.may_know(known.diary, who) {
            return Err(Refusal::new(No::NotPermitted, format!("{who} belongs to a restricted case")));
        }
        let now = known.now.moment();
        let ahead = known.diary.days(Days::new(now.day, now.day + Self::AHEAD))?;
        let theirs = |s: &&Session| (s.date > now.day || s.end > now.minute) && known.diary.concerns(s, who);
        let sessions: Vec<Session> = ahead.filter(theirs).take(usize::from(self.limit.unwrap_or(5))).cloned().collect();
        let mut findings = Vec::new();
        for session in &sessions {
            findings.extend(about(session.id, rules::check(known.diary, session)?));
        }
        Ok(Answer::Next(NextView { who, sessions, findings }))
    }
}

impl Seen for NextView {
    fn see(&mut self, cut: &Cutter) -> Result<(), Refusal> {
        cut.sessions(&mut self.sessions);
        cut.findings(&mut self.findings);
        Ok(())
    }

    fn keys(&self, keys: &mut Vec<Key>) {
        keys.push(self.who);
        session_keys(&self.sessions, keys);
        finding_keys(&self.findings, keys);
    }
}
