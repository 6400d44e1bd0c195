//! The round of calls: what is about to leave first, then whom to tell and whom to ring, in the order of the last moment
//! their answer still stops the car. Enter rings; a key writes down what came of it.

use super::headed;
use super::page::Page;
use crate::desk::commands::{AddressReveal, CallClaim, LegsRelease, SessionConfirm, SessionTold};
use crate::desk::queries::{self, Call, Car, RoundView, Standing};
use crate::desk::{Answer, Answered, Command, Done, Event, Names, Refusal};
use crate::domain::*;
use crate::lines::{self, Speak};
use crate::tui::app::Cx;
use crate::tui::layer::{Layer, Slot, Step, downcast, refusal_line, say_done};
use crate::tui::list::{self, Cells, Cursor};
use crate::tui::pen::Pen;
use crate::tui::prompt::Prompt;
use crate::tui::text;
use crate::tui::theme::Tone;
use ratatui::layout::{Position, Rect};

/// Minutes before its last moment from which a call is pressing.
const SOON: i64 = 30;
/// Columns from which every call is told in full.
const WIDE: u16 = 110;
/// Columns below which only who and how it stands are.
const NARROW: u16 = 60;

/// The round of calls of a day.
pub struct Round {
    day: Day,
    view: RoundView,
    names: Names,
    loaded: bool,
    rows: Vec<Cells>,
    cursor: Cursor,
    /// The session to stand on when the calls come.
    land: Option<SessionId>,
    account: String,
    /// What to say when the command under way is done.
    saying: String,
}

impl Round {
    /// The calls of a day.
    pub fn new(day: Day) -> Self {
        Self {
            day,
            view: RoundView::default(),
            names: Names::default(),
            loaded: false,
            rows: Vec::new(),
            cursor: Cursor::default(),
            land: None,
            account: String::new(),
            saying: String::new(),
        }
    }

    /// The calls of a day, on those about a session.
    pub fn at(day: Day, session: SessionId) -> Self {
        Self { land: Some(session), ..Self::new(day) }
    }

    fn refresh(&self, cx: &mut Cx) {
        cx.ask("round", queries::Round { day: Some(self.day) });
    }

    /// Whom to tell, then whom to ring.
    fn calls(&self) -> impl Iterator<Item = &Call> {
        self.view.tell.iter().chain(&self.view.calls)
    }

    /// The call under the cursor.
    pub(crate) fn call(&self) -> Option<&Call> {
        self.cursor.at().and_then(|at| self.calls().nth(at))
    }

    /// The car that waits for it.
    fn car(&self) -> Option<&Car> {
        let session = self.call()?.session;
        self.view.cars.iter().find(|car| car.session == session)
    }

    /// Whether the call is to be told what has changed, rather than asked.
    fn tells(&self) -> bool {
        self.cursor.at().is_some_and(|at| at < self.view.tell.len())
    }

