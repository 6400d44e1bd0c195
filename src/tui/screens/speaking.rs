//! Speaking to a caller: the board with what they may hear and nothing else on it, in words to be read out.
//!
//! All it has is the desk's answers to `hear`. While it is there nothing of the screens under it is seen or said, and no key
//! leads to one: its keymap takes nothing from theirs.

use super::timeline::Timeline;
use crate::desk::commands::SessionConfirm;
use crate::desk::queries::{Hear, HearView, Heard, More, Stands};
use crate::desk::{Answer, Answered, Command, Done, Event, Names, Refusal};
use crate::domain::*;
use crate::lines::{self, Speak};
use crate::tui::app::Cx;
use crate::tui::layer::{Layer, Slot, downcast, refusal_line};
use crate::tui::list::Cells;
use crate::tui::offer::{Offer, Source};
use crate::tui::pen::Pen;
use crate::tui::picker::Picker;
use crate::tui::theme::Tone;
use ratatui::layout::{Position, Rect};

/// Columns of a row's name.
const LABEL: u16 = 12;

/// How many sessions of theirs are walked.
const AHEAD: u16 = 50;

/// The board as a caller may hear it.
pub struct Speaking {
    to: Key,
    day: Day,
    today: Day,
    /// The day as they may hear it.
    view: Option<(HearView, Names)>,
    /// Their next sessions.
    ahead: Vec<Heard>,
    names: Names,
    /// Whether their next sessions were heard of.
    loaded: bool,
    /// Which of the day's sessions the cursor is on.
    at: usize,
    /// The session to stand on when its day comes.
    land: Option<SessionId>,
}

impl Speaking {
    /// To whoever that record is of.
    pub fn to(to: Key) -> Self {
        Self {
            to,
            day: Day::default(),
            today: Day::default(),
            view: None,
            ahead: Vec::new(),
            names: Names::default(),
            loaded: false,
            at: 0,
            land: None,
        }
    }

    fn hear(&self) -> Hear {
        Hear { to: self.to.to_string(), ..Hear::default() }
    }

    fn refresh(&self, cx: &mut Cx) {
        cx.ask("ahead", Hear { limit: Some(AHEAD), ..self.hear() });
        if self.loaded {
            cx.ask("day", Hear { day: Some(self.day), ..self.hear() });
        }
    }

    fn show(&mut self, cx: &mut Cx, day: Day, land: Option<SessionId>) {
        let day = day.clamp(Day::MIN, Day::MAX);
        if day != self.day {
            (self.view, self.at) = (None, 0);
        }
        (self.day, self.land) = (day, land);
        cx.ask("day", Hear { day: Some(day), ..self.hear() });
    }

    /// Theirs on the day shown.
    fn heard(&self) -> &[Heard] {
        self.view.as_ref().map_or(&[], |(view, _)| &view.heard)
    }

    /// The session under the cursor.
    pub(crate) fn session(&self) -> Option<&Heard> {
        self.heard().get(self.at)
    }

    /// To their next session, or the one before, whatever its day.
    pub(crate) fn along(&mut self, cx: &mut Cx, forward: bool) {
        let within = if forward { Some(self.at + 1) } else { self.at.checked_sub(1) };
        if let Some(at) = within.filter(|at| *at < self.heard().len()) {
            self.at = at;
            return;
        }
        let other = if forward {
            self.ahead.iter().find(|h| h.date > self.day)
        } else {
            self.ahead.iter().rev().find(|h| h.date < self.day)
        };
        match other.map(|h| (h.date, h.session)) {
            Some((day, session)) => self.show(cx, day, Some(session)),
            None if forward => cx.refuse("nothing later is booked for them"),
            None => cx.refuse("nothing earlier is booked for them"),
        }
    }

    /// Finds among whom they may hear of.
    pub(crate) fn find(&self, cx: &mut Cx) {
        let to = self.to.to_string();
        let ask = move |text: &str| Hear { to: to.clone(), find: Some(text.to_owned()), ..Hear::default() };
        let read = |answered: Answered| match answered.answer {
            Answer::Hear(HearView { people: Some(people), .. }) => {
                let cells = |key: Key| [answered.names.say(key).to_owned(), key.kind.one().to_owned()];
                people.into_iter().map(|key| Offer::record(key, "", Cells::plain(cells(key)))).collect()
            }
            _ => Vec::new(),
        };
        cx.push(Picker::new("Find: whom they may hear of", Source::desk(ask, read), |offer, layer, cx| {
            if let (Some(key), Some(speaking)) = (offer.key, downcast::<Self>(layer)) {
                cx.ask("found", Hear { who: Some(key.to_string()), limit: Some(1), ..speaking.hear() });
            }
        }));
    }

