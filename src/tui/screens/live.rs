//! The live board: the day as it runs, a row per session, counting down by itself. What will collide comes first.

use super::headed;
use super::page::Page;
use crate::desk::queries::{Live as Asked, LiveRow, LiveView, Stage};
use crate::desk::{Answer, Answered, Done, Event, Names, Refusal};
use crate::domain::*;
use crate::lines::{self, Speak};
use crate::tui::app::Cx;
use crate::tui::layer::{Layer, Slot, Step, refusal_line, say_done};
use crate::tui::list::{self, Cells, Cursor};
use crate::tui::pen::Pen;
use crate::tui::theme::Tone;
use ratatui::layout::{Position, Rect};

/// The live board.
pub struct Live {
    day: Day,
    /// Only what stands in the way of closing the day.
    only_open: bool,
    view: Option<LiveView>,
    names: Names,
    /// The rows shown: their places in the view.
    rows: Vec<usize>,
    cursor: Cursor,
}

impl Live {
    /// Today's.
    pub fn new(today: Day) -> Self {
        Self {
            day: today,
            only_open: false,
            view: None,
            names: Names::default(),
            rows: Vec::new(),
            cursor: Cursor::default(),
        }
    }

    fn row(&self) -> Option<&LiveRow> {
        let at = self.rows.get(self.cursor.at()?)?;
        self.view.as_ref()?.rows.get(*at)
    }

    /// The session under the cursor.
    pub(crate) fn session(&self) -> Option<&Session> {
        self.row().map(|row| &row.session)
    }

    /// The names of what is shown.
    pub(crate) fn names(&self) -> &Names {
        &self.names
    }

    /// How many sessions stand in the way of closing the day.
    pub(crate) fn in_the_way(&self) -> usize {
        self.view.as_ref().map_or(0, |view| view.rows.iter().filter(|row| row.open.is_some()).count())
    }

    /// Shows only what stands in the way of closing the day, or everything.
    pub(crate) fn toggle(&mut self, cx: &mut Cx) {
        self.only_open = !self.only_open;
        let what = if self.only_open { "only what stands in the way of closing the day" } else { "the whole day" };
        cx.say(Tone::Plain, what);
        self.arrange();
    }

    fn refresh(cx: &mut Cx) {
        cx.ask("live", Asked {});
    }

    /// Makes the rows anew; the cursor stays on its session.
    fn arrange(&mut self) {
        let on = self.session().map(|s| s.id);
        let Some(view) = &self.view else { return };
        let shown = view.rows.iter().enumerate().filter(|(_, row)| !self.only_open || row.open.is_some());
        self.rows = shown.map(|(at, _)| at).collect();
        self.cursor.resize(self.rows.len());
        let stays = self.rows.iter().position(|at| Some(view.rows[*at].session.id) == on);
        match (on, stays) {
            (_, Some(at)) => self.cursor.put(at),
            // it begins where something is to be done next
            (None, None) => {
                let open = |at: &usize| view.rows[*at].open.is_some();
                let goes_on = |at: &usize| open(at) && view.rows[*at].stage != Stage::Unrecorded;
                let next = self.rows.iter().position(goes_on).or_else(|| self.rows.iter().position(open));
                self.cursor.put(next.unwrap_or(0));
            }
            (Some(_), None) => {}
        }
    }

    /// What is first: what collides, and incidents nobody has followed up.
    fn alarms(&self, pen: &mut Pen, area: Rect) -> u16 {
        let Some(view) = &self.view else { return 0 };
        let speak = Speak::new(&self.names);
        let now = view.at.minute;
        let collides =
            view.collisions.iter().map(|c| (format!("! {}", lines::collision(c, &self.names, now)), Tone::Error));
        let open = view.incidents.iter().map(|i| (format!("* {}", lines::incident(i, speak, self.day)), Tone::Strong));
        let mut y = area.y;
        for (line, tone) in collides.chain(open) {
            if y >= area.bottom() {
                break;
            }
            y += pen.wrapped(
                Rect { x: area.x + 1, y, width: area.width.saturating_sub(2), height: area.bottom() - y },
                &line,
                tone,
            );
        }
        y - area.y
    }

    /// Everything about the row under the cursor, then what leaves next.
    fn pane(&self, pen: &mut Pen, area: Rect) {
        let line = pen.glyphs().dash.repeat(area.width as usize);
        pen.text(area.x, area.y, area.width, &line, Tone::Dim);
        let Some(view) = &self.view else { return };
        let speak = Speak::new(&self.names);
        let mut all: Vec<(String, Tone)> = Vec::new();
        if let Some(row) = self.row() {
            let s = &row.session;
            let who = [lines::children(s, speak), lines::adults(s, speak)];
            let who = who.iter().filter(|w| !w.is_empty()).cloned().collect::<Vec<_>>().join(" with ");
            all.push((
                format!("{} {who}, {}, {}", s.id, lines::place(s, speak), lines::officers(s, speak)),
                Tone::Strong,
            ));
            all.push((lines::stage(row, view.at.minute), tone(row, view.at.minute)));
            if let Some(late) = &s.late {
                let said = format!("child late by {} min: {}", late.lost_min, lines::late_said(late));
                all.push((said, Tone::Plain));
            }
        }
        for on in &view.leaving {
            let who = if on.children.is_empty() { "busy (restricted)".to_owned() } else { speak.all(&on.children) };
            let by = on.by.map_or_else(|| "nobody named".to_owned(), |by| speak.of(by));
            let way = if on.direction == Direction::Out { "to" } else { "home from" };
            all.push((
                format!("car leaves {}, {way} {}: {who}, {by} ({})", on.span.from, on.session, on.status.said()),
                Tone::Dim,
            ));
        }
        let mut y = area.y + 1;
        for (line, tone) in all {
            if y >= area.bottom() {
                break;
            }
            y += pen.wrapped(
                Rect { x: area.x + 1, y, width: area.width.saturating_sub(2), height: area.bottom() - y },
                &line,
                tone,
            );
        }
    }
}

