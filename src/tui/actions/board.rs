//! The board: walking days and blocks, and what can be done to the session under the cursor.

use crate::desk::commands::{LegsRetime, Redo, SessionChange, SessionConfirm, Undo};
use crate::desk::queries::FreeWhat;
use crate::desk::{Command, queries, role};
use crate::domain::*;
use crate::on;
use crate::tui::action::{Action, Arg};
use crate::tui::app::Cx;
use crate::tui::layer::{Layer, View, downcast};
use crate::tui::list::Cells;
use crate::tui::offer::{Offer, Source};
use crate::tui::picker::Picker;
use crate::tui::prompt::Prompt;
use crate::tui::screens::board::{Board, Rows};
use crate::tui::screens::page::Page;
use crate::tui::screens::register::{self, Register};
use crate::tui::screens::rota::Rota;
use crate::tui::screens::search;
use crate::tui::screens::week::Week;
use crate::tui::tasks::{self, book, cancel, change, duty, shift};

const BOARD: &[&str] = &["board"];

/// Screens that show a day.
const DAYS: &[&str] = &["board", "round", "speaking", "tomorrow"];

/// A session under the cursor that can still be changed.
fn ahead(view: &View) -> bool {
    view.layer::<Board>().and_then(Board::session).is_some_and(|s| s.status.is_ahead())
}

fn any(view: &View) -> bool {
    view.layer::<Board>().and_then(Board::session).is_some()
}

/// Who takes down what callers say.
fn takes_down(view: &View) -> bool {
    role::TASKED.contains(&view.here.role)
}

fn retime(cx: &mut Cx, child: ChildId) {
    cx.execute("retime", Command::from(LegsRetime { child }));
}

