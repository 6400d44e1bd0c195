//! `journal`: what was done, by whom, last first.

use super::*;
use crate::desk::role::READERS;

/// Lines of the journal.
#[derive(Clone, PartialEq, Debug, Default, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Journal {
    /// At most so many; 20 where it is left out.
    #[serde(default)]
    pub limit: Option<u16>,
    /// Only before this entry.
    #[serde(default)]
    pub before: Option<u64>,
    /// Only what touched this record.
    #[serde(default)]
    pub of: Option<Key>,
}

/// Lines of the journal.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize, JsonSchema)]
pub struct JournalView {
    /// The lines, last first.
    pub lines: Vec<Line>,
}

/// A line of the journal.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize, JsonSchema)]
pub struct Line {
    /// The entry.
    pub seq: u64,
    /// When.
    pub at: Instant,
    /// Who.
    pub actor: Actor,
    /// The command.
    pub command: String,
    /// Its arguments, as JSON.
    pub args: String,
    /// What it changed; at most 20, see `changed`.
    pub keys: Vec<Key>,
    /// How many records it changed.
    pub changed: usize,
    /// The reason given.
    pub reason: Option<Note>,
    /// The rules overridden.
    pub overrides: Vec<RuleName>,
    /// The entry it took back.
    pub undoes: Option<u64>,
}

impl Line {
    pub(crate) fn of(entry: &Entry) -> Self {
        Self {
            seq: entry.seq,
            at: entry.at.clone(),
            actor: entry.actor.clone(),
            command: entry.command.clone(),
            args: entry.args.clone(),
            keys: entry.changes.iter().map(|c| c.key).take(20).collect(),
            changed: entry.changes.len(),
            reason: entry.reason.clone(),
            overrides: entry.overrides.clone(),
            undoes: entry.undoes,
        }
    }
}

/// Words of a line are for those who read the journal, and only where they may know whom it is about.
pub(super) fn see(lines: &mut [Line], cut: &Cutter) {
    for line in lines {
        let images = cut.past.iter().filter(|e| e.seq == line.seq).flat_map(|e| &e.changes);
        let mut images = images.flat_map(|c| [c.before.as_deref(), c.after.as_deref()]).flatten();
        let restricted = images.any(|image| !cut.viewer.may_know_image(cut.diary, image));
        line.keys.retain(|key| cut.viewer.may_know(cut.diary, *key));
        if restricted || !READERS.contains(&cut.viewer.actor.role) {
            line.args.clear();
            line.reason = None;
        }
    }
}

impl Ask for Journal {
    fn scope(&self, _: &Viewer, _: Day) -> Scope {
        if let Some(key) = self.of {
            return Scope { touched: vec![key], ..Scope::default() };
        }
        let limit = usize::from(self.limit.unwrap_or(20));
        Scope { last: Some((self.before.unwrap_or(0), limit)), ..Scope::default() }
    }

    fn answer(&self, asked: &Asked) -> Result<Answer, Refusal> {
        if let Some(key) = self.of.filter(|key| asked.known.past.is_empty() && asked.known.diary.record(*key).is_none())
        {
            return Err(Refusal::not_found(key));
        }
        let before = |e: &&Arc<Entry>| self.before.is_none_or(|before| e.seq < before);
        let lines = asked.known.past.iter().filter(before).take(usize::from(self.limit.unwrap_or(20)));
        Ok(Answer::Journal(JournalView { lines: lines.map(|e| Line::of(e)).collect() }))
    }
}

impl Seen for JournalView {
    fn see(&mut self, cut: &Cutter) -> Result<(), Refusal> {
        see(&mut self.lines, cut);
        Ok(())
    }

    fn keys(&self, keys: &mut Vec<Key>) {
        self.lines.iter().for_each(|line| keys.extend(&line.keys));
    }
}
