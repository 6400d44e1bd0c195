//! Several people at one desk, over its socket.
#![expect(clippy::unwrap_used, reason = "a test that cannot go on says where")]

#[path = "support/chance.rs"]
#[expect(dead_code, reason = "no property is tried here")]
mod chance;
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
#[path = "support/waiting.rs"]
#[expect(dead_code, reason = "other test binaries use the rest of it")]
mod waiting;
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
use std::sync::{Arc, Condvar, Mutex};
use std::thread::JoinHandle;
use std::time::Duration;
use support::House;

/// Who comes next: all tests run as one account, so connections are made one after the other, each with a name.
#[derive(Clone, Default)]
struct Names(Arc<Waiting>);

#[derive(Default)]
struct Waiting {
    /// Held by who connects: one after the other.
    turn: Mutex<()>,
    named: Mutex<VecDeque<String>>,
    /// The server has asked who it is.
    asked: Condvar,
}

impl Names {
    /// Connects as an account.
    fn connect(&self, socket: &Path, account: &str) -> Option<UnixStream> {
        let _turn = self.0.turn.lock().unwrap();
        self.0.named.lock().unwrap().push_back(account.to_owned());
        let stream = start::probe(socket).unwrap();
        let mut named = self.0.named.lock().unwrap();
        if stream.is_none() {
            named.pop_back();
            return None;
        }
        // the server asks once for each connection
        let (named, _) = self.0.asked.wait_timeout_while(named, waiting::PATIENCE, |named| !named.is_empty()).unwrap();
        assert!(named.is_empty(), "the server never asked who {account} is");
        stream
    }

    /// Whoever connected last, as the server asks.
    fn who(&self) -> Option<String> {
        let who = self.0.named.lock().unwrap().pop_front();
        self.0.asked.notify_all();
        who
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
        let account = move |_| asked.who().filter(|name| name != "nobody");
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
