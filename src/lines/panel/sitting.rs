//! A sitting as it runs.

use crate::desk::Done;
use crate::desk::queries::{ItemRow, SeatRow, SittingView};
use crate::domain::said::count;
use crate::domain::*;
use crate::lines::Speak;
use crate::lines::table::Table;

/// What a command of a sitting did, where it is one: what it is called.
pub(crate) fn verb(command: &str) -> Option<&'static str> {
    Some(match command {
        "sitting.open" => "sitting",
        "sitting.plan" => "planned",
        "sitting.lock" => "list locked",
        "sitting.unlock" => "list open again",
        "sitting.attend" | "action.record" => "written down",
        "item.withdraw" => "withdrawn",
        "sitting.close" => "closed",
        "sitting.adjourn" => "adjourned",
        "sitting.cancel" => "called off",
        "sitting.move" => "moved",
        "decision.sign" => "signed",
        "decision.release" => "letter released",
        "decision.notify" => "sent, written down",
        "action.done" => "done",
        "minutes.draft" => "drafted",
        "minutes.send" => "with the chair",
        "minutes.approve" => "approved",
        "minutes.amend" => "amended",
        "taxi.refer" => "asked of the panel",
        _ => return None,
    })
}

/// What a command of a sitting did, where that is more than a word.
pub(crate) fn sentence(done: &Done, speak: Speak) -> Option<String> {
    match done.command.as_str() {
        "item.decide" => Some(decided(done, speak)),
        // an item of siblings has a long name
        "item.begin" => Some(format!("{} is heard", of(done, Kind::AgendaItem))),
        "item.note" => Some(format!("{}: what was said is written down", of(done, Kind::AgendaItem))),
        "item.carry" => Some(format!("{} is carried, with the reason", of(done, Kind::AgendaItem))),
        "legs.retime" => {
            let sessions = done.changed.iter().filter(|key| key.kind == Kind::Session).count();
            Some(format!("the journeys of {} planned anew", count(sessions, "session")))
        }
        "action.chase" => Some(format!("{} chased", count(done.changed.len(), "action"))),
        _ => None,
    }
}

/// The last record of a kind that was changed.
fn of(done: &Done, kind: Kind) -> String {
    done.changed.iter().rfind(|key| key.kind == kind).map_or_else(String::new, Key::to_string)
}

/// What was decided about whom, and what came of it.
fn decided(done: &Done, speak: Speak) -> String {
    let of = |kind: Kind| done.changed.iter().filter(move |key| key.kind == kind);
    let decided: Vec<String> = of(Kind::Decision).map(|key| speak.full(*key)).collect();
    let some = |kind: Kind, word: &str| Some(count(of(kind).count(), word)).filter(|_| of(kind).next().is_some());
    let with =
        [some(Kind::PanelAction, "action"), some(Kind::Arrangement, "contact request"), some(Kind::Task, "task")];
    let with: Vec<String> = with.into_iter().flatten().collect();
    let with = if with.is_empty() { String::new() } else { format!("; {}", with.join(", ")) };
    if decided.is_empty() {
        let item = done.changed.last().map_or_else(String::new, |key| speak.full(*key));
        return format!("{item} noted{with}");
    }
    decided.join(", ") + &with
}

/// A sitting in a line: which, when, how far it is.
pub fn sitting_heading(view: &SittingView, speak: Speak) -> (String, String) {
    let Some(sitting) = &view.sitting else { return ("Sitting".to_owned(), "no panel sits".to_owned()) };
    let panel = view.panel.as_ref().map_or_else(|| speak.of(sitting.panel), |panel| panel.name.to_string());
    let title = format!("{panel} {}", said::short(sitting.date));
    let heard = view.items.iter().filter(|row| row.item.status == ItemStatus::Heard).count();
    let place = sitting.room.map_or_else(String::new, |room| format!(", {}", speak.of(room)));
    let also = format!("{} {}{place} · {heard} of {} heard", sitting.span(), sitting.status.said(), view.items.len());
    (title, also)
}

