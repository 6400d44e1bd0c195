//! README's “Several people at one desk”, done as it is written there: the service user, the group, the file that names the
//! desk, the units, and people of different roles who log in with accounts of their own.
//!
//! The folders the commands write to are ours for as long as it takes: every process runs in a view of this machine in
//! which `/etc` is a copy and `/var`, `/run`, `/home` and `/usr/local/bin` are empty. What a service manager would do with
//! the units the test does, to the letter.

use super::*;
use std::io::Write;
use std::os::fd::OwnedFd;
use std::os::unix::fs::{PermissionsExt, chown};
use std::os::unix::net::UnixListener;

/// Folders of this machine that are other ones in the view.
const FOLDERS: [&str; 5] = ["etc", "var", "run", "home", "usr/local/bin"];
const PATH: &str = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin";

/// `sudo`, where it would ask nobody for a password.
const SUDO: &str = r#"#!/bin/sh
[ "$1" = -u ] || exec "$@"
user=$2; shift 2
exec setpriv --reuid "$user" --regid "$user" --init-groups env -i PATH="$PATH" \
    HOME="$(getent passwd "$user" | cut -d: -f6)" "$@"
"#;

struct Machine(tempfile::TempDir);

impl Machine {
    /// `None`, said aloud, where there can be none.
    fn new() -> Option<Self> {
        if !rustix::process::geteuid().is_root() {
            skipped("only root can set a shared host up");
            return None;
        }
        if let Some(missing) = ["unshare", "setpriv", "useradd"].iter().find(|p| sshd::program(p).is_none()) {
            skipped(&format!("no {missing} on this machine"));
            return None;
        }
        let machine = Self(tempfile::tempdir().unwrap());
        for folder in FOLDERS.into_iter().chain(["var/lib", "var/mail", "var/log", "run/sshd", "work/target/release"]) {
            std::fs::create_dir_all(machine.path(folder)).unwrap();
        }
        let copied = Command::new("cp").args(["-a", "/etc/."]).arg(machine.path("etc")).output().unwrap();
        assert!(copied.status.success(), "{}", said(&copied));
        // what the host may have been set up with already is not what is tried out here
        let _ = std::fs::remove_file(machine.path("etc/contactdesk.toml"));
        std::os::unix::fs::symlink(PROGRAM, machine.path("work/target/release/contactdesk")).unwrap();
        for (name, text) in [("sudo", SUDO), ("systemctl", "#!/bin/sh\necho \"$@\" >> /run/systemctl\n")] {
            let path = machine.path("usr/local/bin").join(name);
            std::fs::write(&path, text).unwrap();
            std::fs::set_permissions(&path, std::fs::Permissions::from_mode(0o755)).unwrap();
        }
        let tried = machine.within(Path::new("true")).output().unwrap();
        if !tried.status.success() {
            skipped(&format!("no view of this machine of our own can be had: {}", said(&tried).trim()));
            return None;
        }
        Some(machine)
    }

    fn path(&self, name: &str) -> PathBuf {
        self.0.path().join(name)
    }

    /// A program in the view; its process is the one that is started.
    fn within(&self, program: &Path) -> Command {
        let binds: Vec<String> =
            FOLDERS.iter().map(|folder| format!("mount --bind {} /{folder}", self.path(folder).display())).collect();
        let mut command = Command::new("unshare");
        command.args(["--mount", "sh", "-ec", &format!("{} && exec \"$@\"", binds.join(" && ")), "sh"]).arg(program);
        command.env_clear().env("PATH", PATH).env("HOME", "/root").stdin(Stdio::null()).current_dir(self.path("work"));
        command
    }

    /// A script as an administrator runs it; what it says.
    fn administrator(&self, script: &str) -> String {
        let ran = self.within(Path::new("bash")).args(["-ec", script]).output().unwrap();
        assert!(ran.status.success(), "{script}\n{}", said(&ran));
        said(&ran)
    }

    /// What a unit that was put in its place says.
    fn unit(&self, name: &str, line: &str) -> String {
        let text = std::fs::read_to_string(self.path("etc/systemd/system").join(name)).unwrap();
        let value = text.lines().find_map(|l| l.strip_prefix(line)?.strip_prefix('=')).map(str::to_owned);
        value.unwrap_or_else(|| panic!("{name} says no {line}"))
    }

    /// The number of a user or group in a file of the system.
    fn number(&self, file: &str, name: &str) -> u32 {
        let text = std::fs::read_to_string(self.path("etc").join(file)).unwrap();
        let line = text.lines().find(|line| line.split(':').next() == Some(name)).unwrap();
        line.split(':').nth(2).unwrap().parse().unwrap()
    }