    fn mine<'a>(&'a self) -> impl Iterator<Item = &'a Call> + 'a {
        self.calls().filter(|c| c.state.standing == Standing::Ringing && *c.state.by == *self.account)
    }

    fn arrange(&mut self, on: Option<(SessionId, Option<Key>)>) {
        let speak = Speak::new(&self.names);
        let (told, today) = (self.view.tell.len(), self.view.at.day);
        self.rows = self.calls().enumerate().map(|(at, c)| row(c, at < told, &self.view, (speak, today))).collect();
        self.cursor.resize(self.rows.len());
        let place = on.and_then(|(session, who)| {
            self.calls().position(|c| c.session == session && (who.is_none() || c.who == who))
        });
        if let Some(place) = place {
            self.cursor.put(place);
        }
    }

    fn order(&mut self, cx: &mut Cx, slot: Slot, saying: String, command: impl Into<Command>) {
        self.saying = saying;
        cx.execute(slot, command.into());
    }

    fn who(&self, call: &Call) -> Option<(SessionId, Key, String)> {
        call.who.map(|who| (call.session, who, self.names.say(who).to_owned()))
    }

    /// Rings whoever is under the cursor: nobody else does meanwhile. Whom the user rang before is let go.
    pub(crate) fn ring(&mut self, cx: &mut Cx) {
        let Some((session, who, name)) = self.call().and_then(|call| self.who(call)) else { return };
        let others: Vec<CallClaim> = self
            .mine()
            .filter(|c| (c.session, c.who) != (session, Some(who)))
            .filter_map(|c| c.who.map(|who| CallClaim { session: c.session, who, let_go: true }))
            .collect();
        for other in others {
            cx.execute("let go", Command::from(other));
        }
        let saying = format!("you are ringing {name}; nobody else does");
        self.order(cx, "call", saying, CallClaim { session, who, let_go: false });
    }

    /// Lets go of whoever is being rung.
    pub(crate) fn let_go(&mut self, cx: &mut Cx) {
        let mine: Vec<_> = self.mine().filter_map(|call| self.who(call)).collect();
        if mine.is_empty() {
            return cx.refuse("you are ringing nobody");
        }
        for (session, who, name) in mine {
            self.order(cx, "call", format!("{name} is free to be rung"), CallClaim { session, who, let_go: true });
        }
    }

    /// Writes down what they said when asked, now or when it was.
    pub(crate) fn answer(&mut self, cx: &mut Cx, result: ConfirmResult, at: Option<&str>) {
        let Some(at) = moment(cx, at) else { return };
        let tells = self.tells();
        let Some(call) = self.call() else { return };
        let Some((session, who, name)) = self.who(call) else { return };
        if call.cancelled {
            return cx.refuse("it is cancelled: t writes down that they were told");
        }
        let how = "phone".parse().unwrap_or_default();
        let also = if tells { " to the new time" } else { "" };
        let saying = format!("{name}: {}{also}", result.said());
        self.order(cx, "call", saying, SessionConfirm { session, who, result, how, at });
    }

    /// Writes down what came of a call.
    pub(crate) fn write(&mut self, cx: &mut Cx, result: ToldResult, how: Channel, at: Option<&str>) {
        let Some(at) = moment(cx, at) else { return };
        self.told(cx, (result, how), at, None);
    }

    fn told(&mut self, cx: &mut Cx, (result, how): (ToldResult, Channel), at: Option<Moment>, back: Option<Moment>) {
        let Some((session, who, name)) = self.call().and_then(|call| self.who(call)) else { return };
        let later = back.map_or_else(String::new, |back| format!(" at {}", back.minute));
        let saying = format!("{name}: {}{later}", result.said());
        let what = Note::default();
        let command = SessionTold { session, who, how, result, what, at, ring_back: back };
        self.order(cx, "call", saying, command);
    }

    /// Asks when they are to be rung back.
    pub(crate) fn back(&self, cx: &mut Cx) {
        let Some((_, _, name)) = self.call().and_then(|call| self.who(call)) else { return };
        cx.push(Prompt::new(
            format!("Ring {name} back at? 9:40, tomorrow 8:30"),
            |text, cx| later(text, cx.here().now),
            |back, layer, cx| {
                if let Some(round) = downcast::<Self>(layer) {
                    round.told(cx, (ToldResult::RingBack, Channel::Phone), None, Some(back));
                }
            },
        ));
    }

    /// Decides about the car of the session under the cursor; asks why, where everybody has not confirmed.
    pub(crate) fn cars(&mut self, cx: &mut Cx, choice: CarChoice) {
        let Some(car) = self.car() else { return cx.refuse("no car goes for this session") };
        let (session, ready) = (car.session, car.ready);
        let whose = Speak::new(&self.names).all(&car.children);
        let saying = format!("the car for {whose} is {}", choice.said());
        if choice == CarChoice::Send && ready {
            let command = LegsRelease { session: Some(session), choice, ..LegsRelease::default() };
            return self.order(cx, "cars", saying, command);
        }
        let title = match choice {
            CarChoice::Send => format!("Not everybody has confirmed. Why does the car for {whose} go all the same?"),
            CarChoice::HoldOn => format!("Why does the car for {whose} wait?"),
            CarChoice::StandDown => format!("Why does the car for {whose} not go?"),
        };
        cx.push(Prompt::new(
            title,
            |text, _| match Note::new(text.trim()) {
                Ok(reason) if reason.is_empty() => Err("say why; it stays in the journal".to_owned()),
                read => read.map_err(|why| why.to_string()),
            },
            move |reason, layer, cx| {
                if let Some(round) = downcast::<Self>(layer) {
                    let command = LegsRelease { session: Some(session), day: None, choice, reason };
                    round.order(cx, "cars", saying, command);
                }
            },
        ));
    }

    /// Lets go every car whose session is confirmed.
    pub(crate) fn send_all(&mut self, cx: &mut Cx) {
        let many = said::count(self.view.cars.iter().filter(|car| car.ready).count(), "car");
        let command = LegsRelease { day: Some(self.day), ..LegsRelease::default() };
        self.order(cx, "cars", format!("{many} sent"), command);
    }

    /// To the first call that the next car waits for.
    pub(crate) fn urgent(&mut self, cx: &mut Cx) {
        let open: Vec<SessionId> = self.view.cars.iter().filter(|car| car.is_open()).map(|car| car.session).collect();
        let on = self.call().map(|c| c.session);
        let next = open.iter().position(|id| Some(*id) == on).map_or(0, |at| (at + 1) % open.len().max(1));
        match open.get(next) {
            Some(session) => self.arrange(Some((*session, None))),
            None => cx.say(Tone::Good, "no car waits for anybody"),
        }
    }

    /// Ready wording for them, to be copied.
    pub(crate) fn wording(&self, cx: &mut Cx) {
        let today = cx.here().now.day;
        if let Some((session, who, name)) = self.call().and_then(|call| self.who(call)) {
            cx.push(Page::new(format!("To {name}"), today, queries::Message { session, who, about: None }));
        }
    }

    /// Reveals a number that lies behind a secret address; the reason stays in the journal.
    pub(crate) fn reveal(&self, cx: &mut Cx) {
        let Some((_, key, name)) = self.call().and_then(|call| self.who(call)) else { return };
        let read = |text: &str, _: &Cx| match Note::new(text.trim()) {
            Ok(reason) if reason.is_empty() => Err("say why; it stays in the journal".to_owned()),
            read => read.map_err(|why| why.to_string()),
        };
        let taken = move |reason, _: &mut dyn Layer, cx: &mut Cx| {
            cx.execute("reveal", Command::from(AddressReveal { key, reason }));
        };
        cx.push(Prompt::new(format!("Why is the number of {name} needed?"), read, taken).with("the round of calls"));
    }

    /// What they were told before.
    pub(crate) fn history(&self, cx: &mut Cx) {
        let today = cx.here().now.day;
        if let Some((_, who, name)) = self.call().and_then(|call| self.who(call)) {
            let query = queries::ToldQuery { who: who.to_string(), from: None, to: None };
            cx.push(Page::new(format!("What {name} was told"), today, query));
        }
    }

    /// What leaves for somebody who has not confirmed, and what can be let go: the first thing on the screen.
    fn urgent_lines(&self, room: u16) -> Vec<(String, Tone)> {
        let speak = Speak::new(&self.names);
        let open: Vec<&Car> = self.view.cars.iter().filter(|car| car.is_open()).collect();
        let room = usize::from(room.max(1));
        let shown = if open.len() <= room { open.len() } else { (room - 1).max(1) };
        let mut lines: Vec<(String, Tone)> = Vec::new();
        for car in &open[..shown] {
            let pressing = car.in_min.is_some_and(|min| min <= SOON);
            let tone = if pressing { Tone::Error } else { Tone::Warn };
            lines.push((format!("{} {}", if pressing { "!" } else { "?" }, lines::car(car, speak)), tone));
        }
        if shown < open.len() && shown < room {
            lines.push((format!("? and {} more; ! goes to each", open.len() - shown), Tone::Warn));
        }
        let ready = self.view.cars.iter().filter(|car| car.ready).count();
        if ready > 0 {
            lines.push((format!("* {} confirmed and still held; A lets go of all", said::count(ready, "car")), Tone::Good));
        }
        if self.view.restricted > 0 {
            let many = said::count(self.view.restricted, "session");
            lines.push((format!("? {many} of restricted cases: those on their lists ring"), Tone::Dim));
        }
        lines
    }

    fn pane(&self, pen: &mut Pen, area: Rect) {
        if area.height == 0 {
            return;
        }
        let dash = pen.glyphs().dash.repeat(area.width as usize);
        pen.text(area.x, area.y, area.width, &dash, Tone::Dim);
        let wide = area.width.saturating_sub(2);
        let (mut y, end) = (area.y + 1, area.bottom().saturating_sub(1));
        for (words, tone) in self.about(pen.glyphs().dot) {
            if y >= end {
                break;
            }
            let left = Rect { x: area.x + 1, y, width: wide, height: end - y };
            y += pen.wrapped(left, &words, tone).max(1);
        }
        if self.call().is_some() && end > area.y {
            pen.text(area.x + 1, end, wide, self.keys(), Tone::Dim);
        }
    }

    /// Everything about the call under the cursor: how to reach them, what to say, which keys write down what they say.
    fn about(&self, dot: &str) -> Vec<(String, Tone)> {
        let Some(call) = self.call() else {
            let none = if self.loaded { "nobody is to be rung" } else { "asking the desk" };
            return vec![(none.to_owned(), Tone::Dim)];
        };
        let (speak, today) = (Speak::new(&self.names), self.view.at.day);
        let dot = format!(" {dot} ");
        let relation = if call.relation.is_empty() { String::new() } else { format!(" ({})", call.relation) };
        let name = call.who.map_or_else(String::new, |who| speak.of(who));
        let mut lines = vec![
            (format!("{name}{relation}{dot}{}", lines::reach(call)), Tone::Strong),
            (lines::script(call, &self.view.word, speak, today), Tone::Plain),
        ];
        let words = if call.state.words.is_empty() { String::new() } else { format!(": {}", call.state.words.replace('\n', " ")) };
        let tone = tone(call, &self.view);
        lines.push((format!("{}{words}{dot}{}", lines::standing(call, today), call.session), tone));
        if let Some(car) = self.car() {
            lines.push((format!("{}, {}", lines::car(car, speak), car.status.said()), Tone::Plain));
        }
        lines
    }

    /// The keys that write down what came of the call.
    fn keys(&self) -> &'static str {
        if self.tells() {
            "enter rings  t told  c comes  n no answer  l message  r ring back  w wording"
        } else {
            "enter rings  c comes  x does not  n no answer  l message  r ring back  s car"
        }
    }
}

