//! `import` and `export`: records as JSON lines.

use super::words::mistake;
use super::{Session, Stop, dates};
use crate::desk::{Answer, Command, DocumentKind, No, Order, Refusal, commands, queries};
use crate::domain::*;
use crate::exchange::{self, Mistake};
use std::fs::OpenOptions;
use std::io::{BufWriter, Read, Write};
use std::os::unix::fs::OpenOptionsExt;
use std::path::{Path, PathBuf};

/// The most that is read of a file.
const MOST: u64 = 1024 * 1024 * 1024;
/// Records asked for at once.
const PAGE: u16 = 500;

/// A mistake and the file it is in.
type Found = (usize, Mistake);

impl Session<'_, '_> {
    /// Reads all files, collects every mistake, and only then asks for one import of everything.
    pub(super) fn import(&mut self, files: &[PathBuf], over: Option<&str>) -> Result<(), Stop> {
        let over = over.map(|reason| dates::note("override", reason)).transpose()?;
        let (mut records, mut places, mut mistakes) = (Vec::new(), Vec::new(), Vec::new());
        for (file, path) in files.iter().enumerate() {
            let parsed = exchange::read(&read(path, self.io.stdin)?);
            records.extend(parsed.records);
            places.extend(parsed.lines.into_iter().map(|line| (file, line)));
            mistakes.extend(parsed.mistakes.into_iter().map(|mistake| (file, mistake)));
        }
        if !mistakes.is_empty() {
            return Err(listed(files, &mistakes).into());
        }
        if records.is_empty() {
            return Err(Refusal::usage("files", "there are no records in it; nothing was imported").into());
        }
        let order = Order { command: Command::Import(commands::Import { records }), over: over.map(Into::into) };
        let done = self.desk.execute(order).map_err(|refusal| located(files, &places, refusal))?;
        self.done(&done)
    }

    /// Says why first, then writes every record, kind by kind.
    pub(super) fn export(&mut self, reason: &str, output: Option<&Path>) -> Result<(), Stop> {
        let reason = dates::note("reason", reason)?;
        // the file is made first: an export that cannot be written is not in the journal
        let mut file = output.filter(|path| *path != Path::new("-")).map(create).transpose()?;
        self.desk.execute(Command::Export(commands::Export { reason }).into())?;
        let desk = self.desk;
        let out: &mut dyn Write = match &mut file {
            Some(file) => file,
            None => self.io.out,
        };
        for kind in Kind::ALL {
            let mut after = 0;
            loop {
                let query = queries::Records { kind: *kind, after, limit: Some(PAGE) };
                let Answer::Records(page) = desk.ask(query.into())?.answer else { break };
                for record in &page.records {
                    let line = exchange::line(record).map_err(|why| Refusal::new(No::Internal, why))?;
                    writeln!(out, "{line}")?;
                    after = after.max(record.key().id);
                }
                if page.records.len() < usize::from(PAGE) {
                    break;
                }
            }
        }
        Ok(out.flush()?)
    }
}

