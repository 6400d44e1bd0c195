//! One record with all its fields, and registers.

use super::table::Table;
use super::{Speak, days, fields, fields::FieldKind, round, session, tables};
use crate::desk::Names;
use crate::desk::queries::{ListView, ShowView};
use crate::domain::said::count;
use crate::domain::*;

/// Everything about a record: its fields that say something, then what is wrong, what points at it, what comes, what
/// happened.
pub(super) fn show(view: &ShowView, speak: Speak, today: Day) -> Vec<String> {
    let record = &view.record;
    let mut lines = vec![head(record, speak)];
    lines.extend(days::findings_of_one(&view.findings, speak));
    for field in fields::fields(record.kind()) {
        let text = fields::get(record, &field.path);
        let said = say(&text, &field.kind, speak);
        // no, and none where a number must stand, say nothing
        let nothing = said.is_empty() || (!field.optional && (said == "no" || said == "0"));
        if !nothing {
            lines.extend(labelled(&field.label, &said));
        }
    }
    lines.extend(secret(record));
    if let Record::Session(s) = record {
        lines.extend(legs(s, speak));
    }
    if let Record::Decision(d) = record {
        lines.extend(decision_facts(d));
    }
    let before = view.demand.as_ref().map(super::panel::demand).filter(|said| !said.is_empty());
    if let Some(before) = before {
        lines.push(String::new());
        lines.push("What was asked for before:".to_owned());
        lines.push(format!("  {before}"));
    }
    if !view.related.is_empty() {
        lines.push(String::new());
        lines.push("What points at it:".to_owned());
        lines.extend(view.related.iter().map(|key| format!("  {} {}", key.kind.one(), speak.full(*key))));
    }
    if !view.ahead.is_empty() {
        lines.push(String::new());
        lines.push("What comes:".to_owned());
        for s in &view.ahead {
            let when = days::when(s.date, today);
            let who = session::children(s, speak);
            lines.push(format!(
                "  {when} {} · {} · {} · {who} · {}",
                s.span(),
                session::place(s, speak),
                session::stands(s),
                s.id
            ));
        }
    }
    if !view.history.is_empty() {
        lines.push(String::new());
        lines.push("What happened:".to_owned());
        lines.extend(tables::journal(&view.history, speak).into_iter().map(|line| format!("  {line}")));
    }
    lines
}

fn head(record: &Record, speak: Speak) -> String {
    let key = record.key();
    let what = match record {
        Record::Session(s) => {
            format!("{} · {} · {}", session::line(s, speak), session::children(s, speak), session::stands(s))
        }
        _ => speak.names().get(key).map_or_else(|| record.title(), str::to_owned),
    };
    let life = match record.life() {
        Life::Open => String::new(),
        Life::Closed { on, why } => format!(" · closed {}: {why}", said::long(*on)),
        Life::Merged { into, on } => format!(" · merged into {into} {}", said::long(*on)),
    };
    format!("{key} {} · {what}{life}", key.kind.one())
}

/// A field's text as it is read: references with their names, days as people say them.
fn say(text: &str, kind: &FieldKind, speak: Speak) -> String {
    let full = |part: &str| part.parse::<Key>().map_or_else(|_| part.to_owned(), |key| speak.full(key));
    match kind {
        FieldKind::Ref(_) => full(text),
        FieldKind::Refs(_) => text.split(", ").filter(|p| !p.is_empty()).map(full).collect::<Vec<_>>().join(", "),
        FieldKind::Day => text.parse().map_or_else(|_| text.to_owned(), said::long),
        FieldKind::Days => said_days(text),
        FieldKind::List(item) if **item == FieldKind::Days => {
            text.split(", ").map(said_days).collect::<Vec<_>>().join(", ")
        }
        // legs and the like are written out below
        FieldKind::Json => String::new(),
        _ => text.to_owned(),
    }
}

