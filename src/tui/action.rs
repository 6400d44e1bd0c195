//! Actions: what a key, the palette or `:` can name. A row per action; keymaps, help, palette and `:` read the rows.

use super::app::Cx;
use super::layer::{Layer, View};
use super::text;
use crate::desk::commands::command_row;
use crate::domain::Role;
use std::fmt;

/// Something a key, the palette or `:` can name.
pub struct Action {
    /// `session.book`.
    pub name: &'static str,
    /// What it does, in a few words, to be read after its key: `books a session`.
    pub about: &'static str,
    /// The scopes it belongs to, or to one that inherits them; none for everywhere.
    pub scopes: &'static [&'static str],
    /// What it takes.
    pub args: &'static [Arg],
    /// The command of the desk that it gives in the end, where it is not called like it.
    pub gives: Option<&'static str>,
    /// What else decides whether it can be done now; shown dim where it cannot.
    pub may: fn(&View) -> bool,
    /// Does it to the top layer.
    pub run: fn(&mut dyn Layer, &mut Cx, &Args),
}

impl Action {
    /// An action without arguments that can always be done: a start for the rows of a table.
    pub const fn new(name: &'static str, about: &'static str, run: fn(&mut dyn Layer, &mut Cx, &Args)) -> Self {
        Self { name, about, scopes: &[], args: &[], gives: None, may: |_| true, run }
    }

    /// Only in these scopes and those that inherit them.
    #[must_use]
    pub const fn within(mut self, scopes: &'static [&'static str]) -> Self {
        self.scopes = scopes;
        self
    }

    /// With these arguments.
    #[must_use]
    pub const fn taking(mut self, args: &'static [Arg]) -> Self {
        self.args = args;
        self
    }

    /// It gives this command in the end.
    #[must_use]
    pub const fn giving(mut self, command: &'static str) -> Self {
        self.gives = Some(command);
        self
    }

    /// Only when this holds.
    #[must_use]
    pub const fn when(mut self, may: fn(&View) -> bool) -> Self {
        self.may = may;
        self
    }

    /// Whether it is for somebody of that role. What gives a command of the desk is for those who may: a form that cannot
    /// be saved in the end is not opened.
    pub fn is_for(&self, role: Role) -> bool {
        command_row(self.gives.unwrap_or(self.name)).is_none_or(|row| row.roles.contains(&role))
    }

    /// Whether it can be done now, by whose desk this is.
    pub fn can(&self, view: &View) -> bool {
        self.is_for(view.here.role) && (self.may)(view)
    }

    /// Whether every argument may be left out.
    pub fn runs_bare(&self) -> bool {
        self.args.iter().all(|a| a.optional)
    }
}

impl fmt::Debug for Action {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name)
    }
}

/// An action on one kind of layer: the closure gets the layer itself.
///
/// `on!(Board, "day.next", "shows the next day", |board, cx, args| board.step(cx, 1))`
#[macro_export]
macro_rules! on {
    ($layer:ty, $name:expr, $about:expr, |$it:ident, $cx:pat_param, $args:pat_param| $body:expr) => {
        $crate::tui::Action::new($name, $about, |layer, cx, args| match $crate::tui::layer::downcast::<$layer>(layer) {
            Some($it) => {
                let ($cx, $args) = (cx, args);
                $body;
            }
            None => cx.refuse(concat!("that cannot be done here: it ", $about)),
        })
    };
}

/// What an action takes.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Arg {
    /// What it is called: `DATE`.
    pub name: &'static str,
    /// The words it may be; none for any. The last argument of that sort takes the rest of the line.
    pub one_of: &'static [&'static str],
    /// Whether it may be left out.
    pub optional: bool,
}

impl Arg {
    /// Any text.
    pub const fn text(name: &'static str) -> Self {
        Self { name, one_of: &[], optional: false }
    }

    /// One of these words.
    pub const fn one_of(name: &'static str, words: &'static [&'static str]) -> Self {
        Self { name, one_of: words, optional: false }
    }

    /// May be left out.
    #[must_use]
    pub const fn optional(mut self) -> Self {
        self.optional = true;
        self
    }
}

/// The arguments of a call, in order.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Args(Vec<String>);

impl Args {
    /// The argument at a place, if it was given.
    pub fn get(&self, at: usize) -> Option<&str> {
        self.0.get(at).map(String::as_str)
    }
}

/// An action with its arguments: what a key is bound to, what was typed after `:`.
#[derive(Clone, Debug)]
pub struct Call {
    /// The action.
    pub action: &'static Action,
    /// Its arguments.
    pub args: Args,
}

impl PartialEq for Call {
    fn eq(&self, other: &Self) -> bool {
        self.action.name == other.action.name && self.args == other.args
    }
}

impl Call {
    /// What it does, in a few words, the words it was given with it.
    pub fn about(&self) -> String {
        if self.args.0.is_empty() {
            self.action.about.to_owned()
        } else {
            // what tells two of them apart first: lists are cut at their end
            format!("{}: {}", self.args.0.join(" "), self.action.about)
        }
    }
}

impl fmt::Display for Call {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.action.name)?;
        self.args.0.iter().try_for_each(|arg| write!(f, " {arg}"))
    }
}

