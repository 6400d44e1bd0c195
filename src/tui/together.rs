//! Who else is at the desk, and whether the desk itself is there.

use super::app::App;
use super::theme::Tone;
use crate::domain::Key;

impl App {
    /// The record that is open here: what a page or form is about, not what the cursor passes on the board.
    pub(super) fn opened(&self) -> Option<Key> {
        self.stack.iter().skip(1).rev().find_map(|placed| placed.layer.about())
    }

    /// Who else has open what is in front of the user.
    pub(super) fn beside(&self) -> Vec<&str> {
        let Some(about) = self.stack.iter().rev().find_map(|placed| placed.layer.about()) else { return Vec::new() };
        let others = self.shared.others.iter().filter(|other| other.open == Some(about));
        let mut accounts: Vec<&str> = others.map(|other| other.account.as_str()).collect();
        accounts.dedup();
        accounts
    }

    /// The line to the desk broke, or is there again.
    pub(super) fn link(&mut self, up: bool) {
        if up {
            self.notice = self.shared.away.take().map(|_| (Tone::Good, "the desk is back".to_owned()));
            self.keep_again();
        } else {
            self.shared.away = Some(self.shared.here.now);
        }
    }
}
