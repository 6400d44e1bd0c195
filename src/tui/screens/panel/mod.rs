//! The panel clerk's screens: the referral queue and what it leads to.

pub mod after;
pub mod agenda;
pub mod queue;
pub mod referral;
pub mod requests;
pub mod sitting;
