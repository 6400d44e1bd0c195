//! Keys that are held to one thing by their line in `authorized_keys`, and everything else that may be tried with them.

use super::*;
use contactdesk::desk::queries::DayQuery;
use contactdesk::desk::{No, Refusal};
use contactdesk::remote::Client;
use std::os::unix::net::UnixStream;

#[test]
fn a_key_that_may_only_look_up_looks_up() {
    let Some(mut host) = Host::with(Role::Duty, small_service()) else { return };
    for line in [
        "contactdesk next amara",
        "next amara --json",
        "day",
        "find 'kelly khan'",
        "show CH-0001",
        "free rooms fri 10:00",
        "rules",
        "status --json",
    ] {
        let (looks, whole) =
            (host.ssh(&["looks", line]), format!("contactdesk {}", line.trim_start_matches("contactdesk ")));
        assert_eq!(looks.status.code(), Some(0), "{line}: {}", said(&looks));
        // the lines open at the desk are other ones
        if !line.starts_with("status") {
            assert_eq!(looks, host.ssh(&["desk", &whole]), "{line}");
        }
    }
    // errors come in the form that was asked for, also where there is no desk to say no
    host.desk = None;
    let down = host.ssh(&["looks", "contactdesk day --json"]);
    let no: serde_json::Value = serde_json::from_slice(&down.stderr).unwrap();
    assert_eq!((down.status.code(), no["no"].as_str()), (Some(6), Some("unavailable")), "{no}");
}

