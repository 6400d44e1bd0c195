//! Making sure who a caller is: whom a name means, what they can be asked that is on file, and whether what they say is as
//! on file. Pure.
//!
//! What is on file is compared here and goes no further: a screen has nothing to read out.

use super::commands::Known;
use super::queries::{MadeSure, Question, SpeakingTo, find};
use super::{No, Refusal, Viewer, search};
use crate::codec;
use crate::domain::*;

/// The command that keeps what came of it.
pub(crate) const IDENTIFY: &str = "caller.identify";
/// Questions a caller is asked.
const QUESTIONS: usize = 2;
/// After so many times a day that it was not they, they are rung back or it is nobody.
pub(crate) const TRIES: usize = 3;

/// What is on file.
enum Fact {
    Day(Day),
    /// The digits of a telephone number.
    Digits(String),
    /// Letters and figures, without what is between them.
    Plain(String),
}

/// The caller a reference or a name means. Of several none is: they are listed, without what they may be asked.
pub(crate) fn named(known: &Known, text: &str) -> Result<Caller, Refusal> {
    let key = match text.trim().parse::<Key>() {
        Ok(key) => key,
        Err(_) => find::named(known, text, &Caller::KINDS).map_err(|mut no| {
            for hit in no.candidates.iter_mut().filter(|hit| hit.key.kind == Kind::Child) {
                "their social worker".clone_into(&mut hit.also);
            }
            no
        })?,
    };
    of(known, key)
}

/// The caller a record stands for: one in use, and the asker's to know.
pub(crate) fn of(known: &Known, key: Key) -> Result<Caller, Refusal> {
    let caller = Caller::of(key).ok_or_else(|| {
        Refusal::usage("to", format!("{key} is {}, nobody who rings", said::a(key.kind.one())))
            .hinted("a family member, a carer, an officer or a driver; of a child, its social worker")
    })?;
    if known.diary.record(key).is_some() && !known.viewer.may_know(known.diary, key) {
        return Err(Refusal::new(No::NotPermitted, format!("{key} belongs to a restricted case")));
    }
    match caller {
        Caller::Family(id) => known.open::<Party>(id).map(drop),
        Caller::Carer(id) => known.open::<Carer>(id).map(drop),
        Caller::Driver(id) => known.open::<Driver>(id).map(drop),
        Caller::Officer(id) => known.open::<Officer>(id).map(drop),
        Caller::SocialWorker(id) => known.open::<Child>(id).map(drop),
    }?;
    Ok(caller)
}

/// A caller with what tells a person who they are, and when it was last made sure of today.
pub(crate) fn speaking_to(known: &Known, caller: Caller) -> SpeakingTo {
    let diary = known.diary;
    let word = |text: &str| text.parse().unwrap_or_default();
    let what = match caller {
        Caller::Family(id) => diary.get::<Party>(id).map(|p| p.relationship.clone()),
        Caller::Carer(id) => diary.get::<Carer>(id).map(|c| word(c.sort.said())),
        Caller::Driver(id) => diary.get::<Driver>(id).map(|d| word(d.sort.said())),
        Caller::Officer(id) => diary.get::<Officer>(id).map(|o| o.grade.clone()),
        Caller::SocialWorker(id) => diary.get::<Child>(id).map(|c| c.social_worker.clone()),
    };
    let last = checks(known, caller).next().filter(|(_, check)| check.passed);
    let made_sure = |entry: &Entry| MadeSure { at: entry.at.moment(), by: entry.actor.account.clone() };
    SpeakingTo { caller, what: what.unwrap_or_default(), known: last.map(|(entry, _)| made_sure(entry)) }
}

