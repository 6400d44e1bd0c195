//! What is due and overdue.

use super::Speak;
use super::table::Table;
use crate::desk::queries::{ChaseRow, ChaseSort, ChaseView};
use crate::domain::said::count;
use crate::domain::*;

/// What there is to add: who it is with, what a review weighs, who has read a letter.
fn also(row: &ChaseRow, speak: Speak) -> String {
    let who = speak.all(&row.who);
    match (row.sort, row.less, row.read) {
        (ChaseSort::Review, Some(less), _) => format!("would {} be safe?", less.said()),
        (ChaseSort::Reading, _, Some(0)) => format!("from or to {who}; nobody has read it"),
        (ChaseSort::Reading, _, Some(1)) => format!("from or to {who}; one more is to read it"),
        (ChaseSort::Reading, ..) => format!("from or to {who}; to be forwarded"),
        (ChaseSort::Hold, ..) if row.late => "it takes nothing any more".to_owned(),
        _ => who,
    }
}

/// The cells of a row: mark, due, what, about what, what else.
pub fn chase_cells(row: &ChaseRow, speak: Speak) -> [String; 5] {
    let name = if row.about.kind == Kind::Session {
        format!("{} {}", row.about, speak.names().get(row.about).unwrap_or_default())
    } else {
        speak.full(row.about)
    };
    let mark = if row.late { "!" } else { "" };
    [mark.to_owned(), said::short(row.due), row.sort.said().to_owned(), name.trim_end().to_owned(), also(row, speak)]
}

/// The heads of those columns.
pub const CHASE_HEADS: [&str; 5] = ["", "DUE", "WHAT", "ABOUT", ""];

/// What is due.
pub(super) fn chase(view: &ChaseView, speak: Speak, width: usize) -> Vec<String> {
    let late = view.rows.iter().filter(|row| row.late).count();
    let head = format!(
        "Due until {}: {}, {late} overdue · sessions since {}",
        said::long(view.until),
        count(view.rows.len(), "thing"),
        said::long(view.since)
    );
    let mut table = Table::new(&["", "DUE", "WHAT", "~ABOUT", "~"]);
    view.rows.iter().for_each(|row| table.row(chase_cells(row, speak).to_vec()));
    std::iter::once(head).chain(table.lines(width)).collect()
}
