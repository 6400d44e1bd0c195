//! Changing who and where: officers, room, adults, notes.

use super::{checked, chosen, close, known, order, override_field, read, records, refused};
use crate::desk::commands::SessionChange;
use crate::desk::queries::Check;
use crate::desk::{Answered, Command, Done, Names, Refusal};
use crate::domain::*;
use crate::lines::{self, Speak};
use crate::tui::app::Cx;
use crate::tui::fields::{Field, Fields};
use crate::tui::form::{Form, Sheet};
use crate::tui::layer::Slot;
use crate::tui::offer::Offer;
use crate::tui::theme::Tone;

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
    fields.fill_chosen("officers", known(session.officers.iter().map(|o| o.key()), names));
    fields.fill_chosen("room", vec![Offer::word(lines::place(session, speak))]);
    fields.fill_chosen("parties", known(session.parties.iter().map(|p| p.key()), names));
    fields.fill("notes", &session.notes.replace('\n', " "));
    fields.focus(focus);
    let title = format!("Change {} {}", session.id, lines::children(session, speak));
    Form::new(title, fields, Alter { session: session.clone() })
}

impl Alter {
    fn command(&self, fields: &mut Fields) -> Option<SessionChange> {
        let notes = read(fields, "notes", |t| Note::new(t));
        Some(SessionChange {
            session: self.session.id,
            officers: chosen(fields, "officers", OfficerId),
            room: chosen(fields, "room", RoomId).and_then(|ids| ids.first().copied()),
            parties: chosen(fields, "parties", PartyId),
            notes: notes.ok()?,
            ..SessionChange::default()
        })
    }

    fn says_nothing(&self, command: &SessionChange) -> bool {
        *command == SessionChange { session: self.session.id, ..SessionChange::default() }
    }
}

impl Sheet for Alter {
    fn changed(&mut self, fields: &mut Fields, _: &'static str, cx: &mut Cx) {
        if let Some(command) = self.command(fields).filter(|c| !self.says_nothing(c)) {
            cx.ask("check", Check { command: Box::new(Command::from(command)) });
        }
    }

    fn answered(&mut self, fields: &mut Fields, _: &mut Cx, _: Slot, answer: Result<Answered, Refusal>) {
        checked(fields, answer);
    }

    fn submit(&mut self, fields: &mut Fields, cx: &mut Cx) {
        match self.command(fields) {
            None => cx.refuse("a field cannot be read; it says what is wrong"),
            Some(command) if self.says_nothing(&command) => {
                fields.note("officers", Tone::Error, "! to whom, or what? type a name");
            }
            Some(command) => cx.execute("change", order(command, fields)),
        }
    }

    fn done(&mut self, fields: &mut Fields, cx: &mut Cx, _: Slot, done: Result<Done, Refusal>) {
        match done {
            Ok(done) => close(cx, &done, Some((self.session.date, self.session.id))),
            Err(refusal) => refused(fields, &refusal, cx),
        }
    }
}
