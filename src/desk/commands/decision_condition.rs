//! `decision.condition`: a condition of a decision is met, or has another day.

use super::*;
use crate::desk::sitting;

/// Records that a condition is met, or by when it must be.
#[derive(Clone, PartialEq, Debug, Default, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct DecisionCondition {
    /// The decision.
    pub decision: DecisionId,
    /// Which condition, counted from 1.
    pub condition: u16,
    /// Since when it is met; today where it is left out and no other day is given.
    #[serde(default)]
    pub met: Option<Day>,
    /// By when it must be met instead.
    #[serde(default)]
    pub due: Option<Day>,
}

impl Decide for DecisionCondition {
    fn decide(&self, known: &Known) -> Result<Decided, Refusal> {
        let before = sitting::decision(known, self.decision)?;
        let mut after = before.clone();
        let count = before.conditions.len();
        let at = usize::from(self.condition).checked_sub(1);
        let Some(condition) = at.and_then(|at| after.conditions.get_mut(at)) else {
            return Err(Refusal::usage("condition", format!("{} has {}", before.id, said::count(count, "condition"))));
        };
        if self.met.is_some_and(|met| met > known.today()) {
            return Err(Refusal::usage("met", "a condition is met when it is, not before"));
        }
        match (self.met, self.due) {
            (met, Some(due)) => (condition.due, condition.met) = (Some(due), met),
            (met, None) => condition.met = met.or(Some(known.today())),
        }
        Ok(Decided::one(Change::of(before.clone(), after)))
    }

    fn args(&self) -> String {
        crate::codec::json(self)
    }
}
