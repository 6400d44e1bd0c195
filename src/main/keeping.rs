//! Keeping a store: looking it over, saving it, bringing it back.

use super::{notice, running, say, usual};
use contactdesk::admin::{self, At};
use contactdesk::cli::{Args, Io, Keeping, Status};
use contactdesk::desk::{No, Refusal};
use contactdesk::domain::said;
use contactdesk::lines;
use contactdesk::store::Saved;
use std::path::Path;

/// What was asked.
pub(crate) fn keep(args: &Args, what: &Keeping, io: &mut Io) -> Result<Status, Refusal> {
    let at = usual(args)?;
    match what {
        Keeping::Verify { rebuild, .. } => verify(args, &at, *rebuild, io),
        Keeping::Backup { folder, .. } => backup(args, &at, folder, io),
        Keeping::Restore { folder, .. } => restore(args, &at, folder, io),
    }
}

/// Status 6 where anything is wrong.
fn verify(args: &Args, at: &At, rebuild: bool, io: &mut Io) -> Result<Status, Refusal> {
    let found = match running(args, at)? {
        Some(_) if rebuild => {
            return Err(Refusal::new(No::Unavailable, "a desk is running: its records cannot be made again now")
                .hinted("end it first: contactdesk stop"));
        }
        Some(client) => admin::verify_running(&client)?,
        None => admin::verify(&at.store, &at.key, rebuild, &|_, _| true, &notice)?,
    };
    if args.wants_json() {
        say(io, &lines::json(&found))?;
    } else if found.is_empty() {
        say(io, "journal, records and indexes agree; nothing is wrong")?;
    } else {
        say(io, &found.join("\n"))?;
    }
    Ok(Status(if found.is_empty() { 0 } else { 6 }))
}

fn backup(args: &Args, at: &At, folder: &Path, io: &mut Io) -> Result<Status, Refusal> {
    let saved = admin::backup(&at.store, &at.key, folder)?;
    // the hash is for a note elsewhere: held against the journal one day, it shows that nothing before it was changed
    let Saved { entry, hash, papers, copied, .. } = &saved;
    let text = format!(
        "saved to {} up to entry {entry}, {}, {} kB copied\nfor your notes: entry {entry} is {hash}",
        folder.display(),
        said::count(*papers, "paper"),
        copied.div_ceil(1024),
    );
    told(args, &saved, &text, io)
}

fn restore(args: &Args, at: &At, folder: &Path, io: &mut Io) -> Result<Status, Refusal> {
    let back = admin::restore(&at.store, &at.key, folder)?;
    let whole = if back.problems.is_empty() { "nothing is wrong with it" } else { "it is not whole" };
    let (store, papers) = (at.store.display(), said::count(back.papers, "paper"));
    let text = format!("the store at {store} is back up to entry {}, {papers}; {whole}", back.entry);
    told(args, &back, &text, io)
}

/// Status 6 where something is not whole: everything else was saved or brought back all the same.
fn told(args: &Args, saved: &Saved, text: &str, io: &mut Io) -> Result<Status, Refusal> {
    if args.wants_json() {
        say(io, &lines::json(saved))?;
    } else {
        say(io, text)?;
        saved.problems.iter().for_each(|problem| notice(problem));
    }
    Ok(Status(if saved.problems.is_empty() { 0 } else { 6 }))
}
