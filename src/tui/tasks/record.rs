//! A record of a register, whatever its kind: its fields are read from its schema.

use super::simple::{Simple, finish, lacks, text};
use super::{order, records, words};
use crate::desk::commands::{Missing, RecordAdd, RecordChange, RecordClose, RecordMerge, SettingSet};
use crate::desk::queries::{Hits, SettingLine, Show};
use crate::desk::{Answer, Answered, Command, Done, Names, Refusal, role};
use crate::domain::*;
use crate::lines::{
    self,
    fields::{self as specs, FieldKind},
};
use crate::tui::app::Cx;
use crate::tui::fields::{Field, Fields};
use crate::tui::form::{Form, Sheet};
use crate::tui::layer::Slot;
use crate::tui::offer::Offer;
use crate::tui::screens::page::Page;
use crate::tui::screens::repair::Repair;
use crate::tui::theme::Tone;

/// The name of the form that adds or changes one.
pub(super) const NAME: &str = "record";

/// A record being added or changed.
struct Edit {
    /// As it was; without a number where it is new.
    was: Record,
    /// What `fri` and `+2w` are counted from.
    today: Day,
    /// What was sent, and what came of it, while it is asked what that is in the way of.
    sent: Option<Record>,
    saved: Option<Done>,
}

/// Slot of the question for what a date is in the way of.
const HITS: Slot = "hits";

/// Days that are gone through at once.
const MONTHS: i32 = 62;

/// Somebody or something that is not there, as a record of it says.
fn missing(record: &Record) -> Option<Missing> {
    let missing = |who, sort, days: Days, time, notes: &str| {
        let notes = Note::new(notes).unwrap_or_default();
        (days.last - days.first <= MONTHS).then_some(Missing { who, sort, days, time, notes })
    };
    match record {
        Record::Absence(a) => missing(a.who?, a.sort, a.days, a.time, ""),
        Record::Closure(c) => {
            let who = c.room.map(|r| r.key()).or(c.site.map(|s| s.key()))?;
            missing(who, AbsenceKind::Other, c.days, c.time, &c.reason)
        }
        _ => None,
    }
}

/// The form for a record; a blank one without a number is added.
pub fn edit(was: Record, names: &Names, today: Day) -> Form {
    let kind = was.kind();
    let field = |spec: &'static specs::FieldSpec| {
        let text = specs::get(&was, &spec.path);
        let label = spec.label.to_lowercase();
        match &spec.kind {
            FieldKind::Choice(choices) => {
                let said: Vec<&'static str> = choices.iter().map(|(_, said)| said.as_str()).collect();
                let now = Offer::word(text);
                Field::pick(&spec.path, label, words(said)).chosen(Some(now).filter(|o| !o.value.is_empty()))
            }
            FieldKind::Bool => Field::pick(&spec.path, label, words(["yes", "no"])).chosen([Offer::word(text)]),
            FieldKind::Ref(kind) => Field::pick(&spec.path, label, records(*kind)).chosen(standing(&text, names)),
            FieldKind::Refs(kind) => Field::picks(&spec.path, label, records(*kind)).chosen(standing(&text, names)),
            _ => Field::text(&spec.path, label).with(as_said(&spec.kind, text)),
        }
    };
    let mut fields = Fields::new(specs::fields(kind).iter().map(field));
    if was.key().id == 0 {
        // what a new record begins with gives way to the first letter; what is on file is mended
        fields.yielding();
    }
    let title =
        if was.key().id == 0 { format!("New {}", kind.one()) } else { format!("{} {}", was.key(), was.title()) };
    let form = Form::new(title, fields, Edit { was: was.clone(), today, sent: None, saved: None }).kept(NAME);
    if was.key().id == 0 { form.from(was) } else { form.on(was, names) }
}

/// A day or moment as people say it; what is said is read back as the same.
fn as_said(kind: &FieldKind, text: String) -> String {
    let said = match kind {
        FieldKind::Day => text.parse().ok().map(said::long),
        FieldKind::Moment => text.parse().ok().map(said::long_moment),
        _ => None,
    };
    said.unwrap_or(text)
}

