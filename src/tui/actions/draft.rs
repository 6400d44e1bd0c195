//! Forms that were not sent.

use crate::tui::action::Action;
use crate::tui::confirm::Confirm;
use crate::tui::tasks::draft;

const BOARD: &[&str] = &["board"];

pub(super) const ACTIONS: &[Action] = &[
    Action::new("draft.open", "opens the form that was not sent", |_, cx, _| {
        let Some(last) = cx.unsent().drafts.last() else { return };
        let (form, text) = (draft::reopen(last, &cx.unsent().names, cx), draft::reopen_text(last));
        match (form, text) {
            (Some(form), _) => cx.push(form),
            (None, Some(editor)) => cx.push(editor),
            (None, None) => cx.refuse("this program has no such form any more"),
        }
    })
    .within(BOARD)
    .when(|view| view.unsent),
    Action::new("draft.drop", "throws the form away that was not sent", |_, cx, _| {
        let Some(last) = cx.unsent().drafts.last() else { return };
        let (number, question) = (last.number, format!("Throw away what was typed in {:?}?", last.title));
        cx.push(Confirm::new(question, move |_, cx| cx.drop_draft(number)));
    })
    .within(BOARD)
    .when(|view| view.unsent),
];
