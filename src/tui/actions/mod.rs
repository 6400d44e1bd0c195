//! The action tables of the framework: what every screen, form and picker can do.

mod app;
mod board;
mod draft;
mod finder;
mod form;
mod intake;
mod list;
mod print;
mod speaking;
mod text;

use super::action::Action;

/// The tables, in the order the palette shows them.
pub(super) const TABLES: &[&[Action]] = &[
    board::ACTIONS,
    intake::ACTIONS,
    finder::ACTIONS,
    speaking::ACTIONS,
    print::ACTIONS,
    draft::ACTIONS,
    app::ACTIONS,
    list::ACTIONS,
    form::ACTIONS,
    text::ACTIONS,
];