/// All actions there are.
#[derive(Clone, Debug, Default)]
pub struct Actions(Vec<&'static Action>);

impl Actions {
    /// From the tables of each noun.
    pub fn of(tables: &[&'static [Action]]) -> Self {
        Self(tables.iter().flat_map(|table| table.iter()).collect())
    }

    /// All of them, in the order of the tables.
    pub fn iter(&self) -> impl Iterator<Item = &'static Action> + '_ {
        self.0.iter().copied()
    }

    /// The action of that name.
    pub fn get(&self, name: &str) -> Option<&'static Action> {
        self.iter().find(|action| action.name == name)
    }

    /// Reads a command line: what a key is bound to, and what is typed after `:`.
    pub fn read(&self, line: &str) -> Result<Call, String> {
        let mut words = line.split_whitespace();
        let name = words.next().unwrap_or_default();
        let Some(action) = self.get(name) else {
            let near = text::nearest(name, self.iter().map(|a| a.name));
            return Err(match near {
                Some(near) => format!("no action is called {name}; did you mean {near}?"),
                None => format!("no action is called {name}"),
            });
        };
        let mut given: Vec<String> = words.map(str::to_owned).collect();
        if let Some(last) = action.args.len().checked_sub(1)
            && action.args[last].one_of.is_empty()
            && given.len() > last
        {
            let rest = given.split_off(last).join(" ");
            given.push(rest);
        }
        if given.len() > action.args.len() {
            return Err(format!("{name} takes no {}", given[action.args.len()]));
        }
        for (at, arg) in action.args.iter().enumerate() {
            match given.get(at) {
                None if !arg.optional => return Err(format!("{name} needs {}", arg.name)),
                Some(word) if !arg.one_of.is_empty() && !arg.one_of.contains(&word.as_str()) => {
                    let near = text::nearest(word, arg.one_of.iter().copied());
                    let meant = near.map_or_else(|| arg.one_of.join(", "), |near| format!("did you mean {near}?"));
                    return Err(format!("{name}: {} is no {}; {meant}", word, arg.name));
                }
                _ => {}
            }
        }
        Ok(Call { action, args: Args(given) })
    }

    /// What a half-typed command line may become, best first.
    pub fn complete(&self, line: &str) -> Vec<String> {
        let Some((name, rest)) = line.split_once(' ') else {
            let mut names: Vec<&str> = self.iter().map(|a| a.name).filter(|n| text::matches(n, line)).collect();
            names.sort_by_key(|name| !name.starts_with(line));
            return names.into_iter().map(str::to_owned).collect();
        };
        let Some(action) = self.get(name) else { return Vec::new() };
        let typed: Vec<&str> = rest.split(' ').collect();
        let Some(arg) = action.args.get(typed.len() - 1) else { return Vec::new() };
        let (before, last) = (&typed[..typed.len() - 1], typed[typed.len() - 1]);
        let words = arg.one_of.iter().filter(|word| word.starts_with(last));
        words.map(|word| [&[name], before, &[*word]].concat().join(" ")).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const ACTIONS: &[Action] = &[
        Action::new("go", "goes to a screen", |_, _, _| {}).taking(&[Arg::one_of("SCREEN", &["board", "week"])]),
        Action::new("find", "looks something up", |_, _, _| {}).taking(&[Arg::text("TEXT").optional()]),
        Action::new("app.quit", "quits", |_, _, _| {}),
    ];

    #[test]
    fn a_command_line_is_read_or_refused_with_the_way_out() {
        let actions = Actions::of(&[ACTIONS]);
        let said = |line: &str| actions.read(line).map_or_else(|why| why, |call| format!("{call} ({})", call.about()));
        insta::assert_snapshot!(["go week", "go wek", "go", "go week board", "find Ama R", "find", "app.qiut", ""].map(said).join("\n"), @"
        go week (week: goes to a screen)
        go: wek is no SCREEN; did you mean week?
        go needs SCREEN
        go takes no board
        find Ama R (Ama R: looks something up)
        find (looks something up)
        no action is called app.qiut; did you mean app.quit?
        no action is called
        ");
    }

    #[test]
    fn a_command_line_is_completed_by_name_and_word() {
        let actions = Actions::of(&[ACTIONS]);
        assert_eq!(actions.complete("q"), ["app.quit"]);
        assert_eq!(actions.complete("go w"), ["go week"]);
        assert_eq!(actions.complete("find a"), Vec::<String>::new());
    }
}
