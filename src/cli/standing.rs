//! How things stand, on the command line: the day as it runs, what was lost, what is ordered, who waits, what is due.

use super::args::Out;
use super::{dates, named};
use crate::desk::{Desk, Query, Refusal, queries};
use clap::Subcommand;

/// How things stand.
#[derive(Subcommand, Clone, Debug)]
pub enum Standing {
    /// The day as it runs: who is here, waited for, late, in a car.
    Live {
        /// The form of the output.
        #[command(flatten)]
        out: Out,
    },
    /// What was cancelled, missed or cut short: who, why, with what notice, what is owed for it.
    Ledger {
        /// Of a child, adult or arrangement: a reference or a name; of everybody without it.
        who: Vec<String>,
        /// The first day; four weeks back where nobody is named.
        #[arg(long, value_name = "DAY")]
        from: Option<String>,
        /// The last day; today where nobody is named.
        #[arg(long, value_name = "DAY")]
        to: Option<String>,
        /// The form of the output.
        #[command(flatten)]
        out: Out,
    },
    /// Incidents that are to be followed up.
    Incidents {
        /// Those that were followed up, too.
        #[arg(long)]
        all: bool,
        /// The form of the output.
        #[command(flatten)]
        out: Out,
    },
    /// Who waits for contact, the first first.
    Waiting {
        /// The form of the output.
        #[command(flatten)]
        out: Out,
    },
    /// What is ordered, planned and delivered, by child and week.
    Orders {
        /// Of a child, adult or arrangement: a reference or a name; of everybody without it.
        who: Vec<String>,
        /// Only the weeks in which something is short or over.
        #[arg(long)]
        short: bool,
        /// The form of the output.
        #[command(flatten)]
        out: Out,
    },
    /// What is due: records, reviews, papers, checks, letters, holds.
    Due {
        /// What falls due within so many days; 28 without it.
        #[arg(long)]
        days: Option<u16>,
        /// The form of the output.
        #[command(flatten)]
        out: Out,
    },
    /// An officer, room, driver or vehicle has become free: who should have it.
    Freed {
        /// What: a reference, or a name in quotation marks.
        what: String,
        /// A day, or a day and a time: fri, fri 14:00-15:30; today without it.
        when: Vec<String>,
        /// The form of the output.
        #[command(flatten)]
        out: Out,
    },
}

impl Standing {
    /// Whether the answer is wanted as JSON.
    pub(super) fn wants_json(&self) -> bool {
        match self {
            Self::Live { out }
            | Self::Ledger { out, .. }
            | Self::Incidents { out, .. }
            | Self::Waiting { out }
            | Self::Orders { out, .. }
            | Self::Due { out, .. }
            | Self::Freed { out, .. } => out.json,
        }
    }

    /// The question it asks.
    pub(super) fn query(&self, desk: &dyn Desk) -> Result<Query, Refusal> {
        let today = desk.here().now.day;
        let one = |text: &Option<String>| text.as_ref().map(|t| dates::day(std::slice::from_ref(t), today)).transpose();
        Ok(match self {
            Self::Live { .. } => queries::Live {}.into(),
            Self::Ledger { who, from, to, .. } => {
                let of = Some(who.join(" ")).filter(|who| !who.is_empty());
                queries::Ledger { of, from: one(from)?, to: one(to)? }.into()
            }
            Self::Incidents { all, .. } => queries::Incidents { all: *all, days: None }.into(),
            Self::Waiting { .. } => queries::Waiting {}.into(),
            Self::Orders { who, short, .. } => {
                let of = if who.is_empty() { None } else { Some(named(desk, &who.join(" "))?) };
                queries::OrderWatch { of, short: *short, ..queries::OrderWatch::default() }.into()
            }
            Self::Due { days, .. } => queries::Chase { days: *days, ..queries::Chase::default() }.into(),
            Self::Freed { what, when, .. } => {
                let what = named(desk, what)?;
                // a day alone is all of it
                let (day, span) = match dates::day(when, today) {
                    Ok(day) => (day, None),
                    Err(_) => dates::day_and_span(when, today).map(|(day, span)| (day, Some(span)))?,
                };
                queries::Freed { what, day, span }.into()
            }
        })
    }
}
