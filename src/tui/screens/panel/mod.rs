//! The screens of placement panels.

pub mod after;
pub mod sitting;
