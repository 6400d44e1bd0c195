//! Tomorrow's check: what is still to be mended of the next day with sessions. Enter mends the row: it opens the one form,
//! page or call that does.

use super::headed;
use super::page::Page;
use super::round::Round;
use crate::desk::commands::SessionChange;
use crate::desk::queries::{self, Fix, Show, TomorrowRow, TomorrowView};
use crate::desk::{Answer, Answered, Command, Done, Event, Names, Refusal};
use crate::domain::*;
use crate::lines::{self, Speak};
use crate::tui::app::Cx;
use crate::tui::layer::{Layer, Slot, Step, refusal_line, say_done};
use crate::tui::list::{self, Cells, Cursor};
use crate::tui::pen::Pen;
use crate::tui::tasks::{self, change, shift};
use crate::tui::theme::Tone;
use ratatui::layout::{Position, Rect};

/// Columns below which a row says only what is wrong.
const NARROW: u16 = 60;

/// What is to be mended of a day.
pub struct Tomorrow {
    /// The day; the next with sessions where none is said.
    day: Option<Day>,
    view: TomorrowView,
    names: Names,
    loaded: bool,
    rows: Vec<Cells>,
    cursor: Cursor,
    /// What is being mended.
    fixing: Option<Fix>,
}

/// What mends a row, in words for its key.
fn mends(fix: Fix) -> &'static str {
    match fix {
        Fix::Officers => "other officers",
        Fix::Room => "another room",
        Fix::Move => "another time",
        Fix::People => "other adults",
        Fix::Cars => "plans the cars anew",
        Fix::Papers => "the arrangement's papers",
        Fix::Ring => "ring them",
        Fix::Book => "book it",
    }
}

/// Whose session a row is of, as short as a list wants it.
fn whose(row: &TomorrowRow, speak: Speak) -> String {
    match row.children.as_slice() {
        [first, rest @ ..] if !rest.is_empty() => format!("{} +{}", speak.of(*first), rest.len()),
        _ => lines::to_mend_whose(row, speak),
    }
}

impl Tomorrow {
    /// The next day with sessions, or another.
    pub fn new(day: Option<Day>) -> Self {
        Self {
            day,
            view: TomorrowView::default(),
            names: Names::default(),
            loaded: false,
            rows: Vec::new(),
            cursor: Cursor::default(),
            fixing: None,
        }
    }

    fn refresh(&self, cx: &mut Cx) {
        cx.ask("tomorrow", queries::Tomorrow { day: self.day });
    }

    /// The row under the cursor.
    pub(crate) fn row(&self) -> Option<&TomorrowRow> {
        self.cursor.at().and_then(|at| self.view.rows.get(at))
    }

    fn arrange(&mut self, on: Option<(SessionId, Fix)>) {
        let speak = Speak::new(&self.names);
        let cells = |row: &TomorrowRow| {
            let (sign, tone) = if row.red { ("!", Tone::Error) } else { ("?", Tone::Warn) };
            Cells(vec![
                (format!("{sign} {}", row.span), tone),
                (whose(row, speak), Tone::Strong),
                (row.fix.said().to_owned(), Tone::Key),
                (lines::to_mend(row, speak), Tone::Plain),
            ])
        };
        self.rows = self.view.rows.iter().map(cells).collect();
        let keys: Vec<(SessionId, Fix)> = self.view.rows.iter().map(|row| (row.session, row.fix)).collect();
        self.cursor.stay(on.as_ref(), &keys);
    }

    /// Opens what mends the row under the cursor.
    pub(crate) fn mend(&mut self, cx: &mut Cx) {
        let Some(row) = self.row() else { return };
        let (day, today, session) = (self.view.day, cx.here().now.day, row.session);
        match (row.fix, row.arrangement) {
            (Fix::Papers, Some(arrangement)) => cx.push(Page::show(arrangement.key(), today)),
            (Fix::Ring, _) => cx.push(Round::at(day, session)),
            (Fix::Book, _) => {
                let command = SessionChange { session, book: true, ..SessionChange::default() };
                cx.execute("book", Command::from(command));
            }
            (Fix::Cars, _) => {
                let command = SessionChange { session, plan_cars: true, ..SessionChange::default() };
                cx.execute("cars", Command::from(command));
            }
            (Fix::Papers, None) => cx.push(Page::show(session.key(), today)),
            (fix, _) => {
                self.fixing = Some(fix);
                cx.ask("mend", Show { what: session.to_string() });
            }
        }
    }

