//! What is free, and what was found.

use super::Speak;
use super::table::Table;
use crate::desk::queries::{FindView, FreeView};
use crate::domain::said::count;
use crate::domain::*;

/// What is free, then what is not and why.
pub(super) fn free(view: &FreeView, speak: Speak, width: usize) -> Vec<String> {
    let free = view.rows.iter().filter(|r| r.free).count();
    let head = format!(
        "{} {}: {free} of {} free",
        said::long(view.day),
        view.span,
        count(view.rows.len(), one(view.what.said()))
    );
    let mut table = Table::new(&["", "", "~", "~"]);
    for row in &view.rows {
        let why = row.findings.iter().map(|f| super::finding(f, speak.names())).collect::<Vec<_>>().join("; ");
        let state = if row.free { "free" } else { "no" };
        table.row(vec![state.to_owned(), row.key.to_string(), speak.of(row.key), why]);
    }
    let mut lines = vec![head];
    lines.extend(table.lines(width.max(200)));
    lines
}

fn one(many: &str) -> &str {
    many.strip_suffix('s').unwrap_or(many)
}

/// What was found, best first.
pub(super) fn find(view: &FindView, speak: Speak, width: usize) -> Vec<String> {
    let mut table = Table::new(&["", "", "~", "~", ""]);
    for hit in &view.hits {
        let name = speak.of(hit.key);
        let gone = if hit.open { "" } else { "closed" };
        table.row(vec![hit.key.to_string(), hit.key.kind.one().to_owned(), name, hit.also.clone(), gone.to_owned()]);
    }
    let mut lines = table.lines(width);
    if view.hits.is_empty() {
        lines.push(format!("nothing is called {}", crate::domain::civil::quoted(&view.text)));
    } else if view.total > view.hits.len() {
        lines.push(format!("{} more; say more of the name", view.total - view.hits.len()));
    }
    lines
}
