//! A yes-or-no question before something that matters.

use super::app::Cx;
use super::layer::Layer;
use super::pen::{Pen, centred};
use super::text;
use super::theme::Tone;
use ratatui::layout::{Position, Rect};

type Taken = Box<dyn FnOnce(&mut dyn Layer, &mut Cx)>;

/// A question with what is at stake. Yes goes on with the layer underneath; anything else leaves all as it was.
pub struct Confirm {
    question: String,
    facts: Vec<(Tone, String)>,
    yes: Option<Taken>,
}

impl Confirm {
    /// Asks.
    pub fn new(question: impl Into<String>, yes: impl FnOnce(&mut dyn Layer, &mut Cx) + 'static) -> Self {
        Self { question: question.into(), facts: Vec::new(), yes: Some(Box::new(yes)) }
    }

    /// With lines that say what is at stake.
    #[must_use]
    pub fn with(mut self, facts: impl IntoIterator<Item = (Tone, String)>) -> Self {
        self.facts.extend(facts);
        self
    }
}

impl Layer for Confirm {
    fn scope(&self) -> &'static str {
        "confirm"
    }

    fn enter(&mut self, cx: &mut Cx) {
        if let Some(yes) = self.yes.take() {
            cx.close_then(yes);
        }
    }

    fn draw(&self, pen: &mut Pen, area: Rect) -> Option<Position> {
        let columns = area.width.min(66);
        let within = columns.saturating_sub(4);
        let mut lines: Vec<(Tone, String)> =
            text::wrap(&self.question, within).into_iter().map(|line| (Tone::Strong, line)).collect();
        for (tone, fact) in &self.facts {
            lines.extend(text::wrap(fact, within).into_iter().map(|line| (*tone, line)));
        }
        // the answers stay in view, however much there is to say
        lines.truncate(area.height.saturating_sub(4) as usize);
        let inside = pen.frame(centred(area, columns, lines.len() as u16 + 4), "");
        let mut y = inside.y;
        for (tone, line) in &lines {
            pen.text(inside.x + 1, y, within, line, *tone);
            y += 1;
        }
        y += 1;
        let answers = [("y", Tone::Key), (" yes   ", Tone::Plain), ("n", Tone::Key), (" no", Tone::Plain)];
        pen.line(inside.x + 1, y, within, &answers);
        pen.at(inside.x + 1, y)
    }
}
