//! Forms that were not sent.

use crate::tui::action::Action;
use crate::tui::confirm::Confirm;
use crate::tui::tasks::draft;

const BOARD: &[&str] = &["board"];

pub(super) const ACTIONS: &[Action] = &[
    Action::new("draft.open", "opens the form that was not sent", |_, cx, _| {
        let Some(last) = cx.unsent().drafts.last() else { return };
        match draft::reopen(last, &cx.unsent().names, cx) {
            Some(form) => cx.push(form),
            None => cx.refuse("this program has no such form any more"),
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
