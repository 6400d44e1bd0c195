//! What README shows is what the program does: its screens, command lines and tables are made again here and compared.
//! `CONTACTDESK_README=write cargo test --test readme` writes what is so now.
//!
//! A line `<!-- press: b "Amara" enter -->` goes before a screen of the board, with the keys that lead there from the
//! screen before; `<!-- run: show C-0001 -->` before the output of a command line, `<!-- run 8: … -->` before its first
//! lines; `<!-- table: rules -->` before a table.
#![expect(clippy::unwrap_used, reason = "a test that cannot go on says where")]

#[expect(dead_code, reason = "this binary uses a part of it")]
mod support;

use contactdesk::cli::{self, Io};
use contactdesk::demo;
use contactdesk::desk::commands::{COMMANDS, Import, RecordAdd};
use contactdesk::desk::queries::QUERIES;
use contactdesk::desk::{Command, Desk, Order};
use contactdesk::domain::*;
use contactdesk::rules::RULES;
use contactdesk::rules::duties::{DUTIES, Means};
use contactdesk::tui::screens::board::Board;
use contactdesk::tui::testing::Journey;
use std::ffi::OsString;
use std::fmt::Write;
use std::sync::Arc;
use support::*;

/// The demo's service around the test's day, used by whoever made it, as `demo` has it.
fn demo_house() -> House {
    let house = House::empty();
    let maker = house.seat("root");
    for records in demo::history(demo::Options::new(1, house.now.day)) {
        let over = Some("invented data".parse().unwrap());
        maker.execute(Order { command: Command::from(Import { records }), over }).unwrap();
    }
    let name: Name = "you".parse().unwrap();
    let you = User { account: name.clone(), name, role: Role::Admin, ..User::default() };
    run(&maker, RecordAdd { record: you.into() }).unwrap();
    house
}

/// Keys and, in quotes, text.
fn press(journey: &mut Journey, keys: &str) {
    for (nth, part) in keys.split('"').enumerate() {
        match part.trim() {
            "" => {}
            _ if nth % 2 == 1 => drop(journey.types(part)),
            keys => drop(journey.press(keys)),
        }
    }
}

fn output(desk: &dyn Desk, line: &str) -> String {
    let (mut out, mut err) = (Vec::new(), Vec::new());
    let mut io = Io { out: &mut out, err: &mut err, stdin: &mut std::io::empty(), width: 80 };
    let args = std::iter::once("contactdesk").chain(line.split(' ')).map(OsString::from);
    match cli::parse(args, &mut io) {
        Ok(args) => drop(cli::run(&args, desk, &mut io)),
        Err(status) => panic!("{line}: {}", status.0),
    }
    String::from_utf8([out, err].concat()).unwrap()
}

fn roles(roles: &[Role]) -> String {
    match roles.len() {
        n if n == Role::ALL.len() => "everyone".to_owned(),
        _ => roles.iter().map(|r| r.said()).collect::<Vec<_>>().join(", "),
    }
}

fn table(name: &str) -> String {
    let mut text = String::new();
    match name {
        "commands" => {
            text.push_str("| command | does | for |\n|---|---|---|\n");
            for row in COMMANDS {
                writeln!(text, "| `{}` | {} | {} |", row.name, row.about, roles(row.roles)).unwrap();
            }
        }
        "queries" => {
            text.push_str("| question | answers with | for |\n|---|---|---|\n");
            for row in QUERIES {
                writeln!(text, "| `{}` | {} | {} |", row.name, row.about, roles(row.roles)).unwrap();
            }
        }
        "rules" => {
            text.push_str("| rule | asks | |\n|---|---|---|\n");
            for rule in RULES {
                writeln!(text, "| `{}` | {} | {} |", rule.name, rule.about, rule.severity.said()).unwrap();
            }
        }
        "duties" => {
            text.push_str("| | asks | seen to by |\n|---|---|---|\n");
            for hard in DUTIES {
                let means: Vec<_> =
                    hard.means.iter().map(|m| (m.sort().to_owned(), format!("`{}`", m.name()))).collect();
                writeln!(text, "| {} | {} | {} |", hard.id, hard.about, contactdesk::lines::sees_to(&means)).unwrap();
            }
        }
        keys => {
            let actions = contactdesk::tui::actions();
            let all = contactdesk::tui::keymap::Keymap::load(&[], &actions).0.markdown();
            let scope = all.split("### ").find(|part| part.starts_with(keys));
            let scope = scope.unwrap_or_else(|| panic!("README wants a table called {keys}"));
            text.extend(scope.lines().filter(|l| l.starts_with('|')).map(|l| format!("{l}\n")));
        }
    }
    text
}

