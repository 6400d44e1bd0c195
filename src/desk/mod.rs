//! The desk: the one port between whoever asks and what is known.
//!
//! [`Desk::execute`] carries out a [`Command`], [`Desk::ask`] answers a [`Query`], [`Desk::watch`] tells what others did,
//! [`Desk::start`] begins long work. [`Local`] is the desk in this process. Every answer passes the one cut (`cut`)
//! before it leaves; names travel in a glossary ([`Names`]) that holds only what the asker may know.

pub mod commands;
pub mod queries;
pub mod role;

mod commit;
mod content;
mod cut;
mod drafts;
mod fill;
mod gate;
mod heard;
mod identity;
mod intake;
mod jobs;
mod local;
mod message;
mod orphans;
mod pack;
mod paper;
mod past;
mod phoned;
mod presence;
mod referrals;
mod repair;
mod scope;
mod search;
mod series;
mod set;
mod sitting;
mod told;
mod watch;

pub use crate::documents::{DocumentKind, Occasion};
pub use crate::panel::{
    Demand, Gap, Gate, Light, Tick, Unsaid,
    agenda::{Clash, Turn},
    gate::said as said_gaps,
};
pub use commands::{COMMANDS, Command};
pub use content::Content;
pub use cut::Viewer;
pub use drafts::{Draft, Keep, MOST_DRAFTS, Picked, Typed, Unsent};
pub use intake::{Lack, said as said_lacks};
pub use jobs::{Job, JobId, JobState};
pub use local::{Local, Opened, Seat};
pub use presence::Other;
pub use queries::{Answer, QUERIES, Query};
pub use set::SetWeek;
pub use watch::OrderWeek;

use crate::domain::*;
use std::collections::BTreeMap;
use std::sync::mpsc::Receiver;

/// The one port. `Send + Sync`: a screen asks from a worker thread.
pub trait Desk: Send + Sync {
    /// Carries out a command: when it returns, what it did is durable.
    fn execute(&self, order: Order) -> Result<Done, Refusal>;
    /// Answers a question, cut to what the asker may see.
    fn ask(&self, query: Query) -> Result<Answered, Refusal>;
    /// What happens from now on, cut to what the asker may see.
    fn watch(&self) -> Receiver<Event>;
    /// Says which record the asker's board has open, for the others to see.
    fn look(&self, open: Option<Key>);
    /// Begins long work; its progress comes by [`Desk::watch`].
    fn start(&self, job: Job) -> Result<JobId, Refusal>;
    /// Asks long work to stop; what it did until then is undone or was never done.
    fn cancel(&self, job: JobId);
    /// Whose desk this is.
    fn here(&self) -> Here;
    /// Keeps a form that is not sent yet for the asker's own boards, or forgets it. No command: no entry tells of it.
    fn keep(&self, keep: Keep) -> Result<(), Refusal>;
    /// The forms kept for the asker that no other board of theirs has open.
    fn unsent(&self) -> Result<Unsent, Refusal>;
}

/// Whose desk this is: what a header shows.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize, JsonSchema)]
pub struct Here {
    /// The store's name, or `DEMO`.
    pub store: String,
    /// Whether the data is invented.
    pub demo: bool,
    /// The asker's account.
    pub account: String,
    /// The asker's role.
    pub role: Role,
    /// Now, on the wall.
    pub now: Moment,
    /// Until when a restricted case is open to the asker, who is not on its list.
    pub opened: Option<Moment>,
    /// The number of the last entry.
    pub head: u64,
    /// What the service calls a session.
    pub word: String,
    /// Minutes without a key after which a board is locked; 0 for never.
    pub lock_after: u16,
}

/// A command with what goes with it.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Order {
    /// The command.
    pub command: Command,
    /// Why blocking findings are to be overridden: by a role that may, or as one of those agreed by telephone.
    pub over: Option<Over>,
}

/// Why blocking findings are to be overridden.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
pub struct Over {
    /// The reason; it stays in the journal.
    pub reason: Note,
    /// The manager who agreed by telephone: account, reference or name. It waits for their own word.
    pub agreed_by: Option<Name>,
}

impl From<Note> for Over {
    fn from(reason: Note) -> Self {
        Self { reason, agreed_by: None }
    }
}

