//! `repair`, and what a date that was just written down is in the way of.

use super::{Session, Stop};
use crate::desk::commands::{AbsenceRepair, Missing};
use crate::desk::{Answer, Done, No, Refusal, queries};
use crate::domain::*;
use crate::lines;

impl Session<'_, '_> {
    /// `repair --absent WHO --on DAYS [--from TIME] [--apply]`.
    pub(super) fn repair(
        &mut self,
        who: &[String],
        on: &[String],
        from: Option<&str>,
        apply: bool,
    ) -> Result<(), Stop> {
        let missing = self.missing(who, on, from)?;
        let asked = self.desk.ask(queries::AffectedQuery { missing: missing.clone(), chosen: Vec::new() }.into())?;
        if !apply {
            return self.answer(&asked);
        }
        let Answer::Affected(view) = &asked.answer else {
            return Err(Refusal::new(No::Internal, "something else than what is affected came").into());
        };
        let rows = view.rows.iter().filter_map(|row| row.choices.first()).map(|choice| choice.mend.clone()).collect();
        let done = self.desk.execute(crate::desk::Command::from(AbsenceRepair { missing, rows }).into())?;
        self.done(&done)?;
        if self.args.wants_json() {
            return Ok(());
        }
        self.ask(queries::ToTell { entry: done.entry }.into())
    }

    fn missing(&self, who: &[String], on: &[String], from: Option<&str>) -> Result<Missing, Refusal> {
        let now = self.desk.here().now;
        let shown = self.desk.ask(queries::Show { what: who.join(" ") }.into())?;
        let Answer::Show(view) = shown.answer else {
            return Err(Refusal::new(No::Internal, "a record was asked for and something else came"));
        };
        let text = on.join(" ");
        let days = if text.is_empty() { Ok(Days::one(now.day)) } else { said::days(&text, now.day) };
        let from = from.map(said::time).transpose();
        Ok(Missing {
            who: view.record.key(),
            sort: AbsenceKind::Sickness,
            days: days.map_err(|why| Refusal::usage("on", why.to_string()))?,
            time: from.map_err(|why| Refusal::usage("from", why.to_string()))?.map(|from| Span::new(from, Minute::END)),
            notes: Note::default(),
        })
    }

    /// The sessions that what was just written down is in the way of, where there are any.
    pub(super) fn hits_of(&mut self, done: &Done) -> Result<(), Stop> {
        let date = |key: &&Key| matches!(key.kind, Kind::Absence | Kind::Closure | Kind::Appointment | Kind::Carer);
        let writes = ["record.add", "record.change", "absence.record"].contains(&done.command.as_str());
        let Some(key) = done.changed.first().filter(date).filter(|_| writes && !self.args.wants_json()) else {
            return Ok(());
        };
        // what was done is done: where its sessions cannot be looked up, it is still said
        match self.desk.ask(queries::Hits { key: *key }.into()) {
            Ok(answered) if matches!(&answered.answer, Answer::Hits(view) if !view.sessions.is_empty()) => {
                self.write(&lines::answer(&answered, self.desk.here().now.day, self.io.width))
            }
            _ => Ok(()),
        }
    }
}
