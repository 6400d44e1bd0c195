//! What hides the board while nobody is to look at it: a blank screen at a key, the lock after a time without one, and a
//! layer that covers what is under it.
//!
//! Nothing is lost behind it: what was typed stays where it was, and answers go on arriving. Nothing of it is shown either:
//! while a curtain is down the layers are not drawn at all, and the terminal is cleared when it falls.
//!
//! The lock asks for enter and for no password. Whoever sits at this terminal, or at the other end of the line to it, has
//! the account already and could open another board; what the lock keeps is the glance at a desk that was left, and a key
//! leant on in passing.

use super::app::{App, Wish};
use super::pen::Pen;
use super::text;
use super::theme::Tone;
use super::worker::LayerId;
use crate::desk::Here;
use crate::domain::Minute;
use ratatui::layout::{Position, Rect};
use std::time::Duration;

/// A curtain.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Curtain {
    /// Blank at once, at a key; any key lifts it.
    Blank,
    /// After a time without a key, since then; enter lifts it.
    Locked(Minute),
}

impl Curtain {
    /// Whether a key, as it is spelt, lifts it.
    pub(super) fn lifts(self, key: &str) -> bool {
        self == Self::Blank || key == "enter"
    }

    /// Draws it: nothing, or who was there and how to go on.
    pub(super) fn draw(self, pen: &mut Pen, area: Rect, here: &Here) -> Option<Position> {
        let Self::Locked(since) = self else { return None };
        let who = format!("{} {} {}", here.account, pen.glyphs().dot, here.role.said());
        let lines = [
            (here.store.clone(), Tone::Title),
            (who, Tone::Plain),
            (format!("locked since {since}"), Tone::Plain),
            ("press enter to go on".to_owned(), Tone::Key),
        ];
        let top = area.y + area.height.saturating_sub(lines.len() as u16) / 2;
        let mut place = None;
        for ((line, tone), y) in lines.iter().zip(top..area.bottom()) {
            let x = area.x + area.width.saturating_sub(text::width(line)) / 2;
            pen.text(x, y, area.width, line, *tone);
            place = pen.at(x, y);
        }
        place
    }
}

impl App {
    /// When the board is to be locked, if nobody touches a key.
    pub(super) fn locks_at(&self) -> Option<Duration> {
        let after = self.shared.here.lock_after;
        let open = after > 0 && !matches!(self.curtain, Some(Curtain::Locked(_)));
        open.then(|| self.touched + Duration::from_secs(u64::from(after) * 60))
    }

    /// Lets a curtain fall: the terminal is cleared, and nothing is drawn but it. The lock ends a call: whoever comes back
    /// may be speaking to somebody else, or to nobody.
    pub(super) fn lower(&mut self, curtain: Curtain) {
        self.pending.clear();
        if matches!(curtain, Curtain::Locked(_)) {
            self.uncover();
        }
        self.curtain = Some(curtain);
        self.dirty = true;
        self.wish = Some(Wish::Clear);
    }

    /// A key or paste while a curtain is down goes no further than it; whether one was.
    pub(super) fn lifted(&mut self, key: &str) -> bool {
        let Some(curtain) = self.curtain else { return false };
        if curtain.lifts(key) {
            self.curtain = None;
            self.dirty = true;
        }
        true
    }

    /// The layer that covers a layer, where one does; one that is gone counts as covered.
    pub(super) fn beneath(&self, owner: LayerId) -> Option<usize> {
        let cover = self.stack.iter().rposition(|placed| placed.layer.covers())?;
        let at = self.stack.iter().position(|placed| placed.id == owner);
        at.is_none_or(|at| at < cover).then_some(cover)
    }

    /// Closes the layer that covers others, and all that is on it.
    pub(super) fn uncover(&mut self) {
        let Some(cover) = self.stack.iter().position(|placed| placed.layer.covers()) else { return };
        for gone in self.stack.drain(cover.max(1)..) {
            self.asked.retain(|(asker, _), _| *asker != gone.id);
        }
    }
}
