//! Layers: what is on the stack. Screens, forms, pickers and prompts are layers; keys go to the top one.

use super::app::Cx;
use super::confirm::Confirm;
use super::pen::Pen;
use super::theme::Tone;
use crate::desk::commands::Undo;
use crate::desk::{Answered, Command, Done, Draft, Event, Here, Names, Refusal};
use crate::domain::{Day, Key};
use crate::lines;
use ratatui::layout::{Position, Rect};
use std::any::Any;
use tui_input::Input;

/// A screen, form, picker or prompt.
///
/// A layer asks the desk through [`Cx`], naming each question with a slot of its own; the answer comes back under that
/// slot. A second question in a slot supersedes the first, whose answer is then never delivered.
pub trait Layer: Any {
    /// The keymap that serves it.
    fn scope(&self) -> &'static str;

    /// Draws it; gives the place of the cursor: the selected row, block or field, so that screen readers follow.
    fn draw(&self, pen: &mut Pen, area: Rect) -> Option<Position>;

    /// Whether it fills the screen, so that nothing under it need be drawn.
    fn fills(&self) -> bool {
        false
    }

    /// The record it is about, where it is about one.
    fn about(&self) -> Option<Key> {
        None
    }

    /// It was put on the stack: the time to ask for what it shows.
    fn opened(&mut self, _: &mut Cx) {}

    /// What the user typed in it and has not sent, where that is to outlive the board.
    fn unsent(&self) -> Option<Draft> {
        None
    }

    /// The line being edited, where there is one.
    fn input(&mut self) -> Option<&mut Input> {
        None
    }

    /// The line was edited.
    fn edited(&mut self, _: &mut Cx) {}

    /// A character was typed in a text scope. By default it goes into the line being edited.
    fn typed(&mut self, cx: &mut Cx, c: char) {
        if let Some(input) = self.input() {
            input.handle(tui_input::InputRequest::InsertChar(c));
            self.edited(cx);
        }
    }

    /// Text was pasted and there is no line being edited.
    fn pasted(&mut self, cx: &mut Cx, _: &str) {
        cx.refuse("there is no field here to paste into");
    }

    /// The day it shows, where it shows one.
    fn day(&self) -> Option<Day> {
        None
    }

    /// Another day is to be shown.
    fn turn(&mut self, _: &mut Cx, _: Day) {}

    /// Whether nothing of the layers under it is to be seen, or said, while it is there.
    fn covers(&self) -> bool {
        false
    }

    /// The cursor is to move in the list it shows.
    fn walk(&mut self, _: &mut Cx, _: Step) {}

    /// Its main thing is to be done: open the row, take the choice, submit.
    fn enter(&mut self, _: &mut Cx) {}

    /// One step back. By default it closes.
    fn back(&mut self, cx: &mut Cx) {
        cx.close();
    }

    /// The answer to its question in a slot.
    fn answered(&mut self, cx: &mut Cx, _slot: Slot, answer: Result<Answered, Refusal>) {
        if let Err(refusal) = answer {
            cx.say(Tone::Error, refusal_line(&refusal));
        }
    }

    /// What became of its command in a slot.
    fn done(&mut self, cx: &mut Cx, _slot: Slot, done: Result<Done, Refusal>) {
        say_done(cx, &done);
    }

    /// The desk's clock went on.
    fn clock(&mut self, _: &mut Cx) {}

    /// Something happened at the desk.
    fn told(&mut self, _: &mut Cx, _: &Event) {}
}

/// A layer as the kind it is, if it is that kind.
pub fn downcast<T: Layer>(layer: &mut dyn Layer) -> Option<&mut T> {
    (layer as &mut dyn Any).downcast_mut()
}

/// Says what became of a command: what was done, or the first thing that blocks it.
pub fn say_done(cx: &mut Cx, done: &Result<Done, Refusal>) {
    match done {
        Ok(done) => cx.say(Tone::Good, lines::done(done, None).lines().next().unwrap_or_default()),
        Err(Refusal { entry: Some(entry), what, names, .. }) => cx.push(take_back(*entry, what, names)),
        Err(refusal) => {
            let first = refusal.findings.iter().find(|f| f.finding.blocks());
            let why = first.map(|f| lines::finding(f, &refusal.names));
            cx.say(Tone::Error, why.unwrap_or_else(|| refusal_line(refusal)));
        }
    }
}

/// Asks before an entry is taken back that must be named for it.
fn take_back(entry: u64, what: &str, names: &Names) -> Confirm {
    let named = names.0.keys().map(|key| (Tone::Strong, format!("{key} {}", names.say(*key))));
    Confirm::new(format!("Take back entry {entry}?"), move |_, cx| {
        cx.execute("undo", Command::from(Undo { entry: Some(entry) }));
    })
    .with(named.chain([(Tone::Plain, what.to_owned())]))
}

/// A refusal on one line: what, and the way out.
pub fn refusal_line(refusal: &Refusal) -> String {
    match &refusal.hint {
        Some(hint) => format!("{}; {hint}", refusal.what),
        None => refusal.what.clone(),
    }
}

/// A layer's own name for one of its questions.
pub type Slot = &'static str;

/// What decides whether an action can be done now.
pub struct View<'a> {
    /// Whose desk this is.
    pub here: &'a Here,
    /// The top layer.
    pub layer: &'a dyn Layer,
    /// Whether a form is kept that was not sent.
    pub unsent: bool,
}

impl View<'_> {
    /// The top layer as the kind it is, if it is that kind.
    pub fn layer<T: Layer>(&self) -> Option<&T> {
        (self.layer as &dyn Any).downcast_ref()
    }
}

/// A step in a list.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Step {
    /// One on.
    Down,
    /// One back.
    Up,
    /// A screenful on.
    PageDown,
    /// A screenful back.
    PageUp,
    /// To the first.
    First,
    /// To the last.
    Last,
}
