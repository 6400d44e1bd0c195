//! `hits`: the sessions an absence, closure, appointment or a carer's holidays are in the way of.

use super::*;
use crate::desk::No;
use crate::desk::repair;

/// What a date, an absence, a closure or a carer is in the way of.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Hits {
    /// The record.
    pub key: Key,
}

/// The sessions it is in the way of.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize, JsonSchema)]
pub struct HitsView {
    /// The record.
    pub key: Key,
    /// The sessions from now on, by day and start.
    pub sessions: Vec<Session>,
    /// How it is in their way.
    pub findings: Vec<About>,
}

/// The days ahead that are looked at: those a live desk holds.
const AHEAD: i32 = 366;

impl Hits {
    /// The days of the record, from today on.
    fn days(&self, diary: &Diary, today: Day) -> Vec<Days> {
        let days = match diary.record(self.key).map(|r| &**r) {
            Some(Record::Absence(a)) => vec![a.days],
            Some(Record::Closure(c)) => vec![c.days],
            Some(Record::Appointment(a)) => vec![a.days],
            Some(Record::Carer(carer)) => carer.holidays.clone(),
            _ => Vec::new(),
        };
        let ahead = Days::new(today, today + AHEAD);
        let within = |d: Days| Days::new(d.first.max(ahead.first), d.last.min(ahead.last));
        days.into_iter().map(within).filter(|d| d.first <= d.last).collect()
    }
}

impl Ask for Hits {
    fn scope(&self, _: &Viewer, _: Day) -> Scope {
        Scope::default()
    }

    fn further(&self, known: &Known) -> Scope {
        Scope { days: self.days(known.diary, known.today()), ..Scope::default() }
    }

    fn answer(&self, asked: &Asked) -> Result<Answer, Refusal> {
        let known = &asked.known;
        if known.diary.record(self.key).is_none() {
            return Err(Refusal::not_found(self.key));
        }
        if !matches!(self.key.kind, Kind::Absence | Kind::Closure | Kind::Appointment | Kind::Carer) {
            let what = format!("{} is no date: name an absence, closure, appointment or carer", self.key);
            return Err(Refusal::usage("key", what));
        }
        if !known.viewer.may_know(known.diary, self.key) {
            return Err(Refusal::new(No::NotPermitted, format!("{} belongs to a restricted case", self.key)));
        }
        let mut view = HitsView { key: self.key, sessions: Vec::new(), findings: Vec::new() };
        for days in self.days(known.diary, known.today()) {
            for (session, found) in repair::hit(known.diary, self.key, days, known.now.moment())? {
                view.findings.extend(about(session.id, found));
                view.sessions.push(session.clone());
            }
        }
        view.sessions.sort_by_key(|s| (s.date, s.start, s.id));
        view.sessions.dedup_by_key(|s| s.id);
        Ok(Answer::Hits(view))
    }
}

impl Seen for HitsView {
    fn see(&mut self, cut: &Cutter) -> Result<(), Refusal> {
        cut.sessions(&mut self.sessions);
        cut.findings(&mut self.findings);
        Ok(())
    }

    fn keys(&self, keys: &mut Vec<Key>) {
        keys.push(self.key);
        session_keys(&self.sessions, keys);
        finding_keys(&self.findings, keys);
    }
}
