//! The desk in this process: the imperative shell around the pure decisions.
//!
//! One thread commits. It takes the commands that wait, decides each on its working version, appends all entries with
//! one fdatasync, applies them to sled, publishes the new diary, answers all, tells the watchers. Questions are answered
//! by whoever asks, on a published version.

use super::commands::{Decided, Known};
use super::jobs::{self, Jobs};
use super::queries::{Asked, Cutter};
use super::{
    About, Answered, Desk, Done, Event, Here, Job, JobId, No, Order, Query, Refusal, Viewer, cut, gate, queries, role,
    scope,
};
use crate::clock::Clock;
use crate::domain::*;
use crate::store::{Store, StoreError};
use std::sync::mpsc::{Receiver, Sender, channel};
use std::sync::{Arc, Mutex, PoisonError, RwLock};
use std::thread::JoinHandle;

/// Most commands that share one fdatasync.
const GROUP: usize = 64;
/// Days the live diary holds: 8 weeks back, 54 on.
const BACK: i32 = 56;
const AHEAD: i32 = 54 * 7;

/// How a store is opened.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Opened {
    /// For one question or command: only what it needs is read.
    Once,
    /// To stay: the live diary is loaded.
    Live,
}

/// The desk of a store, in this process.
pub struct Local {
    core: Arc<Core>,
    committer: Option<JoinHandle<()>>,
}

pub(super) struct Core {
    store: RwLock<Store>,
    live: RwLock<Arc<Diary>>,
    clock: Clock,
    queue: Mutex<Option<Sender<Waiting>>>,
    watchers: Mutex<Vec<(Viewer, Sender<Event>)>>,
    pub(super) jobs: Jobs,
    name: String,
    demo: bool,
}

/// A command that waits for the commit thread.
struct Waiting {
    viewer: Viewer,
    order: Order,
    answer: Sender<Result<Done, Refusal>>,
}

/// A command that is decided and waits for its entry to be durable.
struct Decision {
    entry: Entry,
    /// The diary with it, everything it touched loaded: for the names in its answer.
    after: Diary,
    findings: Vec<About>,
    revealed: Option<Note>,
}

impl Local {
    /// Opens the desk of a store.
    pub fn open(store: Store, clock: Clock, opened: Opened) -> Result<Self, Refusal> {
        let mut diary = Diary::default();
        diary.head = store.head().clone();
        let reference = Kind::ALL.iter().filter(|k| **k != Kind::Session);
        for kind in reference {
            for record in store.all(*kind) {
                let record = record?;
                diary.apply(&Change { key: record.key(), before: None, after: Some(record) });
            }
        }
        if opened == Opened::Live {
            let today = clock.now().moment().day;
            scope::load_days(&mut diary, &store, window(today))?;
        }
        let (queue, waiting) = channel();
        let core = Arc::new(Core {
            name: store.name().to_owned(),
            demo: store.is_demo(),
            store: RwLock::new(store),
            live: RwLock::new(Arc::new(diary)),
            clock,
            queue: Mutex::new(Some(queue)),
            watchers: Mutex::default(),
            jobs: Jobs::default(),
        });
        let committer = {
            let core = Arc::clone(&core);
            std::thread::Builder::new().name("commit".into()).spawn(move || core.commit_all(&waiting))
        };
        let committer = committer.map_err(|why| Refusal::new(No::Internal, format!("no thread for commits: {why}")))?;
        Ok(Self { core, committer: Some(committer) })
    }

    /// A seat at the desk for an account. The owner of a private store who is no user yet is its admin. `really` is who
    /// typed, where that is someone else.
    pub fn seat(&self, account: &str, really: Option<&str>, owner: bool) -> Result<Seat, Refusal> {
        let diary = self.core.published();
        let user = diary.open::<User>().find(|u| &*u.account == account);
        let role = match user {
            Some(user) => user.role,
            None if owner && really.is_none() => Role::Admin,
            None => {
                let what = format!("{} is no user of this desk", civil::quoted(account));
                return Err(
                    Refusal::new(No::NotPermitted, what).hinted("ask an admin to add you: contactdesk do record.add")
                );
            }
        };
        let really = really.filter(|r| *r != account).map(str::to_owned);
        let actor = Actor { account: account.to_owned(), really, role };
        Ok(Seat { core: Arc::clone(&self.core), viewer: Viewer { actor, officer: user.and_then(|u| u.officer) } })
    }

    /// Stops taking commands, lets the last one finish, and closes the store cleanly.
    pub fn close(mut self) -> Result<(), Refusal> {
        self.finish();
        let store = self.core.store.read().unwrap_or_else(PoisonError::into_inner);
        Ok(store.checkpoint()?)
    }

