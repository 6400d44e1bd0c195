//! The desk in this process: the imperative shell around the pure decisions.
//!
//! One thread commits (`commit.rs`); questions are answered by whoever asks, on a published version.

use super::commands::Known;
use super::commit::Waiting;
use super::jobs::{self, Jobs};
use super::presence::Presence;
use super::queries::{Asked, Cutter};
use super::{
    Answered, Desk, Done, Event, Here, Job, JobId, Keep, No, Order, Query, Refusal, Unsent, Viewer, cut, queries, role,
    scope,
};
use crate::clock::Clock;
use crate::domain::*;
use crate::store::{Drafts, Store, StoreError};
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::mpsc::{Receiver, Sender, channel};
use std::sync::{Arc, Mutex, PoisonError, RwLock};
use std::thread::JoinHandle;

/// Days the live diary holds: 8 weeks back, 54 on.
const BACK: i32 = 56;
pub(super) const AHEAD: i32 = 54 * 7;

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
    committer: Mutex<Option<JoinHandle<()>>>,
}

pub(super) struct Core {
    pub(super) store: RwLock<Store>,
    pub(super) live: RwLock<Arc<Diary>>,
    pub(super) clock: Clock,
    pub(super) queue: Mutex<Option<Sender<Waiting>>>,
    pub(super) presence: Presence,
    /// Forms that were not sent: one board at a time reads and writes them.
    pub(super) drafts: Mutex<Drafts>,
    /// The number of the last board that was given one here.
    boards: AtomicU64,
    pub(super) jobs: Jobs,
    pub(super) name: String,
    pub(super) demo: bool,
}

