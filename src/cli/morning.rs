//! The look-ups of the morning: tomorrow, the round of calls, who was told what, what to write to them.

use super::args::Out;
use super::{Session, Stop, dates, transfer};
use crate::desk::{Answer, Desk, Occasion, Query, Refusal, queries};
use crate::domain::*;
use crate::lines;
use clap::Subcommand;
use std::io::Write;
use std::path::{Path, PathBuf};

fn occasion(text: &str) -> Result<Occasion, String> {
    let word = |about: &Occasion| about.said().split(' ').next_back() == Some(text) || about.said() == text;
    Occasion::ALL
        .iter()
        .copied()
        .find(word)
        .ok_or_else(|| format!("say one of {}", Occasion::ALL.iter().map(|a| a.said()).collect::<Vec<_>>().join(", ")))
}

/// The look-ups of the morning.
#[derive(Subcommand, Clone, Debug)]
pub enum Morning {
    /// What is still to be mended of the next day with sessions.
    Tomorrow {
        /// The day; the next with sessions without it.
        date: Vec<String>,
        /// The form of the output.
        #[command(flatten)]
        out: Out,
    },
    /// Everyone to ring about the sessions of a day, by the last safe moment to stop the car, and who is to be told.
    Round {
        /// The day; today without it.
        date: Vec<String>,
        /// The form of the output.
        #[command(flatten)]
        out: Out,
    },
    /// What somebody was told about some days, when and by whom, and what was printed for them.
    Told {
        /// A reference or a name; of a child, its social worker.
        #[arg(required = true)]
        who: Vec<String>,
        /// The day.
        #[arg(long, value_name = "DAY", conflicts_with_all = ["from", "to"])]
        on: Option<String>,
        /// The first day; four weeks back without it.
        #[arg(long, value_name = "DAY")]
        from: Option<String>,
        /// The last day.
        #[arg(long, value_name = "DAY")]
        to: Option<String>,
        /// The form of the output.
        #[command(flatten)]
        out: Out,
    },
    /// Ready wording for somebody about a session, to be copied or opened in a mail program. Nothing is sent.
    Message {
        /// The session's reference.
        session: String,
        /// To whom: a reference or a name.
        #[arg(required = true)]
        who: Vec<String>,
        /// About what: confirm, place, time or cancelled; by how the session stands without it.
        #[arg(long, value_name = "WHAT", value_parser = occasion)]
        about: Option<Occasion>,
        /// As a mail, for a mail program.
        #[arg(long)]
        eml: bool,
        /// The file, which must not exist yet; standard output without it.
        #[arg(short = 'o', long, value_name = "FILE|-")]
        output: Option<PathBuf>,
        /// The form of the output.
        #[command(flatten)]
        out: Out,
    },
    /// What each shift left the next, by day.
    Notes {
        /// The day; a week back to a week on without it.
        date: Vec<String>,
        /// The form of the output.
        #[command(flatten)]
        out: Out,
    },
}

impl Morning {
    /// Whether the answer is wanted as JSON.
    pub(super) fn wants_json(&self) -> bool {
        match self {
            Self::Tomorrow { out, .. }
            | Self::Round { out, .. }
            | Self::Told { out, .. }
            | Self::Message { out, .. }
            | Self::Notes { out, .. } => out.json,
        }
    }

    /// The question it asks.
    pub(super) fn query(&self, desk: &dyn Desk) -> Result<Query, Refusal> {
        let today = || desk.here().now.day;
        let day = |words: &[String]| {
            if words.is_empty() { Ok(None) } else { dates::day(words, today()).map(Some) }
        };
        let one =
            |text: &Option<String>| text.as_ref().map(|t| dates::day(std::slice::from_ref(t), today())).transpose();
        Ok(match self {
            Self::Tomorrow { date, .. } => queries::Tomorrow { day: day(date)? }.into(),
            Self::Round { date, .. } => queries::Round { day: day(date)? }.into(),
            Self::Told { who, on, from, to, .. } => {
                let (on, from, to) = (one(on)?, one(from)?, one(to)?);
                queries::ToldQuery { who: who.join(" "), from: on.or(from), to: on.or(to) }.into()
            }
            Self::Message { session, who, about, .. } => {
                let session = session.parse().map_err(|why: Unreadable| Refusal::usage("session", why.0))?;
                let who = super::named(desk, &who.join(" "))?;
                queries::Message { session, who, about: *about }.into()
            }
            Self::Notes { date, .. } => {
                let day = day(date)?;
                queries::Notes { from: day, to: day }.into()
            }
        })
    }
}

impl Session<'_, '_> {
    /// Asks it and writes the answer; a mail goes to standard output, or into a new file that only its owner may read.
    pub(super) fn morning(&mut self, asked: &Morning) -> Result<(), Stop> {
        let query = asked.query(self.desk)?;
        let Morning::Message { eml, output, .. } = asked else { return self.ask(query) };
        let path = output.as_deref().filter(|path| *path != Path::new("-"));
        if !eml && path.is_none() {
            return self.ask(query);
        }
        let answered = self.desk.ask(query)?;
        let Answer::Message(view) = &answered.answer else { return self.answer(&answered) };
        let text = if *eml {
            let unset =
                |why| Refusal::usage("from", why).hinted("contactdesk settings message.from desk@council.example");
            lines::eml(view).map_err(unset)?
        } else {
            view.text.clone()
        };
        let Some(path) = path else { return Ok(self.io.out.write_all(text.as_bytes())?) };
        let mut file = transfer::create(path)?;
        file.write_all(text.as_bytes()).and_then(|()| file.flush())?;
        self.write(&format!("message to {} written to {}", view.to, path.display()))
    }
}
