//! An arrangement's times: when it comes round, what has become of each, and what can be done about it.

use super::finder;
use super::headed;
use super::page::Page;
use crate::desk::commands::{SeriesBook, SessionRestore};
use crate::desk::queries::{OccurrenceState, Series as Asked, SeriesRow, SeriesView, Slots, SlotsView};
use crate::desk::{Answer, Answered, Command, Done, Event, Names, Refusal};
use crate::domain::{ArrangementId, Days, Key, Moment, Session, said};
use crate::lines::{self, Speak};
use crate::tui::app::Cx;
use crate::tui::confirm::Confirm;
use crate::tui::layer::{Layer, Slot, Step, refusal_line, say_done};
use crate::tui::list::{self, Cells, Cursor};
use crate::tui::offer::{Offer, Source};
use crate::tui::pen::Pen;
use crate::tui::picker::Picker;
use crate::tui::tasks::{self, cancel, change, series as form};
use crate::tui::theme::Tone;
use ratatui::layout::{Position, Rect};

/// Days the screen goes on or back by.
const STRIDE: i32 = 56;

/// An arrangement's times.
pub struct Series {
    arrangement: ArrangementId,
    /// The days asked for; those the desk chooses where nobody has turned.
    days: Option<Days>,
    view: SeriesView,
    names: Names,
    rows: Vec<Cells>,
    cursor: Cursor,
    loaded: bool,
    refused: Option<String>,
}

impl Series {
    /// Of this arrangement.
    pub fn new(arrangement: ArrangementId) -> Self {
        Self {
            arrangement,
            days: None,
            view: SeriesView::default(),
            names: Names::default(),
            rows: Vec::new(),
            cursor: Cursor::default(),
            loaded: false,
            refused: None,
        }
    }

    fn row(&self) -> Option<&SeriesRow> {
        self.view.rows.get(self.cursor.at()?)
    }

    /// The session that is booked for the time under the cursor.
    pub(crate) fn session(&self) -> Option<&Session> {
        self.row()?.session.as_ref().filter(|s| s.id.0 != 0)
    }

    /// Whether there is something to book.
    pub(crate) fn has_free(&self) -> bool {
        self.view.rows.iter().any(|row| row.state == OccurrenceState::Free)
    }

    /// Goes weeks on or back.
    pub(crate) fn turn_weeks(&mut self, cx: &mut Cx, forward: bool) {
        let by = if forward { STRIDE } else { -STRIDE };
        let days = self.view.days;
        self.days = Some(Days::new(days.first + by, days.last + by));
        self.refresh(cx);
    }

    /// Asks whether to book what can be booked, with what clashes.
    pub(crate) fn book(&self, cx: &mut Cx) {
        let of = |state| self.view.rows.iter().filter(move |row| row.state == state);
        let free = of(OccurrenceState::Free).count();
        if free == 0 {
            return cx.refuse("nothing is left to book here; n shows later weeks");
        }
        let (until, today) = (said::long(self.view.days.last), cx.here().now.day);
        let speak = Speak::new(&self.names);
        let clash = |row: &SeriesRow| {
            let why = row.findings.iter().find(|f| f.finding.blocks());
            let why = why.map_or_else(String::new, |f| lines::finding(f, &self.names));
            (Tone::Error, format!("! not {} {}: {why}", lines::series_day(row, today), lines::series_time(row)))
        };
        let would = |row: &SeriesRow| {
            (
                Tone::Plain,
                format!(
                    "{} {}: {}",
                    lines::series_day(row, today),
                    lines::series_time(row),
                    lines::series_session(row, speak)
                ),
            )
        };
        let facts: Vec<_> = of(OccurrenceState::Clash).map(clash).chain(of(OccurrenceState::Free).map(would)).collect();
        let (arrangement, to) = (self.arrangement, self.view.days.last);
        let book = SeriesBook { arrangement, from: Some(self.view.days.first), to: Some(to), held: false };
        let question = format!("Book {} until {until}?", said::count(free, "session"));
        cx.push(Confirm::new(question, move |_, cx| cx.execute("book", Command::from(book))).with(facts));
    }

    /// Looks for other slots for the time under the cursor: where it clashes, was cancelled, lost, or has no day yet.
    pub(crate) fn elsewhere(&self, cx: &mut Cx) {
        let Some(row) = self.row() else { return cx.refuse("there is no time here to find a slot for") };
        let today = cx.here().now.day;
        let lost = self.session().filter(|s| !s.status.takes_place());
        let what = self.session().map_or(self.arrangement.key(), Session::key);
        let first = row.occurrence.monday().max(today);
        let to = row.last.monday().max(first) + 13;
        let occurrence = (lost.is_none() && self.session().is_none()).then_some(row.occurrence);
        cx.ask("slots", Slots { from: Some(first), to: Some(to), occurrence, ..Slots::of(what) });
    }

