//! Fills the papers of a sitting from what the asker may see. Pure.

use super::{children, decided, items, panel_name, referral};
use crate::desk::commands::Known;
use crate::desk::cut;
use crate::documents::agenda::{self, Agenda, Listed};
use crate::documents::panel_minutes::{Heard, Said};
use crate::documents::{Copy, OutcomeLetter, OutcomeNotice, PanelMinutes, first_name};
use crate::domain::*;

/// What the asker may call a record.
fn say(known: &Known, key: impl Into<Key>) -> String {
    let key = key.into();
    cut::names(known.viewer, known.diary, [key]).say(key).to_owned()
}

fn all(known: &Known, keys: impl IntoIterator<Item = Key>) -> String {
    keys.into_iter().map(|key| say(known, key)).collect::<Vec<_>>().join(", ")
}

/// What an item is about, without a name: what is asked for, or its title.
fn matter(diary: &Diary, item: &AgendaItem) -> String {
    let asked = item.referrals.iter().find_map(|r| diary.get::<Referral>(*r)).map(|r| r.request.said());
    match asked {
        Some(asked) => asked.to_owned(),
        None if item.decision.is_some() => "emergency agreement to ratify".to_owned(),
        None if item.title.is_empty() => item.sort.said().to_owned(),
        None => item.title.to_string(),
    }
}

/// What members must know about an item.
fn marks(diary: &Diary, item: &AgendaItem, day: Day) -> Vec<String> {
    let mut marks = Vec::new();
    if let Some(last) = item.carried.last() {
        let since = item.since.unwrap_or(last.on);
        let waited = said::count((day - since).max(0) as usize, "day");
        marks.push(format!("carried from {}: {}; waits {waited}", said::long(last.on), last.why.replace('\n', " ")));
    }
    let referrals = item.referrals.iter().filter_map(|r| diary.get::<Referral>(*r));
    marks.extend(
        referrals
            .clone()
            .filter_map(|r| r.late_accepted.as_ref())
            .map(|late| format!("papers came late; taken by {}", late.by)),
    );
    let ratifies = referrals.filter_map(|r| r.ratifies).chain(item.decision);
    let ratifies = ratifies.filter_map(|d| diary.get::<Decision>(d)).filter(|d| d.is_unratified());
    marks.extend(ratifies.filter_map(|d| {
        let by = d.ratify_by?;
        let late = if by < day { ", which has passed" } else { "" };
        Some(format!("to be ratified by {}{late}", said::long(by)))
    }));
    marks
}

fn copy(known: &Known) -> Copy {
    let by = known.viewer.actor.account.clone();
    Copy { number: known.diary.head.seq + 1, by, at: known.now.moment() }
}

/// The agenda of a sitting: what is not the asker's to know is not on it.
pub(crate) fn agenda(known: &Known, sitting: &Sitting, initials: bool) -> Agenda {
    let (diary, viewer) = (known.diary, known.viewer);
    let listed = items(diary, sitting.id).into_iter().filter(|i| viewer.may_know(diary, i.key()));
    let called = |child: ChildId| {
        let name = say(known, child.key());
        if initials { agenda::initials(&name) } else { name }
    };
    let line = |item: &AgendaItem| Listed {
        part: item.part,
        start: item.start,
        minutes: item.minutes,
        children: children(diary, item).into_iter().map(called).collect::<Vec<_>>().join(", "),
        // a title that somebody typed may name the child
        what: if initials && item.referrals.is_empty() { item.sort.said().to_owned() } else { matter(diary, item) },
        presenters: all(known, item.presenters.iter().copied()),
        marks: if initials { Vec::new() } else { marks(diary, item, sitting.date) },
    };
    let place = sitting.room.map(|r| r.key()).into_iter().chain(sitting.site.map(|s| s.key()));
    Agenda {
        copy: copy(known),
        panel: panel_name(known, sitting.panel).to_string(),
        date: sitting.date,
        span: Some(sitting.span()),
        place: all(known, place),
        items: listed.filter(|i| i.status != ItemStatus::Withdrawn).map(line).collect(),
    }
}

/// What somebody is to do, in a line.
fn action(action: &PanelAction) -> String {
    let due = action.due.map_or_else(String::new, |due| format!(", by {}", said::long(due)));
    let done = action.done_on.map_or_else(String::new, |on| format!(" (done {})", said::long(on)));
    format!("{}: {}{due}{done}", action.owner, action.what.replace('\n', " "))
}

fn actions(diary: &Diary, of: Key) -> Vec<String> {
    diary.pointing::<PanelAction>(of).filter(|a| a.life == Life::Open).map(action).collect()
}

/// Somebody who was there, with when they came late or left early.
fn there(known: &Known, sitting: &Sitting, a: &Attendance) -> String {
    let late = a.came.filter(|came| sitting.opened.is_some_and(|opened| *came > opened));
    let came = late.map_or_else(String::new, |came| format!(" from {came}"));
    let left = a.left.map_or_else(String::new, |left| format!(" until {left}"));
    let stands = a.in_place_of.map_or_else(String::new, |of| format!(" (for {})", say(known, of.key())));
    format!("{}{stands}{came}{left}", say(known, a.who.key()))
}

