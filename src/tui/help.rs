//! Help, the palette and the command line: three ways into the action table, all made from it.

use super::action::Call;
use super::app::Cx;
use super::list::Cells;
use super::offer::{Offer, Source};
use super::picker::Picker;
use super::prompt::Prompt;
use super::theme::Tone;

/// The keys of a scope, to be searched; enter does what the row says.
pub(super) fn keys(scope: &str, cx: &Cx) -> Picker {
    let Some(found) = cx.keymap().scope(scope) else {
        return Picker::new("Keys", Source::fixed([]), take);
    };
    let mut calls: Vec<&Call> = Vec::new();
    for call in found.bindings.iter().map(|b| &b.call) {
        if !calls.contains(&call) {
            calls.push(call);
        }
    }
    let offers = calls.into_iter().map(|call| {
        let chords = found.chords(|c| c == call);
        let cells = vec![(chords, Tone::Key), (call.about(), Tone::Plain), (call.to_string(), Tone::Dim)];
        Offer { cells: Cells(cells), key: None, value: call.to_string() }
    });
    Picker::new(format!("Keys: {scope}"), Source::fixed(offers), take)
}

/// Everything that can be done in a scope without being told more, with its keys.
pub(super) fn palette(scope: &str, cx: &Cx) -> Picker {
    let found = cx.keymap().scope(scope);
    let here = cx.actions().iter().filter(|a| found.is_some_and(|s| s.allows(a)));
    let mut offers = Vec::new();
    for action in here {
        let lines = match action.args.first() {
            Some(arg) if !arg.one_of.is_empty() => arg.one_of.iter().map(|w| format!("{} {w}", action.name)).collect(),
            _ => vec![action.name.to_owned()],
        };
        for line in lines {
            let call = cx.actions().read(&line).ok();
            let about = call.as_ref().map_or_else(|| action.about.to_owned(), |call| call.about());
            let chords = found.map_or(String::new(), |s| s.chords(|bound| Some(bound) == call.as_ref()));
            let cells = vec![(about, Tone::Plain), (chords, Tone::Key), (line.clone(), Tone::Dim)];
            offers.push(Offer { cells: Cells(cells), key: None, value: line });
        }
    }
    Picker::new("What to do", Source::fixed(offers), take)
}

fn take(offer: Offer, _: &mut dyn super::layer::Layer, cx: &mut Cx) {
    match cx.actions().read(&offer.value) {
        Ok(call) => cx.run(call),
        // it needs to be told more
        Err(_) => cx.push(command(&format!("{} ", offer.value))),
    }
}

/// The command line: an action's name and what it takes.
pub(super) fn command(line: &str) -> Prompt<Call> {
    Prompt::new("Command", |line, cx| cx.actions().read(line), |call, _, cx| cx.run(call)).with(line).completing(
        |line, cx| {
            let about = |line: &String| {
                let name = line.split(' ').next().unwrap_or_default();
                cx.actions().get(name).map_or(String::new(), |action| action.about.to_owned())
            };
            cx.actions().complete(line).into_iter().map(|line| (line.clone(), about(&line))).collect()
        },
    )
}
