//! The fields of every kind of record, read from its schema: one generic form can show and change any of them.
//!
//! A field's text is what a person types: `yes`, `2026-11-27`, `CH-0012, CH-0013`. Reading a field and writing it back
//! changes nothing.

use crate::domain::*;
use serde_json::{Map, Value, json};
use std::sync::OnceLock;

/// A field of a record.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct FieldSpec {
    /// Where it is in the record: `height_cm`, `address.area`.
    pub path: String,
    /// What to call it: `Height cm`.
    pub label: String,
    /// What it means, in a sentence.
    pub hint: String,
    /// What it holds.
    pub kind: FieldKind,
    /// Whether it may be left empty.
    pub optional: bool,
}

/// What a field holds.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum FieldKind {
    /// One line.
    Text,
    /// Some lines.
    Note,
    /// A whole number.
    Number,
    /// Yes or no.
    Bool,
    /// A day.
    Day,
    /// From a day to a day.
    Days,
    /// A time of day.
    Minute,
    /// From a time to a time.
    Span,
    /// Hours of a week.
    Hours,
    /// How often and when.
    Recurrence,
    /// A day and a time.
    Moment,
    /// One of some words: its value in JSON and what a person calls it.
    Choice(Vec<(String, String)>),
    /// A record; of any kind where none is said.
    Ref(Option<Kind>),
    /// Some records.
    Refs(Option<Kind>),
    /// Some of something, parted by commas.
    List(Box<FieldKind>),
    /// Anything else, as JSON.
    Json,
}

/// The fields of a kind, in the order of the record; its number and whether it is in use are not among them.
pub fn fields(kind: Kind) -> &'static [FieldSpec] {
    static ALL: OnceLock<Vec<Vec<FieldSpec>>> = OnceLock::new();
    let all = ALL.get_or_init(|| {
        let settings = schemars::generate::SchemaSettings::draft2020_12().with(|s| s.inline_subschemas = true);
        let schema = settings.into_generator().into_root_schema_for::<Record>().to_value();
        Kind::ALL.iter().map(|kind| of_kind(&schema, *kind)).collect()
    });
    all.get(kind.index()).map_or(&[], Vec::as_slice)
}

/// The field at a path.
pub fn field(kind: Kind, path: &str) -> Option<&'static FieldSpec> {
    fields(kind).iter().find(|f| f.path == path)
}

/// What JSON calls a kind of record: `risk_assessment`.
pub fn tag(kind: Kind) -> String {
    serde_json::to_value(kind).ok().and_then(|v| v.as_str().map(str::to_owned)).unwrap_or_default()
}

fn of_kind(schema: &Value, kind: Kind) -> Vec<FieldSpec> {
    let tag = tag(kind);
    let variants = schema["oneOf"].as_array().into_iter().flatten();
    let mut found = Vec::new();
    if let Some(record) = variants.map(|v| &v["properties"][&tag]).find(|v| v.is_object()) {
        walk(record, "", &mut found);
    }
    found
}

/// Fields of an object; objects that are always there are part of the same list.
fn walk(object: &Value, prefix: &str, found: &mut Vec<FieldSpec>) {
    for (name, schema) in object["properties"].as_object().into_iter().flatten() {
        if prefix.is_empty() && (name == "id" || name == "life") {
            continue;
        }
        let path = format!("{prefix}{name}");
        if schema["type"] == "object" && schema["properties"].is_object() {
            walk(schema, &format!("{path}."), found);
            continue;
        }
        let (schema, optional) = some(schema);
        let kind = kind_of(schema);
        let empty = matches!(
            kind,
            FieldKind::Text
                | FieldKind::Note
                | FieldKind::Hours
                | FieldKind::Recurrence
                | FieldKind::Refs(_)
                | FieldKind::List(_)
        );
        let hint = object["properties"][name]["description"].as_str().unwrap_or_default().replace('\n', " ");
        found.push(FieldSpec { label: label(&path), hint, kind, optional: optional || empty, path });
    }
}

/// The schema of what is inside, where nothing is allowed too.
fn some(schema: &Value) -> (&Value, bool) {
    if let Some(any) = schema["anyOf"].as_array()
        && let [inner, null] = any.as_slice()
        && null["type"] == "null"
    {
        return (inner, true);
    }
    let null = schema["type"].as_array().is_some_and(|types| types.iter().any(|t| t == "null"));
    (schema, null)
}

fn is(schema: &Value, name: &str) -> bool {
    schema["type"] == name || schema["type"].as_array().is_some_and(|types| types.iter().any(|t| t == name))
}

