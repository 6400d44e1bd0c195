//! A register: every record of a kind, to look at, add to, change, close and merge.

use super::headed;
use super::page::Page;
use crate::desk::queries::List;
use crate::desk::{Answer, Answered, Event, Names, Refusal, role};
use crate::domain::*;
use crate::lines;
use crate::tui::app::Cx;
use crate::tui::layer::{Layer, Slot, Step, downcast, refusal_line};
use crate::tui::list::{self, Cells, Cursor};
use crate::tui::offer::{Offer, Source};
use crate::tui::pen::Pen;
use crate::tui::picker::Picker;
use crate::tui::tasks::{due, duty, record as forms, records};
use crate::tui::theme::Tone;
use ratatui::layout::{Position, Rect};

/// A register.
pub struct Register {
    kind: Kind,
    closed: bool,
    records: Vec<Record>,
    names: Names,
    rows: Vec<Cells>,
    cursor: Cursor,
    loaded: bool,
}

/// Whether records of a kind have no name of their own and are called by whom they are for.
fn is_named_by_others(kind: Kind) -> bool {
    matches!(
        kind,
        Kind::Arrangement
            | Kind::CourtOrder
            | Kind::Agreement
            | Kind::RiskAssessment
            | Kind::Placement
            | Kind::NoMeetRule
    )
}

/// Asks which register to open.
pub(crate) fn choose() -> Picker {
    let kinds = Kind::ALL.iter().filter(|k| **k != Kind::Session);
    let offers = kinds.map(|k| Offer {
        cells: Cells::plain([k.many().replace('-', " ")]),
        key: None,
        value: k.many().to_owned(),
    });
    Picker::new("Registers", Source::fixed(offers), |offer, _, cx| {
        if let Some(kind) = Kind::named(&offer.value) {
            cx.push(Register::new(kind));
        }
    })
}

impl Register {
    /// Of this kind.
    pub fn new(kind: Kind) -> Self {
        Self {
            kind,
            closed: false,
            records: Vec::new(),
            names: Names::default(),
            rows: Vec::new(),
            cursor: Cursor::default(),
            loaded: false,
        }
    }

    /// The record under the cursor.
    pub(crate) fn record(&self) -> Option<&Record> {
        self.records.get(self.cursor.at()?)
    }

    fn name(&self, key: Key) -> String {
        self.names.get(key).unwrap_or_default().to_owned()
    }

    /// Opens the search in this register: the cursor goes to what is taken.
    pub(crate) fn seek(&self, cx: &mut Cx) {
        let title = format!("Find in {}", self.kind.many().replace('-', " "));
        let source = if is_named_by_others(self.kind) { Source::fixed(self.offers()) } else { records(self.kind) };
        cx.push(Picker::new(title, source, |offer, layer, _| {
            if let (Some(key), Some(register)) = (offer.key, downcast::<Self>(layer))
                && let Some(at) = register.records.iter().position(|r| r.key() == key)
            {
                register.cursor.put(at);
            }
        }));
    }

    /// Its rows, to be found by whom they are for.
    fn offers(&self) -> Vec<Offer> {
        let offer = |record: &Record| {
            let (key, name) = (record.key(), self.name(record.key()));
            Offer::record(key, &name, Cells::plain([name.clone(), key.to_string()]))
        };
        self.records.iter().map(offer).collect()
    }

    /// Opens an empty form.
    pub(crate) fn add(&self, cx: &mut Cx) {
        match self.kind {
            Kind::Task => cx.push(duty::call()),
            Kind::Access => cx.push(duty::open(None)),
            Kind::Letter => cx.push(due::letter_came(cx.here().now.day)),
            kind => cx.push(forms::edit(Record::blank(kind), &self.names, cx.here().now.day)),
        }
    }

