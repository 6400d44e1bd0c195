//! The rota: officers and their week: hours, leave, sessions.

use super::headed;
use super::repair::Repair;
use crate::desk::commands::RecordAdd;
use crate::desk::queries::{Rota as Asked, RotaDay, RotaRow, RotaView};
use crate::desk::{Answer, Answered, Command, Done, Event, Names, Refusal};
use crate::domain::*;
use crate::lines;
use crate::tui::app::Cx;
use crate::tui::layer::{Layer, Slot, Step, refusal_line, say_done};
use crate::tui::list::{self, Cells, Cursor};
use crate::tui::pen::Pen;
use crate::tui::prompt::Prompt;
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
    /// The day the cursor is on, counted from Monday.
    at: i32,
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
            at: day - day.monday(),
        }
    }

    /// Its Monday.
    pub(crate) fn monday(&self) -> Day {
        self.monday
    }

    /// The day under the cursor.
    pub(crate) fn on(&self) -> Day {
        self.monday + self.at
    }

    /// Goes a day on or back, over the end of the week into the next.
    pub(crate) fn along(&mut self, cx: &mut Cx, days: i32) {
        let day = self.on() + days;
        self.at = day - day.monday();
        if day.monday() == self.monday {
            self.show();
        } else {
            self.monday = day.monday();
            self.refresh(cx);
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
            let absence = Absence { who: Some(officer.key()), days: Days::one(self.on()), ..Absence::default() };
            cx.push(forms::edit(absence.into(), &self.names, cx.here().now.day));
        }
    }

    /// The officer under the cursor is ill on the day under it.
    pub(crate) fn sick(&self, cx: &mut Cx) {
        let now = cx.here().now;
        match self.officer() {
            Some(_) if self.on() < now.day => cx.refuse("that day is over; a writes the absence down"),
            Some(officer) => cx.push(Repair::new(officer.key(), self.on(), now)),
            None => cx.refuse("there is no officer here"),
        }
    }

    /// Asks for the hours the officer works on the day, on top of their pattern.
    pub(crate) fn add_shift(&self, cx: &mut Cx) {
        let Some(officer) = self.officer() else { return cx.refuse("there is no officer here") };
        let day = self.on();
        let title = format!("{} {}: which hours? 9-13:30", self.names.say(officer), said::long(day));
        let read = |text: &str, _: &Cx| said::span(text).map_err(|why| why.to_string());
        cx.push(Prompt::new(title, read, move |time, _, cx| {
            let record = Shift { officer, day, time: Some(time), ..Shift::default() }.into();
            cx.execute("shift", Command::from(RecordAdd { record }));
        }));
    }

    /// Closes the shift or absence of the day: the last that was written down, after asking.
    pub(crate) fn drop_one(&self, cx: &mut Cx) {
        let day = self.cursor.at().and_then(|at| self.view.rows.get(at)).and_then(|r| r.days.get(self.at as usize));
        let shift = day.and_then(|day| day.shifts.last()).map(|(id, _)| id.key());
        let away = day.and_then(|day| day.away.last()).map(|(key, ..)| *key);
        match shift.max(away) {
            Some(key) => cx.push(forms::close(key, self.officer().map_or("", |o| self.names.say(o)))),
            None => {
                cx.refuse(
                    "no shift and no absence on that day; the pattern is changed with the officer: enter, then e",
                );
            }
        }
    }

    /// The cells anew, the day under the cursor marked.
    fn show(&mut self) {
        let at = self.at as usize;
        let row = |r: &RotaRow| {
            let name = (self.names.say(r.officer).to_owned(), Tone::Strong);
            let days = r.days.iter().enumerate().map(|(nth, day)| {
                let (text, tone) = cell(day);
                if nth == at { (format!("[{text}]"), tone) } else { (text, tone) }
            });
            Cells(std::iter::once(name).chain(days).collect())
        };
        self.rows = self.view.rows.iter().map(row).collect();
        let columns = self.columns();
        self.rows.iter_mut().for_each(|cells| cells.0.truncate(columns));
        self.cursor.resize(self.rows.len());
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
    let hours = if day.shifts.is_empty() { hours } else { vec![format!("+{}", hours.join(","))] };
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
        let inside = headed(pen, area, &title, "~ away a part, + a shift");
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
            let week = format!(
                "work {} of {} there{}",
                said::duration(row.work_min),
                said::duration(row.there_min),
                if row.weekly_hours == 0 { String::new() } else { format!(", contract {} h", row.weekly_hours) }
            );
            let says = format!("{week}; {}", days.collect::<Vec<_>>().join("; "));
            let over = row.weekly_hours > 0 && row.work_min > u32::from(row.weekly_hours) * 60
                || row.work_min > row.there_min && row.there_min > 0;
            pen.wrapped(below, &says, if over { Tone::Warn } else { Tone::Dim });
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
                (self.view, self.names) = (view, names);
                self.show();
            }
            Ok(_) => {}
            Err(refusal) => cx.say(Tone::Error, refusal_line(&refusal)),
        }
    }

    fn done(&mut self, cx: &mut Cx, _: Slot, done: Result<Done, Refusal>) {
        say_done(cx, &done);
        self.refresh(cx);
    }

    fn day(&self) -> Option<Day> {
        Some(self.on())
    }

    fn about(&self) -> Option<Key> {
        self.officer().map(|officer| officer.key())
    }

    fn told(&mut self, cx: &mut Cx, event: &Event) {
        if event.renews() {
            self.refresh(cx);
        }
    }
}
