use super::*;
use crate::tui::action::Arg;

const ACTIONS: &[Action] = &[
    Action::new("app.back", "goes back", |_, _, _| {}),
    Action::new("app.cancel", "leaves it", |_, _, _| {}),
    Action::new("list.first", "goes to the first", |_, _, _| {}).within(&["list"]),
    Action::new("list.down", "goes down", |_, _, _| {}).within(&["list"]),
    Action::new("session.book", "books a session", |_, _, _| {}).within(&["week"]),
    Action::new("go", "shows", |_, _, _| {}).taking(&[Arg::one_of("SCREEN", &["board", "week"])]),
    Action::new("text.clear", "clears the field", |_, _, _| {}).within(&["insert"]),
];

fn file(scope: &str, text: &str) -> File {
    File { scope: scope.to_owned(), path: format!("{scope}.toml"), text: text.to_owned() }
}

fn global() -> File {
    file("global", "[keys]\n\"esc\" = \"app.back\"\n\"ctrl-c\" = \"app.cancel\"\n")
}

fn list() -> File {
    file(
        "list",
        "inherit = [\"global\"]\n[keys]\n\"j\" = \"list.down\"\n\"down\" = \"list.down\"\n\"g g\" = \"list.first\"\n\
         [groups]\n\"g\" = \"Go to\"\n",
    )
}

fn mistakes(files: &[File]) -> String {
    let (_, mistakes) = Keymap::of(files, &Actions::of(&[ACTIONS]));
    mistakes.iter().map(Mistake::to_string).collect::<Vec<_>>().join("\n")
}

