//! Who runs this program, by account name: users are known by name, never by number.

use std::os::unix::fs::MetadataExt;
use std::path::Path;
use std::process::{Command, Stdio};

/// The account name of whoever runs this program; their login name as the environment has it where this machine does not
/// know their number.
pub fn account() -> String {
    let uid = rustix::process::geteuid().as_raw();
    account_of(uid)
        .or_else(|| std::env::var("LOGNAME").or_else(|_| std::env::var("USER")).ok().filter(|name| !name.is_empty()))
        .unwrap_or_else(|| format!("uid{uid}"))
}

/// The account name of a user id: from the password file, or from the directory services that `getent` asks. `None` where
/// nobody knows it.
pub fn account_of(uid: u32) -> Option<String> {
    let users = std::fs::read_to_string("/etc/passwd").unwrap_or_default();
    named(&users, uid).map(str::to_owned).or_else(|| {
        let asked = Command::new("getent").arg("passwd").arg(uid.to_string()).stdin(Stdio::null()).output().ok()?;
        named(&String::from_utf8_lossy(&asked.stdout), uid).map(str::to_owned)
    })
}

fn named(users: &str, uid: u32) -> Option<&str> {
    users.lines().find_map(|line| {
        let mut fields = line.split(':');
        let name = fields.next()?;
        (fields.nth(1)?.parse() == Ok(uid)).then_some(name)
    })
}

/// Whose a directory is.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Owner {
    /// Of whoever runs this program.
    Us,
    /// Of another account.
    Another,
    /// There is no such directory.
    Nobody,
}

/// Whose a directory is.
pub fn owner_of(dir: &Path) -> Owner {
    match std::fs::metadata(dir) {
        Ok(meta) if meta.uid() == rustix::process::geteuid().as_raw() => Owner::Us,
        Ok(_) => Owner::Another,
        Err(_) => Owner::Nobody,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_account_is_found_by_its_number() {
        let users = "root:x:0:0:root:/root:/bin/sh\nasha:x:1001:1001::/home/asha:/bin/bash\nodd\n";
        assert_eq!(named(users, 1001), Some("asha"));
        assert_eq!(named(users, 7), None);
    }
}