/// A moment given with an action: now where none is; nothing where it cannot be read, which is then said.
fn moment(cx: &mut Cx, at: Option<&str>) -> Option<Option<Moment>> {
    let now = cx.here().now;
    match at.map(|text| said::time(text).map(|minute| Moment::new(now.day, minute))).transpose() {
        Ok(at) => Some(at),
        Err(why) => {
            cx.refuse(why.to_string());
            None
        }
    }
}

/// A moment to come: a time alone is today's.
fn later(text: &str, now: Moment) -> Result<Moment, String> {
    let read = said::time(text).map(|minute| Moment::new(now.day, minute)).or_else(|_| said::moment(text, now.day));
    match read {
        Ok(at) if at < now => Err(format!("{} is over", said::long_moment(at))),
        read => read.map_err(|why| why.to_string()),
    }
}

/// How pressing a call is.
fn tone(call: &Call, view: &RoundView) -> Tone {
    let left = call.by.minutes_since(view.at);
    match call.state.standing {
        Standing::Confirmed => Tone::Good,
        Standing::Declined => Tone::Error,
        Standing::Ringing => Tone::Key,
        Standing::RingBack if call.state.ring_back.is_some_and(|back| back > view.at) => Tone::Dim,
        _ if left <= 0 => Tone::Error,
        _ if left <= SOON => Tone::Warn,
        _ => Tone::Plain,
    }
}

