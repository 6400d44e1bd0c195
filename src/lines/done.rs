//! What a command did, would do, or why it did not.

use super::days::{findings, findings_of_one};
use super::panel::sitting;
use super::{Speak, heard, series, session};
use crate::desk::commands::{LiveEvent, RecordStep};
use crate::desk::queries::{CheckView, ProposeView};
use crate::desk::{About, Answer, Answered, Done, Refusal, said_gaps, said_lacks};
use crate::domain::said::count;
use crate::domain::*;

/// What a command did, the findings after it. `shown` is the answer to `show` of the session it changed, where it
/// changed one only: its time, room and officers are said.
pub fn done(done: &Done, shown: Option<&Answered>) -> String {
    let mut names = done.names.clone();
    names.0.extend(shown.into_iter().flat_map(|s| s.names.0.clone()));
    let speak = Speak::new(&names);
    let after = shown.and_then(|s| match &s.answer {
        Answer::Show(view) => Session::of(&view.record),
        _ => None,
    });
    let mut lines = Vec::new();
    if let Some(printed) = &done.printed {
        return printed.text.trim_end().to_owned();
    }
    if let Some(revealed) = &done.revealed {
        lines.push(revealed.to_string());
    }
    let what = sentence(done, after, speak);
    let whom: Vec<String> = done.to_tell.iter().map(|who| super::round::reached(*who, speak)).collect();
    let tell = if done.to_tell.is_empty() { String::new() } else { format!("; tell {}", whom.join(", ")) };
    let next = done.next.first().map_or_else(String::new, |next| format!("; next: {}", next.said()));
    let lacks = match done.lacks.as_slice() {
        [] => String::new(),
        lacks => format!("; lacks {}", said_gaps(lacks)),
    };
    let waits = done.waits.map_or_else(String::new, |task| format!("; {task} waits for the manager's own word"));
    lines.push(format!("{what}{tell} (entry {}){next}{lacks}{waits}", done.entry));
    let then = done.next.get(1..).filter(|rest| !rest.is_empty());
    lines.extend(then.map(|rest| format!("then: {}", said_lacks(rest))));
    lines.extend(why_not(&done.why_not, speak));
    lines.extend(findings_of_one(&done.findings, speak));
    lines.extend(series::missed(&done.missed, speak));
    lines.join("\n")
}

/// What a command did to one session, of which it is known how it is afterwards.
pub fn of_session(done: &Done, session: &Session, names: &crate::desk::Names) -> String {
    let mut all = done.names.clone();
    all.0.extend(names.0.clone());
    format!("{} (entry {})", sentence(done, Some(session), Speak::new(&all)), done.entry)
}

/// What kept it from doing more.
fn why_not(findings: &[About], speak: Speak) -> Vec<String> {
    findings.iter().map(|about| format!("not more: {}", super::finding(about, speak.names()))).collect()
}

/// Which entry was taken back, and what it had done.
fn undone(done: &Done, speak: Speak) -> String {
    let what = done.undone.as_ref().map_or_else(String::new, |command| format!(" ({command})"));
    format!("entry {}{what} undone{}", done.undoes.unwrap_or(0), changed(done, speak))
}

/// How many sessions were changed, and whether the arrangement was with them.
fn series_changed(done: &Done) -> String {
    let sessions = done.changed.iter().filter(|key| key.kind == Kind::Session).count();
    let with = done.changed.iter().find(|key| key.kind == Kind::Arrangement);
    let with = with.map_or_else(String::new, |key| format!(", and what {key} comes round to"));
    format!("{} changed{with}", count(sessions, "session"))
}

