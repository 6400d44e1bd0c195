//! Keymaps: which chord runs which action, in which scope. One TOML file per scope, one line per binding.
//!
//! In every scope no chord is the beginning of another, so a key runs, waits or is unbound at once, without timeouts.
//! A scope is therefore a list, not a tree: a chord is found by comparing it with each.

mod load;
mod shipped;
mod stroke;

pub use shipped::shipped;
pub use stroke::{BadKey, Stroke, chord, spelt};

use super::action::{Action, Actions, Call};
use super::layer::View;
use std::collections::BTreeMap;
use std::fmt::{self, Write};
use std::path::{Path, PathBuf};

/// A keymap file.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct File {
    /// The scope it is for: the file's name without `.toml`.
    pub scope: String,
    /// Where it is, for messages.
    pub path: String,
    /// What it says.
    pub text: String,
}

/// A mistake in a keymap file.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub struct Mistake {
    /// The file.
    pub path: String,
    /// The line, from 1.
    pub line: usize,
    /// What is wrong.
    pub what: String,
}

impl Mistake {
    fn new(file: &File, line: usize, what: impl Into<String>) -> Self {
        Self { path: file.path.clone(), line, what: what.into() }
    }
}

impl fmt::Display for Mistake {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}: {}", self.path, self.line, self.what)
    }
}

/// A chord and what it runs.
#[derive(Clone, PartialEq, Debug)]
pub struct Binding {
    /// The keys, in order.
    pub strokes: Vec<Stroke>,
    /// What they run.
    pub call: Call,
    /// The file it stands in.
    path: String,
    /// The line there.
    line: usize,
}

/// The bindings of one scope, what it inherits included.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Scope {
    /// Whether plain characters are text.
    pub text: bool,
    /// The scopes it takes bindings from, its own name first.
    pub inherits: Vec<String>,
    /// Every binding, its own first, in the order of the files.
    pub bindings: Vec<Binding>,
    groups: Vec<(Vec<Stroke>, String)>,
}

impl Scope {
    /// The title of a prefix.
    pub fn title(&self, prefix: &[Stroke]) -> Option<&str> {
        self.groups.iter().find(|(p, _)| p == prefix).map(|(_, title)| title.as_str())
    }

    /// Whether an action belongs here.
    pub fn allows(&self, action: &Action) -> bool {
        action.scopes.is_empty() || action.scopes.iter().any(|s| self.inherits.iter().any(|i| i == s))
    }

    /// Whether an action can be done on what is shown now.
    pub fn may(&self, action: &Action, view: &View) -> bool {
        self.allows(action) && action.can(view)
    }

    /// What can follow some keys: what to press, what it does, and the call where it is one. Keys that do the same stand
    /// together.
    pub fn after(&self, prefix: &[Stroke]) -> Vec<Hint<'_>> {
        let mut hints: Vec<Hint> = Vec::new();
        for binding in self.bindings.iter().filter(|b| b.strokes.starts_with(prefix)) {
            let (next, rest) = (&binding.strokes[prefix.len()..=prefix.len()], &binding.strokes[prefix.len() + 1..]);
            let key = spelt(next);
            if rest.is_empty() {
                match hints.iter_mut().find(|h| h.call == Some(&binding.call)) {
                    Some(hint) => hint.keys = format!("{}, {key}", hint.keys),
                    None => hints.push(Hint { keys: key, about: binding.call.about(), call: Some(&binding.call) }),
                }
            } else if !hints.iter().any(|h| h.call.is_none() && h.keys == key) {
                let title = self.title(&binding.strokes[..=prefix.len()]).unwrap_or_default();
                hints.push(Hint { keys: key, about: format!("{title}…"), call: None });
            }
        }
        hints
    }

    /// The chords that run an action without arguments or as called, nicely joined: `j, down`.
    pub fn chords(&self, wanted: impl Fn(&Call) -> bool) -> String {
        let found = self.bindings.iter().filter(|b| wanted(&b.call)).map(|b| spelt(&b.strokes));
        found.collect::<Vec<_>>().join(", ")
    }
}

