//! The records: plain data, one struct each, in the field's own words (DOMAIN section 2).
//!
//! `record!` gives each struct its number, its [`Life`] and its checks; `choices!` gives an enum the words people read.

pub mod case;
pub mod desk;
pub mod events;
pub mod leg;
pub mod lost;
pub mod order;
pub mod panel;
pub mod people;
pub mod places;
pub mod referral;
pub mod session;
pub mod sitting;
pub mod staff;
pub mod task;
pub mod told;

use super::*;

/// Whether a record is in use.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum Life {
    /// In use.
    #[default]
    Open,
    /// No longer in use; kept for ever.
    Closed {
        /// Since.
        on: Day,
        /// Why.
        why: Note,
    },
    /// Was a duplicate; the other record has taken its place everywhere.
    Merged {
        /// The record that stays.
        into: Key,
        /// Since.
        on: Day,
    },
}

/// What is wrong with a record, found by its own `check`.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Wrong {
    /// The field.
    pub field: String,
    /// What is wrong, to be read after the field's name.
    pub what: String,
}

/// Collects what is wrong with one record.
pub struct Checker<'a, T> {
    /// The record.
    pub record: &'a T,
    /// What is wrong with it.
    pub wrong: Vec<Wrong>,
}

impl<'a, T> Checker<'a, T> {
    fn run(record: &'a T, check: impl FnOnce(&mut Self)) -> Vec<Wrong> {
        let mut checker = Self { record, wrong: Vec::new() };
        check(&mut checker);
        checker.wrong
    }

    /// Notes a mistake.
    pub fn wrong(&mut self, field: &str, what: &str) {
        self.wrong.push(Wrong { field: field.to_owned(), what: what.to_owned() });
    }

    fn needs(&mut self, field: &str, text: &str) {
        if text.is_empty() {
            self.wrong(field, "is missing");
        }
    }

    fn names(&mut self, field: &str, key: impl Into<Key>) {
        if key.into().id == 0 {
            self.wrong(field, "is missing");
        }
    }

    fn needs_days(&mut self, field: &str, days: Days) {
        if days == Days::default() {
            self.wrong(field, "is missing");
        } else if days.last - days.first > 3660 {
            self.wrong(field, "is longer than ten years");
        }
    }

    fn at_least_one(&mut self, field: &str, count: usize) {
        if count == 0 {
            self.wrong(field, "needs at least one");
        }
    }

    fn once<K: PartialEq>(&mut self, field: &str, all: &[K]) {
        if all.iter().enumerate().any(|(at, one)| all[..at].contains(one)) {
            self.wrong(field, "names someone twice");
        }
    }

    fn apart(&mut self, field: &str, all: &[Span]) {
        if all.iter().enumerate().any(|(at, one)| all[..at].iter().any(|other| other.overlaps(*one))) {
            self.wrong(field, "overlap");
        }
    }

    fn in_order(&mut self, field: &str, first: Option<Day>, last: Option<Day>) {
        if first.zip(last).is_some_and(|(first, last)| last < first) {
            self.wrong(field, "is before it begins");
        }
    }

    fn within(&mut self, field: &str, value: Option<u16>, least: u16, most: u16) {
        if value.is_some_and(|v| v < least || v > most) {
            self.wrong(field, &format!("must be {least} to {most}"));
        }
    }
}

/// What every record struct has.
pub trait Plain: Clone + PartialEq + Serialize + serde::de::DeserializeOwned + 'static {
    /// Its kind.
    const KIND: Kind;
    /// Its key.
    fn key(&self) -> Key;
    /// Whether it is in use.
    fn life(&self) -> &Life;
    /// Sets it.
    fn set_life(&mut self, life: Life);
    /// Gives it its number.
    fn set_id(&mut self, id: u32);
    /// The records it points at.
    fn owners(&self) -> Vec<Key>;
    /// What is wrong with it, taken alone.
    fn check(&self) -> Vec<Wrong>;
    /// Itself, if the record is one.
    fn of(record: &Record) -> Option<&Self>;
}

