//! Who is on the telephone, and how it is made sure that they are.

use super::*;

/// Someone who rings. Who they are decides what they may hear.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Caller {
    /// A family member.
    Family(PartyId),
    /// A carer.
    Carer(CarerId),
    /// A driver, a taxi firm or an escort.
    Driver(DriverId),
    /// A supervising officer.
    Officer(OfficerId),
    /// The social worker of a child: named on the child's record, without one of their own.
    SocialWorker(ChildId),
}

impl Caller {
    /// The kinds of record a caller is known by.
    pub const KINDS: [Kind; 5] = [Kind::Party, Kind::Carer, Kind::Child, Kind::Officer, Kind::Driver];

    /// The caller a record stands for; a child's for the child's social worker.
    pub fn of(key: Key) -> Option<Self> {
        match key.kind {
            Kind::Party => Some(Self::Family(PartyId(key.id))),
            Kind::Carer => Some(Self::Carer(CarerId(key.id))),
            Kind::Driver => Some(Self::Driver(DriverId(key.id))),
            Kind::Officer => Some(Self::Officer(OfficerId(key.id))),
            Kind::Child => Some(Self::SocialWorker(ChildId(key.id))),
            _ => None,
        }
    }

    /// The record they are known by.
    pub fn key(self) -> Key {
        match self {
            Self::Family(id) => id.key(),
            Self::Carer(id) => id.key(),
            Self::Driver(id) => id.key(),
            Self::Officer(id) => id.key(),
            Self::SocialWorker(id) => id.key(),
        }
    }
}

choices! {
    /// What a caller can be asked that is on file.
    Proof {
        /// Their own date of birth.
        #[default] Born "their date of birth",
        /// The date of birth of a child of theirs.
        ChildBorn "the child's date of birth",
        /// The last four digits of their telephone number.
        Phone "the last four digits of their telephone",
        /// Their postcode.
        Postcode "their postcode",
        /// The child's number in the case system.
        CaseNo "the child's case number",
        /// The registration of the car they drive.
        Registration "the registration of their car",
    }
}

/// What came of one question.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Proved {
    /// What was asked.
    pub proof: Proof,
    /// Whether it is as on file.
    pub right: bool,
}

/// What came of making sure who a caller is: what the journal keeps. What they said is not in it.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Identified {
    /// Who they said they are.
    pub who: Option<Key>,
    /// How many questions there are on file for them.
    pub asked: u8,
    /// What was answered, and what came of it.
    pub proofs: Vec<Proved>,
    /// Whether they were rung back on the number on file.
    pub rung_back: bool,
    /// Whether it is they, for all that was asked.
    pub passed: bool,
}
