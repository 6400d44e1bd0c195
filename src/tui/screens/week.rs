//! A week: its days, with what each holds; enter opens the day.

use super::board::Board;
use super::headed;
use crate::desk::queries::{Week as Asked, WeekView};
use crate::desk::{Answer, Answered, Event, Names, Refusal};
use crate::domain::*;
use crate::lines::{self, Speak};
use crate::tui::app::Cx;
use crate::tui::layer::{Layer, Slot, Step, refusal_line};
use crate::tui::list::{self, Cells, Cursor};
use crate::tui::pen::Pen;
use crate::tui::theme::Tone;
use ratatui::layout::{Position, Rect};

/// What a row stands for.
#[derive(Clone, Copy)]
enum Row {
    Day(Day),
    Session(Day, SessionId),
}

/// A week.
pub struct Week {
    monday: Day,
    view: WeekView,
    rows: Vec<(Row, Cells)>,
    cursor: Cursor,
}

impl Week {
    /// The week of a day.
    pub fn new(day: Day) -> Self {
        Self { monday: day.monday(), view: WeekView::default(), rows: Vec::new(), cursor: Cursor::default() }
    }

    /// Goes weeks on or back.
    pub(crate) fn turn(&mut self, cx: &mut Cx, weeks: i32) {
        self.monday = self.monday + weeks * 7;
        self.cursor.put(0);
        self.refresh(cx);
    }

    fn refresh(&self, cx: &mut Cx) {
        cx.ask("week", Asked { day: self.monday });
    }

    fn arrange(&mut self, names: &Names) {
        let speak = Speak::new(names);
        self.rows.clear();
        for day in &self.view.days {
            let on: Vec<&Session> = day.sessions.iter().filter(|s| s.status.takes_place()).collect();
            let open = on.iter().filter(|s| lines::mark(s, &day.findings).contains('?')).count();
            let wrong = on.iter().filter(|s| lines::mark(s, &day.findings).contains('!')).count();
            let tone = |n: usize, tone| if n > 0 { tone } else { Tone::Dim };
            self.rows.push((
                Row::Day(day.day),
                Cells(vec![
                    (said::short(day.day), Tone::Title),
                    (said::count(on.len(), "session"), Tone::Plain),
                    (format!("{open} unconfirmed"), tone(open, Tone::Warn)),
                    (format!("{wrong} to mend"), tone(wrong, Tone::Error)),
                    (day.bank_holiday.clone().unwrap_or_default(), Tone::Strong),
                ]),
            ));
            for session in on {
                let mark = lines::mark(session, &day.findings);
                let tone = if mark.contains('!') { Tone::Error } else { Tone::Plain };
                self.rows.push((
                    Row::Session(day.day, session.id),
                    Cells(vec![
                        (format!("  {mark:2} {}", session.span()), tone),
                        (lines::children(session, speak), Tone::Plain),
                        (lines::place(session, speak), Tone::Plain),
                        (lines::officers(session, speak), Tone::Plain),
                        (session.id.to_string(), Tone::Dim),
                    ]),
                ));
            }
        }
        self.cursor.resize(self.rows.len());
    }
}

impl Layer for Week {
    fn scope(&self) -> &'static str {
        "week"
    }

    fn fills(&self) -> bool {
        true
    }

    fn opened(&mut self, cx: &mut Cx) {
        self.refresh(cx);
    }

    fn draw(&self, pen: &mut Pen, area: Rect) -> Option<Position> {
        let title = format!("Week {} from {}", self.monday.week(), said::long(self.monday));
        let inside = headed(pen, area, &title, "enter opens the day");
        list::draw(pen, inside, &self.cursor, |at| &self.rows[at].1)
    }

    fn walk(&mut self, _: &mut Cx, step: Step) {
        self.cursor.step(step);
    }

    fn enter(&mut self, cx: &mut Cx) {
        match self.cursor.at().and_then(|at| self.rows.get(at)).map(|r| r.0) {
            Some(Row::Day(day)) => cx.go(Board::new(day)),
            Some(Row::Session(day, session)) => cx.go(Board::at(day, session)),
            None => {}
        }
    }

    fn answered(&mut self, cx: &mut Cx, _: Slot, answer: Result<Answered, Refusal>) {
        match answer {
            Ok(Answered { answer: Answer::Week(view), names }) => {
                self.view = view;
                self.arrange(&names);
            }
            Ok(_) => {}
            Err(refusal) => cx.say(Tone::Error, refusal_line(&refusal)),
        }
    }

    fn told(&mut self, cx: &mut Cx, event: &Event) {
        if event.renews() {
            self.refresh(cx);
        }
    }
}
