//! `tell`: which social workers are to be told of sessions that failed, and by when (DOMAIN 3a: 10:00 of the next working
//! day).

use super::*;
use crate::desk::told;

/// The social workers to be told.
#[derive(Clone, PartialEq, Debug, Default, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Tell {}

/// The social workers to be told, the soonest first.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize, JsonSchema)]
pub struct TellView {
    /// When this is.
    pub at: Moment,
    /// What is to be told.
    pub rows: Vec<TellRow>,
}

/// A session that failed, of which a social worker does not know yet.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize, JsonSchema)]
pub struct TellRow {
    /// The task.
    pub task: Task,
    /// The session.
    pub session: SessionId,
    /// The social workers of its children, with their numbers.
    pub workers: Vec<Worker>,
    /// It should have been told by now.
    pub overdue: bool,
    /// How often it was tried.
    pub tried: u16,
}

/// A social worker.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize, JsonSchema)]
pub struct Worker {
    /// The child.
    pub child: ChildId,
    /// Name.
    pub name: Name,
    /// How to reach them.
    pub phone: Name,
}

/// The session a task is about.
fn session_of(task: &Task) -> Option<SessionId> {
    task.about.iter().find(|key| key.kind == Kind::Session).map(|key| SessionId(key.id))
}

fn tasks(diary: &Diary) -> impl Iterator<Item = &Task> {
    diary.open::<Task>().filter(|task| task.sort == TaskSort::TellWorker)
}

impl Ask for Tell {
    fn scope(&self, _: &Viewer, _: Day) -> Scope {
        Scope::default()
    }

    fn further(&self, known: &Known) -> Scope {
        Scope::sessions(tasks(known.diary).filter_map(session_of))
    }

    fn answer(&self, asked: &Asked) -> Result<Answer, Refusal> {
        let (diary, at) = (asked.known.diary, asked.known.now.moment());
        let worker = |child: &ChildId| {
            let child = diary.get::<Child>(*child)?;
            let (name, phone) = (child.social_worker.clone(), child.social_worker_phone.clone());
            Some(Worker { child: child.id, name, phone })
        };
        let row = |task: &Task| {
            let session = session_of(task)?;
            let it = diary.get::<Session>(session);
            // told of by another way than the task, or it is on again
            if it.is_some_and(|s| told::workers(s).is_empty()) {
                return None;
            }
            let tries =
                it.map_or(0, |s| s.told.iter().filter(|t| t.who.is_some_and(|k| k.kind == Kind::Child)).count());
            Some(TellRow {
                workers: it.map_or_else(Vec::new, |s| told::workers(s).iter().filter_map(worker).collect()),
                overdue: task.due.is_some_and(|due| due < at),
                tried: tries as u16,
                task: task.clone(),
                session,
            })
        };
        let mut rows: Vec<TellRow> = tasks(diary).filter_map(row).collect();
        rows.sort_by_key(|row| (row.task.due, row.session));
        Ok(Answer::Tell(TellView { at, rows }))
    }
}

impl Seen for TellView {
    fn see(&mut self, cut: &Cutter) -> Result<(), Refusal> {
        self.rows.retain(|row| cut.viewer.has_task(&row.task));
        for row in self.rows.iter_mut().filter(|row| !cut.viewer.may_know(cut.diary, row.task.key())) {
            let mut task = vec![row.task.clone()];
            cut.tasks(&mut task);
            row.task = task.pop().unwrap_or_default();
            row.workers.clear();
            row.session = SessionId(0);
        }
        Ok(())
    }

    fn keys(&self, keys: &mut Vec<Key>) {
        for row in &self.rows {
            keys.extend(row.task.about.iter().copied().chain(row.workers.iter().map(|w| w.child.key())));
        }
    }
}
