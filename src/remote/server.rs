//! Serving a desk: a thread for each connection, a place at the desk for each request.

use super::wire::{self, Reply, Request, Serving};
use crate::desk::{Answered, Desk, Done, Event, JobId, Local, No, Refusal, Seat};
use crate::domain::*;
use rustix::event::{PollFd, PollFlags, Timespec, poll};
use std::collections::BTreeMap;
use std::io::{self, ErrorKind};
use std::os::unix::net::{UnixListener, UnixStream};
use std::sync::mpsc::RecvTimeoutError;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError, Weak};
use std::time::{Duration, Instant as Stopwatch};

/// Most connections at once.
const MOST: usize = 1024;
/// Most connections of one account: nobody takes the desk from the others.
const MOST_EACH: usize = 256;
/// How often a watcher's place at the desk is looked at, when nothing happens.
const LOOK: Duration = Duration::from_millis(300);

/// Account names by user id.
pub type Accounts = Box<dyn Fn(u32) -> Option<String> + Send + Sync>;

/// The socket, and who comes through it.
pub struct Door {
    /// The socket, bound.
    pub listener: UnixListener,
    /// The account name of a user id; `None` for one this machine does not know.
    pub account: Accounts,
    /// The user id that owns a private store: its admin, also before there is a user record.
    pub owner: Option<u32>,
    /// How long to go on with nobody there; for ever without.
    pub idle: Option<Duration>,
}

/// A server.
pub struct Server {
    shared: Arc<Shared>,
    listener: UnixListener,
    idle: Option<Duration>,
    woken: UnixStream,
}

/// What the operating system has to say. To be caught before there is a socket: whoever finds that may ask us to end.
pub struct Signals(signal_hook::iterator::Signals);

impl Signals {
    /// From now on they end nothing by themselves.
    pub fn catch() -> io::Result<Self> {
        use signal_hook::consts::{SIGHUP, SIGINT, SIGTERM};
        signal_hook::iterator::Signals::new([SIGHUP, SIGINT, SIGTERM]).map(Self)
    }
}

/// Ends a server, from any thread.
#[derive(Clone)]
pub struct Ends(Weak<Shared>);

impl Ends {
    /// Ends it: what is being carried out is finished, then every connection is closed.
    pub fn end(&self) {
        if let Some(shared) = self.0.upgrade() {
            shared.end();
        }
    }
}

struct Shared {
    local: Local,
    account: Accounts,
    owner: Option<u32>,
    since: Moment,
    wake: UnixStream,
    open: Mutex<Open>,
}

#[derive(Default)]
struct Open {
    ending: bool,
    last: u64,
    /// Every connection: whose, whether it watches, and the stream, to be closed at the end.
    connections: BTreeMap<u64, Connection>,
}

struct Connection {
    account: String,
    watches: bool,
    stream: UnixStream,
}

impl Shared {
    fn open(&self) -> MutexGuard<'_, Open> {
        self.open.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn end(&self) {
        self.open().ending = true;
        // a server that has gone needs no waking
        let _ = io::Write::write(&mut &self.wake, &[1]);
    }
}

impl Server {
    /// Serves a desk at a door.
    pub fn new(local: Local, door: Door) -> io::Result<Self> {
        let (wake, woken) = UnixStream::pair()?;
        wake.set_nonblocking(true)?;
        let Door { listener, account, owner, idle } = door;
        listener.set_nonblocking(true)?;
        let since = local.now();
        let shared = Arc::new(Shared { local, account, owner, since, wake, open: Mutex::default() });
        Ok(Self { shared, listener, idle, woken })
    }

    /// What ends it.
    pub fn ends(&self) -> Ends {
        Ends(Arc::downgrade(&self.shared))
    }

    /// Ends it when the operating system asks for that, or has asked since the signals were caught.
    pub fn end_on(&self, signals: Signals) -> io::Result<()> {
        let (Signals(mut signals), ends) = (signals, self.ends());
        std::thread::Builder::new().name("signals".into()).spawn(move || {
            if signals.forever().next().is_some() {
                ends.end();
            }
        })?;
        Ok(())
    }

