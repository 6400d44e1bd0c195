//! Records as JSON lines: one record a line, `{"child": {"name": "Amara Khan"}}`.
//!
//! Reading finds every mistake of a file with its line and place, so that one round of corrections is enough.

use crate::domain::*;

/// The longest line: what a record may take in the store.
pub const LINE: usize = 64 * 1024;

/// The most mistakes that are listed.
pub const LISTED: usize = 200;

/// Something wrong with a line.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Mistake {
    /// The line, from 1.
    pub line: usize,
    /// Where in it: `child.dob`; nothing for all of it.
    pub path: String,
    /// What is wrong.
    pub what: String,
}

/// What a file holds.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Parsed {
    /// The records that could be read.
    pub records: Vec<Record>,
    /// The line of each.
    pub lines: Vec<usize>,
    /// What is wrong, by line.
    pub mistakes: Vec<Mistake>,
}

/// Reads a file. Empty lines are passed over.
pub fn read(file: &[u8]) -> Parsed {
    let mut parsed = Parsed::default();
    let file = file.strip_prefix("\u{feff}".as_bytes()).unwrap_or(file);
    for (index, bytes) in file.split(|b| *b == b'\n').enumerate() {
        let line = index + 1;
        match record(bytes) {
            Ok(None) => {}
            Ok(Some(record)) => {
                let wrong = record.check().into_iter();
                parsed.mistakes.extend(wrong.map(|w| Mistake { line, path: w.field, what: w.what }));
                parsed.records.push(record);
                parsed.lines.push(line);
            }
            Err((path, what)) => parsed.mistakes.push(Mistake { line, path, what }),
        }
    }
    parsed
}

fn record(bytes: &[u8]) -> Result<Option<Record>, (String, String)> {
    let whole = |what: String| (String::new(), what);
    if bytes.len() > LINE {
        return Err(whole(format!("is longer than {} KiB", LINE / 1024)));
    }
    let text = std::str::from_utf8(bytes).map_err(|_| whole("is not UTF-8 text".to_owned()))?.trim();
    if text.is_empty() {
        return Ok(None);
    }
    let mut json = serde_json::Deserializer::from_str(text);
    let record = serde_path_to_error::deserialize(&mut json).map_err(|why| {
        let path = why.path().to_string();
        let column = why.inner().column();
        // a line is one line of JSON: the line number serde counts would mislead
        let what = why.inner().to_string();
        let what = what.rsplit_once(" at line ").map_or(what.as_str(), |(what, _)| what).to_owned();
        let what = if path == "." || path == "?" { format!("column {column}: {what}") } else { what };
        (path.trim_matches(['.', '?']).to_owned(), what)
    })?;
    json.end().map_err(|_| whole("holds more than one record".to_owned()))?;
    Ok(Some(record))
}

/// A record as a line, without the line break.
pub fn line(record: &Record) -> Result<String, String> {
    serde_json::to_string(record).map_err(|why| format!("{} cannot be written: {why}", record.key()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn mistakes(file: &str) -> String {
        let say = |m: &Mistake| format!("{}: {} {}", m.line, m.path, m.what);
        read(file.as_bytes()).mistakes.iter().map(say).collect::<Vec<_>>().join("\n")
    }

    #[test]
    fn every_kind_is_read_as_it_is_written() {
        for kind in Kind::ALL {
            let record = Record::blank(*kind);
            let text = line(&record).unwrap();
            assert_eq!(read(text.as_bytes()).records, [record]);
        }
    }

    #[test]
    fn every_mistake_is_found_with_its_line_and_place() {
        let long = "x".repeat(10_000);
        let file = [
            r#"{"child":{"name":"Amara"}}"#,
            r#"{"child":{"name":"Theo","dob":"2026-02-30"}}"#,
            "",
            r#"{"chidl":{"name":"Theo"}}"#,
            r#"{"child":{"name":"Theo","colour":"red"}}"#,
            r#"{"child":{"name":""}}"#,
            r#"{"child":{"name":"#,
            r#"{"child":{"name":"A"}} {"child":{"name":"B"}}"#,
            &format!(r#"{{"child":{{"name":"{long}"}}}}"#),
            "👪",
            r#"{"carer":{"name":"Kaur","address":{"class":"hidden"}}}"#,
        ]
        .join("\r\n");
        insta::assert_snapshot!(mistakes(&file), @"
        2: child.dob “2026-02-30” is not a date; write it as 2026-11-27
        4:  column 8: unknown variant `chidl`, expected one of `child`, `party`, `carer`, `placement`, `arrangement`, `court_order`, `agreement`, `risk_assessment`, `no_meet_rule`, `session`, `site`, `room`, `closure`, `school_calendar`, `officer`, `absence`, `driver`, `vehicle`, `travel`, `user`, `setting`, `decision`, `task`, `access`, `incident`, `letter`, `appointment`, `day_note`, `shift`, `professional`, `panel`, `sitting`, `referral`, `panel_paper`, `agenda_item`, `interest`, `panel_action`, `service_request`, `registration`
        5: child.colour unknown field `colour`, expected one of `id`, `name`, `known_as`, `case_no`, `dob`, `legal_status`, `legal_since`, `ethnicity`, `religion`, `language`, `interpreter`, `mobility`, `wheelchair`, `medical`, `diet`, `height_cm`, `school`, `team`, `social_worker`, `social_worker_phone`, `team_manager`, `iro`, `guardian`, `sibling_group`, `wishes`, `wishes_on`, `observance`, `keep_free`, `aim`, `restricted_to`, `heard_as`, `notes`, `life`
        6: name is missing
        7: child.name EOF while parsing a value
        8:  holds more than one record
        9: child.name a name has at most 120 characters; this one has 10000
        10:  column 1: expected value
        11: carer.address.class unknown variant `hidden`, expected one of `open`, `professionals`, `secret`
        ");
    }

    #[test]
    fn a_line_of_any_length_and_any_bytes_is_refused_in_words() {
        let mut file = vec![b'x'; LINE + 1];
        file.extend(b"\n\xff\xfe\n");
        let parsed = read(&file);
        let what: Vec<_> = parsed.mistakes.iter().map(|m| (m.line, m.what.as_str())).collect();
        assert_eq!(what, [(1, "is longer than 64 KiB"), (2, "is not UTF-8 text")]);
        assert_eq!(read(b"\xef\xbb\xbf{\"child\":{\"name\":\"A\"}}\n").records.len(), 1);
    }
}
