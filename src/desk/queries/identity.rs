//! `identity`: what to ask a caller, to make sure who they are.

use super::*;
use crate::desk::identity;

/// What to ask a caller.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Identity {
    /// Who they say they are: a reference or a name; of a child, its social worker.
    pub who: String,
}

/// Someone on the telephone.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize, JsonSchema)]
pub struct SpeakingTo {
    /// Who.
    pub caller: Caller,
    /// What they are: mother, foster carer; the name of a social worker.
    pub what: Name,
    /// When it was made sure of today; nothing where it was not they the last time somebody said so.
    pub known: Option<MadeSure>,
}

/// When it was made sure who somebody is, and by whom.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize, JsonSchema)]
pub struct MadeSure {
    /// When.
    pub at: Moment,
    /// Account of who asked.
    pub by: String,
}

/// A question whose answer is on file.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize, JsonSchema)]
pub struct Question {
    /// What is asked.
    pub proof: Proof,
    /// About which child, where it is about one.
    pub child: Option<ChildId>,
}

/// What to ask a caller; the answers are not in it.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize, JsonSchema)]
pub struct IdentityView {
    /// Who they say they are.
    pub to: SpeakingTo,
    /// The questions; fewer than two are not enough, and they are rung back.
    pub questions: Vec<Question>,
    /// How often in a row it was not they today.
    pub failed: usize,
}

impl Ask for Identity {
    fn scope(&self, _: &Viewer, _: Day) -> Scope {
        Scope::default()
    }

    fn further(&self, known: &Known) -> Scope {
        touched(identity::named(known, &self.who))
    }

    fn answer(&self, asked: &Asked) -> Result<Answer, Refusal> {
        let known = &asked.known;
        let caller = identity::named(known, &self.who)?;
        Ok(Answer::Identity(IdentityView {
            to: identity::speaking_to(known, caller),
            questions: identity::questions(known, caller),
            failed: identity::failed(known, caller),
        }))
    }
}

/// What happened to the record of a caller.
pub(super) fn touched(caller: Result<Caller, Refusal>) -> Scope {
    Scope { touched: caller.iter().map(|c| c.key()).collect(), ..Scope::default() }
}

impl Seen for IdentityView {
    fn see(&mut self, cut: &Cutter) -> Result<(), Refusal> {
        self.questions.retain(|q| q.child.is_none_or(|child| cut.viewer.may_know(cut.diary, child.key())));
        Ok(())
    }

    fn keys(&self, keys: &mut Vec<Key>) {
        keys.push(self.to.caller.key());
        keys.extend(self.questions.iter().filter_map(|q| q.child).map(|c| c.key()));
    }
}