/// The records a field names now.
fn standing(text: &str, names: &Names) -> Vec<Offer> {
    let keys = text.split(',').filter_map(|t| t.trim().parse::<Key>().ok());
    super::known(keys, names)
}

impl Edit {
    /// Days and times as people say them, as they are kept; what is neither is left for the field to refuse.
    fn said(&self, kind: &FieldKind, text: String) -> String {
        let kept = match kind {
            FieldKind::Day => said::day(&text, self.today).map(|d| d.to_string()),
            FieldKind::Days => said::days(&text, self.today).map(|d| d.to_string()),
            FieldKind::Minute => said::time(&text).map(|m| m.to_string()),
            FieldKind::Span => said::span(&text).map(|s| s.to_string()),
            FieldKind::Moment => said::moment(&text, self.today).map(|m| m.to_string()),
            FieldKind::Recurrence => Recurrence::read(&text, Some(self.today)).map(|r| r.to_string()),
            _ => return text,
        };
        kept.unwrap_or(text)
    }

    /// The record as it stands in the fields; what cannot be read is said under its field.
    fn read(&self, fields: &mut Fields) -> Option<Record> {
        let mut record = self.was.clone();
        let mut good = true;
        for spec in specs::fields(self.was.kind()) {
            if !fields.is_touched(&spec.path) && !fields.value(&spec.path).is_empty() {
                continue;
            }
            let text = match spec.kind {
                FieldKind::Ref(_) | FieldKind::Refs(_) => {
                    fields.keys(&spec.path).iter().map(Key::to_string).collect::<Vec<_>>().join(", ")
                }
                _ => self.said(&spec.kind, fields.value(&spec.path)),
            };
            if text == specs::get(&self.was, &spec.path) {
                continue;
            }
            if let Err(why) = specs::set(&mut record, &spec.path, &text) {
                fields.note(&spec.path, Tone::Error, format!("! {why}"));
                if good {
                    fields.focus(&spec.path);
                }
                good = false;
            }
        }
        good.then_some(record)
    }
}

impl Sheet for Edit {
    fn opened(&mut self, _: &mut Fields, cx: &mut Cx) {
        // a list of records names the records, not what they point at
        if self.was.key().id != 0 {
            cx.ask("names", Show { what: self.was.key().to_string() });
        }
    }

    fn answered(&mut self, fields: &mut Fields, cx: &mut Cx, slot: Slot, answer: Result<Answered, Refusal>) {
        if slot == HITS {
            return self.saved(cx, answer);
        }
        let Ok(Answered { names, .. }) = answer else { return };
        for spec in specs::fields(self.was.kind()) {
            if matches!(spec.kind, FieldKind::Ref(_) | FieldKind::Refs(_)) {
                fields.called(&spec.path, standing(&specs::get(&self.was, &spec.path), &names));
            }
        }
    }

    fn renewed(&mut self, fields: &mut Fields, record: &Record, names: &Names) {
        self.was = record.clone();
        for spec in specs::fields(record.kind()) {
            let text = specs::get(record, &spec.path);
            match &spec.kind {
                FieldKind::Ref(_) | FieldKind::Refs(_) => fields.called(&spec.path, standing(&text, names)),
                FieldKind::Choice(_) | FieldKind::Bool => {
                    let word = Some(Offer::word(text)).filter(|o| !o.value.is_empty());
                    fields.called(&spec.path, word.into_iter().collect());
                }
                kind => fields.show(&spec.path, as_said(kind, text)),
            }
        }
    }

    fn focused(&mut self, fields: &mut Fields) {
        // the meaning of the field in focus, at the foot, after what was refused
        fields.foot.retain(|(tone, _)| *tone != Tone::Dim);
        let spec = specs::field(self.was.kind(), fields.current());
        // a hint that only repeats the label says nothing
        let says = |s: &&specs::FieldSpec| !s.hint.trim_end_matches('.').eq_ignore_ascii_case(&s.label);
        fields.foot.extend(spec.filter(says).map(|s| (Tone::Dim, s.hint.clone())));
    }

