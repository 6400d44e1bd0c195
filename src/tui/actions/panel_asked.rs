//! What services were asked for, and the child protection register.

use crate::desk::queries::AskedFor;
use crate::desk::role;
use crate::on;
use crate::tui::action::Action;
use crate::tui::layer::View;
use crate::tui::screens::page::Page;
use crate::tui::screens::panel::requests::Requests;
use crate::tui::tasks::panel_asked as tasks;

const SCREENS: &[&str] = &["board", "screen"];
const REQUESTS: &[&str] = &["requests"];

fn in_office(view: &View) -> bool {
    role::OFFICE.contains(&view.here.role)
}

fn keeps(view: &View) -> bool {
    role::KEEPERS.contains(&view.here.role)
}

pub(super) const ACTIONS: &[Action] = &[
    Action::new("go.requests", "goes to what services were asked for and have not answered", |_, cx, _| {
        cx.push(Requests::new());
    })
    .within(SCREENS)
    .when(in_office),
    Action::new("request.figures", "shows what was asked for in twelve months, and what came of it", |_, cx, _| {
        let today = cx.here().now.day;
        cx.push(Page::new("What was asked for", today, AskedFor::default()));
    })
    .within(REQUESTS)
    .when(in_office),
    Action::new("service_request.record", "takes down what a service was asked for a child", |_, cx, _| {
        let today = cx.here().now.day;
        cx.push(tasks::record(today));
    })
    .within(REQUESTS)
    .when(keeps),
    on!(Requests, "service_request.answer", "takes down what the service answered", |requests, cx, _| {
        let today = cx.here().now.day;
        match requests.row() {
            Some(row) => {
                let form = tasks::answer(row.id, today);
                cx.push(form);
            }
            None => cx.refuse("there is no request here"),
        }
    })
    .within(REQUESTS)
    .when(keeps),
    Action::new("register.begin", "puts a child on the child protection register", |_, cx, _| {
        let today = cx.here().now.day;
        cx.push(tasks::begin(today));
    })
    .within(REQUESTS)
    .when(keeps),
    Action::new("register.end", "takes a child off the child protection register", |_, cx, _| {
        let today = cx.here().now.day;
        cx.push(tasks::end(today));
    })
    .within(REQUESTS)
    .when(keeps),
];
