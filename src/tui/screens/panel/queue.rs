//! The referral queue: what has come to panels, with the ticks of its papers, the mark of the gate, and the clock of the
//! next sitting over it. Each step is a key on the row under the cursor.

use super::referral::ReferralPage;
use crate::desk::queries::{ReferralQuery, ReferralRow, Referrals, ReferralsView};
use crate::desk::{Answer, Answered, Done, Event, Light, Names, Refusal};
use crate::domain::*;
use crate::lines::{self, Speak};
use crate::tui::app::Cx;
use crate::tui::layer::{Layer, Slot, Step, refusal_line, say_done};
use crate::tui::list::{self, Cells, Cursor};
use crate::tui::pen::Pen;
use crate::tui::screens::headed;
use crate::tui::tasks::panel_referral as tasks;
use crate::tui::theme::Tone;
use ratatui::layout::{Position, Rect};

/// The referral queue.
#[derive(Default)]
pub struct Queue {
    /// What is over too.
    all: bool,
    answer: Option<Answered>,
    rows: Vec<Cells>,
    cursor: Cursor,
    /// What the cursor is to go to when the rows come.
    wanted: Option<ReferralId>,
}

/// On fewer columns a row is one line.
const NARROW: u16 = 72;

impl Queue {
    /// The queue of all panels.
    pub fn new() -> Self {
        Self::default()
    }

    fn refresh(&self, cx: &mut Cx) {
        cx.ask("queue", Referrals { all: self.all, ..Referrals::default() });
    }

    fn view(&self) -> Option<(&ReferralsView, &Names)> {
        match self.answer.as_ref()? {
            Answered { answer: Answer::Referrals(view), names } => Some((view, names)),
            _ => None,
        }
    }

    /// The referral under the cursor.
    pub(crate) fn row(&self) -> Option<&ReferralRow> {
        self.view()?.0.rows.get(self.cursor.at()?)
    }

    /// Opens the form of the referral under the cursor again, once the desk has said what is in it.
    pub(crate) fn complete(&self, cx: &mut Cx) {
        match self.row() {
            Some(row) => cx.ask("form", ReferralQuery { referral: row.referral }),
            None => cx.refuse("there is no referral here"),
        }
    }

    /// Shows what is over too, or no longer.
    pub(crate) fn turn(&mut self, cx: &mut Cx) {
        self.all = !self.all;
        self.refresh(cx);
    }

    fn arrange(&mut self, on: Option<ReferralId>) {
        let Some((view, names)) = self.view() else { return };
        let speak = Speak::new(names);
        let rows: Vec<Cells> = view.rows.iter().map(|row| cells(row, lines::referral_cells(row, speak))).collect();
        let keys: Vec<ReferralId> = view.rows.iter().map(|row| row.referral).collect();
        self.rows = rows;
        self.cursor.stay(on.as_ref(), &keys);
    }

    /// What stands in the heading besides the title: the clock that runs out first.
    fn clock(&self) -> String {
        let Some((view, names)) = self.view() else { return String::new() };
        let next = view.due.iter().filter(|due| due.left >= 0).min_by_key(|due| due.left);
        let next = next.or_else(|| view.due.iter().max_by_key(|due| due.left));
        next.map_or_else(String::new, |due| lines::panel_due(due, Speak::new(names)))
    }
}

/// Cells with the mark of the gate first, in its tone.
fn cells<const N: usize>(row: &ReferralRow, cells: [String; N]) -> Cells {
    let marked = cells.first().is_some_and(|mark| !mark.is_empty());
    let tone = match row.gate.light {
        Light::Red if marked => Tone::Error,
        Light::Amber if marked => Tone::Warn,
        _ => Tone::Plain,
    };
    Cells(cells.into_iter().enumerate().map(|(at, cell)| (cell, if at < 2 { tone } else { Tone::Plain })).collect())
}

impl Layer for Queue {
    fn scope(&self) -> &'static str {
        "referrals"
    }

    fn fills(&self) -> bool {
        true
    }

    fn about(&self) -> Option<Key> {
        self.row().map(|row| row.referral.key())
    }

    fn opened(&mut self, cx: &mut Cx) {
        self.refresh(cx);
    }

    fn draw(&self, pen: &mut Pen, area: Rect) -> Option<Position> {
        let inside = headed(pen, area, "Referrals", &self.clock());
        let foot = if inside.height > 10 { 3 } else { 0 };
        let listed = Rect { height: inside.height.saturating_sub(foot), ..inside };
        if self.rows.is_empty() {
            let nothing = if self.answer.is_none() { "asking the desk" } else { "nothing is asked of a panel" };
            pen.text(inside.x + 2, inside.y, inside.width.saturating_sub(2), nothing, Tone::Dim);
            return None;
        }
        let heads = Cells(lines::REFERRAL_HEADS.iter().map(|head| ((*head).to_owned(), Tone::Dim)).collect());
        let narrow: Vec<Cells> =
            if inside.width < NARROW { self.rows.iter().map(in_a_line).collect() } else { Vec::new() };
        let place = if narrow.is_empty() {
            list::draw_under(pen, listed, Some(&heads), &self.cursor, |at| &self.rows[at])
        } else {
            list::draw(pen, listed, &self.cursor, |at| &narrow[at])
        };
        if let Some(row) = self.cursor.at().and_then(|at| self.rows.get(at)) {
            let words: Vec<&str> =
                row.0.iter().skip(1).map(|(cell, _)| cell.as_str()).filter(|c| !c.is_empty()).collect();
            let says = words.join(&format!(" {} ", pen.glyphs().dot));
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
        match self.row() {
            Some(row) => cx.push(ReferralPage::new(row.referral, today)),
            None => cx.refuse("there is no referral here"),
        }
    }

    fn answered(&mut self, cx: &mut Cx, _: Slot, answer: Result<Answered, Refusal>) {
        let today = cx.here().now.day;
        match answer {
            Ok(Answered { answer: Answer::Referral(view), names }) => {
                cx.push(tasks::take(Some((&view.referral, &names)), today));
            }
            Ok(answered) => {
                let on = self.wanted.take().or_else(|| self.row().map(|row| row.referral));
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
        if let Event::Entry { keys, by, .. } = event
            && *by == cx.here().account
        {
            // what one has just taken in is what one goes on with
            let known = |id: ReferralId| self.view().is_some_and(|(v, _)| v.rows.iter().any(|row| row.referral == id));
            let new = keys.iter().filter(|k| k.kind == Kind::Referral).map(|k| ReferralId(k.id)).find(|id| !known(*id));
            self.wanted = new.or(self.wanted);
        }
        if event.renews() {
            self.refresh(cx);
        }
    }

    fn clock(&mut self, cx: &mut Cx) {
        // the deadline comes nearer while nobody presses a key
        self.refresh(cx);
    }
}

/// A row where columns would be cut to nothing.
fn in_a_line(row: &Cells) -> Cells {
    let tone = row.0.first().map_or(Tone::Plain, |(_, tone)| *tone);
    let words: Vec<&str> = row.0.iter().map(|(cell, _)| cell.as_str()).filter(|cell| !cell.is_empty()).collect();
    Cells(vec![(words.join(" "), tone)])
}
