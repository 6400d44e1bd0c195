//! One key press, as people write it and as a terminal sends it.

use crossterm::event::{KeyCode, KeyEvent, KeyModifiers};
use std::fmt;

/// One key press in the only spelling a terminal can be relied on to send: `j`, `G`, `ctrl-s`, `shift-tab`, `f5`.
///
/// A character carries its own case, so shift is never kept with one.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub struct Stroke {
    code: KeyCode,
    mods: KeyModifiers,
}

/// Why a key cannot be bound as written.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum BadKey {
    /// There is no such key.
    Unknown(String),
    /// A terminal sends something else for it.
    SentAs(String, Stroke),
    /// A terminal sends nothing of its own for it.
    NeverSent(String),
}

impl fmt::Display for BadKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Unknown(written) => write!(f, "no such key: {written:?}"),
            Self::SentAs(written, sent) => write!(f, "a terminal sends {written} as {sent}; bind {sent}"),
            Self::NeverSent(written) => write!(f, "a terminal has no way to send {written}"),
        }
    }
}

/// Names of the keys that are not characters.
const NAMES: &[(&str, KeyCode)] = &[
    ("space", KeyCode::Char(' ')),
    ("minus", KeyCode::Char('-')),
    ("enter", KeyCode::Enter),
    ("esc", KeyCode::Esc),
    ("tab", KeyCode::Tab),
    ("backspace", KeyCode::Backspace),
    ("delete", KeyCode::Delete),
    ("insert", KeyCode::Insert),
    ("left", KeyCode::Left),
    ("right", KeyCode::Right),
    ("up", KeyCode::Up),
    ("down", KeyCode::Down),
    ("home", KeyCode::Home),
    ("end", KeyCode::End),
    ("pageup", KeyCode::PageUp),
    ("pagedown", KeyCode::PageDown),
];

impl Stroke {
    const fn new(code: KeyCode, mods: KeyModifiers) -> Self {
        Self { code, mods }
    }

    /// A key without modifiers.
    pub const fn plain(code: KeyCode) -> Self {
        Self::new(code, KeyModifiers::NONE)
    }

    /// The key code.
    pub fn code(self) -> KeyCode {
        self.code
    }

    /// The character it types, if it types one.
    pub fn character(self) -> Option<char> {
        match self.code {
            KeyCode::Char(c) if self.mods.is_empty() => Some(c),
            _ => None,
        }
    }

    /// What crossterm should be told for this press: for editing fields and for tests.
    pub fn event(self) -> KeyEvent {
        KeyEvent::new(self.code, self.mods)
    }

    /// Reads one key as people write it.
    pub fn parse(written: &str) -> Result<Self, BadKey> {
        let unknown = || BadKey::Unknown(written.to_owned());
        let (mut rest, mut mods) = (written, KeyModifiers::NONE);
        let prefixes = [("ctrl-", KeyModifiers::CONTROL), ("alt-", KeyModifiers::ALT), ("shift-", KeyModifiers::SHIFT)];
        while let Some((prefix, modifier)) = prefixes.iter().find(|(p, _)| rest.starts_with(p)) {
            if mods.contains(*modifier) {
                return Err(unknown());
            }
            mods |= *modifier;
            rest = &rest[prefix.len()..];
        }
        let code = code(rest).ok_or_else(unknown)?;
        let sent = Self::sent(code, mods).ok_or_else(|| BadKey::NeverSent(written.to_owned()))?;
        let exact = sent.code == code && sent.mods == mods;
        let shift_tab = sent.code == KeyCode::BackTab && code == KeyCode::Tab && mods == KeyModifiers::SHIFT;
        if exact || shift_tab { Ok(sent) } else { Err(BadKey::SentAs(written.to_owned(), sent)) }
    }