impl std::str::FromStr for Over {
    type Err = Unreadable;
    fn from_str(text: &str) -> Result<Self, Unreadable> {
        text.parse::<Note>().map(Self::from)
    }
}

impl From<Command> for Order {
    fn from(command: Command) -> Self {
        Self { command, over: None }
    }
}

/// What a command did.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize, JsonSchema)]
pub struct Done {
    /// Number of the entry.
    pub entry: u64,
    /// The command's name.
    pub command: String,
    /// What it changed, in order.
    pub changed: Vec<Key>,
    /// What the rules say of the result: warnings, and what was overridden.
    pub findings: Vec<About>,
    /// The number of the entry it took back or brought again.
    pub undoes: Option<u64>,
    /// The command of that entry.
    pub undone: Option<String>,
    /// What was revealed, with the command that reveals.
    pub revealed: Option<Note>,
    /// Whether a caller is who they say, with the command that makes sure.
    pub identified: Option<Identified>,
    /// What was printed, with the command that prints.
    pub printed: Option<Printed>,
    /// The bytes of a document, with the command that gives them out.
    pub content: Option<Content>,
    /// Who was told otherwise and is to be told now.
    pub to_tell: Vec<Key>,
    /// The times of a series that could not be booked or changed, while the rest was.
    pub missed: Vec<Missed>,
    /// What was lost of a session and what of it is made good, with the command that does so.
    pub late: Option<Late>,
    /// What kept it from doing more.
    pub why_not: Vec<About>,
    /// What an arrangement still lacks before contact may begin, with the commands of its intake.
    pub next: Vec<Lack>,
    /// What a referral to a panel still lacks before a sitting can hear it, with the commands of referrals and papers.
    pub lacks: Vec<Gap>,
    /// The task for a manager to confirm what they agreed to by telephone.
    pub waits: Option<TaskId>,
    /// The names of what it mentions.
    pub names: Names,
}

/// A document as it goes on paper.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize, JsonSchema)]
pub struct Printed {
    /// Which document.
    pub document: DocumentKind,
    /// Whom it is for, and nobody else.
    pub audience: Audience,
    /// Who it is about, where it is about someone.
    pub who: Option<Key>,
    /// The days it covers.
    pub days: Days,
    /// Its text.
    pub text: String,
    /// The secret addresses on it: whose.
    pub reveals: Vec<Key>,
}

/// What a rule found, and about which session.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize, JsonSchema)]
pub struct About {
    /// The session; 0 for one not booked yet.
    pub session: SessionId,
    /// What was found.
    pub finding: Finding,
}

/// A time of a series that could not be booked or changed, while the rest was.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize, JsonSchema)]
pub struct Missed {
    /// The arrangement.
    pub arrangement: ArrangementId,
    /// The day of the recurrence it stands for.
    pub occurrence: Day,
    /// The day it was tried on.
    pub day: Day,
    /// The time.
    pub span: Span,
    /// The session, where it is booked and stays as it was.
    pub session: Option<SessionId>,
    /// Why not.
    pub findings: Vec<About>,
}

/// Something settled about a session that a change would leave without ground.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize, JsonSchema)]
pub struct Orphan {
    /// The session.
    pub session: SessionId,
    /// Its day, as it stands.
    pub day: Day,
    /// Its time, as it stands.
    pub span: Span,
    /// What was settled.
    pub what: Settled,
}

/// What was settled about a session.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Settled {
    /// It is booked, for a day that would be none any more.
    Booked,
    /// The driver may go already, or has the child in the car.
    Released {
        /// Which way.
        direction: Direction,
        /// Leaves at.
        depart: Minute,
        /// The driver or officer who drives.
        by: Option<Key>,
    },
    /// They said that they come.
    Confirmed {
        /// Who.
        who: Option<Key>,
        /// When.
        at: Moment,
    },
    /// They were told when and where.
    Told {
        /// Who.
        who: Key,
        /// When.
        at: Moment,
    },
}

/// The names of records by key: only of those the asker may know. A key without a name is not the asker's to know.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize, JsonSchema)]
#[serde(transparent)]
pub struct Names(pub BTreeMap<Key, String>);

