//! The desk over a Unix socket: one process owns the store, many ask.
//!
//! [`Server`] serves a [`crate::desk::Local`]; [`Client`] is the same port at the other end; [`start`] finds the server of a
//! store or starts it. Who somebody is comes from the socket, never from what they say. A connection carries requests
//! and replies one after the other, or, once it watches, events only.

mod client;
mod server;
pub mod start;
mod wire;

pub use client::{Client, Connect};
pub use server::{Accounts, Door, Ends, Server, Signals};
pub use wire::{Serving, VERSION};

#[cfg(test)]
mod tests;
