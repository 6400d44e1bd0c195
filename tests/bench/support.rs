//! A store with the invented service of half a year, on the disk that holds the build.
#![expect(unreachable_pub, reason = "shared by benches, each of which is a crate of its own")]
#![expect(clippy::unwrap_used, reason = "a bench that cannot go on says where")]

use contactdesk::clock::Clock;
use contactdesk::demo;
use contactdesk::desk::commands::Import;
use contactdesk::desk::{Command, Desk, Local, Opened, Order, Seat};
use contactdesk::domain::*;
use contactdesk::store::{MasterKey, OpenOptions, Store};

/// Thursday 26 November 2026, 09:00.
const NOW: &str = "2026-11-26 09:00";

/// The store; it goes away with this.
pub struct Demo {
    dir: tempfile::TempDir,
    key: MasterKey,
    clock: Clock,
}

impl Demo {
    /// Makes it.
    pub fn new() -> Self {
        let dir = tempfile::tempdir_in(env!("CARGO_TARGET_TMPDIR")).unwrap();
        let (key, clock) = (MasterKey::generate().unwrap(), Clock::at(NOW.parse().unwrap()).unwrap());
        drop(Store::create(&dir.path().join("store"), &key, "DEMO", true, &clock.now()).unwrap());
        let made = Self { dir, key, clock };
        let local = made.open(Opened::Live);
        let admin = Self::seat(&local);
        for records in demo::history(demo::Options::new(1, clock.today())) {
            let over = Some("invented data, with its planted problems".parse().unwrap());
            admin.execute(Order { command: Command::Import(Import { records }), over }).unwrap();
        }
        drop(admin);
        local.close().unwrap();
        made
    }

    /// Opens its desk.
    pub fn open(&self, opened: Opened) -> Local {
        let options = if opened == Opened::Live { OpenOptions::live() } else { OpenOptions::once() };
        let store = Store::open(&self.dir.path().join("store"), &self.key, &options).unwrap();
        Local::open(store, self.clock, opened).unwrap()
    }

    /// Its owner's seat.
    pub fn seat(local: &Local) -> Seat {
        local.seat("root", None, true).unwrap()
    }

    /// The day it is there.
    pub fn today(&self) -> Day {
        self.clock.today()
    }
}
