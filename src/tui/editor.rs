//! The built-in editor for long text: minutes, what was said. What is typed in it is kept as a form's is.

use super::app::Cx;
use super::confirm::Confirm;
use super::layer::{Layer, Slot, Step, say_done};
use super::pen::Pen;
use super::theme::Tone;
use super::{phrases, text};
use crate::desk::queries::Show;
use crate::desk::{Answer, Answered, Command, Done, Draft, Refusal, Typed};
use crate::domain::*;
use ratatui::layout::{Position, Rect};
use std::cell::Cell;
use unicode_segmentation::UnicodeSegmentation;

/// Makes the command that saves a text.
type Save = fn(&Record, Text) -> Option<Command>;

/// A text being edited.
pub struct Editor {
    title: String,
    /// The name under which it is kept.
    form: &'static str,
    /// What it is about, as it was.
    was: Record,
    save: Save,
    lines: Vec<String>,
    /// The line, and the byte in it.
    at: (usize, usize),
    touched: bool,
    /// What is wrong with it.
    wrong: Option<String>,
    /// The number of the draft it was opened again from.
    number: u64,
    /// First row shown, rows and columns, as last drawn.
    top: Cell<usize>,
    shape: Cell<(u16, u16)>,
}

/// A row on the screen: which line, and the bytes of it.
struct Row {
    line: usize,
    from: usize,
    to: usize,
}

impl Editor {
    /// Edits a text about a record; `save` makes of it the command that saves it.
    pub fn new(title: impl Into<String>, form: &'static str, was: Record, text: &str, save: Save) -> Self {
        let lines: Vec<String> = text.split('\n').map(str::to_owned).collect();
        let last = lines.len() - 1;
        Self {
            title: title.into(),
            form,
            was,
            save,
            at: (last, lines[last].len()),
            lines,
            touched: false,
            wrong: None,
            number: 0,
            top: Cell::new(0),
            shape: Cell::new((80, 20)),
        }
    }

    /// The editor again, with what was typed in it.
    #[must_use]
    pub(super) fn again(mut self, draft: &Draft) -> Self {
        if let Some(typed) = draft.fields.first() {
            self.lines = typed.text.split('\n').map(str::to_owned).collect();
            self.at = (self.lines.len() - 1, self.lines.last().map_or(0, String::len));
        }
        (self.number, self.touched) = (draft.number, true);
        self
    }

    fn text(&self) -> String {
        self.lines.join("\n")
    }

    fn line(&self) -> &str {
        self.lines.get(self.at.0).map_or("", String::as_str)
    }

    /// Saves it.
    pub(super) fn submit(&mut self, cx: &mut Cx) {
        match Text::new(self.text()) {
            Ok(text) => match (self.save)(&self.was, text) {
                Some(command) => cx.execute("save", command),
                None => cx.refuse("this cannot be saved"),
            },
            Err(why) => self.wrong = Some(why.0),
        }
    }

    /// What somebody else has written meanwhile goes below what was typed: nothing of either is lost, and who writes puts
    /// the two together.
    fn put_below(&mut self, now: Record) {
        let theirs = text_of(&now).to_owned();
        let new = theirs.strip_prefix(text_of(&self.was)).unwrap_or(&theirs).trim_start_matches('\n');
        if !new.is_empty() && !self.text().contains(new) {
            self.lines.push("--- written meanwhile by somebody else ---".to_owned());
            self.lines.extend(new.split('\n').map(str::to_owned));
            self.wrong =
                Some("somebody has written meanwhile: it stands below yours; save again when it is one".to_owned());
        }
        (self.was, self.touched) = (now, true);
    }