/// How a record differs from what it was, a line for each field.
pub fn difference(was: &Record, is: &Record, names: &Names) -> Vec<String> {
    let speak = Speak::new(names);
    let mut lines = Vec::new();
    for field in fields::fields(is.kind()) {
        let (old, new) = (fields::get(was, &field.path), fields::get(is, &field.path));
        // that somebody was rung or told meanwhile changes nothing of what is typed
        if old == new || field.path == "told" {
            continue;
        }
        let said = |text: &str| match say(text, &field.kind, speak) {
            said if said.is_empty() => "nothing".to_owned(),
            said => said.replace('\n', " / "),
        };
        lines.push(match field.kind {
            FieldKind::Json => format!("{} changed", field.label),
            _ => format!("{}: was {}, is {}", field.label, said(&old), said(&new)),
        });
    }
    if was.life() != is.life() {
        let life = if *is.life() == Life::Open { "it is in use again" } else { "it is no longer in use" };
        lines.push(life.to_owned());
    }
    lines
}

fn said_days(text: &str) -> String {
    match text.parse::<Days>() {
        Ok(days) if days.first == days.last => said::long(days.first),
        Ok(days) => format!("{} to {}", said::long(days.first), said::long(days.last)),
        Err(_) => text.to_owned(),
    }
}

fn labelled(label: &str, text: &str) -> Vec<String> {
    let mut lines = text.lines();
    let first = format!("  {label}: {}", lines.next().unwrap_or_default());
    std::iter::once(first).chain(lines.map(|line| format!("    {line}"))).collect()
}

/// Says that an address is there and is not shown.
fn secret(record: &Record) -> Option<String> {
    let address = match record {
        Record::Carer(carer) => &carer.address,
        Record::Party(party) => &party.address,
        _ => return None,
    };
    (address.lines.is_empty() && address.class != AddressClass::Open).then(|| {
        format!(
            "  Address: not shown ({}); contactdesk do address.reveal, with a reason, shows what is on file",
            address.class.said()
        )
    })
}

/// What of a session is no plain field: its journeys, who has confirmed, how it was cancelled.
fn legs(s: &Session, speak: Speak) -> Vec<String> {
    let place = |place: &Place| match place {
        Place::Site(id) => speak.of(*id),
        Place::Carer(id) => speak.of(*id),
        Place::School(id) => speak.of(*id),
        Place::Other(words) => words.to_string(),
    };
    let leg = |leg: &Leg| {
        let mut with: Vec<String> = vec![leg.mode.said().to_owned()];
        with.extend(leg.driver.map(|d| speak.of(d)));
        with.extend(leg.officer.map(|o| speak.of(o)));
        with.extend(leg.vehicle.map(|v| speak.of(v)));
        with.extend(leg.escort.map(|e| format!("escort {}", speak.of(e))));
        let ends = format!("{} to {}", place(&leg.from), place(&leg.to));
        let ends = if ends == " to " { String::new() } else { format!(" {ends}") };
        format!(
            "  Journey {}: {}-{}{ends}: {} ({})",
            leg.direction.said(),
            leg.depart,
            leg.arrive,
            with.join(", "),
            leg.status.said()
        )
    };
    let mut lines: Vec<String> = s.legs.iter().map(leg).collect();
    for c in &s.confirmations {
        let who = c.who.map_or_else(String::new, |who| speak.of(who));
        let how = if c.how.is_empty() { String::new() } else { format!(" by {}", c.how) };
        lines.push(format!("  Asked: {who}{how} {} {}: {}", said::long(c.at.day), c.at.minute, c.result.said()));
    }
    lines.extend(round::told_of(s, speak));
    if let Some(c) = &s.cancel {
        let words = if c.words.is_empty() { String::new() } else { format!(" ({})", c.words) };
        let notice =
            if c.notice_min > 0 { format!("{} hours' notice", c.notice_min / 60) } else { "no notice".to_owned() };
        lines.push(format!(
            "  Cancelled by {}: {}{words}, {notice}, {} {}, written down by {}",
            c.by.said(),
            c.reason.said(),
            said::long(c.at.day),
            c.at.minute,
            c.recorded_by
        ));
    }
    lines
}

