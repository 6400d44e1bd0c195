//! `contactdesk panel …`: what panel clerks look up and take down.

use super::args::Out;
use super::panel_after::PanelAfter;
use super::transfer::create;
use super::{Session, Stop, dates};
use crate::desk::commands::{PackPrint, PaperAdd, PaperRead, RegisterBegin, RegisterEnd};
use crate::desk::{Command, Content, No, Query, Refusal, queries};
use crate::domain::*;
use clap::Subcommand;
use std::io::{Read, Write};
use std::path::{Path, PathBuf};

/// Panels: referrals and their papers.
#[derive(Subcommand, Clone, Debug)]
pub enum PanelSub {
    /// What panels are asked for: what each referral lacks, how long it waits, when papers are due.
    Referrals {
        /// Of this panel only: PA-0001.
        #[arg(long, value_name = "PANEL")]
        panel: Option<String>,
        /// Also what is over.
        #[arg(long)]
        all: bool,
        /// The form of the output.
        #[command(flatten)]
        out: Out,
    },
    /// One referral: what it says and lacks, its papers, what was asked before.
    Referral {
        /// The referral: R-0001.
        #[arg(value_name = "REFERRAL")]
        referral: String,
        /// The form of the output.
        #[command(flatten)]
        out: Out,
    },
    /// The sittings of the panels, with what is due when.
    Sittings {
        /// Of this panel only: PA-0001.
        #[arg(long, value_name = "PANEL")]
        panel: Option<String>,
        /// The form of the output.
        #[command(flatten)]
        out: Out,
    },
    /// The list of a sitting: times, what is missing, who chairs, the quorum; and what waits for a list.
    Agenda {
        /// The sitting: SI-0001; the next whose list is open without it.
        sitting: Option<String>,
        /// The form of the output.
        #[command(flatten)]
        out: Out,
    },
    /// What panels must look at again without anybody asking: contracts that end, conditions, moves, overdue actions.
    Forward {
        /// Of this panel only: PA-0001.
        #[arg(long, value_name = "PANEL")]
        panel: Option<String>,
        /// The form of the output.
        #[command(flatten)]
        out: Out,
    },
    /// The sitting and what comes after it.
    #[command(flatten)]
    After(PanelAfter),
    /// A member's pack for a sitting, without what they may not see.
    Pack {
        /// The sitting: SI-0001.
        sitting: String,
        /// Whose: PR-0001, or a name.
        member: String,
        /// Initials instead of names, and nothing of what the forms say.
        #[arg(long)]
        initials: bool,
        /// The file to write; standard output without it.
        #[arg(short, long, value_name = "FILE")]
        output: Option<PathBuf>,
        /// The form of the output.
        #[command(flatten)]
        out: Out,
    },
    /// The papers of a referral.
    Paper {
        /// What to do.
        #[command(subcommand)]
        what: PaperSub,
    },
    /// What services and panels were asked for, how much was answered and got it; all of a child.
    Requests {
        /// The child: a reference or a name; everybody without it.
        who: Vec<String>,
        /// From this day on; twelve months back without it.
        #[arg(long, value_name = "DATE")]
        from: Option<String>,
        /// Up to this day; today without it.
        #[arg(long, value_name = "DATE")]
        to: Option<String>,
        /// The form of the output.
        #[command(flatten)]
        out: Out,
    },
    /// The child protection register: puts a child on it, takes one off.
    Register {
        /// What to do.
        #[command(subcommand)]
        what: RegisterSub,
    },
}

/// The child protection register.
#[derive(Subcommand, Clone, Debug)]
pub enum RegisterSub {
    /// A child is put on it.
    Begin {
        /// The child: a reference or a name.
        child: String,
        /// Category: neglect, emotional abuse.
        category: String,
        /// From; today without it.
        #[arg(long, value_name = "DATE")]
        from: Option<String>,
        /// The form of the output.
        #[command(flatten)]
        out: Out,
    },
    /// A child is taken off it.
    End {
        /// The child: a reference or a name.
        child: String,
        /// The last day; today without it.
        #[arg(long, value_name = "DATE")]
        on: Option<String>,
        /// The form of the output.
        #[command(flatten)]
        out: Out,
    },
}