fn kind_of(schema: &Value) -> FieldKind {
    if let Some(choices) = schema["oneOf"].as_array() {
        return choice(choices).unwrap_or(FieldKind::Json);
    }
    if is(schema, "boolean") {
        return FieldKind::Bool;
    }
    if is(schema, "integer") {
        return FieldKind::Number;
    }
    if is(schema, "array") {
        return match kind_of(&schema["items"]) {
            FieldKind::Ref(kind) => FieldKind::Refs(kind),
            FieldKind::Json => FieldKind::Json,
            item => FieldKind::List(Box::new(item)),
        };
    }
    match schema["format"].as_str().unwrap_or_default() {
        "Name" => FieldKind::Text,
        "Note" | "Text" => FieldKind::Note,
        "Day" => FieldKind::Day,
        "Days" => FieldKind::Days,
        "Minute" => FieldKind::Minute,
        "Span" => FieldKind::Span,
        "Hours" => FieldKind::Hours,
        "Recurrence" => FieldKind::Recurrence,
        "Moment" => FieldKind::Moment,
        "ref:any" => FieldKind::Ref(None),
        format => match format.strip_prefix("ref:").and_then(Kind::named) {
            Some(kind) => FieldKind::Ref(Some(kind)),
            None => FieldKind::Json,
        },
    }
}

fn choice(variants: &[Value]) -> Option<FieldKind> {
    let one = |v: &Value| {
        let value = v["const"].as_str()?;
        Some((value.to_owned(), v["title"].as_str().unwrap_or(value).to_owned()))
    };
    variants.iter().map(one).collect::<Option<Vec<_>>>().map(FieldKind::Choice)
}

