//! `find`: anything, as it is typed.

use super::*;
use crate::desk::{No, search};

/// Looks for a name, number, telephone or reference.
#[derive(Clone, PartialEq, Debug, Default, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Find {
    /// What to look for.
    pub text: String,
    /// Only these kinds; all where it is left out.
    #[serde(default)]
    pub kinds: Vec<Kind>,
    /// At most so many; 20 where it is left out.
    #[serde(default)]
    pub limit: Option<u16>,
}

/// What was found.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize, JsonSchema)]
pub struct FindView {
    /// What was looked for.
    pub text: String,
    /// The records, best first.
    pub hits: Vec<Hit>,
    /// How many there are in all.
    pub total: usize,
}

/// A record that was found.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize, JsonSchema)]
pub struct Hit {
    /// The record.
    pub key: Key,
    /// What tells it apart from others of its name: a case number, a relationship, a site.
    pub also: String,
    /// How well it fits.
    pub score: u32,
    /// Whether it is in use.
    pub open: bool,
}

/// The longest text worth looking for.
const LONGEST: usize = 200;

/// Records that fit, best first; those in use before those that are not.
pub(crate) fn hits(known: &Known, text: &str, kinds: &[Kind]) -> Vec<Hit> {
    let text: String = text.chars().take(LONGEST).collect();
    let diary = known.diary;
    let wanted = |kind: Kind| kinds.is_empty() || kinds.contains(&kind);
    if let Ok(key) = text.trim().parse::<Key>()
        && let Some(record) = diary.record(key).filter(|_| wanted(key.kind))
    {
        return vec![hit(diary, record, u32::MAX)];
    }
    if text.trim().is_empty() {
        return listed(known, kinds);
    }
    let all = Kind::ALL.iter().filter(|k| **k != Kind::Session && wanted(**k)).flat_map(|k| diary.table(*k));
    let may = |r: &&Arc<Record>| known.viewer.may_know(diary, r.key());
    let (records, items): (Vec<_>, Vec<_>) =
        all.filter(may).filter_map(|r| haystack(known, r, kinds).map(|text| (r, text))).unzip();
    let mut hits: Vec<Hit> =
        search::rank(&text, &items).into_iter().map(|(i, score)| hit(diary, records[i], score)).collect();
    hits.sort_by_key(|h| (!h.open, std::cmp::Reverse(h.score), h.key));
    hits
}

/// What a register has before a letter is typed: the service's own people, places and sittings, where nothing else is
/// looked for. Families are looked up, never listed. Sittings come by date, those ahead first; the rest by name.
fn listed(known: &Known, kinds: &[Kind]) -> Vec<Hit> {
    if kinds.is_empty() || !kinds.iter().all(|kind| OWN.contains(kind)) {
        return Vec::new();
    }
    let may = |r: &&Arc<Record>| known.viewer.may_know(known.diary, r.key());
    let mut records: Vec<&Arc<Record>> = kinds.iter().flat_map(|k| known.diary.table(*k)).filter(may).collect();
    records.sort_by_cached_key(|record| match &***record {
        Record::Sitting(s) => {
            let away = s.date.0 - known.now.moment().day.0;
            (away < 0, away.abs(), String::new())
        }
        other => (*other.life() != Life::Open, 0, search::haystack(other).unwrap_or_default()),
    });
    records.into_iter().map(|record| hit(known.diary, record, 0)).collect()
}

/// The service's own: what anybody who may look them up may see a list of.
const OWN: [Kind; 8] = [
    Kind::Sitting,
    Kind::Panel,
    Kind::Professional,
    Kind::Officer,
    Kind::Driver,
    Kind::Vehicle,
    Kind::Room,
    Kind::Site,
];

/// What of a record is searched. What is looked for as such is found by whom it is for: an arrangement, an order, what a
/// panel is asked.
fn haystack(known: &Known, record: &Record, kinds: &[Kind]) -> Option<String> {
    let people = match record {
        Record::Arrangement(_)
        | Record::CourtOrder(_)
        | Record::Sitting(_)
        | Record::Referral(_)
        | Record::PanelPaper(_)
        | Record::AgendaItem(_)
        | Record::Decision(_)
        | Record::ServiceRequest(_)
        | Record::Registration(_)
            if kinds.contains(&record.kind()) =>
        {
            record.owners()
        }
        _ => return search::haystack(record),
    };
    let known_people = people
        .iter()
        .filter(|k| {
            matches!(k.kind, Kind::Child | Kind::Party | Kind::Panel) && known.viewer.may_know(known.diary, **k)
        })
        .filter_map(|key| known.diary.record(*key))
        .filter_map(|person| search::haystack(person));
    let own = search::haystack(record).unwrap_or_else(|| search::fold(&record.key().to_string()));
    Some(std::iter::once(own).chain(known_people).collect::<Vec<_>>().join(" "))
}