/// The papers of a referral.
#[derive(Subcommand, Clone, Debug)]
pub enum PaperSub {
    /// A paper has come: where it is to be found, or its bytes.
    Add {
        /// The referral: R-0001.
        referral: String,
        /// Which document: form, assessment, chronology, plan, risk-assessment, costs, journeys...
        sort: String,
        /// The file with its bytes; `-` for standard input.
        #[arg(value_name = "FILE")]
        file: Option<PathBuf>,
        /// The system that has it, and its number there.
        #[arg(long, value_name = "WHERE", default_value = "")]
        reference: String,
        /// What it is called.
        #[arg(long, default_value = "")]
        title: String,
        /// Version; the next one without it.
        #[arg(long)]
        version: Option<u16>,
        /// Who holds it.
        #[arg(long, value_name = "WHO", default_value = "")]
        held_by: String,
        /// Names and places that must not be read are blacked out.
        #[arg(long)]
        redacted: bool,
        /// A member who may not see it: PR-0001. More than once for several.
        #[arg(long, value_name = "MEMBER")]
        kept_from: Vec<String>,
        /// The form of the output.
        #[command(flatten)]
        out: Out,
    },
    /// Gives out the bytes of a paper; who read it stays in the journal.
    Get {
        /// The paper: PP-0001.
        paper: String,
        /// The file to write; standard output without it.
        #[arg(short, long, value_name = "FILE")]
        output: Option<PathBuf>,
        /// The form of the output.
        #[command(flatten)]
        out: Out,
    },
    /// The papers there are, and those that are missing.
    List {
        /// The referral: R-0001.
        referral: String,
        /// The form of the output.
        #[command(flatten)]
        out: Out,
    },
}

/// A reference that is typed.
fn id<T: std::str::FromStr<Err = Unreadable>>(field: &str, text: &str) -> Result<T, Refusal> {
    text.parse().map_err(|why: Unreadable| Refusal::usage(field, why.to_string()))
}

/// A day that is typed, where one is.
fn day(text: Option<&String>, today: Day) -> Result<Option<Day>, Refusal> {
    text.map(|text| dates::day(std::slice::from_ref(text), today)).transpose()
}

/// Which document is meant: its name, with dashes or without, or how that begins.
fn sort(text: &str) -> Result<PaperSort, Refusal> {
    let plain = |text: &str| text.to_lowercase().replace(['-', '_'], " ").replace('\'', "");
    let typed = plain(text.trim());
    let all = || PaperSort::ALL.iter().copied();
    let begins: Vec<PaperSort> =
        all().filter(|sort| !typed.is_empty() && plain(sort.said()).starts_with(&typed)).collect();
    match (all().find(|sort| plain(sort.said()) == typed), begins.as_slice()) {
        (Some(sort), _) => Ok(sort),
        (None, [sort]) => Ok(*sort),
        _ => {
            let named =
                all().map(|sort| sort.said().replace(' ', "-").replace('\'', "")).collect::<Vec<_>>().join(", ");
            let what = format!("{} is no paper a panel asks for", civil::quoted(text));
            Err(Refusal::new(No::Usage, what).hinted(format!("one of {named}")))
        }
    }
}

/// The bytes of a file, or of standard input, as far as a paper may have them.
fn content(path: &Path, stdin: &mut dyn Read) -> Result<Content, Refusal> {
    let most = Content::MOST as u64 + 1;
    let mut bytes = Vec::new();
    let read = if path == Path::new("-") {
        stdin.take(most).read_to_end(&mut bytes)
    } else {
        std::fs::File::open(path).and_then(|file| file.take(most).read_to_end(&mut bytes))
    };
    let name = civil::quoted(&path.to_string_lossy());
    read.map_err(|why| Refusal::usage("file", format!("{name} cannot be read: {why}")))?;
    Ok(Content(bytes))
}