    /// Whether what they say of the session under the cursor can be written down.
    pub(crate) fn can_answer(&self) -> bool {
        let open = self.session().is_some_and(|h| matches!(h.stands, Stands::Booked | Stands::Confirmed));
        open && self.to.kind != Kind::Child
    }

    /// Writes down whether they come.
    pub(crate) fn answer(&self, cx: &mut Cx, result: ConfirmResult) {
        let Some(session) = self.session().map(|heard| heard.session) else { return };
        let how = "phone".parse().unwrap_or_default();
        cx.execute("answer", Command::from(SessionConfirm { session, who: self.to, result, how, at: None }));
    }

    fn take_ahead(&mut self, cx: &mut Cx, view: HearView, names: Names) {
        let first = !self.loaded;
        (self.ahead, self.names, self.loaded) = (view.heard, names, true);
        if first {
            let next = self.ahead.first().map(|h| (h.date, h.session));
            self.show(cx, next.map_or(self.today, |n| n.0), next.map(|n| n.1));
        }
    }

    fn take_day(&mut self, view: HearView, names: Names) {
        let on = self.land.take().or_else(|| self.session().map(|h| h.session));
        self.view = Some((view, names));
        let at = on.and_then(|on| self.heard().iter().position(|h| h.session == on));
        self.at = at.unwrap_or(self.at).min(self.heard().len().saturating_sub(1));
    }
}

impl Layer for Speaking {
    fn scope(&self) -> &'static str {
        "speaking"
    }

    fn fills(&self) -> bool {
        true
    }

    fn covers(&self) -> bool {
        true
    }

    fn about(&self) -> Option<Key> {
        Some(self.to)
    }

    fn opened(&mut self, cx: &mut Cx) {
        self.clock(cx);
        self.day = self.today;
        self.refresh(cx);
    }

    fn clock(&mut self, cx: &mut Cx) {
        self.today = cx.here().now.day;
    }

    fn day(&self) -> Option<Day> {
        Some(self.day)
    }

    fn turn(&mut self, cx: &mut Cx, day: Day) {
        self.show(cx, day, None);
    }

    fn draw(&self, pen: &mut Pen, area: Rect) -> Option<Position> {
        self.heading(pen, area);
        let pane = (area.height / 3).clamp(4, 14);
        let grid = Rect { y: area.y + 2, height: area.height.saturating_sub(pane + 3), ..area };
        let place = self.grid(pen, grid);
        self.pane(pen, Rect { y: grid.bottom(), height: pane + 1, ..area });
        place
    }

    fn answered(&mut self, cx: &mut Cx, slot: Slot, answer: Result<Answered, Refusal>) {
        match answer {
            Ok(Answered { answer: Answer::Hear(view), names }) => match slot {
                "ahead" => self.take_ahead(cx, view, names),
                "found" => match view.heard.first().map(|h| (h.date, h.session)) {
                    Some((day, session)) => self.show(cx, day, Some(session)),
                    None => cx.refuse("nothing is booked with them"),
                },
                _ if view.day == Some(self.day) => self.take_day(view, names),
                _ => {}
            },
            Ok(_) => {}
            Err(refusal) => cx.say(Tone::Error, refusal_line(&refusal)),
        }
    }

    fn done(&mut self, cx: &mut Cx, _: Slot, done: Result<Done, Refusal>) {
        match done {
            Ok(_) => {
                cx.say(Tone::Good, "written down");
                self.refresh(cx);
            }
            // what stands in the way may be others': it is looked at afterwards
            Err(_) => cx.say(Tone::Error, "not written down; look at the session after the call"),
        }
    }

    fn told(&mut self, cx: &mut Cx, event: &Event) {
        if event.renews() {
            self.refresh(cx);
        }
    }
}

impl Speaking {
    /// Who is spoken to, in words, then the day.
    fn heading(&self, pen: &mut Pen, area: Rect) {
        let head = pen.heading(area);
        let who = self.view.as_ref().map(|(view, names)| lines::speaking_to(&view.to, Speak::new(names)));
        let who = format!("SPEAKING TO {}", who.unwrap_or_else(|| self.to.to_string()));
        let used = pen.text(head.x + 1, head.y, head.width.saturating_sub(1), &who, Tone::Warn);
        let left = head.width.saturating_sub(used + 4);
        pen.text(head.x + used + 4, head.y, left, "esc ends the call", Tone::Dim);
        let when = said::long(self.day);
        let used = pen.text(area.x + 1, area.y + 1, area.width.saturating_sub(1), &when, Tone::Title);
        let off = match self.day - self.today {
            0 => "today",
            1 => "tomorrow",
            -1 => "yesterday",
            _ => "",
        };
        pen.text(area.x + used + 4, area.y + 1, area.width.saturating_sub(used + 4), off, Tone::Dim);
    }

