//! `contactdesk panel …`: the sitting and what comes after it.

use super::args::Out;
use crate::desk::{Query, Refusal, queries};
use crate::domain::{Name, SittingId, Unreadable};
use clap::Subcommand;

/// A look-up about a sitting or what comes after it.
#[derive(Subcommand, Clone, Debug)]
pub enum PanelAfter {
    /// A sitting as it runs: who is there, what is heard, whether it can be decided.
    Sitting {
        /// The sitting: SI-0001; the one that is open, today's or the next without it.
        sitting: Option<String>,
        /// The form of the output.
        #[command(flatten)]
        out: Out,
    },
    /// Decisions to sign and send, by when.
    Decisions {
        /// The form of the output.
        #[command(flatten)]
        out: Out,
    },
    /// Decisions with who was told of them, when and how.
    Notices {
        /// The form of the output.
        #[command(flatten)]
        out: Out,
    },
    /// What is to be done for panels, conditions to be met, decisions to be looked at again.
    Actions {
        /// Only what this person is to do.
        owner: Vec<String>,
        /// Only what is overdue.
        #[arg(long)]
        late: bool,
        /// The form of the output.
        #[command(flatten)]
        out: Out,
    },
    /// How far the minutes of the sittings are; the text of one.
    Minutes {
        /// The sitting: SI-0001.
        sitting: Option<String>,
        /// The form of the output.
        #[command(flatten)]
        out: Out,
    },
}

/// A sitting, where one is named.
fn sitting(text: Option<&String>) -> Result<Option<SittingId>, Refusal> {
    let read = |text: &String| text.parse().map_err(|why: Unreadable| Refusal::usage("sitting", why.to_string()));
    text.map(read).transpose()
}

impl PanelAfter {
    /// Whether its answer is wanted as JSON.
    pub(super) fn json(&self) -> bool {
        let (Self::Sitting { out, .. }
        | Self::Decisions { out }
        | Self::Notices { out }
        | Self::Actions { out, .. }
        | Self::Minutes { out, .. }) = self;
        out.json
    }

    /// The question it asks.
    pub(super) fn query(&self) -> Result<Query, Refusal> {
        Ok(match self {
            Self::Sitting { sitting: which, .. } => queries::SittingQuery { sitting: sitting(which.as_ref())? }.into(),
            Self::Decisions { .. } => queries::Decisions::default().into(),
            Self::Notices { .. } => queries::Decisions { sent: true, panel: None }.into(),
            Self::Actions { owner, late, .. } => {
                let owner = Name::new(owner.join(" ")).map_err(|why| Refusal::usage("owner", why.to_string()))?;
                queries::Actions { owner, late: *late }.into()
            }
            Self::Minutes { sitting: which, .. } => queries::MinutesQuery { sitting: sitting(which.as_ref())? }.into(),
        })
    }
}
