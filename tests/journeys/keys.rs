//! Whatever is pressed, nothing breaks and there is a way back.

use super::*;
use contactdesk::desk::queries::Find;
use contactdesk::tui::app::Msg;
use contactdesk::tui::keymap::Keymap;
use contactdesk::tui::worker::{Errand, Porter, Reply, Said};
use proptest::prelude::*;
use std::cell::RefCell;
use std::collections::VecDeque;
use std::rc::Rc;

/// Every chord of every shipped keymap, but for leaving.
fn chords() -> Vec<String> {
    let (keymap, mistakes) = Keymap::load(&[], &contactdesk::tui::actions());
    assert_eq!(mistakes, []);
    let mut all = Vec::new();
    for scope in SCOPES {
        let scope = keymap.scope(scope).unwrap();
        for binding in scope.bindings.iter().filter(|b| b.call.action.name != "app.quit") {
            all.push(scope.chords(|call| *call == binding.call));
        }
    }
    let mut all: Vec<String> = all.iter().flat_map(|c| c.split(", ")).map(str::to_owned).collect();
    all.sort_unstable();
    all.dedup();
    all
}

const SCOPES: [&str; 15] = [
    "board", "confirm", "form", "global", "list", "page", "pick", "prompt", "register", "repair", "rota", "screen",
    "speaking", "text", "week",
];

#[test]
fn no_chord_of_a_scope_begins_another() {
    let (keymap, _) = Keymap::load(&[], &contactdesk::tui::actions());
    for name in SCOPES {
        let scope = keymap.scope(name).unwrap();
        for a in &scope.bindings {
            for b in &scope.bindings {
                let apart = a.strokes == b.strokes && a.call == b.call || !b.strokes.starts_with(&a.strokes);
                assert!(apart, "{name}: {:?} begins {:?}", a.strokes, b.strokes);
            }
        }
    }
}

#[test]
fn what_cannot_be_done_on_a_page_is_not_offered_as_if_it_could() {
    let house = House::with(service());
    let mut t = board(&house, "asha", 160, 48);
    t.press("g u").press("e").sees("e cannot be done now: it changes the record or setting").lacks("page.change");
    for list in ["?", "f2"] {
        t.press(list).types("changes the record");
        let row = t.screen().lines().find(|line| line.contains("changes the record or setting")).map(str::to_owned);
        let row = row.unwrap();
        assert!(row.contains("not now") && !row.contains("page.change"), "{list}: {row}");
        t.press("enter").sees("that cannot be done now: it changes the record or setting").lacks("page.change");
    }
    // where there is a record to change it is
    t.press("q /").types("amara").press("enter").sees("Date of birth");
    t.press("?").types("changes the record").sees("page.change").lacks("not now");
}

#[test]
fn lists_of_keys_use_the_width_of_the_screen_and_no_action_is_listed_twice() {
    let house = House::with(service());
    let mut t = board(&house, "asha", 160, 48);
    let seen = |t: &Journey| t.screen().lines().filter(|l| l.contains("says why a time will not do")).count();
    t.press("f2").types("says why a time");
    assert_eq!(seen(&t), 1, "{}", t.screen());
    let frame = t.screen().lines().map(|line| line.matches('─').count()).max().unwrap();
    assert!(frame > 140, "{frame}\n{}", t.screen());
    for list in contactdesk::tui::actions().iter().map(|action| action.name) {
        let all = contactdesk::tui::actions();
        assert_eq!(all.iter().filter(|action| action.name == list).count(), 1, "{list}");
    }
}

/// What a user might do next.
#[derive(Clone, Debug)]
pub(super) enum Deed {
    Press(String),
    Type(String),
    Paste(String),
    Resize(u16, u16),
    Wait(u64),
}

pub(super) fn deed() -> impl Strategy<Value = Deed> {
    let words = ["ama", "theo", "oak", "fri", "16:30", "+2w", "ill", "par", "day.go fri", "8", "👩‍👩‍👧", "Łukasz"];
    prop_oneof![
        12 => proptest::sample::select(chords()).prop_map(Deed::Press),
        4 => proptest::sample::select(words.to_vec()).prop_map(|w| Deed::Type(w.to_owned())),
        1 => "\\PC{0,12}".prop_map(Deed::Type),
        1 => "(?s).{0,12}".prop_map(Deed::Paste),
        1 => (1u16..170, 1u16..50).prop_map(|(c, r)| Deed::Resize(c, r)),
        1 => (0u64..900).prop_map(Deed::Wait),
    ]
}

pub(super) fn act(t: &mut Journey, deed: &Deed) {
    match deed {
        Deed::Press(keys) => drop(t.press(keys)),
        Deed::Type(text) => drop(t.types(text)),
        Deed::Paste(text) => drop(t.pastes(text)),
        Deed::Resize(columns, rows) => drop(t.resizes(*columns, *rows)),
        Deed::Wait(millis) => drop(t.waits(*millis)),
    }
    t.screen();
}

