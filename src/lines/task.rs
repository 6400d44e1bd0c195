//! What waits for somebody.

use super::Speak;
use crate::desk::Names;
use crate::domain::*;

/// A task in a line: when, what and about whom, what was said, how to ring back.
pub fn task(task: &Task, names: &Names, today: Day) -> String {
    let speak = Speak::new(names);
    let Moment { day, minute } = task.raised;
    let when = if day == today { minute.to_string() } else { format!("{} {minute}", said::short(day)) };
    if task.what.is_empty() {
        return format!("{when} {} · a restricted case · {}", task.sort.said(), task.id);
    }
    let from = if task.from.is_empty() { String::new() } else { format!(" from {}", task.from) };
    // its number says which session it is; what it is about is said by name
    let about: Vec<String> = task.about.iter().filter(|k| k.kind != Kind::Decision).map(|k| speak.of(*k)).collect();
    let about = if about.is_empty() { String::new() } else { format!(" about {}", about.join(", ")) };
    let what = task.what.replace('\n', " ");
    let ring = if task.phone.is_empty() { String::new() } else { format!(" · {}", task.phone) };
    let due = match task.due {
        Some(due) if due.day < today => format!(" · OVERDUE since {} {}", said::short(due.day), due.minute),
        Some(due) if due.day == today => format!(" · by {}", due.minute),
        Some(due) => format!(" · by {} {}", said::short(due.day), due.minute),
        None => String::new(),
    };
    format!("{when} {}{from}{about}: {what}{ring}{due} · {}", task.sort.said(), task.id)
}