fn label(path: &str) -> String {
    let whole = match path {
        "dob" => "date of birth".to_owned(),
        "iro" => "independent reviewing officer".to_owned(),
        "address.lines" => "address".to_owned(),
        "dbs_expires" => "DBS check expires".to_owned(),
        path => match (path.strip_suffix("_min"), path.strip_suffix("_cm")) {
            (Some(what), _) => format!("{}, minutes", words(what)),
            (_, Some(what)) => format!("{}, cm", words(what)),
            _ => words(path),
        },
    };
    let mut letters = whole.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

fn words(path: &str) -> String {
    path.replace(['_', '.'], " ")
}

/// Dates without a year in the fields of a record as it was typed, as those near today. What cannot be read stays, for the
/// record to refuse.
pub fn near(kind: Kind, typed: &mut Value, today: Day) {
    for spec in fields(kind).iter().filter(|spec| spec.kind == FieldKind::Recurrence) {
        if let Some(slot) = typed.get_mut(&spec.path)
            && let Some(read) = slot.as_str().and_then(|text| Recurrence::read(text, Some(today)).ok())
        {
            *slot = json!(read);
        }
    }
}

/// The fields of a record as JSON, without its kind around them.
pub(super) fn inner(record: &Record) -> Value {
    let value = serde_json::to_value(record).unwrap_or_default();
    value.as_object().and_then(|o| o.values().next()).cloned().unwrap_or_default()
}

fn outer(kind: Kind, fields: Value) -> Result<Record, String> {
    let mut whole = Map::new();
    whole.insert(tag(kind), fields);
    serde_json::from_value(Value::Object(whole)).map_err(|why| why.to_string())
}

/// The text of a field, for showing and editing; nothing for a path that is not there.
pub fn get(record: &Record, path: &str) -> String {
    let value = inner(record);
    let found = path.split('.').try_fold(&value, |at, name| at.get(name));
    let kind = field(record.kind(), path).map(|f| &f.kind);
    found.zip(kind).map_or_else(String::new, |(value, kind)| match kind {
        // the day a new record has before one is said; its own check calls it missing
        FieldKind::Day | FieldKind::Days if *value == json!(Day::default()) => String::new(),
        kind => text(value, kind),
    })
}

fn text(value: &Value, kind: &FieldKind) -> String {
    match (value, kind) {
        (Value::Null, _) => String::new(),
        (Value::Bool(yes), _) => if *yes { "yes" } else { "no" }.to_owned(),
        (Value::String(value), FieldKind::Choice(choices)) => {
            choices.iter().find(|(v, _)| v == value).map_or_else(|| value.clone(), |(_, said)| said.clone())
        }
        (Value::Array(items), FieldKind::Refs(_)) => join(items, &FieldKind::Ref(None)),
        (Value::Array(items), FieldKind::List(item)) => {
            let parted = items.iter().filter_map(Value::as_str).any(|s| s.contains(',') || s.starts_with('['));
            if parted { value.to_string() } else { join(items, item) }
        }
        (Value::Array(items), FieldKind::Json) if items.is_empty() => String::new(),
        (_, FieldKind::Json) => value.to_string(),
        (Value::String(text), _) => text.clone(),
        (other, _) => other.to_string(),
    }
}

fn join(items: &[Value], kind: &FieldKind) -> String {
    items.iter().map(|item| text(item, kind)).collect::<Vec<_>>().join(", ")
}

/// Sets a field from text a person typed; the record is unchanged where that makes no sense.
pub fn set(record: &mut Record, path: &str, typed: &str) -> Result<(), String> {
    let kind = record.kind();
    let spec = field(kind, path).ok_or_else(|| format!("{} has no field {path}", said::a(kind.one())))?;
    let value = parse(typed.trim(), spec)?;
    let mut fields = inner(record);
    let slot = path.split('.').try_fold(&mut fields, |at, name| at.get_mut(name));
    *slot.ok_or_else(|| format!("{} has no field {path}", said::a(kind.one())))? = value;
    *record = outer(kind, fields)?;
    Ok(())
}

fn parse(typed: &str, spec: &FieldSpec) -> Result<Value, String> {
    let list = |item: &FieldKind| {
        let parts = typed.split(',').map(str::trim).filter(|p| !p.is_empty());
        parts.map(|p| one(p, item)).collect::<Result<Vec<_>, _>>().map(Value::Array)
    };
    match &spec.kind {
        FieldKind::Refs(kind) => list(&FieldKind::Ref(*kind)),
        FieldKind::List(_) if typed.starts_with('[') => any(typed),
        FieldKind::List(item) => list(item),
        FieldKind::Json if typed.is_empty() && !spec.optional => Ok(json!([])),
        FieldKind::Text | FieldKind::Note | FieldKind::Hours | FieldKind::Recurrence => Ok(json!(typed)),
        _ if typed.is_empty() && spec.optional => Ok(Value::Null),
        FieldKind::Day | FieldKind::Days if typed.is_empty() => Ok(json!(Day::default())),
        kind => one(typed, kind),
    }
}

fn any(typed: &str) -> Result<Value, String> {
    serde_json::from_str(typed).map_err(|why| format!("is not JSON: {why}"))
}

/// One value; whether a name or day is one is checked when the record is made of it.
fn one(typed: &str, kind: &FieldKind) -> Result<Value, String> {
    match kind {
        FieldKind::Number => {
            typed.parse::<i64>().map(Value::from).map_err(|_| format!("{} is not a whole number", civil::quoted(typed)))
        }
        FieldKind::Bool => match typed.to_lowercase().as_str() {
            "y" | "yes" | "true" => Ok(json!(true)),
            "n" | "no" | "false" | "" => Ok(json!(false)),
            _ => Err(format!("{} is neither yes nor no", civil::quoted(typed))),
        },
        FieldKind::Choice(choices) => {
            let fits = |(value, said): &&(String, String)| {
                value.eq_ignore_ascii_case(typed) || said.eq_ignore_ascii_case(typed)
            };
            let words = || choices.iter().map(|(_, said)| said.as_str()).collect::<Vec<_>>().join(", ");
            choices
                .iter()
                .find(fits)
                .map(|(value, _)| json!(value))
                .ok_or_else(|| format!("{} is none of: {}", civil::quoted(typed), words()))
        }
        FieldKind::Ref(Some(kind)) if !typed.is_empty() => match typed.parse::<Key>() {
            Ok(key) if key.kind == *kind => Ok(json!(key)),
            _ => Err(format!(
                "{} is not the reference of {}; one looks like {}-0001",
                civil::quoted(typed),
                said::a(kind.one()),
                kind.code()
            )),
        },
        FieldKind::Json => any(typed),
        _ => Ok(json!(typed)),
    }
}

/// A record with some fields set from JSON: `{"height_cm": 112, "address": {"area": "LE2"}}`. Objects are merged, all
/// else replaced. The number cannot be set.
pub fn patch(record: &Record, set: &Value) -> Result<Record, String> {
    let Some(object) = set.as_object() else { return Err("set must be an object of fields".to_owned()) };
    if object.contains_key("id") {
        return Err("id cannot be set: it is the record's number".to_owned());
    }
    let mut fields = inner(record);
    merge(&mut fields, set);
    outer(record.kind(), fields)
}

fn merge(into: &mut Value, set: &Value) {
    match (into, set) {
        (Value::Object(into), Value::Object(set)) => {
            for (name, value) in set {
                merge(into.entry(name.clone()).or_insert(Value::Null), value);
            }
        }
        (into, set) => *into = set.clone(),
    }
}
