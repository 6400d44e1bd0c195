//! What the terminal shows, kept up to date with as few bytes as it takes: one write a frame, none where nothing changed.

use crossterm::cursor::{Hide, MoveTo, Show};
use crossterm::terminal::{BeginSynchronizedUpdate, Clear, ClearType, EndSynchronizedUpdate};
use crossterm::{QueueableCommand, queue};
use ratatui::backend::{Backend, CrosstermBackend};
use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use std::io::{self, Write};

/// Frames larger than this are wrapped in a synchronized update, so that no half of one is seen.
const LARGE: usize = 1024;

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
        let changed = self.shown.diff(&self.next);
        if !changed.is_empty() {
            CrosstermBackend::new(&mut frame).draw(changed.into_iter())?;
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
