//! The finder: the best slots for an arrangement or a session, what speaks against the one under the cursor, and why
//! another time will not do. Enter books the slot, or moves the session to it.

use super::headed;
use crate::desk::commands::Command;
use crate::desk::queries::{Slots, SlotsView, Why, WhyView};
use crate::desk::{Answer, Answered, Done, Event, Names, Refusal};
use crate::domain::*;
use crate::lines::{self, Speak};
use crate::tui::app::Cx;
use crate::tui::layer::{Layer, Slot as Asked, Step, refusal_line, say_done};
use crate::tui::list::{self, Cells, Cursor};
use crate::tui::pen::Pen;
use crate::tui::prompt::Prompt;
use crate::tui::theme::Tone;
use ratatui::layout::{Position, Rect};

/// Weeks a step goes on or back.
const STEP: i32 = 4;

/// The best slots for something.
pub struct Finder {
    asked: Slots,
    view: Option<SlotsView>,
    names: Names,
    rows: Vec<Cells>,
    cursor: Cursor,
    refused: Option<String>,
    /// The slot that is being taken.
    taking: Option<Session>,
}

impl Finder {
    /// Slots for an arrangement, a child with one, or a session.
    pub fn new(what: Key) -> Self {
        Self::asking(Slots::of(what))
    }

    /// Slots as they are asked for.
    pub fn asking(asked: Slots) -> Self {
        Self {
            asked,
            view: None,
            names: Names::default(),
            rows: Vec::new(),
            cursor: Cursor::default(),
            refused: None,
            taking: None,
        }
    }

    fn refresh(&self, cx: &mut Cx) {
        cx.ask("slots", self.asked.clone());
    }

    /// Goes weeks on or back, not before today.
    pub(crate) fn later(&mut self, cx: &mut Cx, steps: i32) {
        let today = cx.here().now.day;
        let first = self.asked.from.unwrap_or(today) + steps * STEP * 7;
        if first < today && self.asked.from.is_none() {
            return cx.refuse("nothing is booked before today");
        }
        self.asked.from = (first > today).then_some(first);
        self.asked.to = None;
        self.refresh(cx);
    }

    /// Looks only between two times of the day, or at all of it again.
    pub(crate) fn within(cx: &mut Cx) {
        let read = |text: &str, _: &Cx| match text.trim() {
            "" => Ok(None),
            text => said::span(text).map(Some).map_err(|why| why.to_string()),
        };
        cx.push(Prompt::new("Between which times? 15:30-18:00, or nothing for any", read, |within, layer, cx| {
            if let Some(finder) = crate::tui::layer::downcast::<Self>(layer) {
                finder.asked.within = within;
                finder.refresh(cx);
            }
        }));
    }

    /// Looks for a longer or shorter session.
    pub(crate) fn minutes(cx: &mut Cx) {
        let read = |text: &str, _: &Cx| said::minutes(text).map_err(|why| why.to_string());
        cx.push(Prompt::new("How long? 60, 1h30", read, |minutes, layer, cx| {
            if let Some(finder) = crate::tui::layer::downcast::<Self>(layer) {
                finder.asked.minutes = Some(minutes);
                finder.refresh(cx);
            }
        }));
    }

    /// Asks why a time will not do.
    pub(crate) fn why(&self, cx: &mut Cx) {
        why(cx, self.asked.what, self.asked.minutes);
    }

    fn slot(&self) -> Option<&Slot> {
        self.view.as_ref()?.slots.get(self.cursor.at()?)
    }

    /// Takes the slot, held rather than booked where that is asked.
    pub(crate) fn take(&mut self, cx: &mut Cx, held: bool) {
        let (Some(view), Some(slot)) = (&self.view, self.slot()) else { return };
        let mut slot = slot.clone();
        if held {
            if view.moved.is_some() {
                return cx.refuse("a session that is booked is moved, not held");
            }
            slot.session.status = SessionStatus::Held;
        }
        cx.execute("take", view.take(&slot));
        self.taking = Some(slot.session);
    }
}

/// Asks for a time, and shows why it will not do for something.
pub(crate) fn why(cx: &mut Cx, what: Key, minutes: Option<u16>) {
    let read = |text: &str, cx: &Cx| said::moment(text, cx.here().now.day).map_err(|why| why.to_string());
    cx.push(Prompt::new("Why not when? fri 16:00", read, move |at, _, cx| why_at(cx, what, at, minutes)));
}

/// Shows why that time will not do for something.
pub(crate) fn why_at(cx: &mut Cx, what: Key, at: Moment, minutes: Option<u16>) {
    cx.push(Reasons::new(Why { what, day: at.day, start: at.minute, minutes, room: None, officers: None }));
}

