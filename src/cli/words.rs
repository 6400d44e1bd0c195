//! Words: what is nearly right, what serde says for a person, and a line parted into its words.

use crate::desk::Refusal;
use crate::domain::civil;

/// The longest message, in characters.
const LONGEST: usize = 600;

/// What serde says, for a person: a long list of what would have been right becomes what is nearest, and what was quoted
/// is cut.
pub(super) fn mistake(what: &str) -> String {
    let (head, list) = what.split_once(", expected one of ").unwrap_or((what, ""));
    let names: Vec<&str> = list.split(", ").map(|n| n.trim_matches('`')).filter(|n| !n.is_empty()).collect();
    if names.len() > 16 {
        let wrong = head.split('`').nth(1).unwrap_or_default();
        return match near(wrong, &names) {
            near if near.is_empty() => plain(head),
            near => plain(&format!("{head}; did you mean {}?", near.join(", "))),
        };
    }
    plain(what)
}

fn plain(what: &str) -> String {
    let mut cut: String = what.chars().take(LONGEST).map(|c| if c.is_control() { '\u{fffd}' } else { c }).collect();
    if what.chars().nth(LONGEST).is_some() {
        cut.push('…');
    }
    cut
}

/// Whether there is such a name; if not, those that are near.
pub(super) fn known(name: &str, sort: &str, names: &[&str]) -> Result<(), Refusal> {
    if names.contains(&name) {
        return Ok(());
    }
    let near = near(name, names);
    let hint = if near.is_empty() {
        "contactdesk ask commands lists them".to_owned()
    } else {
        format!("did you mean {}?", near.join(", "))
    };
    Err(Refusal::usage("name", format!("there is no {sort} called {}", civil::quoted(name))).hinted(hint))
}

/// The names that are nearly it, or hold it; the nearest three.
fn near<'a>(name: &str, names: &[&'a str]) -> Vec<&'a str> {
    let mut near: Vec<(usize, &str)> = names.iter().map(|n| (distance(name, n), *n)).collect();
    near.retain(|(far, n)| *far <= 2.max(n.len() / 5) || (name.len() > 2 && n.contains(name)));
    near.sort_unstable();
    near.into_iter().take(3).map(|(_, n)| n).collect()
}

/// How many letters must be changed to make one word of another.
fn distance(a: &str, b: &str) -> usize {
    let b: Vec<char> = b.chars().collect();
    let mut row: Vec<usize> = (0..=b.len()).collect();
    for (i, x) in a.chars().take(60).enumerate() {
        let mut left = i + 1;
        let mut above_left = std::mem::replace(&mut row[0], left);
        for (j, y) in b.iter().enumerate() {
            let above = row[j + 1];
            left = (above_left + usize::from(x != *y)).min(above + 1).min(left + 1);
            above_left = above;
            row[j + 1] = left;
        }
    }
    row[b.len()]
}

/// A line as words, as a shell would part it, with quotation marks and without anything else a shell does. `None` where a
/// mark is not closed.
pub(super) fn split(line: &str) -> Option<Vec<String>> {
    let (mut words, mut word, mut mark) = (Vec::new(), None::<String>, None);
    for c in line.chars() {
        match (mark, c) {
            (Some(open), c) if c == open => mark = None,
            (None, '"' | '\'') => {
                mark = Some(c);
                word.get_or_insert_default();
            }
            (None, c) if c.is_whitespace() => words.extend(word.take()),
            (_, c) => word.get_or_insert_default().push(c),
        }
    }
    words.extend(word);
    mark.is_none().then_some(words)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::desk::COMMANDS;

    #[test]
    fn a_name_that_is_nearly_right_is_suggested() {
        let names: Vec<&str> = COMMANDS.iter().map(|row| row.name).collect();
        let hint = |name: &str| known(name, "command", &names).unwrap_err().hint.unwrap();
        assert_eq!(hint("sesion.book"), "did you mean session.book?");
        assert!(hint("book").contains("session.book"));
        assert_eq!(hint("xyzzyplugh"), "contactdesk ask commands lists them");
        assert!(known("undo", "command", &names).is_ok());
        assert_eq!((distance("kitten", "sitting"), distance("", "abc"), distance("abc", "")), (3, 3, 3));
    }

    #[test]
    fn long_lists_of_what_would_be_right_become_the_nearest() {
        let names: Vec<String> = (0..20).map(|n| format!("`field_{n}`")).chain(["`height_cm`".to_owned()]).collect();
        let what = format!("unknown field `height`, expected one of {}", names.join(", "));
        assert_eq!(mistake(&what), "unknown field `height`; did you mean height_cm?");
        assert_eq!(mistake(&what.replace("height`,", "zz`,")), "unknown field `zz`");
        assert_eq!(
            mistake("unknown variant `a`, expected one of `b`, `c`"),
            "unknown variant `a`, expected one of `b`, `c`"
        );
        assert_eq!(mistake(&"x".repeat(10_000)).chars().count(), LONGEST + 1);
    }

    #[test]
    fn a_line_is_words_and_nothing_a_shell_would_do() {
        let words = |line: &str| split(line).map(|words| words.join("|"));
        assert_eq!(words("contactdesk  next smith").unwrap(), "contactdesk|next|smith");
        assert_eq!(words("next 'jack smith' \"\" o\"'\"brien").unwrap(), "next|jack smith||o'brien");
        assert_eq!(words("day; rm -rf $HOME `id`").unwrap(), "day;|rm|-rf|$HOME|`id`");
        assert_eq!((words(""), words("find \"x")), (Some(String::new()), None));
    }
}
