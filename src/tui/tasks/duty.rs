//! What is taken down as it comes: calls, a new placement, an emergency agreement; what somebody has seen to; and a
//! restricted case opened with a reason.

use super::simple::{Simple, choice, lacks, text};
use super::{records, words};
use crate::desk::Names;
use crate::desk::commands::{AgreementEmergency, CallRecord, CaseOpen, PlacementBegin, TaskDone};
use crate::domain::*;
use crate::lines;
use crate::tui::fields::{Field, Fields};
use crate::tui::form::Form;
use crate::tui::list::Cells;
use crate::tui::offer::{Offer, Source};
use crate::tui::theme::Tone;

/// The names of the forms that are kept until they are sent.
pub(super) const CALL: &str = "call.record";
pub(super) const SEEN: &str = "task.done";
pub(super) const PLACEMENT: &str = "placement.begin";
pub(super) const AGREEMENT: &str = "agreement.emergency";

/// Who may be asked to see to a call.
const WHOSE: &[Role] = &[Role::Coordinator, Role::Clerk, Role::Manager];

/// The form that takes down a call.
pub fn call() -> Form {
    let fields = Fields::new([
        Field::text("from", "who rang"),
        Field::text("phone", "phone"),
        Field::picks("about", "about", records(None)),
        Field::text("words", "they said"),
        Field::pick("whose", "for", words(WHOSE.iter().map(|r| r.said()))).chosen([Offer::word(WHOSE[0].said())]),
    ]);
    Form::new(
        "A call",
        fields,
        Simple(|fields: &mut Fields| {
            let whose = choice(fields, "whose", WHOSE, |r| r.said(), "choose who is to see to it")?;
            let (from, phone, words) = (text(fields, "from")?, text(fields, "phone")?, text(fields, "words")?);
            Some(CallRecord { about: fields.keys("about"), from, phone, words, whose }.into())
        }),
    )
    .kept(CALL)
}

/// The form that closes a task: which, and what became of it.
pub fn seen(tasks: &[Task], names: &Names, today: Day) -> Form {
    let offer = |task: &Task| {
        Offer::record(task.id, lines::task(task, names, today), Cells::plain([lines::task(task, names, today)]))
    };
    let offers: Vec<Offer> = tasks.iter().map(offer).collect();
    let mut fields = Fields::new([
        Field::pick("task", "task", Source::fixed(offers.clone())).standing(),
        Field::text("how", "done how"),
    ]);
    fields.fill_chosen("task", offers.into_iter().take(1).collect());
    fields.focus("how");
    let form = Form::new(
        "Seen to",
        fields,
        Simple(|fields: &mut Fields| {
            let Some(task) = fields.keys("task").first().copied() else {
                return lacks(fields, "task", "choose a task");
            };
            Some(TaskDone { task: TaskId(task.id), how: text(fields, "how")? }.into())
        }),
    );
    match tasks.first() {
        Some(task) => form.from(task.clone()).kept(SEEN),
        None => form,
    }
}

/// The form that records where a child lives from now on.
pub fn placement(today: Day) -> Form {
    let fields = Fields::new([
        Field::pick("child", "child", records(Kind::Child)),
        Field::pick("carer", "lives with", records(Kind::Carer)),
        Field::text("name", "or, new carer"),
        Field::text("area", "  area"),
        Field::text("phone", "  phone"),
        Field::text("lines", "  address"),
        Field::text("from", "from").with(said::long(today)).standing(),
        Field::text("notes", "why"),
    ]);
    Form::new(
        "A child lives elsewhere",
        fields,
        Simple(move |fields: &mut Fields| {
            let Some(child) = fields.keys("child").first().copied() else {
                return lacks(fields, "child", "type a name");
            };
            let from = match said::day(&fields.value("from"), today) {
                Ok(day) => Some(day),
                Err(why) => return lacks(fields, "from", &why.0),
            };
            let name: Name = text(fields, "name")?;
            let new_carer = if name.is_empty() {
                None
            } else {
                // who is taken in at night is nobody's to give away
                let class = AddressClass::Secret;
                let address = Address { class, area: text(fields, "area")?, lines: text(fields, "lines")? };
                Some(Carer { name, phone: text(fields, "phone")?, address, ..Carer::default() })
            };
            let carer = fields.keys("carer").first().map(|key| CarerId(key.id));
            Some(
                PlacementBegin { child: ChildId(child.id), carer, new_carer, from, notes: text(fields, "notes")? }
                    .into(),
            )
        }),
    )
    .kept(PLACEMENT)
}

/// The form that records an emergency agreement.
pub fn agreement(now: Moment) -> Form {
    let mut fields = Fields::new([
        Field::pick("child", "child", records(Kind::Child)),
        Field::text("what", "agreed"),
        Field::text("reasons", "could not wait"),
        Field::text("asked_by", "asked by"),
        Field::text("decided_by", "agreed by"),
        Field::text("conditions", "conditions"),
        Field::text("at", "when").with(said::long_moment(now)).standing(),
    ]);
    fields.foot =
        vec![(Tone::Dim, "a service manager asks, the head of service agrees; the next sitting ratifies".to_owned())];
    Form::new(
        "An emergency agreement",
        fields,
        Simple(move |fields: &mut Fields| {
            let Some(child) = fields.keys("child").first().copied() else {
                return lacks(fields, "child", "type a name");
            };
            let at = match said::moment(&fields.value("at"), now.day) {
                Ok(at) => Some(at),
                Err(why) => return lacks(fields, "at", &why.0),
            };
            let command = AgreementEmergency {
                child: ChildId(child.id),
                what: text(fields, "what")?,
                reasons: text(fields, "reasons")?,
                asked_by: text(fields, "asked_by")?,
                decided_by: text(fields, "decided_by")?,
                conditions: text(fields, "conditions")?,
                at,
            };
            Some(command.into())
        }),
    )
    .kept(AGREEMENT)
}

/// The form that opens a restricted case.
pub fn open(key: Option<Key>) -> Form {
    let mut fields = Fields::new([
        Field::text("key", "reference").with(key.map_or_else(String::new, |key| key.to_string())),
        Field::text("reason", "needed because"),
    ]);
    fields.foot = vec![(Tone::Warn, "a manager is told at once, and the reason stays in the journal".to_owned())];
    if key.is_some() {
        fields.focus("reason");
    }
    Form::new(
        "Open a restricted case",
        fields,
        Simple(|fields: &mut Fields| {
            let key = text(fields, "key")?;
            Some(CaseOpen { key, reason: text(fields, "reason")? }.into())
        }),
    )
}
