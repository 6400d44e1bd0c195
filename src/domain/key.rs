//! What a record is called: its kind and its number, written `C-0142`.

use super::civil::{Unreadable, quoted};
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use std::fmt;
use std::str::FromStr;

macro_rules! kinds {
    ($($(#[$doc:meta])* $kind:ident $id:ident $code:literal $one:literal $many:literal;)*) => {
        /// What sort of record. The order is the order of the bytes in the store: append only.
        #[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, Deserialize, schemars::JsonSchema)]
        #[serde(rename_all = "snake_case")]
        pub enum Kind { $($(#[$doc])* $kind,)* }

        impl Kind {
            /// All kinds, in order.
            pub const ALL: &'static [Self] = &[$(Self::$kind),*];

            /// The letters before the number: `C` of `C-0142`.
            pub fn code(self) -> &'static str { match self { $(Self::$kind => $code),* } }

            /// What a person calls one: “session”.
            pub fn one(self) -> &'static str { match self { $(Self::$kind => $one),* } }

            /// What a person calls several: “sessions”. Also the kind's name on the command line.
            pub fn many(self) -> &'static str { match self { $(Self::$kind => $many),* } }
        }

        $(
            #[doc = concat!("The number of a ", $one, ", written `", $code, "-0001`; 0 is “not numbered yet”.")]
            #[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
            pub struct $id(pub u32);

            impl $id {
                /// The key of that record.
                pub const fn key(self) -> Key { Key::new(Kind::$kind, self.0) }
            }

            impl From<$id> for Key {
                fn from(id: $id) -> Key { id.key() }
            }

            impl fmt::Display for $id {
                fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result { self.key().fmt(f) }
            }

            impl fmt::Debug for $id {
                fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result { self.key().fmt(f) }
            }

            impl FromStr for $id {
                type Err = Unreadable;
                fn from_str(text: &str) -> Result<Self, Unreadable> {
                    if text.is_empty() {
                        return Ok(Self(0)); // a record not numbered yet
                    }
                    match text.parse::<Key>() {
                        Ok(key) if key.kind == Kind::$kind => Ok(Self(key.id)),
                        _ => Err(Unreadable(format!(
                            concat!("{} is not the reference of a ", $one, "; one looks like ", $code, "-0001"),
                            quoted(text)
                        ))),
                    }
                }
            }

            impl Serialize for $id {
                fn serialize<S: Serializer>(&self, s: S) -> Result<S::Ok, S::Error> {
                    match (s.is_human_readable(), self.0) {
                        (true, 0) => s.serialize_str(""),
                        (true, _) => s.collect_str(self),
                        (false, id) => id.serialize(s),
                    }
                }
            }

            impl<'de> Deserialize<'de> for $id {
                fn deserialize<D: Deserializer<'de>>(d: D) -> Result<Self, D::Error> {
                    if d.is_human_readable() {
                        let text = std::borrow::Cow::<str>::deserialize(d)?;
                        text.parse().map_err(serde::de::Error::custom)
                    } else {
                        u32::deserialize(d).map(Self)
                    }
                }
            }

            impl schemars::JsonSchema for $id {
                fn schema_name() -> std::borrow::Cow<'static, str> { stringify!($id).into() }
                fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
                    schemars::json_schema!({
                        "type": "string", "format": concat!("ref:", $many), "examples": [concat!($code, "-0001")]
                    })
                }
            }
        )*
    };
}

kinds! {
    /// A child the service acts for.
    Child ChildId "CH" "child" "children";
    /// A family member the child has contact with.
    Party PartyId "P" "family member" "parties";
    /// Who a child lives with.
    Carer CarerId "CR" "carer" "carers";
    /// A child with a carer from a day on.
    Placement PlacementId "PL" "placement" "placements";
    /// A standing entitlement to contact.
    Arrangement ArrangementId "A" "arrangement" "arrangements";
    /// A court's order about contact.
    CourtOrder CourtOrderId "CO" "court order" "orders";
    /// A written contact agreement.
    Agreement AgreementId "AG" "agreement" "agreements";
    /// A risk assessment.
    RiskAssessment RiskAssessmentId "RA" "risk assessment" "risk-assessments";
    /// Two people who must not meet.
    NoMeetRule NoMeetRuleId "NM" "no-meet rule" "no-meets";
    /// One dated contact session.
    Session SessionId "C" "session" "sessions";
    /// A centre.
    Site SiteId "ST" "site" "sites";
    /// A room, or another bookable space of a site.
    Room RoomId "RM" "room" "rooms";
    /// A time when a site or room is shut.
    Closure ClosureId "CL" "closure" "closures";
    /// The terms and hours of a school.
    SchoolCalendar SchoolCalendarId "SC" "school calendar" "schools";
    /// A supervising officer.
    Officer OfficerId "OF" "officer" "officers";
    /// A time when an officer or driver is away.
    Absence AbsenceId "AB" "absence" "absences";
    /// Someone who drives for us.
    Driver DriverId "D" "driver" "drivers";
    /// A car, bus or taxi.
    Vehicle VehicleId "V" "vehicle" "vehicles";
    /// Minutes between two areas.
    Travel TravelId "TR" "travel time" "travel-times";
    /// Who may use the desk.
    User UserId "U" "user" "users";
    /// A service setting that differs from its default.
    Setting SettingId "SE" "setting" "settings";
    /// What a panel decided, or what was agreed in an emergency.
    Decision DecisionId "DC" "decision" "decisions";
    /// Something that waits for somebody.
    Task TaskId "TK" "task" "tasks";
    /// A restricted case opened to somebody for a while.
    Access AccessId "AX" "opened case" "opened-cases";
    /// Something that went wrong and what was done about it.
    Incident IncidentId "IN" "incident" "incidents";
    /// A letter, card or parcel between a child and family, through the council.
    Letter LetterId "LB" "letter" "letters";
    /// A date of a child, adult, carer or officer that contact is planned around.
    Appointment AppointmentId "AP" "appointment" "appointments";
    /// What one shift leaves the next, and that a day is closed.
    DayNote DayNoteId "DN" "day note" "day-notes";
    /// Hours an officer works on one day, beside or instead of their pattern.
    Shift ShiftId "SH" "shift" "shifts";
    /// Somebody of the council or beside it who sits on panels or comes before them.
    Professional ProfessionalId "PR" "professional" "professionals";
    /// A placement panel.
    Panel PanelId "PA" "panel" "panels";
    /// One dated meeting of a panel.
    Sitting SittingId "SI" "sitting" "sittings";
    /// What somebody asks a panel for, about one child.
    Referral ReferralId "R" "referral" "referrals";
    /// A document that belongs to a referral.
    PanelPaper PanelPaperId "PP" "paper" "papers";
    /// What a sitting hears at one time.
    AgendaItem AgendaItemId "AI" "agenda item" "agenda-items";
    /// Why somebody must not take part in deciding about a child.
    Interest InterestId "IT" "interest" "interests";
    /// What somebody is to do because a panel said so.
    PanelAction PanelActionId "AC" "action" "actions";
    /// What a service was asked for, and what came of it.
    ServiceRequest ServiceRequestId "SR" "service request" "service-requests";
    /// A child's time on the child protection register.
    Registration RegistrationId "CP" "registration" "registrations";
}

impl Kind {
    /// A kind by what a person or script calls it: `child`, `children`, `CH`.
    pub fn named(text: &str) -> Option<Self> {
        let plain = text.trim().to_lowercase().replace(['_', ' '], "-");
        Self::ALL.iter().copied().find(|kind| {
            plain == kind.many()
                || plain == kind.one().replace(' ', "-")
                || text.eq_ignore_ascii_case(kind.code())
                || plain.replace('-', "") == format!("{kind:?}").to_lowercase()
        })
    }

    /// Its place in [`Kind::ALL`], and its byte in the store.
    pub fn index(self) -> usize {
        self as usize
    }
}

/// Kind and number of a record.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Key {
    /// What sort of record.
    pub kind: Kind,
    /// Its number among those, from 1.
    pub id: u32,
}

impl Key {
    /// A kind and a number.
    pub const fn new(kind: Kind, id: u32) -> Self {
        Self { kind, id }
    }
}

impl fmt::Display for Key {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // through a string so that a width given by the caller counts
        f.pad(&format!("{}-{:04}", self.kind.code(), self.id))
    }
}

impl fmt::Debug for Key {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl FromStr for Key {
    type Err = Unreadable;
    /// Reads `C-0142`, `c142`, `c-142`.
    fn from_str(text: &str) -> Result<Self, Unreadable> {
        let bad = || Unreadable(format!("{} is not a reference; one looks like C-0142", quoted(text)));
        let text = text.trim();
        let digits = text.find(|c: char| c.is_ascii_digit()).ok_or_else(bad)?;
        let code = text[..digits].strip_suffix('-').unwrap_or(&text[..digits]);
        let kind = Kind::ALL.iter().find(|k| k.code().eq_ignore_ascii_case(code)).ok_or_else(bad)?;
        if !text[digits..].bytes().all(|b| b.is_ascii_digit()) {
            return Err(bad());
        }
        let id: u32 = text[digits..].parse().map_err(|_| bad())?;
        if id == 0 { Err(bad()) } else { Ok(Self::new(*kind, id)) }
    }
}

impl Serialize for Key {
    fn serialize<S: Serializer>(&self, s: S) -> Result<S::Ok, S::Error> {
        if s.is_human_readable() { s.collect_str(self) } else { (self.kind, self.id).serialize(s) }
    }
}

impl<'de> Deserialize<'de> for Key {
    fn deserialize<D: Deserializer<'de>>(d: D) -> Result<Self, D::Error> {
        if d.is_human_readable() {
            std::borrow::Cow::<str>::deserialize(d)?.parse().map_err(serde::de::Error::custom)
        } else {
            <(Kind, u32)>::deserialize(d).map(|(kind, id)| Self { kind, id })
        }
    }
}

impl schemars::JsonSchema for Key {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        "Key".into()
    }
    fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
        schemars::json_schema!({ "type": "string", "format": "ref:any", "examples": ["C-0142"] })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_are_unique_and_keys_print_as_they_parse() {
        for (i, kind) in Kind::ALL.iter().enumerate() {
            assert_eq!(kind.index(), i);
            assert_eq!(Kind::ALL.iter().filter(|k| k.code() == kind.code()).count(), 1);
            let key = Key::new(*kind, 142);
            assert_eq!(key.to_string().parse(), Ok(key));
            assert_eq!(Kind::named(kind.many()), Some(*kind));
            assert_eq!(Kind::named(kind.one()), Some(*kind));
        }
    }

    #[test]
    fn a_reference_is_read_as_people_type_it() {
        let session = Key::new(Kind::Session, 142);
        for text in ["C-0142", "c142", "c-142", " C-142 "] {
            assert_eq!(text.parse(), Ok(session), "{text}");
        }
        for bad in ["", "C", "142", "C-0", "X-1", "C-1x", "C--1", "😀", "C-99999999999"] {
            assert!(bad.parse::<Key>().is_err(), "{bad}");
        }
    }
}