impl Names {
    /// What to call a record: its name, or that it is restricted.
    pub fn say(&self, key: impl Into<Key>) -> &str {
        self.0.get(&key.into()).map_or("(restricted)", String::as_str)
    }

    /// Its name, if the asker may know it.
    pub fn get(&self, key: impl Into<Key>) -> Option<&str> {
        self.0.get(&key.into()).map(String::as_str)
    }
}

/// An answer with the names of what it mentions.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize, JsonSchema)]
pub struct Answered {
    /// The answer.
    pub answer: Answer,
    /// The names of what it mentions.
    pub names: Names,
}

choices! {
    /// Why not. Each has its exit status on the command line.
    No {
        /// What was asked makes no sense as it stands: status 2.
        #[default] Usage "not understood",
        /// A rule refuses, or what it rests on has changed: status 3.
        Rule "refused",
        /// There is no such record: status 4.
        NotFound "not found",
        /// The asker may not: status 5.
        NotPermitted "not permitted",
        /// The store cannot be had or is damaged: status 6.
        Unavailable "not available",
        /// Our own mistake: status 1.
        Internal "internal error",
    }
}

/// One of many mistakes, in what was imported.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize, JsonSchema)]
pub struct WrongAt {
    /// Which record, counted from 0.
    pub index: usize,
    /// The field, or nothing for all of it.
    pub field: String,
    /// What is wrong, to be read after the field's name.
    pub what: String,
}

/// The polite no: what, how else, which field, and the findings behind it.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize, JsonSchema, thiserror::Error)]
#[error("{what}")]
pub struct Refusal {
    /// Why not.
    pub no: No,
    /// What is refused, in a sentence. Holds keys and the asker's own words only.
    pub what: String,
    /// The way out.
    pub hint: Option<String>,
    /// The argument or field concerned.
    pub field: Option<String>,
    /// The entry that is taken back only when it is named.
    pub entry: Option<u64>,
    /// The findings behind it.
    pub findings: Vec<About>,
    /// The mistakes behind it.
    pub wrong: Vec<WrongAt>,
    /// What was settled about sessions and would not hold any more.
    pub orphans: Vec<Orphan>,
    /// Records it might have meant.
    pub candidates: Vec<queries::Hit>,
    /// The names of what it mentions.
    pub names: Names,
}

impl Refusal {
    /// A refusal with a sentence.
    pub fn new(no: No, what: impl Into<String>) -> Self {
        Self { no, what: what.into(), ..Self::default() }
    }

    /// Something in the arguments makes no sense.
    pub fn usage(field: &str, what: impl Into<String>) -> Self {
        Self { field: Some(field.to_owned()), ..Self::new(No::Usage, what) }
    }

    /// There is no such record.
    pub fn not_found(key: impl Into<Key>) -> Self {
        let key = key.into();
        Self::new(No::NotFound, format!("there is no {key}"))
            .hinted(format!("contactdesk find TEXT looks {} up", said::a(key.kind.one())))
    }

    /// With the way out.
    #[must_use]
    pub fn hinted(mut self, hint: impl Into<String>) -> Self {
        self.hint = Some(hint.into());
        self
    }
}

impl From<NotLoaded> for Refusal {
    /// A command or query that looks at what it did not ask for in its scope is our mistake, not the asker's.
    fn from(why: NotLoaded) -> Self {
        Self::new(No::Internal, format!("{why}, though they are needed here"))
    }
}

/// What a watcher is told.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub enum Event {
    /// An entry was made.
    Entry {
        /// Its number.
        seq: u64,
        /// What it changed, as far as the watcher may know.
        keys: Vec<Key>,
        /// The days whose sessions it changed.
        days: Vec<Day>,
        /// Whose it was.
        by: String,
    },
    /// The line to a desk in another process broke, or is there again: what was missed meanwhile is not told.
    Link {
        /// Whether it is there.
        up: bool,
    },
    /// Long work went on.
    Job {
        /// Which.
        id: JobId,
        /// How far it is.
        state: JobState,
    },
    /// Who else is at the desk now.
    Others(Vec<Other>),
}

impl Event {
    /// Whether whatever was asked before may be out of date: something was done, or may have been while the line was
    /// broken.
    pub fn renews(&self) -> bool {
        matches!(self, Self::Entry { .. } | Self::Link { up: true })
    }
}
