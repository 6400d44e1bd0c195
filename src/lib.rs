//! contactdesk: a keyboard-first desk for a children's contact service.

pub mod domain;

pub mod clock;
pub mod codec;
pub mod rules;
pub mod store;

pub mod desk;

pub mod exchange;
pub mod lines;

pub mod cli;

pub mod demo;

pub mod admin;
pub mod tui;
