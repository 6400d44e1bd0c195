//! The run sheet: a driver's or escort's journeys of a day, with the doors they go to. For that driver.
//!
//! It has the least that does the job: first names, seats, doors, who takes a child over. A secret door on it is a reveal,
//! which the desk writes down for each carer concerned; it goes back to be shredded.

use super::{Copy, Document};
use crate::domain::*;

/// The journeys of one driver.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct RunSheet {
    /// The driver, firm or escort.
    pub to: Name,
    /// The day.
    pub day: Day,
    /// Which copy.
    pub copy: Copy,
    /// Whom to ring.
    pub desk: Name,
    /// The journeys, by time of leaving.
    pub runs: Vec<SheetRun>,
    /// Journeys of restricted cases, which who prints may not know: when.
    pub withheld: Vec<Span>,
}

/// A journey.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct SheetRun {
    /// Leaving to arriving.
    pub span: Span,
    /// From.
    pub from: Stop,
    /// To.
    pub to: Stop,
    /// Who rides, and in which seat.
    pub riders: Vec<Rider>,
    /// The vehicle.
    pub vehicle: String,
    /// Who rides along or, on an escort's sheet, who drives.
    pub beside: String,
    /// Who takes the children over.
    pub receiver: Name,
    /// Whether they may go.
    pub status: LegStatus,
}

/// A child in the car.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Rider {
    /// First name.
    pub name: String,
    /// The seat they need, by age and height.
    pub seat: SeatKind,
}

/// One end of a journey.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Stop {
    /// What it is called.
    pub name: String,
    /// Where it is.
    pub address: Note,
    /// How to find the door.
    pub how: Note,
}

impl Stop {
    fn lines(&self, label: &str, at: Minute) -> Vec<String> {
        let mut lines = vec![format!("  {at}  {label} {}", self.name)];
        lines.extend(self.address.lines().chain(self.how.lines()).map(|line| format!("           {line}")));
        lines
    }
}

impl SheetRun {
    fn lines(&self) -> Vec<String> {
        let riders: Vec<String> = self.riders.iter().map(|r| format!("{} ({})", r.name, r.seat.said())).collect();
        let mut lines = vec![format!("{}  {}  {}", self.span, may_go(self.status), riders.join(", "))];
        lines.extend(self.from.lines("from", self.span.from));
        lines.extend(self.to.lines("to  ", self.span.to));
        let hand = if self.receiver.is_empty() { "the adult the desk names" } else { &self.receiver };
        lines.push(format!("         hand over to {hand}, to nobody else"));
        let with: Vec<&str> = [&*self.vehicle, &*self.beside].into_iter().filter(|s| !s.is_empty()).collect();
        if !with.is_empty() {
            lines.push(format!("         {}", with.join("; ")));
        }
        lines
    }
}

/// Whether a journey may begin, as a driver has to hear it.
fn may_go(status: LegStatus) -> &'static str {
    match status {
        LegStatus::Planned => "planned",
        LegStatus::Held => "WAIT until the desk says go",
        LegStatus::Released => "go",
        LegStatus::Collected => "under way",
        LegStatus::Delivered => "done",
        LegStatus::Failed | LegStatus::StoodDown => "STOOD DOWN, do not go",
    }
}

impl Document for RunSheet {
    const AUDIENCE: Audience = Audience::Driver;

    fn lines(&self) -> Vec<String> {
        let mut lines = vec![format!("RUN SHEET  {}  {}", said::long(self.day), self.to)];
        lines.extend(self.copy.lines());
        if !self.desk.is_empty() {
            lines.push(format!("If anything is not as it stands here, ring {}.", self.desk));
        }
        if !self.runs.is_empty() {
            lines.push("Phone and first-aid kit aboard. You drive; you are not in charge of the children.".to_owned());
        }
        if self.runs.is_empty() && self.withheld.is_empty() {
            lines.extend([String::new(), "No journeys on this day.".to_owned()]);
        }
        for run in &self.runs {
            lines.push(String::new());
            lines.extend(run.lines());
        }
        for span in &self.withheld {
            lines.extend([String::new(), format!("{span}  one journey is not on this sheet: ask a manager for it")]);
        }
        lines
    }
}
