//! What a panel decided: the notice for staff, and the letter for the family.
//!
//! The letter has no field for words that were written for staff: what was asked for, conditions and reasons may name a
//! carer, a school or a place. It says what was decided and who explains it.

use super::panel_minutes::Said;
use super::{Copy, Document};
use crate::domain::*;

/// The notice for staff: who asked, placements, contact.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct OutcomeNotice {
    /// Which copy.
    pub copy: Copy,
    /// To whom.
    pub to: String,
    /// The panel.
    pub panel: String,
    /// What was decided.
    pub said: Said,
    /// What is to be done.
    pub actions: Vec<String>,
    /// What contact is needed.
    pub contact: Note,
}

impl Document for OutcomeNotice {
    const AUDIENCE: Audience = Audience::Staff;

    fn lines(&self) -> Vec<String> {
        let d = &self.said.decision;
        let mut lines = vec![format!("OUTCOME  {}  {}", self.panel, said::long(d.at.day))];
        lines.extend(self.copy.lines());
        lines.extend((!self.to.is_empty()).then(|| format!("To: {}", self.to)));
        lines.push(String::new());
        lines.extend(self.said.lines());
        lines.push(format!("  By {}.", d.decided_by));
        lines.extend(self.actions.iter().map(|action| format!("Action: {action}")));
        if !self.contact.is_empty() {
            lines.push(format!("Contact: {}", super::panel_minutes::flat(&self.contact)));
        }
        lines
    }
}

/// The letter for a family.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct OutcomeLetter {
    /// The day it is written.
    pub date: Day,
    /// The child's first name.
    pub child: String,
    /// The panel.
    pub panel: String,
    /// When it met.
    pub met: Day,
    /// What was decided.
    pub code: DecisionCode,
    /// Until when it holds.
    pub until: Option<Day>,
    /// To be looked at again on.
    pub review: Option<Day>,
    /// Who explains it.
    pub worker: String,
    /// A second person has read it.
    pub released: bool,
}

/// What stands over and under a letter that nobody but its writer has read.
const DRAFT: &str = "DRAFT: not to go out before somebody else has read it (decision.release)";

/// What was decided, as a family reads it.
fn plainly(code: DecisionCode) -> &'static str {
    match code {
        DecisionCode::Agreed => "The panel agreed to what was asked for.",
        DecisionCode::AgreedWithConditions => {
            "The panel agreed to what was asked for, on conditions. Your social worker will tell you what they are."
        }
        DecisionCode::AgreedTimeLimited => "The panel agreed to what was asked for, for a time.",
        DecisionCode::NotAgreed => "The panel did not agree to what was asked for.",
        DecisionCode::Deferred => "The panel has not decided yet. It will talk about it again.",
        DecisionCode::MoreInfo => "The panel has not decided yet. It needs to know more first.",
        DecisionCode::SignpostedElsewhere => "The panel thinks that another service can help better.",
        DecisionCode::Ratified => "The panel agreed to what had been arranged at short notice.",
        DecisionCode::Withdrawn => "What was asked for was taken back, and the panel did not decide.",
        DecisionCode::Noted => "The panel talked about it and took note.",
    }
}

impl Document for OutcomeLetter {
    const AUDIENCE: Audience = Audience::Family;

    fn lines(&self) -> Vec<String> {
        let draft = (!self.released).then(|| DRAFT.to_owned());
        let mut lines: Vec<String> = draft.iter().cloned().collect();
        lines.extend([
            said::long(self.date),
            String::new(),
            format!("The {} met on {} and talked about {}.", self.panel, said::long(self.met), self.child),
            String::new(),
            plainly(self.code).to_owned(),
        ]);
        lines.extend(self.until.map(|until| format!("This is until {}.", said::long(until))));
        lines.extend(self.review.map(|on| format!("It will be looked at again on {}.", said::long(on))));
        let worker = if self.worker.is_empty() { "Your social worker".to_owned() } else { self.worker.clone() };
        lines.extend([
            String::new(),
            format!(
                "{worker} will explain why, and what happens now. If you do not agree, tell them: they will say how you \
                 can have it looked at again."
            ),
        ]);
        lines.extend(draft);
        lines
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_letter_says_what_was_decided_and_nothing_staff_wrote() {
        for code in DecisionCode::ALL {
            let letter = OutcomeLetter {
                child: "Amara".into(),
                panel: "Placement panel".into(),
                code: *code,
                ..OutcomeLetter::default()
            };
            let text = letter.text();
            assert!(
                text.contains("Amara") && text.contains("he panel") && text.contains("Your social worker"),
                "{text}"
            );
        }
    }
}
