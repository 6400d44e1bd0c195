//! Forms that are not sent yet. The desk keeps them for the user's own boards: a second after the last key, and at once
//! where the board ends under them; a form that is sent or closed on purpose is forgotten. The next board offers what is
//! kept, on a line of its own that hinders nothing. While the desk is away they live in memory, and the form says so.

use super::app::App;
use super::pen::Pen;
use super::text;
use super::theme::Tone;
use super::worker::{Ask, LayerId};
use crate::desk::{Draft, Keep, Refusal, Unsent};
use crate::domain::{Moment, said};
use ratatui::layout::Rect;
use std::collections::BTreeMap;
use std::hash::{BuildHasher, Hasher, RandomState};
use std::time::Duration;

/// What was typed is kept after this long without a further key.
const KEEP_AFTER: Duration = Duration::from_secs(1);

/// From someone who never stops typing it is kept this often.
const KEEP_EVERY: Duration = Duration::from_secs(10);

/// Where the offer and the keys for it fit beside each other in full.
const WIDE: u16 = 100;

/// Where they are left out.
const NARROW: u16 = 60;

/// What the board knows of forms that are not sent.
#[derive(Default)]
pub(super) struct Drafts {
    /// Since when something may have been typed that is not kept yet.
    since: Option<Duration>,
    /// The number under which each open form is kept, and what was sent of it; nothing where that did not arrive.
    sent: BTreeMap<LayerId, (u64, Option<Draft>)>,
    /// What the desk is still to forget.
    gone: Vec<u64>,
    /// How many are on their way to the desk.
    on_way: usize,
    /// The board has ended: nothing is tried again.
    left: bool,
}

/// A number no other board gives.
fn number() -> u64 {
    RandomState::new().build_hasher().finish().max(1)
}

/// When it was typed, as short as it can be told.
fn when(at: Moment, now: Moment) -> String {
    if at.day == now.day { at.minute.to_string() } else { format!("{} {}", said::short(at.day), at.minute) }
}

impl App {
    /// Asks what was kept when this user's board ended last.
    pub fn welcome(&mut self) {
        self.ask_unsent();
        self.settle();
    }

    /// Has the desk keep what is typed and not sent, whatever ends the board. See [`App::keeping`].
    pub fn leave(&mut self) {
        if !std::mem::replace(&mut self.drafts.left, true) {
            self.keep_all();
            self.settle();
        }
    }

    /// Whether the desk has still to say that it keeps something.
    pub fn keeping(&self) -> bool {
        self.drafts.on_way > 0
    }

    pub(super) fn ask_unsent(&mut self) {
        self.errand(0, "unsent", Ask::Unsent);
    }

    /// Something may be on the stack that is to be kept.
    pub(super) fn may_have_typed(&mut self) {
        if self.stack.len() > 1 {
            self.drafts.since.get_or_insert(self.now);
        }
    }

    /// When what was typed is to be kept.
    pub(super) fn keep_at(&self) -> Option<Duration> {
        self.drafts.since.map(|since| (self.touched + KEEP_AFTER).min(since + KEEP_EVERY))
    }

    /// Sends the desk what is not sent yet of every form, where that is another than before.
    pub(super) fn keep_all(&mut self) {
        self.drafts.since = None;
        if self.shared.away.is_some() && !self.drafts.left {
            return;
        }
        let open: Vec<(LayerId, Option<Draft>)> = self.stack.iter().map(|p| (p.id, p.layer.unsent())).collect();
        let known = self.drafts.sent.len();
        self.drafts.sent.retain(|id, _| open.iter().any(|(layer, _)| layer == id));
        if self.drafts.sent.len() < known {
            // it is open no longer and was neither sent nor closed on purpose: it is offered
            self.ask_unsent();
        }
        for (id, draft) in open {
            let sent = self.drafts.sent.get(&id);
            match draft {
                Some(mut draft) => {
                    if draft.number == 0 {
                        draft.number = sent.map_or_else(number, |(number, _)| *number);
                    }
                    if sent.is_none_or(|(_, sent)| sent.as_ref() != Some(&draft)) {
                        self.shared.unsent.drafts.retain(|other| other.number != draft.number);
                        self.drafts.sent.insert(id, (draft.number, Some(draft.clone())));
                        self.drafts.on_way += 1;
                        self.errand(id, "keep", Ask::Keep(Keep::Draft(Box::new(draft))));
                    }
                }
                // it was emptied again
                None => self.closed(id),
            }
        }
        self.forget();
    }