fn sentence(done: &Done, after: Option<&Session>, speak: Speak) -> String {
    if let Some(said) = sitting::sentence(done, speak) {
        return said;
    }
    let verb = match done.command.as_str() {
        "session.book" if after.is_some_and(|s| s.status == SessionStatus::Held) => "held",
        "session.book" => "booked",
        "session.move" => "moved",
        "session.confirm" => return confirmed(done, after, speak),
        "session.event" => return happened(done, after, speak),
        "session.told" => return written(done, after, speak),
        "call.claim" => return claimed(done, after, speak),
        "legs.release" => return cars(done, after, speak),
        "note.handover" => "left for the next shift",
        "note.read" => "read",
        "session.cancel" | "series.cancel" => "cancelled",
        "session.restore" => "brought back",
        "siblings.book" => return format!("{} booked as one set", count(done.changed.len(), "session")),
        "holidays.decide" => return format!("{} written down", count(done.changed.len(), "decision")),
        "series.book" => return format!("{} booked", count(done.changed.len(), "session")),
        "series.change" => return series_changed(done),
        "session.late" => return late(done, speak),
        "session.wait" => return waited(done, after, speak),
        "session.outcome" => return came_out(done, after, speak),
        "worker.told" => "told to the social worker",
        "incident.record" => "taken down",
        "day.close" => return done.changed.first().map_or_else(String::new, |note| speak.of(*note)),
        "session.book_set" => return set(done, speak),
        "session.record" => return recorded(done, after, speak),
        "arrangement.request" => "taken in",
        "arrangement.plan" => "planned",
        "arrangement.sign" => "signed",
        "arrangement.assess" => "written",
        "arrangement.activate" => "active: contact may begin",
        "arrangement.suspend" => "stopped for a while; its sessions are marked",
        "arrangement.review" => "reviewed",
        "arrangement.end" => "ended",
        "order.record" => "recorded; what is short of it and outside it waits as a task",
        "override.confirm" => return answered(done),
        "letter.note" => "taken down",
        "record.add" => "added",
        "record.close" => "closed",
        "record.reopen" => "back in use",
        "record.merge" => "merged",
        "absence.record" => "taken down",
        "absence.repair" => return repaired(done, speak),
        "call.record" => "taken down",
        "placement.begin" => return placed(done, speak),
        "agreement.emergency" => "taken down, to be ratified at the next sitting",
        "referral.accept" => return accepted(done, speak),
        "task.done" => "seen to",
        "case.open" => return format!("opened to you for a while; a manager is told{}", changed(done, speak)),
        "import" => return format!("{} imported", count(done.changed.len(), "record")),
        "export" => return "export written down".to_owned(),
        "address.reveal" => return "address revealed, written down with the reason".to_owned(),
        "caller.identify" => return identified(done, speak),
        "undo" => return undone(done, speak),
        "redo" => return format!("done again{}", changed(done, speak)),
        other => sitting::verb(other).or_else(|| of_panels(other)).unwrap_or("changed"),
    };
    match (done.changed.as_slice(), after) {
        // what comes next is more than whom it is for
        ([key, ..], _) if !done.next.is_empty() => format!("{key} {verb}"),
        ([key, rest @ ..], Some(after)) if key.kind == Kind::Session && rest.iter().all(|k| k.kind == Kind::Task) => {
            format!("{key} {verb}: {}{}", session::line(after, speak), with_tasks(rest))
        }
        ([key], _) => format!("{} {verb}", speak.full(*key)),
        // with a task for the office in the same entry
        ([first, task], _) if task.kind == Kind::Task => format!("{} {verb}", speak.full(*first)),
        ([first, rest @ ..], _) => format!("{} {verb}, {} with it", speak.full(*first), count(rest.len(), "record")),
        ([], _) => format!("nothing {verb}"),
    }
}

/// What was done to a referral to a panel, to one of its papers, or to what a service was asked for.
fn of_panels(command: &str) -> Option<&'static str> {
    Some(match command {
        "service_request.record" => "taken down",
        "service_request.answer" => "answered",
        "register.begin" => "on the register",
        "register.end" => "off the register",
        "referral.take" => "taken in",
        "referral.sign" => "signed",
        "referral.submit" => "handed in",
        "referral.return" => "sent back with the list of what it lacks",
        "referral.late" => "late papers taken, as the chair says",
        "referral.withdraw" => "withdrawn",
        "referral.decline" => "declined before panel; it counts as asked for",
        "paper.add" => "taken down",
        "paper.read" => "given out, written down",
        _ => return None,
    })
}

/// A referral taken on, and the item that waits with it.
fn accepted(done: &Done, speak: Speak) -> String {
    let name = |kind: Kind| done.changed.iter().find(|key| key.kind == kind);
    let referral = name(Kind::Referral).map_or_else(String::new, |key| speak.full(*key));
    let item = name(Kind::AgendaItem).map_or_else(String::new, |key| format!("; {key} waits for a sitting"));
    format!("{referral} accepted{item}")
}

/// How many sessions were mended with an absence, and where to hear whom to ring.
fn repaired(done: &Done, speak: Speak) -> String {
    let sessions = done.changed.iter().filter(|key| key.kind == Kind::Session).count();
    let why = done.changed.iter().find(|key| key.kind != Kind::Session);
    let why = why.map_or_else(String::new, |key| format!("{} taken down, ", speak.full(*key)));
    format!("{why}{} mended", count(sessions, "session"))
}

/// Several sessions in one entry.
fn set(done: &Done, speak: Speak) -> String {
    let sessions: Vec<SessionId> =
        done.changed.iter().filter(|k| k.kind == Kind::Session).map(|k| SessionId(k.id)).collect();
    format!("{} booked: {}", count(sessions.len(), "session"), speak.all(&sessions))
}

