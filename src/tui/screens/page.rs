//! A page: what the desk answers to one question, in the plain lines every look-up has, to scroll through.

use super::headed;
use crate::desk::queries::Show;
use crate::desk::{Answer, Answered, Event, No, Query, Refusal};
use crate::domain::*;
use crate::lines;
use crate::tui::app::Cx;
use crate::tui::layer::{Layer, Slot, Step, refusal_line};
use crate::tui::list::Cursor;
use crate::tui::pen::Pen;
use crate::tui::tasks::record as forms;
use crate::tui::text;
use crate::tui::theme::Tone;
use ratatui::layout::{Position, Rect};
use std::cell::RefCell;

/// A layer that shows a [`Page`] about one record and does more with it: all but what its own keys do is the page's. Whether
/// it closes once what it asked for is done.
macro_rules! over_page {
    ($layer:ty, $scope:literal, $about:ident, closes: $closes:literal) => {
        impl crate::tui::layer::Layer for $layer {
            fn scope(&self) -> &'static str {
                $scope
            }

            fn about(&self) -> Option<Key> {
                Some(self.$about.key())
            }

            fn fills(&self) -> bool {
                true
            }

            fn opened(&mut self, cx: &mut Cx) {
                self.page.opened(cx);
            }

            fn draw(&self, pen: &mut Pen, area: Rect) -> Option<Position> {
                self.page.draw(pen, area)
            }

            fn walk(&mut self, cx: &mut Cx, step: Step) {
                self.page.walk(cx, step);
            }

            fn enter(&mut self, cx: &mut Cx) {
                self.page.enter(cx);
            }

            fn answered(&mut self, cx: &mut Cx, slot: Slot, answer: Result<Answered, Refusal>) {
                self.page.answered(cx, slot, answer);
            }

            fn done(&mut self, cx: &mut Cx, _: Slot, done: Result<Done, Refusal>) {
                say_done(cx, &done);
                if $closes && done.is_ok() {
                    cx.close();
                }
            }

            fn told(&mut self, cx: &mut Cx, event: &Event) {
                self.page.told(cx, event);
            }
        }
    };
}
pub(super) use over_page;

/// A line as it is shown: a line that was too long is several of these.
struct Line {
    /// Which line of the answer it is of.
    of: usize,
    text: String,
}

/// A page.
pub struct Page {
    title: String,
    query: Query,
    today: Day,
    answer: Option<Answered>,
    refused: Option<String>,
    /// The lines as they were last wrapped, for which width.
    wrapped: RefCell<(u16, Vec<Line>)>,
    cursor: RefCell<Cursor>,
}

impl Page {
    /// The answer to a question, under a title.
    pub fn new(title: impl Into<String>, today: Day, query: impl Into<Query>) -> Self {
        Self {
            title: title.into(),
            query: query.into(),
            today,
            answer: None,
            refused: None,
            wrapped: RefCell::default(),
            cursor: RefCell::default(),
        }
    }

    /// Everything about one record.
    pub fn show(key: Key, today: Day) -> Self {
        Self::new(key.to_string(), today, Show { what: key.to_string() })
    }

    /// The desk's answer, when it is there.
    pub(crate) fn answer(&self) -> Option<&Answered> {
        self.answer.as_ref()
    }

    /// The record it is about, if it is about one.
    pub fn record(&self) -> Option<(&Record, &crate::desk::Names)> {
        match self.answer.as_ref() {
            Some(Answered { answer: Answer::Show(view), names }) => Some((&view.record, names)),
            _ => None,
        }
    }

    /// Whether it is the ledger of everybody, which can be narrowed.
    pub(crate) fn is_whole_ledger(&self) -> bool {
        matches!(self.answer.as_ref().map(|a| &a.answer), Some(Answer::Ledger(view)) if view.of.is_none())
    }

    /// Who is at the door, where it says whether they may come in.
    pub(crate) fn at_the_door(&self) -> Option<(Key, String)> {
        match self.answer.as_ref() {
            Some(Answered { answer: Answer::Allowed(view), names }) => {
                Some((view.who.key(), names.say(view.who).to_owned()))
            }
            _ => None,
        }
    }

    /// The references in the line under the cursor: enter opens the first that is not the page's own.
    pub(crate) fn reference(&self) -> Option<Key> {
        let own = self.record().map(|(record, _)| record.key());
        let wrapped = self.wrapped.borrow();
        let at = self.cursor.borrow().at()?;
        let here = wrapped.1.get(at)?.of;
        // what stands in the line under the cursor comes before what stands in the rest of a broken line
        let rest = wrapped.1.iter().filter(|line| line.of == here);
        let lines = std::iter::once(&wrapped.1[at]).chain(rest);
        let words = lines.flat_map(|line| line.text.split(|c: char| !(c.is_ascii_alphanumeric() || c == '-')));
        words.filter(|w| w.contains('-')).filter_map(|w| w.parse().ok()).find(|key| Some(*key) != own)
    }