    /// Offers the slots that were found; the one taken is booked.
    fn offer(cx: &mut Cx, view: SlotsView, names: &Names) {
        let speak = Speak::new(names);
        let offer = |(at, slot): (usize, &crate::domain::Slot)| {
            let against = lines::against(slot, speak);
            let line = lines::session_line(&slot.session, speak);
            Offer { cells: Cells(vec![(line, Tone::Plain), (against, Tone::Dim)]), key: None, value: at.to_string() }
        };
        let offers: Vec<Offer> = view.slots.iter().enumerate().map(offer).collect();
        if offers.is_empty() {
            let days = format!("{} to {}", said::short(view.days.first), said::short(view.days.last));
            return cx.refuse(format!("no slot from {days}; w says what stands against its own time"));
        }
        cx.push(Picker::new("Take which slot?", Source::fixed(offers), move |offer, _, cx| {
            if let Some(slot) = offer.value.parse::<usize>().ok().and_then(|at| view.slots.get(at)) {
                cx.execute("slot", view.take(slot));
            }
        }));
    }

    /// When the time under the cursor is, or would be, and for how long.
    fn its_time(&self) -> Option<(Moment, u16)> {
        let row = self.row()?;
        let own = row.session.as_ref().map(|s| (s.date, s.span()));
        let (day, span) = own.or_else(|| Some((row.occurrence, row.span?)))?;
        Some((Moment::new(day, span.from), span.to.0.saturating_sub(span.from.0)))
    }

    /// Whether it can be said why the time under the cursor will not do: it has one.
    pub(crate) fn has_time(&self) -> bool {
        self.its_time().is_some()
    }

    /// Says why the time under the cursor will not do, and what would.
    pub(crate) fn why(&self, cx: &mut Cx) {
        if let Some((at, minutes)) = self.its_time() {
            let what = self.session().map_or(self.arrangement.key(), Session::key);
            finder::why_at(cx, what, at, Some(minutes));
        }
    }

    /// Opens the form that changes this time, this and following, or all to come.
    pub(crate) fn change(&self, cx: &mut Cx) {
        let Some(row) = self.row() else { return cx.refuse("there is no time to change here") };
        let name = self.names.get(self.arrangement.key()).unwrap_or_default();
        cx.push(form::form(
            self.arrangement,
            name,
            row.occurrence,
            row.session.as_ref(),
            &self.names,
            tasks::may_override(cx),
        ));
    }

    /// Opens the form that cancels the session, or the time where nothing is booked for it yet.
    pub(crate) fn cancel(&self, cx: &mut Cx) {
        let name = self.names.get(self.arrangement.key()).unwrap_or_default();
        match (self.session(), self.row()) {
            (Some(session), _) => cx.push(cancel::form(session, &self.names)),
            (None, Some(row)) => cx.push(cancel::unbooked(self.arrangement, name, row.occurrence)),
            (None, None) => {}
        }
    }

    /// Whether the time under the cursor can be cancelled: what is booked is still ahead, or nothing is booked for it.
    pub(crate) fn may_cancel(&self) -> bool {
        use OccurrenceState::{Clash, Due, Free, Lost};
        self.session().map_or_else(
            || self.row().is_some_and(|row| matches!(row.state, Clash | Due | Free | Lost)),
            |session| session.status.is_ahead(),
        )
    }

    /// Brings the cancelled session back; with another room or officer where its own are taken.
    pub(crate) fn restore(&self, cx: &mut Cx) {
        if let Some(session) = self.session() {
            let was = Some(Box::new(session.clone()));
            cx.execute("restore", Command::from(SessionRestore { session: session.id, refill: true, was }));
        }
    }

    /// Opens the form for a note.
    pub(crate) fn note(&self, cx: &mut Cx) {
        if let Some(session) = self.session() {
            cx.push(change::form(session, &self.names, "notes", tasks::may_override(cx)));
        }
    }

    fn refresh(&self, cx: &mut Cx) {
        let (from, to) = (self.days.map(|d| d.first), self.days.map(|d| d.last));
        cx.ask("series", Asked { arrangement: self.arrangement, from, to });
    }