pub(super) const ACTIONS: &[Action] = &[
    on!(Board, "block.next", "goes to the next session", |board, _, _| board.along(true)).within(BOARD),
    on!(Board, "block.previous", "goes to the session before", |board, _, _| board.along(false)).within(BOARD),
    on!(Board, "block.problem", "goes to the next session with something to mend", |board, cx, _| board
        .next_problem(cx))
    .within(BOARD),
    Action::new("day.next", "shows the next day", |layer, cx, _| turn(layer, cx, 1)).within(DAYS),
    Action::new("day.previous", "shows the day before", |layer, cx, _| turn(layer, cx, -1)).within(DAYS),
    Action::new("day.week_on", "shows the same day next week", |layer, cx, _| turn(layer, cx, 7)).within(DAYS),
    Action::new("day.week_back", "shows the same day last week", |layer, cx, _| turn(layer, cx, -7)).within(DAYS),
    Action::new("day.today", "shows today", |layer, cx, _| {
        let today = cx.here().now.day;
        layer.turn(cx, today);
    })
    .within(DAYS),
    Action::new("day.go", "shows a day: fri, +2w, 27/11", |layer, cx, args| go(layer, cx, args.get(0)))
        .within(DAYS)
        .taking(&[Arg::text("DATE").optional()]),
    on!(Board, "rows.next", "shows other rows: rooms, officers, drivers, children", |board, _, _| {
        board.show_rows(board.sort().next());
    })
    .within(BOARD),
    on!(Board, "rows.show", "shows these rows", |board, _, args| {
        let wanted = Rows::ALL.iter().copied().find(|r| Some(r.said()) == args.get(0));
        board.show_rows(wanted.unwrap_or_default());
    })
    .within(BOARD)
    .taking(&[Arg::one_of("ROWS", &["rooms", "officers", "drivers", "children"])]),
    on!(Board, "board.cancelled", "shows or hides cancelled sessions", |board, cx, _| board.toggle_cancelled(cx))
        .within(BOARD),
    on!(Board, "session.book", "books a session", |board, cx, _| {
        let row = board.row_key().filter(|k| matches!(k.kind, Kind::Room | Kind::Child | Kind::Officer));
        let row = row.map(|key| (key, board.names().say(key).to_owned()));
        let start = book::Start {
            day: board.day().unwrap_or(cx.here().now.day),
            time: board.free_time(),
            // a row of rooms is where the cursor happens to be; a row of a child or officer is who is meant
            row: row.filter(|(key, _)| key.kind != Kind::Room),
            may_override: tasks::may_override(cx),
        };
        let (word, today) = (cx.here().word.clone(), cx.here().now.day);
        cx.push(book::form(&word, today, start));
    })
    .within(BOARD),
    on!(Board, "session.open", "shows everything about the session", |board, cx, _| {
        let today = cx.here().now.day;
        if let Some(session) = board.session() {
            cx.push(Page::show(session.key(), today));
        }
    })
    .within(BOARD)
    .when(any),
    on!(Board, "session.move", "moves the session", |board, cx, _| {
        let (today, may) = (cx.here().now.day, tasks::may_override(cx));
        if let Some(session) = board.session() {
            cx.push(shift::form(today, session, board.names(), may));
        }
    })
    .within(BOARD)
    .when(ahead),
    on!(Board, "session.officers", "gives the session other officers", |board, cx, _| alter(board, cx, "officers"))
        .giving("session.change")
        .within(BOARD)
        .when(ahead),
    on!(Board, "session.room", "gives the session another room", |board, cx, _| alter(board, cx, "room"))
        .giving("session.change")
        .within(BOARD)
        .when(ahead),
    on!(Board, "session.notes", "writes a note on the session", |board, cx, _| alter(board, cx, "notes"))
        .giving("session.change")
        .within(BOARD)
        .when(any),
    on!(Board, "session.confirm", "records that an adult has confirmed; books what is held", |board, cx, _| confirm(
        board, cx
    ))
    .within(BOARD)
    .when(ahead),
    Action::new("call.record", "takes down a call", |_, cx, _| cx.push(duty::call())).within(SCREENS).when(takes_down),
    Action::new("placement.begin", "takes down that a child lives elsewhere", |_, cx, _| {
        let today = cx.here().now.day;
        cx.push(duty::placement(today));
    })
    .within(SCREENS)
    .when(|view| role::RECORDERS.contains(&view.here.role)),
    Action::new("legs.retime", "plans the journeys of the child anew, from where they live now", |layer, cx, _| {
        let of_page = layer.about().filter(|key| key.kind == Kind::Child).map(|key| ChildId(key.id));
        let of_session = downcast::<Board>(layer).and_then(|board| {
            let called = |child: &ChildId| (*child, board.names().say(*child).to_owned());
            Some(board.session()?.children.iter().map(called).collect::<Vec<_>>())
        });
        match (of_page, of_session.unwrap_or_default().as_slice()) {
            (Some(child), _) => retime(cx, child),
            (None, [(child, _)]) => retime(cx, *child),
            (None, []) => cx.refuse("put the cursor on a session of the child, or open the child"),
            (None, siblings) => {
                let offers = siblings.iter().map(|(child, name)| Offer::record(*child, name, Cells::plain([name])));
                cx.push(Picker::new("Whose journeys?", Source::fixed(offers), |offer, _, cx| {
                    offer.key.into_iter().for_each(|key| retime(cx, ChildId(key.id)));
                }));
            }
        }
    })
    .within(SCREENS),
    Action::new("agreement.emergency", "takes down an emergency agreement", |_, cx, _| {
        let now = cx.here().now;
        cx.push(duty::agreement(now));
    })
    .within(SCREENS)
    .when(takes_down),
    Action::new("case.open", "opens a restricted case to you for a while, with a reason", |layer, cx, _| {
        let key = downcast::<Board>(layer).and_then(|board| board.session()).map(Session::key);
        cx.push(duty::open(key));
    })
    .within(SCREENS)
    .when(|view| role::OPENERS.contains(&view.here.role)),
    on!(Board, "task.done", "says what became of what waits", |board, cx, _| board.seen_to(cx))
        .within(BOARD)
        .when(|view| view.layer::<Board>().is_some_and(Board::has_tasks)),
    Action::new("go.tasks", "goes to what waits for somebody", |_, cx, _| cx.push(Register::new(Kind::Task)))
        .within(SCREENS),
    on!(Board, "session.cancel", "cancels the session, with a reason", |board, cx, _| {
        if let Some(session) = board.session() {
            cx.push(cancel::form(session, board.names()));
        }
    })
    .within(BOARD)
    .when(ahead),
    Action::new("undo", "takes back the last thing you did", |_, cx, _| {
        cx.execute("undo", Command::from(Undo::default()));
    })
    .within(SCREENS),
    Action::new("redo", "brings back what undo took", |_, cx, _| {
        cx.execute("redo", Command::from(Redo::default()));
    })
    .within(SCREENS),
    Action::new("find", "finds anything, as you type", |_, cx, _| {
        let today = cx.here().now.day;
        cx.push(search::everything(today));
    })
    .within(SCREENS),
    Action::new("go.board", "goes to the day board; from a session, to it", |layer, cx, _| {
        let session = downcast::<Page>(layer).and_then(|page| page.record()).and_then(|(r, _)| Session::of(r).cloned());
        let today = cx.here().now.day;
        cx.go(session.map_or_else(|| Board::new(today), |s| Board::at(s.date, s.id)));
    })
    .within(SCREENS),
    on!(Page, "page.book", "books a session for this child or officer", |page, cx, _| book_for(page, cx))
        .within(&["page"])
        .when(|view| view.layer::<Page>().is_some_and(|page| bookable(page).is_some())),
    on!(Page, "page.change", "changes the record or setting", |page, cx, _| page.change(cx))
        .within(&["page"])
        .when(|view| view.layer::<Page>().is_some_and(Page::changes)),
    Action::new("go.now", "shows who is on site, in a car, and next", |_, cx, _| {
        page(cx, "Now", queries::Now::default());
    })
    .within(SCREENS),
    Action::new("go.allowed", "says whether an adult at the door may come in", |layer, cx, _| {
        let now = cx.here().now.day;
        ask_of(layer, cx, Kind::Party, "At the door: which family member?", move |key| {
            Page::new("At the door", now, queries::Allowed { who: key.to_string(), at: None })
        });
    })
    .within(SCREENS)
    .when(in_office),
    Action::new("go.decided", "shows what panels decided about a child", |layer, cx, _| {
        let now = cx.here().now.day;
        ask_of(layer, cx, Kind::Child, "Decided about which child?", move |key| {
            Page::new("What panels decided", now, queries::Decided { who: key.to_string() })
        });
    })
    .within(SCREENS)
    .when(in_office),
    Action::new("go.free", "says who or what is free: officers 15:30, rooms fri 14:00-15:30", |_, cx, args| {
        free(cx, args.get(0));
    })
    .within(SCREENS)
    .taking(&[Arg::text("WHAT AND WHEN").optional()]),
    Action::new("go.week", "goes to the week", |layer, cx, _| {
        let day = layer.day().unwrap_or(cx.here().now.day);
        cx.push(Week::new(day));
    })
    .within(SCREENS),
    Action::new("go.rota", "goes to the officers' rota", |layer, cx, _| {
        let day = layer.day().unwrap_or(cx.here().now.day);
        cx.push(Rota::new(day));
    })
    .within(SCREENS),
    Action::new("go.registers", "goes to a register: children, carers, rooms...", |_, cx, _| {
        cx.push(register::choose());
    })
    .within(SCREENS),
    Action::new("go.journal", "goes to the journal", |_, cx, _| {
        page(cx, "Journal: what was done, last first", queries::Journal { limit: Some(200), ..Default::default() });
    })
    .within(SCREENS),
    Action::new("go.rules", "lists the rules of a booking", |_, cx, _| page(cx, "Rules", queries::Rules::default()))
        .within(SCREENS),
    Action::new("go.settings", "lists how the service is set up", |_, cx, _| {
        page(cx, "Settings", queries::SettingsQuery::default());
    })
    .within(SCREENS),
    Action::new("go.status", "shows the desk itself", |_, cx, _| page(cx, "Desk", queries::Status::default()))
        .within(SCREENS),
    on!(Week, "week.next", "shows the next week", |week, cx, _| week.turn(cx, 1)).within(&["week"]),
    on!(Week, "week.previous", "shows the week before", |week, cx, _| week.turn(cx, -1)).within(&["week"]),
    on!(Register, "register.add", "adds a record", |register, cx, _| register.add(cx)).within(&["register"]),
    on!(Register, "register.find", "finds a record of this register", |register, cx, _| register.seek(cx))
        .within(&["register"]),
    on!(Register, "register.close", "closes the record", |register, cx, _| register.close_record(cx))
        .within(&["register"]),
    on!(Register, "register.merge", "merges a duplicate into another record", |register, cx, _| register.merge(cx))
        .within(&["register"]),
    on!(Register, "register.closed", "shows or hides closed records", |register, cx, _| register.toggle_closed(cx))
        .within(&["register"]),
];

