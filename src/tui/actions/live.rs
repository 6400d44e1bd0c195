//! The day as it runs: what happens next, what is late, how a session came out, incidents, closing the day. On the board
//! and on the live board alike, for the session under the cursor.

use crate::desk::commands::{DayClose, LiveEvent, SessionEvent};
use crate::desk::{Command, Names, queries, role};
use crate::domain::*;
use crate::on;
use crate::tui::action::{Action, Arg};
use crate::tui::app::Cx;
use crate::tui::confirm::Confirm;
use crate::tui::layer::{Layer, View, downcast};
use crate::tui::picker::Picker;
use crate::tui::screens::board::Board;
use crate::tui::screens::follow::Follow;
use crate::tui::screens::live::Live;
use crate::tui::screens::page::Page;
use crate::tui::tasks::{day, records};
use crate::tui::theme::Tone;

/// Where a session is under the cursor.
const SESSIONS: &[&str] = &["board", "live"];
/// Every screen.
const SCREENS: &[&str] = &["board", "screen"];

/// The words of what happens in a session, in the order of [`LiveEvent::ALL`].
const EVENTS: &[&str] = &["adult", "child", "began", "ended", "home", "car", "left", "gone"];

/// The words of the sorts of incident, in the order of [`IncidentSort::ALL`].
const SORTS: &[&str] = &[
    "not-back",
    "influence",
    "stranger",
    "visitor",
    "refuses",
    "ill",
    "aggression",
    "injury",
    "disclosure",
    "met",
    "address",
    "other",
];

/// Further from the booked time than this, it is asked before the first thing is recorded as happening now: that is how a
/// key finds the wrong row.
const FAR_MIN: u16 = 60;
/// Over so many minutes before its end is asked, too.
const EARLY_MIN: u16 = 15;
/// The same, once the session has a beginning.
const FURTHER_MIN: u16 = 120;

