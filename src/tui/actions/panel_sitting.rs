//! A sitting and what comes after it: who is there, what is decided, signed, sent, done, written up; and the editor.

use crate::desk::commands::Attends;
use crate::desk::role;
use crate::domain::*;
use crate::on;
use crate::tui::action::{Action, Arg};
use crate::tui::editor::Editor;
use crate::tui::layer::{Layer, View, downcast};
use crate::tui::screens::page::Page;
use crate::tui::screens::panel::after::{After, Afterwards};
use crate::tui::screens::panel::agenda::List;
use crate::tui::screens::panel::sitting::SittingMode;
use crate::tui::tasks::panel_agenda::interest;
use crate::tui::tasks::panel_sitting as forms;

const SCREENS: &[&str] = &["board", "screen"];
const SITTING: &[&str] = &["sitting"];

/// The words of the decisions, in the order of [`DecisionCode::ALL`].
const CODES: &[&str] = &[
    "agreed",
    "conditions",
    "time-limited",
    "not-agreed",
    "deferred",
    "more-info",
    "elsewhere",
    "ratified",
    "withdrawn",
    "noted",
];

fn in_office(view: &View) -> bool {
    role::OFFICE.contains(&view.here.role)
}

fn clerks(view: &View) -> bool {
    role::CLERKS.contains(&view.here.role)
}

/// The sitting of the screen below, where it is about one.
fn about(layer: &mut dyn Layer) -> Option<SittingId> {
    let shown = downcast::<Page>(layer).and_then(|page| page.record()).and_then(|(record, _)| match record {
        Record::Sitting(sitting) => Some(sitting.id),
        Record::AgendaItem(item) => item.sitting,
        _ => None,
    });
    shown.or_else(|| layer.about().filter(|key| key.kind == Kind::Sitting).map(|key| SittingId(key.id)))
}

