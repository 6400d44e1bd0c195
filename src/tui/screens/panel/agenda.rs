//! The list of a sitting, built by keys: what is heard when, what is wrong with it, whom to ring for a quorum, and below it
//! what waits for a list.

use crate::desk::commands::{AgendaAdd, AgendaOrder, SittingLock};
use crate::desk::queries::{Agenda, AgendaView, Forward, ForwardRow, ListRow, Sittings, SittingsView};
use crate::desk::{Answer, Answered, Command, Done, Event, Light, Names, Refusal};
use crate::domain::*;
use crate::lines::{self, Speak};
use crate::tui::app::Cx;
use crate::tui::confirm::Confirm;
use crate::tui::layer::{Layer, Slot, Step, refusal_line, say_done};
use crate::tui::list::{self, Cells, Cursor};
use crate::tui::offer::{Offer, Source};
use crate::tui::pen::Pen;
use crate::tui::picker::Picker;
use crate::tui::screens::headed;
use crate::tui::tasks::panel_agenda as tasks;
use crate::tui::theme::Tone;
use ratatui::layout::{Position, Rect};

/// The list of a sitting.
#[derive(Default)]
pub struct List {
    /// Which; the next whose list is open where none is chosen.
    sitting: Option<SittingId>,
    answer: Option<Answered>,
    rows: Vec<Cells>,
    cursor: Cursor,
    /// What the cursor is to go to when the rows come.
    wanted: Option<AgendaItemId>,
    /// Whether it was ordered and its times are to be said when the rows come.
    ordered: bool,
}

/// The slots of the calendar, asked for the list before or after this one.
const BEFORE: Slot = "before";
const AFTER: Slot = "after";

impl List {
    /// The list of a sitting, or of the next.
    pub fn new(sitting: Option<SittingId>) -> Self {
        Self { sitting, ..Self::default() }
    }

    fn refresh(&self, cx: &mut Cx) {
        cx.ask("agenda", Agenda { sitting: self.sitting });
    }

    fn view(&self) -> Option<(&AgendaView, &Names)> {
        match self.answer.as_ref()? {
            Answered { answer: Answer::Agenda(view), names } => Some((view, names)),
            _ => None,
        }
    }

    /// The sitting it is the list of.
    pub(crate) fn sitting(&self) -> Option<&Sitting> {
        self.view()?.0.sitting.as_ref()
    }

    /// The item under the cursor, and whether it waits for a list.
    pub(crate) fn row(&self) -> Option<(&ListRow, bool)> {
        let (view, at) = (self.view()?.0, self.cursor.at()?);
        let waits = at >= view.rows.len();
        let row = if waits { view.waiting.get(at - view.rows.len()) } else { view.rows.get(at) };
        row.map(|row| (row, waits))
    }

    /// Moves the item under the cursor up or down, by hand.
    pub(crate) fn shift(&mut self, cx: &mut Cx, by: isize) {
        let Some((view, of, at)) =
            self.view().and_then(|(view, _)| Some((view, view.sitting.as_ref()?, self.cursor.at()?)))
        else {
            return cx.refuse("there is no list here");
        };
        let Some(to) = at.checked_add_signed(by).filter(|to| at < view.rows.len() && *to < view.rows.len()) else {
            return cx.refuse("it does not go further");
        };
        let mut items: Vec<AgendaItemId> = view.rows.iter().map(|row| row.item.id).collect();
        items.swap(at, to);
        let moved = items.get(to).copied();
        cx.execute("command", Command::from(AgendaOrder { sitting: of.id, items }));
        self.wanted = moved;
    }

    /// Goes to the list of the sitting before or after this one.
    pub(crate) fn turn_to(cx: &mut Cx, by: isize) {
        cx.ask(if by < 0 { BEFORE } else { AFTER }, Sittings::default());
    }

    fn turned(&mut self, cx: &mut Cx, view: &SittingsView, by: isize) {
        let here = self.sitting().and_then(|of| view.rows.iter().position(|row| row.sitting == of.id));
        let there = here.and_then(|at| at.checked_add_signed(by)).and_then(|at| view.rows.get(at));
        match there {
            Some(row) => {
                self.sitting = Some(row.sitting);
                self.cursor.put(0);
                self.refresh(cx);
            }
            None if by < 0 => cx.refuse("there is no list before this one"),
            None => cx.refuse("there is no list after this one: p plans the next sitting"),
        }
    }

    /// Puts what waits under the cursor on this list.
    pub(crate) fn take_on(&self, cx: &mut Cx) {
        match (self.row(), self.sitting()) {
            (Some((row, true)), Some(of)) => {
                let add = AgendaAdd { sitting: of.id, item: Some(row.item.id), ..AgendaAdd::default() };
                cx.execute("command", Command::from(add));
            }
            (Some((_, false)), _) => cx.refuse("that is on the list already: put the cursor on what waits below it"),
            _ => cx.refuse("nothing waits for a list"),
        }
    }