pub(super) const ACTIONS: &[Action] = &[
    Action::new(
        "live.next",
        "records what happens next: adult there, child there, began, ended, home",
        |layer, cx, _| {
            if let Some((session, _)) = under(layer) {
                next(&session, cx);
            }
        },
    )
    .within(SESSIONS)
    .when(happens),
    Action::new("live.record", "records what happened, and when: ended 17:40", |layer, cx, args| {
        let named = EVENTS.iter().zip(LiveEvent::ALL).find(|(word, _)| args.get(0) == Some(**word));
        if let (Some((session, _)), Some((_, event))) = (under(layer), named) {
            record(&session, cx, *event, args.get(1));
        }
    })
    .within(SESSIONS)
    .when(happens)
    .taking(&[Arg::one_of("WHAT", EVENTS), Arg::text("TIME").optional()]),
    Action::new("live.when", "records what happened at another time, or takes out a mistake", |layer, cx, _| {
        let now = cx.here().now;
        if let Some((session, names)) = under(layer) {
            cx.push(day::event(&session, &names, now));
        }
    })
    .within(SESSIONS)
    .when(happens),
    Action::new("live.late", "the child is late: adds the time at the end, the rest is owed", |layer, cx, _| {
        let now = cx.here().now;
        if let Some((session, names)) = under(layer) {
            cx.push(day::late(&session, &names, now));
        }
    })
    .within(SESSIONS)
    .when(today),
    Action::new("live.wait", "the adult has called: waits longer", |layer, cx, _| {
        if let Some((session, names)) = under(layer) {
            cx.push(day::wait(&session, &names));
        }
    })
    .within(SESSIONS)
    .when(today),
    Action::new("live.outcome", "no-show, called off, ended early, part attended", |layer, cx, _| {
        if let Some((session, names)) = under(layer) {
            cx.push(day::outcome(&session, &names));
        }
    })
    .within(SESSIONS)
    .when(past_or_today),
    Action::new("incident.not_back", "a child is not handed back: takes it down, prints the steps", |layer, cx, _| {
        incident(layer, cx, Some(IncidentSort::NotHandedBack));
    })
    .within(SCREENS)
    .when(records_what_happens),
    Action::new("incident.record", "takes down an incident: influence, stranger, refuses...", |layer, cx, args| {
        let sort = SORTS.iter().zip(IncidentSort::ALL).find(|(word, _)| args.get(0) == Some(**word));
        incident(layer, cx, sort.map(|(_, sort)| *sort));
    })
    .within(SCREENS)
    .when(records_what_happens)
    .taking(&[Arg::one_of("WHAT", SORTS).optional()]),
    Action::new("day.close", "closes the day, where nothing stands in the way", close)
        .within(SESSIONS)
        .when(records_what_happens),
    on!(Live, "live.open", "shows only what stands in the way of closing the day", |live, cx, _| live.toggle(cx))
        .within(&["live"]),
    Action::new("go.live", "goes to the live board: who is here, waited for, late", |_, cx, _| {
        let today = cx.here().now.day;
        cx.push(Live::new(today));
    })
    .within(SCREENS),
    Action::new("go.closing", "shows what stands in the way of closing the day", |layer, cx, _| {
        let today = cx.here().now.day;
        let day = layer.day().unwrap_or(today);
        cx.push(Page::new("Closing the day", today, queries::Closing { day: Some(day) }));
    })
    .within(SCREENS)
    .when(in_office),
    Action::new("go.follow", "goes to who is to be told and what is to be followed up", |_, cx, _| {
        let today = cx.here().now.day;
        cx.push(Follow::new(today));
    })
    .within(SCREENS)
    .when(in_office),
    Action::new("go.ledger", "shows the cancellation ledger of everybody, of the last four weeks", |_, cx, _| {
        let today = cx.here().now.day;
        cx.push(Page::new("Cancellation ledger", today, queries::Ledger::default()));
    })
    .within(SCREENS)
    .when(in_office),
    Action::new("go.ledger_of", "shows the cancellation ledger of one: under the cursor, or chosen", |layer, cx, _| {
        ledger(layer, cx);
    })
    .within(SCREENS)
    .when(in_office),
    Action::new("ledger.narrow", "narrows the ledger to one child", |layer, cx, _| ledger(layer, cx))
        .within(&["page"])
        .when(|view| view.layer::<Page>().is_some_and(Page::is_whole_ledger)),
    on!(Follow, "follow.told", "records that the social worker was told", |follow, cx, _| follow.told_worker(cx))
        .within(&["follow"])
        .when(records_what_happens),
    on!(Follow, "follow.change", "adds to the incident: police reference, what followed", |follow, cx, _| {
        follow.change(cx);
    })
    .within(&["follow"])
    .when(records_what_happens),
    on!(Follow, "follow.card", "prints the card of the incident", |follow, cx, _| follow.card(cx))
        .within(&["follow"])
        .when(records_what_happens),
];

/// The session under the cursor, and the names of what it mentions.
fn under(layer: &mut dyn Layer) -> Option<(Session, Names)> {
    if let Some(board) = downcast::<Board>(layer) {
        return Some((board.session()?.clone(), board.names().clone()));
    }
    let live = downcast::<Live>(layer)?;
    Some((live.session()?.clone(), live.names().clone()))
}

fn seen<'a>(view: &'a View) -> Option<&'a Session> {
    view.layer::<Board>().and_then(Board::session).or_else(|| view.layer::<Live>().and_then(Live::session))
}

fn in_office(view: &View) -> bool {
    role::OFFICE.contains(&view.here.role)
}

fn records_what_happens(view: &View) -> bool {
    role::RECORDERS.contains(&view.here.role)
}

/// Whether something can have happened in the session under the cursor.
fn past_or_today(view: &View) -> bool {
    records_what_happens(view)
        && seen(view).is_some_and(|s| s.date <= view.here.now.day && s.status != SessionStatus::Held)
}

fn happens(view: &View) -> bool {
    past_or_today(view) && seen(view).is_some_and(Session::is_on_the_road)
}

fn today(view: &View) -> bool {
    happens(view) && seen(view).is_some_and(|s| s.date == view.here.now.day)
}