/// Whom an item is about, and what it is.
pub fn about(row: &ItemRow, speak: Speak) -> String {
    if !row.known {
        return "(restricted)".to_owned();
    }
    let what = match row.referrals.first() {
        Some(referral) => referral.request.said().to_owned(),
        None if row.emergency.is_some() => "emergency agreement to ratify".to_owned(),
        None if row.item.title.is_empty() => row.item.sort.said().to_owned(),
        None => row.item.title.to_string(),
    };
    match row.children.as_slice() {
        [] => what,
        children => format!("{}: {what}", speak.all(children)),
    }
}

/// How far an item is, in a word or two: `heard: agreed`.
pub fn item_stands(row: &ItemRow) -> String {
    let mut codes: Vec<&str> = row.decisions.iter().map(|d| d.code.said()).collect();
    codes.dedup();
    match (row.item.status, codes.as_slice()) {
        (ItemStatus::Heard, []) => "noted".to_owned(),
        (ItemStatus::Heard | ItemStatus::Hearing, codes) if !codes.is_empty() => {
            let left = if row.undecided.is_empty() { "" } else { ", going on" };
            let signs = row.decisions.iter().any(|d| d.recommended && d.signed.is_none());
            format!("{}{left}{}", codes.join(", "), if signs { ", to be signed" } else { "" })
        }
        (status, _) => status.said().to_owned(),
    }
}

/// What is missing to a quorum, or that there is one.
pub fn quorum(row: &ItemRow, speak: Speak) -> String {
    let chair = row.chair.map_or_else(String::new, |chair| format!(", {} in the chair", speak.of(chair)));
    match row.lacks.as_slice() {
        [] => format!("quorum: {} take part{chair}", row.takes_part),
        lacks => format!("NO QUORUM: lacks {}", lacks.join(", ")),
    }
}

/// What must be known before an item is heard: late, carried, to be ratified by, who leaves.
pub fn item_marks(row: &ItemRow, date: Day, speak: Speak) -> Vec<String> {
    let mut marks = Vec::new();
    for stays in &row.must_leave {
        marks.push(format!("! {} leaves: {}", speak.of(stays.who), stays.why.replace('\n', " ")));
    }
    marks.extend(
        row.item
            .recused
            .iter()
            .map(|out| format!("  {} is out of the room: {}", speak.of(out.who), out.why.replace('\n', " "))),
    );
    if let Some(emergency) = row.emergency.as_ref().filter(|d| d.ratified_on.is_none())
        && let Some(by) = emergency.ratify_by
    {
        let late = if by < date { "!" } else { " " };
        marks.push(format!(
            "{late} agreed {} by {}; to be ratified by {}",
            said::short(emergency.at.day),
            emergency.decided_by,
            said::short(by)
        ));
    }
    if let Some(chair) = row.chair.filter(|_| row.own) {
        marks.push(format!(
            "? {} agreed it and would rule on their own word: nobody else is there to chair it",
            speak.of(chair)
        ));
    }
    let late = row.referrals.iter().filter_map(|r| r.late_accepted.as_ref());
    marks.extend(late.map(|late| format!("? papers came late; taken by {}", late.by)));
    if let Some(last) = row.item.carried.last() {
        let waits = (date - row.item.since.unwrap_or(last.on)).max(0);
        let why = last.why.replace('\n', " ");
        marks.push(format!(
            "? carried {}: {why}; waits {}",
            said::count(row.item.carried.len(), "time"),
            count(waits as usize, "day")
        ));
    }
    marks
}

