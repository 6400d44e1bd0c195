//! What rules find: one table of it, whatever its length.

use super::{Gap, Need, Paper, SeatKind};
use crate::domain::*;

/// What was found. Keys are people, places, things and records; minutes are of the session's day.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum What {
    /// `who` (a person, room, officer, driver or vehicle) is taken by another session.
    Taken {
        /// Who or what.
        who: Key,
        /// The session that takes it.
        by: SessionId,
        /// While it does.
        during: Span,
        /// What lies between the two.
        gap: Gap,
        /// Minutes of that gap.
        gap_min: u16,
        /// When `who` would be free for this session, after the gap.
        free_from: Minute,
    },
    /// A site or room is shut.
    Shut {
        /// The site or room.
        place: Key,
        /// The closure.
        closure: ClosureId,
        /// That day, until.
        until: Minute,
        /// The last day of it.
        last: Day,
    },
    /// Outside the hours of a site, officer or driver, or of the service (no key).
    OutsideHours {
        /// Whose hours.
        who: Option<Key>,
        /// Their hours that day; empty for none.
        hours: Vec<Span>,
        /// The minutes asked for.
        asked: Span,
    },
    /// A person is away.
    Away {
        /// The officer or driver.
        who: Key,
        /// The absence.
        absence: AbsenceId,
        /// The last day of it.
        last: Day,
        /// That day, until.
        until: Minute,
    },
    /// The room holds fewer people than come.
    TooSmall {
        /// The room.
        room: RoomId,
        /// People it holds.
        holds: u16,
        /// People who come, officers counted.
        people: u16,
    },
    /// A session of this level has no room.
    NoRoom,
    /// The room is on another site.
    ElsewhereRoom {
        /// The room.
        room: RoomId,
        /// Its site.
        site: SiteId,
    },
    /// A room, officer, driver or vehicle lacks something.
    Lacks {
        /// Who or what.
        who: Key,
        /// What is missing.
        need: Need,
    },
    /// Somebody is at a review, court, a medical, on holiday; or it is their festival.
    Appointment {
        /// The child, adult, carer or officer.
        who: Key,
        /// The appointment.
        appointment: AppointmentId,
        /// What it is.
        sort: AppointmentSort,
        /// The last day of it.
        last: Day,
        /// That day, until.
        until: Minute,
    },
    /// An officer would be the only member of staff on site.
    AloneOnSite {
        /// The officer.
        officer: OfficerId,
        /// The site.
        site: SiteId,
        /// The first minutes in which nobody else is there.
        during: Span,
    },
    /// An officer's day, with setting up, travel and a break, is longer than their hours.
    LongDay {
        /// The officer.
        officer: OfficerId,
        /// Minutes of the day's work.
        duty_min: u16,
        /// Minutes they work that day.
        hours_min: u16,
    },
    /// An officer's week, with travel and writing up, is longer than their contract or the hours they work.
    LongWeek {
        /// The officer.
        officer: OfficerId,
        /// Minutes of the week's work.
        duty_min: u16,
        /// Minutes of the contract, or of the hours they work that week where those are fewer.
        hours_min: u16,
    },
    /// Another session of high risk is next door in the same half of the day.
    RiskNextDoor {
        /// The session.
        by: SessionId,
        /// Its room.
        room: RoomId,
    },
    /// Too many sessions for one officer on one day.
    DayFull {
        /// The officer.
        officer: OfficerId,
        /// Sessions that day, this one counted.
        sessions: u16,
        /// Most.
        most: u16,
    },
    /// The level takes more officers.
    TooFewOfficers {
        /// Needed.
        needed: u16,
        /// Given.
        given: u16,
    },
    /// An officer must not be used for this family.
    Barred {
        /// The officer.
        officer: OfficerId,
        /// The child, adult or arrangement.
        with: Key,
    },
    /// Two people who must not meet would.
    MustNotMeet {
        /// The rule.
        rule: NoMeetRuleId,
        /// The one in this session.
        ours: Key,
        /// The other.
        other: Key,
        /// How far apart they must be kept.
        scope: NoMeetScope,
        /// The session of the other; this one, if both are in it.
        by: SessionId,
        /// The minutes both would be there.
        both: Span,
        /// When the other is gone, the margin counted.
        clear_from: Minute,
    },
    /// An adult who is not on the arrangement.
    NotNamed {
        /// The adult.
        party: PartyId,
        /// The arrangement.
        arrangement: ArrangementId,
    },
    /// An adult who may come only by prior agreement.
    ByAgreement {
        /// The adult.
        party: PartyId,
    },
    /// An adult who may not enter the site.
    Banned {
        /// The adult.
        party: PartyId,
        /// The site.
        site: SiteId,
    },
    /// More visitors than allowed.
    TooManyVisitors {
        /// Who come.
        come: u16,
        /// Most.
        most: u16,
    },
    /// A child who is not on the arrangement.
    ChildNotNamed {
        /// The child.
        child: ChildId,
        /// The arrangement.
        arrangement: ArrangementId,
    },
    /// A site that the arrangement does not allow.
    SiteNotPermitted {
        /// The site.
        site: SiteId,
        /// The arrangement.
        arrangement: ArrangementId,
    },
    /// In school.
    InSchool {
        /// The child.
        child: ChildId,
        /// The school.
        school: SchoolCalendarId,
        /// Until.
        until: Minute,
    },
    /// The carer is on holiday or cannot manage.
    CarerAway {
        /// The child.
        child: ChildId,
        /// The carer.
        carer: CarerId,
        /// The last day of it.
        last: Day,
    },
    /// A journey begins or ends with a carer the child does not live with that day.
    LivesElsewhere {
        /// The child.
        child: ChildId,
        /// Whom the child lives with.
        with: CarerId,
        /// The journey there or back.
        direction: Direction,
    },
    /// The adult works then.
    AtWork {
        /// The adult.
        party: PartyId,
        /// Until.
        until: Minute,
    },
    /// A child has no seat that fits.
    NoSeat {
        /// The child.
        child: ChildId,
        /// The seat needed.
        seat: SeatKind,
        /// The vehicle, where one is named.
        vehicle: Option<VehicleId>,
        /// Seats of that kind, all taken.
        has: u16,
    },
    /// A child has no height on file, so the seat was chosen by age.
    NoHeight {
        /// The child.
        child: ChildId,
    },
    /// A young child rides with only a driver.
    NoEscort {
        /// The child.
        child: ChildId,
        /// Which way.
        direction: Direction,
    },
    /// A leg does not fit the session: brings a child late or fetches one early; or the other way round, so that a
    /// child is there while nobody of ours is.
    LegTime {
        /// Which way.
        direction: Direction,
        /// Its minute.
        at: Minute,
        /// The minute it must not pass: out, no later than `due` or, if `at` is before it, no earlier; back likewise.
        due: Minute,
    },
    /// A child comes by car and has no leg that way.
    NoLeg {
        /// The child.
        child: ChildId,
        /// Which way.
        direction: Direction,
    },
    /// Nobody is named who takes the children over.
    NoReceiver {
        /// At the end of which way.
        direction: Direction,
    },
    /// A child travels another way than the arrangement says, and nobody has authorised it.
    NotAuthorised {
        /// The child.
        child: ChildId,
        /// How they would travel.
        mode: Transport,
        /// Which way.
        direction: Direction,
    },
    /// A long journey leaves no time for its breaks.
    LongJourney {
        /// Which way.
        direction: Direction,
        /// Minutes it has.
        minutes: u16,
        /// Minutes it takes, breaks counted.
        needed: u16,
    },
    /// A leg in one of our cars or a taxi has no driver.
    NoDriver {
        /// Which way.
        direction: Direction,
    },
    /// A paper is missing or not in force on the day.
    NotInForce {
        /// The paper.
        paper: Paper,
        /// The arrangement.
        arrangement: ArrangementId,
        /// The record, where there is one.
        record: Option<Key>,
        /// The day it ran out or begins; `None` where there is none.
        on: Option<Day>,
    },
    /// Two duties meet: contact is ordered and papers are missing.
    OrderedMeanwhile {
        /// The order, or the arrangement where that says how much there is to be.
        by: Key,
        /// Least sessions a week.
        times: Option<u8>,
        /// Least minutes a week.
        minutes: Option<u16>,
    },
    /// No arrangement is named.
    NoArrangement,
    /// It was held, and the time it was held for is over: it takes nothing any more.
    HoldLapsed {
        /// Since.
        until: Moment,
    },
    /// An adult whom the order does not let come.
    NotOrdered {
        /// The adult.
        party: PartyId,
        /// The order.
        order: CourtOrderId,
    },
    /// Watched less closely than the order or the risk assessment asks for.
    LevelBelow {
        /// The level asked for.
        needed: SupervisionLevel,
        /// The order or the risk assessment.
        by: Key,
    },
    /// Shorter than the order says.
    Shorter {
        /// Minutes of the session.
        minutes: u16,
        /// Minutes ordered.
        ordered: u16,
        /// The order.
        order: CourtOrderId,
    },
    /// More in the week than the order, or what the arrangement says of it, allows.
    AboveOrdered {
        /// The child.
        child: ChildId,
        /// Minutes in the week, this session counted.
        minutes: u16,
        /// Most.
        most: u16,
        /// The order or the arrangement.
        by: Key,
    },
    /// A time the child is to have free.
    KeepFree {
        /// The child.
        child: ChildId,
        /// Until.
        until: Minute,
    },
    /// An assessment without an assessor.
    NoAssessor,
    /// A record that is named is closed, merged or unknown.
    NotInUse {
        /// The record.
        key: Key,
    },
    /// Its day was closed.
    DayClosed {
        /// By whom.
        by: Name,
        /// When.
        at: Moment,
    },
}

impl What {
    /// When two uses of the same person or thing, or two people who must not meet, come together.
    pub fn collides_at(&self) -> Option<Minute> {
        match self {
            // what lies between the two uses is also what lies behind the other
            Self::Taken { during, gap_min, free_from, .. } => {
                let between = (*gap_min).max(free_from.0.saturating_sub(during.to.0));
                Some(during.from.plus(-i32::from(between)))
            }
            Self::MustNotMeet { both, .. } => Some(both.from),
            _ => None,
        }
    }

    /// When that is over.
    pub fn collides_until(&self) -> Option<Minute> {
        match self {
            Self::Taken { during, .. } => Some(during.to),
            Self::MustNotMeet { both, .. } => Some(both.to),
            _ => None,
        }
    }
}