    /// Has the item under the cursor heard with the one above it, as one.
    pub(crate) fn join(&mut self, cx: &mut Cx) {
        let Some((view, at)) = self.view().and_then(|(view, _)| Some((view, self.cursor.at()?))) else {
            return cx.refuse("there is no list here");
        };
        let rows: Vec<&ListRow> = view.rows.iter().chain(&view.waiting).collect();
        let (Some(of), Some(item), Some(above)) =
            (&view.sitting, rows.get(at), at.checked_sub(1).and_then(|above| rows.get(above)))
        else {
            return cx.refuse("there is no item above it");
        };
        let referrals: Vec<ReferralId> = above.item.referrals.iter().chain(&item.item.referrals).copied().collect();
        if above.item.referrals.is_empty() || item.item.referrals.is_empty() {
            return cx.refuse("only what was referred is heard as one");
        }
        let joined = above.item.id;
        let add = AgendaAdd { sitting: of.id, referrals, ..AgendaAdd::default() };
        cx.execute("command", Command::from(add));
        self.wanted = Some(joined);
    }

    /// Chooses of what comes round what goes on this list.
    pub(crate) fn bring(&self, cx: &mut Cx) {
        let Some(sitting) = self.sitting().map(|of| of.id) else { return cx.refuse("there is no list here") };
        let open = Source::desk(
            |_| Forward::default(),
            |answered| match answered.answer {
                Answer::Forward(view) => {
                    let speak = Speak::new(&answered.names);
                    view.rows.iter().filter(|row| row.item.is_none()).filter_map(|row| brought(row, speak)).collect()
                }
                _ => Vec::new(),
            },
        );
        cx.push(Picker::new(format!("Bring forward onto {sitting}"), open, move |offer, _, cx| {
            let (Some(about), Some((child, what))) = (offer.key, offer.value.split_once(' ')) else { return };
            let add = AgendaAdd {
                sitting,
                children: child.parse().into_iter().collect(),
                decision: (about.kind == Kind::Decision).then_some(DecisionId(about.id)),
                brought_by: BroughtBy::ALL.iter().copied().find(|by| by.said() == what),
                ..AgendaAdd::default()
            };
            cx.execute("command", Command::from(add));
        }));
    }

    /// Locks the list, after asking where something on it is not ready: that waits for the next.
    pub(crate) fn lock(&self, cx: &mut Cx) {
        let Some((view, names)) = self.view() else { return };
        let Some(of) = &view.sitting else { return cx.refuse("there is no list here") };
        if of.status == SittingStatus::Locked {
            return cx.push(tasks::unlock(of.id));
        }
        let sitting = of.id;
        let lock = move |carry| Command::from(SittingLock { sitting, carry });
        let speak = Speak::new(names);
        // what was agreed in an emergency is ratified whatever its form lacks
        let unready =
            |row: &ListRow| row.ratify_by.is_none() && row.gates.iter().any(|(_, gate)| gate.light != Light::Green);
        let facts: Vec<(Tone, String)> = view.rows.iter().flat_map(|row| unlocked(row, unready(row), speak)).collect();
        let carries = view.rows.iter().any(unready);
        if facts.is_empty() {
            return cx.execute("command", lock(false));
        }
        let ask = if carries {
            "Lock the list without what is not ready? That waits for the next sitting."
        } else {
            "Lock the list as it is?"
        };
        cx.push(Confirm::new(ask, move |_, cx| cx.execute("command", lock(carries))).with(facts));
    }

    /// Says how many items have a time now, and which do not fit.
    fn say_times(&self, cx: &mut Cx) {
        let Some((view, _)) = self.view() else { return };
        let left: Vec<String> =
            view.rows.iter().filter(|row| row.item.start.is_none()).map(|row| row.item.id.to_string()).collect();
        let all = said::count(view.rows.len(), "item");
        if left.is_empty() {
            return cx.say(Tone::Good, format!("{all} ordered, each with its time"));
        }
        let (left, fit) =
            (left.join(", "), if left.len() == 1 { "does not fit: x takes it" } else { "do not fit: x takes them" });
        cx.say(Tone::Warn, format!("{all} ordered; {left} {fit} to the next sitting"));
    }

    fn arrange(&mut self, on: Option<AgendaItemId>) {
        let Some((view, names)) = self.view() else { return };
        let speak = Speak::new(names);
        let cells = |row: &ListRow, waits: bool| {
            let mut cells: Vec<(String, Tone)> =
                lines::list_cells(row, speak).into_iter().map(|cell| (cell, Tone::Plain)).collect();
            if let Some((mark, tone)) = cells.get_mut(1) {
                *tone = if mark == "!" { Tone::Error } else { Tone::Warn };
            }
            if let Some((when, tone)) = cells.first_mut().filter(|_| waits) {
                (*when, *tone) = ("waits".to_owned(), Tone::Dim);
            }
            Cells(cells)
        };
        let rows = view.rows.iter().map(|row| cells(row, false));
        let rows: Vec<Cells> = rows.chain(view.waiting.iter().map(|row| cells(row, true))).collect();
        let keys: Vec<AgendaItemId> = view.rows.iter().chain(&view.waiting).map(|row| row.item.id).collect();
        self.rows = rows;
        self.cursor.stay(on.as_ref(), &keys);
    }
}

