//! Arguments in; the board, an answer or a store out. The only place that knows all the others.

#[path = "main/keeping.rs"]
mod keeping;
#[path = "main/making.rs"]
mod making;

use contactdesk::admin::{self, At, Owner, Places, Service};
use contactdesk::cli::{self, Args, Io, KeyWhat, Needs, Status, Sub};
use contactdesk::clock::Clock;
use contactdesk::demo;
use contactdesk::desk::{Desk, Local, No, Opened, Refusal, Seat};
use contactdesk::domain::said;
use contactdesk::lines;
use contactdesk::remote::Client;
use contactdesk::tui::keymap::Keymap;
use contactdesk::tui::screens::board::Board;
use contactdesk::tui::{self, Setup};
use std::ffi::OsString;
use std::io::{IsTerminal, Read};
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::Arc;
use std::time::Duration;

fn main() -> ExitCode {
    let (mut out, mut err, mut stdin) = (std::io::stdout(), std::io::stderr(), std::io::stdin());
    let width = terminal_width();
    let mut io = Io { out: &mut out, err: &mut err, stdin: &mut stdin, width };
    let args = match cli::parse(std::env::args_os(), &mut io) {
        Ok(args) => args,
        Err(status) => return status.into(),
    };
    let status = match args.needs() {
        Needs::Nothing => Ok(cli::run_alone(&args, &mut io)),
        Needs::Desk => with_desk(&args, |desk| cli::run(&args, desk, &mut io)),
        Needs::Setup => setup(&args, &mut io),
    };
    match status {
        Ok(status) => status.into(),
        Err(refusal) => cli::refuse(&refusal, args.wants_json(), &mut std::io::stderr()).into(),
    }
}

/// Columns of the terminal, for tables. What goes to a file or another program is not cut; what goes over SSH without a
/// terminal is read in one whose width nobody tells us.
fn terminal_width() -> usize {
    let is_set = |name: &str| std::env::var_os(name).is_some();
    if std::io::stdout().is_terminal() {
        crossterm::terminal::size().map_or(80, |(columns, _)| columns as usize)
    } else if is_set("SSH_CONNECTION") && !is_set("SSH_TTY") {
        80
    } else {
        usize::MAX
    }
}

/// Where this call's store, key and socket lie, and the places of this account.
fn whereabouts(args: &Args, usual: impl Fn(&Places) -> PathBuf) -> Result<(At, Places), Refusal> {
    let places = admin::places()?;
    let at = places.at(args.store.as_deref(), args.key_file.as_deref(), &usual(&places));
    Ok((at, places))
}

fn usual(args: &Args) -> Result<At, Refusal> {
    whereabouts(args, |places| places.default_store().to_owned()).map(|(at, _)| at)
}

fn clock(args: &Args) -> Result<Clock, Refusal> {
    args.now.map_or(Ok(Clock::System), |now| Clock::at(now).map_err(|why| Refusal::usage("now", why.to_string())))
}

/// What the opening of a store has to say, on standard error.
fn notice(text: &str) {
    use std::io::Write;
    // a notice nobody can read stops nothing
    let _ = writeln!(std::io::stderr(), "contactdesk: {text}");
}

/// Asks the desk of the store: the server where one runs, else opens the store, sits down, and leaves it afterwards.
fn with_desk(args: &Args, act: impl FnOnce(&dyn Desk) -> Status) -> Result<Status, Refusal> {
    let at = usual(args)?;
    if let Some(client) = running(args, &at)? {
        return Ok(act(&client));
    }
    if at.shared && !args.embedded {
        return Err(admin::down(&at));
    }
    let local = admin::open(&at.store, &at.key, Opened::Once, clock(args)?, &notice)?;
    let seat = seat(args, &local, &at.store)?;
    let status = act(&seat);
    drop(seat);
    local.leave()?;
    Ok(status)
}

/// The server of a store, where one runs: it has one clock, and knows who asks from their connection.
fn running(args: &Args, at: &At) -> Result<Option<Client>, Refusal> {
    if args.embedded {
        return Ok(None);
    }
    let client = admin::running(at)?;
    match (&client, args.now.is_some(), &args.as_user) {
        (Some(_), true, _) => {
            Err(Refusal::new(No::NotPermitted, "a desk is running for this store: --now is not for it")
                .hinted("end it first: contactdesk stop"))
        }
        (Some(_), _, Some(_)) => {
            Err(Refusal::new(No::NotPermitted, "a desk is running for this store: --as is not for it")
                .hinted("end it first: contactdesk stop"))
        }
        _ => Ok(client),
    }
}

