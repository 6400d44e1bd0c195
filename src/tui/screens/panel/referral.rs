//! One referral to a panel: what it says and lacks, its papers, where it waits; each step is a key.

use crate::desk::queries::{ReferralQuery, ReferralView};
use crate::desk::{Answer, Answered, Done, Event, Names, Refusal};
use crate::domain::*;
use crate::tui::app::Cx;
use crate::tui::layer::{Layer, Slot, Step, say_done};
use crate::tui::pen::Pen;
use crate::tui::screens::page::Page;
use ratatui::layout::{Position, Rect};

/// One referral.
pub struct ReferralPage {
    referral: ReferralId,
    page: Page,
}

impl ReferralPage {
    /// Of that number.
    pub fn new(referral: ReferralId, today: Day) -> Self {
        Self { referral, page: Page::new(format!("Referral {referral}"), today, ReferralQuery { referral }) }
    }

    /// The referral.
    pub(crate) fn referral(&self) -> ReferralId {
        self.referral
    }

    /// What is shown.
    pub(crate) fn view(&self) -> Option<(&ReferralView, &Names)> {
        match self.page.answer() {
            Some(Answered { answer: Answer::Referral(view), names }) => Some((view, names)),
            _ => None,
        }
    }
}

impl Layer for ReferralPage {
    fn scope(&self) -> &'static str {
        "referral"
    }

    fn about(&self) -> Option<Key> {
        Some(self.referral.key())
    }

    fn fills(&self) -> bool {
        true
    }

    fn opened(&mut self, cx: &mut Cx) {
        self.page.opened(cx);
    }

    fn draw(&self, pen: &mut Pen, area: Rect) -> Option<Position> {
        self.page.draw(pen, area)
    }

    fn walk(&mut self, cx: &mut Cx, step: Step) {
        self.page.walk(cx, step);
    }

    fn enter(&mut self, cx: &mut Cx) {
        self.page.enter(cx);
    }

    fn answered(&mut self, cx: &mut Cx, slot: Slot, answer: Result<Answered, Refusal>) {
        self.page.answered(cx, slot, answer);
    }

    fn done(&mut self, cx: &mut Cx, _: Slot, done: Result<Done, Refusal>) {
        say_done(cx, &done);
    }

    fn told(&mut self, cx: &mut Cx, event: &Event) {
        self.page.told(cx, event);
    }
}
