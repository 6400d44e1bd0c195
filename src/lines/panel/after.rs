//! What comes after a sitting: decisions to sign and send, what is to be done, the minutes.

use crate::desk::queries::{
    ActionsView, DecisionRow, DecisionStage, DecisionsView, MinutesRow, MinutesView, TrackRow, Tracked,
};
use crate::domain::said::count;
use crate::domain::*;
use crate::lines::Speak;
use crate::lines::table::Table;

fn flat(text: &str) -> String {
    text.replace('\n', " / ")
}

/// What was said to whom about a decision, with its day.
fn told(decision: &Decision) -> String {
    let told = decision.notices.iter();
    told.map(|n| format!("{} {} {}", n.to, n.how.said(), said::short(n.at.day))).collect::<Vec<_>>().join(", ")
}

/// The cells of a decision: mark, which, due, how far, whom, what, who is to hear.
pub fn decision_cells(row: &DecisionRow, speak: Speak) -> [String; 7] {
    let d = &row.decision;
    let code = match &d.signed {
        Some(signed) if signed.code != d.code => format!("{} (not {})", signed.code.said(), d.code.said()),
        _ => d.code.said().to_owned(),
    };
    let hears = if row.stage == DecisionStage::Sent { told(d) } else { row.referrer.to_string() };
    [
        if row.late { "!" } else { "" }.to_owned(),
        d.id.to_string(),
        said::short(row.due),
        row.stage.said().to_owned(),
        speak.of(d.child),
        format!("{code}: {}", flat(&d.what)),
        hears,
    ]
}

/// The heads of those columns.
pub const DECISION_HEADS: [&str; 7] = ["", "", "DUE", "STANDS", "CHILD", "WHAT", "WHO"];

/// What is to be signed and sent.
pub(crate) fn decisions(view: &DecisionsView, speak: Speak, width: usize) -> Vec<String> {
    let of = |stage| view.rows.iter().filter(|row| row.stage == stage).count();
    let late = view.rows.iter().filter(|row| row.late).count();
    let head =
        format!("Decisions: {} to sign, {} to send, {late} late", of(DecisionStage::ToSign), of(DecisionStage::ToSend));
    let mut table = Table::new(&["", "", "DUE", "STANDS", "~CHILD", "~WHAT", "~WHO"]);
    view.rows.iter().for_each(|row| table.row(decision_cells(row, speak).to_vec()));
    std::iter::once(head).chain(table.lines(width.max(100))).collect()
}

/// The cells of what is tracked: mark, which, due, sort, who, child, what, chased.
pub fn action_cells(row: &TrackRow, speak: Speak) -> [String; 8] {
    let mark = match (row.late, row.sort) {
        (true, _) => "!",
        (false, Tracked::Action | Tracked::Condition) if row.due.is_none() => "?",
        _ => "",
    };
    let which = row.condition.map_or_else(|| row.about.to_string(), |n| format!("{} ({n})", row.about));
    let chased = row.chased.map_or_else(String::new, |(last, times)| {
        let often = if times > 1 { format!(", {times} times") } else { String::new() };
        format!("chased {}{often}", said::short(last.day))
    });
    [
        mark.to_owned(),
        which,
        row.due.map_or_else(|| "no day".to_owned(), said::short),
        row.sort.said().to_owned(),
        row.owner.to_string(),
        row.child.map_or_else(String::new, |child| speak.of(child)),
        flat(&row.what),
        chased,
    ]
}

/// The heads of those columns.
pub const ACTION_HEADS: [&str; 8] = ["", "", "DUE", "", "OWNER", "CHILD", "WHAT", "CHASED"];

/// What is tracked.
pub(crate) fn actions(view: &ActionsView, speak: Speak, width: usize) -> Vec<String> {
    let late: Vec<&TrackRow> = view.rows.iter().filter(|row| row.late).collect();
    let mut owners: Vec<(&str, usize)> = Vec::new();
    for row in late.iter().filter(|row| !row.owner.is_empty()) {
        match owners.iter_mut().find(|(owner, _)| *owner == &*row.owner) {
            Some((_, n)) => *n += 1,
            None => owners.push((&row.owner, 1)),
        }
    }
    let owners = owners.iter().map(|(owner, n)| format!("{owner} {n}")).collect::<Vec<_>>().join(", ");
    let owners = if owners.is_empty() { String::new() } else { format!(": {owners}") };
    let head = format!("To be done for panels: {}, {} overdue{owners}", count(view.rows.len(), "thing"), late.len());
    let mut table = Table::new(&["", "", "DUE", "", "OWNER", "~CHILD", "~WHAT", "CHASED"]);
    view.rows.iter().for_each(|row| table.row(action_cells(row, speak).to_vec()));
    std::iter::once(head).chain(table.lines(width.max(100))).collect()
}

/// When the last step of minutes was.
fn since(minutes: &Minutes) -> String {
    let last = [minutes.approved, minutes.to_chair, minutes.drafted].into_iter().flatten().next();
    last.map_or_else(String::new, |at| format!(" since {}", said::short(at.day)))
}

/// The cells of the minutes of a sitting: mark, which, day, panel, how far, due, amended.
pub fn minutes_cells(row: &MinutesRow, speak: Speak) -> [String; 7] {
    let amended = row.minutes.amendments.len();
    [
        if row.late { "!" } else { "" }.to_owned(),
        row.sitting.to_string(),
        said::short(row.date),
        speak.of(row.panel),
        format!("{}{}", row.minutes.stage.said(), since(&row.minutes)),
        said::short(row.due),
        if amended == 0 { String::new() } else { format!("{} added", count(amended, "amendment")) },
    ]
}

/// The heads of those columns.
pub const MINUTES_HEADS: [&str; 7] = ["", "", "SAT", "PANEL", "STANDS", "DUE", ""];

/// The minutes of the sittings, or of one.
pub(crate) fn minutes(view: &MinutesView, speak: Speak, width: usize) -> Vec<String> {
    if let Some(row) = view.rows.first().filter(|_| view.one) {
        let [mark, id, day, panel, stands, due, amended] = minutes_cells(row, speak);
        let late = if mark.is_empty() { "" } else { ", which has passed" };
        let amended = if amended.is_empty() { amended } else { format!(" · {amended}") };
        let mut lines = vec![format!("{id} {panel} {day} · {stands} · due {due}{late}{amended}")];
        if !row.readable {
            lines.push("these minutes are not yours to read: the sitting heard what is kept from you".to_owned());
        }
        lines.extend(row.minutes.text.lines().map(str::to_owned));
        lines.extend(
            row.minutes.amendments.iter().map(|remark| {
                format!("amended {} by {}: {}", said::short(remark.at.day), remark.by, flat(&remark.what))
            }),
        );
        return lines;
    }
    let late = view.rows.iter().filter(|row| row.late).count();
    let head = format!("Minutes: {}, {late} late", count(view.rows.len(), "sitting"));
    let mut table = Table::new(&["", "", "SAT", "~PANEL", "STANDS", "DUE", ""]);
    view.rows.iter().for_each(|row| table.row(minutes_cells(row, speak).to_vec()));
    std::iter::once(head).chain(table.lines(width)).collect()
}
