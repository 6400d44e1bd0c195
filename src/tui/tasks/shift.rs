//! Moving a session to another day, time or room, with other officers where the old ones cannot.

use super::{checked, chosen, close, end, known, order, override_field, read, records, refused};
use crate::desk::commands::SessionMove;
use crate::desk::queries::Check;
use crate::desk::{Answered, Command, Done, Names, Refusal};
use crate::domain::*;
use crate::lines::{self, Speak};
use crate::tui::app::Cx;
use crate::tui::fields::{Field, Fields};
use crate::tui::form::{Form, Sheet};
use crate::tui::layer::Slot;
use crate::tui::theme::Tone;

struct Shift {
    today: Day,
    session: Session,
}

/// The form that moves a session.
pub fn form(today: Day, session: &Session, names: &Names, may_override: bool) -> Form {
    let speak = Speak::new(names);
    let mut fields = vec![
        Field::text("date", "day"),
        Field::text("start", "from"),
        Field::text("end", "until"),
        Field::pick("room", "room", records(Kind::Room)),
        Field::picks("officers", "officers", records(Kind::Officer)),
    ];
    fields.extend(override_field(may_override));
    let mut fields = Fields::new(fields);
    fields.fill("date", &said::long(session.date));
    fields.fill("start", &session.start.to_string());
    fields.fill("end", &format!("{} later", said::duration(u32::from(session.span().minutes()))));
    fields.fill_chosen("room", vec![crate::tui::offer::Offer::word(lines::place(session, speak))]);
    fields.fill_chosen("officers", known(session.officers.iter().map(|o| o.key()), names));
    let title = format!("Move {} {}", session.id, lines::children(session, speak));
    Form::new(title, fields, Shift { today, session: session.clone() })
}

impl Shift {
    fn command(&self, fields: &mut Fields) -> Option<SessionMove> {
        let today = self.today;
        let date = read(fields, "date", |t| said::day(t, today));
        let start = read(fields, "start", said::time);
        let begin = start.ok().flatten().unwrap_or(self.session.start);
        let until = read(fields, "end", |t| end(t, begin));
        Some(SessionMove {
            session: self.session.id,
            date: date.ok()?,
            start: start.ok()?,
            end: until.ok()?,
            minutes: None,
            room: chosen(fields, "room", RoomId).and_then(|ids| ids.first().copied()),
            officers: chosen(fields, "officers", OfficerId),
        })
    }

    fn says_nothing(&self, command: &SessionMove) -> bool {
        *command == SessionMove { session: self.session.id, ..SessionMove::default() }
    }
}

impl Sheet for Shift {
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
                fields.note("date", Tone::Error, "! where to? type a day, a time or a room");
            }
            Some(command) => cx.execute("move", order(command, fields)),
        }
    }

    fn done(&mut self, fields: &mut Fields, cx: &mut Cx, _: Slot, done: Result<Done, Refusal>) {
        match done {
            Ok(done) => {
                let day = self.command(fields).and_then(|c| c.date).unwrap_or(self.session.date);
                close(cx, &done, Some((day, self.session.id)));
            }
            Err(refusal) => refused(fields, &refusal, cx),
        }
    }
}
