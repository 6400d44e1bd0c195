//! A form as a layer: one field in focus, offers under it while typing, one submit. What it is about is a [`Sheet`].

mod draw;

use super::app::Cx;
use super::confirm::Confirm;
use super::edit;
use super::fields::{Field, Fields, Kind};
use super::layer::{Layer, Slot, Step, refusal_line};
use super::list::Cells;
use super::offer::{LOOKING, Offer};
use super::pen::Pen;
use super::tasks::records;
use super::theme::Tone;
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

    /// With somebody chosen in a field.
    #[must_use]
    pub(super) fn naming(mut self, field: &str, (key, name): (Key, String)) -> Self {
        self.fields.fill_chosen(field, vec![Offer::record(key, &name, Cells::plain([name.clone()]))]);
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
        if self.fields.current_mut().is_on_a_word() {
            self.take_offer(cx);
        }
        self.fields.close();
        if let Some(half) = self.fields.half_chosen() {
            self.fields.focus(half);
            self.fields.note(half, Tone::Error, "choose one of those offered, or empty the field");
            return;
        }
        self.sheet.submit(&mut self.fields, cx);
    }

    /// Asks which manager agreed by telephone to override what refuses, and why.
    pub(super) fn agreed(&mut self) {
        self.fields.add(Field::pick("agreed_by", "agreed with", records(crate::domain::Kind::User)));
        self.fields.add(Field::text("override", "because"));
        self.fields.focus("agreed_by");
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
        self.paint(pen, area)
    }
}
