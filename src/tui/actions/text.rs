//! Editing the line that is being edited.

use crate::tui::action::Action;
use crate::tui::app::Cx;
use crate::tui::layer::Layer;
use tui_input::InputRequest;

const TEXT: &[&str] = &["text"];

fn edit(layer: &mut dyn Layer, cx: &mut Cx, request: InputRequest) {
    let Some(input) = layer.input() else { return };
    if input.handle(request).is_some_and(|changed| changed.value) {
        layer.edited(cx);
    }
}

macro_rules! edits {
    ($($name:literal $about:literal $request:ident,)*) => {
        &[$(Action::new($name, $about, |layer, cx, _| edit(layer, cx, InputRequest::$request)).within(TEXT)),*]
    };
}

pub(super) const ACTIONS: &[Action] = edits! {
    "text.left" "goes a letter left" GoToPrevChar,
    "text.right" "goes a letter right" GoToNextChar,
    "text.word_left" "goes a word left" GoToPrevWord,
    "text.word_right" "goes a word right" GoToNextWord,
    "text.start" "goes to the start of the line" GoToStart,
    "text.end" "goes to the end of the line" GoToEnd,
    "text.delete_left" "deletes the letter to the left" DeletePrevChar,
    "text.delete" "deletes the letter under the cursor" DeleteNextChar,
    "text.delete_word" "deletes the word to the left" DeletePrevWord,
    "text.delete_end" "deletes to the end of the line" DeleteTillEnd,
    "text.clear" "empties the line" DeleteLine,
};
