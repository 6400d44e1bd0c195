//! The day as it runs, what it left behind, and what is still to be done about it.

use super::table::Table;
use super::{Speak, session};
use crate::desk::queries::{
    ClosingView, IncidentsView, LedgerRow, LedgerView, LiveRow, LiveView, OnRoad, Stage, TellRow, TellView,
};
use crate::desk::{About, Names};
use crate::domain::said::{count, duration};
use crate::domain::*;

/// Minutes as a ledger has them.
fn minutes(min: u16) -> String {
    duration(u32::from(min))
}

/// How far off a minute is: `in 12 minutes`, `4 minutes ago`.
fn away(at: Minute, now: Minute) -> String {
    match i32::from(at.0) - i32::from(now.0) {
        0 => "now".to_owned(),
        min @ 1.. => format!("in {}", duration(min as u32)),
        min => format!("{} ago", duration(min.unsigned_abs())),
    }
}

/// How far a session is, with the minutes that matter: the countdown of a wait, how long it has gone on too long.
pub fn stage(row: &LiveRow, now: Minute) -> String {
    let s = &row.session;
    let actual = s.actual;
    let since = |at: Option<Minute>| at.map_or_else(String::new, |at| format!(" since {at}"));
    let wait = match row.wait_until {
        Some(until) if until > now => {
            format!(", waits until {until}, {} left", minutes(until.0 - now.0))
        }
        Some(until) => format!(", WAIT OVER since {until}: no show?"),
        None => String::new(),
    };
    match row.stage {
        Stage::Ahead => format!("adult due {}", s.stagger.adult_arrive),
        Stage::Due => format!("adult due since {}{wait}", s.stagger.adult_arrive),
        Stage::ChildHere => format!("child here{}, adult not{wait}", since(actual.child_arrived)),
        Stage::InTheCar => format!("child in the car{}{wait}", since(actual.child_collected)),
        Stage::AdultHere => {
            let due = s.stagger.child_arrive;
            let late = if now > due { format!(", {} late", minutes(now.0 - due.0)) } else { String::new() };
            format!("adult here{}, child due {due}{late}", since(actual.adult_arrived))
        }
        Stage::Both => "both here, not begun".to_owned(),
        Stage::UnderWay => format!("under way to {}", s.end),
        Stage::Over => format!("OVER since {}, {}", s.end, minutes(now.0.saturating_sub(s.end.0))),
        Stage::GoingHome => {
            format!("ended{}, child not home", actual.ended.map_or_else(String::new, |at| format!(" {at}")))
        }
        Stage::Home => "home".to_owned() + &actual.child_home.map_or_else(String::new, |at| format!(" {at}")),
        Stage::OutOfIt => format!("{}; child not home", s.status.said()),
        Stage::Unrecorded => format!("nothing recorded, was to end {}", s.end),
        Stage::Out | Stage::Busy => s.status.said().to_owned(),
    }
}

/// The minutes that matter in a row: how long is waited for, how late, how long over; nothing where all is well.
pub fn countdown(row: &LiveRow, now: Minute) -> String {
    let s = &row.session;
    let late = |due: Minute| if now > due { format!("late {} min", now.0 - due.0) } else { String::new() };
    match (row.wait_until, row.stage) {
        (Some(until), _) if until > now => format!("wait {} min", until.0 - now.0),
        (Some(until), _) => format!("WAITED +{}", now.0 - until.0),
        (None, Stage::AdultHere) => late(s.stagger.child_arrive),
        (None, Stage::Both) => late(s.start),
        (None, Stage::Over) => format!("OVER {} min", now.0.saturating_sub(s.end.0)),
        _ => String::new(),
    }
}

/// How far a session is, in a few words, for a row.
pub fn stage_brief(row: &LiveRow) -> String {
    let s = &row.session;
    match row.stage {
        Stage::Ahead => format!("from {}", s.stagger.adult_arrive),
        Stage::ChildHere => "child here".to_owned(),
        Stage::AdultHere => "adult here".to_owned(),
        Stage::GoingHome => "child not home".to_owned(),
        Stage::OutOfIt => format!("{}; child not home", s.status.said()),
        Stage::UnderWay => format!("to {}", s.end),
        Stage::Home => s.actual.child_home.map_or_else(|| "home".to_owned(), |at| format!("home {at}")),
        Stage::Out | Stage::Busy => s.status.said().to_owned(),
        Stage::InTheCar | Stage::Due | Stage::Both | Stage::Over | Stage::Unrecorded => row.stage.said().to_owned(),
    }
}

