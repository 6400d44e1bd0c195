//! Writing on the screen: in tones, inside the lines, whatever the size.

use super::glyphs::Glyphs;
use super::text;
use super::theme::{Theme, Tone};
use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

/// How things look: the theme and the signs.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Look {
    /// Tones to styles.
    pub theme: Theme,
    /// The signs.
    pub glyphs: Glyphs,
}

/// Writes on a buffer. Whatever lies outside it is left out, so that no size can go wrong.
pub struct Pen<'a> {
    buf: &'a mut Buffer,
    look: &'a Look,
    /// Columns at the end of the first line that a screen's heading leaves free.
    reserved: u16,
}

impl<'a> Pen<'a> {
    /// A pen for a buffer.
    pub fn new(buf: &'a mut Buffer, look: &'a Look) -> Self {
        Self { buf, look, reserved: 0 }
    }

    /// Keeps columns at the end of the first line for what stands in every header.
    pub fn reserve(&mut self, columns: u16) {
        self.reserved = columns;
    }

    /// The heading line of a screen: the first of an area, without what is kept for every header.
    pub fn heading(&self, area: Rect) -> Rect {
        Rect { height: 1, width: area.width.saturating_sub(self.reserved), ..area }
    }

    /// The signs to draw with.
    pub fn glyphs(&self) -> Glyphs {
        self.look.glyphs
    }

    /// Writes a text into at most `columns`, marking what is cut off. Gives the columns it took.
    pub fn text(&mut self, x: u16, y: u16, columns: u16, text: &str, tone: Tone) -> u16 {
        let area = self.buf.area;
        if x >= area.right() || y >= area.bottom() {
            return 0;
        }
        let columns = columns.min(area.right() - x);
        let tamed = text::tame(text);
        let cut = text::cut(&tamed, columns, self.look.glyphs.more);
        let (end, _) = self.buf.set_stringn(x, y, &*cut, columns as usize, self.look.theme.style(tone));
        end - x
    }

    /// Writes pieces one after the other. Gives the columns they took.
    pub fn line(&mut self, x: u16, y: u16, columns: u16, pieces: &[(&str, Tone)]) -> u16 {
        let mut used = 0;
        for (piece, tone) in pieces {
            used += self.text(x + used, y, columns - used.min(columns), piece, *tone);
        }
        used
    }

    /// Writes a text that ends at a column.
    pub fn right(&mut self, end: u16, y: u16, columns: u16, text: &str, tone: Tone) -> u16 {
        let wide = text::width(text).min(columns).min(end);
        self.text(end - wide, y, wide, text, tone)
    }

    /// Writes a text over several lines, broken between words. Gives the rows it took.
    pub fn wrapped(&mut self, area: Rect, text: &str, tone: Tone) -> u16 {
        let lines = text::wrap(&text.lines().map(text::tame).collect::<Vec<_>>().join("\n"), area.width);
        let shown = lines.iter().take(area.height as usize);
        shown.zip(area.y..).map(|(line, y)| self.text(area.x, y, area.width, line, tone)).count() as u16
    }

    /// Gives an area a tone, leaving what is written there.
    pub fn tone(&mut self, area: Rect, tone: Tone) {
        self.buf.set_style(area, self.look.theme.style(tone));
    }

    /// Empties an area.
    pub fn clear(&mut self, area: Rect) {
        let area = area.intersection(self.buf.area);
        for position in area.positions() {
            self.buf[position].reset();
        }
    }

    /// Empties an area and draws a box round it, with a title. Gives what is inside.
    pub fn frame(&mut self, area: Rect, title: &str) -> Rect {
        let area = area.intersection(self.buf.area);
        self.clear(area);
        if area.width < 2 || area.height < 2 {
            return Rect::new(area.x, area.y, 0, 0);
        }
        let glyphs = self.look.glyphs;
        let (right, bottom) = (area.right() - 1, area.bottom() - 1);
        let line = glyphs.dash.repeat(area.width as usize - 2);
        for (y, left_corner, right_corner) in [(area.y, 0, 1), (bottom, 2, 3)] {
            self.text(area.x, y, 1, glyphs.corners[left_corner], Tone::Dim);
            self.text(area.x + 1, y, area.width - 2, &line, Tone::Dim);
            self.text(right, y, 1, glyphs.corners[right_corner], Tone::Dim);
        }
        for y in area.y + 1..bottom {
            self.text(area.x, y, 1, glyphs.bar, Tone::Dim);
            self.text(right, y, 1, glyphs.bar, Tone::Dim);
        }
        if !title.is_empty() && area.width > 6 {
            self.text(
                area.x + 1,
                area.y,
                area.width - 2,
                &format!(" {} ", text::cut(title, area.width - 4, glyphs.more)),
                Tone::Title,
            );
        }
        Rect::new(area.x + 1, area.y + 1, area.width - 2, area.height - 2)
    }

    /// A position, where it is on the screen: where to put the cursor.
    pub fn at(&self, x: u16, y: u16) -> Option<Position> {
        let position = Position::new(x, y);
        self.buf.area.contains(position).then_some(position)
    }
}

/// An area of at most that size in the middle of another.
pub fn centred(area: Rect, columns: u16, rows: u16) -> Rect {
    let (columns, rows) = (columns.min(area.width), rows.min(area.height));
    Rect::new(area.x + (area.width - columns) / 2, area.y + (area.height - rows) / 2, columns, rows)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #![proptest_config(crate::domain::testing::cases(256))]

        #[test]
        fn no_size_and_no_place_goes_wrong(
            width in 0u16..30, height in 0u16..10, x in 0u16..40, y in 0u16..20, w in 0u16..40, h in 0u16..20, text in "\\PC{0,30}"
        ) {
            let look = Look { theme: Theme::test(), glyphs: Glyphs::UTF8 };
            let mut buf = Buffer::empty(Rect::new(0, 0, width, height));
            let mut pen = Pen::new(&mut buf, &look);
            pen.text(x, y, w, &text, Tone::Plain);
            pen.right(x, y, w, &text, Tone::Plain);
            let inside = pen.frame(Rect::new(x, y, w, h), &text);
            pen.wrapped(inside, &text, Tone::Warn);
            pen.line(x, y, w, &[(&text, Tone::Key), (&text, Tone::Plain)]);
        }
    }
}
