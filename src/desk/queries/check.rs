//! `check`: what a command would come to, without doing it.

use super::*;
use crate::desk::commands::Command;
use crate::desk::{Missed, Orphan, gate, orphans};

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
    /// The times of a series it would leave as they are.
    pub missed: Vec<Missed>,
    /// What was settled about those sessions and would not hold any more.
    pub orphans: Vec<Orphan>,
    /// What would keep it from doing more.
    pub why_not: Vec<About>,
}

impl Ask for Check {
    fn scope(&self, viewer: &Viewer, _: Day) -> Scope {
        self.command.decider().scope(viewer)
    }

    fn further(&self, known: &Known) -> Scope {
        self.command.decider().needs(known)
    }

    fn answer(&self, asked: &Asked) -> Result<Answer, Refusal> {
        let decided = self.command.decider().decide(&asked.known)?;
        let mut after = asked.known.diary.clone();
        decided.changes.iter().for_each(|change| after.apply(change));
        // an import is not checked here: its days are many, and the command itself says what is wrong
        let judged = gate::judge(asked.known.diary, &after, None, &decided.changes, asked.known.today())?;
        let sessions =
            decided.changes.iter().filter_map(|c| c.after.as_deref().and_then(Session::of)).cloned().collect();
        let orphans = orphans::of(&decided.changes, asked.known.today());
        let (findings, blocking) = (judged.findings, judged.blocking);
        let (missed, why_not) = (decided.missed, decided.why_not);
        Ok(Answer::Check(CheckView { sessions, findings, blocking, missed, orphans, why_not }))
    }
}

impl Seen for CheckView {
    fn see(&mut self, cut: &Cutter) -> Result<(), Refusal> {
        cut.sessions(&mut self.sessions);
        cut.findings(&mut self.findings);
        cut.findings(&mut self.blocking);
        self.missed = cut::missed(cut.viewer, cut.diary, std::mem::take(&mut self.missed));
        cut::orphans(cut.viewer, cut.diary, &mut self.orphans);
        cut.findings(&mut self.why_not);
        Ok(())
    }

    fn keys(&self, keys: &mut Vec<Key>) {
        session_keys(&self.sessions, keys);
        finding_keys(&self.findings, keys);
        finding_keys(&self.blocking, keys);
        keys.extend(
            self.missed.iter().flat_map(|m| m.findings.iter().flat_map(cut::about_keys).chain([m.arrangement.key()])),
        );
        keys.extend(self.orphans.iter().flat_map(cut::orphan_keys));
        finding_keys(&self.why_not, keys);
    }
}
