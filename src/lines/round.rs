//! Who is to be rung and told, what leaves for somebody who has not confirmed, and what is still to be mended of a day.

use super::{Speak, finding, table::Table};
use crate::desk::About;
use crate::desk::queries::{Call, Car, Fix, MessageView, NotesView, RoundView, Standing};
use crate::desk::queries::{ToMend, ToldView, TomorrowRow, TomorrowView};
use crate::domain::said::count;
use crate::domain::*;

/// A car and whom it waits for, in a sentence: when, who, for whom, who has not confirmed, how long.
pub fn car(car: &Car, speak: Speak) -> String {
    let by = car.by.map_or_else(|| "a car nobody drives yet".to_owned(), |by| speak.of(by));
    let whom = if car.children.is_empty() { "a restricted case".to_owned() } else { speak.all(&car.children) };
    let gone = car.in_min.is_some_and(|min| min < 0);
    let leaves = match car.status {
        LegStatus::StoodDown => "does not leave",
        LegStatus::Released => "leaves",
        _ if gone => "was to leave",
        _ => "leaves",
    };
    let mut parts = Vec::new();
    if !car.declined.is_empty() {
        parts.push(format!("{} said no", speak.all(&car.declined)));
    }
    let open: Vec<PartyId> = car.missing.iter().copied().filter(|p| !car.declined.contains(&p.key())).collect();
    if !open.is_empty() {
        parts.push(format!("{} not confirmed", speak.all(&open)));
    }
    parts.extend(car.in_min.filter(|_| !car.stood_down()).map(minutes));
    if let Some(chosen) = &car.chosen {
        parts.push(choice(chosen));
    }
    let then = if car.stood_down() { "; cancel it, or send the car" } else { "" };
    format!("{} {by} {leaves} for {whom}: {}{then}", car.leaves, parts.join(", "))
}

fn minutes(min: i64) -> String {
    match min {
        0 => "now".to_owned(),
        1 => "1 minute".to_owned(),
        -1 => "1 minute ago".to_owned(),
        2..120 => format!("{min} minutes"),
        ..0 => format!("{} minutes ago", -min),
        _ => said::duration(u32::try_from(min).unwrap_or_default()),
    }
}

fn choice(chosen: &CarsChosen) -> String {
    let why = if chosen.reason.is_empty() { String::new() } else { format!(": {}", chosen.reason.replace('\n', " ")) };
    format!("{} {} by {}{why}", chosen.choice.said(), chosen.at.minute, chosen.by)
}

/// Who is rung: of a child, its social worker.
pub fn callee(call: &Call, speak: Speak) -> String {
    call.who.map_or_else(String::new, |who| reached(who, speak))
}

/// Who is to be told: a child stands for the social worker.
pub(super) fn reached(who: Key, speak: Speak) -> String {
    if who.kind == Kind::Child { format!("social worker of {}", speak.of(who)) } else { speak.of(who) }
}

/// Where a call stands: `no answer twice, last 08:41 by asha`.
pub fn standing(call: &Call, today: Day) -> String {
    let state = &call.state;
    let at = state.since.map_or_else(String::new, |at| moment(at, today));
    match state.standing {
        Standing::NotRung => "not rung".to_owned(),
        Standing::Ringing => format!("being rung by {} since {at}", state.by),
        Standing::NoAnswer => {
            let times = match state.tries {
                1 => "once".to_owned(),
                2 => "twice".to_owned(),
                n => format!("{n} times"),
            };
            format!("no answer {times}, last {at}")
        }
        Standing::RingBack => {
            let back = state.ring_back.map_or_else(String::new, |back| moment(back, today));
            format!("ring back at {back}")
        }
        other => format!("{} {at}", other.said()),
    }
}

fn moment(at: Moment, today: Day) -> String {
    if at.day == today { at.minute.to_string() } else { format!("{} {}", said::short(at.day), at.minute) }
}

