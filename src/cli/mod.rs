//! The command line: arguments in, lines or JSON out (DESIGN section 6).
//!
//! [`parse`] reads the arguments, [`run`] asks the desk and writes the answer, [`refuse`] writes an error. Nothing here
//! knows where the desk is. Data goes to standard output only, errors to standard error only.

mod args;
mod arranged;
mod dates;
mod keeping;
mod look;
mod morning;
mod order;
mod panel;
mod panel_after;
mod repair;
mod schema;
mod staff;
mod standing;
mod sub;
mod transfer;
mod words;

pub use args::{Args, Input, Needs, Out};
pub use keeping::Keeping;
pub use sub::{Format, KeyWhat, Sub};

use crate::desk::{Answered, Desk, Done, No, Query, Refusal, commands, queries};
use crate::domain::*;
use crate::lines;
use clap::{CommandFactory, Parser};
use std::ffi::OsString;
use std::io::{self, ErrorKind, Read, Write};
use std::process::ExitCode;

/// The exit status of the process: 0 done, 1 internal, 2 usage, 3 refused by a rule, 4 not found, 5 not permitted, 6 store
/// unavailable or damaged.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Status(pub u8);

impl From<No> for Status {
    fn from(no: No) -> Self {
        Self(match no {
            No::Internal => 1,
            No::Usage => 2,
            No::Rule => 3,
            No::NotFound => 4,
            No::NotPermitted => 5,
            No::Unavailable => 6,
        })
    }
}

impl From<Status> for ExitCode {
    fn from(status: Status) -> Self {
        Self::from(status.0)
    }
}

/// Where the command line reads and writes.
pub struct Io<'a> {
    /// Answers.
    pub out: &'a mut dyn Write,
    /// Errors.
    pub err: &'a mut dyn Write,
    /// What `-` reads.
    pub stdin: &'a mut dyn Read,
    /// Columns of a table.
    pub width: usize,
}

/// What keeps a command from being done.
pub(crate) enum Stop {
    /// The desk, or the arguments, say no.
    Refused(Box<Refusal>),
    /// Whoever reads our output has seen enough: nothing is wrong.
    Gone,
    /// The output cannot be written.
    Io(io::Error),
}

impl From<Refusal> for Stop {
    fn from(refusal: Refusal) -> Self {
        Self::Refused(Box::new(refusal))
    }
}

impl From<io::Error> for Stop {
    fn from(why: io::Error) -> Self {
        if why.kind() == ErrorKind::BrokenPipe { Self::Gone } else { Self::Io(why) }
    }
}

/// Reads the arguments, the program's name first. Help and version are written at once, and so is what is wrong with the
/// arguments; then the status to end with comes back.
pub fn parse(args: impl IntoIterator<Item = OsString>, io: &mut Io) -> Result<Args, Status> {
    let args: Vec<OsString> = args.into_iter().collect();
    Args::try_parse_from(&args).map_err(|why| {
        let text = why.render().to_string();
        if !why.use_stderr() {
            // help for a reader who has gone is no error
            return io.out.write_all(text.as_bytes()).map_or_else(|_| Status(0), |()| Status(0));
        }
        let mut paragraphs = text.trim_start_matches("error: ").split("\n\n");
        let words = |p: &str| p.split_whitespace().collect::<Vec<_>>().join(" ");
        let what = paragraphs.next().map(words).unwrap_or_default();
        let tip = paragraphs.map(words).find_map(|p| p.strip_prefix("tip: ").map(str::to_owned));
        let refusal = Refusal::new(No::Usage, what).hinted(tip.unwrap_or_else(|| "contactdesk --help".to_owned()));
        refuse(&refusal, args.iter().any(|a| a == "--json"), io.err)
    })
}

/// Writes an error, as a line and a hint or as one JSON object, and says which status to end with.
pub fn refuse(refusal: &Refusal, json: bool, err: &mut dyn Write) -> Status {
    let status = Status::from(refusal.no);
    let text = if json {
        let mut object = serde_json::to_value(refusal).unwrap_or_default();
        object["status"] = status.0.into();
        let said: Vec<String> = refusal.findings.iter().map(|f| lines::finding(f, &refusal.names)).collect();
        object["said"] = said.into();
        lines::json(&object)
    } else {
        format!("contactdesk: {}", lines::refusal(refusal))
    };
    // where errors cannot be written either, the status still says it
    let _ = writeln!(err, "{text}").and_then(|()| err.flush());
    status
}