    /// Puts text in at the cursor.
    fn insert(&mut self, c: char) {
        let (line, at) = self.at;
        if c == '\n' {
            let rest = self.lines[line].split_off(at);
            self.lines.insert(line + 1, rest);
            self.at = (line + 1, 0);
        } else {
            self.lines[line].insert(at, c);
            self.at.1 += c.len_utf8();
        }
        let typed = &self.lines[self.at.0][..self.at.1];
        if let Some(put) = phrases::expanded(typed) {
            let rest = self.lines[self.at.0].split_off(self.at.1);
            self.at.1 = put.len();
            self.lines[self.at.0] = put + &rest;
        }
        (self.touched, self.wrong) = (true, None);
    }

    /// Deletes what is left of the cursor: a character, a word, or the break between two lines.
    pub(super) fn erase(&mut self, word: bool) {
        let (line, at) = self.at;
        if at == 0 {
            if line == 0 {
                return;
            }
            let rest = self.lines.remove(line);
            self.at = (line - 1, self.lines[line - 1].len());
            self.lines[line - 1].push_str(&rest);
        } else {
            let before = &self.lines[line][..at];
            let to =
                if word { word_start(before) } else { before.grapheme_indices(true).next_back().map_or(0, |g| g.0) };
            self.lines[line].replace_range(to..at, "");
            self.at.1 = to;
        }
        (self.touched, self.wrong) = (true, None);
    }

    /// Deletes what is right of the cursor.
    pub(super) fn delete(&mut self) {
        let was = self.at;
        self.go(1);
        if self.at != was {
            self.erase(false);
        }
    }

    /// Goes a character on or back, over the ends of lines.
    pub(super) fn go(&mut self, by: isize) {
        let (line, at) = self.at;
        self.at = if by > 0 {
            match self.line()[at..].graphemes(true).next() {
                Some(next) => (line, at + next.len()),
                None if line + 1 < self.lines.len() => (line + 1, 0),
                None => self.at,
            }
        } else {
            match self.line()[..at].grapheme_indices(true).next_back() {
                Some((to, _)) => (line, to),
                None if line > 0 => (line - 1, self.lines[line - 1].len()),
                None => self.at,
            }
        };
    }

    /// Goes to the start or the end of the line.
    pub(super) fn edge(&mut self, end: bool) {
        self.at.1 = if end { self.line().len() } else { 0 };
    }

    /// The text broken into rows of so many columns.
    fn rows(&self, columns: u16) -> Vec<Row> {
        let mut rows = Vec::new();
        for (line, text) in self.lines.iter().enumerate() {
            let mut from = 0;
            loop {
                let to = from + broken(&text[from..], columns.max(2));
                rows.push(Row { line, from, to });
                if to >= text.len() {
                    break;
                }
                from = to;
            }
        }
        rows
    }

    /// The row the cursor is in.
    fn row(&self, rows: &[Row]) -> usize {
        rows.iter().rposition(|row| row.line == self.at.0 && row.from <= self.at.1).unwrap_or(0)
    }

    /// Goes rows up or down, in the same column where there is one.
    fn step(&mut self, by: isize) {
        let rows = self.rows(self.shape.get().0);
        let here = self.row(&rows);
        let column = self.line()[rows[here].from..self.at.1].graphemes(true).count();
        let there = here.saturating_add_signed(by).min(rows.len() - 1);
        let row = &rows[there];
        let part = &self.lines[row.line][row.from..row.to];
        let at = part.grapheme_indices(true).nth(column).map_or(part.len(), |(at, _)| at);
        // the end of a row that goes on is the start of the next
        let ends = at == part.len() && row.to < self.lines[row.line].len();
        let last = part.grapheme_indices(true).next_back().map_or(0, |(at, _)| at);
        self.at = (row.line, row.from + if ends { last } else { at });
    }
}

/// The slot of what somebody else has written.
const THEIRS: Slot = "theirs";

/// The text of a record that is edited here.
fn text_of(record: &Record) -> &str {
    match record {
        Record::AgendaItem(item) => &item.discussion,
        Record::Sitting(sitting) => &sitting.minutes.text,
        _ => "",
    }
}

/// Where the last word before the cursor begins.
fn word_start(before: &str) -> usize {
    before.trim_end().rfind(' ').map_or(0, |at| at + 1)
}