impl Session<'_, '_> {
    /// `print`: the text goes to standard output, or into a new file that only its owner may read.
    pub(super) fn print(
        &mut self,
        document: DocumentKind,
        who: &[String],
        audience: Option<Audience>,
        [from, to]: [Option<&str>; 2],
        output: Option<&Path>,
    ) -> Result<(), Stop> {
        let today = self.desk.here().now.day;
        let day = |field: &str, text: &str| {
            said::day(text, today).map_err(|why| Refusal::usage(field, format!("{field}: {why}")))
        };
        let who = who.join(" ");
        // a day sheet is of a day: `print day-sheet fri`
        let (who, from) = match (document, from) {
            (DocumentKind::DaySheet, None) if !who.is_empty() => (String::new(), Some(day("day", &who)?)),
            (_, from) => (who, from.map(|text| day("from", text)).transpose()?),
        };
        let order = commands::DocumentPrint {
            document,
            audience,
            who: Some(who).filter(|who| !who.is_empty()),
            from: from.unwrap_or(today),
            to: to.map(|text| day("to", text)).transpose()?,
        };
        // the file is made first: a document that cannot be written is not in the journal
        let path = output.filter(|path| *path != Path::new("-"));
        let mut file = path.map(create).transpose()?;
        let done = self.desk.execute(Command::from(order).into());
        let (Some(path), Some(file)) = (path, &mut file) else { return self.done(&done?) };
        let done = done.inspect_err(|_| drop(std::fs::remove_file(path)))?;
        let text = done.printed.as_ref().map_or("", |printed| &printed.text);
        file.write_all(text.as_bytes()).and_then(|()| file.flush())?;
        let who = done.printed.as_ref().and_then(|printed| printed.who);
        let who = who.map_or_else(String::new, |key| format!(" of {}", done.names.say(key)));
        self.write(&format!("{}{who} written to {} (entry {})", document.said(), path.display(), done.entry))
    }
}

fn read(path: &Path, stdin: &mut dyn Read) -> Result<Vec<u8>, Refusal> {
    let mut bytes = Vec::new();
    let result = if path == Path::new("-") {
        stdin.take(MOST + 1).read_to_end(&mut bytes)
    } else {
        std::fs::File::open(path).and_then(|file| file.take(MOST + 1).read_to_end(&mut bytes))
    };
    let name = civil::quoted(&path.to_string_lossy());
    result.map_err(|why| Refusal::usage("files", format!("{name} cannot be read: {why}")))?;
    if bytes.len() as u64 > MOST {
        return Err(Refusal::usage("files", format!("{name} is larger than 1 GiB")).hinted("import it in parts"));
    }
    Ok(bytes)
}

/// A new file that only its owner may read.
pub(super) fn create(path: &Path) -> Result<BufWriter<std::fs::File>, Refusal> {
    let file = OpenOptions::new().write(true).create_new(true).mode(0o600).open(path);
    file.map(BufWriter::new).map_err(|why| {
        let name = civil::quoted(&path.to_string_lossy());
        Refusal::usage("output", format!("{name} cannot be made: {why}")).hinted("name a file that does not exist yet")
    })
}

/// Every mistake with its file and line.
fn listed(files: &[PathBuf], mistakes: &[Found]) -> Refusal {
    let say = |(file, m): &Found| {
        let path = if m.path.is_empty() { String::new() } else { format!("{} ", m.path) };
        format!("{}:{}: {path}{}", name(&files[*file]), m.line, mistake(&m.what))
    };
    let count = if mistakes.len() == 1 { "1 mistake".to_owned() } else { format!("{} mistakes", mistakes.len()) };
    let mut what = vec![format!("{count}; nothing was imported")];
    what.extend(mistakes.iter().take(exchange::LISTED).map(say));
    if mistakes.len() > exchange::LISTED {
        what.push(format!("and {} more", mistakes.len() - exchange::LISTED));
    }
    Refusal::usage("files", what.join("\n")).hinted("contactdesk schema KIND shows what a record looks like")
}

fn name(path: &Path) -> String {
    if path == Path::new("-") { "standard input".to_owned() } else { path.display().to_string() }
}

/// The desk's mistakes count records; people count lines.
fn located(files: &[PathBuf], places: &[(usize, usize)], refusal: Refusal) -> Refusal {
    if refusal.wrong.is_empty() {
        return refusal;
    }
    let place = |index: usize| places.get(index).copied().unwrap_or_default();
    let found: Vec<Found> = refusal
        .wrong
        .iter()
        .map(|w| {
            let (file, line) = place(w.index);
            (file, Mistake { line, path: w.field.clone(), what: w.what.clone() })
        })
        .collect();
    Refusal { no: refusal.no, names: refusal.names, findings: refusal.findings, ..listed(files, &found) }
}
