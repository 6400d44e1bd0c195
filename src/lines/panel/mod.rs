//! Panels: the referral queue, a referral with its papers, what services were asked for.

mod asked;
mod referral;

pub(super) use asked::asked;
pub use asked::{ASKED_HEADS, REQUEST_HEADS, asked_cells, asked_panels, asked_total, demand, request_cells};
pub use referral::{REFERRAL_HEADS, due, letters, mark, referral_cells};
pub(super) use referral::{referral, referrals};
