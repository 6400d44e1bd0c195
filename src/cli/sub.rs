//! The commands of the command line (DESIGN section 6).

use super::args::{Input, Out};
use super::arranged::Arranged;
use super::keeping::Keeping;
use super::morning::Morning;
use super::panel::PanelSub;
use super::staff::Staff;
use super::standing::Standing;
use crate::desk::DocumentKind;
use crate::desk::queries::FreeWhat;
use crate::domain::Audience;
use clap::{Subcommand, ValueEnum};
use clap_complete::Shell;
use std::path::PathBuf;

fn document(text: &str) -> Result<DocumentKind, String> {
    let found = DocumentKind::ALL.iter().copied().find(|kind| kind.said() == text);
    found.ok_or_else(|| {
        format!("say {}", DocumentKind::ALL.iter().map(|kind| kind.said()).collect::<Vec<_>>().join(", "))
    })
}

/// All that can be printed.
fn documents() -> String {
    format!("Which: {}.", DocumentKind::ALL.iter().map(|kind| kind.said()).collect::<Vec<_>>().join(", "))
}

fn audience(text: &str) -> Result<Audience, String> {
    let found = Audience::ALL.iter().copied().find(|audience| audience.said() == text);
    found.ok_or_else(|| format!("say one of {}", Audience::ALL.iter().map(|a| a.said()).collect::<Vec<_>>().join(", ")))
}

fn free_what(text: &str) -> Result<FreeWhat, String> {
    FreeWhat::ALL
        .iter()
        .copied()
        .find(|what| what.said() == text || what.said().strip_suffix('s') == Some(text))
        .ok_or_else(|| "say rooms, officers, drivers or vehicles".to_owned())
}

