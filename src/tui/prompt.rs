//! Asking for one line: a command, a reason, a date. What is wrong with it is said while every character stays.

use super::app::Cx;
use super::layer::Layer;
use super::pen::Pen;
use super::theme::Tone;
use super::{edit, text};
use ratatui::layout::{Position, Rect};
use tui_input::Input;

/// Most completions shown.
const SHOWN: usize = 8;

type Check<T> = Box<dyn Fn(&str, &Cx) -> Result<T, String>>;
type Complete = Box<dyn Fn(&str, &Cx) -> Vec<(String, String)>>;
type Taken<T> = Box<dyn FnOnce(T, &mut dyn Layer, &mut Cx)>;

/// A question answered with one line, read as a `T`.
pub struct Prompt<T> {
    title: String,
    input: Input,
    check: Check<T>,
    taken: Option<Taken<T>>,
    complete: Option<Complete>,
    /// What the line may become, with what that does, and which of them was last put in.
    completions: Vec<(String, String)>,
    put: Option<usize>,
    wrong: Option<String>,
}

impl<T: 'static> Prompt<T> {
    /// Asks; `check` reads the line or says what is wrong with it, `taken` gets it, on the layer underneath.
    pub fn new(
        title: impl Into<String>,
        check: impl Fn(&str, &Cx) -> Result<T, String> + 'static,
        taken: impl FnOnce(T, &mut dyn Layer, &mut Cx) + 'static,
    ) -> Self {
        Self {
            title: title.into(),
            input: Input::default(),
            check: Box::new(check),
            taken: Some(Box::new(taken)),
            complete: None,
            completions: Vec::new(),
            put: None,
            wrong: None,
        }
    }

    /// With a line to begin with.
    #[must_use]
    pub fn with(mut self, line: impl Into<String>) -> Self {
        self.input = Input::new(line.into());
        self
    }

    /// With completions: what the line may become, and what that would do.
    #[must_use]
    pub fn completing(mut self, complete: impl Fn(&str, &Cx) -> Vec<(String, String)> + 'static) -> Self {
        self.complete = Some(Box::new(complete));
        self
    }

    fn seek(&mut self, cx: &Cx) {
        self.put = None;
        self.completions = self.complete.as_ref().map_or_else(Vec::new, |complete| complete(self.input.value(), cx));
    }
}

impl<T: 'static> Layer for Prompt<T> {
    fn scope(&self) -> &'static str {
        "prompt"
    }

    fn opened(&mut self, cx: &mut Cx) {
        self.seek(cx);
    }

    fn input(&mut self) -> Option<&mut Input> {
        Some(&mut self.input)
    }

    fn edited(&mut self, cx: &mut Cx) {
        self.wrong = None;
        self.seek(cx);
    }

    fn walk(&mut self, _: &mut Cx, step: super::layer::Step) {
        use super::layer::Step;
        let many = self.completions.len();
        if many == 0 {
            return;
        }
        let at = match (step, self.put) {
            (Step::Up | Step::PageUp, Some(at)) => (at + many - 1) % many,
            (Step::Up | Step::PageUp | Step::Last, None) => many - 1,
            (Step::Down | Step::PageDown, Some(at)) => (at + 1) % many,
            _ => 0,
        };
        self.put = Some(at);
        self.input = Input::new(self.completions[at].0.clone());
    }

    fn enter(&mut self, cx: &mut Cx) {
        match (self.check)(self.input.value(), cx) {
            Err(wrong) => self.wrong = Some(wrong),
            Ok(read) => {
                if let Some(taken) = self.taken.take() {
                    cx.close_then(move |layer, cx| taken(read, layer, cx));
                }
            }
        }
    }

    fn draw(&self, pen: &mut Pen, area: Rect) -> Option<Position> {
        let wrong = self.wrong.as_ref().map_or_else(Vec::new, |w| text::wrap(w, area.width.saturating_sub(4)));
        let first = self.put.map_or(0, |at| (at + 1).saturating_sub(SHOWN));
        let shown = self.completions.iter().enumerate().skip(first).take(SHOWN);
        let rows = (3 + wrong.len() + shown.len()) as u16;
        let rows = rows.min(area.height);
        let inside = pen.frame(Rect { y: area.bottom() - rows, height: rows, ..area }, &self.title);
        let columns = inside.width.saturating_sub(2);
        let mut y = inside.y;
        let place = edit::draw(pen, inside.x + 1, y, columns, &self.input, Tone::Strong);
        for line in &wrong {
            y += 1;
            pen.text(inside.x + 1, y, columns, line, Tone::Error);
        }
        let wide = self.completions.iter().map(|(line, _)| text::width(line)).max().unwrap_or(0);
        for (at, (line, about)) in shown {
            y += 1;
            if y >= inside.bottom() {
                break;
            }
            let tone = if self.put == Some(at) { Tone::Selected } else { Tone::Plain };
            pen.text(inside.x + 1, y, columns, line, tone);
            let x = inside.x + wide + 3;
            pen.text(x, y, inside.right().saturating_sub(x), about, Tone::Dim);
        }
        place
    }
}