/// How to reach them: the number, when it is safe, whether a text is.
pub fn reach(call: &Call) -> String {
    let number = match (call.phone.is_empty(), call.hidden) {
        (false, _) => call.phone.to_string(),
        (true, true) => "number secret".to_owned(),
        (true, false) => "no number".to_owned(),
    };
    let text = if call.text_safe { ", text is safe" } else { "" };
    let safe = match &call.safe {
        None => String::new(),
        Some(spans) if spans.is_empty() => ", NOT SAFE to ring today".to_owned(),
        Some(_) if !call.safe_now => format!(", NOT SAFE to ring now, {}", script_note(call)),
        Some(spans) => format!(", safe {}", spans.iter().map(Span::to_string).collect::<Vec<_>>().join(" ")),
    };
    if call.safe_now { format!("{number}{text}{safe}") } else { format!("{number}{safe}{text}") }
}

/// What to mind before ringing: when it is safe, whether a text is, in which language.
pub fn script_note(call: &Call) -> String {
    let safe = match &call.safe {
        None => String::new(),
        Some(spans) if spans.is_empty() => "not safe today".to_owned(),
        Some(spans) => format!("safe {}", spans.iter().map(Span::to_string).collect::<Vec<_>>().join(" ")),
    };
    let text = if call.text_safe && call.safe_now { "text safe".to_owned() } else { String::new() };
    let all = [safe, text, call.interpreter.to_string()];
    all.iter().filter(|part| !part.is_empty()).cloned().collect::<Vec<_>>().join(", ")
}

/// What to say on the telephone.
pub fn script(call: &Call, word: &str, speak: Speak, today: Day) -> String {
    let to = callee(call, speak);
    let when = if call.date == today { "today".to_owned() } else { format!("on {}", said::long(call.date)) };
    let (from, upto, site, children) = (call.span.from, call.span.to, speak.of(call.site), speak.all(&call.children));
    let carer = call.who.is_some_and(|who| who.kind == Kind::Carer);
    let there = call.there.map(|at| if carer { format!("; we fetch at {at}") } else { format!("; be there by {at}") });
    let there = there.unwrap_or_default();
    let through =
        if call.interpreter.is_empty() { String::new() } else { format!(" ({} interpreter)", call.interpreter) };
    if call.cancelled {
        return format!("{to}{through}: the {word} of {children} {when} at {from} does not take place.");
    }
    let (what, with) = (format!("{when}, {from} to {upto}, at {site}{there}"), if carer { "of" } else { "with" });
    if call.moved {
        return format!(
            "{to}{through}: the {word} {with} {children} has changed: it is now {what}. Is that all right?"
        );
    }
    let ask =
        if carer { format!("can {children} come to {word}") } else { format!("do you come to {word} with {children}") };
    format!("{to}{through}: {ask} {what}?")
}

/// The calls of a day as lines: what leaves first, then whom to tell, then whom to ring.
pub(super) fn round(view: &RoundView, speak: Speak, width: usize) -> Vec<String> {
    let today = view.at.day;
    let open: Vec<&Car> = view.cars.iter().filter(|car| car.is_open()).collect();
    let settled = |c: &&Call| matches!(c.state.standing, Standing::Confirmed | Standing::Declined);
    let done = view.calls.iter().filter(settled).count();
    let mut lines = vec![format!(
        "{}: {} to ring, {done} settled, {} to tell",
        said::long(view.day),
        view.calls.len() - done,
        view.tell.len()
    )];
    lines.extend(open.iter().map(|one| format!("! {}", car(one, speak))));
    let ready = view.cars.iter().filter(|car| car.ready).count();
    if ready > 0 {
        lines.push(format!("* {} confirmed and still held: legs.release lets them go", count(ready, "car")));
    }
    if view.restricted > 0 {
        lines.push(format!("? {} of restricted cases: those on their lists ring", count(view.restricted, "session")));
    }
    for (head, calls) in [("to tell:", &view.tell), ("to ring:", &view.calls)] {
        if calls.is_empty() {
            continue;
        }
        lines.push(head.to_owned());
        let mut table = Table::new(&["by", "", "", "", "", ""]);
        for call in calls {
            table.row(vec![
                format!("  {}", moment(call.by, view.day)),
                callee(call, speak),
                reach(call),
                standing(call, today),
                format!(
                    "{}{} {}",
                    if call.cancelled { "cancelled " } else { "" },
                    moment(Moment::new(call.date, call.span.from), view.day),
                    speak.all(&call.children)
                ),
                format!("{} {}", call.session, call.who.map_or_else(String::new, |who| who.to_string())),
            ]);
        }
        lines.extend(table.lines(width));
    }
    lines
}

