//! Actions of the board as a whole.

use crate::tui::action::{Action, Arg};
use crate::tui::app::{BLANK, Wish};
use crate::tui::help;

pub(super) const ACTIONS: &[Action] = &[
    Action::new("app.help", "lists the keys that work here", |layer, cx, _| cx.push(help::keys(layer, cx))),
    Action::new("app.palette", "lists everything that can be done here", |layer, cx, _| {
        cx.push(help::palette(layer, cx));
    }),
    Action::new("app.command", "asks for a command by name", |_, cx, args| {
        cx.push(help::command(args.get(0).unwrap_or_default()));
    })
    .taking(&[Arg::text("COMMAND").optional()]),
    Action::new("app.enter", "opens or takes what the cursor is on", |layer, cx, _| layer.enter(cx)),
    Action::new("app.back", "goes one step back", |layer, cx, _| layer.back(cx)),
    Action::new(BLANK, "blanks the screen; any key brings it back", |_, cx, _| cx.blank()),
    Action::new("app.redraw", "draws the screen anew", |_, cx, _| cx.wish(Wish::Redraw)),
    Action::new("app.suspend", "goes to the shell; fg comes back", |_, cx, _| cx.wish(Wish::Suspend)),
    Action::new("app.quit", "quits", |_, cx, _| cx.quit()),
];