/// A call in cells: a sign, the last moment, who, the number, how it stands, about whom.
fn row(call: &Call, tells: bool, view: &RoundView, (speak, today): (Speak, Day)) -> Cells {
    let settled = matches!(call.state.standing, Standing::Confirmed | Standing::Declined);
    let tone = tone(call, view);
    let sign = match tone {
        _ if tells => "*",
        _ if call.state.standing == Standing::Confirmed => "=",
        Tone::Error => "!",
        Tone::Warn => "?",
        _ => " ",
    };
    let day = |at: Day| if at == view.day { String::new() } else { format!("{} ", said::short(at)) };
    let plain = if settled { Tone::Dim } else { Tone::Plain };
    let number = match (call.phone.is_empty(), call.hidden) {
        (false, _) => call.phone.to_string(),
        (true, true) => "secret".to_owned(),
        (true, false) => "no number".to_owned(),
    };
    let about = if call.cancelled { "off: " } else { "" };
    let whose = format!("{}{} {about}{}", day(call.date), call.span.from, speak.all(&call.children));
    Cells(vec![
        (format!("{sign} {}{}", day(call.by.day), call.by.minute), tone),
        (call.who.map_or_else(String::new, |who| speak.of(who)), if settled { Tone::Dim } else { Tone::Strong }),
        (lines::standing(call, today), tone),
        (number, plain),
        (whose, plain),
        (lines::script_note(call), Tone::Dim),
    ])
}

/// As many of a row's cells as there is room for, the most telling first.
fn fitting(columns: u16) -> usize {
    match columns {
        ..NARROW => 3,
        NARROW..WIDE => 5,
        _ => 6,
    }
}

