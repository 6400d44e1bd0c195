//! Arrangements and their times, what is owed, who loses contact.

use crate::desk::{queries, role};
use crate::domain::*;
use crate::on;
use crate::tui::action::{Action, Arg};
use crate::tui::app::Cx;
use crate::tui::layer::{Layer, View, downcast};
use crate::tui::screens::board::Board;
use crate::tui::screens::page::Page;
use crate::tui::screens::register::Register;
use crate::tui::screens::series::Series;
use crate::tui::tasks::{self, holidays, siblings};
use std::any::Any;

const SERIES: &[&str] = &["series"];
const SCREENS: &[&str] = &["board", "screen"];

fn in_office(view: &View) -> bool {
    role::OFFICE.contains(&view.here.role)
}

/// The session under the cursor, in that state, where the asker books.
fn on(view: &View, is: impl Fn(SessionStatus) -> bool) -> bool {
    let session = view.layer::<Series>().and_then(Series::session);
    role::BOOKERS.contains(&view.here.role) && session.is_some_and(|s| is(s.status))
}

fn cancelled(status: SessionStatus) -> bool {
    matches!(status, SessionStatus::CancelledInAdvance | SessionStatus::CancelledOnDay)
}

pub(super) const ACTIONS: &[Action] = &[
    Action::new(
        "series.open",
        "goes to the arrangement and its times; from elsewhere to all arrangements",
        |layer, cx, _| open(layer, cx),
    )
    .within(SCREENS)
    .when(in_office),
    on!(Series, "series.book", "books what can be booked", |series, cx, _| series.book(cx))
        .within(SERIES)
        .when(|view| role::BOOKERS.contains(&view.here.role) && view.layer::<Series>().is_some_and(Series::has_free)),
    on!(Series, "series.change", "changes this time, this and following, or all to come", |series, cx, _| series
        .change(cx))
    .within(SERIES)
    .when(|view| role::BOOKERS.contains(&view.here.role)),
    on!(Series, "series.slots", "finds other slots for this one", |series, cx, _| series.elsewhere(cx))
        .within(SERIES)
        .when(|view| role::BOOKERS.contains(&view.here.role)),
    on!(Series, "series.why", "says why this time will not do, and what would", |series, cx, _| series.why(cx))
        .within(SERIES)
        .when(|view| role::BOOKERS.contains(&view.here.role) && view.layer::<Series>().is_some_and(Series::has_time)),
    on!(Series, "series.cancel", "cancels this one, with a reason", |series, cx, _| series.cancel(cx))
        .within(SERIES)
        .when(|view| {
            role::RECORDERS.contains(&view.here.role) && view.layer::<Series>().is_some_and(Series::may_cancel)
        }),
    on!(Series, "series.restore", "brings a cancelled one back", |series, cx, _| series.restore(cx))
        .within(SERIES)
        .when(|view| on(view, cancelled)),
    on!(Series, "series.note", "writes a note on this one", |series, cx, _| series.note(cx))
        .within(SERIES)
        .when(|view| on(view, |_| true)),
    on!(Series, "series.later", "shows later weeks", |series, cx, _| series.turn_weeks(cx, true)).within(SERIES),
    on!(Series, "series.earlier", "shows earlier weeks", |series, cx, _| series.turn_weeks(cx, false)).within(SERIES),
    Action::new("go.owed", "lists contact that is to be made up for", |_, cx, _| {
        page(cx, "Owed", queries::Owed::default());
    })
    .within(SCREENS)
    .when(in_office),
    Action::new("go.closures", "lists who loses contact that week because sites are closed", |layer, cx, args| {
        let today = cx.here().now.day;
        let shown = layer.day().unwrap_or(today);
        match args.get(0).map(|text| said::day(text, today)).transpose() {
            Ok(week) => {
                let losses = queries::Losses { week: Some(week.unwrap_or(shown)), closure: None, suppose: true };
                page(cx, "Lost to closures", losses);
            }
            Err(why) => cx.refuse(why.to_string()),
        }
    })
    .within(SCREENS)
    .when(in_office)
    .taking(&[Arg::text("WEEK").optional()]),
    Action::new("go.holidays", "lists the bank holidays to come, and which sites are closed", |_, cx, _| {
        page(cx, "Bank holidays", queries::Holidays::default());
    })
    .within(SCREENS)
    .when(in_office),
    Action::new("siblings.book", "books siblings as one set", |layer, cx, _| {
        let (today, may) = (cx.here().now.day, tasks::may_override(cx));
        let day = layer.day().unwrap_or(today);
        cx.push(siblings::form(today, day, may));
    })
    .within(SCREENS)
    .when(|view| role::BOOKERS.contains(&view.here.role)),
    Action::new("holidays.decide", "decides on which bank holidays sites are closed", |_, cx, _| {
        let today = cx.here().now.day;
        cx.push(holidays::form(today));
    })
    .within(SCREENS)
    .when(|view| role::REGISTRARS.contains(&view.here.role)),
];

fn page(cx: &mut Cx, title: &str, query: impl Into<crate::desk::Query>) {
    let today = cx.here().now.day;
    cx.push(Page::new(title, today, query));
}

/// The arrangement the cursor is on: a session's, or a record of the register.
fn under(layer: &mut dyn Layer) -> Option<ArrangementId> {
    let record = |record: &Record| match record {
        Record::Arrangement(a) => Some(a.id),
        Record::Session(s) => s.arrangement,
        _ => None,
    };
    if let Some(board) = (layer as &dyn Any).downcast_ref::<Board>() {
        return board.session().and_then(|s| s.arrangement);
    }
    if let Some(register) = downcast::<Register>(layer) {
        return register.record().and_then(record);
    }
    let page = downcast::<Page>(layer)?;
    // of a list, the arrangement in the line under the cursor
    let listed = page.reference().filter(|key| key.kind == Kind::Arrangement).map(|key| ArrangementId(key.id));
    page.record().and_then(|(r, _)| record(r)).or(listed)
}

fn open(layer: &mut dyn Layer, cx: &mut Cx) {
    match under(layer) {
        Some(arrangement) => cx.push(Series::new(arrangement)),
        None => cx.push(Register::new(Kind::Arrangement)),
    }
}
