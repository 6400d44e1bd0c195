//! The desk at the other end of a socket.
//!
//! One connection asks, another, opened by [`Desk::watch`], is told what happens. A question that meets a broken line is
//! asked again on a new one; a command is sent again only where it is certain that nobody had read it.

use super::wire::{self, Board, Reply, Request, Serving};
use crate::desk::{Answered, Desk, Done, Event, Here, Job, JobId, Keep, No, Order, Query, Refusal, Unsent};
use crate::domain::Key;
use std::io::{self, ErrorKind};
use std::net::Shutdown;
use std::os::unix::net::UnixStream;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::mpsc::{Receiver, Sender, channel};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

/// Makes a connection to the server; `true` where it may start one, if that is ours to do.
pub type Connect = Box<dyn Fn(bool) -> Result<UnixStream, Refusal> + Send + Sync>;

/// How long a watcher whose line broke waits before it tries again.
const AGAIN: Duration = Duration::from_millis(300);

/// The desk at the other end of a socket.
pub struct Client {
    way: Arc<Way>,
    line: Mutex<Option<UnixStream>>,
    /// As it was last heard: what is shown while the desk is away.
    here: Mutex<Here>,
}

/// How to get there.
struct Way {
    connect: Connect,
    /// The server said that it ends: somebody wanted that, so it is waited for and not started again.
    ended: AtomicBool,
    /// This board, and what it has open: said again on every new line.
    board: Mutex<Board>,
    /// The line on which events come, for the client to close it when it goes.
    watching: Mutex<Watching>,
}

#[derive(Default)]
struct Watching {
    line: Option<UnixStream>,
    /// The client has gone: nobody is to be told anything any more.
    over: bool,
}

impl Way {
    fn board(&self) -> Board {
        *self.board.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn watching(&self) -> MutexGuard<'_, Watching> {
        self.watching.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Keeps the line on which events come; `None` where nobody is to be told any more.
    fn watches(&self, stream: UnixStream) -> Option<UnixStream> {
        let mut watching = self.watching();
        watching.line = stream.try_clone().ok();
        (!watching.over).then_some(stream)
    }
}

/// A number that no other board of this account has on this machine.
fn number() -> u64 {
    static LAST: AtomicU64 = AtomicU64::new(0);
    u64::from(std::process::id()) << 32 | LAST.fetch_add(1, Ordering::Relaxed)
}

/// How a request failed.
enum Broken {
    /// It was never sent, or nobody had read it.
    Unsent(Refusal),
    /// It may have been carried out.
    Unknown,
}

impl Client {
    /// Connects, and asks whose desk it is: who has no place there is told so at once.
    pub fn open(connect: Connect) -> Result<Self, Refusal> {
        let way = Arc::new(Way {
            connect,
            ended: AtomicBool::new(false),
            board: Mutex::new(Board { number: number(), open: None }),
            watching: Mutex::default(),
        });
        let client = Self { way, line: Mutex::default(), here: Mutex::default() };
        client.hear()?;
        Ok(client)
    }

    fn hear(&self) -> Result<Here, Refusal> {
        match self.read_only(&Request::Here)? {
            Reply::Here(here) => {
                self.here.lock().unwrap_or_else(PoisonError::into_inner).clone_from(&here);
                Ok(*here)
            }
            other => Err(odd(&other)),
        }
    }

    /// What the server says of itself.
    pub fn status(&self) -> Result<Serving, Refusal> {
        match self.read_only(&Request::Status)? {
            Reply::Status(serving) => Ok(*serving),
            other => Err(odd(&other)),
        }
    }

    /// Has the server end.
    pub fn stop(&self) -> Result<(), Refusal> {
        match self.say(&Request::Stop) {
            Ok(Reply::Heard) | Err(Broken::Unknown) => Ok(()),
            Ok(other) => Err(odd(&other)),
            Err(Broken::Unsent(refusal)) => Err(refusal),
        }
    }

