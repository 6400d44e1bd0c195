//! Placement panels, said: what a sitting hears and decides, what is to be signed, sent, done and written up.

pub(super) mod after;
pub(super) mod sitting;

pub use after::{ACTION_HEADS, DECISION_HEADS, MINUTES_HEADS, action_cells, decision_cells, minutes_cells};
pub use sitting::{about, attends, item_marks, item_pane, quorum, sitting_heading};