fn tone(row: &LiveRow, now: Minute) -> Tone {
    match row.stage {
        Stage::Over => Tone::Error,
        _ if row.wait_until.is_some_and(|until| until <= now) => Tone::Error,
        Stage::Due
        | Stage::ChildHere
        | Stage::AdultHere
        | Stage::Unrecorded
        | Stage::InTheCar
        | Stage::GoingHome
        | Stage::OutOfIt => Tone::Warn,
        Stage::Home | Stage::Out | Stage::Busy => Tone::Dim,
        _ => Tone::Plain,
    }
}

/// Columns that hold everybody; in fewer, who is in charge stands below; in fewer still, only whom it is for.
const WIDE: u16 = 100;
const NARROW: u16 = 60;

fn cells(row: &LiveRow, now: Minute, speak: Speak, wide: u16) -> Cells {
    let s = &row.session;
    let dim = if row.open.is_some() { Tone::Plain } else { Tone::Dim };
    let clock = (lines::countdown(row, now), tone(row, now));
    let child = (lines::children(s, speak), dim);
    if wide < NARROW {
        return Cells(vec![(s.start.to_string(), dim), clock, child]);
    }
    let mut cells = vec![
        (s.span().to_string(), dim),
        clock,
        (lines::stage_brief(row), tone(row, now)),
        child,
        (lines::adults(s, speak), dim),
        (s.room.map_or_else(|| lines::place(s, speak), |room| speak.of(room)), dim),
    ];
    if wide >= WIDE {
        cells.extend([(lines::officers(s, speak), dim), (s.id.to_string(), Tone::Dim)]);
    }
    Cells(cells)
}

impl Layer for Live {
    fn scope(&self) -> &'static str {
        "live"
    }

    fn fills(&self) -> bool {
        true
    }

    fn about(&self) -> Option<Key> {
        self.session().map(Session::key)
    }

    fn day(&self) -> Option<Day> {
        Some(self.day)
    }

    fn opened(&mut self, cx: &mut Cx) {
        Self::refresh(cx);
    }

    fn clock(&mut self, cx: &mut Cx) {
        self.day = cx.here().now.day;
        if self.view.as_ref().is_none_or(|view| view.at != cx.here().now) {
            Self::refresh(cx);
        }
    }

    fn draw(&self, pen: &mut Pen, area: Rect) -> Option<Position> {
        let head = self.view.as_ref().map_or_else(String::new, lines::live_heading);
        let (title, also) = head.split_once(" · ").unwrap_or(("Live", ""));
        let inside = headed(pen, area, &format!("Live {title}"), also);
        let alarms = self.alarms(pen, Rect { height: (inside.height / 4).max(1), ..inside });
        let pane = if inside.height >= 36 { 10 } else { (inside.height / 4).clamp(2, 5) };
        let height = inside.height.saturating_sub(alarms + pane);
        let listed = Rect { y: inside.y + alarms, height, ..inside };
        if self.view.is_some() && self.rows.is_empty() {
            let none = if self.only_open {
                "nothing stands in the way: the day can be closed"
            } else {
                "nothing is booked today"
            };
            pen.text(listed.x + 2, listed.y, listed.width, none, Tone::Good);
        }
        let speak = Speak::new(&self.names);
        let row = |view: &LiveView, at: &usize| cells(&view.rows[*at], view.at.minute, speak, area.width);
        let view = self.view.iter();
        let rows: Vec<Cells> = view.flat_map(|view| self.rows.iter().map(|at| row(view, at))).collect();
        let place = list::draw(pen, listed, &self.cursor, |at| &rows[at]);
        self.pane(pen, Rect { y: listed.bottom(), height: pane, ..inside });
        place
    }

    fn walk(&mut self, _: &mut Cx, step: Step) {
        self.cursor.step(step);
    }

    fn enter(&mut self, cx: &mut Cx) {
        match self.session() {
            Some(session) => cx.push(Page::show(session.key(), self.day)),
            None => cx.refuse("there is no session here"),
        }
    }

    fn answered(&mut self, cx: &mut Cx, _: Slot, answer: Result<Answered, Refusal>) {
        match answer {
            Ok(Answered { answer: Answer::Live(view), names }) => {
                (self.view, self.names) = (Some(view), names);
                self.arrange();
            }
            Ok(_) => {}
            Err(refusal) => cx.say(Tone::Error, refusal_line(&refusal)),
        }
    }

    fn done(&mut self, cx: &mut Cx, _: Slot, done: Result<Done, Refusal>) {
        say_done(cx, &done);
        if done.is_ok() {
            Self::refresh(cx);
        }
    }

    fn told(&mut self, cx: &mut Cx, event: &Event) {
        if event.renews() {
            Self::refresh(cx);
        }
    }
}
