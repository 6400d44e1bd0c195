//! What the forms that change a session that exists have in common: what is wrong is said while they are filled in.

use super::{checked, close, order, refused};
use crate::desk::queries::Check;
use crate::desk::{Answered, Command, Done, Names, Refusal};
use crate::domain::*;
use crate::tui::app::Cx;
use crate::tui::fields::Fields;
use crate::tui::form::Sheet;
use crate::tui::layer::Slot;
use crate::tui::theme::Tone;

/// A change of a session.
pub(super) trait Amend: 'static {
    /// The command as the fields have it; nothing where one of them cannot be read.
    fn command(&self, fields: &mut Fields) -> Option<Command>;
    /// The command that would change nothing.
    fn nothing(&self) -> Command;
    /// What to say under which field when nothing is to be changed.
    const NOTHING: (&'static str, &'static str);
    /// The session, as it was when its form was opened or last told of a change.
    fn session(&mut self) -> &mut Session;
    /// Shows the session in the fields the user did not touch.
    fn fill(&self, fields: &mut Fields, names: &Names);
    /// Where the board goes when it is done.
    fn land(&self, fields: &mut Fields) -> (Day, SessionId);
}

/// The form of an [`Amend`].
pub(super) struct Amending<A>(pub A);

impl<A: Amend> Sheet for Amending<A> {
    fn changed(&mut self, fields: &mut Fields, _: &'static str, cx: &mut Cx) {
        if let Some(command) = self.0.command(fields).filter(|c| *c != self.0.nothing()) {
            cx.ask("check", Check { command: Box::new(command) });
        }
    }

    fn answered(&mut self, fields: &mut Fields, _: &mut Cx, _: Slot, answer: Result<Answered, Refusal>) {
        checked(fields, answer);
    }

    fn renewed(&mut self, fields: &mut Fields, record: &Record, names: &Names) {
        if let Record::Session(session) = record {
            *self.0.session() = session.clone();
            self.0.fill(fields, names);
        }
    }

    fn submit(&mut self, fields: &mut Fields, cx: &mut Cx) {
        match self.0.command(fields) {
            None => cx.refuse("a field cannot be read; it says what is wrong"),
            Some(command) if command == self.0.nothing() => fields.note(A::NOTHING.0, Tone::Error, A::NOTHING.1),
            Some(command) => cx.execute("amend", order(command, fields)),
        }
    }

    fn done(&mut self, fields: &mut Fields, cx: &mut Cx, _: Slot, done: Result<Done, Refusal>) {
        match done {
            Ok(done) => close(cx, &done, Some(self.0.land(fields))),
            Err(refusal) => refused(fields, &refusal, cx),
        }
    }
}
