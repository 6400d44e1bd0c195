//! The minutes of a sitting as they are drafted: made of what was recorded, to be read and mended before the chair has them.

use super::Document;
use crate::domain::*;

/// The minutes of a sitting.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct PanelMinutes {
    /// The panel.
    pub panel: String,
    /// The day.
    pub date: Day,
    /// Opened and closed.
    pub opened: Option<Minute>,
    /// Closed, adjourned.
    pub closed: Option<Minute>,
    /// Why it ended early, was moved or broken off.
    pub why: Note,
    /// Who was there, each with when they came late or left early.
    pub present: Vec<String>,
    /// Who sent apologies.
    pub apologies: Vec<String>,
    /// What was heard, in order.
    pub items: Vec<Heard>,
    /// What was carried on, with the reason.
    pub carried: Vec<String>,
}

/// An item as it was heard.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Heard {
    /// What it is.
    pub title: String,
    /// From when to when.
    pub span: String,
    /// Who left for it, with why.
    pub out: Vec<String>,
    /// Who presented it.
    pub presented: String,
    /// What was said.
    pub discussion: Text,
    /// What was decided about each child.
    pub decisions: Vec<Said>,
    /// What is to be done.
    pub actions: Vec<String>,
}

/// What was decided about a child.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Said {
    /// The child.
    pub child: String,
    /// The decision as it was made.
    pub decision: Decision,
}

impl Said {
    pub(super) fn lines(&self) -> Vec<String> {
        let d = &self.decision;
        let word = if d.recommended { "Recommended" } else { "Decided" };
        let mut lines = vec![format!("{word} for {} ({}): {}. {}", self.child, d.id, d.code.said(), flat(&d.what))];
        lines.extend(d.conditions.iter().map(|condition| {
            let due = condition.due.map_or_else(String::new, |due| format!(", by {}", said::long(due)));
            format!("  Condition: {}{due}", flat(&condition.what))
        }));
        let days = [("Holds until", d.valid_until), ("To be reviewed on", d.review_on)];
        lines.extend(days.iter().filter_map(|(what, day)| Some(format!("  {what} {}.", said::long((*day)?)))));
        lines.extend(d.cost_week.map(|cost| format!("  {cost} pounds a week.")));
        let words = [("Reasons", &d.reasons), ("Of another mind", &d.dissent)];
        lines.extend(
            words.iter().filter(|(_, text)| !text.is_empty()).map(|(what, text)| format!("  {what}: {}", flat(text))),
        );
        if let Some(signed) = &d.signed {
            let why = if signed.reasons.is_empty() { String::new() } else { format!(" {}", flat(&signed.reasons)) };
            lines.push(format!(
                "  {} decided on {}: {}.{why}",
                signed.by,
                said::long(signed.at.day),
                signed.code.said()
            ));
        } else if d.recommended {
            lines.push("  Open until the decision-maker signs.".to_owned());
        }
        lines
    }
}

pub(super) fn flat(text: &str) -> String {
    text.replace('\n', " ")
}

impl Document for PanelMinutes {
    const AUDIENCE: Audience = Audience::Panel;

    fn lines(&self) -> Vec<String> {
        let opened = self.opened.map_or_else(String::new, |at| format!(", opened {at}"));
        let closed = self.closed.map_or_else(String::new, |at| format!(", closed {at}"));
        let mut lines = vec![format!("MINUTES  {}  {}{opened}{closed}", self.panel, said::long(self.date))];
        let list =
            |label: &str, names: &[String]| (!names.is_empty()).then(|| format!("{label}: {}", names.join(", ")));
        lines.extend(list("Present", &self.present));
        lines.extend(list("Apologies", &self.apologies));
        lines.extend((!self.why.is_empty()).then(|| format!("Remark: {}", flat(&self.why))));
        for (item, n) in self.items.iter().zip(1..) {
            lines.extend([String::new(), format!("{n}. {}  {}", item.title, item.span)]);
            lines.extend(
                list("Presented by", std::slice::from_ref(&item.presented)).filter(|_| !item.presented.is_empty()),
            );
            lines.extend(list("Out of the room", &item.out));
            lines.extend(item.discussion.lines().map(str::to_owned));
            lines.extend(item.decisions.iter().flat_map(Said::lines));
            lines.extend(item.actions.iter().map(|action| format!("  Action: {action}")));
        }
        if !self.carried.is_empty() {
            lines.extend([String::new(), "Not heard, carried on:".to_owned()]);
            lines.extend(self.carried.iter().map(|line| format!("  {line}")));
        }
        lines
    }
}
