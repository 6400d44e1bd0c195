//! Items that were not heard where they were listed: they go on to another sitting or wait for one, and never drop out.

use super::{children, undecided};
use crate::desk::commands::Known;
use crate::domain::*;

/// New numbers for the records one command makes.
pub(crate) struct Numbers(Head);

impl Numbers {
    /// Those that come next.
    pub(crate) fn of(known: &Known) -> Self {
        Self(known.diary.head.clone())
    }

    /// One.
    pub(crate) fn take(&mut self, kind: Kind) -> u32 {
        self.0.take(kind)
    }
}

/// The panel's next sitting after another whose list is open: where what was not heard goes.
pub(crate) fn next_sitting(diary: &Diary, after: &Sitting) -> Option<SittingId> {
    let of_panel = diary.open::<Sitting>().filter(|s| s.panel == after.panel && s.id != after.id);
    let open = of_panel.filter(|s| s.status == SittingStatus::Planned && (s.date, s.start) > (after.date, after.start));
    open.min_by_key(|s| (s.date, s.start, s.id)).map(|s| s.id)
}

/// The last place in a part of a sitting.
fn last_order(diary: &Diary, sitting: Option<SittingId>, part: u8) -> u16 {
    let Some(sitting) = sitting else { return 0 };
    let orders = diary.pointing::<AgendaItem>(sitting).filter(|i| i.sitting == Some(sitting) && i.part == part);
    orders.map(|i| i.order + 1).max().unwrap_or(0)
}

/// An item at its new place, with why it is there.
fn moved(known: &Known, item: &AgendaItem, from: &Sitting, to: Option<SittingId>, why: &Note) -> AgendaItem {
    let mut carried = item.carried.clone();
    carried.push(Carried { from: from.id, on: from.date, why: why.clone() });
    AgendaItem {
        sitting: to,
        order: last_order(known.diary, to, item.part),
        start: None,
        pinned: false,
        status: ItemStatus::Listed,
        began: None,
        ended: None,
        carried,
        since: item.since.or(Some(from.date)),
        ..item.clone()
    }
}

/// How a referral stands whose item is listed there, or waits.
fn stands(referral: &Referral, to: Option<SittingId>) -> ReferralStatus {
    match (referral.status, to) {
        (ReferralStatus::Listed, None) => ReferralStatus::Accepted,
        (ReferralStatus::Accepted | ReferralStatus::Deferred, Some(_)) => ReferralStatus::Listed,
        (status, _) => status,
    }
}

/// The changes that carry an item: to a sitting, or to wait for one. Of siblings of whom some are decided the others go on
/// as an item of their own.
pub(crate) fn carried(
    known: &Known,
    numbers: &mut Numbers,
    item: &AgendaItem,
    from: &Sitting,
    to: Option<SittingId>,
    why: &Note,
) -> Vec<Change> {
    let left = undecided(known.diary, item);
    let mut on = moved(known, item, from, to, why);
    let mut changes = Vec::new();
    if left.len() == children(known.diary, item).len() {
        changes.push(Change::of(item.clone(), on.clone()));
    } else {
        let ended = item.ended.or(Some(from.end));
        changes.push(Change::of(item.clone(), AgendaItem { status: ItemStatus::Heard, ended, ..item.clone() }));
        on = AgendaItem { id: AgendaItemId(numbers.take(Kind::AgendaItem)), ..about(known.diary, &on, &left) };
        changes.push(Change::new(on.clone()));
    }
    for referral in on.referrals.iter().filter_map(|r| known.diary.get::<Referral>(*r)) {
        let status = stands(referral, to);
        if status != referral.status {
            changes.push(Change::of(referral.clone(), Referral { status, ..referral.clone() }));
        }
    }
    changes
}

/// An item that is about some of its children only.
fn about(diary: &Diary, item: &AgendaItem, left: &[ChildId]) -> AgendaItem {
    let of = |r: &ReferralId| diary.get::<Referral>(*r).is_some_and(|r| left.contains(&r.child));
    AgendaItem {
        referrals: item.referrals.iter().copied().filter(of).collect(),
        children: item.children.iter().copied().filter(|c| left.contains(c)).collect(),
        discussion: Text::default(),
        ..item.clone()
    }
}

/// The item that hears about a child again, after what was put off: it waits for a sitting.
pub(crate) fn after_all(
    known: &Known,
    numbers: &mut Numbers,
    item: &AgendaItem,
    child: ChildId,
    from: &Sitting,
    why: &Note,
) -> AgendaItem {
    let on = moved(known, item, from, None, why);
    AgendaItem { id: AgendaItemId(numbers.take(Kind::AgendaItem)), ..about(known.diary, &on, &[child]) }
}
