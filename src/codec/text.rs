//! Records and arguments as JSON text: the journal's arguments, and rewriting what a record points at.

use crate::domain::*;
use serde_json::Value;

/// Compact JSON of something that cannot fail to be written.
pub fn json(value: &impl Serialize) -> String {
    serde_json::to_string(value).unwrap_or_else(|why| format!("\"unwritable: {why}\""))
}

fn value(record: &Record) -> Result<Value, String> {
    serde_json::to_value(record).map_err(|why| why.to_string())
}

fn record(value: Value) -> Result<Record, String> {
    serde_json::from_value(value).map_err(|why| why.to_string())
}

/// The record with every reference to one key turned into another; where a list then names it twice, it stays once.
pub fn repointed(old: &Record, from: Key, to: Key) -> Result<Record, String> {
    let mut tree = value(old)?;
    turn(&mut tree, &from.to_string(), &to.to_string());
    record(tree)
}

fn turn(tree: &mut Value, from: &str, to: &str) {
    match tree {
        Value::String(text) if text == from => to.clone_into(text),
        Value::Array(items) => {
            for item in items.iter_mut() {
                turn(item, from, to);
            }
            let target = Value::String(to.to_owned());
            let mut seen = false;
            items.retain(|item| *item != target || !std::mem::replace(&mut seen, true));
        }
        Value::Object(fields) => {
            for field in fields.values_mut() {
                turn(field, from, to);
            }
        }
        _ => {}
    }
}

/// A record with the fields it leaves empty taken from a duplicate. Number and life stay.
pub fn filled_from(kept: &Record, duplicate: &Record) -> Result<Record, String> {
    let mut tree = value(kept)?;
    let (other, blank) = (value(duplicate)?, value(&Record::blank(kept.kind()))?);
    let fields = |tree: &Value| tree.as_object().and_then(|o| o.values().next()).cloned().unwrap_or_default();
    let (other, blank) = (fields(&other), fields(&blank));
    if let Some(mine) = tree.as_object_mut().and_then(|o| o.values_mut().next()).and_then(Value::as_object_mut) {
        for (name, field) in mine.iter_mut() {
            if name != "id" && name != "life" && Some(&*field) == blank.get(name) {
                *field = other.get(name).cloned().unwrap_or_default();
            }
        }
    }
    record(tree)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn child(text: &str) -> Record {
        serde_json::from_str(text).unwrap()
    }

    #[test]
    fn a_duplicate_fills_gaps_and_gives_way() {
        let kept = child(r#"{"child":{"id":"CH-0001","name":"Ada","height_cm":null}}"#);
        let duplicate = child(r#"{"child":{"id":"CH-0002","name":"Ada K","height_cm":112}}"#);
        let Record::Child(merged) = filled_from(&kept, &duplicate).unwrap() else { panic!() };
        assert_eq!((merged.id, &*merged.name, merged.height_cm), (ChildId(1), "Ada", Some(112)));
    }

    #[test]
    fn references_turn_and_stay_once() {
        let a = child(r#"{"arrangement":{"id":"A-0001","children":["CH-0001","CH-0002","CH-0003"]}}"#);
        let Record::Arrangement(a) = repointed(&a, ChildId(2).key(), ChildId(1).key()).unwrap() else { panic!() };
        assert_eq!(a.children, [ChildId(1), ChildId(3)]);
    }
}
