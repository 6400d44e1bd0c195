//! Keeping a store, on the command line: looking it over, saving it, bringing it back. It is done to the store's folder
//! and never asked of a desk.

use super::args::Out;
use clap::Subcommand;
use std::path::PathBuf;

/// What keeps a store.
#[derive(Subcommand, Clone, Debug)]
pub enum Keeping {
    /// Reads the whole store and journal and says whether they agree.
    Verify {
        /// Make the records and indexes anew from the journal.
        #[arg(long)]
        rebuild: bool,
        /// The form of the output.
        #[command(flatten)]
        out: Out,
    },
    /// Saves the journal and the papers to a folder, sealed as they are; also while a desk runs.
    Backup {
        /// A folder that is new or empty, or has an earlier backup of this store: what is there is brought up to date.
        folder: PathBuf,
        /// The form of the output.
        #[command(flatten)]
        out: Out,
    },
    /// Makes a store, where --store says, from a backup.
    Restore {
        /// The backup.
        folder: PathBuf,
        /// The form of the output.
        #[command(flatten)]
        out: Out,
    },
}

impl Keeping {
    /// Whether the answer is wanted as JSON.
    pub(super) fn wants_json(&self) -> bool {
        match self {
            Self::Verify { out, .. } | Self::Backup { out, .. } | Self::Restore { out, .. } => out.json,
        }
    }
}
