//! A form as a layer: one field in focus, offers under it while typing, one submit. What it is about is a [`Sheet`].

use super::app::Cx;
use super::confirm::Confirm;
use super::fields::{Fields, Kind};
use super::layer::{Layer, Slot, Step, refusal_line};
use super::offer::LOOKING;
use super::pen::{Pen, centred};
use super::theme::Tone;
use super::{edit, list, text};
use crate::desk::queries::Show;
use crate::desk::{Answer, Answered, Done, Draft, Event, Names, Refusal};
use crate::domain::*;
use crate::lines;
use ratatui::layout::{Position, Rect};
use tui_input::{Input, InputRequest};

/// Slot of the questions for offers.
const OFFERS: Slot = "form.offers";

/// Slot of the question for what the form is about, after somebody changed it.
const CHANGED: Slot = "form.changed";

/// Most offers shown at once.
const SHOWN: usize = 7;

/// What a form is about: what its fields mean and what becomes of them.
pub trait Sheet: 'static {
    /// The form was opened.
    fn opened(&mut self, _: &mut Fields, _: &mut Cx) {}

    /// Another field is in focus.
    fn focused(&mut self, _: &mut Fields) {}

    /// A field was changed by the user: letters typed or something chosen.
    fn changed(&mut self, _: &mut Fields, _name: &'static str, _: &mut Cx) {}

    /// The desk answered a question of this sheet.
    fn answered(&mut self, _: &mut Fields, _: &mut Cx, _slot: Slot, _answer: Result<Answered, Refusal>) {}

    /// The user wants it saved; every field with a choice has one or is empty.
    fn submit(&mut self, fields: &mut Fields, cx: &mut Cx);

    /// What became of a command of this sheet. By default the form closes, and a refusal is shown where it belongs while
    /// every character stays.
    fn done(&mut self, fields: &mut Fields, cx: &mut Cx, _slot: Slot, done: Result<Done, Refusal>) {
        match done {
            Ok(_) => cx.close(),
            Err(refusal) => fields.refused(&refusal),
        }
    }

    /// Something happened at the desk.
    fn told(&mut self, _: &mut Fields, _: &mut Cx, _: &Event) {}

    /// The record the form is about is another than it was: from now on the form is about this one. Fields the user did
    /// not touch show it; what they typed stays.
    fn renewed(&mut self, _: &mut Fields, _: &Record, _: &Names) {}
}

/// A form.
pub struct Form {
    title: String,
    /// The fields.
    pub fields: Fields,
    sheet: Box<dyn Sheet>,
    /// The record it is about, as it last was, and the names of what it mentions.
    on: Option<(Record, Names)>,
    /// Who changed that last, while it is asked how.
    changed_by: String,
    /// How it changed under the user's eyes.
    changed: Vec<String>,
    /// Nothing else is on the screen beside it.
    alone: bool,
    /// The name under which it is kept until it is sent, where it is.
    kept: Option<&'static str>,
    /// The record it began from, where it is about none.
    from: Option<Record>,
    /// The number of the draft it was opened again from.
    number: u64,
    /// The desk is away.
    away: bool,
}

impl Form {
    /// A form with its fields, about that.
    pub fn new(title: impl Into<String>, fields: Fields, sheet: impl Sheet) -> Self {
        Self {
            title: title.into(),
            fields,
            sheet: Box::new(sheet),
            on: None,
            changed_by: String::new(),
            changed: Vec::new(),
            alone: false,
            kept: None,
            from: None,
            number: 0,
            away: false,
        }
    }

    /// What is typed in it is kept until it is sent; the name says how it is opened again. One that is not asked to be
    /// kept never is.
    #[must_use]
    pub fn kept(mut self, name: &'static str) -> Self {
        self.kept = Some(name);
        self
    }

    /// A form that begins from a record and is not about it: one that is still to be added.
    #[must_use]
    pub fn from(mut self, record: impl Into<Record>) -> Self {
        self.from = Some(record.into());
        self
    }

    /// The form again, with what was typed in it.
    #[must_use]
    pub(super) fn again(mut self, draft: &Draft, names: &Names) -> Self {
        self.number = draft.number;
        self.fields.restore(draft, names);
        self
    }

    /// With nothing else on the screen beside it.
    #[must_use]
    pub fn alone(mut self) -> Self {
        self.alone = true;
        self
    }

