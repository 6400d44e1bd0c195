//! What a layer or action may read, and what it can have done: asked for here, done by [`super::app`] after it returns.

use super::action::{Actions, Call};
use super::app::Wish;
use super::keymap::Keymap;
use super::layer::{Layer, Slot, View};
use super::pen::Look;
use super::theme::Tone;
use super::worker::{Ask, LayerId};
use crate::desk::{Here, Job, Order, Other, Query, Unsent};
use crate::domain::Moment;
use std::collections::VecDeque;

/// What every layer may read.
pub(super) struct Shared {
    pub(super) here: Here,
    pub(super) keymap: Keymap,
    pub(super) actions: Actions,
    pub(super) look: Look,
    /// Since when the desk is away; what is shown is as it was then.
    pub(super) away: Option<Moment>,
    /// Who else is at the desk.
    pub(super) others: Vec<Other>,
    /// Forms that were not sent, to be opened again.
    pub(super) unsent: Unsent,
}

impl Shared {
    /// What decides whether an action can be done on a layer.
    pub(super) fn view<'a>(&'a self, layer: &'a dyn Layer) -> View<'a> {
        View { here: &self.here, layer, unsent: !self.unsent.drafts.is_empty() }
    }
}

pub(super) type Then = Box<dyn FnOnce(&mut dyn Layer, &mut Cx)>;

pub(super) enum Effect {
    Push(LayerId, Box<dyn Layer>),
    Go(Box<dyn Layer>),
    Close(LayerId, Option<Then>),
    Ask(LayerId, Slot, Ask),
    Say(LayerId, Tone, String),
    Run(Call),
    Blank,
    Wish(Wish),
    DropDraft(u64),
    Quit,
}

/// What a layer or action can read and have done. Everything is done in order, after it returns.
pub struct Cx<'a> {
    pub(super) owner: LayerId,
    pub(super) shared: &'a Shared,
    pub(super) effects: &'a mut VecDeque<Effect>,
}

impl Cx<'_> {
    /// Whose desk this is, and what time it is there.
    pub fn here(&self) -> &Here {
        &self.shared.here
    }

    /// The keymap.
    pub fn keymap(&self) -> &Keymap {
        &self.shared.keymap
    }

    /// All actions.
    pub fn actions(&self) -> &Actions {
        &self.shared.actions
    }

    /// What decides whether an action can be done on a layer.
    pub(super) fn view<'a>(&'a self, layer: &'a dyn Layer) -> View<'a> {
        self.shared.view(layer)
    }

    /// Forms that were not sent, the latest last.
    pub fn unsent(&self) -> &Unsent {
        &self.shared.unsent
    }

    /// Whether the desk is away.
    pub fn is_away(&self) -> bool {
        self.shared.away.is_some()
    }

    /// Throws a form away that was not sent.
    pub fn drop_draft(&mut self, number: u64) {
        self.effects.push_back(Effect::DropDraft(number));
    }

    /// Puts a layer on top.
    pub fn push(&mut self, layer: impl Layer) {
        self.effects.push_back(Effect::Push(self.owner, Box::new(layer)));
    }

    /// Shows another screen instead of everything on the stack.
    pub fn go(&mut self, screen: impl Layer) {
        self.effects.push_back(Effect::Go(Box::new(screen)));
    }

    /// Closes the layer that asks for it. The lowest never closes.
    pub fn close(&mut self) {
        self.effects.push_back(Effect::Close(self.owner, None));
    }

    /// Closes the layer that asks for it, then goes on with the one that is on top now: how a question hands over what
    /// was chosen. What is asked of the desk then is asked for that layer.
    pub fn close_then(&mut self, then: impl FnOnce(&mut dyn Layer, &mut Cx) + 'static) {
        self.effects.push_back(Effect::Close(self.owner, Some(Box::new(then))));
    }

    /// Asks a question; supersedes an earlier one in the same slot.
    pub fn ask(&mut self, slot: Slot, query: impl Into<Query>) {
        self.effects.push_back(Effect::Ask(self.owner, slot, Ask::Query(Box::new(query.into()))));
    }

    /// Asks for a command to be carried out.
    pub fn execute(&mut self, slot: Slot, order: impl Into<Order>) {
        self.effects.push_back(Effect::Ask(self.owner, slot, Ask::Order(Box::new(order.into()))));
    }

    /// Begins long work; its progress comes as events.
    pub fn start(&mut self, slot: Slot, job: Job) {
        self.effects.push_back(Effect::Ask(self.owner, slot, Ask::Start(Box::new(job))));
    }

    /// Says something on the notice line; it stays until the next key.
    pub fn say(&mut self, tone: Tone, what: impl Into<String>) {
        self.effects.push_back(Effect::Say(self.owner, tone, what.into()));
    }

    /// Says why not.
    pub fn refuse(&mut self, what: impl Into<String>) {
        self.say(Tone::Warn, what);
    }

    /// Runs an action on the layer that is on top by then.
    pub fn run(&mut self, call: Call) {
        self.effects.push_back(Effect::Run(call));
    }

    /// Blanks the screen until the next key.
    pub fn blank(&mut self) {
        self.effects.push_back(Effect::Blank);
    }

    /// Has the terminal do something.
    pub fn wish(&mut self, wish: Wish) {
        self.effects.push_back(Effect::Wish(wish));
    }

    /// Leaves the board.
    pub fn quit(&mut self) {
        self.effects.push_back(Effect::Quit);
    }
}