fn hit(diary: &Diary, record: &Record, score: u32) -> Hit {
    let also = match record {
        Record::Child(c) => match c.dob {
            Some(dob) => format!("{} born {}", c.case_no, said::date(dob)).trim_start().to_owned(),
            None => c.case_no.to_string(),
        },
        Record::Party(p) => p.relationship.to_string(),
        Record::Room(r) => diary.get::<Site>(r.site).map_or_else(String::new, |s| s.name.to_string()),
        Record::Officer(o) => o.grade.to_string(),
        Record::Driver(d) => d.sort.said().to_owned(),
        Record::Carer(c) => c.sort.said().to_owned(),
        Record::Arrangement(a) => a.status.said().to_owned(),
        Record::Professional(p) => p.post.to_string(),
        Record::Referral(r) => format!("{}, {}", r.request.said(), r.status.said()),
        Record::Sitting(s) => format!("{}, {}", said::long(s.date), s.status.said()),
        _ => String::new(),
    };
    Hit { key: record.key(), also, score, open: *record.life() == Life::Open }
}

/// Who and what a person asks about by name.
const MEANT: [Kind; 8] =
    [Kind::Child, Kind::Party, Kind::Officer, Kind::Driver, Kind::Room, Kind::Vehicle, Kind::Carer, Kind::Site];

/// The one record a person means: by reference, or by a name that fits one person, place or car only; where none does,
/// somebody who comes to panels.
pub(crate) fn one(known: &Known, text: &str) -> Result<Key, Refusal> {
    match text.trim().parse::<Key>() {
        Ok(key) => Ok(key),
        Err(_) => named(known, text, &MEANT).or_else(|no| named(known, text, &[Kind::Professional]).map_err(|_| no)),
    }
}

/// The one record of these kinds that is called so. What only resembles the text is not taken for it, and of several none
/// is: they are listed.
pub(crate) fn named(known: &Known, text: &str, kinds: &[Kind]) -> Result<Key, Refusal> {
    let mut hits = hits(known, text, kinds);
    hits.retain(|h| h.open);
    let folded = search::fold(text);
    let record = |h: &Hit| known.diary.record(h.key);
    let holds = |h: &Hit| {
        let all = record(h).and_then(|r| search::haystack(r)).unwrap_or_default();
        folded.split_whitespace().all(|word| all.contains(word))
    };
    // a name typed in full is that person, even where another name begins with it
    let in_full = |h: &Hit| record(h).is_some_and(|r| is_in_full(r, text));
    let certain = hits.iter().any(holds);
    if hits.iter().any(in_full) {
        hits.retain(in_full);
    } else if certain {
        hits.retain(holds);
    }
    hits.sort_by_key(|h| (kinds.iter().position(|k| *k == h.key.kind), h.key));
    let quoted = civil::quoted(text);
    match hits.as_slice() {
        [] => Err(Refusal::new(No::NotFound, format!("nobody and nothing is called {quoted}"))
            .hinted("try a part of the name, or a reference such as CH-0012")),
        [hit] if certain => Ok(hit.key),
        many => Err(several(quoted, many, certain)),
    }
}

/// Whether a text is a record's name in full; of a child also what they are called.
pub(crate) fn is_in_full(record: &Record, text: &str) -> bool {
    let folded = search::fold(text);
    let is = |name: &str| search::fold(name) == folded.trim();
    match record {
        Record::Child(child) => is(&child.name) || is(&child.known_as),
        other => is(&other.title()),
    }
}

/// Refuses to choose between those a name may mean.
fn several(quoted: String, many: &[Hit], certain: bool) -> Refusal {
    let what = match many.len() {
        n if certain => format!("{quoted} could be any of {n}"),
        1 => format!("nobody and nothing is called {quoted}, but this is like it"),
        _ => format!("nobody and nothing is called {quoted}, but these are like it"),
    };
    let hint =
        if many.len() > 20 { "say more of the name, or which by its reference" } else { "say which, by its reference" };
    Refusal { candidates: many.iter().take(20).cloned().collect(), ..Refusal::new(No::NotFound, what).hinted(hint) }
}

impl Ask for Find {
    fn scope(&self, _: &Viewer, _: Day) -> Scope {
        match self.text.trim().parse::<Key>() {
            Ok(Key { kind: Kind::Session, id }) => Scope::sessions([SessionId(id)]),
            _ => Scope::default(),
        }
    }

    fn answer(&self, asked: &Asked) -> Result<Answer, Refusal> {
        let mut hits = hits(&asked.known, &self.text, &self.kinds);
        let total = hits.len();
        hits.truncate(usize::from(self.limit.unwrap_or(20)));
        Ok(Answer::Find(FindView { text: self.text.clone(), hits, total }))
    }
}

impl Seen for FindView {
    fn see(&mut self, cut: &Cutter) -> Result<(), Refusal> {
        self.hits.retain(|h| cut.viewer.may_know(cut.diary, h.key));
        self.total = self.total.max(self.hits.len());
        Ok(())
    }

    fn keys(&self, keys: &mut Vec<Key>) {
        keys.extend(self.hits.iter().map(|h| h.key));
    }
}
