//! A picker: type to find, walk, enter takes.

use super::app::Cx;
use super::layer::{Layer, Slot, Step, refusal_line};
use super::offer::{LOOKING, Offer, Offers, Source};
use super::pen::{Pen, centred};
use super::theme::Tone;
use super::{edit, list, text};
use crate::desk::{Answered, Refusal};
use ratatui::layout::{Position, Rect};
use tui_input::Input;

type Taken = Box<dyn FnOnce(Offer, &mut dyn Layer, &mut Cx)>;

/// A list of offers that typing narrows. What is taken goes to the layer underneath.
pub struct Picker {
    title: String,
    input: Input,
    offers: Offers,
    taken: Option<Taken>,
    /// Columns of its frame, where there are so many.
    columns: u16,
}

/// Columns of a picker: names with a word or two beside them.
const COLUMNS: u16 = 84;

impl Picker {
    /// A picker; `taken` is called with the offer, on the layer underneath, after the picker has closed.
    pub fn new(
        title: impl Into<String>,
        source: Source,
        taken: impl FnOnce(Offer, &mut dyn Layer, &mut Cx) + 'static,
    ) -> Self {
        Self {
            title: title.into(),
            input: Input::default(),
            offers: Offers::new(source),
            taken: Some(Box::new(taken)),
            columns: COLUMNS,
        }
    }

    /// As wide as the screen: its rows are sentences.
    #[must_use]
    pub(super) fn wide(mut self) -> Self {
        self.columns = u16::MAX;
        self
    }
}

impl Layer for Picker {
    fn scope(&self) -> &'static str {
        "pick"
    }

    fn opened(&mut self, cx: &mut Cx) {
        self.edited(cx);
    }

    fn input(&mut self) -> Option<&mut Input> {
        Some(&mut self.input)
    }

    fn edited(&mut self, cx: &mut Cx) {
        self.offers.seek("offers", self.input.value(), cx);
    }

    fn answered(&mut self, cx: &mut Cx, _: Slot, answer: Result<Answered, Refusal>) {
        if let Err(refusal) = self.offers.answered(answer) {
            cx.say(Tone::Error, refusal_line(&refusal));
        }
    }

    fn walk(&mut self, _: &mut Cx, step: Step) {
        self.offers.cursor.step(step);
    }

    fn enter(&mut self, cx: &mut Cx) {
        if self.offers.is_stale() {
            return cx.refuse(LOOKING);
        }
        let Some(offer) = self.offers.chosen().cloned() else {
            return cx.refuse("there is nothing to take; change what you typed, or go back");
        };
        if let Some(taken) = self.taken.take() {
            cx.close_then(move |layer, cx| taken(offer, layer, cx));
        }
    }

    fn draw(&self, pen: &mut Pen, area: Rect) -> Option<Position> {
        let rows = &self.offers.found;
        // always of one size: a frame that follows what is found jumps about under the eyes
        let area = centred(area, self.columns, area.height.saturating_sub(2).min(24));
        let inside = pen.frame(area, &self.title);
        let count = match (self.offers.heard, rows.len()) {
            (false, _) => pen.glyphs().more.to_owned(),
            (true, 1) => "1 row".to_owned(),
            (true, n) => format!("{n} rows"),
        };
        let left = inside.width.saturating_sub(text::width(&count) + 2);
        let end = inside.right().saturating_sub(1);
        pen.right(end, inside.y, inside.width, &count, Tone::Dim);
        let place = edit::draw(pen, inside.x + 1, inside.y, left, &self.input, Tone::Strong);
        let listed = Rect { y: inside.y + 1, height: inside.height.saturating_sub(1), ..inside };
        if self.offers.heard && rows.is_empty() {
            // a register is looked up, never listed whole
            let empty = self.input.value().is_empty();
            let says = if empty { "type some letters" } else { "nothing like that" };
            pen.text(listed.x + 2, listed.y, listed.width.saturating_sub(2), says, Tone::Dim);
        }
        list::draw(pen, listed, &self.offers.cursor, |at| &rows[at].cells).or(place)
    }
}
