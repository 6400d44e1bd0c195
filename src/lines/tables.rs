//! The journal and the tables the program is made of.

use super::table::Table;
use super::{Speak, heard};
use crate::desk::queries::{CommandsView, Line, RulesView, SettingsView, StatusView};
use crate::desk::{COMMANDS, QUERIES};
use crate::domain::said::count;
use crate::domain::*;

/// Lines of the journal, last first.
pub(super) fn journal(journal: &[Line], speak: Speak) -> Vec<String> {
    journal.iter().flat_map(|line| entry(line, speak)).collect()
}

fn entry(line: &Line, speak: Speak) -> Vec<String> {
    let Moment { day, minute } = line.at.moment();
    let who = match &line.actor.really {
        Some(really) => format!("{really} as {}", line.actor.account),
        None => line.actor.account.clone(),
    };
    let mut what = line.keys.iter().take(3).map(|key| speak.full(*key)).collect::<Vec<_>>().join(", ");
    if line.changed > line.keys.len().min(3) {
        what = format!("{what} ({} in all)", count(line.changed, "record"));
    }
    let undoes = line.undoes.map_or_else(String::new, |seq| format!(" of entry {seq}"));
    let head = format!(
        "{} {} {minute} {who} ({}) {}{undoes} {what}",
        line.seq,
        said::long(day),
        line.actor.role.said(),
        line.command
    );
    let mut lines = vec![head.trim_end().to_owned()];
    if !line.overrides.is_empty() {
        let rules = line.overrides.iter().map(RuleName::to_string).collect::<Vec<_>>().join(", ");
        lines.push(format!("  overridden: {rules}"));
    }
    // whoever may not read the arguments is not told how a caller was known
    let known = (line.command == "caller.identify").then(|| serde_json::from_str(&line.args).ok()).flatten();
    lines.extend(known.map(|it: Identified| format!("  {}", heard::identified(&it))));
    lines.extend(line.reason.iter().map(|reason| format!("  reason: {}", reason.replace('\n', " / "))));
    lines
}

/// Settings with their values; those that differ from the default say so.
pub(super) fn settings(view: &SettingsView, width: usize) -> Vec<String> {
    let mut table = Table::new(&["SETTING", "~VALUE", "~WHAT IT DOES"]);
    for row in &view.rows {
        let default =
            if row.value == row.default { String::new() } else { format!(" (default {})", quiet(&row.default)) };
        table.row(vec![row.name.clone(), format!("{}{default}", quiet(&row.value)), row.about.clone()]);
    }
    table.lines(width)
}

fn quiet(value: &str) -> &str {
    if value.is_empty() { "none" } else { value }
}

/// The rules with their sources.
pub(super) fn rules(view: &RulesView, width: usize) -> Vec<String> {
    let mut table = Table::new(&["RULE", "", "~WHAT IT CHECKS", "~SOURCE"]);
    for row in &view.rows {
        table.row(vec![row.name.clone(), row.severity.said().to_owned(), row.about.clone(), row.source.clone()]);
    }
    let mut lines = table.lines(width);
    lines.push(String::new());
    let mut duties = Table::new(&["HARD", "~WHAT IT ASKS", "~WHAT SEES TO IT"]);
    for duty in &view.duties {
        duties.row(vec![duty.id.clone(), duty.about.clone(), sees_to(&duty.means)]);
    }
    lines.extend(duties.lines(width));
    lines
}

/// What sees to a hard rule: `blocking check: paperwork, officers-needed; live prompt: go.allowed`.
pub fn sees_to(means: &[(String, String)]) -> String {
    let mut said: Vec<(&str, Vec<&str>)> = Vec::new();
    for (sort, name) in means {
        match said.iter_mut().find(|(known, _)| known == sort) {
            Some((_, names)) => names.push(name),
            None => said.push((sort, vec![name])),
        }
    }
    said.iter().map(|(sort, names)| format!("{sort}: {}", names.join(", "))).collect::<Vec<_>>().join("; ")
}

/// Commands and queries, and who may use them.
pub(super) fn commands(view: &CommandsView) -> Vec<String> {
    let mut table = Table::new(&["NAME", "", "WHAT IT DOES", "WHO MAY"]);
    for row in &view.rows {
        let sort = if row.query { "ask" } else { "do" };
        let who = if row.roles.len() == Role::ALL.len() {
            "everyone".to_owned()
        } else {
            row.roles.iter().map(|r| r.said()).collect::<Vec<_>>().join(", ")
        };
        table.row(vec![row.name.clone(), sort.to_owned(), row.about.clone(), who]);
    }
    table.lines(usize::MAX)
}

/// The desk itself.
pub(super) fn status(view: &StatusView) -> Vec<String> {
    let here = &view.here;
    let mut lines = vec![
        format!("store: {}{}", here.store, if here.demo { " (invented data)" } else { "" }),
        format!("you: {} ({})", here.account, here.role.said()),
        format!("now: {} {}", said::long(here.now.day), here.now.minute),
        format!("last entry: {} {}", here.head, view.hash),
        format!("sessions ever booked: {}", view.sessions),
    ];
    lines.extend(view.records.iter().map(|(kind, n)| format!("{}: {n}", kind.many())));
    lines
}

/// A command or question, and the roles that may.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, JsonSchema)]
pub struct RoleRow {
    /// Its name.
    pub name: &'static str,
    /// Whether it changes something.
    pub command: bool,
    /// The roles that may.
    pub roles: Vec<Role>,
}

/// The one table of who may do and ask what.
pub fn roles() -> Vec<RoleRow> {
    let row = |name, command, roles: &[Role]| RoleRow { name, command, roles: roles.to_vec() };
    let commands = COMMANDS.iter().map(|r| row(r.name, true, r.roles));
    commands.chain(QUERIES.iter().map(|r| row(r.name, false, r.roles))).collect()
}

/// The same in lines, a column a role.
pub fn roles_table(rows: &[RoleRow], width: usize) -> Vec<String> {
    let mut lines = Vec::new();
    for command in [true, false] {
        let first = if command { "may do" } else { "may ask" };
        let heads: Vec<&str> = std::iter::once(first).chain(Role::ALL.iter().map(|role| role.said())).collect();
        let mut table = Table::new(&heads);
        for row in rows.iter().filter(|row| row.command == command) {
            let may = |role: &Role| if row.roles.contains(role) { "yes" } else { "-" }.to_owned();
            table.row(std::iter::once(row.name.to_owned()).chain(Role::ALL.iter().map(may)).collect());
        }
        lines.extend(table.lines(width));
        lines.push(String::new());
    }
    lines.pop();
    lines
}