/// How many bytes of a text fit in so many columns: up to a space where there is one.
fn broken(text: &str, columns: u16) -> usize {
    let (mut fits, mut wide, mut space) = (0, 0, None);
    for (at, grapheme) in text.grapheme_indices(true) {
        wide += text::width(grapheme);
        if wide > columns {
            return space.unwrap_or(if fits == 0 { grapheme.len() } else { fits });
        }
        fits = at + grapheme.len();
        if grapheme == " " {
            space = Some(fits);
        }
    }
    text.len()
}

impl Layer for Editor {
    fn scope(&self) -> &'static str {
        "editor"
    }

    fn fills(&self) -> bool {
        true
    }

    fn about(&self) -> Option<Key> {
        Some(self.was.key())
    }

    fn unsent(&self) -> Option<Draft> {
        self.touched.then(|| Draft {
            number: self.number,
            form: self.form.to_owned(),
            title: self.title.clone(),
            at: Moment::default(),
            was: Some(Box::new(self.was.clone())),
            focus: "text".to_owned(),
            fields: vec![Typed { name: "text".to_owned(), text: self.text(), chosen: Vec::new() }],
        })
    }

    fn typed(&mut self, _: &mut Cx, c: char) {
        self.insert(c);
    }

    fn pasted(&mut self, _: &mut Cx, text: &str) {
        let room = Text::MAX.saturating_sub(self.text().chars().count());
        let plain = text.chars().filter(|c| *c == '\n' || !c.is_control());
        plain.take(room).for_each(|c| self.insert(c));
    }

    fn enter(&mut self, _: &mut Cx) {
        self.insert('\n');
    }

    fn walk(&mut self, _: &mut Cx, step: Step) {
        let page = isize::try_from(self.shape.get().1).unwrap_or(1).max(2) - 1;
        match step {
            Step::Down => self.step(1),
            Step::Up => self.step(-1),
            Step::PageDown => self.step(page),
            Step::PageUp => self.step(-page),
            Step::First => self.at = (0, 0),
            Step::Last => self.at = (self.lines.len() - 1, self.lines.last().map_or(0, String::len)),
        }
    }

    fn back(&mut self, cx: &mut Cx) {
        if self.touched {
            cx.push(Confirm::new("Throw away what you typed?", |_, cx| cx.close()));
        } else {
            cx.close();
        }
    }

    fn done(&mut self, cx: &mut Cx, _: Slot, done: Result<Done, Refusal>) {
        match &done {
            Ok(_) => cx.close(),
            Err(refusal) => {
                self.wrong = Some(refusal.what.clone());
                if refusal.field.as_deref() == Some("was") {
                    cx.ask(THEIRS, Show { what: self.was.key().to_string() });
                }
            }
        }
        say_done(cx, &done);
    }

    fn answered(&mut self, cx: &mut Cx, _: Slot, answer: Result<Answered, Refusal>) {
        match answer {
            Ok(Answered { answer: Answer::Show(view), .. }) => self.put_below(view.record),
            Ok(_) => {}
            Err(refusal) => cx.refuse(super::layer::refusal_line(&refusal)),
        }
    }

    fn draw(&self, pen: &mut Pen, area: Rect) -> Option<Position> {
        let left = Text::MAX.saturating_sub(self.text().chars().count());
        let inside = super::screens::headed(pen, area, &self.title, &format!("ctrl-s saves · {left} characters left"));
        let foot = u16::from(self.wrong.is_some());
        let height = inside.height.saturating_sub(foot);
        let columns = inside.width.saturating_sub(2);
        self.shape.set((columns, height));
        let rows = self.rows(columns);
        let here = self.row(&rows);
        let shown = usize::from(height.max(1));
        let top = self.top.get().clamp((here + 1).saturating_sub(shown), here);
        self.top.set(top);
        for (row, y) in rows.iter().skip(top).take(shown).zip(inside.y..) {
            pen.text(inside.x + 1, y, columns, &self.lines[row.line][row.from..row.to], Tone::Plain);
        }
        if let Some(wrong) = &self.wrong {
            pen.text(inside.x + 1, inside.bottom().saturating_sub(1), columns, &format!("! {wrong}"), Tone::Error);
        }
        let before = &self.line()[rows[here].from..self.at.1];
        pen.at(inside.x + 1 + text::width(before), inside.y + (here - top) as u16)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::testing::cases;
    use proptest::prelude::*;

    fn editor(text: &str) -> Editor {
        Editor::new("a text", "test", AgendaItem::default().into(), text, |_, _| None)
    }

    #[test]
    fn what_somebody_else_wrote_meanwhile_goes_below_what_was_typed() {
        let was = AgendaItem { discussion: Text::new("begun").unwrap(), ..AgendaItem::default() };
        let mut editor = Editor::new("a text", "test", was.clone().into(), "begun, mine", |_, _| None);
        let now = AgendaItem { discussion: Text::new("begun\ntheirs").unwrap(), ..was };
        editor.put_below(now.clone().into());
        assert_eq!(editor.text(), "begun, mine\n--- written meanwhile by somebody else ---\ntheirs");
        // the next save is over what stands there now, and nothing comes twice
        editor.put_below(now.into());
        assert_eq!(editor.lines.len(), 3);
    }

    #[test]
    fn a_line_is_broken_between_words_and_put_together_again() {
        let mut editor = editor("one two three");
        editor.shape.set((8, 5));
        let rows: Vec<(usize, usize)> = editor.rows(8).iter().map(|r| (r.from, r.to)).collect();
        assert_eq!(rows, [(0, 8), (8, 13)]);
        editor.step(-1);
        assert_eq!(editor.at, (0, 5));
        editor.insert('\n');
        assert_eq!(editor.text(), "one t\nwo three");
        editor.erase(false);
        editor.erase(true);
        assert_eq!((editor.text().as_str(), editor.at), ("one wo three", (0, 4)));
        editor.delete();
        assert_eq!(editor.text(), "one o three");
    }

    #[test]
    fn a_standard_phrase_is_put_in_where_it_is_typed() {
        let mut editor = editor("");
        ".hl ".chars().for_each(|c| editor.insert(c));
        assert_eq!(editor.text(), "A health assessment is to be in date before the move. ");
    }

    /// The cursor stays in the text, which the rows show in full, whatever is pressed.
    fn typed(keys: &[u8], columns: u16) {
        let mut editor = editor("Grüße, 👩‍👧 and\nmore");
        editor.shape.set((columns, 4));
        for key in keys {
            match key {
                0 => editor.insert('\n'),
                1 => editor.insert('é'),
                2 => editor.erase(false),
                3 => editor.erase(true),
                4 => editor.go(1),
                5 => editor.go(-1),
                6 => editor.step(1),
                7 => editor.step(-1),
                8 => editor.edge(true),
                9 => editor.edge(false),
                10 => editor.delete(),
                _ => editor.insert(' '),
            }
            assert!(editor.line().is_char_boundary(editor.at.1));
            let rows = editor.rows(columns);
            let shown: usize = rows.iter().map(|r| r.to - r.from).sum();
            assert_eq!(shown, editor.lines.iter().map(String::len).sum::<usize>());
            let row = &rows[editor.row(&rows)];
            assert!(row.from <= editor.at.1 && editor.at.1 <= row.to);
        }
    }

    #[test]
    fn a_sign_wider_than_the_screen_is_broken_whole() {
        typed(&[0, 1, 7, 3, 2, 2, 5, 7, 5, 1], 2);
    }

    proptest! {
        #![proptest_config(cases(256))]

        #[test]
        fn whatever_is_typed_the_cursor_is_in_the_text(keys in prop::collection::vec(0u8..12, 0..80), columns in 2u16..30) {
            typed(&keys, columns);
        }
    }
}
