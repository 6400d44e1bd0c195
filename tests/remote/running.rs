//! Servers in processes of their own, and clients that wait for them.

use super::*;
use contactdesk::desk::No;
use std::process::{Child as Running, Command as Program, Output, Stdio};
use std::sync::atomic::{AtomicBool, Ordering};
use support::small_service;

/// A store of the small service, closed, so that the binary can open it.
pub(super) fn house() -> House {
    let mut house = House::with(small_service());
    house.local.take().unwrap().close().unwrap();
    house
}

pub(super) fn program(house: &House, words: &[&str]) -> Program {
    let mut program = Program::new(env!("CARGO_BIN_EXE_contactdesk"));
    program.arg("--store").arg(house.store_dir()).arg("--key-file").arg(house.dir.path().join("key")).args(words);
    program.env_remove("CONTACTDESK_NOW").env_remove("CONTACTDESK_STORE");
    program
}

pub(super) fn ran(house: &House, words: &[&str]) -> Output {
    program(house, words).stdin(Stdio::null()).output().unwrap()
}

pub(super) fn said(output: &Output) -> String {
    String::from_utf8_lossy(&[&output.stdout[..], &output.stderr].concat()).into_owned()
}

pub(super) fn there(house: &House) -> bool {
    start::probe(&start::socket_of(&house.store_dir())).unwrap().is_some()
}

/// A server in a process of its own, killed when it is dropped.
pub(super) struct Desks(pub(super) Running);

impl Desks {
    pub(super) fn of(house: &House, words: &[&str]) -> Self {
        Self::started(program(house, words).stdin(Stdio::null()))
    }

    /// Starts one and waits until it is served.
    pub(super) fn started(program: &mut Program) -> Self {
        let mut desk = program.stderr(Stdio::piped()).spawn().unwrap();
        let pipe = desk.stderr.take().unwrap();
        let desk = Self(desk);
        waiting::says("is served", pipe);
        desk
    }

    pub(super) fn kill(mut self) {
        self.0.kill().unwrap();
        self.0.wait().unwrap();
    }
}

impl Drop for Desks {
    fn drop(&mut self) {
        // it may have ended by itself
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

/// A client of whatever server there is: it waits for the next where one was killed.
pub(super) fn client(house: &House) -> Client {
    let socket = start::socket_of(&house.store_dir());
    let connect = move |_| {
        let desk = waiting::soon(|| start::probe(&socket).ok().flatten());
        desk.ok_or_else(|| Refusal::new(No::Unavailable, "no desk comes"))
    };
    Client::open(Box::new(connect)).unwrap()
}

/// Tells hands that it is over when it goes, also because something failed: nobody waits for them for ever.
pub(super) struct Until<'a>(pub(super) &'a AtomicBool);

impl Drop for Until<'_> {
    fn drop(&mut self) {
        self.0.store(true, Ordering::Relaxed);
    }
}
