//! The board as a whole: a stack of layers, one way in for everything that happens, one picture of it.
//!
//! [`App::handle`] takes a message, [`App::draw`] draws; neither waits for anything. What a layer wants done it asks of
//! [`Cx`], and it is done after the layer has returned.

use super::action::{Actions, Call};
use super::curtain::Curtain;
pub use super::cx::Cx;
use super::cx::{Effect, Shared};
use super::drafts::Drafts;
use super::keymap::{Found, Keymap, Stroke, spelt};
use super::layer::{Layer, Slot, View, refusal_line};
use super::pen::Look;
use super::theme::Tone;
use super::worker::{Ask, Errand, LayerId, Porter, Reply, Said, Ticket};
use crate::desk::{Event, Here, Unsent, role};
use crate::domain::Key;
use std::collections::{BTreeMap, VecDeque};
use std::time::Duration;

/// Pending keys are explained after this long without a further key.
const HINT_AFTER: Duration = Duration::from_millis(400);

/// A question unanswered for this long is mentioned.
const WAIT_AFTER: Duration = Duration::from_millis(400);

/// How often the desk is asked what time it is.
const CLOCK_EVERY: Duration = Duration::from_secs(20);

/// The action that hides what is on the screen, whatever was begun.
pub(super) const BLANK: &str = "app.blank";

/// Something that happened.
#[derive(Clone, PartialEq, Debug)]
pub enum Msg {
    /// A key was pressed.
    Key(Stroke),
    /// Text was pasted; it never runs keys.
    Paste(String),
    /// The terminal has this many columns and rows now.
    Resize(u16, u16),
    /// The desk answered.
    Reply(Reply),
    /// Something happened at the desk.
    Told(Event),
    /// The process goes on after a stop: what the terminal shows is unknown.
    Continued,
    /// The link was lost or someone asks us to end.
    Ended,
    /// A thread of ours failed.
    Failed,
}

/// Why the board is to be left.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Over {
    /// The user quits.
    Quit,
    /// The link was lost or someone asks us to end.
    Ended,
    /// A thread of ours failed.
    Failed,
}

/// What the terminal is to do besides showing a frame.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Wish {
    /// Take this into the clipboard.
    Copy(String),
    /// Draw everything anew.
    Redraw,
    /// Clear the screen before the next frame.
    Clear,
    /// Stop the process until the shell lets it go on.
    Suspend,
}

pub(super) struct Placed {
    pub(super) id: LayerId,
    pub(super) layer: Box<dyn Layer>,
}

/// The board.
pub struct App {
    pub(super) shared: Shared,
    pub(super) stack: Vec<Placed>,
    porter: Box<dyn Porter>,
    effects: VecDeque<Effect>,
    layers: LayerId,
    tickets: Ticket,
    /// The latest question of each slot, and since when it waits.
    pub(super) asked: BTreeMap<(LayerId, Slot), (Ticket, Duration)>,
    orders: usize,
    /// The record the others were last told is open here.
    open: Option<Key>,
    pub(super) pending: Vec<Stroke>,
    pressed: Duration,
    pub(super) notice: Option<(Tone, String)>,
    /// Time since the board began: given with each message.
    pub(super) now: Duration,
    /// When somebody last touched a key.
    pub(super) touched: Duration,
    pub(super) curtain: Option<Curtain>,
    clock: Duration,
    pub(super) drafts: Drafts,
    pub(super) dirty: bool,
    pub(super) wish: Option<Wish>,
    over: Option<Over>,
}

impl App {
    /// A board with its first screen.
    pub fn new(
        look: Look,
        keymap: Keymap,
        actions: Actions,
        here: Here,
        porter: Box<dyn Porter>,
        first: Box<dyn Layer>,
    ) -> Self {
        let mut app = Self {
            shared: Shared { here, keymap, actions, look, away: None, others: Vec::new(), unsent: Unsent::default() },
            stack: Vec::new(),
            porter,
            effects: VecDeque::from([Effect::Push(0, first)]),
            layers: 0,
            tickets: 0,
            asked: BTreeMap::new(),
            orders: 0,
            open: None,
            pending: Vec::new(),
            pressed: Duration::ZERO,
            notice: None,
            now: Duration::ZERO,
            touched: Duration::ZERO,
            curtain: None,
            clock: Duration::ZERO,
            drafts: Drafts::default(),
            dirty: true,
            wish: None,
            over: None,
        };
        app.settle();
        app
    }

