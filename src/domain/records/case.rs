//! What contact a child is to have: the arrangement, and the words it is made of.

use super::record;
use crate::domain::*;

choices! {
    /// How closely a session is watched. How many officers it takes: [`SupervisionLevel::officers`].
    SupervisionLevel {
        /// Within sight and sound at all times; one family per officer.
        #[default] Supervised "supervised",
        /// To prevent immediate harm: two officers.
        CloseTwoOfficer "close, two officers",
        /// Not observed continuously.
        Monitored "monitored",
        /// Staff at hand, no close observation.
        Supported "supported",
        /// Collection and return only.
        HandoverOnly "handover only",
        /// Out of the centre, an officer stays.
        Community "community",
        /// Nobody else there.
        Unsupervised "unsupervised",
        /// Letters, telephone, video.
        Indirect "indirect",
    }
}

impl SupervisionLevel {
    /// Officers the level takes at least (DOMAIN 3b H5, H6).
    pub fn officers(self) -> usize {
        match self {
            Self::CloseTwoOfficer => 2,
            Self::Unsupervised | Self::Indirect => 0,
            _ => 1,
        }
    }

    /// How closely it watches, for comparing: letters and calls do not meet at all, so nothing is closer.
    pub fn closeness(self) -> u8 {
        match self {
            Self::Unsupervised => 0,
            Self::HandoverOnly => 1,
            Self::Supported => 2,
            Self::Monitored => 3,
            Self::Supervised | Self::Community => 4,
            Self::CloseTwoOfficer => 5,
            Self::Indirect => 6,
        }
    }

    /// The next less intrusive level: what a review weighs (DOMAIN 3c S13). Nothing where nobody watches already.
    pub fn less(self) -> Option<Self> {
        match self {
            Self::CloseTwoOfficer => Some(Self::Supervised),
            Self::Supervised => Some(Self::Monitored),
            Self::Monitored => Some(Self::Supported),
            Self::Supported | Self::Community | Self::HandoverOnly => Some(Self::Unsupervised),
            Self::Unsupervised | Self::Indirect => None,
        }
    }

    /// Whether it happens in a room of a site.
    pub fn needs_room(self) -> bool {
        !matches!(self, Self::Community | Self::HandoverOnly | Self::Unsupervised | Self::Indirect)
    }
}

choices! {
    /// Where an arrangement stands.
    ArrangementStatus {
        /// Asked for.
        #[default] Requested "requested",
        /// On the waiting list.
        Waiting "waiting",
        /// Planned, not started.
        Planned "planned",
        /// Running.
        Active "active",
        /// Paused for a while.
        Paused "paused",
        /// Suspended, with a reason.
        Suspended "suspended",
        /// Over.
        Ended "ended",
    }
}

choices! {
    /// Why the contact happens.
    OrderedBy {
        /// The care plan.
        #[default] CarePlan "care plan",
        /// A court order.
        CourtOrder "court order",
        /// An agreement.
        Agreement "agreement",
    }
}

choices! {
    /// Who leaves first at the end.
    DepartureOrder {
        /// The child, then the adults: the usual way.
        #[default] ChildFirst "child first",
        /// The adults, then the child.
        AdultFirst "adults first",
    }
}

choices! {
    /// How often.
    Per {
        /// Each week.
        #[default] Week "week",
        /// Each fortnight.
        Fortnight "fortnight",
        /// Each month.
        Month "month",
        /// Each year.
        Year "year",
    }
}

choices! {
    /// How a child travels to a session.
    Transport {
        /// The carer brings the child.
        #[default] Carer "carer",
        /// One of our cars and drivers.
        Council "council car",
        /// A volunteer driver.
        Volunteer "volunteer driver",
        /// A taxi.
        Taxi "taxi",
        /// The supervising officer's own car.
        OfficerCar "officer's car",
        /// On foot or by bus.
        Public "walking or public",
    }
}

choices! {
    /// How soon contact has to begin, of those who wait. Newborn children go before all (DOMAIN 4a).
    Priority {
        /// In turn.
        #[default] Routine "routine",
        /// Soon.
        Soon "soon",
        /// At once.
        Urgent "urgent",
    }
}

/// How one child of an arrangement comes, where it is not as the others do.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct ChildTransport {
    /// The child.
    pub child: ChildId,
    /// How they come.
    pub how: Transport,
}

