//! What there is to choose from: offers, and where they come from. Pickers and the fields of forms share them.

use super::app::Cx;
use super::layer::Slot;
use super::list::{Cells, Cursor};
use super::text;
use crate::desk::{Answered, Query, Refusal};
use crate::domain::Key;

/// Something to choose.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Offer {
    /// Its row in a list.
    pub cells: Cells,
    /// The record it stands for, if it stands for one.
    pub key: Option<Key>,
    /// What a field shows once it is chosen, and what code is told: a name, a word.
    pub value: String,
}

impl Offer {
    /// A word that stands for itself.
    pub fn word(word: impl Into<String>) -> Self {
        let value = word.into();
        Self { cells: Cells::plain([&value]), key: None, value }
    }

    /// A record, with what its row says.
    pub fn record(key: impl Into<Key>, name: impl Into<String>, cells: Cells) -> Self {
        Self { cells, key: Some(key.into()), value: name.into() }
    }
}

type Asks = Box<dyn Fn(&str) -> Query>;
type Reads = Box<dyn Fn(Answered) -> Vec<Offer>>;

/// Where offers come from.
pub enum Source {
    /// They are known: typing leaves those that hold every word typed.
    Fixed(Vec<Offer>),
    /// The desk finds them: the question for what was typed, and the offers in its answer.
    Desk(Asks, Reads),
}

impl Source {
    /// These.
    pub fn fixed(offers: impl IntoIterator<Item = Offer>) -> Self {
        Self::Fixed(offers.into_iter().collect())
    }

    /// What the desk answers.
    pub fn desk<Q: Into<Query>>(
        ask: impl Fn(&str) -> Q + 'static,
        read: impl Fn(Answered) -> Vec<Offer> + 'static,
    ) -> Self {
        Self::Desk(Box::new(move |text| ask(text).into()), Box::new(read))
    }
}

/// The offers for what was typed so far, and a cursor in them.
pub(super) struct Offers {
    pub(super) source: Source,
    pub(super) found: Vec<Offer>,
    pub(super) cursor: Cursor,
    /// Whether what was found is all there is: an answer that is still to come, or cannot be had, is not "nothing".
    pub(super) heard: bool,
    /// Whether the desk has not answered yet for what was typed last: then what was found is not to be taken.
    stale: bool,
}

/// Said where enter comes before what was typed is found: the list is still of other letters.
pub(super) const LOOKING: &str = "still looking; enter again when it is found";

impl Offers {
    pub(super) fn new(source: Source) -> Self {
        Self { source, found: Vec::new(), cursor: Cursor::default(), heard: false, stale: false }
    }

    /// Looks for what was typed. Where the desk must be asked the offers stay as they are until it answers.
    pub(super) fn seek(&mut self, slot: Slot, typed: &str, cx: &mut Cx) {
        match &self.source {
            Source::Fixed(all) => {
                let found = all.iter().filter(|offer| text::matches(&offer.cells.text(), typed));
                let found = found.cloned().collect();
                self.show(found);
            }
            Source::Desk(ask, _) => {
                self.stale = true;
                cx.ask(slot, ask(typed));
            }
        }
    }

    /// Takes the desk's answer.
    pub(super) fn answered(&mut self, answer: Result<Answered, Refusal>) -> Result<(), Refusal> {
        if let Source::Desk(_, read) = &self.source {
            self.heard = false;
            let found = read(answer?);
            self.show(found);
        }
        Ok(())
    }

    fn show(&mut self, found: Vec<Offer>) {
        self.found = found;
        (self.heard, self.stale) = (true, false);
        self.cursor = Cursor::new(self.found.len());
    }

    /// Whether what was found is of other letters than were typed last.
    pub(super) fn is_stale(&self) -> bool {
        self.stale
    }

    /// The offer under the cursor.
    pub(super) fn chosen(&self) -> Option<&Offer> {
        self.cursor.at().and_then(|at| self.found.get(at))
    }
}
