//! The walls: which module may name which, and which outside crate, read from the source text (DESIGN section 4).
//!
//! A row of [`WALLS`] is a decision. Where code needs more than its row allows, move the code or change the row, and say
//! why in the commit.
#![expect(clippy::unwrap_used, reason = "a test that cannot go on says where")]

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

/// Module, the modules it may name, the outside crates it may name.
const WALLS: &[(&str, &[&str], &[&str])] = &[
    ("domain", &[], &["time", "jiff", "serde", "schemars", "thiserror"]),
    ("clock", &["domain"], &["time"]),
    // serde_json: the journal keeps a command's arguments as JSON, so that they outlive the command's shape
    ("codec", &["domain"], &["bincode", "serde", "serde_json", "thiserror"]),
    ("rules", &["domain"], &["time"]),
    ("panel", &["domain"], &["time"]),
    ("planner", &["domain", "rules", "panel"], &["time"]),
    ("documents", &["domain", "rules", "panel"], &["krilla", "harfrust", "minijinja", "calcard", "serde"]),
    ("reports", &["domain", "rules", "panel"], &["krilla", "harfrust", "minijinja", "calcard", "serde"]),
    (
        "store",
        &["domain", "codec"],
        &["sled", "chacha20poly1305", "sha2", "zeroize", "getrandom", "lz4_flex", "rustix", "thiserror", "serde"],
    ),
    ("exchange", &["domain"], &["serde_json", "csv", "calcard", "serde_path_to_error", "thiserror"]),
    // schemars: the JSON Schema of commands, queries and answers is made from their types
    (
        "desk",
        &["domain", "clock", "codec", "rules", "panel", "planner", "documents", "reports", "store"],
        &["serde", "schemars", "thiserror", "frizbee", "deunicode", "rphonetic"],
    ),
    ("demo", &["domain", "rules", "panel", "planner", "desk"], &[]),
    // schemars: the fields of a form are read from the record's schema
    ("lines", &["domain", "desk"], &["serde_json", "schemars", "serde", "unicode_width"]),
    ("remote", &["domain", "codec", "desk"], &["rustix", "signal_hook", "thiserror", "serde"]),
    (
        "cli",
        &["domain", "desk", "lines", "exchange"],
        &["clap", "clap_complete", "serde_json", "schemars", "serde_path_to_error"],
    ),
    (
        "tui",
        &["domain", "desk", "lines"],
        &[
            "ratatui",
            "crossterm",
            "toml",
            "serde",
            "tui_input",
            "unicode_width",
            "unicode_segmentation",
            "signal_hook",
            "serde_json",
        ],
    ),
    // toml, serde: the file that names the desk of a shared host
    ("admin", &["domain", "store", "remote", "desk", "clock", "lines"], &["rustix", "etcetera", "toml", "serde"]),
];

/// Outside crates of Cargo.toml as they are named in code.
fn outside() -> BTreeSet<String> {
    let manifest = fs::read_to_string("Cargo.toml").unwrap();
    let section = manifest.split("[dependencies]").nth(1).unwrap().split("[dev-dependencies]").next().unwrap();
    let names = section.lines().filter(|l| !l.starts_with('#')).filter_map(|l| l.split_once(" = "));
    names.map(|(name, _)| name.trim().replace('-', "_")).collect()
}

fn sources(dir: &Path, found: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(dir).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            sources(&path, found);
        } else if path.extension().is_some_and(|e| e == "rs") {
            found.push(path);
        }
    }
}

/// The code of a file without comments, strings left alone, and without its test module: tests may name anything.
fn code(path: &Path) -> String {
    let text = fs::read_to_string(path).unwrap();
    let tests = text.match_indices("#[cfg(test)]").find(|(at, _)| {
        text[*at..]
            .lines()
            .find(|l| !l.trim_start().starts_with(['#', '/']))
            .is_some_and(|l| l.contains("mod ") && l.ends_with('{'))
    });
    let text = &text[..tests.map_or(text.len(), |(at, _)| at)];
    text.lines().map(|line| line.split("//").next().unwrap_or("")).collect::<Vec<_>>().join("\n")
}

fn top_modules() -> BTreeSet<String> {
    let names = fs::read_dir("src").unwrap().map(|e| e.unwrap().path());
    names
        .filter_map(|p| p.file_stem().map(|s| s.to_string_lossy().into_owned()))
        .filter(|m| m != "lib" && m != "main")
        .collect()
}

