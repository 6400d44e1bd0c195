//! Walking in lists. The screens decide what a step is for them.

use crate::tui::action::Action;
use crate::tui::layer::Step;

pub(super) const ACTIONS: &[Action] = &[
    Action::new("list.down", "goes down", |layer, cx, _| layer.walk(cx, Step::Down)).within(WALKED),
    Action::new("list.up", "goes up", |layer, cx, _| layer.walk(cx, Step::Up)).within(WALKED),
    Action::new("list.page_down", "goes a page down", |layer, cx, _| layer.walk(cx, Step::PageDown)).within(WALKED),
    Action::new("list.page_up", "goes a page up", |layer, cx, _| layer.walk(cx, Step::PageUp)).within(WALKED),
    Action::new("list.first", "goes to the first", |layer, cx, _| layer.walk(cx, Step::First)).within(WALKED),
    Action::new("list.last", "goes to the last", |layer, cx, _| layer.walk(cx, Step::Last)).within(WALKED),
];

/// Scopes in which there is something to walk.
const WALKED: &[&str] = &["list", "pick", "prompt", "form", "editor"];