    fn finish(&mut self) {
        self.core.queue.lock().unwrap_or_else(PoisonError::into_inner).take();
        if let Some(committer) = self.committer.take() {
            // a commit thread that panicked has answered nobody falsely; the journal says what happened
            let _ = committer.join();
        }
    }
}

impl Drop for Local {
    fn drop(&mut self) {
        self.finish();
    }
}

fn window(today: Day) -> Days {
    Days::new(today - BACK, today + AHEAD)
}

impl Core {
    fn published(&self) -> Arc<Diary> {
        Arc::clone(&self.live.read().unwrap_or_else(PoisonError::into_inner))
    }

    /// Queues a command and waits for its answer.
    pub(super) fn execute(&self, viewer: &Viewer, order: Order) -> Result<Done, Refusal> {
        let (answer, answered) = channel();
        let gone = || Refusal::new(No::Unavailable, "the desk is closing; nothing was done");
        {
            let queue = self.queue.lock().unwrap_or_else(PoisonError::into_inner);
            let waiting = Waiting { viewer: viewer.clone(), order, answer };
            queue.as_ref().ok_or_else(gone)?.send(waiting).map_err(|_| gone())?;
        }
        answered.recv().map_err(|_| {
            Refusal::new(No::Unavailable, "the desk stopped before it answered")
                .hinted("look whether it was done: contactdesk journal")
        })?
    }

    /// The commit thread.
    fn commit_all(&self, waiting: &Receiver<Waiting>) {
        let mut since_checkpoint = 0;
        while let Ok(first) = waiting.recv() {
            let mut group = vec![first];
            group.extend(waiting.try_iter().take(GROUP - 1));
            since_checkpoint += group.len();
            if self.commit(group).is_err() {
                // nothing of the group was answered; whether it is durable is read from the journal at the next opening
                return;
            }
            if since_checkpoint >= 1000 {
                since_checkpoint = 0;
                if self.store.read().unwrap_or_else(PoisonError::into_inner).checkpoint().is_err() {
                    return;
                }
            }
        }
    }

    /// Decides a group of commands one after the other, makes their entries durable together, answers them.
    fn commit(&self, group: Vec<Waiting>) -> Result<(), StoreError> {
        let mut working = Diary::clone(&self.published());
        let today = self.clock.now().moment().day;
        if working.has(today) && !working.has(today + AHEAD) {
            // midnight has passed: the window moves on
            self.slide(&mut working, today)?;
        }
        let mut decided: Vec<(Waiting, Decision)> = Vec::new();
        for waiting in group {
            let scope = waiting.order.command.decider().scope(&waiting.viewer);
            if !decided.is_empty() && !scope::covered(&working, &scope) {
                // what this one needs from the store must include what was decided before it
                self.settle(std::mem::take(&mut decided), &working)?;
            }
            match self.decide(&mut working, &waiting, &scope) {
                Ok(decision) => decided.push((waiting, decision)),
                // an asker who has gone does not wait for the answer
                Err(refusal) => drop(waiting.answer.send(Err(cut::refusal(&waiting.viewer, &working, refusal)))),
            }
        }
        self.settle(decided, &working)
    }

    fn slide(&self, diary: &mut Diary, today: Day) -> Result<(), StoreError> {
        let store = self.store.read().unwrap_or_else(PoisonError::into_inner);
        scope::load_days(diary, &store, window(today))?;
        diary.keep(window(today));
        Ok(())
    }

    /// Decides one command on the working version and brings that up to date.
    fn decide(&self, working: &mut Diary, waiting: &Waiting, scope: &Scope) -> Result<Decision, Refusal> {
        let Waiting { viewer, order, .. } = waiting;
        permitted(viewer, order.command.row().roles, order.command.name())?;
        let now = self.clock.now();
        let today = now.moment().day;
        let mut diary = working.clone();
        let past = {
            let store = self.store.read().unwrap_or_else(PoisonError::into_inner);
            let past = scope::load(&mut diary, &store, scope)?.past;
            scope::load(&mut diary, &store, &order.command.decider().further(&past))?;
            past
        };
        let known = Known { diary: &diary, past: &past, now: &now, viewer };
        let decided = order.command.decider().decide(&known)?;
        {
            let store = self.store.read().unwrap_or_else(PoisonError::into_inner);
            for day in gate::days(&decided.changes, today) {
                scope::load_days(&mut diary, &store, Days::one(day))?;
            }
        }
        standing(&diary, &decided)?;
        let mut after = diary.clone();
        decided.changes.iter().for_each(|change| after.apply(change));
        let judged = gate::judge(&diary, &after, &decided.changes, today)?;
        let overrides = overridden(viewer, order, &judged.blocking)?;
        let entry = entry(working, waiting, &decided, &overrides, now);
        let hash = crate::store::entry_hash(&entry)?;
        working.apply_entry(&entry, hash);
        // a booking taken back is on no page any more and has a name all the same
        decided.changes.iter().filter_map(|c| c.before.as_ref()).for_each(|record| after.set_aside(record));
        Ok(Decision { entry, after, findings: judged.findings, revealed: decided.revealed })
    }

