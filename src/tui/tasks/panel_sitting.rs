//! The forms of a sitting: what is decided, what is carried or withdrawn, how it ends, who stands in for whom.

use super::simple::{Simple, choice, finish, lacks, text};
use super::{intake, known, order, words};
use crate::desk::commands::{
    Attends, ItemCarry, ItemDecide, ItemNote, ItemWithdraw, NewAction, SittingAdjourn, SittingAttend, SittingCancel,
    SittingClose, SittingMove,
};
use crate::desk::queries::{ItemRow, SeatRow};
use crate::desk::{Done, Names, Refusal};
use crate::domain::*;
use crate::lines::{self, Speak};
use crate::tui::app::Cx;
use crate::tui::editor::Editor;
use crate::tui::fields::{Field, Fields};
use crate::tui::form::{Form, Sheet};
use crate::tui::layer::Slot;
use crate::tui::offer::{Offer, Source};
use crate::tui::phrases;
use crate::tui::theme::Tone;

/// The names of what is kept until it is sent.
pub(super) const DECIDE: &str = "item.decide";
pub(super) const NOTE: &str = "item.note";

/// A sheet like [`Simple`] in whose lines standard phrases are put in as they are typed.
struct Phrased<F>(F);

impl<F: Fn(&mut Fields) -> Option<crate::desk::Command> + 'static> Sheet for Phrased<F> {
    fn changed(&mut self, fields: &mut Fields, name: &'static str, _: &mut Cx) {
        if let Some(put) = phrases::expanded(&fields.raw(name)) {
            fields.retype(name, put);
        }
    }

    fn submit(&mut self, fields: &mut Fields, cx: &mut Cx) {
        fields.clear_tone(Tone::Error);
        if let Some(command) = (self.0)(fields) {
            cx.execute("command", order(command, fields));
        }
    }

    fn done(&mut self, fields: &mut Fields, cx: &mut Cx, _: Slot, done: Result<Done, Refusal>) {
        finish(fields, cx, done);
    }
}

/// What is said before a day at the end: `ask the school by 1 Dec`.
fn due(text: &str, today: Day) -> Result<(String, Option<Day>), String> {
    let whole = || (text.trim().to_owned(), None);
    let Some((what, by)) = text.rsplit_once(" by ") else { return Ok(whole()) };
    match said::day(by.trim(), today) {
        Ok(day) if day < today => Err(format!("{} is over: nobody can be held to it", said::long(day))),
        Ok(day) => Ok((what.trim().to_owned(), Some(day))),
        // what has a figure in it was meant for a day; "stand by me" was not
        Err(why) if by.chars().any(|c| c.is_ascii_digit()) => Err(why.to_string()),
        Err(_) => Ok(whole()),
    }
}

/// Conditions, parted by semicolons, each with its day: `a school place by 10 Dec; a health check`.
fn conditions(text: &str, today: Day) -> Result<Vec<Condition>, String> {
    let parts = text.split(';').map(str::trim).filter(|part| !part.is_empty());
    let read = |part: &str| {
        let (what, due) = due(part, today)?;
        Ok(Condition { what: Note::new(what).map_err(|why| why.0)?, due, met: None })
    };
    parts.map(read).collect()
}

/// Actions, parted by semicolons, each with its owner and day: `Jo Park: ask the school by 1 Dec; ...`.
fn actions(text: &str, today: Day) -> Result<Vec<NewAction>, String> {
    let parts = text.split(';').map(str::trim).filter(|part| !part.is_empty());
    let read = |part: &str| {
        let Some((owner, rest)) = part.split_once(':') else {
            return Err(format!("who is to {part:?}? as: Jo Park: {part}"));
        };
        let (what, due) = due(rest, today)?;
        let (owner, what) = (Name::new(owner).map_err(|why| why.0)?, Note::new(what).map_err(|why| why.0)?);
        if owner.is_empty() || what.is_empty() {
            return Err(format!("{part:?} lacks who or what, as: Jo Park: ask the school by 1 Dec"));
        }
        Ok(NewAction { what, owner, due, who: None })
    };
    parts.map(read).collect()
}

