//! Changing one time of an arrangement, this and the following, or all to come; what it would come to is said first.

use super::simple::choice;
use super::{altered, checked, chosen, close, known, order, override_field, read, records, refused, words};
use crate::desk::commands::{OnDay, SeriesChange, Which};
use crate::desk::queries::Check;
use crate::desk::{Answer, Answered, Done, Names, Refusal};
use crate::domain::*;
use crate::lines::{self, Speak};
use crate::tui::app::Cx;
use crate::tui::confirm::Confirm;
use crate::tui::fields::{Field, Fields};
use crate::tui::form::{Form, Sheet};
use crate::tui::layer::Slot;
use crate::tui::offer::Offer;
use crate::tui::theme::Tone;

/// A change of a series that is being put together.
struct Alter {
    arrangement: ArrangementId,
    /// The time the cursor stood on.
    day: Day,
    /// As it stands there.
    officers: Vec<OfficerId>,
    parties: Vec<PartyId>,
}

/// The form that changes a series, from one of its times.
pub fn form(
    arrangement: ArrangementId,
    name: &str,
    day: Day,
    session: Option<&Session>,
    names: &Names,
    may_override: bool,
) -> Form {
    let mut fields = vec![
        Field::pick("which", "change", words(Which::ALL.iter().map(|w| w.said()))),
        Field::pick("weekday", "on", words(OnDay::ALL.iter().map(|d| d.said()))),
        Field::text("start", "from"),
        Field::text("minutes", "length"),
        Field::pick("room", "room", records(Kind::Room)),
        Field::picks("officers", "officers", records(Kind::Officer)),
        Field::picks("parties", "adults", records(Kind::Party)),
        Field::text("recurrence", "or anew"),
    ];
    fields.extend(override_field(may_override));
    let mut fields = Fields::new(fields);
    fields.fill_chosen("which", vec![Offer::word(Which::One.said())]);
    if let Some(s) = session {
        fields.fill_chosen("weekday", vec![Offer::word(civil::WEEKDAYS[s.date.weekday_index()])]);
        fields.fill("start", &s.start.to_string());
        fields.fill("minutes", &said::duration(u32::from(s.span().minutes())));
        fields.fill_chosen("room", vec![Offer::word(lines::place(s, Speak::new(names)))]);
        fields.fill_chosen("officers", known(s.officers.iter().map(|o| o.key()), names));
        fields.fill_chosen("parties", known(s.parties.iter().map(|p| p.key()), names));
    }
    let anew = "or anew: when it comes round from then on, as `every 2 weeks Sat 10:00-11:30`";
    fields.foot = vec![(Tone::Dim, anew.to_owned())];
    let (officers, parties) = session.map(|s| (s.officers.clone(), s.parties.clone())).unwrap_or_default();
    let title = format!("Change {arrangement} {name}, {}", said::short(day));
    Form::new(title, fields, Alter { arrangement, day, officers, parties })
}

impl Alter {
    fn command(&self, fields: &mut Fields) -> Option<SeriesChange> {
        let which = fields.value("which");
        let which = Which::ALL.iter().copied().find(|w| w.said() == which)?;
        let weekday = match fields.value("weekday") {
            day if day.is_empty() || !fields.is_touched("weekday") => None,
            day => OnDay::ALL.iter().copied().find(|d| d.said() == day),
        };
        let start = read(fields, "start", said::time).ok()?;
        let minutes = read(fields, "minutes", said::minutes).ok()?;
        let recurrence = read(fields, "recurrence", |text| Recurrence::read(text, Some(self.day))).ok()?;
        Some(SeriesChange {
            arrangement: self.arrangement,
            which,
            day: Some(self.day),
            weekday,
            start,
            minutes,
            room: chosen(fields, "room", RoomId).and_then(|ids| ids.first().copied()),
            officers: altered(fields, "officers", &self.officers, OfficerId),
            parties: altered(fields, "parties", &self.parties, PartyId),
            recurrence,
            orphans_ok: false,
        })
    }

    fn says_nothing(change: &SeriesChange) -> bool {
        let blank = SeriesChange {
            arrangement: change.arrangement,
            which: change.which,
            day: change.day,
            ..SeriesChange::default()
        };
        *change == blank
    }
}

impl Sheet for Alter {
    fn changed(&mut self, fields: &mut Fields, _: &'static str, cx: &mut Cx) {
        if let Some(change) = self.command(fields).filter(|change| !Self::says_nothing(change)) {
            let command = SeriesChange { orphans_ok: true, ..change };
            cx.ask("check", Check { command: Box::new(command.into()) });
        }
    }

    fn answered(&mut self, fields: &mut Fields, _: &mut Cx, _: Slot, answer: Result<Answered, Refusal>) {
        let Ok(Answered { answer: Answer::Check(view), names }) = &answer else { return checked(fields, answer) };
        fields.clear_notes();
        let speak = Speak::new(names);
        let days: Vec<String> = view.sessions.iter().map(|s| format!("{} {}", said::short(s.date), s.start)).collect();
        let many = said::count(view.sessions.len(), "session");
        fields.note("", Tone::Dim, format!("{many}: {}", days.join(", ")));
        for missed in &view.missed {
            let why = missed.findings.first().map_or_else(String::new, |f| lines::finding(f, names));
            fields.note("", Tone::Error, format!("! not {} {}: {why}", said::short(missed.day), missed.span));
        }
        for orphan in &view.orphans {
            fields.note("", Tone::Warn, format!("? {}", lines::orphan(orphan, speak)));
        }
    }

    fn submit(&mut self, fields: &mut Fields, cx: &mut Cx) {
        fields.clear_tone(Tone::Error);
        if choice(fields, "which", Which::ALL, |w| w.said(), "choose which are meant").is_none() {
            return;
        }
        match self.command(fields) {
            None => cx.refuse("a field cannot be read; it says what is wrong"),
            Some(change) if Self::says_nothing(&change) => {
                fields.note("start", Tone::Error, "! to what? type a time, a day or a name");
            }
            Some(change) => cx.execute("change", order(change, fields)),
        }
    }

    fn done(&mut self, fields: &mut Fields, cx: &mut Cx, _: Slot, done: Result<Done, Refusal>) {
        match done {
            Ok(done) => close(cx, &done, None),
            Err(refusal) if !refusal.orphans.is_empty() => {
                let Some(change) = self.command(fields) else { return };
                let command = order(SeriesChange { orphans_ok: true, ..change }, fields);
                let speak = Speak::new(&refusal.names);
                let facts: Vec<_> =
                    refusal.orphans.iter().map(|o| (Tone::Warn, format!("? {}", lines::orphan(o, speak)))).collect();
                let question = "Change it all the same? Those named here must be rung.";
                cx.push(Confirm::new(question, move |_, cx| cx.execute("change", command)).with(facts));
            }
            Err(refusal) => refused(fields, &refusal, cx),
        }
    }
}