/// Carries out what needs no desk: schema and completions.
pub fn run_alone(args: &Args, io: &mut Io) -> Status {
    let result = match &args.command {
        Some(Sub::Schema { name }) => {
            schema::of(name.as_deref()).map_err(Stop::from).and_then(|text| Ok(writeln!(io.out, "{text}")?))
        }
        Some(Sub::User { .. }) => {
            let rows = lines::roles();
            let text =
                if args.wants_json() { lines::json(&rows) } else { lines::roles_table(&rows, io.width).join("\n") };
            writeln!(io.out, "{text}").map_err(Stop::from)
        }
        Some(Sub::Completions { shell }) => {
            let mut script = Vec::new();
            clap_complete::generate(*shell, &mut Args::command(), "contactdesk", &mut script);
            io.out.write_all(&script).map_err(Stop::from)
        }
        _ => Err(Refusal::new(No::Internal, "this command needs a desk").into()),
    };
    end(args, result, io)
}

/// The arguments of a look-up asked for over SSH (`SSH_ORIGINAL_COMMAND`): words, never given to a shell. Only questions,
/// and only of the desk this account means anyway. What else is asked is answered here, as [`parse`] does.
pub fn asked_over_ssh(line: &str, io: &mut Io) -> Result<Args, Status> {
    let Some(mut words) = words::split(line) else {
        return Err(refuse(&Refusal::usage("line", "a quotation mark is not closed"), false, io.err));
    };
    if words.first().is_none_or(|word| word != "contactdesk") {
        words.insert(0, "contactdesk".to_owned());
    }
    let args = parse(words.into_iter().map(OsString::from), io)?;
    let look = matches!(
        args.command,
        Some(
            Sub::Day { .. }
                | Sub::Week { .. }
                | Sub::Next { .. }
                | Sub::Now { .. }
                | Sub::Morning(
                    morning::Morning::Tomorrow { .. }
                        | morning::Morning::Round { .. }
                        | morning::Morning::Told { .. }
                        | morning::Morning::Notes { .. }
                )
                | Sub::Allowed { .. }
                | Sub::Decided { .. }
                | Sub::Find { .. }
                | Sub::Show { .. }
                | Sub::Free { .. }
                | Sub::Slots { .. }
                | Sub::Why { .. }
                | Sub::Rules { .. }
                | Sub::Status { .. }
        )
    ) || matches!(&args.command, Some(Sub::Staff(staff)) if staff.looks())
        || matches!(&args.command, Some(Sub::Panel { what }) if what.looks())
        || matches!(&args.command, Some(Sub::Standing(_)));
    let own = args.store.is_none()
        && args.key_file.is_none()
        && args.now.is_none()
        && args.as_user.is_none()
        && args.keymap.is_none()
        && !args.embedded;
    if look && own {
        return Ok(args);
    }
    let only = Refusal::new(No::NotPermitted, "this key may only look up")
        .hinted("day, week, next, now, tomorrow, round, told, notes, allowed, decided, find, show, free, panel, rules or status, with --json or --plain");
    Err(refuse(&only, args.wants_json(), io.err))
}

/// The record somebody means by a reference or a name.
fn named(desk: &dyn Desk, text: &str) -> Result<Key, Refusal> {
    if let Ok(key) = text.parse() {
        return Ok(key);
    }
    match desk.ask(queries::Show { what: text.to_owned() }.into())?.answer {
        crate::desk::Answer::Show(view) => Ok(view.record.key()),
        _ => Err(Refusal::new(No::Internal, "a record was asked for and something else came")),
    }
}

/// Asks the desk what the arguments say and writes the answer.
pub fn run(args: &Args, desk: &dyn Desk, io: &mut Io) -> Status {
    let result = carry_out(args, desk, io);
    end(args, result, io)
}

fn end(args: &Args, result: Result<(), Stop>, io: &mut Io) -> Status {
    match result.and_then(|()| Ok(io.out.flush()?)) {
        Ok(()) | Err(Stop::Gone) => Status(0),
        Err(Stop::Refused(refusal)) => refuse(&refusal, args.wants_json(), io.err),
        Err(Stop::Io(why)) => refuse(
            &Refusal::new(No::Internal, format!("the answer cannot be written: {why}")),
            args.wants_json(),
            io.err,
        ),
    }
}