impl Local {
    /// Opens the desk of a store.
    pub fn open(mut store: Store, clock: Clock, opened: Opened) -> Result<Self, Refusal> {
        let days = (opened == Opened::Live).then(|| window(clock.now().moment().day));
        let diary = match known(&store, days) {
            Ok(diary) => diary,
            Err(why) => {
                // records that open and cannot be read: the journal has them
                store.mend(&why)?;
                known(&store, days)?
            }
        };
        let (queue, waiting) = channel();
        let core = Arc::new(Core {
            name: store.name().to_owned(),
            demo: store.is_demo(),
            drafts: Mutex::new(store.drafts()),
            store: RwLock::new(store),
            live: RwLock::new(Arc::new(diary)),
            clock,
            queue: Mutex::new(Some(queue)),
            presence: Presence::default(),
            boards: AtomicU64::new(0),
            jobs: Jobs::default(),
        });
        let committer = {
            let core = Arc::clone(&core);
            std::thread::Builder::new().name("commit".into()).spawn(move || core.commit_all(&waiting))
        };
        let committer = committer.map_err(|why| Refusal::new(No::Internal, format!("no thread for commits: {why}")))?;
        Ok(Self { core, committer: Mutex::new(Some(committer)) })
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
                let way = format!("ask an admin to let you in: contactdesk user add {account} --role ROLE");
                return Err(Refusal::new(No::NotPermitted, what).hinted(way));
            }
        };
        let really = really.filter(|r| *r != account).map(str::to_owned);
        let actor = Actor { account: account.to_owned(), really, role };
        let viewer = Viewer { actor, officer: user.and_then(|u| u.officer), opened: Vec::new() };
        let board = self.core.boards.fetch_add(1, Ordering::Relaxed);
        Ok(Seat { core: Arc::clone(&self.core), viewer, board })
    }

    /// What the opening found and mended.
    pub fn notices(&self) -> Vec<String> {
        self.core.store.read().unwrap_or_else(PoisonError::into_inner).notices().to_vec()
    }

    /// How many times commands have waited for the disk (fdatasync) since the store was opened: a group shares one.
    pub fn syncs(&self) -> u64 {
        self.core.store.read().unwrap_or_else(PoisonError::into_inner).syncs()
    }

    /// Stops taking commands, lets the last one finish, and closes the store cleanly.
    pub fn close(self) -> Result<(), Refusal> {
        self.shut()
    }

    /// What [`Local::close`] does, for a desk that others still hold: they are told that it is closing.
    pub fn shut(&self) -> Result<(), Refusal> {
        self.finish();
        let store = self.core.store.read().unwrap_or_else(PoisonError::into_inner);
        Ok(store.checkpoint()?)
    }

    /// Whether it takes no more commands: it was closed, or the disk failed and only the journal knows how far it came.
    pub fn has_stopped(&self) -> bool {
        let committer = self.committer.lock().unwrap_or_else(PoisonError::into_inner);
        committer.as_ref().is_none_or(JoinHandle::is_finished)
    }

    /// What time it is at the desk.
    pub fn now(&self) -> Moment {
        self.core.clock.now().moment()
    }

    /// Closes the store as [`Local::close`] does, in a process that ends now: what is in memory is not taken apart, which
    /// at a hundred thousand sessions would take longer than an answer.
    pub fn leave(self) -> Result<(), Refusal> {
        self.finish();
        let safe = self.core.store.read().unwrap_or_else(PoisonError::into_inner).checkpoint();
        std::mem::forget(self);
        Ok(safe?)
    }

    fn finish(&self) {
        self.core.queue.lock().unwrap_or_else(PoisonError::into_inner).take();
        let committer = self.committer.lock().unwrap_or_else(PoisonError::into_inner).take();
        if let Some(committer) = committer {
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

/// All records but sessions, and the sessions of some days.
fn known(store: &Store, days: Option<Days>) -> Result<Diary, StoreError> {
    let mut diary = Diary::default();
    diary.head = store.head().clone();
    for record in store.reference()? {
        diary.apply(&Change { key: record.key(), before: None, after: Some(record) });
    }
    if let Some(days) = days {
        scope::load_days(&mut diary, store, days)?;
    }
    Ok(diary)
}

pub(super) fn window(today: Day) -> Days {
    Days::new(today - BACK, today + AHEAD)
}

impl Core {
    pub(super) fn published(&self) -> Arc<Diary> {
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

    /// Tells every watcher of an entry, as far as each may know.
    pub(super) fn tell(&self, diary: &Diary, entry: &Entry) {
        let mut days: Vec<Day> = entry
            .changes
            .iter()
            .flat_map(|c| [c.before.as_deref(), c.after.as_deref()])
            .filter_map(|r| r.and_then(Session::of))
            .map(|s| s.date)
            .collect();
        days.sort_unstable();
        days.dedup();
        self.presence.tell(|viewer| {
            let viewer = viewer.at(diary, entry.at.moment());
            let keys = entry.changes.iter().map(|c| c.key).filter(|k| viewer.may_know(diary, *k)).collect();
            Some(Event::Entry { seq: entry.seq, keys, days: days.clone(), by: entry.actor.account.clone() })
        });
    }

    /// Tells the watchers of one viewer.
    pub(super) fn tell_one(&self, viewer: &Viewer, event: &Event) {
        self.presence.tell(|other| (other == viewer).then(|| event.clone()));
    }

    fn tell_others(&self) {
        self.presence.tell_others(&self.published(), self.clock.now().moment());
    }

    pub(super) fn verify(&self, progress: &dyn Fn(u64, u64) -> bool) -> Result<Vec<String>, Refusal> {
        let store = self.store.read().unwrap_or_else(PoisonError::into_inner);
        Ok(store.verify(progress)?.problems)
    }

    fn ask(&self, viewer: &Viewer, query: &Query) -> Result<Answered, Refusal> {
        let published = self.published();
        let now = self.clock.now();
        let viewer = &viewer.at(&published, now.moment());
        let refused = |diary: &Diary, refusal| cut::refusal(viewer, diary, refusal);
        let row = queries::row(query.name());
        permitted(viewer, row.map_or(&[], |r| r.roles), query.name())?;
        let today = now.moment().day;
        let mut diary = Diary::clone(&published);
        diary.now = now.moment();
        let mut loaded =
            self.load(&mut diary, &query.asker().scope(viewer, today)).map_err(|no| refused(&published, no))?;
        let known = Known { diary: &diary, past: &loaded.past, now: &now, viewer };
        let further = query.asker().further(&known);
        loaded.past.extend(self.load(&mut diary, &further).map_err(|no| refused(&published, no))?.past);
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

    /// Brings what a scope asks for and the diary lacks.
    pub(super) fn load(&self, diary: &mut Diary, scope: &Scope) -> Result<scope::Loaded, Refusal> {
        if scope::covered(diary, scope) {
            return Ok(scope::Loaded::default());
        }
        let store = self.store.read().unwrap_or_else(PoisonError::into_inner);
        Ok(scope::load(diary, &store, scope)?)
    }

    fn here(&self, viewer: &Viewer) -> Here {
        let diary = self.published();
        let now = self.clock.now().moment();
        Here {
            store: if self.demo { "DEMO".to_owned() } else { self.name.clone() },
            demo: self.demo,
            account: viewer.actor.account.clone(),
            role: viewer.actor.role,
            now,
            opened: viewer.opened_until(&diary, now),
            head: diary.head.seq,
            word: diary.settings().word.to_string(),
            lock_after: diary.settings().lock_after,
        }
    }
}

/// Whether a role is among those that may.
pub(super) fn permitted(viewer: &Viewer, roles: &[Role], what: &str) -> Result<(), Refusal> {
    let role = viewer.actor.role;
    if roles.contains(&role) {
        return Ok(());
    }
    let who: Vec<_> = roles.iter().map(|r| r.said()).collect();
    Err(Refusal::new(No::NotPermitted, format!("{what} is not for {}", role::someone(role)))
        .hinted(format!("it is for: {}", who.join(", "))))
}

/// A user's place at the desk.
pub struct Seat {
    core: Arc<Core>,
    viewer: Viewer,
    /// The number of their board: an account may have several.
    board: u64,
}

impl Seat {
    /// Whose place it is, and what they may see.
    pub fn viewer(&self) -> &Viewer {
        &self.viewer
    }

    /// The seat as that of a board by its number, among the account's own.
    #[must_use]
    pub fn at_board(self, board: u64) -> Self {
        Self { board, ..self }
    }

    /// What happens from now on, for a board that has something open already.
    pub fn watch_from(&self, open: Option<Key>) -> Receiver<Event> {
        let (sender, receiver) = channel();
        self.core.presence.come(self.board, self.viewer.clone(), sender, open);
        self.core.tell_others();
        receiver
    }

    /// A board of this account has something else open.
    pub fn look_as(&self, board: u64, open: Option<Key>) {
        self.core.presence.open(board, &self.viewer.actor.account, open);
        self.core.tell_others();
    }

    /// A board of this account has a form to keep or forget.
    pub fn keep_as(&self, board: u64, keep: Keep) -> Result<(), Refusal> {
        self.core.keep(&self.viewer, board, keep)
    }

    /// What is kept for this account that is open on no other board than that.
    pub fn unsent_as(&self, board: u64) -> Result<Unsent, Refusal> {
        self.core.unsent(&self.viewer, board)
    }

    /// The board is no longer there.
    pub fn leave(&self) {
        self.core.presence.go(self.board, &self.viewer.actor.account);
        self.core.tell_others();
    }
}

impl Desk for Seat {
    fn execute(&self, order: Order) -> Result<Done, Refusal> {
        self.core.execute(&self.viewer, order)
    }

    fn ask(&self, query: Query) -> Result<Answered, Refusal> {
        self.core.ask(&self.viewer, &query)
    }

    fn watch(&self) -> Receiver<Event> {
        self.watch_from(None)
    }

    fn look(&self, open: Option<Key>) {
        self.look_as(self.board, open);
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

    fn keep(&self, keep: Keep) -> Result<(), Refusal> {
        self.keep_as(self.board, keep)
    }

    fn unsent(&self) -> Result<Unsent, Refusal> {
        self.unsent_as(self.board)
    }
}
