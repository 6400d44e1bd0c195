//! Slots, what speaks against them, and what would make one work, in words.

use super::Speak;
use crate::desk::About;
use crate::desk::queries::{FreedRow, FreedView, SlotsView, WhyView};
use crate::domain::said::count;
use crate::domain::*;

/// The best slots, numbered, each with what speaks against it.
pub(super) fn slots(view: &SlotsView, speak: Speak) -> Vec<String> {
    let mut lines = vec![head(view, speak)];
    for (i, slot) in view.slots.iter().enumerate() {
        lines.push(format!("{:>2}  {}", i + 1, line(slot, speak)));
        let against = against(slot, speak);
        lines.push(format!("    {}", if against.is_empty() { "nothing speaks against it" } else { &against }));
    }
    if view.slots.is_empty() {
        lines.push(format!("no slot from {} to {}", said::long(view.days.first), said::long(view.days.last)));
    }
    let refused: Vec<String> = view.refused.iter().take(5).map(|(rule, n)| format!("{rule} {n}")).collect();
    if !refused.is_empty() {
        lines.push(format!("times refused, of {} looked at: {}", view.looked_at, refused.join(", ")));
    }
    lines
}

fn head(view: &SlotsView, speak: Speak) -> String {
    let days = format!("{} to {}", said::long(view.days.first), said::long(view.days.last));
    match &view.moved {
        Some(session) => format!("{}, now {}: other slots, {days}", session.id, super::session_line(session, speak)),
        None => format!("{}: slots, {days}", speak.full(view.what)),
    }
}

/// Day, time, room, officers and cars of a slot.
fn line(slot: &Slot, speak: Speak) -> String {
    let when = said::long(slot.session.date);
    let session = &slot.session;
    let cars = super::journeys(session, speak);
    let parts = [super::place(session, speak), super::officers(session, speak), cars];
    let parts = parts.iter().filter(|p| !p.is_empty()).map(|p| format!(" · {p}"));
    format!("{when} {}{}", session.span(), parts.collect::<String>())
}

/// What speaks against a slot, the dearest first; nothing where nothing does.
pub fn against(slot: &Slot, speak: Speak) -> String {
    let mut said: Vec<String> = Vec::new();
    for (i, term) in slot.terms.iter().enumerate() {
        if slot.terms[..i].iter().any(|t| t.soft == term.soft) {
            continue;
        }
        let same: Vec<&Term> = slot.terms.iter().filter(|t| t.soft == term.soft).collect();
        match term.soft {
            Soft::Warning => {}
            Soft::Ride => said.push(format!("{} in the car", count(most(&same), "minute"))),
            Soft::Taxi if same.len() > 1 => said.push(count(same.len(), "taxi")),
            _ => said.extend(same.iter().map(|term| reason(term, speak))),
        }
    }
    let warning = |f: &Finding| super::finding(&About { session: slot.session.id, finding: f.clone() }, speak.names());
    // what was said above is not said again
    let new = slot.warnings.iter().filter(|f| !is_said(&f.what));
    let mut warnings: Vec<String> = new.map(warning).collect();
    warnings.dedup();
    said.extend(warnings);
    said.join("; ")
}

/// Whether a warning is one of the soft rules that were said by name.
fn is_said(what: &What) -> bool {
    let festival = matches!(what, What::Appointment { sort: AppointmentSort::Festival, .. });
    festival || matches!(what, What::AtWork { .. } | What::RiskNextDoor { .. } | What::LongDay { .. })
}

/// The longest of them.
fn most(terms: &[&Term]) -> usize {
    terms.iter().map(|t| usize::from(t.amount)).max().unwrap_or(0)
}

fn reason(term: &Term, speak: Speak) -> String {
    let who = term.who.map_or_else(String::new, |who| speak.of(who));
    let amount = usize::from(term.amount);
    match term.soft {
        Soft::NewOfficer => format!("{who} is new to the child"),
        Soft::OtherDay => "another weekday than usual".to_owned(),
        Soft::OtherTime => format!("{} from the usual time", count(amount, "minute")),
        Soft::OtherRoom => format!("{who}, not the room of last time"),
        Soft::NewDriver => format!("{who} has not driven the child"),
        Soft::Taxi => format!("a taxi, {who}"),
        Soft::Ride => format!("{} in the car", count(amount, "minute")),
        Soft::Nap => format!("{who}'s nap"),
        Soft::AtWork => format!("{who} is at work"),
        Soft::SiblingApart => format!("{who} comes that day at another time"),
        Soft::Language => format!("{who} does not speak the child's language"),
        Soft::Load => format!("{who} has {} that day", count(amount, "session")),
        Soft::HighRisk => format!("{who} takes two officers too, in the same half of the day"),
        Soft::Wait => format!("{} to wait", count(amount, "day")),
        Soft::Spare => format!("{who} has more than is needed"),
        Soft::Festival => format!("a festival of {who}"),
        Soft::Wish => format!("{who} asked to keep that time free"),
        Soft::OfficerTravel => format!("{who} comes {}", count(amount, "minute")),
        Soft::Second => format!("{who} has another session that day"),
        Soft::Warning => count(amount, "warning"),
    }
}

