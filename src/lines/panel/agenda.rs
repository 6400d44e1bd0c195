//! The list of a sitting, the calendar of panels, and what comes round.

use crate::desk::queries::{AgendaView, ForwardRow, ForwardView, ListRow, SittingLine, SittingsView};
use crate::desk::{Clash, Light, Turn, said_gaps};
use crate::domain::said::count;
use crate::domain::*;
use crate::lines::Speak;
use crate::lines::table::Table;

/// The columns of a list.
pub const LIST_HEADS: [&str; 6] = ["when", "", "for", "what", "minutes", "presents"];

/// What an item is called: whom it is for, or its title.
fn whom(row: &ListRow, speak: Speak) -> String {
    if !row.known {
        return "restricted".to_owned();
    }
    let children: Vec<String> = row.children.iter().map(|c| speak.of(c.key())).collect();
    match (children.is_empty(), row.item.title.is_empty()) {
        (true, _) => row.item.title.to_string(),
        (false, true) => children.join(", "),
        (false, false) => format!("{}: {}", children.join(", "), row.item.title),
    }
}

/// The mark of an item: `!` where something is wrong, `?` where it is not ready, `=` where the chair fixed its time.
fn mark(row: &ListRow) -> &'static str {
    let light = row.gates.iter().map(|(_, gate)| gate.light).min().unwrap_or(Light::Green);
    match () {
        () if !row.clashes.is_empty() || !row.lacks.is_empty() => "!",
        () if light != Light::Green => "?",
        () if row.item.pinned => "=",
        () => "",
    }
}

/// The cells of an item of a list.
pub fn list_cells(row: &ListRow, speak: Speak) -> [String; 6] {
    let item = &row.item;
    let when = item.start.map_or_else(|| "--:--".to_owned(), |start| start.to_string());
    let what = match (row.known, item.sort) {
        (false, _) => String::new(),
        (true, ItemSort::Request) if !row.asks.is_empty() => {
            row.asks.iter().map(|request| request.said()).collect::<Vec<_>>().join(", ")
        }
        (true, ItemSort::BringForward) => item.brought_by.said().to_owned(),
        (true, sort) => sort.said().to_owned(),
    };
    let part = if item.part == 2 { " II" } else { "" };
    let presents = item.presenters.iter().map(|p| speak.of(*p)).collect::<Vec<_>>().join(", ");
    [when, mark(row).to_owned(), whom(row, speak), what, format!("{}{part}", item.minutes), presents]
}

/// What is to be said of an item of a list, what is wrong first.
pub fn list_notes(row: &ListRow, speak: Speak) -> Vec<String> {
    let mut notes: Vec<String> = row.clashes.iter().map(|c| format!("! {}", clash(c, speak))).collect();
    notes.extend(row.ratify_by.map(|by| format!("  to be ratified by {}", said::long(by))));
    notes.extend(row.turn.as_ref().and_then(|t| turn(t, speak)).map(|why| format!("  {why}")));
    if !row.lacks.is_empty() {
        notes.push(format!("! no quorum: it lacks {}", row.lacks.join(", ")));
        let ring = |a: &Attendance| match a.in_place_of {
            Some(of) => format!("{} for {}", speak.of(a.who.key()), speak.of(of.key())),
            None => speak.of(a.who.key()),
        };
        if !row.mends.is_empty() {
            let all: Vec<String> = row.mends.iter().map(ring).collect();
            notes.push(format!("  ring {}: then there is one", all.join(" and ")));
        }
    }
    for (referral, gate) in row.gates.iter().filter(|(_, gate)| gate.light != Light::Green) {
        notes.push(match gate.light {
            Light::Red => format!("? {referral} lacks {}", said_gaps(&gate.lacks)),
            _ => format!("? the papers of {referral} came late"),
        });
    }
    if let Some(chair) = row.chair.filter(|_| !row.leaves.is_empty()) {
        notes.push(format!("  {} chairs it", speak.of(chair.key())));
    }
    if let Some(chair) = row.chair.filter(|_| row.own) {
        notes.push(format!(
            "? {} agreed it and would rule on their own word: nobody else is there to chair it",
            speak.of(chair.key())
        ));
    }
    notes.extend(row.leaves.iter().map(|r| format!("  {} leaves: {}", speak.of(r.who.key()), &*r.why)));
    notes.extend(row.item.carried.iter().map(|c| format!("  carried from {}: {}", said::long(c.on), &*c.why)));
    notes
}

/// Why it is heard when it is, where that is not simply its turn.
fn turn(turn: &Turn, speak: Speak) -> Option<String> {
    Some(match turn {
        Turn::InTurn => return None,
        Turn::Pinned => "the chair fixed its time".to_owned(),
        Turn::Earlier => "before its turn: so no time is lost".to_owned(),
        Turn::Presenter { who, until, by } => {
            let by = by.map_or_else(|| "does not work".to_owned(), |by| format!("has {}", speak.full(by)));
            format!("not sooner: {} {by} until {until}", speak.of(*who))
        }
        Turn::Apart { from } => format!("not sooner: its family must not meet that of {from}"),
        Turn::Break { until } => format!("after the break, {until}"),
    })
}

