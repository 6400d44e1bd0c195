//! Forms that become one command when they are saved.

use super::{close, order, refused};
use crate::desk::{Command, Done, Refusal};
use crate::domain::*;
use crate::tui::app::Cx;
use crate::tui::fields::Fields;
use crate::tui::form::Sheet;
use crate::tui::layer::Slot;
use crate::tui::theme::Tone;

/// The command as the fields have it; nothing where something is missing, which is then said under its field.
pub(super) struct Simple<F>(pub F);

impl<F: Fn(&mut Fields) -> Option<Command> + 'static> Sheet for Simple<F> {
    fn submit(&mut self, fields: &mut Fields, cx: &mut Cx) {
        fields.clear_tone(Tone::Error);
        if let Some(command) = (self.0)(fields) {
            cx.execute("command", order(command, fields));
        }
    }

    fn done(&mut self, fields: &mut Fields, cx: &mut Cx, _: Slot, done: Result<Done, Refusal>) {
        finish(fields, cx, done);
    }
}

/// Closes a form whose command is done; a refusal is shown where it belongs.
pub(super) fn finish(fields: &mut Fields, cx: &mut Cx, done: Result<Done, Refusal>) {
    match done {
        Ok(done) => close(cx, &done, None),
        Err(refusal) => refused(fields, &refusal, cx),
    }
}

/// Says under a field what it lacks, and goes there.
pub(super) fn lacks<T>(fields: &mut Fields, name: &'static str, what: &str) -> Option<T> {
    fields.note(name, Tone::Error, format!("! {what}"));
    fields.focus(name);
    None
}

/// The text of a field, read; empty text reads as nothing said.
pub(super) fn text<T: std::str::FromStr<Err = Unreadable>>(fields: &mut Fields, name: &'static str) -> Option<T> {
    match fields.value(name).parse() {
        Ok(read) => Some(read),
        Err(why) => lacks(fields, name, &why.0),
    }
}

/// One of the words of a choice.
pub(super) fn choice<T: Copy>(
    fields: &mut Fields,
    name: &'static str,
    all: &[T],
    said: impl Fn(&T) -> &'static str,
    lack: &str,
) -> Option<T> {
    let value = fields.value(name);
    all.iter().copied().find(|one| said(one) == value).or_else(|| lacks(fields, name, lack))
}
