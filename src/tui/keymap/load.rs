//! From keymap files to scopes, with every mistake on the way.

use super::stroke::{chord, spelt};
use super::{Binding, File, Keymap, Mistake, Scope, Stroke};
use crate::tui::action::Actions;
use serde::Deserialize;
use std::collections::{BTreeMap, BTreeSet};
use toml::Spanned;

/// What a file says, as TOML reads it.
#[derive(Deserialize, Default)]
#[serde(deny_unknown_fields, default)]
struct Raw {
    inherit: Vec<Spanned<String>>,
    text: bool,
    keys: BTreeMap<Spanned<String>, Spanned<String>>,
    groups: BTreeMap<Spanned<String>, String>,
}

/// A file, parsed.
struct Page<'a> {
    file: &'a File,
    raw: Raw,
    /// In the file's order; the strokes, then what is bound: nothing where it unbinds.
    keys: Vec<(Vec<Stroke>, Option<Binding>)>,
    groups: Vec<(Vec<Stroke>, String, usize)>,
}

/// The files of one scope, the user's before the shipped.
type Pages<'a> = BTreeMap<&'a str, Vec<Page<'a>>>;

/// Builds the keymap from files; where two are of the same scope, the earlier wins.
pub(super) fn load(files: &[File], actions: &Actions) -> (Keymap, Vec<Mistake>) {
    let mut mistakes = BTreeSet::new();
    let mut pages: Pages = BTreeMap::new();
    for file in files {
        let page = parse(file, &mut mistakes);
        pages.entry(&file.scope).or_default().push(page);
    }
    for scope in pages.values_mut() {
        let is_text = scope.iter().any(|page| page.raw.text);
        for page in scope {
            read_keys(page, is_text, actions, &mut mistakes);
        }
    }
    let mut keymap = Keymap::default();
    for name in pages.keys() {
        let scope = flatten(name, &pages, &mut mistakes);
        check(&scope, &pages, &mut mistakes);
        keymap.scopes.insert((*name).to_owned(), scope);
    }
    (keymap, mistakes.into_iter().collect())
}

fn line_of(text: &str, at: usize) -> usize {
    1 + text.bytes().take(at).filter(|b| *b == b'\n').count()
}

fn parse<'a>(file: &'a File, mistakes: &mut BTreeSet<Mistake>) -> Page<'a> {
    let raw = toml::from_str(&file.text).unwrap_or_else(|why: toml::de::Error| {
        let line = line_of(&file.text, why.span().map_or(0, |span| span.start));
        mistakes.insert(Mistake::new(file, line, why.message()));
        Raw::default()
    });
    Page { file, raw, keys: Vec::new(), groups: Vec::new() }
}

fn read_keys(page: &mut Page, is_text: bool, actions: &Actions, mistakes: &mut BTreeSet<Mistake>) {
    let file = page.file;
    let line = |at: &Spanned<String>| line_of(&file.text, at.span().start);
    let mut wrong = |line: usize, what: String| {
        mistakes.insert(Mistake::new(file, line, what));
    };
    let mut entries: Vec<_> = page.raw.keys.iter().collect();
    entries.sort_by_key(|(key, _)| key.span().start);
    for (key, value) in entries {
        let at = line(key);
        let strokes = match chord(key.get_ref()) {
            Ok(strokes) => strokes,
            Err(why) => {
                wrong(at, why.to_string());
                continue;
            }
        };
        if is_text && strokes[0].character().is_some() {
            wrong(at, format!("{} is text here and cannot be bound", strokes[0]));
            continue;
        }
        if page.keys.iter().any(|(s, _)| *s == strokes) {
            wrong(at, format!("{} is already bound in this file", spelt(&strokes)));
            continue;
        }
        let binding = if value.get_ref().trim() == "nothing" {
            None
        } else {
            match actions.read(value.get_ref()) {
                Ok(call) => Some(Binding { strokes: strokes.clone(), call, path: file.path.clone(), line: at }),
                Err(why) => {
                    wrong(line(value), why);
                    continue;
                }
            }
        };
        page.keys.push((strokes, binding));
    }
    for (key, title) in &page.raw.groups {
        match chord(key.get_ref()) {
            Ok(strokes) => page.groups.push((strokes, title.clone(), line(key))),
            Err(why) => wrong(line(key), why.to_string()),
        }
    }
}

