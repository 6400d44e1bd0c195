//! The lists of what waits: who waits for contact, what is ordered and short, what is due. Each a question and a row for
//! everything in its answer; the line under the cursor is said in full below.

use super::headed;
use super::page::Page;
use super::papers::PapersPage;
use super::set::Set;
use crate::desk::queries::{Chase, ChaseRow, ChaseSort, OrderWatch, Waiting};
use crate::desk::{Answer, Answered, Done, Event, Names, OrderWeek, Query, Refusal};
use crate::domain::*;
use crate::lines::{self, Speak};
use crate::tui::app::Cx;
use crate::tui::layer::{Layer, Slot, Step, refusal_line, say_done};
use crate::tui::list::{self, Cells, Cursor};
use crate::tui::pen::Pen;
use crate::tui::tasks::due;
use crate::tui::theme::Tone;
use ratatui::layout::{Position, Rect};

/// What is listed.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Listed {
    /// Who waits for contact.
    Waiting,
    /// What is ordered, week by week.
    Orders,
    /// What is due; only of a sort.
    Due(Option<ChaseSort>),
}

/// A list of what waits.
pub struct Listing {
    what: Listed,
    answer: Option<Answered>,
    rows: Vec<Cells>,
    cursor: Cursor,
}

impl Listing {
    /// The list of that.
    pub fn new(what: Listed) -> Self {
        Self { what, answer: None, rows: Vec::new(), cursor: Cursor::default() }
    }

    fn query(&self) -> Query {
        match self.what {
            Listed::Waiting => Waiting::default().into(),
            Listed::Orders => OrderWatch::default().into(),
            Listed::Due(sort) => Chase { sort, ..Chase::default() }.into(),
        }
    }

    fn refresh(&self, cx: &mut Cx) {
        cx.ask("listing", self.query());
    }

    /// The arrangement of the row under the cursor, where it is about one.
    pub(crate) fn arrangement(&self) -> Option<ArrangementId> {
        let at = self.cursor.at()?;
        match &self.answer.as_ref()?.answer {
            Answer::Waiting(view) => view.rows.get(at).map(|row| row.arrangement),
            Answer::OrderWatch(view) => view.rows.get(at).map(|row| row.arrangement),
            Answer::Chase(view) => match view.rows.get(at)?.about {
                Key { kind: Kind::Arrangement, id } => Some(ArrangementId(id)),
                _ => None,
            },
            _ => None,
        }
    }

    /// The week under the cursor.
    fn week(&self) -> Option<&OrderWeek> {
        match &self.answer.as_ref()?.answer {
            Answer::OrderWatch(view) => view.rows.get(self.cursor.at()?),
            _ => None,
        }
    }

    /// What is due under the cursor.
    pub(crate) fn due(&self) -> Option<(&ChaseRow, &Names)> {
        let answered = self.answer.as_ref()?;
        match &answered.answer {
            Answer::Chase(view) => Some((view.rows.get(self.cursor.at()?)?, &answered.names)),
            _ => None,
        }
    }

    /// Opens the earliest sessions that make up for what the week under the cursor is short of.
    pub(crate) fn make_up(&self, cx: &mut Cx) {
        match self.week() {
            Some(week) if week.monday + 6 < cx.here().now.day => cx.refuse("that week is over"),
            Some(week) if !week.is_short() => cx.refuse("nothing is short in that week"),
            Some(week) => cx.push(Set::new(week.arrangement, week.monday)),
            None => cx.refuse("there is no week here"),
        }
    }

    /// Does what is due under the cursor, or opens the form for it.
    pub(crate) fn settle(&self, cx: &mut Cx) {
        match self.due() {
            Some((row, names)) => due::settle(row, names, cx),
            None => cx.refuse("nothing is due here"),
        }
    }