record! {
    /// A standing entitlement: who meets whom, how often, how long, where, watched how closely.
    Arrangement ArrangementId {
        /// What it is for: contact, or an assessment.
        sort: SessionSort,
        /// The children it is for.
        children: Vec<ChildId>,
        /// Adults who come as a matter of course.
        parties: Vec<PartyId>,
        /// Adults who may come when invited.
        invited: Vec<PartyId>,
        /// Adults who may come when the social worker has agreed beforehand.
        by_agreement: Vec<PartyId>,
        /// Most visitors at once (DOMAIN 3a: 3).
        max_visitors: Option<u8>,
        /// What it is for.
        purpose: Note,
        /// Supervision level.
        level: SupervisionLevel,
        /// Why it is supervised; must be said.
        level_reason: Note,
        /// Officers needed, where more than the level asks.
        officers_needed: Option<u8>,
        /// How many sessions...
        times: Option<u8>,
        /// ...in each.
        per: Per,
        /// Length of a session in minutes.
        length_min: Option<u16>,
        /// When it happens: `Mon and Thu 16:00-17:30`, `first Sat 10:00-12:00`, `6 a year`.
        recurrence: Recurrence,
        /// Sites it may happen at; empty for any.
        sites: Vec<SiteId>,
        /// What the room must have.
        room_needs: Vec<RoomFeature>,
        /// Language the officer must understand.
        language: Name,
        /// Clearances and skills every officer must hold.
        skills: Vec<Skill>,
        /// Officers the child knows.
        usual_officers: Vec<OfficerId>,
        /// Officers who must not be used.
        barred_officers: Vec<OfficerId>,
        /// How the children come.
        transport: Transport,
        /// Children who come another way than that.
        transport_for: Vec<ChildTransport>,
        /// May fall into school time: the social worker has ticked it.
        school_time_agreed: bool,
        /// Who leaves first.
        departure: DepartureOrder,
        /// Why it happens.
        ordered_by: OrderedBy,
        /// Least minutes a week that are ordered.
        ordered_min_minutes: Option<u16>,
        /// Most minutes a week that are ordered.
        ordered_max_minutes: Option<u16>,
        /// Asked for on.
        requested_on: Option<Day>,
        /// Asked for by: the social worker, and how to reach them.
        requested_by: Name,
        /// How soon.
        priority: Priority,
        /// First session wanted by.
        target_on: Option<Day>,
        /// Who assesses, with an assessment.
        assessor: Name,
        /// The assessment's report is due.
        report_due: Option<Day>,
        /// First day.
        start: Option<Day>,
        /// Last day.
        end: Option<Day>,
        /// Next review.
        review_due: Option<Day>,
        /// Planning meeting held on.
        planned_on: Option<Day>,
        /// Referral complete since.
        referral_complete_on: Option<Day>,
        /// Paperwork is on file elsewhere and is to be checked by this day (imported arrangements).
        paperwork_check_by: Option<Day>,
        /// Gifts, food, photographs, telephone, toileting: what was agreed.
        house_rules: Note,
        /// What happens when it is cancelled.
        cancellation_terms: Note,
        /// Where it stands.
        status: ArrangementStatus,
        /// Why it is paused, suspended or ended.
        status_reason: Note,
        /// Suspended until.
        suspended_until: Option<Day>,
        /// Anything else.
        notes: Note,
    }
    check(c) {
        c.at_least_one("children", c.record.children.len());
        c.in_order("end", c.record.start, c.record.end);
        c.within("length_min", c.record.length_min, 10, 720);
        c.within("max_visitors", c.record.max_visitors.map(u16::from), 1, 20);
    }
    owners(r) {
        r.children.iter().map(|c| c.key()).chain(r.parties.iter().chain(&r.invited).chain(&r.by_agreement).map(|p| p.key()))
            .chain(r.sites.iter().map(|s| s.key()))
            .chain(r.usual_officers.iter().chain(&r.barred_officers).map(|o| o.key())).collect()
    }
}

impl Arrangement {
    /// How one of its children comes.
    pub fn transport_of(&self, child: ChildId) -> Transport {
        self.transport_for.iter().find(|other| other.child == child).map_or(self.transport, |other| other.how)
    }
}
