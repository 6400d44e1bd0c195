//! What goes over the socket: a greeting that never changes its shape, then messages, each with its length before it.
//!
//! The greeting is 13 bytes: `contactdesk` and the version of the messages, big-endian. Both ends send it first, so that
//! two programs of different versions can say so. A message is a length (u32, little-endian, at most
//! [`codec::FRAME_LIMIT`]) and bincode.

use crate::codec;
use crate::desk::{Answered, Done, Event, Here, Job, JobId, Keep, Order, Query, Refusal, Unsent};
use crate::domain::*;
use std::io::{self, Read, Write};
use std::os::unix::net::UnixStream;
use std::time::{Duration, Instant as Stopwatch};

/// The version of the messages: raise it whenever one of them changes.
pub const VERSION: u16 = 4;

const MAGIC: &[u8; 11] = b"contactdesk";

/// How long the other end may take for one message, once it has begun, and for the greeting.
pub(super) const PATIENCE: Duration = Duration::from_secs(10);

/// What is asked of the desk.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(super) enum Request {
    /// Carry out a command.
    Execute(Box<Order>),
    /// Answer a question.
    Ask(Box<Query>),
    /// Begin long work.
    Start(Box<Job>),
    /// Stop long work.
    Cancel(JobId),
    /// Whose desk is this, and what time is it there?
    Here,
    /// From now on send events on this connection, and nothing else.
    Watch(Board),
    /// What is being served?
    Status,
    /// End.
    Stop,
    /// A board has something else open.
    Look(Board),
    /// A board, by its number, has a form to keep or forget.
    Keep(u64, Keep),
    /// Which forms are kept that no other board than this has open?
    Unsent(u64),
}

/// A board, by a number its account has given it, and the record it has open.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
pub(super) struct Board {
    pub(super) number: u64,
    pub(super) open: Option<Key>,
}

/// What the desk says.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub(super) enum Reply {
    /// Not done, not answered, not let in.
    Refused(Box<Refusal>),
    /// A command is carried out.
    Done(Box<Done>),
    /// An answer.
    Answered(Box<Answered>),
    /// Long work has begun.
    Started(JobId),
    /// It was heard.
    Heard,
    /// Whose desk this is.
    Here(Box<Here>),
    /// Something happened.
    Event(Box<Event>),
    /// What is being served.
    Status(Box<Serving>),
    /// The server ends because somebody wants it to.
    Ends,
    /// The forms that are kept.
    Unsent(Box<Unsent>),
}

/// What a server says of itself.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize, JsonSchema)]
pub struct Serving {
    /// The store, the asker, the last entry.
    pub here: Here,
    /// The version of the program that serves.
    pub program: String,
    /// Its process.
    pub process: u32,
    /// Since when, on the wall.
    pub since: Moment,
    /// Who has a connection open: account and how many boards, in order of the accounts.
    pub boards: Vec<(String, usize)>,
    /// Connections of all kinds.
    pub connections: usize,
}

/// Says hello.
pub(super) fn greet(stream: &mut UnixStream) -> io::Result<()> {
    stream.write_all(&[&MAGIC[..], &VERSION.to_be_bytes()].concat())
}

/// The version the other end speaks; an error if it is no contactdesk.
pub(super) fn greeted(stream: &mut UnixStream) -> io::Result<u16> {
    let mut hello = [0; 13];
    read_by(stream, &mut hello, Stopwatch::now() + PATIENCE)?;
    if hello[..11] == MAGIC[..] {
        Ok(u16::from_be_bytes([hello[11], hello[12]]))
    } else {
        Err(invalid("the other end is no contactdesk"))
    }
}

/// Sends a message, all of it within [`PATIENCE`]. `InvalidInput` if it is too long: then nothing was sent.
pub(super) fn send<T: Serialize>(stream: &mut UnixStream, message: &T) -> io::Result<()> {
    let body = codec::to_bytes("a message", message, codec::FRAME_LIMIT)
        .map_err(|why| io::Error::new(io::ErrorKind::InvalidInput, why))?;
    let frame = [&(body.len() as u32).to_le_bytes()[..], &body].concat();
    let until = Stopwatch::now() + PATIENCE;
    let mut rest = &frame[..];
    while !rest.is_empty() {
        stream.set_write_timeout(Some(left(until)?))?;
        match stream.write(rest) {
            Ok(0) => return Err(io::ErrorKind::WriteZero.into()),
            Ok(sent) => rest = &rest[sent..],
            Err(why) if why.kind() == io::ErrorKind::Interrupted => {}
            Err(why) => return Err(why),
        }
    }
    Ok(())
}

/// Waits for a message, as long as it takes to begin and [`PATIENCE`] for the rest. `None` where the other end has
/// closed. What is no message is `InvalidData`. Memory grows with what has come, not with what a length claims.
pub(super) fn receive<T: serde::de::DeserializeOwned>(stream: &mut UnixStream) -> io::Result<Option<T>> {
    let mut length = [0; 4];
    stream.set_read_timeout(None)?;
    let began = loop {
        match stream.read(&mut length) {
            Err(why) if why.kind() == io::ErrorKind::Interrupted => {}
            Err(why) if why.kind() == io::ErrorKind::ConnectionReset => break 0,
            began => break began?,
        }
    };
    if began == 0 {
        return Ok(None);
    }
    let until = Stopwatch::now() + PATIENCE;
    read_by(stream, &mut length[began..], until)?;
    let length = u64::from(u32::from_le_bytes(length));
    if length > codec::FRAME_LIMIT {
        return Err(invalid("a message is too long"));
    }
    let mut body = Vec::new();
    while (body.len() as u64) < length {
        let at = body.len();
        body.resize((at + 64 * 1024).min(length as usize), 0);
        read_by(stream, &mut body[at..], until)?;
    }
    codec::from_bytes("a message", &body, codec::FRAME_LIMIT)
        .map(Some)
        .map_err(|why| io::Error::new(io::ErrorKind::InvalidData, why))
}

fn invalid(what: &str) -> io::Error {
    io::Error::new(io::ErrorKind::InvalidData, what.to_owned())
}

fn left(until: Stopwatch) -> io::Result<Duration> {
    let left = until.saturating_duration_since(Stopwatch::now());
    if left.is_zero() { Err(io::ErrorKind::TimedOut.into()) } else { Ok(left) }
}

/// Fills a buffer before a time.
fn read_by(stream: &mut UnixStream, buffer: &mut [u8], until: Stopwatch) -> io::Result<()> {
    let mut at = 0;
    while at < buffer.len() {
        stream.set_read_timeout(Some(left(until)?))?;
        match stream.read(&mut buffer[at..]) {
            Ok(0) => return Err(io::ErrorKind::UnexpectedEof.into()),
            Ok(read) => at += read,
            Err(why) if why.kind() == io::ErrorKind::Interrupted => {}
            Err(why) => return Err(why),
        }
    }
    Ok(())
}
