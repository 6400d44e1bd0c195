//! Plain columns that fit a width, measured as a terminal measures them.

use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

/// Columns parted by two spaces. The last column takes what is left; those that may give way do so, the widest first.
#[derive(Default)]
pub(crate) struct Table {
    heads: Vec<&'static str>,
    gives: Vec<bool>,
    rows: Vec<Vec<String>>,
}

/// No column is cut to less than this.
const LEAST: usize = 6;

impl Table {
    /// The heads of the columns; one that begins with `~` may be cut.
    pub(crate) fn new(heads: &[&'static str]) -> Self {
        Self {
            heads: heads.iter().map(|h| h.trim_start_matches('~')).collect(),
            gives: heads.iter().map(|h| h.starts_with('~')).collect(),
            rows: Vec::new(),
        }
    }

    pub(crate) fn row(&mut self, cells: Vec<String>) {
        self.rows.push(cells);
    }

    /// The lines, heads first; none where there is no row.
    pub(crate) fn lines(self, width: usize) -> Vec<String> {
        if self.rows.is_empty() {
            return Vec::new();
        }
        let mut widths: Vec<usize> = self.heads.iter().map(|h| h.width()).collect();
        for row in &self.rows {
            for (w, cell) in widths.iter_mut().zip(row) {
                *w = (*w).max(cell.width());
            }
        }
        self.narrow(&mut widths, width);
        let heads = self.heads.iter().map(|h| (*h).to_owned()).collect::<Vec<_>>();
        let headed = self.heads.iter().any(|h| !h.is_empty());
        let line = |row: &Vec<String>| {
            let cells = row.iter().zip(&widths).map(|(cell, w)| fit(cell, *w));
            cells.collect::<Vec<_>>().join("  ").trim_end().to_owned()
        };
        headed.then(|| line(&heads)).into_iter().chain(self.rows.iter().map(line)).collect()
    }

    fn narrow(&self, widths: &mut [usize], width: usize) {
        loop {
            let total: usize = widths.iter().sum::<usize>() + 2 * widths.len().saturating_sub(1);
            let widest = (0..widths.len()).filter(|i| self.gives[*i] && widths[*i] > LEAST).max_by_key(|i| widths[*i]);
            match widest {
                Some(i) if total > width => widths[i] -= 1,
                _ => return,
            }
        }
    }
}

/// The text in exactly `width` columns: filled with spaces, or cut with `…`.
pub fn fit(text: &str, width: usize) -> String {
    let have = text.width();
    if have <= width {
        return format!("{text}{}", " ".repeat(width - have));
    }
    let mut cut = String::new();
    let mut used = 0;
    for c in text.chars() {
        let w = c.width().unwrap_or(0);
        if used + w + 1 > width {
            break;
        }
        used += w;
        cut.push(c);
    }
    if width > 0 {
        cut.push('…');
        used += 1;
    }
    cut.push_str(&" ".repeat(width.saturating_sub(used)));
    cut
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_are_measured_as_a_terminal_measures() {
        for (text, width) in [("李小龙", 5), ("Łukasz", 4), ("😀😀", 3), ("a", 4), ("abc", 0), ("", 2)] {
            assert_eq!(fit(text, width).width(), width, "{text}");
        }
        assert_eq!(fit("李小龙", 5), "李小…");
    }

    #[test]
    fn the_widest_column_gives_way_first() {
        let mut table = Table::new(&["TIME", "~WHO", "~WHERE"]);
        table.row(vec!["16:00".into(), "somebody with a long name".into(), "St Andrew's".into()]);
        insta::assert_snapshot!(table.lines(34).join("\n"), @"
        TIME   WHO             WHERE
        16:00  somebody with…  St Andrew's
        ");
    }
}
