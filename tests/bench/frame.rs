//! A frame of the board, and a key with its frame. Budget: 2 ms from key to frame.
#![expect(clippy::unwrap_used, reason = "a bench that cannot go on says where")]

mod support;

use contactdesk::desk::Opened;
use contactdesk::tui::screen::Screen;
use contactdesk::tui::screens::board::Board;
use contactdesk::tui::testing::Journey;
use divan::{Bencher, black_box};
use std::io::sink;
use std::sync::Arc;
use support::Demo;

const SIZES: [(u16, u16); 3] = [(80, 24), (120, 40), (160, 48)];

fn main() {
    divan::main();
}

/// What a frame costs after those keys, pressed in turn; with none, the same frame is drawn again.
fn after(bencher: Bencher, size: (u16, u16), keys: &[&str]) {
    let demo = Demo::new();
    let local = demo.open(Opened::Live);
    let mut board = Journey::over(Arc::new(Demo::seat(&local)), Board::new(demo.today()), size.0, size.1);
    let mut screen = Screen::new(sink(), size.0, size.1);
    screen.show(|buf| board.app.draw(buf)).unwrap();
    let mut next = keys.iter().cycle();
    bencher.bench_local(|| {
        if let Some(key) = next.next() {
            board.press(key);
        }
        black_box(screen.show(|buf| board.app.draw(buf)).unwrap())
    });
}

/// The same again: drawn, compared, nothing written.
#[divan::bench(args = SIZES)]
fn unchanged(bencher: Bencher, size: (u16, u16)) {
    after(bencher, size, &[]);
}

/// The cursor moves to another session and back.
#[divan::bench(args = SIZES)]
fn cursor(bencher: Bencher, size: (u16, u16)) {
    after(bencher, size, &["l", "h"]);
}

/// To the next day and back, the desk asked on the way.
#[divan::bench(args = SIZES)]
fn day_step(bencher: Bencher, size: (u16, u16)) {
    after(bencher, size, &["]", "["]);
}
