//! What services and panels were asked for, in lines.

use crate::desk::Demand;
use crate::desk::queries::{AskedForView, AskedRow};
use crate::domain::said::count;
use crate::domain::*;
use crate::lines::Speak;
use crate::lines::table::Table;

/// A share in whole per cent.
fn per_cent(part: u32, whole: u32) -> String {
    (part * 100 + whole / 2).checked_div(whole).map_or_else(|| "-".to_owned(), |share| format!("{share}%"))
}

/// The heads of the figures.
pub const ASKED_HEADS: [&str; 9] =
    ["SERVICE", "FROM", "ASKED", "ANSWERED", "GOT IT", "PART", "OTHER", "NOTHING", "WAITS"];

/// The cells of a row: service, source, how often, how many answered, how many got it, and what the others got.
pub fn asked_cells(row: &AskedRow) -> [String; 9] {
    [
        row.service.to_string(),
        row.source.said().to_owned(),
        row.asked.to_string(),
        per_cent(row.answered, row.asked),
        per_cent(row.as_asked, row.asked),
        row.partly.to_string(),
        row.other.to_string(),
        row.nothing.to_string(),
        (row.asked - row.answered).to_string(),
    ]
}

/// All rows in one.
fn total(rows: &[AskedRow]) -> AskedRow {
    rows.iter().fold(AskedRow::default(), |all, row| AskedRow {
        asked: all.asked + row.asked,
        answered: all.answered + row.answered,
        as_asked: all.as_asked + row.as_asked,
        ..all
    })
}

/// How much was asked for, answered, and got what it asked for.
pub fn asked_total(view: &AskedForView) -> String {
    let all = total(&view.rows);
    format!(
        "{}, {} answered, {} got what was asked for",
        count(all.asked as usize, "request"),
        per_cent(all.answered, all.asked),
        per_cent(all.as_asked, all.asked)
    )
}

/// The heads of the requests that wait.
pub const REQUEST_HEADS: [&str; 6] = ["", "CHILD", "SERVICE", "FROM", "DAYS", "ASKS FOR"];

/// The cells of a request that waits: reference, child, service, by whom, days since, what.
pub fn request_cells(r: &ServiceRequest, today: Day, speak: Speak) -> [String; 6] {
    let urgent = if r.priority == Priority::default() { String::new() } else { format!(" ({})", r.priority.said()) };
    [
        r.id.to_string(),
        speak.of(r.child),
        format!("{}{urgent}", r.service),
        if r.team.is_empty() { r.source.said().to_owned() } else { r.team.to_string() },
        (today - r.asked_on).to_string(),
        r.what.replace('\n', " "),
    ]
}

/// What panels were asked for, in a sentence; and what is not counted.
pub fn asked_panels(view: &AskedForView) -> Vec<String> {
    let p = &view.panels;
    let mut lines = vec![format!(
        "panels: {}, {} decided, {} declined before panel, {} withdrawn",
        count(p.asked as usize, "referral"),
        p.decided,
        p.declined,
        p.withdrawn
    )];
    if view.restricted > 0 {
        lines.push(format!("not counted: {} of restricted cases", view.restricted));
    }
    lines
}

/// What was asked for about a child before, in a sentence; nothing where nothing was.
pub fn demand(d: &Demand) -> String {
    let mut said = Vec::new();
    if d.moves > 0 {
        said.push(format!("{} in 12 months", count(d.moves.into(), "move")));
    }
    if d.services > 0 {
        said.push(format!("services asked for in 12 months: {}, got it: {}", d.services, d.got));
    }
    if d.referrals > 0 {
        let declined = if d.declined > 0 { format!(", {} declined before panel", d.declined) } else { String::new() };
        said.push(format!("{} to panels{declined}", count(d.referrals.into(), "referral")));
    }
    if d.asks_at_10_15 > 0 {
        said.push(format!("accommodation asked for at 10-15: {}, refused: {}", d.asks_at_10_15, d.refused_at_10_15));
    }
    said.extend(d.registered.map(|since| format!("on the register since {}", said::long(since))));
    said.join("; ")
}

/// One request: what, by whom, since when, what came of it.
fn request(r: &ServiceRequest, of_child: bool, speak: Speak) -> Vec<String> {
    let team = if r.team.is_empty() { r.source.said().to_owned() } else { format!("{} ({})", r.team, r.source.said()) };
    let child = if of_child { String::new() } else { format!(" · {}", speak.of(r.child)) };
    let urgent = if r.priority == Priority::default() { String::new() } else { format!(" · {}", r.priority.said()) };
    let came = match r.answered_on {
        Some(on) => format!("{} {}", r.got.said(), said::long(on)),
        None => "not answered".to_owned(),
    };
    let head = format!("{} · {}{child} · {} · {team}{urgent} · {came}", said::long(r.asked_on), r.service, r.id);
    let mut lines = vec![head];
    let category = if r.category.is_empty() { None } else { Some(format!("  category {}", r.category)) };
    lines.extend(category);
    let words = [("", &r.what), ("answer: ", &r.answer)];
    let said = words.iter().filter(|(_, text)| !text.is_empty());
    lines.extend(said.map(|(label, text)| format!("  {label}{}", text.replace('\n', " / "))));
    lines.extend(r.referral.map(|referral| format!("  {}", speak.full(referral.key()))));
    lines
}

fn registration(r: &Registration) -> String {
    let until = r.until.map_or_else(|| "still on it".to_owned(), |until| format!("until {}", said::long(until)));
    format!("register: {} from {}, {until} ({})", r.category, said::long(r.from), r.id)
}

/// What was asked for.
pub(in crate::lines) fn asked(view: &AskedForView, speak: Speak, width: usize) -> Vec<String> {
    if let Some(child) = view.who {
        let mut lines = vec![speak.full(child.key())];
        let before = demand(&view.demand);
        lines.push(if before.is_empty() { "nothing was asked for".to_owned() } else { before });
        lines.extend(view.register.iter().map(registration));
        lines.extend(view.requests.iter().flat_map(|r| request(r, true, speak)));
        return lines;
    }
    let days = view.days.map_or_else(String::new, |d| format!("{} to {}", said::long(d.first), said::long(d.last)));
    let mut lines = vec![format!("{days}: {}", asked_total(view))];
    lines.extend(asked_panels(view));
    let mut table =
        Table::new(&["~SERVICE", "~FROM", "ASKED", "ANSWERED", "GOT IT", "PART", "OTHER", "NOTHING", "WAITS"]);
    view.rows.iter().for_each(|row| table.row(asked_cells(row).to_vec()));
    lines.extend(table.lines(width));
    let again = |row: &crate::desk::queries::AskedAgain| {
        format!("asked again at 10-15: {}, {} times, refused {}", speak.full(row.child.key()), row.asked, row.refused)
    };
    lines.extend(view.again.iter().map(again));
    lines.extend(view.requests.iter().flat_map(|r| request(r, false, speak)));
    lines
}