impl PanelSub {
    /// Whether its answer is wanted as JSON.
    pub(super) fn json(&self) -> bool {
        match self {
            Self::After(after) => after.json(),
            Self::Referrals { out, .. }
            | Self::Referral { out, .. }
            | Self::Sittings { out, .. }
            | Self::Agenda { out, .. }
            | Self::Forward { out, .. }
            | Self::Pack { out, .. }
            | Self::Requests { out, .. } => out.json,
            Self::Register { what: RegisterSub::Begin { out, .. } | RegisterSub::End { out, .. } } => out.json,
            Self::Paper {
                what: PaperSub::Add { out, .. } | PaperSub::Get { out, .. } | PaperSub::List { out, .. },
            } => out.json,
        }
    }

    /// Whether it only looks something up.
    pub(super) fn looks(&self) -> bool {
        !matches!(
            self,
            Self::Pack { .. }
                | Self::Register { .. }
                | Self::Paper { what: PaperSub::Add { .. } | PaperSub::Get { .. } }
        )
    }

    /// The question it asks, where it asks one.
    fn query(&self, today: Day) -> Result<Option<Query>, Refusal> {
        Ok(match self {
            Self::After(after) => Some(after.query()?),
            Self::Requests { who, from, to, .. } => {
                let day = |text: &Option<String>| day(text.as_ref(), today);
                let who = (!who.is_empty()).then(|| who.join(" "));
                Some(queries::AskedFor { who, from: day(from)?, to: day(to)? }.into())
            }
            Self::Referrals { panel, all, .. } => {
                let panel = panel.as_deref().map(|text| id("panel", text)).transpose()?;
                Some(queries::Referrals { panel, all: *all }.into())
            }
            Self::Referral { referral, .. } | Self::Paper { what: PaperSub::List { referral, .. } } => {
                Some(queries::ReferralQuery { referral: id("referral", referral)? }.into())
            }
            Self::Sittings { panel, .. } => {
                let panel = panel.as_deref().map(|text| id("panel", text)).transpose()?;
                Some(queries::Sittings { panel, days: None }.into())
            }
            Self::Agenda { sitting, .. } => {
                let sitting = sitting.as_deref().map(|text| id("sitting", text)).transpose()?;
                Some(queries::Agenda { sitting }.into())
            }
            Self::Forward { panel, .. } => {
                let panel = panel.as_deref().map(|text| id("panel", text)).transpose()?;
                Some(queries::Forward { panel }.into())
            }
            Self::Register { .. }
            | Self::Pack { .. }
            | Self::Paper { what: PaperSub::Add { .. } | PaperSub::Get { .. } } => None,
        })
    }
}

impl Session<'_, '_> {
    /// Carries out what is asked about panels.
    pub(super) fn panel(&mut self, asked: &PanelSub) -> Result<(), Stop> {
        match asked {
            PanelSub::Paper { what: what @ PaperSub::Add { .. } } => self.paper_add(what),
            PanelSub::Paper { what: PaperSub::Get { paper, output, .. } } => self.paper_get(paper, output.as_deref()),
            PanelSub::Pack { sitting, member, initials, output, .. } => {
                let (sitting, member) = (id("sitting", sitting)?, self.member(member)?);
                self.pack(PackPrint { sitting, member, initials: *initials }, output.as_deref())
            }
            PanelSub::Register { what } => self.register(what),
            asked => match asked.query(self.desk.here().now.day)? {
                Some(query) => self.ask(query),
                None => Err(Refusal::new(No::Internal, "this is not asked of a desk").into()),
            },
        }
    }

