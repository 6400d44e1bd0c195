//! What panels are asked for, in lines: the queue with its ticks and the clock, and one referral with its papers.

use crate::desk::queries::{Due, ReferralRow, ReferralView, ReferralsView};
use crate::desk::{Gate, Light, Tick, said_gaps};
use crate::domain::said::count;
use crate::domain::*;
use crate::lines::Speak;
use crate::lines::table::Table;

/// The mark of a referral at the gate: red, amber, nothing.
pub fn mark(gate: &Gate) -> &'static str {
    match gate.light {
        Light::Red => "!",
        Light::Amber => "?",
        Light::Green => "",
    }
}

/// The letter of a paper.
fn letter(sort: PaperSort) -> char {
    match sort {
        PaperSort::Form => 'F',
        PaperSort::Assessment => 'A',
        PaperSort::Chronology => 'C',
        PaperSort::Plan => 'P',
        PaperSort::RiskAssessment => 'R',
        PaperSort::Costs => '$',
        PaperSort::ProviderReport => 'D',
        PaperSort::Health => 'H',
        PaperSort::Education => 'E',
        PaperSort::Views => 'V',
        PaperSort::EmergencyRecord => 'M',
        PaperSort::Journeys => 'J',
        PaperSort::Other => 'O',
    }
}

/// The ticks of the required papers: the letter of each that has come, small where it came late, a dash for one that is
/// missing.
pub fn letters(ticks: &[Tick]) -> String {
    let one = |tick: &Tick| match (tick.received, tick.late) {
        (None, _) => '-',
        (Some(_), true) => letter(tick.sort).to_ascii_lowercase(),
        (Some(_), false) => letter(tick.sort),
    };
    ticks.iter().map(one).collect()
}

/// Minutes until papers are due, or since.
fn left(minutes: i32) -> String {
    let since = minutes.unsigned_abs();
    // from two days on nobody counts hours
    let said = if since < 2 * 1440 { said::duration(since) } else { format!("{} days", since / 1440) };
    if minutes < 0 { format!("{said} ago") } else { format!("in {said}") }
}

/// The clock of a panel's next sitting: when papers are due, and how long that is.
pub fn due(due: &Due, speak: Speak) -> String {
    let verb = if due.left < 0 { "were due" } else { "are due" };
    let moment = |at: Moment| format!("{} {}", said::short(at.day), at.minute);
    let (papers, sits) = (moment(due.papers), moment(due.sitting));
    format!("papers {verb} {papers}, {}; {} sits {sits}", left(due.left), speak.of(due.panel))
}

/// Where a referral stands, and what is next.
fn stands(row: &ReferralRow) -> String {
    let late = if row.gate.late_accepted { ", late, taken by the chair" } else { "" };
    let asked = match (row.twins, row.before) {
        (0, 0) => String::new(),
        (0, n) => format!("; asked before: {n}"),
        (n, _) => format!("; asked twice: {n} more open"),
    };
    let stands = match (row.status, row.gate.light) {
        (ReferralStatus::Listed, _) => {
            format!("listed{}", row.listed.map_or_else(String::new, |day| format!(" {}", said::short(day))))
        }
        (ReferralStatus::Accepted | ReferralStatus::Deferred, _) => "waits for a sitting".to_owned(),
        (status, Light::Red) if before(status) => format!("lacks {}", said_gaps(&row.gate.lacks)),
        (status, Light::Amber) if before(status) => {
            "late: the chair may take it, or the next sitting has it".to_owned()
        }
        (status, Light::Green) if before(status) => "complete".to_owned(),
        (status, _) => status.said().to_owned(),
    };
    format!("{stands}{late}{asked}")
}

fn before(status: ReferralStatus) -> bool {
    matches!(status, ReferralStatus::Draft | ReferralStatus::Submitted | ReferralStatus::Incomplete)
}

/// The heads of the queue.
pub const REFERRAL_HEADS: [&str; 8] = ["", "", "CHILD", "ASKS FOR", "DAYS", "PAPERS", "STATUS", "STANDS"];

/// The cells of a referral: mark, reference, child, request, days waited, ticks, how far, what is next.
pub fn referral_cells(row: &ReferralRow, speak: Speak) -> [String; 8] {
    let urgent = if row.urgency == Priority::default() { String::new() } else { format!(" ({})", row.urgency.said()) };
    let again = if row.returned > 0 { format!(" x{}", row.returned) } else { String::new() };
    [
        if before(row.status) { mark(&row.gate).to_owned() } else { String::new() },
        row.referral.to_string(),
        speak.of(row.child),
        format!("{}{urgent}", row.request.said()),
        row.waited.to_string(),
        letters(&row.gate.ticks),
        format!("{}{again}", row.status.said()),
        stands(row),
    ]
}

/// The queue.
pub(in crate::lines) fn referrals(view: &ReferralsView, speak: Speak, width: usize) -> Vec<String> {
    let short = view.rows.iter().filter(|row| before(row.status) && row.gate.light == Light::Red).count();
    let mut lines = vec![format!("{} · {short} incomplete", count(view.rows.len(), "referral"))];
    lines.extend(view.due.iter().map(|row| due(row, speak)));
    let mut table = Table::new(&["", "", "~CHILD", "~ASKS FOR", "DAYS", "PAPERS", "STATUS", "~STANDS"]);
    view.rows.iter().for_each(|row| table.row(referral_cells(row, speak).to_vec()));
    lines.extend(table.lines(width.max(100)));
    lines
}

/// A line of words where there are any.
fn words(lines: &mut Vec<String>, label: &str, words: &str) {
    if !words.is_empty() {
        lines.push(format!("  {label}: {}", words.replace('\n', " ")));
    }
}

