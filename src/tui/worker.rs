//! Errands to the desk: run by a thread, so that nothing blocks a key, or at once, in journeys.

use super::app::Msg;
use super::layer::Slot;
use crate::desk::Job;
use crate::desk::{Answered, Desk, Done, Event, Here, JobId, Keep, Order, Query, Refusal, Unsent};
use crate::domain::Key;
use std::collections::VecDeque;
use std::sync::Arc;
use std::sync::mpsc::{self, Receiver, Sender};
use std::thread;

/// The number of an errand; later errands have larger ones.
pub type Ticket = u64;

/// The number of a layer on the stack; never used twice.
pub type LayerId = u64;

/// What is asked of the desk.
#[derive(Clone, Debug)]
pub enum Ask {
    /// A question.
    Query(Box<Query>),
    /// A command.
    Order(Box<Order>),
    /// Long work.
    Start(Box<Job>),
    /// What time it is there, and the number of the last entry.
    Here,
    /// Nothing: it is said which record is open here.
    Look(Option<Key>),
    /// That a form is kept until it is sent, or forgotten.
    Keep(Keep),
    /// Which forms are kept.
    Unsent,
}

/// Something asked of the desk, and for whom.
#[derive(Clone, Debug)]
pub struct Errand {
    /// Its number.
    pub ticket: Ticket,
    /// The layer that asks.
    pub owner: LayerId,
    /// The layer's name for the question.
    pub slot: Slot,
    /// What is asked.
    pub ask: Ask,
}

/// What came back.
#[derive(Clone, PartialEq, Debug)]
pub struct Reply {
    /// The errand's number.
    pub ticket: Ticket,
    /// The layer that asked.
    pub owner: LayerId,
    /// The layer's name for the question.
    pub slot: Slot,
    /// What the desk said.
    pub said: Said,
}

/// What the desk said.
#[derive(Clone, PartialEq, Debug)]
pub enum Said {
    /// To a question.
    Answer(Result<Answered, Refusal>),
    /// To a command.
    Done(Result<Done, Refusal>),
    /// To long work.
    Started(Result<JobId, Refusal>),
    /// Whose desk it is, and now.
    Here(Here),
    /// To what was only said.
    Heard,
    /// To a form that is to be kept or forgotten.
    Kept(Keep, Result<(), Refusal>),
    /// The forms that are kept.
    Unsent(Result<Unsent, Refusal>),
}

/// Carries errands.
pub trait Porter {
    /// Sends an errand off. Its reply comes as a message, or by [`Porter::ready`].
    fn send(&mut self, errand: Errand);

    /// A message that is there already.
    fn ready(&mut self) -> Option<Msg> {
        None
    }
}

fn run(desk: &dyn Desk, errand: Errand) -> Reply {
    let said = match errand.ask {
        Ask::Query(query) => Said::Answer(desk.ask(*query)),
        Ask::Order(order) => Said::Done(desk.execute(*order)),
        Ask::Start(job) => Said::Started(desk.start(*job)),
        Ask::Here => Said::Here(desk.here()),
        Ask::Look(open) => {
            desk.look(open);
            Said::Heard
        }
        Ask::Keep(keep) => Said::Kept(keep.clone(), desk.keep(keep)),
        Ask::Unsent => Said::Unsent(desk.unsent()),
    };
    Reply { ticket: errand.ticket, owner: errand.owner, slot: errand.slot, said }
}

/// A thread that runs errands in the order they came, and one that forwards what happens at the desk.
pub struct Worker {
    errands: Sender<Errand>,
}

impl Worker {
    /// Starts the threads; they end with the channels.
    pub fn start(desk: Arc<dyn Desk>, tell: Sender<Msg>) -> Self {
        let (errands, inbox) = mpsc::channel();
        let (events, told) = (desk.watch(), tell.clone());
        thread::spawn(move || events.into_iter().all(|event| told.send(Msg::Told(event)).is_ok()));
        thread::spawn(move || work(&*desk, &inbox, &tell));
        Self { errands }
    }
}

fn work(desk: &dyn Desk, inbox: &Receiver<Errand>, tell: &Sender<Msg>) {
    let mut waiting = VecDeque::new();
    loop {
        if waiting.is_empty() {
            let Ok(errand) = inbox.recv() else { return };
            waiting.push_back(errand);
        }
        waiting.extend(inbox.try_iter());
        let Some(errand) = waiting.pop_front() else { continue };
        // a question that was asked again meanwhile need not be answered
        let again = |later: &Errand| {
            (later.owner, later.slot) == (errand.owner, errand.slot) && matches!(later.ask, Ask::Query(_))
        };
        if matches!(errand.ask, Ask::Query(_)) && waiting.iter().any(again) {
            continue;
        }
        if tell.send(Msg::Reply(run(desk, errand))).is_err() {
            return;
        }
    }
}

impl Porter for Worker {
    fn send(&mut self, errand: Errand) {
        // the thread ends only by a panic, which ends the board by itself
        let _ = self.errands.send(errand);
    }
}

/// Runs every errand at once: for journeys, which then need no waiting.
pub struct Inline {
    desk: Arc<dyn Desk>,
    events: Receiver<Event>,
    replies: VecDeque<Reply>,
}

impl Inline {
    /// On that desk.
    pub fn new(desk: Arc<dyn Desk>) -> Self {
        let events = desk.watch();
        Self { desk, events, replies: VecDeque::new() }
    }
}

impl Porter for Inline {
    fn send(&mut self, errand: Errand) {
        let reply = run(&*self.desk, errand);
        self.replies.push_back(reply);
    }

    fn ready(&mut self) -> Option<Msg> {
        let reply = self.replies.pop_front().map(Msg::Reply);
        reply.or_else(|| self.events.try_recv().ok().map(Msg::Told))
    }
}