    /// A form about a record: when somebody changes that meanwhile, it says so.
    #[must_use]
    pub fn on(mut self, record: impl Into<Record>, names: &Names) -> Self {
        self.on = Some((record.into(), names.clone()));
        self
    }

    /// Says how the record differs from what it was, and goes on from there.
    fn renew(&mut self, record: &Record, names: &Names) {
        let Some((was, known)) = &mut self.on else { return };
        let mut all = names.clone();
        all.0.extend(known.0.iter().map(|(key, name)| (*key, name.clone())));
        let differs = lines::difference(was, record, &all);
        if differs.is_empty() {
            return;
        }
        let key = record.key();
        let what = match self.changed_by.as_str() {
            "" if self.number != 0 => format!("{key} has changed since"),
            "" => format!("somebody has just changed {key}"),
            who => format!("{who} has just changed {key}"),
        };
        self.changed = vec![format!("? {what}; what you typed is kept")];
        self.changed.extend(differs.into_iter().map(|line| format!("  {line}")));
        (*was, *known) = (record.clone(), all);
        self.sheet.renewed(&mut self.fields, record, names);
    }

    /// Saves it, unless a choice is only half typed.
    pub fn submit(&mut self, cx: &mut Cx) {
        self.fields.close();
        if let Some(half) = self.fields.half_chosen() {
            self.fields.focus(half);
            self.fields.note(half, Tone::Error, "choose one of those offered, or empty the field");
            return;
        }
        self.sheet.submit(&mut self.fields, cx);
    }

    /// Goes fields on or back, and round.
    pub(super) fn turn(&mut self, by: isize) {
        self.fields.turn(by);
        self.sheet.focused(&mut self.fields);
    }

    fn put(&mut self, at: usize) {
        self.fields.put(at);
        self.sheet.focused(&mut self.fields);
    }

    /// Shows everything the field can be.
    pub(super) fn open(&mut self, cx: &mut Cx) {
        self.fields.seek(OFFERS, cx);
    }

    /// Deletes to the left; in an empty field that holds choices, the last of them.
    pub(super) fn erase(&mut self, cx: &mut Cx) {
        let field = self.fields.current_mut();
        if field.input.value().is_empty() && field.unchoose() {
            let name = field.name;
            self.sheet.changed(&mut self.fields, name, cx);
        } else if let Some(input) = self.input()
            && input.handle(InputRequest::DeletePrevChar).is_some()
        {
            self.edited(cx);
        }
    }

    /// A field that takes one of a few words and has none yet shows them without being asked.
    fn welcome(&mut self, cx: &mut Cx) {
        if self.fields.current_mut().awaits_a_word() {
            self.open(cx);
        }
    }

    fn take_offer(&mut self, cx: &mut Cx) -> bool {
        let field = self.fields.current_mut();
        let name = field.name;
        let taken = field.take_offer();
        if taken {
            self.sheet.changed(&mut self.fields, name, cx);
        }
        taken
    }
}

