//! What of the store a command or question needs.

use super::super::*;

/// What a command or query needs loaded before it can be decided or answered.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Scope {
    /// Days, with all their sessions.
    pub days: Vec<Days>,
    /// Sessions by number, each with all of its day.
    pub sessions: Vec<SessionId>,
    /// Everyone and everything whose sessions are needed, on whatever day.
    pub of: Vec<Key>,
    /// Journal entries: those that touched these keys.
    pub touched: Vec<Key>,
    /// The last entries of an account that can be taken back or brought again.
    pub done_by: Option<String>,
    /// Journal entries by number.
    pub entries: Vec<u64>,
    /// The last journal entries: before this number (0 for the end), at most so many.
    pub last: Option<(u64, usize)>,
    /// Records of a kind with numbers above this one, at most so many; sessions too, whatever their day.
    pub page: Option<(Kind, u32, usize)>,
}

impl Scope {
    /// Some days.
    pub fn days(days: Days) -> Self {
        Self { days: vec![days], ..Self::default() }
    }

    /// A day.
    pub fn day(day: Day) -> Self {
        Self::days(Days::one(day))
    }

    /// Some sessions and their days.
    pub fn sessions(sessions: impl IntoIterator<Item = SessionId>) -> Self {
        Self { sessions: sessions.into_iter().collect(), ..Self::default() }
    }

    /// And these days as well.
    #[must_use]
    pub fn and_day(mut self, day: Day) -> Self {
        self.days.push(Days::one(day));
        self
    }
}
