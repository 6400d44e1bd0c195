//! Budgets that are counted and so hold on any machine: bytes to the terminal, bytes to the disk. Those in milliseconds
//! are measured by `cargo bench`.
#![expect(clippy::unwrap_used, reason = "a test that cannot go on says where")]

#[path = "support/invented.rs"]
mod invented;

use contactdesk::clock::Clock;
use contactdesk::desk::commands::Import;
use contactdesk::desk::{Command as DeskCommand, Desk, Local, Opened, Order};
use contactdesk::store::{MasterKey, OpenOptions, Store};
use contactdesk::tui::screen::Screen;
use contactdesk::tui::screens::board::Board;
use contactdesk::tui::testing::Journey;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::Arc;

const NOW: &str = "2026-11-26 09:00";

/// A store with everyone of the invented service and the sessions of one day, in a folder that goes away.
struct Full {
    dir: tempfile::TempDir,
    clock: Clock,
}

impl Full {
    fn new() -> Self {
        let dir = tempfile::tempdir().unwrap();
        let clock = Clock::at(NOW.parse().unwrap()).unwrap();
        let full = Self { dir, clock };
        let key = MasterKey::generate().unwrap();
        key.write(&full.key()).unwrap();
        let store = Store::create(&full.store(), &key, "test", true, &clock.now()).unwrap();
        let local = Local::open(store, clock, Opened::Live).unwrap();
        let over = Some("test data".parse().unwrap());
        let order = Order { command: DeskCommand::Import(Import { records: invented::day(clock.today()) }), over };
        local.seat("root", None, true).unwrap().execute(order).unwrap();
        local.close().unwrap();
        full
    }

    fn store(&self) -> PathBuf {
        self.dir.path().join("store")
    }

    fn key(&self) -> PathBuf {
        self.dir.path().join("key")
    }

    fn open(&self) -> Local {
        let key = MasterKey::read(&self.key()).unwrap();
        let store = Store::open(&self.store(), &key, &OpenOptions::live()).unwrap();
        Local::open(store, self.clock, Opened::Live).unwrap()
    }
}

#[test]
fn a_cursor_move_takes_300_bytes_and_the_text_that_is_new_an_unchanged_frame_none() {
    let full = Full::new();
    let local = full.open();
    let seat = Arc::new(local.seat("root", None, true).unwrap());
    let mut board = Journey::over(seat, Board::new(full.clock.today()), 120, 40);
    let mut screen = Screen::new(std::io::sink(), 120, 40);
    screen.show(|buf| board.app.draw(buf)).unwrap();
    assert_eq!(screen.show(|buf| board.app.draw(buf)).unwrap(), 0);
    let mut moved = 0;
    for key in "l l l l l l l l j j j j j j h h h h k k".split(' ') {
        let before = board.screen();
        board.press(key);
        let after = board.screen();
        let bytes = screen.show(|buf| board.app.draw(buf)).unwrap();
        // the pane tells about another session: that is said in full
        let text = invented::new_text(&before, &after);
        assert!(bytes <= 300 + text, "{key} took {bytes} bytes for {text} bytes of new text");
        moved += usize::from(before != after);
    }
    assert!(moved > 10, "the keys moved the cursor {moved} times only");
}

/// Every file of a folder with its bytes; not the lock, which holds the number of the process that had it last.
fn files(dir: &Path, found: &mut BTreeMap<PathBuf, Vec<u8>>) {
    for entry in std::fs::read_dir(dir).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            files(&path, found);
        } else if path.file_name().is_some_and(|name| name != "lock") {
            found.insert(path.clone(), std::fs::read(&path).unwrap());
        }
    }
}

#[test]
fn a_lookup_leaves_the_store_as_it_was() {
    let full = Full::new();
    let look = |what: &[&str]| {
        let mut command = Command::new(env!("CARGO_BIN_EXE_contactdesk"));
        command.arg("--store").arg(full.store()).arg("--key-file").arg(full.key()).args(["--now", NOW]).args(what);
        let out = command.output().unwrap();
        assert!(out.status.success(), "{what:?}: {}", String::from_utf8_lossy(&out.stderr));
        assert!(!out.stdout.is_empty());
    };
    let mut left = Vec::new();
    // a log that happens to end at the very end of one of sled's segments begins the next whenever it is opened: one more
    // record and it ends elsewhere
    for _ in 0..3 {
        // the first opening may tidy up what the writer left
        look(&["day"]);
        let (mut before, mut after) = (BTreeMap::new(), BTreeMap::new());
        files(&full.store(), &mut before);
        for what in [&["day", "--json"][..], &["day", "2031-01-06"], &["find", "oak"], &["week"], &["journal"]] {
            look(what);
        }
        files(&full.store(), &mut after);
        left =
            after.keys().chain(before.keys()).filter(|path| before.get(*path) != after.get(*path)).cloned().collect();
        if left.is_empty() {
            return;
        }
        look(&["do", "record.add", "--json", r#"{"record":{"carer":{"name":"The Edges"}}}"#]);
    }
    panic!("changed: {left:?}");
}
