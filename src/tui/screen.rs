//! What the terminal shows, kept up to date with as few bytes as it takes: one write a frame, none where nothing changed.

use crossterm::cursor::{Hide, MoveTo, Show};
use crossterm::terminal::{BeginSynchronizedUpdate, Clear, ClearType, EndSynchronizedUpdate};
use crossterm::{QueueableCommand, queue};
use ratatui::backend::{Backend, CrosstermBackend};
use ratatui::buffer::{Buffer, Cell};
use ratatui::layout::{Position, Rect};
use std::io::{self, Write};
use unicode_width::UnicodeWidthStr;

/// Frames larger than this are wrapped in a synchronized update, so that no half of one is seen.
const LARGE: usize = 1024;
/// Moving the cursor and clearing takes as many bytes as so many spaces.
const CLEARING: usize = 11;
/// Moving the cursor takes as many bytes as so many letters.
const BRIDGE: u16 = 8;

/// A terminal's screen, written to `W`.
pub struct Screen<W> {
    out: W,
    shown: Buffer,
    next: Buffer,
    /// Where the cursor is shown; nothing while it is hidden or nobody knows.
    cursor: Option<Position>,
    /// Whether what the terminal shows is unknown.
    stale: bool,
}

impl<W: Write> Screen<W> {
    /// A screen of that size, of which nothing is known yet.
    pub fn new(out: W, columns: u16, rows: u16) -> Self {
        let area = Rect::new(0, 0, columns, rows);
        Self { out, shown: Buffer::empty(area), next: Buffer::empty(area), cursor: None, stale: true }
    }

    /// The terminal has another size now.
    pub fn resize(&mut self, columns: u16, rows: u16) {
        let area = Rect::new(0, 0, columns, rows);
        self.next.resize(area);
        self.shown.resize(area);
        self.stale = true;
    }

    /// Someone else wrote to the terminal: the next frame is drawn from nothing.
    pub fn forget(&mut self) {
        self.stale = true;
    }

    /// Shows what `paint` draws, with the cursor where it says. Gives the bytes it took.
    pub fn show(&mut self, paint: impl FnOnce(&mut Buffer) -> Option<Position>) -> io::Result<usize> {
        self.next.reset();
        let cursor = paint(&mut self.next);
        let mut frame = Vec::new();
        if self.stale {
            frame.queue(Clear(ClearType::All))?.queue(Hide)?;
            self.shown.reset();
            self.cursor = None;
        }
        self.clear_ends(&mut frame)?;
        let changed = self.shown.diff(&self.next);
        if !changed.is_empty() {
            CrosstermBackend::new(&mut frame).draw(bridged(&self.next, changed).into_iter())?;
        }
        match cursor {
            // drawing has moved it
            Some(at) if !frame.is_empty() || self.cursor != cursor => {
                frame.queue(MoveTo(at.x, at.y))?;
                if self.cursor.is_none() {
                    frame.queue(Show)?;
                }
            }
            None if self.cursor.is_some() => {
                frame.queue(Hide)?;
            }
            _ => {}
        }
        if frame.len() > LARGE {
            let mut whole = Vec::with_capacity(frame.len() + 16);
            queue!(whole, BeginSynchronizedUpdate)?;
            whole.append(&mut frame);
            queue!(whole, EndSynchronizedUpdate)?;
            frame = whole;
        }
        if !frame.is_empty() {
            self.out.write_all(&frame)?;
            self.out.flush()?;
        }
        self.cursor = cursor;
        self.stale = false;
        std::mem::swap(&mut self.shown, &mut self.next);
        Ok(frame.len())
    }

    /// Clears the ends of lines that are to be empty: three bytes instead of a space for every cell.
    fn clear_ends(&mut self, frame: &mut Vec<u8>) -> io::Result<()> {
        let columns = usize::from(self.next.area.width);
        if columns == 0 || self.shown.area != self.next.area {
            return Ok(());
        }
        let lines = self.shown.content.chunks_mut(columns).zip(self.next.content.chunks(columns));
        for (y, (shown, next)) in (0..).zip(lines) {
            let used = |line: &[Cell]| line.iter().rposition(|cell| *cell != Cell::EMPTY).map_or(0, |at| at + 1);
            // a wide letter at the end fills the cell behind it too
            let from = (used(next) + 1).min(columns);
            if used(shown) > from + CLEARING {
                frame.queue(MoveTo(from as u16, y))?.queue(Clear(ClearType::UntilNewLine))?;
                shown[from..].fill(Cell::EMPTY);
            }
        }
        Ok(())
    }
}

