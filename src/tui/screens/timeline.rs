//! A day from left to right: its hours over the columns, what takes up time as blocks in rows.

use crate::domain::{Minute, Span};
use crate::tui::pen::Pen;
use crate::tui::text;
use crate::tui::theme::Tone;
use ratatui::layout::Position;

/// The minutes of a day that are shown, and how they lie over the columns.
#[derive(Clone, Copy)]
pub(super) struct Timeline {
    from: u16,
    to: u16,
    x: u16,
    columns: u16,
}

impl Timeline {
    /// From nine to five at least, and all of these, by whole hours.
    pub(super) fn over(spans: impl IntoIterator<Item = Span>, x: u16, columns: u16) -> Self {
        let spans: Vec<Span> = spans.into_iter().collect();
        let from = spans.iter().map(|s| s.from.0).min().unwrap_or(8 * 60).min(9 * 60) / 60 * 60;
        let to = spans.iter().map(|s| s.to.0).max().unwrap_or(18 * 60).max(17 * 60).div_ceil(60) * 60;
        Self { from, to, x, columns }
    }

    /// Whether a minute is among those shown.
    pub(super) fn shows(self, minute: Minute) -> bool {
        (self.from..self.to).contains(&minute.0)
    }

    /// The column of a minute, within the columns shown.
    pub(super) fn at(self, minute: Minute) -> u16 {
        let inside = u32::from(minute.0.clamp(self.from, self.to) - self.from);
        self.x + (inside * u32::from(self.columns) / u32::from((self.to - self.from).max(1))) as u16
    }

    fn hours(self) -> impl Iterator<Item = u16> {
        self.from / 60..self.to / 60
    }

    /// Names the hours; where they are narrow, every second or third.
    pub(super) fn ruler(self, pen: &mut Pen, y: u16) {
        let step = ((self.to - self.from) / 60 * 4).div_ceil(self.columns.max(1)).max(1);
        for hour in self.hours().step_by(step as usize) {
            pen.text(self.at(Minute(hour * 60)), y, 2, &format!("{hour:02}"), Tone::Dim);
        }
    }

    /// A row of nothing yet: a dot at every hour.
    pub(super) fn row(self, pen: &mut Pen, y: u16) {
        for hour in self.hours() {
            let dot = pen.glyphs().dot;
            pen.text(self.at(Minute(hour * 60)), y, 1, dot, Tone::Dim);
        }
    }

    /// Draws a block with what stands in it; gives its place if the cursor is on it.
    pub(super) fn block(self, pen: &mut Pen, y: u16, span: Span, inside: (&str, Tone), here: bool) -> Option<Position> {
        let (from, to) = (self.at(span.from), self.at(span.to).max(self.at(span.from) + 3));
        let room = (to - from).saturating_sub(2);
        let cut = text::head(inside.0, room);
        let pad = " ".repeat((room - text::width(cut)) as usize);
        let (open, close) = if here { ("<", ">") } else { ("[", "]") };
        pen.text(from, y, to - from, &format!("{open}{cut}{pad}{close}"), inside.1);
        if here { pen.at(from, y) } else { None }
    }
}
