//! Who is where now, who may come in, and what was decided: what is asked with somebody waiting.

use super::table::Table;
use super::{Speak, session};
use crate::desk::queries::{AllowedView, DecidedView, NowView, OnRoad, OnSite};
use crate::domain::said::count;
use crate::domain::*;

/// Columns that hold who is where; in fewer, no name is cut all the same: who asks who is in the building has to have all
/// of them.
const FULL: usize = 120;
/// Lines of a screen, for those who come next: of these only as many as there is room for.
const SCREEN: usize = 22;
/// But so many at least.
const NEXT: usize = 3;

/// What is said of people who are not the asker's to know.
const RESTRICTED: &str = "Busy (restricted)";

/// Who is on site, in a car, and next.
pub(super) fn now(view: &NowView, speak: Speak, width: usize) -> Vec<String> {
    let adults: usize = view.here.iter().map(|on| on.adults.len()).sum();
    let children: usize = view.here.iter().map(|on| on.children.len()).sum();
    let children = if children == 1 { "1 child".to_owned() } else { format!("{children} children") };
    let sessions = count(view.here.len(), "session");
    let mut lines =
        vec![format!("{} · {}, {children} on site, {sessions}", said::long_moment(view.at), count(adults, "adult"))];
    lines.extend(view.notes.iter().map(|note| format!("* {}", super::note(note, view.at.day))));
    if view.here.iter().any(|on| !on.recorded) {
        lines.push("~ goes by the times booked; nobody wrote down that they came".to_owned());
    }
    let here =
        |on: &OnSite| Row::of(if on.recorded { "here" } else { "here~" }, format!("to {}", on.span.to), on, speak);
    let mut rows: Vec<Row> = view.here.iter().map(here).collect();
    rows.extend(view.road.iter().map(|on| road(on, speak)));
    let narrow = width < FULL;
    let used = lines.len() + rows.iter().map(|row| row.whole().chars().count().div_ceil(width.max(1))).sum::<usize>();
    let room = SCREEN.saturating_sub(used).max(NEXT);
    let shown = if narrow && view.next.len() > room { room - 1 } else { view.next.len() };
    let next = |on: &OnSite| Row::of("next", on.span.from.to_string(), on, speak);
    let coming: Vec<Row> = view.next.iter().take(shown).map(next).collect();
    let mut table = Table::new(&["", "", "", "~", "~", ""]);
    if narrow {
        lines.extend(rows.iter().map(Row::whole));
    } else {
        for row in &rows {
            table.row(row.cells());
        }
    }
    for row in &coming {
        table.row(row.cells());
    }
    lines.extend(table.lines(width));
    if view.next.len() > shown {
        lines.push(format!("and {} more within the hour", view.next.len() - shown));
    }
    lines
}

/// Who is where.
struct Row {
    what: String,
    when: String,
    place: String,
    people: String,
    by: String,
    session: SessionId,
}

impl Row {
    fn of(what: &str, when: String, on: &OnSite, speak: Speak) -> Self {
        let people = [speak.all(&on.children), speak.all(&on.adults)];
        let people = people.iter().filter(|names| !names.is_empty()).cloned().collect::<Vec<_>>().join(" with ");
        Self {
            what: what.to_owned(),
            when,
            place: speak.of(on.room.map_or_else(|| on.site.key(), |room| room.key())),
            people: if people.is_empty() { RESTRICTED.to_owned() } else { people },
            by: speak.all(&on.officers),
            session: on.session,
        }
    }

    fn cells(&self) -> Vec<String> {
        let Self { what, when, place, people, by, session } = self;
        vec![what.clone(), when.clone(), place.clone(), people.clone(), by.clone(), session.to_string()]
    }

    /// In a line of its own, however long.
    fn whole(&self) -> String {
        let Self { what, when, place, people, by, session } = self;
        let place = if place.is_empty() { String::new() } else { format!("{place}: ") };
        format!("{what} {when} {place}{people} · {by} · {session}")
    }
}

fn road(on: &OnRoad, speak: Speak) -> Row {
    Row {
        what: if on.direction == Direction::Out { "car in" } else { "car home" }.to_owned(),
        when: format!("to {}", on.span.to),
        place: on.vehicle.map_or_else(String::new, |v| speak.of(v)),
        people: if on.children.is_empty() { RESTRICTED.to_owned() } else { speak.all(&on.children) },
        by: on.by.map_or_else(|| "nobody named".to_owned(), |by| speak.of(by)),
        session: on.session,
    }
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
    let open = if d.recommended { "recommended: " } else { "" };
    let head = format!("{} · {open}{}{panel} · {}", said::long_moment(d.at), d.code.said(), d.id);
    let part = |label: &str, text: &str| (!text.is_empty()).then(|| format!("  {label}{}", text.replace('\n', " / ")));
    let mut lines = vec![head];
    lines.extend(part("", &d.what));
    lines.extend(part("conditions: ", &d.conditions_said()));
    lines.extend(part("reasons: ", &d.reasons));
    lines.extend(part("decided by ", &d.decided_by));
    lines.extend(d.valid_until.map(|day| format!("  valid until {}", said::long(day))));
    // what was recommended, what was decided, who was told: three dated facts
    lines.extend(match &d.signed {
        Some(by) => Some(format!("  {} decided {}: {}", by.by, said::long_moment(by.at), by.code.said())),
        None => d.recommended.then(|| "  ! open until the decision-maker signs".to_owned()),
    });
    lines.extend(d.notices.iter().map(|n| format!("  {} told {}, {}", n.to, said::long_moment(n.at), n.how.said())));
    lines.extend(match (d.emergency, d.ratified_on, d.ratify_by) {
        (true, Some(day), _) => Some(format!("  agreed in an emergency, ratified {}", said::long(day))),
        (true, None, Some(day)) => Some(format!("  ! agreed in an emergency, to be ratified {}", said::long(day))),
        _ => None,
    });
    lines
}
