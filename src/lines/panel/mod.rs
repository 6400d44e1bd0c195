//! Panels: the referral queue, a referral with its papers, what services were asked for.

mod asked;
mod referral;

pub(super) use asked::asked;
pub use asked::{ASKED_HEADS, REQUEST_HEADS, asked_cells, asked_panels, asked_total, demand, request_cells};
pub use referral::{REFERRAL_HEADS, due, letters, mark, referral_cells};
pub(super) use referral::{referral, referrals};
pub(super) mod after;
pub(super) mod agenda;
pub(super) mod sitting;

pub use after::{ACTION_HEADS, DECISION_HEADS, MINUTES_HEADS, action_cells, decision_cells, minutes_cells};
pub use agenda::{LIST_HEADS, forward_line, list_cells, list_heading, list_notes};
pub use sitting::{about, attends, item_marks, item_pane, item_stands, quorum, sitting_heading};
