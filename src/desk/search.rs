//! Search over names, numbers and telephones: folded to plain letters, in any order of words, with a typo or two.

use crate::domain::*;
use frizbee::{Config, Matcher};
use std::collections::HashMap;

/// What of a record is searched, folded to ASCII lower case.
pub(crate) fn haystack(record: &Record) -> Option<String> {
    let text = match record {
        Record::Child(r) => [&*r.name, &r.known_as, &r.case_no, &r.heard_as].join(" "),
        Record::Party(r) => [&*r.name, &r.heard_as, &digits(&r.phone)].join(" "),
        Record::Carer(r) => [&*r.name, &digits(&r.phone)].join(" "),
        Record::Officer(r) => [&*r.name, &digits(&r.phone)].join(" "),
        Record::Driver(r) => [&*r.name, &digits(&r.phone)].join(" "),
        Record::Vehicle(r) => [&*r.name, &r.registration].join(" "),
        Record::Room(r) => r.name.to_string(),
        Record::Site(r) => r.name.to_string(),
        Record::SchoolCalendar(r) => r.name.to_string(),
        Record::User(r) => [&*r.name, &r.account].join(" "),
        Record::CourtOrder(r) => r.case_no.to_string(),
        Record::Closure(r) => r.reason.to_string(),
        Record::Setting(r) => r.name.to_string(),
        Record::Professional(r) => [&*r.name, &r.post, &r.team, &digits(&r.phone)].join(" "),
        Record::Panel(r) => r.name.to_string(),
        Record::AgendaItem(r) => r.title.to_string(),
        _ => return None,
    };
    Some(fold(&format!("{text} {}", record.key())))
}

/// The figures of a telephone number.
pub(crate) fn digits(phone: &str) -> String {
    phone.chars().filter(char::is_ascii_digit).collect()
}

/// Plain lower-case letters: `Łukasz O’Brien` becomes `lukasz obrien`.
pub(crate) fn fold(text: &str) -> String {
    deunicode::deunicode(text).to_lowercase().chars().filter(|c| !matches!(c, '\'' | '`')).collect()
}

/// The items that match every word of the text, best first, with a score.
pub(crate) fn rank(text: &str, items: &[String]) -> Vec<(usize, u32)> {
    let folded = fold(text);
    let mut scores: HashMap<usize, u32> = HashMap::new();
    for (nth, word) in folded.split_whitespace().take(6).enumerate() {
        let phone = word.len() > 4 && word.bytes().all(|b| b.is_ascii_digit());
        let typos = match word.len() {
            0..4 => 0,
            _ if phone => 0,
            4..8 => 1,
            _ => 2,
        };
        let found = Matcher::new(word, &Config { max_typos: Some(typos), ..Config::default() }).match_list(items);
        let mut next = HashMap::new();
        for hit in found {
            let index = hit.index as usize;
            let Some(sum) = (if nth == 0 { Some(0) } else { scores.get(&index).copied() }) else { continue };
            if let Some(bonus) = near(word, &items[index], typos) {
                next.insert(index, sum + bonus + u32::from(hit.score));
            }
        }
        scores = next;
    }
    let mut ranked: Vec<_> = scores.into_iter().collect();
    ranked.sort_by_key(|(index, score)| (std::cmp::Reverse(*score), *index));
    ranked
}

/// Fuzzy matching finds letters scattered over a whole line; people mean words. A word that begins with what was typed
/// counts most, one that holds it less; else the letters must lie within one word.
fn near(word: &str, item: &str, typos: u16) -> Option<u32> {
    if item.split_whitespace().any(|w| w == word) {
        return Some(2000);
    }
    if item.split_whitespace().any(|w| w.starts_with(word)) {
        return Some(1000);
    }
    if word.len() >= 3 && item.contains(word) {
        return Some(500);
    }
    let close = |w: &str| {
        let config = Config { max_typos: Some(typos), ..Config::default() };
        w.len() + 2 >= word.len()
            && w.len() <= word.len() * 2
            && !Matcher::new(word, &config).match_list(&[w]).is_empty()
    };
    (word.len() >= 3 && item.split_whitespace().any(close)).then_some(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(text: &str) -> Vec<usize> {
        let names = ["Mohammed Hussain", "Łukasz Żak", "Niamh O’Sullivan", "Sam Smith", "Amara Smith", "07700 900123"];
        let items: Vec<String> = names.iter().map(|n| fold(n)).collect();
        rank(text, &items).into_iter().map(|(i, _)| i).collect()
    }

    #[test]
    fn names_are_found_as_people_say_and_type_them() {
        assert_eq!(found("lukasz"), [1]);
        assert_eq!(found("zak luk"), [1]);
        assert_eq!(found("osullivan"), [2]);
        assert_eq!(found("osulivan"), [2]);
        assert_eq!(found("hussan"), [0]);
        assert_eq!(found("smith").len(), 2);
        assert_eq!(found("smith am"), [4]);
        assert_eq!(found("900123"), [5]);
        assert!(found("xyzzy").is_empty());
        assert!(found("").is_empty());
    }
}