/// A slot as a row: day, time, room, officers, cars.
fn row(slot: &Slot, speak: Speak) -> Cells {
    let session = &slot.session;
    let mut cells = Cells::plain([
        said::short(session.date),
        session.span().to_string(),
        session.room.map_or_else(|| speak.of(session.site), |room| speak.of(room)),
        lines::officers(session, speak),
        lines::journeys(session, speak),
    ]);
    cells.0[0].1 = Tone::Strong;
    cells
}

impl Layer for Finder {
    fn scope(&self) -> &'static str {
        "finder"
    }

    fn fills(&self) -> bool {
        true
    }

    fn about(&self) -> Option<Key> {
        Some(self.asked.what)
    }

    fn opened(&mut self, cx: &mut Cx) {
        self.refresh(cx);
    }

    fn draw(&self, pen: &mut Pen, area: Rect) -> Option<Position> {
        let speak = Speak::new(&self.names);
        let whom = match &self.view {
            Some(SlotsView { moved: Some(session), .. }) => {
                format!("Another slot for {} {}", session.id, lines::children(session, speak))
            }
            _ => format!("Slots for {}", speak.full(self.asked.what)),
        };
        let days = self
            .view
            .as_ref()
            .map_or_else(String::new, |v| format!("{} to {}", said::short(v.days.first), said::short(v.days.last)));
        let inside = headed(pen, area, &whom, &days);
        let foot = if inside.height > 10 { 5 } else { (inside.height / 3).max(1) };
        let listed = Rect { height: inside.height.saturating_sub(foot), ..inside };
        let below = Rect { x: inside.x + 1, y: listed.bottom(), width: inside.width.saturating_sub(2), height: foot };
        if let Some(refused) = &self.refused {
            pen.wrapped(
                Rect { x: inside.x + 1, width: inside.width.saturating_sub(2), ..inside },
                refused,
                Tone::Error,
            );
            return None;
        }
        let place = list::draw(pen, listed, &self.cursor, |at| &self.rows[at]);
        match (self.slot(), &self.view) {
            (Some(slot), _) => {
                let against = lines::against(slot, speak);
                let said = if against.is_empty() { "nothing speaks against it".to_owned() } else { against };
                pen.wrapped(below, &said, Tone::Plain);
            }
            (None, Some(view)) => {
                let refused = view.refused.iter().take(5).map(|(rule, n)| format!("{rule} refuses {n}"));
                let why = refused.collect::<Vec<_>>().join(", ");
                let said = format!(
                    "No slot in these weeks. Of {} times looked at, {why}. n looks further on.",
                    view.looked_at
                );
                pen.wrapped(Rect { y: inside.y, ..below }, &said, Tone::Warn);
            }
            (None, None) => {}
        }
        place
    }

    fn walk(&mut self, _: &mut Cx, step: Step) {
        self.cursor.step(step);
    }

    fn enter(&mut self, cx: &mut Cx) {
        self.take(cx, false);
    }

    fn answered(&mut self, cx: &mut Cx, _: Asked, answer: Result<Answered, Refusal>) {
        match answer {
            Ok(Answered { answer: Answer::Slots(view), names }) => {
                self.refused = None;
                self.rows = view.slots.iter().map(|slot| row(slot, Speak::new(&names))).collect();
                self.cursor.resize(self.rows.len());
                (self.view, self.names) = (Some(view), names);
            }
            Ok(_) => {}
            Err(refusal) if self.view.is_none() => self.refused = Some(refusal_line(&refusal)),
            Err(refusal) => cx.say(Tone::Error, refusal_line(&refusal)),
        }
    }

    fn done(&mut self, cx: &mut Cx, _: Asked, done: Result<Done, Refusal>) {
        taken(cx, &done, self.taking.take(), &self.names);
    }

    fn told(&mut self, cx: &mut Cx, event: &Event) {
        if event.renews() {
            self.refresh(cx);
        }
    }
}

/// Says what became of a slot that was taken, and closes what offered it.
fn taken(cx: &mut Cx, done: &Result<Done, Refusal>, session: Option<Session>, names: &Names) {
    match (done, session) {
        (Ok(done), Some(session)) => {
            cx.say(Tone::Good, lines::of_session(done, &session, names));
            cx.close();
        }
        (done, _) => say_done(cx, done),
    }
}

/// Why a slot is refused, and what would make it work: enter takes what can be taken as it stands.
pub struct Reasons {
    asked: Why,
    view: Option<WhyView>,
    names: Names,
    /// The lines above the ways out.
    said: Vec<(String, Tone)>,
    rows: Vec<Cells>,
    cursor: Cursor,
    /// The slot that is being taken.
    taking: Option<Session>,
}

impl Reasons {
    fn new(asked: Why) -> Self {
        Self {
            asked,
            view: None,
            names: Names::default(),
            said: Vec::new(),
            rows: Vec::new(),
            cursor: Cursor::default(),
            taking: None,
        }
    }

