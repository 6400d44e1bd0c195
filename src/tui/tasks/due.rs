//! What is done about what is due: a step of a record, a letter, a review, a paper that ends, a manager's word; and what a
//! child said.

use super::simple::{Simple, choice, lacks, text};
use super::{intake, records, words};
use crate::desk::Names;
use crate::desk::commands::{
    LetterHandle, LetterNote, LetterStep, OverrideConfirm, RecordStep, SessionRecord, SessionWords,
};
use crate::desk::queries::{ChaseRow, ChaseSort};
use crate::domain::*;
use crate::tui::app::Cx;
use crate::tui::fields::{Field, Fields};
use crate::tui::form::Form;
use crate::tui::offer::Offer;
use crate::tui::screens::page::Page;

/// The name of the form that is kept until it is sent.
pub(super) const LETTER: &str = "letter.note";

/// Opens the form for something due; what is mended in a record opens the record.
pub(crate) fn settle(row: &ChaseRow, names: &Names, cx: &mut Cx) {
    let today = cx.here().now.day;
    let session = SessionId(row.about.id);
    match (row.sort, row.about.kind) {
        (ChaseSort::Record, _) => cx.push(step(session, RecordStep::Submitted, today)),
        (ChaseSort::SignOff, _) => cx.push(step(session, RecordStep::SignedOff, today)),
        (ChaseSort::Upload, _) => cx.push(step(session, RecordStep::Uploaded, today)),
        (ChaseSort::Share, _) => cx.push(step(session, RecordStep::Shared, today)),
        (ChaseSort::Review, _) => cx.push(intake::review(ArrangementId(row.about.id), today)),
        (ChaseSort::Letter | ChaseSort::Reading, _) => cx.push(letter(LetterId(row.about.id), row.read, today)),
        (ChaseSort::Override, _) => cx.push(word(TaskId(row.about.id), names)),
        _ => cx.push(Page::show(row.about, today)),
    }
}

/// The form that records a step of an observation record.
pub fn step(session: SessionId, step: RecordStep, today: Day) -> Form {
    let fields = Fields::new([
        Field::pick("step", "record", words(RecordStep::ALL.iter().map(|s| s.said())))
            .chosen([Offer::word(step.said())]),
        Field::text("on", "on").with(said::long(today)).standing(),
    ]);
    let command = move |fields: &mut Fields| {
        let step = choice(fields, "step", RecordStep::ALL, |s| s.said(), "choose a step")?;
        let on = match said::day(&fields.value("on"), today) {
            Ok(day) => Some(day),
            Err(why) => return lacks(fields, "on", &why.0),
        };
        Some(SessionRecord { session, step: Some(step), on }.into())
    };
    let mut form = Form::new(format!("The record of {session}"), fields, Simple(command));
    form.fields.focus("on");
    form
}

/// The form that writes down what the child said, and the others.
pub fn child_said(session: &Session) -> Form {
    let id = session.id;
    let fields = Fields::new([
        Field::text("child", "child said").with(session.child_words.replace('\n', " ")),
        Field::text("feedback", "others said").with(session.feedback.replace('\n', " ")),
    ]);
    let command = move |fields: &mut Fields| {
        let (child, feedback) = (text(fields, "child")?, text(fields, "feedback")?);
        Some(SessionWords { session: id, child: Some(child), feedback: Some(feedback) }.into())
    };
    Form::new(format!("What was said about {id}, in their own words"), fields, Simple(command))
}

/// The form that takes a letter down.
pub fn letter_came(today: Day) -> Form {
    let fields = Fields::new([
        Field::pick("child", "child", records(Kind::Child)),
        Field::pick("party", "family member", records(Kind::Party)),
        Field::pick("way", "it is a", words(LetterWay::ALL.iter().map(|w| w.said())))
            .chosen([Offer::word(LetterWay::default().said())]),
        Field::text("received", "came on").with(said::long(today)).standing(),
        Field::text("due", "or due on"),
        Field::text("notes", "notes"),
    ]);
    let command = move |fields: &mut Fields| {
        let who = |fields: &mut Fields, name| match fields.keys(name).first().copied() {
            Some(key) => Some(key),
            None => lacks(fields, name, "type a name"),
        };
        let (child, party) = (who(fields, "child")?, who(fields, "party")?);
        let note = LetterNote {
            child: ChildId(child.id),
            party: PartyId(party.id),
            way: choice(fields, "way", LetterWay::ALL, |w| w.said(), "choose a way")?,
            arrangement: None,
            due: intake::day(fields, "due", today).ok()?,
            received: intake::day(fields, "received", today).ok()?,
            notes: text(fields, "notes")?,
        };
        Some(note.into())
    };
    Form::new("A letter between a child and family", fields, Simple(command)).kept(LETTER)
}

/// The form that says what became of a letter.
pub fn letter(letter: LetterId, read: Option<u8>, today: Day) -> Form {
    let next = match read {
        None => LetterStep::Received,
        Some(0 | 1) => LetterStep::Checked,
        Some(_) => LetterStep::Forwarded,
    };
    let fields = Fields::new([
        Field::pick("step", "it is", words(LetterStep::ALL.iter().map(|s| s.said())))
            .chosen([Offer::word(next.said())]),
        Field::text("on", "on").with(said::long(today)).standing(),
        Field::text("reason", "withheld because"),
    ]);
    let command = move |fields: &mut Fields| {
        let step = choice(fields, "step", LetterStep::ALL, |s| s.said(), "choose what happened")?;
        let on = match said::day(&fields.value("on"), today) {
            Ok(day) => Some(day),
            Err(why) => return lacks(fields, "on", &why.0),
        };
        Some(LetterHandle { letter, step, on, reason: text(fields, "reason")? }.into())
    };
    Form::new(format!("{letter}: two read it before it goes on"), fields, Simple(command))
}

const AGREED: &str = "agreed to";
const NOT_AGREED: &str = "not agreed to";

/// The form for a manager's own word about what was recorded as agreed by telephone.
pub fn word(task: TaskId, names: &Names) -> Form {
    let fields = Fields::new([
        Field::pick("word", "it was", words([AGREED, NOT_AGREED])).chosen([Offer::word(AGREED)]),
        Field::text("words", "in words"),
    ]);
    let command = move |fields: &mut Fields| {
        let objects = fields.value("word") == NOT_AGREED;
        Some(OverrideConfirm { task, objects, words: text(fields, "words")? }.into())
    };
    let title = format!("{task} {}: your own word", names.get(task).unwrap_or_default());
    Form::new(title, fields, Simple(command))
}
