//! Every field of every record can be read, shown and written back.

use crate::domain::*;
use crate::lines::fields::*;
use serde_json::json;

/// A record of a kind with something in every field.
fn full(kind: Kind) -> Record {
    let mut record = Record::blank(kind);
    for spec in fields(kind) {
        set(&mut record, &spec.path, &sample(&spec.kind)).unwrap_or_else(|why| panic!("{kind:?} {}: {why}", spec.path));
    }
    record
}

fn sample(kind: &FieldKind) -> String {
    match kind {
        FieldKind::Text | FieldKind::Note => "Łukasz, “Luke”; O’Brien".to_owned(),
        FieldKind::Number => "7".to_owned(),
        FieldKind::Bool => "yes".to_owned(),
        FieldKind::Day => "2026-11-27".to_owned(),
        FieldKind::Days => "2026-12-24 to 2027-01-02".to_owned(),
        FieldKind::Minute => "16:05".to_owned(),
        FieldKind::Span => "14:00-15:30".to_owned(),
        FieldKind::Hours => "Mon-Fri 08:30-18:30; Sat 09:00-16:00".to_owned(),
        FieldKind::Recurrence => "every 2 weeks Sat 10:00-11:30 from 28 Nov 2026".to_owned(),
        FieldKind::Moment => "2026-11-27 16:05".to_owned(),
        FieldKind::Choice(choices) => choices.last().unwrap().1.to_uppercase(),
        FieldKind::Ref(kind) => Key::new(kind.unwrap_or(Kind::Child), 12).to_string(),
        FieldKind::Refs(kind) => {
            let key = |id| Key::new(kind.unwrap_or(Kind::Child), id);
            format!("{},{}", key(12), key(13))
        }
        FieldKind::List(item) if **item == FieldKind::Text => r#"["a, b","c"]"#.to_owned(),
        FieldKind::List(item) => sample(item),
        FieldKind::Json => String::new(),
    }
}

#[test]
fn reading_a_field_and_writing_it_back_changes_nothing() {
    for kind in Kind::ALL {
        assert!(!fields(*kind).is_empty(), "{kind:?}");
        for record in [Record::blank(*kind), full(*kind)] {
            for spec in fields(*kind) {
                let mut again = record.clone();
                let text = get(&record, &spec.path);
                set(&mut again, &spec.path, &text).unwrap_or_else(|why| panic!("{kind:?} {} {text}: {why}", spec.path));
                assert_eq!(again, record, "{kind:?} {}", spec.path);
            }
        }
    }
}

#[test]
fn every_field_of_every_record_is_among_them_and_has_a_hint() {
    for kind in Kind::ALL {
        let value = inner(&full(*kind));
        for (name, _) in value.as_object().unwrap().iter().filter(|(n, _)| *n != "id" && *n != "life") {
            let listed = |f: &&FieldSpec| f.path == *name || f.path.starts_with(&format!("{name}."));
            assert!(fields(*kind).iter().any(|f| listed(&f)), "{kind:?} {name}");
        }
        assert!(fields(*kind).iter().all(|f| !f.hint.is_empty()), "{kind:?}");
    }
}

#[test]
fn what_makes_no_sense_is_refused_and_leaves_the_record_alone() {
    let mut child = Record::blank(Kind::Child);
    let before = child.clone();
    for (path, typed) in [
        ("dob", "soon"),
        ("height_cm", "tall"),
        ("height_cm", "99999"),
        ("legal_status", "odd"),
        ("wheelchair", "perhaps"),
        ("school", "CH-0001"),
        ("nothing", "x"),
        ("id", "CH-0002"),
    ] {
        assert!(set(&mut child, path, typed).is_err(), "{path} {typed}");
    }
    let long = "x".repeat(10_000);
    insta::assert_snapshot!(set(&mut child, "name", &long).unwrap_err(), @"a name has at most 120 characters; this one has 10000");
    assert_eq!(child, before);
}

#[test]
fn a_patch_merges_objects_and_cannot_renumber() {
    let carer = Record::from(Carer { id: CarerId(3), name: "Kaur".parse().unwrap(), ..Carer::default() });
    let patched = patch(&carer, &json!({ "address": { "area": "LE2" }, "can_transport": true })).unwrap();
    let Record::Carer(patched) = patched else { panic!() };
    assert_eq!((&*patched.address.area, patched.can_transport, &*patched.name), ("LE2", true, "Kaur"));
    assert!(patch(&carer, &json!({ "id": "CR-0004" })).is_err());
    assert!(patch(&carer, &json!({ "colour": "blue" })).unwrap_err().contains("colour"));
    assert!(patch(&carer, &json!(7)).is_err());
}
