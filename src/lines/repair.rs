//! What is hit by somebody who is not there, what could become of it, and who has to be told.

use super::days::findings_of_one;
use super::table::Table;
use super::{Speak, session};
use crate::desk::commands::MendSort;
use crate::desk::queries::{Affected, AffectedView, Choice, HitsView, News, Reason, ToTellRow, ToTellView};
use crate::domain::said::count;
use crate::domain::*;

/// The sessions that are hit, each with the proposal and, where nobody can take it as it is, why not.
pub(super) fn affected(view: &AffectedView, speak: Speak) -> Vec<String> {
    let mut lines = vec![format!("{}: {}", hit_by(view.who, view.days, speak), count(view.rows.len(), "session"))];
    for row in &view.rows {
        lines.push(String::new());
        lines.push(head(&row.session, speak));
        lines.extend(findings_of_one(&row.why, speak));
        lines.push(match row.choices.first() {
            Some(first) => format!("> {}", choice(row, first, speak)),
            None => "> ask a manager: it belongs to a restricted case".to_owned(),
        });
        lines.extend(row.choices.iter().skip(1).map(|other| format!("  or {}", choice(row, other, speak))));
        if !row.nobody.is_empty() {
            lines.push("  nobody can take it as it is:".to_owned());
            let why = row.nobody.iter().map(|about| format!("    {}", super::finding(about, speak.names())));
            lines.extend(why);
        }
    }
    lines
}

/// Who or what is not there, and when: `T. Shah is not there Thu 26 Nov 2026`.
fn hit_by(who: Key, days: Days, speak: Speak) -> String {
    let when = if days.first == days.last {
        said::long(days.first)
    } else {
        format!("{} to {}", said::long(days.first), said::long(days.last))
    };
    format!("{} is not there {when}", speak.of(who))
}

fn head(s: &Session, speak: Speak) -> String {
    let with = session::adults(s, speak);
    let with = if with.is_empty() { String::new() } else { format!(" with {with}") };
    format!("{} {}{with}: {} ({})", s.id, session::children(s, speak), session::line(s, speak), s.level.said())
}

/// What could become of a session, in a line: `D. Mensah: knows them (4 sessions), speaks Punjabi`.
pub fn choice(row: &Affected, choice: &Choice, speak: Speak) -> String {
    let (what, why) = (becomes(row, choice, speak), reasons(choice, speak));
    if why.is_empty() || choice.mend.how != MendSort::Change { what } else { format!("{what}: {why}") }
}

/// The same without the reasons.
pub fn becomes(row: &Affected, choice: &Choice, speak: Speak) -> String {
    let (old, new) = (&row.session, &choice.slot.session);
    match choice.mend.how {
        MendSort::Cancel => {
            let owed = said::duration(u32::from(new.makeup_owed_min));
            return format!("cancelled, {owed} owed to the family");
        }
        MendSort::Keep => return "stays as it is, to be seen to by hand".to_owned(),
        MendSort::Change => {}
    }
    let mut what = Vec::new();
    if (new.start, new.date) != (old.start, old.date) {
        what.push(format!("at {}", new.span()));
    }
    if new.officers != old.officers {
        what.push(session::officers(new, speak));
    }
    if new.room != old.room {
        what.push(session::place(new, speak));
    }
    if new.legs != old.legs && !new.legs.is_empty() {
        what.push(session::journeys(new, speak));
    }
    what.join(", ")
}