/// Every screen.
const SCREENS: &[&str] = &["board", "screen"];

fn page(cx: &mut Cx, title: &str, query: impl Into<crate::desk::Query>) {
    let today = cx.here().now.day;
    cx.push(Page::new(title, today, query));
}

fn in_office(view: &View) -> bool {
    role::OFFICE.contains(&view.here.role)
}

/// What is free: rooms, officers, drivers or vehicles, on a day at a time.
fn free(cx: &mut Cx, text: Option<&str>) {
    let read = |text: &str, today: Day| {
        let (what, when) = text.trim().split_once(' ').unwrap_or((text.trim(), ""));
        let found = FreeWhat::ALL.iter().copied().find(|w| !what.is_empty() && w.said().starts_with(what));
        let what = found.ok_or_else(|| "say rooms, officers, drivers or vehicles first".to_owned())?;
        let (day, span) = said::day_and_span(when, today).map_err(|why| why.to_string())?;
        Ok::<_, String>(queries::Free { what, day, span })
    };
    let today = cx.here().now.day;
    match text.map(|text| read(text, today)) {
        Some(Ok(query)) => page(cx, "Free", query),
        Some(Err(why)) => cx.refuse(why),
        None => cx.push(
            Prompt::new(
                "Who or what is free, and when? officers 15:30, rooms fri 14:00-15:30",
                move |text, _| read(text, today),
                |query, _, cx| page(cx, "Free", query),
            )
            .with("officers "),
        ),
    }
}

