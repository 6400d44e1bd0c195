//! The desk over a real sshd on the loopback: boards in `ssh -tt`, look-ups by `ssh`, keys that may do one thing only.
//!
//! Most tests log in as whoever runs them. One makes the host of README's “Several people at one desk”, with accounts of
//! its own, in a view of this machine that goes away; for that it must be root. Where there is no sshd they say so.
#![cfg(target_os = "linux")]
#![expect(clippy::unwrap_used, reason = "a test that cannot go on says where")]

#[path = "support/invented.rs"]
mod invented;
#[expect(dead_code, reason = "other test binaries use the rest of it")]
mod support;
#[path = "pty/terminal.rs"]
mod terminal;
#[path = "support/waiting.rs"]
#[expect(dead_code, reason = "other test binaries use the rest of it")]
mod waiting;

#[path = "ssh/boards.rs"]
mod boards;
#[path = "ssh/keys.rs"]
mod keys;
#[path = "ssh/lookups.rs"]
mod lookups;
#[path = "ssh/shared_host.rs"]
mod shared_host;
#[path = "ssh/sshd.rs"]
mod sshd;

use contactdesk::admin;
use contactdesk::domain::*;
use rustix::process::{Pid, Signal, kill_process, test_kill_process};
use sshd::{Running, Sshd, said};
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};
use support::{House, NOW, json, small_service};
use terminal::{Terminal, skipped};
use waiting::until;

const PROGRAM: &str = env!("CARGO_BIN_EXE_contactdesk");

/// The line of `authorized_keys` that README shows for a key that is held to one thing, up to the key.
fn readme_line(options: &str) -> &'static str {
    let line = include_str!("../README.md").lines().find(|line| line.starts_with(options)).unwrap();
    line.split("ssh-ed25519").next().unwrap()
}

/// A host with a desk and a way in, reached as `desk`, as `looks` by a key that may only look up, and as `board` by one that
/// has the board alone. Everything lies in a folder that goes away; the desk's clock stands at [`NOW`].
struct Host {
    house: House,
    sshd: Sshd,
    desk: Option<Running>,
    terminals: bool,
}

impl Host {
    /// A host with these records, of whose desk the account that runs this is a user of that role.
    fn with(role: Role, mut records: Vec<Record>) -> Option<Self> {
        let me = admin::account();
        records.push(json(&format!(
            r#"{{"user":{{"id":"U-0099","account":"{me}","name":"{me}","role":"{}"}}}}"#,
            role.said()
        )));
        let mut house = House::with(records);
        house.local.take().unwrap().close().unwrap();
        let path = |name: &str| house.dir.path().join(name).display().to_string();
        std::fs::create_dir(path("home")).unwrap();
        let text =
            format!("store = \"{}\"\nkey_file = \"{}\"\nsocket = \"{}\"\n", path("store"), path("key"), path("socket"));
        std::fs::write(path("contactdesk.toml"), text).unwrap();
        let programs = Path::new(PROGRAM).parent().unwrap().display();
        let more = format!(
            "PermitRootLogin yes\nAuthorizedKeysFile {}\nAcceptEnv CONTACTDESK_STORE\n\
             SetEnv \"CONTACTDESK_CONFIG={}\" \"HOME={}\" \"PATH={programs}:/usr/bin:/bin\"",
            path("authorized_keys"),
            path("contactdesk.toml"),
            path("home"),
        );
        let sshd = Sshd::start(house.dir.path(), &more, |program| Command::new(program))?;
        let held_to = |options| readme_line(options).replace("/usr/local/bin/contactdesk", PROGRAM);
        let (looks, board) = (held_to("restrict,command="), held_to("restrict,pty,command="));
        let key = |name| sshd.name(name, &me);
        let keys = format!("{}\n{looks}{}\n{board}{}\n", key("desk"), key("looks"), key("board"));
        std::fs::write(path("authorized_keys"), keys).unwrap();
        let let_in = sshd.ssh(&["desk", "echo", "in"]);
        if said(&let_in) != "in\n" {
            let why = format!("sshd gives the account {me} nothing to run: {}", said(&let_in).trim());
            // a locked account, or one without a shell, is this machine's affair
            let theirs = ["not allowed because", "Accepted publickey"].iter().any(|text| sshd.log().contains(text));
            assert!(theirs, "{why}\n{}", sshd.log());
            skipped(&why);
            return None;
        }
        // without root sshd hands terminals out only where they belong to the group tty anyway
        let terminals = sshd.ssh(&["-tt", "desk", "true"]).status.success();
        assert!(terminals || sshd.log().contains("chown("), "{}", sshd.log());
        let mut host = Self { house, sshd, desk: None, terminals };
        host.serve();
        Some(host)
    }

    fn path(&self, name: &str) -> PathBuf {
        self.house.dir.path().join(name)
    }

    /// The program on the host itself.
    fn here(&self, words: &[&str]) -> Command {
        let mut program = Command::new(PROGRAM);
        program.args(words).env("CONTACTDESK_CONFIG", self.path("contactdesk.toml")).env("HOME", self.path("home"));
        program.env_remove("CONTACTDESK_STORE").env_remove("CONTACTDESK_NOW").stdin(Stdio::null());
        program
    }

    fn serve(&mut self) {
        let mut desk = self.here(&["serve", "--now", NOW]).stderr(Stdio::piped()).spawn().unwrap();
        let pipe = desk.stderr.take().unwrap();
        self.desk = Some(Running(desk));
        waiting::says("is served", pipe);
    }

    fn ssh(&self, words: &[&str]) -> Output {
        self.sshd.ssh(words)
    }

    /// `ssh -tt` in a terminal; `None`, said aloud, where there can be none.
    fn terminal(&self, words: [&str; 2], env: &[(&str, &str)], columns: u16, rows: u16) -> Option<Terminal> {
        if !self.terminals {
            skipped("sshd may hand no terminals out here: run it as root");
            return None;
        }
        self.sshd.terminal(words, env, columns, rows)
    }

    /// A board of its own in a terminal of its own.
    fn board(&self, env: &[(&str, &str)], columns: u16, rows: u16) -> Option<Terminal> {
        self.terminal(["desk", "contactdesk"], env, columns, rows)
    }

    /// Ends the desk and has its store looked over.
    fn verifies(mut self) {
        let mut desk = self.desk.take().unwrap();
        kill_process(Pid::from_child(&desk.0), Signal::TERM).unwrap();
        assert_eq!(desk.0.wait().unwrap().code(), Some(0));
        let verified = said(&self.here(&["verify"]).output().unwrap());
        assert_eq!(verified, "journal, records and indexes agree; nothing is wrong\n");
    }

    /// Who has a board open, as `status` says.
    fn boards(&self) -> String {
        let status = said(&self.ssh(&["desk", "contactdesk", "status"]));
        let line = status.lines().find_map(|line| line.strip_prefix("boards"));
        line.unwrap_or_else(|| panic!("{status}")).trim().to_owned()
    }
}