    /// What changes nothing, or comes to the same when it is done twice, may be asked again.
    fn read_only(&self, request: &Request) -> Result<Reply, Refusal> {
        for _ in 0..2 {
            match self.say(request) {
                Ok(Reply::Refused(refusal)) => return Err(*refusal),
                Ok(reply) => return Ok(reply),
                Err(Broken::Unsent(refusal)) => return Err(refusal),
                Err(Broken::Unknown) => {}
            }
        }
        Err(away("the desk does not answer"))
    }

    /// Sends a request and waits for the reply.
    fn say(&self, request: &Request) -> Result<Reply, Broken> {
        let mut line = self.line.lock().unwrap_or_else(PoisonError::into_inner);
        let fresh = line.is_none();
        if line.is_none() {
            *line = Some(meet(&self.way).map_err(Broken::Unsent)?);
        }
        let Some(stream) = line.as_mut() else { return Err(Broken::Unknown) };
        match wire::send(stream, request) {
            Ok(()) => {}
            Err(why) if why.kind() == ErrorKind::InvalidInput => {
                let long = Refusal::new(No::Usage, "that is too long to send to a desk that runs")
                    .hinted("send it in parts, or end the desk and have this program do it: contactdesk stop");
                return Err(Broken::Unsent(long));
            }
            Err(_) => {
                // the server closed the line while nothing was on it: it has not read this, and may have said why
                let last = wire::receive(stream);
                *line = None;
                drop(line);
                match last {
                    Ok(Some(Reply::Ends)) => self.way.ended.store(true, Ordering::Relaxed),
                    Ok(Some(Reply::Refused(refusal))) => return Err(Broken::Unsent(*refusal)),
                    _ => {}
                }
                return if fresh { Err(Broken::Unsent(away("the desk closed the line"))) } else { self.say(request) };
            }
        }
        if let Ok(Some(reply)) = wire::receive(stream) {
            return Ok(reply);
        }
        *line = None;
        Err(Broken::Unknown)
    }
}

/// Connects and greets; again where the server was just ending.
fn meet(way: &Way) -> Result<UnixStream, Refusal> {
    let mut tries = 0;
    let (stream, greeted) = loop {
        let mut stream = (way.connect)(!way.ended.load(Ordering::Relaxed))?;
        let greeted = wire::greet(&mut stream).and_then(|()| wire::greeted(&mut stream));
        tries += 1;
        let ended = |why: &io::Error| {
            matches!(why.kind(), ErrorKind::UnexpectedEof | ErrorKind::ConnectionReset | ErrorKind::BrokenPipe)
        };
        if tries == 3 || !greeted.as_ref().is_err_and(ended) {
            break (stream, greeted);
        }
    };
    match greeted {
        Ok(wire::VERSION) => {
            way.ended.store(false, Ordering::Relaxed);
            Ok(stream)
        }
        Ok(version) => {
            let what = format!(
                "the desk that runs speaks version {version} and this program {}: they are of different releases",
                wire::VERSION
            );
            Err(Refusal::new(No::Unavailable, what)
                .hinted("end it and start it with this program: contactdesk stop, or ask who runs the desk"))
        }
        Err(why) => Err(away(&format!("the desk does not answer: {why}"))),
    }
}

fn away(what: &str) -> Refusal {
    Refusal::new(No::Unavailable, what).hinted("contactdesk status says whether a desk runs")
}

fn odd(reply: &Reply) -> Refusal {
    match reply {
        Reply::Refused(refusal) => Refusal::clone(refusal),
        _ => Refusal::new(No::Internal, "the desk answered something else"),
    }
}

impl Drop for Client {
    fn drop(&mut self) {
        let mut watching = self.way.watching();
        watching.over = true;
        if let Some(line) = watching.line.take() {
            // a line that is closed already needs no closing
            let _ = line.shutdown(Shutdown::Both);
        }
    }
}

impl Desk for Client {
    fn execute(&self, order: Order) -> Result<Done, Refusal> {
        match self.say(&Request::Execute(Box::new(order))) {
            Ok(Reply::Done(done)) => Ok(*done),
            Ok(other) => Err(odd(&other)),
            Err(Broken::Unsent(refusal)) => Err(refusal),
            Err(Broken::Unknown) => Err(Refusal::new(No::Unavailable, "the desk went away before it answered")
                .hinted("look whether it was done: contactdesk journal")),
        }
    }

