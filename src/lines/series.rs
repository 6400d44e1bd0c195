//! Series: an arrangement's times, what could not be booked of it, and what a change would leave without ground.

use super::days::findings_of_one;
use super::table::Table;
use super::{Speak, session};
use crate::desk::queries::{OccurrenceState, SeriesRow, SeriesView};
use crate::desk::{Missed, Orphan, Settled};
use crate::domain::said::count;
use crate::domain::*;

/// An arrangement's times: a heading, a line each, what stands against those that clash.
pub(super) fn series(view: &SeriesView, speak: Speak, width: usize) -> Vec<String> {
    let mut lines =
        vec![speak.full(view.arrangement), format!("{} · {}", rhythm(&view.recurrence), view.status.said())];
    lines.push(tally(view));
    let mut table = Table::new(&["", "DAY", "TIME", "IS", "~SESSION"]);
    for row in &view.rows {
        table.row(vec![mark(row).to_owned(), when(row), time(row), row.state.said().to_owned(), told(row, speak)]);
    }
    lines.extend(table.lines(width));
    for row in view.rows.iter().filter(|r| r.state == OccurrenceState::Clash) {
        let day = row.session.as_ref().map_or(row.occurrence, |s| s.date);
        lines.extend(
            findings_of_one(&row.findings, speak).into_iter().map(|line| format!("{}: {line}", said::short(day))),
        );
    }
    lines
}

/// A recurrence in words; that none is set is said.
pub fn rhythm(recurrence: &Recurrence) -> String {
    if recurrence.is_empty() { "no day set".to_owned() } else { recurrence.to_string() }
}

/// How many of its times are in which state.
pub fn tally(view: &SeriesView) -> String {
    let many = |state: OccurrenceState| view.rows.iter().filter(|r| r.state == state).count();
    let parts = OccurrenceState::ALL.iter().filter(|s| many(**s) > 0).map(|s| format!("{} {}", many(*s), s.said()));
    let parts: Vec<String> = parts.collect();
    let until = said::long(view.days.last);
    if parts.is_empty() {
        format!("comes round on no day until {until}")
    } else {
        format!("until {until}: {}", parts.join(", "))
    }
}

/// `!` where something stands against it, `?` where it waits for somebody.
pub fn mark(row: &SeriesRow) -> &'static str {
    let blocked = row.findings.iter().any(|f| f.finding.blocks());
    match row.state {
        OccurrenceState::Clash | OccurrenceState::Lost => "!",
        OccurrenceState::Booked | OccurrenceState::Moved if blocked => "!",
        OccurrenceState::Free | OccurrenceState::Due => "?",
        _ => "",
    }
}

/// Its day, or the days it is due on.
pub fn when(row: &SeriesRow) -> String {
    if row.occurrence == row.last {
        said::short(row.occurrence)
    } else {
        format!("{} to {}", said::short(row.occurrence), said::short(row.last))
    }
}

/// Its usual time.
pub fn time(row: &SeriesRow) -> String {
    row.span.map_or_else(|| "any time".to_owned(), |span| span.to_string())
}

/// The session that stands for it, or would.
pub fn told(row: &SeriesRow, speak: Speak) -> String {
    if let Some(closure) = row.closure {
        return speak.of(closure);
    }
    let Some(s) = &row.session else { return String::new() };
    let line = session::line(s, speak);
    match row.state {
        OccurrenceState::Cancelled => {
            let why = s.cancel.as_ref().map_or_else(String::new, |c| format!(": {}, {}", c.by.said(), c.reason.said()));
            format!("{} {}{why}", s.id, s.status.said())
        }
        OccurrenceState::Clash | OccurrenceState::Free => line,
        _ => {
            let notes = if s.notes.is_empty() { String::new() } else { format!(" · {}", s.notes.replace('\n', " ")) };
            format!("{} {line}, {}{notes}", s.id, s.status.said())
        }
    }
}

/// The times that were left out, each with what stands against it.
pub(super) fn missed(missed: &[Missed], speak: Speak) -> Vec<String> {
    let mut lines = Vec::new();
    if !missed.is_empty() {
        let stay = if missed.iter().any(|m| m.session.is_some()) { "left as they were" } else { "left out" };
        lines.push(format!("{} {stay}:", count(missed.len(), "time")));
    }
    for one in missed {
        let which = one.session.map_or_else(String::new, |id| format!("{id} "));
        lines.push(format!("  {which}{} {}", said::long(one.day), one.span));
        lines.extend(findings_of_one(&one.findings, speak).into_iter().map(|line| format!("    {line}")));
    }
    lines
}

/// What was settled and would not hold: `C-0007 Thu 26 Nov 16:00-17:30: Kelly Khan said they come`.
pub fn orphan(orphan: &Orphan, speak: Speak) -> String {
    let what = match &orphan.what {
        Settled::Released { direction, depart, by } => {
            let who = by.map_or_else(|| "the car".to_owned(), |by| speak.of(by));
            format!(
                "{who} has been let go for the way {} at {depart}",
                if *direction == Direction::Out { "there" } else { "back" }
            )
        }
        Settled::Confirmed { who, at } => {
            let who = who.map_or_else(|| "somebody".to_owned(), |who| speak.of(who));
            format!("{who} said they come ({})", said::long_moment(*at))
        }
        Settled::Told { who, at } => format!("{} was told ({})", speak.of(*who), said::long_moment(*at)),
    };
    format!("{} {} {}: {what}", orphan.session, said::short(orphan.day), orphan.span)
}