    /// What the service manager does with the two units.
    fn start(&self) -> Running {
        let socket = self.unit("contactdesk.socket", "ListenStream");
        let path = self.path(socket.trim_start_matches('/'));
        let mode = |line| u32::from_str_radix(&self.unit("contactdesk.socket", line), 8).unwrap();
        let set = |path: &Path, mode| std::fs::set_permissions(path, std::fs::Permissions::from_mode(mode)).unwrap();
        std::fs::create_dir(path.parent().unwrap()).unwrap();
        set(path.parent().unwrap(), mode("DirectoryMode"));
        let listener = UnixListener::bind(&path).unwrap();
        set(&path, mode("SocketMode"));
        let user = self.number("passwd", &self.unit("contactdesk.socket", "SocketUser"));
        chown(&path, Some(user), Some(self.number("group", &self.unit("contactdesk.socket", "SocketGroup")))).unwrap();
        assert_eq!(self.unit("contactdesk.service", "StandardInput"), "socket");
        let script = format!(
            "umask {}; exec sudo -u {} sh -c 'LISTEN_FDS=1 LISTEN_PID=$$ CONTACTDESK_NOW=\"{NOW}\" exec {}'",
            self.unit("contactdesk.service", "UMask"),
            self.unit("contactdesk.service", "User"),
            self.unit("contactdesk.service", "ExecStart")
        );
        let mut desk = self.within(Path::new("sh"));
        desk.args(["-c", &script]).stdin(OwnedFd::from(listener)).stderr(Stdio::null());
        Running(desk.spawn().unwrap())
    }
}

/// The first block of shell commands of the section, word for word.
fn readme_commands() -> &'static str {
    let section = include_str!("../../README.md").split("\n## ").find(|s| s.starts_with("Several people at one desk"));
    section.unwrap().split("```sh\n").nth(1).unwrap().split("```").next().unwrap()
}

#[test]
fn a_shared_host_is_set_up_as_readme_says() {
    let Some(machine) = Machine::new() else { return };
    for account in ["asha", "moira", "dot", "mallory"] {
        machine.administrator(&format!("useradd -m -s /bin/sh -p '*' {account}"));
    }
    let Some(sshd) = Sshd::start(machine.0.path(), "", |program| machine.within(program)) else { return };
    for account in ["asha", "moira", "dot", "mallory"] {
        let held_to = if account == "dot" { readme_line("restrict,command=") } else { "" };
        let key = format!("{held_to}{}", sshd.name(account, account));
        machine.administrator(&format!(
            "install -d -o {account} ~{account}/.ssh; cat > ~{account}/.ssh/authorized_keys <<'end'\n{key}\nend"
        ));
    }
    let told = machine.administrator(readme_commands());
    assert!(told.contains("recovery key") && told.contains("admin          asha"), "{told}");
    assert_eq!(std::fs::read_to_string(machine.path("run/systemctl")).unwrap(), "enable --now contactdesk.socket\n");
    for account in ["moira", "dot"] {
        machine.administrator(&format!("usermod -aG contactdesk-users {account}"));
    }
    // the service is not up yet
    let down = sshd.ssh(&["asha", "contactdesk next smith"]);
    assert_eq!((down.status.code(), down.stdout.len()), (Some(6), 0), "{}", said(&down));
    let mut desk = machine.start();

    only_users_are_let_in(&machine, &sshd);
    two_accounts_see_each_others_work(&sshd);
    each_hears_what_their_role_may(&sshd);
    // nobody but the service user gets at what lies on the disk
    let no =
        sshd.ssh(&["asha", "contactdesk --embedded day; cat /var/lib/contactdesk/desk/store /etc/contactdesk/key"]);
    assert!(no.stdout.is_empty() && said(&no).matches("Permission denied").count() == 2, "{}", said(&no));

    kill_process(Pid::from_child(&desk.0), Signal::TERM).unwrap();
    assert_eq!(desk.0.wait().unwrap().code(), Some(0));
    let verified = machine.administrator("sudo -u contactdesk contactdesk verify");
    assert_eq!(verified, "journal, records and indexes agree; nothing is wrong\n");
}

