//! The list of a sitting, the calendar of panels, and what comes round.

use crate::desk::commands::AgendaOrder;
use crate::desk::queries::{Forward, Sittings};
use crate::desk::{Command, role};
use crate::on;
use crate::tui::action::Action;
use crate::tui::layer::View;
use crate::tui::screens::page::Page;
use crate::tui::screens::panel::agenda::List;
use crate::tui::tasks::panel_agenda as tasks;

const SCREENS: &[&str] = &["board", "screen"];
const AGENDA: &[&str] = &["agenda"];

fn in_office(view: &View) -> bool {
    role::OFFICE.contains(&view.here.role)
}

fn works_panels(view: &View) -> bool {
    role::CLERKS.contains(&view.here.role)
}

pub(super) const ACTIONS: &[Action] = &[
    Action::new("go.agenda", "goes to the list of the next sitting", |_, cx, _| cx.push(List::new(None)))
        .within(SCREENS)
        .when(in_office),
    Action::new("go.sittings", "shows the calendar of the panels, with what is due when", |_, cx, _| {
        let today = cx.here().now.day;
        cx.push(Page::new("Sittings", today, Sittings::default()));
    })
    .within(SCREENS)
    .when(in_office),
    Action::new("go.forward", "shows what panels must look at again without anybody asking", |_, cx, _| {
        let today = cx.here().now.day;
        cx.push(Page::new("To be brought forward", today, Forward::default()));
    })
    .within(SCREENS)
    .when(in_office),
    on!(List, "agenda.order", "orders the list and gives it its times", |list, cx, _| {
        match list.sitting().map(|of| of.id) {
            Some(sitting) => cx.execute("command", Command::from(AgendaOrder { sitting, items: Vec::new() })),
            None => cx.refuse("there is no list here"),
        }
    })
    .within(AGENDA)
    .when(works_panels),
    on!(List, "agenda.before", "goes to the list of the sitting before this one", |_list, cx, _| List::turn_to(cx, -1))
        .within(AGENDA)
        .when(in_office),
    on!(List, "agenda.after", "goes to the list of the sitting after this one", |_list, cx, _| List::turn_to(cx, 1))
        .within(AGENDA)
        .when(in_office),
    on!(List, "agenda.earlier", "moves the item before the one above it", |list, cx, _| list.shift(cx, -1))
        .within(AGENDA)
        .when(works_panels),
    on!(List, "agenda.later", "moves the item behind the one below it", |list, cx, _| list.shift(cx, 1))
        .within(AGENDA)
        .when(works_panels),
    on!(List, "agenda.add", "puts what waits on the list", |list, cx, _| list.take_on(cx))
        .within(AGENDA)
        .when(works_panels),
    on!(List, "agenda.join", "has the item heard with the one above it, as one: siblings", |list, cx, _| list.join(cx))
        .within(AGENDA)
        .when(works_panels),
    on!(
        List,
        "agenda.bring",
        "puts on the list what comes round: a contract, a condition, moves, an overdue action",
        |list, cx, _| {
            list.bring(cx);
        }
    )
    .within(AGENDA)
    .when(works_panels),
    on!(List, "agenda.off", "takes the item off the list; it goes to the next", |list, cx, _| {
        match list.row().filter(|(_, waits)| !waits).map(|(row, _)| row) {
            Some(row) => cx.push(tasks::off(row)),
            None => cx.refuse("there is no item of the list here"),
        }
    })
    .within(AGENDA)
    .when(works_panels),
    on!(List, "agenda.pin", "fixes the time, length, part, chair of the item", |list, cx, _| {
        match list.row().filter(|(row, waits)| row.known && !waits).map(|(row, _)| row.item.clone()) {
            Some(item) => cx.push(tasks::pin(&item)),
            None => cx.refuse("there is no item of the list here"),
        }
    })
    .within(AGENDA)
    .when(works_panels),
    on!(List, "interest.declare", "declares an interest in the item", |list, cx, _| {
        match list.row().map(|(row, _)| row.item.id) {
            Some(item) => cx.push(tasks::interest(item)),
            None => cx.refuse("there is no item here"),
        }
    })
    .within(AGENDA)
    .when(works_panels),
    on!(List, "sitting.reply", "takes down who comes, and for whom", |list, cx, _| {
        match list.sitting().map(|of| of.id) {
            Some(sitting) => cx.push(tasks::reply(sitting)),
            None => cx.refuse("there is no sitting here"),
        }
    })
    .within(AGENDA)
    .when(works_panels),
    on!(List, "sitting.lock", "locks the list, or opens it again with a reason", |list, cx, _| list.lock(cx))
        .giving("sitting.unlock")
        .within(AGENDA)
        .when(works_panels),
    on!(List, "sitting.plan", "plans the next sitting of a panel", |_list, cx, _| {
        let today = cx.here().now.day;
        cx.push(tasks::plan(today));
    })
    .within(AGENDA)
    .when(works_panels),
];
