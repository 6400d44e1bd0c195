//! What services were asked for and have not answered, the longest wait first, under the figures of twelve months. Enter
//! shows all that was asked for the child.

use crate::desk::queries::{AskedFor, AskedForView};
use crate::desk::{Answer, Answered, Done, Event, Names, Refusal};
use crate::domain::*;
use crate::lines::{self, Speak};
use crate::tui::app::Cx;
use crate::tui::layer::{Layer, Slot, Step, refusal_line, say_done};
use crate::tui::list::{self, Cells, Cursor};
use crate::tui::pen::Pen;
use crate::tui::screens::headed;
use crate::tui::screens::page::Page;
use crate::tui::theme::Tone;
use ratatui::layout::{Position, Rect};

/// The requests that wait for an answer.
#[derive(Default)]
pub struct Requests {
    answer: Option<Answered>,
    rows: Vec<Cells>,
    cursor: Cursor,
}

/// On fewer columns a row is one line.
const NARROW: u16 = 72;

impl Requests {
    /// Those of everybody.
    pub fn new() -> Self {
        Self::default()
    }

    fn refresh(cx: &mut Cx) {
        cx.ask("requests", AskedFor::default());
    }

    fn view(&self) -> Option<(&AskedForView, &Names)> {
        match self.answer.as_ref()? {
            Answered { answer: Answer::AskedFor(view), names } => Some((view, names)),
            _ => None,
        }
    }

    /// The request under the cursor.
    pub(crate) fn row(&self) -> Option<&ServiceRequest> {
        self.view()?.0.requests.get(self.cursor.at()?)
    }

    fn arrange(&mut self, today: Day, on: Option<ServiceRequestId>) {
        let Some((view, names)) = self.view() else { return };
        let speak = Speak::new(names);
        let keys: Vec<ServiceRequestId> = view.requests.iter().map(|r| r.id).collect();
        self.rows = view.requests.iter().map(|r| cells(lines::request_cells(r, today, speak), r.priority)).collect();
        self.cursor.stay(on.as_ref(), &keys);
    }
}

fn cells<const N: usize>(cells: [String; N], priority: Priority) -> Cells {
    let tone = if priority == Priority::Urgent { Tone::Warn } else { Tone::Plain };
    Cells(cells.into_iter().enumerate().map(|(at, cell)| (cell, if at == 0 { tone } else { Tone::Plain })).collect())
}

impl Layer for Requests {
    fn scope(&self) -> &'static str {
        "requests"
    }

    fn fills(&self) -> bool {
        true
    }

    fn about(&self) -> Option<Key> {
        self.row().map(|row| row.child.key())
    }

    fn opened(&mut self, cx: &mut Cx) {
        Self::refresh(cx);
    }

    fn draw(&self, pen: &mut Pen, area: Rect) -> Option<Position> {
        let figures = self.view().map_or_else(String::new, |(view, _)| lines::asked_total(view));
        let inside = headed(pen, area, "Services asked for", &figures);
        if self.rows.is_empty() {
            let nothing = if self.answer.is_none() { "asking the desk" } else { "nothing waits for an answer" };
            pen.text(inside.x + 2, inside.y, inside.width.saturating_sub(2), nothing, Tone::Dim);
            return None;
        }
        if inside.width < NARROW {
            return list::draw(pen, inside, &self.cursor, |at| &self.rows[at]);
        }
        let heads = Cells(lines::REQUEST_HEADS.iter().map(|head| ((*head).to_owned(), Tone::Dim)).collect());
        list::draw_under(pen, inside, Some(&heads), &self.cursor, |at| &self.rows[at])
    }

    fn walk(&mut self, _: &mut Cx, step: Step) {
        self.cursor.step(step);
    }

    fn enter(&mut self, cx: &mut Cx) {
        let today = cx.here().now.day;
        match self.row() {
            Some(row) => {
                let of = AskedFor { who: Some(row.child.to_string()), ..AskedFor::default() };
                cx.push(Page::new("Asked for", today, of));
            }
            None => cx.refuse("there is no request here"),
        }
    }

    fn answered(&mut self, cx: &mut Cx, _: Slot, answer: Result<Answered, Refusal>) {
        let today = cx.here().now.day;
        match answer {
            Ok(answered) => {
                let on = self.row().map(|row| row.id);
                self.answer = Some(answered);
                self.arrange(today, on);
            }
            Err(refusal) => cx.say(Tone::Error, refusal_line(&refusal)),
        }
    }

    fn done(&mut self, cx: &mut Cx, _: Slot, done: Result<Done, Refusal>) {
        say_done(cx, &done);
    }

    fn told(&mut self, cx: &mut Cx, event: &Event) {
        if event.renews() {
            Self::refresh(cx);
        }
    }
}
