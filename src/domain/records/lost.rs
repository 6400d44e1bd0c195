//! What is lost of a session: cancelled, or a child who came late.

use crate::domain::*;

choices! {
    /// Who or what caused a cancellation.
    CancelledBy {
        /// A parent or other adult.
        #[default] Parent "parent",
        /// The child.
        Child "child",
        /// The carer.
        Carer "carer",
        /// The service: staff.
        ServiceStaff "service: staff",
        /// The service: transport.
        ServiceTransport "service: transport",
        /// The venue.
        Venue "venue",
        /// A court order or the care plan changed.
        Order "order or plan",
        /// The social worker.
        SocialWorker "social worker",
    }
}

impl CancelledBy {
    /// Whether the loss is the service's or carer's, so that a make-up is owed (DOMAIN 3d).
    pub fn owes_make_up(self) -> bool {
        matches!(self, Self::Carer | Self::ServiceStaff | Self::ServiceTransport | Self::Venue)
    }
}

choices! {
    /// Why a session was cancelled.
    CancelReason {
        /// Did not confirm.
        #[default] NotConfirmed "did not confirm",
        /// Said they cannot come.
        Declined "said they cannot come",
        /// Ill.
        Ill "ill",
        /// Refused.
        Refused "refused",
        /// On holiday.
        Holiday "holiday",
        /// Working.
        Work "work",
        /// School, medical or court appointment.
        Appointment "another appointment",
        /// Travel, weather, breakdown.
        Travel "travel",
        /// No officer.
        NoOfficer "no officer",
        /// No driver or seat.
        NoTransport "no transport",
        /// Room or site shut.
        NoRoom "room or site shut",
        /// Under the influence.
        Influence "under the influence",
        /// Not safe.
        Risk "not safe",
        /// The order or plan changed.
        OrderChanged "order or plan changed",
        /// Booked in error.
        Mistake "booked in error",
        /// Another reason, in the words.
        Other "another reason",
        /// Did not come.
        DidNotCome "did not come",
    }
}

/// A cancellation is complete or it is not recorded: by, why, when, notice, who wrote it down (DOMAIN 3b H18).
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct Cancellation {
    /// Who or what caused it.
    pub by: CancelledBy,
    /// Why.
    pub reason: CancelReason,
    /// In words.
    pub words: Note,
    /// Minutes between it and the start; negative after the start.
    pub notice_min: i64,
    /// When it was recorded.
    pub at: Moment,
    /// Account of who recorded it.
    pub recorded_by: Name,
}

/// A child came late: what was lost, and what of it is made good at once.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct Late {
    /// Minutes lost.
    pub lost_min: u16,
    /// Minutes the session is longer for it.
    pub extended_min: u16,
    /// Minutes owed for the rest.
    pub owed_min: u16,
    /// Who or what caused it.
    pub by: CancelledBy,
    /// In words.
    pub words: Note,
    /// When it was recorded.
    pub at: Moment,
    /// Account of who recorded it.
    pub recorded_by: Name,
}
