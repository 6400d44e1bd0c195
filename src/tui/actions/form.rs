//! Going through a form.

use crate::desk::role;
use crate::on;
use crate::tui::action::Action;
use crate::tui::form::Form;

const FORM: &[&str] = &["form"];

pub(super) const ACTIONS: &[Action] = &[
    on!(Form, "form.submit", "saves the form", |form, cx, _| form.submit(cx)).within(FORM),
    on!(Form, "form.agreed", "a manager agrees by telephone to what refuses it: who, and why", |form, _, _| {
        form.agreed();
    })
    .within(FORM)
    .when(|view| role::WRITERS.contains(&view.here.role)),
    on!(Form, "form.next", "goes to the next field", |form, _, _| form.turn(1)).within(FORM),
    on!(Form, "form.previous", "goes to the field before", |form, _, _| form.turn(-1)).within(FORM),
    on!(Form, "form.offers", "shows what a field can be", |form, cx, _| form.open(cx)).within(FORM),
    on!(Form, "form.erase", "takes the last choice or letter out", |form, cx, _| form.erase(cx)).within(FORM),
];