    /// What is to be said of the time under the cursor: what is wrong with it, or how it all stands.
    fn says(&self) -> Vec<(Tone, String)> {
        let mut said: Vec<(Tone, String)> = self.refused.iter().map(|why| (Tone::Error, format!("! {why}"))).collect();
        if let Some(row) = self.row() {
            let mut found: Vec<_> = row.findings.iter().collect();
            found.sort_by_key(|f| !f.finding.blocks());
            said.extend(found.into_iter().map(|f| {
                let (sign, tone) = if f.finding.blocks() { ("!", Tone::Error) } else { ("?", Tone::Warn) };
                (tone, format!("{sign} {}", lines::finding(f, &self.names)))
            }));
            let notes = row.session.iter().filter(|s| !s.notes.is_empty());
            said.extend(notes.map(|s| (Tone::Plain, s.notes.replace('\n', " "))));
            if row.state == OccurrenceState::Due {
                said.push((Tone::Warn, "? no day is fixed: book it where it suits the family".to_owned()));
            }
        }
        if self.loaded {
            said.push((Tone::Dim, lines::tally(&self.view)));
        }
        said
    }
}

impl Layer for Series {
    fn scope(&self) -> &'static str {
        "series"
    }

    fn about(&self) -> Option<Key> {
        Some(self.arrangement.key())
    }

    fn fills(&self) -> bool {
        true
    }

    fn opened(&mut self, cx: &mut Cx) {
        self.refresh(cx);
    }

    fn draw(&self, pen: &mut Pen, area: Rect) -> Option<Position> {
        let name = self.names.get(self.arrangement.key()).unwrap_or_default();
        let title = format!("{} {name}", self.arrangement);
        let also = if self.loaded { self.view.status.said() } else { "" };
        let inside = headed(pen, area, &title, also);
        if self.loaded {
            let tone = if self.view.recurrence.is_empty() { Tone::Warn } else { Tone::Strong };
            pen.text(
                inside.x + 2,
                inside.y,
                inside.width.saturating_sub(3),
                &lines::rhythm(&self.view.recurrence),
                tone,
            );
        }
        let foot = if inside.height > 10 { 4 } else { 2 };
        let listed = Rect { y: inside.y + 1, height: inside.height.saturating_sub(foot + 1), ..inside };
        let place = list::draw(pen, listed, &self.cursor, |at| &self.rows[at]);
        let mut below =
            Rect { x: inside.x + 1, y: listed.bottom(), width: inside.width.saturating_sub(2), height: foot };
        for (tone, line) in self.says() {
            if below.height == 0 {
                break;
            }
            let used = pen.wrapped(below, &line, tone);
            below = Rect { y: below.y + used, height: below.height.saturating_sub(used), ..below };
        }
        place
    }

    fn walk(&mut self, _: &mut Cx, step: Step) {
        self.cursor.step(step);
    }

    fn enter(&mut self, cx: &mut Cx) {
        let today = cx.here().now.day;
        match (self.session(), self.row().and_then(|row| row.closure)) {
            (Some(session), _) => cx.push(Page::show(session.key(), today)),
            (None, Some(closure)) => cx.push(Page::show(closure.key(), today)),
            (None, None) => cx.refuse("nothing is booked for it yet"),
        }
    }

    fn answered(&mut self, cx: &mut Cx, slot: Slot, answer: Result<Answered, Refusal>) {
        match answer {
            Ok(Answered { answer: Answer::Series(view), names }) => {
                let (speak, today) = (Speak::new(&names), cx.here().now.day);
                let row = |row: &SeriesRow| {
                    let mark = lines::series_mark(row);
                    let tone = match mark {
                        "!" => Tone::Error,
                        "?" => Tone::Warn,
                        _ => Tone::Plain,
                    };
                    Cells(vec![
                        (mark.to_owned(), tone),
                        (lines::series_day(row, today), Tone::Plain),
                        (lines::series_time(row), Tone::Plain),
                        (lines::series_state(row).to_owned(), tone),
                        (lines::series_session(row, speak), Tone::Dim),
                    ])
                };
                self.rows = view.rows.iter().map(row).collect();
                self.cursor.resize(self.rows.len());
                if !self.loaded || self.days.is_some_and(|days| days != self.view.days) {
                    // it opens at what comes next, not at what is over
                    self.cursor.put(view.rows.iter().position(|row| row.last >= today).unwrap_or(0));
                }
                (self.view, self.names, self.loaded, self.refused) = (view, names, true, None);
            }
            Ok(Answered { answer: Answer::Slots(view), names }) => Self::offer(cx, view, &names),
            Ok(_) => {}
            Err(refusal) if slot == "slots" => cx.say(Tone::Error, refusal_line(&refusal)),
            Err(refusal) => self.refused = Some(refusal_line(&refusal)),
        }
    }

    fn done(&mut self, cx: &mut Cx, _: Slot, done: Result<Done, Refusal>) {
        say_done(cx, &done);
        if done.is_ok() {
            self.refresh(cx);
        }
    }

    fn told(&mut self, cx: &mut Cx, event: &Event) {
        if event.renews() {
            self.refresh(cx);
        }
    }
}
