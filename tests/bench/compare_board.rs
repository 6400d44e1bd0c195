//! A program in a terminal of its own, and the memory of a process.

use portable_pty::{CommandBuilder, PtySize, native_pty_system};
use std::io::{Read, Write};
use std::num::NonZero;
use std::process::{Command, Stdio};
use std::sync::mpsc::{Receiver, channel};
use std::time::{Duration, Instant as Stopwatch};

const ROWS: NonZero<u16> = NonZero::new(40).unwrap();
const COLUMNS: NonZero<u16> = NonZero::new(120).unwrap();
const SIZE: PtySize = PtySize { rows: ROWS.get(), cols: COLUMNS.get(), pixel_width: 0, pixel_height: 0 };
const PATIENCE: Duration = Duration::from_mins(1);

/// A terminal of 120 by 40 with a program in it.
pub(crate) struct Screen {
    child: Box<dyn portable_pty::Child + Send + Sync>,
    keys: Box<dyn Write + Send>,
    output: Receiver<Vec<u8>>,
    shown: vt100::Parser,
    /// The terminal lives as long as this.
    _master: Box<dyn portable_pty::MasterPty + Send>,
}

impl Screen {
    /// Starts a program.
    pub(crate) fn of(command: &Command) -> Self {
        let pty = native_pty_system().openpty(SIZE).unwrap();
        let mut builder = CommandBuilder::new(command.get_program());
        builder.args(command.get_args());
        builder.env("TERM", "xterm-256color");
        builder.env("LC_ALL", "C.UTF-8");
        let child = pty.slave.spawn_command(builder).unwrap();
        drop(pty.slave);
        let mut reader = pty.master.try_clone_reader().unwrap();
        let keys = pty.master.take_writer().unwrap();
        let (tell, output) = channel();
        std::thread::spawn(move || {
            let mut bytes = vec![0; 65536];
            while let Ok(n) = reader.read(&mut bytes) {
                if n == 0 || tell.send(bytes[..n].to_vec()).is_err() {
                    return;
                }
            }
        });
        let shown = vt100::Parser::new(ROWS, COLUMNS, 0);
        Self { child, keys, output, shown, _master: pty.master }
    }

    /// Presses keys.
    pub(crate) fn press(&mut self, keys: &str) {
        self.keys.write_all(keys.as_bytes()).unwrap();
        self.keys.flush().unwrap();
    }

    /// Waits until the screen is as wanted.
    pub(crate) fn until(&mut self, wanted: impl Fn(&str) -> bool) {
        let began = Stopwatch::now();
        while !wanted(&self.shown.screen().contents()) {
            let left = PATIENCE.saturating_sub(began.elapsed());
            match self.output.recv_timeout(left) {
                Ok(bytes) => self.shown.process(&bytes),
                Err(why) => panic!("{why}; the screen shows\n{}", self.shown.screen().contents()),
            }
        }
    }

    /// The most memory it had, in KiB.
    pub(crate) fn peak(&self) -> u64 {
        let id = self.child.process_id().unwrap();
        let status = std::fs::read_to_string(format!("/proc/{id}/status")).unwrap();
        let line = status.lines().find_map(|l| l.strip_prefix("VmHWM:")).unwrap();
        line.trim().trim_end_matches(" kB").parse().unwrap()
    }
}

impl Drop for Screen {
    fn drop(&mut self) {
        self.press("q");
        // its output ends with it
        while self.output.recv_timeout(Duration::from_secs(5)).is_ok() {}
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// The most memory a process needed, in KiB, by GNU time; nothing where that is not installed.
pub(crate) fn peak(command: &Command) -> Option<u64> {
    let mut time = Command::new("/usr/bin/time");
    time.args(["-f", "%M"]).arg(command.get_program()).args(command.get_args());
    let out = time.stdin(Stdio::null()).output().ok()?;
    String::from_utf8_lossy(&out.stderr).trim().lines().last()?.parse().ok()
}