/// What came of making sure of a caller today, last first; from the entries that touched their record.
fn checks<'a>(known: &'a Known, caller: Caller) -> impl Iterator<Item = (&'a Entry, Identified)> + 'a {
    let entries = known.past.iter().filter(move |e| e.command == IDENTIFY && e.at.moment().day == known.today());
    let read = |e: &'a std::sync::Arc<Entry>| Some((&**e, codec::read_json::<Identified>(&e.args)?));
    entries.filter_map(read).filter(move |(_, check)| check.who == Some(caller.key()))
}

/// How often in a row it was not they today.
pub(crate) fn failed(known: &Known, caller: Caller) -> usize {
    checks(known, caller).take_while(|(_, check)| !check.passed).count()
}

/// What a caller is asked: the first of what is on file.
pub(crate) fn questions(known: &Known, caller: Caller) -> Vec<Question> {
    on_file(known, caller).into_iter().map(|(question, _)| question).collect()
}

/// Whether what they say is as on file; nothing where it is not among the questions.
pub(crate) fn is_right(known: &Known, caller: Caller, proof: Proof, said: &str) -> Option<bool> {
    let facts = on_file(known, caller);
    let (_, fact) = facts.iter().find(|(question, _)| question.proof == proof)?;
    Some(match fact {
        Fact::Day(day) => born(said, known.today()) == Some(*day),
        Fact::Digits(digits) => same_number(digits, said),
        Fact::Plain(text) => plain(said) == *text,
    })
}

fn on_file(known: &Known, caller: Caller) -> Vec<(Question, Fact)> {
    let (diary, viewer) = (known.diary, known.viewer);
    let own = |proof, fact: Option<Fact>| Some((Question { proof, child: None }, fact?));
    let theirs = |child: Option<&Child>| {
        let (id, dob) = child.and_then(|c| Some((c.id, c.dob?)))?;
        Some((Question { proof: Proof::ChildBorn, child: Some(id) }, Fact::Day(dob)))
    };
    let all = match caller {
        Caller::Family(id) => diary.get::<Party>(id).map(|p| {
            let of = diary.pointing::<Arrangement>(id).flat_map(|a| &a.children).copied();
            vec![
                theirs(first(viewer, diary, of)),
                own(Proof::Phone, digits(&p.phone)),
                own(Proof::Born, p.dob.map(Fact::Day)),
                own(Proof::Postcode, postcode(&p.address.lines)),
            ]
        }),
        Caller::Carer(id) => diary.get::<Carer>(id).map(|c| {
            let today = known.today();
            let here = |p: &&Placement| diary.placement(p.child, today).is_some_and(|now| now.id == p.id);
            let of = diary.pointing::<Placement>(id).filter(here).map(|p| p.child);
            vec![
                theirs(first(viewer, diary, of)),
                own(Proof::Phone, digits(&c.phone)),
                own(Proof::Postcode, postcode(&c.address.lines)),
            ]
        }),
        Caller::Driver(id) => diary.get::<Driver>(id).map(|d| {
            let car = d.usual_vehicle.and_then(|v| diary.get::<Vehicle>(v));
            vec![own(Proof::Phone, digits(&d.phone)), own(Proof::Registration, car.and_then(|v| text(&v.registration)))]
        }),
        Caller::Officer(id) => diary.get::<Officer>(id).map(|o| vec![own(Proof::Phone, digits(&o.phone))]),
        Caller::SocialWorker(id) => diary.get::<Child>(id).map(|c| {
            let phone = digits(&c.social_worker_phone);
            vec![own(Proof::CaseNo, text(&c.case_no)), own(Proof::Phone, phone), theirs(Some(c))]
        }),
    };
    all.into_iter().flatten().flatten().take(QUESTIONS).collect()
}

/// The first of some children whose date of birth is on file and who are the asker's to know.
fn first<'a>(viewer: &Viewer, diary: &'a Diary, children: impl Iterator<Item = ChildId>) -> Option<&'a Child> {
    let known = children.filter(|c| viewer.may_know(diary, c.key())).filter_map(|c| diary.get::<Child>(c));
    known.filter(|c| c.dob.is_some() && *c.life() == Life::Open).min_by_key(|c| c.id)
}

fn digits(phone: &str) -> Option<Fact> {
    let digits = search::digits(phone);
    (digits.len() >= 4).then_some(Fact::Digits(digits))
}

fn text(on_file: &str) -> Option<Fact> {
    let plain = plain(on_file);
    (plain.len() >= 3).then_some(Fact::Plain(plain))
}

/// Letters and figures in lower case, without what is between them.
fn plain(text: &str) -> String {
    search::fold(text).chars().filter(char::is_ascii_alphanumeric).collect()
}

