//! Making a store: an empty one to work with, and one of invented data to try out.

use super::{board, clock, notice, say, seat, whereabouts};
use contactdesk::admin::{self, At};
use contactdesk::cli::{Args, Io, Status};
use contactdesk::desk::commands::{Import, RecordAdd};
use contactdesk::desk::queries::DayQuery;
use contactdesk::desk::{Answer, Command, Desk, No, Opened, Order, Refusal};
use contactdesk::domain::*;
use contactdesk::{demo, lines};
use std::io::IsTerminal;

/// `demo`: a new store of invented data, then the board.
pub(crate) fn invent(
    args: &Args,
    options: demo::Options,
    no_open: bool,
    list: bool,
    io: &mut Io,
) -> Result<Status, Refusal> {
    let (at, places) = whereabouts(args, |places| places.demo.clone())?;
    if at.shared || (args.store.is_none() && places.desk.exists()) {
        let real = if at.shared { &at.store } else { &places.desk };
        let what =
            format!("there is a real store at {}; invented data beside it could be taken for real", real.display());
        return Err(Refusal::new(No::Rule, what).hinted("name another folder: contactdesk --store DIR demo"));
    }
    if list && contactdesk::store::Store::exists(&at.store) {
        return problems(args, &at, io);
    }
    // a desk that nobody looks at any more is in nobody's way
    if admin::status(&at).is_ok_and(|serving| serving.is_some_and(|s| s.boards.is_empty())) {
        admin::stop(&at)?;
    }
    admin::clear_demo(&at.store, &at.key)?;
    let made = admin::create(&at.store, &at.key, "DEMO", true, &clock(args)?)?;
    drop(made);
    let local = admin::open(&at.store, &at.key, Opened::Once, clock(args)?, &notice)?;
    let account = admin::account();
    let maker = local.seat(&account, None, true)?;
    let mut sessions = 0;
    for records in demo::history(options) {
        sessions += records.iter().filter(|r| r.kind() == Kind::Session).count();
        let over = "invented data, with its planted problems".parse().ok();
        maker.execute(Order { command: Command::Import(Import { records }), over })?;
    }
    // whoever tries it out may do everything; `--as asha` shows it as a coordinator has it
    let me = User { account: name(&account)?, name: name(&account)?, role: Role::Admin, ..User::default() };
    maker.execute(Command::from(RecordAdd { record: me.into() }).into())?;
    drop(maker);
    local.close()?;
    if list {
        return problems(args, &at, io);
    }
    let flags = match (&args.store, &args.key_file) {
        (None, None) => String::new(),
        _ => format!(" --store {} --key-file {}", at.store.display(), at.key.display()),
    };
    let text = format!(
        "invented St Andrew's for {}: {sessions} sessions, at {}\ntry: contactdesk{flags} day",
        said::long(options.today),
        at.store.display()
    );
    if no_open || !std::io::stdout().is_terminal() {
        return say(io, &text);
    }
    board(args, &at)
}

/// What blocks on the board's day, planted or come about since.
fn problems(args: &Args, at: &At, io: &mut Io) -> Result<Status, Refusal> {
    let local = admin::open(&at.store, &at.key, Opened::Once, clock(args)?, &notice)?;
    let args = Args { store: Some(at.store.clone()), ..args.clone() };
    let desk = seat(&args, &local, &at.store)?;
    let day = demo::Options::new(1, clock(&args)?.today()).board_day();
    let answered = desk.ask(DayQuery { day }.into())?;
    let Answer::Day(view) = &answered.answer else { return Err(Refusal::new(No::Internal, "another answer came")) };
    let mut text = vec![format!("{}: what blocks", said::long(day))];
    for about in view.findings.iter().filter(|f| f.finding.blocks()) {
        text.push(format!("{} {}: {}", about.session, about.finding.rule, lines::finding(about, &answered.names)));
    }
    drop(desk);
    local.close()?;
    say(io, &text.join("\n"))
}

fn name(text: &str) -> Result<Name, Refusal> {
    Name::new(text).map_err(|why| Refusal::usage("account", why.to_string()))
}

/// `init`: a new, empty, real store, its key file and its recovery key.
pub(crate) fn init(args: &Args, admin: Option<&str>, io: &mut Io) -> Result<Status, Refusal> {
    let (at, _) = whereabouts(args, |places| places.desk.clone())?;
    if at.shared && admin.is_none() {
        return Err(Refusal::usage("admin", "say who is the first admin of this host's desk: init --admin ACCOUNT"));
    }
    let account = admin.map_or_else(admin::account, str::to_owned);
    // first of all: a store whose admin cannot be named is not begun
    let user = User { account: name(&account)?, name: name(&account)?, role: Role::Admin, ..User::default() };
    let made = admin::create(&at.store, &at.key, "St Andrew's", false, &clock(args)?)?;
    let recovery = made.recovery;
    drop(made.store);
    let local = admin::open(&at.store, &at.key, Opened::Once, clock(args)?, &notice)?;
    let maker = local.seat(&admin::account(), None, true)?;
    maker.execute(Command::from(RecordAdd { record: user.into() }).into())?;
    drop(maker);
    local.close()?;
    let text = format!(
        "store          {}\nkey file       {}\nadmin          {account}\nrecovery key   {recovery}\n\n\
         Write the recovery key on paper and keep it away from this machine: without the key file and without it,\n\
         nobody can read the store again. It is not shown twice.",
        at.store.display(),
        at.key.display()
    );
    say(io, &text)
}
