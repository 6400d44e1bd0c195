//! `arrangement.end`: contact is over, with what came of it.

use super::*;
use crate::desk::{No, intake};

/// Ends an arrangement. What is still booked after its last day must be cancelled or moved first.
#[derive(Clone, PartialEq, Debug, Default, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ArrangementEnd {
    /// The arrangement.
    pub arrangement: ArrangementId,
    /// What came of it: home with the parents, adoption, no longer wanted.
    pub outcome: Note,
    /// Last day; today where it is left out.
    #[serde(default)]
    pub on: Option<Day>,
}

impl Decide for ArrangementEnd {
    fn scope(&self, _: &Viewer) -> Scope {
        Scope { of: vec![self.arrangement.key()], ..Scope::default() }
    }

    fn decide(&self, known: &Known) -> Result<Decided, Refusal> {
        let before = intake::running(known, self.arrangement)?;
        if self.outcome.is_empty() {
            return Err(Refusal::usage("outcome", "say what came of it"));
        }
        let end = self.on.unwrap_or(known.today());
        let ahead = |s: &&Session| s.date > end && known.diary.takes(s) && s.status.is_ahead();
        let still: Vec<SessionId> = known.diary.sessions_of(before.id.key())?.filter(ahead).map(|s| s.id).collect();
        if let Some(first) = still.first() {
            let what =
                format!("{} has {} after that day, first {first}", before.id, said::count(still.len(), "session"));
            return Err(Refusal::new(No::Rule, what).hinted("cancel or move them first"));
        }
        let (status, outcome) = (ArrangementStatus::Ended, self.outcome.clone());
        let after = Arrangement { status, end: Some(end), status_reason: outcome, ..before.clone() };
        super::record_add::sound(&after.clone().into(), known.diary)?;
        Ok(Decided { reason: Some(self.outcome.clone()), ..Decided::one(Change::of(before.clone(), after)) })
    }

    fn args(&self) -> String {
        crate::codec::json(self)
    }
}
