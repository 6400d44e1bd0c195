//! From referral to contact: the papers of an arrangement, and who waits.

use super::Speak;
use super::table::Table;
use crate::desk::queries::{PaperLine, PapersView, WaitingRow, WaitingView};
use crate::desk::{Lack, said_lacks};
use crate::domain::said::count;
use crate::domain::*;

/// What an arrangement has and lacks. Where what is ordered meets missing papers both duties are named.
pub(super) fn papers(view: &PapersView, speak: Speak) -> Vec<String> {
    let a = &view.arrangement;
    let mut lines = vec![format!("{} · {}{}", speak.full(a.id), a.status.said(), why(a))];
    lines.extend(view.papers.iter().map(|line| format!("{} {}", if line.good { " " } else { "!" }, paper(line))));
    lines.push(match view.lacks.as_slice() {
        [] => "contact may take place: everything is there".to_owned(),
        [Lack::Beginning] => "everything is there; next: say that contact may begin".to_owned(),
        lacks => format!("before contact may begin it lacks {}", said_lacks(lacks)),
    });
    if let Some(by) = a.paperwork_check_by {
        lines.push(format!("papers are on file elsewhere and count until {}: check them by then", said::long(by)));
    }
    let short = view.ordered.iter().filter(|week| week.is_short());
    let short: Vec<String> = short.map(|week| super::watch::short(week, speak)).collect();
    let shut = view.lacks.iter().any(|lack| *lack != Lack::Beginning);
    if shut && !short.is_empty() {
        lines.push(format!("! two duties meet: the contact is ordered ({}), and its papers are missing", short[0]));
        lines.push(
            "! ask a manager: hold the sessions until the papers are there, or book them as agreed by telephone"
                .to_owned(),
        );
    }
    lines.extend(short.iter().map(|short| format!("? {short}")));
    lines.extend(view.sessions.iter().map(|s| {
        let until = s.held_until.map_or_else(String::new, |until| format!(" until {}", said::long_moment(until)));
        format!("  {} {}{until}: {}", s.id, s.status.said(), super::session_line(s, speak))
    }));
    lines
}

fn why(a: &Arrangement) -> String {
    let until = a.suspended_until.map_or_else(String::new, |until| format!(" until {}", said::long(until)));
    let reason =
        if a.status_reason.is_empty() { String::new() } else { format!(": {}", a.status_reason.replace('\n', " ")) };
    format!("{until}{reason}")
}

/// A paper in a line: since when, until when, which record.
fn paper(line: &PaperLine) -> String {
    let day = |word: &str, day: Option<Day>| day.map_or_else(String::new, |day| format!(" {word}{}", said::long(day)));
    let record = line.record.map_or_else(String::new, |key| format!(" {key}"));
    if line.from.is_none() && line.record.is_none() {
        return format!("{}: not yet", line.paper.said());
    }
    format!("{}:{}{}{record}", line.paper.said(), day("", line.from), day("to ", line.to))
}

/// How old the youngest is: in days while that is what counts.
fn age(row: &WaitingRow) -> String {
    match row.age_days {
        None => "?".to_owned(),
        Some(days) if days < 0 => "unborn".to_owned(),
        Some(days) if days < 100 => format!("{days} d"),
        Some(days) => format!("{} y", days / 365),
    }
}

/// Where somebody on the list stands: booked, or what comes next.
fn stands(row: &WaitingRow, speak: Speak) -> String {
    match (row.first, row.first_on, row.lacks.as_slice()) {
        (Some(session), Some(day), []) => format!("first {} {}", speak.of(session), said::short(day)),
        (None, _, []) => "no session yet: find one".to_owned(),
        (Some(session), Some(day), lacks) => {
            format!("{} {} and lacks {}", speak.of(session), said::short(day), said_lacks(lacks))
        }
        (.., lacks) => format!("lacks {}", said_lacks(lacks)),
    }
}

/// The cells of somebody who waits: mark, who, how soon, age, days on the list, wanted by, what is next.
pub fn waiting_cells(row: &WaitingRow, speak: Speak) -> [String; 8] {
    let mark = if row.late { "!" } else { "" };
    let soon = if row.newborn { "newborn" } else { row.priority.said() };
    [
        mark.to_owned(),
        row.arrangement.to_string(),
        speak.all(&row.children),
        soon.to_owned(),
        age(row),
        format!("{} wd", row.waited),
        row.target.map_or_else(String::new, said::short),
        stands(row, speak),
    ]
}

/// The heads of those columns.
pub const WAITING_HEADS: [&str; 8] = ["", "", "WHO", "HOW SOON", "AGE", "WAITED", "WANTED", "STANDS"];

/// The share of the hours after school, in a line.
pub fn after_school(view: &WaitingView, speak: Speak) -> String {
    let total: u32 = view.after_school.iter().map(|row| u32::from(row.sessions)).sum();
    let most = view.after_school.iter().take(5).map(|row| format!("{} {}", speak.of(row.child), row.sessions));
    let most = most.collect::<Vec<_>>().join(", ");
    match view.after_school.len() {
        0 => "after school, next four weeks: nobody".to_owned(),
        n => format!(
            "after school, next four weeks: {} for {}; most: {most}",
            count(total as usize, "session"),
            if n == 1 { "1 child".to_owned() } else { format!("{n} children") }
        ),
    }
}

/// The waiting list.
pub(super) fn waiting(view: &WaitingView, speak: Speak, width: usize) -> Vec<String> {
    let late = view.rows.iter().filter(|row| row.late).count();
    let mut lines = vec![format!("Waiting for contact: {} · {late} past the day wanted", view.rows.len())];
    let mut table = Table::new(&["", "", "~WHO", "HOW SOON", "AGE", "WAITED", "WANTED", "~STANDS"]);
    view.rows.iter().for_each(|row| table.row(waiting_cells(row, speak).to_vec()));
    lines.extend(table.lines(width.max(100)));
    lines.push(after_school(view, speak));
    lines
}
