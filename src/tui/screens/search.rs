//! Search as you type, over everything; what is taken is shown.

use super::page::Page;
use crate::desk::queries::Find;
use crate::desk::{Answer, Answered};
use crate::domain::Day;
use crate::tui::offer::{Offer, Source};
use crate::tui::picker::Picker;
use crate::tui::tasks::offer;

/// The search.
pub(crate) fn everything(today: Day) -> Picker {
    let ask = |text: &str| Find { text: text.to_owned(), limit: Some(60), ..Find::default() };
    let read = |answered: Answered| -> Vec<Offer> {
        match answered.answer {
            Answer::Find(found) => found.hits.iter().map(|h| offer(h, &answered.names)).collect(),
            _ => Vec::new(),
        }
    };
    Picker::new("Find: a name, number, telephone, reference", Source::desk(ask, read), move |offer, _, cx| {
        if let Some(key) = offer.key {
            cx.push(Page::show(key, today));
        }
    })
}
