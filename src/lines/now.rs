//! Who is where now, who may come in, and what was decided: what is asked with somebody waiting.

use super::{Speak, session};
use crate::desk::queries::{AllowedView, DecidedView, NowView, OnRoad, OnSite};
use crate::domain::said::count;
use crate::domain::*;

/// Who is on site, in a car, and next.
pub(super) fn now(view: &NowView, speak: Speak) -> Vec<String> {
    let adults: usize = view.here.iter().map(|on| on.adults.len()).sum();
    let children: usize = view.here.iter().map(|on| on.children.len()).sum();
    let booked = if view.here.iter().all(|on| on.recorded) { "" } else { " (~ by the times booked, not recorded)" };
    let mut lines = vec![format!(
        "{} · on site: {}, {} in {}{booked}",
        said::long_moment(view.at),
        count(adults, "adult"),
        if children == 1 { "1 child".to_owned() } else { format!("{children} children") },
        count(view.here.len(), "session")
    )];
    lines.extend(view.here.iter().map(|on| format!("{} {}", if on.recorded { " " } else { "~" }, here(on, speak))));
    if !view.road.is_empty() {
        lines.push(format!("in a car: {}", view.road.len()));
        lines.extend(view.road.iter().map(|on| format!("  {}", road(on, speak))));
    }
    if !view.next.is_empty() {
        lines.push("within the hour:".to_owned());
        lines.extend(view.next.iter().map(|on| format!("  {} {}", on.span.from, here(on, speak))));
    }
    lines
}

fn here(on: &OnSite, speak: Speak) -> String {
    let place = match on.room {
        Some(room) => format!("{}, {}", speak.of(room), speak.of(on.site)),
        None => speak.of(on.site),
    };
    let people = [speak.all(&on.children), speak.all(&on.adults)];
    let people = people.iter().filter(|names| !names.is_empty()).cloned().collect::<Vec<_>>().join(" with ");
    let people = if people.is_empty() { "Busy (restricted)".to_owned() } else { people };
    format!("{place}: {people} · {} · until {} · {}", speak.all(&on.officers), on.span.to, on.session)
}

fn road(on: &OnRoad, speak: Speak) -> String {
    let children = if on.children.is_empty() { "Busy (restricted)".to_owned() } else { speak.all(&on.children) };
    let by = on.by.map_or_else(|| "nobody named".to_owned(), |by| speak.of(by));
    let car = on.vehicle.map_or_else(String::new, |v| format!(", {}", speak.of(v)));
    let way = if on.direction == Direction::Out { "to" } else { "home from" };
    format!("{} {children} {way} {} · {by}{car} · {}", on.span, on.session, on.status.said())
}

/// Whether who is at the door may come in: the answer first.
pub(super) fn allowed(view: &AllowedView, speak: Speak) -> Vec<String> {
    let mut lines = vec![
        view.door.said().to_owned(),
        format!("{} at {}, {}", speak.full(view.who.key()), speak.of(view.site), said::long_moment(view.at)),
    ];
    for other in &view.not_to_meet {
        let who = if other.id == 0 { "somebody, who is restricted".to_owned() } else { speak.full(*other) };
        lines.push(format!("! must not meet {who}: keep them apart, and ask a manager"));
    }
    if !view.conditions.is_empty() {
        lines.push(format!("! {}", view.conditions.replace('\n', " / ")));
    }
    if let Some(s) = &view.session {
        let times = s.adults_on_site();
        lines.push(format!("session {} · {} · with {}", s.id, session::line(s, speak), session::children(s, speak)));
        lines.push(format!("  due {}, leaves {}", times.from, times.to));
    }
    lines.push(
        if view.photo { "a photograph is on file: look at it" } else { "no photograph on file: ask who they are" }
            .to_owned(),
    );
    lines
}

/// What panels decided about a child.
pub(super) fn decided(view: &DecidedView, speak: Speak) -> Vec<String> {
    let mut lines = vec![speak.full(view.who.key())];
    if view.decisions.is_empty() {
        lines.push("no decision of a panel is on file".to_owned());
    }
    lines.extend(view.decisions.iter().flat_map(decision));
    lines
}

fn decision(d: &Decision) -> Vec<String> {
    let panel = if d.panel.is_empty() { String::new() } else { format!(" · {}", d.panel) };
    let head = format!("{} · {}{panel} · by {} · {}", said::long_moment(d.at), d.code.said(), d.decided_by, d.id);
    let part = |label: &str, text: &str| (!text.is_empty()).then(|| format!("  {label}{}", text.replace('\n', " / ")));
    let mut lines = vec![head];
    lines.extend(part("", &d.what));
    lines.extend(part("conditions: ", &d.conditions));
    lines.extend(part("reasons: ", &d.reasons));
    lines.extend(d.valid_until.map(|day| format!("  valid until {}", said::long(day))));
    lines.extend(match (d.emergency, d.ratified_on, d.ratify_by) {
        (true, Some(day), _) => Some(format!("  agreed in an emergency, ratified {}", said::long(day))),
        (true, None, Some(day)) => Some(format!("  ! agreed in an emergency, to be ratified {}", said::long(day))),
        _ => None,
    });
    lines
}
