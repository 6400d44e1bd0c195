//! Serving a store to others on this machine, finding who serves it, ending that.

use super::account::{Owner, account_of, owner_of};
use super::paths::At;
use crate::desk::{Desk, Event, Job, JobState, Local, No, Refusal};
use crate::domain::said;
use crate::remote::start::{self, StartLock};
use crate::remote::{Client, Door, Server, Serving, Signals};
use std::ffi::OsString;
use std::io::{ErrorKind, Write};
use std::os::fd::AsFd;
use std::os::unix::fs::MetadataExt;
use std::os::unix::net::{UnixListener, UnixStream};
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

/// Serves a store until it is stopped, by `contactdesk stop` or a signal, or idle for long enough. `open` is called once
/// nobody else can start a server; `ready` once others can connect.
///
/// A private store's socket lies in its folder, which is its owner's; that of a host's desk is everyone's to knock at,
/// and the service manager's to make where it does so.
pub fn serve(
    at: &At,
    service: Service,
    open: impl FnOnce() -> Result<Local, Refusal>,
    ready: impl FnOnce(),
) -> Result<(), Refusal> {
    let socket = at.socket.clone();
    let serving = unavailable("the desk cannot be served");
    let handed = at.shared.then(handed).flatten();
    let lock = if handed.is_some() {
        None
    } else if service.spawned {
        // away from the terminal of whoever started it: closing that one must not end the desk for the others
        let _ = rustix::process::setsid();
        None
    } else {
        let lock = StartLock::take(&socket, ENDING).map_err(&serving)?;
        if start::probe(&socket).map_err(&serving)?.is_some() {
            return Err(Refusal::new(No::Unavailable, format!("a desk is running for {} already", at.store.display()))
                .hinted("contactdesk status says since when"));
        }
        lock
    };
    let signals = Signals::catch().map_err(&serving)?;
    let local = open()?;
    let owner = std::fs::metadata(&at.store).map_err(&serving)?.uid();
    let ours = handed.is_none();
    let listener = match handed {
        Some(listener) => listener,
        None => start::bind(&socket, if at.shared { 0o666 } else { 0o600 }).map_err(&serving)?,
    };
    // a service user serves the host's desk and is nobody there
    let owner = (!at.shared).then_some(owner);
    let door = Door { listener, account: Box::new(account_of), owner, idle: service.idle };
    let server = Server::new(local, door).map_err(&serving)?;
    server.end_on(signals).map_err(&serving)?;
    drop(lock);
    ready();
    // until the store is closed nobody else starts a server in its place
    let mut held = None;
    server.run(|listener, must| {
        if !ours {
            return must || !knocks(listener);
        }
        let lock = StartLock::take(&socket, if must { ENDING } else { Duration::ZERO });
        // where the folder has been taken away there is no door to knock at any more
        let gone = lock.as_ref().is_err_and(|why| why.kind() == ErrorKind::NotFound);
        held = lock.ok().flatten();
        let free = gone || held.is_some() && (must || !knocks(listener));
        if free {
            // what stays behind is a stale socket, which the next server removes
            let _ = start::remove(&socket);
        } else if !must {
            held = None;
        }
        free || must
    })
}

/// The listening socket a service manager hands over as standard input (systemd's `StandardInput=socket`).
fn handed() -> Option<UnixListener> {
    let ours = std::env::var("LISTEN_PID").ok()?.parse() == Ok(std::process::id());
    if !ours || std::env::var("LISTEN_FDS").ok()?.as_str() != "1" {
        return None;
    }
    let socket = std::io::stdin().as_fd().try_clone_to_owned().ok()?;
    rustix::net::sockopt::socket_acceptconn(&socket).ok()?.then(|| UnixListener::from(socket))
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

/// The desk of a store, where a server runs.
pub fn running(at: &At) -> Result<Option<Client>, Refusal> {
    match start::probe(&at.socket) {
        Ok(None) => return Ok(None),
        Err(why) if why.kind() == ErrorKind::PermissionDenied && at.shared => {
            let what = format!("you may not use the socket of this host's desk, {}", at.socket.display());
            return Err(Refusal::new(No::NotPermitted, what).hinted("ask who runs the desk to put you in its group"));
        }
        // not ours to look into: opening the store says so better
        Err(why) if why.kind() == ErrorKind::PermissionDenied => return Ok(None),
        Ok(Some(_)) | Err(_) => {}
    }
    let socket = at.socket.clone();
    Client::open(Box::new(move |_| probed(&socket))).map(Some)
}

fn probed(socket: &Path) -> Result<UnixStream, Refusal> {
    let probed = start::probe(socket).map_err(unavailable("the desk cannot be reached"))?;
    probed.ok_or_else(|| {
        Refusal::new(No::Unavailable, "the desk is away").hinted("contactdesk status says whether one runs")
    })
}

/// That the desk of this host does not run: nothing else is opened in its place.
pub fn down(at: &At) -> Refusal {
    Refusal::new(No::Unavailable, format!("this host's desk does not run: nobody answers at {}", at.socket.display()))
        .hinted("ask who runs it; systemctl status contactdesk says why")
}

/// The desk of a store of our own, started with those arguments where no server runs.
pub fn reach(at: &At, serve: Vec<OsString>) -> Result<Client, Refusal> {
    if at.shared {
        return Err(down(at));
    }
    match owner_of(&at.store) {
        Owner::Us => {}
        Owner::Nobody => return Err(crate::store::StoreError::NoStore(at.store.clone()).into()),
        Owner::Another => {
            let what = format!("the store at {} is another account's, and no desk runs there", at.store.display());
            return Err(Refusal::new(No::Unavailable, what).hinted("ask its owner to start it: contactdesk serve"));
        }
    }
    let socket = at.socket.clone();
    Client::open(Box::new(move |may| if may { start::reach(&socket, &serve) } else { probed(&socket) }))
}

/// What a server says of itself; nothing where none runs.
pub fn status(at: &At) -> Result<Option<Serving>, Refusal> {
    running(at)?.map(|client| client.status()).transpose()
}

/// Ends the server of a store and waits until the store is free. Whether there was one.
pub fn stop(at: &At) -> Result<bool, Refusal> {
    let Some(client) = running(at)? else { return Ok(false) };
    client.stop()?;
    drop(client);
    let until = Stopwatch::now() + ENDING;
    while Stopwatch::now() < until {
        let gone = start::probe(&at.socket).map_err(unavailable("the desk cannot be reached"))?.is_none();
        // the lock is held until the store is closed; that of a host's desk is not ours to try
        if gone && (at.shared || StartLock::take(&at.socket, Duration::ZERO).is_ok_and(|lock| lock.is_some())) {
            return Ok(true);
        }
        std::thread::sleep(Duration::from_millis(10));
    }
    Err(Refusal::new(No::Unavailable, "the desk was told to end and goes on").hinted("contactdesk status"))
}

/// The units of a service manager for the desk of a host.
pub fn units() -> String {
    let unit = |name: &str, text: &str| format!("# /etc/systemd/system/{name}\n{text}");
    let (service, socket) = (include_str!("systemd/contactdesk.service"), include_str!("systemd/contactdesk.socket"));
    format!("{}\n{}", unit("contactdesk.service", service), unit("contactdesk.socket", socket).trim_end())
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