/// The conditions of a decision with their days, who signed it, who was told when, who lets its letter go out: the dated
/// facts that stand beside what was decided.
fn decision_facts(d: &Decision) -> Vec<String> {
    let conditions = d.conditions.iter().flat_map(|condition| {
        let what = condition.what.replace('\n', " ");
        let due = condition.due.map_or_else(String::new, |due| format!(", by {}", said::long(due)));
        let met = condition.met.map_or_else(String::new, |met| format!(", met {}", said::long(met)));
        labelled("Condition", &format!("{what}{due}{met}"))
    });
    let signed = d.signed.iter().flat_map(|signed| {
        let why = signed.reasons.replace('\n', " ");
        let why = if why.is_empty() { String::new() } else { format!(": {why}") };
        labelled("Signed", &format!("{} by {}, {}{why}", signed.code.said(), signed.by, said::long_moment(signed.at)))
    });
    let told = d.notices.iter().flat_map(|notice| {
        labelled("Told", &format!("{} by {}, {}", notice.to, notice.how.said(), said::long_moment(notice.at)))
    });
    let released = d
        .released
        .iter()
        .flat_map(|by| labelled("Letter", &format!("may go out, read by {}, {}", by.by, said::long_moment(by.at))));
    conditions.chain(signed).chain(told).chain(released).collect()
}

/// What tells a record apart from others of its name.
pub fn also(record: &Record) -> String {
    let words = match record {
        Record::Child(c) => {
            [c.case_no.to_string(), c.dob.map_or_else(String::new, |d| format!("born {}", said::date(d)))]
        }
        Record::Party(p) => [p.relationship.to_string(), p.phone.to_string()],
        Record::Carer(c) => [c.sort.said().to_owned(), c.phone.to_string()],
        Record::Decision(d) => [
            said::long(d.at.day),
            match d.ratify_by {
                Some(by) if d.ratified_on.is_none() => format!("to be ratified {}", said::long(by)),
                _ => d.decided_by.to_string(),
            },
        ],
        Record::Officer(o) => [o.grade.to_string(), o.phone.to_string()],
        Record::Driver(d) => [d.sort.said().to_owned(), d.phone.to_string()],
        Record::Room(r) => [format!("seats {}", r.capacity), String::new()],
        Record::CourtOrder(o) => [o.case_no.to_string(), String::new()],
        Record::Absence(a) => [said::long(a.days.first), String::new()],
        Record::User(u) => [u.role.said().to_owned(), String::new()],
        Record::Setting(s) => [s.value.to_string(), String::new()],
        _ => Default::default(),
    };
    words.into_iter().filter(|w| !w.is_empty()).collect::<Vec<_>>().join(", ")
}

/// A register: reference, name, and whether it is in use.
pub(super) fn list(view: &ListView, speak: Speak, width: usize) -> Vec<String> {
    let mut table = Table::new(&["", "~", "", ""]);
    for record in &view.records {
        let name = match record {
            Record::Session(s) => format!("{} · {}", session::line(s, speak), session::children(s, speak)),
            Record::Task(task) => super::task(task, speak.names(), Day::MIN),
            _ => speak.names().get(record.key()).map_or_else(|| record.title(), str::to_owned),
        };
        let life = match record.life() {
            Life::Open => String::new(),
            Life::Closed { .. } => "closed".to_owned(),
            Life::Merged { into, .. } => format!("merged into {into}"),
        };
        table.row(vec![record.key().to_string(), name, also(record), life]);
    }
    let mut lines = table.lines(width);
    lines.push(count(view.records.len(), "record"));
    lines
}
