//! Several people at one desk, over its socket.
#![expect(clippy::unwrap_used, reason = "a test that cannot go on says where")]

#[expect(dead_code, reason = "other test binaries use the rest of it")]
mod support;

#[path = "remote/crowd.rs"]
mod crowd;
#[path = "remote/crowd_judge.rs"]
mod crowd_judge;
#[path = "remote/hostile.rs"]
mod hostile;
#[path = "remote/killed.rs"]
mod killed;
#[path = "remote/linear.rs"]
mod linear;
#[path = "remote/people.rs"]
mod people;
#[path = "remote/process.rs"]
mod process;
#[path = "remote/races.rs"]
mod races;
#[path = "remote/running.rs"]
mod running;
#[path = "remote/wires.rs"]
mod wires;

use contactdesk::clock::Clock;
use contactdesk::desk::{Local, Opened, Refusal};
use contactdesk::domain::*;
use contactdesk::remote::{Client, Door, Ends, Server, start};
use contactdesk::store::{MasterKey, OpenOptions, Store};
use std::collections::VecDeque;
use std::os::unix::net::UnixStream;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex};
use std::thread::JoinHandle;
use std::time::Duration;
use support::House;

/// Who comes next: all tests run as one account, so connections are made one after the other, each with a name.
#[derive(Clone, Default)]
struct Names(Arc<(Mutex<()>, Mutex<VecDeque<String>>)>);

impl Names {
    /// Connects as an account.
    fn connect(&self, socket: &Path, account: &str) -> Option<UnixStream> {
        let _one = self.0.0.lock().unwrap();
        self.0.1.lock().unwrap().push_back(account.to_owned());
        let stream = start::probe(socket).unwrap();
        if stream.is_none() {
            self.0.1.lock().unwrap().pop_back();
            return None;
        }
        // the server asks once for each connection
        while !self.0.1.lock().unwrap().is_empty() {
            std::thread::sleep(Duration::from_micros(200));
        }
        stream
    }
}

/// A desk that is served in this process, on a store in a folder that goes away.
struct Served {
    dir: tempfile::TempDir,
    names: Names,
    ends: Ends,
    thread: Option<JoinHandle<Result<(), Refusal>>>,
}

impl Served {
    fn with(records: Vec<Record>) -> Self {
        let House { dir, local, .. } = House::with(records);
        Self::at(dir, local.unwrap(), Names::default())
    }

    /// The same store, served anew.
    fn again(&mut self) -> Self {
        self.end();
        let dir = std::mem::replace(&mut self.dir, tempfile::tempdir().unwrap());
        let store = dir.path().join("store");
        let key = MasterKey::read(&dir.path().join("key")).unwrap();
        let store = Store::open(&store, &key, &OpenOptions::live()).unwrap();
        let clock = Clock::at(support::NOW.parse().unwrap()).unwrap();
        Self::at(dir, Local::open(store, clock, Opened::Live).unwrap(), self.names.clone())
    }

    fn at(dir: tempfile::TempDir, local: Local, names: Names) -> Self {
        let socket = start::socket_of(&dir.path().join("store"));
        let listener = start::bind(&socket, 0o600).unwrap();
        let asked = names.clone();
        // `nobody` is an account this machine does not know
        let account = move |_| asked.0.1.lock().unwrap().pop_front().filter(|name| name != "nobody");
        let door = Door { listener, account: Box::new(account), owner: None, idle: None };
        let server = Server::new(local, door).unwrap();
        let ends = server.ends();
        let thread = std::thread::spawn(move || server.run(|_, must| must));
        Self { dir, names, ends, thread: Some(thread) }
    }

    fn socket(&self) -> PathBuf {
        start::socket_of(&self.dir.path().join("store"))
    }

    /// A bare line, as an account.
    fn line(&self, account: &str) -> UnixStream {
        self.names.connect(&self.socket(), account).unwrap()
    }

    fn open(&self, account: &str) -> Result<Client, Refusal> {
        let (names, socket, account) = (self.names.clone(), self.socket(), account.to_owned());
        let away = || Refusal::new(contactdesk::desk::No::Unavailable, "the desk is away");
        Client::open(Box::new(move |_| names.connect(&socket, &account).ok_or_else(away)))
    }

    /// A user at the desk.
    fn client(&self, account: &str) -> Client {
        self.open(account).unwrap_or_else(|why| panic!("{account}: {why:?}"))
    }

    fn end(&mut self) {
        self.ends.end();
        if let Some(thread) = self.thread.take() {
            thread.join().unwrap().unwrap();
        }
    }
}

impl Drop for Served {
    fn drop(&mut self) {
        self.end();
    }
}

/// How many of something: `CONTACTDESK_CASES` of it in a recorded run, a bounded share otherwise.
fn cases(few: usize) -> usize {
    std::env::var("CONTACTDESK_CASES").ok().and_then(|n| n.parse().ok()).unwrap_or(few)
}
