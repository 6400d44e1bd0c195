//! Text in columns: measured as ratatui measures it, cut between graphemes, wrapped between words.

use std::borrow::Cow;
use unicode_segmentation::UnicodeSegmentation;
use unicode_width::UnicodeWidthStr;

/// Columns a text takes: grapheme by grapheme, as it is put into cells. Some scripts are narrower as a whole.
pub fn width(text: &str) -> u16 {
    let columns = if text.is_ascii() { text.len() } else { text.graphemes(true).map(UnicodeWidthStr::width).sum() };
    u16::try_from(columns).unwrap_or(u16::MAX)
}

/// Characters that would reorder or hide what stands beside them; a name must not do that to a line.
fn unruly(c: char) -> bool {
    matches!(c, '\u{200b}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2069}' | '\u{feff}')
}

/// A text that stays on its line: control characters become spaces, direction marks go.
pub fn tame(text: &str) -> Cow<'_, str> {
    if text.chars().any(|c| c.is_control() || unruly(c)) {
        let tamed = text.chars().filter(|c| !unruly(*c));
        Cow::Owned(tamed.map(|c| if c.is_control() { ' ' } else { c }).collect())
    } else {
        Cow::Borrowed(text)
    }
}

/// A text in at most `columns`, ending in `mark` where something is left out.
pub fn cut<'a>(text: &'a str, columns: u16, mark: &str) -> Cow<'a, str> {
    if width(text) <= columns {
        return Cow::Borrowed(text);
    }
    let mark = if width(mark) <= columns { mark } else { "" };
    let mut out = head(text, columns - width(mark)).to_owned();
    out.push_str(mark);
    Cow::Owned(out)
}

/// The longest start of a text that fits.
pub fn head(text: &str, columns: u16) -> &str {
    let mut used = 0;
    for (at, grapheme) in text.grapheme_indices(true) {
        used += width(grapheme);
        if used > columns {
            return &text[..at];
        }
    }
    text
}

/// Lines of at most `columns`, broken between words; a word longer than a line is broken between graphemes.
pub fn wrap(text: &str, columns: u16) -> Vec<String> {
    let columns = columns.max(1);
    let mut lines = Vec::new();
    for paragraph in text.lines() {
        let mut line = String::new();
        for word in paragraph.split_whitespace() {
            let gap = u16::from(!line.is_empty());
            if width(&line) + gap + width(word) > columns && !line.is_empty() {
                lines.push(std::mem::take(&mut line));
            }
            if !line.is_empty() {
                line.push(' ');
            }
            let mut rest = word;
            while width(rest) > columns {
                let mut start = head(rest, columns);
                // a grapheme wider than the line cannot be shown: it stands alone, and what follows it is not lost
                if start.is_empty() {
                    start = rest.graphemes(true).next().unwrap_or(rest);
                }
                lines.push(start.to_owned());
                rest = &rest[start.len()..];
            }
            line.push_str(rest);
        }
        lines.push(line);
    }
    lines
}

/// Whether every word of `wanted` is somewhere in `text`, whatever the case.
pub fn matches(text: &str, wanted: &str) -> bool {
    let text = text.to_lowercase();
    wanted.to_lowercase().split_whitespace().all(|word| text.contains(word))
}

/// The nearest of some names to what was written, if it is near enough to be meant.
pub fn nearest<'a>(written: &str, names: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let best = names.into_iter().map(|name| (distance(written, name), name)).min()?;
    let near = 1 + written.chars().count() / 4;
    (best.0 <= near).then_some(best.1)
}

/// Letters to put in, leave out, change or swap with a neighbour to make one text the other.
fn distance(a: &str, b: &str) -> usize {
    let (a, b): (Vec<char>, Vec<char>) = (a.chars().collect(), b.chars().collect());
    let mut rows: Vec<Vec<usize>> = vec![(0..=b.len()).collect()];
    for i in 1..=a.len() {
        let mut row = vec![i];
        for j in 1..=b.len() {
            let change = rows[i - 1][j - 1] + usize::from(a[i - 1] != b[j - 1]);
            let mut least = change.min(rows[i - 1][j] + 1).min(row[j - 1] + 1);
            if i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1] {
                least = least.min(rows[i - 2][j - 2] + 1);
            }
            row.push(least);
        }
        rows.push(row);
    }
    rows[a.len()][b.len()]
}

/// What fits keeps its columns; what does not is broken between words, and the rest stands further in.
pub(crate) fn broken(line: &str, wide: u16) -> Vec<String> {
    if width(line) <= wide {
        return vec![line.to_owned()];
    }
    let indent = line.len() - line.trim_start().len();
    let further = " ".repeat((indent + 2).min(wide as usize / 4));
    let lines = wrap(line.trim_start(), wide.saturating_sub(further.len() as u16));
    let first = " ".repeat(indent.min(further.len()));
    lines.into_iter().enumerate().map(|(n, part)| format!("{}{part}", if n == 0 { &first } else { &further })).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn names_are_cut_between_graphemes_and_measured_in_columns() {
        let cuts =
            ["Łukasz", "O’Brien", "李小龙", "e\u{301}ve\u{301}", "Ann"].map(|name| cut(name, 4, "…").into_owned());
        assert_eq!(cuts, ["Łuk…", "O’B…", "李…", "e\u{301}ve\u{301}", "Ann"]);
        assert_eq!(width("李小龙"), 6);
        assert_eq!(cut("long", 0, "…"), "");
    }

    #[test]
    fn a_name_cannot_turn_a_line_round_or_break_it() {
        assert_eq!(tame("Ann\u{202e}eil\nB\u{1b}[2J"), "Anneil B [2J");
        assert!(matches!(tame("Ann"), Cow::Borrowed("Ann")));
    }

    #[test]
    fn text_wraps_between_words() {
        assert_eq!(wrap("the room is taken until 14:30", 12), ["the room is", "taken until", "14:30"]);
        assert_eq!(wrap("aaaaaaa b", 3), ["aaa", "aaa", "a b"]);
        assert_eq!(wrap("one\n\ntwo", 9), ["one", "", "two"]);
    }

    #[test]
    fn a_slip_of_the_fingers_is_guessed() {
        let names = ["session.book", "session.move", "app.quit"];
        assert_eq!(nearest("sesion.book", names), Some("session.book"));
        assert_eq!(nearest("session.mvoe", names), Some("session.move"));
        assert_eq!(nearest("nonsense", names), None);
    }

    proptest! {
        #![proptest_config(crate::domain::testing::cases(256))]

        #[test]
        fn a_cut_text_always_fits(text in "\\PC{0,40}", columns in 0u16..30) {
            prop_assert!(width(&cut(&text, columns, "…")) <= columns);
            for line in wrap(&text, columns.max(2)) {
                // a few signs are wider than two columns and cannot be broken; the pen leaves them out
                let whole = line.graphemes(true).count() == 1;
                prop_assert!(whole || width(&line) <= columns.max(2), "{line:?}");
            }
        }
    }
}