impl Layer for Form {
    fn scope(&self) -> &'static str {
        "form"
    }

    fn fills(&self) -> bool {
        self.alone
    }

    fn about(&self) -> Option<Key> {
        self.on.as_ref().map(|(record, _)| record.key())
    }

    fn unsent(&self) -> Option<Draft> {
        let form = self.kept.filter(|_| self.fields.touched())?;
        let was = self.on.as_ref().map(|(record, _)| record).or(self.from.as_ref());
        Some(Draft {
            number: self.number,
            form: form.to_owned(),
            title: self.title.clone(),
            at: Moment::default(),
            was: was.cloned().map(Box::new),
            focus: self.fields.current().to_owned(),
            fields: self.fields.typed(),
        })
    }

    fn opened(&mut self, cx: &mut Cx) {
        self.away = cx.is_away();
        self.sheet.opened(&mut self.fields, cx);
        self.sheet.focused(&mut self.fields);
        if self.number != 0 {
            let name = self.fields.current();
            self.sheet.changed(&mut self.fields, name, cx);
            if let Some(key) = self.about() {
                // it may be another than it was when this was typed
                cx.ask(CHANGED, Show { what: key.to_string() });
            }
        }
        self.welcome(cx);
    }

    fn input(&mut self) -> Option<&mut Input> {
        let field = self.fields.current_mut();
        (!matches!(field.kind, Kind::Shown)).then_some(&mut field.input)
    }

    fn edited(&mut self, cx: &mut Cx) {
        let field = self.fields.current_mut();
        field.note_touch();
        field.notes.clear();
        let (name, picks, empty) = (field.name, matches!(field.kind, Kind::Pick(_)), field.input.value().is_empty());
        if picks && empty {
            self.fields.close();
        } else if picks {
            self.fields.seek(OFFERS, cx);
        }
        self.sheet.changed(&mut self.fields, name, cx);
    }

    fn typed(&mut self, cx: &mut Cx, c: char) {
        let field = self.fields.current_mut();
        if c == ' ' && matches!(field.kind, Kind::Pick(_)) && field.input.value().is_empty() {
            return self.open(cx);
        }
        self.fields.current_mut().begin();
        if let Some(input) = self.input() {
            edit::insert(input, c.encode_utf8(&mut [0; 4]));
            self.edited(cx);
        }
    }

    fn walk(&mut self, _: &mut Cx, step: Step) {
        match (self.fields.current_mut().offers_mut(), step) {
            (Some(offers), step) => offers.cursor.step(step),
            (None, Step::Down) => self.turn(1),
            (None, Step::Up) => self.turn(-1),
            (None, Step::First | Step::PageUp) => self.put(0),
            (None, Step::Last | Step::PageDown) => self.put(usize::MAX),
        }
    }

    fn enter(&mut self, cx: &mut Cx) {
        if let Some(offers) = self.fields.current_mut().offers_mut() {
            if offers.is_stale() {
                cx.refuse(LOOKING);
            } else if self.take_offer(cx) {
                self.turn(1);
                self.welcome(cx);
            }
        } else if self.fields.at_last() {
            self.submit(cx);
        } else {
            self.turn(1);
        }
    }

    fn back(&mut self, cx: &mut Cx) {
        if self.fields.close() {
        } else if self.fields.touched() {
            cx.push(Confirm::new("Throw away what you typed?", |_, cx| cx.close()));
        } else {
            cx.close();
        }
    }

    fn answered(&mut self, cx: &mut Cx, slot: Slot, answer: Result<Answered, Refusal>) {
        if slot == OFFERS {
            self.fields.answered(answer);
        } else if slot == CHANGED {
            match answer {
                Ok(Answered { answer: Answer::Show(view), names }) => self.renew(&view.record, &names),
                Ok(_) => {}
                Err(refusal) => self.fields.note("", Tone::Error, format!("! {}", refusal_line(&refusal))),
            }
        } else {
            self.sheet.answered(&mut self.fields, cx, slot, answer);
        }
    }

    fn done(&mut self, cx: &mut Cx, slot: Slot, done: Result<Done, Refusal>) {
        self.sheet.done(&mut self.fields, cx, slot, done);
    }

    fn told(&mut self, cx: &mut Cx, event: &Event) {
        if let Event::Link { up } = event {
            self.away = !up;
        }
        match (event, self.about()) {
            (Event::Entry { keys, by, .. }, Some(key)) if keys.contains(&key) => {
                self.changed_by.clone_from(by);
                cx.ask(CHANGED, Show { what: key.to_string() });
            }
            // what happened while the desk was away nobody told
            (Event::Link { up: true }, Some(key)) => cx.ask(CHANGED, Show { what: key.to_string() }),
            _ => {}
        }
        self.sheet.told(&mut self.fields, cx, event);
    }

    fn draw(&self, pen: &mut Pen, area: Rect) -> Option<Position> {
        let columns = area.width.min(84);
        let labels = self.fields.iter().map(|f| text::width(&f.label)).max().unwrap_or(0).min(columns / 3);
        let rows = self.rows(columns.saturating_sub(labels + 6));
        let high = (rows.len() as u16 + 2).min(area.height);
        // from the top down, so that offers and notes that come and go move nothing above them
        let top = area.y + u16::from(area.height > high);
        let inside = pen.frame(Rect { y: top, height: high, ..centred(area, columns, area.height) }, &self.title);
        // the field in focus stays in view, its notes and offers with it as far as they fit
        let focus = rows.iter().position(|row| matches!(row, Row::Field(at) if *at == self.fields.at())).unwrap_or(0);
        let next = rows.iter().skip(focus + 1).position(|row| matches!(row, Row::Field(_)));
        let end = next.map_or(rows.len(), |n| focus + 1 + n);
        let top = end.saturating_sub(inside.height as usize).min(focus);
        let mut place = None;
        for (row, y) in rows.iter().skip(top).zip(inside.top()..inside.bottom()) {
            let x = inside.x + labels + 3;
            let wide = inside.right().saturating_sub(x + 1);
            match row {
                Row::Field(at) => place = self.draw_field(pen, *at, (inside.x, x), y, wide).or(place),
                Row::Note(tone, line) => {
                    pen.text(x, y, wide, line, *tone);
                }
                Row::Foot(tone, line) => {
                    pen.text(inside.x + 1, y, inside.width.saturating_sub(2), line, *tone);
                }
                Row::Offer(at) => self.draw_offer(pen, *at, Rect::new(x, y, wide, 1)),
            }
        }
        place
    }
}

