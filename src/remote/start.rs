//! Finding the server of a store, and starting it: probe, lock, probe again, start, wait.
//!
//! A socket is removed only by who holds the start lock and found nobody behind it, so that two boards that begin at the
//! same time end at one server, and a server that goes idle never takes a newcomer with it.

use crate::desk::{No, Refusal};
use rustix::fs::{FlockOperation, flock};
use std::fs::{File, OpenOptions, Permissions};
use std::io::{self, ErrorKind, Read};
use std::os::fd::AsRawFd;
use std::os::unix::fs::{OpenOptionsExt, PermissionsExt};
use std::os::unix::net::{UnixListener, UnixStream};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant as Stopwatch};

/// Longest path a socket's address holds on Linux, with its end.
const ADDRESS: usize = 107;
/// How long a server may take to open a large store.
const OPENING: Duration = Duration::from_mins(1);

/// What a server that was started by a board writes when it can be reached.
pub const READY: u8 = b'+';

/// Where a private store's server listens.
pub fn socket_of(store: &Path) -> PathBuf {
    store.join("socket")
}

/// Calls `act` with a path to the socket that is short enough for an address, however deep the store lies.
fn short<T>(socket: &Path, act: impl FnOnce(&Path) -> io::Result<T>) -> io::Result<T> {
    if socket.as_os_str().len() <= ADDRESS {
        return act(socket);
    }
    let (Some(dir), Some(name)) = (socket.parent(), socket.file_name()) else { return act(socket) };
    let dir = File::open(dir)?;
    act(&PathBuf::from(format!("/proc/self/fd/{}", dir.as_raw_fd())).join(name))
}

/// A connection to the server behind a socket; `None` where there is no server.
pub fn probe(socket: &Path) -> io::Result<Option<UnixStream>> {
    match short(socket, |path| UnixStream::connect(path)) {
        Ok(stream) => Ok(Some(stream)),
        Err(why) if matches!(why.kind(), ErrorKind::NotFound | ErrorKind::ConnectionRefused) => Ok(None),
        Err(why) => Err(why),
    }
}

/// Held by who starts or ends the server of a socket.
pub struct StartLock {
    _file: File,
}

impl StartLock {
    /// Takes it, waiting so long.
    pub fn take(socket: &Path, wait: Duration) -> io::Result<Option<Self>> {
        let path = socket.with_extension("lock");
        let file = OpenOptions::new().write(true).create(true).truncate(false).mode(0o600).open(path)?;
        let until = Stopwatch::now() + wait;
        while let Err(why) = flock(&file, FlockOperation::NonBlockingLockExclusive) {
            if why != rustix::io::Errno::WOULDBLOCK && why != rustix::io::Errno::INTR {
                return Err(why.into());
            }
            if Stopwatch::now() >= until {
                return Ok(None);
            }
            std::thread::sleep(Duration::from_millis(10));
        }
        Ok(Some(Self { _file: file }))
    }
}

/// Binds a socket that those of `mode` can knock at; a stale one is removed first. Only for who holds the start lock and found nobody behind it.
pub fn bind(socket: &Path, mode: u32) -> io::Result<UnixListener> {
    remove(socket)?;
    let listener = short(socket, |path| UnixListener::bind(path))?;
    std::fs::set_permissions(socket, Permissions::from_mode(mode))?;
    Ok(listener)
}

/// Removes a socket.
pub fn remove(socket: &Path) -> io::Result<()> {
    match std::fs::remove_file(socket) {
        Err(why) if why.kind() != ErrorKind::NotFound => Err(why),
        _ => Ok(()),
    }
}

/// A connection to the server of a private store, started with `serve` (this program and its arguments) where there is
/// none.
pub fn reach(socket: &Path, serve: &[std::ffi::OsString]) -> Result<UnixStream, Refusal> {
    if let Some(stream) = probe(socket).map_err(unreachable)? {
        return Ok(stream);
    }
    let lock = StartLock::take(socket, OPENING).map_err(unreachable)?;
    let Some(_lock) = lock else {
        return Err(Refusal::new(No::Unavailable, "the desk of this store is being started, and does not come up")
            .hinted("contactdesk status"));
    };
    if let Some(stream) = probe(socket).map_err(unreachable)? {
        return Ok(stream);
    }
    started(serve)?;
    probe(socket).map_err(unreachable)?.ok_or_else(|| {
        Refusal::new(No::Unavailable, "the desk was started and has gone again").hinted("contactdesk serve says why")
    })
}

fn unreachable(why: io::Error) -> Refusal {
    Refusal::new(No::Unavailable, format!("the desk cannot be reached: {why}"))
}

/// Starts the server and waits until it can be reached.
fn started(serve: &[std::ffi::OsString]) -> Result<(), Refusal> {
    let failed = |why: io::Error| Refusal::new(No::Unavailable, format!("the desk cannot be started: {why}"));
    let program = std::env::current_exe().map_err(failed)?;
    let mut child = Command::new(program)
        .args(serve)
        .current_dir("/")
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .map_err(failed)?;
    let mut ready = [0];
    let heard = child.stdout.take().map_or(Ok(0), |mut out| out.read(&mut ready)).map_err(failed)?;
    if heard == 1 && ready[0] == READY {
        return Ok(());
    }
    let mut why = String::new();
    // what it could not say cannot be passed on
    let _ = child.stderr.take().map_or(Ok(0), |err| err.take(16 * 1024).read_to_string(&mut why));
    let _ = child.wait();
    let mut lines = why.lines().map(|line| line.strip_prefix("contactdesk: ").unwrap_or(line));
    let what = lines.next().unwrap_or("the desk ended as soon as it was started").to_owned();
    let hint = lines.find_map(|line| line.strip_prefix("hint: ")).map(str::to_owned);
    Err(Refusal { hint, ..Refusal::new(No::Unavailable, what) })
}