/// Who could have what has become free, and why they come first.
pub(super) fn freed(view: &FreedView, speak: Speak) -> Vec<String> {
    let when = if view.span == Span::DAY { String::new() } else { format!(" {}", view.span) };
    let head = format!("{} is free {}{when}", speak.of(view.what), said::long(view.day));
    let mut lines = vec![format!("{head}: {} could have it, of {} tried", view.rows.len(), view.tried)];
    for (i, row) in view.rows.iter().enumerate() {
        lines.push(format!("{:>2}  {}: {}", i + 1, speak.full(row.wish), claim(row)));
        lines.push(format!("    {}", line(&row.slot, speak)));
    }
    lines
}

/// Why somebody should have it.
pub fn claim(row: &FreedRow) -> String {
    let mut said: Vec<String> = Vec::new();
    said.extend(row.newborn.then(|| "newborn".to_owned()));
    said.extend(row.priority.map(|p| format!("waits, {}", p.said())));
    let minutes = |n: u16| said::duration(u32::from(n));
    said.extend((row.short_min > 0).then(|| format!("{} short of the order that week", minutes(row.short_min))));
    said.extend((row.owed_min > 0).then(|| format!("{} owed", minutes(row.owed_min))));
    said.extend((row.days > 0).then(|| format!("since {}", count(row.days as usize, "day"))));
    said.join(", ")
}

/// The line above what would make a slot work.
pub const IT_WORKS: &str = "it works";

/// Why a slot is refused and what would make it work, or what speaks against it.
pub fn why(view: &WhyView, speak: Speak) -> Vec<String> {
    let mut lines = vec![format!("{}: {}", speak.full(view.what), line(&view.slot, speak))];
    let say = |f: &Finding| super::finding(&About { session: view.slot.session.id, finding: f.clone() }, speak.names());
    if view.blocking.is_empty() {
        let against = against(&view.slot, speak);
        let can = if view.moved.is_some() { "it can be moved there" } else { "it can be booked" };
        lines.push(if against.is_empty() { can.to_owned() } else { format!("{can}; {against}") });
        return lines;
    }
    lines.push("it cannot be booked:".to_owned());
    let mut refusing: Vec<String> = view.blocking.iter().map(|f| format!("  ! {} ({})", say(f), f.rule)).collect();
    refusing.dedup();
    lines.extend(refusing);
    for (what, tried) in [("room", &view.rooms), ("officer", &view.officers)] {
        lines.extend(tried.iter().map(|one| {
            let name = speak.of(one.key);
            let short = |said: String| said.strip_prefix(&format!("{name} ")).map(str::to_owned).unwrap_or(said);
            let why: Vec<String> = one.findings.iter().map(say).map(short).collect();
            let why = if why.is_empty() { "would do".to_owned() } else { why.join("; ") };
            format!("    {what} {name}: {why}")
        }));
    }
    if !view.relaxed.is_empty() {
        lines.push(IT_WORKS.to_owned());
        lines.extend(view.relaxed.iter().map(|r| format!("  {}", instead(r, speak))));
    }
    lines
}

/// What would have to be different, to be read after “it works”.
pub fn instead(relaxed: &Relaxed, speak: Speak) -> String {
    let said = match &relaxed.instead {
        Instead::Time(at) => format!("at {at}"),
        Instead::Day(day) => format!("on {}", said::long(*day)),
        Instead::Minutes(minutes) => format!("for {} instead", count(usize::from(*minutes), "minute")),
        Instead::Site(site) => format!("at {}", speak.of(*site)),
        Instead::Room(room) => format!("in {}", speak.of(*room)),
        Instead::Officers(officers) => format!("with {}", speak.all(officers)),
        Instead::Interpreter(officer, language) => {
            format!("if {} gets {} interpreter", speak.of(*officer), said::a(language))
        }
        Instead::Transport(Transport::Taxi) => "with a taxi".to_owned(),
        Instead::Transport(Transport::Carer) => "if the carer brings the child".to_owned(),
        Instead::Transport(how) => format!("by {}", how.said()),
        Instead::Without(party) => format!("without {}", speak.of(*party)),
        Instead::MoveRoom(session, room) => format!("if {} goes to {}", speak.session(*session), speak.of(*room)),
        Instead::SwapOfficer(session, officer) => {
            format!("if {} takes {}", speak.of(*officer), speak.session(*session))
        }
        Instead::Papers(papers) => {
            let mut said: Vec<&str> = papers.iter().map(|p| p.said()).collect();
            said.dedup();
            format!("once there is: {}", said.join(", "))
        }
        Instead::SchoolTime => "if the social worker agrees to school time".to_owned(),
        Instead::Override(rules) => {
            let rules: Vec<String> = rules.iter().map(ToString::to_string).collect();
            return format!("if a manager overrides {}", rules.join(", "));
        }
    };
    let parts = [super::place(&relaxed.slot.session, speak), super::officers(&relaxed.slot.session, speak)];
    let parts: Vec<String> = parts.into_iter().filter(|p| !p.is_empty()).collect();
    format!("{said}: {}", parts.join(", "))
}
