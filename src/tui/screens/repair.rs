//! Somebody or something is not there: the sessions that hits, a proposal for each; accept, choose another, and save all of
//! it at once. Then whom to ring.

use super::headed;
use super::page::Page;
use crate::desk::commands::{AbsenceRepair, Mend, MendSort, Missing};
use crate::desk::queries::{Affected, AffectedQuery, Choice, ToTell};
use crate::desk::{Answer, Answered, Command, Done, Event, Names, Refusal};
use crate::domain::*;
use crate::lines::{self, Speak};
use crate::tui::app::Cx;
use crate::tui::confirm::Confirm;
use crate::tui::layer::{Layer, Slot, Step, downcast, refusal_line};
use crate::tui::list::{self, Cells, Cursor};
use crate::tui::offer::{Offer, Source};
use crate::tui::pen::Pen;
use crate::tui::picker::Picker;
use crate::tui::prompt::Prompt;
use crate::tui::theme::Tone;
use ratatui::layout::{Position, Rect};
use std::collections::VecDeque;

/// The sessions somebody's absence hits, row by row.
pub struct Repair {
    missing: Missing,
    /// What the user chose, in place of what was proposed.
    chosen: Vec<Mend>,
    rows: Vec<Affected>,
    cells: Vec<Cells>,
    names: Names,
    loaded: bool,
    /// The desk is looking: what is asked of the rows meanwhile is done when they come.
    asking: bool,
    then: VecDeque<Deed>,
    cursor: Cursor,
}

/// What is asked of the rows while the desk still looks for them.
enum Deed {
    Walk(Step),
    Enter,
    Next,
    Become(MendSort),
    Again,
    Save,
}

impl Repair {
    /// Of somebody who is ill, or something that cannot be used, on a day; of today from now on.
    pub fn new(who: Key, day: Day, now: Moment) -> Self {
        let person = matches!(who.kind, Kind::Officer | Kind::Driver);
        Self::of(Missing {
            who,
            sort: if person { AbsenceKind::Sickness } else { AbsenceKind::Other },
            days: Days::one(day),
            time: (day == now.day).then(|| Span::new(now.minute, Minute::END)),
            notes: Note::default(),
        })
    }

    /// Of what is said to be missing.
    pub fn of(missing: Missing) -> Self {
        Self {
            missing,
            chosen: Vec::new(),
            rows: Vec::new(),
            cells: Vec::new(),
            names: Names::default(),
            loaded: false,
            asking: false,
            then: VecDeque::new(),
            cursor: Cursor::default(),
        }
    }

    fn refresh(&mut self, cx: &mut Cx) {
        self.asking = true;
        let (missing, chosen) = (self.missing.clone(), self.chosen.clone());
        cx.ask("affected", AffectedQuery { missing, chosen });
    }

    fn row(&self) -> Option<&Affected> {
        self.cursor.at().and_then(|at| self.rows.get(at))
    }

    /// Whether there is a row to change, or may be one when the desk has found them.
    pub(crate) fn has_row(&self) -> bool {
        self.asking || self.row().is_some_and(|row| !row.choices.is_empty())
    }

    /// Does it to the rows there are, or when they come.
    fn act(&mut self, cx: &mut Cx, deed: Deed) {
        if self.asking {
            return self.then.push_back(deed);
        }
        match deed {
            Deed::Walk(step) => self.cursor.step(step),
            Deed::Enter => self.ways(cx),
            Deed::Next => self.take_next(cx),
            Deed::Become(how) => self.become_sort(cx, how),
            Deed::Again => self.take_back(cx),
            Deed::Save => self.ask_to_save(cx),
        }
    }

    /// Does what was asked while the desk looked, until it has to look again.
    fn catch_up(&mut self, cx: &mut Cx) {
        self.asking = false;
        while !self.asking
            && let Some(deed) = self.then.pop_front()
        {
            self.act(cx, deed);
        }
    }

    /// Chooses what becomes of the row's session; the others are found anew round it.
    fn choose(&mut self, cx: &mut Cx, mend: Mend) {
        self.chosen.retain(|m| m.session != mend.session);
        self.chosen.push(mend);
        self.refresh(cx);
    }

