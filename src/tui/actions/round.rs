//! The morning: the round of calls, the cars that wait for it, tomorrow's check, the note for the next shift.

use crate::desk::commands::{NoteHandover, NoteRead};
use crate::desk::{Command, queries, role};
use crate::domain::*;
use crate::on;
use crate::tui::action::{Action, Arg};
use crate::tui::app::Wish;
use crate::tui::layer::View;
use crate::tui::picker::Picker;
use crate::tui::prompt::Prompt;
use crate::tui::screens::board::Board;
use crate::tui::screens::page::Page;
use crate::tui::screens::round::{CANCEL, MOVE, Round};
use crate::tui::screens::tomorrow::Tomorrow;
use crate::tui::tasks;
use crate::tui::theme::Tone;

/// Every screen.
const SCREENS: &[&str] = &["board", "screen"];
const ROUND: &[&str] = &["round"];
const TIME: &[Arg] = &[Arg::text("TIME").optional()];

fn rings(view: &View) -> bool {
    role::RECORDERS.contains(&view.here.role)
}

fn call(view: &View) -> bool {
    view.layer::<Round>().and_then(Round::call).is_some()
}

pub(super) const ACTIONS: &[Action] = &[
    Action::new("go.round", "goes to the round of calls: who is to be rung, what leaves first", |layer, cx, _| {
        let day = layer.day().unwrap_or(cx.here().now.day);
        cx.push(Round::new(day));
    })
    .within(SCREENS)
    .when(rings),
    Action::new("go.tomorrow", "goes to what is to be mended of the next day with sessions", |_, cx, _| {
        cx.push(Tomorrow::new(None));
    })
    .within(SCREENS)
    .when(|view| role::OFFICE.contains(&view.here.role)),
    Action::new("go.told", "shows what somebody was told, and when, and what was printed for them", |_, cx, _| {
        let today = cx.here().now.day;
        cx.push(Picker::new("What was told to whom?", tasks::records(None), move |offer, _, cx| {
            if let Some(key) = offer.key {
                let query = queries::ToldQuery { who: key.to_string(), from: None, to: None };
                cx.push(Page::new(format!("What {} was told", offer.value), today, query));
            }
        }));
    })
    .within(SCREENS)
    .when(|view| role::OFFICE.contains(&view.here.role)),
    Action::new("go.notes", "shows what each shift left the next", |_, cx, _| {
        let today = cx.here().now.day;
        cx.push(Page::new("Notes of the shifts", today, queries::Notes::default()));
    })
    .within(SCREENS)
    .when(|view| role::OFFICE.contains(&view.here.role)),
    Action::new("note.handover", "leaves the next shift a note", |_, cx, _| {
        let read = |text: &str, _: &crate::tui::app::Cx| match Note::new(text.trim()) {
            Ok(what) if what.is_empty() => Err("say what the next shift is to know".to_owned()),
            read => read.map_err(|why| why.to_string()),
        };
        cx.push(Prompt::new("For the next shift", read, |what, _, cx| {
            cx.execute("note", Command::from(NoteHandover { what, day: None }));
        }));
    })
    .within(SCREENS)
    .when(rings),
    on!(Board, "note.read", "says that the first note of the shift before is read", |board, cx, _| {
        match board.note() {
            Some(note) => cx.execute("note", Command::from(NoteRead { note })),
            None => cx.refuse("no note of a shift waits to be read"),
        }
    })
    .within(&["board"])
    .when(|view| rings(view) && view.layer::<Board>().and_then(Board::note).is_some()),
    on!(Round, "ring.begin", "rings whoever is under the cursor: nobody else does", |round, cx, _| round.ring(cx))
        .within(ROUND)
        .when(call),
    on!(Round, "ring.let_go", "leaves whoever is being rung to the others", |round, cx, _| round.let_go(cx))
        .within(ROUND),
    on!(Round, "ring.confirmed", "writes down that they come, now or at a time", |round, cx, args| {
        round.answer(cx, ConfirmResult::Confirmed, args.get(0));
    })
    .within(ROUND)
    .when(call)
    .taking(TIME),
    on!(Round, "ring.declined", "writes down that they do not come, now or at a time", |round, cx, args| {
        round.answer(cx, ConfirmResult::Declined, args.get(0));
    })
    .within(ROUND)
    .when(call)
    .taking(TIME),
    on!(Round, "ring.no_answer", "writes down that nobody answered, now or at a time", |round, cx, args| {
        round.write(cx, ToldResult::NoAnswer, Channel::Phone, args.get(0));
    })
    .within(ROUND)
    .when(call)
    .taking(TIME),
    on!(Round, "ring.message_left", "writes down that a message was left, now or at a time", |round, cx, args| {
        round.message_left(cx, args.get(0));
    })
    .within(ROUND)
    .when(call)
    .taking(TIME),
    on!(Round, "ring.told", "writes down that they were told, now or at a time", |round, cx, args| {
        round.write(cx, ToldResult::Told, Channel::Phone, args.get(0));
    })
    .within(ROUND)
    .when(call)
    .taking(TIME),
    on!(Round, "ring.texted", "writes down that they were told by text, now or at a time", |round, cx, args| {
        round.write(cx, ToldResult::Told, Channel::Text, args.get(0));
    })
    .within(ROUND)
    .when(call)
    .taking(TIME),
    on!(Round, "ring.back", "writes down when they are to be rung back", |round, cx, _| round.back(cx))
        .within(ROUND)
        .when(call),
    on!(Round, "ring.words", "writes down what they were told or said, in words", |round, cx, _| round.words(cx))
        .within(ROUND)
        .when(call),
    on!(Round, "ring.wording", "shows what to write to them, to be copied", |round, cx, _| round.wording(cx))
        .within(ROUND)
        .when(call),
    on!(Round, "ring.reveal", "reveals a secret number, with a reason that stays in the journal", |round, cx, _| round
        .reveal(cx))
    .within(ROUND)
    .when(|view| view.layer::<Round>().and_then(Round::call).is_some_and(|call| call.hidden)),
    on!(Round, "ring.history", "shows what they were told before", |round, cx, _| round.history(cx))
        .within(ROUND)
        .when(call),
    on!(Round, "ring.urgent", "goes to whom the next car waits for", |round, cx, _| round.urgent(cx)).within(ROUND),
    on!(Round, "ring.session", "shows everything about the session", |round, cx, _| {
        let today = cx.here().now.day;
        if let Some(call) = round.call() {
            cx.push(Page::show(call.session.key(), today));
        }
    })
    .within(ROUND)
    .when(call),
    on!(Round, "ring.cancel", "cancels the session, with a reason", |round, cx, _| round.amend(cx, CANCEL))
        .within(ROUND)
        .when(call),
    on!(Round, "ring.move", "moves the session", |round, cx, _| round.amend(cx, MOVE)).within(ROUND).when(call),
    on!(Round, "cars.send", "lets the car go; asks why where not everybody has confirmed", |round, cx, _| {
        round.cars(cx, CarChoice::Send);
    })
    .within(ROUND)
    .when(call),
    on!(Round, "cars.hold", "holds the car on, with a reason", |round, cx, _| round.cars(cx, CarChoice::HoldOn))
        .within(ROUND)
        .when(call),
    on!(Round, "cars.stand_down", "stands the car down, with a reason", |round, cx, _| {
        round.cars(cx, CarChoice::StandDown);
    })
    .within(ROUND)
    .when(call),
    on!(Round, "cars.send_all", "lets every car go whose session is confirmed", |round, cx, _| round.send_all(cx))
        .within(ROUND),
    on!(Page, "page.copy", "copies the message to the clipboard of your terminal", |page, cx, _| {
        if let Some(text) = page.message() {
            cx.wish(Wish::Copy(text.to_owned()));
            cx.say(Tone::Good, "copied, if your terminal takes it; the desk sends nothing");
        }
    })
    .within(&["page"])
    .when(|view| view.layer::<Page>().and_then(Page::message).is_some()),
    on!(Tomorrow, "tomorrow.mend", "opens what mends it", |tomorrow, cx, _| tomorrow.mend(cx)).within(&["tomorrow"]),
    on!(Tomorrow, "tomorrow.session", "shows everything about the session", |tomorrow, cx, _| {
        let today = cx.here().now.day;
        if let Some(row) = tomorrow.row() {
            cx.push(Page::show(row.session.key(), today));
        }
    })
    .within(&["tomorrow"]),
];
