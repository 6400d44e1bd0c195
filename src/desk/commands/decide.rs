//! What a command is: what its decision rests on, what it comes to, and the decision itself, which is pure.

use crate::desk::{About, Content, Gap, Lack, Missed, No, Printed, Refusal, Viewer};
use crate::domain::*;
use std::sync::Arc;

/// What a decision rests on.
pub(crate) struct Known<'a> {
    /// The records, with the command's scope loaded.
    pub diary: &'a Diary,
    /// The journal entries the scope asked for, newest first.
    pub past: &'a [Arc<Entry>],
    /// Now.
    pub now: &'a Instant,
    /// Who asks.
    pub viewer: &'a Viewer,
}

impl Known<'_> {
    /// Today.
    pub(crate) fn today(&self) -> Day {
        self.now.moment().day
    }

    /// The account of who asks, as records have it.
    pub(crate) fn account(&self) -> Name {
        Name::new(&self.viewer.actor.account).unwrap_or_default()
    }

    /// A record that exists and is in use.
    pub(crate) fn open<T: Plain>(&self, id: impl Into<Key>) -> Result<&T, Refusal> {
        let key = id.into();
        let record = self.diary.get::<T>(key).ok_or_else(|| Refusal::not_found(key))?;
        match record.life() {
            Life::Open => Ok(record),
            Life::Closed { on, why } => {
                Err(Refusal::new(No::Rule, format!("{key} was closed on {}: {why}", said::long(*on))))
            }
            Life::Merged { into, .. } => {
                Err(Refusal::new(No::Rule, format!("{key} was a duplicate and is now {into}"))
                    .hinted(format!("use {into}")))
            }
        }
    }

    /// A session that exists and that the asker may know: who cannot see whom it is for cannot change it safely.
    pub(crate) fn session(&self, id: SessionId) -> Result<&Session, Refusal> {
        let session = self.diary.get::<Session>(id).ok_or_else(|| Refusal::not_found(id))?;
        if self.viewer.may_know_session(self.diary, session) {
            return Ok(session);
        }
        Err(Refusal::new(No::NotPermitted, format!("{id} belongs to a restricted case"))
            .hinted("ask a manager: a restricted case opens only to those on its list"))
    }
}

/// What a command comes to.
#[derive(Default, Debug)]
pub(crate) struct Decided {
    /// The changes, in order.
    pub changes: Vec<Change>,
    /// The entry it takes back.
    pub undoes: Option<u64>,
    /// The command of that entry.
    pub undone: Option<String>,
    /// The reason to keep in the entry.
    pub reason: Option<Note>,
    /// What was revealed.
    pub revealed: Option<Note>,
    /// Whether a caller is who they say.
    pub identified: Option<Identified>,
    /// What was printed.
    pub printed: Option<Printed>,
    /// What was lost of a session and what of it is made good.
    pub late: Option<Late>,
    /// What kept it from doing more.
    pub why_not: Vec<About>,
    /// What an arrangement still lacks before contact may begin.
    pub next: Vec<Lack>,
    /// What a referral to a panel still lacks.
    pub lacks: Vec<Gap>,
    /// The bytes it keeps, which a record of it names.
    pub keeps: Option<Content>,
    /// The bytes it gives out.
    pub reads: Option<Bytes>,
    /// What the journal keeps of the arguments, where that is not what was given.
    pub args: Option<String>,
    /// The times of a series it leaves as they are, with the reasons.
    pub missed: Vec<Missed>,
}

impl Decided {
    pub(crate) fn one(change: Change) -> Self {
        Self { changes: vec![change], ..Self::default() }
    }

    /// With a task for somebody to see to.
    pub(super) fn raising(mut self, known: &Known, task: Task) -> Self {
        let id = TaskId(known.diary.head.next(Kind::Task));
        let by = Name::new(&known.viewer.actor.account).unwrap_or_default();
        self.changes.push(Change::new(Task { id, by, raised: known.now.moment(), ..task }));
        self
    }

    /// With a task for a coordinator, where duty staff did it: the office hears of it in the morning.
    pub(super) fn raised_by_duty(
        self,
        known: &Known,
        sort: TaskSort,
        about: Vec<Key>,
        words: &str,
        note: &Note,
    ) -> Self {
        if known.viewer.actor.role == Role::Duty { self.raising(known, task(sort, about, words, note)) } else { self }
    }
}

/// A task for a coordinator in words, with what was noted.
pub(super) fn task(sort: TaskSort, about: Vec<Key>, words: &str, note: &Note) -> Task {
    let all = if note.is_empty() { words.to_owned() } else { format!("{words}: {}", &**note) };
    let cut: String = all.chars().take(Note::MAX).collect();
    Task { sort, about, what: Note::new(cut).unwrap_or_default(), ..Task::default() }
}

/// A command knows what it needs and decides what it comes to. Pure: the same diary, the same decision.
pub(crate) trait Decide {
    /// The sessions and entries it needs loaded. Days of the sessions it changes are loaded for the rules in any case.
    fn scope(&self, _: &Viewer) -> Scope {
        Scope::default()
    }

    /// What else it needs, once the entries of its scope were read.
    fn further(&self, _past: &[Arc<Entry>]) -> Scope {
        Scope::default()
    }

    /// What else it needs, once the records and sessions of its scope are there: the past of those it names.
    fn needs(&self, _known: &Known) -> Scope {
        Scope::default()
    }

    /// What it comes to.
    fn decide(&self, known: &Known) -> Result<Decided, Refusal>;

    /// Its arguments for the journal, as JSON, without the records that are in the changes anyway.
    fn args(&self) -> String;
}
