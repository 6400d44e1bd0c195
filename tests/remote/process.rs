//! Real servers: started by whom, ended by whom, killed at any moment.

use super::running::*;
use super::*;
use std::process::{Command as Program, Output, Stdio};

#[test]
fn what_serve_status_and_stop_say_is_so() {
    let house = house();
    let none = ran(&house, &["status"]);
    assert_eq!(none.status.code(), Some(6));
    assert!(said(&none).contains("no desk runs for"), "{}", said(&none));
    assert_eq!(said(&ran(&house, &["stop"])), "no desk was running\n");
    let desk = Desks::of(&house, &["serve"]);
    let status = ran(&house, &["status"]);
    assert!(said(&status).contains(&format!("process {}", desk.0.id())), "{}", said(&status));
    let second = ran(&house, &["serve"]);
    assert_eq!(second.status.code(), Some(6));
    assert!(said(&second).contains("a desk is running"), "{}", said(&second));
    // lookups and commands go to it; what only the owner of a closed store may say does not
    let day = ran(&house, &["day", "2026-11-26"]);
    assert!(day.status.success(), "{}", said(&day));
    let done = ran(&house, &["do", "record.add", r#"{"record":{"party":{"name":"Uma Dale"}}}"#]);
    assert!(said(&done).contains("Uma Dale added"), "{}", said(&done));
    assert!(said(&ran(&house, &["find", "uma dale"])).contains("Uma Dale"));
    for word in [&["--as", "asha", "day"][..], &["--now", "2026-11-26 09:00", "day"]] {
        let no = ran(&house, word);
        assert_eq!(no.status.code(), Some(5), "{}", said(&no));
    }
    assert_eq!(ran(&house, &["--embedded", "day"]).status.code(), Some(6), "the store is the server's");
    let verified = ran(&house, &["verify"]);
    assert_eq!(said(&verified), "journal, records and indexes agree; nothing is wrong\n");
    assert_eq!(ran(&house, &["verify", "--rebuild"]).status.code(), Some(6));
    assert_eq!(said(&ran(&house, &["stop"])), "the desk has ended\n");
    assert!(!there(&house));
    // at once the store is anyone's who may
    assert!(ran(&house, &["--embedded", "day"]).status.success());
}

#[test]
fn a_stale_socket_is_in_nobodys_way() {
    let house = house();
    Desks::of(&house, &["serve"]).kill();
    assert!(start::socket_of(&house.store_dir()).exists(), "a killed desk leaves its socket behind");
    assert_eq!(ran(&house, &["status"]).status.code(), Some(6));
    assert!(ran(&house, &["day"]).status.success());
    let again = Desks::of(&house, &["serve"]);
    assert!(said(&ran(&house, &["status"])).contains(&format!("process {}", again.0.id())));
}

#[test]
fn a_desk_that_nobody_uses_ends_and_takes_its_socket_away() {
    let (house, other) = (house(), house());
    let mut desk = Desks::of(&house, &["serve", "--idle", "1"]);
    let asha = client(&house);
    // one that began later and that nobody uses is gone by then
    waiting::ended("the other desk", &mut Desks::of(&other, &["serve", "--idle", "1"]).0);
    assert!(there(&house), "somebody is there");
    drop(asha);
    assert_eq!(waiting::ended("the desk", &mut desk.0).code(), Some(0));
    assert!(!start::socket_of(&house.store_dir()).exists());
}

#[test]
fn a_desk_whose_store_was_taken_away_ends_too() {
    let house = house();
    let mut desk = Desks::of(&house, &["serve", "--idle", "1"]);
    std::fs::remove_dir_all(house.store_dir()).unwrap();
    waiting::ended("the desk", &mut desk.0);
}

#[test]
fn a_desk_ends_cleanly_when_the_system_says_so() {
    let house = house();
    for signal in [rustix::process::Signal::TERM, rustix::process::Signal::INT, rustix::process::Signal::HUP] {
        let mut desk = Desks::of(&house, &["serve"]);
        let pid = rustix::process::Pid::from_child(&desk.0);
        rustix::process::kill_process(pid, signal).unwrap();
        assert_eq!(waiting::ended("the desk", &mut desk.0).code(), Some(0), "{signal:?}");
        assert!(!start::socket_of(&house.store_dir()).exists());
    }
}

#[test]
fn a_store_that_lies_deep_is_served_too() {
    let mut house = house();
    let deep = house.dir.path().join("d".repeat(60)).join("e".repeat(60));
    std::fs::create_dir_all(&deep).unwrap();
    for name in ["store", "key"] {
        std::fs::rename(house.dir.path().join(name), deep.join(name)).unwrap();
    }
    let words: Vec<String> =
        ["--store", deep.join("store").to_str().unwrap(), "--key-file", deep.join("key").to_str().unwrap()]
            .map(str::to_owned)
            .to_vec();
    let run = |word: &str| Program::new(env!("CARGO_BIN_EXE_contactdesk")).args(&words).arg(word).output().unwrap();
    let mut desk = Desks::started(Program::new(env!("CARGO_BIN_EXE_contactdesk")).args(&words).arg("serve"));
    assert!(run("status").status.success());
    assert!(run("day").status.success());
    assert!(run("stop").status.success());
    waiting::ended("the desk", &mut desk.0);
    house.local = None;
}

/// The desk of a host: its file, and folders for a home that nobody's store is in.
struct Host(tempfile::TempDir);

impl Host {
    fn new() -> Self {
        let dir = tempfile::tempdir().unwrap();
        let path = |name: &str| dir.path().join(name).display().to_string();
        let text = format!(
            "store = \"{}\"\nkey_file = \"{}\"\nsocket = \"{}\"\n",
            path("var/store"),
            path("etc/key"),
            path("run/socket")
        );
        for folder in ["var", "etc", "run", "home"] {
            std::fs::create_dir(dir.path().join(folder)).unwrap();
        }
        std::fs::write(dir.path().join("etc/contactdesk.toml"), text).unwrap();
        Self(dir)
    }

    fn path(&self, name: &str) -> PathBuf {
        self.0.path().join(name)
    }

    fn program(&self, words: &[&str]) -> Program {
        let mut program = Program::new(env!("CARGO_BIN_EXE_contactdesk"));
        program.args(words).env_clear().env("PATH", std::env::var_os("PATH").unwrap_or_default());
        program.env("HOME", self.path("home")).env("CONTACTDESK_CONFIG", self.path("etc/contactdesk.toml"));
        program.stdin(Stdio::null());
        program
    }

    fn ran(&self, words: &[&str]) -> Output {
        self.program(words).output().unwrap()
    }

    fn serve(&self) -> Desks {
        Desks::started(&mut self.program(&["serve"]))
    }
}

#[test]
fn where_the_desk_of_a_host_is_down_nothing_takes_its_place() {
    let host = Host::new();
    for words in [&["day"][..], &["next", "smith"], &[], &["status"], &["do", "undo"]] {
        let no = host.ran(words);
        assert_eq!(no.status.code(), Some(6), "{words:?} {}", said(&no));
        assert!(no.stdout.is_empty() && !said(&no).contains("nothing"), "{words:?} {}", said(&no));
    }
    let no = host.ran(&["demo", "--no-open"]);
    assert_eq!(no.status.code(), Some(3), "{}", said(&no));
    let no = host.ran(&["init"]);
    assert_eq!(no.status.code(), Some(2), "{}", said(&no));
    assert!(said(&no).contains("init --admin ACCOUNT"), "{}", said(&no));
    let made =
        std::fs::read_dir(host.path("home")).unwrap().count() + std::fs::read_dir(host.path("var")).unwrap().count();
    assert_eq!(made, 0, "nothing was made");
    // a file with a slip in it is no reason to look elsewhere
    std::fs::write(host.path("etc/contactdesk.toml"), "store = \"desk\"").unwrap();
    let no = host.ran(&["day"]);
    assert_eq!(no.status.code(), Some(6), "{}", said(&no));
    assert!(said(&no).contains("three lines"), "{}", said(&no));
}

#[test]
fn the_desk_of_a_host_knows_its_users_by_their_accounts() {
    let host = Host::new();
    let made = host.ran(&["init", "--admin", "ada"]);
    assert!(made.status.success(), "{}", said(&made));
    let mode = |name: &str| {
        use std::os::unix::fs::PermissionsExt;
        std::fs::metadata(host.path(name)).unwrap().permissions().mode() & 0o777
    };
    assert_eq!(mode("var/store"), 0o700);
    let desk = host.serve();
    assert_eq!(mode("run/socket"), 0o666, "everybody may knock");
    // who serves it is nobody there, and nobody is its admin but who `init` named
    let no = host.ran(&["day"]);
    assert_eq!(no.status.code(), Some(5), "{}", said(&no));
    assert!(said(&no).contains("is no user of this desk"), "{}", said(&no));
    drop(desk);
    // a second account, where the test may become one
    if !rustix::process::geteuid().is_root() {
        println!("skipped: only root can become another account");
        return;
    }
    let ours = host.ran(&[
        "--embedded",
        "--as",
        "ada",
        "do",
        "record.add",
        r#"{"record":{"user":{"account":"nobody","name":"N. O. Body","role":"duty"}}}"#,
    ]);
    assert!(ours.status.success(), "{}", said(&ours));
    use std::os::unix::fs::PermissionsExt;
    use std::os::unix::process::CommandExt;
    std::fs::set_permissions(host.0.path(), std::fs::Permissions::from_mode(0o755)).unwrap();
    let copy = host.path("contactdesk");
    std::fs::copy(env!("CARGO_BIN_EXE_contactdesk"), &copy).unwrap();
    let nobody = |words: &[&str]| {
        let mut program = Program::new(&copy);
        program.args(words).env_clear().env("HOME", "/").env("CONTACTDESK_CONFIG", host.path("etc/contactdesk.toml"));
        program.stdin(Stdio::null()).uid(65534).output().unwrap()
    };
    let down = nobody(&["day"]);
    assert_eq!(down.status.code(), Some(6), "{}", said(&down));
    let opened = nobody(&["--embedded", "day"]);
    assert_ne!(opened.status.code(), Some(0), "a store of another account is not opened");
    let _desk = host.serve();
    let day = nobody(&["day"]);
    assert!(day.status.success(), "{}", said(&day));
    let no = nobody(&["do", "session.book", r#"{"date":"2026-11-27","start":"10:00","children":["CH-0001"]}"#]);
    assert_eq!(no.status.code(), Some(5), "{}", said(&no));
    assert_eq!(nobody(&["stop"]).status.code(), Some(5));
}

#[test]
fn the_units_are_printed_for_systemd() {
    let house = house();
    let units = ran(&house, &["serve", "--units"]);
    for line in ["StandardInput=socket", "ListenStream=/run/contactdesk/socket", "User=contactdesk"] {
        assert!(said(&units).contains(line), "{line}");
    }
}

#[test]
fn a_service_manager_hands_the_socket_over() {
    let host = Host::new();
    assert!(host.ran(&["init", "--admin", "ada"]).status.success());
    let listener = std::os::unix::net::UnixListener::bind(host.path("run/socket")).unwrap();
    let mut program = Program::new("sh");
    program.args(["-c", "LISTEN_FDS=1 LISTEN_PID=$$ exec \"$0\" serve", env!("CARGO_BIN_EXE_contactdesk")]);
    program.env("HOME", host.path("home")).env("CONTACTDESK_CONFIG", host.path("etc/contactdesk.toml"));
    program.stdin(std::os::fd::OwnedFd::from(listener.try_clone().unwrap())).stderr(Stdio::null());
    let mut desk = Desks(program.spawn().unwrap());
    // who knocks before it is up waits at the socket
    let no = host.ran(&["day"]);
    assert!(said(&no).contains("is no user of this desk"), "{}", said(&no));
    rustix::process::kill_process(rustix::process::Pid::from_child(&desk.0), rustix::process::Signal::TERM).unwrap();
    assert_eq!(waiting::ended("the desk", &mut desk.0).code(), Some(0));
    assert!(host.path("run/socket").exists(), "the socket is the service manager's");
    drop(listener);
}
