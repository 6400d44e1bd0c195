//! The look-ups: subcommands that are questions.

use super::{Sub, dates};
use crate::desk::{Desk, No, Query, Refusal, queries};
use crate::domain::*;

/// The question a subcommand asks.
pub(super) fn query(command: &Sub, desk: &dyn Desk) -> Result<Query, Refusal> {
    let today = || desk.here().now.day;
    if let Some(heard) = heard(command, desk)? {
        return Ok(heard.into());
    }
    Ok(match command {
        Sub::Day { date, .. } => queries::DayQuery { day: dates::day(date, today())? }.into(),
        Sub::Week { date, .. } => queries::Week { day: dates::day(date, today())? }.into(),
        Sub::Arranged(arranged) => arranged.query(today())?,
        Sub::Panel { what } => what.query()?,
        Sub::Next { who, limit, .. } => queries::Next { who: who.join(" "), limit: *limit }.into(),
        Sub::Now { .. } => queries::Now {}.into(),
        Sub::Allowed { who, at, .. } => queries::Allowed { who: who.join(" "), at: at.clone() }.into(),
        Sub::Decided { who, .. } => queries::Decided { who: who.join(" ") }.into(),
        Sub::Find { text, kind, limit, .. } => {
            let kinds = kind.iter().map(|k| kind_named(k)).collect::<Result<_, _>>()?;
            queries::Find { text: text.join(" "), kinds, limit: *limit }.into()
        }
        Sub::Show { what, .. } => queries::Show { what: what.join(" ") }.into(),
        Sub::Free { what, when, .. } => {
            let (day, span) = dates::day_and_span(when, today())?;
            queries::Free { what: *what, day, span }.into()
        }
        Sub::Slots { what, from, to, within, minutes, limit, .. } => {
            let day = |text: &Option<String>| {
                text.iter().map(|t| dates::day(std::slice::from_ref(t), today())).next().transpose()
            };
            let span = within.as_deref().map(said::span).transpose();
            let within = span.map_err(|why| Refusal::usage("within", why.to_string()))?;
            let (from, to) = (day(from)?, day(to)?);
            let slots = queries::Slots::of(key("what", what)?);
            queries::Slots { from, to, within, minutes: *minutes, limit: *limit, ..slots }.into()
        }
        Sub::Why { what, slot, minutes, room, .. } => {
            let at = said::moment(&slot.join(" "), today()).map_err(|why| Refusal::usage("slot", why.to_string()))?;
            let room = room
                .as_deref()
                .map(|room| room.parse().map_err(|why: Unreadable| Refusal::usage("room", why.to_string())));
            let (what, room, minutes) = (key("what", what)?, room.transpose()?, *minutes);
            queries::Why { what, day: at.day, start: at.minute, minutes, room, officers: None }.into()
        }
        Sub::Staff(staff) => staff.query(today())?,
        Sub::Journal { limit, before, of, .. } => {
            let of = of.as_deref().map(|text| text.parse::<Key>()).transpose();
            let of = of.map_err(|why| Refusal::usage("of", why.to_string()))?;
            queries::Journal { limit: *limit, before: *before, of }.into()
        }
        Sub::Settings { .. } => queries::SettingsQuery {}.into(),
        Sub::Rules { .. } => queries::Rules {}.into(),
        Sub::User { .. } => queries::List { kind: Kind::User, closed: false }.into(),
        _ => return Err(Refusal::new(No::Internal, "this command is not asked of a desk")),
    })
}

/// The same question as it is asked for a caller: what they may hear.
fn heard(command: &Sub, desk: &dyn Desk) -> Result<Option<queries::Hear>, Refusal> {
    let joined = |words: &[String]| Some(words.join(" ")).filter(|text| !text.is_empty());
    let hear = |to: &String| queries::Hear { to: to.clone(), ..queries::Hear::default() };
    Ok(match command {
        Sub::Day { date, to: Some(to), .. } => {
            Some(queries::Hear { day: Some(dates::day(date, desk.here().now.day)?), ..hear(to) })
        }
        Sub::Next { who, to: Some(to), limit, .. } => {
            Some(queries::Hear { who: joined(who), limit: *limit, ..hear(to) })
        }
        Sub::Find { kind, to: Some(_), .. } if !kind.is_empty() => {
            return Err(Refusal::usage("kind", "--kind does not go with --to"));
        }
        Sub::Find { text, to: Some(to), limit, .. } => {
            Some(queries::Hear { find: joined(text), limit: *limit, ..hear(to) })
        }
        Sub::Show { what, to: Some(to), .. } => Some(queries::Hear { who: joined(what), ..hear(to) }),
        _ => None,
    })
}

fn kind_named(text: &str) -> Result<Kind, Refusal> {
    Kind::named(text).ok_or_else(|| {
        let all = Kind::ALL.iter().map(|k| k.many()).collect::<Vec<_>>().join(", ");
        Refusal::usage("kind", format!("{} is no kind of record", civil::quoted(text))).hinted(format!("one of {all}"))
    })
}

fn key(field: &str, text: &str) -> Result<Key, Refusal> {
    text.parse().map_err(|why: Unreadable| Refusal::usage(field, why.to_string()))
}
