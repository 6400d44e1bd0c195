//! Days and weeks: the sheet, the week, what is next, the rota.

use super::table::Table;
use super::{Speak, session};
use crate::desk::About;
use crate::desk::queries::{DayView, NextView, RotaDay, RotaView, WeekView};
use crate::domain::said::count;
use crate::domain::*;

/// Columns a sheet needs to say names in full; in fewer, who and how stand on a line of their own.
const SHEET: usize = 120;

/// The day sheet: a heading, what waits for somebody, the sessions, then what is wrong and what is shut.
pub(super) fn day(view: &DayView, speak: Speak, today: Day, width: usize) -> Vec<String> {
    let mut lines = vec![heading(view)];
    lines.extend(view.notes.iter().map(|note| format!("* {}", super::note(note, today))));
    lines.extend(view.tasks.iter().map(|task| format!("* {}", super::task(task, speak.names(), today))));
    lines.extend(if width < SHEET { pairs(view, speak, width) } else { sheet(view, speak, width) });
    lines.extend(findings(&view.findings, speak));
    for shut in &view.shut {
        let why = if shut.reason.is_empty() { String::new() } else { format!(": {}", shut.reason) };
        let when = if shut.span == Span::DAY { "all day".to_owned() } else { shut.span.to_string() };
        lines.push(format!("shut: {} {when}{why}", speak.of(shut.place)));
    }
    lines
}

/// The sessions in columns.
fn sheet(view: &DayView, speak: Speak, width: usize) -> Vec<String> {
    let mut table =
        Table::new(&["", "TIME", "~ROOM", "SESSION", "~CHILD", "~ADULTS", "~OFFICERS", "~STATUS", "~TRANSPORT"]);
    for s in &view.sessions {
        table.row(vec![
            session::mark(s, &view.findings),
            s.span().to_string(),
            place(view, s, speak),
            s.id.to_string(),
            session::children(s, speak),
            session::adults(s, speak),
            session::officers(s, speak),
            session::stands(s),
            session::journeys(s, speak),
        ]);
    }
    table.lines(width)
}

/// The sessions in two lines each: when and where, then who and how.
fn pairs(view: &DayView, speak: Speak, width: usize) -> Vec<String> {
    let mut table = Table::new(&["", "", "~", "", "~"]);
    for s in &view.sessions {
        table.row(vec![
            session::mark(s, &view.findings),
            s.span().to_string(),
            place(view, s, speak),
            s.id.to_string(),
            session::stands(s),
        ]);
    }
    let who = |s: &Session| {
        let adults = session::adults(s, speak);
        let who = [session::children(s, speak), adults].into_iter().filter(|names| !names.is_empty());
        let parts = [who.collect::<Vec<_>>().join(" with "), session::officers(s, speak), session::journeys(s, speak)];
        format!("    {}", parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" · "))
    };
    table.lines(width).into_iter().zip(&view.sessions).flat_map(|(line, s)| [line, who(s)]).collect()
}

/// The room; of another site than the base with its site, where there are several.
fn place(view: &DayView, s: &Session, speak: Speak) -> String {
    match s.room {
        Some(room) if view.sites.len() > 1 && base(view) != Some(s.site) => {
            format!("{} {}", speak.of(room), speak.of(s.site))
        }
        Some(room) => speak.of(room),
        None => session::place(s, speak),
    }
}

fn base(view: &DayView) -> Option<SiteId> {
    view.sites.first().map(|s| s.id)
}

fn heading(view: &DayView) -> String {
    let taking = || view.sessions.iter().filter(|s| s.status.takes_place() && !session::has_lapsed(s, &view.findings));
    let unconfirmed = taking().filter(|s| s.status.is_ahead() && s.status != SessionStatus::Confirmed).count();
    let wrong = view.sessions.iter().filter(|s| session::mark(s, &view.findings).contains('!')).count();
    let mut parts = vec![format!("{} · week {}", said::long(view.day), view.day.week())];
    parts.extend(view.bank_holiday.clone());
    parts.extend(view.term.map(|term| if term { "term".to_owned() } else { "no school".to_owned() }));
    parts.push(count(taking().count(), "session"));
    if unconfirmed > 0 {
        parts.push(format!("{unconfirmed} unconfirmed"));
    }
    if wrong > 0 {
        parts.push(format!("{wrong} to put right"));
    }
    parts.join(" · ")
}

/// What is wrong, the blocking first: `! C-0107 Elm is taken ...`.
pub(super) fn findings(findings: &[About], speak: Speak) -> Vec<String> {
    sentences(findings, speak, true)
}

/// The same, where all of it is about one session that is named before: `! Elm is taken ...`.
pub(super) fn findings_of_one(findings: &[About], speak: Speak) -> Vec<String> {
    let many = findings.iter().any(|about| about.session != findings[0].session);
    sentences(findings, speak, many)
}

