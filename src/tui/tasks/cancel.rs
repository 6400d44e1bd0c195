//! Cancelling a session: by whom, why, and in words.

use super::simple::{choice, finish, text};
use super::words;
use crate::desk::commands::SessionCancel;
use crate::desk::{Command, Done, Names, Refusal};
use crate::domain::*;
use crate::lines::{self, Speak};
use crate::tui::app::Cx;
use crate::tui::fields::{Field, Fields};
use crate::tui::form::{Form, Sheet};
use crate::tui::layer::Slot;

/// The form's name.
pub(super) const NAME: &str = "session.cancel";

/// The form that cancels a session.
pub fn form(session: &Session, names: &Names) -> Form {
    let mut fields = vec![
        Field::pick("by", "by", words(CancelledBy::ALL.iter().map(|b| b.said()))),
        Field::pick("reason", "because", words(CancelReason::ALL.iter().map(|r| r.said()))),
        Field::text("words", "in words"),
    ];
    let knowing = lines::knowing(session, Speak::new(names));
    fields.extend(knowing.map(|who| Field::shown("knowing", "told so far").with(who)));
    let fields = Fields::new(fields);
    let who = lines::children(session, Speak::new(names));
    let title = format!("Cancel {} {who} {}", session.id, session.span());
    Form::new(title, fields, Cancel(session.clone())).on(session.clone(), names).kept(NAME)
}

/// The session, as it was when the form was opened or last told of a change.
struct Cancel(Session);

impl Sheet for Cancel {
    fn submit(&mut self, fields: &mut Fields, cx: &mut Cx) {
        let mut command = || {
            let by = choice(fields, "by", CancelledBy::ALL, |b| b.said(), "choose who or what caused it")?;
            let reason = choice(fields, "reason", CancelReason::ALL, |r| r.said(), "choose why")?;
            let was = Some(Box::new(self.0.clone()));
            Some(SessionCancel { session: self.0.id, by, reason, words: text(fields, "words")?, was })
        };
        if let Some(command) = command() {
            cx.execute("cancel", Command::from(command));
        }
    }

    fn done(&mut self, fields: &mut Fields, cx: &mut Cx, _: Slot, done: Result<Done, Refusal>) {
        finish(fields, cx, done);
    }

    fn renewed(&mut self, _: &mut Fields, record: &Record, _: &Names) {
        if let Record::Session(session) = record {
            self.0 = session.clone();
        }
    }
}
