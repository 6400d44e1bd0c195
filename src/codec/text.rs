//! Records and arguments as JSON text: the journal's arguments, and rewriting what a record points at.

use crate::domain::*;
use serde_json::Value;

/// Compact JSON of something that cannot fail to be written.
pub fn json(value: &impl Serialize) -> String {
    serde_json::to_string(value).unwrap_or_else(|why| format!("\"unwritable: {why}\""))
}

/// What [`json`] wrote, read again; nothing where it is something else.
pub fn read_json<T: serde::de::DeserializeOwned>(text: &str) -> Option<T> {
    serde_json::from_str(text).ok()
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

/// A changed record with what its writer could not see put back: a field that stands as the writer saw it is taken from
/// what is stored.
pub fn with_hidden(new: &Record, seen: &Record, stored: &Record) -> Result<Record, String> {
    let mut tree = value(new)?;
    put_back(&mut tree, &value(seen)?, &value(stored)?);
    record(tree)
}

fn put_back(new: &mut Value, seen: &Value, stored: &Value) {
    if new == seen {
        stored.clone_into(new);
    } else if let (Value::Object(new), Value::Object(seen), Value::Object(stored)) = (new, seen, stored) {
        for (name, field) in new.iter_mut() {
            if let Some((seen, stored)) = seen.get(name).zip(stored.get(name)) {
                put_back(field, seen, stored);
            }
        }
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
    fn what_was_hidden_comes_back_and_what_was_written_stays() {
        let read = |text: &str| child(text);
        let stored = read(
            r#"{"carer":{"id":"CR-0001","address":{"lines":"14 Lane","area":"LE3","class":"secret"},"phone":"1"}}"#,
        );
        let seen = read(r#"{"carer":{"id":"CR-0001","address":{"lines":"","area":"LE3","class":"secret"}}}"#);
        let new =
            read(r#"{"carer":{"id":"CR-0001","address":{"lines":"","area":"LE4","class":"secret"},"notes":"n"}}"#);
        let Record::Carer(merged) = with_hidden(&new, &seen, &stored).unwrap() else { panic!() };
        assert_eq!(
            (&*merged.address.lines, &*merged.address.area, &*merged.phone, &*merged.notes),
            ("14 Lane", "LE4", "1", "n")
        );
        let moved = read(r#"{"carer":{"id":"CR-0001","address":{"lines":"2 Street","area":"LE3","class":"secret"}}}"#);
        let Record::Carer(merged) = with_hidden(&moved, &seen, &stored).unwrap() else { panic!() };
        assert_eq!(&*merged.address.lines, "2 Street");
    }

    #[test]
    fn references_turn_and_stay_once() {
        let a = child(r#"{"arrangement":{"id":"A-0001","children":["CH-0001","CH-0002","CH-0003"]}}"#);
        let Record::Arrangement(a) = repointed(&a, ChildId(2).key(), ChildId(1).key()).unwrap() else { panic!() };
        assert_eq!(a.children, [ChildId(1), ChildId(3)]);
    }
}