#[test]
fn every_mistake_is_told_with_its_file_and_line() {
    let week = file(
        "week",
        r#"inherit = ["list", "globl"]
[keys]
"g" = "session.book"
"g  w" = "go week"
"g w" = "go week"
"s" = "sesion.book"
"ctrl-i" = "session.book"
"hyper-x" = "session.book"
"b" = "go wek"
"u" = "text.clear"
"z z" = "go board"
[groups]
"y" = "Yonder"
"#,
    );
    let insert = file("insert", "inherit = [\"list\"]\ntext = true\n[keys]\n\"j\" = \"text.clear\"\n");
    insta::assert_snapshot!(mistakes(&[week, insert, list(), global()]), @r#"
    insert.toml:4: j is text here and cannot be bound
    week.toml:1: no keymap is called globl; did you mean global?
    week.toml:3: g hides g g (list.toml:5)
    week.toml:3: g hides g w (week.toml:4)
    week.toml:5: g w is already bound in this file
    week.toml:6: no action is called sesion.book; did you mean session.book?
    week.toml:7: a terminal sends ctrl-i as tab; bind tab
    week.toml:8: no such key: "hyper-x"
    week.toml:9: go: wek is no SCREEN; did you mean week?
    week.toml:10: text.clear can be bound in insert, not in week
    week.toml:11: z has no title; name it under [groups]
    week.toml:13: [groups] names no y
    "#);
}

#[test]
fn broken_toml_strange_fields_rings_and_missing_ways_out_are_mistakes() {
    assert_eq!(
        mistakes(&[file("a", "[keys]\n\"j\" = \n"), global()]).lines().next().map(|l| &l[..9]),
        Some("a.toml:1:")
    );
    assert!(mistakes(&[file("a", "inherits = []\n")]).contains("unknown field `inherits`"));
    insta::assert_snapshot!(
        mistakes(&[file("a", "inherit = [\"b\"]\n"), file("b", "inherit = [\"a\"]\n")]), @r"
    a.toml:1: b would inherit itself
    a.toml:1: ctrl-c must be bound in a
    a.toml:1: esc must be bound in a
    b.toml:1: a would inherit itself
    b.toml:1: ctrl-c must be bound in b
    b.toml:1: esc must be bound in b
    ");
}

#[test]
fn keys_run_wait_or_are_unbound() {
    let (keymap, mistakes) = Keymap::of(&[list(), global()], &Actions::of(&[ACTIONS]));
    assert_eq!(mistakes, []);
    let said = |keys: &str| match keymap.find("list", &chord(keys).unwrap()) {
        Found::Run(call) => call.to_string(),
        Found::Pending => "…".into(),
        Found::Unbound => "unbound".into(),
    };
    assert_eq!(
        ["j", "g", "g g", "g x", "esc", "x"].map(said),
        ["list.down", "…", "list.first", "unbound", "app.back", "unbound"]
    );
}

#[test]
fn the_users_file_wins_and_nothing_unbinds() {
    let own = file("list", "[keys]\n\"g g\" = \"nothing\"\n\"g\" = \"list.first\"\n\"j\" = \"go week\"\n");
    let (keymap, mistakes) = Keymap::of(&[own, list(), global()], &Actions::of(&[ACTIONS]));
    assert_eq!(mistakes, []);
    let scope = keymap.scope("list").unwrap();
    let lines: Vec<String> = scope.after(&[]).iter().map(|h| format!("{}  {}", h.keys, h.about)).collect();
    insta::assert_snapshot!(lines.join("\n"), @"
    g  goes to the first
    j  week: shows
    down  goes down
    esc  goes back
    ctrl-c  leaves it
    ");
}

#[test]
fn a_text_scope_leaves_inherited_characters_to_the_text() {
    let insert = file("insert", "inherit = [\"list\"]\ntext = true\n");
    let (keymap, mistakes) = Keymap::of(&[insert, list(), global()], &Actions::of(&[ACTIONS]));
    assert_eq!(mistakes, []);
    assert_eq!(keymap.find("insert", &chord("j").unwrap()), Found::Unbound);
    assert!(matches!(keymap.find("insert", &chord("down").unwrap()), Found::Run(_)));
}

#[test]
fn the_hint_box_shows_groups_and_joins_keys_that_do_the_same() {
    let (keymap, _) = Keymap::of(&[list(), global()], &Actions::of(&[ACTIONS]));
    let scope = keymap.scope("list").unwrap();
    let rows: Vec<_> = scope.after(&[]).into_iter().map(|h| (h.keys, h.about)).take(2).collect();
    assert_eq!(rows, [("j, down".into(), "goes down".into()), ("g".into(), "Go to…".into())]);
    assert_eq!(scope.after(&chord("g").unwrap())[0].keys, "g");
}

#[test]
fn the_embedded_keymaps_are_those_in_the_folder() {
    let mut there: Vec<String> =
        std::fs::read_dir("keymaps").unwrap().map(|e| e.unwrap().file_name().into_string().unwrap()).collect();
    there.sort();
    let mut ours: Vec<String> = shipped().iter().map(|f| format!("{}.toml", f.scope)).collect();
    ours.sort();
    assert_eq!(ours, there);
}

#[test]
fn the_shipped_keymaps_have_no_mistakes() {
    let (_, mistakes) = Keymap::load(&[], &crate::tui::actions());
    assert_eq!(mistakes, []);
}

#[test]
fn a_broken_file_of_the_users_leaves_the_shipped_keys_in_force() {
    let actions = crate::tui::actions();
    let own = file("list", "[keys]\n\"j\" = \"lits.down\"\n");
    let (keymap, mistakes) = Keymap::load(std::slice::from_ref(&own), &actions);
    assert_eq!(mistakes.len(), 1, "{mistakes:?}");
    assert_eq!(keymap, Keymap::load(&[], &actions).0);
    let (_, mistakes) = Keymap::load(&[file("lsit", "")], &actions);
    assert_eq!(
        mistakes.iter().map(ToString::to_string).collect::<Vec<_>>(),
        ["lsit.toml:1: there is no scope called lsit"]
    );
}

#[test]
fn a_folder_or_one_file_is_read_and_what_is_not_there_is_an_error() {
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("board.toml");
    std::fs::write(&path, "[keys]\n").unwrap();
    std::fs::write(dir.path().join("notes.txt"), "not a keymap").unwrap();
    assert_eq!(own(dir.path()).unwrap(), own(&path).unwrap());
    assert_eq!(own(&path).unwrap()[0].scope, "board");
    assert!(own(&dir.path().join("none.toml")).is_err());
}

#[test]
fn the_tables_for_readme_name_every_own_binding_once() {
    let (keymap, _) = Keymap::of(&[list(), global()], &Actions::of(&[ACTIONS]));
    insta::assert_snapshot!(keymap.markdown(), @r"
    ### global

    | keys | does | action |
    |---|---|---|
    | `esc` | goes back | app.back |
    | `ctrl-c` | leaves it | app.cancel |

    ### list

    With the keys of global.

    | keys | does | action |
    |---|---|---|
    | `j, down` | goes down | list.down |
    | `g g` | goes to the first | list.first |
    ");
}