fn clash(clash: &Clash, speak: Speak) -> String {
    match clash {
        Clash::NoTime => "it has no time: it is not ordered yet, or does not fit".to_owned(),
        Clash::Outside => "it does not fit into the sitting".to_owned(),
        Clash::Overlaps { other } => format!("{other} is heard at that time"),
        Clash::Break { pause } => format!("there is a break {pause}"),
        Clash::Presenter { who, span, by } => {
            let by = by.map_or_else(|| "does not work".to_owned(), |by| format!("has {}", speak.full(by)));
            format!("{} presents it and {by} {span}", speak.of(*who))
        }
        Clash::Apart { from } => format!("its family must not meet that of {from}, and would wait beside it"),
    }
}

/// A sitting in a line: when, how far, its quorum's replies.
pub fn list_heading(view: &AgendaView, speak: Speak) -> String {
    let Some(of) = &view.sitting else { return "no sitting is planned: sitting.plan plans one".to_owned() };
    let room = of.room.map_or_else(String::new, |room| format!(" · {}", speak.of(room.key())));
    let heard: u16 = view.rows.iter().map(|row| row.item.minutes).sum();
    let pauses: u16 = of.breaks.iter().map(|b| b.to.0 - b.from.0).sum();
    let (time, taken) = (of.end.0 - of.start.0, heard + pauses);
    let left = match time.checked_sub(taken) {
        Some(left) => format!("{left} min free"),
        None => format!("{} min too many", taken - time),
    };
    // how it stands first: a heading is cut at its end
    format!(
        "{} {} · {} · {} · {left} · {} · papers {}{room}",
        said::long(of.date),
        of.span(),
        of.status.said(),
        count(view.rows.len(), "item"),
        speak.of(of.panel.key()),
        said::long_moment(view.clock.papers)
    )
}

pub(crate) fn agenda(view: &AgendaView, speak: Speak, width: usize) -> Vec<String> {
    let mut lines = vec![list_heading(view, speak)];
    let mut list = |rows: &[ListRow]| {
        for row in rows {
            let mut table = Table::new(&["", "", "~", "", "", ""]);
            table.row(list_cells(row, speak).into());
            lines.extend(table.lines(width));
            lines.extend(list_notes(row, speak).into_iter().map(|note| format!("    {note}")));
        }
    };
    list(&view.rows);
    if !view.waiting.is_empty() {
        lines.push(format!("{} for a list", count_waits(view.waiting.len())));
        let waits = |row: &ListRow| {
            let since = row.item.since.map_or_else(String::new, |day| format!(" since {}", said::long(day)));
            let carried = row.item.carried.last();
            let carried =
                carried.map_or_else(String::new, |c| format!("; carried from {}: {}", said::long(c.on), &*c.why));
            format!("  {} {}{since}{carried} · {}", row.item.sort.said(), whom(row, speak), row.item.id)
        };
        lines.extend(view.waiting.iter().map(waits));
    }
    lines
}

fn count_waits(n: usize) -> String {
    if n == 1 { "1 item waits".to_owned() } else { format!("{n} items wait") }
}

/// A sitting in the calendar.
fn sitting_line(row: &SittingLine, speak: Speak) -> String {
    let [yes, no, open] = row.replies;
    format!(
        "{} {} · {} · {} · {}, {} min free · papers {} · {yes} come, {no} do not, {open} have not answered · {}",
        said::long(row.date),
        row.span,
        speak.of(row.panel.key()),
        row.status.said(),
        count(usize::from(row.items), "item"),
        row.free_min,
        said::long_moment(row.clock.papers),
        row.sitting
    )
}

pub(crate) fn sittings(view: &SittingsView, speak: Speak) -> Vec<String> {
    if view.rows.is_empty() {
        return vec!["no sitting is planned".to_owned()];
    }
    view.rows.iter().map(|row| sitting_line(row, speak)).collect()
}

/// What comes round, in a line.
pub fn forward_line(row: &ForwardRow, speak: Speak) -> String {
    let who = row.child.map_or_else(String::new, |child| format!("{} · ", speak.of(child.key())));
    let what = match row.what {
        BroughtBy::Moves => format!("{} moves in a year", row.count),
        other => other.said().to_owned(),
    };
    let on = row.item.map_or_else(String::new, |item| format!(" · on the list as {item}"));
    format!("{} · {who}{what} · {}{on}", said::long(row.due), row.about)
}

pub(crate) fn forward(view: &ForwardView, speak: Speak) -> Vec<String> {
    if view.rows.is_empty() {
        return vec!["nothing is to be brought forward".to_owned()];
    }
    view.rows.iter().map(|row| forward_line(row, speak)).collect()
}