/// What a session that does not run as booked runs into, and when.
pub fn collision(about: &About, names: &Names, now: Minute) -> String {
    let speak = Speak::new(names);
    let at = about.finding.what.collides_at().unwrap_or(now);
    let when = format!("{at}, {}", away(at, now));
    let id = about.session;
    match &about.finding.what {
        What::Taken { who, by, during, .. } => {
            let before = during.from.0.saturating_sub(at.0);
            let why = if before == 0 { String::new() } else { format!(", {} before it begins", minutes(before)) };
            format!("{id} does not run as booked: {} is needed for {by} by {when}{why}", speak.of(*who))
        }
        What::MustNotMeet { .. } => format!("{id} at {when}: {}", super::finding(about, names)),
        _ => format!("{id}: {}", super::finding(about, names)),
    }
}

/// The day as it runs.
pub(super) fn live(view: &LiveView, speak: Speak, width: usize) -> Vec<String> {
    let now = view.at.minute;
    let mut lines = vec![live_heading(view)];
    lines.extend(view.collisions.iter().map(|c| format!("! {}", collision(c, speak.names(), now))));
    lines.extend(view.incidents.iter().map(|i| format!("* {}", incident(i, speak, view.at.day))));
    let mut table = Table::new(&["", "TIME", "~ROOM", "SESSION", "~CHILD", "~ADULTS", "~OFFICERS", "~NOW"]);
    for row in &view.rows {
        let s = &row.session;
        table.row(vec![
            if row.open.is_some() { String::new() } else { ".".to_owned() },
            s.span().to_string(),
            session::place(s, speak),
            s.id.to_string(),
            session::children(s, speak),
            session::adults(s, speak),
            session::officers(s, speak),
            stage(row, now),
        ]);
    }
    lines.extend(table.lines(width));
    lines.extend(view.road.iter().map(|on| road("in a car", on, speak)));
    lines.extend(view.leaving.iter().map(|on| road("leaves", on, speak)));
    lines
}

/// How many are there, waited for, in a car.
pub fn live_heading(view: &LiveView) -> String {
    let adults: usize = view.rows.iter().filter(|r| r.adult_here).map(|r| r.session.attended.len().max(1)).sum();
    let children: usize = view.rows.iter().filter(|r| r.child_here).map(|r| r.session.children.len()).sum();
    let open = view.rows.iter().filter(|r| r.open.is_some()).count();
    let closed = if view.closed { " · the day is closed" } else { "" };
    let children = if children == 1 { "1 child".to_owned() } else { format!("{children} children") };
    format!(
        "{} · {}, {children} here · {} · {open} to finish{closed}",
        said::long_moment(view.at),
        count(adults, "adult"),
        count(view.road.len(), "car"),
    )
}

fn road(what: &str, on: &OnRoad, speak: Speak) -> String {
    let way = if on.direction == Direction::Out { "to the session" } else { "home" };
    let who = if on.children.is_empty() { "busy (restricted)".to_owned() } else { speak.all(&on.children) };
    let by = on.by.map_or_else(|| "nobody named".to_owned(), |by| speak.of(by));
    format!("{what} {} {way}: {who}, {by} · {} · {}", on.span, on.status.said(), on.session)
}

/// What stands in the way of closing a day.
pub(super) fn closing(view: &ClosingView, speak: Speak) -> Vec<String> {
    let day = said::long(view.day);
    let mut lines = match (&view.closed, view.open.len()) {
        (Some(note), _) => {
            let what = if note.what.is_empty() { String::new() } else { format!(": {}", &*note.what) };
            vec![format!("{day} was closed by {} {}{what}", note.by, said::long_moment(note.at))]
        }
        (None, 0) => vec![format!("{day} can be closed: nothing stands in the way")],
        (None, n) => vec![format!("{day} cannot be closed: {} in the way", count(n, "session"))],
    };
    for row in &view.open {
        let s = &row.session;
        let who = session::children(s, speak);
        lines.push(format!("! {} {} {who}: {} ({})", s.id, s.span(), row.why.said(), s.status.said()));
    }
    for s in &view.corrected {
        lines.push(format!("corrected since: {} {} {}", s.id, s.span(), session::children(s, speak)));
    }
    lines
}

