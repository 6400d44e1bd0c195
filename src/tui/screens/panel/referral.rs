//! One referral to a panel: what it says and lacks, its papers, where it waits; each step is a key.

use crate::desk::queries::{ReferralQuery, ReferralView};
use crate::desk::{Answer, Answered, Done, Event, Names, Refusal};
use crate::domain::*;
use crate::tui::app::Cx;
use crate::tui::layer::{Slot, Step, say_done};
use crate::tui::pen::Pen;
use crate::tui::screens::page::{Page, over_page};
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

over_page!(ReferralPage, "referral", referral, closes: false);
