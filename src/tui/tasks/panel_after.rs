//! The forms after a sitting: signing and sending decisions, what was done, the minutes.

use super::simple::{Simple, choice, lacks, text};
use super::{intake, words};
use crate::desk::commands::{ActionDone, DecisionNotify, DecisionSign, MinutesAmend, MinutesApprove, MinutesDraft};
use crate::desk::queries::DecisionRow;
use crate::domain::*;
use crate::tui::editor::Editor;
use crate::tui::fields::{Field, Fields};
use crate::tui::form::Form;
use crate::tui::offer::Offer;
use crate::tui::theme::Tone;

/// The name of the minutes that are kept until they are saved.
pub(super) const MINUTES: &str = "minutes.draft";

/// The form for what the decision-maker decides.
pub fn sign(decision: &Decision) -> Form {
    let (id, recommended) = (decision.id, decision.code);
    let codes = words(DecisionCode::ALL.iter().map(|c| c.said()));
    let mut fields = Fields::new([
        Field::text("by", "signed by"),
        Field::pick("code", "decides", codes).chosen([Offer::word(recommended.said())]),
        Field::text("reasons", "because"),
    ]);
    fields.foot = vec![
        (Tone::Dim, format!("the panel recommended: {}", recommended.said())),
        (Tone::Dim, "nobody named: the panel's decision-maker".to_owned()),
    ];
    let command = move |fields: &mut Fields| {
        let code = choice(fields, "code", DecisionCode::ALL, |c| c.said(), "choose one")?;
        let (by, reasons) = (text(fields, "by")?, text(fields, "reasons")?);
        Some(DecisionSign { decision: id, code: Some(code), reasons, by, at: None }.into())
    };
    Form::new(format!("{id} is signed"), fields, Simple(command))
}

/// The form for who was told of a decision.
pub fn notify(row: &DecisionRow) -> Form {
    let id = row.decision.id;
    let fields = Fields::new([
        Field::text("to", "told").with(row.referrer.to_string()).standing(),
        Field::pick("how", "how", words(Channel::ALL.iter().map(|c| c.said())))
            .chosen([Offer::word(Channel::Email.said())]),
    ]);
    let command = move |fields: &mut Fields| {
        let parts: Vec<String> = fields.value("to").split(';').map(|name| name.trim().to_owned()).collect();
        let to: Result<Vec<Name>, Unreadable> = parts.iter().filter(|name| !name.is_empty()).map(Name::new).collect();
        let to = match to {
            Ok(to) => to,
            Err(why) => return lacks(fields, "to", &why.0),
        };
        let how = choice(fields, "how", Channel::ALL, |c| c.said(), "choose one")?;
        Some(DecisionNotify { decision: id, to, how, at: None }.into())
    };
    Form::new(format!("Who was told of {id}; several parted by ;"), fields, Simple(command))
}

/// The form for what shows that an action is done.
pub fn done(action: PanelActionId, what: &Note, today: Day) -> Form {
    let mut fields = Fields::new([
        Field::text("evidence", "shown by"),
        Field::text("on", "done on").with(said::long(today)).standing(),
    ]);
    fields.foot = vec![(Tone::Dim, what.replace('\n', " "))];
    let command = move |fields: &mut Fields| {
        let on = intake::day(fields, "on", today).ok()?;
        Some(ActionDone { action, on, evidence: text(fields, "evidence")? }.into())
    };
    Form::new(format!("{action} is done"), fields, Simple(command))
}

/// The form that says that the chair approved the minutes.
pub fn approve(sitting: SittingId) -> Form {
    let mut fields = Fields::new([Field::text("by", "approved by")]);
    fields.foot = vec![(Tone::Dim, "nobody named: the chair; from here on they are amended, not changed".to_owned())];
    let command = move |fields: &mut Fields| Some(MinutesApprove { sitting, by: text(fields, "by")? }.into());
    Form::new(format!("The minutes of {sitting} are approved"), fields, Simple(command))
}

/// The form that amends approved minutes.
pub fn amend(sitting: SittingId) -> Form {
    let fields = Fields::new([Field::text("what", "put right")]);
    let command = move |fields: &mut Fields| Some(MinutesAmend { sitting, what: text(fields, "what")? }.into());
    Form::new(format!("The minutes of {sitting} are amended"), fields, Simple(command))
}

/// The editor for the minutes of a sitting.
pub fn minutes(sitting: &Sitting) -> Editor {
    let save = |was: &Record, text: Text| match was {
        Record::Sitting(sitting) => {
            let was = Some(sitting.minutes.text.clone());
            Some(MinutesDraft { sitting: sitting.id, text, was }.into())
        }
        _ => None,
    };
    Editor::new(format!("Minutes of {}", sitting.id), MINUTES, sitting.clone().into(), &sitting.minutes.text, save)
}