/// How far the observation record of a session is.
fn recorded(done: &Done, after: Option<&Session>, speak: Speak) -> String {
    let key = done.changed.first().map_or_else(String::new, Key::to_string);
    let Some(session) = after else { return format!("{key}: step of the record written down") };
    let step = |step: &RecordStep| Some(format!("{} {}", step.said(), said::short(step.of(&session.record)?)));
    let steps: Vec<String> = RecordStep::ALL.iter().filter_map(step).collect();
    format!("{key} {}: record {}", session::children(session, speak), steps.join(", "))
}

/// A manager's word about what was agreed by telephone: an objection has raised a task.
fn answered(done: &Done) -> String {
    match done.changed.as_slice() {
        [task, raised, ..] => format!("{task} objected to; {raised} waits for the office"),
        [task] => format!("{task} confirmed"),
        [] => "nothing confirmed".to_owned(),
    }
}

/// Where a child lives now: the last placement of the entry is the new one.
fn placed(done: &Done, speak: Speak) -> String {
    let placement = done.changed.iter().rfind(|key| key.kind == Kind::Placement);
    let who = placement.map_or_else(|| "placement".to_owned(), |key| speak.full(*key));
    let sessions = done.changed.iter().filter(|key| key.kind == Kind::Session).count();
    let mut left: Vec<SessionId> = done.why_not.iter().map(|about| about.session).collect();
    left.dedup();
    let left = if left.is_empty() { String::new() } else { format!(", those of {} more stay flagged", left.len()) };
    format!("{who} taken down; the journeys of {} planned anew{left}", count(sessions, "session"))
}

fn confirmed(done: &Done, after: Option<&Session>, speak: Speak) -> String {
    let key = done.changed.first().map_or_else(String::new, Key::to_string);
    match after.and_then(|s| s.confirmations.last().map(|c| (s, c))) {
        Some((session, last)) => {
            let who = last.who.map_or_else(String::new, |who| speak.of(who));
            format!("{key}: {who} {}; the session is {}", last.result.said(), session.status.said())
        }
        None => format!("{key}: answer written down"),
    }
}

/// What came of a call.
fn written(done: &Done, after: Option<&Session>, speak: Speak) -> String {
    let key = done.changed.first().map_or_else(String::new, Key::to_string);
    let Some(last) = after.and_then(|s| s.told.last()) else { return format!("{key}: written down") };
    let who = last.who.map_or_else(String::new, |who| speak.of(who));
    let back = last.ring_back.map_or_else(String::new, |back| format!(" at {}", said::long_moment(back)));
    format!("{key} {who}: {}{back}", last.result.said())
}

/// Who rings whom now.
fn claimed(done: &Done, after: Option<&Session>, speak: Speak) -> String {
    let key = done.changed.first().map_or_else(String::new, Key::to_string);
    match after.and_then(|s| s.told.last()).filter(|t| t.result == ToldResult::Ringing) {
        Some(Told { who: Some(who), by, .. }) => format!("{key}: {} is being rung by {by}", speak.of(*who)),
        _ => format!("{key}: the call is yours, or let go"),
    }
}

/// What was decided about cars.
fn cars(done: &Done, after: Option<&Session>, speak: Speak) -> String {
    match (done.changed.as_slice(), after.and_then(|s| s.cars.last().map(|c| (s, c)))) {
        ([key], Some((session, chosen))) => {
            let whose = session::children(session, speak);
            let left = session.first_car().map_or_else(String::new, |leg| format!(" {}", leg.depart));
            format!("{key} {whose}: the car{left} is {}", chosen.choice.said())
        }
        ([key], None) => format!("{key}: the choice about its cars is written down"),
        (many, _) => format!("cars sent for {}", count(many.len(), "session")),
    }
}

/// What is recorded of a session's day so far.
fn happened(done: &Done, after: Option<&Session>, speak: Speak) -> String {
    let key = done.changed.first().map_or_else(String::new, Key::to_string);
    let Some(session) = after else { return format!("{key}: written down") };
    let events = so_far(session);
    let events = if events.is_empty() { "nothing is recorded".to_owned() } else { events };
    format!("{key} {}: {events}", session::children(session, speak))
}

/// What is recorded of a session's day, in its order; nothing where nothing is.
pub fn so_far(session: &Session) -> String {
    let event = |event: &LiveEvent| Some((event.of(&session.actual)?, event.said()));
    let mut events: Vec<(Minute, &str)> = LiveEvent::ALL.iter().filter_map(event).collect();
    events.sort_by_key(|(at, _)| *at);
    events.iter().map(|(at, what)| format!("{what} {at}")).collect::<Vec<_>>().join(", ")
}

/// How many tasks came of it.
fn with_tasks(tasks: &[Key]) -> String {
    if tasks.is_empty() { String::new() } else { format!("; {} raised", count(tasks.len(), "task")) }
}

fn first(done: &Done, speak: Speak) -> String {
    done.changed.first().map_or_else(String::new, |key| speak.full(*key))
}

