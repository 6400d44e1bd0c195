//! Serving a store to others on this machine, finding who serves it, ending that.

use super::account::{Owner, account_of, owner_of};
use crate::desk::{Desk, Event, Job, JobState, Local, No, Refusal};
use crate::domain::said;
use crate::remote::start::{self, StartLock};
use crate::remote::{Client, Door, Server, Serving};
use std::ffi::OsString;
use std::io::Write;
use std::os::unix::fs::MetadataExt;
use std::os::unix::net::UnixListener;
use std::path::Path;
use std::time::{Duration, Instant as Stopwatch};

/// How long a server that a board started goes on when nobody is there, in seconds.
pub const IDLE: u64 = 30;
/// How long to wait for one that ends.
const ENDING: Duration = Duration::from_secs(10);

/// How to serve.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Service {
    /// End after so long with nobody there.
    pub idle: Option<Duration>,
    /// A board started it, holds the start lock, and waits for a sign.
    pub spawned: bool,
}

fn unavailable(what: &str) -> impl Fn(std::io::Error) -> Refusal + '_ {
    move |why| Refusal::new(No::Unavailable, format!("{what}: {why}"))
}

/// Serves a private store until it is stopped, by `contactdesk stop` or a signal, or idle for long enough. `open` is called
/// once nobody else can start a server; `ready` once others can connect.
pub fn serve(
    store: &Path,
    service: Service,
    open: impl FnOnce() -> Result<Local, Refusal>,
    ready: impl FnOnce(),
) -> Result<(), Refusal> {
    let socket = start::socket_of(store);
    let serving = unavailable("the desk cannot be served");
    let lock = if service.spawned {
        // away from the terminal of whoever started it: closing that one must not end the desk for the others
        let _ = rustix::process::setsid();
        None
    } else {
        let lock = StartLock::take(&socket, ENDING).map_err(&serving)?;
        if start::probe(&socket).map_err(&serving)?.is_some() {
            return Err(Refusal::new(No::Unavailable, format!("a desk is running for {} already", store.display()))
                .hinted("contactdesk status says since when"));
        }
        lock
    };
    let local = open()?;
    let owner = std::fs::metadata(store).map_err(&serving)?.uid();
    let listener = start::bind(&socket).map_err(&serving)?;
    let door = Door { listener, account: Box::new(account_of), owner: Some(owner), idle: service.idle };
    let server = Server::new(local, door).map_err(&serving)?;
    server.end_on_signals().map_err(&serving)?;
    drop(lock);
    ready();
    // until the store is closed nobody else starts a server in its place
    let mut held = None;
    server.run(|listener, must| {
        held = StartLock::take(&socket, if must { ENDING } else { Duration::ZERO }).ok().flatten();
        let free = held.is_some() && (must || !knocks(listener));
        if free {
            // what stays behind is a stale socket, which the next server removes
            let _ = start::remove(&socket);
        } else if !must {
            held = None;
        }
        free || must
    })
}

/// Whether somebody waits to be let in.
fn knocks(listener: &UnixListener) -> bool {
    use rustix::event::{PollFd, PollFlags, Timespec, poll};
    let now = Timespec { tv_sec: 0, tv_nsec: 0 };
    poll(&mut [PollFd::new(listener, PollFlags::IN)], Some(&now)).is_ok_and(|ready| ready > 0)
}

/// The sign a spawned server gives to the board that waits for it.
pub fn sign(out: &mut dyn Write) {
    // a board that has gone does not wait
    let _ = out.write_all(&[start::READY]).and_then(|()| out.flush());
}

fn away() -> Refusal {
    Refusal::new(No::Unavailable, "the desk is away").hinted("contactdesk status says whether one runs")
}

/// The desk of a store, where a server runs.
pub fn running(store: &Path) -> Result<Option<Client>, Refusal> {
    let socket = start::socket_of(store);
    match start::probe(&socket) {
        Ok(None) => return Ok(None),
        // not ours to look into: opening the store says so better
        Err(why) if why.kind() == std::io::ErrorKind::PermissionDenied => return Ok(None),
        Ok(Some(_)) | Err(_) => {}
    }
    let connect = move |_| {
        let probed = start::probe(&socket).map_err(unavailable("the desk cannot be reached"))?;
        probed.ok_or_else(away)
    };
    Client::open(Box::new(connect)).map(Some)
}

/// The desk of a store of our own, started with those arguments where no server runs.
pub fn reach(store: &Path, serve: Vec<OsString>) -> Result<Client, Refusal> {
    match owner_of(store) {
        Owner::Us => {}
        Owner::Nobody => return Err(crate::store::StoreError::NoStore(store.to_owned()).into()),
        Owner::Another => {
            let what = format!("the store at {} belongs to another account, and no desk runs there", store.display());
            return Err(Refusal::new(No::Unavailable, what).hinted("ask its owner to start it: contactdesk serve"));
        }
    }
    let socket = start::socket_of(store);
    Client::open(Box::new(move |may| {
        if may {
            return start::reach(&socket, &serve);
        }
        let probed = start::probe(&socket).map_err(unavailable("the desk cannot be reached"))?;
        probed.ok_or_else(away)
    }))
}

/// What a server says of itself; nothing where none runs.
pub fn status(store: &Path) -> Result<Option<Serving>, Refusal> {
    running(store)?.map(|client| client.status()).transpose()
}

/// Ends the server of a store and waits until the store is free. Whether there was one.
pub fn stop(store: &Path) -> Result<bool, Refusal> {
    let Some(client) = running(store)? else { return Ok(false) };
    client.stop()?;
    drop(client);
    let until = Stopwatch::now() + ENDING;
    let socket = start::socket_of(store);
    while Stopwatch::now() < until {
        let gone = start::probe(&socket).map_err(unavailable("the desk cannot be reached"))?.is_none();
        // the lock is held until the store is closed
        if gone && StartLock::take(&socket, Duration::ZERO).is_ok_and(|lock| lock.is_some()) {
            return Ok(true);
        }
        std::thread::sleep(Duration::from_millis(10));
    }
    Err(Refusal::new(No::Unavailable, "the desk was told to end and goes on").hinted("contactdesk status"))
}

/// Has a running server look its store over.
pub fn verify_running(client: &Client) -> Result<Vec<String>, Refusal> {
    let events = client.watch();
    let job = client.start(Job::Verify)?;
    for event in events {
        match event {
            Event::Job { id, state: JobState::Found(found) } if id == job => return Ok(found),
            Event::Job { id, state: JobState::Refused(why) } if id == job => return Err(*why),
            Event::Link { up: false } => break,
            _ => {}
        }
    }
    Err(Refusal::new(No::Unavailable, "the desk went away before it had looked everything over"))
}

/// A server's account of itself, in lines.
pub fn said(serving: &Serving) -> String {
    let board = |(account, count): &(String, usize)| match count {
        1 => account.clone(),
        many => format!("{account} ({})", said::count(*many, "board")),
    };
    let boards = match serving.boards.as_slice() {
        [] => "nobody".to_owned(),
        boards => boards.iter().map(board).collect::<Vec<_>>().join(", "),
    };
    let Serving { here, since, .. } = serving;
    format!(
        "desk        {}\nyou are     {}, {}\nsince       {} {}\nprogram     contactdesk {} (process {})\nlast entry  {}\n\
         boards      {boards}\nlines       {}",
        here.store,
        here.account,
        here.role.said(),
        said::long(since.day),
        since.minute,
        serving.program,
        serving.process,
        here.head,
        serving.connections
    )
}