    fn ask(&self, query: Query) -> Result<Answered, Refusal> {
        match self.read_only(&Request::Ask(Box::new(query)))? {
            Reply::Answered(answered) => Ok(*answered),
            other => Err(odd(&other)),
        }
    }

    fn watch(&self) -> Receiver<Event> {
        let (tell, told) = channel();
        let way = Arc::clone(&self.way);
        // the first line is made before this returns: whatever is asked next is told of
        let first = watched(&way);
        std::thread::spawn(move || watch(&way, first, &tell));
        told
    }

    fn look(&self, open: Option<Key>) {
        let board = {
            let mut board = self.way.board.lock().unwrap_or_else(PoisonError::into_inner);
            board.open = open;
            *board
        };
        // a desk that is away is told when it is back
        let _ = self.say(&Request::Look(board));
    }

    fn start(&self, job: Job) -> Result<JobId, Refusal> {
        match self.say(&Request::Start(Box::new(job))) {
            Ok(Reply::Started(id)) => Ok(id),
            Ok(other) => Err(odd(&other)),
            Err(Broken::Unsent(refusal)) => Err(refusal),
            Err(Broken::Unknown) => Err(away("the desk went away before it answered")),
        }
    }

    fn cancel(&self, job: JobId) {
        // a desk that is away does no work that could be cancelled
        let _ = self.say(&Request::Cancel(job));
    }

    fn keep(&self, keep: Keep) -> Result<(), Refusal> {
        match self.read_only(&Request::Keep(self.way.board().number, keep))? {
            Reply::Heard => Ok(()),
            other => Err(odd(&other)),
        }
    }

    fn unsent(&self) -> Result<Unsent, Refusal> {
        match self.read_only(&Request::Unsent(self.way.board().number))? {
            Reply::Unsent(unsent) => Ok(*unsent),
            other => Err(odd(&other)),
        }
    }

    fn here(&self) -> Here {
        // while the desk is away, what was last heard
        self.hear().unwrap_or_else(|_| self.here.lock().unwrap_or_else(PoisonError::into_inner).clone())
    }
}

/// A line on which the server sends what happens.
fn watched(way: &Way) -> Option<UnixStream> {
    let mut stream = meet(way).ok()?;
    let heard = wire::send(&mut stream, &Request::Watch(way.board())).and_then(|()| wire::receive(&mut stream));
    if matches!(heard, Ok(Some(Reply::Heard))) { way.watches(stream) } else { None }
}

/// Tells what happens until nobody listens any more; a line that breaks is told and made again.
fn watch(way: &Way, first: Option<UnixStream>, tell: &Sender<Event>) {
    let mut line = first;
    let mut lost = false;
    loop {
        if let Some(mut stream) = line.take() {
            if std::mem::take(&mut lost) && tell.send(Event::Link { up: true }).is_err() {
                return;
            }
            if told(way, &mut stream, tell).is_err() {
                return;
            }
        }
        if way.watching().over {
            return;
        }
        if !std::mem::replace(&mut lost, true) && tell.send(Event::Link { up: false }).is_err() {
            return;
        }
        std::thread::sleep(AGAIN);
        line = watched(way);
    }
}

/// Passes events on until the line breaks; an error where nobody listens any more.
fn told(way: &Way, stream: &mut UnixStream, tell: &Sender<Event>) -> Result<(), ()> {
    loop {
        match wire::receive(stream) as io::Result<Option<Reply>> {
            Ok(Some(Reply::Ends)) => way.ended.store(true, Ordering::Relaxed),
            Ok(Some(Reply::Event(event))) => tell.send(*event).map_err(drop)?,
            _ => return Ok(()),
        }
    }
}
