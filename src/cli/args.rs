//! The arguments (DESIGN section 6).

use super::sub::{Sub, UserWhat};
use crate::domain::{Moment, Unreadable};
use clap::{Args as ClapArgs, Parser};
use std::path::PathBuf;

/// A keyboard-first desk for a children's contact service. Without a command it opens the board.
#[derive(Parser, Clone, Debug)]
#[command(name = "contactdesk", version, disable_help_subcommand = true)]
pub struct Args {
    /// The store's folder; without it the usual one of this account.
    #[arg(long, global = true, value_name = "DIR", env = "CONTACTDESK_STORE")]
    pub store: Option<PathBuf>,
    /// The store's key file; without it the usual one of that store.
    #[arg(long, global = true, value_name = "FILE")]
    pub key_file: Option<PathBuf>,
    /// Answers and errors as JSON.
    #[arg(long)]
    pub json: bool,
    /// Never use or start a server.
    #[arg(long, global = true)]
    pub embedded: bool,
    /// ASCII only, no colours.
    #[arg(long, global = true)]
    pub plain: bool,
    /// The theme of the board.
    #[arg(long, global = true, value_name = "NAME")]
    pub theme: Option<String>,
    /// The keymap of the board.
    #[arg(long, global = true, value_name = "NAME|FILE")]
    pub keymap: Option<String>,
    /// Take this for now: `2026-11-27 16:05`. Only for the owner of the store.
    #[arg(long, global = true, value_name = "DATETIME", env = "CONTACTDESK_NOW", value_parser = moment)]
    pub now: Option<Moment>,
    /// Act as this user; both names go into the journal. Only for the owner of the store.
    #[arg(long = "as", global = true, value_name = "USER")]
    pub as_user: Option<String>,
    /// Answers as of an earlier time: refused until they can be given, and never passed over.
    #[arg(long, global = true, hide = true, value_name = "DATETIME", value_parser = no_as_of)]
    pub as_of: Option<String>,
    /// What to do.
    #[command(subcommand)]
    pub command: Option<Sub>,
}

fn moment(text: &str) -> Result<Moment, String> {
    text.parse().map_err(|why: Unreadable| why.to_string())
}

fn no_as_of(_: &str) -> Result<String, String> {
    Err("answers as of an earlier time cannot be given yet; contactdesk journal shows what was done since".to_owned())
}

/// The form of the output.
#[derive(ClapArgs, Clone, Debug, Default)]
pub struct Out {
    /// The answer as JSON.
    #[arg(long, global = true)]
    pub json: bool,
}

/// Arguments as JSON, for `do` and `ask`.
#[derive(ClapArgs, Clone, Debug, Default)]
pub struct Input {
    /// The arguments, as with --json.
    #[arg(value_name = "JSON|FILE|-")]
    pub args: Option<String>,
    /// The arguments: a file, `-` for standard input, or JSON itself; `{}` without it. Without a value, the answer comes
    /// as JSON.
    #[arg(long, value_name = "FILE|-", num_args = 0..=1, default_missing_value = "", action = clap::ArgAction::Append)]
    pub json: Vec<String>,
}

impl Input {
    /// Whether the answer is wanted as JSON: `--json` without a value.
    pub fn out(&self) -> bool {
        self.json.iter().any(String::is_empty)
    }

    /// Where the arguments are: behind the name, or after `--json`.
    pub fn source(&self) -> Option<&str> {
        let json = self.json.iter().map(String::as_str).find(|s| !s.is_empty());
        self.args.as_deref().or(json)
    }
}

/// What a command needs to be carried out.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Needs {
    /// Nothing: no store is opened.
    Nothing,
    /// A desk.
    Desk,
    /// It is not asked of a desk: it makes or repairs a store, or opens the board.
    Setup,
}

impl Args {
    /// What its command needs.
    pub fn needs(&self) -> Needs {
        match &self.command {
            Some(Sub::Schema { .. } | Sub::Completions { .. } | Sub::User { what: UserWhat::Roles, .. }) => {
                Needs::Nothing
            }
            None
            | Some(
                Sub::Demo { .. }
                | Sub::Init { .. }
                | Sub::Serve { .. }
                | Sub::Status { .. }
                | Sub::Stop {}
                | Sub::Lookup {}
                | Sub::Keeping(_)
                | Sub::Key { .. }
                | Sub::Keys { .. },
            ) => Needs::Setup,
            Some(_) => Needs::Desk,
        }
    }

    /// Whether answers and errors are wanted as JSON.
    pub fn wants_json(&self) -> bool {
        self.json
            || self.command.as_ref().is_some_and(|sub| match sub {
                Sub::Day { out, .. }
                | Sub::Week { out, .. }
                | Sub::Next { out, .. }
                | Sub::Now { out }
                | Sub::Allowed { out, .. }
                | Sub::Decided { out, .. }
                | Sub::Find { out, .. }
                | Sub::Show { out, .. }
                | Sub::Free { out, .. }
                | Sub::Slots { out, .. }
                | Sub::Why { out, .. }
                | Sub::Import { out, .. }
                | Sub::Print { out, .. }
                | Sub::Status { out }
                | Sub::Journal { out, .. }
                | Sub::Undo { out, .. }
                | Sub::Redo { out }
                | Sub::Settings { out, .. }
                | Sub::User { out, .. }
                | Sub::Rules { out } => out.json,
                Sub::Morning(asked) => asked.wants_json(),
                Sub::Arranged(arranged) => arranged.json(),
                Sub::Panel { what } => what.json(),
                Sub::Staff(staff) => staff.wants_json(),
                Sub::Standing(standing) => standing.wants_json(),
                Sub::Keeping(keeping) => keeping.wants_json(),
                Sub::Do { input, .. } | Sub::Ask { input, .. } => input.out(),
                _ => false,
            })
    }
}