    /// Shows only what is due of the sort under the cursor; then everything again.
    pub(crate) fn narrow(&mut self, cx: &mut Cx) {
        let only = match self.what {
            Listed::Due(Some(_)) => None,
            _ => self.due().map(|(row, _)| row.sort),
        };
        self.what = Listed::Due(only);
        self.cursor.put(0);
        self.refresh(cx);
    }

    fn heads(&self) -> Cells {
        let heads: &[&str] = match self.what {
            Listed::Waiting => &lines::WAITING_HEADS,
            Listed::Orders => &lines::WATCH_HEADS,
            Listed::Due(_) => &lines::CHASE_HEADS,
        };
        Cells(heads.iter().map(|head| ((*head).to_owned(), Tone::Dim)).collect())
    }

    fn title(&self) -> (String, String) {
        let title = match self.what {
            Listed::Waiting => "Waiting for contact".to_owned(),
            Listed::Orders => "Ordered contact".to_owned(),
            Listed::Due(None) => "Due".to_owned(),
            Listed::Due(Some(sort)) => format!("Due: {}", sort.said()),
        };
        let also = match self.answer.as_ref().map(|a| (&a.answer, Speak::new(&a.names))) {
            Some((Answer::Waiting(view), speak)) => lines::after_school(view, speak),
            Some((Answer::OrderWatch(view), _)) => {
                let ahead = view.rows.iter().filter(|row| row.monday >= view.monday && row.is_short()).count();
                format!("{} to come short", said::count(ahead, "week"))
            }
            Some((Answer::Chase(view), _)) => {
                let late = view.rows.iter().filter(|row| row.late).count();
                format!("{} until {}, {late} overdue", view.rows.len(), said::short(view.until))
            }
            _ => String::new(),
        };
        (title, also)
    }

    /// What each row is about, and since or until when.
    fn keys(&self) -> Vec<(Key, Option<Day>, Option<ChaseSort>)> {
        match self.answer.as_ref().map(|a| &a.answer) {
            Some(Answer::Waiting(view)) => view.rows.iter().map(|row| (row.arrangement.key(), None, None)).collect(),
            Some(Answer::OrderWatch(view)) => {
                // a week that is short no longer is done with: the cursor goes on to the next
                let short = |row: &OrderWeek| row.is_short().then_some(row.monday);
                view.rows.iter().map(|row| (row.arrangement.key(), short(row), None)).collect()
            }
            Some(Answer::Chase(view)) => view.rows.iter().map(|row| (row.about, None, Some(row.sort))).collect(),
            _ => Vec::new(),
        }
    }

    fn arrange(&mut self, on: Option<(Key, Option<Day>, Option<ChaseSort>)>) {
        let Some(Answered { answer, names }) = &self.answer else { return };
        let speak = Speak::new(names);
        self.rows = match answer {
            Answer::Waiting(view) => view.rows.iter().map(|row| cells(lines::waiting_cells(row, speak))).collect(),
            Answer::OrderWatch(view) => {
                view.rows.iter().map(|row| cells(lines::watch_cells(row, view.monday, speak))).collect()
            }
            Answer::Chase(view) => view.rows.iter().map(|row| cells(lines::chase_cells(row, speak))).collect(),
            _ => Vec::new(),
        };
        let keys = self.keys();
        self.cursor.stay(on.as_ref(), &keys);
    }
}

/// Cells with the mark first, in its tone.
fn cells<const N: usize>(cells: [String; N]) -> Cells {
    let tone = match cells.first().map(String::as_str) {
        Some("!") => Tone::Error,
        Some("-") => Tone::Dim,
        _ => Tone::Plain,
    };
    Cells(cells.into_iter().enumerate().map(|(at, cell)| (cell, if at < 2 { tone } else { Tone::Plain })).collect())
}

/// On fewer columns a row is one line.
const NARROW: u16 = 60;

fn in_a_line(row: &Cells) -> Cells {
    let tone = row.0.first().map_or(Tone::Plain, |(_, tone)| *tone);
    let words: Vec<&str> = row.0.iter().map(|(cell, _)| cell.as_str()).filter(|cell| !cell.is_empty()).collect();
    Cells(vec![(words.join(" "), tone)])
}

