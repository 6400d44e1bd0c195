//! Someone at the keyboard: presses keys, reads the screen. For tests, with the desk asked inline.

use super::app::{App, Msg};
use super::glyphs::Glyphs;
use super::keymap::{Keymap, chord};
use super::layer::Layer;
use super::pen::Look;
use super::theme::Theme;
use super::worker::{Inline, Porter};
use crate::desk::Desk;
use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use std::sync::Arc;
use std::time::Duration;

/// A journey through the board: each step can be followed by what is to be seen.
pub struct Journey {
    /// The board.
    pub app: App,
    columns: u16,
    rows: u16,
    now: Duration,
}

impl Journey {
    /// A board over a desk, with the shipped keys, beginning with that screen.
    pub fn over(desk: Arc<dyn Desk>, first: impl Layer, columns: u16, rows: u16) -> Self {
        let here = desk.here();
        let mut journey = Self::carried(here, Box::new(Inline::new(desk)), first, columns, rows);
        journey.app.welcome();
        journey
    }

    /// The same with another porter.
    pub fn carried(
        here: crate::desk::Here,
        porter: Box<dyn Porter>,
        first: impl Layer,
        columns: u16,
        rows: u16,
    ) -> Self {
        let actions = super::actions();
        let (keymap, mistakes) = Keymap::load(&[], &actions);
        assert_eq!(mistakes, [], "the shipped keymaps have mistakes");
        let look = Look { theme: Theme::test(), glyphs: Glyphs::UTF8 };
        let app = App::new(look, keymap, actions, here, porter, Box::new(first));
        Self { app, columns, rows, now: Duration::ZERO }
    }

    /// With other signs and tones than tests have.
    #[must_use]
    pub fn looking(mut self, look: Look) -> Self {
        self.app.shared.look = look;
        self
    }

    /// Sends a message.
    pub fn send(&mut self, msg: Msg) -> &mut Self {
        self.app.handle(msg, self.now);
        self
    }

    /// Presses keys: `j space s b`.
    ///
    /// # Panics
    /// If there is no such key.
    pub fn press(&mut self, keys: &str) -> &mut Self {
        let strokes = chord(keys).unwrap_or_else(|why| panic!("{why}"));
        for stroke in strokes {
            self.send(Msg::Key(stroke));
        }
        self
    }

    /// Types text, letter by letter.
    pub fn types(&mut self, text: &str) -> &mut Self {
        for c in text.chars() {
            let stroke = super::keymap::Stroke::plain(crossterm::event::KeyCode::Char(c));
            self.send(Msg::Key(stroke));
        }
        self
    }

    /// Pastes text.
    pub fn pastes(&mut self, text: &str) -> &mut Self {
        self.send(Msg::Paste(text.to_owned()))
    }

    /// Lets time pass.
    pub fn waits(&mut self, millis: u64) -> &mut Self {
        self.now += Duration::from_millis(millis);
        self.app.tick(self.now);
        self
    }

    /// Changes the size of the terminal.
    pub fn resizes(&mut self, columns: u16, rows: u16) -> &mut Self {
        (self.columns, self.rows) = (columns, rows);
        self.send(Msg::Resize(columns, rows))
    }

    fn drawn(&self) -> (Buffer, Option<Position>) {
        let mut buf = Buffer::empty(Rect::new(0, 0, self.columns, self.rows));
        let cursor = self.app.draw(&mut buf);
        (buf, cursor)
    }

    /// The screen as text, without the spaces at the ends of lines.
    pub fn screen(&self) -> String {
        lines(&self.drawn().0, |buf, x, y| buf[(x, y)].symbol().to_owned())
    }

    /// The screen as the letters of its tones: [`super::Tone::letter`]; empty cells are left empty.
    pub fn tones(&self) -> String {
        let theme = Theme::test();
        lines(&self.drawn().0, |buf, x, y| {
            let cell = &buf[(x, y)];
            if cell.symbol() == " " { " ".to_owned() } else { theme.tone(cell.fg).letter().to_string() }
        })
    }

    /// The line the cursor stands on, from the cursor on.
    pub fn at_cursor(&self) -> String {
        let (buf, cursor) = self.drawn();
        let Some(at) = cursor else { return String::new() };
        let rest = (at.x..self.columns).map(|x| buf[(x, at.y)].symbol()).collect::<String>();
        rest.trim_end().to_owned()
    }

    /// Asserts that a text is on the screen.
    ///
    /// # Panics
    /// If it is not.
    pub fn sees(&mut self, text: &str) -> &mut Self {
        let screen = self.screen();
        assert!(screen.contains(text), "{text:?} is not on the screen:\n{screen}");
        self
    }

    /// Asserts that a text is not on the screen.
    ///
    /// # Panics
    /// If it is.
    pub fn lacks(&mut self, text: &str) -> &mut Self {
        let screen = self.screen();
        assert!(!screen.contains(text), "{text:?} is on the screen:\n{screen}");
        self
    }
}

/// Lines of cells; the second cell of a wide letter is left out.
fn lines(buf: &Buffer, cell: impl Fn(&Buffer, u16, u16) -> String) -> String {
    let area = buf.area;
    let mut text = String::new();
    for y in 0..area.height {
        let (mut line, mut x) = (String::new(), 0);
        while x < area.width {
            line.push_str(&cell(buf, x, y));
            x += super::text::width(buf[(x, y)].symbol()).max(1);
        }
        text.push_str(line.trim_end());
        text.push('\n');
    }
    text.trim_end().to_owned()
}
