//! Series: an arrangement's times, what could not be booked of it, and what a change would leave without ground.

use super::days::findings_of_one;
use super::table::Table;
use super::{Speak, session};
use crate::desk::queries::{
    HolidayState, HolidaysView, LossRow, LossesView, OccurrenceState, OwedRow, OwedView, SeriesRow, SeriesView,
};
use crate::desk::{Missed, Orphan, Settled};
use crate::domain::said::count;
use crate::domain::*;

/// An arrangement's times: a heading, a line each, what stands against those that clash.
pub(super) fn series(view: &SeriesView, speak: Speak, today: Day, width: usize) -> Vec<String> {
    let mut lines =
        vec![speak.full(view.arrangement), format!("{} · {}", rhythm(&view.recurrence), view.status.said())];
    lines.push(tally(view));
    let mut table = Table::new(&["", "DAY", "TIME", "IS", "~SESSION"]);
    for row in &view.rows {
        table.row(vec![mark(row).to_owned(), when(row, today), time(row), state(row).to_owned(), told(row, speak)]);
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
    let mut counted: Vec<(&'static str, usize)> = Vec::new();
    for row in OccurrenceState::ALL.iter().flat_map(|s| view.rows.iter().filter(move |r| r.state == *s)) {
        match counted.iter_mut().find(|(said, _)| *said == state(row)) {
            Some((_, many)) => *many += 1,
            None => counted.push((state(row), 1)),
        }
    }
    let parts: Vec<String> = counted.iter().map(|(said, many)| format!("{many} {said}")).collect();
    let until = said::long(view.days.last);
    if parts.is_empty() {
        format!("comes round on no day until {until}")
    } else {
        format!("until {until}: {}", parts.join(", "))
    }
}

/// What has become of it, in a word: where it is only papers that stand against it, it is no clash.
pub fn state(row: &SeriesRow) -> &'static str {
    let mut blocking = row.findings.iter().map(|about| &about.finding).filter(|finding| finding.blocks()).peekable();
    let papers = row.state == OccurrenceState::Clash && blocking.peek().is_some();
    let mut lapsed = true;
    for finding in blocking {
        match finding.what {
            What::NotInForce { record, .. } => lapsed &= record.is_some(),
            _ => return row.state.said(),
        }
    }
    match (papers, lapsed) {
        (false, _) => row.state.said(),
        (true, true) => "papers lapse",
        (true, false) => "no papers",
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

/// Its day, or the days it is due on; of another year than this with the year.
pub fn when(row: &SeriesRow, today: Day) -> String {
    let day = |day: Day| if day.ymd().0 == today.ymd().0 { said::short(day) } else { said::long(day) };
    if row.occurrence == row.last {
        day(row.occurrence)
    } else {
        format!("{} to {}", said::short(row.occurrence), day(row.last))
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
    // where it is on its day at its time that need not be said again
    let its_day = row.occurrence == row.last && s.date == row.occurrence;
    let line = match its_day {
        true if Some(s.span()) == row.span => where_and_who(s, speak),
        true => format!("{}, {}", s.span(), where_and_who(s, speak)),
        false => session::line(s, speak),
    };
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

/// Room and officers: `Oak, T. Shah`.
fn where_and_who(s: &Session, speak: Speak) -> String {
    let place = s.room.map_or_else(|| session::place(s, speak), |room| speak.of(room));
    let parts = [place, session::officers(s, speak)];
    parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(", ")
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
        let over = if one.findings.is_empty() { ": that is over" } else { "" };
        lines.push(format!("  {which}{} {}{over}", said::long(one.day), one.span));
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
        Settled::Booked => "booked for a day it does not come round to any more".to_owned(),
        Settled::Confirmed { who, at } => {
            let who = who.map_or_else(|| "somebody".to_owned(), |who| speak.of(who));
            format!("{who} said they come ({})", said::long_moment(*at))
        }
        Settled::Told { who, at } => format!("{} was told ({})", speak.of(*who), said::long_moment(*at)),
    };
    format!("{} {} {}: {what}", orphan.session, said::short(orphan.day), orphan.span)
}

/// What is owed, the oldest first, with what is booked against it.
pub(super) fn owed(view: &OwedView, speak: Speak) -> Vec<String> {
    let since = said::long(view.days.first);
    let sum = |of: fn(&OwedRow) -> u16, lost: bool| -> u32 {
        view.rows.iter().filter(|row| row.session.is_some() == lost).map(|row| u32::from(of(row))).sum()
    };
    let many = |lost: bool| view.rows.iter().filter(|row| row.session.is_some() == lost).count();
    // what was booked and lost is what the ledger has; what was never booked is in no ledger
    let mut lines = vec![match (many(true), sum(|r| r.minutes, true), sum(|r| r.left, true)) {
        (0, ..) => format!("nothing is owed since {since}"),
        (n, owed, left) if owed == left => {
            format!("{} lost since {since}: {} owed", count(n, "contact"), said::duration(owed))
        }
        (n, owed, left) => {
            let made_up = match left {
                0 => "all made up for".to_owned(),
                left => format!("{} of it not made up for yet", said::duration(left)),
            };
            format!("{} lost since {since}: {} owed, {made_up}", count(n, "contact"), said::duration(owed))
        }
    }];
    let mut unbooked = (many(false) > 0).then(|| {
        let minutes = said::duration(sum(|r| r.left, false));
        format!("{} not booked: {minutes} besides", count(many(false), "contact"))
    });
    for row in &view.rows {
        lines.extend(unbooked.take_if(|_| row.session.is_none()));
        let why = match (row.session, row.closure) {
            (Some(session), _) => format!("{session} {}", row.why.said()),
            (None, Some(closure)) => format!("closed: {}", speak.of(closure)),
            (None, None) => row.why.said().to_owned(),
        };
        let arrangement = row.arrangement.map_or_else(String::new, |a| format!(" · {a}"));
        let who = speak.all(&row.children);
        let with = if row.parties.is_empty() { String::new() } else { format!(" with {}", speak.all(&row.parties)) };
        let left = if row.left == 0 { "made up".to_owned() } else { said::duration(u32::from(row.left)) };
        lines.push(format!("{} · {who}{with} · {left} · {why}{arrangement}", said::long(row.since)));
        for made in &row.made_up {
            let minutes = said::duration(u32::from(made.minutes));
            lines.push(format!("  made up for by {} {}, {minutes}", made.session, said::long(made.date)));
        }
    }
    lines
}

/// Who loses contact: those who wait long first, with how long.
pub(super) fn losses(view: &LossesView, speak: Speak, width: usize) -> Vec<String> {
    let days = if view.days.first == view.days.last {
        said::long(view.days.first)
    } else {
        format!("{} to {}", said::long(view.days.first), said::long(view.days.last))
    };
    let mut children: Vec<ChildId> = view.rows.iter().map(|row| row.child).collect();
    children.sort_unstable();
    children.dedup();
    let head = match children.len() {
        0 => format!("{days}: nobody loses contact by a closure"),
        1 => format!("{days}: 1 child loses contact"),
        n => format!("{days}: {n} children lose contact"),
    };
    let mut lines = vec![head];
    for day in &view.undecided {
        lines
            .push(format!("? {} is a bank holiday, and nobody has decided whether sites are closed", said::long(*day)));
    }
    let mut table = Table::new(&["", "~CHILD", "~WITH", "LOST", "LEFT", "NEXT", "", "~BY"]);
    for row in &view.rows {
        let by = row.closure.map_or_else(|| "if closed".to_owned(), |closure| speak.of(closure));
        let booked = row.session.map_or_else(String::new, |id| format!(", {id} is still booked"));
        let left = match row.left {
            0 => "nothing".to_owned(),
            n => format!("{n}, {}", said::duration(u32::from(row.left_minutes))),
        };
        table.row(vec![
            if row.long { "!" } else { "" }.to_owned(),
            speak.of(row.child),
            speak.all(&row.parties),
            format!("{} {}", said::short(row.day), row.span),
            left,
            gap(row),
            row.arrangement.map_or_else(String::new, |a| a.to_string()),
            format!("{by}{booked}"),
        ]);
    }
    lines.extend(table.lines(width));
    if view.rows.iter().any(|row| row.long) {
        lines.push("! three weeks or more without contact".to_owned());
    }
    lines
}

/// The next contact, and how many weeks lie between it and the one before.
fn gap(row: &LossRow) -> String {
    match (row.before, row.next) {
        (Some(before), Some(next)) if row.long => format!("{}, {} weeks", said::short(next), (next - before) / 7),
        (_, Some(next)) => said::short(next),
        (_, None) => "none in sight".to_owned(),
    }
}

/// Bank holidays, what each site does, and how many sessions are booked all the same.
pub(super) fn holidays(view: &HolidaysView, speak: Speak, width: usize) -> Vec<String> {
    let open = view.rows.iter().filter(|row| row.state == HolidayState::Undecided).count();
    let mut lines = vec![match open {
        0 => "every bank holiday is decided".to_owned(),
        n => format!("{n} to decide: contactdesk do holidays.decide"),
    }];
    let mut table = Table::new(&["", "DAY", "~HOLIDAY", "~SITE", "IS", "~SESSIONS"]);
    for row in &view.rows {
        let mark = if row.state == HolidayState::Undecided { "?" } else { "" };
        let sessions = row
            .sessions
            .filter(|n| *n > 0)
            .map_or_else(String::new, |n| format!("{} booked", count(usize::from(n), "session")));
        let state = row.closure.map_or_else(|| row.state.said().to_owned(), |closure| format!("closed {closure}"));
        table.row(vec![mark.to_owned(), said::long(row.day), row.name.clone(), speak.of(row.site), state, sessions]);
    }
    lines.extend(table.lines(width));
    lines
}