/// What of the time lost is made good.
fn late(done: &Done, speak: Speak) -> String {
    let what = done.late.as_ref().map_or_else(|| "written down".to_owned(), super::late_said);
    let lost = done.late.as_ref().map_or(0, |late| u32::from(late.lost_min));
    format!("{}: child late by {}: {what}", first(done, speak), said::duration(lost))
}

fn waited(done: &Done, after: Option<&Session>, speak: Speak) -> String {
    let until = after.and_then(|s| s.wait_until).map_or_else(String::new, |until| format!(" until {until}"));
    format!("{}: waited for{until}", first(done, speak))
}

/// How a session came out, and what is owed for it.
fn came_out(done: &Done, after: Option<&Session>, speak: Speak) -> String {
    let tasks = with_tasks(done.changed.get(1..).unwrap_or_default());
    let Some(session) = after else { return format!("{}: outcome written down{tasks}", first(done, speak)) };
    let owed = match session.makeup_owed_min {
        0 => "no make-up owed".to_owned(),
        owed => format!("{} owed", said::duration(u32::from(owed))),
    };
    let by = session.cancel.as_ref().map_or_else(String::new, |c| format!(", by {}: {}", c.by.said(), c.reason.said()));
    format!("{}: {}{by}; {owed}{tasks}", first(done, speak), session.status.said())
}

/// How a caller was known, and what is left to do where they were not.
fn identified(done: &Done, speak: Speak) -> String {
    let who = done.changed.first().map_or_else(String::new, |key| speak.full(*key));
    match &done.identified {
        Some(it) if it.passed => format!("{who} {}", heard::identified(it)),
        Some(it) => format!("{who} {}; ring them back on the number on file", heard::identified(it)),
        None => format!("{who}: answer written down"),
    }
}

fn changed(done: &Done, speak: Speak) -> String {
    match done.changed.as_slice() {
        [] => String::new(),
        [key] => format!(": {}", speak.full(*key)),
        many => format!(": {}", count(many.len(), "record")),
    }
}

/// Why a command did nothing: one line, then the findings or mistakes behind it, the records it might have meant, and
/// the way out.
pub fn refusal(refusal: &Refusal) -> String {
    let speak = Speak::new(&refusal.names);
    let mut lines = vec![refusal.what.clone()];
    lines.extend(findings_of_one(&refusal.findings, speak));
    for wrong in &refusal.wrong {
        let field = if wrong.field.is_empty() { String::new() } else { format!("{} ", wrong.field) };
        lines.push(format!("record {}: {field}{}", wrong.index + 1, wrong.what));
    }
    lines.extend(refusal.orphans.iter().map(|orphan| format!("! {}", series::orphan(orphan, speak))));
    lines.extend(refusal.candidates.iter().map(|hit| {
        let also = if hit.also.is_empty() { String::new() } else { format!(" ({})", hit.also) };
        format!("  {}{also}", speak.full(hit.key))
    }));
    lines.extend(refusal.hint.iter().map(|hint| format!("hint: {hint}")));
    lines.join("\n")
}

/// A booking as it would be.
pub(super) fn propose(view: &ProposeView, speak: Speak) -> Vec<String> {
    let s = &view.session;
    let mut lines = vec![format!("would be booked: {}", session::line(s, speak))];
    for (label, text) in [
        ("children", session::children(s, speak)),
        ("adults", session::adults(s, speak)),
        ("level", s.level.said().to_owned()),
        ("transport", session::journeys(s, speak)),
    ] {
        if !text.is_empty() {
            lines.push(format!("  {label}: {text}"));
        }
    }
    if !view.usual.is_empty() {
        let usual = view.usual.iter().map(Span::to_string).collect::<Vec<_>>().join(", ");
        lines.push(format!("  usually: {usual}"));
    }
    for other in &view.around {
        lines.push(format!("  same room: {} {}", other.span(), session::children(other, speak)));
    }
    lines.extend(findings(&view.findings, speak));
    lines
}

/// What a command would come to.
pub(super) fn check(view: &CheckView, speak: Speak) -> Vec<String> {
    let mut lines = vec![match view.blocking.len() {
        0 => "nothing refuses it".to_owned(),
        1 => "a rule would refuse it".to_owned(),
        n => format!("{n} findings would refuse it"),
    }];
    lines.extend(view.sessions.iter().map(|s| format!("{}: {}", speak.session(s.id), session::line(s, speak))));
    lines.extend(findings(&view.blocking, speak));
    lines.extend(why_not(&view.why_not, speak));
    let rest: Vec<_> = view.findings.iter().filter(|f| !view.blocking.contains(f)).cloned().collect();
    lines.extend(findings(&rest, speak));
    lines.extend(series::missed(&view.missed, speak));
    lines.extend(view.orphans.iter().map(|orphan| format!("? {}", series::orphan(orphan, speak))));
    lines
}
