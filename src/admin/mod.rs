//! Setting a store up and opening it: `init`, `verify`, `key`, and where things lie on this machine.

mod account;
mod paths;
mod setup;

pub use account::{Owner, account, owner_of};
pub use paths::{Places, places};
pub use setup::{Made, check_key, clear_demo, create, open, recover, verify};
