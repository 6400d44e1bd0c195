//! A terminal with a program in it.

use portable_pty::{Child, CommandBuilder, MasterPty, PtySize, native_pty_system};
use rustix::process::{Pid, Signal, kill_process};
use std::io::{Read, Write};
use std::num::NonZeroU16;
use std::sync::mpsc::{Receiver, channel};
use std::thread;
use std::time::{Duration, Instant};
use vt100::{Color, Parser, Screen};

/// When what is waited for counts as missing.
const PATIENCE: Duration = Duration::from_secs(30);
/// How long a program writes nothing that has written all it has to.
const PAUSE: Duration = Duration::from_millis(300);

pub(crate) struct Terminal {
    master: Box<dyn MasterPty + Send>,
    keys: Box<dyn Write + Send>,
    child: Box<dyn Child + Send + Sync>,
    bytes: Receiver<Vec<u8>>,
    parser: Parser,
    /// Everything that was written to it.
    written: Vec<u8>,
}

fn size(columns: u16, rows: u16) -> PtySize {
    PtySize { rows, cols: columns, ..PtySize::default() }
}

impl Terminal {
    /// A program in a terminal of its own, with no environment but these variables and where programs are; `None`, said
    /// aloud, where the machine gives no terminal or has no such program.
    pub(crate) fn running(
        program: &str,
        args: &[String],
        env: &[(&str, &str)],
        columns: u16,
        rows: u16,
    ) -> Option<Self> {
        let pair = match native_pty_system().openpty(size(columns, rows)) {
            Ok(pair) => pair,
            Err(why) => {
                skipped(&format!("no terminal can be had: {why}"));
                return None;
            }
        };
        let mut command = CommandBuilder::new(program);
        command.args(args);
        command.env_clear();
        let path = std::env::var("PATH").unwrap_or_default();
        for (name, value) in [("PATH", path.as_str()), ("TERM", "xterm-256color"), ("LC_ALL", "C.UTF-8"), ("HOME", "/")]
        {
            command.env(name, value);
        }
        for (name, value) in env {
            command.env(name, value);
        }
        let child = match pair.slave.spawn_command(command) {
            Ok(child) => child,
            Err(why) => {
                skipped(&format!("{program} cannot be run: {why}"));
                return None;
            }
        };
        drop(pair.slave);
        let mut reader = pair.master.try_clone_reader().unwrap();
        let (tell, bytes) = channel();
        thread::spawn(move || {
            let mut buffer = [0; 4096];
            while let Ok(n @ 1..) = reader.read(&mut buffer) {
                if tell.send(buffer[..n].to_vec()).is_err() {
                    return;
                }
            }
        });
        let keys = pair.master.take_writer().unwrap();
        let some = |n| NonZeroU16::new(n).unwrap();
        let parser = Parser::new(some(rows), some(columns), 0);
        Some(Self { master: pair.master, keys, child, bytes, parser, written: Vec::new() })
    }

    pub(crate) fn screen(&self) -> &Screen {
        self.parser.screen()
    }

    fn take(&mut self, bytes: &[u8]) {
        self.parser.process(bytes);
        self.written.extend_from_slice(bytes);
    }

    /// Takes in what the program writes until it is so.
    pub(crate) fn until(&mut self, what: &str, so: impl Fn(&Screen) -> bool) -> &mut Self {
        let end = Instant::now() + PATIENCE;
        while !so(self.parser.screen()) {
            match self.bytes.recv_timeout(end.saturating_duration_since(Instant::now())) {
                Ok(bytes) => self.take(&bytes),
                Err(why) => panic!("{what}: never so ({why}):\n{}", self.parser.screen().contents()),
            }
        }
        self
    }

    /// Takes in what the program writes until it has paused; how many bytes it has written so far.
    pub(crate) fn received(&mut self) -> usize {
        while let Ok(bytes) = self.bytes.recv_timeout(PAUSE) {
            self.take(&bytes);
        }
        self.written().len()
    }