proptest! {
    #![proptest_config(crate::chance::property(24))]

    /// Esc, and yes to a question, lead back to the lowest screen; from there the board is one chord away.
    #[test]
    fn any_keys_leave_a_board_that_esc_leads_back_to(
        account in proptest::sample::select(vec!["asha", "moira", "dot", "ola", "clive", "audrey", "root"]),
        deeds in proptest::collection::vec(deed(), 1..60),
    ) {
        let house = House::with(service());
        let mut t = board(&house, account, 80, 24);
        for deed in &deeds {
            act(&mut t, deed);
            if t.app.over().is_some() {
                return Ok(());
            }
        }
        t.resizes(80, 24);
        for _ in 0..2 * t.app.depth() + 4 {
            let yes = t.app.top().scope() == "confirm";
            t.press(if yes { "y" } else { "esc" });
        }
        prop_assert_eq!(t.app.depth(), 1, "{}", t.screen());
        t.press("g b").sees("ROOMS");
    }
}

/// Errands that wait until a test lets their replies in.
#[derive(Clone, Default)]
pub(super) struct Held(Rc<RefCell<VecDeque<Errand>>>);

impl Porter for Held {
    fn send(&mut self, errand: Errand) {
        self.0.borrow_mut().push_back(errand);
    }
}

fn reply(desk: &dyn Desk, errand: Errand) -> Msg {
    let contactdesk::tui::worker::Ask::Query(query) = errand.ask else { panic!("{errand:?}") };
    let said = Said::Answer(desk.ask(*query));
    Msg::Reply(Reply { ticket: errand.ticket, owner: errand.owner, slot: errand.slot, said })
}

#[test]
fn a_late_reply_is_dropped_and_no_key_waits_for_one() {
    let house = House::with(service());
    let seat = house.seat("asha");
    let held = Held::default();
    let today = seat.here().now.day;
    let mut t = Journey::carried(seat.here(), Box::new(held.clone()), Board::new(today), 80, 12);
    t.press("n n p").sees("Fri 27 Nov 2026").waits(500).sees("waiting for the desk");
    let errands: Vec<Errand> = held.0.borrow_mut().drain(..).collect();
    let [_, friday, saturday, last] = errands.try_into().unwrap();
    // the answers about days that were left come last, and change nothing
    t.send(reply(&seat, last)).sees("0 sessions").sees("Fri 27 Nov 2026");
    t.send(reply(&seat, saturday)).sees("Fri 27 Nov 2026").send(reply(&seat, friday)).sees("Fri 27 Nov 2026");
    t.press("/").types("t");
    let search: Vec<Errand> = held.0.borrow_mut().drain(..).collect();
    t.press("esc");
    for errand in search {
        assert!(
            matches!(&errand.ask, contactdesk::tui::worker::Ask::Query(q) if **q == Find { text: String::new(), limit: Some(60), ..Find::default() }.into() || **q == Find { text: "t".into(), limit: Some(60), ..Find::default() }.into())
        );
        t.send(reply(&seat, errand)).sees("ROOMS").lacks("Theo");
    }
}

/// Lets the replies to all errands in.
pub(super) fn answer_all(t: &mut Journey, held: &Held, desk: &dyn Desk) {
    loop {
        let Some(errand) = held.0.borrow_mut().pop_front() else { return };
        if matches!(errand.ask, contactdesk::tui::worker::Ask::Query(_)) {
            t.send(reply(desk, errand));
        }
    }
}

#[test]
fn enter_takes_nothing_from_a_list_that_is_not_yet_of_what_was_typed() {
    let house = House::with(service());
    let seat = house.seat("asha");
    let held = Held::default();
    let today = seat.here().now.day;
    let mut t = Journey::carried(seat.here(), Box::new(held.clone()), Board::new(today), 80, 20);
    answer_all(&mut t, &held, &seat);
    // letters and enter come in one go, as over a slow line
    t.press("/").types("k");
    answer_all(&mut t, &held, &seat);
    t.sees("Kelly Khan").sees("Amara Khan");
    t.types("elly").press("enter").sees("still looking").sees("Find: a name");
    answer_all(&mut t, &held, &seat);
    t.press("enter").sees("P-0001");
    answer_all(&mut t, &held, &seat);
    t.sees("family member · Kelly Khan").press("q b");
    answer_all(&mut t, &held, &seat);
    t.types("theo");
    answer_all(&mut t, &held, &seat);
    t.sees("Theo Reid").press("ctrl-u").types("amara").press("enter").sees("still looking");
    answer_all(&mut t, &held, &seat);
    t.press("enter").sees("child      Amara Khan");
}