    /// Cancels the row's session, or leaves it as it is.
    pub(crate) fn choose_sort(&mut self, cx: &mut Cx, how: MendSort) {
        self.act(cx, Deed::Become(how));
    }

    fn become_sort(&mut self, cx: &mut Cx, how: MendSort) {
        let wanted = self.row().and_then(|row| row.choices.iter().find(|c| c.mend.how == how));
        match wanted.map(|choice| choice.mend.clone()) {
            Some(mend) => self.choose(cx, mend),
            None => cx.refuse("it is under way: it can be given to somebody, or ended on the board"),
        }
    }

    /// The next of what could become of the row's session.
    pub(crate) fn next_choice(&mut self, cx: &mut Cx) {
        self.act(cx, Deed::Next);
    }

    fn take_next(&mut self, cx: &mut Cx) {
        let Some(row) = self.row() else { return };
        let goes = |c: &&Choice| c.mend.how == MendSort::Change;
        let tried = |c: &&Choice| !self.chosen.iter().any(|m| same(m, &c.mend));
        match row.choices.iter().skip(1).filter(goes).find(tried).map(|c| c.mend.clone()) {
            Some(mend) => self.choose(cx, mend),
            None => cx.refuse("nobody else; enter shows all there is"),
        }
    }

    /// Back to what is proposed.
    pub(crate) fn propose_again(&mut self, cx: &mut Cx) {
        self.act(cx, Deed::Again);
    }

    fn take_back(&mut self, cx: &mut Cx) {
        if let Some(session) = self.row().map(|row| row.session.id) {
            self.chosen.retain(|m| m.session != session);
            self.refresh(cx);
        }
    }

    /// Asks what becomes of the row's session: all there is.
    fn ways(&mut self, cx: &mut Cx) {
        let speak = Speak::new(&self.names);
        let Some(row) = self.row() else { return cx.refuse("nothing is hit") };
        let ways: Vec<(String, Mend)> =
            row.choices.iter().map(|c| (lines::choice(row, c, speak), c.mend.clone())).collect();
        if ways.is_empty() {
            return cx.refuse("it belongs to a restricted case: ask a manager");
        }
        let title = format!("What becomes of {} {}?", row.session.id, lines::children(&row.session, speak));
        let offers = ways.iter().map(|(said, _)| Offer::word(said.clone())).collect::<Vec<_>>();
        cx.push(Picker::new(title, Source::fixed(offers), move |offer, layer, cx| {
            let mend = ways.into_iter().find(|(said, _)| *said == offer.value).map(|(_, mend)| mend);
            if let (Some(mend), Some(repair)) = (mend, downcast::<Self>(layer)) {
                repair.choose(cx, mend);
            }
        }));
    }

    /// Other days, or another time.
    pub(crate) fn ask_days(cx: &mut Cx) {
        let title = "Away when? today, fri, 26/11 to 28/11, today from 12:00";
        let read = |text: &str, cx: &Cx| {
            let today = cx.here().now.day;
            let (days, from) = text.split_once(" from ").unwrap_or((text, ""));
            let days = said::days(days, today).map_err(|why| why.to_string())?;
            let from = Some(from).filter(|f| !f.trim().is_empty()).map(said::time).transpose();
            let from = from.map_err(|why| why.to_string())?;
            Ok((days, from.map(|from| Span::new(from, Minute::END))))
        };
        cx.push(Prompt::new(title, read, |(days, time), layer, cx| {
            if let Some(repair) = downcast::<Self>(layer) {
                (repair.missing.days, repair.missing.time) = (days, time);
                repair.chosen.clear();
                repair.refresh(cx);
            }
        }));
    }

    /// Writes down the absence and carries out what every row says; asks before it cancels anything.
    pub(crate) fn save(&mut self, cx: &mut Cx) {
        self.act(cx, Deed::Save);
    }

