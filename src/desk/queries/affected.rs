//! `affected`: somebody or something is not there; which sessions that hits, and what could become of each.

use super::*;
use crate::desk::repair::{self, Mend, Missing};

/// The sessions that are hit, with a proposal for each. All first choices together go: nothing of them is booked twice.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct AffectedQuery {
    /// Who or what is not there, and when.
    pub missing: Missing,
    /// What was chosen for some of them already: the others are found round it.
    #[serde(default)]
    pub chosen: Vec<Mend>,
}

/// The sessions that are hit.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize, JsonSchema)]
pub struct AffectedView {
    /// Who or what is not there.
    pub who: Key,
    /// The days that were looked at.
    pub days: Days,
    /// The sessions, by day and start.
    pub rows: Vec<Affected>,
}

/// A session that is hit.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize, JsonSchema)]
pub struct Affected {
    /// As it is.
    pub session: Session,
    /// What is in its way.
    pub why: Vec<About>,
    /// What could become of it, the proposal first; nothing where it is not the asker's to change.
    pub choices: Vec<Choice>,
    /// Where nobody can take it at its time: of each who might, the first thing that stands against it.
    pub nobody: Vec<About>,
}

/// Something that could become of a session.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize, JsonSchema)]
pub struct Choice {
    /// As `absence.repair` takes it.
    pub mend: Mend,
    /// The session as it would be, and what speaks against it.
    pub slot: Slot,
    /// What speaks for it.
    pub because: Vec<Reason>,
}

/// What speaks for something that could become of a session.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Reason {
    /// One of the arrangement's usual officers.
    Usual {
        /// Who.
        officer: OfficerId,
    },
    /// An officer the children know.
    Knows {
        /// Who.
        officer: OfficerId,
        /// Sessions they had together in the last eight weeks.
        sessions: u16,
    },
    /// They speak the family's language.
    Speaks {
        /// Who.
        officer: OfficerId,
        /// The language.
        language: Name,
    },
    /// They take over while it is under way.
    TakesOver {
        /// Who.
        officer: OfficerId,
        /// From when.
        at: Minute,
    },
}

impl Ask for AffectedQuery {
    fn scope(&self, _: &Viewer, today: Day) -> Scope {
        let days = self.missing.days;
        let last = days.last.min(days.first.max(today) + 62);
        let mut scope = Scope::days(Days::new(days.first.max(today), last));
        // who knows whom is counted over the last weeks
        scope.days.push(Days::new(today - repair::KNOWN_FOR, today));
        scope.sessions = self.chosen.iter().map(|mend| mend.session).collect();
        scope
    }

    fn answer(&self, asked: &Asked) -> Result<Answer, Refusal> {
        let rows = repair::solve(&asked.known, &self.missing, &self.chosen)?;
        Ok(Answer::Affected(AffectedView { who: self.missing.who, days: self.missing.days, rows }))
    }
}

impl Seen for AffectedView {
    fn see(&mut self, cut: &Cutter) -> Result<(), Refusal> {
        for row in &mut self.rows {
            if !cut.viewer.may_know_session(cut.diary, &row.session) {
                row.choices.clear();
            }
            row.choices.iter_mut().for_each(|choice| slots::see_findings(cut, &mut choice.slot.warnings));
            row.session = cut::session(cut.viewer, cut.diary, &row.session);
            cut.findings(&mut row.why);
            cut.findings(&mut row.nobody);
        }
        Ok(())
    }

    fn keys(&self, keys: &mut Vec<Key>) {
        keys.push(self.who);
        for row in &self.rows {
            session_keys(std::slice::from_ref(&row.session), keys);
            finding_keys(&row.why, keys);
            finding_keys(&row.nobody, keys);
            for choice in &row.choices {
                slots::slot_keys(&choice.slot, keys);
                keys.extend(choice.because.iter().map(|reason| reason.officer().key()));
            }
        }
    }
}

impl Reason {
    /// Whom it names.
    pub fn officer(&self) -> OfficerId {
        match self {
            Self::Usual { officer }
            | Self::Knows { officer, .. }
            | Self::Speaks { officer, .. }
            | Self::TakesOver { officer, .. } => *officer,
        }
    }
}
