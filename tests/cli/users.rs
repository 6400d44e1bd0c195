//! Users and their roles, and keys that may only look up.

use super::*;

#[test]
fn the_admin_adds_users_and_nobody_else_does() {
    let house = small();
    insta::assert_snapshot!(run_words(&house, "root", &["user", "add", "noor", "--role", "duty", "--name", "Noor Aziz"], ""), @"
    U-0007 Noor Aziz (noor) added (entry 2)
    = 0
    ");
    insta::assert_snapshot!(run_as(&house, "root", "user add noor --role clerk", ""), @"
    ! contactdesk: U-0007 has that name already
    ! hint: change that record instead
    = 2
    ");
    insta::assert_snapshot!(run_as(&house, "root", "user add bo --role caretaker", ""), @"
    ! contactdesk: “caretaker” is no role
    ! hint: one of coordinator, manager, clerk, officer, duty, auditor, admin
    = 2
    ");
    insta::assert_snapshot!(run_as(&house, "root", "user add bo --role officer --officer OF-0099", ""), @"
    ! contactdesk: there is no OF-0099
    ! hint: contactdesk find TEXT looks an officer up
    = 4
    ");
    insta::assert_snapshot!(run_as(&house, "asha", "user add bo --role duty", ""), @"
    ! contactdesk: a coordinator may not write a user
    ! hint: contactdesk ask commands lists who may do what
    = 5
    ");
    insta::assert_snapshot!(run_as(&house, "noor", "user list", ""), @"
    U-0001  Asha Patel (asha)     coordinator
    U-0002  Moira Hale (moira)    manager
    U-0003  Dot Lane (dot)        duty
    U-0004  T. Shah (ola)         officer
    U-0005  Clive Poe (clive)     clerk
    U-0006  Audrey Finn (audrey)  auditor
    U-0007  Noor Aziz (noor)      duty
    7 records
    = 0
    ");
}

#[test]
fn what_each_role_may_do_is_one_table() {
    let house = small();
    let ran = run_as(&house, "nobody at all", "user roles", "");
    assert_eq!(ran.status, 0, "{ran}");
    for (name, row) in [("session.book", "yes"), ("settings ", "yes")] {
        assert!(ran.out.lines().any(|line| line.contains(name) && line.contains(row)), "{name}: {ran}");
    }
    let rows: serde_json::Value = serde_json::from_str(&run_as(&house, "x", "user roles --json", "").out).unwrap();
    assert_eq!(rows.as_array().unwrap().len(), contactdesk::desk::COMMANDS.len() + contactdesk::desk::QUERIES.len());
}

/// What a key that may only look up gets for a line: the command that is let through, or what it is told.
fn asked(line: &str) -> Result<cli::Sub, Ran> {
    let (mut out, mut err) = (Vec::new(), Vec::new());
    let mut io = Io { out: &mut out, err: &mut err, stdin: &mut std::io::empty(), width: 80 };
    let asked = cli::asked_over_ssh(line, &mut io);
    let said = |bytes| String::from_utf8(bytes).unwrap();
    match asked {
        Ok(args) => Ok(args.command.unwrap()),
        Err(status) => Err(Ran { out: said(out), err: said(err), status: status.0 }),
    }
}

#[test]
fn a_key_that_may_only_look_up_does_nothing_else() {
    for line in [
        "contactdesk next smith",
        "next --to P-1",
        "next 'jack smith' --json",
        "day 2026-11-26",
        "status",
        "find oak --plain",
    ] {
        assert!(asked(line).is_ok(), "{line}");
    }
    for line in [
        "contactdesk do session.book {}",
        "ask users",
        "undo",
        "export jsonl",
        "import x",
        "user add me --role admin",
        "--store /tmp/other day",
        "--as moira day",
        "--now 2026-11-26T09:00 day",
        "--embedded day",
        "lookup",
        "stop",
        "contactdesk",
    ] {
        let no = asked(line).unwrap_err();
        assert_eq!((no.status, no.out.as_str()), (5, ""), "{line}: {no}");
    }
    for line in ["", "day; rm -rf /", "bash -c id", "find 'x"] {
        let no = asked(line).unwrap_err();
        assert!(no.status != 0 && no.out.is_empty(), "{line}: {no}");
    }
}

#[test]
fn what_it_is_told_is_what_anybody_is_told() {
    insta::assert_snapshot!(asked("dya").unwrap_err(), @"
    ! contactdesk: unrecognized subcommand 'dya'
    ! hint: contactdesk --help
    = 2
    ");
    insta::assert_snapshot!(asked("undo --json").unwrap_err(), @r#"
    ! {
    !   "no": "not_permitted",
    !   "what": "this key may only look up",
    !   "hint": "day, week, next, now, tomorrow, round, told, notes, allowed, decided, find, show, free, panel, rules or status, with --json or --plain",
    !   "field": null,
    !   "entry": null,
    !   "findings": [],
    !   "wrong": [],
    !   "orphans": [],
    !   "candidates": [],
    !   "names": {},
    !   "status": 5,
    !   "said": []
    ! }
    = 5
    "#);
    insta::assert_snapshot!(asked("contactdesk --version").unwrap_err(), @"
    contactdesk 0.1.0
    = 0
    ");
    let help = asked("contactdesk next --help").unwrap_err();
    assert!(help.status == 0 && help.out.starts_with("The next sessions of a child") && help.err.is_empty(), "{help}");
}