    /// Puts a child on the register, or takes one off.
    fn register(&mut self, what: &RegisterSub) -> Result<(), Stop> {
        let today = self.desk.here().now.day;
        let command: Command = match what {
            RegisterSub::Begin { child, category, from, .. } => RegisterBegin {
                child: self.child(child)?,
                category: dates::name("category", category)?,
                from: day(from.as_ref(), today)?,
                ..RegisterBegin::default()
            }
            .into(),
            RegisterSub::End { child, on, .. } => {
                RegisterEnd { child: self.child(child)?, on: day(on.as_ref(), today)?, ..RegisterEnd::default() }.into()
            }
        };
        self.execute(command)
    }

    /// The child somebody means.
    fn child(&self, text: &str) -> Result<ChildId, Refusal> {
        let key = super::named(self.desk, text)?;
        if key.kind == Kind::Child {
            return Ok(ChildId(key.id));
        }
        Err(Refusal::usage("child", format!("{key} is {} and no child", said::a(key.kind.one()))))
    }

    /// Who comes to panels by that reference or name.
    fn member(&self, text: &str) -> Result<ProfessionalId, Refusal> {
        let key = super::named(self.desk, text)?;
        if key.kind == Kind::Professional {
            return Ok(ProfessionalId(key.id));
        }
        Err(Refusal::usage("member", format!("{key} is {} and comes to no panel", said::a(key.kind.one()))))
    }

    /// Writes the bytes of a paper as they are. The file is made first: what cannot be written is not given out.
    fn paper_get(&mut self, paper: &str, output: Option<&Path>) -> Result<(), Stop> {
        let path = output.filter(|path| *path != Path::new("-"));
        let read = PaperRead { paper: id("paper", paper)? };
        let mut file = path.map(create).transpose()?;
        let done = self.desk.execute(Command::from(read).into());
        let (Some(path), Some(file)) = (path, &mut file) else {
            let content = done?.content.unwrap_or_default();
            return Ok(self.io.out.write_all(&content.0)?);
        };
        let mut done = done.inspect_err(|_| drop(std::fs::remove_file(path)))?;
        let content = done.content.take().unwrap_or_default();
        file.write_all(&content.0).and_then(|()| file.flush())?;
        self.write(&format!("{paper} written to {} (entry {})", path.display(), done.entry))
    }

    /// Writes a pack. The file is made first: what cannot be written is not in the journal.
    fn pack(&mut self, print: PackPrint, output: Option<&Path>) -> Result<(), Stop> {
        let path = output.filter(|path| *path != Path::new("-"));
        let mut file = path.map(create).transpose()?;
        let member = print.member;
        let done = self.desk.execute(Command::from(print).into());
        let (Some(path), Some(file)) = (path, &mut file) else { return self.done(&done?) };
        let done = done.inspect_err(|_| drop(std::fs::remove_file(path)))?;
        let text = done.printed.as_ref().map_or("", |printed| &printed.text);
        file.write_all(text.as_bytes()).and_then(|()| file.flush())?;
        let name = done.names.say(member);
        self.write(&format!("pack for {name} written to {} (entry {})", path.display(), done.entry))
    }

    fn paper_add(&mut self, what: &PaperSub) -> Result<(), Stop> {
        let PaperSub::Add {
            referral, sort: which, file, reference, title, version, held_by, redacted, kept_from, ..
        } = what
        else {
            return Err(Refusal::new(No::Internal, "this adds no paper").into());
        };
        let kept_from = kept_from.iter().map(|who| id("kept_from", who)).collect::<Result<_, _>>()?;
        let add = PaperAdd {
            referral: id("referral", referral)?,
            sort: sort(which)?,
            title: dates::name("title", title)?,
            reference: dates::name("reference", reference)?,
            content: file.as_deref().map(|path| content(path, self.io.stdin)).transpose()?,
            version: *version,
            held_by: dates::name("held_by", held_by)?,
            redacted: *redacted,
            kept_from,
            ..PaperAdd::default()
        };
        self.execute(add.into())
    }
}
