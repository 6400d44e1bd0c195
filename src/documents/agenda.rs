//! The agenda of a sitting: for its members, or with initials only to lie on a table.

use super::{Copy, Document};
use crate::domain::*;

/// An agenda.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Agenda {
    /// Which copy.
    pub copy: Copy,
    /// The panel.
    pub panel: String,
    /// The day.
    pub date: Day,
    /// From when to when.
    pub span: Option<Span>,
    /// Where.
    pub place: String,
    /// What is heard.
    pub items: Vec<Listed>,
}

/// An item of it.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Listed {
    /// Part of the agenda.
    pub part: u8,
    /// From.
    pub start: Option<Minute>,
    /// Minutes.
    pub minutes: u16,
    /// Whom it is about: names, or initials.
    pub children: String,
    /// What is asked.
    pub what: String,
    /// Who presents it.
    pub presenters: String,
    /// What members must know: late papers, carried, to be ratified by.
    pub marks: Vec<String>,
}

impl Document for Agenda {
    const AUDIENCE: Audience = Audience::Panel;

    fn lines(&self) -> Vec<String> {
        let span = self.span.map_or_else(String::new, |span| format!(" {span}"));
        let mut lines = vec![format!("AGENDA  {}  {}{span}", self.panel, said::long(self.date))];
        lines.extend(self.copy.lines());
        lines.extend((!self.place.is_empty()).then(|| self.place.clone()));
        let parts = self.items.iter().any(|item| item.part > 1);
        let mut part = 0;
        for (item, n) in self.items.iter().zip(1..) {
            if parts && item.part != part {
                part = item.part;
                lines.extend([String::new(), format!("PART {}", if part == 1 { "I" } else { "II" })]);
            }
            let start = item.start.map_or_else(|| "     ".to_owned(), |start| start.to_string());
            lines.push(format!("{n:2}. {start}  {} min  {}  {}", item.minutes, item.children, item.what));
            lines.extend((!item.presenters.is_empty()).then(|| format!("      presented by {}", item.presenters)));
            lines.extend(item.marks.iter().map(|mark| format!("      ! {mark}")));
        }
        if self.items.is_empty() {
            lines.push("Nothing is listed.".to_owned());
        }
        lines
    }
}

/// The initials of a name.
pub fn initials(name: &str) -> String {
    let firsts = name.split_whitespace().filter_map(|word| word.chars().find(|c| c.is_alphanumeric()));
    firsts.flat_map(|first| [first, '.']).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn initials_are_no_name() {
        assert_eq!(initials("Amara  Nwosu-Okafor"), "A.N.");
        assert_eq!(initials("'Abd al-Rahman"), "A.a.");
        assert_eq!(initials(""), "");
    }
}