    /// Opens the form that closes the record.
    pub(crate) fn close_record(&self, cx: &mut Cx) {
        match self.record() {
            Some(Record::Task(task)) => {
                cx.push(duty::seen(std::slice::from_ref(task), &self.names, cx.here().now.day));
            }
            Some(Record::Letter(letter)) => {
                let read = letter.received.map(|_| u8::try_from(letter.checked_by.len()).unwrap_or(u8::MAX));
                cx.push(due::letter(letter.id, read, cx.here().now.day));
            }
            Some(record) => cx.push(forms::close(record.key(), &self.name(record.key()))),
            None => {}
        }
    }

    /// Opens the form that merges the record into another.
    pub(crate) fn merge(&self, cx: &mut Cx) {
        if let Some(key) = self.record().map(Record::key) {
            cx.push(forms::merge(key, &self.name(key)));
        }
    }

    /// Shows or hides what is closed.
    pub(crate) fn toggle_closed(&mut self, cx: &mut Cx) {
        self.closed = !self.closed;
        self.refresh(cx);
    }

    fn refresh(&self, cx: &mut Cx) {
        cx.ask("list", List { kind: self.kind, closed: self.closed });
    }
}

impl Layer for Register {
    fn scope(&self) -> &'static str {
        "register"
    }

    fn fills(&self) -> bool {
        true
    }

    fn opened(&mut self, cx: &mut Cx) {
        self.refresh(cx);
    }

    fn draw(&self, pen: &mut Pen, area: Rect) -> Option<Position> {
        let mut title = self.kind.many().replace('-', " ");
        title[..1].make_ascii_uppercase();
        let count = if self.loaded {
            format!("{} {}", self.rows.len(), if self.closed { "with closed ones" } else { "in use" })
        } else {
            String::new()
        };
        let inside = headed(pen, area, &title, &count);
        list::draw(pen, inside, &self.cursor, |at| &self.rows[at])
    }

    fn walk(&mut self, _: &mut Cx, step: Step) {
        self.cursor.step(step);
    }

    fn enter(&mut self, cx: &mut Cx) {
        match self.record() {
            // what only commands write is shown, not edited
            Some(record) if role::by_command(self.kind).is_some() => {
                cx.push(Page::show(record.key(), cx.here().now.day));
            }
            Some(record) => cx.push(forms::edit(record.clone(), &self.names, cx.here().now.day)),
            None => cx.refuse("there is nothing here yet; add the first"),
        }
    }

    fn answered(&mut self, cx: &mut Cx, _: Slot, answer: Result<Answered, Refusal>) {
        match answer {
            Ok(Answered { answer: Answer::List(view), names }) => {
                let today = cx.here().now.day;
                let row = |r: &Record| {
                    let life = match r.life() {
                        Life::Open => String::new(),
                        Life::Closed { on, why } => format!("closed {}: {}", said::date(*on), &**why),
                        Life::Merged { into, .. } => format!("is {into}"),
                    };
                    let name = match r {
                        Record::Task(task) => lines::task(task, &names, today),
                        _ => names.get(r.key()).filter(|n| !n.is_empty()).map_or_else(|| r.title(), str::to_owned),
                    };
                    let cells = [(name, Tone::Plain), (lines::also(r), Tone::Dim), (life, Tone::Dim)];
                    Cells(std::iter::once((r.key().to_string(), Tone::Dim)).chain(cells).collect())
                };
                self.rows = view.records.iter().map(row).collect();
                let on = self.cursor.at().and_then(|at| self.records.get(at)).map(Record::key);
                (self.records, self.names, self.loaded) = (view.records, names, true);
                let keys: Vec<Key> = self.records.iter().map(Record::key).collect();
                self.cursor.stay(on.as_ref(), &keys);
            }
            Ok(_) => {}
            Err(refusal) => cx.say(Tone::Error, refusal_line(&refusal)),
        }
    }

    fn told(&mut self, cx: &mut Cx, event: &Event) {
        let others =
            |event: &Event| matches!(event, Event::Entry { keys, .. } if keys.iter().all(|k| k.kind != self.kind));
        if event.renews() && !others(event) {
            self.refresh(cx);
        }
    }
}
