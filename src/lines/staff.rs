//! The staff's time, and how steady a family's officers are.

use super::Speak;
use super::table::Table;
use crate::desk::queries::{ContinuityView, TimesheetRow, TimesheetView, Worked};
use crate::domain::*;

/// Hours and minutes, narrow: `7:30`.
pub(super) fn clock(minutes: u32) -> String {
    if minutes == 0 { "-".to_owned() } else { format!("{}:{:02}", minutes / 60, minutes % 60) }
}

/// A figure of a timesheet: its head, the width from which it is shown, and what it says of a row.
type Figure = (&'static str, usize, fn(&TimesheetRow) -> String);

/// The figures in their order. What a narrow page leaves out is what the others are made of.
const FIGURES: &[Figure] = &[
    ("THERE", 0, |row| clock(row.rostered - row.away)),
    ("AWAY", 56, |row| clock(row.away)),
    ("N", 56, |row| row.sessions.to_string()),
    ("CONTACT", WIDE, |row| clock(row.planned.contact)),
    ("TRAVEL", WIDE, |row| clock(row.planned.travel)),
    ("WRITE", WIDE, |row| clock(row.planned.write_up)),
    // more than they are there for, or than their contract has
    ("WORK", 0, |row| format!("{}{}", clock(row.planned.work()), if row.over > 0 { "!" } else { "" })),
    ("IDLE", 56, |row| clock(row.idle)),
    ("DONE", 0, |row| clock(row.actual.work())),
];

/// From so many columns on the whole of it is readable.
const WIDE: usize = 96;

/// A row for each officer and week, and the sum where there are several; on a narrow page without what work is made of.
pub(super) fn timesheet(view: &TimesheetView, speak: Speak, width: usize) -> Vec<String> {
    let shown: Vec<&Figure> = FIGURES.iter().filter(|(_, from, _)| width >= *from).collect();
    let heads: Vec<&'static str> =
        ["~OFFICER", "WEEK"].into_iter().chain(shown.iter().map(|(head, ..)| *head)).collect();
    let mut table = Table::new(&heads);
    let cells = |name: String, week: String, row: &TimesheetRow| {
        [name, week].into_iter().chain(shown.iter().map(|(_, _, say)| say(row))).collect()
    };
    let mut all = TimesheetRow::default();
    for row in &view.rows {
        add(&mut all, row);
        table.row(cells(speak.of(row.officer), row.days.first.week().to_string(), row));
    }
    if view.rows.len() > 1 {
        table.row(cells("all".to_owned(), String::new(), &all));
    }
    let mut lines = vec![format!(
        "Timesheet {} to {}, hours; ! more than there is",
        said::long(view.days.first),
        said::long(view.days.last)
    )];
    lines.extend(table.lines(width));
    if width < WIDE {
        lines.push(format!("work is contact, travel and write-up: each stands here from {WIDE} columns on"));
    }
    lines
}

fn add(sum: &mut TimesheetRow, row: &TimesheetRow) {
    let worked = |a: &mut Worked, b: Worked| {
        a.contact += b.contact;
        a.travel += b.travel;
        a.write_up += b.write_up;
        a.rest += b.rest;
    };
    worked(&mut sum.planned, row.planned);
    worked(&mut sum.actual, row.actual);
    sum.rostered += row.rostered;
    sum.away += row.away;
    sum.sessions += row.sessions;
    sum.idle += row.idle;
    sum.over += row.over;
}

/// The share of sessions with the main officer, the least steady first.
pub(super) fn continuity(view: &ContinuityView, speak: Speak, width: usize) -> Vec<String> {
    let whose = view.who.map_or_else(|| "everyone".to_owned(), |who| speak.of(who));
    let when = format!("{} to {}", said::long(view.days.first), said::long(view.days.last));
    if view.sessions == 0 {
        return vec![format!("no sessions of {whose}, {when}")];
    }
    let share = share(view.with_main, view.sessions);
    let mut lines = vec![format!(
        "{whose}, {when}: {share} with the main officer ({} of {})",
        view.with_main,
        said::count(view.sessions as usize, "session")
    )];
    let mut table = Table::new(&["", "", "~", "~MAIN OFFICER", "WITH", "OFFICERS"]);
    for row in &view.rows {
        table.row(vec![
            self::share(row.with_main, row.sessions),
            row.arrangement.to_string(),
            speak.of(row.arrangement),
            speak.of(row.main),
            format!("{}/{}", row.with_main, row.sessions),
            row.officers.to_string(),
        ]);
    }
    lines.extend(table.lines(width));
    lines
}

fn share(part: u32, all: u32) -> String {
    format!("{} %", (part * 100 + all / 2) / all.max(1))
}