pub(super) const ACTIONS: &[Action] = &[
    Action::new(
        "go.sitting",
        "goes to the sitting: that of the row, else the one that is open, today's, or the next",
        |layer, cx, _| {
            // a list that is made is of a sitting to come: who goes to the sitting from it means the one that sits
            let which = if downcast::<List>(layer).is_some() { None } else { about(layer) };
            cx.push(SittingMode::new(which));
        },
    )
    .within(SCREENS)
    .when(in_office),
    Action::new("go.decisions", "goes to decisions to sign and send", |_, cx, _| {
        cx.push(After::new(Afterwards::Decisions(false)));
    })
    .within(SCREENS)
    .when(in_office),
    Action::new("go.tracker", "goes to what is to be done for panels, conditions and reviews", |_, cx, _| {
        cx.push(After::new(Afterwards::Actions(false)));
    })
    .within(SCREENS)
    .when(in_office),
    Action::new("go.minutes", "goes to the minutes of the sittings", |_, cx, _| {
        cx.push(After::new(Afterwards::Minutes));
    })
    .within(SCREENS)
    .when(in_office),
    on!(SittingMode, "sitting.open", "opens the sitting", |mode, cx, _| mode.open(cx)).within(SITTING).when(clerks),
    on!(SittingMode, "sitting.people", "goes to the people, and back to the items", |mode, cx, _| mode.turn_to(cx))
        .within(SITTING),
    on!(SittingMode, "sitting.here", "the person is here; among the items, everybody who accepted", |mode, cx, _| {
        mode.attend(cx, Attends::Comes);
    })
    .within(SITTING)
    .when(clerks),
    on!(SittingMode, "sitting.leaves", "the person leaves", |mode, cx, _| mode.attend(cx, Attends::Leaves))
        .within(SITTING)
        .when(clerks),
    on!(SittingMode, "sitting.apologies", "the person has sent apologies", |mode, cx, _| {
        mode.attend(cx, Attends::Apologies);
    })
    .within(SITTING)
    .when(clerks),
    on!(SittingMode, "sitting.not_here", "takes back that the person is here", |mode, cx, _| {
        mode.attend(cx, Attends::NotHere);
    })
    .within(SITTING)
    .when(clerks),
    on!(SittingMode, "sitting.substitute", "a substitute comes in the person's place", |mode, cx, _| {
        match (mode.sitting(), mode.person()) {
            (Some(sitting), Some(row)) => cx.push(forms::substitute(sitting.id, row, mode.names())),
            _ => cx.refuse("tab goes to the people"),
        }
    })
    .within(SITTING)
    .when(clerks),
    on!(SittingMode, "item.begin", "begins the item under the cursor, or the next", |mode, cx, _| mode.begin(cx))
        .within(SITTING)
        .when(clerks),
    on!(SittingMode, "item.decide", "writes down what is decided about the item that is heard", |mode, cx, args| {
        let code = CODES.iter().zip(DecisionCode::ALL).find(|(word, _)| args.get(0) == Some(**word));
        if let Some((_, code)) = code {
            mode.decide(cx, *code);
        }
    })
    .within(SITTING)
    .when(clerks)
    .taking(&[Arg::one_of("CODE", CODES)]),
    on!(SittingMode, "item.note", "writes down what is said about the item", |mode, cx, _| mode.note(cx))
        .within(SITTING)
        .when(clerks),
    on!(SittingMode, "item.carry", "carries the item to another sitting, with the reason", |mode, cx, _| mode
        .carry(cx))
    .within(SITTING)
    .when(clerks),
    on!(SittingMode, "item.withdraw", "withdraws the item", |mode, cx, _| mode.withdraw(cx))
        .within(SITTING)
        .when(clerks),
    on!(SittingMode, "sitting.interest", "declares an interest in the item", |mode, cx, _| {
        match mode.hearing().or(mode.item()).map(|row| row.item.id) {
            Some(item) => cx.push(interest(item)),
            None => cx.refuse("there is no item here"),
        }
    })
    .within(SITTING)
    .giving("interest.declare"),
    on!(SittingMode, "action.record", "writes down what somebody is to do", |mode, cx, _| {
        let today = cx.here().now.day;
        let item = mode.hearing().or(mode.item()).map(|row| row.item.id);
        if let Some(sitting) = mode.sitting() {
            cx.push(forms::action(item, sitting.id, today));
        }
    })
    .within(SITTING)
    .when(clerks),
    on!(SittingMode, "sitting.close", "closes the sitting; what is not heard goes on", |mode, cx, _| mode.close(cx))
        .within(SITTING)
        .when(clerks),
    on!(SittingMode, "sitting.adjourn", "breaks the sitting off, to go on at another time", |mode, cx, _| {
        mode.adjourn(cx);
    })
    .within(SITTING)
    .when(clerks),
    on!(SittingMode, "sitting.move", "holds the sitting at another time", |mode, cx, _| mode.put_elsewhere(cx))
        .within(SITTING)
        .when(clerks),
    on!(SittingMode, "sitting.cancel", "calls the sitting off; its list goes on", |mode, cx, _| mode.cancel(cx))
        .within(SITTING)
        .when(clerks),
    on!(After, "decision.sign", "writes down what the decision-maker decides", |list, cx, _| list.sign(cx))
        .within(&["decisions"])
        .when(clerks),
    on!(After, "decision.send", "writes down that who asked was told by e-mail", |list, cx, _| list.send(cx))
        .within(&["decisions"])
        .when(clerks),
    on!(
        After,
        "decision.release",
        "the letter to the family has been read by a second person and may go out",
        |list, cx, _| {
            list.release(cx);
        }
    )
    .within(&["decisions"])
    .when(clerks),
    on!(After, "decision.tell", "writes down who was told, and how", |list, cx, _| list.notify(cx))
        .within(&["decisions"])
        .when(clerks),
    on!(After, "after.narrow", "shows what was sent too, or only what is overdue; then as before", |list, cx, _| {
        list.narrow(cx);
    })
    .within(&["decisions", "tracker"]),
    on!(After, "tracker.done", "the action is done, the condition met", |list, cx, _| list.settle(cx))
        .within(&["tracker"])
        .when(clerks),
    on!(After, "action.chase", "its owner was reminded of it and of all that is overdue", |list, cx, _| list.chase(cx))
        .within(&["tracker"])
        .when(clerks),
    on!(After, "minutes.edit", "drafts the minutes, edits the draft, amends what is approved", |list, cx, _| {
        list.draft(cx);
    })
    .within(&["minutes"])
    .when(clerks),
    on!(After, "minutes.on", "sends the draft to the chair; then says that it is approved", |list, cx, _| {
        list.forward(cx);
    })
    .within(&["minutes"])
    .when(clerks),
    on!(Editor, "editor.save", "saves the text", |editor, cx, _| editor.submit(cx)).within(&["editor"]),
    on!(Editor, "editor.left", "goes a letter left", |editor, _, _| editor.go(-1)).within(&["editor"]),
    on!(Editor, "editor.right", "goes a letter right", |editor, _, _| editor.go(1)).within(&["editor"]),
    on!(Editor, "editor.start", "goes to the start of the line", |editor, _, _| editor.edge(false)).within(&["editor"]),
    on!(Editor, "editor.end", "goes to the end of the line", |editor, _, _| editor.edge(true)).within(&["editor"]),
    on!(Editor, "editor.erase", "deletes the letter to the left", |editor, _, _| editor.erase(false))
        .within(&["editor"]),
    on!(Editor, "editor.erase_word", "deletes the word to the left", |editor, _, _| editor.erase(true))
        .within(&["editor"]),
    on!(Editor, "editor.delete", "deletes the letter under the cursor", |editor, _, _| editor.delete())
        .within(&["editor"]),
];
