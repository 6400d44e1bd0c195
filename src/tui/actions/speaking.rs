//! Speaking to a caller.

use crate::desk::role;
use crate::domain::ConfirmResult;
use crate::on;
use crate::tui::action::Action;
use crate::tui::layer::View;
use crate::tui::screens::speaking::Speaking;
use crate::tui::tasks::identify;

const SPEAKING: &[&str] = &["speaking"];

fn can_answer(view: &View) -> bool {
    view.layer::<Speaking>().is_some_and(Speaking::can_answer)
}

pub(super) const ACTIONS: &[Action] = &[
    Action::new("speaking.to", "makes sure who rings, then shows only what they may hear", |_, cx, _| {
        cx.push(identify::choose());
    })
    .within(&["board", "screen"])
    .when(|view| role::RECORDERS.contains(&view.here.role)),
    on!(Speaking, "speaking.next", "goes to their next session", |speaking, cx, _| speaking.along(cx, true))
        .within(SPEAKING),
    on!(Speaking, "speaking.previous", "goes to their session before", |speaking, cx, _| speaking.along(cx, false))
        .within(SPEAKING),
    on!(Speaking, "speaking.find", "finds among whom they may hear of", |speaking, cx, _| speaking.find(cx))
        .within(SPEAKING),
    on!(Speaking, "speaking.yes", "writes down that they come", |speaking, cx, _| {
        speaking.answer(cx, ConfirmResult::Confirmed);
    })
    .within(SPEAKING)
    .when(can_answer),
    on!(Speaking, "speaking.no", "writes down that they do not come", |speaking, cx, _| {
        speaking.answer(cx, ConfirmResult::Declined);
    })
    .within(SPEAKING)
    .when(can_answer),
];
