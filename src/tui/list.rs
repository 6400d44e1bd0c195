//! A list with a cursor: walking it, scrolling it, drawing its rows in columns.

use super::layer::Step;
use super::pen::Pen;
use super::text;
use super::theme::Tone;
use ratatui::layout::{Position, Rect};
use std::cell::Cell;

/// Where the cursor stands in a list of so many rows.
#[derive(Clone, Debug, Default)]
pub struct Cursor {
    at: usize,
    rows: usize,
    /// First row shown and rows shown, as last drawn: drawing decides how far to scroll.
    top: Cell<usize>,
    page: Cell<usize>,
}

impl Cursor {
    /// At the first of so many rows.
    pub fn new(rows: usize) -> Self {
        Self { rows, ..Self::default() }
    }

    /// The row it stands on; nothing in an empty list.
    pub fn at(&self) -> Option<usize> {
        (self.rows > 0).then_some(self.at)
    }

    /// There are so many rows now; it stays where it is, as far as there is such a row.
    pub fn resize(&mut self, rows: usize) {
        self.rows = rows;
        self.put(self.at);
    }

    /// The rows are new ones: it stays on what it was on, the nearest of several alike, so that no key acts on what has
    /// slipped under it; in its place where that is gone.
    pub fn stay<K: PartialEq>(&mut self, on: Option<&K>, rows: &[K]) {
        self.resize(rows.len());
        let same = on.into_iter().flat_map(|on| rows.iter().enumerate().filter(move |(_, row)| *row == on));
        if let Some((at, _)) = same.min_by_key(|(at, _)| at.abs_diff(self.at)) {
            self.at = at;
        }
    }

    /// Goes to a row, or the last there is.
    pub fn put(&mut self, at: usize) {
        self.at = at.min(self.rows.saturating_sub(1));
    }

    /// Goes a step.
    pub fn step(&mut self, step: Step) {
        let page = self.page.get().max(2) - 1;
        self.put(match step {
            Step::Down => self.at + 1,
            Step::Up => self.at.saturating_sub(1),
            Step::PageDown => self.at + page,
            Step::PageUp => self.at.saturating_sub(page),
            Step::First => 0,
            Step::Last => usize::MAX,
        });
    }

    /// The rows to show in so many lines, the cursor's among them, with little scrolling.
    pub fn window(&self, lines: u16) -> std::ops::Range<usize> {
        let lines = lines as usize;
        let last = self.rows.saturating_sub(lines);
        let least = (self.at + 1).saturating_sub(lines);
        let top = self.top.get().clamp(least, least.max(self.at)).min(last.max(least));
        self.top.set(top);
        self.page.set(lines);
        top..(top + lines).min(self.rows)
    }
}

/// A row of cells: texts in tones.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Cells(pub Vec<(String, Tone)>);

impl Cells {
    /// Plain cells.
    pub fn plain(cells: impl IntoIterator<Item = impl Into<String>>) -> Self {
        Self(cells.into_iter().map(|cell| (cell.into(), Tone::Plain)).collect())
    }

    /// All of it as one text: what a filter looks at.
    pub fn text(&self) -> String {
        self.0.iter().map(|(cell, _)| cell.as_str()).collect::<Vec<_>>().join(" ")
    }
}

/// A column no wider than this is a day, a time, a reference: half of one says nothing.
const WHOLE: u16 = 11;
/// No longer one is cut to less, while there are others.
const LEAST: u16 = 8;

/// Columns of a table: as wide as what is in them. Where the room is short the widest give way first, then the last go.
pub fn widths<'a>(rows: impl Iterator<Item = &'a Cells>, room: u16) -> Vec<u16> {
    let mut widths: Vec<u16> = Vec::new();
    for row in rows {
        widths.resize(widths.len().max(row.0.len()), 0);
        for (wide, (cell, _)) in widths.iter_mut().zip(&row.0) {
            *wide = (*wide).max(text::width(cell));
        }
    }
    let total = |widths: &[u16]| {
        let gaps = 2 * widths.iter().rposition(|w| *w > 0).unwrap_or(0);
        widths.iter().map(|w| u32::from(*w)).sum::<u32>() + gaps as u32
    };
    let gives: Vec<bool> = widths.iter().map(|w| *w > WHOLE).collect();
    while total(&widths) > u32::from(room) {
        let long = widths.iter_mut().zip(&gives).filter(|(w, gives)| **gives && **w > LEAST).map(|(w, _)| w);
        let Some(widest) = long.max() else { break };
        *widest -= 1;
    }
    for at in (0..widths.len()).rev() {
        let over = total(&widths).saturating_sub(u32::from(room)).min(u32::from(u16::MAX)) as u16;
        if over > 0 {
            // less than this says nothing; the first column says what it can
            let left = widths[at].saturating_sub(over);
            widths[at] = if left >= 4 || at == 0 { left } else { 0 };
        }
    }
    widths
}

