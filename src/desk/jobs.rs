//! Long work: begun by [`super::Desk::start`], told by events, stopped by [`super::Desk::cancel`].

use super::local::Core;
use super::{Command, Done, Event, No, Order, Refusal, Viewer, commands, role};
use crate::domain::*;
use std::collections::BTreeMap;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::{Arc, Mutex, PoisonError};

/// Long work.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Job {
    /// Reads the whole store and journal and says whether they agree.
    Verify,
    /// Takes records in, as the command of that name does.
    Import {
        /// The records.
        import: commands::Import,
        /// Why blocking findings are to be overridden.
        over: Option<Note>,
    },
}

/// The number of a job.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, Deserialize, JsonSchema)]
pub struct JobId(pub u64);

/// How far a job is.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum JobState {
    /// Under way: done, of so many (0: not known yet).
    Going {
        /// Done.
        done: u64,
        /// Of so many.
        of: u64,
    },
    /// A command is carried out.
    Done(Box<Done>),
    /// What was looked for: nothing is wrong where the list is empty.
    Found(Vec<String>),
    /// It was refused, or failed.
    Refused(Box<Refusal>),
    /// It was cancelled.
    Cancelled,
}

/// The jobs under way.
#[derive(Default)]
pub(super) struct Jobs {
    last: AtomicU64,
    going: Mutex<BTreeMap<JobId, Arc<AtomicBool>>>,
}

impl Jobs {
    /// Marks a job as to be stopped.
    pub(super) fn cancel(&self, job: JobId) {
        if let Some(stop) = self.going.lock().unwrap_or_else(PoisonError::into_inner).get(&job) {
            stop.store(true, Ordering::Relaxed);
        }
    }
}

/// Begins a job for a viewer, on a thread of its own.
pub(super) fn start(core: &Arc<Core>, viewer: &Viewer, job: Job) -> Result<JobId, Refusal> {
    let allowed = match &job {
        Job::Verify => role::READERS,
        Job::Import { .. } => role::ADMIN,
    };
    if !allowed.contains(&viewer.actor.role) {
        return Err(Refusal::new(No::NotPermitted, format!("{} may not start that", role::someone(viewer.actor.role))));
    }
    let id = JobId(core.jobs.last.fetch_add(1, Ordering::Relaxed) + 1);
    let stop = Arc::new(AtomicBool::new(false));
    core.jobs.going.lock().unwrap_or_else(PoisonError::into_inner).insert(id, Arc::clone(&stop));
    let (core, viewer) = (Arc::clone(core), viewer.clone());
    std::thread::spawn(move || {
        let tell = |state: JobState| core.tell_one(&viewer, &Event::Job { id, state });
        tell(match job {
            Job::Verify => verify(&core, &stop, &tell),
            Job::Import { .. } if stop.load(Ordering::Relaxed) => JobState::Cancelled,
            Job::Import { import, over } => {
                // one command, all or nothing: once it is decided it is carried out
                match core
                    .execute(&viewer, Order { command: Command::Import(import), over: over.map(super::Over::from) })
                {
                    Ok(done) => JobState::Done(Box::new(done)),
                    Err(refusal) => JobState::Refused(Box::new(refusal)),
                }
            }
        });
        core.jobs.going.lock().unwrap_or_else(PoisonError::into_inner).remove(&id);
    });
    Ok(id)
}

fn verify(core: &Core, stop: &AtomicBool, tell: &dyn Fn(JobState)) -> JobState {
    let progress = |done: u64, of: u64| {
        tell(JobState::Going { done, of });
        !stop.load(Ordering::Relaxed)
    };
    match core.verify(&progress) {
        _ if stop.load(Ordering::Relaxed) => JobState::Cancelled,
        Ok(found) => JobState::Found(found),
        Err(refusal) => JobState::Refused(Box::new(refusal)),
    }
}
