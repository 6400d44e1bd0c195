//! What things look like: a tone for each meaning, a style for each tone. Meaning never rests on colour alone.

use ratatui::style::{Color, Modifier, Style};

/// What a piece of text means on the screen. Themes turn it into a style.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum Tone {
    /// Ordinary text.
    #[default]
    Plain,
    /// Less important: rulers, labels, what cannot be done now.
    Dim,
    /// More important: names, times.
    Strong,
    /// The row or block under the cursor.
    Selected,
    /// A warning; stands with `?`.
    Warn,
    /// What blocks or failed; stands with `!`.
    Error,
    /// Done, confirmed, in order.
    Good,
    /// The title of a screen or box.
    Title,
    /// A key to press.
    Key,
}

impl Tone {
    /// All of them, in the order of a theme's styles.
    pub const ALL: [Self; 9] = [
        Self::Plain,
        Self::Dim,
        Self::Strong,
        Self::Selected,
        Self::Warn,
        Self::Error,
        Self::Good,
        Self::Title,
        Self::Key,
    ];

    /// The letter tests see for it.
    pub fn letter(self) -> char {
        ['.', 'd', 's', '>', 'w', 'e', 'g', 't', 'k'][self as usize]
    }
}

/// A style for each tone.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Theme {
    /// What `--theme` calls it.
    pub name: &'static str,
    styles: [Style; 9],
}

const NONE: Style = Style::new();

/// The sixteen named colours on the terminal's own background.
const STANDARD: Theme = Theme {
    name: "standard",
    styles: [
        NONE,
        NONE.fg(Color::DarkGray),
        NONE.add_modifier(Modifier::BOLD),
        NONE.add_modifier(Modifier::BOLD).fg(Color::Cyan),
        NONE.fg(Color::Yellow),
        NONE.fg(Color::Red).add_modifier(Modifier::BOLD),
        NONE.fg(Color::Green),
        NONE.fg(Color::Blue).add_modifier(Modifier::BOLD),
        NONE.fg(Color::Magenta),
    ],
};

/// Attributes only.
const MONO: Theme = Theme {
    name: "mono",
    styles: [
        NONE,
        NONE.add_modifier(Modifier::DIM),
        NONE.add_modifier(Modifier::BOLD),
        NONE.add_modifier(Modifier::REVERSED),
        NONE.add_modifier(Modifier::UNDERLINED),
        NONE.add_modifier(Modifier::BOLD).add_modifier(Modifier::UNDERLINED),
        NONE,
        NONE.add_modifier(Modifier::BOLD),
        NONE.add_modifier(Modifier::BOLD),
    ],
};

/// A distinct style for each tone, for tests that read tones back from the screen.
const TEST: Theme = Theme {
    name: "test",
    styles: [
        NONE,
        NONE.fg(Color::Indexed(1)),
        NONE.fg(Color::Indexed(2)),
        NONE.fg(Color::Indexed(3)),
        NONE.fg(Color::Indexed(4)),
        NONE.fg(Color::Indexed(5)),
        NONE.fg(Color::Indexed(6)),
        NONE.fg(Color::Indexed(7)),
        NONE.fg(Color::Indexed(8)),
    ],
};

impl Theme {
    /// Names that [`Theme::named`] knows.
    pub const NAMES: [&'static str; 2] = ["standard", "mono"];

    /// A theme by name.
    pub fn named(name: &str) -> Option<Self> {
        match name {
            "standard" => Some(STANDARD),
            "mono" => Some(MONO),
            _ => None,
        }
    }

    /// The theme for an environment: `NO_COLOR` (when not empty) and terminals without colour get `mono`.
    pub fn for_terminal(no_color: Option<&str>, term: Option<&str>) -> Self {
        let plain = no_color.is_some_and(|v| !v.is_empty()) || matches!(term, Some("dumb" | "vt100" | "vt220"));
        if plain { MONO } else { STANDARD }
    }

    /// The theme that [`Theme::tone`] can read back.
    pub fn test() -> Self {
        TEST
    }

    /// The style of a tone.
    pub fn style(&self, tone: Tone) -> Style {
        self.styles[tone as usize]
    }

    /// The tone a foreground colour stands for in the test theme.
    pub fn tone(&self, fg: Color) -> Tone {
        let at = self.styles.iter().position(|s| s.fg == Some(fg));
        at.map_or(Tone::Plain, |at| Tone::ALL[at])
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_theme_tells_a_blocking_finding_and_the_cursor_from_plain_text() {
        for name in Theme::NAMES {
            let theme = Theme::named(name).unwrap();
            for tone in [Tone::Strong, Tone::Selected, Tone::Warn, Tone::Error, Tone::Title] {
                assert_ne!(theme.style(tone), theme.style(Tone::Plain), "{name} {tone:?}");
            }
        }
    }

    #[test]
    fn mono_uses_no_colour_and_standard_only_named_ones() {
        for tone in Tone::ALL {
            let (mono, standard) = (MONO.style(tone), STANDARD.style(tone));
            assert_eq!((mono.fg, mono.bg), (None, None));
            assert!(!matches!(standard.fg, Some(Color::Rgb(..) | Color::Indexed(_))));
            assert_eq!(standard.bg, None, "the terminal keeps its own background");
        }
    }

    #[test]
    fn the_environment_chooses() {
        assert_eq!(Theme::for_terminal(Some("1"), Some("xterm")).name, "mono");
        assert_eq!(Theme::for_terminal(Some(""), Some("xterm")).name, "standard");
        assert_eq!(Theme::for_terminal(None, Some("dumb")).name, "mono");
    }
}
