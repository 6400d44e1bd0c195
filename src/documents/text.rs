//! Plain text of a width.

/// Columns of a page: it fits the board at 80 as well, without being broken a second time.
pub(super) const WIDE: usize = 76;

/// Columns by which what follows a break stands further in.
const FURTHER: usize = 4;

/// Lines broken between words; what follows a break stands further in than its line. A word longer than the
/// page stays whole: half an address is worse than a long line.
pub(super) fn page(lines: &[String], wide: usize) -> String {
    let mut text = String::new();
    for line in lines {
        for part in broken(line, wide) {
            text.push_str(part.trim_end());
            text.push('\n');
        }
    }
    text
}

fn broken(line: &str, wide: usize) -> Vec<String> {
    let indent = line.chars().take_while(|c| *c == ' ').count();
    let further = " ".repeat(indent + FURTHER);
    let (mut parts, mut rest) = (Vec::new(), line.to_owned());
    loop {
        let begins = rest.chars().take_while(|c| *c == ' ').count();
        let fits = rest.char_indices().nth(wide);
        let spaces = || rest.char_indices().skip(begins).filter(|(_, c)| *c == ' ').map(|(at, _)| at);
        let cut = fits.and_then(|(end, _)| spaces().take_while(|at| *at <= end).last().or_else(|| spaces().next()));
        let Some(cut) = cut else { break };
        let next = format!("{further}{}", rest[cut..].trim_start());
        rest.truncate(cut);
        parts.push(std::mem::replace(&mut rest, next));
    }
    parts.push(rest);
    parts
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_long_line_is_broken_between_words_and_a_long_word_stays_whole() {
        let lines = ["  one two three four".to_owned(), "fits".to_owned(), "x".repeat(14)];
        insta::assert_snapshot!(page(&lines, 12), @"
          one two
              three
              four
        fits
        xxxxxxxxxxxxxx
        ");
    }
}
