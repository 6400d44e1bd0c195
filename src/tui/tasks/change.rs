//! Changing who and where: officers, room, adults, notes.

use super::amend::{Amend, Amending};
use super::{altered, chosen, known, override_field, read, records};
use crate::desk::commands::SessionChange;
use crate::desk::{Command, Names};
use crate::domain::*;
use crate::lines::{self, Speak};
use crate::tui::fields::{Field, Fields};
use crate::tui::form::Form;
use crate::tui::offer::Offer;

/// The form's name.
pub(super) const NAME: &str = "session.change";

struct Alter {
    session: Session,
}

/// The form that changes a session, with one of its fields in focus.
pub fn form(session: &Session, names: &Names, focus: &str, may_override: bool) -> Form {
    let speak = Speak::new(names);
    let mut fields = vec![
        Field::picks("officers", "officers", records(Kind::Officer)),
        Field::pick("room", "room", records(Kind::Room)),
        Field::picks("parties", "adults", records(Kind::Party)),
        Field::text("notes", "notes"),
    ];
    fields.extend(override_field(may_override));
    let mut fields = Fields::new(fields);
    let alter = Alter { session: session.clone() };
    alter.fill(&mut fields, names);
    fields.focus(focus);
    let title = format!("Change {} {}", session.id, lines::children(session, speak));
    Form::new(title, fields, Amending(alter)).on(session.clone(), names).kept(NAME)
}

impl Amend for Alter {
    const NOTHING: (&'static str, &'static str) = ("officers", "! to whom, or what? type a name");

    fn command(&self, fields: &mut Fields) -> Option<Command> {
        let notes = read(fields, "notes", |t| Note::new(t));
        let change = SessionChange {
            session: self.session.id,
            officers: altered(fields, "officers", &self.session.officers, OfficerId),
            room: chosen(fields, "room", RoomId).and_then(|ids| ids.first().copied()),
            parties: altered(fields, "parties", &self.session.parties, PartyId),
            notes: notes.ok()?,
            was: Some(Box::new(self.session.clone())),
            ..SessionChange::default()
        };
        Some(change.into())
    }

    fn nothing(&self) -> Command {
        let was = Some(Box::new(self.session.clone()));
        SessionChange { session: self.session.id, was, ..SessionChange::default() }.into()
    }

    fn session(&mut self) -> &mut Session {
        &mut self.session
    }

    fn fill(&self, fields: &mut Fields, names: &Names) {
        let session = &self.session;
        fields.fill_chosen("officers", known(session.officers.iter().map(|o| o.key()), names));
        fields.fill_chosen("room", vec![Offer::word(lines::place(session, Speak::new(names)))]);
        fields.fill_chosen("parties", known(session.parties.iter().map(|p| p.key()), names));
        fields.fill("notes", &session.notes.replace('\n', " "));
    }

    fn land(&self, _: &mut Fields) -> (Day, SessionId) {
        (self.session.date, self.session.id)
    }
}