    /// Makes decisions durable, publishes them, answers them, tells the watchers.
    fn settle(&self, decided: Vec<(Waiting, Decision)>, working: &Diary) -> Result<(), StoreError> {
        if decided.is_empty() {
            return Ok(());
        }
        let entries: Vec<Entry> = decided.iter().map(|(_, d)| d.entry.clone()).collect();
        {
            let mut store = self.store.write().unwrap_or_else(PoisonError::into_inner);
            let hashes = store.append(&entries)?;
            for (entry, hash) in entries.iter().zip(hashes) {
                store.apply(entry, hash)?;
            }
        }
        *self.live.write().unwrap_or_else(PoisonError::into_inner) = Arc::new(working.clone());
        for (waiting, decision) in decided {
            // the watchers first: whoever begins to watch after an answer is told only of what comes after it
            self.tell(&decision.after, &decision.entry);
            let done = done(&waiting.viewer, &decision);
            // an asker who has gone does not wait for the answer
            drop(waiting.answer.send(Ok(done)));
        }
        Ok(())
    }

    /// Tells every watcher of an entry, as far as each may know.
    fn tell(&self, diary: &Diary, entry: &Entry) {
        let mut days: Vec<Day> = entry
            .changes
            .iter()
            .flat_map(|c| [c.before.as_deref(), c.after.as_deref()])
            .filter_map(|r| r.and_then(Session::of))
            .map(|s| s.date)
            .collect();
        days.sort_unstable();
        days.dedup();
        self.watchers.lock().unwrap_or_else(PoisonError::into_inner).retain(|(viewer, watcher)| {
            let keys = entry.changes.iter().map(|c| c.key).filter(|k| viewer.may_know(diary, *k)).collect();
            let event = Event::Entry { seq: entry.seq, keys, days: days.clone(), by: entry.actor.account.clone() };
            watcher.send(event).is_ok()
        });
    }

    /// Tells the watchers of one viewer.
    pub(super) fn tell_one(&self, viewer: &Viewer, event: &Event) {
        let mut watchers = self.watchers.lock().unwrap_or_else(PoisonError::into_inner);
        watchers.retain(|(v, watcher)| v != viewer || watcher.send(event.clone()).is_ok());
    }

    pub(super) fn verify(&self, progress: &dyn Fn(u64, u64) -> bool) -> Result<Vec<String>, Refusal> {
        let store = self.store.read().unwrap_or_else(PoisonError::into_inner);
        Ok(store.verify(progress)?.problems)
    }

    fn ask(&self, viewer: &Viewer, query: &Query) -> Result<Answered, Refusal> {
        let published = self.published();
        let refused = |diary: &Diary, refusal| cut::refusal(viewer, diary, refusal);
        let row = queries::row(query.name());
        permitted(viewer, row.map_or(&[], |r| r.roles), query.name())?;
        let now = self.clock.now();
        let today = now.moment().day;
        let mut diary = Diary::clone(&published);
        let scope = query.asker().scope(viewer, today);
        let loaded = if scope::covered(&diary, &scope) {
            scope::Loaded::default()
        } else {
            let store = self.store.read().unwrap_or_else(PoisonError::into_inner);
            scope::load(&mut diary, &store, &scope).map_err(|why| refused(&diary, why.into()))?
        };
        let here = self.here(viewer);
        let known = Known { diary: &diary, past: &loaded.past, now: &now, viewer };
        let asked = Asked { known, page: &loaded.page, here: &here };
        let mut answer = query.asker().answer(&asked).map_err(|why| refused(&diary, why))?;
        for record in loaded.past.iter().flat_map(|e| &e.changes).filter_map(|c| c.after.as_ref().or(c.before.as_ref()))
        {
            diary.set_aside(record);
        }
        let cutter = Cutter { viewer, diary: &diary, past: &loaded.past };
        answer.seen().see(&cutter).map_err(|why| refused(&diary, why))?;
        let mut keys = Vec::new();
        answer.seen().keys(&mut keys);
        Ok(Answered { names: cut::names(viewer, &diary, keys), answer })
    }

    fn here(&self, viewer: &Viewer) -> Here {
        let diary = self.published();
        Here {
            store: if self.demo { "DEMO".to_owned() } else { self.name.clone() },
            demo: self.demo,
            account: viewer.actor.account.clone(),
            role: viewer.actor.role,
            now: self.clock.now().moment(),
            head: diary.head.seq,
            word: diary.settings().word.to_string(),
        }
    }
}

