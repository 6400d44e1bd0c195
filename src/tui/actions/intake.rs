//! From referral to contact: the papers of an arrangement and their steps, orders, the waiting list, and what is due.

use crate::desk::commands::RecordStep;
use crate::desk::role;
use crate::domain::*;
use crate::on;
use crate::tui::action::Action;
use crate::tui::app::Cx;
use crate::tui::layer::{Layer, View, downcast};
use crate::tui::picker::Picker;
use crate::tui::screens::board::Board;
use crate::tui::screens::listing::{Listed, Listing};
use crate::tui::screens::page::Page;
use crate::tui::screens::papers::PapersPage;
use crate::tui::screens::set::Set;
use crate::tui::tasks::{self, due, intake};

const SCREENS: &[&str] = &["board", "screen"];
const PAPERS: &[&str] = &["papers"];

fn in_office(view: &View) -> bool {
    role::OFFICE.contains(&view.here.role)
}

fn books(view: &View) -> bool {
    role::BOOKERS.contains(&view.here.role)
}

fn writes_up(view: &View) -> bool {
    role::WRITE_UP.contains(&view.here.role) && view.layer::<Board>().and_then(Board::session).is_some()
}

pub(super) const ACTIONS: &[Action] = &[
    Action::new("go.waiting", "goes to who waits for contact, newborn children first", |_, cx, _| {
        cx.push(Listing::new(Listed::Waiting));
    })
    .within(SCREENS)
    .when(in_office),
    Action::new("go.orders", "goes to what is ordered, planned, delivered and short, week by week", |_, cx, _| {
        cx.push(Listing::new(Listed::Orders));
    })
    .within(SCREENS)
    .when(in_office),
    Action::new("go.due", "goes to what is due: records, reviews, papers, checks, letters, holds", |_, cx, _| {
        cx.push(Listing::new(Listed::Due(None)));
    })
    .within(SCREENS)
    .when(in_office),
    Action::new("go.papers", "goes to the papers of an arrangement: what it has and lacks", |layer, cx, _| {
        papers(layer, cx);
    })
    .within(SCREENS)
    .when(in_office),
    Action::new("arrangement.request", "takes in a referral for contact", |_, cx, _| {
        let today = cx.here().now.day;
        cx.push(intake::referral(None, today));
    })
    .within(SCREENS)
    .when(books),
    Action::new("order.record", "records a court's order", |layer, cx, _| {
        let today = cx.here().now.day;
        let about = downcast::<PapersPage>(layer).and_then(|page| page.view());
        cx.push(intake::order(about.map(|(view, names)| (&view.arrangement, names)), today));
    })
    .within(SCREENS)
    .when(books),
    Action::new("letter.note", "takes down a letter between a child and family", |_, cx, _| {
        let today = cx.here().now.day;
        cx.push(due::letter_came(today));
    })
    .within(SCREENS)
    .when(|view| role::RECORDERS.contains(&view.here.role)),
    on!(
        Board,
        "override.confirm",
        "says your own word about what you are said to have agreed by telephone",
        |board, cx, _| {
            board.own_word(cx);
        }
    )
    .within(&["board"])
    .when(|view| view.layer::<Board>().is_some_and(|board| board.awaited().is_some())),
    on!(
        Board,
        "session.record",
        "records that the observation record is written, signed off, uploaded, shared",
        |board, cx, _| {
            let today = cx.here().now.day;
            if let Some(session) = board.session() {
                let next = RecordStep::next(&session.record).unwrap_or(RecordStep::Shared);
                cx.push(due::step(session.id, next, today));
            }
        }
    )
    .within(&["board"])
    .when(writes_up),
    on!(Board, "session.words", "writes down what the child said about the session", |board, cx, _| {
        if let Some(session) = board.session() {
            cx.push(due::child_said(session));
        }
    })
    .within(&["board"])
    .when(writes_up),
    on!(PapersPage, "papers.next", "does what comes next before contact may begin", |page, cx, _| page.next(cx))
        .within(PAPERS)
        .when(books),
    on!(PapersPage, "papers.meeting", "books a planning meeting or a review", |page, cx, _| {
        let today = cx.here().now.day;
        if let Some((view, names)) = page.view() {
            cx.push(intake::meeting(&view.arrangement, names, today));
        }
    })
    .within(PAPERS)
    .when(books),
    on!(PapersPage, "arrangement.assess", "records a risk assessment", |page, cx, _| {
        let today = cx.here().now.day;
        if let Some((view, _)) = page.view() {
            cx.push(intake::assess(&view.arrangement, today));
        }
    })
    .within(PAPERS)
    .when(books),
    on!(PapersPage, "arrangement.sign", "records a signed agreement", |page, cx, _| {
        let today = cx.here().now.day;
        if let Some((view, names)) = page.view() {
            cx.push(intake::sign(&view.arrangement, names, today));
        }
    })
    .within(PAPERS)
    .when(books),
    on!(PapersPage, "arrangement.review", "records a review of the contact", |page, cx, _| {
        let today = cx.here().now.day;
        cx.push(intake::review(page.arrangement(), today));
    })
    .within(PAPERS)
    .when(books),
    on!(PapersPage, "arrangement.suspend", "pauses or suspends the contact", |page, cx, _| {
        let today = cx.here().now.day;
        cx.push(intake::stop(page.arrangement(), today));
    })
    .within(PAPERS)
    .when(books),
    on!(PapersPage, "arrangement.activate", "says that contact may begin, or go on", |page, cx, _| {
        let today = cx.here().now.day;
        cx.push(intake::begin(page.arrangement(), today));
    })
    .within(PAPERS)
    .when(books),
    on!(PapersPage, "arrangement.end", "ends the arrangement", |page, cx, _| {
        let today = cx.here().now.day;
        cx.push(intake::end(page.arrangement(), today));
    })
    .within(PAPERS)
    .when(books),
    on!(PapersPage, "papers.make_up", "finds the earliest sessions that make up for what is short", |page, cx, _| {
        let short = page.view().and_then(|(view, _)| view.ordered.iter().find(|week| week.is_short()));
        match short {
            Some(week) => cx.push(Set::new(page.arrangement(), week.monday)),
            None => cx.refuse("nothing that is ordered is short in these weeks"),
        }
    })
    .within(PAPERS)
    .when(books),
    on!(Listing, "orders.make_up", "finds the earliest sessions that make up for what is short", |list, cx, _| {
        list.make_up(cx);
    })
    .within(&["orders"])
    .when(books),
    on!(Listing, "due.settle", "does what is due, or opens the form for it", |list, cx, _| list.settle(cx))
        .within(&["due"]),
    on!(Listing, "due.narrow", "shows only what is due of this sort, or everything again", |list, cx, _| list
        .narrow(cx))
    .within(&["due"]),
    on!(Set, "set.book", "books all of them in one entry", |set, cx, _| set.book(cx)).within(&["set"]).when(books),
    on!(Set, "set.further", "looks at one week more", |set, cx, _| set.further(cx)).within(&["set"]),
];

/// The papers of the arrangement the screen below is about; else of one that is chosen.
fn papers(layer: &mut dyn Layer, cx: &mut Cx) {
    let today = cx.here().now.day;
    let of_session = downcast::<Board>(layer).and_then(|board| board.session()).and_then(|s| s.arrangement);
    let of_page = downcast::<Page>(layer).and_then(|page| page.record()).and_then(|(record, _)| match record {
        Record::Session(session) => session.arrangement,
        Record::Arrangement(arrangement) => Some(arrangement.id),
        _ => None,
    });
    let about = layer.about().filter(|key| key.kind == Kind::Arrangement).map(|key| ArrangementId(key.id));
    match of_session.or(of_page).or(about) {
        Some(arrangement) => cx.push(PapersPage::new(arrangement, today)),
        None => cx.push(Picker::new(
            "Papers of which arrangement?",
            tasks::records(Kind::Arrangement),
            move |offer, _, cx| {
                if let Some(key) = offer.key {
                    cx.push(PapersPage::new(ArrangementId(key.id), today));
                }
            },
        )),
    }
}