/// What was read of a field, or what is wrong with it under it.
fn parsed<T>(fields: &mut Fields, name: &'static str, read: Result<T, String>) -> Option<T> {
    match read {
        Ok(read) => Some(read),
        Err(why) => lacks(fields, name, &why),
    }
}

/// The children of an item, to choose from.
fn offered(children: &[ChildId], names: &Names) -> Vec<Offer> {
    known(children.iter().map(|c| c.key()), names)
}

/// The form for what is decided about an item's children; what its sort needs is asked first.
pub fn decide(row: &ItemRow, code: DecisionCode, names: &Names, today: Day) -> Form {
    let speak = Speak::new(names);
    let title = format!("{}: {}", row.item.id, lines::about(row, speak));
    let form = decision(&row.item, Some((&row.undecided, names)), title, today, Some(code));
    form.on(row.item.clone(), names)
}

/// The form again, as a draft has it.
pub(super) fn decide_again(item: &AgendaItem, names: &Names, today: Day) -> Form {
    decision(item, None, format!("{}: what is decided", item.id), today, None).on(item.clone(), names)
}

fn decision(
    item: &AgendaItem,
    children: Option<(&[ChildId], &Names)>,
    title: String,
    today: Day,
    code: Option<DecisionCode>,
) -> Form {
    let id = item.id;
    let said = |code: DecisionCode| Offer::word(code.said());
    let codes = words(DecisionCode::ALL.iter().map(|c| c.said()));
    // of a draft the children are those it had: nobody else is decided about
    let whom = match children {
        Some((children, names)) => {
            let offers = offered(children, names);
            Field::picks("children", "about", Source::fixed(offers.clone())).chosen(offers)
        }
        None => Field::picks("children", "about", super::records(Kind::Child)),
    };
    let several = children.is_none_or(|(children, _)| children.len() > 1);
    let mut fields = vec![
        whom.standing(),
        Field::pick("code", "decided", codes).chosen(code.map(said)).standing(),
        Field::text("conditions", "conditions"),
        Field::text("valid_until", "holds until"),
        Field::text("review_on", "review on"),
        Field::text("reasons", "reasons"),
        Field::text("dissent", "dissent"),
        Field::text("cost_week", "£ a week"),
        Field::text("actions", "actions"),
    ];
    if !several {
        fields.remove(0);
    }
    let mut fields = Fields::new(fields);
    fields.foot = vec![
        (Tone::Dim, "conditions: a school place by 10 Dec; a health check".to_owned()),
        (Tone::Dim, "actions: Jo Park: ask the school by 1 Dec; Hana Bright: a health check by fri".to_owned()),
        (
            Tone::Dim,
            format!("phrases: {}", phrases::PHRASES.iter().map(|(short, _)| *short).collect::<Vec<_>>().join(" ")),
        ),
    ];
    // of siblings it is said first whom it is about: nobody is decided about in passing
    fields.focus(match code {
        Some(_) if several => "children",
        Some(DecisionCode::AgreedWithConditions) => "conditions",
        Some(DecisionCode::AgreedTimeLimited) => "valid_until",
        Some(_) => "reasons",
        None => "code",
    });
    let command = move |fields: &mut Fields| {
        let code = choice(fields, "code", DecisionCode::ALL, |c| c.said(), "choose one")?;
        let conditions = conditions(&fields.value("conditions"), today);
        let actions = actions(&fields.value("actions"), today);
        let cost = fields.value("cost_week");
        let cost =
            if cost.is_empty() { Ok(None) } else { cost.parse().map(Some).map_err(|_| "whole pounds".to_owned()) };
        let decide = ItemDecide {
            item: id,
            children: fields.keys("children").into_iter().map(|key| ChildId(key.id)).collect(),
            code,
            conditions: parsed(fields, "conditions", conditions)?,
            valid_until: intake::day(fields, "valid_until", today).ok()?,
            review_on: intake::day(fields, "review_on", today).ok()?,
            reasons: text(fields, "reasons")?,
            dissent: text(fields, "dissent")?,
            cost_week: parsed(fields, "cost_week", cost)?,
            actions: parsed(fields, "actions", actions)?,
            ..ItemDecide::default()
        };
        Some(decide.into())
    };
    Form::new(title, fields, Phrased(command)).kept(DECIDE)
}

