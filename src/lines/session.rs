//! The parts of a session, each as short text for a row.

use super::Speak;
use crate::desk::About;
use crate::domain::*;

/// The children; of a session that is not the asker's to know, that it is taken.
pub fn children(session: &Session, speak: Speak) -> String {
    if session.children.is_empty() { "Busy (restricted)".to_owned() } else { speak.all(&session.children) }
}

/// The adults.
pub fn adults(session: &Session, speak: Speak) -> String {
    speak.all(&session.parties)
}

/// The officers, the lead first.
pub fn officers(session: &Session, speak: Speak) -> String {
    speak.all(&session.officers)
}

/// Room and site: `Oak, St Andrew's`.
pub fn place(session: &Session, speak: Speak) -> String {
    let site = if session.site.0 == 0 { String::new() } else { speak.of(session.site) };
    match session.room {
        Some(room) if site.is_empty() => speak.of(room),
        Some(room) => format!("{}, {site}", speak.of(room)),
        None if session.level.needs_room() => format!("no room, {site}"),
        None => site,
    }
}

/// How the children come and go: `15:35 D. Osei -> 17:35 D. Osei`. No place of a child is said.
pub fn journeys(session: &Session, speak: Speak) -> String {
    let leg = |leg: &Leg| {
        let by = match (leg.driver, leg.officer) {
            (Some(driver), _) => speak.of(driver),
            (None, Some(officer)) => speak.of(officer),
            (None, None) => leg.mode.said().to_owned(),
        };
        match leg.direction {
            Direction::Out => format!("out {} {by}", leg.depart),
            Direction::Return => format!("back {} {by}", leg.depart),
        }
    };
    session.legs.iter().map(leg).collect::<Vec<_>>().join("; ")
}

/// Where it stands, and what it is where it is no contact: `booked, planning meeting`; until when it is held.
pub fn stands(session: &Session) -> String {
    let sort = if session.sort == SessionSort::Contact { String::new() } else { format!(", {}", session.sort.said()) };
    let until = session.held_until.filter(|_| session.status == SessionStatus::Held);
    let until = until.map_or_else(String::new, |m| format!(" until {} {}", said::short(m.day), m.minute));
    format!("{}{until}{sort}", session.status.said())
}

/// Whether it was held too long and takes nothing any more, by what was found.
pub fn has_lapsed(session: &Session, findings: &[About]) -> bool {
    let lapsed = |about: &About| matches!(about.finding.what, What::HoldLapsed { .. });
    findings.iter().any(|about| about.session == session.id && lapsed(about))
}

/// `!` where something blocks it, `?` where it is not confirmed yet.
pub fn mark(session: &Session, findings: &[About]) -> String {
    let refused = session.status.is_ahead() && !session.declined().is_empty();
    let blocked = refused || findings.iter().any(|about| about.session == session.id && about.finding.blocks());
    format!("{}{}", if blocked { "!" } else { "" }, if session.status.is_unconfirmed() { "?" } else { "" })
}

/// Day, time, place, officers: `Fri 27 Nov 2026 16:00-17:30, Oak, T. Shah`.
pub fn line(session: &Session, speak: Speak) -> String {
    let place = session.room.map_or_else(|| place(session, speak), |room| speak.of(room));
    let parts = [place, officers(session, speak)];
    let parts = parts.iter().filter(|p| !p.is_empty()).map(|p| format!(", {p}"));
    format!("{} {}{}", said::long(session.date), session.span(), parts.collect::<String>())
}