    /// The form that mends it, about the session as it is now.
    fn open(&mut self, cx: &mut Cx, session: &Session, names: &Names) {
        let (today, may) = (cx.here().now.day, tasks::may_override(cx));
        match self.fixing.take() {
            Some(Fix::Move) => cx.push(shift::form(today, session, names, may)),
            Some(Fix::Room) => cx.push(change::form(session, names, "room", may)),
            Some(Fix::People) => cx.push(change::form(session, names, "parties", may)),
            Some(_) => cx.push(change::form(session, names, "officers", may)),
            None => {}
        }
    }

    fn pane(&self, pen: &mut Pen, area: Rect) {
        if area.height == 0 {
            return;
        }
        let dash = pen.glyphs().dash.repeat(area.width as usize);
        pen.text(area.x, area.y, area.width, &dash, Tone::Dim);
        let inside = Rect {
            x: area.x + 1,
            y: area.y + 1,
            width: area.width.saturating_sub(2),
            height: area.height.saturating_sub(1),
        };
        let Some(row) = self.row() else { return };
        let speak = Speak::new(&self.names);
        let head = format!("{} {} {}", row.session, row.span, lines::to_mend_whose(row, speak));
        let sign = if row.red { ("!", Tone::Error) } else { ("?", Tone::Warn) };
        let mut y = inside.y;
        for (words, tone) in [
            (head, Tone::Strong),
            (format!("{} {}", sign.0, lines::to_mend(row, speak)), sign.1),
            (format!("enter: {}", mends(row.fix)), Tone::Key),
        ] {
            let left = Rect { y, height: inside.bottom().saturating_sub(y), ..inside };
            y += pen.wrapped(left, &words, tone).max(1);
        }
    }
}

impl Layer for Tomorrow {
    fn scope(&self) -> &'static str {
        "tomorrow"
    }

    fn fills(&self) -> bool {
        true
    }

    fn day(&self) -> Option<Day> {
        Some(self.view.day)
    }

    fn turn(&mut self, cx: &mut Cx, day: Day) {
        self.day = Some(day.clamp(Day::MIN, Day::MAX));
        self.cursor.put(0);
        self.refresh(cx);
    }

    fn opened(&mut self, cx: &mut Cx) {
        self.view.day = self.day.unwrap_or(cx.here().now.day + 1);
        self.refresh(cx);
    }

    fn draw(&self, pen: &mut Pen, area: Rect) -> Option<Position> {
        let title = if self.loaded { lines::tomorrow_head(&self.view) } else { "Tomorrow".to_owned() };
        let inside = headed(pen, area, &title, if area.width < 110 { "" } else { "enter mends it" });
        let pane = if area.height < 16 { 0 } else { 6 };
        let list = Rect { height: inside.height.saturating_sub(pane), ..inside };
        self.pane(pen, Rect { y: list.bottom(), height: pane, ..inside });
        if self.rows.is_empty() {
            let none = if self.loaded { "nothing is to be mended" } else { "asking the desk" };
            pen.text(list.x + 2, list.y, list.width.saturating_sub(2), none, Tone::Good);
            return pen.at(list.x, list.y);
        }
        if list.width >= NARROW {
            return list::draw(pen, list, &self.cursor, |at| &self.rows[at]);
        }
        let few: Vec<Cells> =
            self.rows.iter().map(|r| Cells(vec![r.0[0].clone(), r.0[1].clone(), r.0[2].clone()])).collect();
        list::draw(pen, list, &self.cursor, |at| &few[at])
    }

    fn walk(&mut self, _: &mut Cx, step: Step) {
        self.cursor.step(step);
    }

    fn enter(&mut self, cx: &mut Cx) {
        self.mend(cx);
    }

    fn answered(&mut self, cx: &mut Cx, _: Slot, answer: Result<Answered, Refusal>) {
        match answer {
            Ok(Answered { answer: Answer::Tomorrow(view), names }) => {
                let on = self.row().map(|row| (row.session, row.fix));
                (self.view, self.names, self.loaded) = (view, names, true);
                self.arrange(on);
            }
            Ok(Answered { answer: Answer::Show(view), names }) => {
                if let Some(session) = Session::of(&view.record) {
                    self.open(cx, session, &names);
                }
            }
            Ok(_) => {}
            Err(refusal) => cx.say(Tone::Error, refusal_line(&refusal)),
        }
    }

    fn done(&mut self, cx: &mut Cx, _: Slot, done: Result<Done, Refusal>) {
        say_done(cx, &done);
        self.refresh(cx);
    }

    fn told(&mut self, cx: &mut Cx, event: &Event) {
        if event.renews() {
            self.refresh(cx);
        }
    }
}