    /// Serves until it is ended, or nobody has been there for long enough. `closing` is told before nobody is let in any
    /// more, and whether that must be: where it need not, it may say no. Then the store is closed cleanly.
    pub fn run(self, mut closing: impl FnMut(&UnixListener, bool) -> bool) -> Result<(), Refusal> {
        let mut quiet = Stopwatch::now();
        let mut threads = Vec::new();
        loop {
            let open = self.shared.open();
            let (ending, nobody) = (open.ending, open.connections.is_empty());
            drop(open);
            if ending || self.shared.local.has_stopped() {
                closing(&self.listener, true);
                break;
            }
            if !nobody {
                quiet = Stopwatch::now();
            }
            if self.idle.is_some_and(|idle| quiet.elapsed() >= idle) {
                if closing(&self.listener, false) {
                    break;
                }
                quiet = Stopwatch::now();
            }
            match self.listener.accept() {
                Ok((stream, _)) => {
                    threads.retain(|thread: &std::thread::JoinHandle<()>| !thread.is_finished());
                    threads.extend(self.take(stream));
                }
                Err(why) if why.kind() == ErrorKind::WouldBlock => self.wait(),
                // the other end has gone again, or there are too many open files: later
                Err(_) => std::thread::sleep(Duration::from_millis(20)),
            }
        }
        let Self { shared, listener, .. } = self;
        drop(listener);
        for connection in shared.open().connections.values() {
            // what has come is still carried out; a connection that is closed already needs no closing
            let _ = connection.stream.shutdown(std::net::Shutdown::Read);
        }
        for thread in threads {
            // a connection whose thread panicked was closed by that
            let _ = thread.join();
        }
        shared.local.shut()
    }

    /// Waits for a connection, an end, or a while.
    fn wait(&self) {
        let mut both = [PollFd::new(&self.listener, PollFlags::IN), PollFd::new(&self.woken, PollFlags::IN)];
        let while_ = Timespec { tv_sec: 0, tv_nsec: 250_000_000 };
        // a signal only means to look again
        let _ = poll(&mut both, Some(&while_));
    }

    /// A thread for a connection.
    fn take(&self, stream: UnixStream) -> Option<std::thread::JoinHandle<()>> {
        let shared = Arc::clone(&self.shared);
        let thread = std::thread::Builder::new().name("connection".into());
        thread.spawn(move || shared.serve(stream)).ok()
    }
}

impl Shared {
    /// One connection, from the greeting to its end.
    fn serve(&self, mut stream: UnixStream) {
        let Ok((number, uid, account)) = self.let_in(&mut stream) else { return };
        // whatever ends it, a broken line or nonsense on it, ends this connection only
        if self.talk(&mut stream, number, uid, &account).is_ok() && self.open().ending {
            let _ = wire::send(&mut stream, &Reply::Ends);
        }
        self.open().connections.remove(&number);
    }

    fn let_in(&self, stream: &mut UnixStream) -> io::Result<(u64, u32, String)> {
        stream.set_nonblocking(false)?;
        let uid = rustix::net::sockopt::socket_peercred(&*stream)?.uid.as_raw();
        let account = (self.account)(uid);
        wire::greet(stream)?;
        let version = wire::greeted(stream)?;
        if version != wire::VERSION {
            return Err(ErrorKind::Unsupported.into());
        }
        let Some(account) = account else {
            let what = format!("nobody knows the account with the number {uid}");
            wire::send(stream, &Reply::Refused(Box::new(Refusal::new(No::NotPermitted, what))))?;
            return Err(ErrorKind::PermissionDenied.into());
        };
        let mut open = self.open();
        let theirs = open.connections.values().filter(|c| c.account == account).count();
        if open.ending || open.connections.len() >= MOST || theirs >= MOST_EACH {
            drop(open);
            let busy = Refusal::new(No::Unavailable, "the desk has too many connections").hinted("try again");
            wire::send(stream, &Reply::Refused(Box::new(busy)))?;
            return Err(ErrorKind::ConnectionRefused.into());
        }
        open.last += 1;
        let number = open.last;
        let connection = Connection { account: account.clone(), watches: false, stream: stream.try_clone()? };
        open.connections.insert(number, connection);
        Ok((number, uid, account))
    }

    /// Their place at the desk, as they are at this moment: a user who was closed has none any more.
    fn seat(&self, uid: u32, account: &str) -> Result<Seat, Refusal> {
        self.local.seat(account, None, self.owner == Some(uid))
    }

