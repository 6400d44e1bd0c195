//! `to_tell`: who has to hear of what an entry did to its sessions, with whom to ring first.

use super::*;
use crate::desk::{No, told};

/// Whom to tell of an entry.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ToTell {
    /// Its number; of a repair, say.
    pub entry: u64,
}

/// Whom to tell.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize, JsonSchema)]
pub struct ToTellView {
    /// The entry.
    pub entry: u64,
    /// The sessions as they are now.
    pub sessions: Vec<Session>,
    /// A row for each person and session, whoever sets out first coming first; whoever should have by now last.
    pub rows: Vec<ToTellRow>,
}

/// Somebody to tell about a session.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize, JsonSchema)]
pub struct ToTellRow {
    /// Whom: an adult, carer, officer or driver; the child, for the child's social worker.
    pub who: Key,
    /// Telephone.
    pub phone: Name,
    /// The session.
    pub session: SessionId,
    /// When they would set out or be there, before and after.
    pub by: Moment,
    /// What they have to hear.
    pub news: Vec<News>,
    /// Whether they were told since.
    pub told: bool,
}

choices! {
    /// What somebody has to hear about a session.
    News {
        /// It is cancelled.
        #[default] Cancelled "it is cancelled",
        /// It takes place after all.
        On "it is on again",
        /// It is at another time.
        Time "it is at another time",
        /// It is somewhere else.
        Place "it is somewhere else",
        /// Another officer is there.
        Officers "another officer is there",
        /// Somebody else drives.
        Cars "somebody else drives",
        /// They are to be there.
        Yours "it is theirs now",
        /// They are not needed.
        NotYours "they are not needed",
    }
}

impl Ask for ToTell {
    fn scope(&self, _: &Viewer, _: Day) -> Scope {
        Scope { entries: vec![self.entry], ..Scope::default() }
    }

    fn further(&self, known: &Known) -> Scope {
        let changed = known.past.iter().flat_map(|entry| &entry.changes).filter(|c| c.key.kind == Kind::Session);
        Scope::sessions(changed.map(|c| SessionId(c.key.id)))
    }

    fn answer(&self, asked: &Asked) -> Result<Answer, Refusal> {
        let known = &asked.known;
        let Some(entry) = known.past.iter().find(|e| e.seq == self.entry) else {
            return Err(Refusal::new(No::NotFound, format!("there is no entry {}", self.entry))
                .hinted("contactdesk journal lists them"));
        };
        let mut view = ToTellView { entry: self.entry, sessions: Vec::new(), rows: Vec::new() };
        for change in entry.changes.iter().filter(|c| c.key.kind == Kind::Session) {
            let before = change.before.as_deref().and_then(Session::of);
            let Some(after) = change.after.as_deref().and_then(Session::of) else { continue };
            // what is so now is told, whatever the entry did: a session it cancelled may be on again
            let now = known.diary.get::<Session>(after.id).unwrap_or(after);
            view.rows.extend(rows(known.diary, before.unwrap_or(now), now, entry.at.moment()));
            view.sessions.push(now.clone());
        }
        let now = known.now.moment();
        view.rows.sort_by_key(|row| (row.by <= now, row.by, row.session, row.who));
        Ok(Answer::ToTell(view))
    }
}

/// Everybody who has to hear of a change of a session since then: of one that is off or on again, those of whom
/// [`told`] says so; of one that changed, those whose part changed.
fn rows(diary: &Diary, old: &Session, new: &Session, at: Moment) -> Vec<ToTellRow> {
    let (was, is) = (old.status.takes_place(), new.status.takes_place());
    let back = new.told.iter().any(|t| t.old && t.at >= at);
    let tell = match (was, is) {
        (true, false) => every(told::called_off(diary, new), News::Cancelled),
        (false, true) => every(told::to_tell(diary, new), News::On),
        // cancelled by that entry and on again since: who heard of it hears that it is on
        (true, true) if back && general(old, new).is_empty() => every(told::to_tell(diary, new), News::On),
        (true, true) => changed(diary, old, new),
        (false, false) => Vec::new(),
    };
    let told = |who: Key| {
        told::knows(new, who) && new.told.iter().any(|t| t.who == Some(who) && t.reached() && !t.old && t.at >= at)
    };
    let row = |(who, news): (Key, Vec<News>)| ToTellRow {
        who,
        phone: phone(diary, who),
        session: new.id,
        by: Moment::new(new.date.min(old.date), sets_out(diary, old, new, who)),
        news,
        told: told(who),
    };
    tell.into_iter().filter(|(_, news)| !news.is_empty()).map(row).collect()
}