/// README with everything between its marks made anew.
fn made_anew(readme: &str) -> String {
    let house = demo_house();
    let desk = Arc::new(house.seat("you"));
    let mut journey = Journey::over(desk.clone(), Board::new(house.now.day), 80, 24);
    let mut lines = readme.lines();
    let mut text = String::new();
    while let Some(line) = lines.next() {
        writeln!(text, "{line}").unwrap();
        let Some(mark) = line.strip_prefix("<!-- ").and_then(|l| l.strip_suffix(" -->")) else { continue };
        let Some((what, rest)) = mark.split_once(": ").or_else(|| mark.strip_suffix(':').map(|what| (what, ""))) else {
            continue;
        };
        let made = match what.split(' ').collect::<Vec<_>>().as_slice() {
            ["press"] => {
                press(&mut journey, rest);
                format!("```text\n{}\n```\n", journey.screen().trim_end())
            }
            ["run"] => format!("```text\n$ contactdesk {rest}\n{}```\n", output(&*desk, rest)),
            ["run", first] => {
                let first: usize = first.parse().unwrap();
                let all = output(&*desk, rest);
                let some: Vec<&str> = all.lines().take(first).collect();
                format!("```text\n$ contactdesk {rest}\n{}\n...\n```\n", some.join("\n"))
            }
            ["table"] => table(rest),
            _ => continue,
        };
        text.push_str(&made);
        // the old block goes
        if what == "table" {
            for rest in lines.by_ref() {
                if !rest.starts_with('|') {
                    writeln!(text, "{rest}").unwrap();
                    break;
                }
            }
        } else {
            assert_eq!(lines.next(), Some("```text"), "a block follows {line}");
            lines.by_ref().find(|l| *l == "```").unwrap();
        }
    }
    text
}

#[test]
fn what_sees_to_a_hard_rule_is_there() {
    let actions = contactdesk::tui::actions();
    let documents = contactdesk::desk::DocumentKind::ALL;
    for hard in DUTIES {
        for means in hard.means {
            let there = match means {
                Means::Rule(name) => RULES.iter().any(|rule| rule.name == *name),
                Means::Command(name) => COMMANDS.iter().any(|row| row.name == *name),
                Means::Prompt(name) => actions.get(name).is_some(),
                Means::Line(name) => documents.iter().any(|document| document.said() == *name),
            };
            assert!(there, "{} names {means:?}", hard.id);
        }
    }
}

#[test]
fn what_readme_shows_is_so() {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/README.md");
    let readme = std::fs::read_to_string(path).unwrap();
    let anew = made_anew(&readme);
    if std::env::var("CONTACTDESK_README").is_ok_and(|v| v == "write") {
        std::fs::write(path, &anew).unwrap();
        return;
    }
    let differs = readme.lines().zip(anew.lines()).position(|(is, shall)| is != shall);
    if let Some(at) = differs {
        let (is, shall) = (readme.lines().nth(at).unwrap(), anew.lines().nth(at).unwrap());
        panic!("README.md line {}:\n  says {is}\n  is   {shall}\nCONTACTDESK_README=write writes it", at + 1);
    }
    assert_eq!(readme.lines().count(), anew.lines().count(), "README.md ends early or late");
}