    /// Takes in what happened, `at` that long after the board began.
    pub fn handle(&mut self, msg: Msg, at: Duration) {
        self.now = at;
        self.take(msg);
        self.settle();
        if self.over.is_some() {
            self.leave();
        }
    }

    /// Lets time pass: hints appear, the clock goes on.
    pub fn tick(&mut self, at: Duration) {
        let (hint, waits) = (self.hinting(), self.waits());
        self.now = at;
        self.dirty |= hint != self.hinting() || waits != self.waits();
        if self.now >= self.clock + CLOCK_EVERY {
            self.clock = self.now;
            self.errand(0, "here", Ask::Here);
        }
        if self.keep_at().is_some_and(|at| self.now >= at) {
            self.keep_all();
        }
        if self.locks_at().is_some_and(|at| self.now >= at) {
            self.lower(Curtain::Locked(self.shared.here.now.minute));
        }
        self.settle();
    }

    /// When [`App::tick`] is due next.
    pub fn wake(&self) -> Duration {
        let hint = (!self.pending.is_empty() && !self.hinting()).then_some(self.pressed + HINT_AFTER);
        let waits = self.asked.values().map(|(_, since)| *since + WAIT_AFTER).filter(|at| *at > self.now).min();
        [hint, waits, self.keep_at(), self.locks_at()]
            .into_iter()
            .flatten()
            .fold(self.clock + CLOCK_EVERY, Duration::min)
    }

    /// Whether there is anything new to draw; asking again gives no, until something happens.
    pub fn take_dirty(&mut self) -> bool {
        std::mem::take(&mut self.dirty)
    }

    /// What the terminal is to do; asking again gives nothing.
    pub fn take_wish(&mut self) -> Option<Wish> {
        self.wish.take()
    }

    /// Why the board is to be left, once it is.
    pub fn over(&self) -> Option<Over> {
        self.over
    }

    /// Warns of something on the notice line.
    pub fn warn(&mut self, what: impl Into<String>) {
        self.notice = Some((Tone::Warn, what.into()));
        self.dirty = true;
    }

    /// How many layers are on the stack: never none.
    pub fn depth(&self) -> usize {
        self.stack.len()
    }

    /// The top layer.
    pub fn top(&self) -> &dyn Layer {
        &*self.stack[self.stack.len() - 1].layer
    }

    /// Whether the hint box is shown.
    pub(super) fn hinting(&self) -> bool {
        !self.pending.is_empty() && self.now >= self.pressed + HINT_AFTER
    }

    /// Whether something asked of the desk has been waited for long enough to mention it.
    pub(super) fn waits(&self) -> bool {
        self.asked.values().any(|(_, since)| self.now >= *since + WAIT_AFTER)
    }

    fn take(&mut self, msg: Msg) {
        if matches!(msg, Msg::Key(_) | Msg::Paste(_)) {
            self.touched = self.now;
            self.may_have_typed();
        }
        match msg {
            Msg::Key(stroke) if self.lifted(&spelt(&[stroke])) => {}
            Msg::Paste(_) if self.lifted("") => {}
            Msg::Key(stroke) => self.key(stroke),
            Msg::Paste(text) => self.paste(&text),
            Msg::Resize(..) => self.dirty = true,
            Msg::Continued => {
                self.dirty = true;
                self.wish = Some(Wish::Redraw);
            }
            Msg::Reply(reply) => self.reply(reply),
            Msg::Told(event) => {
                self.dirty = true;
                match &event {
                    Event::Link { up } => self.link(*up),
                    Event::Others(others) if *others != self.shared.others => {
                        self.shared.others.clone_from(others);
                        // a board of this user may have ended under a form
                        self.ask_unsent();
                    }
                    Event::Others(_) => {}
                    Event::Entry { .. } | Event::Job { .. } => {}
                }
                for at in 0..self.stack.len() {
                    self.with(at, |layer, cx| layer.told(cx, &event));
                }
            }
            Msg::Ended => self.over = Some(Over::Ended),
            Msg::Failed => self.over = Some(Over::Failed),
        }
    }