fn heard(known: &Known, item: &AgendaItem) -> Heard {
    let diary = known.diary;
    let whom = all(known, children(diary, item).into_iter().map(|c| c.key()));
    let about = matter(diary, item);
    let out = item.recused.iter().map(|r| format!("{} ({})", say(known, r.who.key()), r.why.replace('\n', " ")));
    let span = item.began.zip(item.ended).map_or_else(String::new, |(from, to)| format!("{from}-{to}"));
    Heard {
        title: if whom.is_empty() { about } else { format!("{whom}: {about}") },
        span,
        out: out.collect(),
        presented: all(known, item.presenters.iter().copied()),
        discussion: item.discussion.clone(),
        decisions: decided(diary, item)
            .map(|d| Said { child: say(known, d.child.key()), decision: d.clone() })
            .collect(),
        actions: actions(diary, item.key()),
    }
}

/// The minutes of a sitting, made of what was recorded.
pub(crate) fn minutes(known: &Known, sitting: &Sitting) -> PanelMinutes {
    let (diary, viewer) = (known.diary, known.viewer);
    let mut items = items(diary, sitting.id);
    items.retain(|i| i.status == ItemStatus::Heard);
    items.sort_by_key(|i| (i.began, i.part, i.order, i.id));
    let was = |item: &AgendaItem| item.carried.iter().rfind(|c| c.from == sitting.id).cloned();
    let carried = diary.pointing::<AgendaItem>(sitting.panel).filter(|i| viewer.may_know(diary, i.key()));
    let carried = carried.filter_map(|item| {
        let whom = all(known, children(diary, item).into_iter().map(|c| c.key()));
        let to = item.sitting.and_then(|s| diary.get::<Sitting>(s)).map(|s| said::long(s.date));
        let to = to.map_or_else(|| "waits for a sitting".to_owned(), |day| format!("goes to {day}"));
        Some(format!("{whom}: {}; {to} ({})", matter(diary, item), was(item)?.why.replace('\n', " ")))
    });
    let here = sitting.attendance.iter().filter(|a| a.came.is_some());
    let apologies = sitting.attendance.iter().filter(|a| a.came.is_none() && a.reply == InviteReply::Apologies);
    PanelMinutes {
        panel: panel_name(known, sitting.panel).to_string(),
        date: sitting.date,
        opened: sitting.opened,
        closed: sitting.closed,
        why: sitting.why.clone(),
        present: here.map(|a| there(known, sitting, a)).collect(),
        apologies: apologies.map(|a| say(known, a.who.key())).collect(),
        items: items.into_iter().filter(|i| viewer.may_know(diary, i.key())).map(|i| heard(known, i)).collect(),
        carried: carried.collect(),
    }
}

/// The notice of a decision for staff.
pub(crate) fn notice(known: &Known, decision: &Decision) -> OutcomeNotice {
    let referral = decision.referral.and_then(|r| known.diary.get::<Referral>(r));
    OutcomeNotice {
        copy: copy(known),
        to: referral.map(|r| r.referrer.to_string()).unwrap_or_default(),
        panel: decision.panel.to_string(),
        said: Said { child: say(known, decision.child.key()), decision: decision.clone() },
        actions: actions(known.diary, decision.id.key()),
        contact: referral.map(|r| r.contact.clone()).unwrap_or_default(),
    }
}

/// The letter about a decision for the family.
pub(crate) fn letter(known: &Known, decision: &Decision, code: DecisionCode) -> OutcomeLetter {
    let item = decision.item.and_then(|i| known.diary.get::<AgendaItem>(i));
    let worker = item.and_then(|i| referral(known.diary, i, decision.child)).map(|r| r.referrer.to_string());
    OutcomeLetter {
        date: known.today(),
        child: known.diary.get::<Child>(decision.child).map(first_name).unwrap_or_default(),
        panel: decision.panel.to_string(),
        met: decision.at.day,
        code,
        until: decision.valid_until,
        review: decision.review_on,
        worker: worker.unwrap_or_default(),
        released: decision.released.is_some(),
    }
}

/// The minutes as somebody wrote them, with how far they are and what was amended since.
pub(crate) fn minutes_as_they_stand(sitting: &Sitting) -> String {
    let minutes = &sitting.minutes;
    let approved =
        minutes.approved.map_or_else(String::new, |at| format!(" {} by {}", said::long(at.day), minutes.approved_by));
    let mut lines: Vec<String> = minutes.text.lines().map(str::to_owned).collect();
    lines.extend([String::new(), format!("These minutes are {}{approved}.", minutes.stage.said())]);
    lines.extend(minutes.amendments.iter().map(|remark| {
        format!("Amended {} by {}: {}", said::long(remark.at.day), remark.by, remark.what.replace('\n', " "))
    }));
    crate::documents::page(&lines)
}