    /// What a terminal without extended protocols sends for a key; `None` where it sends nothing.
    fn sent(code: KeyCode, mods: KeyModifiers) -> Option<Self> {
        let alt = mods & KeyModifiers::ALT;
        let ctrl = mods.contains(KeyModifiers::CONTROL);
        let shift = mods.contains(KeyModifiers::SHIFT);
        Some(match code {
            KeyCode::Char(c) if ctrl => match c.to_ascii_lowercase() {
                'i' => Self::new(KeyCode::Tab, alt),
                // line feed: some terminals send it for enter
                'm' | 'j' => Self::new(KeyCode::Enter, alt),
                '[' => Self::new(KeyCode::Esc, KeyModifiers::NONE),
                // delete to the left: some terminals send it for backspace
                'h' => Self::new(KeyCode::Backspace, alt),
                c @ ('a'..='z' | ' ') => Self::new(KeyCode::Char(c), alt | KeyModifiers::CONTROL),
                _ => return None,
            },
            KeyCode::Char(c) if shift && c.is_lowercase() => Self::new(KeyCode::Char(upper(c)), alt),
            KeyCode::Char(c) if shift && !c.is_uppercase() && c != ' ' => return None,
            KeyCode::Char(c) => Self::new(KeyCode::Char(c), alt),
            KeyCode::BackTab => Self::plain(KeyCode::BackTab),
            KeyCode::Tab if shift => Self::plain(KeyCode::BackTab),
            KeyCode::Enter | KeyCode::Tab | KeyCode::Backspace => Self::new(code, alt),
            KeyCode::Esc => Self::plain(KeyCode::Esc),
            _ => Self::new(code, mods & (KeyModifiers::CONTROL | KeyModifiers::ALT | KeyModifiers::SHIFT)),
        })
    }
}

fn upper(c: char) -> char {
    let mut upper = c.to_uppercase();
    match (upper.next(), upper.next()) {
        (Some(one), None) => one,
        _ => c,
    }
}

fn code(name: &str) -> Option<KeyCode> {
    if let Some((_, code)) = NAMES.iter().find(|(n, _)| *n == name) {
        return Some(*code);
    }
    if let Some(number) = name.strip_prefix('f').and_then(|n| n.parse::<u8>().ok()) {
        return (1..=12).contains(&number).then_some(KeyCode::F(number));
    }
    let mut chars = name.chars();
    let one = chars.next()?;
    // the space and the hyphen separate: they have names
    let writable = chars.next().is_none() && !one.is_control() && !one.is_whitespace() && one != '-';
    writable.then_some(KeyCode::Char(one))
}

impl From<KeyEvent> for Stroke {
    /// What crossterm saw, in our one spelling.
    fn from(event: KeyEvent) -> Self {
        // typed already shifted: the character is the answer, whatever shift says
        let mods = match event.code {
            KeyCode::Char(_) if !event.modifiers.contains(KeyModifiers::CONTROL) => {
                let shifted = matches!(event.code, KeyCode::Char(c) if c.is_lowercase());
                if shifted { event.modifiers } else { event.modifiers - KeyModifiers::SHIFT }
            }
            _ => event.modifiers,
        };
        Self::sent(event.code, mods).unwrap_or(Self::new(event.code, event.modifiers))
    }
}

impl fmt::Display for Stroke {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let named = [(KeyModifiers::CONTROL, "ctrl-"), (KeyModifiers::ALT, "alt-"), (KeyModifiers::SHIFT, "shift-")];
        for (modifier, prefix) in named {
            if self.mods.contains(modifier) {
                f.write_str(prefix)?;
            }
        }
        match (self.code, NAMES.iter().find(|(_, code)| *code == self.code)) {
            (_, Some((name, _))) => f.write_str(name),
            (KeyCode::BackTab, _) => f.write_str("shift-tab"),
            (KeyCode::F(n), _) => write!(f, "f{n}"),
            (KeyCode::Char(c), _) => write!(f, "{c}"),
            (code, _) => write!(f, "{}", format!("{code:?}").to_lowercase()),
        }
    }
}

/// Reads a chord: keys separated by one or more spaces.
pub fn chord(written: &str) -> Result<Vec<Stroke>, BadKey> {
    let strokes: Vec<Stroke> = written.split_whitespace().map(Stroke::parse).collect::<Result<_, _>>()?;
    if strokes.is_empty() { Err(BadKey::Unknown(written.to_owned())) } else { Ok(strokes) }
}

