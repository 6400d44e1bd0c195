//! Look-ups by `ssh`: what comes out is what comes out on the host, and nobody hears more than their role may.

use super::*;

/// The small service with a session of each child, one child of a restricted case.
fn service() -> Vec<Record> {
    let restricted = |record: Record| match record {
        Record::Child(child) if child.id == ChildId(2) => {
            Child { restricted_to: vec!["moira".parse().unwrap()], ..child }.into()
        }
        other => other,
    };
    let sessions = [
        r#"{"session":{"id":"C-0001","date":"2026-11-26","start":"16:00","end":"17:30","site":"ST-0001","room":"RM-0001","children":["CH-0001"],"parties":["P-0001"],"officers":["OF-0001"],"arrangement":"A-0001","level":"supervised","stagger":{"adult_arrive":"15:45","child_arrive":"16:00","child_leave":"17:30","adult_release":"17:45"},"status":"booked"}}"#,
        r#"{"session":{"id":"C-0002","date":"2026-11-26","start":"10:00","end":"11:30","site":"ST-0001","room":"RM-0002","children":["CH-0002"],"parties":["P-0002"],"officers":["OF-0002"],"arrangement":"A-0002","level":"supervised","stagger":{"adult_arrive":"09:45","child_arrive":"10:00","child_leave":"11:30","adult_release":"11:45"},"status":"booked"}}"#,
    ];
    small_service().into_iter().map(restricted).chain(sessions.map(json)).collect()
}

#[test]
fn output_errors_and_status_come_through() {
    let Some(mut host) = Host::with(Role::Coordinator, service()) else { return };
    let mut statuses = Vec::new();
    for line in [
        "next amara",
        "next",
        "next nobody-of-that-name",
        "day --json",
        "day 'next fri'",
        "find khan --json",
        "show C-0001",
        "show C-0404 --json",
        "free rooms 'fri 14:00-15:30'",
        "do session.book '{}'",
        "--as moira day",
        "do session.book '{\"date\":\"2026-11-26\",\"start\":\"16:15\",\"children\":[\"CH-0001\"],\"room\":\"RM-0001\"}'",
        "settings stagger.before_min 20",
    ] {
        let there = host.ssh(&["desk", &format!("contactdesk {line}")]);
        // the same line on the host, as sshd has it run
        let here = Command::new("sh")
            .args(["-c", &format!("exec {PROGRAM} {line}")])
            .env("CONTACTDESK_CONFIG", host.path("contactdesk.toml"))
            .env("SSH_CONNECTION", "from there to here")
            .env_remove("SSH_TTY")
            .stdin(Stdio::null())
            .output()
            .unwrap();
        assert_eq!(there, here, "{line}");
        statuses.push(there.status.code().unwrap());
    }
    assert_eq!(statuses, [0, 2, 4, 0, 0, 0, 0, 4, 0, 2, 5, 3, 5]);
    let day: serde_json::Value = serde_json::from_slice(&host.ssh(&["desk", "contactdesk day --json"]).stdout).unwrap();
    assert_eq!(day["answer"]["day"]["sessions"].as_array().unwrap().len(), 2, "{day}");
    // without a terminal there is no board, and nothing waits for one
    let none = host.ssh(&["desk", "contactdesk"]);
    insta::assert_snapshot!(said(&none), @"contactdesk: the board needs a terminal for both keys and screen, over SSH that of ssh -t; for scripts there are the lookups, such as contactdesk day, and --json");
    assert_eq!((none.status.code(), none.stdout), (Some(6), Vec::new()));
    // a desk that is down answers nothing
    host.desk = None;
    for line in ["contactdesk next amara", "contactdesk day --json"] {
        let down = host.ssh(&["desk", line]);
        assert_eq!((down.status.code(), down.stdout.as_slice()), (Some(6), &b""[..]), "{line}");
    }
}