    fn ask_to_save(&mut self, cx: &mut Cx) {
        let becomes = |how: MendSort| {
            let first = self.rows.iter().filter_map(|row| Some((row, row.choices.first()?)));
            first.filter(move |(_, choice)| choice.mend.how == how).map(|(row, _)| row)
        };
        let lost: Vec<&Affected> = becomes(MendSort::Cancel).collect();
        if lost.is_empty() {
            return self.send(cx);
        }
        let speak = Speak::new(&self.names);
        let mut facts: Vec<(Tone, String)> = lost
            .iter()
            .map(|row| {
                (
                    Tone::Warn,
                    format!("{}: {}", lines::children(&row.session, speak), lines::session_line(&row.session, speak)),
                )
            })
            .collect();
        let others = becomes(MendSort::Change).count();
        if others > 0 {
            facts.push((Tone::Plain, format!("{} changed", said::count(others, "other"))));
        }
        let question = format!("Cancel {}?", said::count(lost.len(), "session"));
        let yes = |layer: &mut dyn Layer, cx: &mut Cx| {
            if let Some(repair) = downcast::<Self>(layer) {
                repair.send(cx);
            }
        };
        cx.push(Confirm::new(question, yes).with(facts));
    }

    fn send(&self, cx: &mut Cx) {
        let rows = self.rows.iter().filter_map(|row| row.choices.first()).map(|choice| choice.mend.clone()).collect();
        cx.execute("repair", Command::from(AbsenceRepair { missing: self.missing.clone(), rows }));
    }

    fn arrange(&mut self) {
        let speak = Speak::new(&self.names);
        let row = |row: &Affected| {
            let s = &row.session;
            let (said, tone) = match row.choices.first() {
                None => ("ask a manager: a restricted case".to_owned(), Tone::Warn),
                Some(first) => (lines::becomes(row, first, speak), tone(first)),
            };
            let own = self.chosen.iter().any(|m| m.session == s.id);
            let sign = match row.choices.first().map(|c| c.mend.how) {
                _ if own => "*",
                Some(MendSort::Change) => ">",
                Some(MendSort::Cancel) => "x",
                _ => "!",
            };
            let when = if self.missing.days.first == self.missing.days.last {
                s.span().to_string()
            } else {
                format!("{} {}", said::short(s.date), s.span())
            };
            Cells(vec![
                (when, Tone::Strong),
                (lines::children(s, speak), Tone::Plain),
                (format!("{sign} {said}"), tone),
            ])
        };
        self.cells = self.rows.iter().map(row).collect();
        self.cursor.resize(self.cells.len());
    }

    /// What is to be known of the row: what hits it, what speaks for and against the choice, why nobody else can.
    fn details(&self) -> Vec<(Tone, String)> {
        let speak = Speak::new(&self.names);
        let Some(row) = self.row() else {
            let none =
                if self.loaded { "nothing booked is hit; s writes it down all the same" } else { "asking the desk" };
            return vec![(Tone::Dim, none.to_owned())];
        };
        let s = &row.session;
        let with = lines::adults(s, speak);
        let head = format!(
            "{} {} with {with} · {} · {}",
            s.id,
            lines::session_line(s, speak),
            s.level.said(),
            s.status.said()
        );
        let mut said = vec![(Tone::Strong, head)];
        if let Some(first) = row.choices.first() {
            said.push((tone(first), lines::choice(row, first, speak)));
            let more = row.choices.len() - 1;
            said.push((Tone::Dim, format!("{} besides: enter lists them", said::count(more, "other way"))));
        }
        if !row.nobody.is_empty() {
            said.push((Tone::Warn, "nobody can take it as it is:".to_owned()));
            let why = row.nobody.iter().map(|about| (Tone::Plain, format!("  {}", lines::finding(about, &self.names))));
            said.extend(why);
        }
        said
    }
}

/// How a choice looks.
fn tone(choice: &Choice) -> Tone {
    match choice.mend.how {
        MendSort::Change => Tone::Good,
        MendSort::Cancel => Tone::Error,
        MendSort::Keep => Tone::Warn,
    }
}

/// Whether two mends come to the same.
fn same(a: &Mend, b: &Mend) -> bool {
    (a.session, a.how, &a.officers, a.room, a.start, &a.legs)
        == (b.session, b.how, &b.officers, b.room, b.start, &b.legs)
}