/// Only who is in the group may knock, only who is a user is let in, and the service user is nobody.
fn only_users_are_let_in(machine: &Machine, sshd: &Sshd) {
    let next = |account: &str| said(&sshd.ssh(&[account, "contactdesk next smith; echo = $?"]));
    insta::assert_snapshot!(next("mallory"), @"
    = 5
    contactdesk: you may not use the socket of this host's desk, /run/contactdesk/socket
    hint: ask who runs the desk to put you in its group
    ");
    insta::assert_snapshot!(next("moira"), @"
    = 5
    contactdesk: “moira” is no user of this desk
    hint: ask an admin to let you in: contactdesk user add moira --role ROLE
    ");
    let no = machine.within(Path::new("sudo")).args(["-u", "contactdesk", "contactdesk", "day"]).output().unwrap();
    assert_eq!(no.status.code(), Some(5), "{}", said(&no));
    for (account, role) in [("moira", "manager"), ("dot", "duty")] {
        let added = sshd.ssh(&["asha", &format!("contactdesk user add {account} --role {role}")]);
        assert_eq!(added.status.code(), Some(0), "{}", said(&added));
    }
}

/// Records come over the line; what one account books is on the other's board.
fn two_accounts_see_each_others_work(sshd: &Sshd) {
    let mut taken = sshd.client(&["asha", "contactdesk import -"]);
    let mut taken = taken.stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().unwrap();
    taken.stdin.take().unwrap().write_all(records().as_bytes()).unwrap();
    assert!(taken.wait().unwrap().success());

    let board = |account: &str| sshd.terminal([account, "contactdesk"], &[], 80, 24).unwrap();
    let (mut asha, mut moira) = (board("asha"), board("moira"));
    asha.sees("Oak: nothing booked here");
    moira.sees("Oak: nothing booked here");
    let open = said(&sshd.ssh(&["asha", "contactdesk status"]));
    assert!(open.contains("asha, moira"), "{open}");
    asha.types("bjo sm").sees("Jo Smith").types("\r\x13").sees("booked (entry");
    moira.sees("Jo").types("q");
    assert_eq!(moira.ended(), 0);
    asha.types("q");
    assert_eq!(asha.ended(), 0);
    let journal = said(&sshd.ssh(&["asha", "contactdesk journal"]));
    assert!(journal.contains("asha (admin) session.book"), "{journal}");
}

/// The restricted child and the secret address are not for duty, and their key is held to what README says.
fn each_hears_what_their_role_may(sshd: &Sshd) {
    let heard = |account: &str, line: &str| said(&sshd.ssh(&[account, &format!("contactdesk {line}")]));
    insta::assert_snapshot!(heard("dot", "next smith"), @"
    CH-0003 Jo Smith
    today, Thu 26 Nov 2026 10:00-11:00 · Elm, St Andrew's · booked · C-0001
      Jo Smith · with Kelly Khan · supervised by T. Shah
    ");
    assert!(heard("moira", "show CH-0002").contains("Theo Reid"));
    for (line, hears) in [
        ("show CH-0002", "belongs to a restricted case"),
        ("show CR-0001", "not shown (secret)"),
        ("find reid", "nothing is called"),
        ("do undo", "may only look up"),
    ] {
        let heard = heard("dot", line);
        assert!(heard.contains(hears) && !heard.contains("Theo") && !heard.contains("Hidden"), "{line}: {heard}");
    }
}

/// The small service without its users, with a Smith, and with one restricted case.
fn records() -> String {
    let smith = [
        r#"{"child":{"id":"CH-0003","name":"Jo Smith","dob":"2017-03-10","height_cm":140,"case_no":"LCS1003"}}"#,
        r#"{"arrangement":{"id":"A-0003","children":["CH-0003"],"parties":["P-0001"],"length_min":60,"status":"active","start":"2026-01-05","level":"supervised","level_reason":"court","planned_on":"2026-01-06","referral_complete_on":"2026-01-02","usual_officers":["OF-0001"]}}"#,
        r#"{"agreement":{"id":"AG-0003","arrangement":"A-0003","signed_on":"2026-01-07"}}"#,
        r#"{"risk_assessment":{"id":"RA-0003","arrangement":"A-0003","made_on":"2026-01-07","expires_on":"2040-01-07"}}"#,
    ]
    .map(json);
    let kept = |record: Record| match record {
        Record::User(_) => None,
        Record::Child(child) if child.id == ChildId(2) => {
            Some(Child { restricted_to: vec!["moira".parse().unwrap()], ..child }.into())
        }
        other => Some(other),
    };
    let all = small_service().into_iter().filter_map(kept).chain(smith);
    all.map(|record: Record| serde_json::to_string(&record).unwrap() + "\n").collect()
}