/// A record struct: documented fields, a number, a [`Life`]; `check` says what is wrong with one taken alone, `owners`
/// the keys it hangs on.
macro_rules! record {
    (@owners $this:ident) => { Vec::new() };
    (@check) => { |_| {} };
    (@check $c:ident $body:block) => { |$c| $body };
    (@owners $this:ident $r:ident $body:block) => {{ let $r = $this; $body }};
    ($(#[$doc:meta])* $name:ident $id:ident { $($(#[$fdoc:meta])* $field:ident: $type:ty,)* }
     $(check($c:ident) $check:block)? $(owners($r:ident) $owners:block)?) => {
        $(#[$doc])*
        #[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize, JsonSchema)]
        #[serde(default, deny_unknown_fields)]
        pub struct $name {
            /// Its number; left out, the desk gives the next one.
            pub id: $id,
            $($(#[$fdoc])* pub $field: $type,)*
            /// Whether it is in use.
            pub life: Life,
        }

        impl crate::domain::records::Plain for $name {
            const KIND: Kind = Kind::$name;
            fn key(&self) -> Key { self.id.key() }
            fn life(&self) -> &Life { &self.life }
            fn set_life(&mut self, life: Life) { self.life = life; }
            fn set_id(&mut self, id: u32) { self.id = $id(id); }
            fn owners(&self) -> Vec<Key> {
                let this = self;
                let _ = this;
                crate::domain::records::record!(@owners this $($r $owners)?)
            }
            fn check(&self) -> Vec<Wrong> {
                Checker::run(self, crate::domain::records::record!(@check $($c $check)?))
            }
            fn of(record: &Record) -> Option<&Self> {
                match record { Record::$name(it) => Some(it), _ => None }
            }
        }
    };
}
pub(crate) use record;

macro_rules! any_record {
    ($($name:ident),*) => {
        /// One thing we know.
        #[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize, JsonSchema)]
        #[serde(rename_all = "snake_case")]
        pub enum Record { $(#[doc = concat!("A ", stringify!($name), ".")] $name($name),)* }

        $(impl From<$name> for Record { fn from(it: $name) -> Self { Self::$name(it) } })*

        impl Record {
            /// Its key.
            pub fn key(&self) -> Key { match self { $(Self::$name(it) => it.key(),)* } }
            /// Whether it is in use.
            pub fn life(&self) -> &Life { match self { $(Self::$name(it) => it.life(),)* } }
            /// Sets it.
            pub fn set_life(&mut self, life: Life) { match self { $(Self::$name(it) => it.set_life(life),)* } }
            /// Gives it its number.
            pub fn set_id(&mut self, id: u32) { match self { $(Self::$name(it) => it.set_id(id),)* } }
            /// The records it points at, each once.
            pub fn owners(&self) -> Vec<Key> {
                let mut keys = match self { $(Self::$name(it) => it.owners(),)* };
                keys.sort_unstable();
                keys.dedup();
                keys
            }
            /// What is wrong with it, taken alone.
            pub fn check(&self) -> Vec<Wrong> { match self { $(Self::$name(it) => it.check(),)* } }
            /// An empty record of a kind, to fill in.
            pub fn blank(kind: Kind) -> Self { match kind { $(Kind::$name => Self::$name($name::default()),)* } }
        }
    };
}

any_record!(
    Child,
    Party,
    Carer,
    Placement,
    Arrangement,
    CourtOrder,
    Agreement,
    RiskAssessment,
    NoMeetRule,
    Session,
    Site,
    Room,
    Closure,
    SchoolCalendar,
    Officer,
    Absence,
    Driver,
    Vehicle,
    Travel,
    User,
    Setting,
    Decision,
    Task,
    Access,
    Incident,
    Letter,
    Appointment,
    DayNote,
    Shift,
    Professional,
    Panel,
    Sitting,
    Referral,
    PanelPaper,
    AgendaItem,
    Interest,
    PanelAction,
    ServiceRequest,
    Registration
);

impl Record {
    /// Its kind.
    pub fn kind(&self) -> Kind {
        self.key().kind
    }

    /// What a person would call it, without anything secret: a name, or what it joins. Keys stand for other records.
    pub fn title(&self) -> String {
        let known = |name: &Name, as_known: &Name| match (name.is_empty(), as_known.is_empty()) {
            (false, false) if name != as_known => format!("{name} ({as_known})"),
            (true, _) => as_known.to_string(),
            _ => name.to_string(),
        };
        match self {
            Self::Child(r) => known(&r.name, &r.known_as),
            Self::Party(r) => r.name.to_string(),
            Self::Carer(r) => r.name.to_string(),
            Self::Placement(r) => format!("{} with {}", r.child, r.carer),
            Self::Arrangement(r) => format!("{} {}", r.level.said(), list(&r.children)),
            Self::CourtOrder(r) => format!("order {} {}", r.case_no, list(&r.children)),
            Self::Agreement(r) => format!("agreement for {}", r.arrangement),
            Self::RiskAssessment(r) => format!("risk assessment for {}", r.arrangement),
            Self::NoMeetRule(r) => {
                let who = |k: Option<Key>| k.map_or_else(String::new, |k| k.to_string());
                format!("{} must not meet {}", who(r.a), who(r.b))
            }
            Self::Session(r) => format!("{} {} {}", r.date, r.span(), list(&r.children)),
            Self::Site(r) => r.name.to_string(),
            Self::Room(r) => r.name.to_string(),
            Self::Closure(r) => format!("{} {}", r.days, r.reason),
            Self::SchoolCalendar(r) => r.name.to_string(),
            Self::Officer(r) => r.name.to_string(),
            Self::Absence(r) => {
                format!("{} {} {}", r.who.map_or_else(String::new, |k| k.to_string()), r.days, r.sort.said())
            }
            Self::Driver(r) => r.name.to_string(),
            Self::Vehicle(r) => r.name.to_string(),
            Self::Travel(r) => format!("{} to {}: {} min", r.from, r.to, r.minutes),
            Self::User(r) => format!("{} ({})", r.name, r.account),
            Self::Setting(r) => format!("{} = {}", r.name, r.value),
            Self::Decision(r) => format!("{} {} {}", r.child, r.code.said(), said::long(r.at.day)),
            Self::Task(r) => r.sort.said().to_owned(),
            Self::Access(r) => format!("{} for {} until {}", r.child, r.account, r.until),
            Self::Incident(r) => format!("{} {}", r.sort.said(), said::long(r.at.day)),
            Self::Letter(r) => format!("{} {}", r.way.said(), r.child),
            Self::Appointment(r) => format!("{} {}", r.sort.said(), r.days),
            Self::DayNote(r) => format!("{} {}", r.sort.said(), said::long(r.day)),
            Self::Shift(r) => format!("{} {} {}", r.officer, r.day, r.time.unwrap_or_default()),
            Self::Professional(r) => r.name.to_string(),
            Self::Panel(r) => r.name.to_string(),
            Self::Sitting(r) => format!("{} {} {}", r.panel, said::long(r.date), r.span()),
            Self::Referral(r) => format!("{} {}", r.request.said(), r.child),
            Self::PanelPaper(r) => format!("{} {}", r.sort.said(), r.referral),
            Self::AgendaItem(r) if r.title.is_empty() => {
                format!("{} {}{}", r.sort.said(), list(&r.referrals), list(&r.children))
            }
            Self::AgendaItem(r) => r.title.to_string(),
            Self::Interest(r) => format!("{} {}", r.sort.said(), r.who),
            Self::PanelAction(r) => format!("{}: {}", r.owner, &*r.what),
            Self::ServiceRequest(r) => format!("{} {}", r.service, r.child),
            Self::Registration(r) => format!("{} {}", r.category, r.child),
        }
    }
}

fn list<T: ToString>(items: &[T]) -> String {
    items.iter().map(T::to_string).collect::<Vec<_>>().join(", ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_kind_has_a_record_of_its_name() {
        for kind in Kind::ALL {
            assert_eq!(Record::blank(*kind).kind(), *kind);
        }
    }

    #[test]
    fn a_session_says_what_is_wrong_with_it() {
        let session = Session { start: Minute::at(10, 0), end: Minute::at(9, 0), ..Session::default() };
        let wrong: Vec<_> = session.check().into_iter().map(|w| w.field).collect();
        assert_eq!(wrong, ["children", "site", "date", "end"]);
    }
}
