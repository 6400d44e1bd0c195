//! `session.words`: what the child said about a session, in the child's own words, and what the others said.

use super::*;

/// Records the child's words and the others' feedback about a session. What is not said stays.
#[derive(Clone, PartialEq, Debug, Default, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct SessionWords {
    /// The session.
    pub session: SessionId,
    /// What the child said, in the child's words.
    #[serde(default)]
    pub child: Option<Note>,
    /// What family, carer or officer said.
    #[serde(default)]
    pub feedback: Option<Note>,
}

impl Decide for SessionWords {
    fn scope(&self, _: &Viewer) -> Scope {
        Scope::sessions([self.session])
    }

    fn decide(&self, known: &Known) -> Result<Decided, Refusal> {
        let old = known.session(self.session)?;
        if old.date > known.today() {
            return Err(Refusal::usage("session", format!("{} is still to come", old.id)));
        }
        let mut session = old.clone();
        session.child_words = self.child.clone().unwrap_or(session.child_words);
        session.feedback = self.feedback.clone().unwrap_or(session.feedback);
        if session == *old {
            return Err(Refusal::usage("child", "say what the child said, or the others"));
        }
        Ok(Decided::one(Change::of(old.clone(), session)))
    }

    fn args(&self) -> String {
        crate::codec::json(&self.session)
    }
}
