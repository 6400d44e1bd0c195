//! The planner: where a session can be, what that costs, and why not elsewhere.
//!
//! The rules decide and the planner only orders. It asks for the choice that costs least by the soft rules (`cost.rs`),
//! lets [`crate::rules`] judge the whole bundle, and where they object takes the next room, officer or driver
//! (`bundle.rs`). What may be chosen on a day at a site is worked out once (`choices.rs`), and what the day is taken by lies
//! in bit sets of minutes (`model.rs`), so that hopeless times are passed over without asking the rules; they never hide a
//! choice the rules would allow, which a property test holds them to. The same [`complete`] fills in a booking, so what is
//! offered can be booked and what is refused is refused for the same reason.
//!
//! Reading order: `wish.rs` (what is wanted), `model.rs`, `choices.rs`, `bundle.rs` with `team.rs` and `cars.rs`,
//! `transport.rs`, `cost.rs`, then `slots.rs` (the best slots) and `explain.rs` (why not, and what would make it work).

mod bundle;
mod cars;
mod choices;
mod cost;
mod explain;
mod model;
mod slots;
mod team;
mod transport;
mod wish;

pub use bundle::{Placed, complete, stagger};
pub(crate) use cars::escorted;
pub use cost::{SOFT, SoftRow};
pub use explain::{Why, why};
pub use model::DayModel;
pub use slots::{Found, Search, search, slot, taker};
pub(crate) use transport::seats_for;
pub use wish::Wish;
pub(crate) use wish::{LOOK_BACK, sites, transport};