/// Prints a chord as it parses.
pub fn spelt(strokes: &[Stroke]) -> String {
    strokes.iter().map(Stroke::to_string).collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn said(written: &str) -> String {
        match Stroke::parse(written) {
            Ok(stroke) => stroke.to_string(),
            Err(why) => why.to_string(),
        }
    }

    #[test]
    fn keys_are_written_as_people_say_them() {
        for key in
            ["j", "G", "ctrl-s", "alt-left", "shift-tab", "space", "minus", "f5", "?", ":", "alt-x", "é", "ctrl-space"]
        {
            assert_eq!(said(key), key);
        }
    }

    #[test]
    fn what_a_terminal_cannot_send_is_refused_with_what_it_sends() {
        insta::assert_snapshot!(
            ["ctrl-i", "ctrl-m", "ctrl-j", "ctrl-[", "ctrl-h", "ctrl-A", "shift-a", "ctrl-shift-x", "shift-enter", "ctrl-tab",
             "shift-1", "ctrl-1", "hyper-x", "f13", "ctrl-ctrl-a", "-", "shift-space"].map(said).join("\n"), @r#"
        a terminal sends ctrl-i as tab; bind tab
        a terminal sends ctrl-m as enter; bind enter
        a terminal sends ctrl-j as enter; bind enter
        a terminal sends ctrl-[ as esc; bind esc
        a terminal sends ctrl-h as backspace; bind backspace
        a terminal sends ctrl-A as ctrl-a; bind ctrl-a
        a terminal sends shift-a as A; bind A
        a terminal sends ctrl-shift-x as ctrl-x; bind ctrl-x
        a terminal sends shift-enter as enter; bind enter
        a terminal sends ctrl-tab as tab; bind tab
        a terminal has no way to send shift-1
        a terminal has no way to send ctrl-1
        no such key: "hyper-x"
        no such key: "f13"
        no such key: "ctrl-ctrl-a"
        no such key: "-"
        a terminal sends shift-space as space; bind space
        "#);
    }

    #[test]
    fn what_crossterm_sends_is_what_is_written() {
        let sent = |code, mods| Stroke::from(KeyEvent::new(code, mods)).to_string();
        assert_eq!(sent(KeyCode::BackTab, KeyModifiers::SHIFT), "shift-tab");
        assert_eq!(sent(KeyCode::Char('G'), KeyModifiers::SHIFT), "G");
        assert_eq!(sent(KeyCode::Char('?'), KeyModifiers::SHIFT), "?");
        assert_eq!(sent(KeyCode::Char('j'), KeyModifiers::CONTROL), "enter");
        assert_eq!(sent(KeyCode::Char('h'), KeyModifiers::CONTROL), "backspace");
        assert_eq!(sent(KeyCode::Char(' '), KeyModifiers::CONTROL), "ctrl-space");
    }

    fn any_code() -> impl Strategy<Value = KeyCode> {
        let named = proptest::sample::select(NAMES.iter().map(|(_, c)| *c).collect::<Vec<_>>());
        prop_oneof![
            named,
            any::<char>().prop_map(KeyCode::Char),
            (1u8..=12).prop_map(KeyCode::F),
            Just(KeyCode::BackTab)
        ]
    }

    proptest! {
        #![proptest_config(crate::domain::testing::cases(256))]

        #[test]
        fn a_key_prints_as_it_parses(code in any_code(), mods in 0u8..8) {
            let stroke = Stroke::from(KeyEvent::new(code, KeyModifiers::from_bits_truncate(mods)));
            // a press that has no spelling cannot be bound, but it must still print
            if let Ok(again) = Stroke::parse(&stroke.to_string()) {
                prop_assert_eq!(again, stroke);
            }
        }

        #[test]
        fn reading_any_text_as_a_key_never_panics(text in ".{0,12}") {
            let _ = chord(&text);
        }
    }
}
