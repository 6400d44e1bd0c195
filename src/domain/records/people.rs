//! The people: children, their family, and who they live with.

use super::record;
use crate::domain::*;

choices! {
    /// The child's legal status (Children Act 1989 unless said).
    LegalStatus {
        /// Not looked after, or not recorded.
        #[default] None "none",
        /// s.20, voluntary accommodation.
        S20 "s.20",
        /// s.38, interim care order.
        InterimCareOrder "interim care order",
        /// s.31, care order.
        CareOrder "care order",
        /// s.44, emergency protection order.
        EmergencyProtection "emergency protection order",
        /// s.46, police protection.
        PoliceProtection "police protection",
        /// Adoption and Children Act 2002: contact is then under s.26.
        PlacementOrder "placement order",
        /// Remanded to the authority.
        Remand "remand",
        /// Supervision order.
        SupervisionOrder "supervision order",
        /// Special guardianship.
        SpecialGuardianship "special guardianship",
        /// Child arrangements order.
        ChildArrangements "child arrangements order",
    }
}

choices! {
    /// What contact is for in the care plan.
    CarePlanAim {
        /// Not said.
        #[default] Unsaid "not said",
        /// Going home.
        Reunification "reunification",
        /// Keeping links.
        MaintainLinks "maintain links",
        /// Assessing.
        Assessment "assessment",
    }
}

choices! {
    /// Who may see an address.
    AddressClass {
        /// Staff may read it out.
        #[default] Open "open",
        /// For professionals only.
        Professionals "safe for professionals",
        /// Only the area is shown; the rest takes a reveal, with a reason, in the journal.
        Secret "secret",
    }
}

/// Where someone lives.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct Address {
    /// Street, town, postcode.
    pub lines: Note,
    /// The area, by postcode district: `LE2`. Shown where the address is not.
    pub area: Name,
    /// Who may see the lines.
    pub class: AddressClass,
}

record! {
    /// A child the service acts for.
    Child ChildId {
        /// The name on the file.
        name: Name,
        /// What the child is called.
        known_as: Name,
        /// Number in the case system.
        case_no: Name,
        /// Date of birth.
        dob: Option<Day>,
        /// Legal status.
        legal_status: LegalStatus,
        /// Since when.
        legal_since: Option<Day>,
        /// Ethnicity, in the family's words.
        ethnicity: Name,
        /// Religion.
        religion: Name,
        /// First language.
        language: Name,
        /// An interpreter is needed for this language.
        interpreter: Name,
        /// Disability and mobility.
        mobility: Note,
        /// Uses a wheelchair in the car.
        wheelchair: bool,
        /// Allergies, medical needs, medication.
        medical: Note,
        /// Diet.
        diet: Note,
        /// Height in centimetres, for the car seat.
        height_cm: Option<u16>,
        /// School or nursery, with its terms and hours.
        school: Option<SchoolCalendarId>,
        /// Team.
        team: Name,
        /// Social worker.
        social_worker: Name,
        /// Social worker's telephone.
        social_worker_phone: Name,
        /// Team manager.
        team_manager: Name,
        /// Independent reviewing officer.
        iro: Name,
        /// Children's guardian.
        guardian: Name,
        /// A name shared by brothers and sisters, to book them as one set.
        sibling_group: Name,
        /// Wishes and feelings.
        wishes: Note,
        /// When they were last asked.
        wishes_on: Option<Day>,
        /// Festivals and observance to work around.
        observance: Note,
        /// Weekly times to leave free: clubs, tuition, prayers, what the child asks for.
        keep_free: Hours,
        /// What contact is for.
        aim: CarePlanAim,
        /// Account names of the only people who may open this case; empty for an ordinary case.
        restricted_to: Vec<Name>,
        /// Other spellings the name has been heard as.
        heard_as: Name,
        /// Anything else.
        notes: Note,
    }
    check(c) { c.needs("name", &c.record.name); }
}

record! {
    /// A family member or other person the child has contact with.
    Party PartyId {
        /// Name.
        name: Name,
        /// How they are related: mother, father, brother.
        relationship: Name,
        /// Has parental responsibility.
        parental_responsibility: bool,
        /// Date of birth.
        dob: Option<Day>,
        /// Telephone.
        phone: Name,
        /// E-mail.
        email: Name,
        /// Whether a text is safe.
        text_safe: bool,
        /// When it is safe to ring.
        safe_times: Hours,
        /// Address.
        address: Address,
        /// An interpreter is needed for this language.
        interpreter: Name,
        /// When they work, so contact does not fall into it.
        works: Hours,
        /// Access needs.
        access: Note,
        /// Receives benefits, so travel may be paid.
        benefits: bool,
        /// A photograph is on file, so reception can be sure.
        photo: bool,
        /// Bail, restraining order, other conditions.
        conditions: Note,
        /// Staff should be ready for aggression.
        aggression: bool,
        /// Staff should look for signs of alcohol or drugs.
        substances: bool,
        /// Sites they may not enter.
        banned_sites: Vec<SiteId>,
        /// Other spellings the name has been heard as.
        heard_as: Name,
        /// Anything else.
        notes: Note,
    }
    check(c) { c.needs("name", &c.record.name); }
}

choices! {
    /// Sort of placement.
    CarerKind {
        /// The authority's own foster carer.
        #[default] InHouse "in-house foster carer",
        /// Independent fostering agency.
        Agency "agency foster carer",
        /// A relative or friend.
        ConnectedPerson "connected person",
        /// A children's home.
        Residential "residential home",
        /// Prospective adopters.
        PreAdoptive "prospective adopters",
        /// Home with parents under an order.
        Parents "placed with parents",
    }
}

record! {
    /// Who children live with: a foster home, a relative, a children's home.
    Carer CarerId {
        /// Name of the household or home.
        name: Name,
        /// Sort of placement.
        sort: CarerKind,
        /// Fostering agency or provider.
        agency: Name,
        /// Telephone.
        phone: Name,
        /// E-mail.
        email: Name,
        /// Address; its class decides who may see it.
        address: Address,
        /// Where and how to pick a child up.
        pick_up: Note,
        /// Can bring the child.
        can_transport: bool,
        /// May supervise contact.
        can_supervise: bool,
        /// Times they cannot manage.
        unavailable: Hours,
        /// Holidays, when no contact is booked without asking.
        holidays: Vec<Days>,
        /// Anything else.
        notes: Note,
    }
    check(c) { c.needs("name", &c.record.name); }
}

record! {
    /// A child lives with a carer, from a day on.
    Placement PlacementId {
        /// The child.
        child: ChildId,
        /// The carer.
        carer: CarerId,
        /// First day.
        from: Option<Day>,
        /// Last day, when known.
        to: Option<Day>,
        /// Why it began or ended.
        notes: Note,
    }
    check(c) {
        c.names("child", c.record.child);
        c.names("carer", c.record.carer);
        c.in_order("to", c.record.from, c.record.to);
    }
    owners(r) { vec![r.child.key(), r.carer.key()] }
}
