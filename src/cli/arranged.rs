//! Look-ups about arrangements: what they come round to, what is owed, who loses contact by closed sites.

use super::args::Out;
use super::dates;
use crate::desk::{Query, Refusal, queries};
use crate::domain::{Day, Unreadable};
use clap::Subcommand;

/// A look-up about arrangements.
#[derive(Subcommand, Clone, Debug)]
pub enum Arranged {
    /// What an arrangement comes round to, and what has become of each time.
    Series {
        /// The arrangement: A-0001.
        #[arg(value_name = "ARRANGEMENT")]
        what: String,
        /// From this day on.
        #[arg(long, value_name = "DATE")]
        from: Option<String>,
        /// Up to this day.
        #[arg(long, value_name = "DATE")]
        to: Option<String>,
        /// The form of the output.
        #[command(flatten)]
        out: Out,
    },
    /// Contact that was lost and is to be made up for.
    Owed {
        /// All of it, what has been made up for too.
        #[arg(long)]
        all: bool,
        /// The form of the output.
        #[command(flatten)]
        out: Out,
    },
    /// The children who lose contact in a week because sites are closed.
    Losses {
        /// Any day of it; this week without it.
        date: Vec<String>,
        /// As if every site were closed on the bank holidays nobody has decided about.
        #[arg(long)]
        suppose: bool,
        /// The form of the output.
        #[command(flatten)]
        out: Out,
    },
    /// The bank holidays of a year, and which sites are closed on them.
    Holidays {
        /// The year; those to come without it.
        year: Option<i32>,
        /// The form of the output.
        #[command(flatten)]
        out: Out,
    },
}

impl Arranged {
    /// Whether its answer is wanted as JSON.
    pub(super) fn json(&self) -> bool {
        let (Self::Series { out, .. } | Self::Owed { out, .. } | Self::Losses { out, .. } | Self::Holidays { out, .. }) =
            self;
        out.json
    }

    /// The question it asks.
    pub(super) fn query(&self, today: Day) -> Result<Query, Refusal> {
        Ok(match self {
            Self::Series { what, from, to, .. } => {
                let arrangement =
                    what.parse().map_err(|why: Unreadable| Refusal::usage("arrangement", why.to_string()))?;
                let read = |text: &String| dates::day(std::slice::from_ref(text), today);
                let day = |text: &Option<String>| text.as_ref().map(read).transpose();
                queries::Series { arrangement, from: day(from)?, to: day(to)? }.into()
            }
            Self::Owed { all, .. } => queries::Owed { all: *all, ..queries::Owed::default() }.into(),
            Self::Losses { date, suppose, .. } => {
                let week = Some(dates::day(date, today)?);
                queries::Losses { week, suppose: *suppose, closure: None }.into()
            }
            Self::Holidays { year, .. } => queries::Holidays { year: *year, site: None }.into(),
        })
    }
}