    fn ready(&mut self, view: WhyView, names: Names) {
        let speak = Speak::new(&names);
        let all = lines::why(&view, speak);
        let above = all.iter().skip(1).take_while(|line| *line != lines::IT_WORKS);
        let tone = |line: &str| match line.trim_start().chars().next() {
            Some('!') => Tone::Error,
            _ if line.starts_with("    ") => Tone::Dim,
            _ => Tone::Plain,
        };
        self.said = above.map(|line| (line.clone(), tone(line))).collect();
        self.rows = view.relaxed.iter().map(|r| Cells::plain([lines::instead(r, speak)])).collect();
        if view.blocking.is_empty() {
            self.rows = vec![Cells::plain(["book it so"])];
        }
        self.cursor.resize(self.rows.len());
        (self.view, self.names) = (Some(view), names);
    }

    fn command(&self) -> Option<Result<(Command, Session), &'static str>> {
        let view = self.view.as_ref()?;
        if view.blocking.is_empty() {
            return Some(Ok((view.take(&view.slot), view.slot.session.clone())));
        }
        let relaxed = view.relaxed.get(self.cursor.at()?)?;
        Some(match relaxed.instead {
            Instead::MoveRoom(..) | Instead::SwapOfficer(..) => Err("change the other session first: find it with /"),
            Instead::Papers(_) => Err("the papers come first; until then it can be held"),
            Instead::SchoolTime => Err("the social worker ticks it on the arrangement"),
            Instead::Interpreter(..) => Err("book the interpreter, then the session with a manager's override"),
            Instead::Override(_) => Err("a manager books it with ctrl-o and a reason, on the booking form"),
            _ => Ok((view.take(&relaxed.slot), relaxed.slot.session.clone())),
        })
    }
}

impl Layer for Reasons {
    fn scope(&self) -> &'static str {
        "reasons"
    }

    fn fills(&self) -> bool {
        true
    }

    fn about(&self) -> Option<Key> {
        Some(self.asked.what)
    }

    fn opened(&mut self, cx: &mut Cx) {
        cx.ask("why", self.asked.clone());
    }

    fn draw(&self, pen: &mut Pen, area: Rect) -> Option<Position> {
        let at = format!("{} {}", said::short(self.asked.day), self.asked.start);
        let whom = Speak::new(&self.names).full(self.asked.what);
        let inside = headed(pen, area, &format!("Why not {at}?"), &whom);
        // the ways out are never pushed off the screen by what was tried
        let ways = (self.rows.len() as u16 + 1).min(inside.height);
        let top = inside.height.saturating_sub(ways);
        let mut y = inside.y;
        for (at, (line, tone)) in self.said.iter().enumerate() {
            let left = (inside.y + top).saturating_sub(y);
            if left == 0 {
                break;
            }
            if left == 1 && at + 1 < self.said.len() {
                let more = format!("  {} more; a taller window shows them", self.said.len() - at);
                pen.text(inside.x + 1, y, inside.width.saturating_sub(2), &more, Tone::Dim);
                y += 1;
                break;
            }
            // a sentence may take a second line where there is room, a row of what was tried one
            let height = if line.starts_with("    ") { 1 } else { left.min(3) };
            y += pen.wrapped(Rect { x: inside.x + 1, y, width: inside.width.saturating_sub(2), height }, line, *tone);
        }
        if self.rows.is_empty() {
            return None;
        }
        pen.text(inside.x + 1, y, inside.width.saturating_sub(2), "It works", Tone::Strong);
        let listed = Rect { y: y + 1, height: (inside.bottom()).saturating_sub(y + 1), ..inside };
        list::draw(pen, listed, &self.cursor, |at| &self.rows[at])
    }

    fn walk(&mut self, _: &mut Cx, step: Step) {
        self.cursor.step(step);
    }

    fn enter(&mut self, cx: &mut Cx) {
        match self.command() {
            Some(Ok((command, session))) => {
                cx.execute("take", command);
                self.taking = Some(session);
            }
            Some(Err(why)) => cx.refuse(why),
            None => {}
        }
    }

    fn answered(&mut self, cx: &mut Cx, _: Asked, answer: Result<Answered, Refusal>) {
        match answer {
            Ok(Answered { answer: Answer::Why(view), names }) => self.ready(view, names),
            Ok(_) => {}
            Err(refusal) => {
                cx.close_then(move |_, cx| cx.say(Tone::Error, refusal_line(&refusal)));
            }
        }
    }

    fn done(&mut self, cx: &mut Cx, _: Asked, done: Result<Done, Refusal>) {
        taken(cx, &done, self.taking.take(), &self.names);
    }
}
