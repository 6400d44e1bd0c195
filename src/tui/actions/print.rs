//! Documents: what can be printed from where one is.

use crate::desk::commands::DocumentPrint;
use crate::desk::{DocumentKind, role};
use crate::domain::*;
use crate::tui::action::Action;
use crate::tui::app::Cx;
use crate::tui::layer::{Layer, View, downcast};
use crate::tui::picker::Picker;
use crate::tui::screens::page::Page;
use crate::tui::screens::paper::Paper;
use crate::tui::tasks::records;

/// Every screen.
const SCREENS: &[&str] = &["board", "screen"];

fn prints(view: &View) -> bool {
    role::RECORDERS.contains(&view.here.role)
}

pub(super) const ACTIONS: &[Action] = &[
    Action::new("print.day", "prints the day sheet of the day shown", |layer, cx, _| {
        let day = layer.day().unwrap_or(cx.here().now.day);
        cx.push(Paper::new(order(DocumentKind::DaySheet, None, day)));
    })
    .within(SCREENS)
    .when(prints),
    Action::new("print.run", "prints a driver's run sheet of the day shown", |layer, cx, _| {
        about(layer, cx, DocumentKind::RunSheet, Kind::Driver);
    })
    .within(SCREENS)
    .when(prints),
    Action::new("print.calendar", "prints a family member's calendar, from the day shown", |layer, cx, _| {
        about(layer, cx, DocumentKind::ParentCalendar, Kind::Party);
    })
    .within(SCREENS)
    .when(prints),
];

fn order(document: DocumentKind, who: Option<Key>, from: Day) -> DocumentPrint {
    DocumentPrint { document, audience: None, who: who.map(|key| key.to_string()), from, to: None }
}

/// Prints for whom the page is about, or for whoever is chosen.
fn about(layer: &mut dyn Layer, cx: &mut Cx, document: DocumentKind, kind: Kind) {
    let day = layer.day().unwrap_or(cx.here().now.day);
    let page = downcast::<Page>(layer).and_then(|page| page.record()).map(|(record, _)| record.key());
    if let Some(key) = page.filter(|key| key.kind == kind) {
        return cx.push(Paper::new(order(document, Some(key), day)));
    }
    let title = format!("{}: which {}?", document.said(), kind.one());
    cx.push(Picker::new(title, records(kind), move |offer, _, cx| {
        cx.push(Paper::new(order(document, offer.key, day)));
    }));
}
