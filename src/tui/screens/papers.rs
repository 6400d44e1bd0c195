//! The papers of an arrangement, from referral to contact: what it has, what it lacks, what is ordered meanwhile; each step
//! is a key.

use super::page::{Page, over_page};
use crate::desk::queries::{Papers, PapersView};
use crate::desk::{Answer, Answered, Done, Event, Lack, Names, Refusal};
use crate::domain::*;
use crate::tui::app::Cx;
use crate::tui::layer::{Slot, Step, say_done};
use crate::tui::pen::Pen;
use crate::tui::tasks::intake;
use ratatui::layout::{Position, Rect};

/// The papers of an arrangement.
pub struct PapersPage {
    arrangement: ArrangementId,
    page: Page,
}

impl PapersPage {
    /// Of this arrangement.
    pub fn new(arrangement: ArrangementId, today: Day) -> Self {
        let page = Page::new(format!("Papers of {arrangement}"), today, Papers { arrangement });
        Self { arrangement, page }
    }

    /// The arrangement.
    pub(crate) fn arrangement(&self) -> ArrangementId {
        self.arrangement
    }

    /// What is shown.
    pub(crate) fn view(&self) -> Option<(&PapersView, &Names)> {
        match self.page.answer() {
            Some(Answered { answer: Answer::Papers(view), names }) => Some((view, names)),
            _ => None,
        }
    }

    /// Opens the form of the step that comes next.
    pub(crate) fn next(&self, cx: &mut Cx) {
        let Some((view, names)) = self.view() else { return };
        let today = cx.here().now.day;
        match view.lacks.first() {
            None => cx.refuse("everything is there"),
            Some(Lack::PlanningMeeting) => cx.push(intake::plan(self.arrangement, today)),
            Some(Lack::Agreement) => cx.push(intake::sign(&view.arrangement, names, today)),
            Some(Lack::RiskAssessment) => cx.push(intake::assess(&view.arrangement, today)),
            Some(Lack::Order) => cx.push(intake::order(Some((&view.arrangement, names)), today)),
            Some(Lack::Beginning) => cx.push(intake::begin(self.arrangement, today)),
            Some(_) => cx.push(intake::referral(Some((&view.arrangement, names)), today)),
        }
    }
}

over_page!(PapersPage, "papers", arrangement, closes: false);
