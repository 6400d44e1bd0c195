//! The round of calls: what is about to leave first, then whom to tell and whom to ring, in the order of the last moment
//! their answer still stops the car. Enter rings; a key writes down what came of it.

mod draw;

use super::page::Page;
use crate::desk::commands::{AddressReveal, CallClaim, LegsRelease, SessionConfirm, SessionTold};
use crate::desk::queries::{self, Call, Car, RoundView, Show, Standing};
use crate::desk::{Answer, Answered, Command, Done, Event, Names, Refusal};
use crate::domain::*;
use crate::lines::Speak;
use crate::tui::app::Cx;
use crate::tui::confirm::Confirm;
use crate::tui::layer::{Layer, Slot, Step, downcast, refusal_line, say_done};
use crate::tui::list::{Cells, Cursor};
use crate::tui::pen::Pen;
use crate::tui::prompt::Prompt;
use crate::tui::tasks::{self, cancel, shift};
use crate::tui::theme::Tone;
use ratatui::layout::{Position, Rect};

/// Slots of the questions for the session that is to be cancelled or moved.
pub(crate) const CANCEL: Slot = "round.cancel";
pub(crate) const MOVE: Slot = "round.move";

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
    /// The call under the cursor is settled: it goes to the end, and the cursor to whoever is next.
    settled: bool,
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
            settled: false,
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

    fn mine(&self) -> impl Iterator<Item = &Call> + '_ {
        self.calls().filter(|c| c.state.standing == Standing::Ringing && *c.state.by == *self.account)
    }

    fn arrange(&mut self, on: Option<(SessionId, Option<Key>)>) {
        let speak = Speak::new(&self.names);
        let (told, today) = (self.view.tell.len(), self.view.at.day);
        self.rows =
            self.calls().enumerate().map(|(at, c)| draw::row(c, at < told, &self.view, (speak, today))).collect();
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

    /// A refusal with the names of whom it is about.
    fn named(&self, mut text: String) -> String {
        for who in self.calls().filter_map(|call| call.who) {
            text = text.replace(&who.to_string(), self.names.say(who));
        }
        text
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
        let unsafe_now = self.call().is_some_and(|call| !call.safe_now);
        let also = if unsafe_now { "it is NOT SAFE to ring them now" } else { "nobody else does" };
        let saying = format!("you are ringing {name}; {also}");
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
        let Ok(at) = moment(cx, at) else { return };
        let tells = self.tells();
        let Some(call) = self.call() else { return };
        let Some((session, who, name)) = self.who(call) else { return };
        if call.cancelled {
            return cx.refuse("it is cancelled: t writes down that they were told");
        }
        let how = "phone".parse().unwrap_or_default();
        let also = if tells { " to the new time" } else { "" };
        let saying = format!("{name}: {}{also}", result.said());
        self.settled = result != ConfirmResult::NoAnswer;
        self.order(cx, "call", saying, SessionConfirm { session, who, result, how, at });
    }

    /// Writes down what came of a call.
    pub(crate) fn write(&mut self, cx: &mut Cx, result: ToldResult, how: Channel, at: Option<&str>) {
        let Ok(at) = moment(cx, at) else { return };
        self.told(cx, (result, how), at, None);
    }

    /// Writes down that a message was left, once that is said again: left on the wrong machine it tells a stranger.
    pub(crate) fn message_left(&self, cx: &mut Cx, at: Option<&str>) {
        let Ok(at) = moment(cx, at) else { return };
        let Some((session, who, name)) = self.call().and_then(|call| self.who(call)) else { return };
        let fact = format!("of {session}; they stay on the round until they answer");
        let ask = Confirm::new(format!("Was a message left for {name}?"), move |layer, cx| {
            if let Some(round) = downcast::<Self>(layer) {
                let (how, result, what) = (Channel::Phone, ToldResult::MessageLeft, Note::default());
                let command = SessionTold { session, who, how, result, what, at, ring_back: None };
                round.order(cx, "call", format!("{name}: {}", result.said()), command);
            }
        });
        cx.push(ask.with([(Tone::Plain, fact)]));
    }

    fn told(&mut self, cx: &mut Cx, (result, how): (ToldResult, Channel), at: Option<Moment>, back: Option<Moment>) {
        let Some((session, who, name)) = self.call().and_then(|call| self.who(call)) else { return };
        let later = back.map_or_else(String::new, |back| format!(" at {}", back.minute));
        let saying = format!("{name}: {}{later}", result.said());
        let what = Note::default();
        let command = SessionTold { session, who, how, result, what, at, ring_back: back };
        self.order(cx, "call", saying, command);
    }

    /// Asks what they said, or were told, in words.
    pub(crate) fn words(&self, cx: &mut Cx) {
        let Some((_, _, name)) = self.call().and_then(|call| self.who(call)) else { return };
        cx.push(Prompt::new(format!("What was {name} told, and what did they say?"), said_why, |what, layer, cx| {
            if let Some(round) = downcast::<Self>(layer)
                && let Some((session, who, name)) = round.call().and_then(|call| round.who(call))
            {
                let (how, result) = (Channel::Phone, ToldResult::Told);
                let command = SessionTold { session, who, how, result, what, at: None, ring_back: None };
                round.order(cx, "call", format!("{name}: told"), command);
            }
        }));
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
        cx.push(Prompt::new(title, said_why, move |reason, layer, cx| {
            if let Some(round) = downcast::<Self>(layer) {
                let command = LegsRelease { session: Some(session), day: None, choice, reason };
                round.order(cx, "cars", saying, command);
            }
        }));
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

    /// Cancels or moves the session: its form is about the session as it is now.
    pub(crate) fn amend(&self, cx: &mut Cx, slot: Slot) {
        if let Some(call) = self.call() {
            cx.ask(slot, Show { what: call.session.to_string() });
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
        let taken = move |reason, _: &mut dyn Layer, cx: &mut Cx| {
            cx.execute("reveal", Command::from(AddressReveal { key, reason }));
        };
        cx.push(
            Prompt::new(format!("Why is the number of {name} needed?"), said_why, taken).with("the round of calls"),
        );
    }

    /// What they were told before.
    pub(crate) fn history(&self, cx: &mut Cx) {
        let today = cx.here().now.day;
        if let Some((_, who, name)) = self.call().and_then(|call| self.who(call)) {
            let query = queries::ToldQuery { who: who.to_string(), from: None, to: None };
            cx.push(Page::new(format!("What {name} was told"), today, query));
        }
    }
}

/// A moment given with an action, none for now; one that cannot be read is refused.
fn moment(cx: &mut Cx, at: Option<&str>) -> Result<Option<Moment>, ()> {
    let today = cx.here().now.day;
    let read = at.map(|text| said::time(text).map(|minute| Moment::new(today, minute))).transpose();
    read.map_err(|why| cx.refuse(why.to_string()))
}

/// A line that has to be said.
fn said_why(text: &str, _: &Cx) -> Result<Note, String> {
    match Note::new(text.trim()) {
        Ok(words) if words.is_empty() => Err("say it in words; it stays in the journal".to_owned()),
        read => read.map_err(|why| why.to_string()),
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

impl Layer for Round {
    fn scope(&self) -> &'static str {
        "round"
    }

    fn fills(&self) -> bool {
        true
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
        self.paint(pen, area)
    }

    fn walk(&mut self, _: &mut Cx, step: Step) {
        self.cursor.step(step);
    }

    fn enter(&mut self, cx: &mut Cx) {
        self.ring(cx);
    }

    fn back(&mut self, cx: &mut Cx) {
        let mine: Vec<CallClaim> =
            self.mine().filter_map(|c| c.who.map(|who| CallClaim { session: c.session, who, let_go: true })).collect();
        for claim in mine {
            cx.execute("let go", Command::from(claim));
        }
        cx.close();
    }

    fn answered(&mut self, cx: &mut Cx, slot: Slot, answer: Result<Answered, Refusal>) {
        match answer {
            Ok(Answered { answer: Answer::Round(view), names }) if view.day == self.day => {
                let follows = !std::mem::take(&mut self.settled);
                let on = self.call().filter(|_| follows).map(|call| (call.session, call.who));
                let on = self.land.take().map(|session| (session, None)).or(on);
                (self.view, self.names, self.loaded) = (view, names, true);
                self.arrange(on);
            }
            Ok(Answered { answer: Answer::Show(view), names }) => {
                let (today, may) = (cx.here().now.day, tasks::may_override(cx));
                match Session::of(&view.record) {
                    Some(session) if slot == CANCEL => cx.push(cancel::form(session, &names)),
                    Some(session) => cx.push(shift::form(today, session, &names, may)),
                    None => {}
                }
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
            Err(refusal) if slot == "call" => cx.say(Tone::Error, self.named(refusal_line(refusal))),
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
