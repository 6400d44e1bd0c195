//! Cancelling a session: by whom, why, and in words.

use super::{close, order, read, refused, words};
use crate::desk::commands::SessionCancel;
use crate::desk::{Done, Names, Refusal};
use crate::domain::*;
use crate::lines::{self, Speak};
use crate::tui::app::Cx;
use crate::tui::fields::{Field, Fields};
use crate::tui::form::{Form, Sheet};
use crate::tui::layer::Slot;
use crate::tui::theme::Tone;

struct Cancel {
    session: SessionId,
}

/// The form that cancels a session.
pub fn form(session: &Session, names: &Names) -> Form {
    let fields = Fields::new([
        Field::pick("by", "by", words(CancelledBy::ALL.iter().map(|b| b.said()))),
        Field::pick("reason", "because", words(CancelReason::ALL.iter().map(|r| r.said()))),
        Field::text("words", "in words"),
    ]);
    let who = lines::children(session, Speak::new(names));
    Form::new(format!("Cancel {} {who} {}", session.id, session.span()), fields, Cancel { session: session.id })
}

impl Sheet for Cancel {
    fn submit(&mut self, fields: &mut Fields, cx: &mut Cx) {
        let (by, reason) = (fields.value("by"), fields.value("reason"));
        let Some(by) = CancelledBy::ALL.iter().copied().find(|b| b.said() == by) else {
            fields.focus("by");
            return fields.note("by", Tone::Error, "! choose who or what caused it");
        };
        let Some(reason) = CancelReason::ALL.iter().copied().find(|r| r.said() == reason) else {
            fields.focus("reason");
            return fields.note("reason", Tone::Error, "! choose why");
        };
        if let Ok(words) = read(fields, "words", |t| Note::new(t)) {
            let command = SessionCancel { session: self.session, by, reason, words: words.unwrap_or_default() };
            cx.execute("cancel", order(command, fields));
        }
    }

    fn done(&mut self, fields: &mut Fields, cx: &mut Cx, _: Slot, done: Result<Done, Refusal>) {
        match done {
            Ok(done) => close(cx, &done, None),
            Err(refusal) => refused(fields, &refusal, cx),
        }
    }
}
