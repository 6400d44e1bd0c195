//! The staff on the command line: who is not there, what that hits, whom to tell, their hours.

use super::args::Out;
use super::dates;
use crate::desk::{No, Query, Refusal, queries};
use crate::domain::*;
use clap::Subcommand;

/// The staff and who is not there.
#[derive(Subcommand, Clone, Debug)]
pub enum Staff {
    /// Somebody or something is not there: the sessions that hits, and what could become of each.
    Repair {
        /// The officer, driver, vehicle, room or site: a reference or a name.
        #[arg(value_name = "WHO", required_unless_present = "absent", conflicts_with = "absent")]
        who: Vec<String>,
        /// The same.
        #[arg(long, value_name = "WHO", num_args = 1..)]
        absent: Vec<String>,
        /// The day or days: today, fri, 26/11 to 28/11; today without it.
        #[arg(long, value_name = "DAYS", num_args = 1..)]
        on: Vec<String>,
        /// Only from that time of the day on.
        #[arg(long, value_name = "TIME")]
        from: Option<String>,
        /// Do what is proposed, all at once.
        #[arg(long)]
        apply: bool,
        /// The form of the output.
        #[command(flatten)]
        out: Out,
    },
    /// The sessions a date, an absence, a closure or a carer's holidays are in the way of.
    Hits {
        /// Its reference.
        #[arg(value_name = "REF")]
        what: String,
        /// The form of the output.
        #[command(flatten)]
        out: Out,
    },
    /// Who has to hear of what an entry did to its sessions.
    Tell {
        /// The entry.
        entry: u64,
        /// The form of the output.
        #[command(flatten)]
        out: Out,
    },
    /// Officers' weeks in hours: there, away, planned and done.
    Timesheet {
        /// A reference or a name, and a day of the week meant: shah, +1w, shah next week; every officer, this week.
        who: Vec<String>,
        /// The first day; this week's Monday without it.
        #[arg(long, value_name = "DAY")]
        from: Option<String>,
        /// The last day; the Sunday of that week without it.
        #[arg(long, value_name = "DAY")]
        to: Option<String>,
        /// The form of the output.
        #[command(flatten)]
        out: Out,
    },
    /// How many of a family's sessions were with the officer they see most.
    Continuity {
        /// A child, arrangement or officer; everyone without it.
        who: Vec<String>,
        /// The first day; eight weeks ago without it.
        #[arg(long, value_name = "DAY")]
        from: Option<String>,
        /// The last day; today without it.
        #[arg(long, value_name = "DAY")]
        to: Option<String>,
        /// The form of the output.
        #[command(flatten)]
        out: Out,
    },
}

impl Staff {
    /// Whether the answer is wanted as JSON.
    pub(super) fn wants_json(&self) -> bool {
        match self {
            Self::Repair { out, .. }
            | Self::Hits { out, .. }
            | Self::Tell { out, .. }
            | Self::Timesheet { out, .. }
            | Self::Continuity { out, .. } => out.json,
        }
    }

    /// Whether it only looks something up.
    pub(super) fn looks(&self) -> bool {
        matches!(self, Self::Hits { .. } | Self::Timesheet { .. } | Self::Continuity { .. })
    }

    /// The question it asks.
    pub(super) fn query(&self, today: Day) -> Result<Query, Refusal> {
        Ok(match self {
            Self::Repair { .. } => return Err(Refusal::new(No::Internal, "a repair is no single question")),
            Self::Hits { what, .. } => {
                let key = what.parse::<Key>().map_err(|why| Refusal::usage("what", why.to_string()))?;
                queries::Hits { key }.into()
            }
            Self::Tell { entry, .. } => queries::ToTell { entry: *entry }.into(),
            Self::Timesheet { who, from, to, .. } => {
                let (who, week) = who_and_week(who, today);
                let (from, to) = (day(from.as_ref(), today)?, day(to.as_ref(), today)?);
                let from = from.or(week.map(Day::monday));
                queries::Timesheet { who: joined(who), from, to: to.or(week.map(|day| day.monday() + 6)) }.into()
            }
            Self::Continuity { who, from, to, .. } => {
                let (from, to) = (day(from.as_ref(), today)?, day(to.as_ref(), today)?);
                queries::Continuity { who: joined(who), from, to }.into()
            }
        })
    }
}

/// The last words as a day, where they are one; those before it are a name.
fn who_and_week(words: &[String], today: Day) -> (&[String], Option<Day>) {
    let days = (0..words.len()).filter(|at| words.len() - at <= 3);
    let found = days.map(|at| words.split_at(at)).find_map(|(who, when)| {
        // a bare word may be somebody's name: April, May, Mon
        let certain = when.iter().any(|word| word.contains(|c: char| c.is_ascii_digit())) || when.len() > 1;
        let day =
            said::day(&when.join(" "), today).ok().filter(|_| certain && when.join(" ").parse::<Key>().is_err())?;
        Some((who, Some(day)))
    });
    found.unwrap_or((words, None))
}

/// A day that was said, if one was.
fn day(text: Option<&String>, today: Day) -> Result<Option<Day>, Refusal> {
    text.map(|text| dates::day(std::slice::from_ref(text), today)).transpose()
}

/// What was said, if anything was.
fn joined(words: &[String]) -> Option<String> {
    Some(words.join(" ")).filter(|text| !text.is_empty())
}
