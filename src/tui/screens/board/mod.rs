//! The day board, the home screen: rows of rooms, officers, drivers or children; a cursor walks the blocks; the pane
//! below tells everything about the block under it, with what is wrong first.

mod draw;
mod rows;

pub use rows::Rows;
pub(crate) use rows::{Cursor, Row};

use crate::desk::queries::{DayQuery, DayView};
use crate::desk::{About, Answer, Answered, Done, Event, Names, Refusal};
use crate::domain::*;
use crate::lines;
use crate::tui::app::Cx;
use crate::tui::layer::{Layer, Slot, Step, refusal_line, say_done};
use crate::tui::pen::Pen;
use crate::tui::tasks::{due, duty};
use crate::tui::theme::Tone;
use ratatui::layout::{Position, Rect};
use std::cell::Cell;

/// The day board.
pub struct Board {
    day: Day,
    sort: Rows,
    /// Cancelled sessions are shown too.
    cancelled: bool,
    view: DayView,
    names: Names,
    rows: Vec<Row>,
    cursor: Cursor,
    /// The session to stand on when the day comes.
    land: Option<SessionId>,
    /// First row shown, as last drawn.
    top: Cell<usize>,
    loaded: bool,
    /// What time it is, where it is known: a line through today's rows.
    now: Option<Moment>,
    /// Until when a restricted case is open to the user.
    opened: Option<Moment>,
}

impl Board {
    /// The board of a day.
    pub fn new(day: Day) -> Self {
        Self {
            day,
            sort: Rows::default(),
            cancelled: false,
            view: DayView::default(),
            names: Names::default(),
            rows: Vec::new(),
            cursor: Cursor::default(),
            land: None,
            top: Cell::new(0),
            loaded: false,
            now: None,
            opened: None,
        }
    }

    /// The board of a day, on a session.
    pub fn at(day: Day, session: SessionId) -> Self {
        Self { land: Some(session), ..Self::new(day) }
    }

    /// The session under the cursor.
    pub fn session(&self) -> Option<&Session> {
        let block = self.cursor.block(&self.rows)?;
        self.view.sessions.get(block.session)
    }

    /// The names of what is shown.
    pub fn names(&self) -> &Names {
        &self.names
    }

    /// The room, officer, driver or child of the row under the cursor.
    pub fn row_key(&self) -> Option<Key> {
        self.rows.get(self.cursor.row)?.key
    }

    /// A time to offer for a new session in this row: after the block under the cursor, else the first free hour.
    pub fn free_time(&self) -> Minute {
        let after = self.cursor.block(&self.rows).map(|b| b.span.to.plus(15));
        let quarter = |m: Minute| Minute(m.0.div_ceil(15) * 15);
        after.map_or(Minute::at(10, 0), quarter)
    }

    /// Shows another day.
    fn show_day(&mut self, cx: &mut Cx, day: Day) {
        let day = day.clamp(Day::MIN, Day::MAX);
        if day != self.day {
            self.day = day;
            self.loaded = false;
        }
        self.refresh(cx);
    }

    /// Stands on a session as soon as its day is there.
    pub(crate) fn land_on(&mut self, cx: &mut Cx, day: Day, session: SessionId) {
        self.land = Some(session);
        self.show_day(cx, day);
    }

    /// Shows other rows; the cursor stays on its session.
    pub(crate) fn show_rows(&mut self, sort: Rows) {
        let on = self.session().map(|s| s.id);
        self.sort = sort;
        self.arrange(on);
    }

    /// The rows shown.
    pub(crate) fn sort(&self) -> Rows {
        self.sort
    }

    /// Shows or hides cancelled sessions.
    pub(crate) fn toggle_cancelled(&mut self, cx: &mut Cx) {
        self.cancelled = !self.cancelled;
        let on = self.session().map(|s| s.id);
        self.arrange(on);
        cx.say(
            Tone::Plain,
            if self.cancelled { "cancelled sessions are shown" } else { "cancelled sessions are hidden" },
        );
    }

    /// Along the blocks.
    pub(crate) fn along(&mut self, forward: bool) {
        self.cursor = self.cursor.along(&self.rows, forward);
    }

    /// To the next block with something blocking.
    pub(crate) fn next_problem(&mut self, cx: &mut Cx) {
        let mut at = self.cursor;
        loop {
            let next = at.along(&self.rows, true);
            if next == at {
                // round again from the top, once
                let first = Cursor::default();
                let found = self.blocked(first).then_some(first).or_else(|| self.problem_after(first));
                match found.filter(|f| *f != self.cursor) {
                    Some(found) => self.cursor = found,
                    None => cx.say(Tone::Good, "nothing else is wrong on this day"),
                }
                return;
            }
            at = next;
            if self.blocked(at) {
                self.cursor = at;
                return;
            }
        }
    }

    fn problem_after(&self, mut at: Cursor) -> Option<Cursor> {
        loop {
            let next = at.along(&self.rows, true);
            if next == at {
                return None;
            }
            at = next;
            if self.blocked(at) {
                return Some(at);
            }
        }
    }