/// Draws rows of cells with the cursor's marked and its first cell bold; gives the place of the mark.
///
/// Only the mark and one cell change when the cursor moves, which keeps a step small on a slow link.
pub fn draw<'a>(pen: &mut Pen, area: Rect, cursor: &Cursor, row: impl Fn(usize) -> &'a Cells) -> Option<Position> {
    draw_under(pen, area, None, cursor, row)
}

/// The same under a heading, whose cells stand over the columns.
pub fn draw_under<'a>(
    pen: &mut Pen,
    mut area: Rect,
    heading: Option<&Cells>,
    cursor: &Cursor,
    row: impl Fn(usize) -> &'a Cells,
) -> Option<Position> {
    let rows = area.height.saturating_sub(u16::from(heading.is_some()));
    let shown: Vec<(usize, &Cells)> = cursor.window(rows).map(|index| (index, row(index))).collect();
    let widths = widths(heading.into_iter().chain(shown.iter().map(|(_, row)| *row)), area.width.saturating_sub(2));
    if let Some(heading) = heading {
        draw_cells(pen, area.x + 2, Rect { height: 1, ..area }, &widths, heading, false);
        area = Rect { y: area.y + 1, height: rows, ..area };
    }
    let mut place = None;
    for ((index, row), y) in shown.into_iter().zip(area.y..) {
        let selected = cursor.at() == Some(index);
        if selected {
            let marker = pen.glyphs().marker;
            pen.text(area.x, y, 1, marker, Tone::Selected);
            place = pen.at(area.x, y);
        }
        draw_cells(pen, area.x + 2, Rect { y, height: 1, ..area }, &widths, row, selected);
    }
    place
}

/// Draws the cells of one row from `x` on, the first bold if it is selected.
pub(super) fn draw_cells(pen: &mut Pen, mut x: u16, area: Rect, widths: &[u16], row: &Cells, selected: bool) {
    for (column, ((cell, tone), wide)) in row.0.iter().zip(widths).enumerate() {
        let tone = if selected && column == 0 { Tone::Selected } else { *tone };
        pen.text(x, area.y, (*wide).min(area.right().saturating_sub(x)), cell, tone);
        x += wide + 2;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_cursor_stays_on_what_it_was_on_when_the_rows_change() {
        let mut cursor = Cursor::new(3);
        cursor.put(1);
        cursor.stay(Some(&'b'), &['x', 'a', 'b', 'c']);
        assert_eq!(cursor.at(), Some(2));
        // of several alike the nearest; of none its place
        cursor.stay(Some(&'b'), &['b', 'c', 'd', 'b']);
        assert_eq!(cursor.at(), Some(3));
        cursor.stay(Some(&'b'), &['c', 'd']);
        assert_eq!(cursor.at(), Some(1));
        cursor.stay::<char>(None, &[]);
        assert_eq!(cursor.at(), None);
    }
    use proptest::prelude::*;

    #[test]
    fn the_cursor_walks_and_the_window_follows_with_little_scrolling() {
        let mut cursor = Cursor::new(10);
        assert_eq!(cursor.window(4), 0..4);
        for _ in 0..4 {
            cursor.step(Step::Down);
        }
        assert_eq!((cursor.at(), cursor.window(4)), (Some(4), 1..5));
        cursor.step(Step::Up);
        assert_eq!((cursor.at(), cursor.window(4)), (Some(3), 1..5));
        cursor.step(Step::Last);
        assert_eq!((cursor.at(), cursor.window(4)), (Some(9), 6..10));
        cursor.resize(3);
        assert_eq!((cursor.at(), cursor.window(4)), (Some(2), 0..3));
        cursor.resize(0);
        assert_eq!((cursor.at(), cursor.window(4)), (None, 0..0));
    }

    #[test]
    fn the_widest_column_gives_way() {
        let row = Cells::plain(["C-0142", "a very long name indeed", "ok"]);
        assert_eq!(widths([&row].into_iter(), 40), [6, 23, 2]);
        assert_eq!(widths([&row].into_iter(), 20), [6, 8, 2]);
        assert_eq!(widths([&row].into_iter(), 0), [0, 0, 0]);
        let slot = Cells::plain(["Thu 26 Nov", "11:30-13:00", "Garden", "Yusuf Khan"]);
        assert_eq!(widths([&slot].into_iter(), 38), [10, 11, 6, 5], "days and times stay whole");
        assert_eq!(widths([&slot].into_iter(), 24), [10, 11, 0, 0]);
    }

    proptest! {
        #![proptest_config(crate::domain::testing::cases(256))]

        #[test]
        fn the_cursor_is_always_in_the_window(rows in 1usize..50, lines in 1u16..20, steps in proptest::collection::vec(0u8..6, 0..30)) {
            let mut cursor = Cursor::new(rows);
            for step in steps {
                let all = [Step::Down, Step::Up, Step::PageDown, Step::PageUp, Step::First, Step::Last];
                cursor.step(all[step as usize]);
                prop_assert!(cursor.window(lines).contains(&cursor.at().unwrap()));
            }
        }
    }
}
