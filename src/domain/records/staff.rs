//! The staff and their cars.

use super::record;
use crate::domain::*;

choices! {
    /// What an officer or driver can do or is cleared for.
    Skill {
        /// Works with infants.
        #[default] Infant "infant",
        /// Works with disabled children.
        Disability "disability",
        /// Trained in safe holding.
        Restraint "restraint",
        /// Works with men who have been violent.
        MalePerpetrator "male perpetrator",
        /// British Sign Language.
        SignLanguage "sign language",
        /// Observes and reports for assessments.
        Assessment "assessment",
        /// Cleared to work alone with a family.
        LoneWork "lone work",
    }
}

choices! {
    /// How an officer is employed.
    Contract {
        /// Permanent.
        #[default] Permanent "permanent",
        /// Part-time.
        PartTime "part-time",
        /// Sessional or casual.
        Sessional "sessional",
        /// From an agency.
        Agency "agency",
    }
}

record! {
    /// A supervising officer.
    Officer OfficerId {
        /// Name.
        name: Name,
        /// Grade.
        grade: Name,
        /// Contract.
        contract: Contract,
        /// Hours a week that are contracted.
        weekly_hours: u8,
        /// Working pattern.
        hours: Hours,
        /// Base.
        base: Option<SiteId>,
        /// Telephone.
        phone: Name,
        /// Owns a car and is insured to use it for work.
        car_owner: bool,
        /// Languages understood, English aside.
        languages: Vec<Name>,
        /// Skills and clearances.
        skills: Vec<Skill>,
        /// Sex, where it matters to a family.
        gender: Name,
        /// Disclosure check good until.
        dbs_expires: Option<Day>,
        /// Training good until.
        training_expires: Option<Day>,
        /// Most sessions on one day.
        max_sessions_day: Option<u8>,
        /// Children and adults the officer must not supervise (conflict of interest).
        conflicts: Vec<Key>,
        /// The account this officer signs in with.
        account: Name,
        /// Anything else.
        notes: Note,
    }
    check(c) {
        c.needs("name", &c.record.name);
        c.within("weekly_hours", Some(u16::from(c.record.weekly_hours)), 0, 60);
    }
    owners(r) { r.base.map(|s| s.key()).into_iter().chain(r.conflicts.iter().copied()).collect() }
}

choices! {
    /// Why someone is away.
    AbsenceKind {
        /// Leave.
        #[default] Leave "leave",
        /// Sickness.
        Sickness "sickness",
        /// Training.
        Training "training",
        /// Court.
        Court "court",
        /// Something else.
        Other "other",
    }
}

record! {
    /// A time when an officer or driver is away.
    Absence AbsenceId {
        /// The officer or driver.
        who: Option<Key>,
        /// Why.
        sort: AbsenceKind,
        /// The days.
        days: Days,
        /// The time of each day; the whole day where none is given.
        time: Option<Span>,
        /// Anything else; a reason for sickness does not belong here.
        notes: Note,
    }
    check(c) {
        match c.record.who {
            Some(key) if matches!(key.kind, Kind::Officer | Kind::Driver) => {}
            _ => c.wrong("who", "must name an officer or a driver"),
        }
        c.needs_days("days", c.record.days);
    }
    owners(r) { r.who.into_iter().collect() }
}

choices! {
    /// Who a driver works for.
    DriverKind {
        /// The council.
        #[default] Council "council driver",
        /// A volunteer.
        Volunteer "volunteer driver",
        /// A taxi firm.
        Taxi "taxi firm",
        /// An escort who rides along and does not drive.
        Escort "escort",
    }
}

record! {
    /// Someone who drives for us, a taxi firm, or an escort.
    Driver DriverId {
        /// Name of the person or firm.
        name: Name,
        /// Who they work for.
        sort: DriverKind,
        /// Telephone.
        phone: Name,
        /// Hours they can drive.
        hours: Hours,
        /// Where they start, by postcode district.
        area: Name,
        /// Licence good until.
        licence_expires: Option<Day>,
        /// Disclosure check good until.
        dbs_expires: Option<Day>,
        /// Sex, where it matters to a child.
        gender: Name,
        /// The vehicle they usually drive.
        usual_vehicle: Option<VehicleId>,
        /// How many cars they can send at once: 1 for a person, more for a firm.
        cars: u8,
        /// Anything else.
        notes: Note,
    }
    check(c) {
        c.needs("name", &c.record.name);
        c.within("cars", Some(u16::from(c.record.cars)), 0, 200);
    }
    owners(r) { r.usual_vehicle.map(|v| v.key()).into_iter().collect() }
}

/// Seats by size (child seats: under 135 cm and under 12 years; never without under 3). All in numbers of children.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Default, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct Seats {
    /// Rear-facing, up to about 15 months.
    pub infant: u8,
    /// Forward-facing, up to about 4 years.
    pub toddler: u8,
    /// Booster, up to 135 cm or 12 years.
    pub booster: u8,
    /// An ordinary seat with a belt.
    pub belt: u8,
    /// A wheelchair place.
    pub wheelchair: u8,
}

impl Seats {
    /// Those of both together.
    #[must_use]
    pub fn and(self, other: Self) -> Self {
        Self {
            infant: self.infant.saturating_add(other.infant),
            toddler: self.toddler.saturating_add(other.toddler),
            booster: self.booster.saturating_add(other.booster),
            belt: self.belt.saturating_add(other.belt),
            wheelchair: self.wheelchair.saturating_add(other.wheelchair),
        }
    }
}

choices! {
    /// Sort of vehicle.
    VehicleKind {
        /// One of the council's cars.
        #[default] CouncilCar "council car",
        /// A minibus.
        Minibus "minibus",
        /// A volunteer's own car.
        VolunteerCar "volunteer's car",
        /// A taxi.
        Taxi "taxi",
        /// An officer's own car.
        OfficerCar "officer's car",
    }
}

record! {
    /// A car, bus or taxi.
    Vehicle VehicleId {
        /// What it is called: Car 2.
        name: Name,
        /// Sort.
        sort: VehicleKind,
        /// Registration.
        registration: Name,
        /// Passenger seats in all, the driver's not counted.
        capacity: u8,
        /// What can be fitted at once.
        seats: Seats,
        /// Where it stands, by postcode district.
        area: Name,
        /// Insurance good until.
        insured_until: Option<Day>,
        /// Anything else.
        notes: Note,
    }
    check(c) {
        c.needs("name", &c.record.name);
        c.within("capacity", Some(u16::from(c.record.capacity)), 1, 60);
    }
}
