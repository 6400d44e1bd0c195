//! A taxi that recurs is for a panel to agree to (DOMAIN 0.5, 3e P10: anything but a one-off).

use super::Numbers;
use crate::desk::commands::Known;
use crate::domain::*;

/// Whether a panel has been asked already for a child's taxi, and has not refused it.
fn asked(diary: &Diary, child: ChildId) -> bool {
    use ReferralStatus::{Closed, DeclinedBeforePanel, Withdrawn};
    let taxis = diary.pointing::<Referral>(child).filter(|r| r.child == child && r.life == Life::Open);
    let mut taxis = taxis.filter(|r| r.request == RequestType::RecurringTaxi);
    taxis.any(|r| !matches!(r.status, Closed | DeclinedBeforePanel | Withdrawn))
}

/// How a child comes by an arrangement.
fn comes_by(arrangement: &Arrangement, child: ChildId) -> Transport {
    let own = arrangement.transport_for.iter().find(|other| other.child == child);
    own.map_or(arrangement.transport, |own| own.how)
}

/// The children of an arrangement who come by taxi every time and for whom no panel was asked.
pub(crate) fn riders(diary: &Diary, arrangement: &Arrangement) -> Vec<ChildId> {
    let mut all = arrangement.children.clone();
    all.retain(|child| comes_by(arrangement, *child) == Transport::Taxi && !asked(diary, *child));
    all
}

/// What a panel is asked: one form a child. It goes through the queue as every referral does.
pub(crate) fn referrals(
    known: &Known,
    numbers: &mut Numbers,
    panel: PanelId,
    arrangement: &Arrangement,
    children: &[ChildId],
) -> Vec<Change> {
    let rhythm = arrangement.recurrence.to_string();
    let rhythm = if rhythm.is_empty() { "as arranged".to_owned() } else { rhythm };
    let note = |text: String| Note::new(text.chars().take(Note::MAX).collect::<String>()).unwrap_or_default();
    let one = |child: &ChildId| {
        Change::new(Referral {
            id: ReferralId(numbers.take(Kind::Referral)),
            child: *child,
            panel,
            request: RequestType::RecurringTaxi,
            what: note(format!("a taxi to and from contact {}: {rhythm}", arrangement.id)),
            team: Name::new("contact service").unwrap_or_default(),
            referrer: arrangement.requested_by.clone(),
            contact: note(format!("{}: {}", arrangement.id, &*arrangement.purpose)),
            asked_on: Some(known.today()),
            status: ReferralStatus::Submitted,
            ..Referral::default()
        })
    };
    children.iter().map(one).collect()
}

/// The panel that hears it: the only one there is, or the one named as the service's.
pub(crate) fn panel(diary: &Diary) -> Option<PanelId> {
    let named = diary.open::<Panel>().find(|p| p.name == diary.settings().panel);
    named.or_else(|| diary.open::<Panel>().next()).map(|p| p.id)
}