fn sentences(findings: &[About], speak: Speak, named: bool) -> Vec<String> {
    let mut sorted: Vec<&About> = findings.iter().collect();
    sorted.sort_by_key(|about| !about.finding.blocks());
    let line = |about: &&About| {
        let sign = if about.finding.blocks() { "!" } else { "-" };
        let which = if named && about.session.0 != 0 { format!("{} ", about.session) } else { String::new() };
        format!("{sign} {which}{}", super::finding(about, speak.names()))
    };
    sorted.iter().map(line).collect()
}

/// The week, day by day.
pub(super) fn week(view: &WeekView, speak: Speak, width: usize) -> Vec<String> {
    let mut lines = vec![format!("Week {} from {}", view.monday.week(), said::long(view.monday))];
    for weekday in &view.days {
        let taking = weekday.sessions.iter().filter(|s| s.status.takes_place()).count();
        let wrong = weekday.sessions.iter().filter(|s| session::mark(s, &weekday.findings).contains('!')).count();
        let mut parts = vec![said::long(weekday.day)];
        parts.extend(weekday.bank_holiday.clone());
        parts.push(if taking == 0 { "no sessions".to_owned() } else { count(taking, "session") });
        if wrong > 0 {
            parts.push(format!("{wrong} to put right"));
        }
        lines.push(String::new());
        lines.push(parts.join(" · "));
        let mut table = Table::new(&["", "", "~", "", "~", "~", "~"]);
        for s in &weekday.sessions {
            table.row(vec![
                session::mark(s, &weekday.findings),
                s.span().to_string(),
                s.room.map_or_else(|| session::place(s, speak), |room| speak.of(room)),
                s.id.to_string(),
                session::children(s, speak),
                session::officers(s, speak),
                session::stands(s),
            ]);
        }
        lines.extend(table.lines(width));
    }
    lines
}

/// The next sessions, in lines that may be read out on the telephone: no address, school or carer is in them.
pub(super) fn next(view: &NextView, speak: Speak, today: Day) -> Vec<String> {
    let mut lines = vec![speak.full(view.who)];
    if view.sessions.is_empty() {
        lines.push("nothing is booked in the next six months".to_owned());
    }
    for s in &view.sessions {
        lines.push(format!(
            "{} {} · {} · {} · {}",
            when(s.date, today),
            s.span(),
            session::place(s, speak),
            session::stands(s),
            s.id
        ));
        let who = [
            ("", session::children(s, speak)),
            ("with ", session::adults(s, speak)),
            ("supervised by ", session::officers(s, speak)),
        ];
        let who = who.iter().filter(|(_, names)| !names.is_empty()).map(|(word, names)| format!("{word}{names}"));
        lines.push(format!("  {}", who.collect::<Vec<_>>().join(" · ")));
        // a finding may name a school or a carer: it is looked up, not read out
        let wrong = view.findings.iter().filter(|a| a.session == s.id && a.finding.blocks()).count();
        if wrong > 0 {
            lines.push(format!("  ! {} to put right: contactdesk show {}", count(wrong, "thing"), s.id));
        }
    }
    lines
}

/// A day with how far off it is, where that is what people say.
pub(super) fn when(day: Day, today: Day) -> String {
    match day - today {
        0 => format!("today, {}", said::long(day)),
        1 => format!("tomorrow, {}", said::long(day)),
        _ => said::long(day),
    }
}

/// The officers' week.
pub(super) fn rota(view: &RotaView, speak: Speak, width: usize) -> Vec<String> {
    let mut lines = vec![format!("Week {} from {}", view.monday.week(), said::long(view.monday))];
    let wide = width >= 130;
    let mut table = Table::new(&["~OFFICER", "HOURS", "MON", "TUE", "WED", "THU", "FRI", "SAT", "SUN", "SESSIONS"]);
    for row in &view.rows {
        let hours = format!("{}/{}", super::staff::clock(row.work_min), row.weekly_hours);
        let mut cells = vec![speak.of(row.officer), hours];
        cells.extend(row.days.iter().map(|day| officer_day(day, wide)));
        cells.push(row.days.iter().map(|d| d.sessions.len()).sum::<usize>().to_string());
        table.row(cells);
    }
    lines.extend(table.lines(width));
    lines
}

/// An officer's day in a cell: `leave`, `-` for no hours, or the hours (where there is room) and how many sessions.
pub fn officer_day(day: &RotaDay, wide: bool) -> String {
    let sessions = match day.sessions.len() {
        0 => String::new(),
        n => format!("x{n}"),
    };
    let away: Vec<String> = day
        .away
        .iter()
        .map(
            |(_, span, sort)| {
                if *span == Span::DAY { sort.said().to_owned() } else { format!("{} {span}", sort.said()) }
            },
        )
        .collect();
    let plus = if day.shifts.is_empty() { "" } else { "+" };
    let hours = format!("{plus}{}", day.hours.iter().map(Span::to_string).collect::<Vec<_>>().join(","));
    let text = match (away.is_empty(), hours.is_empty()) {
        (false, _) => away.join(","),
        (true, true) => "-".to_owned(),
        (true, false) if wide => hours,
        (true, false) if sessions.is_empty() => "in".to_owned(),
        (true, false) => String::new(),
    };
    format!("{text} {sessions}").trim().to_owned()
}
