//! What forms are for: booking, moving, changing and cancelling a session, and the records of the registers.

mod amend;
pub mod book;
pub mod cancel;
pub mod change;
pub mod day;
pub(crate) mod draft;
pub mod due;
pub mod duty;
pub mod holidays;
pub mod identify;
pub mod intake;
pub mod panel_after;
pub mod panel_agenda;
pub mod panel_asked;
pub mod panel_referral;
pub mod panel_sitting;
pub mod record;
pub mod series;
pub mod shift;
pub mod siblings;
mod simple;

use super::app::Cx;
use super::fields::{Field, Fields};
use super::layer::downcast;
use super::list::Cells;
use super::offer::{Offer, Source};
use super::screens::board::Board;
use super::theme::Tone;
use crate::desk::queries::{Find, Hit};
use crate::desk::{About, Answer, Answered, Command, Done, Names, No, Order, Over, Refusal, role};
use crate::domain::*;
use crate::lines;

/// Records of a kind, found as they are typed; of any kind where none is said.
pub(crate) fn records(kind: impl Into<Option<Kind>>) -> Source {
    let kinds: Vec<Kind> = kind.into().into_iter().collect();
    let ask = move |text: &str| Find { text: text.to_owned(), kinds: kinds.clone(), limit: Some(12) };
    Source::desk(ask, |answered| match answered.answer {
        Answer::Find(found) => found.hits.iter().filter(|h| h.open).map(|h| offer(h, &answered.names)).collect(),
        _ => Vec::new(),
    })
}

/// What was found, as something to choose.
pub(crate) fn offer(hit: &Hit, names: &Names) -> Offer {
    let name = names.say(hit.key);
    Offer::record(hit.key, name, Cells::plain([name.to_owned(), hit.also.clone(), hit.key.to_string()]))
}

/// Records that are known already, as they stand in a field.
fn known(keys: impl IntoIterator<Item = Key>, names: &Names) -> Vec<Offer> {
    keys.into_iter().map(|key| Offer::record(key, names.say(key), Cells::plain([names.say(key)]))).collect()
}

/// The words of a choice.
fn words(words: impl IntoIterator<Item = &'static str>) -> Source {
    Source::fixed(words.into_iter().map(Offer::word))
}

/// The field for the reason of an override, for roles that may.
fn override_field(may: bool) -> Option<Field> {
    may.then(|| Field::text("override", "override"))
}

/// Whether a role may override.
pub(crate) fn may_override(cx: &Cx) -> bool {
    role::OVERRIDERS.contains(&cx.here().role)
}

/// An order with the reason that was typed for an override.
fn order(command: impl Into<Command>, fields: &Fields) -> Order {
    let agreed_by = fields.keys("agreed_by").first().and_then(|key| Name::new(key.to_string()).ok());
    let reason = Note::new(fields.value("override")).unwrap_or_default();
    let over = (agreed_by.is_some() || !reason.is_empty()).then_some(Over { reason, agreed_by });
    Order { command: command.into(), over }
}

/// Reads the text of a field the user changed; what cannot be read is said under it.
fn read<T>(fields: &mut Fields, name: &str, read: impl FnOnce(&str) -> Result<T, Unreadable>) -> Result<Option<T>, ()> {
    let text = fields.value(name);
    if !fields.is_touched(name) || text.is_empty() {
        return Ok(None);
    }
    read(&text).map(Some).map_err(|why| fields.note(name, Tone::Warn, format!("? {why}")))
}

/// What the user chose in a field, by number; `None` where they chose nothing.
fn chosen<T>(fields: &Fields, name: &str, id: impl Fn(u32) -> T) -> Option<Vec<T>> {
    let keys = fields.keys(name);
    (fields.is_touched(name) && !keys.is_empty()).then(|| keys.into_iter().map(|k| id(k.id)).collect())
}

/// What stands in a field, by number, where that is not what stood there before; nothing at all is another thing too.
fn altered<T: PartialEq>(fields: &Fields, name: &str, before: &[T], id: impl Fn(u32) -> T) -> Option<Vec<T>> {
    let now: Vec<T> = fields.keys(name).into_iter().map(|k| id(k.id)).collect();
    (now != before).then_some(now)
}

/// An end: a time, or a length from the start.
fn end(text: &str, start: Minute) -> Result<Minute, Unreadable> {
    let text = text.trim();
    if let Ok(minutes) = said::minutes(text) {
        let end = u32::from(start.0) + u32::from(minutes);
        if minutes >= 25 && end <= 1440 {
            return Ok(Minute(end as u16));
        }
    }
    said::time(text)
}

/// Puts findings under the fields they concern, blocking first; what has no field goes to the foot.
fn judge(fields: &mut Fields, findings: &[About], names: &Names) {
    let mut sorted: Vec<&About> = findings.iter().collect();
    sorted.sort_by_key(|f| !f.finding.blocks());
    for about in sorted {
        let (sign, tone) = if about.finding.blocks() { ("!", Tone::Error) } else { ("?", Tone::Warn) };
        fields.note(field_of(about.finding.part), tone, format!("{sign} {}", lines::finding(about, names)));
    }
}

/// The field of a part of a session.
fn field_of(part: Part) -> &'static str {
    match part {
        Part::Session => "",
        Part::Children | Part::Arrangement => "children",
        Part::Parties => "parties",
        Part::Time => "start",
        Part::Site | Part::Room => "room",
        Part::Officers => "officers",
        Part::Legs => "legs",
    }
}

/// A refusal of a command: findings where they belong, the rest at its field; every character stays.
fn refused(fields: &mut Fields, refusal: &Refusal, cx: &mut Cx) {
    fields.clear_tone(Tone::Error);
    judge(fields, &refusal.findings, &refusal.names);
    let blocking = refusal.findings.iter().find(|f| f.finding.blocks());
    match blocking {
        Some(about) => fields.focus(field_of(about.finding.part)),
        None => fields.refused(refusal),
    }
    let more = match refusal.no {
        No::Rule if blocking.is_some() && may_override(cx) => "mend it, or give a reason under override",
        No::Rule if blocking.is_some() => "mend it, or ctrl-t: agreed by telephone",
        _ => "what you typed is kept",
    };
    cx.say(Tone::Error, format!("not saved: {}; {more}", refusal.what));
}

/// Closes a form whose command is done, says so, and stands on the session where the board is below.
fn close(cx: &mut Cx, done: &Done, land: Option<(Day, SessionId)>) {
    cx.say(Tone::Good, lines::done(done, None).lines().next().unwrap_or_default().to_owned());
    cx.close_then(move |layer, cx| {
        if let (Some((day, session)), Some(board)) = (land, downcast::<Board>(layer)) {
            board.land_on(cx, day, session);
        }
    });
}

/// The findings of a `check`, put under their fields.
fn checked(fields: &mut Fields, answer: Result<Answered, Refusal>) {
    fields.clear_notes();
    match answer {
        Ok(Answered { answer: Answer::Check(view), names }) => judge(fields, &view.findings, &names),
        Ok(_) => {}
        Err(refusal) => fields.note(refusal.field.as_deref().unwrap_or(""), Tone::Warn, format!("? {}", refusal.what)),
    }
}
