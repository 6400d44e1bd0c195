//! Documents: what goes on paper, and for whom.
//!
//! Each is one file: a type with the fields its readers may have and no others, and its lines. The desk fills it from what
//! the asker may see; nothing is ever taken out of a fuller copy (DOMAIN 3g: leaving out by hand is how addresses got to
//! the wrong reader). A document for a family has no field for a child's home, school or journey.

pub mod day_sheet;
pub mod incident_card;
pub mod message;
pub mod pack;
pub mod parent_calendar;
pub mod run_sheet;
mod text;

pub use day_sheet::DaySheet;
pub use incident_card::IncidentCard;
pub use message::{Message, Occasion};
pub use pack::Pack;
pub use parent_calendar::ParentCalendar;
pub use run_sheet::RunSheet;

use crate::domain::*;

choices! {
    /// The documents there are.
    DocumentKind {
        /// The sessions of a day, by room.
        #[default] DaySheet "day-sheet",
        /// When a family member meets whom.
        ParentCalendar "parent-calendar",
        /// The journeys of a driver or escort on a day.
        RunSheet "run-sheet",
        /// What to do about an incident, with blanks to fill in.
        IncidentCard "incident-card",
        /// A panel member's pack for a sitting.
        MemberPack "member-pack",
    }
}

/// A document: who reads it, and how it reads.
pub trait Document {
    /// Whom it is for: nobody else is given it.
    const AUDIENCE: Audience;

    /// Its lines, not yet broken to a width.
    fn lines(&self) -> Vec<String>;

    /// As plain text of a page's width, with a line break at the end.
    fn text(&self) -> String {
        text::page(&self.lines(), text::WIDE)
    }
}

/// A row of [`DOCUMENTS`].
pub struct DocumentRow {
    /// Which.
    pub kind: DocumentKind,
    /// What it says, in a sentence.
    pub about: &'static str,
    /// Whom it is for.
    pub audience: Audience,
    /// Who it is about, where it is about someone.
    pub who: Option<Kind>,
    /// Days it covers where no end is given.
    pub days: i32,
    /// The most days it covers.
    pub most: i32,
}

/// Every document.
pub const DOCUMENTS: &[DocumentRow] = &[
    DocumentRow {
        kind: DocumentKind::DaySheet,
        about: "the sessions of a day by room, with who comes when and by which car",
        audience: DaySheet::AUDIENCE,
        who: None,
        days: 1,
        most: 1,
    },
    DocumentRow {
        kind: DocumentKind::ParentCalendar,
        about: "when and where a family member meets whom; nothing of where the children live or come from",
        audience: ParentCalendar::AUDIENCE,
        who: Some(Kind::Party),
        days: 28,
        most: 366,
    },
    DocumentRow {
        kind: DocumentKind::RunSheet,
        about: "a driver's journeys of a day with the doors they go to; a secret address on it is a reveal",
        audience: RunSheet::AUDIENCE,
        who: Some(Kind::Driver),
        days: 1,
        most: 1,
    },
    DocumentRow {
        kind: DocumentKind::IncidentCard,
        about: "what to do about an incident, step by step: whom to ring, and a blank for the police reference",
        audience: IncidentCard::AUDIENCE,
        who: Some(Kind::Incident),
        days: 1,
        most: 1,
    },
    DocumentRow {
        kind: DocumentKind::MemberPack,
        about: "a panel member's pack for a sitting, without what they may not see: contactdesk panel pack prints it",
        audience: Pack::AUDIENCE,
        who: Some(Kind::Professional),
        days: 1,
        most: 1,
    },
];

/// The row of a document.
pub fn row(kind: DocumentKind) -> &'static DocumentRow {
    DOCUMENTS.iter().find(|row| row.kind == kind).unwrap_or(&DOCUMENTS[0])
}

/// A numbered copy for staff or drivers: the journal's entry of that number says who printed it.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Copy {
    /// The entry of the journal.
    pub number: u64,
    /// The account that printed it.
    pub by: String,
    /// When.
    pub at: Moment,
}

impl Copy {
    fn lines(&self) -> [String; 2] {
        let when = format!("{} {}", said::long(self.at.day), self.at.minute);
        [format!("Copy {}, printed by {} {when}.", self.number, self.by), "Bring it back to be shredded.".to_owned()]
    }
}

/// A child's first name, or what they are called: enough to ask for them by, and no family's name.
pub fn first_name(child: &Child) -> String {
    let name = if child.known_as.is_empty() { &child.name } else { &child.known_as };
    name.split_whitespace().next().unwrap_or_default().to_owned()
}
