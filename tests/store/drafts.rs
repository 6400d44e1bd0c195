//! Forms that were not sent: kept beside the journal, for one account, and no part of the truth.

use super::*;
use contactdesk::desk::commands::RecordChange;
use contactdesk::desk::{Desk, Draft, Keep, MOST_DRAFTS, Picked, Seat, Typed};
use contactdesk::store::Drafts;
use std::fs;
use std::os::unix::fs::PermissionsExt;

/// A note about a child, half typed.
fn draft(number: u64, text: &str) -> Draft {
    let chosen = vec![Picked::Record(ChildId(1).key())];
    let about = Typed { name: "about".into(), chosen, ..Typed::default() };
    let words = Typed { name: "words".into(), text: text.into(), ..Typed::default() };
    Draft { number, form: "call.record".into(), title: "A call".into(), fields: vec![about, words], ..Draft::default() }
}

fn keep(seat: &Seat, draft: Draft) {
    seat.keep(Keep::Draft(Box::new(draft))).unwrap();
}

fn texts(seat: &Seat) -> Vec<String> {
    seat.unsent().unwrap().drafts.iter().map(|draft| draft.fields[1].text.clone()).collect()
}

fn files(house: &House) -> Vec<PathBuf> {
    let folder = fs::read_dir(house.store_dir().join("drafts"));
    folder.map_or_else(|_| Vec::new(), |all| all.map(|entry| entry.unwrap().path()).collect())
}

#[test]
fn a_draft_outlives_the_desk_and_its_records_sealed_and_unnamed() {
    let house = House::with(small_service());
    assert_eq!(files(&house), Vec::<PathBuf>::new(), "nothing kept, no folder");
    keep(&house.seat("asha"), draft(7, "mother rang at ten"));
    let [file] = files(&house).try_into().unwrap();
    let bytes = fs::read(&file).unwrap();
    for word in ["mother", "words", "call", "asha"] {
        let found = bytes.windows(word.len()).any(|part| part == word.as_bytes());
        assert!(!found && !file.to_str().unwrap().contains(word), "{word}");
    }
    assert_eq!(fs::metadata(&file).unwrap().permissions().mode() & 0o777, 0o600);
    let mut house = house.reopened();
    let unsent = house.seat("asha").unsent().unwrap();
    assert_eq!(unsent.drafts, [Draft { at: NOW.parse().unwrap(), ..draft(7, "mother rang at ten") }]);
    assert_eq!(unsent.names.say(ChildId(1)), "Amara Khan");
    assert_eq!(texts(&house.seat("moira")), Vec::<String>::new(), "another account has none of it");
    // the journal knows nothing of it, and the records are made again without it
    house.local.take().unwrap().close().unwrap();
    fs::remove_dir_all(house.store_dir().join("sled")).unwrap();
    sound(&opened(house.dir.path()));
    house.local = Some(desk(house.dir.path()));
    assert_eq!(texts(&house.seat("asha")), ["mother rang at ten"]);
    house.seat("asha").keep(Keep::Forget(7)).unwrap();
    assert_eq!((texts(&house.seat("asha")), files(&house)), (Vec::new(), Vec::new()), "nothing is left of it");
}

#[test]
fn a_damaged_draft_is_none_and_hinders_nobody() {
    let house = House::with(small_service());
    keep(&house.seat("asha"), draft(7, "mother rang at ten"));
    keep(&house.seat("moira"), draft(8, "for the panel"));
    let [one, other] = files(&house).try_into().unwrap();
    let (first, second) = (fs::read(&one).unwrap(), fs::read(&other).unwrap());
    let none = |house: &House| texts(&house.seat("asha")).is_empty() && texts(&house.seat("moira")).is_empty();
    // a file in the place of another is as wrong as a changed one
    fs::write(&one, &second).unwrap();
    fs::write(&other, &first).unwrap();
    assert!(none(&house));
    for damage in [&b""[..], b"nonsense", &first[..first.len() - 1], &vec![0; 3 << 20]] {
        fs::write(&one, damage).unwrap();
        fs::write(&other, damage).unwrap();
        assert!(none(&house));
    }
    let house = house.reopened();
    assert!(none(&house));
    keep(&house.seat("asha"), draft(9, "again"));
    assert_eq!(texts(&house.seat("asha")), ["again"]);
    // what opens and is no draft
    let store_key = house.key();
    drop(house.local);
    let store = Store::open(&house.dir.path().join("store"), &store_key, &OpenOptions::live()).unwrap();
    let drafts: Drafts = store.drafts();
    drafts.set("asha\nroot", b"\x01what is this").unwrap();
    drop(store);
    assert_eq!(texts(&desk(house.dir.path()).seat("asha", Some("root"), true).unwrap()), Vec::<String>::new());
}

#[test]
fn an_account_keeps_a_few_the_latest_last_and_none_too_long() {
    let house = House::with(small_service());
    let asha = house.seat("asha");
    for n in 0..=MOST_DRAFTS as u64 {
        keep(&asha, draft(n, &n.to_string()));
    }
    keep(&asha, draft(3, "three"));
    assert_eq!(texts(&asha), ["1", "2", "4", "5", "6", "7", "8", "three"]);
    let long = draft(99, &"long ".repeat(20_000));
    assert!(asha.keep(Keep::Draft(Box::new(long))).is_err());
    assert_eq!(texts(&asha).len(), MOST_DRAFTS);
}

#[test]
fn what_another_board_has_open_is_not_offered_until_that_board_has_gone() {
    let house = House::with(small_service());
    let (one, other) = (house.seat("asha"), house.seat("asha"));
    let (first, second) = (one.watch(), other.watch());
    keep(&one, draft(7, "mother rang at ten"));
    assert_eq!((texts(&one), texts(&other)), (vec!["mother rang at ten".to_owned()], Vec::new()));
    drop(first);
    assert_eq!(texts(&other), ["mother rang at ten"]);
    drop(second);
}

#[test]
fn a_case_that_is_no_longer_theirs_to_know_is_not_told_by_their_own_draft() {
    let house = House::with(small_service());
    let (asha, moira) = (house.seat("asha"), house.seat("moira"));
    let child = |id| match ask(&moira, contactdesk::desk::queries::Show { what: ChildId(id).to_string() }) {
        Ok(contactdesk::desk::Answer::Show(view)) => Child::of(&view.record).unwrap().clone(),
        other => panic!("{other:?}"),
    };
    let amara = child(1);
    let about =
        Draft { was: Some(Box::new(amara.clone().into())), title: "CH-0001 Amara Khan".into(), ..draft(1, "a") };
    keep(&asha, about);
    keep(&asha, draft(2, "b"));
    assert_eq!(texts(&asha), ["a", "b"]);
    let restricted = Child { restricted_to: vec!["moira".parse().unwrap()], ..amara };
    run(&moira, RecordChange { record: restricted.into(), was: None }).unwrap();
    let unsent = asha.unsent().unwrap();
    assert_eq!(texts(&asha), ["b"]);
    assert_eq!(unsent.drafts[0].fields[0].chosen, []);
    assert_eq!(unsent.names, contactdesk::desk::Names::default());
}