/// The postcode of an address: two words such as `LE2 1AB`.
fn postcode(lines: &str) -> Option<Fact> {
    let words: Vec<String> = lines.split(|c: char| c.is_whitespace() || c == ',').map(plain).collect();
    let is_letter = |b: Option<&u8>| b.is_some_and(u8::is_ascii_lowercase);
    let inward = |w: &[u8]| w.len() == 3 && w[0].is_ascii_digit() && w[1..].iter().all(u8::is_ascii_lowercase);
    let outward = |w: &[u8]| (2..=4).contains(&w.len()) && is_letter(w.first()) && w.iter().any(u8::is_ascii_digit);
    let pair = |two: &&[String]| outward(two[0].as_bytes()) && inward(two[1].as_bytes());
    words.windows(2).rfind(pair).map(|two| Fact::Plain(two.concat()))
}

/// A date of birth as people say it: also `May 1st 2019` and `the first of`, with a year always.
fn born(said: &str, today: Day) -> Option<Day> {
    let plain = said.to_lowercase().replace(',', " ");
    let words: Vec<&str> = plain.split_whitespace().filter(|w| !matches!(*w, "the" | "of")).collect();
    let turned = match words.as_slice() {
        [month, date, year] if month.starts_with(|c: char| c.is_ascii_alphabetic()) => format!("{date} {month} {year}"),
        _ => words.join(" "),
    };
    let parts: Vec<&str> = turned.split(|c: char| !c.is_ascii_alphanumeric()).filter(|w| !w.is_empty()).collect();
    let day = said::day(&turned, today).ok()?;
    match parts.as_slice() {
        // of two figures the year that has been
        [_, _, year] if year.len() == 2 && day > today => Day::of(day.ymd().0 - 100, day.ymd().1, day.ymd().2),
        [_, _, _] => Some(day),
        // what leaves the year open, as `1 May` and `today`, is nobody's date of birth
        _ => None,
    }
}

/// Whether digits that were said end a number: four of them, or all of it, with or without the country's.
fn same_number(on_file: &str, said: &str) -> bool {
    let said = search::digits(said);
    let bare =
        if said.len() > 10 { said.strip_prefix("0044").or(said.strip_prefix("44")).unwrap_or(&said) } else { &said };
    bare.len() >= 4 && on_file.ends_with(bare)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_date_of_birth_is_heard_however_it_is_said() {
        let today = Day::of(2026, 11, 26).unwrap();
        let amara = Day::of(2019, 5, 1);
        for said in [
            "1/5/2019",
            "01.05.2019",
            "1 May 2019",
            "1st of May 2019",
            "01st May 2019",
            "the 1st May, 2019",
            "May 1st 2019",
            "1/5/19",
            "2019-05-01",
            "  1-5-2019 ",
        ] {
            assert_eq!(born(said, today), amara, "{said}");
        }
        for said in ["", "1 May", "5/1/2019", "2/5/2019", "today", "1/5", "1 May 2091", "wed", "2019", "31/2/2019"] {
            assert_ne!(born(said, today), amara, "{said}");
        }
        let eldest = Day::of(1938, 12, 31);
        assert_eq!((born("31/12/38", today), born("31 dec 1938", today)), (eldest, eldest));
    }

    #[test]
    fn the_end_of_a_number_is_enough_and_less_is_not() {
        for said in ["0101", "900101", "07700 900101", "+44 7700 900101", "0044 7700 900 101", "it is 07700-900-101"] {
            assert!(same_number("07700900101", said), "{said}");
        }
        for said in ["", "101", "0102", "10 1", "9001010", "01010", "07700 900102"] {
            assert!(!same_number("07700900101", said), "{said}");
        }
    }

    #[test]
    fn a_postcode_is_found_in_an_address_and_nothing_else_is_taken_for_one() {
        let found = |lines: &str| match postcode(lines) {
            Some(Fact::Plain(text)) => text,
            _ => String::new(),
        };
        assert_eq!(found("14 Hidden Lane, Leicester LE2 1AB"), "le21ab");
        assert_eq!(found("Flat 2b\n1 High St\nLondon\nSW1A 1AA"), "sw1a1aa");
        for lines in ["14 Hidden Lane, Leicester LE2", "1 4ab", "", "Flat 2ab"] {
            assert_eq!(found(lines), "", "{lines}");
        }
        assert_eq!(plain("le2 1ab"), plain("LE2-1AB"));
    }
}
