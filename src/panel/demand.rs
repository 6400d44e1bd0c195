//! What was asked for about a child before: moves, services, referrals, and how often accommodation was asked for from ten
//! to fifteen, the age at which it is put off until it can be put off no more (DOMAIN 5a). Counted, never typed.

use super::gate;
use crate::domain::*;

/// Twelve months, in days.
const YEAR: i32 = 365;

/// What the records say was asked for about a child.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default, Serialize, Deserialize, JsonSchema)]
pub struct Demand {
    /// Moves in twelve months.
    pub moves: u16,
    /// Services asked for in twelve months.
    pub services: u16,
    /// Of those, how many got what was asked for.
    pub got: u16,
    /// Referrals to panels, ever.
    pub referrals: u16,
    /// Of those, how many a service manager declined before any panel.
    pub declined: u16,
    /// Times it was asked to accommodate the child when it was from ten to fifteen.
    pub asks_at_10_15: u16,
    /// Of those, how many came to nothing: declined, not agreed, or something else instead.
    pub refused_at_10_15: u16,
    /// On the child protection register since.
    pub registered: Option<Day>,
}

impl Demand {
    /// Whether there is anything to say.
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }
}

/// The ages at which a request to accommodate is counted apart.
const AGES: std::ops::RangeInclusive<i32> = 10..=15;

/// Whether a referral asked to accommodate its child when it was from ten to fifteen.
pub fn is_ask_at_10_15(diary: &Diary, r: &Referral) -> bool {
    let born = diary.get::<Child>(r.child).and_then(|child| child.dob);
    let age = born.zip(r.asked_on).map(|(born, asked)| born.age_on(asked));
    r.request == RequestType::Accommodate && age.is_some_and(|age| AGES.contains(&age))
}

/// Whether what a referral asked for was refused: before any panel or by one, or something else was to help instead.
pub fn is_refused(diary: &Diary, r: &Referral) -> bool {
    let no = |d: &Decision| {
        matches!(d.holds(), Some(DecisionCode::NotAgreed | DecisionCode::SignpostedElsewhere)) && d.life == Life::Open
    };
    r.status == ReferralStatus::DeclinedBeforePanel || diary.pointing::<Decision>(r.id).any(no)
}

/// Whether a registration is in force on a day.
pub fn is_registered(r: &Registration, day: Day) -> bool {
    r.life == Life::Open && r.from <= day && r.until.is_none_or(|until| day <= until)
}

/// What was asked for about a child, as a day has it.
pub fn of(diary: &Diary, child: ChildId, today: Day) -> Demand {
    let count = |n: usize| u16::try_from(n).unwrap_or(u16::MAX);
    let year = Days::new(today - YEAR + 1, today);
    let services: Vec<&ServiceRequest> =
        diary.pointing::<ServiceRequest>(child).filter(|r| r.life == Life::Open && year.hold(r.asked_on)).collect();
    let referrals: Vec<&Referral> = diary.pointing::<Referral>(child).filter(|r| r.life == Life::Open).collect();
    let asks: Vec<&&Referral> = referrals.iter().filter(|r| is_ask_at_10_15(diary, r)).collect();
    Demand {
        moves: gate::moves(diary, child, today),
        services: count(services.len()),
        got: count(services.iter().filter(|r| r.got == Got::AsAsked).count()),
        referrals: count(referrals.len()),
        declined: count(referrals.iter().filter(|r| r.status == ReferralStatus::DeclinedBeforePanel).count()),
        asks_at_10_15: count(asks.len()),
        refused_at_10_15: count(asks.iter().filter(|r| is_refused(diary, r)).count()),
        registered: diary.pointing::<Registration>(child).filter(|r| is_registered(r, today)).map(|r| r.from).min(),
    }
}
