//! `session.change`: officers, room, adults, legs, notes: everything but the time.

use super::session_move::{ahead, since};
use super::*;

/// Changes a session. What is not said stays.
#[derive(Clone, PartialEq, Debug, Default, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct SessionChange {
    /// The session.
    pub session: SessionId,
    /// The officers, the lead first.
    #[serde(default)]
    pub officers: Option<Vec<OfficerId>>,
    /// The room; its site comes with it.
    #[serde(default)]
    pub room: Option<RoomId>,
    /// The children.
    #[serde(default)]
    pub children: Option<Vec<ChildId>>,
    /// The adults.
    #[serde(default)]
    pub parties: Option<Vec<PartyId>>,
    /// Supervision level.
    #[serde(default)]
    pub level: Option<SupervisionLevel>,
    /// The legs.
    #[serde(default)]
    pub legs: Option<Vec<Leg>>,
    /// The journeys are planned anew, as for a new booking.
    #[serde(default)]
    pub plan_cars: bool,
    /// From held to booked.
    #[serde(default)]
    pub book: bool,
    /// Held, or held again, until then: it takes its room, officers and cars until that moment.
    #[serde(default)]
    pub hold_until: Option<Moment>,
    /// When an assessment's report is due.
    #[serde(default)]
    pub report_due: Option<Day>,
    /// Notes.
    #[serde(default)]
    pub notes: Option<Note>,
    /// The session as it was when this was thought up; refused if it has changed since.
    #[serde(default)]
    pub was: Option<Box<Session>>,
}

impl SessionChange {
    /// The end of a hold that is made longer or shorter: still to come, and not after the session began.
    fn held(&self, known: &Known, old: &Session, until: Moment) -> Result<Moment, Refusal> {
        if self.book || old.status != SessionStatus::Held {
            let what = format!("{} is {}: only what is held has an end of its hold", old.id, old.status.said());
            return Err(Refusal::usage("hold_until", what));
        }
        if until <= known.now.moment() {
            return Err(Refusal::usage("hold_until", format!("{} is over", said::long_moment(until))));
        }
        Ok(until.min(Moment::new(old.date, old.start)))
    }
}

impl Decide for SessionChange {
    fn scope(&self, _: &Viewer) -> Scope {
        Scope::sessions([self.session])
    }

    fn decide(&self, known: &Known) -> Result<Decided, Refusal> {
        let old = known.session(self.session)?;
        since(old, self.was.as_deref())?;
        // notes may be added at any time; the rest only before it begins
        let noted = Self { session: self.session, notes: self.notes.clone(), was: self.was.clone(), ..Self::default() };
        if *self != noted {
            ahead(old, "changed")?;
        }
        let mut session = old.clone();
        if let Some(room) = self.room {
            let room = known.open::<Room>(room)?;
            for leg in &mut session.legs {
                for end in [&mut leg.from, &mut leg.to] {
                    if *end == Place::Site(old.site) {
                        *end = Place::Site(room.site);
                    }
                }
            }
            (session.room, session.site) = (Some(room.id), room.site);
        }
        for officer in self.officers.iter().flatten() {
            known.open::<Officer>(*officer)?;
        }
        session.officers = self.officers.clone().unwrap_or(session.officers);
        session.children = self.children.clone().unwrap_or(session.children);
        if self.parties.as_ref().is_some_and(Vec::is_empty) && !old.parties.is_empty() {
            return Err(Refusal::usage("parties", "say which adults come")
                .hinted("where nobody comes it is cancelled: session.cancel"));
        }
        session.parties = self.parties.clone().unwrap_or(session.parties);
        session.level = self.level.unwrap_or(session.level);
        session.legs = self.legs.clone().unwrap_or(session.legs);
        if self.plan_cars {
            crate::desk::fill::plan_cars(known.diary, &mut session)?;
        }
        session.notes = self.notes.clone().unwrap_or(session.notes);
        session.report_due = self.report_due.or(session.report_due);
        if let Some(until) = self.hold_until {
            session.held_until = Some(self.held(known, old, until)?);
        }
        if self.book && matches!(session.status, SessionStatus::Held | SessionStatus::Draft) {
            (session.status, session.held_until) = (SessionStatus::Booked, None);
        }
        crate::desk::fill::received(known.diary, old, &mut session);
        if session == *old {
            return Err(Refusal::usage("session", format!("that changes nothing about {}", self.session)));
        }
        Ok(Decided::one(Change::of(old.clone(), session)))
    }

    fn args(&self) -> String {
        crate::codec::json(&Self { was: None, ..self.clone() })
    }
}
