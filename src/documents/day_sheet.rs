//! The day sheet: a coordinator's day on paper, room by room. For staff.

use super::{Copy, Document};
use crate::domain::*;

/// The sessions of a day.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct DaySheet {
    /// The day.
    pub day: Day,
    /// Which copy.
    pub copy: Copy,
    /// Where sessions are, in the order of the board; places without one are left out.
    pub places: Vec<SheetPlace>,
}

/// A room, or a site where no room is taken, with its sessions.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct SheetPlace {
    /// What it is called.
    pub name: String,
    /// The sessions by start.
    pub sessions: Vec<SheetSession>,
}

/// A session; of a restricted one that it is taken, by whom of the staff and in which cars.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct SheetSession {
    /// Its reference.
    pub id: SessionId,
    /// Child and adult together.
    pub span: Span,
    /// `!` where something is to be mended, `?` where it is not confirmed.
    pub mark: String,
    /// The children, or that it is restricted.
    pub children: String,
    /// The adults.
    pub adults: String,
    /// The officers, the lead first.
    pub officers: String,
    /// How closely it is watched.
    pub level: SupervisionLevel,
    /// Where it stands.
    pub status: SessionStatus,
    /// When everybody comes and goes.
    pub times: Stagger,
    /// Journeys: when, which way, by whom.
    pub journeys: Vec<String>,
    /// What was noted.
    pub notes: Note,
}

impl SheetSession {
    fn lines(&self) -> Vec<String> {
        let with = if self.adults.is_empty() { String::new() } else { format!(" with {}", self.adults) };
        let officers = if self.officers.is_empty() { "NO OFFICER" } else { &self.officers };
        let times = self.times;
        let mut lines = vec![
            format!("{:2} {}  {}{with} ({}, {})", self.mark, self.span, self.children, self.id, self.status.said()),
            format!(
                "      {} · {officers} · adults {}-{} · children {}-{}",
                self.level.said(),
                times.adult_arrive,
                times.adult_release,
                times.child_arrive,
                times.child_leave
            ),
        ];
        lines.extend(self.journeys.iter().map(|journey| format!("      {journey}")));
        lines.extend(self.notes.lines().map(|note| format!("      note: {note}")));
        lines
    }
}

impl Document for DaySheet {
    const AUDIENCE: Audience = Audience::Staff;

    fn lines(&self) -> Vec<String> {
        let sessions = || self.places.iter().flat_map(|place| &place.sessions);
        let marked = |mark: char| sessions().filter(|s| s.mark.contains(mark)).count();
        let mut lines = vec![format!("DAY SHEET  {}  week {}  STAFF ONLY", said::long(self.day), self.day.week())];
        lines.extend(self.copy.lines());
        lines.push(format!(
            "{}, {} to mend (!), {} unconfirmed (?)",
            said::count(sessions().count(), "session"),
            marked('!'),
            marked('?')
        ));
        lines.push(
            "No officer leaves a child alone with anybody unless the social worker authorised it before.".to_owned(),
        );
        for place in &self.places {
            lines.extend([String::new(), place.name.clone()]);
            lines.extend(place.sessions.iter().flat_map(SheetSession::lines));
        }
        lines
    }
}
