//! Taking the terminal over and giving it back as it was: on leaving, on a panic of any thread, on signals, on suspend.
//!
//! What was on the board is nobody's to find afterwards. Before the terminal is given back the board is cleared off the
//! screen, also off the only one where there is no second, and after it what the terminal has kept to scroll back to.

use super::app::Msg;
use crossterm::cursor::Show;
use crossterm::event::{DisableBracketedPaste, EnableBracketedPaste, Event};
use crossterm::terminal::{
    Clear, ClearType, EndSynchronizedUpdate, EnterAlternateScreen, LeaveAlternateScreen, disable_raw_mode,
    enable_raw_mode,
};
use crossterm::{event, execute};
use signal_hook::consts::{SIGCONT, SIGHUP, SIGINT, SIGTERM, SIGTSTP, SIGWINCH};
use signal_hook::iterator::Signals;
use std::io::{self, IsTerminal, Write};
use std::panic;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::Sender;
use std::thread;

/// Whether the terminal is ours at the moment. The panic hook runs on any thread, so it cannot own the guard.
static OURS: AtomicBool = AtomicBool::new(false);

/// The terminal, taken over until this is dropped.
#[must_use = "the terminal is given back when this is dropped"]
pub(super) struct Guard {
    out: io::Stdout,
}

impl Guard {
    /// Takes the terminal over, or says why it cannot be.
    pub(super) fn enter() -> Result<Self, String> {
        if !io::stdin().is_terminal() || !io::stdout().is_terminal() {
            return Err("the board needs a terminal for both keys and screen, over SSH that of ssh -t; \
                        for scripts there are the lookups, such as contactdesk day, and --json"
                .to_owned());
        }
        let mut guard = Self { out: io::stdout() };
        guard.take().map_err(|why| format!("the terminal cannot be used: {why}"))?;
        Ok(guard)
    }

    /// Gives the terminal back, stops this process as ctrl-z does, and takes the terminal over when it goes on.
    ///
    /// The signal is the one the shell sends: where no shell waits for us, the kernel drops it and we simply go on.
    pub(super) fn suspend(&mut self) -> io::Result<()> {
        give_back();
        signal_hook::low_level::raise(SIGTSTP)?;
        self.take()
    }

    /// Takes the terminal over again, after someone else stopped us and had it.
    pub(super) fn resume(&mut self) -> io::Result<()> {
        disable_raw_mode()?;
        self.take()
    }

    fn take(&mut self) -> io::Result<()> {
        OURS.store(true, Ordering::SeqCst);
        enable_raw_mode()?;
        // the theme decides about colour, not the library's own reading of NO_COLOR
        crossterm::style::force_color_output(true);
        execute!(self.out, EnterAlternateScreen, EnableBracketedPaste)
    }
}

impl Drop for Guard {
    fn drop(&mut self) {
        give_back();
    }
}

/// Gives the terminal back, once. Errors have nowhere to go: the terminal may be what was lost.
fn give_back() {
    if OURS.swap(false, Ordering::SeqCst) {
        let mut out = io::stdout();
        let _ = execute!(out, EndSynchronizedUpdate, Clear(ClearType::All), DisableBracketedPaste);
        let _ = execute!(out, LeaveAlternateScreen, Clear(ClearType::Purge), Show);
        let _ = disable_raw_mode();
        let _ = out.flush();
    }
}

/// Where frames are written. One that is drawn while another thread gives the terminal back is not shown any more.
pub(super) struct Out;

impl Write for Out {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.write_all(bytes).map(|()| bytes.len())
    }

    fn write_all(&mut self, bytes: &[u8]) -> io::Result<()> {
        // looked at under the lock: whoever gives the terminal back clears it after this
        let mut out = io::stdout().lock();
        if OURS.load(Ordering::SeqCst) { out.write_all(bytes) } else { Ok(()) }
    }

    fn flush(&mut self) -> io::Result<()> {
        io::stdout().flush()
    }
}

/// A panic on any thread gives the terminal back before it is reported, and ends the board.
pub(super) fn watch_panics(tell: Sender<Msg>) {
    let before = panic::take_hook();
    panic::set_hook(Box::new(move |info| {
        give_back();
        before(info);
        let _ = tell.send(Msg::Failed);
    }));
}

/// Signals as messages: the link was lost, someone asks us to end, the window has another size, we go on after a stop.
///
/// They are watched from here on. The thread that reads keys would notice a new size too, but only once it has begun to
/// read; and the size may change while we are stopped, when nobody tells us.
pub(super) fn watch_signals(tell: Sender<Msg>) -> io::Result<()> {
    let mut signals = Signals::new([SIGTERM, SIGHUP, SIGINT, SIGWINCH, SIGCONT])?;
    thread::spawn(move || {
        for signal in &mut signals {
            let size = || crossterm::terminal::size().ok().map(|(columns, rows)| Msg::Resize(columns, rows));
            let msgs = match signal {
                SIGWINCH => [None, size()],
                SIGCONT => [Some(Msg::Continued), size()],
                _ => [Some(Msg::Ended), None],
            };
            if msgs.into_iter().flatten().any(|msg| tell.send(msg).is_err()) {
                return;
            }
        }
    });
    Ok(())
}

/// Keys and pastes as messages.
pub(super) fn watch_keys(tell: Sender<Msg>) {
    thread::spawn(move || {
        loop {
            let msg = match event::read() {
                Ok(Event::Key(key)) if key.kind != event::KeyEventKind::Release => Msg::Key(key.into()),
                Ok(Event::Paste(text)) => Msg::Paste(text),
                Ok(_) => continue,
                // the terminal is gone
                Err(_) => Msg::Ended,
            };
            let over = msg == Msg::Ended;
            if tell.send(msg).is_err() || over {
                return;
            }
        }
    });
}
