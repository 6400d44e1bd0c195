//! The real binary in a real terminal: what it leaves behind, however it ends.
//!
//! Every test waits for what it wants to see, never for a time.
#![cfg(unix)]
#![expect(clippy::unwrap_used, reason = "a test that cannot go on says where")]

#[expect(dead_code, reason = "other test binaries use the rest of it")]
mod support;

#[path = "pty/terminal.rs"]
mod terminal;

#[path = "pty/week.rs"]
mod week;

use contactdesk::desk::Desk;
use contactdesk::tui::{self, Cx, Layer, Pen, Setup};
use ratatui::layout::{Position, Rect};
use rustix::process::Signal;
use std::sync::Arc;
use support::*;
use terminal::Terminal;

const SIZES: [(u16, u16); 2] = [(80, 24), (160, 48)];

/// A store of the small service, closed, so that the binary can open it.
fn house() -> House {
    let mut house = House::with(small_service());
    house.local.take().unwrap().close().unwrap();
    house
}

fn flags(house: &House) -> Vec<String> {
    let (store, key) = (house.store_dir(), house.dir.path().join("key"));
    let flags = ["--store", store.to_str().unwrap(), "--key-file", key.to_str().unwrap()];
    let flags = flags.into_iter().chain(["--as", "asha", "--now", NOW]);
    flags.map(str::to_owned).collect()
}

/// The board of the small service in a terminal, or `None` where there can be none.
fn board(house: &House, columns: u16, rows: u16) -> Option<Terminal> {
    Terminal::running(env!("CARGO_BIN_EXE_contactdesk"), &flags(house), &[], columns, rows)
}

#[test]
fn it_starts_fits_its_terminal_and_leaves_it_as_it_was() {
    let house = house();
    for (columns, rows) in SIZES {
        let Some(mut t) = board(&house, columns, rows) else { return };
        t.sees("Oak: nothing booked here");
        assert!(t.screen().alternate_screen() && t.screen().bracketed_paste() && !t.cooked());
        t.resize(100, 30).until("it is as wide as the terminal", |s| s.contents().contains(&"─".repeat(100)));
        t.types("bama").sees("Amara Khan").types("\r\x13").sees("C-0");
        t.sees("booked (entry").types("u").sees("undone").types("q");
        assert_eq!(t.ended(), 0);
        t.is_as_it_was();
        t.keeps_nothing();
    }
}

#[test]
fn a_paste_is_text_and_never_runs_keys() {
    let house = house();
    let Some(mut t) = board(&house, 80, 24) else { return };
    t.sees("Oak: nothing booked here").types("/").sees("Find:").types("\x1b[200~theo\nq\x1b[201~").sees("theo q");
    t.types("\x1b").sees("ROOMS").types("q");
    assert_eq!(t.ended(), 0);
}

#[test]
fn signals_end_it_and_the_terminal_is_given_back() {
    let house = house();
    for signal in [Signal::TERM, Signal::HUP, Signal::INT] {
        for (columns, rows) in SIZES {
            let Some(mut t) = board(&house, columns, rows) else { return };
            t.sees("Oak: nothing booked here").types("b").sees("Book a").signal(signal);
            assert_eq!(t.ended(), 0, "{signal:?}");
            t.is_as_it_was();
            t.keeps_nothing();
        }
    }
}

#[test]
fn a_blank_screen_holds_nothing_and_comes_back_as_it_was() {
    let house = house();
    for (columns, rows) in SIZES {
        let Some(mut t) = board(&house, columns, rows) else { return };
        t.sees("Oak: nothing booked here").types("b").sees("Book a").types("ama").sees("Amara Khan").types("\x18");
        t.until("it is blank", |s| s.contents().trim().is_empty());
        // cleared as a whole: a terminal that draws a cell late, or is redrawn from its own memory, has nothing to draw
        assert!(t.written().ends_with(b"\x1b[2J\x1b[?25l"), "{:?}", String::from_utf8_lossy(t.written()));
        t.types("q").sees("Book a").sees("LCS1001").types("\x1b");
        t.until("the offers are closed", |s| !s.contents().contains("LCS1001"))
            .types("\x1b")
            .sees("Throw away")
            .types("y")
            .until("the board is back", board_alone)
            .types("q");
        assert_eq!(t.ended(), 0);
    }
}

fn board_alone(screen: &vt100::Screen) -> bool {
    screen.contents().contains("ROOMS") && !screen.contents().contains("Book a")
}

fn prompts(screen: &vt100::Screen) -> usize {
    screen.contents().matches("at the shell>").count()
}

