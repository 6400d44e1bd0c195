//! Panels: the referral queue, a referral with its papers.

mod referral;

pub use referral::{REFERRAL_HEADS, due, letters, mark, referral_cells};
pub(super) use referral::{referral, referrals};
