//! Who may open a store, and what everybody else is told.

use super::*;

#[test]
fn a_second_process_is_told_who_has_it_and_comes_in_afterwards() {
    let folder = closed();
    let desk = desk(folder.path());
    let told = on_store(folder.path(), "day").to_string().replace(&std::process::id().to_string(), "PID");
    insta::assert_snapshot!(told, @"
    ! contactdesk: the store at store is in use by another contactdesk (process PID)
    ! hint: close it there, or try again when it is done
    = 6
    ");
    let json = on_store(folder.path(), "--json verify");
    let said: serde_json::Value = serde_json::from_str(&json.err).unwrap();
    assert_eq!((json.status, json.out.as_str()), (Some(6), ""), "{json}");
    assert!(said.to_string().contains("in use by another contactdesk"), "{said}");
    desk.close().unwrap();
    assert_eq!(on_store(folder.path(), "day").status, Some(0));
}

#[test]
fn the_wrong_key_opens_nothing() {
    let (folder, other) = (closed(), closed());
    let key = folder.path().join("key");
    std::fs::copy(other.path().join("key"), &key).unwrap();
    insta::assert_snapshot!(on_store(folder.path(), "day"), @"
    ! contactdesk: the key does not open the store at store; name its own with --key-file
    = 6
    ");
    insta::assert_snapshot!(on_store(folder.path(), "key check"), @"
    ! contactdesk: the key does not open the store at store; name its own with --key-file
    = 6
    ");
    std::fs::write(&key, "contactdesk key 1\nAAAAA-BBBBB\n").unwrap();
    insta::assert_snapshot!(on_store(folder.path(), "day"), @"
    ! contactdesk: the key file key cannot be read: that is no recovery key: it is too short or too long; name it with --key-file, or make it again from the recovery key: contactdesk key recover
    = 6
    ");
    std::fs::write(&key, "shopping: milk, bread\n").unwrap();
    insta::assert_snapshot!(on_store(folder.path(), "day"), @"
    ! contactdesk: the key file key cannot be read: it is no key file of contactdesk; name it with --key-file, or make it again from the recovery key: contactdesk key recover
    = 6
    ");
    std::fs::remove_file(&key).unwrap();
    insta::assert_snapshot!(on_store(folder.path(), "day"), @"
    ! contactdesk: the key file key cannot be read: No such file or directory (os error 2); name it with --key-file, or make it again from the recovery key: contactdesk key recover
    = 6
    ");
}

#[test]
fn a_key_file_that_others_can_read_is_not_used() {
    use std::os::unix::fs::PermissionsExt;
    let folder = closed();
    let key = folder.path().join("key");
    std::fs::set_permissions(&key, std::fs::Permissions::from_mode(0o640)).unwrap();
    insta::assert_snapshot!(on_store(folder.path(), "day"), @"
    ! contactdesk: the key file key can be read by others; chmod 600 it
    = 6
    ");
}

#[test]
fn a_store_that_is_not_there() {
    let folder = closed();
    insta::assert_snapshot!(run_in(folder.path(), "--store nowhere --key-file key day"), @"
    ! contactdesk: there is no store at nowhere
    ! hint: contactdesk demo makes one with invented data, contactdesk init an empty one
    = 6
    ");
    insta::assert_snapshot!(run_in(folder.path(), "day"), @"
    ! contactdesk: there is no store at ~/.local/share/contactdesk/desk
    ! hint: contactdesk demo makes one with invented data, contactdesk init an empty one
    = 6
    ");
    assert!(!folder.path().join("nowhere").exists());
}

#[test]
fn a_store_of_a_newer_program_is_left_alone() {
    let folder = closed();
    let path = store_of(folder.path()).join("store");
    let text = std::fs::read_to_string(&path).unwrap();
    std::fs::write(&path, text.replace("format 1", "format 2")).unwrap();
    insta::assert_snapshot!(on_store(folder.path(), "day"), @"
    ! contactdesk: the store at store was written by a newer contactdesk (format 2); use that one
    = 6
    ");
    std::fs::write(&path, "format\n").unwrap();
    insta::assert_snapshot!(on_store(folder.path(), "day"), @"
    ! contactdesk: store/store: it does not describe a store
    ! hint: bring that file back from a copy of the store
    = 6
    ");
}

#[test]
fn acting_as_another_and_at_another_time() {
    let folder = closed();
    insta::assert_snapshot!(on_store(folder.path(), "--as nobody day"), @"
    ! contactdesk: “nobody” is no user of this desk
    ! hint: ask an admin to let you in: contactdesk user add nobody --role ROLE
    = 5
    ");
    insta::assert_snapshot!(on_store(folder.path(), "--as clive undo"), @"
    ! contactdesk: there is nothing of yours to undo
    ! hint: contactdesk journal shows what was done
    = 3
    ");
    insta::assert_snapshot!(on_store(folder.path(), "--now 2027-03-28T01:30 day"), @"
    ! contactdesk: there is no 2027-03-28 01:30: the clocks go forward that night, from 01:00 to 02:00
    = 2
    ");
    insta::assert_snapshot!(on_store(folder.path(), "--now yesterday day"), @"
    ! contactdesk: invalid value 'yesterday' for '--now <DATETIME>': “yesterday” is not a date and time; write it as 2026-11-27 16:05
    ! hint: contactdesk --help
    = 2
    ");
    // both names are in the entry
    std::fs::write(folder.path().join("args"), serde_json::to_string(&afternoon(0)).unwrap()).unwrap();
    let booked = on_store(folder.path(), "--as asha do session.book --json args");
    assert_eq!(booked.status, Some(0), "{booked}");
    let entry = opened(folder.path()).entry(2).unwrap().unwrap();
    assert_eq!(
        (entry.actor.account.as_str(), entry.actor.really.clone()),
        ("asha", Some(contactdesk::admin::account()))
    );
    assert_eq!(entry.at.local, "2026-11-26 09:00:00 GMT");
}
