//! What the day left behind: social workers who are to be told, by when, and incidents that are to be followed up.

use super::headed;
use super::page::Page;
use crate::desk::commands::DocumentPrint;
use crate::desk::queries::{Incidents, IncidentsView, Tell, TellView};
use crate::desk::{Answer, Answered, DocumentKind, Done, Event, Names, Refusal};
use crate::domain::*;
use crate::lines::{self, Speak};
use crate::tui::app::Cx;
use crate::tui::layer::{Layer, Slot, Step, refusal_line, say_done};
use crate::tui::list::{self, Cells, Cursor};
use crate::tui::pen::Pen;
use crate::tui::screens::paper::Paper;
use crate::tui::tasks::day as forms;
use crate::tui::theme::Tone;
use ratatui::layout::{Position, Rect};

/// What a row stands for.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Row {
    Tell(usize),
    Incident(usize),
}

/// What is still to be told and followed up.
pub struct Follow {
    today: Day,
    tell: Option<TellView>,
    incidents: Option<IncidentsView>,
    names: Names,
    rows: Vec<(Row, Cells)>,
    cursor: Cursor,
}

impl Follow {
    /// As it is today.
    pub fn new(today: Day) -> Self {
        Self {
            today,
            tell: None,
            incidents: None,
            names: Names::default(),
            rows: Vec::new(),
            cursor: Cursor::default(),
        }
    }

    fn row(&self) -> Option<Row> {
        self.rows.get(self.cursor.at()?).map(|(row, _)| *row)
    }

    fn incident(&self) -> Option<&Incident> {
        match self.row()? {
            Row::Incident(at) => self.incidents.as_ref()?.incidents.get(at),
            Row::Tell(_) => None,
        }
    }

    /// Opens the form that records that the social worker was told.
    pub(crate) fn told_worker(&self, cx: &mut Cx) {
        let row = match self.row() {
            Some(Row::Tell(at)) => self.tell.as_ref().and_then(|view| view.rows.get(at)),
            _ => None,
        };
        match row.filter(|row| row.session.0 != 0) {
            Some(row) => {
                let [_, what] = lines::tell_row(row, Speak::new(&self.names));
                cx.push(forms::told(row.session, &what, cx.here().now));
            }
            None => cx.refuse("go to the line of somebody who is to be told"),
        }
    }

    /// Opens the form that adds to the incident.
    pub(crate) fn change(&self, cx: &mut Cx) {
        match self.incident() {
            Some(incident) => cx.push(forms::change(incident, &self.names, cx.here().now.day)),
            None => cx.refuse("go to the line of an incident"),
        }
    }

    /// Prints the card of the incident.
    pub(crate) fn card(&self, cx: &mut Cx) {
        match self.incident() {
            Some(incident) => cx.push(Paper::new(card(incident.key(), self.today))),
            None => cx.refuse("go to the line of an incident"),
        }
    }

    fn refresh(cx: &mut Cx) {
        cx.ask("tell", Tell {});
        cx.ask("incidents", Incidents::default());
    }

    fn arrange(&mut self) {
        let on = self.row();
        let speak = Speak::new(&self.names);
        self.rows.clear();
        for (at, row) in self.tell.iter().flat_map(|view| view.rows.iter().enumerate()) {
            let [head, what] = lines::tell_row(row, speak);
            let tone = if row.overdue { Tone::Error } else { Tone::Plain };
            self.rows
                .push((Row::Tell(at), Cells(vec![("tell".to_owned(), Tone::Dim), (head, tone), (what, Tone::Dim)])));
        }
        for (at, it) in self.incidents.iter().flat_map(|view| view.incidents.iter().enumerate()) {
            let tone = if it.follow_up_by.is_some_and(|by| by < self.today) { Tone::Error } else { Tone::Plain };
            let line = lines::incident(it, speak, self.today);
            let what = (it.what.replace('\n', " "), Tone::Dim);
            self.rows.push((Row::Incident(at), Cells(vec![("incident".to_owned(), Tone::Dim), (line, tone), what])));
        }
        self.cursor.resize(self.rows.len());
        if let Some(at) = self.rows.iter().position(|(row, _)| Some(*row) == on) {
            self.cursor.put(at);
        }
    }
}

/// The order that prints the card of an incident.
pub(crate) fn card(incident: Key, today: Day) -> DocumentPrint {
    let document = DocumentKind::IncidentCard;
    DocumentPrint { document, audience: None, who: Some(incident.to_string()), from: today, to: None }
}

impl Layer for Follow {
    fn scope(&self) -> &'static str {
        "follow"
    }

    fn fills(&self) -> bool {
        true
    }

    fn opened(&mut self, cx: &mut Cx) {
        Self::refresh(cx);
    }

    fn clock(&mut self, cx: &mut Cx) {
        self.today = cx.here().now.day;
        Self::refresh(cx);
    }

    fn draw(&self, pen: &mut Pen, area: Rect) -> Option<Position> {
        let inside = headed(pen, area, "To tell and to follow up", "");
        let loaded = self.tell.is_some() && self.incidents.is_some();
        if self.rows.is_empty() {
            let none = if loaded { "everybody was told, and every incident followed up" } else { "asking the desk" };
            pen.text(inside.x + 2, inside.y, inside.width, none, Tone::Dim);
        }
        let foot = (inside.height / 4).clamp(1, 4);
        let listed = Rect { height: inside.height.saturating_sub(foot), ..inside };
        let place = list::draw(pen, listed, &self.cursor, |at| &self.rows[at].1);
        if let Some((_, cells)) = self.cursor.at().and_then(|at| self.rows.get(at)) {
            let below =
                Rect { x: inside.x + 1, y: listed.bottom(), width: inside.width.saturating_sub(2), height: foot };
            pen.wrapped(below, &cells.text(), Tone::Plain);
        }
        place
    }

    fn walk(&mut self, _: &mut Cx, step: Step) {
        self.cursor.step(step);
    }

    fn enter(&mut self, cx: &mut Cx) {
        let key = match self.row() {
            Some(Row::Tell(at)) => {
                let row = self.tell.as_ref().and_then(|view| view.rows.get(at));
                row.map(|row| row.session.key()).filter(|key| key.id != 0)
            }
            _ => self.incident().map(Incident::key),
        };
        match key {
            Some(key) => cx.push(Page::show(key, self.today)),
            None => cx.refuse("there is nothing here to open"),
        }
    }

    fn answered(&mut self, cx: &mut Cx, _: Slot, answer: Result<Answered, Refusal>) {
        match answer {
            Ok(Answered { answer: Answer::Tell(view), names }) => {
                self.tell = Some(view);
                self.names.0.extend(names.0);
            }
            Ok(Answered { answer: Answer::Incidents(view), names }) => {
                self.incidents = Some(view);
                self.names.0.extend(names.0);
            }
            Ok(_) => {}
            Err(refusal) => cx.say(Tone::Error, refusal_line(&refusal)),
        }
        self.arrange();
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
