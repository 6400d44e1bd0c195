//! `show`: everything about one record.

use super::*;
use crate::desk::No;
use crate::panel::{Demand, demand};
use crate::rules;

/// One record.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Show {
    /// A reference, or a name that fits one record only.
    pub what: String,
}

/// Everything about it.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize, JsonSchema)]
pub struct ShowView {
    /// The record.
    pub record: Record,
    /// What is wrong, where it is a session.
    pub findings: Vec<About>,
    /// What was asked for about it before, and its moves, where it is a child.
    pub demand: Option<Demand>,
    /// The records that point at it, in use.
    pub related: Vec<Key>,
    /// Its next sessions.
    pub ahead: Vec<Session>,
    /// What happened to it, last first.
    pub history: Vec<Line>,
}

/// How many of each are shown.
const SHOWN: usize = 12;

impl Ask for Show {
    fn scope(&self, _: &Viewer, today: Day) -> Scope {
        let days = Days::new(today, today + 56);
        match self.what.trim().parse::<Key>() {
            Ok(key @ Key { kind: Kind::Session, id }) => {
                Scope { touched: vec![key], ..Scope::sessions([SessionId(id)]) }
            }
            _ => Scope::days(days),
        }
    }

    fn further(&self, known: &Known) -> Scope {
        // a session's was asked for with its day
        match find::one(known, &self.what) {
            Ok(key) if key.kind != Kind::Session => Scope { touched: vec![key], ..Scope::default() },
            _ => Scope::default(),
        }
    }

    fn answer(&self, asked: &Asked) -> Result<Answer, Refusal> {
        let known = &asked.known;
        let key = find::one(known, &self.what)?;
        let record = known.diary.record(key).ok_or_else(|| Refusal::not_found(key))?;
        let now = known.now.moment();
        let mut findings = Vec::new();
        let mut ahead = Vec::new();
        if let Record::Session(session) = &**record {
            findings.extend(about(session.id, rules::check(known.diary, session)?));
        } else {
            let theirs = |s: &&Session| (s.date > now.day || s.end > now.minute) && known.diary.concerns(s, key);
            ahead = known.diary.days(Days::new(now.day, now.day + 56))?.filter(theirs).take(SHOWN).cloned().collect();
        }
        let related = known.diary.pointing_keys(key).iter().copied();
        let open = |k: &Key| known.diary.record(*k).is_some_and(|r| *r.life() == Life::Open);
        let history = known.past.iter().filter(|e| e.changes.iter().any(|c| c.key == key)).take(SHOWN);
        Ok(Answer::Show(ShowView {
            demand: Child::of(record).map(|child| demand::of(known.diary, child.id, now.day)),
            record: Record::clone(record),
            findings,
            related: related.filter(open).collect(),
            ahead,
            history: history.map(|e| Line::of(e)).collect(),
        }))
    }
}

impl Seen for ShowView {
    fn see(&mut self, cut: &Cutter) -> Result<(), Refusal> {
        let restricted = !cut.viewer.may_know(cut.diary, self.record.key());
        self.record = cut::record(cut.viewer, cut.diary, &Arc::new(self.record.clone()))?;
        if restricted && self.record.kind() != Kind::Session {
            return Err(Refusal::new(No::NotPermitted, format!("{} belongs to a restricted case", self.record.key())));
        }
        // what panels and services are asked for is not for an officer's telephone
        self.demand = self.demand.filter(|_| cut.viewer.actor.role != Role::Officer);
        cut.findings(&mut self.findings);
        self.related.retain(|key| cut.viewer.may_know(cut.diary, *key));
        cut.sessions(&mut self.ahead);
        journal::see(&mut self.history, cut);
        Ok(())
    }

    fn keys(&self, keys: &mut Vec<Key>) {
        keys.push(self.record.key());
        if let Record::Session(session) = &self.record {
            session_keys(std::slice::from_ref(session), keys);
        }
        keys.extend(self.record.owners());
        keys.extend(&self.related);
        finding_keys(&self.findings, keys);
        session_keys(&self.ahead, keys);
        self.history.iter().for_each(|line| keys.extend(&line.keys));
    }
}
