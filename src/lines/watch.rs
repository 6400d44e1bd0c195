//! What is ordered against what is planned and delivered.

use super::Speak;
use super::table::Table;
use crate::desk::queries::{OrderSetView, OrderWatchView};
use crate::desk::{About, OrderWeek, SetWeek, said_lacks};
use crate::domain::said::count;
use crate::domain::*;

fn times(n: u16) -> String {
    count(usize::from(n), "session")
}

/// What of a week is missing: `week 49: 2 sessions short for Amara Khan`.
pub fn short(week: &OrderWeek, speak: Speak) -> String {
    let missing = match (week.short_times, week.short_minutes) {
        (0, minutes) => said::duration(u32::from(minutes)),
        (n, 0) => times(n),
        (n, minutes) => format!("{} and {}", times(n), said::duration(u32::from(minutes))),
    };
    format!("week {}: {missing} short for {}", week.monday.week(), speak.of(week.child))
}

fn amount(n: Option<u16>, minutes: Option<u16>) -> String {
    let minutes = minutes.filter(|m| *m > 0 || n.is_none()).map(|m| said::duration(u32::from(m)));
    let all: Vec<String> = n.map(|n| format!("{n}x")).into_iter().chain(minutes).collect();
    if all.is_empty() { "-".to_owned() } else { all.join(" ") }
}

/// What comes of a week: short, over, or as ordered.
fn result(week: &OrderWeek) -> String {
    let held = if week.held_times > 0 { format!(", {} held", week.held_times) } else { String::new() };
    let unsaid =
        if week.unsaid_times > 0 { format!(", {} without an outcome", week.unsaid_times) } else { String::new() };
    let what = match (week.part, week.short_times, week.short_minutes, week.over_minutes) {
        (true, ..) => "a part of the week".to_owned(),
        (_, 0, 0, 0) => "as ordered".to_owned(),
        (_, 0, 0, over) => format!("{} over", said::duration(u32::from(over))),
        (_, 0, minutes, _) => format!("{} short", said::duration(u32::from(minutes))),
        (_, n, ..) => format!("{n} short"),
    };
    format!("{what}{held}{unsaid}")
}

/// The cells of a week: mark, week, child, by what, ordered, planned, delivered, what comes of it.
pub fn watch_cells(week: &OrderWeek, monday: Day, speak: Speak) -> [String; 8] {
    let breach = week.is_short() || week.over_minutes > 0;
    // what is over cannot be mended any more
    let mark = match (breach, week.monday < monday) {
        (true, false) => "!",
        (true, true) => "-",
        _ => "",
    };
    let most = week.most_minutes.map_or_else(String::new, |m| format!(" to {}", said::duration(u32::from(m))));
    [
        mark.to_owned(),
        // that it is a Monday goes without saying
        format!("{}{}", week.monday.week(), said::short(week.monday).trim_start_matches("Mon")),
        speak.of(week.child),
        week.by.to_string(),
        format!("{}{most}", amount(week.least_times.map(u16::from), week.least_minutes)),
        amount(Some(week.planned_times), Some(week.planned_minutes)),
        amount(Some(week.delivered_times), Some(week.delivered_minutes)),
        result(week),
    ]
}

/// The heads of those columns.
pub const WATCH_HEADS: [&str; 8] = ["", "WEEK", "CHILD", "BY", "ORDERED", "PLANNED", "DONE", ""];

/// What is ordered, week by week.
pub(super) fn order_watch(view: &OrderWatchView, speak: Speak, width: usize) -> Vec<String> {
    let ahead = view.rows.iter().filter(|row| row.monday >= view.monday && row.is_short()).count();
    let head = match ahead {
        0 => "Ordered contact: nothing to come is short".to_owned(),
        n => format!("Ordered contact: {} to come short", count(n, "week")),
    };
    let mut table = Table::new(&["", "WEEK", "~CHILD", "BY", "ORDERED", "PLANNED", "DONE", "~"]);
    view.rows.iter().for_each(|row| table.row(watch_cells(row, view.monday, speak).to_vec()));
    std::iter::once(head).chain(table.lines(width.max(100))).collect()
}

/// A week of a set: what is short, the sessions found for it, and why there are no more.
fn set_week(set: &SetWeek, speak: Speak) -> Vec<String> {
    let mut lines = vec![short(&set.week, speak)];
    lines.extend(set.sessions.iter().map(|s| format!("  {}", super::session_line(s, speak))));
    if set.unfound > 0 {
        lines.push(format!("! {} cannot be found in that week; what comes nearest:", times(set.unfound)));
        let about = |finding: &Finding| About { session: SessionId(0), finding: finding.clone() };
        lines.extend(set.why.iter().map(|f| format!("!   {}", super::finding(&about(f), speak.names()))));
    }
    lines
}

/// The earliest sessions that make up what is short.
pub(super) fn order_set(view: &OrderSetView, speak: Speak) -> Vec<String> {
    let who = speak.full(view.arrangement);
    let found: usize = view.weeks.iter().map(|week| week.sessions.len()).sum();
    if view.weeks.is_empty() {
        return vec![format!("{who}: nothing is short in those weeks")];
    }
    let held = found > 0 && view.weeks.iter().flat_map(|w| &w.sessions).all(|s| s.status == SessionStatus::Held);
    let mut lines = vec![format!("{who}: {} found; nothing is booked yet", count(found, "session"))];
    if held {
        lines.push(format!(
            "! two duties meet: the contact is ordered, and it lacks {}: the sessions can be held; ask a manager",
            said_lacks(&view.lacks)
        ));
    }
    lines.extend(view.weeks.iter().flat_map(|week| set_week(week, speak)));
    lines
}
