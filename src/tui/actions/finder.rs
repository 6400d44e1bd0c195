//! The finder: slots for a session, and why another time will not do.

use crate::desk::{queries, role};
use crate::domain::*;
use crate::on;
use crate::tui::action::Action;
use crate::tui::layer::{Layer, View, downcast};
use crate::tui::screens::board::Board;
use crate::tui::screens::finder::{self, Finder};
use crate::tui::screens::page::Page;

const FROM: &[&str] = &["board", "page"];

/// The room, officer or driver of the row under the cursor.
fn free_thing(board: &Board) -> Option<Key> {
    board.row_key().filter(|key| matches!(key.kind, Kind::Room | Kind::Officer | Kind::Driver))
}

/// What looks for a slot: the session under the cursor, or the arrangement, child or session a page is about.
fn seeker(board: Option<&Session>, page: Option<Key>) -> Option<Key> {
    let about = page.filter(|key| matches!(key.kind, Kind::Arrangement | Kind::Child | Kind::Session));
    board.map(Session::key).or(about)
}

fn seeks(view: &View) -> bool {
    let board = view.layer::<Board>().and_then(Board::session);
    let page = view.layer::<Page>().and_then(|page| page.record()).map(|(record, _)| record.key());
    role::BOOKERS.contains(&view.here.role) && seeker(board, page).is_some()
}

/// The same of a layer that an action runs on.
fn of(layer: &mut dyn Layer) -> Option<Key> {
    let page = downcast::<Page>(layer).and_then(|page| page.record()).map(|(record, _)| record.key());
    downcast::<Board>(layer).and_then(|board| seeker(board.session(), None)).or_else(|| seeker(None, page))
}

pub(super) const ACTIONS: &[Action] = &[
    Action::new(
        "session.slots",
        "finds slots: another for the session, or for this child or arrangement",
        |layer, cx, _| {
            if let Some(what) = of(layer) {
                cx.push(Finder::new(what));
            }
        },
    )
    .within(FROM)
    .when(seeks),
    Action::new("session.why", "says why a time will not do, and what would", |layer, cx, _| {
        if let Some(what) = of(layer) {
            finder::why(cx, what, None);
        }
    })
    .within(FROM)
    .when(seeks),
    on!(
        Board,
        "row.freed",
        "says who should have this room, officer or driver, now that it is free",
        |board, cx, _| {
            let today = cx.here().now.day;
            if let Some(what) = free_thing(board) {
                let day = board.day().unwrap_or(today);
                cx.push(Page::new("Who should have it", today, queries::Freed { what, day, span: None }));
            }
        }
    )
    .within(&["board"])
    .when(|view| role::BOOKERS.contains(&view.here.role) && view.layer::<Board>().and_then(free_thing).is_some()),
    on!(Finder, "slot.hold", "holds the slot while the family thinks it over", |finder, cx, _| finder.take(cx, true))
        .within(&["finder"]),
    on!(Finder, "slot.later", "looks four weeks further on", |finder, cx, _| finder.later(cx, 1)).within(&["finder"]),
    on!(Finder, "slot.earlier", "looks four weeks earlier", |finder, cx, _| finder.later(cx, -1)).within(&["finder"]),
    Action::new("slot.within", "looks only between two times of the day", |_, cx, _| Finder::within(cx))
        .within(&["finder"]),
    Action::new("slot.minutes", "looks for a longer or shorter session", |_, cx, _| Finder::minutes(cx))
        .within(&["finder"]),
    on!(Finder, "slot.why", "says why a time will not do, and what would", |finder, cx, _| finder.why(cx))
        .within(&["finder"]),
];
