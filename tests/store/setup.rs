//! `init`, `key` and `demo`, with the real program.

use super::*;
use std::fs;
use std::os::unix::fs::PermissionsExt;

fn mode(path: &Path) -> u32 {
    fs::metadata(path).unwrap().permissions().mode() & 0o777
}

/// The recovery key in what `init` said, and the rest with `KEY` in its place.
fn recovery(ran: &Ran) -> (String, String) {
    let key = ran.out.lines().find_map(|l| l.strip_prefix("recovery key   ")).unwrap().to_owned();
    (ran.to_string().replace(&key, "KEY"), key)
}

#[test]
fn init_makes_a_store_its_key_outside_it_and_an_admin() {
    let home = tempfile::tempdir().unwrap();
    let (said, recovery) = recovery(&run_in(home.path(), "init --admin asha"));
    insta::assert_snapshot!(said, @"
    store          ~/.local/share/contactdesk/desk
    key file       ~/.config/contactdesk/keys/HOME--local-share-contactdesk-desk.key
    admin          asha
    recovery key   KEY

    Write the recovery key on paper and keep it away from this machine: without the key file and without it,
    nobody can read the store again. It is not shown twice.
    = 0
    ");
    let (data, config) = (home.path().join(".local/share/contactdesk"), home.path().join(".config/contactdesk"));
    let keys: Vec<PathBuf> = fs::read_dir(config.join("keys")).unwrap().map(|e| e.unwrap().path()).collect();
    assert_eq!((keys.len(), mode(&keys[0]), mode(&config.join("keys"))), (1, 0o600, 0o700));
    assert_eq!(mode(&data.join("desk")), 0o700);
    insta::assert_snapshot!(run_in(home.path(), "key check"), @"
    ~/.config/contactdesk/keys/HOME--local-share-contactdesk-desk.key opens the store at ~/.local/share/contactdesk/desk
    = 0
    ");
    insta::assert_snapshot!(run_in(home.path(), "verify"), @"
    journal, records and indexes agree; nothing is wrong
    = 0
    ");
    insta::assert_snapshot!(run_in(home.path(), "--as asha journal"), @"
    1 Thu 26 Nov 2026 09:00 ME (admin) record.add U-0001 asha (asha)
    = 0
    ");
    // it is said once: nothing else ever says it
    for line in ["key check", "verify", "journal", "--json ask status", "settings"] {
        let ran = run_in(home.path(), line);
        assert!(!ran.to_string().contains(&recovery), "{line} tells the recovery key");
    }
}

#[test]
fn init_never_touches_what_is_there() {
    let folder = closed();
    let before = fs::read(folder.path().join("key")).unwrap();
    insta::assert_snapshot!(run_in(folder.path(), "--store store --key-file other init"), @"
    ! contactdesk: there is a store at store already
    ! hint: name another folder: --store DIR
    = 3
    ");
    insta::assert_snapshot!(run_in(folder.path(), "--store new --key-file key init"), @"
    ! contactdesk: the key file key exists already and may belong to another store
    ! hint: name another: --key-file FILE, or move it away
    = 3
    ");
    assert_eq!(fs::read(folder.path().join("key")).unwrap(), before);
    assert!(!folder.path().join("other").exists() && !folder.path().join("new").exists());
    sound(&opened(folder.path()));
}

#[test]
fn init_begins_nothing_that_it_cannot_finish() {
    let home = tempfile::tempdir().unwrap();
    let init = |line: &str| run_in(home.path(), line);
    // a folder that holds something else
    fs::create_dir(home.path().join("full")).unwrap();
    fs::write(home.path().join("full/letter"), "Dear all").unwrap();
    insta::assert_snapshot!(init("--store full --key-file k init"), @"
    ! contactdesk: the folder full is not empty
    ! hint: name a folder that is new or empty: --store DIR
    = 3
    ");
    // a key that a copy of the store would bring along, however it is written
    for key in ["s/key", "./s/key", "other/../s/key"] {
        let ran = init(&format!("--store s --key-file {key} init")).to_string();
        assert!(ran.contains("the key file must lie outside the store") && ran.ends_with("= 2"), "{ran}");
    }
    std::os::unix::fs::symlink(home.path(), home.path().join("link")).unwrap();
    let ran = init("--store s --key-file link/s/key init").to_string();
    assert!(ran.contains("the key file must lie outside the store"), "{ran}");
    // an admin who cannot be named
    let mut process = program(home.path(), "--store s --key-file k init --admin");
    let done = process.arg("two\nlines").output().unwrap();
    assert_eq!((done.status.code(), done.stdout.len()), (Some(2), 0));
    let left: Vec<_> = fs::read_dir(home.path()).unwrap().map(|e| e.unwrap().file_name()).collect();
    assert_eq!(left.len(), 2, "{left:?}: nothing but the full folder and the link");
    // and then it is made
    assert_eq!(init("--store s --key-file k init").status, Some(0));
}

#[test]
fn a_lost_key_file_is_made_again_from_the_recovery_key() {
    let home = tempfile::tempdir().unwrap();
    let (_, recovery) = recovery(&run_in(home.path(), "--store s --key-file k init"));
    let kept = fs::read(home.path().join("k")).unwrap();
    let recover = |text: &str| {
        use std::io::Write;
        let mut process = program(home.path(), "--store s --key-file k key recover");
        let mut child = process.stdin(Stdio::piped()).spawn().unwrap();
        child.stdin.take().unwrap().write_all(text.as_bytes()).unwrap();
        let done = child.wait_with_output().unwrap();
        let plain = |bytes| String::from_utf8(bytes).unwrap();
        Ran { out: plain(done.stdout), err: plain(done.stderr), status: done.status.code() }
    };
    insta::assert_snapshot!(recover(&recovery), @"
    ! contactdesk: the key file k exists already
    ! hint: name another: --key-file FILE, or move it away
    = 3
    ");
    fs::remove_file(home.path().join("k")).unwrap();
    insta::assert_snapshot!(recover("AAAAA-AAAAA"), @"
    ! contactdesk: that is no recovery key: it is too short or too long
    ! hint: copy it again from the paper, all its groups of five
    = 2
    ");
    let slip =
        if recovery.starts_with("AA") { recovery.replacen("AA", "AB", 1) } else { format!("AA{}", &recovery[2..]) };
    insta::assert_snapshot!(recover(&slip), @"
    ! contactdesk: that is no recovery key: a letter is wrong
    ! hint: copy it again from the paper, all its groups of five
    = 2
    ");
    let of_another = MasterKey::generate().unwrap().recovery();
    insta::assert_snapshot!(recover(&of_another), @"
    ! contactdesk: that is the recovery key of another store than the one at s
    ! hint: name its store: --store DIR
    = 2
    ");
    assert!(!home.path().join("k").exists());
    insta::assert_snapshot!(recover(&recovery.to_lowercase().replace('-', " ")), @"
    the key file is at k again
    = 0
    ");
    assert_eq!((fs::read(home.path().join("k")).unwrap(), mode(&home.path().join("k"))), (kept, 0o600));
    assert_eq!(run_in(home.path(), "--store s --key-file k verify").status, Some(0));
}

#[test]
fn demo_stays_away_from_a_real_store() {
    let home = tempfile::tempdir().unwrap();
    assert_eq!(run_in(home.path(), "init").status, Some(0));
    insta::assert_snapshot!(run_in(home.path(), "demo --no-open"), @"
    ! contactdesk: there is a real store at ~/.local/share/contactdesk/desk; invented data beside it could be taken for real
    ! hint: name another folder: contactdesk --store DIR demo
    = 3
    ");
    let desk = home.path().join(".local/share/contactdesk/desk");
    insta::assert_snapshot!(run_in(home.path(), &format!("--store {} demo --no-open", desk.display())), @"
    ! contactdesk: the store at ~/.local/share/contactdesk/desk is a real one; demo does not touch it
    ! hint: name another folder: contactdesk --store DIR demo
    = 3
    ");
    assert_eq!(run_in(home.path(), "verify").status, Some(0));
}
