//! The forms of a list: who comes, what the chair fixes, an interest, a sitting to plan, a list opened again.

use super::intake::{ids, pick};
use super::records;
use super::simple::{Simple, choice, lacks, text};
use crate::desk::commands::{AgendaPin, InterestDeclare, SittingPlan, SittingReply, SittingUnlock};
use crate::desk::queries::ListRow;
use crate::domain::*;
use crate::tui::fields::{Field, Fields};
use crate::tui::form::Form;
use crate::tui::offer::Source;
use crate::tui::theme::Tone;

/// Somebody of the register.
fn person(fields: &mut Fields, name: &'static str) -> Option<ProfessionalId> {
    ids(fields, name, ProfessionalId).first().copied()
}

/// A time that may be left out; what cannot be read is said under its field.
fn time(fields: &mut Fields, name: &'static str) -> Result<Option<Minute>, ()> {
    let typed = fields.value(name);
    match said::time(&typed) {
        _ if typed.trim().is_empty() => Ok(None),
        Ok(at) => Ok(Some(at)),
        Err(why) => lacks(fields, name, &why.0).ok_or(()),
    }
}

/// The form that takes down who comes.
pub fn reply(sitting: SittingId) -> Form {
    let fields = Fields::new([
        Field::pick("who", "who", records(Kind::Professional)),
        pick("reply", "says", &InviteReply::ALL[1..], InviteReply::said, InviteReply::Accepted),
        Field::pick("in_place_of", "in place of", records(Kind::Professional)),
    ]);
    let command = move |fields: &mut Fields| {
        let Some(who) = person(fields, "who") else { return lacks(fields, "who", "type a name") };
        let reply = choice(fields, "reply", InviteReply::ALL, |r| r.said(), "choose one")?;
        let in_place_of = person(fields, "in_place_of");
        Some(SittingReply { sitting, who, reply, in_place_of }.into())
    };
    Form::new(format!("{sitting}: who comes"), fields, Simple(command))
}

/// The form that fixes an item: its time, length, part, chair.
pub fn pin(item: &AgendaItem) -> Form {
    let (id, stood, pinned) = (item.id, item.start, item.pinned);
    let start = item.start.map_or_else(String::new, |at| at.to_string());
    let fields = Fields::new([
        Field::text("start", "fixed at").with(start).standing(),
        Field::text("minutes", "minutes").with(item.minutes.to_string()).standing(),
        Field::text("part", "part").with(item.part.to_string()).standing(),
        Field::picks("presenters", "presented by", records(Kind::Professional)),
        Field::pick("chair", "chaired by", records(Kind::Professional)),
        Field::picks("parties", "family waiting", records(Kind::Party)),
    ]);
    let command = move |fields: &mut Fields| {
        let number = |fields: &mut Fields, name: &'static str| match fields.value(name).trim().parse::<u16>() {
            Ok(n) => Some(n),
            Err(_) => lacks(fields, name, "a number"),
        };
        // what stood there of itself is not fixed because something else was changed
        let start = time(fields, "start").ok()?.filter(|at| pinned || Some(*at) != stood);
        let (minutes, part) = (number(fields, "minutes")?, number(fields, "part")?);
        let presenters: Vec<Key> = ids(fields, "presenters", ProfessionalId).into_iter().map(|p| p.key()).collect();
        let parties = ids(fields, "parties", PartyId);
        let pin = AgendaPin {
            item: id,
            start,
            minutes: Some(minutes),
            part: Some(u8::try_from(part).unwrap_or(u8::MAX)),
            presenters: Some(presenters).filter(|p| !p.is_empty()),
            parties: Some(parties).filter(|p| !p.is_empty()),
            chair: person(fields, "chair"),
        };
        Some(pin.into())
    };
    Form::new(format!("{id}: what the chair fixes"), fields, Simple(command))
}

/// The form that declares an interest.
pub fn interest(item: AgendaItemId) -> Form {
    let fields = Fields::new([
        Field::pick("who", "who", records(Kind::Professional)),
        pick("sort", "rests on", InterestSort::ALL, InterestSort::said, InterestSort::default()),
        Field::text("what", "in words"),
        Field::text("stays", "stays, because"),
    ]);
    let command = move |fields: &mut Fields| {
        let Some(who) = person(fields, "who") else { return lacks(fields, "who", "type a name") };
        let sort = choice(fields, "sort", InterestSort::ALL, |s| s.said(), "choose one")?;
        let (what, stays) = (text(fields, "what")?, text(fields, "stays")?);
        Some(InterestDeclare { who, child: None, item: Some(item), sort, what, stays }.into())
    };
    Form::new(format!("{item}: an interest"), fields, Simple(command))
}

/// The form that plans a sitting: the next as the panel comes round, or one on a day.
pub fn plan(today: Day) -> Form {
    let fields = Fields::new([
        Field::pick("panel", "panel", panels()),
        Field::text("date", "on, if not as usual"),
        Field::text("start", "from"),
        Field::text("end", "until"),
        Field::pick("room", "in another room", records(Kind::Room)),
    ]);
    let command = move |fields: &mut Fields| {
        let Some(panel) = ids(fields, "panel", PanelId).first().copied() else {
            return lacks(fields, "panel", "type a name");
        };
        let typed = fields.value("date");
        let date = match said::day(&typed, today) {
            _ if typed.trim().is_empty() => None,
            Ok(day) => Some(day),
            Err(why) => return lacks(fields, "date", &why.0),
        };
        let (start, end) = (time(fields, "start").ok()?, time(fields, "end").ok()?);
        let room = ids(fields, "room", RoomId).first().copied();
        Some(SittingPlan { panel, date, start, end, room, count: None }.into())
    };
    Form::new("The next sitting", fields, Simple(command))
}

fn panels() -> Source {
    records(Kind::Panel)
}

/// The form that opens a locked list again.
pub fn unlock(sitting: SittingId) -> Form {
    let command = move |fields: &mut Fields| {
        let why: Note = text(fields, "why")?;
        if why.is_empty() {
            return lacks(fields, "why", "say why the list is opened again");
        }
        Some(SittingUnlock { sitting, why }.into())
    };
    Form::new(format!("{sitting}: the list is opened again"), Fields::new([Field::text("why", "why")]), Simple(command))
}

/// The form that takes an item off a list; it waits for another.
pub fn off(row: &ListRow) -> Form {
    let item = row.item.id;
    let command = move |fields: &mut Fields| {
        let why: Note = text(fields, "why")?;
        if why.is_empty() {
            return lacks(fields, "why", "say why it is not heard then");
        }
        Some(crate::desk::commands::ItemCarry { item, why, to: None }.into())
    };
    let mut fields = Fields::new([Field::text("why", "why")]);
    fields.foot.extend(row.ratify_by.map(unratified));
    Form::new(format!("{item} goes to the next list"), fields, Simple(command))
}

/// What is said before an emergency agreement goes past the sitting that was to ratify it: it stands on one person's word.
pub(super) fn unratified(by: Day) -> (Tone, String) {
    (Tone::Warn, format!("! it was to be ratified by {}; carried, it is not", said::long(by)))
}
