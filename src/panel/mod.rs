//! Panels, pure: the deadlines worked back from a sitting, what a referral lacks, the timing of an agenda, interests and
//! the quorum (DOMAIN 3e). Whatever decides, lists or prints asks here, so that a screen and a refusal never differ.

pub mod agenda;
mod clock;
pub mod demand;
pub mod gate;
pub mod items;
pub mod list;
pub mod reader;
pub mod room;

pub use clock::Clock;
pub use demand::Demand;
pub use gate::{Gap, Gate, Light, Tick, Unsaid};