    /// Carries out what was asked for, and takes in what is there already, until nothing is left.
    pub(super) fn settle(&mut self) {
        loop {
            if let Some(effect) = self.effects.pop_front() {
                self.carry_out(effect);
            } else if let Some(msg) = self.porter.ready() {
                self.take(msg);
            } else if self.open != self.opened() {
                self.open = self.opened();
                self.errand(0, "look", Ask::Look(self.open));
            } else {
                return;
            }
        }
    }

    /// Lets a layer do something.
    fn with<T>(&mut self, at: usize, act: impl FnOnce(&mut dyn Layer, &mut Cx) -> T) -> T {
        let Placed { id, layer } = &mut self.stack[at];
        let mut cx = Cx { owner: *id, shared: &self.shared, effects: &mut self.effects };
        act(&mut **layer, &mut cx)
    }

    fn with_top<T>(&mut self, act: impl FnOnce(&mut dyn Layer, &mut Cx) -> T) -> T {
        self.with(self.stack.len() - 1, act)
    }

    fn key(&mut self, stroke: Stroke) {
        self.dirty = true;
        self.notice = None;
        self.pressed = self.now;
        let scope = self.top().scope();
        // the key that blanks the screen does so in the middle of a chord too
        let blanks = |found| matches!(found, Found::Run(call) if call.action.name == BLANK);
        if blanks(self.shared.keymap.find(scope, &[stroke])) {
            self.pending.clear();
        }
        self.pending.push(stroke);
        match self.shared.keymap.find(scope, &self.pending) {
            Found::Run(call) => {
                let call = call.clone();
                let keys = spelt(&std::mem::take(&mut self.pending));
                self.call(&call, &keys);
            }
            Found::Pending => {}
            Found::Unbound => {
                let keys = std::mem::take(&mut self.pending);
                let is_text = self.shared.keymap.scope(scope).is_some_and(|s| s.text);
                match (keys.as_slice(), stroke.character()) {
                    ([_], Some(c)) if is_text => self.with_top(|layer, cx| layer.typed(cx, c)),
                    // the way out of a chord begun by mistake
                    ([_, ..], _) if keys.len() > 1 && spelt(&[stroke]) == "esc" => {}
                    _ => self.unbound(scope, &keys),
                }
            }
        }
    }

    fn unbound(&mut self, scope: &str, keys: &[Stroke]) {
        let scope = self.shared.keymap.scope(scope);
        let help = scope.map_or(String::new(), |s| s.chords(|call| call.action.name == "app.help"));
        let help = help.split(", ").next().unwrap_or_default();
        let way = if help.is_empty() { String::new() } else { format!(", {help} lists keys") };
        self.notice = Some((Tone::Warn, format!("{} is not bound here{way}", spelt(keys))));
    }

    fn paste(&mut self, text: &str) {
        self.dirty = true;
        self.pending.clear();
        let lines = text.replace("\r\n", "\n").replace('\r', "\n");
        let text = super::text::tame(text.trim_end_matches(['\r', '\n'])).into_owned();
        self.with_top(|layer, cx| match layer.input() {
            Some(input) => {
                super::edit::insert(input, &text);
                layer.edited(cx);
            }
            None => layer.pasted(cx, &lines),
        });
    }

    /// Does what an action says, where it can be done; `what` is how the user asked for it.
    fn call(&mut self, call: &Call, what: &str) {
        let at = self.stack.len() - 1;
        let scope = self.shared.keymap.scope(self.stack[at].layer.scope());
        let about = call.action.about;
        if !scope.is_some_and(|s| s.allows(call.action)) {
            self.notice = Some((Tone::Warn, format!("{what} cannot be done here: it {about}")));
        } else if !call.action.is_for(self.shared.here.role) {
            let who = role::someone(self.shared.here.role);
            self.notice = Some((Tone::Warn, format!("{what} is not for {who}: it {about}")));
        } else if !call.action.can(&self.view()) {
            self.notice = Some((Tone::Warn, format!("{what} cannot be done now: it {about}")));
        } else {
            let run = call.action.run;
            self.with(at, |layer, cx| run(layer, cx, &call.args));
        }
    }