/// A row of the hint box and of help.
#[derive(Clone, PartialEq, Debug)]
pub struct Hint<'a> {
    /// What to press.
    pub keys: String,
    /// What it does.
    pub about: String,
    /// What it runs; nothing where more keys follow.
    pub call: Option<&'a Call>,
}

/// What some keys come to.
#[derive(Clone, PartialEq, Debug)]
pub enum Found<'a> {
    /// They run this.
    Run(&'a Call),
    /// More keys must follow.
    Pending,
    /// Nothing begins like this.
    Unbound,
}

/// All scopes.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Keymap {
    scopes: BTreeMap<String, Scope>,
}

impl Keymap {
    /// The shipped keymaps with the user's over them. Where the user's have mistakes, the shipped ones alone serve, and
    /// every mistake is told.
    pub fn load(own: &[File], actions: &Actions) -> (Self, Vec<Mistake>) {
        let shipped = shipped();
        let (known, strange): (Vec<File>, Vec<File>) =
            own.iter().cloned().partition(|file| shipped.iter().any(|s| s.scope == file.scope));
        let strange =
            strange.iter().map(|file| Mistake::new(file, 1, format!("there is no scope called {}", file.scope)));
        let (keymap, mistakes) = load::load(&[known.as_slice(), &shipped].concat(), actions);
        let mistakes: Vec<Mistake> = strange.chain(mistakes).collect();
        if mistakes.is_empty() || own.is_empty() {
            return (keymap, mistakes);
        }
        (load::load(&shipped, actions).0, mistakes)
    }

    /// From these files alone; where two are of the same scope, the earlier wins.
    pub fn of(files: &[File], actions: &Actions) -> (Self, Vec<Mistake>) {
        load::load(files, actions)
    }

    /// A scope by name.
    pub fn scope(&self, name: &str) -> Option<&Scope> {
        self.scopes.get(name)
    }

    /// What some keys come to in a scope.
    pub fn find(&self, scope: &str, strokes: &[Stroke]) -> Found<'_> {
        let Some(scope) = self.scope(scope) else { return Found::Unbound };
        let mut begins = scope.bindings.iter().filter(|b| b.strokes.starts_with(strokes));
        match begins.next() {
            Some(binding) if binding.strokes.len() == strokes.len() => Found::Run(&binding.call),
            Some(_) => Found::Pending,
            None => Found::Unbound,
        }
    }

    /// A table of every scope's own bindings, for README.
    pub fn markdown(&self) -> String {
        // writing to a string cannot fail
        let mut out = String::new();
        for (name, scope) in &self.scopes {
            let _ = write!(out, "### {name}\n\n");
            if let [_, parents @ ..] = scope.inherits.as_slice()
                && !parents.is_empty()
            {
                let _ = write!(out, "With the keys of {}.\n\n", parents.join(", "));
            }
            out.push_str("| keys | does | action |\n|---|---|---|\n");
            let mut seen: Vec<&Call> = Vec::new();
            for binding in &scope.bindings {
                let inherited = scope.inherits[1..].iter().filter_map(|s| self.scope(s));
                let inherited = inherited.flat_map(|s| &s.bindings).any(|b| b == binding);
                if inherited || seen.contains(&&binding.call) {
                    continue;
                }
                seen.push(&binding.call);
                let chords = scope.chords(|call| *call == binding.call).replace('|', "\\|");
                let _ = writeln!(out, "| `{chords}` | {} | {} |", binding.call.about(), binding.call);
            }
            out.push('\n');
        }
        out
    }
}

/// The user's keymap files: the `.toml` files of a folder, or one file.
pub fn own(path: &Path) -> std::io::Result<Vec<File>> {
    let mut paths = vec![path.to_owned()];
    if path.is_dir() {
        paths = std::fs::read_dir(path)?.map(|entry| Ok(entry?.path())).collect::<std::io::Result<_>>()?;
        paths.retain(|path| path.extension().is_some_and(|e| e == "toml"));
        paths.sort();
    }
    let read = |path: &PathBuf| {
        let scope = path.file_stem().and_then(|s| s.to_str()).unwrap_or_default().to_owned();
        Ok(File { scope, path: path.display().to_string(), text: std::fs::read_to_string(path)? })
    };
    paths.iter().map(read).collect()
}

#[cfg(test)]
mod tests;