    /// A form was sent, or closed on purpose.
    pub(super) fn closed(&mut self, layer: LayerId) {
        if let Some((number, _)) = self.drafts.sent.remove(&layer) {
            self.drop_draft(number);
        }
    }

    /// A form is to be forgotten.
    pub(super) fn drop_draft(&mut self, number: u64) {
        self.shared.unsent.drafts.retain(|other| other.number != number);
        self.drafts.gone.push(number);
        self.forget();
    }

    fn forget(&mut self) {
        if self.shared.away.is_some() && !self.drafts.left {
            return;
        }
        for number in std::mem::take(&mut self.drafts.gone) {
            self.drafts.on_way += 1;
            self.errand(0, "keep", Ask::Keep(Keep::Forget(number)));
        }
    }

    /// The desk is there again, and may be another: all that is open is sent to it anew.
    pub(super) fn keep_again(&mut self) {
        self.drafts.sent.values_mut().for_each(|(_, sent)| *sent = None);
        self.keep_all();
        self.ask_unsent();
    }

    /// What became of it at the desk.
    pub(super) fn kept(&mut self, layer: LayerId, keep: &Keep, kept: Result<(), Refusal>) {
        self.drafts.on_way = self.drafts.on_way.saturating_sub(1);
        let Err(refusal) = kept else {
            if matches!(keep, Keep::Forget(_)) && !self.drafts.left {
                // there may be others
                self.ask_unsent();
            }
            return;
        };
        match keep {
            Keep::Forget(number) => self.drafts.gone.push(*number),
            Keep::Draft(_) => {
                if let Some((_, sent)) = self.drafts.sent.get_mut(&layer) {
                    *sent = None;
                }
                // where the desk is away the form says so
                if self.shared.away.is_none() {
                    self.warn(format!("what you typed is not kept: {}", refusal.what));
                }
            }
        }
    }

    /// What the desk keeps: what is open here is not offered.
    pub(super) fn offer_unsent(&mut self, mut unsent: Unsent) {
        unsent.drafts.retain(|draft| {
            let open = self.drafts.sent.values().any(|(number, _)| *number == draft.number);
            !open && !self.drafts.gone.contains(&draft.number)
        });
        self.dirty |= unsent != self.shared.unsent;
        self.shared.unsent = unsent;
    }

    /// Whether there is a line that offers what was not sent: on the board, while nothing else is open.
    pub(super) fn offers_unsent(&self) -> bool {
        self.top().scope() == "board" && !self.shared.unsent.drafts.is_empty()
    }

    /// Offers the latest of what was not sent.
    pub(super) fn draw_unsent(&self, pen: &mut Pen, area: Rect) {
        let Some(draft) = self.shared.unsent.drafts.last() else { return };
        let scope = self.shared.keymap.scope(self.top().scope());
        let key = |name: &str| {
            let chords = scope.map_or_else(String::new, |s| s.chords(|call| call.action.name == name));
            chords.split(", ").next().unwrap_or_default().to_owned()
        };
        let (open, drop) = (key("draft.open"), key("draft.drop"));
        let at = when(draft.at, self.shared.here.now);
        let more = match self.shared.unsent.drafts.len() {
            1 => String::new(),
            n => format!(", and {} more", n - 1),
        };
        let (what, keys) = match area.width {
            WIDE.. => (
                format!("an unsent form is kept: {}, from {at}{more}", draft.title),
                format!("{open} opens it, {drop} throws it away"),
            ),
            NARROW.. => (format!("not sent: {}, {at}{more}", draft.title), format!("{open} opens, {drop} throws away")),
            _ => (format!("not sent: {}, {at}", draft.title), open),
        };
        let right = area.right().saturating_sub(1);
        pen.right(right, area.y, area.width, &keys, Tone::Key);
        let left = area.width.saturating_sub(text::width(&keys) + 4);
        pen.text(area.x + 1, area.y, left, &text::cut(&what, left, pen.glyphs().more), Tone::Warn);
    }
}