    fn submit(&mut self, fields: &mut Fields, cx: &mut Cx) {
        fields.clear_notes();
        let Some(record) = self.read(fields) else { return cx.refuse("a field cannot be read; it says what is wrong") };
        self.sent = Some(record.clone());
        let command: Command = if self.was.key().id == 0 {
            RecordAdd { record }.into()
        } else {
            RecordChange { record, was: Some(self.was.clone()) }.into()
        };
        cx.execute("save", order(command, fields));
    }

    fn done(&mut self, fields: &mut Fields, cx: &mut Cx, _: Slot, done: Result<Done, Refusal>) {
        match done {
            // before it closes: what is booked that this is in the way of?
            Ok(done) if self.is_date() && !done.changed.is_empty() => {
                cx.ask(HITS, Hits { key: done.changed[0] });
                self.saved = Some(done);
            }
            done => finish(fields, cx, done),
        }
    }
}

impl Edit {
    /// What was written down is in the way of sessions: they come next, an absence's with what could become of each.
    fn saved(&mut self, cx: &mut Cx, answer: Result<Answered, Refusal>) {
        let Some(done) = self.saved.take() else { return };
        let key = match answer {
            Ok(Answered { answer: Answer::Hits(view), .. }) if !view.sessions.is_empty() => view.key,
            _ => return super::close(cx, &done, None),
        };
        cx.say(Tone::Good, lines::done(&done, None).lines().next().unwrap_or_default().to_owned());
        let today = self.today;
        let books = role::BOOKERS.contains(&cx.here().role);
        let missing = self.sent.as_ref().filter(|_| books).and_then(missing);
        cx.close_then(move |_, cx| match missing {
            Some(missing) => cx.push(Repair::of(missing)),
            None => cx.push(Page::new("What it is in the way of", today, Hits { key })),
        });
    }

    /// Whether what was sent is a date that sessions may lie on.
    fn is_date(&self) -> bool {
        match (&self.sent, &self.was) {
            (Some(Record::Absence(_) | Record::Closure(_) | Record::Appointment(_)), _) => true,
            (Some(Record::Carer(new)), Record::Carer(old)) => new.holidays != old.holidays,
            _ => false,
        }
    }
}

/// The form that closes a record.
pub fn close(key: Key, name: &str) -> Form {
    let fields = Fields::new([Field::text("why", "because")]);
    let command = move |fields: &mut Fields| Some(RecordClose { key, why: text(fields, "why")? }.into());
    Form::new(format!("Close {key} {name}: it is kept, and no longer offered"), fields, Simple(command))
}

/// The form that merges a duplicate into the record that stays.
pub fn merge(from: Key, name: &str) -> Form {
    let fields = Fields::new([Field::pick("into", "is really", records(from.kind))]);
    let command = move |fields: &mut Fields| match fields.keys("into").first() {
        Some(into) => Some(RecordMerge { from, into: *into }.into()),
        None => lacks(fields, "into", "type the name of the record that stays"),
    };
    Form::new(format!("Merge {from} {name}: all that points at it points at the other"), fields, Simple(command))
}

/// The form that changes a setting of the service.
pub fn setting(row: &SettingLine) -> Form {
    let mut fields = Fields::new([Field::text("value", "value")]);
    fields.fill("value", &row.value);
    fields.foot = vec![(Tone::Dim, row.about.clone()), (Tone::Dim, format!("as it comes: {}", row.default))];
    let name = row.name.clone();
    let command = move |fields: &mut Fields| {
        let value = text(fields, "value")?;
        Some(SettingSet { name: Name::new(&name).ok()?, value }.into())
    };
    Form::new(format!("Setting {}", row.name), fields, Simple(command))
}