impl Layer for Repair {
    fn scope(&self) -> &'static str {
        "repair"
    }

    fn fills(&self) -> bool {
        true
    }

    fn opened(&mut self, cx: &mut Cx) {
        self.refresh(cx);
    }

    fn day(&self) -> Option<Day> {
        Some(self.missing.days.first)
    }

    fn draw(&self, pen: &mut Pen, area: Rect) -> Option<Position> {
        let speak = Speak::new(&self.names);
        let who = if self.loaded { speak.of(self.missing.who) } else { self.missing.who.to_string() };
        let from = match self.missing.time {
            Some(time) if time.to == Minute::END => format!(" from {}", time.from),
            Some(time) => format!(" {time}"),
            None => String::new(),
        };
        let days = self.missing.days;
        let when = if days.first == days.last {
            said::long(days.first)
        } else {
            format!("{} to {}", said::short(days.first), said::long(days.last))
        };
        let also = said::count(self.rows.len(), "session");
        let inside = headed(pen, area, &format!("{who} away {when}{from}"), &also);
        let details = self.details();
        let pane = (inside.height / 2).min(details.len() as u16 + 3).max(2);
        let listed = Rect { height: inside.height.saturating_sub(pane), ..inside };
        let place = list::draw(pen, listed, &self.cursor, |at| &self.cells[at]);
        let dash = pen.glyphs().dash.repeat(area.width as usize);
        pen.text(area.x, listed.bottom(), area.width, &dash, Tone::Dim);
        let below =
            Rect { x: inside.x + 1, y: listed.bottom() + 1, width: inside.width.saturating_sub(2), height: pane - 1 };
        let mut y = below.y;
        for (tone, text) in details {
            if y >= below.bottom() {
                break;
            }
            y += pen.wrapped(Rect { y, height: below.bottom() - y, ..below }, &text, tone).max(1);
        }
        place
    }

    fn walk(&mut self, cx: &mut Cx, step: Step) {
        self.act(cx, Deed::Walk(step));
    }

    fn enter(&mut self, cx: &mut Cx) {
        self.act(cx, Deed::Enter);
    }

    fn answered(&mut self, cx: &mut Cx, _: Slot, answer: Result<Answered, Refusal>) {
        match answer {
            Ok(Answered { answer: Answer::Affected(view), names }) => {
                (self.rows, self.names, self.loaded) = (view.rows, names, true);
                self.arrange();
                self.catch_up(cx);
            }
            Ok(_) => {}
            Err(refusal) => {
                (self.asking, self.then) = (false, VecDeque::new());
                cx.say(Tone::Error, refusal_line(&refusal));
            }
        }
    }

    fn done(&mut self, cx: &mut Cx, _: Slot, done: Result<Done, Refusal>) {
        match done {
            Ok(done) => {
                cx.say(Tone::Good, lines::done(&done, None).lines().next().unwrap_or_default().to_owned());
                let (entry, today) = (done.entry, cx.here().now.day);
                let tells = done.changed.iter().any(|key| key.kind == Kind::Session);
                cx.close_then(move |_, cx| {
                    if tells {
                        cx.push(Page::new(format!("Whom to ring about entry {entry}"), today, ToTell { entry }));
                    }
                });
            }
            Err(refusal) => {
                let first = refusal.findings.iter().find(|f| f.finding.blocks());
                let why = first.map(|f| format!("{} {}", f.session, lines::finding(f, &refusal.names)));
                cx.say(Tone::Error, format!("not saved: {}", why.unwrap_or_else(|| refusal_line(&refusal))));
                // what is proposed now goes by what is so now
                self.chosen.clear();
                self.refresh(cx);
            }
        }
    }

    fn told(&mut self, cx: &mut Cx, event: &Event) {
        if event.renews() {
            // what was chosen for a session that changed is no longer offered
            if let Event::Entry { keys, .. } = event {
                self.chosen.retain(|m| !keys.contains(&m.session.key()));
            }
            self.refresh(cx);
        }
    }
}
