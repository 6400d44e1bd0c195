//! The board in a terminal: asks the desk, draws what it answers, turns keys into commands.
//!
//! Reading order: [`app`] takes in what happens and does what layers ask for; [`layer`] is what a screen implements;
//! [`action`] is what keys, palette and `:` name; [`keymap`] reads the keys. [`form`], [`picker`], [`prompt`] and
//! [`confirm`] are layers every screen can use. Only `terminal` and `screen` touch the terminal, only `worker` the desk.

pub mod action;
pub mod app;
pub mod confirm;
pub mod edit;
pub mod fields;
pub mod form;
pub mod glyphs;
pub mod keymap;
pub mod layer;
pub mod list;
pub mod offer;
pub mod pen;
pub mod picker;
pub mod prompt;
pub mod screen;
pub mod screens;
pub mod tasks;
pub mod testing;
pub mod text;
pub mod theme;
pub mod worker;

mod actions;
mod clip;
mod curtain;
mod cx;
mod drafts;
mod help;
mod terminal;
mod together;
mod view;

pub use action::{Action, Actions, Arg, Args, Call};
pub use app::{App, Cx, Msg};
pub use layer::{Layer, Slot, Step, View};
pub use pen::{Look, Pen};
pub use theme::{Theme, Tone};

use crate::desk::Desk;
use app::{Over, Wish};
use glyphs::Glyphs;
use keymap::Keymap;
use screen::Screen;
use std::io::Write;
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::mpsc::{self, Receiver, RecvTimeoutError};
use std::time::{Duration, Instant};
use worker::Worker;

/// All actions there are.
pub fn actions() -> Actions {
    Actions::of(actions::TABLES)
}

/// What the environment says about the terminal; read by `main`, so that nothing here does.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Setup {
    /// The theme asked for by name.
    pub theme: Option<String>,
    /// Whether lines are to be drawn in ASCII, whatever the locale.
    pub plain: bool,
    /// `NO_COLOR`.
    pub no_color: Option<String>,
    /// `TERM`.
    pub term: Option<String>,
    /// `LC_ALL`, `LC_CTYPE` and `LANG`.
    pub locale: [Option<String>; 3],
    /// The folder of the user's keymaps.
    pub keymaps: Option<PathBuf>,
}

impl Setup {
    /// How things look there, or what there is no theme of.
    pub fn look(&self) -> Result<Look, String> {
        let theme = match &self.theme {
            None => Theme::for_terminal(self.no_color.as_deref(), self.term.as_deref()),
            Some(name) => Theme::named(name)
                .ok_or_else(|| format!("there is no theme called {name}; there are {}", Theme::NAMES.join(" and ")))?,
        };
        let [lc_all, lc_ctype, lang] = &self.locale;
        let glyphs = if self.plain {
            Glyphs::ASCII
        } else {
            Glyphs::for_locale(lc_all.as_deref(), lc_ctype.as_deref(), lang.as_deref())
        };
        Ok(Look { theme, glyphs })
    }

    /// The user's keymap files, or why they cannot be read.
    pub fn own_keymaps(&self) -> Result<Vec<keymap::File>, String> {
        let Some(folder) = &self.keymaps else { return Ok(Vec::new()) };
        keymap::own(folder).map_err(|why| format!("the keymaps at {} cannot be read: {why}", folder.display()))
    }
}

/// Runs the board in the terminal until it is left. An error is a sentence for the user.
pub fn run(desk: Arc<dyn Desk>, setup: &Setup, first: impl Layer) -> Result<(), String> {
    let look = setup.look()?;
    let actions = actions();
    let (keymap, mistakes) = Keymap::load(&setup.own_keymaps()?, &actions);
    let mut guard = terminal::Guard::enter()?;
    let (tell, inbox) = mpsc::channel();
    terminal::watch_panics(tell.clone());
    terminal::watch_signals(tell.clone()).map_err(|why| format!("signals cannot be watched: {why}"))?;
    terminal::watch_keys(tell.clone());
    let here = desk.here();
    let worker = Worker::start(desk, tell);
    let mut app = App::new(look, keymap, actions, here, Box::new(worker), Box::new(first));
    if let [first, rest @ ..] = mistakes.as_slice() {
        let more = if rest.is_empty() { String::new() } else { format!(" and {} more", rest.len()) };
        app.warn(format!("your keymaps are not used: {first}{more}; contactdesk keys --check FILE lists them"));
    }
    app.welcome();
    let over = turn(&mut app, &mut guard, &inbox).map_err(|why| format!("the terminal failed: {why}"));
    farewell(&mut app, &inbox);
    drop(guard);
    match over? {
        Over::Quit | Over::Ended => Ok(()),
        Over::Failed => Err("the board ended because a part of it failed; what was saved is safe".to_owned()),
    }
}

/// The most time it takes to leave: by then the desk keeps what was typed, or cannot be reached.
const FAREWELL: Duration = Duration::from_secs(1);

/// Whatever ended the board, the desk keeps what was typed in it.
fn farewell(app: &mut App, inbox: &Receiver<Msg>) {
    let began = Instant::now();
    app.leave();
    while app.keeping() {
        match inbox.recv_timeout(FAREWELL.saturating_sub(began.elapsed())) {
            Ok(reply @ Msg::Reply(_)) => app.handle(reply, app.now),
            Ok(_) if began.elapsed() < FAREWELL => {}
            _ => return,
        }
    }
}

/// The loop: draws when something changed, waits, takes in everything that has happened.
fn turn(app: &mut App, guard: &mut terminal::Guard, inbox: &Receiver<Msg>) -> std::io::Result<Over> {
    let began = Instant::now();
    let (columns, rows) = crossterm::terminal::size()?;
    let mut screen = Screen::new(terminal::Out, columns, rows);
    loop {
        match app.take_wish() {
            Some(Wish::Suspend) => {
                guard.suspend()?;
                screen.forget();
            }
            Some(Wish::Redraw) => {
                guard.resume()?;
                screen.forget();
            }
            Some(Wish::Copy(text)) => {
                if let Some(sequence) = clip::sequence(&text) {
                    terminal::Out.write_all(sequence.as_bytes())?;
                    terminal::Out.flush()?;
                }
            }
            Some(Wish::Clear) => screen.forget(),
            None => {}
        }
        if app.take_dirty() {
            screen.show(|buf| app.draw(buf))?;
        }
        let wait = app.wake().saturating_sub(began.elapsed());
        let mut next = match inbox.recv_timeout(wait) {
            Ok(msg) => Some(msg),
            Err(RecvTimeoutError::Timeout) => None,
            // our own senders live as long as this
            Err(RecvTimeoutError::Disconnected) => return Ok(Over::Failed),
        };
        app.tick(began.elapsed());
        while let Some(msg) = next {
            if let Msg::Resize(columns, rows) = msg {
                screen.resize(columns, rows);
            }
            app.handle(msg, began.elapsed());
            if let Some(over) = app.over() {
                return Ok(over);
            }
            next = inbox.try_recv().ok();
        }
    }
}

#[cfg(test)]
mod tests;
