//! What is known and how it is written down: records, keys, civil time, the diary, changes, findings, roles.
//!
//! Nothing here reaches outside the process.

/// An enum with the words people read, and a list of them. The order is the order of the bytes in the store: append
/// only.
macro_rules! choices {
    ($(#[$doc:meta])* $name:ident { $($(#[$vdoc:meta])* $variant:ident $said:literal,)* }) => {
        $(#[$doc])*
        #[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Default,
            serde::Serialize, serde::Deserialize, schemars::JsonSchema)]
        #[serde(rename_all = "snake_case")]
        pub enum $name { $($(#[$vdoc])* #[schemars(title = $said)] $variant,)* }

        impl $name {
            /// All of them, in order.
            pub const ALL: &'static [Self] = &[$(Self::$variant),*];

            /// What a person calls it.
            pub fn said(self) -> &'static str { match self { $(Self::$variant => $said),* } }
        }
    };
}

pub(crate) use choices;

pub mod calendar;
pub mod civil;
pub mod key;
pub mod recurrence;
pub mod said;
pub mod spans;
pub mod text;
pub mod zone;

pub mod records;

pub mod caller;
pub mod change;
pub mod diary;
pub mod finding;
pub mod losses;
pub mod role;
pub mod settings;
pub mod slot;

pub use caller::{Caller, Identified, Proof, Proved};
pub use change::{Actor, Change, Entry, Hash, Head};
pub use civil::{Day, Days, Hours, Instant, Minute, Moment, Span, Unreadable};
pub use diary::{Diary, Gone, GoneBy, NotLoaded, Scope};
pub use finding::{Finding, Gap, Need, Paper, Part, RuleName, SeatKind, Severity, What};
pub use key::*;
pub use losses::NoticeBand;
pub use records::case::*;
pub use records::desk::*;
pub use records::events::*;
pub use records::leg::*;
pub use records::lost::*;
pub use records::order::*;
pub use records::panel::*;
pub use records::people::*;
pub use records::places::*;
pub use records::referral::*;
pub use records::session::*;
pub use records::sitting::*;
pub use records::staff::*;
pub use records::task::*;
pub use records::told::*;
pub use records::{Checker, Life, Plain, Record, Wrong};
pub use recurrence::{Occurrence, Recurrence, Season};
pub use role::{Audience, Role};
pub use schemars::JsonSchema;
pub use serde::{Deserialize, Serialize};
pub use settings::Settings;
pub use slot::{Instead, Relaxed, Slot, Soft, Term, Tried};
pub use text::{Name, Note, Text};

#[cfg(test)]
pub(crate) mod testing {
    //! What tests of every module share.

    /// So many cases of a property, or as many as `CONTACTDESK_CASES` asks for.
    pub(crate) fn cases(usual: u32) -> proptest::test_runner::Config {
        let asked = std::env::var("CONTACTDESK_CASES").ok().and_then(|n| n.parse().ok());
        proptest::test_runner::Config {
            failure_persistence: None,
            ..proptest::test_runner::Config::with_cases(asked.unwrap_or(usual))
        }
    }
}
