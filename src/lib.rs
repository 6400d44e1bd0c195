//! contactdesk: a keyboard-first desk for a children's contact service.

pub mod clock;
pub mod domain;
pub mod rules;
