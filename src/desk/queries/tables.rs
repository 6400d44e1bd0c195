//! `settings`, `rules`, `commands`: the tables the program is made of, to read.

use super::*;
use crate::desk::COMMANDS;
use crate::rules;

/// How the service is set up.
#[derive(Clone, PartialEq, Debug, Default, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct SettingsQuery {}

/// How the service is set up.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize, JsonSchema)]
pub struct SettingsView {
    /// The settings, in the table's order.
    pub rows: Vec<SettingLine>,
}

/// A setting.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize, JsonSchema)]
pub struct SettingLine {
    /// Its name.
    pub name: String,
    /// Its value.
    pub value: String,
    /// Its default.
    pub default: String,
    /// What it does.
    pub about: String,
}

impl Ask for SettingsQuery {
    fn scope(&self, _: &Viewer, _: Day) -> Scope {
        Scope::default()
    }

    fn answer(&self, asked: &Asked) -> Result<Answer, Refusal> {
        let set =
            |name: &str| asked.known.diary.open::<Setting>().find(|s| &*s.name == name).map(|s| s.value.to_string());
        let row = |spec: &settings::Spec| SettingLine {
            name: spec.name.to_owned(),
            value: set(spec.name).unwrap_or_else(|| spec.default.to_owned()),
            default: spec.default.to_owned(),
            about: spec.about.to_owned(),
        };
        Ok(Answer::Settings(SettingsView { rows: settings::SETTINGS.iter().map(row).collect() }))
    }
}

/// The rules of a booking.
#[derive(Clone, PartialEq, Debug, Default, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Rules {}

/// The rules of a booking.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize, JsonSchema)]
pub struct RulesView {
    /// The rules, in the order they are checked.
    pub rows: Vec<RuleLine>,
    /// The field's hard rules, and what sees to each.
    pub duties: Vec<DutyLine>,
}

/// A hard rule of the field.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize, JsonSchema)]
pub struct DutyLine {
    /// Its number: `H7`.
    pub id: String,
    /// What it asks.
    pub about: String,
    /// What sees to it: blocking check, live prompt or printed line, and the name of the code behind it.
    pub means: Vec<(String, String)>,
}

/// A rule.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize, JsonSchema)]
pub struct RuleLine {
    /// Its name.
    pub name: String,
    /// How much it matters.
    pub severity: Severity,
    /// What it checks.
    pub about: String,
    /// Where it comes from.
    pub source: String,
}

impl Ask for Rules {
    fn scope(&self, _: &Viewer, _: Day) -> Scope {
        Scope::default()
    }

    fn answer(&self, _: &Asked) -> Result<Answer, Refusal> {
        let row = |rule: &rules::Rule| RuleLine {
            name: rule.name.to_owned(),
            severity: rule.severity,
            about: rule.about.to_owned(),
            source: rule.source.to_owned(),
        };
        let duty = |hard: &rules::duties::Hard| DutyLine {
            id: hard.id.to_owned(),
            about: hard.about.to_owned(),
            means: hard.means.iter().map(|m| (m.sort().to_owned(), m.name().to_owned())).collect(),
        };
        let duties = rules::duties::DUTIES.iter().map(duty).collect();
        Ok(Answer::Rules(RulesView { rows: rules::RULES.iter().map(row).collect(), duties }))
    }
}

/// The commands and queries.
#[derive(Clone, PartialEq, Debug, Default, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Commands {}

/// The commands and queries.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize, JsonSchema)]
pub struct CommandsView {
    /// Commands, then queries.
    pub rows: Vec<CommandLine>,
}

/// A command or query.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize, JsonSchema)]
pub struct CommandLine {
    /// Its name.
    pub name: String,
    /// Whether it is a query.
    pub query: bool,
    /// What it does.
    pub about: String,
    /// Who may.
    pub roles: Vec<Role>,
}

impl Ask for Commands {
    fn scope(&self, _: &Viewer, _: Day) -> Scope {
        Scope::default()
    }

    fn answer(&self, _: &Asked) -> Result<Answer, Refusal> {
        let line = |name: &str, query, about: &str, roles: &[Role]| CommandLine {
            name: name.to_owned(),
            query,
            about: about.to_owned(),
            roles: roles.to_vec(),
        };
        let commands = COMMANDS.iter().map(|c| line(c.name, false, c.about, c.roles));
        let queries = QUERIES.iter().map(|q| line(q.name, true, q.about, q.roles));
        Ok(Answer::Commands(CommandsView { rows: commands.chain(queries).collect() }))
    }
}

/// Tables of the program itself hold nothing to cut.
macro_rules! open_to_all {
    ($($view:ident)*) => { $(impl Seen for $view {
        fn see(&mut self, _: &Cutter) -> Result<(), Refusal> { Ok(()) }
        fn keys(&self, _: &mut Vec<Key>) {}
    })* };
}

open_to_all!(SettingsView RulesView CommandsView);