/// Whether `text` names `path::` (or `path` in a use list) as a whole word.
fn names(text: &str, word: &str) -> bool {
    text.match_indices(word).any(|(at, _)| {
        let before = text[..at].chars().next_back();
        let after = &text[at + word.len()..];
        let whole = !before.is_some_and(|c| c.is_alphanumeric() || c == '_' || c == ':' || c == '.');
        whole && (after.starts_with("::") || after.starts_with('!'))
    })
}

fn module_of(path: &Path) -> String {
    let rest = path.strip_prefix("src").unwrap();
    let first = rest.components().next().unwrap().as_os_str().to_string_lossy().into_owned();
    first.trim_end_matches(".rs").to_owned()
}

#[test]
fn every_module_names_only_what_its_row_allows() {
    let (outside, modules) = (outside(), top_modules());
    let mut files = Vec::new();
    sources(Path::new("src"), &mut files);
    let mut broken = Vec::new();
    for path in files {
        let module = module_of(&path);
        if module == "lib" || module == "main" || is_test_file(&path) {
            continue;
        }
        let Some((_, allowed, crates)) = WALLS.iter().find(|w| w.0 == module) else {
            broken.push(format!("{}: module {module} has no row", path.display()));
            continue;
        };
        let code = code(&path);
        for other in modules.iter().filter(|m| **m != module && !allowed.contains(&m.as_str())) {
            let named = code.contains(&format!("crate::{other}::"))
                || code.contains(&format!("crate::{other};"))
                || code.contains(&format!("contactdesk::{other}"));
            if named {
                broken.push(format!("{} names {other}", path.display()));
            }
        }
        for name in outside.iter().filter(|c| !crates.contains(&c.as_str())) {
            if names(&code, name) {
                broken.push(format!("{} names the crate {name}", path.display()));
            }
        }
    }
    assert!(broken.is_empty(), "walls broken:\n{}", broken.join("\n"));
}

/// Files that hold tests only: `testing.rs`, `tests.rs`, and those under a `tests` folder of a module.
fn is_test_file(path: &Path) -> bool {
    let stem = path.file_stem().unwrap().to_string_lossy();
    stem == "testing"
        || stem == "tests"
        || stem.ends_with("_tests")
        || path.components().any(|c| c.as_os_str() == "tests")
}

#[test]
fn only_clock_reads_the_wall_clock() {
    let mut files = Vec::new();
    sources(Path::new("src"), &mut files);
    let reads = ["SystemTime::now", "OffsetDateTime::now", "Zoned::now", "Timestamp::now"];
    let outside_clock = files.iter().filter(|p| module_of(p) != "clock");
    let broken: Vec<_> =
        outside_clock.filter(|p| reads.iter().any(|r| code(p).contains(r))).map(|p| p.display().to_string()).collect();
    assert!(broken.is_empty(), "these read the wall clock: {broken:?}");
}

#[test]
fn pure_modules_reach_nothing_outside_the_process() {
    let mut files = Vec::new();
    sources(Path::new("src"), &mut files);
    let pure = ["domain", "codec", "rules", "lines", "exchange", "demo"];
    let reach = ["std::fs", "std::net", "std::env", "std::process", "std::io::std", "File::"];
    let broken: Vec<_> = files
        .iter()
        .filter(|p| pure.contains(&module_of(p).as_str()) && !is_test_file(p))
        .filter(|p| reach.iter().any(|r| code(p).contains(r)))
        .map(|p| p.display().to_string())
        .collect();
    assert!(broken.is_empty(), "these reach outside: {broken:?}");
}

#[test]
fn files_stay_small_enough_to_be_one_idea() {
    let mut files = Vec::new();
    sources(Path::new("src"), &mut files);
    let lines = |p: &PathBuf| fs::read_to_string(p).unwrap().lines().count();
    // 400 is the aim; what is over it is a table or a set of words that reads better in one place
    let broken: Vec<_> =
        files.iter().filter(|p| lines(p) > 600).map(|p| format!("{} {}", p.display(), lines(p))).collect();
    assert!(broken.is_empty(), "too long: {broken:?}");
}

#[test]
fn what_is_stored_uses_no_serde_form_that_bytes_cannot_carry() {
    let mut files = Vec::new();
    sources(Path::new("src/domain"), &mut files);
    sources(Path::new("src/desk"), &mut files);
    for path in files {
        let code = code(&path);
        for form in ["flatten", "untagged", "skip_serializing_if", "tag ="] {
            assert!(!code.contains(&format!("serde({form}")), "{} uses {form}", path.display());
        }
    }
}