impl Layer for Round {
    fn scope(&self) -> &'static str {
        "round"
    }

    fn fills(&self) -> bool {
        true
    }

    fn about(&self) -> Option<Key> {
        self.call().map(|call| call.session.key())
    }

    fn day(&self) -> Option<Day> {
        Some(self.day)
    }

    fn turn(&mut self, cx: &mut Cx, day: Day) {
        self.day = day.clamp(Day::MIN, Day::MAX);
        self.loaded = false;
        self.refresh(cx);
    }

    fn opened(&mut self, cx: &mut Cx) {
        self.account.clone_from(&cx.here().account);
        self.refresh(cx);
    }

    fn clock(&mut self, cx: &mut Cx) {
        let now = cx.here().now;
        if now != self.view.at {
            // the minutes go on although the desk may be away
            self.view.at = now;
            let today = self.view.day == now.day;
            for car in &mut self.view.cars {
                let leaves = Moment::new(self.view.day, car.leaves);
                car.in_min = today.then(|| leaves.minutes_since(now));
            }
            self.refresh(cx);
        }
    }

    fn draw(&self, pen: &mut Pen, area: Rect) -> Option<Position> {
        let settled = |c: &&Call| matches!(c.state.standing, Standing::Confirmed | Standing::Declined);
        let done = self.view.calls.iter().filter(settled).count();
        let counts = if self.loaded {
            format!("{} to ring, {done} settled, {} to tell", self.view.calls.len() - done, self.view.tell.len())
        } else {
            String::new()
        };
        let mut inside = headed(pen, area, &format!("Calls {}", said::long(self.day)), &counts);
        for (line, tone) in self.urgent_lines(area.height / 6) {
            if inside.height > 2 {
                let wide = inside.width.saturating_sub(2);
                let line = text::cut(&line, wide, pen.glyphs().more).into_owned();
                pen.text(inside.x + 1, inside.y, wide, &line, tone);
                inside = Rect { y: inside.y + 1, height: inside.height - 1, ..inside };
            }
        }
        let pane = if area.height < 16 { 0 } else { (area.height / 3).clamp(6, 10) };
        let list = Rect { height: inside.height.saturating_sub(pane), ..inside };
        self.pane(pen, Rect { y: list.bottom(), height: pane, ..inside });
        let many = fitting(list.width);
        let heading = ["  BY", "WHO", "STANDS", "NUMBER", "ABOUT", ""];
        let heading = Cells(heading[..many].iter().map(|h| ((*h).to_owned(), Tone::Dim)).collect());
        let shown: Vec<Cells> = self.rows.iter().map(|row| Cells(row.0[..many].to_vec())).collect();
        if shown.is_empty() && self.loaded {
            pen.text(list.x + 2, list.y, list.width, "nobody is to be rung about this day", Tone::Dim);
            return pen.at(list.x, list.y);
        }
        list::draw_under(pen, list, Some(&heading), &self.cursor, |at| &shown[at])
    }

    fn walk(&mut self, _: &mut Cx, step: Step) {
        self.cursor.step(step);
    }

    fn enter(&mut self, cx: &mut Cx) {
        self.ring(cx);
    }

    fn back(&mut self, cx: &mut Cx) {
        let mine: Vec<CallClaim> = self
            .mine()
            .filter_map(|c| c.who.map(|who| CallClaim { session: c.session, who, let_go: true }))
            .collect();
        for claim in mine {
            cx.execute("let go", Command::from(claim));
        }
        cx.close();
    }

    fn answered(&mut self, cx: &mut Cx, _: Slot, answer: Result<Answered, Refusal>) {
        match answer {
            Ok(Answered { answer: Answer::Round(view), names }) if view.day == self.day => {
                let on = self.call().map(|call| (call.session, call.who));
                let on = self.land.take().map(|session| (session, None)).or(on);
                (self.view, self.names, self.loaded) = (view, names, true);
                self.arrange(on);
            }
            Ok(_) => {}
            Err(refusal) => cx.say(Tone::Error, refusal_line(&refusal)),
        }
    }

    fn done(&mut self, cx: &mut Cx, slot: Slot, done: Result<Done, Refusal>) {
        match &done {
            Ok(_) if slot == "let go" => {}
            Ok(Done { revealed: Some(revealed), .. }) => {
                cx.say(Tone::Good, format!("{} (written down)", revealed.lines().last().unwrap_or_default()));
            }
            Ok(done) => cx.say(Tone::Good, format!("{} (entry {})", self.saying, done.entry)),
            Err(_) => say_done(cx, &done),
        }
        self.refresh(cx);
    }

    fn told(&mut self, cx: &mut Cx, event: &Event) {
        if event.renews() {
            self.refresh(cx);
        }
    }
}
