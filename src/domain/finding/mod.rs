//! What a rule found: keys and minutes, never words, so that it can be cut to a role before it is spoken.

mod what;

pub use what::What;

use super::*;
use std::borrow::Cow;
use std::fmt;

/// The name of a rule: `room-taken`.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Default, Serialize, Deserialize, JsonSchema)]
#[serde(transparent)]
pub struct RuleName(pub Cow<'static, str>);

impl RuleName {
    /// The name of a rule of ours.
    pub const fn new(name: &'static str) -> Self {
        Self(Cow::Borrowed(name))
    }
}

impl fmt::Display for RuleName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&self.0)
    }
}

choices! {
    /// How much a finding matters.
    Severity {
        /// Refuses, unless a role that may overrides it with a reason.
        #[default] Block "blocks",
        /// Shown, refuses nothing.
        Warn "warning",
    }
}

choices! {
    /// The part of a booking that a finding concerns: the form shows it under that field.
    Part {
        /// The session as a whole.
        #[default] Session "session",
        /// The arrangement and its paperwork.
        Arrangement "arrangement",
        /// The children.
        Children "children",
        /// The adults.
        Parties "adults",
        /// Day and time.
        Time "time",
        /// The site.
        Site "site",
        /// The room.
        Room "room",
        /// The officers.
        Officers "officers",
        /// The legs.
        Legs "transport",
    }
}

choices! {
    /// What lies between two uses of the same person or thing.
    Gap {
        /// Nothing: they overlap.
        #[default] None "overlap",
        /// The room must be cleared.
        ClearDown "clear-down",
        /// The way from one place to the other.
        Travel "travel",
    }
}

choices! {
    /// A child's seat in a car.
    SeatKind {
        /// Rear-facing.
        #[default] Infant "infant seat",
        /// Forward-facing.
        Toddler "toddler seat",
        /// Booster.
        Booster "booster seat",
        /// An ordinary seat.
        Belt "seat",
        /// A wheelchair place.
        Wheelchair "wheelchair place",
    }
}

choices! {
    /// A paper or step without which there is no contact.
    Paper {
        /// The referral form, complete (H3).
        #[default] Referral "complete referral",
        /// The planning meeting (H4).
        PlanningMeeting "planning meeting",
        /// The signed agreement (H4).
        Agreement "signed agreement",
        /// The risk assessment, in date (H5).
        RiskAssessment "risk assessment",
        /// The court order, in force (H10).
        Order "court order",
        /// The arrangement itself: active and between its dates.
        Arrangement "arrangement",
    }
}

/// What a room or person lacks.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Need {
    /// A feature of the room.
    Feature(RoomFeature),
    /// A skill or clearance.
    Skill(Skill),
    /// A language.
    Language(Name),
    /// A clearance that has run out: disclosure check, training, licence, insurance. Since that day.
    InDate(Name, Day),
    /// A car of their own.
    Car,
}

/// What a rule found about one session.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize, JsonSchema)]
pub struct Finding {
    /// The rule.
    pub rule: RuleName,
    /// How much it matters.
    pub severity: Severity,
    /// The part of the session it concerns.
    pub part: Part,
    /// What was found.
    pub what: What,
}

impl Finding {
    /// Whether it refuses.
    pub fn blocks(&self) -> bool {
        self.severity == Severity::Block
    }

    /// Every record it names: what the cut looks at.
    pub fn keys(&self) -> Vec<Key> {
        match &self.what {
            What::Taken { who, by, .. } => vec![*who, by.key()],
            What::Shut { place, closure, .. } => vec![*place, closure.key()],
            What::OutsideHours { who, .. } => who.iter().copied().collect(),
            What::Away { who, absence, .. } => vec![*who, absence.key()],
            What::Appointment { who, appointment, .. } => vec![*who, appointment.key()],
            What::AloneOnSite { officer, site, .. } => vec![officer.key(), site.key()],
            What::LongDay { officer, .. } | What::LongWeek { officer, .. } => vec![officer.key()],
            What::RiskNextDoor { by, room } => vec![by.key(), room.key()],
            What::TooSmall { room, .. } => vec![room.key()],
            What::ElsewhereRoom { room, site } => vec![room.key(), site.key()],
            What::Lacks { who, .. } => vec![*who],
            What::DayFull { officer, .. } => vec![officer.key()],
            What::Barred { officer, with } => vec![officer.key(), *with],
            What::MustNotMeet { rule, ours, other, by, .. } => vec![rule.key(), *ours, *other, by.key()],
            What::NotNamed { party, arrangement } => vec![party.key(), arrangement.key()],
            What::ByAgreement { party } | What::AtWork { party, .. } => vec![party.key()],
            What::Banned { party, site } => vec![party.key(), site.key()],
            What::ChildNotNamed { child, arrangement } => vec![child.key(), arrangement.key()],
            What::SiteNotPermitted { site, arrangement } => vec![site.key(), arrangement.key()],
            What::InSchool { child, school, .. } => vec![child.key(), school.key()],
            What::CarerAway { child, carer, .. } | What::LivesElsewhere { child, with: carer, .. } => {
                vec![child.key(), carer.key()]
            }
            What::NoSeat { child, vehicle, .. } => {
                std::iter::once(child.key()).chain(vehicle.map(|v| v.key())).collect()
            }
            What::NoHeight { child }
            | What::NoLeg { child, .. }
            | What::NoEscort { child, .. }
            | What::NotAuthorised { child, .. } => vec![child.key()],
            What::NotInForce { arrangement, record, .. } => std::iter::once(arrangement.key()).chain(*record).collect(),
            What::NotInUse { key } => vec![*key],
            What::NotOrdered { party, order } => vec![party.key(), order.key()],
            What::Shorter { order, .. } => vec![order.key()],
            What::AboveOrdered { child, by, .. } => vec![child.key(), *by],
            What::KeepFree { child, .. } => vec![child.key()],
            What::OrderedMeanwhile { by, .. } | What::LevelBelow { by, .. } => vec![*by],
            What::NoRoom
            | What::HoldLapsed { .. }
            | What::DayClosed { .. }
            | What::NoAssessor
            | What::TooFewOfficers { .. }
            | What::TooManyVisitors { .. }
            | What::LegTime { .. }
            | What::LongJourney { .. }
            | What::NoReceiver { .. }
            | What::NoDriver { .. }
            | What::NoArrangement => Vec::new(),
        }
    }
}
