//! The officers of a bundle: the cheapest first, and what the rules have said against them.

use super::choices::Choices;
use super::model::DayModel;
use crate::domain::*;

/// The officers to choose from.
pub(super) struct Team {
    needed: usize,
    /// Who may be free, the cheapest first.
    candidates: Vec<OfficerId>,
    /// Whom the rules refused.
    banned: Vec<OfficerId>,
    /// Who may not be the only one, the language not being theirs.
    not_alone: Vec<OfficerId>,
}

impl Team {
    /// Those who may be free then.
    pub(super) fn of(choices: &Choices, day: &DayModel, there: Span) -> Self {
        let candidates = choices.officers(day, there).map(|(_, officer)| officer).collect();
        Self { needed: choices.needed, candidates, banned: Vec::new(), not_alone: Vec::new() }
    }

    /// The first who are not refused, one who may lead before the others.
    pub(super) fn pick(&self) -> Vec<OfficerId> {
        let mut left: Vec<OfficerId> = self.candidates.iter().filter(|o| !self.banned.contains(o)).copied().collect();
        if let Some(lead) = left.iter().position(|o| !self.not_alone.contains(o)) {
            let lead = left.remove(lead);
            left.insert(0, lead);
        } else if self.needed > 0 {
            // nobody speaks it: none, rather than somebody the rules refuse
            left.clear();
        }
        left.truncate(self.needed);
        left
    }

    /// Takes note of what the rules say; whether that leaves another choice.
    pub(super) fn answer(&mut self, finding: &Finding, team: &[OfficerId]) -> bool {
        match &finding.what {
            What::TooFewOfficers { needed, .. } => {
                let more = usize::from(*needed) > self.needed;
                self.needed = self.needed.max(usize::from(*needed));
                more
            }
            What::Lacks { who, need: Need::Language(_) } => {
                let lead = OfficerId(who.id);
                let new = team.contains(&lead) && !self.not_alone.contains(&lead);
                self.not_alone.extend(new.then_some(lead));
                new
            }
            _ => {
                let refused = |o: &&OfficerId| finding.keys().contains(&o.key()) && !self.banned.contains(o);
                let refused: Vec<OfficerId> = team.iter().filter(refused).copied().collect();
                self.banned.extend(&refused);
                !refused.is_empty()
            }
        }
    }
}
