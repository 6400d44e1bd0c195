//! `session.book`: one bundle, booked or held.

use super::*;
use crate::desk::fill;

/// Books a session. Only the day, the start and a child or arrangement must be said; the arrangement fills in the
/// rest, and a free room, free officers and cars are chosen. What is said is taken as said.
#[derive(Clone, PartialEq, Debug, Default, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct SessionBook {
    /// The day.
    pub date: Day,
    /// Child and adult are together from.
    pub start: Minute,
    /// To; or say the minutes, or leave it to the arrangement.
    #[serde(default)]
    pub end: Option<Minute>,
    /// How many minutes, instead of an end.
    #[serde(default)]
    pub minutes: Option<u16>,
    /// The arrangement; found by the children where it is left out.
    #[serde(default)]
    pub arrangement: Option<ArrangementId>,
    /// The children.
    #[serde(default)]
    pub children: Option<Vec<ChildId>>,
    /// The adults.
    #[serde(default)]
    pub parties: Option<Vec<PartyId>>,
    /// The site.
    #[serde(default)]
    pub site: Option<SiteId>,
    /// The room.
    #[serde(default)]
    pub room: Option<RoomId>,
    /// The officers, the lead first.
    #[serde(default)]
    pub officers: Option<Vec<OfficerId>>,
    /// Supervision level.
    #[serde(default)]
    pub level: Option<SupervisionLevel>,
    /// How the children come and go.
    #[serde(default)]
    pub legs: Option<Vec<Leg>>,
    /// How the children come, instead of the arrangement's way.
    #[serde(default)]
    pub transport: Option<Transport>,
    /// Hold it only: it takes its room and people and is not promised to anyone yet.
    #[serde(default)]
    pub held: bool,
    /// Until when it is held; as long as the service holds without it, and never beyond its start.
    #[serde(default)]
    pub held_until: Option<Moment>,
    /// What it is for: contact, an assessment, a planning meeting, a review; as the arrangement says without it.
    #[serde(default)]
    pub sort: Option<SessionSort>,
    /// Who assesses, with an assessment.
    #[serde(default)]
    pub assessor: Option<Name>,
    /// When the assessment's report is due.
    #[serde(default)]
    pub report_due: Option<Day>,
    /// The session this makes up for.
    #[serde(default)]
    pub makeup_of: Option<SessionId>,
    /// The day of the arrangement's recurrence it stands for; where it is left out the one of that day, if there is one.
    #[serde(default)]
    pub occurrence: Option<Day>,
    /// Anything else.
    #[serde(default)]
    pub notes: Note,
}

impl SessionBook {
    /// Exactly this session, everything said.
    pub fn exactly(session: &Session) -> Self {
        Self {
            date: session.date,
            start: session.start,
            end: Some(session.end),
            minutes: None,
            arrangement: session.arrangement,
            children: Some(session.children.clone()),
            parties: Some(session.parties.clone()),
            site: Some(session.site),
            room: session.room,
            officers: Some(session.officers.clone()),
            level: Some(session.level),
            legs: Some(session.legs.clone()),
            transport: None,
            held: session.status == SessionStatus::Held,
            held_until: session.held_until,
            sort: Some(session.sort),
            assessor: Some(session.assessor.clone()),
            report_due: session.report_due,
            makeup_of: session.makeup_of,
            occurrence: session.occurrence,
            notes: session.notes.clone(),
        }
    }
}

/// What is written down afterwards is a fact, and still nobody was in two places: the gate judges what is to come, this what
/// is over.
fn not_over_something(known: &Known, session: &Session) -> Result<(), Refusal> {
    if session.date >= known.today() {
        return Ok(());
    }
    let found = crate::rules::check(known.diary, session)?;
    if !crate::rules::blocking(&found) {
        return Ok(());
    }
    let what = format!("{} is over, and a rule refuses it", said::long(session.date));
    let findings = found.into_iter().map(|finding| crate::desk::About { session: SessionId(0), finding }).collect();
    let no = Refusal { findings, ..Refusal::new(crate::desk::No::Rule, what) };
    Err(no.hinted("what took place all the same comes in with contactdesk import, and a manager's reason"))
}

impl Decide for SessionBook {
    fn scope(&self, _: &Viewer) -> Scope {
        Scope::day(self.date)
    }

    fn decide(&self, known: &Known) -> Result<Decided, Refusal> {
        if self.held_until.is_some_and(|until| !self.held || until <= known.now.moment()) {
            return Err(Refusal::usage(
                "held_until",
                "only what is held has an end of its hold, and it is still to come",
            ));
        }
        if self.held && Moment::new(self.date, self.start) <= known.now.moment() {
            return Err(Refusal::usage("held", "it would have begun: only what is still to come is held"));
        }
        let mut session = fill::propose(known.diary, self, known.today())?;
        not_over_something(known, &session)?;
        session.id = SessionId(known.diary.head.next(Kind::Session));
        Ok(Decided::one(Change::new(session)))
    }

    fn args(&self) -> String {
        crate::codec::json(self)
    }
}