/// What is to be mended, in a sentence.
pub fn to_mend(row: &TomorrowRow, speak: Speak) -> String {
    match &row.what {
        ToMend::Found(found) => {
            let about = About { session: row.session, finding: found.clone() };
            finding(&about, speak.names())
        }
        ToMend::Unconfirmed(who) if who.is_empty() => "not everybody has confirmed".to_owned(),
        ToMend::Unconfirmed(who) => format!("not confirmed: {}", speak.all(who)),
        ToMend::Held(None) => "only held".to_owned(),
        ToMend::Held(Some(until)) => format!("only held, until {}", said::long_moment(*until)),
        ToMend::Lapses { paper, record } => {
            format!("the {} ({record}) is good that day for the last time", paper.said())
        }
    }
}

/// Whose session it is that is to be mended.
pub fn to_mend_whose(row: &TomorrowRow, speak: Speak) -> String {
    if row.children.is_empty() { "Busy (restricted)".to_owned() } else { speak.all(&row.children) }
}

/// The heading of a day to be mended: `Fri 27 Nov 2026: 23 sessions, 4 red, 9 unconfirmed`.
pub fn tomorrow_head(view: &TomorrowView) -> String {
    let next = if view.day == view.at.day + 1 { "Tomorrow, " } else { "" };
    let sessions = count(view.sessions, "session");
    format!("{next}{}: {sessions}, {} red, {} unconfirmed", said::long(view.day), view.red, view.unconfirmed)
}

pub(super) fn tomorrow(view: &TomorrowView, speak: Speak) -> Vec<String> {
    let mut lines = vec![tomorrow_head(view)];
    for row in &view.rows {
        let sign = if row.red { "!" } else { "?" };
        let (whose, what) = (to_mend_whose(row, speak), to_mend(row, speak));
        let fix = match row.fix {
            Fix::Papers => row.arrangement.map_or_else(|| "papers".to_owned(), |a| format!("papers of {a}")),
            fix => fix.said().to_owned(),
        };
        lines.push(format!("{sign} {} {} {whose}: {what} [{fix}]", row.session, row.span));
    }
    if view.rows.is_empty() {
        lines.push("nothing is to be mended".to_owned());
    }
    lines
}

/// What somebody was told, oldest first, and what was printed for them.
pub(super) fn told(view: &ToldView, speak: Speak) -> Vec<String> {
    let who = view.who.map_or_else(String::new, |who| speak.full(who));
    let Days { first, last } = view.days;
    let days = if first == last { said::long(first) } else { format!("{} to {}", said::long(first), said::long(last)) };
    let mut lines = vec![format!("{who}, about {days}")];
    for line in &view.lines {
        let t = &line.told;
        let what = if t.what.is_empty() { String::new() } else { format!(": {}", t.what.replace('\n', " / ")) };
        let back = t.ring_back.map_or_else(String::new, |back| format!(", ring back {}", said::long_moment(back)));
        let old = if t.old { " (holds no longer)" } else { "" };
        let (at, how, result, by) = (said::long_moment(t.at), t.how.said(), t.result.said(), &t.by);
        lines.push(format!("{at} {result} by {by}, {how}{what}{back}{old} · {}", line.session));
    }
    if view.lines.is_empty() {
        lines.push("nothing is written down".to_owned());
    }
    let mut now: Vec<(SessionId, String)> = view
        .lines
        .iter()
        .map(|l| (l.session, format!("now {} {} {} · {}", said::long(l.date), l.span, l.status.said(), l.session)))
        .collect();
    now.dedup();
    now.sort_by_key(|(id, _)| *id);
    now.dedup();
    lines.extend(now.into_iter().map(|(_, line)| line));
    for p in &view.printed {
        let (at, days) = (said::long_moment(p.at), p.days);
        let days = if days.first == days.last {
            said::long(days.first)
        } else {
            format!("{} to {}", said::long(days.first), said::long(days.last))
        };
        lines.push(format!("{at} {} printed by {}, {days} (entry {})", p.document.said(), p.by, p.entry));
    }
    lines
}

