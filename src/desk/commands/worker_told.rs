//! `worker.told`: a social worker was told of a session that failed, or it was tried (DOMAIN 3a: by 10:00 of the next
//! working day).

use super::*;
use crate::desk::No;

/// Records that the social worker was told of a session that failed. Once they know, the task is done.
#[derive(Clone, PartialEq, Debug, Default, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct WorkerTold {
    /// The session.
    pub session: SessionId,
    /// How.
    #[serde(default)]
    pub how: Channel,
    /// What came of it: told, where it is left out.
    #[serde(default)]
    pub result: ToldResult,
    /// What they were told, or said.
    #[serde(default)]
    pub what: Note,
    /// When; now where it is left out.
    #[serde(default)]
    pub at: Option<Moment>,
}

impl Decide for WorkerTold {
    fn scope(&self, _: &Viewer) -> Scope {
        Scope::sessions([self.session])
    }

    fn decide(&self, known: &Known) -> Result<Decided, Refusal> {
        let old = known.session(self.session)?;
        let now = known.now.moment();
        let at = self.at.unwrap_or(now);
        if at > now {
            return Err(Refusal::usage("at", format!("{at} is still to come")));
        }
        if !old.is_to_be_told() {
            let what = format!("{} is {}: there is nothing to tell of it", old.id, old.status.said());
            return Err(Refusal::new(No::Rule, what));
        }
        let by = Name::new(&known.viewer.actor.account).unwrap_or_default();
        let mut session = old.clone();
        session.told.extend(old.children.iter().map(|child| Told {
            who: Some(child.key()),
            how: self.how,
            result: self.result,
            what: self.what.clone(),
            at,
            ring_back: None,
            by: by.clone(),
            date: Some(old.date),
            old: false,
        }));
        let mut decided = Decided::one(Change::of(old.clone(), session));
        if self.result == ToldResult::Told {
            let ours = |t: &&Task| t.sort == TaskSort::TellWorker && t.about.contains(&old.key());
            let why = Note::new(format!("told {at}, by {}", self.how.said())).unwrap_or_default();
            let done = |t: &Task| {
                Change::of(t.clone(), Task { life: Life::Closed { on: at.day, why: why.clone() }, ..t.clone() })
            };
            decided.changes.extend(known.diary.open::<Task>().filter(ours).map(done));
        }
        Ok(decided)
    }

    fn args(&self) -> String {
        crate::codec::json(self)
    }
}
