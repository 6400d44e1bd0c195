//! Panels, pure: the deadlines worked back from a sitting, what a referral lacks, the timing of an agenda, interests and
//! the quorum (DOMAIN 3e). Whatever decides, lists or prints asks here, so that a screen and a refusal never differ.

mod clock;
pub mod demand;
pub mod gate;
pub mod reader;

pub use clock::Clock;
pub use demand::Demand;
pub use gate::{Gap, Gate, Light, Tick, Unsaid};