/// What was cancelled, missed and cut short.
pub(super) fn ledger(view: &LedgerView, speak: Speak, today: Day) -> Vec<String> {
    let whose = view.of.map_or_else(|| "Cancellation ledger".to_owned(), |key| speak.full(key));
    let days = match (view.days.first <= Day::MIN, view.days.last >= Day::MAX) {
        (true, true) => String::new(),
        (true, false) => format!(" · to {}", said::long(view.days.last)),
        (false, true) => format!(" · from {}", said::long(view.days.first)),
        (false, false) => format!(" · {} to {}", said::long(view.days.first), said::long(view.days.last)),
    };
    let owed: u32 = view.rows.iter().map(|r| u32::from(r.owed_min)).sum();
    let made: u32 = view.rows.iter().map(|r| u32::from(r.delivered_min)).sum();
    let mut lines = vec![
        format!("{whose}{days} · {}", count(view.rows.len(), "session")),
        if owed + made == 0 {
            "no make-up is owed".to_owned()
        } else {
            format!("make-up owed {}, delivered {}", duration(owed), duration(made))
        },
    ];
    lines.extend(view.rows.iter().flat_map(|row| ledger_row(row, speak, today)));
    lines
}

fn ledger_row(row: &LedgerRow, speak: Speak, today: Day) -> Vec<String> {
    let s = &row.session;
    let who = [session::children(s, speak), session::adults(s, speak)];
    let who = who.iter().filter(|names| !names.is_empty()).cloned().collect::<Vec<_>>().join(" with ");
    let day = if s.date == today { "today".to_owned() } else { said::long(s.date) };
    let mut lines = vec![format!("{day} {} · {} · {who} · {}", s.span(), s.status.said(), s.id)];
    if let Some(cancel) = &s.cancel {
        let words =
            if cancel.words.is_empty() { String::new() } else { format!(", {}", cancel.words.replace('\n', " / ")) };
        let notice = row.notice.unwrap_or_default();
        let min = u32::try_from(cancel.notice_min).ok().filter(|min| *min > 0);
        let notice = min.map_or_else(
            || notice.said().to_owned(),
            |min| format!("notice {} ({})", long_duration(min), notice.said()),
        );
        lines.push(format!("  by {}: {}{words} · {notice}", cancel.by.said(), cancel.reason.said()));
        lines.push(format!("  recorded by {} {}", cancel.recorded_by, said::long_moment(cancel.at)));
    }
    if let Some(late) = &s.late {
        lines.push(format!("  child late by {}: {}", minutes(late.lost_min), late_said(late)));
    }
    let owed = match (row.owed_min, row.delivered_min, row.booked_min) {
        (0, ..) => "no make-up owed".to_owned(),
        (owed, made, 0) => format!("make-up owed {}, delivered {}", minutes(owed), minutes(made)),
        (owed, made, booked) => {
            format!("make-up owed {}, delivered {}, booked {}", minutes(owed), minutes(made), minutes(booked))
        }
    };
    let told = match (row.told, row.tell_by) {
        (Some(at), _) => format!(" · social worker told {}", said::long_moment(at)),
        (None, Some(by)) => format!(" · social worker to be told by {}", said::long_moment(by)),
        (None, None) => String::new(),
    };
    lines.push(format!("  {owed}{told}"));
    lines
}

/// Days, hours or minutes, the largest that matter.
fn long_duration(min: u32) -> String {
    if min >= 2880 { format!("{} days", min / 1440) } else { duration(min) }
}

