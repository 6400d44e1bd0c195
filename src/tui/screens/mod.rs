//! The screens: the day board, and what is reached from it.

pub mod board;
pub mod finder;
pub mod follow;
pub mod listing;
pub mod live;
pub mod page;
pub mod panel;
pub mod paper;
pub mod papers;
pub mod register;
pub mod repair;
pub mod rota;
pub mod round;
pub mod search;
pub mod series;
pub mod set;
pub mod speaking;
pub mod tomorrow;

pub mod week;

mod timeline;

use super::pen::Pen;
use super::theme::Tone;
use ratatui::layout::Rect;

/// Draws a screen's heading and a line under it; gives what is left.
fn headed(pen: &mut Pen, area: Rect, title: &str, also: &str) -> Rect {
    let head = pen.heading(area);
    let used = pen.text(head.x + 1, head.y, head.width.saturating_sub(1), title, Tone::Title);
    let x = head.x + used + 3;
    pen.text(x, head.y, head.right().saturating_sub(x), also, Tone::Dim);
    let line = pen.glyphs().dash.repeat(area.width as usize);
    pen.text(area.x, area.y + 1, area.width, &line, Tone::Dim);
    Rect { y: area.y + 2, height: area.height.saturating_sub(2), ..area }
}
