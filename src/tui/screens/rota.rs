//! The rota: officers and their week: hours, leave, sessions.

use super::headed;
use crate::desk::queries::{Rota as Asked, RotaDay, RotaView};
use crate::desk::{Answer, Answered, Event, Names, Refusal};
use crate::domain::*;
use crate::lines;
use crate::tui::app::Cx;
use crate::tui::layer::{Layer, Slot, Step, refusal_line};
use crate::tui::list::{self, Cells, Cursor};
use crate::tui::pen::Pen;
use crate::tui::tasks::record as forms;
use crate::tui::theme::Tone;
use ratatui::layout::{Position, Rect};

/// The officers' week.
pub struct Rota {
    monday: Day,
    view: RotaView,
    names: Names,
    rows: Vec<Cells>,
    cursor: Cursor,
}

impl Rota {
    /// The week of a day.
    pub fn new(day: Day) -> Self {
        Self {
            monday: day.monday(),
            view: RotaView::default(),
            names: Names::default(),
            rows: Vec::new(),
            cursor: Cursor::default(),
        }
    }

    /// Goes weeks on or back.
    pub(crate) fn turn(&mut self, cx: &mut Cx, weeks: i32) {
        self.monday = self.monday + weeks * 7;
        self.refresh(cx);
    }

    /// The officer under the cursor.
    pub(crate) fn officer(&self) -> Option<OfficerId> {
        self.view.rows.get(self.cursor.at()?).map(|r| r.officer)
    }

    /// Opens the form that records leave or sickness of the officer under the cursor.
    pub(crate) fn add_leave(&self, cx: &mut Cx) {
        if let Some(officer) = self.officer() {
            let absence = Absence { who: Some(officer.key()), days: Days::one(self.monday), ..Absence::default() };
            cx.push(forms::edit(absence.into(), &self.names, cx.here().now.day));
        }
    }

    /// Columns there is something in: the name, and the days to the last on which anybody works.
    fn columns(&self) -> usize {
        let last = |cells: &Cells| cells.0.iter().rposition(|(text, _)| !text.is_empty()).map_or(1, |at| at + 1);
        self.rows.iter().map(last).max().unwrap_or(1).max(6)
    }

    fn refresh(&self, cx: &mut Cx) {
        cx.ask("rota", Asked { day: self.monday });
    }
}

fn domain_days() -> impl Iterator<Item = &'static str> {
    crate::domain::civil::WEEKDAYS.into_iter()
}

/// A day in a few letters: `2 08-16`, `leave`, nothing.
fn cell(day: &RotaDay) -> (String, Tone) {
    let whole = day.away.iter().find(|(_, span, _)| day.hours.iter().all(|h| span.holds(*h)));
    let hour = |m: Minute| if m.0.is_multiple_of(60) { format!("{:02}", m.0 / 60) } else { m.to_string() };
    let hours: Vec<String> = day.hours.iter().map(|h| format!("{}-{}", hour(h.from), hour(h.to))).collect();
    let sessions = if day.sessions.is_empty() { String::new() } else { format!("{} ", day.sessions.len()) };
    match (whole, day.away.is_empty()) {
        (Some((_, _, sort)), _) if !day.hours.is_empty() => {
            let left = if day.sessions.is_empty() { String::new() } else { format!("! {} ", day.sessions.len()) };
            (format!("{left}{}", sort.said()), if left.is_empty() { Tone::Dim } else { Tone::Error })
        }
        (_, false) => (format!("~ {sessions}{}", hours.join(",")), Tone::Warn),
        _ => (format!("{sessions}{}", hours.join(",")), Tone::Plain),
    }
}

impl Layer for Rota {
    fn scope(&self) -> &'static str {
        "rota"
    }

    fn fills(&self) -> bool {
        true
    }

    fn opened(&mut self, cx: &mut Cx) {
        self.refresh(cx);
    }

    fn draw(&self, pen: &mut Pen, area: Rect) -> Option<Position> {
        let title = format!("Rota, week {} from {}", self.monday.week(), said::long(self.monday));
        let inside = headed(pen, area, &title, "sessions, hours; ~ away a part");
        let foot = if inside.height > 8 { 3 } else { 1 };
        let listed = Rect { height: inside.height.saturating_sub(foot), ..inside };
        let dates = domain_days().zip(0..).map(|(name, n)| format!("{name} {}", (self.monday + n).ymd().2));
        let days = dates.collect::<Vec<_>>();
        let heading = std::iter::once("").chain(days.iter().map(String::as_str)).take(self.columns());
        let heading = Cells(heading.map(|text| (text.to_owned(), Tone::Dim)).collect());
        let place = list::draw_under(pen, listed, Some(&heading), &self.cursor, |at| &self.rows[at]);
        if let Some(row) = self.cursor.at().and_then(|at| self.view.rows.get(at)) {
            let below =
                Rect { x: inside.x + 1, y: listed.bottom(), width: inside.width.saturating_sub(2), height: foot };
            let days = row
                .days
                .iter()
                .zip(domain_days())
                .map(|(day, name)| format!("{name} {}", lines::officer_day(day, true)));
            let says = days.collect::<Vec<_>>().join("; ");
            pen.wrapped(below, &says, Tone::Dim);
        }
        place
    }

    fn walk(&mut self, _: &mut Cx, step: Step) {
        self.cursor.step(step);
    }

    fn enter(&mut self, cx: &mut Cx) {
        if let Some(officer) = self.officer() {
            let today = cx.here().now.day;
            cx.push(super::page::Page::show(officer.key(), today));
        }
    }

    fn answered(&mut self, cx: &mut Cx, _: Slot, answer: Result<Answered, Refusal>) {
        match answer {
            Ok(Answered { answer: Answer::Rota(view), names }) => {
                let row = |r: &crate::desk::queries::RotaRow| {
                    let name = (names.say(r.officer).to_owned(), Tone::Strong);
                    Cells(std::iter::once(name).chain(r.days.iter().map(cell)).collect())
                };
                self.rows = view.rows.iter().map(row).collect();
                let columns = self.columns();
                self.rows.iter_mut().for_each(|cells| cells.0.truncate(columns));
                (self.view, self.names) = (view, names);
                self.cursor.resize(self.rows.len());
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
