//! Deciding which bank holidays sites are closed on.

use super::simple::{Simple, lacks};
use super::{chosen, records};
use crate::desk::commands::HolidaysDecide;
use crate::desk::queries::{HolidayState, Holidays, HolidaysView};
use crate::desk::{Answer, Answered, Command, Done, Refusal};
use crate::domain::*;
use crate::tui::app::Cx;
use crate::tui::fields::{Field, Fields};
use crate::tui::form::{Form, Sheet};
use crate::tui::layer::Slot;
use crate::tui::theme::Tone;

/// The form that decides; what is not decided yet stands in it as closed.
pub fn form(today: Day) -> Form {
    let fields = Fields::new([
        Field::picks("sites", "sites", records(Kind::Site)),
        Field::text("closed", "closed on"),
        Field::text("open", "open on"),
    ]);
    let command = move |fields: &mut Fields| {
        let (closed, open) = (days(fields, "closed", today)?, days(fields, "open", today)?);
        if closed.is_empty() && open.is_empty() {
            return lacks(fields, "closed", "say the dates: 25/12, 28/12");
        }
        let sites = chosen(fields, "sites", SiteId).unwrap_or_default();
        Some(HolidaysDecide { sites, closed, open, close_rest_of: None }.into())
    };
    Form::new("Bank holidays: who is closed when?", fields, Decide(Simple(command)))
}

/// Dates parted by commas, as people say them.
fn days(fields: &mut Fields, name: &'static str, today: Day) -> Option<Vec<Day>> {
    let text = fields.value(name);
    let parts = text.split(',').map(str::trim).filter(|part| !part.is_empty());
    match parts.map(|part| said::day(part, today)).collect::<Result<_, _>>() {
        Ok(days) => Some(days),
        Err(why) => lacks(fields, name, &why.to_string()),
    }
}

struct Decide<F>(Simple<F>);

impl<F: Fn(&mut Fields) -> Option<Command> + 'static> Sheet for Decide<F> {
    fn opened(&mut self, fields: &mut Fields, cx: &mut Cx) {
        fields.foot =
            vec![(Tone::Dim, "all sites where none is named; what is named nowhere stays undecided".to_owned())];
        cx.ask("holidays", Holidays::default());
    }

    fn answered(&mut self, fields: &mut Fields, _: &mut Cx, _: Slot, answer: Result<Answered, Refusal>) {
        if let Ok(Answered { answer: Answer::Holidays(view), .. }) = answer {
            fields.fill("closed", &undecided(&view));
        }
    }

    fn submit(&mut self, fields: &mut Fields, cx: &mut Cx) {
        self.0.submit(fields, cx);
    }

    fn done(&mut self, fields: &mut Fields, cx: &mut Cx, slot: Slot, done: Result<Done, Refusal>) {
        self.0.done(fields, cx, slot, done);
    }
}

/// The days of the first year that has any that nobody has decided about.
fn undecided(view: &HolidaysView) -> String {
    let mut days: Vec<Day> =
        view.rows.iter().filter(|row| row.state == HolidayState::Undecided).map(|row| row.day).collect();
    days.dedup();
    let year = days.first().map(|day| day.ymd().0);
    let same = days.into_iter().filter(|day| Some(day.ymd().0) == year);
    same.map(said::long).collect::<Vec<_>>().join(", ")
}
