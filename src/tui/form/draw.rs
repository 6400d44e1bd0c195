//! Drawing a form: fields with what is said under each, offers, and what concerns all of it at the foot.

use super::Form;
use crate::tui::pen::{Pen, centred};
use crate::tui::theme::Tone;
use crate::tui::{edit, list, text};
use ratatui::layout::{Position, Rect};

/// Most offers shown at once.
const SHOWN: usize = 7;

/// What stands in a line of the form.
enum Row {
    Field(usize),
    Note(Tone, String),
    Offer(usize),
    Foot(Tone, String),
}

impl Form {
    /// Draws it; the cursor's place is in the field in focus.
    pub(super) fn paint(&self, pen: &mut Pen, area: Rect) -> Option<Position> {
        let columns = area.width.min(84);
        let labels = self.fields.iter().map(|f| text::width(&f.label)).max().unwrap_or(0).min(columns / 3);
        let rows = self.rows(columns.saturating_sub(labels + 6));
        let high = (rows.len() as u16 + 2).min(area.height);
        // from the top down, so that offers and notes that come and go move nothing above them
        let top = area.y + u16::from(area.height > high);
        let inside = pen.frame(Rect { y: top, height: high, ..centred(area, columns, area.height) }, &self.title);
        // the field in focus stays in view, its notes and offers with it as far as they fit
        let focus = rows.iter().position(|row| matches!(row, Row::Field(at) if *at == self.fields.at())).unwrap_or(0);
        let next = rows.iter().skip(focus + 1).position(|row| matches!(row, Row::Field(_)));
        let end = next.map_or(rows.len(), |n| focus + 1 + n);
        let top = end.saturating_sub(inside.height as usize).min(focus);
        let mut place = None;
        for (row, y) in rows.iter().skip(top).zip(inside.top()..inside.bottom()) {
            let x = inside.x + labels + 3;
            let wide = inside.right().saturating_sub(x + 1);
            match row {
                Row::Field(at) => place = self.draw_field(pen, *at, (inside.x, x), y, wide).or(place),
                Row::Note(tone, line) => {
                    pen.text(x, y, wide, line, *tone);
                }
                Row::Foot(tone, line) => {
                    pen.text(inside.x + 1, y, inside.width.saturating_sub(2), line, *tone);
                }
                Row::Offer(at) => self.draw_offer(pen, *at, Rect::new(x, y, wide, 1)),
            }
        }
        place
    }

    fn rows(&self, wide: u16) -> Vec<Row> {
        let mut rows = Vec::new();
        let wrapped = |(tone, note): &(Tone, String)| {
            let tone = *tone;
            text::wrap(note, wide).into_iter().map(move |line| (tone, line)).collect::<Vec<_>>()
        };
        for (at, field) in self.fields.iter().enumerate() {
            rows.push(Row::Field(at));
            if at == self.fields.at()
                && let Some(offers) = field.offers()
            {
                rows.extend(offers.cursor.window(SHOWN as u16).map(Row::Offer));
                if offers.found.is_empty() && offers.heard {
                    rows.push(Row::Note(Tone::Dim, "nothing like that".to_owned()));
                }
            }
            rows.extend(field.notes.iter().flat_map(wrapped).map(|(tone, line)| Row::Note(tone, line)));
        }
        if self.away && self.kept.is_some() && self.fields.touched() {
            rows.push(Row::Foot(Tone::Warn, "? not kept: the desk is away".to_owned()));
        }
        let changed = self.changed.iter().map(|line| (Tone::Warn, line.clone())).collect::<Vec<_>>();
        rows.extend(changed.iter().flat_map(wrapped).map(|(tone, line)| Row::Foot(tone, line)));
        rows.extend(self.fields.foot.iter().flat_map(wrapped).map(|(tone, line)| Row::Foot(tone, line)));
        rows
    }

    fn draw_field(&self, pen: &mut Pen, at: usize, columns: (u16, u16), y: u16, wide: u16) -> Option<Position> {
        let field = self.fields.iter().nth(at)?;
        let (start, x) = columns;
        let focused = at == self.fields.at();
        if focused {
            let marker = pen.glyphs().marker;
            pen.text(start, y, 1, marker, Tone::Selected);
        }
        let tone = if focused { Tone::Selected } else { Tone::Dim };
        pen.text(start + 1, y, x.saturating_sub(start + 2), &field.label, tone);
        let chosen = field.chosen_text();
        let mut used = pen.text(x, y, wide, &chosen, Tone::Plain);
        if !focused {
            pen.text(x + used, y, wide - used.min(wide), field.input.value(), Tone::Plain);
            return None;
        }
        if !chosen.is_empty() && used < wide {
            used += 1;
        }
        edit::draw(pen, x + used, y, wide.saturating_sub(used), &field.input, Tone::Strong).or(pen.at(x, y))
    }

    fn draw_offer(&self, pen: &mut Pen, at: usize, area: Rect) {
        let Some(offers) = self.fields.iter().nth(self.fields.at()).and_then(|f| f.offers()) else { return };
        let window = offers.cursor.window(SHOWN as u16);
        let widths = list::widths(offers.found[window].iter().map(|o| &o.cells), area.width.saturating_sub(2));
        let selected = offers.cursor.at() == Some(at);
        if selected {
            let marker = pen.glyphs().marker;
            pen.text(area.x, area.y, 1, marker, Tone::Selected);
        }
        list::draw_cells(pen, area.x + 2, area, &widths, &offers.found[at].cells, selected);
    }
}
