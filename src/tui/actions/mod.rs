//! The action tables of the framework: what every screen, form and picker can do.

mod app;
mod board;
mod draft;
mod finder;
mod form;
mod intake;
mod list;
mod live;
mod panel;
mod panel_agenda;
mod panel_asked;
mod panel_sitting;
mod print;
mod rota;
mod round;
mod series;
mod speaking;
mod text;

use super::action::Action;

/// The tables, in the order the palette shows them.
pub(super) const TABLES: &[&[Action]] = &[
    board::ACTIONS,
    finder::ACTIONS,
    rota::ACTIONS,
    round::ACTIONS,
    live::ACTIONS,
    intake::ACTIONS,
    speaking::ACTIONS,
    series::ACTIONS,
    panel::ACTIONS,
    panel_agenda::ACTIONS,
    panel_sitting::ACTIONS,
    panel_asked::ACTIONS,
    print::ACTIONS,
    draft::ACTIONS,
    app::ACTIONS,
    list::ACTIONS,
    form::ACTIONS,
    text::ACTIONS,
];