/// Everything about an item: what is asked, what was tried, what was decided.
pub fn item_pane(row: &ItemRow, date: Day, speak: Speak) -> Vec<String> {
    if !row.known {
        return vec!["this item is not yours to know".to_owned(), quorum(row, speak)];
    }
    let mut lines = vec![quorum(row, speak)];
    lines.extend(item_marks(row, date, speak));
    if !row.item.presenters.is_empty() {
        lines.push(format!("  presented by {}", speak.all(&row.item.presenters)));
    }
    let part = |label: &str, text: &str| (!text.is_empty()).then(|| format!("  {label}{}", text.replace('\n', " / ")));
    for referral in &row.referrals {
        let cost = referral.cost_week.map_or_else(String::new, |cost| format!(", {cost} pounds a week"));
        lines.push(format!(
            "  {} {}: {}{cost}",
            referral.id,
            speak.of(referral.child),
            referral.what.replace('\n', " / ")
        ));
        lines.extend(part("  tried: ", &referral.tried));
        lines.extend(part("  child: ", &referral.views_child));
        lines.extend(part("  parents: ", &referral.views_parents));
        lines.extend(part("  contact: ", &referral.contact));
    }
    lines.extend(row.emergency.as_ref().and_then(|d| part("agreed: ", &d.what)));
    for decision in &row.decisions {
        let to_sign =
            if decision.recommended && decision.signed.is_none() { ", recommended: to be signed" } else { "" };
        lines.push(format!("  {} {}: {}{to_sign}", decision.id, speak.of(decision.child), decision.code.said()));
        lines.extend(part("  conditions: ", &decision.conditions_said()));
        lines.extend(part("  reasons: ", &decision.reasons));
    }
    lines.extend(row.actions.iter().map(|action| {
        let due = action.due.map_or_else(String::new, |due| format!(", by {}", said::short(due)));
        format!("  action for {}: {}{due}", action.owner, action.what.replace('\n', " / "))
    }));
    lines
}

/// Somebody's attendance in a word: `here`, `since 13:40`, `left 14:10`, `apologies`.
pub fn attends(row: &SeatRow, sitting: &Sitting) -> String {
    let line = &row.line;
    match (line.came, line.left) {
        (_, Some(left)) => format!("left {left}"),
        (Some(came), None) if sitting.opened.is_some_and(|opened| came > opened) => format!("since {came}"),
        (Some(_), None) => "here".to_owned(),
        (None, None) if line.reply == InviteReply::None && sitting.opened.is_some() => "not here".to_owned(),
        (None, None) => line.reply.said().to_owned(),
    }
}

/// A sitting.
pub(crate) fn sitting(view: &SittingView, speak: Speak, width: usize) -> Vec<String> {
    let (title, also) = sitting_heading(view, speak);
    let Some(sitting) = &view.sitting else { return vec![also] };
    let mut lines = vec![format!("{} {title} · {also}", sitting.id)];
    lines.extend((!sitting.why.is_empty()).then(|| format!("  {}", sitting.why.replace('\n', " / "))));
    let here: Vec<String> = view
        .people
        .iter()
        .map(|row| {
            let seat = match row.seat {
                Some(Seat::Core) | None => String::new(),
                Some(seat) => format!(", {}", seat.said()),
            };
            let stands = row.line.in_place_of.map_or_else(String::new, |of| format!(" for {}", speak.of(of)));
            format!("{}{stands} ({}{seat})", speak.of(row.line.who), attends(row, sitting))
        })
        .collect();
    lines.push(format!("  {}", here.join(", ")));
    let mut table = Table::new(&["", "", "", "~ITEM", "~STANDS"]);
    for row in &view.items {
        let lacks = !row.lacks.is_empty() && row.item.status != ItemStatus::Heard;
        let mark = if lacks || !row.must_leave.is_empty() { "!" } else { "" };
        let start = row.item.start.map_or_else(String::new, |at| at.to_string());
        table.row(vec![mark.to_owned(), start, row.item.id.to_string(), about(row, speak), item_stands(row)]);
    }
    lines.extend(table.lines(width));
    for row in view.items.iter().filter(|row| row.item.status != ItemStatus::Heard) {
        let marks = item_marks(row, sitting.date, speak);
        let lacks = (!row.lacks.is_empty()).then(|| format!("! {}", quorum(row, speak)));
        lines.extend(lacks.into_iter().chain(marks).map(|mark| format!("{}: {mark}", row.item.id)));
    }
    lines
}