/// A message to be copied: nothing but its words.
pub(super) fn message(view: &MessageView) -> Vec<String> {
    view.text.trim_end().lines().map(str::to_owned).collect()
}

/// A note of the shift before, in a line.
pub fn note(note: &DayNote, today: Day) -> String {
    format!("{} {}: {} · {}", moment(note.at, today), note.by, note.what.replace('\n', " / "), note.id)
}

pub(super) fn notes(view: &NotesView, today: Day) -> Vec<String> {
    let mut lines = Vec::new();
    let mut day = None;
    for one in &view.notes {
        if day.replace(one.day) != Some(one.day) {
            lines.push(said::long(one.day));
        }
        let sort = if one.sort == DayNoteSort::Handover { String::new() } else { format!("{}: ", one.sort.said()) };
        let read = one.read_by.iter().filter(|who| **who != one.by).map(ToString::to_string).collect::<Vec<_>>();
        let read = if read.is_empty() { String::new() } else { format!(", read by {}", read.join(", ")) };
        lines.push(format!("  {sort}{}{read}", note(one, today)));
    }
    if lines.is_empty() {
        lines.push("no note of any shift".to_owned());
    }
    lines
}

/// What was told about a session and what was decided about its cars, as its page shows it. What they said is shown with it.
pub(super) fn told_of(session: &Session, speak: Speak) -> Vec<String> {
    let answered = |t: &Told| matches!(t.result, ToldResult::Confirmed | ToldResult::Declined) && !t.old;
    let told = session.told.iter().filter(|t| !answered(t)).map(|t| {
        let who = t.who.map_or_else(String::new, |who| speak.of(who));
        let what = if t.what.is_empty() { String::new() } else { format!(": {}", t.what.replace('\n', " / ")) };
        let old = if t.old { " (holds no longer)" } else { "" };
        format!(
            "  Told: {who} {} {}, {} by {}{what}{old}",
            said::long_moment(t.at),
            t.result.said(),
            t.how.said(),
            t.by
        )
    });
    let cars = session.cars.iter().map(|c| {
        let missing =
            if c.missing.is_empty() { String::new() } else { format!(", {} not confirmed", speak.all(&c.missing)) };
        format!("  Cars {} {} by {}{missing}: {}", c.choice.said(), said::long_moment(c.at), c.by, c.reason)
    });
    told.chain(cars).map(|line| line.trim_end_matches(": ").to_owned()).collect()
}

/// Who knows what of a session that is about to change: those whom a change puts on the call list.
pub fn knowing(session: &Session, speak: Speak) -> Option<String> {
    let mut who: Vec<(Key, &Told)> = Vec::new();
    for told in session.told.iter().filter(|t| t.reached() && !t.old) {
        let Some(key) = told.who else { continue };
        who.retain(|(other, _)| *other != key);
        who.push((key, told));
    }
    let mut all: Vec<String> =
        who.iter().map(|(key, t)| format!("{} ({} {})", speak.of(*key), t.result.said(), t.at.minute)).collect();
    let said = session.confirmations.iter().filter(|c| c.result == ConfirmResult::Confirmed).filter_map(|c| c.who);
    let said = said.filter(|key| !who.iter().any(|(other, _)| other == key));
    all.extend(said.map(|key| format!("{} (confirmed)", speak.of(key))));
    (!all.is_empty()).then(|| all.join(", "))
}