#[test]
fn duty_staff_hear_what_they_may_on_one_screen() {
    let Some(host) = Host::with(Role::Duty, service()) else { return };
    let asked = |line: &str| {
        let answer = said(&host.ssh(&["desk", line]));
        let rows: usize = answer.lines().map(|line| line.chars().count().div_ceil(80).max(1)).sum();
        assert!(rows < 24, "{line}: {answer}");
        format!("$ {line}\n{answer}")
    };
    let lines = ["next amara", "next CH-0002", "day", "find reid", "find khan", "show C-0002", "show CR-0001"];
    let answers: Vec<String> = lines.iter().map(|line| asked(&format!("contactdesk {line}"))).collect();
    insta::assert_snapshot!(answers.join("\n"), @"
    $ contactdesk next amara
    CH-0001 Amara Khan
    today, Thu 26 Nov 2026 16:00-17:30 · Oak, St Andrew's · booked · C-0001
      Amara Khan · with Kelly Khan · supervised by T. Shah

    $ contactdesk next CH-0002
    contactdesk: CH-0002 belongs to a restricted case

    $ contactdesk day
    Thu 26 Nov 2026 · week 48 · 2 sessions · 2 unconfirmed
    ?  10:00-11:30  Elm  C-0002  booked
        Busy (restricted) · D. Mensah
    ?  16:00-17:30  Oak  C-0001  booked
        Amara Khan with Kelly Khan · T. Shah

    $ contactdesk find reid
    nothing is called “reid”

    $ contactdesk find khan
    CH-0001  child          Amara Khan  LCS1001 born 1 May 2019
    P-0001   family member  Kelly Khan  mother

    $ contactdesk show C-0002
    C-0002 session · Thu 26 Nov 2026 10:00-11:30, Elm, D. Mensah · Busy (restricted) · booked
      Sort: contact
      Date: Thu 26 Nov 2026
      Start: 10:00
      End: 11:30
      Site: ST-0001 St Andrew's
      Room: RM-0002 Elm
      Officers: OF-0002 D. Mensah
      Level: supervised
      Status: booked
      Stagger adult arrive: 09:45
      Stagger child arrive: 10:00
      Stagger child leave: 11:30
      Stagger adult release: 11:45

    What happened:
      1 Thu 26 Nov 2026 09:00 root (admin) import ST-0001 St Andrew's, ST-0002 Mayfield, TR-0001 LE1 to LE5: 25 min (31 records in all)

    $ contactdesk show CR-0001
    CR-0001 carer · The Moores
      Name: The Moores
      Sort: in-house foster carer
      Address area: LE3
      Address class: secret
      Address: not shown (secret); contactdesk do address.reveal, with a reason, shows what is on file

    What points at it:
      placement PL-0001 Amara Khan with The Moores

    What comes:
      today, Thu 26 Nov 2026 16:00-17:30 · Oak, St Andrew's · booked · Amara Khan · C-0001

    What happened:
      1 Thu 26 Nov 2026 09:00 root (admin) import ST-0001 St Andrew's, ST-0002 Mayfield, TR-0001 LE1 to LE5: 25 min (31 records in all)
    ");
    // the same in a terminal of that size
    let Some(mut t) = host.terminal(["desk", "contactdesk day"], &[], 80, 24) else { return };
    assert_eq!(t.ended(), 0);
    insta::assert_snapshot!(t.screen().contents(), @"
    Thu 26 Nov 2026 · week 48 · 2 sessions · 2 unconfirmed
    ?  10:00-11:30  Elm  C-0002  booked
        Busy (restricted) · D. Mensah
    ?  16:00-17:30  Oak  C-0001  booked
        Amara Khan with Kelly Khan · T. Shah
    ");
}

/// DOMAIN 4c: each one command, one screen of 80 by 24.
#[test]
fn the_five_questions_of_duty_staff_are_one_command_each() {
    let mut records = service();
    records.push(json(
        r#"{"decision":{"id":"DC-0001","child":"CH-0001","panel":"Placement panel","at":"2026-11-19 14:00","code":"agreed_with_conditions","what":"accommodation by agreement","conditions":[{"what":"reviewed in 8 weeks"}],"decided_by":"R. Whitlock, chair"}}"#,
    ));
    let Some(host) = Host::with(Role::Duty, records) else { return };
    for (line, says) in [
        ("next amara", "16:00-17:30 · Oak, St Andrew's · booked"),
        ("decided amara", "conditions: reviewed in 8 weeks"),
        ("allowed kelly khan", "P-0001 Kelly Khan at St Andrew's"),
        ("now", "on site"),
        ("free officers fri 15:30", "of 2 officers free"),
        ("allowed sam reid", "nobody and nothing is called"),
    ] {
        let Some(mut t) = host.terminal(["desk", &format!("contactdesk {line}")], &[], 80, 24) else { return };
        let status = t.ended();
        let screen = t.screen().contents();
        assert!(screen.contains(says) && (status == 4) == says.starts_with("nobody"), "{line}: {status} {screen}");
        assert!(screen.lines().count() < 24, "{line}: {screen}");
    }
}

#[test]
fn duty_staff_are_told_neither_who_is_restricted_nor_where_a_secret_address_is() {
    let Some(host) = Host::with(Role::Duty, service()) else { return };
    for line in [
        "day --json",
        "week --json",
        "find theo --json",
        "next theo --json",
        "find hidden --json",
        "next oak --json",
        "show CR-0001 --json",
        "show P-0002 --json",
        "ask list '{\"kind\":\"child\"}'",
        "ask list '{\"kind\":\"carer\"}'",
        "ask journal",
        "ask records '{}'",
    ] {
        let answer = said(&host.ssh(&["desk", &format!("contactdesk {line}")]));
        for secret in ["Theo", "Sam Reid", "14 Hidden Lane"] {
            assert!(!answer.contains(secret), "{line}: {answer}");
        }
    }
}