/// A page about whom the one below is about, or about whoever is chosen.
fn ask_of(layer: &mut dyn Layer, cx: &mut Cx, kind: Kind, title: &str, page: impl Fn(Key) -> Page + 'static) {
    match layer.about().filter(|key| key.kind == kind) {
        Some(key) => cx.push(page(key)),
        None => cx.push(Picker::new(title, tasks::records(kind), move |offer, _, cx| {
            if let Some(key) = offer.key {
                cx.push(page(key));
            }
        })),
    }
}

/// Whom a page is about, where sessions can be booked for them.
fn bookable(page: &Page) -> Option<(Key, String)> {
    let (record, names) = page.record()?;
    let key = record.key();
    matches!(key.kind, Kind::Child | Kind::Officer).then(|| (key, names.say(key).to_owned()))
}

fn book_for(page: &Page, cx: &mut Cx) {
    let now = cx.here().now;
    let start = book::Start {
        day: now.day,
        time: Minute::at(10, 0),
        row: bookable(page),
        may_override: tasks::may_override(cx),
    };
    let word = cx.here().word.clone();
    cx.push(book::form(&word, now.day, start));
}

fn alter(board: &Board, cx: &mut Cx, field: &str) {
    let may = tasks::may_override(cx);
    if let Some(session) = board.session() {
        cx.push(change::form(session, board.names(), field, may));
    }
}

/// Goes days on or back from the one shown.
fn turn(layer: &mut dyn Layer, cx: &mut Cx, days: i32) {
    if let Some(day) = layer.day() {
        layer.turn(cx, day + days);
    }
}

fn go(layer: &mut dyn Layer, cx: &mut Cx, text: Option<&str>) {
    let today = cx.here().now.day;
    match text.map(|t| said::day(t, today)) {
        Some(Ok(day)) => layer.turn(cx, day),
        Some(Err(why)) => cx.refuse(why.to_string()),
        None => cx.push(Prompt::new(
            "Which day? fri, +2w, 27/11",
            |text, cx| said::day(text, cx.here().now.day).map_err(|why| why.to_string()),
            |day, layer, cx| layer.turn(cx, day),
        )),
    }
}

/// Records a yes of the first adult who has not said one; what is only held is promised first.
fn confirm(board: &Board, cx: &mut Cx) {
    let Some(session) = board.session() else { return };
    if session.status == SessionStatus::Held {
        let command = SessionChange { session: session.id, book: true, ..SessionChange::default() };
        return cx.execute("confirm", Command::from(command));
    }
    let said_yes = |p: &&PartyId| {
        session.confirmations.iter().any(|c| c.who == Some(p.key()) && c.result == ConfirmResult::Confirmed)
    };
    match session.parties.iter().find(|p| !said_yes(p)) {
        Some(who) => {
            let command = SessionConfirm {
                session: session.id,
                who: who.key(),
                result: ConfirmResult::Confirmed,
                how: "phone".parse().unwrap_or_default(),
                at: None,
            };
            cx.execute("confirm", Command::from(command));
        }
        None => cx.refuse("every adult has confirmed already"),
    }
}
