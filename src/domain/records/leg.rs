//! The journeys of a session.

use crate::domain::*;

choices! {
    /// Which way a leg goes.
    Direction {
        /// To the session.
        #[default] Out "out",
        /// Back.
        Return "return",
    }
}

choices! {
    /// Where a leg stands.
    LegStatus {
        /// Planned.
        #[default] Planned "planned",
        /// Waits for the adult's confirmation.
        Held "held",
        /// The driver may go.
        Released "released",
        /// The child is in the car.
        Collected "collected",
        /// The child was handed over.
        Delivered "delivered",
        /// It did not happen.
        Failed "failed",
        /// The session was cancelled before it began.
        StoodDown "stood down",
    }
}

/// One end of a leg.
#[derive(Clone, PartialEq, Eq, Hash, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum Place {
    /// A site.
    Site(SiteId),
    /// With a carer.
    Carer(CarerId),
    /// A school.
    School(SchoolCalendarId),
    /// Elsewhere, in words.
    Other(Name),
}

impl Default for Place {
    fn default() -> Self {
        Self::Other(Name::default())
    }
}

/// One movement of children to or from a session.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct Leg {
    /// To the session or back.
    pub direction: Direction,
    /// The children carried.
    pub children: Vec<ChildId>,
    /// From.
    pub from: Place,
    /// To.
    pub to: Place,
    /// Leaves at.
    pub depart: Minute,
    /// Arrives at.
    pub arrive: Minute,
    /// How.
    pub mode: Transport,
    /// The driver.
    pub driver: Option<DriverId>,
    /// The officer who drives, with [`Transport::OfficerCar`].
    pub officer: Option<OfficerId>,
    /// The vehicle.
    pub vehicle: Option<VehicleId>,
    /// An adult who rides along.
    pub escort: Option<DriverId>,
    /// Legs with the same vehicle and the same run, not 0, are one journey and share its seats.
    pub run: u16,
    /// Seats fitted, where the vehicle is not ours.
    pub seats: Seats,
    /// Where it stands.
    pub status: LegStatus,
    /// The adult who takes the child over (DOMAIN 3b H15).
    pub receiver: Name,
    /// Who authorised it.
    pub authorised_by: Name,
    /// Happens every time, rather than once.
    pub recurring: bool,
    /// Cost in pence.
    pub cost_pence: u32,
    /// The firm's reference.
    pub provider_ref: Name,
}

impl Leg {
    /// From leaving to arriving.
    pub fn span(&self) -> Span {
        Span::new(self.depart, self.arrive)
    }
}
