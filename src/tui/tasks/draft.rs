//! Opening again a form that was not sent: the same form about the same record, with what stood in its fields.

use super::{
    book, cancel, change, day, due, duty, intake, may_override, panel_after, panel_asked, panel_referral,
    panel_sitting, record, shift,
};
use crate::desk::{Draft, Names};
use crate::domain::*;
use crate::tui::app::Cx;
use crate::tui::editor::Editor;
use crate::tui::form::Form;

/// The form of a draft; nothing where this program has no such form.
pub(crate) fn reopen(draft: &Draft, names: &Names, cx: &Cx) -> Option<Form> {
    let (now, may) = (cx.here().now, may_override(cx));
    let form = match (draft.form.as_str(), draft.was.as_deref()) {
        (book::NAME, None) => {
            let start = book::Start { day: now.day, time: Minute::at(10, 0), row: None, may_override: may };
            book::form(&cx.here().word, now.day, start)
        }
        (shift::NAME, Some(Record::Session(session))) => shift::form(now.day, session, names, may),
        (change::NAME, Some(Record::Session(session))) => change::form(session, names, "officers", may),
        (cancel::NAME, Some(Record::Session(session))) => cancel::form(session, names),
        (day::OUTCOME, Some(Record::Session(session))) => day::outcome(session, names),
        (day::INCIDENT, Some(Record::Session(session))) => day::incident(Some((session, names)), None, now),
        (day::INCIDENT, None) => day::incident(None, None, now),
        (duty::CALL, None) => duty::call(),
        (duty::PLACEMENT, None) => duty::placement(now.day),
        (duty::AGREEMENT, None) => duty::agreement(now),
        (intake::REFERRAL, None) => intake::referral(None, now.day),
        (intake::ORDER, None) => intake::order(None, now.day),
        (panel_referral::TAKE, None) => panel_referral::take(None, now.day),
        (panel_referral::TAKE, Some(Record::Referral(r))) => panel_referral::take(Some((r, names)), now.day),
        (panel_asked::ASKED, None) => panel_asked::record(now.day),
        (panel_asked::REGISTER, None) => panel_asked::begin(now.day),
        (panel_sitting::DECIDE, Some(Record::AgendaItem(item))) => panel_sitting::decide_again(item, names, now.day),
        (due::LETTER, None) => due::letter_came(now.day),
        (duty::SEEN, Some(Record::Task(task))) => duty::seen(std::slice::from_ref(task), names, now.day),
        (record::NAME, Some(was)) => record::edit(was.clone(), names, now.day),
        _ => return None,
    };
    Some(form.again(draft, names))
}

/// The editor of a draft, where it is a text.
pub(crate) fn reopen_text(draft: &Draft) -> Option<Editor> {
    let editor = match (draft.form.as_str(), draft.was.as_deref()) {
        (panel_sitting::NOTE, Some(Record::AgendaItem(item))) => panel_sitting::note(item),
        (panel_after::MINUTES, Some(Record::Sitting(sitting))) => panel_after::minutes(sitting),
        _ => return None,
    };
    Some(editor.again(draft))
}