/// What to do.
#[derive(Subcommand, Clone, Debug)]
pub enum Sub {
    /// A new store with invented data, then the board.
    Demo {
        /// The same number gives the same data.
        #[arg(long, default_value_t = 1)]
        seed: u64,
        /// Weeks of sessions, half of them past.
        #[arg(long, default_value_t = 26)]
        weeks: u16,
        /// Years of sessions before those weeks.
        #[arg(long, default_value_t = 0, value_parser = clap::value_parser!(u8).range(..=20))]
        years: u8,
        /// How large a service.
        #[arg(long, default_value_t = 1, value_parser = clap::value_parser!(u8).range(1..=5))]
        scale: u8,
        /// Only make the store.
        #[arg(long)]
        no_open: bool,
        /// List the problems planted for today.
        #[arg(long)]
        list_problems: bool,
    },
    /// A new, empty, real store with its key file and recovery key.
    Init {
        /// The account of its first admin; yours without it.
        #[arg(long, value_name = "USER")]
        admin: Option<String>,
    },
    /// The sessions of a day, with what is wrong.
    Day {
        /// today, fri, +2w, 27/11, 2026-11-27; today without it.
        date: Vec<String>,
        /// As it may be read out to this caller: a family member, carer, officer or driver; of a child, its social worker.
        #[arg(long, value_name = "CALLER")]
        to: Option<String>,
        /// The form of the output.
        #[command(flatten)]
        out: Out,
    },
    /// The sessions of a week.
    Week {
        /// Any day of it; this week without it.
        date: Vec<String>,
        /// The form of the output.
        #[command(flatten)]
        out: Out,
    },
    /// Panels: what they are asked for, and its papers.
    Panel {
        /// What to do.
        #[command(subcommand)]
        what: PanelSub,
    },
    /// Arrangements, what is owed, who loses contact.
    #[command(flatten)]
    Arranged(Arranged),
    /// The next sessions of a child, adult, officer, room or car.
    Next {
        /// A reference or a name; with --to whom the caller asks about, or nobody for all their own.
        #[arg(required_unless_present = "to")]
        who: Vec<String>,
        /// As it may be read out to this caller: a family member, carer, officer or driver; of a child, its social worker.
        #[arg(long, value_name = "CALLER")]
        to: Option<String>,
        /// At most so many.
        #[arg(long)]
        limit: Option<u16>,
        /// The form of the output.
        #[command(flatten)]
        out: Out,
    },
    /// Who is on site, who is in a car, who comes next.
    Now {
        /// The form of the output.
        #[command(flatten)]
        out: Out,
    },
    /// The look-ups of the morning.
    #[command(flatten)]
    Morning(Morning),
    /// Whether an adult at the door may come in.
    Allowed {
        /// A reference or a name.
        #[arg(required = true)]
        who: Vec<String>,
        /// At which site; the base without it.
        #[arg(long, value_name = "SITE")]
        at: Option<String>,
        /// The form of the output.
        #[command(flatten)]
        out: Out,
    },
    /// What panels decided about a child, on what conditions, by whom and when.
    Decided {
        /// A reference or a name.
        #[arg(required = true)]
        who: Vec<String>,
        /// The form of the output.
        #[command(flatten)]
        out: Out,
    },
    /// Records by name, number or telephone.
    Find {
        /// What to look for.
        #[arg(required = true)]
        text: Vec<String>,
        /// As it may be read out to this caller: a family member, carer, officer or driver; of a child, its social worker.
        #[arg(long, value_name = "CALLER")]
        to: Option<String>,
        /// Only this kind of record: children, parties, rooms.
        #[arg(long)]
        kind: Vec<String>,
        /// At most so many.
        #[arg(long)]
        limit: Option<u16>,
        /// The form of the output.
        #[command(flatten)]
        out: Out,
    },
    /// Everything about one record.
    Show {
        /// A reference or a name.
        #[arg(required = true, value_name = "REF")]
        what: Vec<String>,
        /// As it may be read out to this caller: a family member, carer, officer or driver; of a child, its social worker.
        #[arg(long, value_name = "CALLER")]
        to: Option<String>,
        /// The form of the output.
        #[command(flatten)]
        out: Out,
    },
    /// What is free then, and why the rest is not.
    Free {
        /// rooms, officers, drivers or vehicles.
        #[arg(value_parser = free_what)]
        what: FreeWhat,
        /// A day and a time: fri 14:00-15:30.
        #[arg(required = true)]
        when: Vec<String>,
        /// The form of the output.
        #[command(flatten)]
        out: Out,
    },
    /// The best slots for an arrangement, or another one for a session, with room, officers and cars chosen.
    Slots {
        /// An arrangement, a child with one, or a session.
        #[arg(value_name = "REF")]
        what: String,
        /// The first day; today without it.
        #[arg(long, value_name = "DAY")]
        from: Option<String>,
        /// The last day; four weeks on without it.
        #[arg(long, value_name = "DAY")]
        to: Option<String>,
        /// Only between these times: 15:30-18:00.
        #[arg(long, value_name = "TIMES")]
        within: Option<String>,
        /// Another length, in minutes.
        #[arg(long)]
        minutes: Option<u16>,
        /// At most so many; ten without it.
        #[arg(long)]
        limit: Option<u8>,
        /// The form of the output.
        #[command(flatten)]
        out: Out,
    },
    /// Why a slot is refused, who blocks it until when, and what would make it work.
    Why {
        /// An arrangement, a child with one, or a session.
        #[arg(value_name = "REF")]
        what: String,
        /// A day and a start: fri 16:00.
        #[arg(required = true, value_name = "SLOT")]
        slot: Vec<String>,
        /// Another length, in minutes.
        #[arg(long)]
        minutes: Option<u16>,
        /// In this room.
        #[arg(long, value_name = "REF")]
        room: Option<String>,
        /// The form of the output.
        #[command(flatten)]
        out: Out,
    },
    /// The staff and who is not there.
    #[command(flatten)]
    Staff(Staff),
    /// How things stand.
    #[command(flatten)]
    Standing(Standing),
    /// Serves the store to other programs on this machine, until it is stopped.
    Serve {
        /// End after so many seconds with nobody there.
        #[arg(long, value_name = "SECONDS")]
        idle: Option<u64>,
        /// Print the units for systemd that serve the desk of a host, and do nothing.
        #[arg(long)]
        units: bool,
        /// A board started it and waits for a sign.
        #[arg(long, hide = true)]
        spawned: bool,
    },
    /// Whether a desk runs for the store, since when, and who has it open.
    Status {
        /// The form of the output.
        #[command(flatten)]
        out: Out,
    },
    /// Ends the desk that runs for the store; boards that are open wait for the next.
    Stop {},
    /// Any command of the desk by name: contactdesk ask commands lists them.
    Do {
        /// Its name: session.book.
        name: String,
        /// The arguments.
        #[command(flatten)]
        input: Input,
        /// Carry it out although a rule refuses it; the reason stays in the journal.
        #[arg(long = "override", value_name = "REASON")]
        over: Option<String>,
        /// The manager who agreed to that by telephone: account, reference or name. They confirm it themselves later.
        #[arg(long, value_name = "MANAGER", requires = "over")]
        agreed_by: Option<String>,
    },
    /// Any query of the desk by name.
    Ask {
        /// Its name: day.
        name: String,
        /// The arguments.
        #[command(flatten)]
        input: Input,
    },
    /// The JSON Schema of commands, queries, answers and records, or of one.
    Schema {
        /// A command, query or kind of record; all of them without it.
        name: Option<String>,
    },
    /// Takes in records, one a line as JSON: all of them, or none and every mistake.
    Import {
        /// The files; - for standard input.
        #[arg(required = true)]
        files: Vec<PathBuf>,
        /// Take them in although a rule refuses; the reason stays in the journal.
        #[arg(long = "override", value_name = "REASON")]
        over: Option<String>,
        /// The form of the output.
        #[command(flatten)]
        out: Out,
    },
    /// Every record, one a line as JSON.
    Export {
        /// The form.
        format: Format,
        /// Why; it stays in the journal, beside who and when.
        #[arg(long, default_value = "")]
        reason: String,
        /// The file, which must not exist yet; standard output without it.
        #[arg(short = 'o', long, value_name = "FILE|-")]
        output: Option<PathBuf>,
    },
    /// Prints a document for those it is for: day-sheet, parent-calendar WHO, run-sheet WHO. It is in the journal.
    Print {
        /// Which.
        #[arg(value_parser = document, help = documents())]
        document: DocumentKind,
        /// Who it is about: a family member, a driver. Of a day sheet, the day.
        who: Vec<String>,
        /// Whom it is for; refused where that is not whom the document is for.
        #[arg(long = "for", value_name = "AUDIENCE", value_parser = audience)]
        audience: Option<Audience>,
        /// The day.
        #[arg(long, value_name = "DAY", conflicts_with_all = ["from", "to"])]
        on: Option<String>,
        /// The first day; today without it.
        #[arg(long, value_name = "DAY")]
        from: Option<String>,
        /// The last day; four weeks of a calendar without it.
        #[arg(long, value_name = "DAY")]
        to: Option<String>,
        /// The file, which must not exist yet; standard output without it.
        #[arg(short = 'o', long, value_name = "FILE|-")]
        output: Option<PathBuf>,
        /// The form of the output.
        #[command(flatten)]
        out: Out,
    },
    /// Looking a store over, saving it, bringing it back.
    #[command(flatten)]
    Keeping(Keeping),
    /// What was done, by whom, last first.
    Journal {
        /// At most so many.
        #[arg(long)]
        limit: Option<u16>,
        /// Only before this entry.
        #[arg(long, value_name = "N")]
        before: Option<u64>,
        /// Only what touched this record.
        #[arg(long, value_name = "REF")]
        of: Option<String>,
        /// The form of the output.
        #[command(flatten)]
        out: Out,
    },
    /// Takes back your last command, or the entry you name.
    Undo {
        /// The entry.
        entry: Option<u64>,
        /// The form of the output.
        #[command(flatten)]
        out: Out,
    },
    /// Brings back what your last undo took.
    Redo {
        /// The form of the output.
        #[command(flatten)]
        out: Out,
    },
    /// The store's key file.
    Key {
        /// What about it.
        #[command(subcommand)]
        what: KeyWhat,
    },
    /// How the service is set up; with a name one setting, with a value changes it.
    Settings {
        /// Its name.
        name: Option<String>,
        /// Its new value; empty for the default.
        value: Option<String>,
        /// The form of the output.
        #[command(flatten)]
        out: Out,
    },
    /// Who may use the desk, and who may do what.
    User {
        /// What.
        #[command(subcommand)]
        what: UserWhat,
        /// The form of the output.
        #[command(flatten)]
        out: Out,
    },
    /// For a key that may only look up: answers what was asked over SSH, and nothing else.
    Lookup {},
    /// The rules of a booking, with their sources.
    Rules {
        /// The form of the output.
        #[command(flatten)]
        out: Out,
    },
    /// The keys of the board.
    Keys {
        /// Check a keymap file.
        #[arg(long, value_name = "FILE")]
        check: Option<PathBuf>,
        /// As a table for a README.
        #[arg(long)]
        markdown: bool,
    },
    /// Completions for a shell.
    Completions {
        /// The shell.
        shell: Shell,
    },
}

/// What about the users.
#[derive(Subcommand, Clone, Debug)]
pub enum UserWhat {
    /// The table of commands and questions by role.
    Roles,
    /// Everybody who may use the desk, by account.
    List,
    /// Lets an account of this machine use the desk.
    Add {
        /// The account's name.
        account: String,
        /// What they may do: `contactdesk user roles` lists the roles.
        #[arg(long)]
        role: String,
        /// The person's name; the account's where left out.
        #[arg(long)]
        name: Option<String>,
        /// Which officer they are, by reference: for officers, who see their own sessions.
        #[arg(long)]
        officer: Option<String>,
    },
}

/// What about the key file.
#[derive(Subcommand, Clone, Debug)]
pub enum KeyWhat {
    /// Whether the key file opens the store.
    Check,
    /// Writes the key file anew from the recovery key, which is read from standard input.
    Recover,
}

/// The form of an export.
#[derive(ValueEnum, Clone, Copy, PartialEq, Eq, Debug)]
pub enum Format {
    /// One record a line as JSON: what `import` takes.
    Jsonl,
}
