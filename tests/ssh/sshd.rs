//! An sshd of the test's own on the loopback, with its own keys and configuration, and clients that know it.

use crate::terminal::{Terminal, skipped};
use crate::waiting::until;
use std::fmt::Write;
use std::fs::File;
use std::io::Write as _;
use std::net::TcpListener;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Output, Stdio};

/// What a program said, on both ways out.
pub(crate) fn said(output: &Output) -> String {
    String::from_utf8_lossy(&[&output.stdout[..], &output.stderr].concat()).into_owned()
}

/// Where a program is; sshd is where only administrators look.
pub(crate) fn program(name: &str) -> Option<PathBuf> {
    let path = std::env::var_os("PATH").unwrap_or_default();
    let usual = ["/usr/local/sbin", "/usr/sbin", "/sbin"].map(PathBuf::from);
    std::env::split_paths(&path).chain(usual).map(|dir| dir.join(name)).find(|path| path.is_file())
}

/// A program of OpenSSH; where it is missing that is said aloud.
fn openssh(name: &str, package: &str) -> Option<PathBuf> {
    let found = program(name);
    if found.is_none() {
        skipped(&format!("no {name} on this machine (apt-get install {package})"));
    }
    found
}

/// A process that ends with the test.
pub(crate) struct Running(pub(crate) Child);

impl Drop for Running {
    fn drop(&mut self) {
        // it may have ended by itself
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

pub(crate) struct Sshd {
    dir: PathBuf,
    port: u16,
    _running: Running,
}

impl Sshd {
    /// Starts one whose files lie in that folder, with those lines of configuration on top. `within` makes the command
    /// that runs a program. `None`, said aloud, where this machine has no sshd or lets it do nothing.
    pub(crate) fn start(dir: &Path, more: &str, within: impl Fn(&Path) -> Command) -> Option<Self> {
        let sshd = openssh("sshd", "openssh-server")?;
        openssh("ssh", "openssh-client")?;
        openssh("ssh-keygen", "openssh-client")?;
        make_key(dir, "host");
        let host_key = dir.join("host");
        // what a Debian host says, without what is outside the folder; names of hosts are nobody's business here
        let config = format!(
            "{more}\nListenAddress 127.0.0.1\nHostKey {}\nPidFile none\nUsePAM no\nStrictModes no\nUseDNS no\n\
             AuthenticationMethods publickey\nPermitUserRC no\nPrintMotd no\nPrintLastLog no\nMaxStartups 100\n\
             AcceptEnv LANG LC_*\nX11Forwarding yes\nSubsystem sftp internal-sftp\n",
            host_key.display()
        );
        let config_file = dir.join("sshd_config");
        std::fs::write(&config_file, config).unwrap();
        let log = || std::fs::read_to_string(dir.join("sshd.log")).unwrap_or_default();
        for _ in 0..8 {
            let port = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port();
            let mut running = Running(
                within(&sshd)
                    .arg("-De")
                    .arg("-f")
                    .arg(&config_file)
                    .args(["-o", &format!("Port={port}")])
                    .stdin(Stdio::null())
                    .stderr(File::create(dir.join("sshd.log")).unwrap())
                    .spawn()
                    .unwrap(),
            );
            until("sshd listens or ends", || {
                log().contains("Server listening on") || running.0.try_wait().unwrap().is_some()
            });
            if log().contains("Server listening on") {
                return Some(Self { dir: dir.to_owned(), port, _running: running });
            }
            match log().trim() {
                // a folder of the system that a service manager would have made
                text if text.contains("Missing privilege separation directory: ") => {
                    let folder = text.rsplit(": ").next().unwrap_or_default();
                    std::fs::create_dir_all(folder).unwrap();
                }
                text if text.contains("Privilege separation user") => {
                    skipped(&format!("sshd cannot run here: {text}"));
                    return None;
                }
                // somebody else took the port
                text if text.contains("already in use") => {}
                text => panic!("sshd does not start: {text}"),
            }
        }
        panic!("sshd finds no port: {}", log())
    }

    pub(crate) fn log(&self) -> String {
        std::fs::read_to_string(self.dir.join("sshd.log")).unwrap()
    }

    /// Where it listens.
    pub(crate) fn address(&self) -> String {
        format!("127.0.0.1:{}", self.port)
    }

    /// Lets clients call an account by a name, with a key of its own: the key, as `authorized_keys` has it.
    pub(crate) fn name(&self, name: &str, account: &str) -> String {
        let key = make_key(&self.dir, name);
        let host_key = std::fs::read_to_string(self.dir.join("host.pub")).unwrap();
        let known = self.dir.join("known_hosts");
        std::fs::write(&known, format!("[127.0.0.1]:{} {host_key}", self.port)).unwrap();
        let mut text = format!("Host {name}\n");
        for (option, value) in [
            ("HostName", "127.0.0.1"),
            ("Port", &self.port.to_string()),
            ("User", account),
            ("IdentityFile", &self.dir.join(name).display().to_string()),
            ("IdentitiesOnly", "yes"),
            ("IdentityAgent", "none"),
            ("UserKnownHostsFile", &known.display().to_string()),
            ("GlobalKnownHostsFile", "none"),
            ("StrictHostKeyChecking", "yes"),
            ("BatchMode", "yes"),
            ("LogLevel", "ERROR"),
            // more than hosts take
            ("SendEnv", "LANG LC_* NO_COLOR COLORTERM CONTACTDESK_*"),
        ] {
            writeln!(text, "  {option} {value}").unwrap();
        }
        let mut file = File::options().append(true).create(true).open(self.config()).unwrap();
        file.write_all(text.as_bytes()).unwrap();
        key
    }

    /// The clients' configuration, for `-F`.
    pub(crate) fn config(&self) -> PathBuf {
        self.dir.join("ssh_config")
    }

    /// `ssh`, with what it is told before the host.
    pub(crate) fn client(&self, words: &[&str]) -> Command {
        let mut command = Command::new("ssh");
        command.arg("-F").arg(self.config()).args(words).stdin(Stdio::null()).env_remove("DISPLAY");
        for name in ["LANG", "LC_ALL", "LC_CTYPE", "NO_COLOR", "COLORTERM"] {
            command.env_remove(name);
        }
        command
    }

    /// What comes of `ssh` with those words.
    pub(crate) fn ssh(&self, words: &[&str]) -> Output {
        self.client(words).output().unwrap()
    }

    /// `ssh -tt` in a terminal; `None`, said aloud, where there can be none.
    pub(crate) fn terminal(&self, words: [&str; 2], env: &[(&str, &str)], columns: u16, rows: u16) -> Option<Terminal> {
        let config = self.config().display().to_string();
        let words: Vec<String> = ["-F", &config, "-tt"].iter().chain(&words).map(|word| (*word).to_owned()).collect();
        Terminal::running("ssh", &words, env, columns, rows)
    }
}

/// A key in a folder: its public half.
fn make_key(dir: &Path, name: &str) -> String {
    let path = dir.join(name);
    let made = Command::new("ssh-keygen")
        .args(["-q", "-t", "ed25519", "-N", "", "-C", name, "-f"])
        .arg(&path)
        .stdin(Stdio::null())
        .output()
        .unwrap();
    assert!(made.status.success(), "{}", said(&made));
    std::fs::read_to_string(path.with_extension("pub")).unwrap().trim().to_owned()
}