/// What became of the minutes that were lost.
pub fn late_said(late: &Late) -> String {
    let longer = match late.extended_min {
        0 => "nothing could be added".to_owned(),
        min => format!("{} added at the end", minutes(min)),
    };
    let owed = match late.owed_min {
        0 if late.extended_min == late.lost_min => String::new(),
        0 => format!(", the rest not owed (by {})", late.by.said()),
        min => format!(", {} owed", minutes(min)),
    };
    format!("{longer}{owed}")
}

/// Who is to be told.
pub(super) fn tell(view: &TellView, speak: Speak) -> Vec<String> {
    let overdue = view.rows.iter().filter(|r| r.overdue).count();
    let mut lines = vec![match (view.rows.len(), overdue) {
        (0, _) => "every social worker knows of every session that failed".to_owned(),
        (n, 0) => format!("{} to tell a social worker of", count(n, "session")),
        (n, late) => format!("{} to tell a social worker of, {late} OVERDUE", count(n, "session")),
    }];
    lines.extend(view.rows.iter().flat_map(|row| {
        let [first, second] = tell_row(row, speak);
        [first, format!("  {second}")]
    }));
    lines
}

/// A row of it in two parts: by when and about whom; what to say and whom to ring.
pub fn tell_row(row: &TellRow, speak: Speak) -> [String; 2] {
    let by = row.task.due.map_or_else(String::new, |due| format!("by {} ", said::long_moment(due)));
    let late = if row.overdue { "! OVERDUE " } else { "" };
    if row.session.0 == 0 {
        return [format!("{late}{by}· a restricted case · {}", row.task.id), "ask a manager".to_owned()];
    }
    let children: Vec<ChildId> =
        row.task.about.iter().filter(|k| k.kind == Kind::Child).map(|k| ChildId(k.id)).collect();
    let tried =
        if row.tried == 0 { String::new() } else { format!(" · tried {}", count(usize::from(row.tried), "time")) };
    let mut workers: Vec<String> = Vec::new();
    for worker in &row.workers {
        let name = if worker.name.is_empty() { "no social worker on file" } else { &*worker.name };
        let phone = if worker.phone.is_empty() { String::new() } else { format!(" {}", worker.phone) };
        let said = format!("{name}{phone}");
        if !workers.contains(&said) {
            workers.push(said);
        }
    }
    let head = format!("{late}{by}· {} · {}{tried}", speak.all(&children), row.session);
    [head, format!("{} · tell {}", row.task.what.replace('\n', " "), workers.join(", "))]
}

/// Incidents.
pub(super) fn incidents(view: &IncidentsView, speak: Speak) -> Vec<String> {
    let mut lines = vec![format!("{}", count(view.incidents.len(), "incident"))];
    for it in &view.incidents {
        lines.push(incident(it, speak, view.today));
        let part =
            |label: &str, text: &str| (!text.is_empty()).then(|| format!("  {label}{}", text.replace('\n', " / ")));
        let people: Vec<Key> = it.people.clone();
        lines.extend(part("people: ", &speak.all(&people)));
        lines.extend(part("", &it.what));
        lines.extend(part("done: ", &it.done));
        lines.extend(part("police reference: ", &it.police_ref));
        lines.extend(part("to follow: ", &it.follow_up));
    }
    lines
}

/// An incident in a line.
pub fn incident(it: &Incident, speak: Speak, today: Day) -> String {
    let children: Vec<Key> = it.people.iter().copied().filter(|k| k.kind == Kind::Child).collect();
    let who = if children.is_empty() { String::new() } else { format!(" · {}", speak.all(&children)) };
    let session = it.session.map_or_else(String::new, |s| format!(" · {s}"));
    let when = if it.at.day == today { it.at.minute.to_string() } else { said::long_moment(it.at) };
    let follow = match (it.followed_up_on, it.follow_up_by) {
        (Some(on), _) => format!(" · followed up {}", said::short(on)),
        (None, Some(by)) if by < today => format!(" · follow-up OVERDUE since {}", said::short(by)),
        (None, Some(by)) => format!(" · follow up by {}", said::short(by)),
        (None, None) => String::new(),
    };
    let police = if it.police_ref.is_empty() { String::new() } else { format!(" · police {}", it.police_ref) };
    format!("{when} {}{who}{session}{police}{follow} · {}", it.sort.said(), it.id)
}