    fn blocked(&self, at: Cursor) -> bool {
        let session = at.block(&self.rows).and_then(|b| self.view.sessions.get(b.session));
        session.is_some_and(|s| lines::mark(s, &self.view.findings).contains('!'))
    }

    /// Whether anything waits for somebody.
    pub(crate) fn has_tasks(&self) -> bool {
        !self.view.tasks.is_empty()
    }

    /// The first note of the shift before that is still to be read.
    pub(crate) fn note(&self) -> Option<DayNoteId> {
        self.view.notes.first().map(|note| note.id)
    }

    /// What waits for the user's own word, because they are said to have agreed by telephone.
    pub(crate) fn awaited(&self) -> Option<TaskId> {
        let own = |task: &&Task| task.sort == TaskSort::Override && !task.account.is_empty();
        self.view.tasks.iter().find(own).map(|task| task.id)
    }

    /// Opens the form for the user's own word.
    pub(crate) fn own_word(&self, cx: &mut Cx) {
        if let Some(task) = self.awaited() {
            cx.push(due::word(task, &self.names));
        }
    }

    /// Opens the form that closes a task.
    pub(crate) fn seen_to(&self, cx: &mut Cx) {
        if self.awaited().is_some_and(|awaited| self.view.tasks.first().is_some_and(|task| task.id == awaited)) {
            return self.own_word(cx);
        }
        let today = cx.here().now.day;
        cx.push(duty::seen(&self.view.tasks, &self.names, today));
    }

    fn refresh(&mut self, cx: &mut Cx) {
        cx.ask("day", DayQuery { day: self.day });
    }

    fn arrange(&mut self, on: Option<SessionId>) {
        self.rows = rows::rows(&self.view, &self.names, self.sort, self.cancelled);
        self.cursor = match on {
            Some(session) => self.cursor.on(&self.rows, &self.view, session),
            None => self.cursor.within(&self.rows),
        };
    }

    /// Whether a session takes its room, officers and cars.
    fn takes(&self, session: &Session) -> bool {
        session.status.takes_place() && !lines::has_lapsed(session, &self.view.findings)
    }

    /// What is wrong with a session, blocking first.
    fn findings_of(&self, session: SessionId) -> Vec<&About> {
        let mut found: Vec<&About> = self.view.findings.iter().filter(|f| f.session == session).collect();
        found.sort_by_key(|f| !f.finding.blocks());
        found
    }
}

impl Layer for Board {
    fn scope(&self) -> &'static str {
        "board"
    }

    fn fills(&self) -> bool {
        true
    }

    fn about(&self) -> Option<Key> {
        self.session().map(Session::key)
    }

    fn opened(&mut self, cx: &mut Cx) {
        self.clock(cx);
        self.refresh(cx);
    }

    fn clock(&mut self, cx: &mut Cx) {
        let was = self.now.replace(cx.here().now);
        // a case that was open for a while has shut, or midnight has passed
        let opened = std::mem::replace(&mut self.opened, cx.here().opened);
        if was.is_some_and(|was| was.day != cx.here().now.day) || opened != self.opened {
            self.refresh(cx);
        }
    }

    fn day(&self) -> Option<Day> {
        Some(self.day)
    }

    fn turn(&mut self, cx: &mut Cx, day: Day) {
        self.show_day(cx, day);
    }

    fn draw(&self, pen: &mut Pen, area: Rect) -> Option<Position> {
        self.paint(pen, area)
    }

    fn walk(&mut self, _: &mut Cx, step: Step) {
        self.cursor = match step {
            Step::Down => self.cursor.across(&self.rows, 1),
            Step::Up => self.cursor.across(&self.rows, -1),
            Step::PageDown => self.cursor.across(&self.rows, 8),
            Step::PageUp => self.cursor.across(&self.rows, -8),
            Step::First => Cursor::default(),
            Step::Last => self.cursor.across(&self.rows, isize::MAX),
        };
    }

    fn answered(&mut self, cx: &mut Cx, _: Slot, answer: Result<Answered, Refusal>) {
        match answer {
            Ok(Answered { answer: Answer::Day(view), names }) if view.day == self.day => {
                let on = self.land.take().or_else(|| self.session().map(|s| s.id));
                let first = !self.loaded;
                (self.view, self.names, self.loaded) = (view, names, true);
                self.arrange(on);
                if first && on.is_none_or(|on| self.session().is_none_or(|s| s.id != on)) {
                    // another day begins at its first session, not in a row where nothing is
                    let top = rows::Cursor::default();
                    self.cursor = if top.block(&self.rows).is_some() { top } else { top.along(&self.rows, true) };
                }
            }
            Ok(_) => {}
            Err(refusal) => cx.say(Tone::Error, refusal_line(&refusal)),
        }
    }

    fn done(&mut self, cx: &mut Cx, _: Slot, done: Result<Done, Refusal>) {
        say_done(cx, &done);
        if done.is_ok() {
            self.refresh(cx);
        }
    }

    fn told(&mut self, cx: &mut Cx, event: &Event) {
        // reference records change rows and findings of every day
        let elsewhere = matches!(event, Event::Entry { days, .. } if !days.is_empty() && !days.contains(&self.day));
        if event.renews() && !elsewhere {
            self.refresh(cx);
        }
    }
}
