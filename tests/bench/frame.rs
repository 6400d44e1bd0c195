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
    measured(bencher, size, None, keys);
}

/// The same on a screen that other keys open first.
fn inside(bencher: Bencher, open: &str, keys: &[&str]) {
    measured(bencher, (120, 40), Some(open), keys);
}

fn measured(bencher: Bencher, size: (u16, u16), open: Option<&str>, keys: &[&str]) {
    let demo = Demo::new();
    let local = demo.open(Opened::Live);
    let mut board = Journey::over(Arc::new(Demo::seat(&local)), Board::new(demo.today()), size.0, size.1);
    open.map(|keys| board.press(keys));
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

/// The other screens of the day and of panels, by their keys.
const SCREENS: [&str; 20] = [
    "g l", "g c", "g m", "g k", "g x", "g w", "g o", "g z", "g M", "g W", "g E", "g D", "g P", "g j q", "g j a",
    "g j s", "g j b", "g j d", "g j t", "g j v",
];

/// A screen opened and left again, the desk asked on the way.
#[divan::bench(args = SCREENS)]
fn opened(bencher: Bencher, keys: &str) {
    after(bencher, (120, 40), &[keys, "esc"]);
}

/// The cursor of a screen moved.
#[divan::bench(args = SCREENS)]
fn moved(bencher: Bencher, keys: &str) {
    inside(bencher, keys, &["j", "k"]);
}