    /// What decides whether an action can be done.
    pub(super) fn view(&self) -> View<'_> {
        self.shared.view(self.top())
    }

    fn reply(&mut self, reply: Reply) {
        let Reply { ticket, owner, slot, said } = reply;
        let at = self.stack.iter().position(|placed| placed.id == owner);
        match said {
            Said::Answer(answer) => {
                // superseded, or its layer is gone
                if self.asked.get(&(owner, slot)).is_none_or(|(latest, _)| *latest != ticket) {
                    return;
                }
                self.asked.remove(&(owner, slot));
                self.may_have_typed();
                self.dirty = true;
                if let Some(at) = at {
                    self.with(at, |layer, cx| layer.answered(cx, slot, answer));
                }
            }
            Said::Done(done) => {
                self.dirty = true;
                self.orders -= usize::from(self.orders > 0);
                match (at, done) {
                    (Some(at), done) => self.with(at, |layer, cx| layer.done(cx, slot, done)),
                    (None, Err(_)) if self.beneath(owner).is_some() => {}
                    (None, Err(refusal)) => self.notice = Some((Tone::Error, refusal_line(&refusal))),
                    (None, Ok(_)) => {}
                }
            }
            Said::Started(Err(refusal)) => {
                self.dirty = true;
                self.notice = Some((Tone::Error, refusal_line(&refusal)));
            }
            Said::Started(Ok(_)) | Said::Heard | Said::Unsent(Err(_)) => {}
            Said::Kept(keep, kept) => self.kept(owner, &keep, kept),
            Said::Unsent(Ok(unsent)) => self.offer_unsent(unsent),
            Said::Here(here) => {
                if here != self.shared.here {
                    self.dirty = true;
                    self.shared.here = here;
                    for at in 0..self.stack.len() {
                        self.with(at, |layer, cx| layer.clock(cx));
                    }
                }
            }
        }
    }

    fn carry_out(&mut self, effect: Effect) {
        self.dirty = true;
        match effect {
            Effect::Push(owner, layer) => self.push(layer, self.beneath(owner)),
            Effect::Go(screen) => {
                self.stack.clear();
                self.asked.clear();
                self.push(screen, None);
            }
            Effect::Close(owner, then) => {
                self.closed(owner);
                if let Some(at) = self.stack.iter().position(|placed| placed.id == owner)
                    && at > 0
                {
                    self.stack.remove(at);
                    self.asked.retain(|(asker, _), _| *asker != owner);
                }
                if let Some(then) = then {
                    self.with_top(then);
                }
            }
            Effect::Ask(owner, slot, ask) => self.errand(owner, slot, ask),
            Effect::Say(owner, ..) if self.beneath(owner).is_some() => {}
            Effect::Say(_, tone, what) => self.notice = Some((tone, what)),
            Effect::Run(call) => self.call(&call, "that"),
            Effect::Blank => self.lower(Curtain::Blank),
            Effect::Wish(wish) => self.wish = Some(wish),
            Effect::DropDraft(number) => self.drop_draft(number),
            Effect::Quit => self.over = Some(Over::Quit),
        }
    }

    /// Puts a layer on top, or under the layer that covers whoever asks for it.
    fn push(&mut self, layer: Box<dyn Layer>, under: Option<usize>) {
        self.layers += 1;
        self.pending.clear();
        let at = under.unwrap_or(self.stack.len());
        self.stack.insert(at, Placed { id: self.layers, layer });
        self.with(at, |layer, cx| layer.opened(cx));
        if self.stack[at].layer.unsent().is_some() {
            // one that is opened again is this board's from now on
            self.keep_all();
        }
    }

    pub(super) fn errand(&mut self, owner: LayerId, slot: Slot, ask: Ask) {
        self.tickets += 1;
        match ask {
            Ask::Query(_) => {
                self.asked.insert((owner, slot), (self.tickets, self.now));
            }
            Ask::Order(_) => self.orders += 1,
            Ask::Start(_) | Ask::Here | Ask::Look(_) | Ask::Keep(_) | Ask::Unsent => {}
        }
        self.porter.send(Errand { ticket: self.tickets, owner, slot, ask });
    }
}