#[test]
fn a_key_that_may_only_look_up_does_nothing_else() {
    let Some(host) = Host::with(Role::Admin, small_service()) else { return };
    let proof = host.path("proof");
    let touch = format!("touch {}", proof.display());
    // what an ordinary key of the same account does
    assert_eq!(host.ssh(&["desk", &touch]).status.code(), Some(0));
    std::fs::remove_file(&proof).unwrap();
    let entries = || said(&host.ssh(&["desk", "contactdesk ask status --json"]));
    let before = entries();

    for line in [
        touch.clone(),
        format!("contactdesk day; {touch}"),
        format!("contactdesk day\n{touch}"),
        format!("contactdesk day && {touch}"),
        format!("contactdesk find `{touch}`"),
        format!("contactdesk find $({touch})"),
        format!("contactdesk find x | {touch}"),
        format!("contactdesk find x > {}", proof.display()),
        format!("contactdesk find 'x'\"'\"; {touch}; '"),
        format!("contactdesk export jsonl -o {}", proof.display()),
        format!("contactdesk --store {} init", proof.display()),
        format!("contactdesk --keymap {} day", proof.display()),
        format!("sh -c '{touch}'"),
        "contactdesk do undo".to_owned(),
        "contactdesk undo".to_owned(),
        "contactdesk stop".to_owned(),
        "contactdesk user add mallory --role admin".to_owned(),
        "contactdesk --embedded day".to_owned(),
        "contactdesk --as moira day".to_owned(),
        "contactdesk ask journal".to_owned(),
        "contactdesk key check".to_owned(),
        "contactdesk lookup".to_owned(),
        "contactdesk".to_owned(),
        "internal-sftp".to_owned(),
    ] {
        let tried = host.ssh(&["looks", &line]);
        // what is no more than a strange name to look for finds nothing
        let harmless = tried.status.code() == Some(0) && said(&tried).starts_with("nothing is called");
        let refused = tried.stdout.is_empty() && matches!(tried.status.code(), Some(2..=5));
        assert!(harmless || refused, "{line}: {}", said(&tried));
        assert!(!proof.exists(), "{line}");
    }
    // no shell, no terminal, no board
    let shell = host.ssh(&["looks"]);
    insta::assert_snapshot!(said(&shell), @"
    contactdesk: this key may only look up; it has no board
    hint: ssh HOST contactdesk next smith
    ");
    assert_eq!(shell.status.code(), Some(5));
    for words in [&["-tt", "looks"][..], &["-tt", "looks", "contactdesk"], &["-tt", "looks", "contactdesk day"]] {
        let tried = host.ssh(words);
        assert_eq!(tried.status.code(), Some(255), "{words:?}: {}", said(&tried));
        assert!(said(&tried).contains("PTY allocation request failed"), "{}", said(&tried));
    }
    // a host that is careless with what it accepts of the environment
    let mut elsewhere = host.sshd.client(&["looks", "contactdesk day"]);
    let elsewhere = elsewhere.env("CONTACTDESK_STORE", host.path("elsewhere")).output().unwrap();
    assert_eq!(elsewhere.status.code(), Some(5), "{}", said(&elsewhere));
    assert_eq!(entries(), before, "nothing was done");
    host.verifies();
}

#[test]
fn a_key_that_may_only_look_up_brings_no_file_and_forwards_nothing() {
    let Some(host) = Host::with(Role::Duty, small_service()) else { return };
    let stolen = host.path("stolen");
    let copies = |name: &str, way: &str| {
        let mut copy = Command::new("scp");
        copy.arg("-F")
            .arg(host.sshd.config())
            .arg(way)
            .arg(format!("{name}:{}", host.path("key").display()))
            .arg(&stolen);
        copy.stdin(Stdio::null()).output().unwrap().status.success() && std::fs::remove_file(&stolen).is_ok()
    };
    for way in ["-O", "-s"] {
        assert!(copies("desk", way) && !copies("looks", way), "{way}");
    }
    let forwarded = host.ssh(&["-W", &host.sshd.address(), "looks"]);
    assert_eq!((forwarded.status.code(), forwarded.stdout.len()), (Some(255), 0), "{}", said(&forwarded));
    assert!(host.sshd.log().contains("refused local port forward"), "{}", host.sshd.log());
    let back = host.ssh(&["-o", "ExitOnForwardFailure=yes", "-R", "0:127.0.0.1:9", "looks", "contactdesk day"]);
    assert_eq!((back.status.code(), back.stdout.len()), (Some(255), 0), "{}", said(&back));
    let windows = host.sshd.client(&["-v", "-X", "looks", "contactdesk day"]).env("DISPLAY", ":0").output().unwrap();
    assert!(said(&windows).contains("X11 forwarding disabled by key options"), "{}", said(&windows));

    // the desk's socket brought here speaks to whoever logged in: a key that may only look up must never reach it
    let through = |name: &str| {
        let here = host.path(&format!("through-{name}"));
        let forward = format!("{}:{}", here.display(), host.path("socket").display());
        let line = host.sshd.client(&["-N", "-o", "ExitOnForwardFailure=yes", "-L", &forward, name]).spawn().unwrap();
        let _line = Running(line);
        until("the socket is here", || UnixStream::connect(&here).is_ok());
        let away = |why: std::io::Error| Refusal::new(No::Unavailable, why.to_string());
        let client = Client::open(Box::new(move |_| UnixStream::connect(&here).map_err(away)))?;
        support::ask(&client, DayQuery { day: NOW.parse::<Moment>().unwrap().day })
    };
    assert!(through("desk").is_ok());
    assert_eq!(through("looks").unwrap_err().no, No::Unavailable);
    assert!(host.sshd.log().contains("refused streamlocal port forward"), "{}", host.sshd.log());
}

#[test]
fn a_key_for_the_board_alone_has_the_board_alone() {
    let Some(host) = Host::with(Role::Coordinator, small_service()) else { return };
    let Some(mut t) = host.terminal(["board", "sh"], &[], 80, 24) else { return };
    t.sees("Oak: nothing booked here").types("\x1a").types("\x03").types("q");
    assert_eq!(t.ended(), 0);
    t.is_as_it_was();
    let none = host.ssh(&["board", "contactdesk export jsonl"]);
    assert!(none.status.code() == Some(6) && none.stdout.is_empty(), "{}", said(&none));
}
