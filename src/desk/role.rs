//! Who may do what: the one table of command × role and query × role.
//!
//! The rows are in [`super::COMMANDS`] and [`super::QUERIES`]; the groups they name are here.

use super::Refusal;
use crate::domain::{Diary, Kind, Role, User, civil, said};

/// Everyone with a user record.
pub const ANYONE: &[Role] = Role::ALL;
/// Everyone who may change anything.
pub const WRITERS: &[Role] = &[Role::Coordinator, Role::Manager, Role::Duty, Role::Admin];
/// Who takes back what was done: clerks their own.
pub const UNDOERS: &[Role] = &[Role::Coordinator, Role::Manager, Role::Clerk, Role::Duty, Role::Admin];
/// Who books. An admin may: the owner of a private store is its admin and its only user.
pub const BOOKERS: &[Role] = &[Role::Coordinator, Role::Manager, Role::Admin];
/// Who records what callers say: also duty.
pub const RECORDERS: &[Role] = &[Role::Coordinator, Role::Manager, Role::Duty, Role::Admin];
/// Who writes sessions up: also the officers, their own.
pub const WRITE_UP: &[Role] = &[Role::Coordinator, Role::Manager, Role::Officer, Role::Duty, Role::Admin];
/// Who takes tasks down and sees to them: also panel clerks.
pub const TASKED: &[Role] = &[Role::Coordinator, Role::Manager, Role::Clerk, Role::Duty, Role::Admin];
/// Who may open a restricted case for a while, with a reason.
pub const OPENERS: &[Role] = &[Role::Coordinator, Role::Manager, Role::Duty];
/// Who works for panels: takes referrals, builds agendas, writes down what is decided.
pub const CLERKS: &[Role] = &[Role::Clerk, Role::Manager, Role::Admin];
/// Who prints documents: the clerks those of panels, the others all the rest; managers both.
pub const PRINTERS: &[Role] = &[Role::Coordinator, Role::Manager, Role::Clerk, Role::Duty, Role::Admin];
/// Who may write records: each kind has its own keepers among them, see [`keepers`].
pub const KEEPERS: &[Role] = &[Role::Coordinator, Role::Manager, Role::Clerk, Role::Admin];
/// Who keeps the registers of contact.
pub const REGISTRARS: &[Role] = &[Role::Coordinator, Role::Manager, Role::Admin];
/// Who may see a secret address, with a reason.
pub const REVEALERS: &[Role] = &[Role::Coordinator, Role::Manager, Role::Duty, Role::Admin];
/// Who sets the desk up.
pub const ADMIN: &[Role] = &[Role::Admin];
/// Who sees more than their own sessions: everyone but officers.
pub const OFFICE: &[Role] = &[Role::Coordinator, Role::Manager, Role::Clerk, Role::Duty, Role::Auditor, Role::Admin];
/// Who reads the journal.
pub const READERS: &[Role] = &[Role::Coordinator, Role::Manager, Role::Auditor, Role::Admin];
/// Who may override a blocking rule, with a reason (DOMAIN 3b: a named manager).
pub const OVERRIDERS: &[Role] = &[Role::Manager, Role::Admin];

/// Someone of that role: `a coordinator`, `an officer`, `duty staff`.
pub(crate) fn someone(role: Role) -> String {
    if role == Role::Duty { "duty staff".to_owned() } else { said::a(role.said()) }
}

/// The manager of that account, reference or name, who can agree to an override by telephone.
pub(crate) fn manager<'a>(diary: &'a Diary, who: &str) -> Result<&'a User, Refusal> {
    let who = who.trim();
    let called =
        |u: &&User| *u.account == *who || u.id.to_string() == who || u.name.to_lowercase() == who.to_lowercase();
    let Some(user) = diary.open::<User>().find(called) else {
        let way = "contactdesk user list says who uses the desk";
        return Err(Refusal::usage("agreed_by", format!("{} is no user", civil::quoted(who))).hinted(way));
    };
    if OVERRIDERS.contains(&user.role) {
        return Ok(user);
    }
    let what = format!("{} is {} and cannot agree to an override", user.account, someone(user.role));
    Err(Refusal::usage("agreed_by", what).hinted("a manager can"))
}

/// Who may write records of a kind: panels and what belongs to them are the clerks', the registers of contact the
/// coordinators', what both count on is both's.
pub fn keepers(kind: Kind) -> &'static [Role] {
    match kind {
        Kind::User | Kind::Setting => ADMIN,
        Kind::Professional | Kind::ServiceRequest | Kind::Registration => KEEPERS,
        Kind::Panel
        | Kind::Sitting
        | Kind::Referral
        | Kind::PanelPaper
        | Kind::AgendaItem
        | Kind::Interest
        | Kind::PanelAction
        | Kind::Decision => CLERKS,
        _ => REGISTRARS,
    }
}

/// Kinds of record that only commands of their own make and close, and which: nobody writes them as they please.
pub fn by_command(kind: Kind) -> Option<&'static str> {
    match kind {
        Kind::Task => Some("call.record takes one down, task.done closes it"),
        Kind::Letter => Some("letter.note takes one down, letter.handle says what became of it, with two who read it"),
        Kind::Access => Some("case.open opens a restricted case, with a reason"),
        _ => None,
    }
}
