//! `task.done`: somebody has seen to it.

use super::*;
use crate::desk::No;

/// Takes a task off the board, with what became of it. It is kept, closed.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct TaskDone {
    /// The task.
    pub task: TaskId,
    /// What became of it.
    pub how: Note,
}

impl Decide for TaskDone {
    fn decide(&self, known: &Known) -> Result<Decided, Refusal> {
        let task = known.open::<Task>(self.task)?;
        if self.how.is_empty() {
            return Err(Refusal::usage("how", "say what became of it"));
        }
        if !known.viewer.has_task(task) {
            let who = crate::desk::role::someone(task.whose);
            return Err(Refusal::new(No::NotPermitted, format!("{} is for {who} to see to", task.id)));
        }
        if task.sort == TaskSort::Override && !task.account.is_empty() {
            return Err(Refusal::new(No::Rule, format!("{} waits for your own word", task.id))
                .hinted("override.confirm confirms it or objects"));
        }
        let life = Life::Closed { on: known.today(), why: self.how.clone() };
        let mut decided = Decided::one(Change::of(task.clone(), Task { life, ..task.clone() }));
        decided.changes.extend(super::incident_change::followed_up(known, task));
        Ok(decided)
    }

    fn args(&self) -> String {
        crate::codec::json(&self.task)
    }
}