/// Records what happens next, now; far from the time it was booked for only when asked again.
fn next(session: &Session, cx: &mut Cx) {
    // who came for nothing, or went early, goes home when they go
    let out = session.status.is_exit() && session.actual.child_is_out();
    let event = if out { Some(LiveEvent::ChildHome) } else { LiveEvent::next(&session.actual) };
    let Some(event) = event else {
        return cx.refuse("all of it is recorded; another time is recorded as a correction");
    };
    let (now, due) = (cx.here().now, event.due(session));
    let off = now.minute.0.abs_diff(due.0);
    let far = match event {
        // nobody ends a session by pressing a key too often
        LiveEvent::Ended | LiveEvent::ChildLeft | LiveEvent::AdultLeft | LiveEvent::ChildHome
            if now.minute < session.end.plus(-i32::from(EARLY_MIN)) =>
        {
            0
        }
        _ if session.actual == Actual::default() => FAR_MIN,
        _ => FURTHER_MIN,
    };
    if session.date == now.day && (out || off < far) {
        return record(session, cx, event, None);
    }
    if session.date < now.day {
        return cx.push(day::event(session, &Names::default(), now));
    }
    let id = session.id;
    let way = if now.minute < due { "before" } else { "after" };
    let what = format!("{id}: {} now, at {}?", event.said(), now.minute);
    let fact = format!("it was booked for {due}: that is {} {way} it", said::duration(u32::from(off)));
    let yes = move |_: &mut dyn Layer, cx: &mut Cx| {
        cx.execute("live", Command::from(SessionEvent { session: id, event, ..SessionEvent::default() }));
    };
    cx.push(Confirm::new(what, yes).with([(Tone::Warn, fact)]));
}

fn record(session: &Session, cx: &mut Cx, event: LiveEvent, at: Option<&str>) {
    match at.map(said::time).transpose() {
        Ok(at) => {
            let command = SessionEvent { session: session.id, event, at, ..SessionEvent::default() };
            cx.execute("live", Command::from(command));
        }
        Err(why) => cx.refuse(why.to_string()),
    }
}

fn incident(layer: &mut dyn Layer, cx: &mut Cx, sort: Option<IncidentSort>) {
    let now = cx.here().now;
    if let Some(door) = downcast::<Page>(layer).and_then(|page| page.at_the_door()) {
        let sort = sort.unwrap_or(IncidentSort::Stranger);
        return cx.push(day::incident(None, Some(sort), now).naming("people", door));
    }
    let on = under(layer).filter(|(session, _)| session.date <= now.day && !session.children.is_empty());
    cx.push(day::incident(on.as_ref().map(|(session, names)| (session, names)), sort, now));
}

fn close(layer: &mut dyn Layer, cx: &mut Cx, _: &crate::tui::action::Args) {
    if let Some(open) = downcast::<Live>(layer).map(|live| live.in_the_way()).filter(|open| *open > 0) {
        return cx.refuse(format!("{} in the way; show only those, and record each", said::count(open, "session")));
    }
    let day = layer.day().unwrap_or(cx.here().now.day);
    let what = format!("Close {}?", said::long(day));
    let fact = "what is recorded of it later is shown as a correction".to_owned();
    let yes = move |_: &mut dyn Layer, cx: &mut Cx| {
        cx.execute("close", Command::from(DayClose { day, what: Note::default() }));
    };
    cx.push(Confirm::new(what, yes).with([(Tone::Plain, fact)]));
}

/// The ledger of whom the page is about, of the child of the session under the cursor, or of whoever is chosen.
fn ledger(layer: &mut dyn Layer, cx: &mut Cx) {
    let today = cx.here().now.day;
    let page = move |key: Key| {
        Page::new("Cancellation ledger", today, queries::Ledger { of: Some(key.to_string()), ..Default::default() })
    };
    let about = layer.about().filter(|key| matches!(key.kind, Kind::Child | Kind::Party | Kind::Arrangement));
    let child = under(layer).and_then(|(session, _)| session.children.first().map(|c| c.key()));
    match about.or(child) {
        Some(key) => cx.push(page(key)),
        None => cx.push(Picker::new("The ledger of which child?", records(Kind::Child), move |offer, _, cx| {
            if let Some(key) = offer.key {
                cx.push(page(key));
            }
        })),
    }
}
