//! A panel member's pack: the agenda of a sitting, what each item asks for, and the list of its papers. What they may not
//! see is not in it: an item keeps its number, and says no more. With initials only it is an agenda to carry about.

use super::{Copy, Document};
use crate::domain::*;

/// The pack of one member.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Pack {
    /// The panel and when it sits.
    pub heading: String,
    /// Whose it is.
    pub member: String,
    /// Which copy.
    pub copy: Copy,
    /// The items, in the order in which they are heard.
    pub items: Vec<Item>,
}

/// An item of a pack.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Item {
    /// It is not for this reader.
    Withheld,
    /// It is.
    Shown(Shown),
}

/// An item the reader may see.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Shown {
    /// When it is heard; nothing while it has no time.
    pub at: Option<Span>,
    /// Part of the agenda.
    pub part: u8,
    /// What is heard: whom it is about, by name or by initials, and what is asked.
    pub title: String,
    /// Who presents it.
    pub presenters: String,
    /// What is asked about each child.
    pub asks: Vec<Ask>,
}

/// A referral of an item.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Ask {
    /// The child and what is asked for.
    pub heading: String,
    /// The papers came late: whether the chair took them.
    pub late: String,
    /// What the form says, each with its label; none with initials only.
    pub says: Vec<(&'static str, String)>,
    /// The papers.
    pub papers: Vec<String>,
    /// How many papers are not in this copy.
    pub withheld: usize,
}

impl Document for Pack {
    const AUDIENCE: Audience = Audience::Panel;

    fn lines(&self) -> Vec<String> {
        let mut lines = vec![format!("PACK  {}", self.heading), format!("for {} and nobody else", self.member)];
        lines.extend(self.copy.lines());
        let mut part = 1;
        for (item, number) in self.items.iter().zip(1..) {
            lines.push(String::new());
            let Item::Shown(shown) = item else {
                lines.push(format!("{number}. not in your copy"));
                continue;
            };
            if shown.part > part {
                part = shown.part;
                lines.push(format!("PART {part}"));
            }
            let at = shown.at.map_or_else(String::new, |span| format!("{span}  "));
            lines.push(format!("{number}. {at}{}", shown.title));
            if !shown.presenters.is_empty() {
                lines.push(format!("   presented by {}", shown.presenters));
            }
            lines.extend(shown.asks.iter().flat_map(asked));
        }
        if self.items.is_empty() {
            lines.extend([String::new(), "nothing is on the agenda yet".to_owned()]);
        }
        lines
    }
}

fn asked(ask: &Ask) -> Vec<String> {
    let mut lines = vec![format!("   {}", ask.heading)];
    if !ask.late.is_empty() {
        lines.push(format!("   {}", ask.late));
    }
    let says = ask.says.iter().filter(|(_, text)| !text.is_empty());
    lines.extend(says.map(|(label, text)| format!("   {label}: {}", text.replace('\n', " / "))));
    lines.extend(ask.papers.iter().map(|paper| format!("   - {paper}")));
    if ask.withheld > 0 {
        lines.push(format!("   {} not in your copy", said::count(ask.withheld, "paper")));
    }
    lines
}