/// The editor for what is said about an item.
pub fn note(item: &AgendaItem) -> Editor {
    let save = |was: &Record, discussion: Text| match was {
        Record::AgendaItem(item) => {
            Some(ItemNote { item: item.id, discussion, was: Some(item.discussion.clone()) }.into())
        }
        _ => None,
    };
    Editor::new(format!("{}: what is said", item.id), NOTE, item.clone().into(), &item.discussion, save)
}

/// A form with one line: why.
fn why(title: String, command: impl Fn(Note) -> crate::desk::Command + 'static) -> Form {
    let fields = Fields::new([Field::text("why", "because")]);
    Form::new(title, fields, Phrased(move |fields: &mut Fields| Some(command(text(fields, "why")?))))
}

/// The form that carries an item to the next sitting, or lets it wait for one.
pub fn carry(row: &ItemRow, next: Option<(SittingId, String)>) -> Form {
    let item = row.item.id;
    let whither = next.map_or_else(|| "waits for a sitting".to_owned(), |(id, name)| format!("goes to {id} {name}"));
    let command = move |fields: &mut Fields| Some(ItemCarry { item, why: text(fields, "why")?, to: None }.into());
    let mut fields = Fields::new([Field::text("why", "because")]);
    let by = row.emergency.as_ref().filter(|d| d.is_unratified()).and_then(|d| d.ratify_by);
    fields.foot.extend(by.map(super::panel_agenda::unratified));
    Form::new(format!("{item} is not heard here: it {whither}"), fields, Phrased(command))
}

/// The form that withdraws an item.
pub fn withdraw(item: AgendaItemId) -> Form {
    let fields = Fields::new([Field::text("by", "who"), Field::text("why", "because")]);
    let command = move |fields: &mut Fields| {
        let (by, why) = (text(fields, "by")?, text(fields, "why")?);
        Some(ItemWithdraw { item, by, why }.into())
    };
    Form::new(format!("{item} is withdrawn"), fields, Simple(command))
}

/// The form that closes a sitting.
pub fn close(sitting: SittingId, left: usize, next: Option<SittingId>) -> Form {
    let whither = next.map_or_else(|| "wait for a sitting".to_owned(), |id| format!("go to {id}"));
    let title = match left {
        0 => format!("{sitting} is over"),
        n => format!("{sitting} is over; {} not heard: they {whither}", said::count(n, "item")),
    };
    why(title, move |why| SittingClose { sitting, why, at: None, to: None }.into())
}

/// The form that breaks a sitting off.
pub fn adjourn(sitting: SittingId, today: Day) -> Form {
    let fields = Fields::new([
        Field::text("why", "because"),
        Field::text("date", "goes on"),
        Field::text("start", "from"),
        Field::text("end", "until"),
    ]);
    let command = move |fields: &mut Fields| {
        let why = text(fields, "why")?;
        let Some(date) = intake::day(fields, "date", today).ok()? else {
            return lacks(fields, "date", "say on which day");
        };
        let start = said::time(&fields.value("start")).map_err(|why| why.0);
        let start = parsed(fields, "start", start)?;
        let end = fields.value("end");
        let end = if end.is_empty() { Ok(None) } else { said::time(&end).map(Some).map_err(|why| why.0) };
        let end = parsed(fields, "end", end)?;
        Some(SittingAdjourn { sitting, why, date, start, end, at: None }.into())
    };
    Form::new(format!("{sitting} is broken off and goes on at another time"), fields, Simple(command))
}