/// The changed cells, with the few unchanged ones between two of them where writing those takes fewer bytes than moving
/// over them.
fn bridged<'a>(next: &'a Buffer, changed: Vec<(u16, u16, &'a Cell)>) -> Vec<(u16, u16, &'a Cell)> {
    let mut all: Vec<(u16, u16, &Cell)> = Vec::with_capacity(changed.len() * 2);
    for (x, y, cell) in changed {
        if let Some((before, _, last)) = all.last().copied().filter(|(_, line, last)| *line == y && is_narrow(last))
            && x > before + 1
            && x - before <= BRIDGE
        {
            let between = || (before + 1..x).map(|x| (x, y, &next[(x, y)]));
            let bytes: usize = between().map(|(_, _, cell)| cell.symbol().len()).sum();
            let alike = between().all(|(_, _, cell)| is_narrow(cell) && cell.style() == last.style());
            if alike && bytes < usize::from(BRIDGE) {
                all.extend(between());
            }
        }
        all.push((x, y, cell));
    }
    all
}

/// Whether the cursor stands in the next cell once a cell is written.
fn is_narrow(cell: &Cell) -> bool {
    cell.symbol().width() == 1
}

#[cfg(test)]
mod tests {
    use super::*;
    use ratatui::style::Style;

    /// Counts how often it is written to.
    #[derive(Default)]
    struct Writes(Vec<usize>);

    impl Write for Writes {
        fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
            self.0.push(bytes.len());
            Ok(bytes.len())
        }

        fn flush(&mut self) -> io::Result<()> {
            Ok(())
        }
    }

    fn full(letter: &'static str) -> impl FnOnce(&mut Buffer) -> Option<Position> {
        move |buf| {
            for y in 0..buf.area.height {
                buf.set_string(0, y, letter.repeat(buf.area.width as usize), Style::new());
            }
            Some(Position::new(0, 0))
        }
    }

    #[test]
    fn a_frame_is_one_write_and_a_frame_without_difference_is_none() {
        let mut screen = Screen::new(Writes::default(), 120, 40);
        assert!(screen.show(full("x")).unwrap() > 4800);
        assert_eq!(screen.show(full("x")).unwrap(), 0);
        assert!(screen.show(full("y")).unwrap() > 4800);
        assert_eq!(screen.out.0.len(), 2);
    }

    /// What a terminal shows after those frames.
    fn shown_after(frames: &[&[&str]]) -> (String, usize) {
        let mut screen = Screen::new(Vec::new(), 40, 3);
        let mut last = 0;
        for lines in frames {
            let paint = |buf: &mut Buffer| {
                for (y, line) in (0..).zip(*lines) {
                    buf.set_string(0, y, line, Style::new());
                }
                None
            };
            last = screen.show(paint).unwrap();
        }
        let size = |n: u16| std::num::NonZero::new(n).unwrap();
        let mut terminal = vt100::Parser::new(size(3), size(40), 0);
        terminal.process(&screen.out);
        let text: Vec<String> = terminal.screen().contents().lines().map(|l| l.trim_end().to_owned()).collect();
        (text.join("\n").trim_end().to_owned(), last)
    }

    #[test]
    fn ends_of_lines_are_cleared_at_once_and_small_gaps_written_over() {
        let long = "Amara Khan with Kelly, 14:00 to 15:30";
        assert_eq!(shown_after(&[&[long, "b"], &["Theo", "b"]]), ("Theo\nb".to_owned(), 39));
        assert_eq!(shown_after(&[&["14:00-15:30"], &["13:10-15:20"]]), ("13:10-15:20".to_owned(), 34));
    }

    proptest::proptest! {
        #![proptest_config(crate::domain::testing::cases(256))]

        #[test]
        fn the_terminal_shows_what_was_drawn_last(frames in proptest::collection::vec(
            proptest::collection::vec("[ a-d李é]{0,24}", 3), 1..5,
        )) {
            let frames: Vec<Vec<&str>> = frames.iter().map(|f| f.iter().map(String::as_str).collect()).collect();
            let all: Vec<&[&str]> = frames.iter().map(Vec::as_slice).collect();
            let last = &all[all.len() - 1..];
            proptest::prop_assert_eq!(shown_after(&all).0, shown_after(last).0);
        }
    }

    #[test]
    fn only_the_cursor_moving_costs_only_that() {
        let mut screen = Screen::new(Vec::new(), 20, 3);
        screen.show(|_| Some(Position::new(0, 0))).unwrap();
        screen.out.clear();
        screen.show(|_| Some(Position::new(0, 1))).unwrap();
        assert_eq!(screen.out, b"\x1b[2;1H");
        screen.out.clear();
        screen.show(|_| None).unwrap();
        assert_eq!(screen.out, b"\x1b[?25l");
    }

    #[test]
    fn only_large_frames_are_synchronized() {
        let mut screen = Screen::new(Vec::new(), 120, 40);
        screen.show(full("x")).unwrap();
        assert!(screen.out.starts_with(b"\x1b[?2026h") && screen.out.ends_with(b"\x1b[?2026l"));
        screen.out.clear();
        screen.resize(10, 2);
        screen.show(full("x")).unwrap();
        assert!(screen.out.starts_with(b"\x1b[2J") && !screen.out.windows(6).any(|w| w == b"\x1b[?202"));
    }
}
