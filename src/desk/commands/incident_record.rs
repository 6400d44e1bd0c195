//! `incident.record`: something went wrong (DOMAIN 3d, 4a): what, who was concerned, what was done, and what is to follow.
//! An adult under the influence ends the session (DOMAIN 3b H17); a child who refuses or is ill may.

use super::session_outcome::{Outcome, SessionOutcome};
use super::*;

/// Takes down an incident.
#[derive(Clone, PartialEq, Debug, Default, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct IncidentRecord {
    /// What went wrong.
    pub sort: IncidentSort,
    /// In which session; its people and site come with it.
    #[serde(default)]
    pub session: Option<SessionId>,
    /// Where, if not in a session.
    #[serde(default)]
    pub site: Option<SiteId>,
    /// Children, adults and officers concerned, besides the session's.
    #[serde(default)]
    pub people: Vec<Key>,
    /// When; now where it is left out.
    #[serde(default)]
    pub at: Option<Moment>,
    /// What happened.
    pub what: Note,
    /// What was done at once.
    #[serde(default)]
    pub done: Note,
    /// The reference the police gave; it can be added later.
    #[serde(default)]
    pub police_ref: Name,
    /// What is to follow.
    #[serde(default)]
    pub follow_up: Note,
    /// By when; the next working day where it is left out.
    #[serde(default)]
    pub follow_up_by: Option<Day>,
    /// The session ends with it, or does not begin. An adult under the influence ends it in any case.
    #[serde(default)]
    pub ends: bool,
}

/// Who causes the loss, and why, where an incident of that sort ends a session; nothing where it does not by itself.
fn causes(sort: IncidentSort) -> Option<(CancelledBy, CancelReason)> {
    match sort {
        IncidentSort::Influence => Some((CancelledBy::Parent, CancelReason::Influence)),
        IncidentSort::ChildRefuses => Some((CancelledBy::Child, CancelReason::Refused)),
        IncidentSort::ChildIll => Some((CancelledBy::Child, CancelReason::Ill)),
        IncidentSort::Aggression => Some((CancelledBy::Parent, CancelReason::Risk)),
        _ => None,
    }
}

impl IncidentRecord {
    /// When it was: not later than now.
    fn moment(&self, known: &Known) -> Result<Moment, Refusal> {
        let now = known.now.moment();
        match self.at {
            Some(at) if at > now => Err(Refusal::usage("at", format!("{at} is still to come"))),
            at => Ok(at.unwrap_or(now)),
        }
    }

    /// The session as it ends with the incident, where it does and is not over already.
    fn ended(&self, known: &Known, session: &Session, at: Moment) -> Result<Option<Session>, Refusal> {
        let ends = self.ends || self.sort == IncidentSort::Influence;
        if !ends || session.status.has_outcome() || session.actual.ended.is_some() {
            return Ok(None);
        }
        let Some((by, reason)) = causes(self.sort) else {
            let what = format!("{}: say with session.outcome who or what ends the session", self.sort.said());
            return Err(Refusal::usage("ends", what));
        };
        let both = session.actual.adult_arrived.is_some() && session.actual.child_arrived.is_some();
        let began = session.actual.started.is_some() || both && at.minute >= session.start;
        let outcome = if began { Outcome::EndedEarly } else { Outcome::CalledOff };
        let words = self.what.clone();
        let at = (at.day == session.date).then_some(at.minute);
        let ends =
            SessionOutcome { session: session.id, outcome, by, reason: Some(reason), words, at, ..Default::default() };
        ends.came_out(known, session).map(Some)
    }

    /// Everybody concerned, each once. Whoever may not know the session's children may not know the incident.
    fn people(&self, known: &Known, session: Option<&Session>) -> Result<Vec<Key>, Refusal> {
        let mut people: Vec<Key> = Vec::new();
        for key in &self.people {
            if !matches!(key.kind, Kind::Child | Kind::Party | Kind::Carer | Kind::Officer | Kind::Driver) {
                return Err(Refusal::usage("people", format!("{key} is {}: name people", said::a(key.kind.one()))));
            }
            if known.diary.record(*key).is_none() {
                return Err(Refusal::not_found(*key));
            }
            people.push(*key);
        }
        if let Some(s) = session {
            people.extend(s.children.iter().map(|c| c.key()).chain(s.parties.iter().map(|p| p.key())));
            people.extend(s.officers.iter().map(|o| o.key()));
        }
        people.sort_unstable();
        people.dedup();
        Ok(people)
    }

    /// What is to follow, as a task: of every incident somebody says afterwards that it was seen to.
    fn task(&self, incident: &Incident, due: Day, told_by: Minute) -> Task {
        let about = incident.people.iter().copied().filter(|k| matches!(k.kind, Kind::Child | Kind::Party));
        let about = about.chain(incident.session.map(|s| s.key())).chain([incident.key()]).collect();
        let follow = if self.follow_up.is_empty() { "say what was done about it" } else { &*self.follow_up };
        let what = format!("{}: {follow}", self.sort.said());
        Task { due: Some(Moment::new(due, told_by)), ..task(TaskSort::Incident, about, &what, &Note::default()) }
    }
}

impl Decide for IncidentRecord {
    fn scope(&self, _: &Viewer) -> Scope {
        Scope::sessions(self.session)
    }

    fn needs(&self, known: &Known) -> Scope {
        let diary = known.diary;
        self.session.map_or_else(Scope::default, |session| lost::scope(diary, session))
    }

    fn decide(&self, known: &Known) -> Result<Decided, Refusal> {
        if self.what.is_empty() {
            return Err(Refusal::usage("what", "say what happened"));
        }
        let at = self.moment(known)?;
        let old = self.session.map(|id| known.session(id)).transpose()?;
        let base = || known.diary.open::<Site>().find(|s| s.base).map(|s| s.id);
        let settings = known.diary.settings();
        let due = self.follow_up_by.unwrap_or(calendar::working_days_after(at.day, 1, settings));
        let incident = Incident {
            id: IncidentId(known.diary.head.next(Kind::Incident)),
            sort: self.sort,
            session: self.session,
            site: old.map(|s| s.site).or(self.site).or_else(base),
            people: self.people(known, old)?,
            at,
            what: self.what.clone(),
            done: self.done.clone(),
            police_ref: self.police_ref.clone(),
            follow_up: self.follow_up.clone(),
            follow_up_by: Some(due),
            by: Name::new(&known.viewer.actor.account).unwrap_or_default(),
            ..Incident::default()
        };
        let task = self.task(&incident, due, settings.told_by);
        let decided = Decided::one(Change::new(incident)).raising(known, task);
        let Some(old) = old else { return Ok(decided) };
        match self.ended(known, old, at)? {
            None => Ok(decided),
            Some(session) => {
                let mut decided = decided;
                decided.changes.push(Change::of(old.clone(), session.clone()));
                lost::follow(known, decided, &session)
            }
        }
    }

    fn args(&self) -> String {
        // what was written down is in the changes
        crate::codec::json(&(self.sort, self.session))
    }
}