    /// Its words, where it is a message to be copied.
    pub(crate) fn message(&self) -> Option<&str> {
        match self.answer.as_ref().map(|a| &a.answer) {
            Some(Answer::Message(view)) => Some(&view.text),
            _ => None,
        }
    }

    fn is_settings(&self) -> bool {
        matches!(self.answer, Some(Answered { answer: Answer::Settings(_), .. }))
    }

    /// Whether what it is about can be changed from here.
    pub(crate) fn changes(&self) -> bool {
        self.is_settings() || self.record().is_some()
    }

    /// Opens the form that changes what the page is about: its record, or the setting in the line under the cursor.
    pub(crate) fn change(&self, cx: &mut Cx) {
        match self.answer.as_ref().map(|a| (&a.answer, &a.names)) {
            Some((Answer::Show(view), _)) if view.record.kind() == Kind::Session => {
                cx.refuse("a session is changed on the board; g b goes there");
            }
            Some((Answer::Show(view), names)) => cx.push(forms::edit(Record::clone(&view.record), names, self.today)),
            Some((Answer::Settings(view), _)) => {
                let wrapped = self.wrapped.borrow();
                let line = self.cursor.borrow().at().and_then(|at| wrapped.1.get(at));
                let name = line.and_then(|line| line.text.split_whitespace().next());
                match view.rows.iter().find(|row| Some(row.name.as_str()) == name) {
                    Some(row) => cx.push(forms::setting(row)),
                    None => cx.refuse("go to the line of a setting"),
                }
            }
            _ => cx.refuse("there is nothing here to change"),
        }
    }

    fn wrap(&self, wide: u16) {
        let mut wrapped = self.wrapped.borrow_mut();
        if wrapped.0 == wide && !wrapped.1.is_empty() {
            return;
        }
        let said = match (&self.answer, &self.refused) {
            (_, Some(refused)) => refused.clone(),
            (Some(answer), None) => lines::answer(answer, self.today, wide as usize),
            (None, None) => return,
        };
        let all = said.lines().enumerate().flat_map(|(of, line)| {
            text::broken(line, wide).into_iter().map(move |text| Line { of, text }).collect::<Vec<_>>()
        });
        *wrapped = (wide, all.collect());
        self.cursor.borrow_mut().resize(wrapped.1.len());
    }
}

impl Layer for Page {
    fn scope(&self) -> &'static str {
        "page"
    }

    fn about(&self) -> Option<Key> {
        self.record().map(|(record, _)| record.key())
    }

    fn fills(&self) -> bool {
        true
    }

    fn opened(&mut self, cx: &mut Cx) {
        cx.ask("page", self.query.clone());
    }

    fn draw(&self, pen: &mut Pen, area: Rect) -> Option<Position> {
        let name = self.record().and_then(|(record, names)| names.get(record.key())).unwrap_or_default();
        let inside = headed(pen, area, &self.title, name);
        let wide = inside.width.saturating_sub(3);
        self.wrap(wide);
        let wrapped = self.wrapped.borrow();
        if wrapped.1.is_empty() {
            let none = if self.answer.is_some() { "nothing" } else { "asking the desk" };
            pen.text(inside.x + 2, inside.y, wide, none, Tone::Dim);
        }
        let cursor = self.cursor.borrow();
        let mut place = None;
        for (at, y) in cursor.window(inside.height).zip(inside.y..) {
            let here = cursor.at() == Some(at);
            if here {
                let marker = pen.glyphs().marker;
                pen.text(inside.x, y, 1, marker, Tone::Selected);
                place = pen.at(inside.x, y);
            }
            let line = &wrapped.1[at].text;
            let tone = match line.trim_start().chars().next() {
                Some('!') => Tone::Error,
                Some('?') => Tone::Warn,
                _ => Tone::Plain,
            };
            pen.text(inside.x + 2, y, wide, line, tone);
        }
        place
    }

    fn walk(&mut self, _: &mut Cx, step: Step) {
        self.cursor.get_mut().step(step);
    }

    fn enter(&mut self, cx: &mut Cx) {
        match self.reference() {
            Some(key) => cx.push(Self::show(key, self.today)),
            None if self.is_settings() => self.change(cx),
            None => cx.refuse("there is no reference in this line to open"),
        }
    }

    fn answered(&mut self, _: &mut Cx, _: Slot, answer: Result<Answered, Refusal>) {
        self.wrapped.get_mut().1.clear();
        match answer {
            Ok(answer) => (self.answer, self.refused) = (Some(answer), None),
            // what is shown stays readable while the desk is away
            Err(refusal) if refusal.no == No::Unavailable && self.answer.is_some() => {}
            Err(refusal) => self.refused = Some(refusal_line(&refusal)),
        }
    }

    fn told(&mut self, cx: &mut Cx, event: &Event) {
        if event.renews() {
            cx.ask("page", self.query.clone());
        }
    }
}
