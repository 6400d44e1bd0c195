//! `continuity`: how many of a family's sessions were with the officer they see most (DOMAIN 3c S1, 7).

use super::*;
use crate::desk::No;
use std::collections::BTreeMap;

/// The share of sessions with the main officer, of everyone or of one child, arrangement or officer.
#[derive(Clone, PartialEq, Debug, Default, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Continuity {
    /// A child, arrangement or officer, by reference or name; everyone without it.
    #[serde(default)]
    pub who: Option<String>,
    /// The first day; eight weeks ago without it.
    #[serde(default)]
    pub from: Option<Day>,
    /// The last day; today without it.
    #[serde(default)]
    pub to: Option<Day>,
}

/// The share of sessions with the main officer.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize, JsonSchema)]
pub struct ContinuityView {
    /// Whose.
    pub who: Option<Key>,
    /// The days looked at.
    pub days: Days,
    /// The arrangements that had sessions, the least steady first.
    pub rows: Vec<ContinuityRow>,
    /// All their sessions.
    pub sessions: u32,
    /// Of those, with the main officer of their arrangement.
    pub with_main: u32,
}

/// An arrangement.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize, JsonSchema)]
pub struct ContinuityRow {
    /// Which.
    pub arrangement: ArrangementId,
    /// The officer they saw most.
    pub main: OfficerId,
    /// Sessions.
    pub sessions: u32,
    /// Of those, with the main officer.
    pub with_main: u32,
    /// How many officers they saw.
    pub officers: u32,
}

/// Days looked back on.
const BACK: i32 = 55;

impl Continuity {
    fn days(&self, today: Day) -> Days {
        let last = self.to.unwrap_or(today);
        Days::new(self.from.unwrap_or(last - BACK), last)
    }
}

impl Ask for Continuity {
    fn scope(&self, _: &Viewer, today: Day) -> Scope {
        let days = self.days(today);
        Scope::days(Days::new(days.first, days.last.min(days.first + 366)))
    }

    fn answer(&self, asked: &Asked) -> Result<Answer, Refusal> {
        let known = &asked.known;
        let days = self.days(known.today());
        if days.last < days.first || days.last - days.first > 366 {
            return Err(Refusal::usage("from", format!("{days} is no stretch of a year at most")));
        }
        let who = self.who.as_deref().map(|text| find::one(known, text)).transpose()?;
        if let Some(hidden) = who.filter(|who| !known.viewer.may_know(known.diary, *who)) {
            return Err(Refusal::new(No::NotPermitted, format!("{hidden} belongs to a restricted case")));
        }
        let mut seen: BTreeMap<ArrangementId, BTreeMap<OfficerId, u32>> = BTreeMap::new();
        let mut sessions: BTreeMap<ArrangementId, u32> = BTreeMap::new();
        let over = |s: &&Session| s.status.takes_place() && !s.officers.is_empty();
        for session in known.diary.days(days)?.filter(over) {
            let Some(arrangement) = session.arrangement else { continue };
            *sessions.entry(arrangement).or_default() += 1;
            for officer in &session.officers {
                *seen.entry(arrangement).or_default().entry(*officer).or_default() += 1;
            }
        }
        let mut rows: Vec<ContinuityRow> = sessions
            .into_iter()
            .filter_map(|(arrangement, sessions)| {
                let officers = seen.get(&arrangement)?;
                let (main, with_main) = officers.iter().max_by_key(|(id, n)| (**n, std::cmp::Reverse(**id)))?;
                let officers = officers.len() as u32;
                Some(ContinuityRow { arrangement, main: *main, sessions, with_main: *with_main, officers })
            })
            .filter(|row| who.is_none_or(|who| is_of(known.diary, row, who)))
            .filter(|row| known.viewer.may_know(known.diary, row.arrangement.key()))
            .collect();
        rows.sort_by_key(|row| (row.with_main * 1000 / row.sessions.max(1), row.arrangement));
        let sum = |of: fn(&ContinuityRow) -> u32| rows.iter().map(of).sum();
        let (sessions, with_main) = (sum(|row| row.sessions), sum(|row| row.with_main));
        Ok(Answer::Continuity(ContinuityView { who, days, rows, sessions, with_main }))
    }
}

fn is_of(diary: &Diary, row: &ContinuityRow, who: Key) -> bool {
    match who.kind {
        Kind::Officer => row.main.key() == who,
        Kind::Arrangement => row.arrangement.key() == who,
        _ => diary.record(row.arrangement.key()).is_some_and(|a| a.owners().contains(&who)),
    }
}

impl Seen for ContinuityView {
    fn see(&mut self, _: &Cutter) -> Result<(), Refusal> {
        Ok(())
    }

    fn keys(&self, keys: &mut Vec<Key>) {
        keys.extend(self.who);
        keys.extend(self.rows.iter().flat_map(|row| [row.arrangement.key(), row.main.key()]));
    }
}