    /// Waits for a text on the screen.
    pub(crate) fn sees(&mut self, text: &str) -> &mut Self {
        self.until(text, |screen| screen.contents().contains(text))
    }

    pub(crate) fn types(&mut self, keys: &str) -> &mut Self {
        self.keys.write_all(keys.as_bytes()).unwrap();
        self
    }

    pub(crate) fn resize(&mut self, columns: u16, rows: u16) -> &mut Self {
        self.master.resize(size(columns, rows)).unwrap();
        let some = |n| NonZeroU16::new(n).unwrap();
        self.parser.screen_mut().set_size(some(rows), some(columns));
        self
    }

    pub(crate) fn signal(&mut self, signal: Signal) {
        let pid = self.child.process_id().and_then(|pid| Pid::from_raw(pid.cast_signed())).unwrap();
        kill_process(pid, signal).unwrap();
    }

    /// Waits for the program to end; its status.
    pub(crate) fn ended(&mut self) -> u32 {
        let end = Instant::now() + PATIENCE;
        // the reader ends with the terminal, which ends with the last process in it
        while let Ok(bytes) = self.bytes.recv_timeout(end.saturating_duration_since(Instant::now())) {
            self.take(&bytes);
        }
        assert!(Instant::now() < end, "it never ended:\n{}", self.parser.screen().contents());
        self.child.wait().unwrap().exit_code()
    }

    /// Whether the terminal echoes and reads lines, as a shell wants it.
    pub(crate) fn cooked(&self) -> bool {
        let modes = format!("{:?}", self.master.get_termios().unwrap().local_flags);
        ["ECHO ", "ICANON", "ISIG"].iter().all(|mode| format!("{modes} ").contains(mode))
    }

    /// Asserts that nothing of the board is left behind in the terminal.
    pub(crate) fn is_as_it_was(&self) {
        let screen = self.screen();
        assert!(!screen.alternate_screen(), "the alternate screen is left on");
        assert!(!screen.hide_cursor(), "the cursor is left hidden");
        assert!(!screen.bracketed_paste(), "bracketed paste is left on");
        assert!(self.cooked(), "raw mode is left on");
    }

    /// Everything that was written to it so far.
    pub(crate) fn written(&self) -> &[u8] {
        &self.written
    }

    /// Asserts that whoever scrolls back finds nothing of the board: what it drew is cleared before the screen is given
    /// back, and what the terminal kept of it after.
    pub(crate) fn keeps_nothing(&self) {
        let at = |what: &[u8]| self.written.windows(what.len()).rposition(|w| w == what);
        let (cleared, left, purged) = (at(b"\x1b[2J"), at(b"\x1b[?1049l"), at(b"\x1b[3J"));
        assert!(cleared.is_some() && cleared < left && left < purged, "{cleared:?} {left:?} {purged:?}");
        // a terminal that has no second screen draws the board on its only one
        let (rows, columns) = self.screen().size();
        let mut only = Parser::new(rows, columns, 0);
        let text = String::from_utf8_lossy(&self.written[..left.unwrap_or(0)]);
        only.process(text.replace("\x1b[?1049h", "").as_bytes());
        assert_eq!(only.screen().contents().trim(), "", "the board is left on the screen");
    }

    /// Whether any cell has a colour.
    pub(crate) fn any_colour(&self) -> bool {
        let (rows, columns) = self.screen().size();
        let cells = (0..rows.get()).flat_map(|y| (0..columns.get()).map(move |x| (y, x)));
        cells
            .filter_map(|(y, x)| self.screen().cell(y, x))
            .any(|c| c.fgcolor() != Color::Default || c.bgcolor() != Color::Default)
    }
}

impl Drop for Terminal {
    fn drop(&mut self) {
        // only where a test failed in the middle is there anything left to end
        let _ = self.child.kill();
    }
}

/// Says that a test did not run, and why: past the harness, which keeps to itself what a test that passes has printed.
pub(crate) fn skipped(why: &str) {
    std::io::stderr().write_all(format!("skipped: {why}\n").as_bytes()).unwrap();
}
