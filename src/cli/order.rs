//! `do` and `ask`: any command or query by name, arguments as JSON.

use super::words::{known, mistake};
use super::{Session, Stop, dates};
use crate::desk::{Answer, COMMANDS, Command, No, Order, Over, QUERIES, Query, Refusal, queries};
use crate::domain::*;
use crate::lines::fields;
use serde_json::{Map, Value, json};
use std::io::Read;

/// The most JSON that is read.
const MOST: u64 = 16 * 1024 * 1024;

impl Session<'_, '_> {
    /// `do NAME`.
    pub(super) fn order(
        &mut self,
        name: &str,
        source: Option<&str>,
        over: Option<&str>,
        agreed_by: Option<&str>,
    ) -> Result<(), Stop> {
        let names: Vec<&str> = COMMANDS.iter().map(|row| row.name).collect();
        known(name, "command", &names)?;
        let reason = over.map(|reason| dates::note("override", reason)).transpose()?;
        let agreed_by = agreed_by.map(|who| dates::name("agreed_by", who)).transpose()?;
        let over = reason.map(|reason| Over { reason, agreed_by });
        let mut args = self.arguments(name, source)?;
        if let Some(record) = args.get_mut("record").and_then(Value::as_object_mut) {
            for (tag, typed) in record {
                if let Some(kind) = Kind::named(tag) {
                    fields::near(kind, typed, self.desk.here().now.day);
                }
            }
        }
        if name == "record.change" && args.get("set").is_some() {
            args = self.change(&args)?;
        }
        let command: Command = tagged(name, args)?;
        let done = self.desk.execute(Order { command, over })?;
        self.done(&done)?;
        self.hits_of(&done)
    }

    /// `user add`.
    pub(super) fn add_user(
        &mut self,
        account: &str,
        role: &str,
        name: Option<&str>,
        officer: Option<&str>,
    ) -> Result<(), Stop> {
        let role = Role::ALL.iter().copied().find(|r| r.said() == role).ok_or_else(|| {
            let all = Role::ALL.iter().map(|r| r.said()).collect::<Vec<_>>().join(", ");
            Refusal::usage("role", format!("{} is no role", civil::quoted(role))).hinted(format!("one of {all}"))
        })?;
        let officer = officer.map(|text| text.parse::<OfficerId>()).transpose();
        let officer = officer.map_err(|why| Refusal::usage("officer", why.to_string()))?;
        let user = User {
            account: dates::name("account", account)?,
            name: dates::name("name", name.unwrap_or(account))?,
            role,
            officer,
            ..User::default()
        };
        self.execute(crate::desk::commands::RecordAdd { record: user.into() }.into())
    }

    /// `ask NAME`.
    pub(super) fn query(&mut self, name: &str, source: Option<&str>) -> Result<(), Stop> {
        let names: Vec<&str> = QUERIES.iter().map(|row| row.name).collect();
        known(name, "query", &names)?;
        let args = self.arguments(name, source)?;
        let query: Query = tagged(name, args)?;
        self.ask(query)
    }

    fn arguments(&mut self, name: &str, source: Option<&str>) -> Result<Value, Refusal> {
        let Some(source) = source else { return Ok(json!({})) };
        let text = if source.trim_start().starts_with('{') { source.to_owned() } else { read(source, self.io.stdin)? };
        let hint = || format!("contactdesk schema {name} shows what they look like");
        let args: Value = serde_json::from_str(&text)
            .map_err(|why| Refusal::usage("json", format!("the arguments are not JSON: {why}")).hinted(hint()))?;
        if args.is_object() {
            Ok(args)
        } else {
            Err(Refusal::usage("json", "the arguments are JSON and no object: write them as {...}").hinted(hint()))
        }
    }

    /// `{"key": .., "set": {..}}` as a whole record: looked up, changed, and sent with what it was.
    fn change(&self, args: &Value) -> Result<Value, Refusal> {
        #[derive(Deserialize)]
        #[serde(deny_unknown_fields)]
        struct Short {
            key: Key,
            set: Value,
        }
        let Short { key, mut set } = at("record.change", serde_path_to_error::deserialize(args))?;
        fields::near(key.kind, &mut set, self.desk.here().now.day);
        let shown = self.desk.ask(queries::Show { what: key.to_string() }.into())?;
        let Answer::Show(view) = shown.answer else {
            return Err(Refusal::new(No::Internal, format!("{key} was asked for and something else came")));
        };
        let record = fields::patch(&view.record, &set).map_err(|why| {
            Refusal::usage("set", mistake(&why)).hinted(format!("contactdesk schema {}", fields::tag(key.kind)))
        })?;
        Ok(json!({ "record": record, "was": view.record }))
    }
}

/// A file, or standard input.
fn read(source: &str, stdin: &mut dyn Read) -> Result<String, Refusal> {
    let mut text = Vec::new();
    let result = if source == "-" {
        stdin.take(MOST + 1).read_to_end(&mut text)
    } else {
        std::fs::File::open(source).and_then(|file| file.take(MOST + 1).read_to_end(&mut text))
    };
    let unreadable = |why: String| Refusal::usage("json", format!("{} cannot be read: {why}", civil::quoted(source)));
    result.map_err(|why| unreadable(why.to_string()))?;
    if text.len() as u64 > MOST {
        return Err(unreadable("it is larger than 16 MiB".to_owned()));
    }
    String::from_utf8(text).map_err(|_| unreadable("it is not UTF-8 text".to_owned()))
}

/// The command or query of that name with its arguments.
fn tagged<T: for<'de> Deserialize<'de>>(name: &str, args: Value) -> Result<T, Refusal> {
    let mut whole = Map::new();
    whole.insert(name.to_owned(), args);
    at(name, serde_path_to_error::deserialize(Value::Object(whole)))
}

/// What is wrong with arguments, with its place in them.
fn at<T>(name: &str, result: Result<T, serde_path_to_error::Error<serde_json::Error>>) -> Result<T, Refusal> {
    result.map_err(|why| {
        let path = why.path().to_string();
        let path = path.strip_prefix(name).unwrap_or(&path).trim_matches(['.', '?']);
        let what = why.inner().to_string();
        let place = if path.is_empty() { String::new() } else { format!("{path}: ") };
        let refusal = Refusal::usage(path, format!("{place}{}", mistake(&what)));
        refusal.hinted(format!("contactdesk schema {name}"))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_mistake_in_the_arguments_is_named_with_its_place() {
        let no = |json: Value| tagged::<Command>("session.book", json).unwrap_err();
        insta::assert_snapshot!(no(json!({"date": "9999-01-01", "start": "16:00"})).what, @"date: 9999-01-01 is outside the diary's years (1870 to 2199)");
        insta::assert_snapshot!(no(json!({"date": "2026-11-27", "start": "16:00", "legs": [{"depart": 7}]})).what, @"legs[0].depart: invalid type: integer `7`, expected a string");
        insta::assert_snapshot!(no(json!({"date": "2026-11-27"})).what, @"missing field `start`");
        insta::assert_snapshot!(no(json!({"date": "2026-11-27", "start": "16:00", "colour": 1})).hint.unwrap(), @"contactdesk schema session.book");
        let long = json!({"date": "x".repeat(10_000), "start": "16:00"});
        assert!(no(long).what.chars().count() < 200);
    }
}
