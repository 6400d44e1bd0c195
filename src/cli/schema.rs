//! `schema`: the JSON Schema of everything that goes in or comes out.

use super::words;
use crate::desk::{Answer, COMMANDS, Command, Done, QUERIES, Query, Refusal};
use crate::domain::*;
use crate::lines::{self, fields};
use schemars::generate::SchemaSettings;
use serde_json::{Value, json};

/// All of it, or that of one command, query or kind of record. A query's schema has that of its answer beside it.
pub(super) fn of(name: Option<&str>) -> Result<String, Refusal> {
    let Some(name) = name else {
        return Ok(lines::json(&json!({
            "command": whole::<Command>(false), "query": whole::<Query>(false), "answer": whole::<Answer>(false),
            "record": whole::<Record>(false), "done": whole::<Done>(false), "refusal": whole::<Refusal>(false),
        })));
    };
    if COMMANDS.iter().any(|row| row.name == name) {
        return Ok(lines::json(&one::<Command>(name)));
    }
    if QUERIES.iter().any(|row| row.name == name) {
        return Ok(lines::json(&json!({ "query": one::<Query>(name), "answer": one::<Answer>(name) })));
    }
    let tagged = Kind::ALL.iter().copied().find(|kind| fields::tag(*kind) == name);
    if let Some(kind) = tagged.or_else(|| Kind::named(name)) {
        return Ok(lines::json(&one::<Record>(&fields::tag(kind))));
    }
    if name == "record" {
        return Ok(lines::json(&whole::<Record>(false)));
    }
    let kinds: Vec<String> = Kind::ALL.iter().map(|kind| fields::tag(*kind)).collect();
    let names = COMMANDS.iter().map(|row| row.name).chain(QUERIES.iter().map(|row| row.name));
    let names: Vec<&str> = names.chain(kinds.iter().map(String::as_str)).collect();
    words::known(name, "command, query or kind of record", &names).map(|()| String::new())
}

fn whole<T: JsonSchema>(inline: bool) -> Value {
    let settings = SchemaSettings::draft2020_12().with(|s| s.inline_subschemas = inline);
    settings.into_generator().into_root_schema_for::<T>().to_value()
}

/// What stands under one name of an enum.
fn one<T: JsonSchema>(name: &str) -> Value {
    let schema = whole::<T>(true);
    let variants = schema["oneOf"].as_array().into_iter().flatten();
    variants.map(|v| &v["properties"][name]).find(|v| !v.is_null()).cloned().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_command_query_and_kind_has_a_schema() {
        for row in COMMANDS {
            assert!(one::<Command>(row.name)["type"].is_string(), "{}", row.name);
        }
        for row in QUERIES {
            assert!(one::<Query>(row.name).is_object() && one::<Answer>(row.name).is_object(), "{}", row.name);
        }
        for kind in Kind::ALL {
            let schema: Value = serde_json::from_str(&of(Some(&fields::tag(*kind))).unwrap()).unwrap();
            assert!(schema["properties"]["id"].is_object(), "{kind:?}");
        }
        assert_eq!(of(Some("session.bok")).unwrap_err().hint.unwrap(), "did you mean session.book?");
        assert!(serde_json::from_str::<Value>(&of(None).unwrap()).unwrap()["command"].is_object());
    }
}