fn seat(args: &Args, local: &Local, store: &Path) -> Result<Seat, Refusal> {
    let account = admin::account();
    let owner = admin::owner_of(store) == Owner::Us;
    match &args.as_user {
        Some(user) if owner => local.seat(user, Some(&account), owner),
        Some(_) => Err(Refusal::new(No::NotPermitted, "only the owner of a store may act as someone else")),
        None => local.seat(&account, None, owner),
    }
}

/// What makes or repairs a store, or opens the board.
fn setup(args: &Args, io: &mut Io) -> Result<Status, Refusal> {
    match &args.command {
        None => board(args, &usual(args)?),
        Some(Sub::Serve { units: true, .. }) => say(io, &admin::units()),
        Some(Sub::Serve { idle, spawned, .. }) => serve(args, *idle, *spawned),
        Some(Sub::Status { .. }) => status(args, io),
        Some(Sub::Stop {}) => stop(args, io),
        Some(Sub::Lookup {}) => lookup(args, io),
        Some(Sub::Demo { seed, weeks, years, scale, no_open, list_problems }) => {
            let options = demo::Options {
                weeks: *weeks,
                years: *years,
                scale: *scale,
                ..demo::Options::new(*seed, clock(args)?.today())
            };
            making::invent(args, options, *no_open, *list_problems, io)
        }
        Some(Sub::Init { admin }) => making::init(args, admin.as_deref(), io),
        Some(Sub::Keeping(what)) => keeping::keep(args, what, io),
        Some(Sub::Key { what }) => key(args, what, io),
        Some(Sub::Keys { check, markdown }) => keys(args, check.as_deref(), *markdown, io),
        Some(_) => Err(Refusal::new(No::Internal, "this command is not set up")),
    }
}

fn say(io: &mut Io, text: &str) -> Result<Status, Refusal> {
    match writeln!(io.out, "{text}").and_then(|()| io.out.flush()) {
        Err(why) if why.kind() != std::io::ErrorKind::BrokenPipe => {
            Err(Refusal::new(No::Internal, format!("the answer cannot be written: {why}")))
        }
        _ => Ok(Status(0)),
    }
}

/// The board in the terminal: at the server of the store, which is started where none runs. With `--embedded`, and for
/// a time or a user of one's own, the store is opened by this process alone.
fn board(args: &Args, at: &At) -> Result<Status, Refusal> {
    let env = |name: &str| std::env::var(name).ok();
    let own = admin::places()?.config.join("keymaps");
    let setup = Setup {
        theme: args.theme.clone(),
        plain: args.plain,
        no_color: env("NO_COLOR"),
        term: env("TERM"),
        locale: [env("LC_ALL"), env("LC_CTYPE"), env("LANG")],
        keymaps: args.keymap.as_ref().map(PathBuf::from).or_else(|| own.is_dir().then_some(own)),
    };
    let show = |desk: Arc<dyn Desk>| {
        let today = desk.here().now.day;
        let ran = tui::run(desk, &setup, Board::new(today));
        ran.map(|()| Status(0)).map_err(|why| Refusal::new(No::Unavailable, why))
    };
    if let Some(client) = running(args, at)? {
        return show(Arc::new(client));
    }
    if at.shared && !args.embedded {
        return Err(admin::down(at));
    }
    if args.embedded || args.now.is_some() || args.as_user.is_some() {
        let local = admin::open(&at.store, &at.key, Opened::Live, clock(args)?, &notice)?;
        let shown = show(Arc::new(seat(args, &local, &at.store)?));
        local.leave()?;
        return shown;
    }
    let path = |path: &Path| std::path::absolute(path).unwrap_or_else(|_| path.to_owned()).into_os_string();
    let serve: Vec<OsString> = ["--store".into(), path(&at.store), "--key-file".into(), path(&at.key)]
        .into_iter()
        .chain(["serve".into(), "--spawned".into(), "--idle".into(), admin::IDLE.to_string().into()])
        .collect();
    show(Arc::new(admin::reach(at, serve)?))
}

