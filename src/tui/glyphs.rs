//! The few signs the screens are drawn with: one set for UTF-8 terminals, one for the others.

/// Signs of a set. Each is one column wide in every terminal.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Glyphs {
    /// A vertical line.
    pub bar: &'static str,
    /// A horizontal line.
    pub dash: &'static str,
    /// Corners: top left, top right, bottom left, bottom right.
    pub corners: [&'static str; 4],
    /// Stands before the selected row.
    pub marker: &'static str,
    /// Something was left out.
    pub more: &'static str,
    /// Separates facts in a line.
    pub dot: &'static str,
}

impl Glyphs {
    /// For terminals that show UTF-8.
    pub const UTF8: Self =
        Self { bar: "│", dash: "─", corners: ["┌", "┐", "└", "┘"], marker: ">", more: "…", dot: "·" };

    /// For all others.
    pub const ASCII: Self =
        Self { bar: "|", dash: "-", corners: ["+", "+", "+", "+"], marker: ">", more: "~", dot: "-" };

    /// The set for a locale: the first of `LC_ALL`, `LC_CTYPE`, `LANG` that is not empty decides, as in POSIX.
    ///
    /// Names keep their letters in either set; only the chrome changes.
    pub fn for_locale(lc_all: Option<&str>, lc_ctype: Option<&str>, lang: Option<&str>) -> Self {
        let locale = [lc_all, lc_ctype, lang].into_iter().flatten().find(|v| !v.is_empty());
        let locale = locale.unwrap_or_default().to_ascii_lowercase();
        if locale.contains("utf-8") || locale.contains("utf8") { Self::UTF8 } else { Self::ASCII }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use unicode_width::UnicodeWidthStr;

    #[test]
    fn every_sign_is_one_column() {
        for set in [Glyphs::UTF8, Glyphs::ASCII] {
            let signs = [set.bar, set.dash, set.marker, set.more, set.dot];
            assert!(signs.iter().chain(&set.corners).all(|s| s.width() == 1));
        }
        assert!([Glyphs::ASCII.bar, Glyphs::ASCII.more, Glyphs::ASCII.dot].iter().all(|s| s.is_ascii()));
    }

    #[test]
    fn the_locale_chooses() {
        assert_eq!(Glyphs::for_locale(None, None, Some("en_GB.UTF-8")), Glyphs::UTF8);
        assert_eq!(Glyphs::for_locale(Some("C"), None, Some("en_GB.UTF-8")), Glyphs::ASCII);
        assert_eq!(Glyphs::for_locale(Some(""), Some("C.utf8"), None), Glyphs::UTF8);
        assert_eq!(Glyphs::for_locale(None, None, None), Glyphs::ASCII);
    }
}