/// The form that moves a sitting.
pub fn moved(sitting: &Sitting, today: Day) -> Form {
    let id = sitting.id;
    let fields = Fields::new([
        Field::text("date", "to").with(said::long(sitting.date)),
        Field::text("start", "from").with(sitting.start.to_string()),
        Field::text("why", "because"),
    ]);
    let command = move |fields: &mut Fields| {
        let date = intake::day(fields, "date", today).ok()?;
        let start = said::time(&fields.value("start")).map_err(|why| why.0);
        let start = Some(parsed(fields, "start", start)?);
        Some(SittingMove { sitting: id, date, start, end: None, room: None, why: text(fields, "why")? }.into())
    };
    Form::new(format!("{id} is held at another time, with its whole list"), fields, Simple(command))
}

/// The form that calls a sitting off.
pub fn cancel(sitting: SittingId, next: Option<SittingId>) -> Form {
    let whither = next.map_or_else(|| "waits for a sitting".to_owned(), |id| format!("goes to {id}"));
    why(format!("{sitting} is called off; its list {whither}"), move |why| {
        SittingCancel { sitting, why, to: None }.into()
    })
}

/// The form for who comes in somebody's place.
pub fn substitute(sitting: SittingId, row: &SeatRow, names: &Names) -> Form {
    let of = row.line.who;
    let offers = known(row.substitutes.iter().map(|s| s.key()), names);
    let first: Vec<Offer> = offers.first().cloned().into_iter().collect();
    let source = if offers.is_empty() { super::records(Kind::Professional) } else { Source::fixed(offers) };
    let fields = Fields::new([Field::pick("who", "comes", source).chosen(first)]);
    let command = move |fields: &mut Fields| {
        let who: Vec<ProfessionalId> = fields.keys("who").into_iter().map(|key| ProfessionalId(key.id)).collect();
        if who.is_empty() {
            return lacks(fields, "who", "type a name");
        }
        let (what, at, in_place_of) = (Attends::Comes, None, Some(of));
        Some(SittingAttend { sitting, who, what, at, in_place_of }.into())
    };
    Form::new(format!("In the place of {}", names.say(of)), fields, Simple(command))
}

/// The form for something somebody is to do.
pub fn action(item: Option<AgendaItemId>, sitting: SittingId, today: Day) -> Form {
    let fields = Fields::new([Field::text("owner", "who"), Field::text("what", "what"), Field::text("due", "by")]);
    let command = move |fields: &mut Fields| {
        let (owner, what) = (text(fields, "owner")?, text(fields, "what")?);
        let due = intake::day(fields, "due", today).ok()?;
        let sitting = Some(sitting);
        Some(crate::desk::commands::ActionRecord { what, owner, due, item, sitting, ..Default::default() }.into())
    };
    Form::new("Somebody is to do something", fields, Phrased(command))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn conditions_and_actions_are_read_as_they_are_said() {
        let today: Day = "2026-11-26".parse().unwrap();
        let read = conditions("a school place by 10 Dec; stand by me;", today).unwrap();
        let said: Vec<(&str, Option<String>)> = read.iter().map(|c| (&*c.what, c.due.map(|d| d.to_string()))).collect();
        assert_eq!(said, [("a school place", Some("2026-12-10".to_owned())), ("stand by me", None)]);
        let read = actions("Jo Park: ask the school by fri; Hana Bright: health: both", today).unwrap();
        assert_eq!((&*read[0].owner, &*read[0].what, read[0].due), ("Jo Park", "ask the school", Some(today + 1)));
        assert_eq!((&*read[1].owner, &*read[1].what, read[1].due), ("Hana Bright", "health: both", None));
        assert!(actions("ask the school", today).unwrap_err().contains("who is to"));
        // a day that is none, or is over, is said and not dropped
        assert!(conditions("a school place by 31 feb", today).unwrap_err().contains("31 feb"));
        assert!(actions("Jo Park: ask by yesterday", today).unwrap_err().contains("Wed 25 Nov 2026 is over"));
    }
}
