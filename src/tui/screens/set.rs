//! The earliest sessions that make up for what is short of an order, week by week: looked at, then booked all at once.

use super::page::{Page, over_page};
use crate::desk::commands::{SessionBook, SessionBookSet};
use crate::desk::queries::OrderSet;
use crate::desk::{Answer, Answered, Command, Done, Event, Refusal};
use crate::domain::*;
use crate::tui::app::Cx;
use crate::tui::layer::{Layer, Slot, Step, say_done};
use crate::tui::pen::Pen;
use ratatui::layout::{Position, Rect};

/// A set that was found, and is not booked yet.
pub struct Set {
    arrangement: ArrangementId,
    from: Day,
    weeks: u16,
    page: Page,
}

impl Set {
    /// What makes up for a week of an arrangement, by its Monday.
    pub fn new(arrangement: ArrangementId, monday: Day) -> Self {
        Self::of(arrangement, monday, 1)
    }

    fn of(arrangement: ArrangementId, from: Day, weeks: u16) -> Self {
        let title = format!("What makes up for it, from week {}", from.week());
        let query = OrderSet { arrangement, from: Some(from), weeks: Some(weeks) };
        Self { arrangement, from, weeks, page: Page::new(title, from, query) }
    }

    /// Looks at one week more.
    pub(crate) fn further(&mut self, cx: &mut Cx) {
        *self = Self::of(self.arrangement, self.from, (self.weeks + 1).min(8));
        self.opened(cx);
    }

    /// Books every session that is shown, in one entry.
    pub(crate) fn book(&self, cx: &mut Cx) {
        let books: Vec<SessionBook> = match self.page.answer() {
            Some(Answered { answer: Answer::OrderSet(view), .. }) => {
                view.weeks.iter().flat_map(|week| &week.sessions).map(SessionBook::exactly).collect()
            }
            _ => Vec::new(),
        };
        if books.is_empty() {
            return cx.refuse("there is nothing to book");
        }
        cx.execute("set", Command::from(SessionBookSet { books }));
    }
}

over_page!(Set, "set", arrangement, closes: true);
