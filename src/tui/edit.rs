//! Editing one line of text, and drawing it with its cursor in view.

use super::pen::Pen;
use super::text;
use super::theme::Tone;
use ratatui::layout::Position;
use tui_input::{Input, InputRequest};
use unicode_segmentation::UnicodeSegmentation;

/// Longest line, in characters: as long as the longest note.
const LONGEST: usize = 4000;

/// Puts text in at the cursor, as far as there is room.
pub fn insert(input: &mut Input, text: &str) {
    let room = LONGEST.saturating_sub(input.value().chars().count());
    for c in text.chars().take(room) {
        input.handle(InputRequest::InsertChar(c));
    }
}

/// Draws a line being edited in `columns`, scrolled so that the cursor is in view; gives the cursor's place.
pub fn draw(pen: &mut Pen, x: u16, y: u16, columns: u16, input: &Input, tone: Tone) -> Option<Position> {
    let value = input.value();
    let at = value.char_indices().nth(input.cursor()).map_or(value.len(), |(at, _)| at);
    let mut start = 0;
    // whole graphemes leave at the left until the cursor fits
    for (_, grapheme) in value.grapheme_indices(true) {
        if text::width(&value[start..at.max(start)]) < columns.max(1) {
            break;
        }
        start += grapheme.len();
    }
    let shown = text::head(&value[start..], columns);
    pen.text(x, y, columns, shown, tone);
    pen.at(x + text::width(&value[start..at.max(start)]), y)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tui::glyphs::Glyphs;
    use crate::tui::pen::Look;
    use crate::tui::theme::Theme;
    use proptest::prelude::*;
    use ratatui::buffer::Buffer;
    use ratatui::layout::Rect;

    fn drawn(input: &Input, columns: u16) -> (String, Option<Position>) {
        let look = Look { theme: Theme::test(), glyphs: Glyphs::UTF8 };
        let mut buf = Buffer::empty(Rect::new(0, 0, columns, 1));
        let at = draw(&mut Pen::new(&mut buf, &look), 0, 0, columns, input, Tone::Plain);
        (buf.content.iter().map(|cell| cell.symbol()).collect::<String>().trim_end().to_owned(), at)
    }

    #[test]
    fn a_long_line_scrolls_with_its_cursor() {
        let mut input = Input::new("Amara Nwosu-Okafor".into());
        assert_eq!(drawn(&input, 8), ("-Okafor".into(), Some(Position::new(7, 0))));
        input.handle(InputRequest::GoToStart);
        assert_eq!(drawn(&input, 8), ("Amara Nw".into(), Some(Position::new(0, 0))));
    }

    #[test]
    fn a_paste_stops_at_the_longest_line() {
        let mut input = Input::default();
        insert(&mut input, &"x".repeat(10_000));
        assert_eq!(input.value().len(), LONGEST);
    }

    proptest! {
        #![proptest_config(crate::domain::testing::cases(256))]

        #[test]
        fn the_cursor_stays_on_the_line(value in "\\PC{0,30}", back in 0usize..40, columns in 2u16..20) {
            let mut input = Input::new(value);
            for _ in 0..back { input.handle(InputRequest::GoToPrevChar); }
            prop_assert!(drawn(&input, columns).1.is_some());
        }
    }
}