/// `serve`: the store for everybody on this machine who may.
fn serve(args: &Args, idle: Option<u64>, spawned: bool) -> Result<Status, Refusal> {
    let at = usual(args)?;
    let service = Service { idle: idle.map(Duration::from_secs), spawned };
    let clock = clock(args)?;
    let open = || admin::open(&at.store, &at.key, Opened::Live, clock, &notice);
    let ready = || {
        if spawned {
            admin::sign(&mut std::io::stdout());
        } else {
            notice(&format!("the desk of {} is served; ctrl-c or contactdesk stop ends it", at.store.display()));
        }
    };
    admin::serve(&at, service, open, ready).map(|()| Status(0))
}

/// `status`: status 6 where no desk runs.
fn status(args: &Args, io: &mut Io) -> Result<Status, Refusal> {
    let at = usual(args)?;
    match admin::status(&at)? {
        Some(serving) if args.wants_json() => say(io, &lines::json(&serving)),
        Some(serving) => say(io, &admin::said(&serving)),
        None => Err(Refusal::new(No::Unavailable, format!("no desk runs for {}", at.store.display()))
            .hinted("a board starts one, and so does contactdesk serve")),
    }
}

/// `lookup`: what was asked over SSH, by a key that may do nothing else. The store is for the key's line to name.
fn lookup(args: &Args, io: &mut Io) -> Result<Status, Refusal> {
    let line = std::env::var("SSH_ORIGINAL_COMMAND").map_err(|_| {
        Refusal::new(No::NotPermitted, "this key may only look up; it has no board")
            .hinted("ssh HOST contactdesk next smith")
    })?;
    let asked = match cli::asked_over_ssh(&line, io) {
        Ok(asked) => asked,
        Err(status) => return Ok(status),
    };
    let args = Args { store: args.store.clone(), key_file: args.key_file.clone(), ..asked };
    let looked = match args.command {
        Some(Sub::Status { .. }) => status(&args, io),
        _ => with_desk(&args, |desk| cli::run(&args, desk, io)),
    };
    looked.or_else(|refusal| Ok(cli::refuse(&refusal, args.wants_json(), io.err)))
}

fn stop(args: &Args, io: &mut Io) -> Result<Status, Refusal> {
    let at = usual(args)?;
    let was = admin::stop(&at)?;
    say(io, if was { "the desk has ended" } else { "no desk was running" })
}

fn key(args: &Args, what: &KeyWhat, io: &mut Io) -> Result<Status, Refusal> {
    let at = usual(args)?;
    match what {
        KeyWhat::Check => {
            admin::check_key(&at.store, &at.key)?;
            say(io, &format!("{} opens the store at {}", at.key.display(), at.store.display()))
        }
        KeyWhat::Recover => {
            let mut recovery = String::new();
            let read = io.stdin.take(4096).read_to_string(&mut recovery);
            read.map_err(|why| Refusal::usage("recovery key", format!("the recovery key cannot be read: {why}")))?;
            admin::recover(&at.store, &at.key, recovery.trim())?;
            say(io, &format!("the key file is at {} again", at.key.display()))
        }
    }
}

/// `keys`: the keymaps, checked or as tables.
fn keys(args: &Args, check: Option<&Path>, markdown: bool, io: &mut Io) -> Result<Status, Refusal> {
    let actions = tui::actions();
    let path = check.map(Path::to_owned).or_else(|| args.keymap.as_ref().map(PathBuf::from));
    let own = match &path {
        Some(path) => tui::keymap::own(path).map_err(|why| {
            Refusal::usage("check", format!("the keymaps at {} cannot be read: {why}", path.display()))
        })?,
        None => Vec::new(),
    };
    let (keymap, mistakes) = Keymap::load(&own, &actions);
    if !mistakes.is_empty() {
        let text: Vec<String> = mistakes.iter().map(ToString::to_string).collect();
        say(io, &text.join("\n"))?;
        return Err(Refusal::usage(
            "check",
            format!("{} in the keymaps; the shipped ones are used", said::count(mistakes.len(), "mistake")),
        ));
    }
    if check.is_some() && !markdown {
        return say(io, "nothing is wrong with the keymaps");
    }
    say(io, keymap.markdown().trim_end())
}