impl Layer for Listing {
    fn scope(&self) -> &'static str {
        match self.what {
            Listed::Waiting => "waiting",
            Listed::Orders => "orders",
            Listed::Due(_) => "due",
        }
    }

    fn fills(&self) -> bool {
        true
    }

    fn about(&self) -> Option<Key> {
        self.due().map(|(row, _)| row.about).or(self.arrangement().map(|a| a.key()))
    }

    fn opened(&mut self, cx: &mut Cx) {
        self.refresh(cx);
    }

    fn draw(&self, pen: &mut Pen, area: Rect) -> Option<Position> {
        let (title, also) = self.title();
        let inside = headed(pen, area, &title, &also);
        let foot = if inside.height > 10 { 3 } else { 0 };
        let listed = Rect { height: inside.height.saturating_sub(foot), ..inside };
        if self.rows.is_empty() {
            let nothing = match (&self.answer, self.what) {
                (None, _) => "asking the desk",
                (_, Listed::Waiting) => "nobody waits",
                (_, Listed::Orders) => "nothing is ordered by a court, or said of a minimum",
                (_, Listed::Due(_)) => "nothing is due",
            };
            pen.text(inside.x + 2, inside.y, inside.width.saturating_sub(2), nothing, Tone::Dim);
            return None;
        }
        let heads = self.heads();
        // where columns would be cut to nothing, a row is a line
        let narrow: Vec<Cells> =
            if inside.width < NARROW { self.rows.iter().map(in_a_line).collect() } else { Vec::new() };
        let place = if narrow.is_empty() {
            list::draw_under(pen, listed, Some(&heads), &self.cursor, |at| &self.rows[at])
        } else {
            list::draw(pen, listed, &self.cursor, |at| &narrow[at])
        };
        if let Some(row) = self.cursor.at().and_then(|at| self.rows.get(at)) {
            let words =
                row.0.iter().zip(&heads.0).filter(|((cell, _), _)| !cell.is_empty() && cell != "!" && cell != "-");
            let word = |((cell, _), (head, _)): (&(String, Tone), &(String, Tone))| match head.as_str() {
                "" | "WHO" | "CHILD" | "ABOUT" | "WHAT" | "STANDS" => cell.clone(),
                head => format!("{} {cell}", head.to_lowercase()),
            };
            let says = words.map(word).collect::<Vec<_>>().join(&format!(" {} ", pen.glyphs().dot));
            let below =
                Rect { x: inside.x + 1, y: listed.bottom(), width: inside.width.saturating_sub(2), height: foot };
            pen.wrapped(below, &says, Tone::Dim);
        }
        place
    }

    fn walk(&mut self, _: &mut Cx, step: Step) {
        self.cursor.step(step);
    }

    fn enter(&mut self, cx: &mut Cx) {
        let today = cx.here().now.day;
        match (self.arrangement(), self.due()) {
            (Some(arrangement), _) => cx.push(PapersPage::new(arrangement, today)),
            (None, Some((row, _))) => cx.push(Page::show(row.about, today)),
            (None, None) => cx.refuse("there is nothing here"),
        }
    }

    fn answered(&mut self, cx: &mut Cx, _: Slot, answer: Result<Answered, Refusal>) {
        match answer {
            Ok(answered) => {
                let on = self.cursor.at().and_then(|at| self.keys().get(at).copied());
                self.answer = Some(answered);
                self.arrange(on);
            }
            Err(refusal) => cx.say(Tone::Error, refusal_line(&refusal)),
        }
    }

    fn done(&mut self, cx: &mut Cx, _: Slot, done: Result<Done, Refusal>) {
        say_done(cx, &done);
    }

    fn told(&mut self, cx: &mut Cx, event: &Event) {
        if event.renews() {
            self.refresh(cx);
        }
    }
}