#[test]
fn ctrl_z_goes_to_the_shell_and_fg_comes_back_to_the_same_screen() {
    let house = house();
    for (columns, rows) in SIZES {
        let shell = ["--norc", "--noprofile", "--noediting", "-i"].map(str::to_owned);
        let Some(mut t) = Terminal::running("bash", &shell, &[("PS1", "at the shell> ")], columns, rows) else {
            return;
        };
        let words: Vec<String> = flags(&house).iter().map(|flag| format!("'{flag}'")).collect();
        t.sees("at the shell>").types(&format!("{} {}\r", env!("CARGO_BIN_EXE_contactdesk"), words.join(" ")));
        t.sees("Oak: nothing booked here").types("b").sees("Book a").types("\x1a");
        t.until("the shell has the terminal", |s| !s.alternate_screen() && prompts(s) == 2).sees("Stopped");
        assert!(!t.screen().hide_cursor() && !t.screen().bracketed_paste());
        t.keeps_nothing();
        t.types("echo still; fg\r")
            .until("the form is back", |s| s.alternate_screen() && s.contents().contains("Book a"));
        // a key after esc must not come before esc was read: together they are another key
        t.types("\x1b").until("the board is back", board_alone).types("q");
        t.until("it has ended", |s| !s.alternate_screen() && prompts(s) == 3);
        t.types("exit\r");
        assert_eq!(t.ended(), 0);
    }
}

#[test]
fn no_colour_and_ascii_reach_the_terminal() {
    let house = house();
    let plain = |env: &[(&str, &str)], flag: Option<&str>| {
        let all: Vec<String> = flags(&house).into_iter().chain(flag.map(str::to_owned)).collect();
        let mut t = Terminal::running(env!("CARGO_BIN_EXE_contactdesk"), &all, env, 80, 24)?;
        t.sees("Oak: nothing booked here").types("b").sees("Book a");
        let coloured = t.any_colour();
        let contents = t.screen().contents();
        t.types("\x1b").until("the board is back", board_alone).types("q");
        assert_eq!(t.ended(), 0);
        Some((coloured, contents))
    };
    let Some((coloured, contents)) = plain(&[], None) else { return };
    assert!(coloured && contents.contains('┌'));
    let (coloured, contents) = plain(&[("NO_COLOR", "1")], None).unwrap();
    assert!(!coloured && contents.contains('┌'));
    let (_, contents) = plain(&[("LC_ALL", "C")], Some("--plain")).unwrap();
    assert!(contents.is_ascii(), "{contents}");
}

/// A screen that breaks when it is walked.
struct Broken;

impl Layer for Broken {
    fn scope(&self) -> &'static str {
        "list"
    }

    fn draw(&self, pen: &mut Pen, area: Rect) -> Option<Position> {
        pen.text(area.x, area.y, area.width, "about to break", tui::Tone::Plain);
        None
    }

    fn walk(&mut self, _: &mut Cx, _: tui::layer::Step) {
        panic!("broken on purpose");
    }
}

/// Run by the next test, in a terminal; elsewhere there is nothing to break.
#[test]
fn inside_a_screen_breaks() {
    if std::env::var_os("CONTACTDESK_BREAKS").is_none() {
        return;
    }
    let house = House::with(small_service());
    let desk: Arc<dyn Desk> = Arc::new(house.seat("asha"));
    tui::run(desk, &Setup::default(), Broken).unwrap();
}

#[test]
fn a_panic_gives_the_terminal_back_before_it_is_reported() {
    let own = std::env::current_exe().unwrap();
    let args = ["--exact", "inside_a_screen_breaks", "--nocapture"].map(str::to_owned);
    for (columns, rows) in SIZES {
        let env = [("CONTACTDESK_BREAKS", "1"), ("RUST_BACKTRACE", "0")];
        let Some(mut t) = Terminal::running(own.to_str().unwrap(), &args, &env, columns, rows) else { return };
        t.sees("about to break");
        assert!(t.screen().alternate_screen());
        t.types("j")
            .until("what broke can be read", |s| !s.alternate_screen() && s.contents().contains("broken on purpose"));
        assert_eq!(t.ended(), 101);
        t.is_as_it_was();
        t.keeps_nothing();
    }
}

#[test]
fn without_a_terminal_it_says_what_to_use_instead() {
    let house = house();
    let ran = std::process::Command::new(env!("CARGO_BIN_EXE_contactdesk"))
        .args(flags(&house))
        .stdin(std::process::Stdio::null())
        .output()
        .unwrap();
    let err = String::from_utf8(ran.stderr).unwrap();
    assert!(err.contains("needs a terminal") && err.contains("contactdesk day"), "{err}");
    assert_eq!((ran.status.code(), ran.stdout), (Some(6), Vec::new()));
}
