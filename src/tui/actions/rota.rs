//! The staff: their week, who is not there and what becomes of their sessions, dates that contact is planned around.

use crate::desk::commands::MendSort;
use crate::desk::{queries, role};
use crate::domain::*;
use crate::on;
use crate::tui::action::Action;
use crate::tui::app::Cx;
use crate::tui::layer::{Layer, View, downcast};
use crate::tui::offer::Source;
use crate::tui::picker::Picker;
use crate::tui::screens::board::Board;
use crate::tui::screens::page::Page;
use crate::tui::screens::repair::Repair;
use crate::tui::screens::rota::Rota;
use crate::tui::tasks::{offer, record as forms};

const ROTA: &[&str] = &["rota"];
const REPAIR: &[&str] = &["repair"];

/// Every screen.
const SCREENS: &[&str] = &["board", "screen"];

/// Whoever or whatever can be missing.
const MISSED: &[Kind] = &[Kind::Officer, Kind::Driver, Kind::Vehicle, Kind::Room, Kind::Site];

fn books(view: &View) -> bool {
    role::BOOKERS.contains(&view.here.role)
}

fn in_office(view: &View) -> bool {
    role::OFFICE.contains(&view.here.role)
}

fn has_row(view: &View) -> bool {
    view.layer::<Repair>().is_some_and(Repair::has_row)
}

pub(super) const ACTIONS: &[Action] = &[
    Action::new(
        "absence.sick",
        "somebody is ill, a car or room cannot be used: what becomes of the sessions",
        |layer, cx, _| {
            missing(layer, cx);
        },
    )
    .within(SCREENS)
    .when(books),
    Action::new("date.add", "takes down a review, court, a medical, a holiday, a festival", |layer, cx, _| {
        let day = layer.day().unwrap_or(cx.here().now.day);
        let who =
            about(layer).filter(|key| matches!(key.kind, Kind::Child | Kind::Party | Kind::Carer | Kind::Officer));
        let date = Appointment { who: who.into_iter().collect(), days: Days::one(day), ..Appointment::default() };
        let today = cx.here().now.day;
        cx.push(forms::edit(date.into(), &crate::desk::Names::default(), today));
    })
    .within(SCREENS)
    .when(|view| role::REGISTRARS.contains(&view.here.role)),
    Action::new("go.timesheet", "shows officers' hours this week: there, planned, done", |layer, cx, _| {
        let day = layer.day().unwrap_or(cx.here().now.day);
        timesheet(cx, None, Days::new(day.monday(), day.monday() + 6));
    })
    .within(SCREENS),
    Action::new("go.continuity", "shows how many sessions were with the officer a family sees most", |layer, cx, _| {
        let sorts = [Kind::Child, Kind::Arrangement, Kind::Officer];
        let who = layer.about().filter(|key| sorts.contains(&key.kind)).map(|key| key.to_string());
        let today = cx.here().now.day;
        cx.push(Page::new("Continuity", today, queries::Continuity { who, ..queries::Continuity::default() }));
    })
    .within(SCREENS)
    .when(in_office),
    on!(Rota, "rota.next", "shows the next week", |rota, cx, _| rota.turn(cx, 1)).within(ROTA),
    on!(Rota, "rota.previous", "shows the week before", |rota, cx, _| rota.turn(cx, -1)).within(ROTA),
    on!(Rota, "rota.day_on", "goes to the next day", |rota, cx, _| rota.along(cx, 1)).within(ROTA),
    on!(Rota, "rota.day_back", "goes to the day before", |rota, cx, _| rota.along(cx, -1)).within(ROTA),
    on!(Rota, "rota.leave", "records leave or training of the officer", |rota, cx, _| rota.add_leave(cx)).within(ROTA),
    on!(Rota, "rota.sick", "the officer is ill: what becomes of the sessions", |rota, cx, _| rota.sick(cx))
        .within(ROTA)
        .when(books),
    on!(Rota, "rota.shift", "gives the officer hours on that day", |rota, cx, _| rota.add_shift(cx))
        .within(ROTA)
        .when(books),
    on!(Rota, "rota.drop", "takes the shift or absence of that day off the rota", |rota, cx, _| rota.drop_one(cx))
        .within(ROTA)
        .when(books),
    on!(Rota, "rota.timesheet", "shows the officer's hours this week", |rota, cx, _| {
        let monday = rota.monday();
        timesheet(cx, rota.officer(), Days::new(monday, monday + 6));
    })
    .within(ROTA),
    on!(Rota, "rota.month", "shows the officer's hours this month", |rota, cx, _| {
        let (year, month, _) = rota.on().ymd();
        let first = Day::of(year, month, 1).unwrap_or_default();
        let next = if month == 12 { Day::of(year + 1, 1, 1) } else { Day::of(year, month + 1, 1) };
        timesheet(cx, rota.officer(), Days::new(first, next.unwrap_or(first + 31) - 1));
    })
    .within(ROTA),
    on!(Repair, "repair.next", "proposes somebody else for the session", |repair, cx, _| repair.next_choice(cx))
        .within(REPAIR)
        .when(has_row),
    on!(Repair, "repair.cancel", "cancels the session; a make-up is owed", |repair, cx, _| {
        repair.choose_sort(cx, MendSort::Cancel);
    })
    .within(REPAIR)
    .when(has_row),
    on!(Repair, "repair.keep", "leaves the session as it is", |repair, cx, _| repair.choose_sort(cx, MendSort::Keep))
        .within(REPAIR)
        .when(has_row),
    on!(Repair, "repair.propose", "goes back to what was proposed", |repair, cx, _| repair.propose_again(cx))
        .within(REPAIR)
        .when(has_row),
    on!(Repair, "repair.days", "away on other days, or from another time", |_repair, cx, _| Repair::ask_days(cx))
        .within(REPAIR),
    on!(Repair, "repair.save", "writes it down and does what every row says, at once", |repair, cx, _| repair.save(cx))
        .within(REPAIR),
];

fn timesheet(cx: &mut Cx, officer: Option<OfficerId>, days: Days) {
    let (who, today) = (officer.map(|id| id.to_string()), cx.here().now.day);
    cx.push(Page::new("Timesheet", today, queries::Timesheet { who, from: Some(days.first), to: Some(days.last) }));
}

/// The record a screen is about, or its row is.
fn about(layer: &mut dyn Layer) -> Option<Key> {
    let row = downcast::<Board>(layer).and_then(|board| board.row_key());
    row.or_else(|| layer.about())
}

/// Who or what is missing on the day shown: whom the screen is about, or whoever is chosen.
fn missing(layer: &mut dyn Layer, cx: &mut Cx) {
    let now = cx.here().now;
    let day = layer.day().unwrap_or(now.day).max(now.day);
    // a row of rooms is where the cursor happens to be
    let who = about(layer).filter(|key| MISSED.contains(&key.kind) && key.kind != Kind::Room);
    if let Some(who) = who {
        return cx.push(Repair::new(who, day, now));
    }
    let ask = |text: &str| queries::Find { text: text.to_owned(), kinds: MISSED.to_vec(), limit: Some(12) };
    let source = Source::desk(ask, |answered| match answered.answer {
        crate::desk::Answer::Find(found) => {
            found.hits.iter().filter(|h| h.open).map(|h| offer(h, &answered.names)).collect()
        }
        _ => Vec::new(),
    });
    cx.push(Picker::new("Who or what is not there?", source, move |offer, _, cx| {
        if let Some(key) = offer.key {
            cx.push(Repair::new(key, day, now));
        }
    }));
}