fn every(whom: Vec<Key>, news: News) -> Vec<(Key, Vec<News>)> {
    whom.into_iter().map(|who| (who, vec![news])).collect()
}

/// Of a session that is otherwise than it was: its adults and carers, and who works now, did before, or finds it changed.
fn changed(diary: &Diary, old: &Session, new: &Session) -> Vec<(Key, Vec<News>)> {
    let all = general(old, new);
    let theirs: Vec<News> = all.iter().copied().filter(|n| *n != News::Cars).collect();
    let adults = new.parties.iter().map(|party| (party.key(), theirs.clone()));
    let carers = told::carers(diary, new).into_iter().map(|carer| (carer, all.clone()));
    let (had, has) = (told::staff(old), told::staff(new));
    let mut everybody = [had.clone(), has.clone()].concat();
    everybody.sort_unstable();
    everybody.dedup();
    let staff = everybody.into_iter().map(|who| {
        let news = match (had.contains(&who), has.contains(&who)) {
            (false, true) => vec![News::Yours],
            // nobody rings who is ill to say that they are not needed
            (true, false) if diary.gone(who, new.date).next().is_some() => Vec::new(),
            (true, false) => vec![News::NotYours],
            _ => theirs.clone(),
        };
        (who, news)
    });
    adults.chain(carers).chain(staff).collect()
}

/// When somebody would set out or be there, before or now, whichever is sooner.
fn sets_out(diary: &Diary, old: &Session, new: &Session, who: Key) -> Minute {
    let legs = || old.legs.iter().chain(&new.legs);
    match who.kind {
        Kind::Party => new.stagger.adult_arrive.min(old.stagger.adult_arrive),
        Kind::Carer => {
            let lives = |c: &ChildId| diary.placement(*c, new.date).is_some_and(|p| p.carer.key() == who);
            let theirs = legs().filter(|leg| leg.children.iter().any(lives)).map(|leg| leg.depart).min();
            theirs.unwrap_or(new.stagger.child_arrive)
        }
        Kind::Child => new.start,
        _ => {
            let first = legs().filter(|leg| rides(leg, who)).map(|leg| leg.depart).min();
            first.unwrap_or(new.on_site().from.min(old.on_site().from))
        }
    }
}

/// What changed of a session that takes place as it did.
fn general(old: &Session, new: &Session) -> Vec<News> {
    let by = |s: &Session| s.legs.iter().map(|l| (l.driver, l.officer, l.vehicle, l.depart)).collect::<Vec<_>>();
    let changed = [
        (News::Time, (old.date, old.start, old.end) != (new.date, new.start, new.end)),
        (News::Place, (old.site, old.room) != (new.site, new.room)),
        (News::Officers, old.officers != new.officers),
        (News::Cars, by(old) != by(new)),
    ];
    changed.into_iter().filter(|(_, is)| *is).map(|(news, _)| news).collect()
}

fn rides(leg: &Leg, who: Key) -> bool {
    [leg.driver.map(|d| d.key()), leg.escort.map(|e| e.key()), leg.officer.map(|o| o.key())].contains(&Some(who))
}

fn phone(diary: &Diary, who: Key) -> Name {
    let phone = match who.kind {
        Kind::Party => diary.get::<Party>(who).map(|p| p.phone.clone()),
        Kind::Carer => diary.get::<Carer>(who).map(|c| c.phone.clone()),
        Kind::Officer => diary.get::<Officer>(who).map(|o| o.phone.clone()),
        Kind::Driver => diary.get::<Driver>(who).map(|d| d.phone.clone()),
        Kind::Child => diary.get::<Child>(who).map(|c| c.social_worker_phone.clone()),
        _ => None,
    };
    phone.unwrap_or_default()
}

impl Seen for ToTellView {
    fn see(&mut self, cut: &Cutter) -> Result<(), Refusal> {
        let open = |row: &ToTellRow| {
            let session = cut.diary.get::<Session>(row.session);
            let theirs = session.is_some_and(|s| cut.viewer.may_know_session(cut.diary, s));
            theirs && cut.viewer.may_know(cut.diary, row.who)
        };
        self.rows.retain(open);
        for row in &mut self.rows {
            let seen = cut.diary.record(row.who).and_then(|r| cut::record(cut.viewer, cut.diary, r).ok());
            if let Some(Record::Carer(carer)) = seen {
                row.phone = carer.phone;
            }
        }
        cut.sessions(&mut self.sessions);
        Ok(())
    }

    fn keys(&self, keys: &mut Vec<Key>) {
        keys.extend(self.rows.iter().map(|row| row.who));
        session_keys(&self.sessions, keys);
    }
}
