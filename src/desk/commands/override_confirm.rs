//! `override.confirm`: a manager's own word about an override that somebody recorded as agreed by telephone.

use super::*;
use crate::desk::{No, role};

/// Confirms an override that was recorded as agreed with you by telephone, or objects to it.
#[derive(Clone, PartialEq, Debug, Default, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct OverrideConfirm {
    /// The task that asks for it.
    pub task: TaskId,
    /// It was not agreed: whoever recorded it has to mend it.
    #[serde(default)]
    pub objects: bool,
    /// What there is to say; needed with an objection.
    #[serde(default)]
    pub words: Note,
}

impl Decide for OverrideConfirm {
    fn decide(&self, known: &Known) -> Result<Decided, Refusal> {
        let task = known.open::<Task>(self.task)?;
        if task.sort != TaskSort::Override || task.account.is_empty() {
            return Err(Refusal::new(No::Rule, format!("{} is no override that waits for a manager", task.id)));
        }
        // where the manager named uses the desk no more, another speaks
        let gone = role::manager(known.diary, &task.account).is_err();
        if !known.viewer.has_task(task) && !gone {
            return Err(Refusal::new(No::NotPermitted, format!("{} waits for {}", task.id, task.account)));
        }
        if self.objects && self.words.is_empty() {
            return Err(Refusal::usage("words", "say what is wrong with it"));
        }
        let account = &known.viewer.actor.account;
        let word = if self.objects { "objects" } else { "confirms" };
        let why = if self.words.is_empty() { String::new() } else { format!(": {}", &*self.words) };
        let why = Note::new(format!("{account} {word}{why}").chars().take(Note::MAX).collect::<String>());
        let life = Life::Closed { on: known.today(), why: why.unwrap_or_default() };
        let decided = Decided {
            reason: (!self.words.is_empty()).then(|| self.words.clone()),
            ..Decided::one(Change::of(task.clone(), Task { life, ..task.clone() }))
        };
        if !self.objects {
            return Ok(decided);
        }
        let words = format!("{account} did not agree to what {} recorded; mend or cancel it", task.by);
        Ok(decided.raising(known, super::task(TaskSort::Override, task.about.clone(), &words, &self.words)))
    }

    fn args(&self) -> String {
        crate::codec::json(self)
    }
}