/// The scopes a scope inherits, nearest first, each once; its own name first.
fn lineage<'a>(name: &'a str, pages: &'a Pages, mistakes: &mut BTreeSet<Mistake>) -> Vec<&'a str> {
    fn walk<'a>(
        name: &'a str,
        pages: &'a Pages,
        under: &mut Vec<&'a str>,
        found: &mut Vec<&'a str>,
        mistakes: &mut BTreeSet<Mistake>,
    ) {
        if !found.contains(&name) {
            found.push(name);
        }
        under.push(name);
        // the first file that says anything about inheriting decides
        let decides = pages.get(name).and_then(|files| files.iter().find(|p| !p.raw.inherit.is_empty()));
        for parent in decides.iter().flat_map(|page| page.raw.inherit.iter().map(move |p| (page.file, p))) {
            let (file, parent) = parent;
            let line = line_of(&file.text, parent.span().start);
            let parent = parent.get_ref().as_str();
            if !pages.contains_key(parent) {
                let near = crate::tui::text::nearest(parent, pages.keys().copied());
                let meant = near.map_or(String::new(), |near| format!("; did you mean {near}?"));
                mistakes.insert(Mistake::new(file, line, format!("no keymap is called {parent}{meant}")));
            } else if under.contains(&parent) {
                mistakes.insert(Mistake::new(file, line, format!("{parent} would inherit itself")));
            } else {
                walk(parent, pages, under, found, mistakes);
            }
        }
        under.pop();
    }
    let mut found = Vec::new();
    walk(name, pages, &mut Vec::new(), &mut found, mistakes);
    found
}

fn flatten(name: &str, pages: &Pages, mistakes: &mut BTreeSet<Mistake>) -> Scope {
    let lineage = lineage(name, pages, mistakes);
    let text = pages[name].iter().any(|page| page.raw.text);
    let mut scope = Scope { text, inherits: lineage.iter().map(|s| (*s).to_owned()).collect(), ..Scope::default() };
    let mut taken: BTreeSet<String> = BTreeSet::new();
    for page in lineage.iter().flat_map(|s| &pages[s]) {
        for (strokes, binding) in &page.keys {
            let is_typed = text && strokes[0].character().is_some();
            if is_typed || !taken.insert(spelt(strokes)) {
                continue;
            }
            scope.bindings.extend(binding.clone());
        }
    }
    for page in lineage.iter().flat_map(|s| &pages[s]) {
        for (strokes, title, _) in &page.groups {
            if scope.title(strokes).is_none() && scope.bindings.iter().any(|b| b.strokes.starts_with(strokes)) {
                scope.groups.push((strokes.clone(), title.clone()));
            }
        }
    }
    scope
}

/// What must hold of a scope with all it inherits.
fn check(scope: &Scope, pages: &Pages, mistakes: &mut BTreeSet<Mistake>) {
    let name = scope.inherits[0].as_str();
    let here = &pages[name][0].file;
    let mut wrong = |path: &str, line: usize, what: String| {
        mistakes.insert(Mistake { path: path.to_owned(), line, what });
    };
    for short in &scope.bindings {
        for long in &scope.bindings {
            if long.strokes.len() > short.strokes.len() && long.strokes.starts_with(&short.strokes) {
                let (s, l) = (spelt(&short.strokes), spelt(&long.strokes));
                wrong(&short.path, short.line, format!("{s} hides {l} ({}:{})", long.path, long.line));
            }
        }
        for end in 1..short.strokes.len() {
            if scope.title(&short.strokes[..end]).is_none() {
                let prefix = spelt(&short.strokes[..end]);
                wrong(&short.path, short.line, format!("{prefix} has no title; name it under [groups]"));
            }
        }
    }
    for page in &pages[name] {
        for (strokes, _, line) in &page.groups {
            // what another file unbinds is still named
            let mut keys = scope.inherits.iter().flat_map(|s| &pages[s.as_str()]).flat_map(|page| &page.keys);
            let leads = keys.any(|(keys, _)| keys.len() > strokes.len() && keys.starts_with(strokes));
            if !leads {
                wrong(&page.file.path, *line, format!("[groups] names no {}", spelt(strokes)));
            }
        }
        for binding in page.keys.iter().filter_map(|(_, b)| b.as_ref()) {
            if !scope.allows(binding.call.action) {
                let scopes = binding.call.action.scopes.join(", ");
                let what = format!("{} can be bound in {scopes}, not in {name}", binding.call.action.name);
                wrong(&binding.path, binding.line, what);
            }
        }
    }
    for needed in ["ctrl-c", "esc"] {
        if !scope.bindings.iter().any(|b| spelt(&b.strokes) == needed) {
            wrong(&here.path, 1, format!("{needed} must be bound in {name}"));
        }
    }
}
