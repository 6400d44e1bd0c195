//! The forms of what services were asked for, and of the child protection register.

use super::intake::{day, ids, pick};
use super::records;
use super::simple::{Simple, choice, lacks, text};
use crate::desk::commands::{RegisterBegin, RegisterEnd, ServiceRequestAnswer, ServiceRequestRecord};
use crate::domain::*;
use crate::tui::fields::{Field, Fields};
use crate::tui::form::Form;
use crate::tui::theme::Tone;

choices! {
    /// Whether the same service may be asked twice before it answers.
    Again {
        /// It is refused, with the request that waits.
        #[default] No "no",
        /// It was asked again.
        Yes "yes, asked again",
    }
}

/// The names under which the forms are kept.
pub(super) const ASKED: &str = "service_request.record";
pub(super) const REGISTER: &str = "register.begin";

/// The child a form is about.
fn child(fields: &mut Fields) -> Option<ChildId> {
    match ids(fields, "child", ChildId).first() {
        Some(child) => Some(*child),
        None => lacks(fields, "child", "type a name"),
    }
}

/// The form that takes down what a service was asked for, with the answer where there is one.
pub fn record(today: Day) -> Form {
    let mut fields = Fields::new([
        Field::pick("child", "child", records(Kind::Child)),
        Field::text("service", "service"),
        pick("source", "comes from", SourceTeam::ALL, SourceTeam::said, SourceTeam::default()),
        Field::text("team", "team or hostel"),
        Field::text("category", "category"),
        pick("priority", "how urgent", Priority::ALL, Priority::said, Priority::default()),
        Field::text("what", "asks for"),
        Field::text("asked_on", "asked on").with(said::long(today)).standing(),
        pick("got", "they got", Got::ALL, Got::said, Got::Unanswered),
        Field::text("answer", "answer"),
        pick("another", "asked twice", Again::ALL, Again::said, Again::No),
    ]);
    fields.foot = vec![(Tone::Dim, "it is counted whether they get it or not".to_owned())];
    let command = move |fields: &mut Fields| {
        let child = child(fields)?;
        let service: Name = text(fields, "service")?;
        if service.is_empty() {
            return lacks(fields, "service", "say which: intensive support, special childminding, contact");
        }
        let request = ServiceRequestRecord {
            child,
            service,
            source: choice(fields, "source", SourceTeam::ALL, |s| s.said(), "choose one")?,
            team: text(fields, "team")?,
            category: text(fields, "category")?,
            priority: choice(fields, "priority", Priority::ALL, |p| p.said(), "choose one")?,
            what: text(fields, "what")?,
            asked_on: day(fields, "asked_on", today).ok()?,
            got: choice(fields, "got", Got::ALL, |g| g.said(), "choose one")?,
            answered_on: None,
            answer: text(fields, "answer")?,
            referral: None,
            another: choice(fields, "another", Again::ALL, |a| a.said(), "choose one")? == Again::Yes,
        };
        Some(request.into())
    };
    Form::new("A service is asked", fields, Simple(command)).kept(ASKED)
}

/// The form that takes down what a service answered.
pub fn answer(request: ServiceRequestId, today: Day) -> Form {
    let mut fields = Fields::new([
        pick("got", "they got", &Got::ALL[1..], Got::said, Got::AsAsked),
        Field::text("answer", "that is"),
        Field::text("on", "answered on").with(said::long(today)).standing(),
    ]);
    fields.foot = vec![(Tone::Dim, "answered is one fact, and whether they got it another".to_owned())];
    let command = move |fields: &mut Fields| {
        let got = choice(fields, "got", Got::ALL, |g| g.said(), "choose one")?;
        let (answer, on) = (text(fields, "answer")?, day(fields, "on", today).ok()?);
        Some(ServiceRequestAnswer { request, got, answer, on, referral: None }.into())
    };
    Form::new(format!("{request} is answered"), fields, Simple(command))
}

/// The form that puts a child on the register.
pub fn begin(today: Day) -> Form {
    let fields = Fields::new([
        Field::pick("child", "child", records(Kind::Child)),
        Field::text("category", "category"),
        Field::text("from", "from").with(said::long(today)).standing(),
        Field::text("notes", "notes"),
    ]);
    let command = move |fields: &mut Fields| {
        let (child, category) = (child(fields)?, text(fields, "category")?);
        let (from, notes) = (day(fields, "from", today).ok()?, text(fields, "notes")?);
        Some(RegisterBegin { child, category, from, notes }.into())
    };
    Form::new("On the child protection register", fields, Simple(command)).kept(REGISTER)
}

/// The form that takes a child off the register.
pub fn end(today: Day) -> Form {
    let fields = Fields::new([
        Field::pick("child", "child", records(Kind::Child)),
        Field::text("on", "last day").with(said::long(today)).standing(),
        Field::text("notes", "because"),
    ]);
    let command = move |fields: &mut Fields| {
        let child = child(fields)?;
        Some(RegisterEnd { child, on: day(fields, "on", today).ok()?, notes: text(fields, "notes")? }.into())
    };
    Form::new("Off the child protection register", fields, Simple(command))
}
