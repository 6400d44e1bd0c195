//! A document on the screen, as it goes on paper. Asking for it prints it: the journal has who read what.

use super::headed;
use crate::desk::commands::DocumentPrint;
use crate::desk::{Command, Done, Refusal};
use crate::tui::app::Cx;
use crate::tui::confirm::Confirm;
use crate::tui::layer::{Layer, Slot, Step, refusal_line, say_done};
use crate::tui::list::Cursor;
use crate::tui::pen::Pen;
use crate::tui::text;
use crate::tui::theme::Tone;
use ratatui::layout::{Position, Rect};
use std::cell::RefCell;

/// A document.
pub struct Paper {
    title: String,
    order: Command,
    lines: Vec<String>,
    refused: Option<String>,
    /// The lines as they are shown, for which width.
    wrapped: RefCell<(u16, Vec<String>)>,
    cursor: RefCell<Cursor>,
    /// What enter does once it has been read, and what is asked before.
    then: Option<(&'static str, Command)>,
}

impl Paper {
    /// What is to be printed.
    pub fn new(order: DocumentPrint) -> Self {
        Self::of(format!("On paper: contactdesk print {}", order.document.said()), order)
    }

    /// What another command prints, under a title.
    pub fn of(title: String, order: impl Into<Command>) -> Self {
        Self {
            title,
            order: order.into(),
            lines: Vec::new(),
            refused: None,
            wrapped: RefCell::default(),
            cursor: RefCell::default(),
            then: None,
        }
    }

    /// What enter does once it has been read, after a question.
    #[must_use]
    pub fn then(mut self, question: &'static str, command: impl Into<Command>) -> Self {
        self.then = Some((question, command.into()));
        self
    }

    fn wrap(&self, wide: u16) {
        let mut wrapped = self.wrapped.borrow_mut();
        if wrapped.0 != wide || wrapped.1.is_empty() {
            *wrapped = (wide, self.lines.iter().flat_map(|line| text::broken(line, wide)).collect());
            self.cursor.borrow_mut().resize(wrapped.1.len());
        }
    }
}

impl Layer for Paper {
    fn scope(&self) -> &'static str {
        "page"
    }

    fn fills(&self) -> bool {
        true
    }

    fn opened(&mut self, cx: &mut Cx) {
        cx.execute("print", self.order.clone());
    }

    fn draw(&self, pen: &mut Pen, area: Rect) -> Option<Position> {
        let inside = headed(pen, area, &self.title, "");
        let wide = inside.width.saturating_sub(3);
        if let Some(refused) = &self.refused {
            for (line, y) in text::wrap(refused, wide).iter().zip(inside.y..inside.bottom()) {
                pen.text(inside.x + 2, y, wide, line, Tone::Error);
            }
            return None;
        }
        self.wrap(wide);
        let wrapped = self.wrapped.borrow();
        if wrapped.1.is_empty() {
            pen.text(inside.x + 2, inside.y, wide, "asking the desk", Tone::Dim);
        }
        let cursor = self.cursor.borrow();
        let mut place = None;
        for (at, y) in cursor.window(inside.height).zip(inside.y..) {
            if cursor.at() == Some(at) {
                let marker = pen.glyphs().marker;
                pen.text(inside.x, y, 1, marker, Tone::Selected);
                place = pen.at(inside.x, y);
            }
            pen.text(inside.x + 2, y, wide, &wrapped.1[at], Tone::Plain);
        }
        place
    }

    fn walk(&mut self, _: &mut Cx, step: Step) {
        self.cursor.get_mut().step(step);
    }

    fn enter(&mut self, cx: &mut Cx) {
        match &self.then {
            Some(_) if self.lines.is_empty() => cx.refuse("there is nothing to read yet"),
            Some((question, command)) => {
                let command = command.clone();
                cx.push(Confirm::new(*question, move |_, cx| cx.execute("then", command)));
            }
            None => cx.refuse("esc goes back"),
        }
    }

    fn done(&mut self, cx: &mut Cx, slot: Slot, done: Result<Done, Refusal>) {
        match done {
            Ok(done) if slot == "then" => cx.close_then(move |_, cx| say_done(cx, &Ok(done))),
            Err(refusal) if slot == "then" => say_done(cx, &Err(refusal)),
            Ok(done) => {
                let text = done.printed.map(|printed| printed.text).unwrap_or_default();
                self.lines = text.lines().map(str::to_owned).collect();
                self.wrapped.get_mut().1.clear();
            }
            Err(refusal) => self.refused = Some(refusal_line(&refusal)),
        }
    }
}
