//! What is free, and what was found.

use super::Speak;
use super::table::Table;
use crate::desk::About;
use crate::desk::queries::{FindView, FreeView};
use crate::domain::said::count;
use crate::domain::*;

/// In fewer columns a row is one line with one reason: a screen of 80 by 24 holds a service's officers.
const FULL: usize = 120;

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
        let name = speak.of(row.key);
        // whose row it is need not be said again
        let why = |f: &About| {
            let said = super::finding(f, speak.names());
            said.strip_prefix(&format!("{name} ")).map(str::to_owned).unwrap_or(said)
        };
        let all: Vec<String> = row.findings.iter().map(why).collect();
        let why = match all.as_slice() {
            // the last to end is when it is free
            [.., last] if width < FULL => last.clone(),
            all => all.join("; "),
        };
        let state = if row.free { "free" } else { "no" };
        table.row(vec![state.to_owned(), row.key.to_string(), name, why]);
    }
    let mut lines = vec![head];
    lines.extend(table.lines(if width < FULL { width } else { width.max(200) }));
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