fn carry_out(args: &Args, desk: &dyn Desk, io: &mut Io) -> Result<(), Stop> {
    let Some(command) = &args.command else {
        return Err(Refusal::new(No::Internal, "the board is not opened here").into());
    };
    let mut session = Session { args, desk, io };
    match command {
        Sub::Do { name, input, over, agreed_by } => {
            session.order(name, input.source(), over.as_deref(), agreed_by.as_deref())
        }
        Sub::Ask { name, input } => session.query(name, input.source()),
        Sub::Undo { entry, .. } => session.execute(commands::Undo { entry: *entry }.into()),
        Sub::Redo { .. } => session.execute(commands::Redo {}.into()),
        Sub::Settings { name: Some(name), value: Some(value), .. } => {
            let name = dates::name("name", name)?;
            session.execute(commands::SettingSet { name, value: dates::name("value", value)? }.into())
        }
        Sub::Settings { name: Some(name), .. } => session.setting(name),
        Sub::User { what: sub::UserWhat::Add { account, role, name, officer }, .. } => {
            session.add_user(account, role, name.as_deref(), officer.as_deref())
        }
        Sub::Import { files, over, .. } => session.import(files, over.as_deref()),
        Sub::Print { document, who, audience, on, from, to, output, .. } => {
            let days = [on.as_deref().or(from.as_deref()), on.as_deref().or(to.as_deref())];
            session.print(*document, who, *audience, days, output.as_deref())
        }
        Sub::Morning(asked) => session.morning(asked),
        Sub::Panel { what } => session.panel(what),
        Sub::Staff(staff::Staff::Repair { who, absent, on, from, apply, .. }) => {
            session.repair(if who.is_empty() { absent } else { who }, on, from.as_deref(), *apply)
        }
        Sub::Export { reason, output, .. } => session.export(reason, output.as_deref()),
        command => {
            let query = look::query(command, desk)?;
            session.ask(query)
        }
    }
}

/// One command line being carried out.
pub(crate) struct Session<'a, 'b> {
    args: &'a Args,
    desk: &'a dyn Desk,
    io: &'a mut Io<'b>,
}

impl Session<'_, '_> {
    /// Asks and writes the answer.
    fn ask(&mut self, query: Query) -> Result<(), Stop> {
        let answered = self.desk.ask(query)?;
        self.answer(&answered)
    }

    fn answer(&mut self, answered: &Answered) -> Result<(), Stop> {
        if self.args.wants_json() {
            return self.write(&lines::json(answered));
        }
        let text = lines::answer(answered, self.desk.here().now.day, self.io.width);
        self.write(&text)
    }

    /// Carries a command out and writes what it did.
    fn execute(&mut self, order: crate::desk::Command) -> Result<(), Stop> {
        let done = self.desk.execute(order.into())?;
        self.done(&done)
    }

    fn done(&mut self, done: &Done) -> Result<(), Stop> {
        if self.args.wants_json() {
            return self.write(&lines::json(done));
        }
        // what was done is done: where its session cannot be shown, it is still said
        let shown = match done.changed.as_slice() {
            [key, rest @ ..] if key.kind == Kind::Session && rest.iter().all(|k| k.kind == Kind::Task) => {
                self.desk.ask(queries::Show { what: key.to_string() }.into()).ok()
            }
            _ => None,
        };
        self.write(&lines::done(done, shown.as_ref()))
    }

    fn setting(&mut self, name: &str) -> Result<(), Stop> {
        let mut answered = self.desk.ask(queries::SettingsQuery {}.into())?;
        if let crate::desk::Answer::Settings(view) = &mut answered.answer {
            view.rows.retain(|row| row.name == name);
            if view.rows.is_empty() {
                let what = format!("there is no setting called {}", civil::quoted(name));
                return Err(Refusal::new(No::NotFound, what).hinted("contactdesk settings lists them").into());
            }
        }
        self.answer(&answered)
    }

    fn write(&mut self, text: &str) -> Result<(), Stop> {
        let plain = self.args.plain && !self.args.wants_json();
        let text = if plain { text.replace('…', "~").replace('·', "-") } else { text.to_owned() };
        Ok(writeln!(self.io.out, "{text}")?)
    }
}