fn signature(lines: &mut Vec<String>, label: &str, signature: Option<&Signature>) {
    if let Some(signed) = signature {
        lines.push(format!("  {label}: {} {}", signed.by, said::long(signed.on)));
    }
}

/// What its form says.
fn form(r: &Referral, lines: &mut Vec<String>) {
    let team = if r.team.is_empty() { String::new() } else { format!(", {}", r.team) };
    lines.push(format!("  asked by: {} ({}{team})", r.referrer, r.source.said()));
    words(lines, "what", &r.what);
    lines.push(format!("  problem: {}", r.problem.said()));
    words(lines, "in words", &r.problem_words);
    let held = if r.conference_held { " (family group conference held)" } else { "" };
    words(lines, "tried before", &if r.tried.is_empty() { String::new() } else { format!("{}{held}", &*r.tried) });
    for (label, said) in [
        ("the child says", &r.views_child),
        ("the parents say", &r.views_parents),
        ("need", &r.need),
        ("threshold", &r.threshold),
        ("service", &r.service),
        ("outcome", &r.outcome),
        ("contact", &r.contact),
        ("disagreement", &r.disagreement),
        ("notes", &r.notes),
    ] {
        words(lines, label, said);
    }
    if let Some(cost) = r.cost_week {
        lines.push(format!("  costs: {cost} pounds a week"));
    }
    signature(lines, "team manager", r.team_manager.as_ref());
    signature(lines, "service manager", r.service_manager.as_ref());
}

/// A paper in a line.
pub(super) fn paper(paper: &PanelPaper, late: bool, speak: Speak) -> String {
    let title = if paper.title.is_empty() { String::new() } else { format!(" {}", paper.title) };
    let at = match (&paper.bytes, paper.reference.is_empty()) {
        (Some(bytes), true) => size(bytes.length),
        (Some(bytes), false) => format!("{}, {}", paper.reference, size(bytes.length)),
        (None, _) => paper.reference.to_string(),
    };
    let held = if paper.held_by.is_empty() { String::new() } else { format!(", held by {}", paper.held_by) };
    let redacted = if paper.redacted { ", redacted" } else { "" };
    let late = if late { ", late" } else { "" };
    let kept =
        if paper.kept_from.is_empty() { String::new() } else { format!(", kept from {}", speak.all(&paper.kept_from)) };
    format!(
        "{} {}{title} v{}: {at}; received {}{late}{held}{redacted}{kept}",
        paper.id,
        paper.sort.said(),
        paper.version,
        said::long_moment(paper.received)
    )
}

/// Bytes as people count them.
pub(super) fn size(bytes: u32) -> String {
    if bytes < 10 * 1024 { format!("{bytes} bytes") } else { format!("{} kB", bytes / 1024) }
}

/// One referral with its papers.
pub(in crate::lines) fn referral(view: &ReferralView, speak: Speak) -> Vec<String> {
    let r = &view.referral;
    let asked = r.asked_on.map_or_else(String::new, |on| format!(", asked {}", said::long(on)));
    let mut lines = vec![format!("{} · {}{asked}", speak.full(r.id), r.status.said())];
    if let Some(row) = &view.due {
        lines.push(format!("  {}", due(row, speak)));
    }
    form(r, &mut lines);
    let late = |paper: &PanelPaper| view.due.as_ref().is_some_and(|due| paper.received > due.papers);
    let missing = view.gate.ticks.iter().filter(|tick| tick.received.is_none());
    lines.extend(view.papers.iter().map(|p| format!("  {}", paper(p, late(p), speak))));
    lines.extend(missing.map(|tick| format!("! {}: not yet", tick.sort.said())));
    lines.push(match view.gate.light {
        Light::Red => format!("! it lacks {}", said_gaps(&view.gate.lacks)),
        Light::Amber => "? complete, and late: the chair may take it, or the next sitting has it".to_owned(),
        Light::Green => "complete".to_owned(),
    });
    if let Some(ruling) = &r.late_accepted {
        lines.push(format!(
            "  late papers taken by {} {}: {}",
            ruling.by,
            said::long_moment(ruling.at),
            flat(&ruling.why)
        ));
    }
    lines.extend(
        r.returned.iter().map(|ruling| {
            format!("  sent back {} by {}: {}", said::long_moment(ruling.at), ruling.by, flat(&ruling.why))
        }),
    );
    lines.extend(r.ended.iter().map(|ruling| {
        format!("  {} by {} {}: {}", r.status.said(), ruling.by, said::long_moment(ruling.at), flat(&ruling.why))
    }));
    lines.extend(waits(view));
    lines.extend(view.repeats.iter().map(|other| {
        let on = other.asked_on.map_or_else(String::new, |on| format!(" {}", said::long(on)));
        let mark = if other.status.is_over() || other.status == ReferralStatus::Decided { " " } else { "?" };
        format!("{mark} the same was asked{on}: {}, {}", other.referral, other.status.said())
    }));
    words(&mut lines, "before", &super::demand(&view.demand));
    lines.extend(view.decisions.iter().map(|d| format!("  {} {} {}", d.id, said::long_moment(d.at), d.code.said())));
    lines
}

fn flat(note: &Note) -> String {
    note.replace('\n', "; ")
}

/// Where it waits, or was heard.
fn waits(view: &ReferralView) -> Option<String> {
    let item = view.item.as_ref()?;
    let at = match view.listed {
        Some(day) => format!("on the agenda of {}", said::long(day)),
        None => "waits for a sitting".to_owned(),
    };
    Some(format!("  {}: {at}, {}, {} minutes", item.id, item.status.said(), item.minutes))
}
