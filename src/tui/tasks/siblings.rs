//! Booking brothers and sisters as one set: together, or some of them in a room of their own.

use super::simple::finish;
use super::{checked, chosen, order, override_field, read, records};
use crate::desk::commands::{SiblingPart, SiblingsBook};
use crate::desk::queries::Check;
use crate::desk::{Answer, Answered, Done, Refusal};
use crate::domain::*;
use crate::lines::{self, Speak};
use crate::tui::app::Cx;
use crate::tui::fields::{Field, Fields};
use crate::tui::form::{Form, Sheet};
use crate::tui::layer::Slot;
use crate::tui::theme::Tone;

struct Set {
    today: Day,
    day: Day,
}

/// The form that books a set.
pub fn form(today: Day, day: Day, may_override: bool) -> Form {
    let mut fields = vec![
        Field::picks("children", "children", records(Kind::Child)),
        Field::text("date", "day").standing(),
        Field::text("start", "from").standing(),
        Field::text("minutes", "length"),
        Field::picks("apart", "apart", records(Kind::Child)),
        Field::picks("with", "with", records(Kind::Party)),
        Field::text("later", "they from"),
    ];
    fields.extend(override_field(may_override));
    let mut fields = Fields::new(fields);
    fields.fill("date", &said::long(day));
    fields.fill("start", "16:00");
    fields.foot =
        vec![(Tone::Dim, "those apart have a room of their own; say who is with them, or from when".to_owned())];
    Form::new("Book siblings as one set", fields, Set { today, day })
}

impl Set {
    fn command(&self, fields: &mut Fields) -> Option<SiblingsBook> {
        let date = read(fields, "date", |t| said::day(t, self.today)).ok()?;
        let start = read(fields, "start", said::time).ok()?;
        let minutes = read(fields, "minutes", said::minutes).ok()?;
        let later = read(fields, "later", said::time).ok()?;
        let all = chosen(fields, "children", ChildId)?;
        let apart = chosen(fields, "apart", ChildId).unwrap_or_default();
        let together: Vec<ChildId> = all.iter().copied().filter(|c| !apart.contains(c)).collect();
        let part = SiblingPart {
            children: apart.clone(),
            start: later,
            parties: chosen(fields, "with", PartyId),
            ..SiblingPart::default()
        };
        let rest = SiblingPart { children: together, ..SiblingPart::default() };
        Some(SiblingsBook {
            children: all,
            date: date.unwrap_or(self.day),
            start: start.unwrap_or(Minute::at(16, 0)),
            minutes,
            parts: if apart.is_empty() { Vec::new() } else { vec![rest, part] },
            ..SiblingsBook::default()
        })
    }
}

impl Sheet for Set {
    fn changed(&mut self, fields: &mut Fields, _: &'static str, cx: &mut Cx) {
        if let Some(command) = self.command(fields) {
            cx.ask("check", Check { command: Box::new(command.into()) });
        }
    }

    fn answered(&mut self, fields: &mut Fields, _: &mut Cx, _: Slot, answer: Result<Answered, Refusal>) {
        let said: Vec<String> = match &answer {
            Ok(Answered { answer: Answer::Check(view), names }) => {
                let speak = Speak::new(names);
                let line = |s: &Session| {
                    format!(
                        "{}: {} · {}",
                        lines::children(s, speak),
                        lines::session_line(s, speak),
                        lines::journeys(s, speak)
                    )
                };
                view.sessions.iter().map(line).collect()
            }
            _ => Vec::new(),
        };
        checked(fields, answer);
        for line in said {
            fields.note("", Tone::Dim, line);
        }
    }

    fn submit(&mut self, fields: &mut Fields, cx: &mut Cx) {
        fields.clear_tone(Tone::Error);
        match self.command(fields) {
            Some(command) => cx.execute("siblings", order(command, fields)),
            None => fields.note("children", Tone::Error, "! who? type their names"),
        }
    }

    fn done(&mut self, fields: &mut Fields, cx: &mut Cx, _: Slot, done: Result<Done, Refusal>) {
        finish(fields, cx, done);
    }
}
