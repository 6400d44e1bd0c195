//! Help, the palette and the command line: three ways into the action table, all made from it.

use super::action::Call;
use super::app::Cx;
use super::layer::Layer;
use super::list::Cells;
use super::offer::{Offer, Source};
use super::picker::Picker;
use super::prompt::Prompt;
use super::theme::Tone;

/// The keys that work on a layer, to be searched; enter does what the row says. What cannot be done now comes last.
pub(super) fn keys(layer: &dyn Layer, cx: &Cx) -> Picker {
    let scope = layer.scope();
    let Some(found) = cx.keymap().scope(scope) else {
        return Picker::new("Keys", Source::fixed([]), take);
    };
    let mut calls: Vec<&Call> = Vec::new();
    for call in found.bindings.iter().map(|b| &b.call) {
        if !calls.contains(&call) {
            calls.push(call);
        }
    }
    let view = cx.view(layer);
    let offers = calls.into_iter().map(|call| {
        let chords = found.chords(|c| c == call);
        (found.may(call.action, &view), row([(chords, Tone::Key), (call.about(), Tone::Plain)], call.to_string()))
    });
    Picker::new(format!("Keys: {scope}"), Source::fixed(possible_first(offers)), take).wide()
}

/// Everything that can be done on a layer without being told more, with its keys.
pub(super) fn palette(layer: &dyn Layer, cx: &Cx) -> Picker {
    let Some(found) = cx.keymap().scope(layer.scope()) else {
        return Picker::new("What to do", Source::fixed([]), take);
    };
    let view = cx.view(layer);
    let mut offers = Vec::new();
    for action in cx.actions().iter().filter(|action| found.allows(action)) {
        let lines = match action.args.first() {
            Some(arg) if !arg.one_of.is_empty() => arg.one_of.iter().map(|w| format!("{} {w}", action.name)).collect(),
            _ => vec![action.name.to_owned()],
        };
        for line in lines {
            let call = cx.actions().read(&line).ok();
            let about = call.as_ref().map_or_else(|| action.about.to_owned(), |call| call.about());
            let chords = found.chords(|bound| Some(bound) == call.as_ref());
            offers.push((found.may(action, &view), row([(about, Tone::Plain), (chords, Tone::Key)], line)));
        }
    }
    Picker::new("What to do", Source::fixed(possible_first(offers)), take).wide()
}

fn row(said: [(String, Tone); 2], line: String) -> Offer {
    let cells = said.into_iter().chain([(line.clone(), Tone::Dim)]).collect();
    Offer { cells: Cells(cells), key: None, value: line }
}

/// What can be done now, then the rest, which says so.
fn possible_first(offers: impl IntoIterator<Item = (bool, Offer)>) -> impl Iterator<Item = Offer> {
    let (now, rest): (Vec<_>, Vec<_>) = offers.into_iter().partition(|(may, _)| *may);
    let dim = |offer: Offer| {
        let cells = offer.cells.0.into_iter().map(|(cell, _)| (cell, Tone::Dim)).take(2);
        Offer { cells: Cells(cells.chain([("not now".to_owned(), Tone::Dim)]).collect()), ..offer }
    };
    let now = now.into_iter().map(|(_, offer)| offer);
    now.chain(rest.into_iter().map(move |(_, offer)| dim(offer)))
}

fn take(offer: Offer, _: &mut dyn Layer, cx: &mut Cx) {
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