/// What stands in a line of the form.
enum Row {
    Field(usize),
    Note(Tone, String),
    Offer(usize),
    Foot(Tone, String),
}

impl Form {
    fn rows(&self, wide: u16) -> Vec<Row> {
        let mut rows = Vec::new();
        let wrapped = |(tone, note): &(Tone, String)| {
            let tone = *tone;
            text::wrap(note, wide).into_iter().map(move |line| (tone, line)).collect::<Vec<_>>()
        };
        for (at, field) in self.fields.iter().enumerate() {
            rows.push(Row::Field(at));
            if at == self.fields.at()
                && let Some(offers) = field.offers()
            {
                rows.extend(offers.cursor.window(SHOWN as u16).map(Row::Offer));
                if offers.found.is_empty() && offers.heard {
                    rows.push(Row::Note(Tone::Dim, "nothing like that".to_owned()));
                }
            }
            rows.extend(field.notes.iter().flat_map(wrapped).map(|(tone, line)| Row::Note(tone, line)));
        }
        if self.away && self.kept.is_some() && self.fields.touched() {
            rows.push(Row::Foot(Tone::Warn, "? not kept: the desk is away".to_owned()));
        }
        let changed = self.changed.iter().map(|line| (Tone::Warn, line.clone())).collect::<Vec<_>>();
        rows.extend(changed.iter().flat_map(wrapped).map(|(tone, line)| Row::Foot(tone, line)));
        rows.extend(self.fields.foot.iter().flat_map(wrapped).map(|(tone, line)| Row::Foot(tone, line)));
        rows
    }

    fn draw_field(&self, pen: &mut Pen, at: usize, columns: (u16, u16), y: u16, wide: u16) -> Option<Position> {
        let field = self.fields.iter().nth(at)?;
        let (start, x) = columns;
        let focused = at == self.fields.at();
        if focused {
            let marker = pen.glyphs().marker;
            pen.text(start, y, 1, marker, Tone::Selected);
        }
        let tone = if focused { Tone::Selected } else { Tone::Dim };
        pen.text(start + 1, y, x.saturating_sub(start + 2), &field.label, tone);
        let chosen = field.chosen_text();
        let mut used = pen.text(x, y, wide, &chosen, Tone::Plain);
        if !focused {
            pen.text(x + used, y, wide - used.min(wide), field.input.value(), Tone::Plain);
            return None;
        }
        if !chosen.is_empty() && used < wide {
            used += 1;
        }
        edit::draw(pen, x + used, y, wide.saturating_sub(used), &field.input, Tone::Strong).or(pen.at(x, y))
    }

    fn draw_offer(&self, pen: &mut Pen, at: usize, area: Rect) {
        let Some(offers) = self.fields.iter().nth(self.fields.at()).and_then(|f| f.offers()) else { return };
        let window = offers.cursor.window(SHOWN as u16);
        let widths = list::widths(offers.found[window].iter().map(|o| &o.cells), area.width.saturating_sub(2));
        let selected = offers.cursor.at() == Some(at);
        if selected {
            let marker = pen.glyphs().marker;
            pen.text(area.x, area.y, 1, marker, Tone::Selected);
        }
        list::draw_cells(pen, area.x + 2, area, &widths, &offers.found[at].cells, selected);
    }
}
