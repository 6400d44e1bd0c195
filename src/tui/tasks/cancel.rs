//! Cancelling a session: by whom, why, and in words.

use super::simple::{Simple, choice, finish, text};
use super::words;
use crate::desk::commands::{SeriesCancel, SessionCancel};
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
    let mut fields = asked();
    let knowing = lines::knowing(session, Speak::new(names));
    fields.extend(knowing.map(|who| Field::shown("knowing", "told so far").with(who)));
    let who = lines::children(session, Speak::new(names));
    let title = format!("Cancel {} {who} {}", session.id, session.span());
    Form::new(title, Fields::new(fields), Cancel(session.clone())).on(session.clone(), names).kept(NAME)
}

/// The form that cancels a time of an arrangement that nothing is booked for.
pub fn unbooked(arrangement: ArrangementId, name: &str, day: Day) -> Form {
    let title = format!("Cancel {arrangement} {name} on {}", said::short(day));
    let command = move |fields: &mut Fields| {
        let (by, reason, words) = read(fields)?;
        Some(SeriesCancel { arrangement, day, by, reason, words }.into())
    };
    Form::new(title, Fields::new(asked()), Simple(command))
}

/// By whom, why, in words.
fn asked() -> Vec<Field> {
    vec![
        Field::pick("by", "by", words(CancelledBy::ALL.iter().map(|b| b.said()))),
        Field::pick("reason", "because", words(CancelReason::ALL.iter().map(|r| r.said()))),
        Field::text("words", "in words"),
    ]
}

/// What was said; nothing where something is missing, which is then said under its field.
fn read(fields: &mut Fields) -> Option<(CancelledBy, CancelReason, Note)> {
    let by = choice(fields, "by", CancelledBy::ALL, |b| b.said(), "choose who or what caused it")?;
    let reason = choice(fields, "reason", CancelReason::ALL, |r| r.said(), "choose why")?;
    Some((by, reason, text(fields, "words")?))
}

/// The session, as it was when the form was opened or last told of a change.
struct Cancel(Session);

impl Sheet for Cancel {
    fn submit(&mut self, fields: &mut Fields, cx: &mut Cx) {
        let mut command = || {
            let (by, reason, words) = read(fields)?;
            let was = Some(Box::new(self.0.clone()));
            Some(SessionCancel { session: self.0.id, by, reason, words, was })
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