/// The entry of a decision, after the head of the working version.
fn entry(working: &Diary, waiting: &Waiting, decided: &Decided, overrides: &[RuleName], at: Instant) -> Entry {
    let mut head = working.head.clone();
    for change in &decided.changes {
        head.reserve(change.key.kind, change.key.id);
    }
    Entry {
        seq: head.seq + 1,
        at,
        actor: waiting.viewer.actor.clone(),
        command: waiting.order.command.name().to_owned(),
        args: waiting.order.command.decider().args(),
        changes: decided.changes.clone(),
        reason: decided.reason.clone().or_else(|| waiting.order.over.clone().filter(|_| !overrides.is_empty())),
        overrides: overrides.to_vec(),
        undoes: decided.undoes,
        next: head.next,
        prev: head.hash,
    }
}

/// Whether a role is among those that may.
fn permitted(viewer: &Viewer, roles: &[Role], what: &str) -> Result<(), Refusal> {
    let role = viewer.actor.role;
    if roles.contains(&role) {
        return Ok(());
    }
    let who: Vec<_> = roles.iter().map(|r| r.said()).collect();
    Err(Refusal::new(No::NotPermitted, format!("{what} is not for {}", said::a(role.said())))
        .hinted(format!("it is for: {}", who.join(", "))))
}

/// Every `before` is what is stored: no update is lost.
fn standing(diary: &Diary, decided: &Decided) -> Result<(), Refusal> {
    match decided.changes.iter().find(|c| diary.record(c.key) != c.before.as_ref()) {
        Some(change) => {
            Err(Refusal::new(No::Rule, format!("{} has changed in the meantime", change.key))
                .hinted("look at it again"))
        }
        None => Ok(()),
    }
}

/// The rules an order overrides; a refusal where findings block and it may not.
fn overridden(viewer: &Viewer, order: &Order, blocking: &[About]) -> Result<Vec<RuleName>, Refusal> {
    if blocking.is_empty() {
        return Ok(Vec::new());
    }
    let refused = |what: String| Refusal { findings: blocking.to_vec(), ..Refusal::new(No::Rule, what) };
    let many = if blocking.len() == 1 {
        "a rule refuses it".to_owned()
    } else {
        format!("{} findings refuse it", blocking.len())
    };
    match &order.over {
        None => Err(refused(many).hinted("a manager may override with a reason")),
        Some(_) if !role::OVERRIDERS.contains(&viewer.actor.role) => {
            let what = format!("{} may not override a rule", said::a(viewer.actor.role.said()));
            Err(Refusal { no: No::NotPermitted, ..refused(what) }.hinted("ask a manager"))
        }
        Some(reason) if reason.is_empty() => Err(refused("an override needs a reason".to_owned())),
        Some(_) => {
            let mut rules: Vec<RuleName> = blocking.iter().map(|b| b.finding.rule.clone()).collect();
            rules.sort();
            rules.dedup();
            Ok(rules)
        }
    }
}

fn done(viewer: &Viewer, decision: &Decision) -> Done {
    let Decision { entry, after: diary, .. } = decision;
    let findings = cut::findings(viewer, diary, decision.findings.clone());
    let changed: Vec<Key> = entry.changes.iter().map(|c| c.key).collect();
    let keys = changed.iter().copied().chain(findings.iter().flat_map(cut::about_keys)).take(2000).collect::<Vec<_>>();
    Done {
        entry: entry.seq,
        command: entry.command.clone(),
        names: cut::names(viewer, diary, keys),
        changed,
        findings,
        undoes: entry.undoes,
        revealed: decision.revealed.clone(),
    }
}

/// A user's place at the desk.
pub struct Seat {
    core: Arc<Core>,
    viewer: Viewer,
}

impl Desk for Seat {
    fn execute(&self, order: Order) -> Result<Done, Refusal> {
        self.core.execute(&self.viewer, order)
    }

    fn ask(&self, query: Query) -> Result<Answered, Refusal> {
        self.core.ask(&self.viewer, &query)
    }

    fn watch(&self) -> Receiver<Event> {
        let (sender, receiver) = channel();
        self.core.watchers.lock().unwrap_or_else(PoisonError::into_inner).push((self.viewer.clone(), sender));
        receiver
    }

    fn start(&self, job: Job) -> Result<JobId, Refusal> {
        jobs::start(&self.core, &self.viewer, job)
    }

    fn cancel(&self, job: JobId) {
        self.core.jobs.cancel(job);
    }

    fn here(&self) -> Here {
        self.core.here(&self.viewer)
    }
}
