//! The parent calendar: when and where someone of the family meets whom. For the family.
//!
//! There is no field for where a child lives, goes to school or is fetched, nor for who brings them (H11). It carries no
//! time of printing and no number: printed again it is the same to the letter where the times are the same.

use super::Document;
use crate::domain::*;

/// What a family member may hear of the coming weeks.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct ParentCalendar {
    /// Who it is for.
    pub to: Name,
    /// The days.
    pub days: Days,
    /// The sessions, by day and time.
    pub rows: Vec<CalendarRow>,
    /// The places they are at.
    pub places: Vec<CalendarPlace>,
}

/// A session, as a family member may hear of it.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct CalendarRow {
    /// The day.
    pub day: Day,
    /// Together from, to.
    pub span: Span,
    /// Whom they meet: first names.
    pub children: Vec<String>,
    /// The name of the place.
    pub place: Name,
    /// When they are to be there, and when they leave.
    pub there: Span,
    /// Whether it does not take place.
    pub cancelled: bool,
}

/// A place where families meet.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct CalendarPlace {
    /// Its name.
    pub name: Name,
    /// Its address.
    pub address: Note,
    /// Its telephone.
    pub phone: Name,
}

impl Document for ParentCalendar {
    const AUDIENCE: Audience = Audience::Family;

    fn lines(&self) -> Vec<String> {
        let mut lines = vec![
            format!("Family time for {}", self.to),
            format!("{} to {}", said::long(self.days.first), said::long(self.days.last)),
        ];
        if self.rows.is_empty() {
            lines.extend([String::new(), "Nothing is booked for these days.".to_owned()]);
        }
        let mut month = None;
        for row in &self.rows {
            let (year, of_year, _) = row.day.ymd();
            if month.replace((year, of_year)) != Some((year, of_year)) {
                lines.extend([String::new(), said::of_month(row.day)]);
            }
            lines.extend(row.lines());
        }
        for place in &self.places {
            lines.extend([String::new(), place.name.to_string()]);
            lines.extend(place.address.lines().map(|line| format!("  {line}")));
            if !place.phone.is_empty() {
                lines.push(format!("  {}", place.phone));
            }
        }
        lines.extend([
            String::new(),
            "If you cannot come, or will be late, please ring us as early as you can.".to_owned(),
            "Please confirm on the morning of each visit.".to_owned(),
        ]);
        lines
    }
}

impl CalendarRow {
    fn lines(&self) -> Vec<String> {
        let who = self.children.join(", ");
        if self.cancelled {
            return vec![format!("  {}  {}  cancelled: {who}", said::long(self.day), self.span)];
        }
        vec![
            format!("  {}  {}  {who}, at {}", said::long(self.day), self.span, self.place),
            format!("      please be there by {}; you leave at {}", self.there.from, self.there.to),
        ]
    }
}
