//! Setting a store up and opening it: `init`, `verify`, `key`, and where things lie on this machine.

mod account;
mod backup;
mod paths;
mod serve;
mod setup;

pub use account::{Owner, account, account_of, owner_of};
pub use backup::{backup, restore};
pub use paths::{At, Places, System, places};
pub use serve::{IDLE, Service, down, reach, running, said, serve, sign, status, stop, units, verify_running};
pub use setup::{Made, check_key, clear_demo, create, open, recover, verify};
