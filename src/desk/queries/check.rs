//! `check`: what a command would come to, without doing it.

use super::*;
use crate::desk::commands::Command;
use crate::desk::gate;

/// A command that is not to be carried out.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Check {
    /// The command.
    pub command: Box<Command>,
}

/// What it would come to.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize, JsonSchema)]
pub struct CheckView {
    /// The sessions as they would be.
    pub sessions: Vec<Session>,
    /// What the rules say of them.
    pub findings: Vec<About>,
    /// The findings that would refuse it.
    pub blocking: Vec<About>,
    /// What would keep it from doing more.
    pub why_not: Vec<About>,
}

impl Ask for Check {
    fn scope(&self, viewer: &Viewer, _: Day) -> Scope {
        self.command.decider().scope(viewer)
    }

    fn further(&self, known: &Known) -> Scope {
        self.command.decider().beside(known.diary)
    }

    fn answer(&self, asked: &Asked) -> Result<Answer, Refusal> {
        let decided = self.command.decider().decide(&asked.known)?;
        let mut after = asked.known.diary.clone();
        decided.changes.iter().for_each(|change| after.apply(change));
        // an import is not checked here: its days are many, and the command itself says what is wrong
        let judged = gate::judge(asked.known.diary, &after, &decided.changes, asked.known.today())?;
        let sessions =
            decided.changes.iter().filter_map(|c| c.after.as_deref().and_then(Session::of)).cloned().collect();
        let why_not = decided.why_not;
        Ok(Answer::Check(CheckView { sessions, findings: judged.findings, blocking: judged.blocking, why_not }))
    }
}

impl Seen for CheckView {
    fn see(&mut self, cut: &Cutter) -> Result<(), Refusal> {
        cut.sessions(&mut self.sessions);
        cut.findings(&mut self.findings);
        cut.findings(&mut self.blocking);
        cut.findings(&mut self.why_not);
        Ok(())
    }

    fn keys(&self, keys: &mut Vec<Key>) {
        session_keys(&self.sessions, keys);
        finding_keys(&self.findings, keys);
        finding_keys(&self.blocking, keys);
        finding_keys(&self.why_not, keys);
    }
}
