//! `allowed`: somebody is at the door; may they come in? (DOMAIN 4c, H2, H8)

use super::now::OnSite;
use super::*;
use crate::desk::No;
use crate::rules;

/// Whether an adult may be let in at a site now.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Allowed {
    /// Who is at the door: a reference or a name.
    pub who: String,
    /// At which site; the base where it is left out.
    #[serde(default)]
    pub at: Option<String>,
}

choices! {
    /// What to do about who is at the door.
    Door {
        /// They may not enter the site.
        #[default] Banned "NO: they may not enter this site",
        /// Somebody they must not meet is there.
        MustNotMeet "NO: somebody they must not meet is here",
        /// They are expected.
        Expected "YES: they are expected",
        /// They have a session there today, but not about now.
        Later "NOT NOW: they have a session here at another time today",
        /// They are named on an arrangement and have nothing here today.
        Named "ASK: they are known here, and nothing you may see is booked for them now",
        /// They are on no arrangement.
        NotNamed "NO: they are named on no arrangement",
    }
}

/// Who is at the door, and what to do.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize, JsonSchema)]
pub struct AllowedView {
    /// Who.
    pub who: PartyId,
    /// Where.
    pub site: SiteId,
    /// When.
    pub at: Moment,
    /// What to do.
    pub door: Door,
    /// Their session there today: the one under way or next.
    pub session: Option<Session>,
    /// Who is there whom they must not meet; one with number 0 is not the asker's to know.
    pub not_to_meet: Vec<Key>,
    /// Bail, injunctions and the like.
    pub conditions: Note,
    /// A photograph is on file to look at.
    pub photo: bool,
}

/// So many minutes before they are due they may wait inside.
const EARLY: i32 = 15;

impl Ask for Allowed {
    fn scope(&self, _: &Viewer, today: Day) -> Scope {
        Scope::day(today)
    }

    fn answer(&self, asked: &Asked) -> Result<Answer, Refusal> {
        let known = &asked.known;
        let (diary, at) = (known.diary, known.now.moment());
        let who = one(known, &self.who, Kind::Party, "at the door is a family member")?;
        let party = diary.get::<Party>(who).ok_or_else(|| Refusal::not_found(who))?;
        let site = match &self.at {
            Some(text) => SiteId(one(known, text, Kind::Site, "say at which site")?.id),
            None => diary.open::<Site>().find(|s| s.base).map(|s| s.id).unwrap_or_default(),
        };
        let there = |s: &&Session| s.site == site && s.is_on_the_road() && !s.has_lapsed(at);
        let today: Vec<&Session> = diary.day(at.day)?.filter(there).collect();
        let known_here = |s: &&&Session| known.viewer.may_know_session(diary, s);
        let theirs =
            today.iter().filter(|s| s.parties.contains(&party.id) && s.status.takes_place()).filter(known_here);
        let session = theirs.filter(|s| s.adults_on_site().to > at.minute).min_by_key(|s| s.start).copied();
        let never = rules::not_to_meet(diary, who, at.day);
        let here = today.iter().filter_map(|s| OnSite::at(diary, s, at.minute));
        let people = here.flat_map(|on| {
            on.adults.iter().map(|p| p.key()).chain(on.children.iter().map(|c| c.key())).collect::<Vec<_>>()
        });
        let mut not_to_meet: Vec<Key> = people.filter(|key| never.contains(key)).collect();
        not_to_meet.sort_unstable();
        not_to_meet.dedup();
        let due = |s: &Session| s.adults_on_site().from.plus(-EARLY) <= at.minute;
        let named = || diary.pointing::<Arrangement>(who).any(|a| known.viewer.may_know(diary, a.id.key()));
        let door = match session {
            _ if party.banned_sites.contains(&site) => Door::Banned,
            _ if !not_to_meet.is_empty() => Door::MustNotMeet,
            Some(session) if due(session) => Door::Expected,
            Some(_) => Door::Later,
            None if named() => Door::Named,
            None => Door::NotNamed,
        };
        Ok(Answer::Allowed(AllowedView {
            who: party.id,
            site,
            at,
            door,
            session: session.cloned(),
            not_to_meet,
            conditions: party.conditions.clone(),
            photo: party.photo,
        }))
    }
}

/// The one record of a kind that is meant.
fn one(known: &Known, text: &str, kind: Kind, what: &str) -> Result<Key, Refusal> {
    match text.trim().parse::<Key>() {
        Ok(key) if key.kind == kind => Ok(key),
        Ok(key) => Err(Refusal::usage("who", format!("{key} is {}: {what}", said::a(key.kind.one())))),
        Err(_) => find::named(known, text, &[kind]),
    }
}

impl Seen for AllowedView {
    fn see(&mut self, cut: &Cutter) -> Result<(), Refusal> {
        let key = self.who.key();
        if !cut.viewer.may_know(cut.diary, key) {
            return Err(Refusal::new(No::NotPermitted, format!("{key} belongs to a restricted case"))
                .hinted("do not let them in; ask a manager"));
        }
        if let Some(session) = &mut self.session {
            *session = cut::session(cut.viewer, cut.diary, session);
        }
        for other in self.not_to_meet.iter_mut().filter(|other| !cut.viewer.may_know(cut.diary, **other)) {
            *other = Key::new(other.kind, 0);
        }
        Ok(())
    }

    fn keys(&self, keys: &mut Vec<Key>) {
        keys.extend([self.who.key(), self.site.key()]);
        keys.extend(&self.not_to_meet);
        session_keys(self.session.as_slice(), keys);
    }
}
