//! `to_tell`: who has to hear of what an entry did to its sessions, with whom to ring first.

use super::*;
use crate::desk::No;

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
    /// A row for each person and session, whoever sets out first coming first.
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
            view.rows.extend(rows(known.diary, before, after, entry.at.moment()));
            view.sessions.extend(known.diary.get::<Session>(after.id).cloned());
        }
        view.rows.sort_by_key(|row| (row.by, row.session, row.who));
        Ok(Answer::ToTell(view))
    }
}

/// Everybody who has to hear of a change of a session.
fn rows(diary: &Diary, before: Option<&Session>, after: &Session, at: Moment) -> Vec<ToTellRow> {
    let old = before.unwrap_or(after);
    let all = general(old, after);
    let told = diary.get::<Session>(after.id).map_or(&[][..], |s| &s.told);
    let row = |(who, minute, news): (Key, Minute, Vec<News>)| ToTellRow {
        who,
        phone: phone(diary, who),
        session: after.id,
        by: Moment::new(after.date.min(old.date), minute),
        news,
        told: told.iter().any(|t| t.who == Some(who) && t.result == ToldResult::Told && t.at >= at),
    };
    let everybody = family(diary, old, after, &all).into_iter().chain(staff(diary, old, after, &all));
    everybody.filter(|(_, _, news)| !news.is_empty()).map(row).collect()
}

/// The adults, who the children live with, and of what is cancelled the children's social workers.
fn family(diary: &Diary, old: &Session, new: &Session, all: &[News]) -> Vec<(Key, Minute, Vec<News>)> {
    let theirs: Vec<News> = all.iter().copied().filter(|n| *n != News::Cars).collect();
    let comes = new.stagger.adult_arrive.min(old.stagger.adult_arrive);
    let mut tell: Vec<_> = new.parties.iter().map(|party| (party.key(), comes, theirs.clone())).collect();
    for child in &new.children {
        let legs = old.legs.iter().chain(&new.legs).filter(|leg| leg.children.contains(child));
        let leaves = legs.map(|leg| leg.depart).min().unwrap_or(new.stagger.child_arrive);
        let home = diary.placement(*child, new.date).map(|p| p.carer.key());
        tell.extend(home.map(|carer| (carer, leaves, all.to_vec())));
        if all.contains(&News::Cancelled) {
            tell.push((child.key(), new.start, all.to_vec()));
        }
    }
    // of children who live together one carer hears once
    tell.dedup_by(|a, b| a.0 == b.0);
    tell
}

/// Officers and drivers: who has it now, who has it no longer, and who finds it changed.
fn staff(diary: &Diary, old: &Session, new: &Session, all: &[News]) -> Vec<(Key, Minute, Vec<News>)> {
    let (had, has) = (bound(old), bound(new));
    let mut everybody = [had.clone(), has.clone()].concat();
    everybody.sort_unstable();
    everybody.dedup();
    let tell = |who: Key| {
        let news = match (had.contains(&who), has.contains(&who)) {
            _ if all.contains(&News::Cancelled) && is_away(diary, who, new.date) => Vec::new(),
            _ if all.contains(&News::Cancelled) => vec![News::Cancelled],
            (false, true) => vec![News::Yours],
            // nobody rings who is ill to say that they are not needed
            (true, false) if is_away(diary, who, new.date) => Vec::new(),
            (true, false) => vec![News::NotYours],
            _ => all.iter().copied().filter(|n| *n != News::Cars).collect(),
        };
        let legs = old.legs.iter().chain(&new.legs).filter(|leg| rides(leg, who));
        let first = legs.map(|leg| leg.depart).min().unwrap_or(new.on_site().from.min(old.on_site().from));
        (who, first, news)
    };
    everybody.into_iter().map(tell).collect()
}

/// The officers, drivers and escorts of a session.
fn bound(session: &Session) -> Vec<Key> {
    let mut keys: Vec<Key> = session.officers.iter().map(|o| o.key()).collect();
    for leg in session.legs.iter().filter(|leg| leg.status != LegStatus::StoodDown) {
        keys.extend(leg.officer.map(|o| o.key()));
        keys.extend(leg.driver.into_iter().chain(leg.escort).map(|d| d.key()));
    }
    keys
}

/// What happened to a session as a whole.
fn general(old: &Session, new: &Session) -> Vec<News> {
    if new.status != old.status && !new.status.takes_place() {
        return vec![News::Cancelled];
    }
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

fn is_away(diary: &Diary, who: Key, day: Day) -> bool {
    diary.gone(who, day).next().is_some()
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