    fn talk(&self, stream: &mut UnixStream, number: u64, uid: u32, account: &str) -> io::Result<()> {
        while let Some(request) = wire::receive::<Request>(stream)? {
            let seat = match self.seat(uid, account) {
                Ok(seat) => seat,
                Err(refusal) => {
                    wire::send(stream, &Reply::Refused(Box::new(refusal)))?;
                    continue;
                }
            };
            if let Request::Watch(board) = request {
                if let Some(connection) = self.open().connections.get_mut(&number) {
                    connection.watches = true;
                }
                let seat = seat.at_board(board.number);
                let watched = self.watch(stream, &seat, board.open, uid);
                seat.leave();
                return watched;
            }
            let reply = self.reply(&seat, uid, request);
            match wire::send(stream, &reply) {
                Err(why) if why.kind() == ErrorKind::InvalidInput => {
                    let long = Refusal::new(No::Usage, "the answer is too long for one message").hinted("ask for less");
                    wire::send(stream, &Reply::Refused(Box::new(long)))?;
                }
                sent => sent?,
            }
        }
        Ok(())
    }

    fn reply(&self, seat: &Seat, uid: u32, request: Request) -> Reply {
        let refused = |refusal: Refusal| Reply::Refused(Box::new(refusal));
        match request {
            Request::Execute(order) => {
                seat.execute(*order).map_or_else(refused, |done: Done| Reply::Done(Box::new(done)))
            }
            Request::Ask(query) => {
                seat.ask(*query).map_or_else(refused, |answer: Answered| Reply::Answered(Box::new(answer)))
            }
            Request::Start(job) => seat.start(*job).map_or_else(refused, |id: JobId| Reply::Started(id)),
            Request::Cancel(job) => {
                seat.cancel(job);
                Reply::Heard
            }
            Request::Here => Reply::Here(Box::new(seat.here())),
            Request::Status => Reply::Status(Box::new(self.status(seat))),
            Request::Stop if seat.here().role == Role::Admin || self.owner == Some(uid) => {
                self.end();
                Reply::Heard
            }
            Request::Stop => {
                refused(Refusal::new(No::NotPermitted, "only an admin may stop the desk").hinted("ask an admin"))
            }
            Request::Look(board) => {
                seat.look_as(board.number, board.open);
                Reply::Heard
            }
            Request::Keep(board, keep) => seat.keep_as(board, keep).map_or_else(refused, |()| Reply::Heard),
            Request::Unsent(board) => {
                seat.unsent_as(board).map_or_else(refused, |unsent| Reply::Unsent(Box::new(unsent)))
            }
            Request::Watch(_) => Reply::Heard,
        }
    }

    fn status(&self, seat: &Seat) -> Serving {
        let open = self.open();
        let mut boards = BTreeMap::new();
        for connection in open.connections.values().filter(|c| c.watches) {
            *boards.entry(connection.account.clone()).or_insert(0) += 1;
        }
        let connections = open.connections.len();
        drop(open);
        Serving {
            here: seat.here(),
            program: env!("CARGO_PKG_VERSION").to_owned(),
            process: std::process::id(),
            since: self.since,
            boards: boards.into_iter().collect(),
            connections,
        }
    }

    /// Sends what happens, as long as the other end takes it, it has the place it had when it began, and the desk goes
    /// on.
    fn watch(&self, stream: &mut UnixStream, seat: &Seat, open: Option<Key>, uid: u32) -> io::Result<()> {
        let events = seat.watch_from(open);
        let account = &seat.viewer().actor.account;
        wire::send(stream, &Reply::Heard)?;
        loop {
            let event: Option<Event> = match events.recv_timeout(LOOK) {
                Ok(event) => Some(event),
                Err(RecvTimeoutError::Timeout) => None,
                Err(RecvTimeoutError::Disconnected) => return Ok(()),
            };
            let same = self.seat(uid, account).is_ok_and(|now| now.viewer() == seat.viewer());
            if self.open().ending {
                return wire::send(stream, &Reply::Ends);
            }
            if !same || gone(stream) {
                return Ok(());
            }
            if let Some(event) = event {
                wire::send(stream, &Reply::Event(Box::new(event)))?;
            }
        }
    }
}

/// Whether a watcher has hung up: it never sends anything, so whatever can be read is the end.
fn gone(stream: &UnixStream) -> bool {
    let mut one = [PollFd::new(stream, PollFlags::IN)];
    let now = Timespec { tv_sec: 0, tv_nsec: 0 };
    poll(&mut one, Some(&now)).is_ok_and(|ready| ready > 0)
}