/// What speaks for a choice, then what against: `knows them (4 sessions), speaks Punjabi; but T. Gill has 3 sessions that day`.
fn reasons(choice: &Choice, speak: Speak) -> String {
    let said = |reason: &Reason| match reason {
        Reason::Usual { .. } => "usual officer".to_owned(),
        Reason::Knows { sessions, .. } => format!("knows them ({})", count(usize::from(*sessions), "session")),
        Reason::Speaks { language, .. } => format!("speaks {language}"),
        Reason::TakesOver { at, .. } => format!("takes over at {at}"),
    };
    let good = choice.because.iter().map(said).collect::<Vec<_>>().join(", ");
    // who has been with them is not new to them, whoever the usual officers are
    let known = choice.because.iter().any(|r| matches!(r, Reason::Knows { .. } | Reason::Usual { .. }));
    let mut slot = choice.slot.clone();
    slot.terms.retain(|term| !(known && term.soft == Soft::NewOfficer));
    let bad = super::against(&slot, speak);
    match (good.is_empty(), bad.is_empty()) {
        (_, true) => good,
        (true, false) => format!("but {bad}"),
        (false, false) => format!("{good}; but {bad}"),
    }
}

/// The sessions a date is in the way of.
pub(super) fn hits(view: &HitsView, speak: Speak) -> Vec<String> {
    let what = speak.full(view.key);
    if view.sessions.is_empty() {
        return vec![format!("{what}: nothing booked is in its way")];
    }
    let mut lines = vec![format!("{what}: {} to see to", count(view.sessions.len(), "session"))];
    for s in &view.sessions {
        lines.push(head(s, speak));
        let about: Vec<_> = view.findings.iter().filter(|f| f.session == s.id).cloned().collect();
        lines.extend(findings_of_one(&about, speak).into_iter().map(|line| format!("  {line}")));
    }
    lines
}

/// Columns in which a row has room for what somebody hears.
const WIDE: usize = 120;

/// Who has to be told, whoever sets out first coming first.
pub(super) fn to_tell(view: &ToTellView, speak: Speak, width: usize) -> Vec<String> {
    if view.rows.is_empty() {
        return vec![format!("nobody has to be told of entry {}", view.entry)];
    }
    let left = view.rows.iter().filter(|row| !row.told).count();
    if width < WIDE {
        let mut lines = vec![format!("{left} to ring about entry {}", view.entry)];
        for row in &view.rows {
            let told = if row.told { "told" } else { "ring" };
            let when = format!("{} {}", said::short(row.by.day), row.by.minute);
            lines.push(format!("{told} by {when}  {}  {}", whom(row, speak), row.phone).trim_end().to_owned());
            lines.push(format!("    {} {}", row.session, tell(view, row, speak)));
        }
        return lines;
    }
    let mut table = Table::new(&["", "BY", "~WHO", "PHONE", "SESSION", "~THEY HEAR"]);
    for row in &view.rows {
        let told = if row.told { "told" } else { "ring" };
        let by = format!("{} {}", said::short(row.by.day), row.by.minute);
        let news = tell(view, row, speak);
        table.row(vec![told.to_owned(), by, whom(row, speak), row.phone.to_string(), row.session.to_string(), news]);
    }
    let mut lines = vec![format!("{left} to ring about entry {}", view.entry)];
    lines.extend(table.lines(width));
    lines
}

fn whom(row: &ToTellRow, speak: Speak) -> String {
    let name = speak.of(row.who);
    if row.who.kind == Kind::Child { format!("social worker of {name}") } else { name }
}

/// What somebody has to hear: of which session, and what is new about it.
pub fn tell(view: &ToTellView, row: &ToTellRow, speak: Speak) -> String {
    let Some(s) = view.sessions.iter().find(|s| s.id == row.session) else { return String::new() };
    let news = row.news.iter().map(|news| match news {
        News::Officers => format!("{}: {}", news.said(), session::officers(s, speak)),
        News::Place => format!("{}: {}", news.said(), session::place(s, speak)),
        News::Yours => format!("{}, in {}", news.said(), session::place(s, speak)),
        other => other.said().to_owned(),
    });
    let who = if row.who.kind == Kind::Driver { String::new() } else { format!("{} ", session::children(s, speak)) };
    format!("{who}{}: {}", s.span(), news.collect::<Vec<_>>().join(", "))
}