    /// Their sessions, and under them the rooms: taken, without a word of by whom.
    fn grid(&self, pen: &mut Pen, area: Rect) -> Option<Position> {
        let (view, names) = self.view.as_ref().filter(|_| area.height >= 2)?;
        let taken = view.rooms.iter().flat_map(|r| r.taken.iter().copied());
        let spans = view.heard.iter().map(|h| h.span).chain(taken);
        let line = Timeline::over(spans, area.x + LABEL + 2, area.width.saturating_sub(LABEL + 3));
        line.ruler(pen, area.y);
        let y = area.y + 1;
        let marker = pen.glyphs().marker;
        pen.text(area.x, y, 1, marker, Tone::Selected);
        pen.text(area.x + 1, y, LABEL, "theirs", Tone::Selected);
        line.row(pen, y);
        let mut place = pen.at(area.x, y);
        for (at, heard) in view.heard.iter().enumerate() {
            let here = at == self.at;
            let tone = match heard.stands {
                _ if here => Tone::Selected,
                Stands::Cancelled | Stands::Over => Tone::Dim,
                _ => Tone::Plain,
            };
            place = line.block(pen, y, heard.span, (&face(heard, names), tone), here).or(place);
        }
        for (room, y) in view.rooms.iter().zip(y + 1..area.bottom()) {
            pen.text(area.x + 1, y, LABEL, names.say(room.room), Tone::Dim);
            line.row(pen, y);
            for span in &room.taken {
                line.block(pen, y, *span, ("busy", Tone::Dim), false);
            }
        }
        place
    }

    /// What may be read out: the session under the cursor, then what comes after it.
    fn pane(&self, pen: &mut Pen, area: Rect) {
        let dash = pen.glyphs().dash.repeat(area.width as usize);
        pen.text(area.x, area.y, area.width, &dash, Tone::Dim);
        let inside = Rect { x: area.x + 1, y: area.y + 1, width: area.width.saturating_sub(2), ..area };
        let bottom = area.bottom();
        let mut y = inside.y;
        for (tone, words) in self.said() {
            if y >= bottom {
                return;
            }
            y += pen.wrapped(Rect { y, height: bottom - y, ..inside }, &words, tone).max(1);
        }
    }

    fn said(&self) -> Vec<(Tone, String)> {
        let Some((_, names)) = self.view.as_ref().filter(|_| self.loaded) else {
            return vec![(Tone::Dim, "asking the desk".to_owned())];
        };
        let mut said = Vec::new();
        match self.session() {
            Some(heard) => {
                let mut lines = lines::aloud(heard, Speak::new(names), self.today).into_iter();
                said.extend(lines.next().map(|line| (Tone::Strong, line)));
                said.extend(lines.map(|line| (Tone::Plain, line)));
            }
            None => said.push((Tone::Plain, "Nothing is booked for them on this day.".to_owned())),
        }
        let on = self.session().map_or((self.day, Minute::END), |h| (h.date, h.span.from));
        let after: Vec<&Heard> = self.ahead.iter().filter(|h| (h.date, h.span.from) > on).collect();
        if !after.is_empty() {
            said.push((Tone::Dim, "After that:".to_owned()));
        }
        let speak = Speak::new(&self.names);
        said.extend(
            after
                .iter()
                .filter_map(|h| lines::aloud(h, speak, self.today).into_iter().next())
                .map(|l| (Tone::Plain, l)),
        );
        said
    }
}

/// What stands in a block of theirs: the children's first names.
fn face(heard: &Heard, names: &Names) -> String {
    let first = |child: &ChildId| names.say(*child).split(' ').next().unwrap_or_default().to_owned();
    let called: Vec<String> = match &heard.more {
        More::Family { children, .. } | More::Carer { children, .. } | More::Officer { children, .. } => {
            children.iter().map(first).collect()
        }
        More::Driver { called, .. } => called.iter().map(|name| name.to_string()).collect(),
        More::SocialWorker { child, .. } => vec![first(child)],
    };
    let mark = match heard.stands {
        Stands::Cancelled => "x ",
        Stands::Held => "? ",
        _ => "",
    };
    format!("{mark}{}", called.join("+"))
}