/// What speaks against locking a list with an item: that it is not ready, or has no time.
fn unlocked(row: &ListRow, unready: bool, speak: Speak) -> Vec<(Tone, String)> {
    let timeless = row.item.start.is_none();
    if !unready && !timeless {
        return Vec::new();
    }
    let mut facts = vec![(Tone::Strong, format!("{} {}", row.item.id, speak.all(&row.children)))];
    if unready {
        let notes = lines::list_notes(row, speak).into_iter().filter(|note| note.starts_with('?'));
        facts.extend(notes.map(|note| (Tone::Warn, note)));
    }
    if timeless {
        facts.push((Tone::Warn, "? it has no time on this list".to_owned()));
    }
    facts
}

/// What is to be known of an item: its numbers, then what is wrong with it, in whole sentences.
fn draw_notes(pen: &mut Pen, area: Rect, row: &ListRow, speak: Speak) {
    let referrals: Vec<String> = row.item.referrals.iter().map(ToString::to_string).collect();
    let of = if referrals.is_empty() { String::new() } else { format!(": {}", referrals.join(", ")) };
    let numbers = format!("  {}{of}", row.item.id);
    let mut y = area.y;
    for note in std::iter::once(numbers).chain(lines::list_notes(row, speak)) {
        if y >= area.bottom() {
            break;
        }
        let tone = match note.chars().next() {
            Some('!') => Tone::Error,
            Some('?') => Tone::Warn,
            _ => Tone::Plain,
        };
        let room = Rect { x: area.x + 1, y, width: area.width.saturating_sub(2), height: area.bottom() - y };
        y += pen.wrapped(room, &note, tone);
    }
}

/// Something that comes round, to be chosen: about which record, for which child, and why.
fn brought(row: &ForwardRow, speak: Speak) -> Option<Offer> {
    let child = row.child?;
    let value = format!("{child} {}", row.what.said());
    Some(Offer { cells: Cells::plain([lines::forward_line(row, speak)]), key: Some(row.about), value })
}

impl Layer for List {
    fn scope(&self) -> &'static str {
        "agenda"
    }

    fn fills(&self) -> bool {
        true
    }

    fn about(&self) -> Option<Key> {
        self.sitting().map(|of| of.id.key())
    }

    fn opened(&mut self, cx: &mut Cx) {
        self.refresh(cx);
    }

    fn draw(&self, pen: &mut Pen, area: Rect) -> Option<Position> {
        let heading =
            self.view().map_or_else(String::new, |(view, names)| lines::list_heading(view, Speak::new(names)));
        let inside = headed(pen, area, "Agenda", &heading);
        if self.rows.is_empty() {
            let nothing = match self.view() {
                None => "asking the desk",
                Some((view, _)) if view.sitting.is_none() => "no sitting is planned: p plans the next",
                Some(_) => "nothing is on the list, and nothing waits for one",
            };
            pen.text(inside.x + 2, inside.y, inside.width.saturating_sub(2), nothing, Tone::Dim);
            return None;
        }
        // what is said of an item has the room that the rows leave, and a third of it in any case
        let spare = inside.height.saturating_sub(self.rows.len() as u16 + 2);
        let foot = if inside.height > 12 { spare.max(inside.height / 3).min(inside.height * 2 / 3) } else { 0 };
        let listed = Rect { height: inside.height - foot, ..inside };
        let heads = Cells(lines::LIST_HEADS.iter().map(|head| ((*head).to_owned(), Tone::Dim)).collect());
        let place = list::draw_under(pen, listed, Some(&heads), &self.cursor, |at| &self.rows[at]);
        if let (Some((row, _)), Some((_, names))) = (self.row(), self.view()) {
            let pane = Rect { y: listed.bottom(), height: foot, ..inside };
            draw_notes(pen, pane, row, Speak::new(names));
        }
        place
    }

    fn walk(&mut self, _: &mut Cx, step: Step) {
        self.cursor.step(step);
    }

    fn answered(&mut self, cx: &mut Cx, slot: Slot, answer: Result<Answered, Refusal>) {
        match answer {
            Ok(Answered { answer: Answer::Sittings(view), .. }) => {
                self.turned(cx, &view, if slot == BEFORE { -1 } else { 1 });
            }
            Ok(answered) => {
                // it stays on the list it shows, also when that is locked
                if let Answer::Agenda(view) = &answered.answer {
                    self.sitting = self.sitting.or(view.sitting.as_ref().map(|of| of.id));
                }
                let on = self.wanted.take().or_else(|| self.row().map(|(row, _)| row.item.id));
                self.answer = Some(answered);
                self.arrange(on);
                if std::mem::take(&mut self.ordered) {
                    self.say_times(cx);
                }
            }
            Err(refusal) => cx.say(Tone::Error, refusal_line(&refusal)),
        }
    }

    fn done(&mut self, cx: &mut Cx, _: Slot, done: Result<Done, Refusal>) {
        self.ordered = done.as_ref().is_ok_and(|done| done.command == "agenda.order");
        say_done(cx, &done);
    }

    fn told(&mut self, cx: &mut Cx, event: &Event) {
        if event.renews() {
            self.refresh(cx);
        }
    }
}
