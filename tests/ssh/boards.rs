//! Boards in `ssh -tt`.

use super::*;
use std::time::Instant;

#[test]
fn what_one_board_books_is_on_the_other_and_a_cut_line_ends_one_board_only() {
    let Some(host) = Host::with(Role::Coordinator, small_service()) else { return };
    let me = admin::account();
    let Some(mut one) = host.board(&[], 80, 24) else { return };
    // the process of the other is known by its number
    let number = host.path("number");
    let line = format!("sh -c 'echo $$ > {}; exec contactdesk'", number.display());
    let mut other = host.terminal(["desk", &line], &[], 80, 24).unwrap();
    one.sees("Oak: nothing booked here");
    other.sees("Oak: nothing booked here");
    assert_eq!(host.boards(), format!("{me} (2 boards)"));
    assert!(one.screen().alternate_screen() && one.screen().bracketed_paste() && !one.cooked());

    one.types("bama").sees("Amara Khan").types("\r").sees("Kelly Khan");
    let saved = Instant::now();
    one.types("\x13");
    other.sees("Amara");
    println!("on the other board {:?} after the key", saved.elapsed());
    one.sees("booked (entry");
    other.resize(100, 30).until("it is as wide as its terminal", |s| s.contents().contains(&"─".repeat(100)));
    one.types("u").sees("undone");
    other.until("what was undone is gone", |s| !s.contents().contains("Amara"));

    // there is no shell behind a board to stop it for
    one.types("\x1a")
        .types("b")
        .sees("Book a")
        .types("\x1b")
        .until("the board is back", |s| s.contents().contains("ROOMS") && !s.contents().contains("Book a"));
    one.types("q");
    assert_eq!(one.ended(), 0);
    one.is_as_it_was();
    one.keeps_nothing();

    let number: i32 = std::fs::read_to_string(number).unwrap().trim().parse().unwrap();
    let board = Pid::from_raw(number).unwrap();
    other.types("b").sees("Book a");
    test_kill_process(board).unwrap();
    other.signal(Signal::KILL);
    waiting::gone("the board, with its line,", board);
    until("the desk knows", || host.boards() == "nobody");
    host.verifies();
}

/// The first board of a private store starts its desk, from within a session of SSH that may be cut.
#[test]
fn the_desk_that_a_board_started_outlives_the_session_it_was_started_in() {
    let Some(host) = Host::with(Role::Coordinator, Vec::new()) else { return };
    let mut private = House::with(small_service());
    private.local.take().unwrap().close().unwrap();
    let flags = format!(
        "contactdesk --store {} --key-file {}",
        private.store_dir().display(),
        private.dir.path().join("key").display()
    );
    let Some(mut first) = host.terminal(["desk", &flags], &[], 80, 24) else { return };
    first.sees("ROOMS").types("q");
    // nothing of the desk holds the session open
    assert_eq!(first.ended(), 0);
    first.is_as_it_was();
    let process = || said(&host.ssh(&["desk", &format!("{flags} status")]));
    until("the board is gone", || process().contains("boards      nobody"));
    let began = process();
    let mut second = host.terminal(["desk", &flags], &[], 80, 24).unwrap();
    second.sees("ROOMS").signal(Signal::KILL);
    until("the board is gone", || process() == began);
    assert_eq!(said(&host.ssh(&["desk", &format!("{flags} stop")])), "the desk has ended\n");
    assert_eq!(host.ssh(&["desk", &format!("{flags} verify")]).status.code(), Some(0));
}

#[test]
fn the_locale_and_the_terminal_come_along_and_nothing_else() {
    let Some(host) = Host::with(Role::Coordinator, small_service()) else { return };
    let seen = |line: &str, env: &[(&str, &str)]| {
        let mut t = host.terminal(["desk", line], env, 80, 24)?;
        t.sees("Oak: nothing booked here").types("b").sees("Book a");
        let (contents, coloured) = (t.screen().contents(), t.any_colour());
        t.types("\x1b").until("the board is back", |s| !s.contents().contains("Book a")).types("q");
        assert_eq!(t.ended(), 0);
        Some((contents.is_ascii(), coloured))
    };
    let Some(usual) = seen("contactdesk", &[]) else { return };
    assert_eq!(usual, (false, true));
    for ascii in [[("LC_ALL", "C"), ("LANG", "C.UTF-8")], [("LC_ALL", ""), ("LANG", "")]] {
        assert_eq!(seen("contactdesk", &ascii).unwrap(), (true, true), "{ascii:?}");
    }
    assert_eq!(seen("contactdesk", &[("TERM", "vt220")]).unwrap(), (false, false));
    // the host takes LANG and LC_* only: what else is wanted is said with the command
    assert_eq!(seen("contactdesk", &[("NO_COLOR", "1"), ("COLORTERM", "truecolor")]).unwrap(), (false, true));
    assert_eq!(seen("NO_COLOR=1 contactdesk", &[]).unwrap(), (false, false));
    assert_eq!(seen("contactdesk --theme mono --plain", &[]).unwrap(), (true, false));
}

#[test]
fn a_key_takes_few_bytes_over_the_line_and_one_that_changes_nothing_takes_none() {
    let today = NOW.parse::<Moment>().unwrap().day;
    let Some(host) = Host::with(Role::Manager, invented::day(today)) else { return };
    let Some(mut t) = host.board(&[], 120, 40) else { return };
    t.sees("ROOMS").sees(" with ");
    let mut before = (t.received(), t.screen().contents());
    let drawn = before.0;
    // the cursor is on the first row: above it there is nothing
    t.types("kkkkkkkkkk");
    assert_eq!(t.received(), before.0, "keys that change nothing");
    let (mut figures, mut budget) = (Vec::new(), 0);
    for key in "llllllljjjjjhhhhkk".chars() {
        t.types(&key.to_string());
        let after = (t.received(), t.screen().contents());
        let text = invented::new_text(&before.1, &after.1);
        budget += 300 + text;
        figures.push(format!("{key} {} ({text})", after.0 - before.0));
        before = after;
    }
    println!("the first screen {drawn} bytes; a key, of those new text: {}", figures.join(", "));
    assert!(before.0 - drawn <= budget, "{figures:?}");
    t.types("q");
    assert_eq!(t.ended(), 0);
}

/// What was typed when the line dropped is offered by the board of the next session.
#[test]
fn a_form_cut_off_with_its_line_is_offered_when_its_user_is_back() {
    let Some(host) = Host::with(Role::Coordinator, small_service()) else { return };
    let Some(mut one) = host.board(&[], 100, 24) else { return };
    one.sees("Oak: nothing booked here").types("bama").sees("Amara Khan").types("\r").sees("Kelly Khan");
    one.types("\t\t\t\t\t\t\t").types("rang at ten").sees("rang at ten");
    // before the second after the last key is over
    one.signal(Signal::KILL);
    let mut again = host.board(&[], 100, 24).unwrap();
    again.sees("an unsent form is kept: Book a contact, from 09:00").sees("space f opens it");
    again.types(" f").sees("Amara Khan").sees("Kelly Khan").sees("rang at ten");
    again.types("\x13").sees("booked (entry");
    again.until("it is forgotten", |s| !s.contents().contains("unsent"));
    again.types("q");
    assert_eq!(again.ended(), 0);
    let mut last = host.board(&[], 100, 24).unwrap();
    last.sees("Amara").types("q");
    assert!(!last.screen().contents().contains("unsent"));
    assert_eq!(last.ended(), 0);
    host.verifies();
}
