//! Moving a session to another day, time or room, with other officers where the old ones cannot.

use super::amend::{Amend, Amending};
use super::{altered, chosen, end, known, override_field, read, records};
use crate::desk::commands::SessionMove;
use crate::desk::{Command, Names};
use crate::domain::*;
use crate::lines::{self, Speak};
use crate::tui::fields::{Field, Fields};
use crate::tui::form::Form;
use crate::tui::offer::Offer;

/// The form's name.
pub(super) const NAME: &str = "session.move";

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
    let shift = Shift { today, session: session.clone() };
    shift.fill(&mut fields, names);
    let title = format!("Move {} {}", session.id, lines::children(session, speak));
    Form::new(title, fields, Amending(shift)).on(session.clone(), names).kept(NAME)
}

impl Amend for Shift {
    const NOTHING: (&'static str, &'static str) = ("date", "! where to? type a day, a time or a room");

    fn command(&self, fields: &mut Fields) -> Option<Command> {
        let today = self.today;
        let date = read(fields, "date", |t| said::day(t, today));
        let start = read(fields, "start", said::time);
        let begin = start.ok().flatten().unwrap_or(self.session.start);
        let until = read(fields, "end", |t| end(t, begin));
        let shift = SessionMove {
            session: self.session.id,
            date: date.ok()?,
            start: start.ok()?,
            end: until.ok()?,
            minutes: None,
            room: chosen(fields, "room", RoomId).and_then(|ids| ids.first().copied()),
            officers: altered(fields, "officers", &self.session.officers, OfficerId),
            legs: None,
            was: Some(Box::new(self.session.clone())),
        };
        Some(shift.into())
    }

    fn nothing(&self) -> Command {
        let was = Some(Box::new(self.session.clone()));
        SessionMove { session: self.session.id, was, ..SessionMove::default() }.into()
    }

    fn session(&mut self) -> &mut Session {
        &mut self.session
    }

    fn fill(&self, fields: &mut Fields, names: &Names) {
        let session = &self.session;
        fields.fill("date", &said::long(session.date));
        fields.fill("start", &session.start.to_string());
        fields.fill("end", &format!("{} later", said::duration(u32::from(session.span().minutes()))));
        fields.fill_chosen("room", vec![Offer::word(lines::place(session, Speak::new(names)))]);
        fields.fill_chosen("officers", known(session.officers.iter().map(|o| o.key()), names));
    }

    fn land(&self, fields: &mut Fields) -> (Day, SessionId) {
        let day = read(fields, "date", |t| said::day(t, self.today)).ok().flatten();
        (day.unwrap_or(self.session.date), self.session.id)
    }
}
