//! What speaks against a slot without forbidding it: the soft rules S1 to S16 of DOMAIN 3c, priced. Keys and minutes,
//! never words, so that it can be cut before it is spoken.

use super::*;

choices! {
    /// A soft rule. What each is worth: `planner::SOFT`.
    Soft {
        /// An officer the child does not know (S1).
        #[default] NewOfficer "new officer",
        /// Another day or time than usual (S2).
        OtherTime "another time than usual",
        /// Another weekday than usual (S2).
        OtherDay "another weekday than usual",
        /// Another room than last time (S3).
        OtherRoom "another room",
        /// A driver the child does not know (S4).
        NewDriver "new driver",
        /// A taxi rather than a driver of ours (S4).
        Taxi "taxi",
        /// Minutes in the car (S5).
        Ride "in the car",
        /// An infant's nap or feed (S6).
        Nap "nap time",
        /// An adult's working hours (S7).
        AtWork "at work",
        /// A brother or sister has a session that day at another time (S8).
        SiblingApart "brother or sister at another time",
        /// The officer does not speak the child's first language (S9).
        Language "another language",
        /// The officer has other sessions that day, or no time left to write it up (S10).
        Load "officer's day",
        /// Another session that takes two officers, at the same site in the same half of the day (S11).
        HighRisk "two difficult sessions together",
        /// Days the family waits; a make-up more than 14 days on costs more (S12).
        Wait "days to wait",
        /// A room that a session needs which this one does not (S13, S14).
        Spare "more room than needed",
        /// A festival or another date of the child or adult (S15).
        Festival "festival",
        /// A time the child asked to keep free (S16).
        Wish "the child's wish",
        /// Minutes the officer travels between sites (S10).
        OfficerTravel "officer's way",
        /// The child has a session that day already (S2).
        Second "second session that day",
        /// Something the rules warn of.
        Warning "warning",
    }
}

/// One soft cost of a slot.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default, Serialize, Deserialize, JsonSchema)]
pub struct Term {
    /// The soft rule.
    pub soft: Soft,
    /// What it costs, in units of about ten pence (planner-kit section 4).
    pub units: u32,
    /// Whom or what it is about.
    pub who: Option<Key>,
    /// Minutes, or days with [`Soft::Wait`].
    pub amount: u16,
}

/// A session that can be had, and what speaks against it.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize, JsonSchema)]
pub struct Slot {
    /// The session as it would be booked, with its room, officers and cars; number 0 for a new one.
    pub session: Session,
    /// The sum of the terms.
    pub units: u32,
    /// What speaks against it, the dearest first.
    pub terms: Vec<Term>,
    /// What the rules say of it; nothing of it refuses.
    pub warnings: Vec<Finding>,
}

/// A room, officer or driver that was tried, and why it will not do.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize, JsonSchema)]
pub struct Tried {
    /// Which.
    pub key: Key,
    /// What refuses it; nothing if it would do.
    pub findings: Vec<Finding>,
}

/// What would have to be different.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Instead {
    /// Another time of the same day.
    Time(Minute),
    /// The next day it works at that time.
    Day(Day),
    /// Shorter, in minutes.
    Minutes(u16),
    /// At another site.
    Site(SiteId),
    /// In another room than was asked for.
    Room(RoomId),
    /// With other officers than were asked for.
    Officers(Vec<OfficerId>),
    /// An officer, helped by an interpreter.
    Interpreter(OfficerId, Name),
    /// The children come another way.
    Transport(Transport),
    /// Without one of the adults.
    Without(PartyId),
    /// Another session goes to another room.
    MoveRoom(SessionId, RoomId),
    /// Another session gets another officer.
    SwapOfficer(SessionId, OfficerId),
    /// Papers that must be there first.
    Papers(Vec<Paper>),
    /// The social worker agrees to school time.
    SchoolTime,
    /// A manager overrides these rules, with a reason.
    Override(Vec<RuleName>),
}

/// A single thing that, if it were different, would make a slot possible.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize, JsonSchema)]
pub struct Relaxed {
    /// What.
    pub instead: Instead,
    /// The slot as it then would be.
    pub slot: Slot,
}
